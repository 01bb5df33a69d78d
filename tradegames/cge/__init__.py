"""A world in general equilibrium, after GTAP: many regions, many sectors, every market clears."""

from .benchmark import FINAL, Benchmark, Parameters
from .load import load_benchmark, load_growth, load_parameters
from .scenarios import Scenario, scenarios, staged_301, steps_2025
from .solution import Solution
from .solve import NoEquilibrium
from .study import MEASURES, Sensitivity, compare, sensitivity, sweep
from .system import EQUATIONS
from .tables import Repair, from_tables
from .world import CLOSURES, World, load

__all__ = [
    "CLOSURES",
    "EQUATIONS",
    "FINAL",
    "MEASURES",
    "Benchmark",
    "NoEquilibrium",
    "Parameters",
    "Repair",
    "Scenario",
    "Sensitivity",
    "Solution",
    "World",
    "compare",
    "from_tables",
    "load",
    "load_benchmark",
    "load_growth",
    "load_parameters",
    "scenarios",
    "sensitivity",
    "staged_301",
    "steps_2025",
    "sweep",
]
