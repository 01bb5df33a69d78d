"""Who gains inside a country when tariffs are cut: firm, consumers, treasury (S0, section 5).

A road of :mod:`tradegames.reciprocity` says how both tariffs fall and how each step is split. Here are
the sums of the steps so far, and which of firm and consumers gains more at which part of the road.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .checks import choice
from .reciprocity import Road, Split

__all__ = ["REGIMES", "Lead", "lead", "so_far"]

Pair = tuple[Any, Any]

REGIMES = ("consumers throughout", "consumers first", "profit first", "profit throughout")


@dataclass(frozen=True, eq=False)
class Lead:
    """Whether the firm or the consumers gain more; each field a pair (country 1, country 2).

    Attributes
    ----------
    start, end : pair
        Marginal profit less marginal consumer surplus where the road begins and where it ends, per unit
        of the road's parameter.
    regime : pair
        What their signs say: one of ``REGIMES``.
    """

    start: Pair
    end: Pair
    regime: Pair


def lead(road: Road) -> Lead:
    """Say who gains more along a road, the firm or the consumers of each country.

    Parameters
    ----------
    road : Road
        Of a game in numbers or arrays, and of any rule but the cumulative one, along which the lead may
        change twice.

    Raises
    ------
    ValueError
        If it is of the cumulative rule.

    Notes
    -----
    Source: S0 section 5, the displays after eqs. 10 and 13 and what Propositions 2 and 3 make of them;
    book: "The country gains: who in it?". The signs at both ends are enough: under the equal, the
    balanced and the values rule the difference is linear along the road, and under the marginal rule its
    sign is that of a linear function of the own tariff.

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.reciprocity import equal
    >>> lead(equal(TariffGame(alpha=10, gamma=0, c1=1, c2=5.95))).regime  # A2/A1 = 0.45
    ('profit throughout', 'consumers first')
    """
    choice("at_home.lead", "road.rule", road.rule, ("equal", "balanced", "marginal", "values"))
    ends = []
    for x in (0 * road.limit, road.limit):
        split = road.split(x)
        ends.append([split.profit[k] - split.consumer_surplus[k] for k in (0, 1)])
    start, end = ends
    words = [np.array(REGIMES)[2 * np.greater(start[k], 0) + np.greater(end[k], 0)] for k in (0, 1)]
    regime = [str(word) if np.ndim(word) == 0 else word for word in words]
    return Lead((start[0], start[1]), (end[0], end[1]), (regime[0], regime[1]))


def so_far(road: Road, x: Any) -> Split:
    """Return what firm, consumers and treasury have gained since the road began.

    Parameters
    ----------
    road : Road
    x : float, array or expression
        The road's parameter, from 0 to ``road.limit``.

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.reciprocity import equal
    >>> gains = so_far(equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4)), 2.0)
    >>> gains.profit, gains.consumer_surplus, gains.tariff_revenue
    ((7.0, 5.0), (2.5, 3.5), (-4.0, -5.0))
    """
    game = replace(road.game, corners=False)
    before, after = game.outcome(*road.start), game.outcome(*road.tariffs(x))
    parts = [
        tuple(new - old for new, old in zip(getattr(after, name), getattr(before, name), strict=True))
        for name in ("profit", "consumer_surplus", "tariff_revenue")
    ]
    return Split(parts[0], parts[1], parts[2])
