"""Talks that cost time (S0, section 7): where each side stops, and who stops first.

The talks go down a road of cuts in equal steps, and the tariffs agreed come into force when the talks
end. Each step takes time, by which everything to come is worth less (``discount`` per step), or money
(``cost`` per step). After each step either side may close the talks with what is on the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

from ..checks import number
from ..maths import log, maximum, minimum, sqrt
from ..quadratic import Quadratic
from ..reciprocity import Road

__all__ = ["Talks", "depth", "talks"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Talks:
    """Where the talks end, with the table that shows why.

    Attributes
    ----------
    places : array, shape (steps + 1,)
        The road's parameter after each number of steps, from 0.
    gains : pair of arrays, shape (steps + 1,)
        Welfare above that of the equilibrium if the talks end there and nothing had been lost on the
        way, numeraire per period.
    payoff : pair of arrays, shape (steps + 1,)
        The same less what the time has cost.
    wish : pair of int
        The number of steps after which each side would like to close.
    end : int
        The number of steps after which the talks are closed, by backward induction.
    stopper : tuple of int
        The countries that close them there; both, if nothing is left to talk about.
    tariffs, welfare : pair
        At the end.
    """

    places: Any
    gains: Pair
    payoff: Pair
    wish: Pair
    end: int
    stopper: tuple[int, ...]
    tariffs: Pair
    welfare: Pair


def talks(road: Road, steps: Any, discount: Any = 1.0, cost: Any = 0.0) -> Talks:
    """Play the talks down a road, backwards from its end.

    Parameters
    ----------
    road : Road
        From :mod:`tradegames.reciprocity`, of a game in numbers.
    steps : int
        In how many equal steps of the road's parameter it would be walked to its end.
    discount : float or pair
        What a gain is worth after one more step, above 0 and at most 1; a pair if the sides differ.
    cost : float or pair
        What a step costs each side, in units of the per-period gain; at least 0.

    Raises
    ------
    ValueError, TypeError
        If ``steps`` is no positive whole number, or a discount or cost breaks its rule.

    Notes
    -----
    Source: S0 section 7, which names the question; book: "Can they keep a promise?". A side goes on
    only if the place where the talks would then end is better for it than the one they are at.

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.reciprocity import equal
    >>> slow = talks(equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4)), steps=10, discount=0.9)
    >>> slow.end, slow.stopper, slow.wish
    (8, (2,), (9, 8))
    """
    owner = "negotiation.talks"
    whole = isinstance(steps, Integral) and not isinstance(steps, bool)
    if not whole or steps < 1:
        raise ValueError(f"{owner}.steps must be a positive whole number; got {steps!r}")
    discounts = _both(owner, "discount", discount, lambda v: (v > 0) & (v <= 1), "lie above 0, at most 1")
    costs = _both(owner, "cost", cost, lambda v: v >= 0, "be at least 0")
    count = np.arange(int(steps) + 1)
    places = road.limit * count / steps
    start, here = road.welfare(0.0), road.welfare(places)
    gains = here[0] - start[0], here[1] - start[1]
    payoff = tuple(discounts[i] ** count * gains[i] - costs[i] * count for i in (0, 1))
    end, stopper = _closed(payoff[0].tolist(), payoff[1].tolist())
    wish = int(np.argmax(payoff[0])), int(np.argmax(payoff[1]))
    welfare = float(here[0][end]), float(here[1][end])
    tariffs = road.tariffs(float(places[end]))
    return Talks(places, gains, (payoff[0], payoff[1]), wish, end, stopper, tariffs, welfare)


def _closed(first: list[float], second: list[float]) -> tuple[int, tuple[int, ...]]:
    """Where the talks close, and by whom: go back from the end and ask who would rather stop here."""
    end = len(first) - 1
    stopper: tuple[int, ...] = (1, 2)
    for n in reversed(range(end)):
        no = tuple(k for k, payoff in ((1, first), (2, second)) if payoff[end] <= payoff[n])
        if no:
            end, stopper = n, no
    return end, stopper


def _both(owner: str, field: str, value: Any, allowed: Any, rule: str) -> Pair:
    """One number for both sides, or a pair."""
    pair = value if isinstance(value, tuple) else (value, value)
    if len(pair) != 2:
        raise ValueError(f"{owner}.{field} must be a number or a pair; got {value!r}")
    for one in pair:
        number(owner, field, one, allowed, rule)
    return pair


def depth(form: Quadratic, discount: Any, speeds: Pair = (1, 1)) -> Pair:
    """Return how far down a straight road each side would talk if time flowed evenly.

    Parameters
    ----------
    form : Quadratic
        With an interior equilibrium at positive tariffs.
    discount : float, array or expression
        What a gain is worth after the time that the whole road takes, above 0 and at most 1.
    speeds : pair
        By how much each tariff falls for one unit of the road's parameter; equal cuts unless said
        otherwise.

    Returns
    -------
    pair
        Shares of the road, from 0 to 1. Each side's payoff rises up to its share and falls beyond it,
        so the talks end at the smaller one.

    Notes
    -----
    Book: "Can they keep a promise?". With the gain ``a u - b u^2/2`` at the share ``u`` and the rate
    ``rho = -log(discount)`` the share is ``2a/(rho a + b + sqrt(rho^2 a^2 + b^2))``, at most 1. The limit
    of :func:`talks` for many small steps.

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.extensions.forms import plain
    >>> form = plain(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> [round(share, 3) for share in depth(form, discount=0.9**10)]
    [0.875, 0.838]
    """
    owner = "negotiation.depth"
    discount = number(owner, "discount", discount, lambda v: (v > 0) & (v <= 1), "lie above 0, at most 1")
    rho = -log(discount)
    limit = minimum(form.peak[0] / speeds[0], form.peak[1] / speeds[1])
    shares = []
    for i, j in ((0, 1), (1, 0)):
        a = limit * form.foreign[i] * speeds[j] * (form.barrier[j] - form.peak[j])
        b = limit**2 * (form.own[i] * speeds[i] ** 2 - form.foreign[i] * speeds[j] ** 2)
        # 2a in the place of a smaller denominator is the end of the road, where the share is 1.
        shares.append(2 * a / maximum(2 * a, rho * a + b + sqrt(rho**2 * a**2 + b**2)))
    return shares[0], shares[1]
