"""The book's pictures, one module for each chapter."""

from .own_tariff import dilemma, own_tariff, proposition1
from .timeline import timeline
from .two_firms import market, prices, surplus_areas, welfare_parts
from .which_rule import which_rule
from .who_gains import profit_or_consumers, who_gains

__all__ = [
    "timeline",
    "market",
    "prices",
    "welfare_parts",
    "surplus_areas",
    "own_tariff",
    "proposition1",
    "dilemma",
    "who_gains",
    "profit_or_consumers",
    "which_rule",
]
