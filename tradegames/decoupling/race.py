"""The race to substitute: who restricts whom while both learn to do without (S4, formalised).

Each country stands on a rung of a ladder; each rung raises its elasticity of substitution. In every
period both decide whether to restrict. A country climbs, with its own probability, only while it is
restricted, and never falls back. So a state leads to itself or up, and the game is solved from the top
down: each state is a small game whose continuation above is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..checks import broadcast, choice, number
from .loss import loss
from .node import Node
from .paths import Course, Outlook, Path, course, outlook, simulate

__all__ = ["Race", "Solution"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Solution:
    """A Markov-perfect equilibrium; each array has the shape (rungs + 1, rungs + 1) and that of the games.

    Attributes
    ----------
    restricts : pair of arrays
        The probability with which each country restricts in each state (rung of 1, rung of 2).
    value : pair of arrays
        Discounted sum of payoffs from that state on.
    count : array
        How many equilibria the state has, given what is played above it.
    residual : float
        The most that any country could gain by one deviation in any state, relative to payoffs.
    """

    restricts: Pair
    value: Pair
    count: Any
    residual: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Race:
    """Two countries that can restrict each other's inputs while both climb their ladders.

    Parameters
    ----------
    share, restriction : pair
        Cost share of the input that each country gets from the other, and the fraction of it that is
        withheld from it when the other restricts. Entries are numbers or arrays that broadcast: then
        many games are solved at once.
    stake : pair
        What a loss of the whole output would cost each country, per period; positive.
    leverage : pair
        How much of the other's loss each country turns into its own gain; not negative.
    backlash : pair
        What restricting costs the country that does it (lost sales), per period; not negative.
    gains : pair
        What each gets per period while nobody restricts.
    climb : pair
        The probability of a step up per period of restriction, from 0 to 1.
    start, end : pair
        Elasticity of substitution on the lowest and on the highest rung; equal steps between.
    rungs : int
        Steps of the ladder, at least 1.
    discount : float or array
        What a payoff of the next period is worth now, at least 0 and below 1.
    select : {"peaceful", "hawkish"}
        Which equilibrium is played where a state has several: the one with the larger, or the one with
        the smaller sum of values.

    Raises
    ------
    ValueError, TypeError
        If a parameter breaks its rule; the message names it.

    Examples
    --------
    >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(1.5, 1.5), backlash=(0.2, 0.2),
    ...             climb=(0.5, 0.5), rungs=10, discount=0.9)
    >>> [round(float(p[0, 0])) for p in race.equilibrium().restricts]
    [1, 1]
    """

    share: Pair
    restriction: Pair
    stake: Pair = (1.0, 1.0)
    leverage: Pair
    backlash: Pair
    gains: Pair = (0.0, 0.0)
    climb: Pair
    start: Pair = (0.1, 0.1)
    end: Pair = (6.0, 6.0)
    rungs: int
    discount: Any
    select: str = "peaceful"

    def __post_init__(self) -> None:
        owner = "Race"
        rules: dict[str, tuple[Any, str]] = {
            "share": (lambda v: (v > 0) & (v < 1), "lie between 0 and 1, both excluded"),
            "restriction": (lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]"),
            "stake": (lambda v: v > 0, "be positive"),
            "leverage": (lambda v: v >= 0, "not be negative"),
            "backlash": (lambda v: v >= 0, "not be negative"),
            "gains": (None, ""),
            "climb": (lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]"),
            "start": (lambda v: v >= 0, "not be negative"),
            "end": (lambda v: v >= 0, "not be negative"),
        }
        for field, (allowed, rule) in rules.items():
            pair = getattr(self, field)
            if not (isinstance(pair, tuple) and len(pair) == 2):
                raise TypeError(f"{owner}.{field} must be a pair (country 1, country 2); got {pair!r}")
            for k in (0, 1):
                number(owner, f"{field}[{k}]", pair[k], allowed, rule)
        for k in (0, 1):
            rise = np.subtract(self.end[k], self.start[k])
            number(owner, f"end[{k}] - start[{k}]", rise, lambda v: v >= 0, "not be negative")
        number(owner, "discount", self.discount, lambda v: (v >= 0) & (v < 1), "be at least 0 and below 1")
        if isinstance(self.rungs, bool) or not isinstance(self.rungs, int) or self.rungs < 1:
            raise ValueError(f"{owner}.rungs must be a whole number, at least 1; got {self.rungs!r}")
        choice(owner, "select", self.select, ("peaceful", "hawkish"))

    @property
    def shape(self) -> tuple[int, ...]:
        """The common shape of the parameters: () for one game."""
        fields = (
            "share", "restriction", "stake", "leverage", "backlash", "gains", "climb", "start", "end",
        )  # fmt: skip
        pairs = {f"{field}[{k}]": getattr(self, field)[k] for field in fields for k in (0, 1)}
        return broadcast("Race", discount=self.discount, **pairs)

    def losses(self) -> Pair:
        """Return what each country loses on each of its rungs while restricted: rungs + 1 rows."""
        n, shape = self.rungs, self.shape
        rung = np.arange(n + 1).reshape((n + 1,) + (1,) * len(shape))
        lost = []
        for k in (0, 1):
            low, high = (np.broadcast_to(v[k], shape) for v in (self.start, self.end))
            sigma = low + (high - low) * rung / n
            cost = np.broadcast_to(self.stake[k], shape) * loss(self.share[k], self.restriction[k], sigma)
            lost.append(np.broadcast_to(cost, (n + 1, *shape)))
        return lost[0], lost[1]

    def equilibrium(self) -> Solution:
        """Return the Markov-perfect equilibrium, solved from the top rungs down.

        In each state all equilibria of the one-shot game with its own value inside are found, pure and
        mixed, in closed form; ``select`` says which is played.

        Raises
        ------
        RuntimeError
            If in some state none is found; the message names the state and the smallest gain from
            deviating.
        """
        n, shape = self.rungs, self.shape
        full = (n + 1, n + 1, *shape)
        lost = self.losses()
        value = np.zeros((2, n + 2, n + 2, *shape))  # beyond the top rung nothing is read: climb is 0 there
        play = np.zeros((2, *full))
        count = np.zeros(full, dtype=int)
        worst = 0.0
        for level in range(2 * n, -1, -1):
            a = np.arange(max(0, level - n), min(n, level) + 1)
            b = level - a
            node = Node.of(self, a, b, (lost[0][a], lost[1][b]), value)
            chosen = node.solve(self.select, (a, b))
            for k in (0, 1):
                play[k, a, b], value[k, a, b] = chosen.play[k], chosen.value[k]
            count[a, b] = chosen.count
            worst = max(worst, chosen.residual)
        kept = value[:, : n + 1, : n + 1]
        return Solution((play[0], play[1]), (kept[0], kept[1]), count, worst)

    def outlook(self) -> Outlook:
        """Return where the race leads from the lowest rungs: exact probabilities, no simulation.

        Examples
        --------
        >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(1.5, 1.5), backlash=(0.2, 0.2),
        ...             climb=(0.5, 0.5), rungs=10, discount=0.9)
        >>> {name: round(float(p), 3) for name, p in race.outlook().ends.items() if p > 0}
        {'trade': 1.0}
        """
        return outlook(self, self.equilibrium())

    def course(self, periods: int) -> Course:
        """Return who is to be expected to restrict in each period: exact probabilities, no simulation.

        Raises
        ------
        ValueError
            If ``periods`` is below 1.

        Examples
        --------
        >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(1.5, 1.5), backlash=(0.2, 0.2),
        ...             climb=(0.5, 0.5), rungs=10, discount=0.9)
        >>> race.course(periods=4).both.round(3).tolist()  # the standoff thaws
        [1.0, 0.25, 0.062, 0.016, 0.004]
        """
        return course(self, self.equilibrium(), periods)

    def path(self, periods: int, seed: int) -> Path:
        """Return one run of a single race.

        Raises
        ------
        ValueError
            If the race holds many games, or ``periods`` is below 1.

        Examples
        --------
        >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(1.5, 1.5), backlash=(0.2, 0.2),
        ...             climb=(0.5, 0.5), rungs=10, discount=0.9)
        >>> race.path(periods=3, seed=1).rungs.shape
        (4, 2)
        """
        return simulate(self, self.equilibrium(), periods, seed)

    def phase(self, climb1: Any, climb2: Any) -> Outlook:
        """Return where the race leads for each pair of speeds.

        Parameters
        ----------
        climb1, climb2 : array, one dimension
            Probabilities of a step up per period of restriction.

        Returns
        -------
        Outlook
            Arrays of the shape (len(climb1), len(climb2)).

        Examples
        --------
        >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(0.6, 0.6), backlash=(0.05, 0.05),
        ...             climb=(0.5, 0.5), rungs=4, discount=0.9)
        >>> race.phase([0.1, 0.9], [0.1, 0.5, 0.9]).duration.shape
        (2, 3)
        """
        if self.shape:
            raise ValueError(f"Race.phase must start from a single race; got games of shape {self.shape}")
        grid = np.asarray(climb1, dtype=float)[:, None], np.asarray(climb2, dtype=float)[None, :]
        return replace(self, climb=grid).outlook()
