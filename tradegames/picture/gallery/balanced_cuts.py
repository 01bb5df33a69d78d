"""Pictures of the chapter "Balanced cuts" (S0, eqs. 11 to 13): five rules of reciprocity side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from ...reciprocity import RULES, Road, least_ratio
from ..marks import Area, Axis, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, U
from .equal_cuts import (
    C1,
    C2,
    GAMMA,
    RATIO,
    SHARE,
    VERSIONS,
    at,
    edge,
    exceeds,
    exports,
    gained,
    games,
    lagging,
    plane,
    roads,
    switch,
    trade,
    turning,
)
from .own_tariff import TINY
from .two_firms import SURPLUS

__all__ = ["five_roads", "rules_map"]

RULE = Choice(
    "rule",
    "rule",
    (
        ("equal", "equal amounts"),
        ("balanced", "balanced on initial trade (eq. 11)"),
        ("marginal", "balanced on current trade, step by step"),
        ("cumulative", "balanced on current trade, in total"),
        ("values", "new imports of equal value"),
    ),
    "balanced",
)
COLOR = {"equal": "green", "balanced": "purple", "marginal": "gold", "cumulative": "sky", "values": "muted"}
NAMES = {"equal": "equal", "balanced": "balanced", "marginal": "step by step", "cumulative": "in total"}
NAMES["values"] = "values"
ENDS = {"exact": 1.0, "published": 0.799}  # the last gamma of a line in the map


def chosen(what: str, share: Any, found: dict[str, dict[str, Road]]) -> Any:
    """Return tariffs, gains or marginal welfare at a share of the road of the chosen rule and surplus."""
    pairs = [
        getattr(road, what)(share * road.limit) for versions in found.values() for road in versions.values()
    ]
    position = len(VERSIONS) * RULE.symbol + SURPLUS.symbol
    return tuple(switch(position, [pair[k] for pair in pairs]) for k in (0, 1))


def five_roads() -> Picture:
    """Five rules as roads in the plane of tariffs, and what both countries gain by the chosen one.

    Examples
    --------
    >>> five_roads().controls[0].value
    'balanced'
    """
    played = games(GAMMA.symbol, C1.symbol, C2.symbol)
    found = {rule: roads(rule, played) for rule in RULES}
    sold = exports(played)
    start = at(found["equal"], "tariffs", sp.S.Zero)
    drawn: list[Curve] = []
    for rule, road in found.items():
        t1, t2 = at(road, "tariffs", U)
        drawn += [
            Curve(t1, t2, "", COLOR[rule], dash=True, when=sp.Not(RULE.is_(rule))),
            Curve(t1, t2, "", COLOR[rule], when=RULE.is_(rule)),
        ]
    now, along, here, slopes = (
        chosen(what, share, found)
        for what, share in (
            ("tariffs", SHARE.symbol), ("gains", U), ("gains", SHARE.symbol), ("marginal_welfare", sp.S.One),
        )
    )  # fmt: skip
    ends = {rule: at(road, "gains", sp.S.One) for rule, road in found.items()}
    return Picture(
        name="five_roads",
        title="Five meanings of balance, five roads",
        alt="Left: five roads run from the equilibrium E towards the axes, one for each rule; the chosen one "
        "has led to {t1} and {t2}. Right: on it country 1 has gained {gain_1} and country 2 {gain_2}. "
        "{verdict}. At the ends of the roads country 1 is ahead by {equal} (equal), {balanced} (balanced), "
        "{marginal} (step by step), {cumulative} (in total) and {values} (values).",
        panels=(
            plane(tuple(drawn), start, now, "Roads of five rules (the chosen one solid)"),
            gained(along, here, "Gains by the chosen rule (drag a dot)"),
        ),
        controls=(RULE, SHARE, GAMMA, C1, C2, SURPLUS),
        readouts=(
            Readout("t1", "tariff of country 1, t₁", now[0]),
            Readout("t2", "tariff of country 2, t₂", now[1]),
            Readout("gain_1", "country 1 has gained", here[0], color="blue"),
            Readout("gain_2", "country 2 has gained", here[1], color="orange"),
            *(
                Readout(rule, f"{NAMES[rule]}: 1 ahead of 2 by", p[0] - p[1], color=COLOR[rule])
                for rule, p in ends.items()
            ),
            Readout(
                "verdict", "To the end of this road …", turning(slopes),
                words=(
                    "both gain by every step",
                    "country 1’s welfare falls in the end",
                    "country 2’s welfare falls in the end",
                ),
            ),
        ),
        conditions=trade(sold),
    )  # fmt: skip


def border(rule: str, surplus: str) -> Line:
    """The line above which both countries gain to the end of a rule's road; c1 = 1."""
    gammas = np.linspace(0, ENDS[surplus], 22)
    ratios = least_ratio(rule, gammas, surplus, cost=0.1)
    points = tuple((float(g), float(r)) for g, r in zip(gammas, ratios, strict=True))
    return Line(points, color="green", when=RULE.is_(rule) & SURPLUS.is_(surplus))


