"""Pictures of the chapter "Equal cuts" (S0, eqs. 8 to 10), and what those of balanced cuts share."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...reciprocity import RULES, Road
from ...tariff_game import TariffGame
from ..marks import (
    Area,
    Axis,
    Condition,
    Curve,
    Label,
    Line,
    Panel,
    Picture,
    Point,
    Readout,
    Slider,
    U,
)
from .own_tariff import ALPHA, TINY
from .two_firms import SURPLUS

__all__ = ["equal_map", "equal_roads"]

LEAST = sp.Rational(1, 100)  # exports at the equilibrium that count as trade

SHARE = Slider("share", "how far along the road", 0, 1, 0.01, 0.5, "of its length")
GAMMA = Slider("gamma", "substitutability γ", 0, 1, 0.01, 0.3)
RATIO = Slider("r", "ratio of advantages r = A₂/A₁", 0.02, 1, 0.005, 0.5)
C1 = Slider("c1", "unit cost of firm 1, c₁", 1, 8, 0.05, 1)
C2 = Slider("c2", "unit cost of firm 2, c₂", 1, 8, 0.05, 4)
VERSIONS = tuple(name for name, _ in SURPLUS.options)


def games(gamma: Any, c1: Any, c2: Any) -> dict[str, TariffGame]:
    """Return the game with each surplus, by the formulas without corners."""
    return {
        surplus: TariffGame(alpha=ALPHA, gamma=gamma, c1=c1, c2=c2, surplus=surplus, corners=False)
        for surplus in VERSIONS
    }


def switch(position: Any, cases: list[Any]) -> Any:
    """Return the case at a position; nothing is evaluated, which would take SymPy many seconds."""
    pairs = [(case, sp.Lt(position, k + 0.5, evaluate=False)) for k, case in enumerate(cases[:-1])]
    return sp.Piecewise(*pairs, (cases[-1], True), evaluate=False)


def either(found: dict[str, Any]) -> Any:
    """Return what belongs to the chosen surplus, entry by entry where it is a pair."""
    if isinstance(found["exact"], tuple):
        return tuple(either({name: pair[k] for name, pair in found.items()}) for k in (0, 1))
    return switch(SURPLUS.symbol, [found[name] for name in VERSIONS])


def exceeds(value: Any) -> Any:
    """Return 1 where a value is positive and 0 elsewhere, without a comparison."""
    return sp.Min(1, sp.Max(0, value, evaluate=False) / TINY, evaluate=False)


def exports(played: dict[str, TariffGame]) -> Any:
    """Return what both firms export at the equilibrium."""
    return either({name: game.equilibrium().outcome.exports for name, game in played.items()})


def roads(rule: str, played: dict[str, TariffGame]) -> dict[str, Road]:
    """Return the road of a rule with each surplus."""
    return {name: RULES[rule](game) for name, game in played.items()}


def at(found: dict[str, Road], what: str, share: Any) -> Any:
    """Return tariffs, gains or marginal welfare at a share of the road."""
    return either({name: getattr(road, what)(share * road.limit) for name, road in found.items()})


def trade(sold: Any) -> tuple[Condition, Condition]:
    """Both firms must export at the equilibrium; there is no road of mutual cuts otherwise."""
    words = (
        "At these costs and this γ firm {} exports nothing at the equilibrium: there is nothing to exchange"
    )
    return Condition(sold[0] - LEAST, words.format(1)), Condition(sold[1] - LEAST, words.format(2))


def turning(slopes: Any) -> Any:
    """Return 0 where both gain at the margin, 1 or 2 where that country loses; never do both."""
    return exceeds(-slopes[0]) + 2 * exceeds(-slopes[1])


def plane(layers: tuple[Any, ...], start: Any, now: Any, title: str) -> Panel:
    """The plane of tariffs, with the equilibrium and the tariffs now."""
    return Panel(
        Axis("tariff of country 1, t₁ →", 0, 5.5),
        Axis("↑ tariff of country 2, t₂", 0, 5.5),
        (*layers, Point(start[0], start[1], "E"), Point(now[0], now[1], "", "ink")),
        title,
    )


def gained(along: Any, now: Any, title: str, *more: Any) -> Panel:
    """What both have gained along the road."""
    return Panel(
        Axis("share of the road →", 0, 1),
        Axis("↑ gain since the equilibrium", -2, 10),
        (
            Line(((0, 0), (1, 0)), color="muted"),
            *more,
            Curve(U, along[0], "", "blue"),
            Curve(U, along[1], "", "orange"),
            Label(0.03, 9.1, "country 1", color="blue", anchor="start"),
            Label(0.03, 8.1, "country 2", color="orange", anchor="start"),
            Point(SHARE.symbol, now[0], "", "blue", drag=("share", "")),
            Point(SHARE.symbol, now[1], "", "orange", drag=("share", "")),
        ),
        title,
    )


def equal_roads() -> Picture:
    """Equal cuts in the plane of tariffs, and what both countries gain on the way.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(equal_roads()).readouts
    >>> round(numbers["gain_1"] - numbers["gain_2"] - numbers["lead"], 9)
    0.0
    """
    played = games(GAMMA.symbol, C1.symbol, C2.symbol)
    found = roads("equal", played)
    limit = either({name: road.limit for name, road in found.items()})
    start, now, end = (at(found, "tariffs", share) for share in (sp.S.Zero, SHARE.symbol, sp.S.One))
    along, here = (at(found, "gains", share) for share in (U, SHARE.symbol))
    sold = exports(played)
    lead = along[0] - along[1]
    length = U * limit
    return Picture(
        name="equal_roads",
        title="Equal cuts: one straight road, and two gains",
        alt="Left: from the equilibrium E both tariffs fall by the same amount, down a line at 45 degrees, "
        "to {t1} and {t2}; the road ends where one of them is zero. Right: country 1 has gained {gain_1}, "
        "country 2 {gain_2}; the difference, {lead} here, grows in a straight line. {verdict}.",
        panels=(
            plane(
                (Curve(start[0] - length, start[1] - length, "", "green"),),
                start,
                now,
                "Both tariffs fall by the same x",
            ),
            gained(
                along,
                here,
                "Gains on the way (drag a dot)",
                Curve(U, lead, "", "green", dash=True),
                Label(0.03, 7.1, "difference", color="green", anchor="start"),
            ),
        ),
        controls=(SHARE, GAMMA, C1, C2, SURPLUS),
        readouts=(
            Readout("cut", "both have cut by x", SHARE.symbol * limit, "per unit"),
            Readout("t1", "tariff of country 1, t₁", now[0]),
            Readout("t2", "tariff of country 2, t₂", now[1]),
            Readout("gain_1", "country 1 has gained", here[0], color="blue"),
            Readout("gain_2", "country 2 has gained", here[1], color="orange"),
            Readout("lead", "difference", here[0] - here[1], color="green"),
            Readout("f1", "exports of firm 1 at E", sold[0], "units"),
            Readout("f2", "exports of firm 2 at E", sold[1], "units"),
            Readout("end", "the tariff that is left at the end", sp.Max(*end, evaluate=False)),
            Readout(
                "verdict", "To the end of the road …", turning(at(found, "marginal_welfare", sp.S.One)),
                words=(
                    "both gain by every step",
                    "country 1’s welfare falls in the end",
                    "country 2’s welfare falls in the end",
                ),
            ),
        ),
        conditions=trade(sold),
    )  # fmt: skip


def lagging(gamma: Any, ratio: Any) -> dict[str, TariffGame]:
    """Return games in which A1 is 9 and A2 is the ratio times that."""
    return games(gamma, sp.Integer(1), ALPHA - 9 * ratio)


def edge(gamma: Any) -> Any:
    """Return the ratio up to which firm 2 exports nothing at the equilibrium."""
    ends = {}
    for name, game in lagging(U, RATIO.symbol).items():
        sold = sp.numer(sp.factor(game.equilibrium().outcome.exports[1]))
        ends[name] = sp.solve(sold, RATIO.symbol)[0].subs(U, gamma)
    return either(ends)


def level(gamma: Any) -> Any:
    """Return the ratio at which country 2's welfare is level at the end of equal cuts."""
    cut = sp.Symbol("cut", positive=True)
    lines = {}
    for name, game in lagging(U, RATIO.symbol).items():
        slope = RULES["equal"](game).marginal_welfare(cut)[1]
        found = [
            sp.factor(sp.solve(slope.subs(cut, t), RATIO.symbol)[0]).subs(U, gamma)
            for t in game.interior_tariffs()
        ]
        # Country 1's tariff is the first at zero; with the published surplus also country 2's may be.
        lines[name] = found[0] if name == "exact" else sp.Min(*found, evaluate=False)
    return either(lines)


