"""What a country can do about it: how much to withhold, where to invest, what to ask for, the trap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..checks import number
from .loss import loss
from .race import Race

__all__ = ["Bargain", "DualTrack", "Restriction", "bargain", "best_restriction", "dual_track", "trapped"]

Pair = tuple[Any, Any]


@dataclass(frozen=True)
class Restriction:
    """How much of the input to withhold, from 0 to 1, and what that brings per period."""

    fraction: float
    payoff: float


def best_restriction(
    share: float, sigma: float, leverage: float, stake: float, backlash: float, power: float = 1.0
) -> Restriction:
    """Return the restriction that pays most, of all fractions.

    The country gets ``leverage * stake * loss`` of the other and bears ``backlash * fraction^power``. The
    loss is convex in the fraction, so a backlash in proportion (``power`` = 1) means all or nothing.

    Parameters
    ----------
    share, sigma : float
        The other's, as in :func:`tradegames.decoupling.loss`.
    leverage, stake, backlash : float
        As in :class:`Race`.
    power : float
        At least 1.

    Examples
    --------
    >>> best_restriction(share=0.1, sigma=2, leverage=1, stake=1, backlash=0.5).fraction
    0.0
    >>> round(best_restriction(0.1, 2, 1, 1, backlash=0.25, power=2).fraction, 3)
    0.224
    """
    from scipy.optimize import minimize_scalar

    owner = "decoupling.best_restriction"
    number(owner, "power", power, lambda v: v >= 1, "be at least 1")
    for name, value in (("leverage", leverage), ("stake", stake), ("backlash", backlash)):
        number(owner, name, value, lambda v: v >= 0, "not be negative")

    def payoff(fraction: Any) -> Any:
        return leverage * stake * loss(share, fraction, sigma) - backlash * fraction**power

    grid = np.linspace(0.0, 1.0, 201)
    k = int(np.argmax(payoff(grid)))
    if k in (0, 200):
        return Restriction(float(grid[k]), float(payoff(grid[k])))
    ends = grid[k - 1], grid[k + 1]
    found = minimize_scalar(lambda f: -payoff(f), bounds=ends, method="bounded", options={"xatol": 1e-10})
    return Restriction(float(found.x), float(-found.fun))


@dataclass(frozen=True, eq=False)
class DualTrack:
    """What country 1 gets for each division of its effort, and the best one.

    Attributes
    ----------
    effort : array
        The part of the effort that goes into leverage; the rest goes into speed.
    value : array
        Country 1's value on the lowest rungs.
    best : float
        The effort with the highest value.
    """

    effort: Any
    value: Any
    best: float


def dual_track(race: Race, leverage: float, climb: float, points: int = 101) -> DualTrack:
    """Divide an effort of country 1 between leverage and speed (S4's two tracks).

    Parameters
    ----------
    race : Race
        A single race, before the effort.
    leverage, climb : float
        What the whole effort adds to country 1's leverage, or to its probability of a step up.
    points : int
        How many divisions are tried.

    Examples
    --------
    >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(0.6, 0.6), backlash=(0.05, 0.05),
    ...             climb=(0.3, 0.5), rungs=6, discount=0.9)
    >>> dual_track(race, leverage=0.5, climb=0.5).value.shape
    (101,)
    """
    if race.shape:
        raise ValueError(f"decoupling.dual_track must get a single race; got games of shape {race.shape}")
    effort = np.linspace(0.0, 1.0, points)
    many = replace(
        race,
        leverage=(race.leverage[0] + effort * leverage, race.leverage[1]),
        climb=(race.climb[0] + (1 - effort) * climb, race.climb[1]),
    )
    value = many.equilibrium().value[0][0, 0]
    return DualTrack(effort, value, float(effort[int(np.argmax(value))]))


@dataclass(frozen=True, eq=False)
class Bargain:
    """Trade for ever with a payment, agreed in each state under the threat of going on.

    Attributes
    ----------
    surplus : array, (rungs + 1, rungs + 1)
        What peace is worth more than the race to both together; where it is not positive there is
        nothing to agree on.
    payment : array
        What 2 pays to 1 per period if they divide the surplus evenly; negative: 1 pays.
    """

    surplus: Any
    payment: Any


def bargain(race: Race) -> Bargain:
    """Return the Nash bargain, with payments, that both would strike in each state.

    Examples
    --------
    >>> race = Race(share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(0.6, 0.6), backlash=(0.05, 0.05),
    ...             climb=(0.5, 0.5), rungs=10, discount=0.9)
    >>> terms = bargain(race).payment
    >>> bool(terms[5, 2] > 0), bool(abs(terms[5, 5]) < 1e-12)  # who is ahead is paid
    (True, True)
    """
    value = race.equilibrium().value
    patience = 1 - np.asarray(race.discount)
    calm = [np.asarray(race.gains[k], dtype=float) / patience for k in (0, 1)]
    surplus = calm[0] + calm[1] - value[0] - value[1]
    return Bargain(surplus, patience * (value[0] + surplus / 2 - calm[0]))


def trapped(race: Race) -> Pair:
    """Whether each country is in S4's passive trap on the lowest rungs.

    It is if it climbs more slowly than the other, the race leaves it worse off than trade, and the other
    better off than trade: its pressure does not bring the other to the table.

    Examples
    --------
    >>> race = Race(share=(0.3, 0.02), restriction=(0.8, 0.8), leverage=(0.6, 0.6), backlash=(0.05, 0.05),
    ...             climb=(0.1, 0.6), rungs=6, discount=0.9)
    >>> tuple(bool(t) for t in trapped(race))
    (True, False)
    """
    value = race.equilibrium().value
    patience = 1 - np.asarray(race.discount)
    gap = [value[k][0, 0] - np.asarray(race.gains[k], dtype=float) / patience for k in (0, 1)]
    slower = np.less(race.climb[0], race.climb[1]), np.less(race.climb[1], race.climb[0])
    return (gap[0] < 0) & (gap[1] > 0) & slower[0], (gap[1] < 0) & (gap[0] > 0) & slower[1]
