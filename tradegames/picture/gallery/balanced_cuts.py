"""Pictures of the chapter "Balanced cuts" (S0, eqs. 11 to 13): five rules of reciprocity side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from ...reciprocity import RULES, least_ratio
from ..marks import Area, Axis, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, U
from .equal_cuts import (
    C1,
    C2,
    GAMMA,
    RATIO,
    SHARE,
    SURPLUS,
    TINY,
    VERSIONS,
    at,
    edge,
    either,
    exports,
    gained,
    games,
    lagging,
    plane,
    rising,
    roads,
    trade,
)

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


def chosen(found: dict[str, Any]) -> Any:
    """Return what belongs to the chosen rule, entry by entry where it is a pair."""
    if isinstance(found["equal"], tuple):
        return tuple(chosen({rule: pair[k] for rule, pair in found.items()}) for k in (0, 1))
    return RULE.pick(**found)


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
    drawn = tuple(
        Curve(*at(road, "tariffs", U), NAMES[rule], COLOR[rule], label_at=1.0, when=RULE.is_(rule))
        for rule, road in found.items()
    )
    others = tuple(Curve(*at(road, "tariffs", U), "", COLOR[rule], dash=True) for rule, road in found.items())
    now, along, here, slopes = (
        chosen({rule: at(road, what, share) for rule, road in found.items()})
        for what, share in (
            ("tariffs", SHARE.symbol), ("gains", U), ("gains", SHARE.symbol), ("marginal_welfare", sp.S.One),
        )
    )  # fmt: skip
    ends = {rule: at(road, "gains", sp.S.One) for rule, road in found.items()}
    return Picture(
        name="five_roads",
        title="Five meanings of balance, five roads",
        alt="Left: five roads run from the equilibrium E towards the axes, one for each rule; the chosen one has "
        "led to {t1} and {t2}. Right: on it country 1 has gained {gain_1} and country 2 {gain_2}. {verdict}. "
        "At the ends of the roads country 1 is ahead by {equal} (equal), {balanced} (balanced), {marginal} "
        "(step by step), {cumulative} (in total) and {values} (values).",
        panels=(
            plane((*others, *drawn), start, now, "Roads of five rules (the chosen one solid)"),
            gained(along, here, "Gains by the chosen rule (drag a dot)"),
        ),
        controls=(RULE, SHARE, GAMMA, C1, C2, SURPLUS),
        readouts=(
            Readout("t1", "tariff of country 1, t₁", now[0]),
            Readout("t2", "tariff of country 2, t₂", now[1]),
            Readout("gain_1", "country 1 has gained", here[0], color="blue"),
            Readout("gain_2", "country 2 has gained", here[1], color="orange"),
            *(
                Readout(rule, f"{NAMES[rule]}: country 1 ahead at the end by", pair[0] - pair[1], color=COLOR[rule])
                for rule, pair in ends.items()
            ),
            Readout(
                "verdict", "To the end of this road …", rising(slopes),
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
    """The line above which both countries gain to the end of a rule's road; 41 points, c1 = 1."""
    gammas = np.linspace(0, ENDS[surplus], 41)
    ratios = least_ratio(rule, gammas, surplus, cost=0.1)
    points = tuple((float(g), float(r)) for g, r in zip(gammas, ratios, strict=True))
    return Line(points, color=COLOR[rule], when=RULE.is_(rule) & SURPLUS.is_(surplus))


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
    closed = edge()
    inside = exports(played)[1] > TINY
    along, here, end, slopes = (
        chosen({rule: at(road, what, share) for rule, road in found.items()})
        for what, share in (
            ("gains", U), ("gains", SHARE.symbol), ("gains", sp.S.One), ("marginal_welfare", sp.S.One),
        )
    )  # fmt: skip
    ahead = end[0] - end[1]
    same = sp.Abs(ahead) <= TINY
    first = sp.Or(RULE.is_("equal"), RULE.is_("values"))
    bend, last = 2 / sp.sqrt(7), sp.Rational(4, 5)
    sliver = bend + (last - bend) * U
    where = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r = A₂/A₁", 0, 1),
        (
            Area.between(U, 0, sp.Min(1, closed, evaluate=False), color="purple"),
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
        "Below the rule’s line somebody turns back",
    )  # fmt: skip
    panel = gained(along, here, "Gains by the chosen rule")
    marks = tuple(
        mark if isinstance(mark, Line) else type(mark)(**{**vars(mark), "when": inside})
        for mark in panel.layers
    )
    none = "no exports"
    return Picture(
        name="rules_map",
        title="Whom a rule favours, and where its road breaks off",
        alt="Left: a map of γ and the ratio r with a line for the chosen rule; below it one country’s welfare "
        "falls before the road ends. At the bottom right firm 2 exports nothing. Right: at this point country 1 "
        "gains {end_1} to the end of the road and country 2 {end_2}. More is gained by {more}. {verdict}.",
        panels=(where, Panel(panel.x, panel.y, marks, panel.title)),
        controls=(GAMMA, RATIO, RULE, SHARE, SURPLUS),
        readouts=(
            Readout("end_1", "country 1 gains to the end", end[0], color="blue", when=inside, otherwise=none),
            Readout("end_2", "country 2 gains to the end", end[1], color="orange", when=inside, otherwise=none),
            Readout(
                "more", "more is gained by",
                sp.Piecewise((3, sp.Not(inside)), (2, same), (0, ahead > 0), (1, True)),
                words=("country 1, the leading one", "country 2, the lagging one", "neither", "nobody"),
            ),
            Readout(
                "verdict", "To the end of the road …",
                sp.Piecewise((rising(slopes), inside), (3, True)),
                words=(
                    "both gain by every step",
                    "country 1’s welfare falls in the end",
                    "country 2’s welfare falls in the end",
                    "there is no road: firm 2 exports nothing",
                ),
            ),
            Readout("closed", "firm 2 exports for r above", closed.subs(U, g)),
        ),
    )  # fmt: skip
