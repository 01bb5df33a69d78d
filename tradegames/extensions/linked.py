"""Markets linked by rising marginal cost: what a firm sells abroad makes its sales at home dearer.

Firm i's cost is ``c_i q + k q^2 / 2`` on all it makes, ``q = d_i + f_i``. Its two markets are no longer
separate, so the tariff of one country moves what the other's is worth. At ``k = 0`` this is S0's
game. The formulas hold while both firms sell in both countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import broadcast, choice, number
from ..tariff_game import Outcome, TariffGame

__all__ = ["Best", "Linked"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Best:
    """The tariffs both governments choose, with the evidence that they are best replies.

    Attributes
    ----------
    t1, t2 : float, array or expression
        Numeraire per unit.
    outcome : Outcome
        What follows from them; interior.
    residual : pair
        Marginal welfare of the own tariff there.
    """

    t1: Any
    t2: Any
    outcome: Outcome
    residual: Pair


@dataclass(frozen=True, eq=False, kw_only=True)
class Linked:
    """Two-country tariff game with rising marginal cost.

    Parameters
    ----------
    game : TariffGame
        Demand, substitutability and the unit costs of the first unit; exact surplus.
    k : float, array or expression
        By how much one more unit made raises marginal cost, at least 0; numeraire per unit squared.

    Raises
    ------
    ValueError, TypeError
        If ``k`` is negative or no finite real number, or the surplus is the published one.

    Notes
    -----
    Book: "What if …?". In each firm's first-order conditions the difference ``d_i - f_i`` depends on the
    tariffs alone and the sum ``d_i + f_i`` on ``k``; that is what makes the linear system short.

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0.5, c1=1, c2=2)
    >>> best = Linked(game=game, k=0.5).equilibrium()
    >>> round(best.t1, 4), round(best.t2, 4)
    (2.1609, 2.4816)
    """

    game: TariffGame
    k: Any

    def __post_init__(self) -> None:
        choice("Linked", "game.surplus", self.game.surplus, ("exact",))
        object.__setattr__(self, "k", number("Linked", "k", self.k, lambda v: v >= 0, "be at least 0"))
        broadcast(
            "Linked", k=self.k, alpha=self.game.alpha, gamma=self.game.gamma, c1=self.game.c1, c2=self.game.c2
        )

    def sales(self, t1: Any, t2: Any) -> tuple[Pair, Pair]:
        """Return home sales and exports, each a pair: all four first-order conditions at once.

        Examples
        --------
        >>> Linked(game=TariffGame(alpha=10, gamma=0, c1=1, c2=2), k=1).sales(t1=1, t2=1)
        ((2.375, 2.125), (1.875, 1.625))
        """
        game, t = self.game, (t1, t2)
        advantage = game.alpha - game.c1, game.alpha - game.c2
        slow, fast = 4 - game.gamma**2, 4 * (1 + self.k) ** 2 - game.gamma**2
        home, exports = [], []
        for i, j in ((0, 1), (1, 0)):
            gap = (2 * t[j] + game.gamma * t[i]) / slow
            total = (
                2 * (1 + self.k) * (2 * advantage[i] - t[j]) - game.gamma * (2 * advantage[j] - t[i])
            ) / fast
            home.append((total + gap) / 2)
            exports.append((total - gap) / 2)
        return (home[0], home[1]), (exports[0], exports[1])

    def outcome(self, t1: Any, t2: Any) -> Outcome:
        """Return sales, profit, consumer surplus, tariff revenue and welfare at these tariffs.

        Raises
        ------
        ValueError, TypeError
            If a tariff is no finite real number, shapes do not broadcast, or a firm would sell less
            than nothing.

        Examples
        --------
        >>> game = TariffGame(alpha=10, gamma=0.3, c1=1, c2=2)
        >>> Linked(game=game, k=0).outcome(1, 1).welfare[0] - game.outcome(1, 1).welfare[0]
        0.0
        """
        owner, game, k = "Linked.outcome", self.game, self.k
        t1, t2 = number(owner, "t1", t1), number(owner, "t2", t2)
        shape = broadcast(
            owner, t1=t1, t2=t2, k=k, alpha=game.alpha, gamma=game.gamma, c1=game.c1, c2=game.c2
        )
        (d1, d2), (f1, f2) = self.sales(t1, t2)
        for field, value in (("d1", d1), ("d2", d2), ("f1", f1), ("f2", f2)):
            number(owner, field, value, lambda v: v >= 0, "not be negative")
        # The price less marginal cost is what the firm sells there, as in S0; k q^2 / 2 is its rent.
        profit = d1 * d1 + f1 * f1 + k * (d1 + f1) ** 2 / 2, d2 * d2 + f2 * f2 + k * (d2 + f2) ** 2 / 2
        surplus = game.consumer_surplus(d1, f2), game.consumer_surplus(d2, f1)
        return Outcome.added_up((d1, d2), (f1, f2), profit, surplus, (t1, t2), shape)

    def marginal(self, country: int, t1: Any, t2: Any) -> Pair:
        """Return the marginal welfare of a country, 1 or 2, by ``t1`` and by ``t2``.

        Examples
        --------
        >>> Linked(game=TariffGame(alpha=10, gamma=0, c1=1, c2=2), k=0).marginal(1, 0.0, 9.0)
        (2.0, 0.0)
        """
        i, j = (0, 1) if country == 1 else (1, 0)
        t, (d, f) = (t1, t2), self.sales(t1, t2)
        k, gamma = self.k, self.game.gamma
        slow, fast = 2 * (4 - gamma**2), 2 * (4 * (1 + k) ** 2 - gamma**2)
        # One unit more of the tariff of x: what the home firm x and the importer sell in x and elsewhere.
        here, elsewhere = gamma / fast + gamma / slow, gamma / fast - gamma / slow
        imports, diverted = -2 * (1 + k) / fast - 2 / slow, -2 * (1 + k) / fast + 2 / slow
        total = d[i] + f[i]

        def by(di: Any, fi: Any, fj: Any) -> Any:
            """Profit, surplus and revenue at fixed tariffs."""
            firm = 2 * d[i] * di + 2 * f[i] * fi + k * total * (di + fi)
            buyers = d[i] * di + f[j] * fj + gamma * (d[i] * fj + f[j] * di)
            return firm + buyers + t[i] * fj

        own = by(here, elsewhere, imports) + f[j]
        other = by(diverted, imports, elsewhere)
        return (own, other) if country == 1 else (other, own)

    def bends(self) -> Pair:
        """Return how marginal welfare of the own tariff changes with the own and with the other tariff.

        The same for both countries: the first negative; the second zero without a link, or where the
        goods are unrelated.

        Examples
        --------
        >>> Linked(game=TariffGame(alpha=10, gamma=0, c1=1, c2=2), k=0).bends()
        (-0.75, 0.0)
        """
        origin = self.marginal(1, 0, 0)[0]
        return self.marginal(1, 1, 0)[0] - origin, self.marginal(1, 0, 1)[0] - origin

    def reply_slope(self) -> Any:
        """By how much the best tariff moves with the other's: positive, strategic complements.

        Examples
        --------
        >>> round(Linked(game=TariffGame(alpha=10, gamma=1, c1=1, c2=1), k=1).reply_slope(), 4)
        0.0479
        """
        own, cross = self.bends()
        return -cross / own

    def best_reply(self, country: int, other: Any) -> Any:
        """Return the best tariff of a country, 1 or 2, against a tariff of the other.

        Examples
        --------
        >>> linked = Linked(game=TariffGame(alpha=10, gamma=1, c1=1, c2=1), k=1)
        >>> round(linked.best_reply(1, 0.0), 4), round(linked.best_reply(1, 1.0), 4)
        (1.7784, 1.8263)
        """
        own, _ = self.bends()
        at = (0, other) if country == 1 else (other, 0)
        return -self.marginal(country, *at)[0 if country == 1 else 1] / own

    def equilibrium(self) -> Best:
        """Return the tariffs that are best replies to each other.

        Raises
        ------
        ValueError
            If a firm would sell less than nothing at them.

        Examples
        --------
        >>> best = Linked(game=TariffGame(alpha=10, gamma=0, c1=1, c2=4), k=0).equilibrium()
        >>> best.t1, best.t2
        (2.0, 3.0)
        """
        slope = self.reply_slope()
        first, second = self.best_reply(1, 0), self.best_reply(2, 0)
        t1, t2 = ((a + slope * b) / (1 - slope**2) for a, b in ((first, second), (second, first)))
        residual = self.marginal(1, t1, t2)[0], self.marginal(2, t1, t2)[1]
        return Best(t1, t2, self.outcome(t1, t2), residual)

    def answers(self, t1: Any, t2: Any, rounds: int) -> Pair:
        """Return the tariffs of both when they answer each other at the same time, round by round.

        Returns
        -------
        pair of arrays, shape (rounds + 1,)
            From the given tariffs; the distance to the equilibrium shrinks by the slope each round.

        Examples
        --------
        >>> linked = Linked(game=TariffGame(alpha=10, gamma=1, c1=1, c2=1), k=1)
        >>> linked.answers(0.0, 3.0, rounds=2)[0].round(4)
        array([0.    , 1.9222, 1.8636])
        """
        path = [(t1, t2)]
        for _ in range(rounds):
            path.append((self.best_reply(1, path[-1][1]), self.best_reply(2, path[-1][0])))
        return np.array([a for a, _ in path]), np.array([b for _, b in path])
