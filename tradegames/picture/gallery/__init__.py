"""The book's pictures, one module for each chapter."""

from .balanced_cuts import five_roads, rules_map
from .equal_cuts import equal_map, equal_roads
from .own_tariff import dilemma, own_tariff, proposition1
from .timeline import timeline
from .two_firms import market, prices, surplus_areas, welfare_parts

__all__ = [
    "timeline",
    "market",
    "prices",
    "welfare_parts",
    "surplus_areas",
    "own_tariff",
    "proposition1",
    "dilemma",
    "equal_roads",
    "equal_map",
    "five_roads",
    "rules_map",
]
