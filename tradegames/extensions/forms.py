"""Games whose welfare is still a sum of two squares: weights on profit, and countries of unequal size.

Each function returns the :class:`~tradegames.quadratic.Quadratic` of its game, so that iso-welfare curves,
roads, promises and talks can be computed on it as on the game of S0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..checks import choice, number
from ..maths import symbolic
from ..quadratic import Quadratic, interior, quadratic
from ..tariff_game import TariffGame

__all__ = ["Opening", "opening", "plain", "political", "sized"]

Pair = tuple[Any, Any]


def plain(game: TariffGame) -> Quadratic:
    """Return the form of a game with nothing dropped, its equilibrium interior.

    Raises
    ------
    ValueError
        If an equilibrium tariff is not below the prohibitive one.

    Examples
    --------
    >>> plain(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).peak
    (2.0, 3.0)
    """
    return interior("forms.plain", quadratic(game))


def political(game: TariffGame, weights: Pair) -> Quadratic:
    """Governments that count a unit of their firm's profit as ``1 + weight`` units of welfare.

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols.
    weights : pair
        Additional weight of each government, at least 0, no unit. At 0 the game is unchanged.

    Returns
    -------
    Quadratic
        Of what the governments maximise; not of welfare.

    Raises
    ------
    ValueError
        If a weight is so large that a government would want its tariff without end (no maximum), or a
        best tariff keeps all imports out.

    Notes
    -----
    Book: "What if …?". The own part gains ``weight * d_i^2``, the foreign part ``weight * f_i^2``.

    Examples
    --------
    >>> form = political(TariffGame(alpha=10, gamma=0.5, c1=1, c2=4), weights=(0.5, 0.5))
    >>> [round(t, 4) for t in form.peak]
    [2.7273, 3.4091]
    """
    owner, form, gamma = "forms.political", quadratic(game), game.gamma
    width = 4 - gamma**2
    advantage = game.alpha - game.c1, game.alpha - game.c2
    home = replace(game, corners=False)
    own, foreign, peak, top = [], [], [], []
    for i, (j, weight) in enumerate(zip((1, 0), weights, strict=True)):
        weight = number(owner, f"weights[{i}]", weight, lambda v: v >= 0, "be at least 0")
        bend = form.own[i] - 2 * weight * gamma**2 / width**2
        if not symbolic(bend):
            number(owner, f"weights[{i}]", bend, lambda v: v > 0, "leave the own tariff a best value")
        pull = 2 * weight * gamma * (2 * advantage[i] - gamma * advantage[j]) / width**2
        best = (form.own[i] * form.peak[i] + pull) / bend
        costs = (game.c1, game.c2 + best) if i == 0 else (game.c2, game.c1 + best)
        sales = home.market(*costs)[0]
        own.append(bend)
        foreign.append((1 + weight) * form.foreign[i])
        peak.append(best)
        top.append(form.top[i] - form.own[i] * (best - form.peak[i]) ** 2 / 2 + weight * sales * sales)
    changed = replace(form, own=tuple(own), foreign=tuple(foreign), peak=tuple(peak), top=tuple(top))
    return interior(owner, changed)


def sized(game: TariffGame, sizes: Pair) -> Quadratic:
    """Countries with unequally many consumers: inverse demand ``p = alpha - (q_i + gamma q_j)/n``.

    Parameters
    ----------
    game : TariffGame
        Numbers, arrays or symbols; its quantities are those per consumer.
    sizes : pair
        Consumers of each country, positive; 1 is the country of S0.

    Notes
    -----
    Book: "What if …?". Each market is its own, so a country's sales, its consumers' surplus and its
    revenue are ``n_i`` times those of S0; what its firm earns abroad is ``n_j`` times. The best tariffs
    stay where they are.

    Examples
    --------
    >>> form = sized(TariffGame(alpha=10, gamma=0, c1=1, c2=1), sizes=(4.0, 1.0))
    >>> form.peak, [round(w - f, 3) for w, f in zip(form.welfare(*form.peak), form.welfare(0, 0))]
    ((3.0, 3.0), [2.25, -41.625])
    """
    owner, form = "forms.sized", quadratic(game)
    n = [number(owner, f"sizes[{i}]", size, lambda v: v > 0, "be positive") for i, size in enumerate(sizes)]
    changed = replace(
        form,
        own=(n[0] * form.own[0], n[1] * form.own[1]),
        foreign=(n[1] * form.foreign[0], n[0] * form.foreign[1]),
        top=(n[0] * form.top[0], n[1] * form.top[1]),
    )
    return interior(owner, changed)


@dataclass(frozen=True, eq=False)
class Opening:
    """What changes when one country gives up its equilibrium tariff alone, in units of the numeraire.

    Attributes
    ----------
    profit, consumer_surplus, tariff_revenue, welfare : float, array or expression
        Changes in the country that opens; welfare is the sum of the other three.
    abroad : float, array or expression
        Change of the other country's welfare, all of it profit.
    """

    profit: Any
    consumer_surplus: Any
    tariff_revenue: Any
    welfare: Any
    abroad: Any


def opening(game: TariffGame, country: int) -> Opening:
    """A country takes its equilibrium tariff back to zero and asks for nothing in return.

    Examples
    --------
    >>> alone = opening(TariffGame(alpha=10, gamma=0, c1=1, c2=1), country=1)
    >>> alone.consumer_surplus, alone.tariff_revenue, alone.welfare, alone.abroad
    (5.625, -9.0, -3.375, 11.25)
    """
    choice("forms.opening", "country", str(country), ("1", "2"))
    war = game.equilibrium()
    i, j = (0, 1) if country == 1 else (1, 0)
    before = war.outcome
    after = game.outcome(0, war.t2) if country == 1 else game.outcome(war.t1, 0)
    return Opening(
        after.profit[i] - before.profit[i],
        after.consumer_surplus[i] - before.consumer_surplus[i],
        after.tariff_revenue[i] - before.tariff_revenue[i],
        after.welfare[i] - before.welfare[i],
        after.welfare[j] - before.welfare[j],
    )
