"""A world in general equilibrium, after GTAP: many regions, many sectors, every market clears."""

from .bases import load, overlay
from .benchmark import FINAL, Benchmark, Parameters
from .load import load_benchmark, load_growth, load_parameters
from .path import Path, along
from .scenarios import Scenario, scenarios, staged_301, steps_2025
from .shock import CLOSURES
from .solution import Solution
from .solve import NoEquilibrium
from .study import MEASURES, Sensitivity, compare, sensitivity, sweep
from .system import EQUATIONS
from .tables import Repair, from_tables
from .war import BestReply, Payoffs, Slopes, TariffWar, WarEquilibrium
from .world import World

__all__ = [
    "CLOSURES",
    "EQUATIONS",
    "FINAL",
    "MEASURES",
    "Benchmark",
    "BestReply",
    "NoEquilibrium",
    "Parameters",
    "Path",
    "Payoffs",
    "Repair",
    "Scenario",
    "Sensitivity",
    "Slopes",
    "Solution",
    "TariffWar",
    "WarEquilibrium",
    "World",
    "along",
    "compare",
    "from_tables",
    "load",
    "load_benchmark",
    "load_growth",
    "load_parameters",
    "overlay",
    "scenarios",
    "sensitivity",
    "staged_301",
    "steps_2025",
    "sweep",
]
