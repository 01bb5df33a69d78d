"""Pictures of the chapter "The country gains: who in it?" (S0, section 5, inside the countries)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ... import at_home
from ...quadratic import quadratic
from ...reciprocity import RULES, Road, Split
from ...tariff_game import TariffGame
from ..marks import (
    Area,
    Axis,
    Choice,
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
from .two_firms import SURPLUS

__all__ = ["profit_or_consumers", "who_gains"]

ALPHA, HIGH = sp.Integer(10), sp.Integer(9)  # HIGH is alpha less the unit cost of the leading firm
LEAST = sp.Rational(1, 50)  # exports of firm 2 at the equilibrium below which nothing is drawn
TINY = 1e-12  # what is less than this is zero but for rounding
TOP = 2.4  # of the map's axis of ratios

GAMMA = Slider("gamma", "substitutability γ", 0, 0.95, 0.01, 0)
RATIO = Slider("r", "r = (α − c₂)/(α − c₁)", 0.2, 1, 0.005, 0.45)
PLACE = Slider("place", "how far along the road", 0, 100, 1, 50, "%")
RULE = Choice(
    "rule",
    "rule",
    (("equal", "equal cuts"), ("balanced", "balanced"), ("marginal", "balanced at each step")),
    "equal",
)


def _game(surplus: str, gamma: Any = GAMMA.symbol, ratio: Any = RATIO.symbol) -> TariffGame:
    return TariffGame(
        alpha=ALPHA, gamma=gamma, c1=ALPHA - HIGH, c2=ALPHA - ratio * HIGH, surplus=surplus, corners=False
    )


def _exports(surplus: str) -> Any:
    """Exports of firm 2 at the equilibrium, by the formulas without corners."""
    return sp.factor(_game(surplus).equilibrium().outcome.exports[1])


def _chosen(surpluses: tuple[str, ...]) -> dict[str, Road]:
    """The road of the chosen rule from the chosen equilibrium, with each version of the split.

    Its parameter is the share of the way to the road's end.
    """
    roads = {s: {name: RULES[name](_game(s)) for name, _ in RULE.options} for s in surpluses}

    def pick(what: Any) -> Any:
        found = {s: RULE.pick(**{name: what(road) for name, road in at.items()}) for s, at in roads.items()}
        return SURPLUS.pick(**found) if len(found) > 1 else found[surpluses[0]]

    def pair(what: Any) -> Any:
        return pick(lambda road: what(road)[0]), pick(lambda road: what(road)[1])

    def cuts(share: Any) -> Any:
        return pair(lambda road: road.cuts(share * road.limit))

    def speeds(share: Any) -> Any:
        return pair(lambda road: road.speeds(share * road.limit))

    start = pair(lambda road: road.start)
    return {s: Road(_game(s), "chosen", sp.Integer(1), start, cuts, speeds) for s in surpluses}


def _per_unit(roads: dict[str, Road], share: Any) -> Split:
    """The split of one more unit that the two tariffs together fall."""
    road = roads["exact"]
    split, fall = road.split(share), sum(road.speeds(share))
    consumers = [
        SURPLUS.pick(**{s: each.split(share).consumer_surplus[k] for s, each in roads.items()})
        if len(roads) > 1
        else split.consumer_surplus[k]
        for k in (0, 1)
    ]
    return Split(
        (split.profit[0] / fall, split.profit[1] / fall),
        (consumers[0] / fall, consumers[1] / fall),
        (split.tariff_revenue[0] / fall, split.tariff_revenue[1] / fall),
    )


def _regime(start: Split, end: Split, k: int) -> Any:
    """The place of a country's regime in ``at_home.REGIMES``."""
    first, last = (split.profit[k] - split.consumer_surplus[k] for split in (start, end))
    return 2 * _positive(first) + _positive(last)


def _positive(value: Any) -> Any:
    """One where the value is positive, else zero; no Piecewise, which SymPy would unfold for seconds."""
    return sp.Min(1, sp.Max(0, value, evaluate=False) / TINY, evaluate=False)


def _trade(exports: Any) -> Condition:
    return Condition(
        exports - LEAST,
        "Firm 2 would export next to nothing at the equilibrium: raise r or lower γ.",
    )


