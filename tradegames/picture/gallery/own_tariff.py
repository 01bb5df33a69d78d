"""Pictures of the chapter "The tariff each country chooses" (S0, stage 1 and Proposition 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from ...tariff_game import Outcome, TariffGame
from ..marks import Area, Arrow, Axis, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["dilemma", "own_tariff", "proposition1"]

ALPHA = sp.Integer(10)
HIGHEST = 8  # the highest tariff drawn
TINY = 1e-9  # what is less than this is zero but for rounding

GAMMA = Slider("gamma", "substitutability γ", 0, 1, 0.01, 0.5)
C1 = Slider("c1", "unit cost of firm 1, c₁", 0, 8, 0.05, 1)
C2 = Slider("c2", "unit cost of firm 2, c₂", 0, 8, 0.05, 2)
SURPLUS = Choice(
    "surplus",
    "consumer surplus",
    (("exact", "exact (from the utility)"), ("published", "as published (no cross term)")),
    "exact",
)


def own_tariff() -> Picture:
    """Welfare of country 1 along its own tariff, and the best replies of both countries.

    Examples
    --------
    >>> own_tariff().name
    'own_tariff'
    """
    slider1 = Slider("t1", "tariff of country 1, t₁", 0, HIGHEST, 0.05, 1, "per unit")
    slider2 = Slider("t2", "tariff of country 2, t₂", 0, HIGHEST, 0.05, 3, "per unit")
    t1, t2 = slider1.symbol, slider2.symbol
    games = {
        name: TariffGame(
            alpha=ALPHA, gamma=GAMMA.symbol, c1=C1.symbol, c2=C2.symbol, surplus=name, corners=True
        )
        for name, _ in SURPLUS.options
    }
    equilibria = {name: game.equilibrium() for name, game in games.items()}
    t1_star = SURPLUS.pick(**{name: e.t1 for name, e in equilibria.items()})
    t2_star = SURPLUS.pick(**{name: e.t2 for name, e in equilibria.items()})

    def parts(own: Any, other: Any) -> tuple[Any, Any, Any, Any]:
        """Profit, consumer surplus, tariff revenue and welfare of country 1."""
        at = {name: game.outcome(own, other) for name, game in games.items()}
        surplus = SURPLUS.pick(**{name: o.consumer_surplus[0] for name, o in at.items()})
        profit, revenue = at["exact"].profit[0], at["exact"].tariff_revenue[0]
        return profit, surplus, revenue, profit + surplus + revenue

    free, start, here, best = parts(0, 0), parts(0, t2), parts(t1, t2), parts(t1_star, t2)
    along = parts(HIGHEST * U, t2)
    now = games["exact"].outcome(t1, t2)
    imports = games["exact"].outcome(t1_star, t2).exports[1]
    barriers = games["exact"].prohibitive_tariffs()
    names = (
        ("profit at home", "purple", 0.98),
        ("consumers", "green", 0.98),
        ("revenue", "gold", 0.2),
    )
    curves = tuple(
        Curve(HIGHEST * U, along[k] - start[k], name, color, label_at=at, dash=True)
        for k, (name, color, at) in enumerate(names)
    )
    welfare = Panel(
        Axis("own tariff t₁ →", 0, HIGHEST),
        Axis("↑ country 1, change since free trade", -16, 12),
        (
            Line(((0, 0), (HIGHEST, 0)), color="muted"),
            Line(((t1_star, -16), (t1_star, 12)), color="muted"),
            *curves,
            Curve(HIGHEST * U, along[3] - free[3], "welfare W₁", "blue", label_at=0.98),
            Point(t1_star, best[3] - free[3], "", "blue"),
            Label(t1_star, -14.6, "t₁*", color="muted", anchor="start"),
            Point(t1, here[3] - free[3], "", "ink", drag=("t1", "")),
        ),
        "Welfare and what t₁ does to its parts (move t₂: the peak stays)",
    )
    # Where the best tariff keeps all imports out, every higher one is as good: the reply is a strip.
    inside = {name: replace(game, corners=False).equilibrium() for name, game in games.items()}
    shut1 = sp.Or(*(SURPLUS.is_(name) & (e.t1 >= barriers[0]) for name, e in inside.items()))
    shut2 = sp.Or(*(SURPLUS.is_(name) & (e.t2 >= barriers[1]) for name, e in inside.items()))
    plane = Panel(
        Axis("tariff of country 1, t₁ →", 0, HIGHEST),
        Axis("↑ tariff of country 2, t₂", 0, HIGHEST),
        (
            Area.between(t1_star + (HIGHEST - t1_star) * U, 0, HIGHEST, color="blue", when=shut1),
            Area.between(HIGHEST * U, t2_star, HIGHEST, color="orange", when=shut2),
            Line(((t1_star, 0), (t1_star, HIGHEST)), color="blue"),
            Label(t1_star + 0.15, 7.4, "reply of 1", color="blue", anchor="start"),
            Line(((0, t2_star), (HIGHEST, t2_star)), "reply of 2", "orange", dash=True),
            Point(t1_star, t2_star, "E"),
            Point(t1, t2, "", "green", drag=("t1", "t2")),
        ),
        "Best replies and the equilibrium E (drag the green point)",
    )
    return Picture(
        name="own_tariff",
        title="The best tariff does not ask what the other country does",
        alt="Left: the welfare of country 1 rises along its own tariff up to {t1_star} and falls beyond it, "
        "while consumers lose and firm and treasury gain; a higher tariff of country 2 lowers the whole "
        "curve and leaves its peak where it is. Right: country 1's best replies are a vertical line at "
        "{t1_star}, country 2's a horizontal line at {t2_star}; they cross at the equilibrium E.",
        panels=(welfare, plane),
        controls=(slider1, slider2, GAMMA, C1, C2, SURPLUS),
        readouts=(
            Readout("t1_star", "best tariff of country 1, t₁*", t1_star),
            Readout("t2_star", "best tariff of country 2, t₂*", t2_star),
            Readout("welfare", "welfare of country 1, W₁", here[3]),
            Readout("gain", "gain from going to t₁*", best[3] - here[3]),
            Readout("f1", "exports of firm 1, f₁", now.exports[0], "units"),
            Readout("f2", "exports of firm 2, f₂", now.exports[1], "units"),
            Readout(
                "imports", "imports of country 1 at t₁*", imports, "units",
                when=imports > TINY, otherwise="none",
            ),
        ),
    )  # fmt: skip


def proposition1() -> Picture:
    """Which country sets the lower tariff: the published surplus, the exact one, and no exports.

    Examples
    --------
    >>> [control.name for control in proposition1().controls]
    ['gamma', 'r']
    """
    cost1, lowest = sp.Integer(1), 0.5
    gamma = Slider("gamma", "substitutability γ", 0, 1, 0.005, 0.6)
    ratio = Slider("r", "ratio of advantages r = (α − c₂)/(α − c₁)", lowest, 1, 0.005, 0.82)
    g, r = gamma.symbol, ratio.symbol

    def cost2(share: Any) -> Any:
        return ALPHA - share * (ALPHA - cost1)

    def game(surplus: str, gamma: Any, share: Any) -> tuple[Any, Any]:
        """The gap of the two tariffs and the exports of firm 2, by the formulas without corners."""
        model = TariffGame(
            alpha=ALPHA, gamma=gamma, c1=cost1, c2=cost2(share), surplus=surplus, corners=False
        )
        equilibrium = model.equilibrium()
        return sp.factor(equilibrium.t1 - equilibrium.t2), sp.factor(equilibrium.outcome.exports[1])

    gap, exports = game("published", g, r)
    exact, exact_exports = game("exact", g, r)
    threshold = next(root for root in sp.solve(gap, g) if root.is_real and 0 < root < 1)
    last = sp.solve(exports, g)[0]  # the highest gamma at which firm 2 still exports
    exact_last = sp.Min(1, sp.solve(exact_exports, g)[0])
    least = sp.solve(exports, r)[0]  # the lowest ratio at which it does, along gamma
    end = last.subs(r, 1)

    def rest(gap: Any, start: Any) -> Curve:
        x = start + (1 - start) * U
        return Curve(x, gap.subs(g, x), color="muted", dash=True)

    levels = []
    for level in (-1.0, -0.5, -0.2):
        height = sp.solve(gap - sp.nsimplify(level), r)[0].subs(g, threshold * U)
        # The root is undefined, and the line ends, where firm 2 would not export.
        ending = sp.sqrt(sp.Min(0, exports.subs({g: threshold * U, r: height}), evaluate=False))
        levels.append(
            Curve(threshold * U, height + ending, f"{level:g}".replace("-", "−"), "muted", label_at=0.03)
        )
    along = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ t₁* − t₂*", -1.5, 0.75),
        (
            Line(((0, 0), (1, 0)), color="muted"),
            Line(((threshold, -1.5), (threshold, 0.75)), color="muted"),
            Label(threshold - 0.02, 0.62, "γ̄", color="muted", anchor="end"),
            rest(gap, last),
            rest(exact, exact_last),
            Curve(exact_last * U, exact.subs(g, exact_last * U), "exact", "blue", label_at=0.98),
            Curve(last * U, gap.subs(g, last * U), "published", "orange", label_at=0.5),
            Line(((last, 0.75), (last, -1.5)), color="purple", dash=True),
            Label(0.985, -1.0, "firm 2 exports", color="purple", anchor="end"),
            Label(0.985, -1.2, "nothing →", color="purple", anchor="end"),
            Point(g, exact, "", "blue", drag=("gamma", "")),
            Point(g, gap, "", "orange", drag=("gamma", "")),
        ),
        "Who sets the higher tariff (above 0: the low-cost country 1)",
    )
    none = sp.Max(lowest, sp.Min(1, least.subs(g, U)))
    sliver = threshold + (end - threshold) * U
    where = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r = (α − c₂)/(α − c₁)", lowest, 1),
        (
            Area.between(U, lowest, none, color="purple"),
            Area.between(sliver, least.subs(g, sliver), 1, color="orange"),
            *levels,
            Line(((threshold, lowest), (threshold, 1)), color="muted"),
            Label(0.8, 0.69, "firm 2 exports", color="purple"),
            Label(0.8, 0.63, "nothing", color="purple"),
            Label(0.99, 0.93, "← reversed", color="orange", anchor="end"),
            Point(g, r, "", "ink", drag=("gamma", "r")),
        ),
        "Published t₁* − t₂* over both (drag the point)",
    )
    return Picture(
        name="proposition1",
        title="Where the low-cost country sets the higher tariff",
        alt="Left: with the published surplus the difference of the two tariffs is negative up to "
        "γ = {threshold} and positive beyond; with the exact one it is {exact} for every γ. Beyond "
        "γ = {last} firm 2 exports nothing. Right: in the map of γ and r the reversal is a small triangle "
        "between γ = {threshold} and γ = {end}; to its right and below it firm 2 exports nothing.",
        panels=(along, where),
        controls=(gamma, ratio),
        readouts=(
            Readout(
                "published", "t₁* − t₂*, published", gap,
                when=exports > 0, otherwise="no exports",
            ),
            Readout(
                "exact", "t₁* − t₂*, exact", exact,
                when=exact_exports > 0, otherwise="no exports",
            ),
            Readout("exports", "exports of firm 2 by the published formula", exports, "units"),
            Readout("threshold", "threshold γ̄", threshold, digits=4),
            Readout("last", "firm 2 exports below γ =", last),
            Readout("end", "nobody sees a reversal above γ =", end),
            Readout("c2", "unit cost of firm 2, c₂ (with c₁ = 1)", cost2(r)),
        ),
    )  # fmt: skip


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
