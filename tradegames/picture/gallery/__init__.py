"""The book's pictures, one module for each chapter."""

from .measuring import behind, measuring
from .own_tariff import dilemma, own_tariff, proposition1
from .timeline import timeline
from .two_firms import market, prices, surplus_areas, welfare_parts
from .two_waves import two_waves
from .who_pays import sector_losses, who_pays

__all__ = [
    "timeline",
    "market",
    "prices",
    "welfare_parts",
    "surplus_areas",
    "own_tariff",
    "proposition1",
    "dilemma",
    "measuring",
    "behind",
    "who_pays",
    "sector_losses",
    "two_waves",
]
