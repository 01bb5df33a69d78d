"""Export controls and the race to substitute: a formal version of S4."""

from .loss import elasticity, loss, required_elasticity, time_to, trade_gains
from .paths import ENDS, Outlook, Path, outlook, simulate
from .race import Race, Solution
from .stage import Stage, StageEquilibrium

__all__ = [
    "ENDS",
    "Outlook",
    "Path",
    "Race",
    "Solution",
    "Stage",
    "StageEquilibrium",
    "elasticity",
    "loss",
    "outlook",
    "required_elasticity",
    "simulate",
    "time_to",
    "trade_gains",
]
