"""The book's pictures, one module for each chapter."""

from .isowelfare import agreement, iso_curves
from .own_tariff import dilemma, own_tariff, proposition1
from .roads import roads
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
    "iso_curves",
    "agreement",
    "roads",
]
