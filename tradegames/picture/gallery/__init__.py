"""The book's pictures, one module for each chapter."""

from .one_market import one_market
from .own_tariff import dilemma, own_tariff, proposition1
from .timeline import timeline
from .two_firms import market, prices, surplus_areas, welfare_parts
from .who_lost import who_lost

__all__ = [
    "timeline",
    "market",
    "prices",
    "welfare_parts",
    "surplus_areas",
    "own_tariff",
    "proposition1",
    "dilemma",
    "one_market",
    "who_lost",
]
