"""The book's pictures, one module for each chapter."""

from .timeline import timeline
from .two_firms import market, prices, surplus_areas, welfare_parts

__all__ = ["timeline", "market", "prices", "welfare_parts", "surplus_areas"]
