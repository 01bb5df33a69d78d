"""Restrict or trade, once: payoffs, dilemma, equilibria, and the same game repeated without end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import number
from ..maths import symbolic

__all__ = ["Stage", "StageEquilibrium"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class StageEquilibrium:
    """An equilibrium of the game played once.

    Attributes
    ----------
    restricts : pair
        With which probability each country restricts.
    payoff : pair
    residual : float
        The most that a country could gain by another action.
    """

    restricts: Pair
    payoff: Pair
    residual: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Stage:
    """Both countries decide at once whether to restrict.

    Country i gets ``calm_i`` if nobody restricts, ``gain_i`` for restricting and ``-lost_i`` for being
    restricted; the last two add up.

    Parameters
    ----------
    lost : pair
        What being restricted costs, not negative.
    gain : pair
        What restricting brings, less its backlash; may be negative.
    calm : pair
        Gains from trade while nobody restricts.

    Raises
    ------
    ValueError, TypeError
        If an entry is no finite number, or a loss is negative.

    Examples
    --------
    >>> game = Stage(lost=(0.6, 0.6), gain=(0.3, 0.3), calm=(0.1, 0.1))
    >>> game.dilemma, [e.restricts for e in game.equilibria()]
    (True, [(1.0, 1.0)])
    >>> [round(d, 4) for d in game.critical_discount()]
    [0.3333, 0.3333]
    """

    lost: Pair
    gain: Pair
    calm: Pair = (0.0, 0.0)

    def __post_init__(self) -> None:
        for k in (0, 1):
            number("Stage", f"lost[{k}]", self.lost[k], lambda v: v >= 0, "not be negative")
            number("Stage", f"gain[{k}]", self.gain[k])
            number("Stage", f"calm[{k}]", self.calm[k])

    @classmethod
    def of(cls, *, lost: Pair, leverage: Pair, backlash: Pair, calm: Pair = (0.0, 0.0)) -> Stage:
        """Make the game in which restricting brings the leverage times the other's loss, less a backlash.

        Parameters
        ----------
        lost, calm : pair
            As above.
        leverage : pair
            What each country makes of one unit of the other's loss.
        backlash : pair
            What restricting costs the country that does it.

        Examples
        --------
        >>> Stage.of(lost=(0.5, 0.6), leverage=(0.7, 0.7), backlash=(0.1, 0.1), calm=(0.2, 0.2)).dilemma
        True
        """
        gain = leverage[0] * lost[1] - backlash[0], leverage[1] * lost[0] - backlash[1]
        return cls(lost=lost, gain=gain, calm=calm)

    def payoffs(self) -> Pair:
        """Return both payoff matrices; row and column 0: trade, 1: restrict (rows: country 1)."""
        own = [[[self.calm[i], -self.lost[i]], [self.gain[i], self.gain[i] - self.lost[i]]] for i in (0, 1)]
        kind = object if symbolic(*self.lost, *self.gain, *self.calm) else float
        return np.array(own[0], dtype=kind), np.array(own[1], dtype=kind).T

    @property
    def dominant(self) -> Pair:
        """Whether restricting is better for each country whatever the other does."""
        first, second = ((self.gain[i] > self.calm[i]) & (self.gain[i] > 0) for i in (0, 1))
        return first, second

    @property
    def dilemma(self) -> Any:
        """Whether it is a prisoner's dilemma: restricting is dominant, and trade better for both."""
        one, two = self.dominant
        better = [self.calm[i] > self.gain[i] - self.lost[i] for i in (0, 1)]
        return one & two & better[0] & better[1]

    @property
    def mixture(self) -> Pair:
        """With which probability each must restrict to leave the other indifferent.

        ``1 - gain_j/calm_j`` for country i; it is an equilibrium where both lie between 0 and 1.

        Examples
        --------
        >>> Stage(lost=(0.6, 0.6), gain=(0.05, 0.025), calm=(0.1, 0.1)).mixture
        (0.75, 0.5)
        """
        return 1 - self.gain[1] / self.calm[1], 1 - self.gain[0] / self.calm[0]

    def equilibria(self) -> tuple[StageEquilibrium, ...]:
        """Return all equilibria, by nashpy's support enumeration.

        Raises
        ------
        ValueError
            If the game is degenerate: a country that is indifferent where the other does not mix has a
            continuum of equilibria.

        Examples
        --------
        >>> game = Stage(lost=(0.6, 0.6), gain=(0.05, 0.05), calm=(0.1, 0.1))
        >>> sorted(round(e.restricts[0], 6) for e in game.equilibria())  # trade, a mixture, standoff
        [0.0, 0.5, 1.0]
        """
        import nashpy

        one, two = self.payoffs()
        if (one[0] == one[1]).any() or (two[:, 0] == two[:, 1]).any():
            ties = f"{one.tolist()}, {two.tolist()}"
            raise ValueError(f"Stage.equilibria must get a game without ties; got {ties}")
        found = []
        for x, y in nashpy.Game(one, two).support_enumeration():
            payoff = float(x @ one @ y), float(x @ two @ y)
            residual = max(float((one @ y).max()) - payoff[0], float((x @ two).max()) - payoff[1])
            found.append(StageEquilibrium((float(x[1]), float(y[1])), payoff, residual))
        return tuple(found)

    def critical_discount(self) -> Pair:
        """Return the discount factors from which the threat to restrict for ever keeps each at trade.

        ``(gain_i - calm_i)/lost_i``: the gain of one deviation over what it costs in every later period.

        Raises
        ------
        ValueError
            If the game is no prisoner's dilemma: then there is nothing to sustain, or no threat.
            Symbols are not asked.
        """
        if not symbolic(self.dilemma) and not np.all(self.dilemma):
            raise ValueError(
                "Stage.critical_discount must get a prisoner's dilemma; got "
                f"lost = {self.lost}, gain = {self.gain}, calm = {self.calm}"
            )
        return tuple((self.gain[i] - self.calm[i]) / self.lost[i] for i in (0, 1))
