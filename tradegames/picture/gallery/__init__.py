"""The book's pictures, one module for each chapter."""

from .lists_2018 import dependence_rule, lists_2018
from .own_tariff import dilemma, own_tariff, proposition1
from .supply_bends import once_or_twice, supply_bends
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
    "lists_2018",
    "dependence_rule",
    "supply_bends",
    "once_or_twice",
]
