"""Curves of equal welfare, and the tangencies between those of the two countries (S0, section 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..checks import choice, number, shown
from ..maths import maximum, minimum, sqrt, symbolic
from ..quadratic import Quadratic, interior, quadratic
from ..tariff_game import TariffGame

__all__ = ["ContractCurve", "Curve", "contract_curve", "curve", "tangency"]

Pair = tuple[Any, Any]


def within(owner: str, name: str, value: Any, low: Any, high: Any, rule: str) -> Any:
    """Return a value that is not below ``low`` and not above ``high``, or refuse it; symbols pass."""
    if symbolic(value, low, high):
        return number(owner, name, value)
    return number(owner, name, value, lambda v: (v >= low) & (v <= high), rule)


def under(owner: str, name: str, value: Any, bound: Any, what: str) -> None:
    """Refuse a value that is not below a bound; symbols pass."""
    if not symbolic(value, bound):
        number(owner, name, value, lambda v: v < bound, f"be below {what}")


def inside(owner: str, form: Quadratic, names: Pair, tariffs: Pair) -> Pair:
    """Return both tariffs if the form holds there, or refuse the first that is outside."""
    checked = []
    for name, tariff, floor, barrier in zip(names, tariffs, form.floor, form.barrier, strict=True):
        rule = f"lie between {shown(floor)} (home firm out) and {shown(barrier)} (no imports)"
        slack = 1e-12 * abs(barrier)  # a bound that was computed may be off by a rounding
        checked.append(within(owner, name, tariff, floor - slack, barrier + slack, rule))
    return checked[0], checked[1]


def lowest_of(owner: str, form: Quadratic, lowest: Pair | None) -> Pair:
    """Return the lowest tariffs allowed: those given, below the equilibrium, or else the floors."""
    if lowest is None:
        return form.floor
    names = "lowest1", "lowest2"
    bounds = inside(owner, form, names, (lowest[0], lowest[1]))
    for name, bound, peak in zip(names, bounds, form.peak, strict=True):
        under(owner, name, bound, peak, f"the equilibrium tariff {shown(peak)}")
    return bounds


@dataclass(frozen=True, eq=False)
class Curve:
    """The tariffs that leave a country as well off as those it passes through.

    Attributes
    ----------
    form : Quadratic
    country : {1, 2}
    through : pair
        Tariffs of countries 1 and 2.
    """

    form: Quadratic
    country: int
    through: Pair

    def _sides(self) -> tuple[int, int]:
        return (0, 1) if self.country == 1 else (1, 0)

    def _distance(self, own: Any) -> Any:
        """The square of how far the other tariff is below its barrier."""
        i, j = self._sides()
        form, ratio = self.form, self.form.own[i] / self.form.foreign[i]
        here, there = own - form.peak[i], self.through[i] - form.peak[i]
        return (form.barrier[j] - self.through[j]) ** 2 + ratio * (here**2 - there**2)

    def __call__(self, own: Any) -> Any:
        """Return the other country's tariff at this tariff of the own country.

        Parameters
        ----------
        own : float, array or expression
            ``t1`` on a curve of country 1, ``t2`` on one of country 2.

        Raises
        ------
        ValueError, TypeError
            If it is no finite number, or the curve does not run there.

        Examples
        --------
        >>> c1 = curve(TariffGame(alpha=10, gamma=0, c1=1, c2=4), 1, through=(2.0, 3.0))
        >>> c1(2.0), round(c1(0.0), 4)
        (3.0, 2.5193)
        """
        j = self._sides()[1]
        owner, name = "isowelfare.curve", f"t{self.country}"
        square = self._distance(own)
        if symbolic(own, square):
            return self.form.barrier[j] - sqrt(square)
        rule = f"be where country {self.country} has this welfare at some t{3 - self.country}"
        number(owner, name, own, lambda _: square >= 0, rule)
        pair = [own, own]
        pair[j] = self.form.barrier[j] - sqrt(square)
        return inside(owner, self.form, ("t1", "t2"), (pair[0], pair[1]))[j]

    def slope(self, own: Any) -> Any:
        """Return how fast the other tariff rises along the curve with the own one.

        Positive below the own peak, zero at it, negative above. That is ``dt2/dt1`` for country 1;
        for country 2, whose own tariff is on the other axis, it is ``dt1/dt2``.

        Examples
        --------
        >>> c1 = curve(TariffGame(alpha=10, gamma=0, c1=1, c2=4), 1, through=(2.0, 3.0))
        >>> c1.slope(2.0), round(c1.slope(1.0), 4)
        (-0.0, 0.2449)
        """
        i, j = self._sides()
        form = self.form
        below = form.barrier[j] - self(own)
        if not symbolic(below):
            words = "be positive: where nothing is exported the curve is vertical"
            number("isowelfare.curve", f"T{j + 1} - t{j + 1}", below, lambda v: v > 0, words)
        return -form.own[i] * (own - form.peak[i]) / (form.foreign[i] * below)

    @property
    def domain(self) -> Pair:
        """Between which own tariffs the curve stays where the form holds, the gap left aside.

        Examples
        --------
        >>> curve(TariffGame(alpha=10, gamma=0, c1=1, c2=4), 2, through=(2.0, 3.0)).domain
        (-inf, 9.0)
        """
        i, j = self._sides()
        form, ratio = self.form, self.form.own[i] / self.form.foreign[i]
        below = form.barrier[j] - self.through[j]

        def wide(depth: Any) -> Any:
            return sqrt((self.through[i] - form.peak[i]) ** 2 + (depth**2 - below**2) / ratio)

        most = wide(form.barrier[j] - form.floor[j])
        return maximum(form.floor[i], form.peak[i] - most), minimum(form.barrier[i], form.peak[i] + most)

    @property
    def gap(self) -> Any:
        """How far on each side of the own peak the curve does not run; zero if it is in one piece.

        There the country is better off than on the curve even if it exports nothing.
        """
        i = self._sides()[0]
        ratio = self.form.own[i] / self.form.foreign[i]
        return sqrt(maximum(0, -self._distance(self.form.peak[i]) / ratio))


def curve(game: TariffGame, country: int, through: Pair) -> Curve:
    """Return the iso-welfare curve of a country through a pair of tariffs.

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols.
    country : {1, 2}
    through : pair of float, array or expression
        ``(t1, t2)``, between the prohibitive tariffs and the subsidies that drive the home firm out.

    Raises
    ------
    ValueError, TypeError
        If the game has no trade at its equilibrium, or the pair lies where the form does not hold.

    Notes
    -----
    Source: S0 section 4, figure 1; book: "Where can two countries agree?".

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    >>> curve(game, 2, through=(2.0, 3.0))(3.0)  # country 2's: t1 at its own t2
    2.0
    >>> curve(game, 1, through=(2.0, 30.0))
    Traceback (most recent call last):
        ...
    ValueError: isowelfare.curve.t2 must lie between -inf (home firm out) and 9.0 (no imports); got 30.0
    """
    owner = "isowelfare.curve"
    choice(owner, "country", str(country), ("1", "2"))
    form = interior(owner, quadratic(game))
    return Curve(form, int(country), inside(owner, form, ("t1", "t2"), (through[0], through[1])))


def tangency(game: TariffGame, t1: Any, t2: Any) -> Any:
    """Return ``own^2 (t1 - t1*)(t2 - t2*) - foreign^2 (T1 - t1)(T2 - t2)``, zero at tangencies.

    Below both peaks: negative where small cuts of both tariffs can still make both countries better
    off, zero on the contract curve, positive beyond it.

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=1)
    >>> [round(float(tangency(game, t, t)), 4) + 0 for t in (0.0, -9.0, -10.0)]
    [-15.1875, 0.0, 4.8125]
    """
    form = interior("isowelfare.tangency", quadratic(game))
    first, second = number("isowelfare.tangency", "t1", t1), number("isowelfare.tangency", "t2", t2)
    return form.own[0] * form.own[1] * (first - form.peak[0]) * (second - form.peak[1]) - form.foreign[
        0
    ] * form.foreign[1] * (form.barrier[0] - first) * (form.barrier[1] - second)


@dataclass(frozen=True, eq=False)
class ContractCurve:
    """The tariffs at which nobody can gain without a loss to the other, by the weight of country 1.

    Attributes
    ----------
    form : Quadratic
    weights : pair
        Lowest and highest weight of country 1's welfare (the other's is 1) that has its point. Where
        the first exceeds the second there is none: then small cuts of both tariffs help both until a
        lowest tariff is reached, and every efficient pair has one of the two at its lowest.
    """

    form: Quadratic
    weights: Pair

    def tariffs(self, weight: Any = 1.0) -> Pair:
        """Return the tariffs at which the weighted sum of the two welfares is highest.

        Raises
        ------
        ValueError, TypeError
            If the weight does not lie between the two of ``weights``.

        Examples
        --------
        >>> contract_curve(TariffGame(alpha=10, gamma=0, c1=1, c2=1)).tariffs()
        (-9.0, -9.0)
        """
        form, (low, high) = self.form, self.weights
        rule = f"lie between {shown(low)} and {shown(high)}, where the weighted sum has a highest point"
        weight = within("isowelfare.contract_curve", "weight", weight, low, high, rule)
        (k1, k2), (l1, l2) = form.own, form.foreign
        t1 = (weight * k1 * form.peak[0] - l2 * form.barrier[0]) / (weight * k1 - l2)
        t2 = (k2 * form.peak[1] - weight * l1 * form.barrier[1]) / (k2 - weight * l1)
        return t1, t2


def contract_curve(game: TariffGame, lowest: Pair | None = None) -> ContractCurve:
    """Return the contract curve, which holds S0's "end points" of negotiations.

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols; both countries import at the equilibrium.
    lowest : pair, optional
        The lowest tariffs allowed, as for :func:`lens`.

    Notes
    -----
    Source: S0 section 4, figure 3 and footnote 4; book: "Where can two countries agree?". At every
    point of it at least one tariff is a subsidy, for every ``gamma`` with an interior equilibrium and both
    versions of consumer surplus; at ``gamma = 0`` both are. There the curve has no ends: the two weights
    themselves have no point.

    Examples
    --------
    >>> import numpy as np
    >>> rule = contract_curve(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> np.round(rule.weights, 4).tolist(), np.round(rule.tariffs(1.2), 4).tolist()
    ([0.6667, 1.5], [-3.0, -21.0])
    """
    owner = "isowelfare.contract_curve"
    form = interior(owner, quadratic(game))
    low, ratio = lowest_of(owner, form, lowest), form.own[0] / form.foreign[0]
    first = 1 + (form.barrier[0] - form.peak[0]) / (form.peak[0] - low[0])
    second = 1 + (form.barrier[1] - form.peak[1]) / (form.peak[1] - low[1])
    return ContractCurve(form, (first / ratio, ratio / second))
