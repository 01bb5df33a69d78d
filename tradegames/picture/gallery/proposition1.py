"""The second picture of the chapter "The tariff each country chooses" (S0, Proposition 1)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...tariff_game import TariffGame
from ..marks import Area, Axis, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U
from .own_tariff import ALPHA

__all__ = ["proposition1"]


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
