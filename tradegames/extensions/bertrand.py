"""Price competition in place of quantities: the same two countries, goods and tariffs, and other firms.

The firms set prices in each market (Bertrand) instead of quantities. Everything else is
:class:`~tradegames.tariff_game.TariffGame`, from which the primitives are taken. The formulas hold
while both firms sell in both countries; where one does not, the other would price to keep it out, and
the numbers are refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..checks import broadcast, choice, number
from ..maths import symbolic, where
from ..quadratic import Quadratic, interior
from ..tariff_game import Outcome, TariffGame

__all__ = ["market", "outcome", "prices", "quadratic", "tariffs"]

Pair = tuple[Any, Any]


def _checked(owner: str, game: TariffGame) -> TariffGame:
    choice(owner, "game.surplus", game.surplus, ("exact",))
    apart = "be below 1: firms that set prices for one and the same good leave the dearer one nothing"
    number(owner, "game.gamma", game.gamma, lambda v: v < 1, apart)
    return game


def prices(game: TariffGame, home_cost: Any, import_cost: Any) -> Pair:
    """Prices in one market of the home good and of the imported one.

    Parameters
    ----------
    game : TariffGame
        Exact surplus, ``gamma`` below 1.
    home_cost, import_cost : float, array or expression
        Unit costs in this market, the importer's with the tariff.

    Raises
    ------
    ValueError
        At ``gamma = 1``, and for the published surplus, which no utility function gives.

    Examples
    --------
    >>> prices(TariffGame(alpha=10, gamma=0, c1=1, c2=2), home_cost=1, import_cost=2 + 3)
    (5.5, 7.5)
    """
    game = _checked("bertrand.prices", game)
    alpha, gamma = game.alpha, game.gamma
    both, width = alpha * (1 - gamma) * (2 + gamma), 4 - gamma**2
    return (
        (both + 2 * home_cost + gamma * import_cost) / width,
        (both + 2 * import_cost + gamma * home_cost) / width,
    )


def market(game: TariffGame, home_cost: Any, import_cost: Any) -> Pair:
    """Sales in one market of the home firm and of the importer, when they set prices.

    Examples
    --------
    >>> market(TariffGame(alpha=10, gamma=0, c1=1, c2=2), home_cost=1, import_cost=2 + 3)
    (4.5, 2.5)
    """
    home_price, import_price = prices(game, home_cost, import_cost)
    spread = 1 - game.gamma**2
    return (home_price - home_cost) / spread, (import_price - import_cost) / spread


def outcome(game: TariffGame, t1: Any, t2: Any) -> Outcome:
    """Sales, profit, consumer surplus, revenue and welfare at these tariffs, when firms set prices.

    Raises
    ------
    ValueError, TypeError
        If a tariff is no finite real number, shapes do not broadcast, or a firm would sell nothing.

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0.5, c1=1, c2=2)
    >>> [round(w, 3) for w in outcome(game, t1=1, t2=1).welfare]
    [45.748, 37.695]
    """
    owner = "bertrand.outcome"
    t1, t2 = number(owner, "t1", t1), number(owner, "t2", t2)
    shape = broadcast(owner, t1=t1, t2=t2, alpha=game.alpha, gamma=game.gamma, c1=game.c1, c2=game.c2)
    d1, f2 = market(game, game.c1, game.c2 + t1)
    d2, f1 = market(game, game.c2, game.c1 + t2)
    for field, value in (("d1", d1), ("d2", d2), ("f1", f1), ("f2", f2)):
        number(owner, field, value, lambda v: v >= 0, "not be negative")
    spread = 1 - game.gamma**2
    profit = spread * (d1 * d1 + f1 * f1), spread * (d2 * d2 + f2 * f2)
    surplus = game.consumer_surplus(d1, f2), game.consumer_surplus(d2, f1)
    return Outcome.added_up((d1, d2), (f1, f2), profit, surplus, (t1, t2), shape)


def tariffs(game: TariffGame) -> Pair:
    """The tariff each country chooses when firms set prices, ``A_j (1 - gamma^2)/(3 - 2 gamma^2)``.

    It is best against every tariff of the other country, as in S0, and lower than there unless
    ``gamma = 0``.

    Examples
    --------
    >>> [round(t, 6) for t in tariffs(TariffGame(alpha=10, gamma=0.5, c1=1, c2=4))]
    [1.8, 2.7]
    """
    gamma = _checked("bertrand.tariffs", game).gamma
    share = (1 - gamma**2) / (3 - 2 * gamma**2)
    return share * (game.alpha - game.c2), share * (game.alpha - game.c1)


def quadratic(game: TariffGame) -> Quadratic:
    """Return the welfare of the game as two squares, as in :mod:`tradegames.quadratic`.

    Raises
    ------
    ValueError
        If a firm does not sell somewhere at the equilibrium, at ``gamma = 1``, or for the published
        surplus.

    Examples
    --------
    >>> form = quadratic(TariffGame(alpha=10, gamma=0.5, c1=1, c2=2))
    >>> [round(w, 3) for w in form.welfare(1, 1)]
    [45.748, 37.695]
    """
    gamma = _checked("bertrand.quadratic", game).gamma
    a1, a2 = game.alpha - game.c1, game.alpha - game.c2
    spread, width, more = 1 - gamma**2, 4 - gamma**2, 2 - gamma**2
    own = (3 - 2 * gamma**2) / (spread * width)
    foreign = 2 * more**2 / (width**2 * spread)
    peak = tariffs(game)
    plain = replace(game, corners=False)
    top = []
    for home, abroad, tariff, a, b in (
        (game.c1, game.c2, peak[0], a1, a2),
        (game.c2, game.c1, peak[1], a2, a1),
    ):
        d, f = market(plain, home, abroad + tariff)
        # utility less what the goods cost the country: its own firm's cost, and what the importer keeps
        top.append(a * d + b * f - (d * d + f * f) / 2 - gamma * d * f - spread * f * f)
    form = Quadratic(
        (own, own),
        (foreign, foreign),
        peak,
        (a2 - gamma * a1 / more, a1 - gamma * a2 / more),
        (_floor(gamma, a1, a2), _floor(gamma, a2, a1)),
        (top[0], top[1]),
    )
    return interior("bertrand.quadratic", form)


def _floor(gamma: Any, home: Any, abroad: Any) -> Any:
    """The tariff below which the home firm sells nothing at home."""
    if symbolic(gamma, home, abroad):
        return abroad - (2 - gamma**2) * home / gamma
    safe = where(gamma > 0, gamma, 1.0)
    return where(gamma > 0, abroad - (2 - gamma**2) * home / safe, -np.inf)
