"""Roads of straight legs: who gains all along them, and where one breaks off (S0, section 4, figure 3).

Along a leg each welfare is a quadratic of the way gone, so every answer is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ..checks import number
from ..maths import maximum
from ..quadratic import Quadratic, interior, quadratic
from ..tariff_game import TariffGame
from .curves import inside

__all__ = ["Place", "Verdict", "along", "fall", "feasible"]

Pair = tuple[Any, Any]


@dataclass(frozen=True)
class Place:
    """A place on a road.

    Attributes
    ----------
    at : float
        Legs gone: 1.5 is half way along the second leg.
    tariffs, welfare : pair
    """

    at: float
    tariffs: Pair
    welfare: Pair


@dataclass(frozen=True)
class Verdict:
    """What a road does to both countries; each pair (country 1, country 2).

    Attributes
    ----------
    feasible : bool
        Whether neither country is anywhere worse off than at the start, or better off than at the end:
        then nobody would rather stop than go on. S0's condition.
    monotone : pair
        Whether the country's welfare never falls. If both hold the road is feasible; not the reverse.
    falls : pair of Place or None
        Where the country's welfare first begins to fall.
    leaves : pair of Place or None
        Where it first leaves the range between the start and the end: the road breaks off there.
    start, target : Place
    """

    feasible: bool
    monotone: tuple[bool, bool]
    falls: tuple[Place | None, Place | None]
    leaves: tuple[Place | None, Place | None]
    start: Place
    target: Place


def along(form: Quadratic, country: int, start: Pair, stop: Pair) -> tuple[Any, Any, Any]:
    """Return ``w, a, b``: welfare on a straight leg is ``w + a s + b s^2/2``, for s from 0 to 1.

    Examples
    --------
    >>> from tradegames.quadratic import quadratic
    >>> form = quadratic(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> along(form, 1, (2.0, 3.0), (0.0, 0.0))
    (45.375, 9.0, 1.5)
    """
    i, j = (0, 1) if country == 1 else (1, 0)
    by = form.marginal(country, *start)
    step = stop[0] - start[0], stop[1] - start[1]
    bend = form.foreign[i] * step[j] ** 2 - form.own[i] * step[i] ** 2
    return form.welfare(*start)[i], by[0] * step[0] + by[1] * step[1], bend


def fall(a: Any, b: Any) -> Any:
    """Return the share of a leg after which ``a s + b s^2/2`` begins to fall; 1 if it never does.

    Examples
    --------
    >>> fall(1.0, -4.0), fall(-1.0, 4.0), fall(1.0, -0.5), fall(0.0, 0.0)
    (0.25, 0.0, 1.0, 1.0)
    """
    down = maximum(0, maximum(-a, -a - b))
    return 1 - down / (maximum(0, a) + down + 1e-300)  # a leg on which nothing changes is no fall


def _outside(w: float, a: float, b: float, low: float, high: float) -> float | None:
    """The first share of a leg after which welfare is below ``low`` or above ``high``."""
    slack = 1e-12 * max(abs(low), abs(high))
    marks = {0.0, 1.0}
    for level in (low, high):
        roots = np.roots([b / 2, a, w - level]) if a or b else np.array([])
        marks |= {float(root.real) for root in roots if 0 < root.real < 1}
    ordered = sorted(marks)
    for left, right in pairwise(ordered):
        middle = (left + right) / 2
        welfare = w + a * middle + b * middle**2 / 2
        if not low - slack <= welfare <= high + slack:
            return left
    return None


def feasible(game: TariffGame, path: Sequence[Pair]) -> Verdict:
    """Judge a road: whether it is feasible, whether both gain all along it, or where it breaks off.

    Parameters
    ----------
    game : TariffGame
        Numbers.
    path : sequence of pairs
        At least two pairs of tariffs ``(t1, t2)``, joined by straight legs; the last one is the target. S0's
        roads start at the equilibrium, a part of one anywhere.

    Raises
    ------
    ValueError, TypeError
        If the road is too short, or leaves the tariffs at which both firms sell in both countries.

    Notes
    -----
    Source: S0 section 4, figure 3; book: "Which roads lead there?".

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    >>> feasible(game, [(2.0, 3.0), (1.0, 2.0)]).monotone
    (True, True)
    >>> hasty = feasible(game, [(2.0, 3.0), (0.2, 2.9), (1.0, 2.0)])  # country 1 cuts far too much at first
    >>> hasty.feasible, round(hasty.leaves[0].at, 3), round(hasty.leaves[1].at, 3)
    (False, 0.247, 0.471)
    """
    owner = "isowelfare.feasible"
    form = interior(owner, quadratic(game))
    number(owner, "path", len(path), lambda n: n >= 2, "have at least two points")
    points = [
        inside(owner, form, (f"path[{k}][0]", f"path[{k}][1]"), (p[0], p[1])) for k, p in enumerate(path)
    ]
    legs = list(pairwise(points))
    ends = form.welfare(*points[0]), form.welfare(*points[-1])

    def place(at: float) -> Place:
        k = min(int(at), len(legs) - 1)
        (a1, a2), (b1, b2) = legs[k]
        tariffs = a1 + (at - k) * (b1 - a1), a2 + (at - k) * (b2 - a2)
        return Place(at, tariffs, form.welfare(*tariffs))

    falls: list[Place | None] = []
    leaves: list[Place | None] = []
    for country in (1, 2):
        low, high = ends[0][country - 1], ends[1][country - 1]
        pieces = [along(form, country, *leg) for leg in legs]
        turns = [k + fall(a, b) for k, (_, a, b) in enumerate(pieces) if fall(a, b) < 1]
        exits = [(k, _outside(w, a, b, low, high)) for k, (w, a, b) in enumerate(pieces)]
        falls.append(place(turns[0]) if turns else None)
        leaves.append(next((place(k + s) for k, s in exits if s is not None), None))
    return Verdict(
        feasible=leaves == [None, None],
        monotone=(falls[0] is None, falls[1] is None),
        falls=(falls[0], falls[1]),
        leaves=(leaves[0], leaves[1]),
        start=place(0.0),
        target=place(float(len(legs))),
    )
