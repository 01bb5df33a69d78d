"""Export controls and the race to substitute: a formal version of S4."""

from .loss import elasticity, loss, required_elasticity, time_to, trade_gains
from .paths import ENDS, Course, Outlook, Path
from .policy import Bargain, DualTrack, Restriction, bargain, best_restriction, dual_track, trapped
from .race import Race, Solution
from .stage import Stage, StageEquilibrium
from .window import Adjustment, Window, window

__all__ = [
    "ENDS",
    "Adjustment",
    "Bargain",
    "Course",
    "DualTrack",
    "Outlook",
    "Path",
    "Race",
    "Restriction",
    "Solution",
    "Stage",
    "StageEquilibrium",
    "Window",
    "bargain",
    "best_restriction",
    "dual_track",
    "elasticity",
    "loss",
    "required_elasticity",
    "time_to",
    "trade_gains",
    "trapped",
    "window",
]
