"""Welfare as a function of the two tariffs, while both firms sell in both countries.

Each market is decided on its own and every quantity is linear in the tariff, so the welfare of a
country is a sum of two squares: one in its own tariff, one in the other's. The geometry of S0's
section 4 and the rules of its section 5 need nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from operator import gt, lt
from typing import Any

import numpy as np

from .checks import number, shown
from .maths import symbolic, where
from .tariff_game import TariffGame

__all__ = ["Quadratic", "interior", "quadratic"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Quadratic:
    """Welfare ``W_i = top_i - own_i (t_i - peak_i)^2 / 2 + foreign_i (barrier_j - t_j)^2 / 2``.

    Attributes
    ----------
    own : pair
        How fast the marginal welfare of the own tariff falls, positive.
    foreign : pair
        How fast the damage by the other's tariff falls, positive.
    peak : pair
        The own tariff with the highest welfare, whatever the other's.
    barrier : pair
        The prohibitive tariff of each country; the form ends there.
    floor : pair
        The tariff of each country, a subsidy, below which its own firm sells nothing at home;
        the form ends there. Minus infinity at ``gamma = 0``.
    top : pair
        Welfare at the own peak when the other country keeps everything out.
    """

    own: Pair
    foreign: Pair
    peak: Pair
    barrier: Pair
    floor: Pair
    top: Pair

    def welfare(self, t1: Any, t2: Any) -> Pair:
        """Return the welfare of both countries at these tariffs.

        Examples
        --------
        >>> form = quadratic(TariffGame(alpha=10, gamma=0, c1=1, c2=2))
        >>> tuple(round(w, 3) for w in form.welfare(1.0, 2.0))
        (52.25, 49.375)
        """
        t = t1, t2
        return tuple(
            self.top[i]
            - self.own[i] * (t[i] - self.peak[i]) ** 2 / 2
            + self.foreign[i] * (self.barrier[j] - t[j]) ** 2 / 2
            for i, j in ((0, 1), (1, 0))
        )

    def marginal(self, country: int, t1: Any, t2: Any) -> Pair:
        """Return the marginal welfare of a country, 1 or 2, by ``t1`` and by ``t2``.

        Examples
        --------
        >>> form = quadratic(TariffGame(alpha=10, gamma=0, c1=1, c2=2))
        >>> form.marginal(1, 0.0, 9.0)  # the other's tariff keeps everything out: no more damage
        (2.0, -0.0)
        """
        t = t1, t2
        i, j = (0, 1) if country == 1 else (1, 0)
        by_own = -self.own[i] * (t[i] - self.peak[i])
        by_other = -self.foreign[i] * (self.barrier[j] - t[j])
        return (by_own, by_other) if country == 1 else (by_other, by_own)


def quadratic(game: TariffGame) -> Quadratic:
    """Return the welfare of a game as the two squares it consists of.

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols. Its corners are left out: the form holds where every quantity
        that the firms sell is positive, between ``floor`` and ``barrier``.

    Notes
    -----
    Source: S0 eqs. 4 to 6. With the exact surplus ``own`` is ``3/(4 - gamma^2)``, with the published
    one ``(12 - 7 gamma^2)/(4 - gamma^2)^2``; ``foreign`` is ``8/(4 - gamma^2)^2`` in both.

    Examples
    --------
    >>> form = quadratic(TariffGame(alpha=10, gamma=0.5, c1=1, c2=4))
    >>> form.peak, form.barrier
    ((2.0, 3.0), (3.75, 7.5))
    """
    gamma = game.gamma
    a1, a2 = game.alpha - game.c1, game.alpha - game.c2
    width = 4 - gamma**2
    own = 3 / width if game.surplus == "exact" else (12 - 7 * gamma**2) / width**2
    foreign = 8 / width**2
    peak, barrier = game.interior_tariffs(), game.prohibitive_tariffs()
    plain = replace(game, corners=False)
    d1, f2 = plain.market(game.c1, game.c2 + peak[0])
    d2, f1 = plain.market(game.c2, game.c1 + peak[1])
    top = (
        d1 * d1 + plain.consumer_surplus(d1, f2) + peak[0] * f2,
        d2 * d2 + plain.consumer_surplus(d2, f1) + peak[1] * f1,
    )
    floor = _floor(gamma, a1, a2), _floor(gamma, a2, a1)
    return Quadratic((own, own), (foreign, foreign), peak, barrier, floor, top)


def interior(owner: str, form: Quadratic) -> Quadratic:
    """Return the form if both firms sell in both countries at its best tariffs; symbols pass.

    In the game of S0 these tariffs are positive then.

    Raises
    ------
    ValueError
        If a firm does not: the form does not hold at its own peak then.

    Examples
    --------
    >>> interior("me", quadratic(TariffGame(alpha=8.5, gamma=1, c1=1, c2=4)))
    Traceback (most recent call last):
        ...
    ValueError: me.t1* must be below the prohibitive tariff 0.75 (an interior equilibrium); got 1.5
    """
    for name, peak, barrier, floor in zip(("t1*", "t2*"), form.peak, form.barrier, form.floor, strict=True):
        if symbolic(peak, barrier, floor):
            continue
        words = f"be below the prohibitive tariff {shown(barrier)} (an interior equilibrium)"
        number(owner, name, peak, partial(gt, barrier), words)
        words = f"be above {shown(floor)}, below which the home firm sells nothing"
        number(owner, name, peak, partial(lt, floor), words)
    return form


def _floor(gamma: Any, home: Any, abroad: Any) -> Any:
    """The tariff at which ``2 A_i - gamma (A_j - t_i)`` is zero."""
    if symbolic(gamma, home, abroad):
        return abroad - 2 * home / gamma
    safe = where(gamma > 0, gamma, 1.0)
    return where(gamma > 0, abroad - 2 * home / safe, -np.inf)
