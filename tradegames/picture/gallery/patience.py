"""Pictures of the chapter "Can they keep a promise?": the game repeated, and talks that cost time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from ...extensions import forms, negotiation, repeated
from ...quadratic import Quadratic
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

__all__ = ["promises", "talks"]

ALPHA, LEAD = sp.Integer(10), sp.Integer(9)  # the low-cost firm has a unit cost of 1
GAMMA = Slider("gamma", "substitutability γ", 0, 1, 0.01, 0.3)
RATIO = Slider("r", "ratio r = (α − c₂)/(α − c₁)", 0.4, 1, 0.005, 0.7)
ROADS = (
    ("equal", "equal"),
    ("balanced", "balanced (in the proportion of exports)"),
    ("proportional", "equal percentages, to free trade"),
)
ROAD = Choice("road", "cuts", ROADS, "equal")
TOP = 1.2


def _form(gamma: Any, ratio: Any) -> Quadratic:
    cost = ALPHA - LEAD * ratio
    return forms.plain(TariffGame(alpha=ALPHA, gamma=gamma, c1=1, c2=cost, corners=False))


def _exports(gamma: Any, ratio: Any) -> Condition:
    """The high-cost firm must export at the equilibrium; elsewhere the form does not hold."""
    message = "Firm 2 exports nothing at the equilibrium. Raise r by {value} or lower γ."
    return Condition(ratio - sp.Rational(3, 4) * gamma - sp.Rational(1, 1000), message)


def _road(form: Quadratic) -> tuple[tuple[Any, Any], Any]:
    """Speeds of both tariffs on the chosen road, and where it ends."""
    gaps = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
    # By the position of the choice, 0, 1 or 2, as a polynomial: SymPy needs long for nested cases.
    k, balanced, proportional = ROAD.symbol, gaps[0] / gaps[1], form.peak[1] / form.peak[0]
    second = (k - 1) * (k - 2) / 2 + balanced * k * (2 - k) + proportional * k * (k - 1) / 2
    speeds = sp.Integer(1), second
    return speeds, sp.Min(form.peak[0], form.peak[1] / speeds[1], evaluate=False)


def promises() -> Picture:
    """Who keeps free trade at which patience, and how far cuts can go that nobody enforces.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(promises()).readouts
    >>> round(numbers["critical_2"], 4)
    0.8056
    """
    slider = Slider("delta", "discount factor δ", 0.05, 0.95, 0.01, 0.45)
    g, r, delta = GAMMA.symbol, RATIO.symbol, slider.symbol
    form = _form(g, r)
    free = [sp.factor(value) for value in repeated.promise(form).ratio]
    (speeds, limit), share = _road(form), sp.Symbol("share", real=True)
    cut = repeated.deepest(form, delta, speeds)
    depth = cut.cut / limit
    along = [value.subs(share, U) for value in repeated.needed(form, share * limit, speeds)]
    tariffs = [form.peak[i] - speeds[i] * limit * depth for i in (0, 1)]

    # Along the level of a patience the ratio solves a quadratic equation; it starts at r = 1.
    level, gamma = sp.symbols("level gamma_", positive=True)
    high = sp.numer(sp.together(repeated.promise(_form(gamma, share)).ratio[1] - level))
    height = next(root for root in sp.solve(high, share) if root.subs({gamma: 0, level: 1}) > 0)
    ends = sp.solve(high.subs(share, 1), gamma)
    end = next(root for root in ends if abs(root.subs(level, sp.Rational(3, 10))) < 1e-9)

    def line(patience: Any) -> tuple[Any, Any]:
        last = sp.Min(1, sp.Max(0, end.subs(level, patience), evaluate=False), evaluate=False)
        x = last * U
        return x, height.subs({level: patience, gamma: x}, simultaneous=True)

    x, low = line(delta)
    none = sp.Rational(8, 15) + sp.Rational(7, 15) * U
    where = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r = (α − c₂)/(α − c₁)", RATIO.low, 1),
        (
            Area.between(none, RATIO.low, sp.Rational(3, 4) * none, color="purple"),
            Area.between(x, low, 1, color="green", when=delta > sp.Rational(3, 10)),
            *(Curve(*line(at), f"{float(at):g}", "muted", label_at=0.02) for at in _LEVELS),
            Curve(*line(sp.Integer(1)), color="ink"),
            Curve(x, low, color="green", when=delta > sp.Rational(3, 10)),
            Label(0.05, 0.49, "no patience suffices", anchor="start"),
            Label(0.98, 0.46, "no exports", color="purple", anchor="end"),
            Point(g, r, "", "ink", drag=("gamma", "r")),
        ),
        "Shaded: both keep free trade (drag the point)",
    )
    road = Panel(
        Axis("share of the road of cuts →", 0, 1),
        Axis("↑ discount factor needed", 0, TOP),
        (
            Line(((0, 1), (1, 1)), color="muted"),
            Label(0.02, 1.06, "nobody is as patient as this", color="muted", anchor="start"),
            Line(((depth, 0), (depth, delta)), color="green", dash=True),
            Line(((0, delta), (1, delta)), color="green"),
            Curve(U, along[0], color="blue"),
            Curve(U, along[1], color="orange"),
            Point(depth, delta, "", "green", drag=("", "delta")),
        ),
        "How far cuts are kept (drag the dot)",
    )
    binding = sp.Piecewise(
        (0, depth > 1 - sp.Rational(1, 10**9)), (1, cut.by_country[0] <= cut.by_country[1]), (2, True)
    )

    def critical(k: int) -> Readout:
        return Readout(
            f"critical_{k + 1}", f"country {k + 1} keeps free trade from δ =", free[k],
            when=free[k] < 1, otherwise="no δ: it prefers the war", color=("blue", "orange")[k],
        )  # fmt: skip

    return Picture(
        name="promises",
        title="How patient must they be?",
        alt="Left: a map of γ and r with lines of equal patience: the more alike the technologies and the "
        "less alike the goods, the less patience free trade needs; below the lowest line none suffices. "
        "Here country 1 needs {critical_1} and country 2 {critical_2}. Right: along the road of cuts the "
        "patience that each country needs rises from zero; at the reader’s discount factor {depth} per cent "
        "of the road is kept.",
        panels=(where, road),
        controls=(slider, GAMMA, RATIO, replace(ROAD, value="proportional")),
        readouts=(
            critical(0),
            critical(1),
            Readout("depth", "cuts that are kept, of the road", 100 * depth, "%", digits=1, color="green"),
            Readout("t1", "tariff of country 1 there", tariffs[0]),
            Readout("t2", "tariff of country 2 there", tariffs[1]),
            Readout(
                "binding", "Who would break the next cut?", binding,
                words=("nobody: the road is at its end", "country 1", "country 2"),
            ),
        ),
        conditions=(_exports(g, r),),
    )  # fmt: skip


_LEVELS = (sp.Rational(2, 5), sp.Rational(1, 2), sp.Rational(7, 10))


def talks() -> Picture:
    """What each side has of talks down a road when waiting costs, and where it wants to close.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(talks()).readouts
    >>> round(numbers["stop_1"], 2), round(numbers["stop_2"], 2)
    (80.08, 74.59)
    """
    years = Slider("years", "time for the whole road", 1, 20, 0.5, 12, "years")
    rate = Slider("rate", "interest rate", 0, 30, 0.5, 10, "% a year")
    form = _form(GAMMA.symbol, RATIO.symbol)
    speeds, limit = _road(form)
    yearly = 1 / (1 + rate.symbol / 100)
    longest, longest_rate = sp.Integer(20), -sp.log(yearly)

    def stop(time: Any) -> tuple[Any, Any]:
        return negotiation.depth(form, sp.exp(-longest_rate * time), speeds)

    def gain(k: int, share: Any) -> Any:
        """Welfare above the equilibrium, by the two squares."""
        own, other = speeds[k] * limit * share, speeds[1 - k] * limit * share
        gap = form.barrier[1 - k] - form.peak[1 - k]
        return form.foreign[k] * other * (2 * gap + other) / 2 - form.own[k] * own**2 / 2

    def payoff(k: int, share: Any) -> Any:
        return gain(k, share) * sp.exp(-longest_rate * years.symbol * share)

    stops, along = stop(years.symbol), stop(longest * U)
    end = sp.Min(*stops, evaluate=False)
    colors = ("blue", "orange")
    left: list[Any] = [Line(((0, 0), (1, 0)), color="muted")]
    for k, color in enumerate(colors):
        left.append(Curve(U, gain(k, U), "", color, dash=True))
        left.append(Curve(U, payoff(k, U), color=color))
    left.append(Line(((end, -2), (end, 9)), color="muted"))
    left += [Point(stops[k], payoff(k, stops[k]), "", colors[k]) for k in (0, 1)]
    pay = Panel(
        Axis("share of the road when the talks close →", 0, 1),
        Axis("↑ gain a year (dashed: if talks took no time)", -2, 9),
        tuple(left),
        "Each dot is where that side would close",
    )
    time = Panel(
        Axis("years for the whole road →", 0, float(longest)),
        Axis("↑ share at which each side would close", 0, 1.1),
        (
            Curve(longest * U, along[0], color="blue"),
            Curve(longest * U, along[1], color="orange"),
            Line(((years.symbol, 0), (years.symbol, end)), color="muted"),
            Point(years.symbol, end, "", "green", drag=("years", "")),
        ),
        "The slower, the earlier they close (drag the dot)",
    )
    tie = sp.Abs(stops[0] - stops[1]) < sp.Rational(1, 10**9)
    who = sp.Piecewise((0, tie), (1, stops[0] < stops[1]), (2, True))
    return Picture(
        name="talks",
        title="Talks that cost time",
        alt="Left: what each country has of closing the talks at a share of the road. The curves rise, reach "
        "their peaks and fall, since what comes late is worth less: country 1 would close at {stop_1} per "
        "cent of the road and country 2 at {stop_2}. Right: the longer the road takes, the earlier both "
        "would close. Who closes first? {who}.",
        panels=(pay, time),
        controls=(years, rate, GAMMA, RATIO, ROAD),
        readouts=(
            Readout("stop_1", "country 1 would close at", 100 * stops[0], "%", digits=1, color="blue"),
            Readout("stop_2", "country 2 would close at", 100 * stops[1], "%", digits=1, color="orange"),
            Readout("who", "Who closes the talks?", who, words=("both together", "country 1", "country 2")),
            Readout("after", "… after years", years.symbol * end, digits=1),
            Readout("gain_1", "gain of country 1, as worth at the start", payoff(0, end)),
            Readout("gain_2", "gain of country 2, as worth at the start", payoff(1, end)),
        ),
        conditions=(_exports(GAMMA.symbol, RATIO.symbol),),
    )  # fmt: skip
