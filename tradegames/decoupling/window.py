"""The strategic window: the time in which one country does without and the other does not yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.integrate import quad

from ..checks import number
from .loss import elasticity, loss, required_elasticity, time_to

__all__ = ["Adjustment", "Window", "window"]


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """How one country learns to do without an input that is withheld from time 0 on.

    Parameters
    ----------
    share, restriction : float
        As in :func:`tradegames.decoupling.loss`.
    start, end, speed : float
        As in :func:`tradegames.decoupling.elasticity`.
    tolerance : float
        The largest loss that the country can bear for long, above ``share * restriction``.
    """

    share: float
    restriction: float
    start: float
    end: float
    speed: float
    tolerance: float

    def __post_init__(self) -> None:
        elasticity(0.0, self.start, self.end, self.speed)
        required_elasticity(self.share, self.restriction, self.tolerance)

    def loss(self, time: float) -> float:
        """The loss after some time of restriction."""
        reached = elasticity(time, self.start, self.end, self.speed)
        return float(loss(self.share, self.restriction, reached))

    @property
    def time(self) -> float:
        """When the loss has fallen to the tolerance; infinity where it never does.

        Examples
        --------
        >>> slow = Adjustment(share=0.1, restriction=0.8, start=0.1, end=6, speed=0.1, tolerance=0.12)
        >>> round(slow.time, 2)
        2.67
        """
        wanted = required_elasticity(self.share, self.restriction, self.tolerance)
        return float(time_to(wanted, self.start, self.end, self.speed))


@dataclass(frozen=True)
class Window:
    """The time between the two adjustments.

    Attributes
    ----------
    leader : int
        The country that is through first, 1 or 2; 0 where both are at the same time.
    opens, closes : float
        Years; ``closes`` is infinity where the other is never through.
    worth : float
        What the leader gains in it by restricting alone: leverage times the other's loss, less the
        backlash, discounted to time 0.
    """

    leader: int
    opens: float
    closes: float
    worth: float

    @property
    def length(self) -> float:
        """Years."""
        return self.closes - self.opens if self.closes > self.opens else 0.0


def window(
    one: Adjustment, two: Adjustment, leverage: float, backlash: float = 0.0, interest: float = 0.05
) -> Window:
    """Return the strategic window of two countries that restrict each other from time 0 on.

    Parameters
    ----------
    one, two : Adjustment
    leverage, backlash : float
        What the leader makes of the other's loss, and what restricting costs it, per year.
    interest : float
        By which what comes later is discounted, per year, positive.

    Examples
    --------
    >>> fast = Adjustment(share=0.1, restriction=0.8, start=0.1, end=6, speed=0.2, tolerance=0.12)
    >>> slow = Adjustment(share=0.1, restriction=0.8, start=0.1, end=6, speed=0.1, tolerance=0.12)
    >>> found = window(fast, slow, leverage=1.0)
    >>> found.leader, round(found.length, 2), round(found.worth, 3)
    (1, 1.34, 0.167)
    """
    owner = "decoupling.window"
    number(owner, "leverage", leverage, lambda v: v >= 0, "not be negative")
    number(owner, "backlash", backlash, lambda v: v >= 0, "not be negative")
    number(owner, "interest", interest, lambda v: v > 0, "be positive")
    times = one.time, two.time
    if times[0] == times[1]:
        return Window(0, times[0], times[1], 0.0)
    leader = 1 if times[0] < times[1] else 2
    other = two if leader == 1 else one

    def flow(time: float) -> float:
        return float((leverage * other.loss(time) - backlash) * np.exp(-interest * time))

    worth, _ = quad(flow, min(times), max(times), limit=200)
    return Window(leader, min(times), max(times), float(worth))