def rules_map() -> Picture:
    """Where, in gamma and the ratio, a rule favours whom, and who turns back on its road.

    Examples
    --------
    >>> rules_map().controls[1].name
    'r'
    """
    g, r = GAMMA.symbol, RATIO.symbol
    played = lagging(g, r)
    found = {rule: roads(rule, played) for rule in RULES}
    inside = sp.Gt(exports(played)[1], TINY, evaluate=False)
    along, here, end, slopes = (
        chosen(what, share, found)
        for what, share in (
            ("gains", U), ("gains", SHARE.symbol), ("gains", sp.S.One), ("marginal_welfare", sp.S.One),
        )
    )  # fmt: skip
    ahead = end[0] - end[1]
    first = sp.Or(RULE.is_("equal"), RULE.is_("values"))
    bend, last = 2 / sp.sqrt(7), sp.Rational(4, 5)
    sliver = bend + (last - bend) * U
    where = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r = A₂/A₁", 0, 1),
        (
            Area(((U, sp.Min(1, edge(U), evaluate=False)), (1 - U, 0)), color="purple"),
            Area.between(
                sliver, sp.Rational(5, 4) * sliver, 1, color="blue",
                when=RULE.is_("cumulative") & SURPLUS.is_("published"),
            ),
            *(border(rule, surplus) for rule in RULES if rule != "cumulative" for surplus in VERSIONS),
            Label(0.03, 0.93, "country 1 gains more", color="blue", anchor="start", when=first),
            Label(0.03, 0.93, "country 2 gains more", color="orange", anchor="start", when=sp.Not(first)),
            Label(0.97, 0.1, "firm 2 exports nothing", color="purple", anchor="end"),
            Point(g, r, "", "ink", drag=("gamma", "r")),
        ),
        "Below the green line somebody turns back",
    )  # fmt: skip
    panel = gained(along, here, "Gains by the chosen rule")
    marks = tuple(
        mark if isinstance(mark, Line) else type(mark)(**{**vars(mark), "when": inside})
        for mark in panel.layers
    )
    return Picture(
        name="rules_map",
        title="Whom a rule favours, and where its road breaks off",
        alt="Left: a map of γ and the ratio r with a line for the chosen rule; below it one country’s "
        "welfare falls before the road ends. At the bottom right firm 2 exports nothing. Right: here country "
        "1 gains {end_1} to the end of the road and country 2 {end_2}. More is gained by {more}. {verdict}.",
        panels=(where, Panel(panel.x, panel.y, marks, panel.title)),
        controls=(GAMMA, RATIO, RULE, SHARE, SURPLUS),
        readouts=(
            *(
                Readout(
                    f"end_{k + 1}", f"country {k + 1} gains to the end", end[k],
                    color=color, when=inside, otherwise="no exports",
                )
                for k, color in ((0, "blue"), (1, "orange"))
            ),
            Readout(
                "more", "more is gained by",
                sp.Piecewise((exceeds(ahead) + 2 * exceeds(-ahead), inside), (3, True), evaluate=False),
                words=("neither", "country 1, the leading one", "country 2, the lagging one", "nobody"),
            ),
            Readout(
                "verdict", "To the end of the road …",
                sp.Piecewise((turning(slopes), inside), (3, True), evaluate=False),
                words=(
                    "both gain by every step",
                    "country 1’s welfare falls in the end",
                    "country 2’s welfare falls in the end",
                    "there is no road: firm 2 exports nothing",
                ),
            ),
            Readout("closed", "firm 2 exports for r above", edge(g)),
        ),
    )  # fmt: skip
