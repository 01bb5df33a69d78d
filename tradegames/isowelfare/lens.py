"""The lens of agreements that are better for both than the equilibrium.

Everything is counted in cuts ``x_i = t_i* - t_i`` from the equilibrium E and in the gaps
``g_i = T_i - t_i*``: the gain of country i over E is
``foreign ((g_j + x_j)^2 - g_j^2)/2 - own x_i^2/2``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..checks import number
from ..maths import maximum, minimum, sqrt, symbolic, where
from ..quadratic import Quadratic, interior, quadratic
from ..tariff_game import TariffGame
from .curves import lowest_of

__all__ = ["Lens", "lens", "span_of"]

Pair = tuple[Any, Any]


def _gaps(form: Quadratic) -> tuple[Any, Any, Any]:
    """The gaps of both barriers and ``own/foreign``."""
    return form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1], form.own[0] / form.foreign[0]


def span_of(form: Quadratic, t1: Any, least: Pair, most: Pair | None, lowest2: Any) -> Pair:
    """Lowest and highest ``t2`` at which, at this ``t1``, both gains lie between bounds."""
    gap1, gap2, ratio = _gaps(form)
    cut1, per1, per2 = form.peak[0] - t1, 2 / form.foreign[0], 2 / form.foreign[1]
    reach = (gap1 + cut1) ** 2 - gap1**2  # what the cut of country 1 is worth to country 2
    small = sqrt(gap2**2 + per1 * least[0] + ratio * cut1**2) - gap2
    large = sqrt(maximum(0, reach - per2 * least[1]) / ratio)
    if most is not None:
        small = maximum(small, sqrt(maximum(0, reach - per2 * most[1]) / ratio))
        large = minimum(large, sqrt(gap2**2 + per1 * most[0] + ratio * cut1**2) - gap2)
    return maximum(lowest2, form.peak[1] - large), form.peak[1] - small


@dataclass(frozen=True, eq=False)
class Lens:
    """The tariffs below the equilibrium at which neither country is worse off than there.

    Attributes
    ----------
    form : Quadratic
    lowest : pair
        The lowest tariffs allowed; the lens is cut off there.
    """

    form: Quadratic
    lowest: Pair

    def contains(self, t1: Any, t2: Any) -> Any:
        """Whether the tariffs lie in the lens, its boundary included up to rounding.

        Examples
        --------
        >>> lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).contains(0.0, 2.7)
        False
        """
        owner = "isowelfare.Lens.contains"
        t1, t2 = number(owner, "t1", t1), number(owner, "t2", t2)
        at, start = self.form.welfare(t1, t2), self.form.welfare(*self.form.peak)
        good = (t1 >= self.lowest[0]) & (t2 >= self.lowest[1])
        for k in (0, 1):
            good = good & (at[k] >= start[k] - 1e-12 * np.abs(start[k]))
            good = good & ((t1, t2)[k] <= self.form.peak[k] + 1e-12 * self.form.barrier[k])
        return bool(good) if np.ndim(good) == 0 else good

    def span(self, t1: Any) -> Pair:
        """Lowest and highest ``t2`` that both accept at this ``t1``; beyond the lens low exceeds high.

        Examples
        --------
        >>> import numpy as np
        >>> np.round(lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4), lowest=(0, 0)).span(1.0), 4).tolist()
        [0.5505, 2.8763]
        """
        return span_of(self.form, t1, (0, 0), None, self.lowest[1])

    def reach(self, cut1: Any, cut2: Any) -> Any:
        """How many times these cuts can be made before the lens is left.

        Welfare along a straight road from E peaks half way to the curve through E: both countries
        gain all along it if, with no lowest tariff in the way, the reach is at least 2.

        Parameters
        ----------
        cut1, cut2 : float, array or expression
            Not negative, and not both zero.

        Examples
        --------
        >>> round(lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).reach(2.0, 3.0), 4)
        1.6842
        """
        gap1, gap2, ratio = _gaps(self.form)
        room1, room2 = self.form.peak[0] - self.lowest[0], self.form.peak[1] - self.lowest[1]
        if not symbolic(cut1, cut2):
            owner = "isowelfare.Lens.reach"
            number(owner, "cut1", cut1, lambda v: v >= 0, "not be negative")
            number(owner, "cut2", cut2, lambda v: v >= 0, "not be negative")
            number(owner, "cut1 + cut2", cut1 + cut2, lambda v: v > 0, "be positive")
        # Times the product of both cuts, so that no cut of zero divides anything.
        first = (ratio * cut1**2 - cut2**2) * cut1 / (2 * gap2)
        second = (ratio * cut2**2 - cut1**2) * cut2 / (2 * gap1)
        bounds = maximum(cut1**2 * cut2 / room1, cut1 * cut2**2 / room2)
        return cut1 * cut2 / maximum(maximum(first, second), bounds)

    def boundary(self, u: Any) -> Pair:
        """The boundary, once around, for ``u`` from 0 to 1, both at E: C2's side comes last.

        Examples
        --------
        >>> import numpy as np
        >>> round_ = lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).boundary(0.5)
        >>> np.round(round_, 4).tolist()
        [-14.0, -13.0]
        """
        length = self.reach(1 - u, u)
        return self.form.peak[0] - length * (1 - u), self.form.peak[1] - length * u

    @cached_property
    def tip(self) -> Pair:
        """Where the two curves through E meet again; minus infinity where they never do.

        That may be below the lowest tariffs (see ``closes``). The direction is the one positive root
        of ``own g2 r^3 + foreign g1 r^2 - foreign g2 r - own g1``, for ``r = x2/x1``.

        Examples
        --------
        >>> import numpy as np
        >>> np.round(lens(TariffGame(alpha=10, gamma=0, c1=1, c2=1)).tip, 9).tolist()
        [-21.0, -21.0]
        """
        gap1, gap2, ratio = (np.asarray(v, dtype=float) for v in _gaps(self.form))
        root = np.maximum(1, gap1 / gap2)  # right of the root of a convex function: Newton descends
        for _ in range(60):
            value = ((ratio * gap2 * root + gap1) * root - gap2) * root - ratio * gap1
            step = value / ((3 * ratio * gap2 * root + 2 * gap1) * root - gap2)
            root = root - step
            if np.all(np.abs(step) <= 1e-15 * root):
                break
        room = ratio - root**2
        cut = where(room > 0, 2 * gap2 * root / np.where(room > 0, room, 1), np.inf)
        meets = ratio > 1
        cut = np.where(meets, cut, np.inf)
        return (self.form.peak[0] - cut)[()], (self.form.peak[1] - cut * root)[()]

    @cached_property
    def ends(self) -> tuple[Pair, Pair]:
        """Where the lens loses the curve of country 1, and that of country 2: its tip, or a lowest tariff.

        Examples
        --------
        >>> import numpy as np
        >>> ends = lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4), lowest=(0, 0)).ends
        >>> np.round(ends, 4).tolist()
        [[0.0, 2.5193], [0.5686, 0.0]]
        """
        gap1, gap2, ratio = _gaps(self.form)
        room = self.form.peak[0] - self.lowest[0], self.form.peak[1] - self.lowest[1]
        tip = self.form.peak[0] - self.tip[0], self.form.peak[1] - self.tip[1]

        def end(own: int, gap: Any) -> Pair:
            across = sqrt(gap**2 + ratio * room[own] ** 2) - gap
            stay = across <= room[1 - own]
            back = sqrt(where(stay, 0.0, room[1 - own]) * (room[1 - own] + 2 * gap) / ratio)
            cuts = where(stay, room[own], back), where(stay, across, room[1 - own])
            closed = tip[own] <= cuts[0]
            return where(closed, tip[own], cuts[0]), where(closed, tip[1 - own], cuts[1])

        with np.errstate(invalid="ignore"):  # infinite rooms at gamma = 0, where the tip is nearer
            first, second = end(0, gap2), end(1, gap1)[::-1]
        peak = self.form.peak
        return (peak[0] - first[0], peak[1] - first[1]), (peak[0] - second[0], peak[1] - second[1])

    @property
    def closes(self) -> Any:
        """Whether the two curves through E meet again before a lowest tariff."""
        (a, b), (c, d) = self.ends
        meet = (a == c) & (b == d)
        return bool(meet) if np.ndim(meet) == 0 else meet

    @property
    def area(self) -> Any:
        """The area of the lens, in squared units of tariffs.

        Examples
        --------
        >>> round(float(lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4), lowest=(0, 0)).area), 4)
        4.1543
        """
        gap1, gap2, ratio = _gaps(self.form)
        peak = self.form.peak
        (a1, a2), (b1, b2) = (tuple(p - t for p, t in zip(peak, end, strict=True)) for end in self.ends)

        def sector(gap: Any, slope: Any) -> Any:
            """Between E and the curve of one country, up to a direction."""
            bend = np.arctanh(slope / sqrt(ratio)) / sqrt(ratio)
            return gap**2 * (slope / (ratio - slope**2) - bend)

        room1, room2 = peak[0] - self.lowest[0], peak[1] - self.lowest[1]
        with np.errstate(invalid="ignore"):  # where there is no lowest tariff the lens closes before it
            rest = _corner(room1, room2, b1, b2) - _corner(room1, room2, a1, a2)
        return sector(gap2, a2 / a1) + sector(gap1, b1 / b2) + np.where(self.closes, 0.0, rest)


def _corner(room1: Any, room2: Any, cut1: Any, cut2: Any) -> Any:
    """Area of a rectangle on one side of the direction of these cuts, which end on its edge."""
    return np.where(
        cut2 * room1 <= cut1 * room2, room1 * cut2 / 2, room1 * room2 - room2 * np.minimum(cut1, room1) / 2
    )


def lens(game: TariffGame, lowest: Pair | None = None) -> Lens:
    """Return the lens of a game.

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols; both countries import at the equilibrium.
    lowest : pair, optional
        The lowest tariffs allowed: ``(0, 0)`` rules out subsidies. By default those at which a home firm
        is driven out, where the form ends; at ``gamma = 0`` there are none.

    Raises
    ------
    ValueError, TypeError
        If the game has no trade at its equilibrium, or ``lowest`` is not below it.

    Notes
    -----
    Source: S0 section 4, figure 2 (the light grey area); book: "Where can two countries agree?".

    Examples
    --------
    >>> lens(TariffGame(alpha=10, gamma=0, c1=1, c2=4), lowest=(0, 0)).closes
    False
    """
    form = interior("isowelfare.lens", quadratic(game))
    return Lens(form, lowest_of("isowelfare.lens", form, lowest))
