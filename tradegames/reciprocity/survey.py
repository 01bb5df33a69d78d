"""Many games at once: who gains more by a rule, and whether both countries walk its road to the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..checks import choice, number
from ..maths import symbolic
from ..quadratic import Quadratic, quadratic
from ..tariff_game import TariffGame
from .roads import RULES

__all__ = ["Survey", "least_ratio", "survey"]

SHUT = "country 1 imports nothing", "country 2 imports nothing", "nobody imports anything"


@dataclass(frozen=True, eq=False)
class Survey:
    """What a rule does in each of many games; arrays of the games' common shape.

    Attributes
    ----------
    regime : array of str
        "interior", or which country imports nothing at the equilibrium; there is no road from there, and
        both other arrays of words repeat it.
    more : array of str
        Who has gained more at the chosen place: "country 1", "country 2" or "the same".
    stops : array of str
        Whose welfare is falling there: "nobody", "country 1" or "country 2". At the end of the road
        that settles the whole of it.
    gains : pair of masked arrays
        What both have gained, masked where the regime is not interior.
    """

    regime: Any
    more: Any
    stops: Any
    gains: tuple[Any, Any]


def survey(game: TariffGame, rule: str, share: Any = 1.0) -> Survey:
    """Return who gains more by a rule in every game of a grid, and whose welfare falls.

    Parameters
    ----------
    game : TariffGame
        With arrays in its fields (or numbers).
    rule : str
        One of ``RULES``.
    share : float or array
        The place on the road, as a share of its limit, from 0 to 1.

    Notes
    -----
    On each of the roads the marginal welfare of a country is positive at first and, by the rule's own
    parameter, linear or falling: it is positive all along if it is at the end. Book: "Balanced cuts".

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=[0, 0.5, 0.9], c1=1, c2=5.5)
    >>> found = survey(game, "balanced")
    >>> found.more.tolist()
    ['country 2', 'country 2', 'country 1 imports nothing']
    >>> found.stops.tolist()
    ['nobody', 'country 1', 'country 1 imports nothing']
    """
    owner = "reciprocity.survey"
    choice(owner, "rule", rule, tuple(RULES))
    if symbolic(game.alpha, game.gamma, game.c1, game.c2, share):
        raise TypeError(f"{owner}.game must hold numbers or arrays; got symbols")
    number(owner, "share", share, lambda v: (v >= 0) & (v <= 1), "lie between 0 and 1")
    form = quadratic(game)
    closed1, closed2 = _closed(form)
    regime = np.select([closed1 & closed2, closed1, closed2], [SHUT[2], SHUT[0], SHUT[1]], "interior")
    inside = regime == "interior"
    # Every game has a road at gamma = 0: that one stands in where there is none, and is masked below.
    road = RULES[rule](replace(game, gamma=np.where(inside, game.gamma, 0.0)))
    place = share * road.limit
    gain1, gain2 = np.broadcast_arrays(*road.gains(place))
    lead = gain1 - gain2
    same = np.abs(lead) <= 1e-12 * (np.abs(gain1) + np.abs(gain2))  # alike but for rounding
    slope1, slope2 = road.marginal_welfare(place)
    apart = ~np.broadcast_to(inside, lead.shape)
    return Survey(
        np.broadcast_to(regime, lead.shape),
        np.select([apart, same, lead > 0], [regime, "the same", "country 1"], "country 2"),
        np.select([apart, slope1 < 0, slope2 < 0], [regime, "country 1", "country 2"], "nobody"),
        (np.ma.masked_array(gain1, apart), np.ma.masked_array(gain2, apart)),
    )


def _closed(form: Quadratic) -> tuple[Any, Any]:
    """Whether each country's equilibrium tariff keeps all imports out."""
    peak1, peak2 = form.peak
    return np.asarray(peak1 >= form.barrier[0]), np.asarray(peak2 >= form.barrier[1])


def least_ratio(rule: str, gamma: Any, surplus: str = "exact", cost: float = 0.0) -> Any:
    """Return the ratio of advantages above which both countries gain up to the end of a rule's road.

    Parameters
    ----------
    rule : str
        One of ``RULES``.
    gamma : float or array
        Substitutability.
    surplus : {"exact", "published"}
    cost : float
        Unit cost of the low-cost firm as a share of ``alpha``; matters for "values" only.

    Returns
    -------
    float or array
        ``r = A_2/A_1`` at which somebody's marginal welfare at the end is zero; where it never is, the
        ratio above which the equilibrium is interior.

    Raises
    ------
    ValueError
        If no ratio up to 1 has an interior equilibrium.

    Notes
    -----
    For "equal" and "marginal" with the exact surplus it is ``4 gamma/(4 + gamma^2)``; where there is no
    such formula the root is found by ``scipy.optimize.elementwise``. Book: "Balanced cuts".

    Examples
    --------
    >>> [round(float(least_ratio(rule, 0.5)), 4) for rule in ("equal", "balanced")]
    [0.4706, 0.7924]
    """
    from scipy.optimize import elementwise

    owner = "reciprocity.least_ratio"
    choice(owner, "rule", rule, tuple(RULES))
    number(owner, "cost", cost, lambda v: (v >= 0) & (v < 1), "be at least 0 and below 1")

    def game(ratio: Any, gamma: Any) -> TariffGame:
        return TariffGame(alpha=1.0, gamma=gamma, c1=cost, c2=1 - ratio * (1 - cost), surplus=surplus)

    def slope(ratio: Any, gamma: Any) -> Any:
        road = RULES[rule](game(ratio, gamma))
        return np.minimum(*road.marginal_welfare(road.limit))

    # How far the first country's tariff lies below its barrier is a line in the ratio.
    whole, half = (form.barrier[0] - form.peak[0] for form in (quadratic(game(r, gamma)) for r in (1.0, 0.5)))
    number(
        owner,
        "gamma",
        gamma,
        lambda _: np.asarray(whole) > 1e-9,
        "leave an interior equilibrium at equal costs",
    )
    lowest = np.maximum(0.0, 1 - whole / (2 * (whole - half)))
    low, gamma = np.broadcast_arrays(lowest + 1e-9, np.asarray(gamma, dtype=float))
    found = elementwise.find_root(slope, (low, np.ones_like(low)), args=(gamma,))
    return np.where(slope(low, gamma) >= 0, lowest, found.x)[()]
