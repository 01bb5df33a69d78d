"""Numbers that have no formula: sampled when the page is built, read there between the points."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp

__all__ = ["Look", "Nearest", "Table", "look", "nearest"]


class Table(sp.AtomicExpr):
    """Values on a regular grid of one to three dimensions, which stand in expressions like a function.

    Called with places it is linear between the points; ``nearest`` takes the value of the nearest point,
    for values that are names of regions. Outside the grid both are undefined.

    Parameters
    ----------
    axes : sequence of pairs
        The ends of each dimension.
    values : array
        At least two points in each dimension, all finite.
    error : float
        How far the reading may be from what was sampled; infinity where nobody has looked.

    Raises
    ------
    ValueError
        If the ends, the number of dimensions or a value breaks its rule.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> table = Table([(0, 1)], [0.0, 4.0])
    >>> float(look(table.data, 0.25))
    1.0
    """

    def __new__(cls, axes: Sequence[tuple[float, float]], values: Any, error: float = np.inf) -> Table:
        """Make a table; two with the same numbers are equal."""
        array = np.array(values, dtype=float)
        if not 1 <= array.ndim <= 3 or array.ndim != len(axes) or min(array.shape) < 2:
            raise ValueError(
                "Table.values must have one to three dimensions, one for each pair of axes, and two or more "
                f"points in each; got shape {array.shape} and {len(axes)} axes"
            )
        if not np.isfinite(array).all():
            raise ValueError(f"Table.values must be finite; got {(~np.isfinite(array)).sum()} that are not")
        if not all(low < high for low, high in axes):
            raise ValueError(f"Table.axes must be pairs of a lower and a higher end; got {axes!r}")
        table: Table = super().__new__(cls)
        table.data = {
            "low": [float(low) for low, _ in axes],
            "high": [float(high) for _, high in axes],
            "size": list(array.shape),
            "values": [float(f"{value:.9g}") for value in array.ravel()],
        }
        table.error = error
        table._digest = hashlib.sha256(repr(table.data).encode()).hexdigest()
        return table

    @classmethod
    def sample(cls, function: Callable[..., Any], *axes: tuple[float, float, int]) -> Table:
        """Sample a function of arrays on a grid, and between its points to learn the error.

        Parameters
        ----------
        function : callable
            From arrays that broadcast, one for each axis, to an array.
        *axes : tuple
            The ends and the number of points of each dimension.

        Examples
        --------
        >>> table = Table.sample(lambda x: x**2, (0, 1, 11))
        >>> round(table.error, 6)  # the largest: at the middle of each cell
        0.0025
        """
        points = [np.linspace(*axis) for axis in axes]
        between = [(p[1:] + p[:-1]) / 2 for p in points]
        ends = [axis[:2] for axis in axes]
        table = cls(ends, function(*np.meshgrid(*points, indexing="ij")))
        places = np.meshgrid(*between, indexing="ij")
        error = np.abs(look(table.data, *places) - function(*places)).max()
        return cls(ends, np.reshape(table.data["values"], table.data["size"]), float(error))

    def __call__(self, *places: Any) -> Any:
        """Return what stands between the points, as an expression."""
        return Look(self, *places)

    def nearest(self, *places: Any) -> Any:
        """Return the value of the nearest point, as an expression."""
        return Nearest(self, *places)

    def _hashable_content(self) -> tuple[str]:
        return (self._digest,)

    def _sympystr(self, printer: Any) -> str:
        return f"table{self._digest[:8]}"


class _Reading(sp.Function):
    """A table and the place where it is read."""

    is_extended_real = True

    def _eval_evalf(self, prec: int) -> Any:
        table, *places = self.args
        if all(place.is_number for place in places):
            return sp.Float(self.read(table.data, *map(float, places)))
        return None


class Look(_Reading):
    """A table read at a place, linear between its points."""

    @staticmethod
    def read(table: dict[str, Any], *places: Any) -> Any:
        """Return a number, or an array of them."""
        return look(table, *places)


class Nearest(_Reading):
    """A table read at the nearest of its points."""

    @staticmethod
    def read(table: dict[str, Any], *places: Any) -> Any:
        """Return a number, or an array of them."""
        return nearest(table, *places)


def _places(table: dict[str, Any], places: tuple[Any, ...]) -> tuple[list[Any], Any]:
    """Places counted in steps of the grid, and whether they lie inside."""
    steps, inside = [], np.True_
    for place, low, high, size in zip(places, table["low"], table["high"], table["size"], strict=True):
        step = (np.asarray(place, dtype=float) - low) / (high - low) * (size - 1)
        inside = inside & (step >= 0) & (step <= size - 1)
        steps.append(np.where(np.isfinite(step), step, 0.0))
    return steps, inside


def look(table: dict[str, Any], *places: Any) -> Any:
    """Return the values between the points of a table's data; NaN outside (the page's step ``look``)."""
    steps, inside = _places(table, places)
    values = np.reshape(table["values"], table["size"])
    cells = [np.clip(np.floor(s), 0, n - 2).astype(int) for s, n in zip(steps, table["size"], strict=True)]
    total: Any = 0.0
    for corner in itertools.product((0, 1), repeat=len(steps)):
        weight: Any = 1.0
        for side, step, cell in zip(corner, steps, cells, strict=True):
            weight = weight * (step - cell if side else 1 - (step - cell))
        total = total + weight * values[tuple(c + side for c, side in zip(cells, corner, strict=True))]
    return np.where(inside, total, np.nan)[()]


def nearest(table: dict[str, Any], *places: Any) -> Any:
    """Return the values at the nearest points; NaN outside (the page's step ``near``)."""
    steps, inside = _places(table, places)
    values = np.reshape(table["values"], table["size"])
    cells = [
        np.clip(np.floor(s + 0.5), 0, n - 1).astype(int) for s, n in zip(steps, table["size"], strict=True)
    ]
    return np.where(inside, values[tuple(cells)], np.nan)[()]
