"""The book's pictures, one module for each chapter."""

from .evidence import shortage
from .own_tariff import dilemma, own_tariff, proposition1
from .race import race, tracks
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
    "race",
    "tracks",
    "shortage",
]
