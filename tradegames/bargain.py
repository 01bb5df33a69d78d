"""The bargain of Nash over two tariffs: what governments agree on if the equilibrium is the threat.

A cut ``x_i`` of the own tariff costs country i ``u_i = K x_i^2 / 2`` and brings the other country
``v_i = L (g_i x_i + x_i^2 / 2)``, with ``g_i`` the distance of the tariff from the prohibitive one. Since
``du_i/dv_i`` rises, the set of gains that can be reached is convex: there is one bargain, and it is where
some weighted sum of the gains is largest. For a given weight both cuts have a closed form; the weight is
the root of one equation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import elementwise

from .checks import broadcast, number
from .quadratic import interior, quadratic
from .tariff_game import TariffGame

__all__ = ["Bargain", "frontier", "nash", "powers"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Bargain:
    """What is agreed, and the evidence; pairs are (country 1, country 2).

    Attributes
    ----------
    tariffs : pair
        In units of the numeraire per unit of the imported good; negative: a subsidy.
    gains : pair
        Welfare above that of the equilibrium, the transfer included.
    transfer : float or array
        What country 1 gets from country 2, in units of the numeraire; zero without transfers.
    weight : float or array
        The weight of country 1's gain, that of country 2 being 1, at which the agreed tariffs have the
        largest weighted sum of gains.
    binding : pair
        "none", "zero tariff" (a subsidy would be better) or "home firm out" (a higher subsidy would
        leave the own firm nothing to sell at home; there the model is another one).
    residual : pair
        The slope of what is made as large as possible (the logarithm of the Nash product; with transfers
        the sum of the gains) in the cut of each tariff; zero where a constraint binds and the slope
        points against it.
    iterations : int
        Of the root finder; none with transfers, where the weight is 1.
    """

    tariffs: Pair
    gains: Pair
    transfer: Any
    weight: Any
    binding: Pair
    residual: Pair
    iterations: int


@dataclass(frozen=True, eq=False)
class _Talks:
    """What the gains depend on: K, L, and for each tariff its gap and how far it may be cut."""

    own: Any
    foreign: Any
    gap: Pair
    room: Pair

    def cuts(self, share: Any) -> Pair:
        """Where ``share * gain 1 + (1 - share) * gain 2`` is largest."""
        found = []
        for i, mine in ((0, share), (1, 1 - share)):
            gain, loss = (1 - mine) * self.foreign, mine * self.own
            inside = loss > gain
            best = gain * self.gap[i] / np.where(inside, loss - gain, 1.0)
            found.append(np.where(inside, np.minimum(best, self.room[i]), self.room[i]))
        return found[0], found[1]

    def gains(self, cuts: Pair) -> Pair:
        """What both countries gain by these cuts."""
        lost = [self.own * cut**2 / 2 for cut in cuts]
        given = [self.foreign * (gap * cut + cut**2 / 2) for gap, cut in zip(self.gap, cuts, strict=True)]
        return given[1] - lost[0], given[0] - lost[1]

    def marginal(self, cuts: Pair) -> tuple[Pair, Pair]:
        """What one more unit of each cut costs its country, and brings the other one."""
        return (self.own * cuts[0], self.own * cuts[1]), (
            self.foreign * (self.gap[0] + cuts[0]),
            self.foreign * (self.gap[1] + cuts[1]),
        )


def _talks(owner: str, game: TariffGame, subsidies: bool) -> tuple[_Talks, Pair]:
    """The talks of a game with an interior equilibrium, and its tariffs."""
    form = interior(owner, quadratic(game))
    own, foreign = form.own[0], form.foreign[0]
    gap = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
    room = form.peak
    if subsidies:
        # No bargain lies beyond: from x^2 <= (L/K)(2 g x + x^2), by the better of the two gaps.
        ratio = foreign / own
        far = np.where(ratio < 1, 2 * ratio * np.maximum(*gap) / np.where(ratio < 1, 1 - ratio, 1.0), np.inf)
        room = tuple(np.minimum(far, peak - low) for peak, low in zip(form.peak, form.floor, strict=True))
    return _Talks(own, foreign, gap, room), form.peak


def frontier(game: TariffGame, weight: Any, subsidies: bool = False) -> tuple[Pair, Pair]:
    """Return the tariffs with the largest ``weight * gain 1 + gain 2``, and both gains.

    Parameters
    ----------
    game : TariffGame
        With an interior equilibrium.
    weight : float or array
        Positive.
    subsidies : bool
        Whether tariffs may be negative.

    Examples
    --------
    >>> tariffs, gains = frontier(TariffGame(alpha=10, gamma=0, c1=1, c2=4), weight=1.0)
    >>> tariffs, gains
    ((0.0, 0.0), (9.75, 1.625))
    """
    owner = "bargain.frontier"
    number(owner, "weight", weight, lambda v: v > 0, "be positive")
    talks, peak = _talks(owner, game, subsidies)
    cuts = talks.cuts(weight / (1 + np.asarray(weight)))
    return _plain(peak[0] - cuts[0], peak[1] - cuts[1]), _plain(*talks.gains(cuts))


def nash(game: TariffGame, power: Any = 0.5, subsidies: bool = False, transfers: bool = False) -> Bargain:
    """Return the tariffs with the largest ``gain 1 ** power * gain 2 ** (1 - power)``.

    Parameters
    ----------
    game : TariffGame
        With an interior equilibrium, to which both fall back without an agreement. Fields may be arrays.
    power : float or array
        Bargaining power of country 1, between 0 and 1.
    subsidies : bool
        Whether tariffs may be negative.
    transfers : bool
        Whether one government may pay the other. Then the sum of the gains is made as large as it can
        be, and ``power`` is country 1's share of it.

    Returns
    -------
    Bargain

    Raises
    ------
    ValueError, TypeError
        If an equilibrium tariff is not positive and below the prohibitive one, or an argument breaks its
        rule.

    Notes
    -----
    After Nash (1950); not in S0. Book: "Which rule would you ask for?".

    Examples
    --------
    >>> even = nash(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> [round(t, 3) for t in even.tariffs], even.binding
    ([0.0, 0.649], ('zero tariff', 'none'))
    >>> deeper = nash(TariffGame(alpha=10, gamma=0, c1=2, c2=2), subsidies=True)
    >>> [round(t, 6) for t in deeper.tariffs]
    [-8.0, -8.0]
    """
    owner = "bargain.nash"
    number(owner, "power", power, lambda v: (v > 0) & (v < 1), "lie between 0 and 1")
    talks, peak = _talks(owner, game, subsidies)
    shape = broadcast(owner, power=power, game=talks.own + peak[0] + peak[1])
    share, iterations = np.full(shape, 0.5), 0
    if not transfers:
        share, iterations = _share(talks, power, shape)
    cuts = talks.cuts(share)
    gains = talks.gains(cuts)
    transfer = power * (gains[0] + gains[1]) - gains[0] if transfers else np.zeros(shape)
    pressure = (1.0, 1.0) if transfers else (power / gains[0], (1 - power) / gains[1])
    costs, benefits = talks.marginal(cuts)
    binding, residual = [], []
    for i, j in ((0, 1), (1, 0)):
        slope = pressure[j] * benefits[i] - pressure[i] * costs[i]
        bound = cuts[i] >= talks.room[i]
        binding.append(np.where(bound, "home firm out" if subsidies else "zero tariff", "none"))
        residual.append(np.where(bound & (slope >= 0), 0.0, slope))
    return Bargain(
        tariffs=_plain(peak[0] - cuts[0], peak[1] - cuts[1]),
        gains=_plain(gains[0] + transfer, gains[1] - transfer),
        transfer=_plain(transfer)[0],
        weight=_plain(share / (1 - share))[0],
        binding=_plain(*binding),
        residual=_plain(*residual),
        iterations=iterations,
    )


def _plain(*values: Any) -> tuple[Any, ...]:
    """Arrays without axes as plain numbers and words."""
    return tuple(value.item() if np.ndim(value) == 0 else value for value in map(np.asarray, values))


def _share(talks: _Talks, power: Any, shape: tuple[int, ...]) -> tuple[Any, int]:
    """The weight of country 1, as a share, at which the Nash product is largest; and the iterations."""

    def excess(share: Any, power: Any, own: Any, foreign: Any, *pairs: Any) -> Any:
        some = _Talks(own, foreign, pairs[:2], pairs[2:])
        gain1, gain2 = some.gains(some.cuts(share))
        return share * (1 - power) * gain1 - (1 - share) * power * gain2  # rises with the share

    given = (power, talks.own, talks.foreign, *talks.gap, *talks.room)
    args = tuple(np.array(np.broadcast_to(value, shape), dtype=float) for value in given)
    root = elementwise.find_root(excess, (np.zeros(shape), np.ones(shape)), args=args)
    if not np.all(root.success):
        raise ArithmeticError(f"bargain.nash: the root finder reports {np.unique(root.status)}")
    return root.x, int(np.max(root.nit))


def powers(game: TariffGame, t1: Any, t2: Any) -> Pair:
    """Return the lowest and the highest power of country 1 for which these tariffs are the bargain.

    Parameters
    ----------
    game : TariffGame
        With an interior equilibrium.
    t1, t2 : float or array
        At least 0, at most the equilibrium tariffs, and efficient: no other tariffs without subsidies
        make both countries better off. At least one is zero then, as a rule; where both are, a range of
        powers leads there.

    Raises
    ------
    ValueError, TypeError
        If a tariff lies outside, a country does not gain, or the tariffs are not efficient.

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    >>> [round(power, 3) for power in powers(game, 0.0, 1.0)]
    [0.371, 0.371]
    """
    owner = "bargain.powers"
    talks, peak = _talks(owner, game, False)
    broadcast(owner, t1=t1, t2=t2, game=peak[0])
    number(owner, "t1", t1, lambda v: (v >= 0) & (v <= peak[0]), f"lie between 0 and t1* = {peak[0]}")
    number(owner, "t2", t2, lambda v: (v >= 0) & (v <= peak[1]), f"lie between 0 and t2* = {peak[1]}")
    cuts = peak[0] - t1, peak[1] - t2
    gains = talks.gains(cuts)
    for name, gain in zip(("gain of country 1", "gain of country 2"), gains, strict=True):
        number(owner, name, gain, lambda v: v > 0, "be positive")
    costs, benefits = talks.marginal(cuts)
    odds = gains[0] / gains[1]
    most, least = odds * benefits[0] / costs[0], odds * costs[1] / benefits[1]  # power / (1 - power)
    left1, left2 = np.asarray(t1) > 0, np.asarray(t2) > 0  # a tariff that is left may move either way
    slack = 1 + 1e-9
    efficient = (least <= most * slack) & (~(left1 & left2) | (most <= least * slack))
    number(owner, "t2", t2, lambda v: efficient, f"be efficient together with t1 = {t1}")
    low, high = np.where(left1, most, least), np.where(left2, least, most)
    return _plain(low / (1 + low), high / (1 + high))
