"""A world in general equilibrium, after GTAP: many regions, many sectors, every market clears."""

from .benchmark import FINAL, Benchmark, Parameters
from .load import load_benchmark, load_parameters

__all__ = ["FINAL", "Benchmark", "Parameters", "load_benchmark", "load_parameters"]
