"""Rules of reciprocity: roads of mutual tariff cuts, and who gains more along them (S0, section 5)."""

from .roads import RULES, Road, Split, balanced, cumulative, equal, marginal, values
from .survey import Survey, least_ratio, survey

__all__ = [
    "RULES",
    "Road",
    "Split",
    "Survey",
    "balanced",
    "cumulative",
    "equal",
    "least_ratio",
    "marginal",
    "survey",
    "values",
]
