"""Roads of mutual tariff cuts from the equilibrium (S0, section 5).

Each rule says how fast both countries cut. At ``gamma = 0`` the equal and the balanced road are S0's
equations 8 to 13; here they hold for every game whose equilibrium is interior, with both versions of
consumer surplus. A road ends where the first tariff is zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import number
from ..maths import minimum, sqrt, symbolic
from ..quadratic import Quadratic, interior, quadratic
from ..tariff_game import TariffGame

__all__ = ["RULES", "Road", "Split", "balanced", "cumulative", "equal", "marginal", "values"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Split:
    """Who gains from one more unit of the road's parameter; each field a pair (country 1, country 2)."""

    profit: Pair
    consumer_surplus: Pair
    tariff_revenue: Pair


@dataclass(frozen=True, eq=False)
class Road:
    """Tariffs that fall from the equilibrium by a rule, in the rule's own parameter.

    Attributes
    ----------
    game : TariffGame
    rule : str
        The name of the function that made it.
    limit : float, array or expression
        The parameter at which the first tariff reaches zero; the road ends there.
    start : pair
        The equilibrium tariffs.
    cuts, speeds : callable
        From the parameter to how far both tariffs have been cut, and to how fast they are being cut.
    """

    game: TariffGame
    rule: str
    limit: Any
    start: Pair
    cuts: Callable[[Any], Pair]
    speeds: Callable[[Any], Pair]

    def tariffs(self, x: Any) -> Pair:
        """Return both tariffs at a place on the road.

        Parameters
        ----------
        x : float, array or expression
            From 0 to ``limit``.

        Raises
        ------
        ValueError, TypeError
            If ``x`` is no finite number or lies outside.

        Examples
        --------
        >>> equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).tariffs(0.5)
        (1.5, 2.5)
        """
        cut1, cut2 = self.cuts(self._place(x))
        return self.start[0] - cut1, self.start[1] - cut2

    def welfare(self, x: Any) -> Pair:
        """Return the welfare of both countries there (eq. 8 for equal cuts)."""
        return quadratic(self.game).welfare(*self.tariffs(x))

    def gains(self, x: Any) -> Pair:
        """Return how much welfare both countries have gained since the equilibrium.

        What the other's cut of ``b`` brings, ``foreign_i (gap_j b + b^2/2)``, less what the own cut of
        ``a`` costs, ``own_i a^2/2``; ``gap_j`` is how far the equilibrium tariff lies below the barrier.

        Examples
        --------
        >>> equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).gains(1.0)
        (2.875, 1.875)
        """
        form, cuts = quadratic(self.game), self.cuts(self._place(x))
        gap = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
        return tuple(
            form.foreign[i] * (gap[j] * cuts[j] + cuts[j] ** 2 / 2) - form.own[i] * cuts[i] ** 2 / 2
            for i, j in ((0, 1), (1, 0))
        )

    def marginal_welfare(self, x: Any) -> Pair:
        """Return what one more unit of the parameter brings each country (eqs. 9 and 12).

        Examples
        --------
        >>> equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).marginal_welfare(1.0)
        (2.75, 1.75)
        """
        form, tariffs, speeds = quadratic(self.game), self.tariffs(x), self.speeds(x)
        by1, by2 = form.marginal(1, *tariffs), form.marginal(2, *tariffs)
        return (
            -by1[0] * speeds[0] - by1[1] * speeds[1],
            -by2[0] * speeds[0] - by2[1] * speeds[1],
        )

    def split(self, x: Any) -> Split:
        """Return the same, split into profit, consumer surplus and tariff revenue.

        Examples
        --------
        >>> road = equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
        >>> road.split(1.0).profit
        (3.5, 2.5)
        """
        game, (t1, t2), (speed1, speed2) = self.game, self.tariffs(x), self.speeds(x)
        d1, f2, d2, f1 = _sales(game, t1, t2)
        own1, own2 = game.own_margins(t1, d1, f2), game.own_margins(t2, d2, f1)
        damage = 4 / (4 - game.gamma**2)  # of one unit of foreign tariff to profit, per unit of exports
        return Split(
            (-own1[0] * speed1 + damage * f1 * speed2, -own2[0] * speed2 + damage * f2 * speed1),
            (-own1[1] * speed1, -own2[1] * speed2),
            (-own1[2] * speed1, -own2[2] * speed2),
        )

    def _place(self, x: Any) -> Any:
        if symbolic(x, self.limit):
            return number(f"reciprocity.{self.rule}", "x", x)
        slack = 1e-12 * np.abs(self.limit)  # the limit itself may be computed with rounding
        rule = f"lie between 0 and limit = {self.limit}, where the first tariff is zero"
        return number(
            f"reciprocity.{self.rule}", "x", x, lambda v: (v >= 0) & (v <= self.limit + slack), rule
        )


