"""The region between the equilibrium and a target: where a negotiation may pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import number
from ..quadratic import Quadratic, interior, quadratic
from ..tariff_game import TariffGame
from .curves import inside, within
from .lens import span_of

__all__ = ["Region", "region"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Region:
    """The tariffs at which each country has at least its welfare at E and at most that at a target.

    Attributes
    ----------
    form : Quadratic
    target : pair
    gains : pair
        What the target brings each country, compared with E.
    """

    form: Quadratic
    target: Pair
    gains: Pair

    def contains(self, t1: Any, t2: Any) -> Any:
        """Whether the tariffs lie in the region between E and the target, its boundary included.

        Examples
        --------
        >>> region(TariffGame(alpha=10, gamma=0, c1=1, c2=4), target=(0.0, 1.0)).contains(1.0, 2.8)
        True
        """
        owner = "isowelfare.Region.contains"
        t1, t2 = number(owner, "t1", t1), number(owner, "t2", t2)
        at, start = self.form.welfare(t1, t2), self.form.welfare(*self.form.peak)
        good = (t1 >= self.target[0]) & (t2 >= self.target[1])
        for k in (0, 1):
            slack = 1e-12 * np.abs(start[k])
            good = good & (at[k] >= start[k] - slack) & (at[k] <= start[k] + self.gains[k] + slack)
        return bool(good) if np.ndim(good) == 0 else good

    def span(self, t1: Any) -> Pair:
        """Lowest and highest ``t2`` of the region at a ``t1`` between the target's and ``t1*``.

        Examples
        --------
        >>> import numpy as np
        >>> grey = region(TariffGame(alpha=10, gamma=0, c1=1, c2=4), target=(0.0, 1.0))
        >>> np.round(grey.span(1.0), 4).tolist()
        [1.2864, 2.8763]
        """
        return span_of(self.form, t1, (0, 0), self.gains, self.target[1])


def region(game: TariffGame, target: Pair) -> Region:
    """Return what lies between E and a target: where a negotiation may pass (S0's dark grey area).

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols.
    target : pair
        Tariffs in the lens.

    Raises
    ------
    ValueError, TypeError
        If the target is outside the lens; the error gives who would lose how much.

    Notes
    -----
    Source: S0 section 4, figure 3; book: "Which roads lead there?".

    Examples
    --------
    >>> region(TariffGame(alpha=10, gamma=0, c1=1, c2=4), target=(0.0, 2.9))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    ValueError: isowelfare.region.gain1 must not be negative: the target must lie in the lens; got -1.1975...
    """
    owner = "isowelfare.region"
    form = interior(owner, quadratic(game))
    t1, t2 = inside(owner, form, ("t1", "t2"), (target[0], target[1]))
    end, start = form.welfare(t1, t2), form.welfare(*form.peak)
    gains = end[0] - start[0], end[1] - start[1]
    words = ": the target must lie in the lens"
    for k, (name, gain) in enumerate(zip(("gain1", "gain2"), gains, strict=True)):
        within(owner, name, gain, 0, np.inf, "not be negative" + words)
        peak = form.peak[k]
        within(
            owner,
            f"t{k + 1}",
            (t1, t2)[k],
            -np.inf,
            peak,
            f"not exceed the equilibrium tariff {peak}" + words,
        )
    return Region(form, (t1, t2), gains)
