"""The third picture of the chapter "The tariff each country chooses": two tariffs or none."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...tariff_game import Outcome, TariffGame
from ..marks import Area, Arrow, Axis, Curve, Label, Line, Panel, Picture, Point, Readout, U
from .own_tariff import ALPHA, TINY
from .two_firms import C1, C2, GAMMA

__all__ = ["dilemma"]


def dilemma() -> Picture:
    """Free trade or the own best tariff: the game of two by two, and where it is a dilemma.

    Examples
    --------
    >>> dilemma().panels[0].x.ticks[0]
    (0, 't₂ = 0')
    """

    def model(gamma: Any, c1: Any, c2: Any, corners: bool) -> TariffGame:
        return TariffGame(alpha=ALPHA, gamma=gamma, c1=c1, c2=c2, surplus="exact", corners=corners)

    game = model(GAMMA.symbol, C1.symbol, C2.symbol, corners=True)
    equilibrium = game.equilibrium()
    own = (0, equilibrium.t1), (0, equilibrium.t2)
    cells: dict[tuple[int, int], Outcome] = {
        (i, j): game.outcome(own[0][i], own[1][j]) for i in (0, 1) for j in (0, 1)
    }
    gains = [cells[0, 0].welfare[k] - cells[1, 1].welfare[k] for k in (0, 1)]
    # Nothing here may be evaluated, and no Piecewise: SymPy would unfold the corners, for many seconds.
    taxes = [sp.Gt(tariff, 0, evaluate=False) for tariff in (equilibrium.t1, equilibrium.t2)]
    better = [sp.Gt(gain, 0, evaluate=False) for gain in gains]
    worse = [sp.Le(gain, 0, evaluate=False) for gain in gains]
    loses = [1 - sp.Min(1, sp.Max(0, gain, evaluate=False) / TINY, evaluate=False) for gain in gains]
    advantage1, advantage2 = ALPHA - C1.symbol, ALPHA - C2.symbol
    ratio = sp.Min(advantage1, advantage2, evaluate=False) / sp.Max(advantage1, advantage2, evaluate=False)

    # The ratio at which the high-cost country is indifferent, from the interior formulas.
    share = sp.Symbol("share", positive=True)
    symbols = model(U, sp.Integer(0), ALPHA - ALPHA * share, corners=False)
    interior = symbols.equilibrium()
    gain = symbols.outcome(0, 0).welfare[1] - interior.outcome.welfare[1]
    roots = sp.solve(sp.numer(sp.factor(gain)), share)
    indifferent = next(root for root in roots if root.subs(U, 0) > 0)

    layers: list[Any] = [
        Area.between(sp.Rational(1, 2) + U, -0.5, 0.5, color="gold"),
        Line(((0.5, -0.5), (0.5, 1.5)), color="muted"),
        Line(((-0.5, 0.5), (1.5, 0.5)), color="muted"),
    ]
    for (i, j), outcome in cells.items():
        y = 1 - i
        height = y + (0.24 if y else -0.12)
        x = j + (0.16 if j else -0.16)
        layers.append(Label(x, height, "W₁ {value}", outcome.welfare[0], color="blue"))
        layers.append(Label(x, height - 0.2, "W₂ {value}", outcome.welfare[1], color="orange"))
    layers += [
        *(Arrow(x, 0.75, x, 0.25, color="blue", when=taxes[0]) for x in (-0.36, 1.36)),
        *(Arrow(0.3, y, 0.7, y, color="orange", when=taxes[1]) for y in (1.36, -0.38)),
    ]
    for k, color in ((0, "blue"), (1, "orange")):
        shift = 0.08 * (1 - 2 * k)
        nash, free = (0.72 + shift, 0.28 + shift), (0.28 + shift, 0.72 + shift)
        layers += [
            Arrow(*nash, *free, color=color, when=better[k]),
            Arrow(*free, *nash, color=color, when=worse[k]),
        ]
    square = Panel(
        Axis("country 2", -0.5, 1.5, ((0, "t₂ = 0"), (1, "t₂ = t₂*"))),
        Axis("↑ country 1", -0.5, 1.5, ((0, "t₁*"), (1, "t₁=0"))),
        tuple(layers),
        "Arrows lead to what country 1 (blue) and 2 (orange) prefers",
    )
    where = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r, lower over higher α − c", 0, 1),
        (
            Area.between(U, indifferent, 1, color="green"),
            Curve(U, indifferent, "", "green"),
            Label(0.06, 0.77, "both gain from free trade", color="green", anchor="start"),
            Label(0.06, 0.3, "the high-cost country prefers", anchor="start"),
            Label(0.06, 0.2, "the tariff war", anchor="start"),
            Point(GAMMA.symbol, ratio, "", "ink", drag=("gamma", "")),
        ),
        "Where it is a prisoner’s dilemma",
    )
    return Picture(
        name="dilemma",
        title="Free trade or the own best tariff",
        alt="Left: a game of two by two. Whatever the other does, each country prefers its own tariff, so "
        "both end in the cell where both use it. Against that cell country 1 would gain {gain_1} from mutual "
        "free trade and country 2 {gain_2}. A prisoner’s dilemma? {verdict}. Right: both gain where the "
        "ratio r, here {ratio}, lies above a line that rises from {line_0} at γ = 0.",
        panels=(square, where),
        controls=(GAMMA, C1, C2),
        readouts=(
            Readout("gain_1", "country 1 gains from mutual free trade", gains[0]),
            Readout("gain_2", "country 2 gains from mutual free trade", gains[1]),
            Readout("t1_star", "own best tariff, t₁*", equilibrium.t1),
            Readout("t2_star", "own best tariff, t₂*", equilibrium.t2),
            Readout("ratio", "ratio r", ratio),
            Readout("line", "a dilemma for r above", indifferent.subs(U, GAMMA.symbol)),
            Readout("line_0", "… at γ = 0", indifferent.subs(U, 0)),
            Readout(
                "verdict", "Is it a prisoner’s dilemma?", loses[0] + 2 * loses[1],
                words=(
                    "yes: both would gain from mutual free trade",
                    "no: country 1 prefers the tariff war",
                    "no: country 2 prefers the tariff war",
                ),
            ),
        ),
    )  # fmt: skip