def who_gains() -> Picture:
    """What firm, consumers and treasury of each country gain along a road of mutual cuts.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(who_gains())
    >>> explorer.readouts["lead_1"], explorer.readouts["lead_2"]
    ('profit throughout', 'consumers first')
    """
    roads = _chosen(("exact", "published"))
    share = PLACE.symbol / 100
    along, here = _per_unit(roads, U), _per_unit(roads, share)
    start, end = _per_unit(roads, sp.Integer(0)), _per_unit(roads, sp.Integer(1))
    sums = {s: at_home.so_far(road, share) for s, road in roads.items()}
    exports = SURPLUS.pick(exact=_exports("exact"), published=_exports("published"))
    low, high = -2.6, 2.6

    def panel(k: int, color: str, name: str) -> Panel:
        parts = along.profit[k], along.consumer_surplus[k], along.tariff_revenue[k]
        at = here.profit[k] + here.consumer_surplus[k] + here.tariff_revenue[k]
        names = ("firm", "purple", False), ("consumers", "green", False), ("treasury", "gold", True)
        return Panel(
            Axis("how far along the road, % →", 0, 100),
            Axis("↑ gain per unit off both tariffs", low, high),
            (
                Line(((0, 0), (100, 0)), color="muted"),
                Line(((PLACE.symbol, low), (PLACE.symbol, high)), color="muted"),
                *(
                    Curve(100 * U, part, color=shade, dash=dash)
                    for part, (_, shade, dash) in zip(parts, names, strict=True)
                ),
                Curve(100 * U, sum(parts), color=color),
                Point(PLACE.symbol, at, "", color, drag=("place", "")),
                *(
                    Label(x, high - 0.28, word, color=shade, anchor="start")
                    for x, (word, shade, _) in zip((2, 22, 60), names, strict=True)
                ),
                Label(2, low + 0.25, "the country", color=color, anchor="start"),
            ),
            f"Country {k + 1}, {name}: each step",
        )

    def total(part: str, k: int) -> Any:
        found = {s: getattr(split, part)[k] for s, split in sums.items()}
        return SURPLUS.pick(**found) if part == "consumer_surplus" else found["exact"]

    parts = (("profit", "firm"), ("consumer_surplus", "consumers"), ("tariff_revenue", "treasury"))
    return Picture(
        name="who_gains",
        title="Who gains at home while tariffs fall",
        alt="For each country four curves along the road from the equilibrium to its end: what one more "
        "unit off both tariffs brings its firm, its consumers, its treasury and the country as a whole. "
        "Country 1: {lead_1}. Country 2: {lead_2}. Up to here the firm of country 2 has gained "
        "{profit_2}, its consumers {consumer_surplus_2}, its treasury {tariff_revenue_2}.",
        panels=(panel(0, "blue", "the leading one"), panel(1, "orange", "the lagging one")),
        controls=(PLACE, RATIO, GAMMA, RULE, SURPLUS),
        readouts=(
            *(
                Readout(f"lead_{k + 1}", f"more gained in country {k + 1} by", _regime(start, end, k),
                        words=_WORDS)
                for k in (0, 1)
            ),
            *(
                Readout(f"{part}_{k + 1}", f"so far, {who} {k + 1}", total(part, k), digits=2)
                for part, who in parts for k in (0, 1)
            ),
        ),
        conditions=(_trade(exports),),
    )  # fmt: skip


_WORDS = at_home.REGIMES


def _firm_less_consumers(road: Road, x: Any) -> Any:
    """What the firm of country 1 gains at a place of the road, less what its consumers gain."""
    split = road.split(x)
    return split.profit[0] - split.consumer_surplus[0]


def _if_balanced_now(road: Road, t1: Any) -> Any:
    """The same where each side gives up the same on current imports: the other tariff does not matter.

    Per unit of the own cut; what the other's cut brings the firm is then what the own one brings the other
    firm.
    """
    game, form = road.game, quadratic(road.game)
    d1, f2 = game.market(game.c1, game.c2 + t1)
    own = game.own_margins(t1, d1, f2)
    return form.foreign[0] * (form.barrier[0] - t1) - own[0] + own[1]


@cache
def _balanced_end() -> tuple[tuple[float, float], ...]:
    """Where profit and consumers gain alike at the end of the balanced road, for the leading country.

    Pairs of gamma and its ratio; roots of a cubic, to be drawn as a line.
    """
    gamma, ratio = sp.symbols("gamma ratio", positive=True)
    road = RULES["balanced"](_game("exact", gamma, 1 / ratio))
    end = road.start[0] / road.speeds(0)[0]  # its own tariff is zero first
    cubic = sp.Poly(sp.numer(sp.together(_firm_less_consumers(road, end))), ratio)
    coefficients = sp.lambdify(gamma, cubic.all_coeffs())
    places = []
    for value in np.linspace(0.09, 0.95, 44):
        roots = np.roots(coefficients(value))
        real = roots[(np.abs(roots.imag) < 1e-9) & (roots.real > 1) & (roots.real < 4 / (3 * value))].real
        places += [(float(value), float(root)) for root in real if root <= TOP]
    return tuple(places)


