"""The book's pictures, one module for each chapter."""

from .two_firms import market, welfare_parts

__all__ = ["market", "welfare_parts"]