def equal_map() -> Picture:
    """Where, in gamma and the ratio, equal cuts raise both welfares to the end of the road.

    Examples
    --------
    >>> import tradegames as tg
    >>> round(tg.explore(equal_map()).readouts["line"], 4)  # 4 * 0.3 / (4 + 0.3**2)
    0.2934
    """
    g, r = GAMMA.symbol, RATIO.symbol
    played = lagging(g, r)
    found = roads("equal", played)
    sold = exports(played)
    inside = sp.Gt(sold[1], TINY, evaluate=False)
    slopes, end = at(found, "marginal_welfare", U), at(found, "marginal_welfare", sp.S.One)
    here = at(found, "marginal_welfare", SHARE.symbol)
    # With the published surplus nobody turns back beyond 2/sqrt(7), where the two bends are alike.
    stop = either({"exact": sp.S.One, "published": 2 / sp.sqrt(7)})
    x = stop * U
    least = sp.Piecewise(
        (sp.Max(level(g), edge(g), evaluate=False), sp.Lt(g, stop, evaluate=False)),
        (edge(g), True),
        evaluate=False,
    )
    where = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r = A₂/A₁", 0, 1),
        (
            Area(((U, sp.Min(1, edge(U), evaluate=False)), (1 - U, 0)), color="purple"),
            Area(((x, level(x)), (stop * (1 - U), edge(stop * (1 - U)))), color="orange"),
            Curve(x, level(x), "", "orange"),
            Label(0.03, 0.93, "both gain to the end", color="green", anchor="start"),
            Label(0.97, 0.1, "firm 2 exports nothing", color="purple", anchor="end"),
            Point(g, r, "", "ink", drag=("gamma", "r")),
        ),
        "In the orange band country 2 turns back",
    )
    margins = Panel(
        Axis("share of the road →", 0, 1),
        Axis("↑ gain by one more unit of x", -1, 4),
        (
            Line(((0, 0), (1, 0)), color="muted"),
            Curve(U, slopes[0], "country 1", "blue", label_at=0.6, when=inside),
            Curve(U, slopes[1], "country 2", "orange", label_at=0.6, when=inside),
            Point(SHARE.symbol, here[0], "", "blue", drag=("share", ""), when=inside),
            Point(SHARE.symbol, here[1], "", "orange", drag=("share", ""), when=inside),
        ),
        "Marginal gains: parallel lines",
    )
    none = "no exports"
    return Picture(
        name="equal_map",
        title="Where equal cuts are good for both, step by step",
        alt="Left: a map of γ and the ratio r. Firm 2 exports nothing at the bottom right; above that region "
        "a band in which country 2’s welfare falls before the road ends, and above r = {line} (at this γ) "
        "both gain to the end. Right: the marginal gains of both countries are parallel lines, "
        "{apart} apart. Here: {verdict}.",
        panels=(where, margins),
        controls=(GAMMA, RATIO, SHARE, SURPLUS),
        readouts=(
            Readout(
                "line", "both gain to the end for r above", least,
                when=sp.Lt(least, 1, evaluate=False), otherwise=none,
            ),
            Readout("closed", "firm 2 exports for r above", edge(g)),
            *(
                Readout(
                    f"slope_{k + 1}", f"country {k + 1} gains at the margin", here[k],
                    color=color, when=inside, otherwise=none,
                )
                for k, color in ((0, "blue"), (1, "orange"))
            ),
            Readout("apart", "difference", here[0] - here[1], when=inside, otherwise=none),
            Readout(
                "verdict", "To the end of the road …",
                sp.Piecewise((turning(end), inside), (3, True), evaluate=False),
                words=(
                    "both gain by every step",
                    "country 1’s welfare falls in the end",
                    "country 2’s welfare falls in the end",
                    "there is no road: firm 2 exports nothing",
                ),
            ),
        ),
    )  # fmt: skip