def _sales(game: TariffGame, t1: Any, t2: Any) -> tuple[Any, Any, Any, Any]:
    d1, f2 = game.market(game.c1, game.c2 + t1)
    d2, f1 = game.market(game.c2, game.c1 + t2)
    return d1, f2, d2, f1


def _start(game: TariffGame, rule: str) -> tuple[Quadratic, Pair, Pair]:
    """The form, how much the barriers exceed the equilibrium tariffs, and both exports there."""
    form = interior(f"reciprocity.{rule}", quadratic(game))
    gap = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
    per_unit = 2 / (4 - game.gamma**2)
    return form, gap, (per_unit * gap[1], per_unit * gap[0])


def _ray(game: TariffGame, rule: str, start: Pair, speeds: Pair) -> Road:
    """A road on which both tariffs fall at constant speeds."""
    limit = minimum(start[0] / speeds[0], start[1] / speeds[1])
    return Road(game, rule, limit, start, lambda x: (speeds[0] * x, speeds[1] * x), lambda x: speeds)


def equal(game: TariffGame) -> Road:
    """Both tariffs fall by the same amount ``x`` (S0 eqs. 8 to 10).

    Also Bagwell and Staiger's reciprocity in volumes: one unit of either tariff moves imports by the
    same ``2/(4 - gamma^2)``.

    Examples
    --------
    >>> equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).limit
    2.0
    """
    form, _, _ = _start(game, "equal")
    return _ray(game, "equal", form.peak, (1, 1))


def balanced(game: TariffGame) -> Road:
    """Tariffs fall in the proportion of the initial exports, ``3 f_i* k`` (S0 eqs. 11 to 13).

    At ``gamma = 0`` the cut of country i is S0's ``(alpha - c_i) k``.

    Examples
    --------
    >>> balanced(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).tariffs(0.1)
    (1.1, 2.4)
    """
    form, _, (f1, f2) = _start(game, "balanced")
    return _ray(game, "balanced", form.peak, (3 * f1, 3 * f2))


def marginal(game: TariffGame) -> Road:
    """At each moment both give up the same on what is imported then: ``f_j dt_i`` is equal.

    The parameter is the sum of what each has given up so far, in units of the numeraire. Along the road
    ``f_1^2 - f_2^2`` is constant.

    Examples
    --------
    >>> road = marginal(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> [round(t, 4) for t in road.tariffs(1.0)]
    [1.5279, 2.6754]
    """
    form, gap, _ = _start(game, "marginal")
    width = 4 - game.gamma**2

    def root(i: int, m: Any) -> Any:
        return sqrt(gap[i] ** 2 + width * m)

    ends = [form.peak[i] * (2 * form.barrier[i] - form.peak[i]) / width for i in (0, 1)]
    return Road(
        game,
        "marginal",
        minimum(ends[0], ends[1]),
        form.peak,
        lambda m: (root(0, m) - gap[0], root(1, m) - gap[1]),
        lambda m: (width / (2 * root(0, m)), width / (2 * root(1, m))),
    )


def cumulative(game: TariffGame) -> Road:
    """The whole cut times what is imported now is the same for both: ``f_j (t_i* - t_i)``.

    The parameter is that product, in units of the numeraire.

    Examples
    --------
    >>> road = cumulative(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> [round(t, 4) for t in road.tariffs(1.0)]
    [1.5505, 2.6834]
    """
    form, gap, _ = _start(game, "cumulative")
    width = 4 - game.gamma**2

    def root(i: int, m: Any) -> Any:
        return sqrt(gap[i] ** 2 + 2 * width * m)

    ends = [2 * form.peak[i] * form.barrier[i] / width for i in (0, 1)]
    return Road(
        game,
        "cumulative",
        minimum(ends[0], ends[1]),
        form.peak,
        lambda m: ((root(0, m) - gap[0]) / 2, (root(1, m) - gap[1]) / 2),
        lambda m: (width / (2 * root(0, m)), width / (2 * root(1, m))),
    )


def values(game: TariffGame) -> Road:
    """Bagwell and Staiger's reciprocity in values: imports grow alike at the initial world prices.

    The parameter is the value of additional imports. A world price is what the exporter gets, the price
    less the tariff: ``c_j + f_j`` at the equilibrium.

    Examples
    --------
    >>> road = values(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> [round(t, 4) for t in road.tariffs(1.0)]
    [1.6667, 2.5]
    """
    form, _, (f1, f2) = _start(game, "values")
    half = (4 - game.gamma**2) / 2
    return _ray(game, "values", form.peak, (half / (game.c2 + f2), half / (game.c1 + f1)))


RULES: dict[str, Callable[[TariffGame], Road]] = {
    rule.__name__: rule for rule in (equal, balanced, marginal, cumulative, values)
}
