"""Everything along a tariff that rises point by point, for the price of a dozen equilibria."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.polynomial import chebyshev

from ..checks import number
from .shock import by_points, shock
from .solution import Solution
from .solve import find
from .welfare import PARTS, slopes
from .world import Tariffs, World

__all__ = ["Path", "along"]


@dataclass(frozen=True, eq=False)
class Path:
    """Equilibria along a tariff; made by `along`.

    Attributes
    ----------
    top : float
        The largest tariff of the way, points as a fraction.
    solutions : tuple of Solution
        At the nodes, from the top down.
    rates : array (nodes, R, parts)
        How fast each part of the equivalent variation grows there, per unit of the log of 1 + points; the
        parts are those of `Solution.welfare_parts`.
    """

    top: float
    solutions: tuple[Solution, ...]
    rates: Any

    def _place(self, points: Any) -> Any:
        number("Path", "points", points, lambda p: (p >= 0) & (p <= self.top), f"lie in [0, {self.top:g}]")
        return 2 * np.log1p(np.asarray(points, float)) / np.log1p(self.top) - 1

    def _fit(self, values: Any) -> Any:
        places = chebyshev.chebpts1(len(self.solutions))[::-1]
        return chebyshev.chebfit(places, values.reshape(len(values), -1), len(values) - 1)

    def read(self, measure: Callable[[Solution], Any], points: Any) -> Any:
        """Return a measure of the solutions at any tariff of the way: array, points first.

        Parameters
        ----------
        measure : callable
            From a `Solution` to an array or series.
        points : array
            Between 0 and ``top``.
        """
        values = np.stack([np.asarray(measure(found), float) for found in self.solutions])
        place = self._place(points)
        read = chebyshev.chebval(place, self._fit(values))
        return np.moveaxis(read, 0, -1).reshape(*np.shape(place), *values.shape[1:])

    def welfare_parts(self, points: Any) -> Any:
        """Return the parts of the equivalent variation: array (points, R, parts), money of the benchmark."""
        place, scale = self._place(points), np.log1p(self.top) / 2
        total = chebyshev.chebint(self._fit(self.rates), lbnd=-1, scl=1) * scale
        read = chebyshev.chebval(place, total)
        return np.moveaxis(read, 0, -1).reshape(*np.shape(place), *self.rates.shape[1:])


def along(
    world: World, tariffs: Tariffs, closure: str | tuple[str, ...] = "full_employment", nodes: int = 14
) -> Path:
    """Solve a world at a few heights of a tariff and read everything else between them.

    Parameters
    ----------
    world : World
    tariffs : mapping
        As for `World.solve`, positive: the top of the way; all flows rise in proportion to their points.
    closure : str or tuple of str
        As for `World.solve`.
    nodes : int
        Number of equilibria, at Chebyshev's places in the log of 1 + points: there trade falls like an
        exponential, so that a polynomial follows it closely.

    Raises
    ------
    ValueError
        If no tariff is positive, or as `World.solve`.
    NoEquilibrium
        As `World.solve`.

    Examples
    --------
    >>> import tradegames as tg
    >>> way = tg.cge.along(tg.cge.load(), {("USA", "CHN"): 0.5}, nodes=8)
    >>> exact = tg.cge.load().solve({("USA", "CHN"): 0.2}).real_income
    >>> bool(abs(way.read(lambda found: found.real_income, 0.2) - exact).max() < 1e-4)
    True
    """
    top = max(tariffs.values(), default=0.0)
    if not top > 0:
        raise ValueError(f"along.tariffs must have one above zero; got {dict(tariffs)}")
    whole = replace(shock(world.system, world.rates(tariffs), closure), way=by_points)
    places = chebyshev.chebpts1(nodes)[::-1]
    shares = np.expm1((places + 1) / 2 * np.log1p(top)) / top
    solutions, rates, x = [], [], None
    for share in shares:
        here = whole.scaled(share)
        found = find(world.system, here, x)
        x = found.x
        solutions.append(Solution(world, here, found))
        step = slopes(world.system, found, whole, float(share))
        rates.append(np.stack([step[name] + np.zeros(len(found.state.income)) for name in PARTS], axis=-1))
        rates[-1] *= (1 + share * top) / top  # per unit of the log of 1 + points
    return Path(float(top), tuple(solutions), np.stack(rates))
