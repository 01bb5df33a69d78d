"""Which results outlive which change: every result tried on a grid of games of every kind.

A cell of the table is a sample of games in which one assumption is dropped, and a question put to each
of them. In a sample country 1 has the lower cost, ``alpha = 10`` and ``c_1 = 1``; ``ratio`` is
``A_2 / A_1``. Only games in which both firms sell in both countries, at the equilibrium, at free trade
and between, are in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from ..tariff_game import TariffGame
from . import bertrand, forms, linked

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KINDS", "RESULTS", "Cell", "Games", "cell", "games", "table"]

Pair = tuple[Any, Any]
GAMMAS = tuple(k / 10 for k in range(11))
RATIOS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
ZERO = 1e-9


@dataclass(frozen=True, eq=False)
class Games:
    """Games of one kind, as arrays of one axis.

    Attributes
    ----------
    gamma, ratio, extra : array
        Substitutability, ``A_2/A_1``, and what the kind adds (see ``KINDS``).
    third : pair
        ``(alpha - c_j)/3``, the best tariffs of the game with nothing dropped.
    tariffs : pair
        The equilibrium tariffs.
    exports : pair
        Exports of firms 1 and 2 at the equilibrium, up to a common factor.
    marginal : callable
        From a country, 1 or 2, and two tariffs to its marginal welfare by ``t1`` and by ``t2``.
    welfare : callable
        From two tariffs to the welfare of both.
    """

    gamma: Any
    ratio: Any
    extra: Any
    third: Pair
    tariffs: Pair
    exports: Pair
    marginal: Callable[[int, Any, Any], Pair]
    welfare: Callable[[Any, Any], Pair]


def _form(form: Any, sizes: Pair = (1.0, 1.0)) -> tuple[Pair, Pair, Any, Any]:
    """What ``Games`` needs of a quadratic form; free trade must lie in its domain."""
    if np.any(form.floor[0] >= 0) or np.any(form.floor[1] >= 0):
        raise ValueError("at free trade a firm sells nothing at home")
    gap = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
    return form.peak, (sizes[1] * gap[1], sizes[0] * gap[0]), form.marginal, form.welfare


def _linked(game: TariffGame, k: Any) -> tuple[Pair, Pair, Any, Any]:
    model = linked.Linked(game=game, k=k)
    best = model.equilibrium()
    for t1, t2 in product((0, best.t1), (0, best.t2)):  # raises where a firm would sell nothing
        model.outcome(t1, t2)
    tariffs = best.t1, best.t2
    return tariffs, best.outcome.exports, model.marginal, lambda t1, t2: model.outcome(t1, t2).welfare


# Each kind of game: what is added, with the values tried, and how its games are made.
KINDS: dict[str, tuple[str, tuple[float, ...], Callable[[TariffGame, Any], Any]]] = {
    "S0": ("nothing", (0.0,), lambda game, _: _form(forms.plain(game))),
    "prices": ("nothing", (0.0,), lambda game, _: _form(bertrand.quadratic(game))),
    "linked": ("k", (0.1, 0.5, 1.0, 2.0, 5.0, 20.0), _linked),
    "weights": ("ω", (0.1, 0.25, 0.5, 1.0), lambda game, w: _form(forms.political(game, (w, w)))),
    "sizes": (
        "n₁/n₂",
        (0.2, 0.5, 0.8, 1.25, 2.0, 5.0),
        lambda game, n: _form(forms.sized(game, (n, 1.0)), (n, 1.0)),
    ),
}


@cache
def games(kind: str) -> Games:
    """Return the sample of a kind of game, a name in ``KINDS``.

    Examples
    --------
    >>> len(games("S0").gamma)
    64
    """
    _, extras, make = KINDS[kind]
    kept = []
    for extra, gamma, ratio in product(extras, GAMMAS, RATIOS):
        try:
            tariffs, exports, _, _ = make(_game(gamma, ratio), extra)
        except ValueError:  # some firm does not sell somewhere: no game for this table
            continue
        if min(*tariffs, *exports) > ZERO:
            kept.append((gamma, ratio, extra))
    gamma, ratio, extra = np.array(kept).T
    game = _game(gamma, ratio)
    tariffs, exports, marginal, welfare = make(game, extra)
    third = (game.alpha - game.c2) / 3, (game.alpha - game.c1) / 3
    return Games(gamma, ratio, extra, third, tariffs, exports, marginal, welfare)


def _game(gamma: Any, ratio: Any) -> TariffGame:
    return TariffGame(alpha=10.0, gamma=gamma, c1=1.0, c2=10 - 9 * ratio)


# --- the results: from a sample to whether each of its games has it ----------------------------


def _dominant(g: Games) -> Any:
    t1, t2 = g.tariffs
    shift1 = g.marginal(1, t1, 0 * t2)[0] - g.marginal(1, t1, t2)[0]
    shift2 = g.marginal(2, 0 * t1, t2)[1] - g.marginal(2, t1, t2)[1]
    return (np.abs(shift1) < ZERO) & (np.abs(shift2) < ZERO)


def _third(g: Games) -> Any:
    return (np.abs(g.tariffs[0] - g.third[0]) < ZERO) & (np.abs(g.tariffs[1] - g.third[1]) < ZERO)


def _order(g: Games) -> Any:
    return g.tariffs[0] <= g.tariffs[1] + ZERO


def _mutual(g: Games) -> Any:
    return (g.marginal(1, *g.tariffs)[1] < 0) & (g.marginal(2, *g.tariffs)[0] < 0)


def _dilemma(g: Games) -> Any:
    war, free = g.welfare(*g.tariffs), g.welfare(0 * g.gamma, 0 * g.gamma)
    return (free[0] > war[0]) & (free[1] > war[1])


def _lead(g: Games, speeds: Pair) -> Any:
    """By how much country 1 gains more than country 2 along a straight road; shape (places, games)."""
    end = np.minimum(g.tariffs[0] / speeds[0], g.tariffs[1] / speeds[1])
    x = np.linspace(0, 1, 11)[:, None] * end
    t = g.tariffs[0] - speeds[0] * x, g.tariffs[1] - speeds[1] * x
    first, second = g.marginal(1, *t), g.marginal(2, *t)
    return speeds[0] * (second[0] - first[0]) + speeds[1] * (second[1] - first[1])


def _equal(g: Games) -> Any:
    return np.all(_lead(g, (1.0, 1.0)) >= -ZERO, axis=0)


def _balanced(g: Games) -> Any:
    return np.all(_lead(g, g.exports) <= ZERO, axis=0)


def _inefficient(g: Games) -> Any:
    u = np.linspace(0, 1, 9)
    t = g.tariffs[0] * u[:, None, None], g.tariffs[1] * u[:, None]
    first, second = g.marginal(1, *t), g.marginal(2, *t)
    return np.all(first[0] * second[1] < first[1] * second[0], axis=(0, 1))


# Each result in words, its question, and the ratios at which it is asked (None: all). The two on cuts are
# asked at every place of the road, the last one at every pair of tariffs between zero and the best ones.
RESULTS: dict[str, tuple[str, Callable[[Games], Any], tuple[float, ...] | None]] = {
    "dominant": ("best tariff: dominant", _dominant, None),
    "third": ("best tariff: a third of α − cⱼ", _third, None),
    "order": ("low-cost country: lower tariff", _order, None),
    "mutual": ("small cuts help both", _mutual, None),
    "dilemma": ("equals: a dilemma", _dilemma, (1.0,)),
    "equal": ("equal cuts: low-cost gains more", _equal, None),
    "balanced": ("balanced cuts: high-cost gains more", _balanced, None),
    "inefficient": ("nothing in between is efficient", _inefficient, None),
}


@dataclass(frozen=True)
class Cell:
    """One result in one kind of game.

    Attributes
    ----------
    verdict : str
        "holds" in all games of the sample, "fails" in all, or "in some".
    held, tried : int
        In how many games of the sample, and how many there are.
    counterexample : str
        The first game in which it fails, closest to S0's; empty if there is none.
    """

    verdict: str
    held: int
    tried: int
    counterexample: str


def cell(result: str, kind: str) -> Cell:
    """Try one result, a name in ``RESULTS``, on one kind of game, a name in ``KINDS``.

    Examples
    --------
    >>> cell("dominant", "prices").verdict, cell("third", "prices").counterexample
    ('holds', 'γ = 0.1, r = 1')
    """
    _, question, ratios = RESULTS[result]
    sample = games(kind)
    asked = np.ones(len(sample.gamma), bool) if ratios is None else np.isin(sample.ratio, ratios)
    good = question(sample)[asked]
    held, tried = int(good.sum()), int(good.size)
    verdict = "holds" if held == tried else "fails" if held == 0 else "in some"
    if held == tried:
        return Cell(verdict, held, tried, "")
    rows = np.stack([sample.extra, sample.gamma, sample.ratio], axis=1)[asked][~good]
    neutral = 1.0 if kind == "sizes" else 0.0
    distance = [np.abs(row[0] - neutral) + row[1] + 1 - row[2] for row in rows]
    extra, gamma, ratio = rows[int(np.argmin(distance))]
    name = KINDS[kind][0]
    added = "" if name == "nothing" else f"{name} = {extra:g}, "
    return Cell(verdict, held, tried, f"{added}γ = {gamma:g}, r = {ratio:g}")


def table() -> pd.DataFrame:
    """Return the whole table: a row a result, a column a kind of game.

    A cell says "holds", "fails", or in how many games of the sample the result holds.

    Examples
    --------
    >>> table().loc["best tariff: dominant", "prices"]
    'holds'
    """
    import pandas as pd

    def words(found: Cell) -> str:
        if found.verdict == "in some":
            return f"{found.held}/{found.tried}"
        return found.verdict

    rows = {
        text: {kind: words(cell(result, kind)) for kind in KINDS} for result, (text, _, _) in RESULTS.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index")
