"""Where the race leads: the three paths of S4 as definitions that a machine can check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .race import Race, Solution

__all__ = ["ENDS", "Course", "Outlook", "Path", "course", "outlook", "simulate"]

Pair = tuple[Any, Any]

# Where nobody climbs any more: nobody restricts; both do; one does; or somebody still mixes.
ENDS = ("trade", "decoupling", "one-sided", "contested")


@dataclass(frozen=True, eq=False)
class Outlook:
    """What is to be expected from the lowest rungs on; entries have the shape of the games.

    Attributes
    ----------
    ends : dict
        The probability of each end, by its name in ``ENDS``. "trade": a return to trade. "decoupling":
        both restrict for ever, on their highest rungs or because they cannot climb. "one-sided": one
        restricts for ever and the other does not answer. "contested": they mix for ever.
    duration : array
        Expected periods until nobody climbs any more.
    window : pair
        Expected periods before that in which country 1, and 2, restricts and the other does not:
        the asymmetric decoupling of S4.
    """

    ends: dict[str, Any]
    duration: Any
    window: Pair

    def likeliest(self) -> Any:
        """The position in ``ENDS`` of the likeliest end of each game; of equals the first."""
        return np.argmax(np.stack([self.ends[name] for name in ENDS]), axis=0)


@dataclass(frozen=True, eq=False)
class Path:
    """One run of the race.

    Attributes
    ----------
    rungs : array, (periods + 1, 2)
        Where both stand at the beginning of each period.
    restricts : array of bool, (periods, 2)
        Who restricted in it.
    """

    rungs: Any
    restricts: Any


@dataclass(frozen=True, eq=False)
class Course:
    """What is to be expected period by period; arrays of the shape (periods + 1, shape of the games).

    Attributes
    ----------
    calm, both : array
        The probability that nobody, and that both restrict in that period.
    alone : pair of arrays
        The probability that country 1, and 2, restricts and the other does not.
    rungs : pair of arrays
        On which rung each is expected to stand.
    """

    calm: Any
    both: Any
    alone: Pair
    rungs: Pair


def course(race: Race, solution: Solution, periods: int) -> Course:
    """Return the exact probabilities of who restricts in each period, from the lowest rungs on."""
    if periods < 1:
        raise ValueError(f"Race.course.periods must be at least 1; got {periods}")
    n, (x, y) = race.rungs, solution.restricts
    up1, up2 = y * race.climb[0], x * race.climb[1]
    up1[n], up2[:, n] = 0.0, 0.0
    kinds = (1 - x) * (1 - y), x * y, x * (1 - y), (1 - x) * y
    reach = np.zeros_like(x)
    reach[0, 0] = 1.0
    found: list[list[Any]] = [[] for _ in range(6)]
    rung = np.arange(n + 1).reshape((n + 1,) + (1,) * len(race.shape))
    for _ in range(periods + 1):
        for kept, weight in zip(found, (*kinds, rung[:, None], rung), strict=True):
            kept.append((reach * weight).sum(axis=(0, 1)))
        one, two, both = reach * up1 * (1 - up2), reach * (1 - up1) * up2, reach * up1 * up2
        reach = reach * (1 - up1) * (1 - up2)
        reach[1:] += one[:-1]
        reach[:, 1:] += two[:, :-1]
        reach[1:, 1:] += both[:-1, :-1]
    calm, pair, first, second, a, b = (np.array(kept) for kept in found)
    return Course(calm, pair, (first, second), (a, b))


def outlook(race: Race, solution: Solution) -> Outlook:
    """Return the exact probabilities of all ends, state by state from the bottom."""
    n, shape = race.rungs, race.shape
    reach = np.zeros((n + 2, n + 2, *shape))
    reach[0, 0] = 1.0
    ends = {name: np.zeros(shape) for name in ENDS}
    duration, window = np.zeros(shape), [np.zeros(shape), np.zeros(shape)]
    for a in range(n + 1):
        for b in range(n + 1):
            x, y = solution.restricts[0][a, b], solution.restricts[1][a, b]
            up1 = y * race.climb[0] if a < n else 0.0 * y
            up2 = x * race.climb[1] if b < n else 0.0 * x
            leave = 1 - (1 - up1) * (1 - up2)
            here, final = reach[a, b], leave == 0
            kinds = (x == 0) & (y == 0), (x == 1) & (y == 1), ((x == 0) & (y == 1)) | ((x == 1) & (y == 0))
            for name, kind in zip(ENDS, (*kinds, ~(kinds[0] | kinds[1] | kinds[2])), strict=True):
                ends[name] = ends[name] + np.where(final & kind, here, 0.0)
            stay = np.where(final, 0.0, here / np.where(final, 1.0, leave))  # periods spent here
            duration = duration + stay
            window = [window[0] + stay * x * (1 - y), window[1] + stay * y * (1 - x)]
            reach[a + 1, b] += stay * up1 * (1 - up2)
            reach[a, b + 1] += stay * (1 - up1) * up2
            reach[a + 1, b + 1] += stay * up1 * up2
    return Outlook(ends, duration, (window[0], window[1]))


def simulate(race: Race, solution: Solution, periods: int, seed: int) -> Path:
    """Return one run of a single race.

    Raises
    ------
    ValueError
        If the race holds many games, or ``periods`` is below 1.
    """
    if race.shape:
        raise ValueError(f"Race.path must get a single race; got games of shape {race.shape}")
    if periods < 1:
        raise ValueError(f"Race.path.periods must be at least 1; got {periods}")
    random = np.random.default_rng(seed)
    rungs, restricts = np.zeros((periods + 1, 2), dtype=int), np.zeros((periods, 2), dtype=bool)
    for t in range(periods):
        a, b = rungs[t]
        play = [solution.restricts[k][a, b] for k in (0, 1)]
        restricts[t] = random.random(2) < play
        lucky = random.random(2) < race.climb
        rungs[t + 1] = np.minimum(rungs[t] + (lucky & restricts[t, ::-1]), race.rungs)
    return Path(rungs, restricts)
