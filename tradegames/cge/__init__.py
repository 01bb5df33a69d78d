"""A world in general equilibrium, after GTAP: many regions, many sectors, every market clears."""

from .benchmark import FINAL, Benchmark, Parameters
from .load import load_benchmark, load_parameters
from .solution import Solution
from .solve import NoEquilibrium
from .system import EQUATIONS
from .world import CLOSURES, World, load

__all__ = [
    "CLOSURES",
    "EQUATIONS",
    "FINAL",
    "Benchmark",
    "NoEquilibrium",
    "Parameters",
    "Solution",
    "World",
    "load",
    "load_benchmark",
    "load_parameters",
]