def profit_or_consumers() -> Picture:
    """The map of γ and a country's technology: firm or consumers, first or throughout.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(profit_or_consumers())
    >>> explorer.rule = "balanced"
    >>> explorer.readouts["lead_1"], explorer.readouts["lead_2"]
    ('consumers throughout', 'profit throughout')
    """
    gamma, ratio = GAMMA.symbol, RATIO.symbol
    roads = _chosen(("exact",))
    along = _per_unit(roads, U)
    start, end = _per_unit(roads, sp.Integer(0)), _per_unit(roads, sp.Integer(1))

    def border(difference: Any) -> Any:
        """The ratio at which a difference is zero, along gamma = U."""
        found = sp.solve(sp.numer(sp.together(difference)), ratio1)
        return next(root for root in found if root.subs(U, sp.Rational(3, 10)) > sp.Rational(9, 40))

    ratio1 = sp.Symbol("ratio1", positive=True)
    road = RULES["equal"](_game("exact", U, 1 / ratio1))
    equal_start = border(_firm_less_consumers(road, sp.Integer(0)))
    equal_end = border(_firm_less_consumers(road, road.start[1]))  # the other tariff is zero first
    balanced_start = border(_if_balanced_now(road, road.start[0]))  # of both rules
    marginal_end = border(_if_balanced_now(road, sp.Integer(0)))
    fewest = float(sp.nsolve(balanced_start - TOP, U, 0.15))
    fewest_end = float(sp.nsolve(marginal_end - TOP, U, 0.2))

    def stretch(low: float, high: float, height: Any, **options: Any) -> Curve:
        x = low + (high - low) * U
        return Curve(x, height.subs(U, x), **options)

    last = float(sp.nsolve(equal_start - sp.Rational(4, 3) / U, U, 0.7))  # where imports stop
    equal_, other = RULE.is_("equal"), sp.Not(RULE.is_("equal"))
    stop = sp.Rational(3, 4) * U, sp.Rational(4, 3) / (sp.Rational(5, 9) + sp.Rational(4, 9) * U)
    x = sp.Rational(5, 9) + sp.Rational(4, 9) * U
    plane = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ own (α − c) over the other’s", 0, TOP),
        (
            Area.between(U, 0, stop[0], color="purple"),
            Area.between(x, stop[1], TOP, color="purple"),
            Line(((0, 1), (1, 1)), color="muted"),
            stretch(0, last, equal_start, color="ink", when=equal_),
            stretch(0, 1, equal_end, color="ink", dash=True, when=equal_),
            stretch(fewest, 0.93, balanced_start, color="ink", when=other),
            stretch(fewest_end, 1, marginal_end, color="ink", dash=True, when=RULE.is_("marginal")),
            Line(_balanced_end(), color="ink", dash=True, when=RULE.is_("balanced")),
            Label(0.04, 1.2, "firm", color="purple", anchor="start", when=equal_),
            Label(0.12, 0.3, "consumers", color="green", anchor="start", when=equal_),
            Label(0.7, 1.2, "in turn", anchor="start", when=equal_),
            Label(0.04, 0.75, "firm", color="purple", anchor="start", when=other),
            Label(0.44, 1.75, "consumers", color="green", anchor="start", when=other),
            Point(gamma, 1 / ratio, "1", "blue", when=ratio >= 1 / sp.nsimplify(TOP)),
            Point(gamma, ratio, "2", "orange", drag=("gamma", "r")),
        ),
        "Solid: alike at the start; dashed: at the end",
    )
    low, high = -2.2, 2.2
    gaps = Panel(
        Axis("how far along the road, % →", 0, 100),
        Axis("↑ firm less consumers, per unit", low, high),
        (
            Line(((0, 0), (100, 0)), color="muted"),
            Curve(100 * U, along.profit[0] - along.consumer_surplus[0], color="blue"),
            Curve(100 * U, along.profit[1] - along.consumer_surplus[1], color="orange", dash=True),
            Label(2, high - 0.25, "the firm gains more", color="purple", anchor="start"),
            Label(2, low + 0.25, "consumers gain more", color="green", anchor="start"),
        ),
        "Country 1 (blue) and country 2 (dashed)",
    )
    return Picture(
        name="profit_or_consumers",
        title="Firm or consumers: where each of them leads",
        alt="Left: the map of substitutability and relative technology, with two borders for the chosen "
        "rule: where firm and consumers gain alike as the road begins, and as it ends. Country 1 lies at "
        "{ratio_1}: {lead_1}. Country 2 lies at {ratio_2}: {lead_2}. Right: the firm’s gain less the "
        "consumers’ along the road, for both countries.",
        panels=(plane, gaps),
        controls=(replace(GAMMA, value=0.3), replace(RATIO, value=0.7), RULE),
        readouts=(
            Readout("ratio_1", "country 1, own over other’s", 1 / ratio, color="blue"),
            Readout("lead_1", "more gained in country 1 by", _regime(start, end, 0), words=_WORDS),
            Readout("ratio_2", "country 2, own over other’s", ratio, color="orange"),
            Readout("lead_2", "more gained in country 2 by", _regime(start, end, 1), words=_WORDS),
            Readout("rise_1", "gain of firm 1 in the first step", start.profit[0]),
            Readout("rise_2", "gain of firm 2 in the first step", start.profit[1]),
        ),
        conditions=(_trade(_exports("exact")),),
    )
