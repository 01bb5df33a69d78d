"""The first picture of the chapter "The tariff each country chooses" (S0, stage 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from ...tariff_game import TariffGame
from ..marks import Area, Axis, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U
from .two_firms import C1, C2, GAMMA, SURPLUS

__all__ = ["own_tariff"]

ALPHA = sp.Integer(10)
HIGHEST = 8  # the highest tariff drawn
TINY = 1e-9  # what is less than this is zero but for rounding


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
