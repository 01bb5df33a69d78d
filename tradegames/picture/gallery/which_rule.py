"""Picture of the chapter "Which rule would you ask for?" (S0, section 6)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ... import preferences
from ...quadratic import Quadratic, quadratic
from ...reciprocity import RULES
from ...tariff_game import TariffGame
from ..marks import Axis, Bar, Condition, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["which_rule"]

ALPHA, HIGH = sp.Integer(10), sp.Integer(9)  # HIGH is alpha less the unit cost of the leading firm
LEAST = sp.Rational(1, 50)  # exports of firm 2 at the equilibrium below which nothing is drawn
ORDER = ("values", "equal", "cumulative", "marginal", "balanced")  # as the leading country wants them


def _power(form: Quadratic, t1: Any, t2: Any, k: int) -> Any:
    """The bargaining power of country 1 with which these tariffs are the Nash bargain.

    The tariff of country k + 1 is the one that may move either way; as :func:`tradegames.bargain.powers`.
    Nothing where one of the two does not gain.
    """
    before, after = form.welfare(*form.peak), form.welfare(t1, t2)
    gains = [new - old for new, old in zip(after, before, strict=True)]
    slopes = form.marginal(1, t1, t2)[k] * gains[1], form.marginal(2, t1, t2)[k] * gains[0]
    loses = sp.Min(0, *gains, evaluate=False)
    return slopes[1] / (slopes[1] - slopes[0]) + sp.sqrt(loses)


def which_rule() -> Picture:
    """What each rule brings both countries at the same depth of cuts, and where the Nash bargain lies.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(which_rule()).readouts
    >>> round(numbers["power_equal"], 3), round(numbers["power_balanced"], 3)
    (0.367, 0.171)
    """
    gamma = Slider("gamma", "substitutability γ", 0, 0.95, 0.01, 0)
    ratio = Slider("r", "r = (α − c₂)/(α − c₁)", 0.2, 1, 0.005, 0.7)
    depth = Slider("depth", "depth, of what all rules reach", 10, 100, 1, 100, "%")
    left = Slider("left", "tariff left to country 2, of t₂*", 0, 99, 1, 25, "%")
    game = TariffGame(
        alpha=ALPHA,
        gamma=gamma.symbol,
        c1=ALPHA - HIGH,
        c2=ALPHA - HIGH * ratio.symbol,
        surplus="exact",
        corners=False,
    )
    form = quadratic(game)
    start = form.welfare(*form.peak)

    def gains(t1: Any, t2: Any) -> tuple[Any, Any]:
        after = form.welfare(t1, t2)
        return after[0] - start[0], after[1] - start[1]

    def ending(rule: str) -> tuple[Any, Any]:
        """Tariffs at the end of a road on which country 1's tariff is zero first."""
        road = RULES[rule](game)
        x = road.start[0] / road.speeds(0)[0]
        return sp.Integer(0), road.start[1] - road.cuts(x)[1]

    at_depth = preferences.compare(game, depth.symbol / 100).gains
    low, high = -3, 12
    bars: list[Any] = []
    for place, rule in enumerate(ORDER):
        for k, color in ((0, "blue"), (1, "orange")):
            x, value = place + 0.4 * k - 0.2, at_depth[rule][k]
            bars.append(Bar(x, value, width=0.36, color=color))
    names = ("values", "equal", "cumul.", "step", "fixed")
    rules = Panel(
        Axis("rule", -0.5, 4.5, tuple(enumerate(names))),
        Axis("↑ gain since the equilibrium", low, 10),
        (
            Line(((-0.5, 0), (4.5, 0)), color="muted"),
            *bars,
            Label(-0.4, 9.2, "country 1", color="blue", anchor="start"),
            Label(1.1, 9.2, "country 2", color="orange", anchor="start"),
            Label(4.4, -2.4, "←  balanced on imports  →", color="muted", anchor="end"),
        ),
        "Five rules, the same sum of cuts",
    )
    t2 = form.peak[1] * left.symbol / 100
    free, agreed = gains(0, 0), gains(0, t2)
    tariffs = {rule: ending(rule) for rule in ("equal", "balanced")}
    ends = {rule: gains(*pair) for rule, pair in tariffs.items()}
    powers = {rule: _power(form, *pair, 1) for rule, pair in tariffs.items()}
    shares = {rule: 100 * pair[1] / form.peak[1] for rule, pair in tariffs.items()}
    power = _power(form, sp.Integer(0), t2, 1)
    plane = Panel(
        Axis("gain of country 1 →", -6, 18),
        Axis("↑ gain of country 2", low, high),
        (
            Line(((-6, 0), (18, 0)), color="muted"),
            Line(((0, low), (0, high)), color="muted"),
            Curve(*gains(0, form.peak[1] * (1 - U)), color="ink"),
            Curve(*gains(form.peak[0] * (1 - U), 0), color="ink", dash=True),
            Line(tuple(at_depth[rule] for rule in ORDER), color="gold"),
            Point(*free, "free trade", "muted"),
            Point(*ends["equal"], "equal", "purple"),
            Point(*ends["balanced"], "", "purple"),
            Label(
                ends["balanced"][0] - 0.6, ends["balanced"][1] + 0.9, "balanced", color="purple", anchor="end"
            ),
            Point(*agreed, "", "green"),
        ),
        "What can be had (gold: the same depth)",
    )
    along2, along1 = form.peak[1] * U, form.peak[0] * U
    talks = Panel(
        Axis("bargaining power of country 1 →", 0, 1),
        Axis("↑ tariff left in the bargain, %", 0, 100),
        (
            Line(((0.5, 0), (0.5, 100)), color="muted"),
            Curve(_power(form, sp.Integer(0), along2, 1), 100 * U, color="orange"),
            Curve(_power(form, along1, sp.Integer(0), 0), 100 * U, color="blue", dash=True),
            Label(0.98, 92, "of t₂* (solid)", color="orange", anchor="end"),
            Label(0.98, 82, "of t₁* (dashed)", color="blue", anchor="end"),
            Point(powers["equal"], shares["equal"], "equal", "purple"),
            Point(powers["balanced"], shares["balanced"], "balanced", "purple"),
            Point(power, left.symbol, "", "green", drag=("", "left")),
        ),
        "The Nash bargain (drag the green point)",
    )
    premium = [
        100 * (at_depth[better][k] / at_depth[other][k] - 1)
        for k, better, other in ((0, "equal", "balanced"), (1, "balanced", "equal"))
    ]
    return Picture(
        name="which_rule",
        title="Five rules at the same depth, and the bargain",
        alt="Left: bars of what both countries gain under five rules with the same sum of cuts. From left to "
        "right the bars of country 1 fall and those of country 2 rise: country 1 gains {equal_1} under equal "
        "cuts and {balanced_1} under balanced ones, country 2 {equal_2} and {balanced_2}. Then the plane of "
        "gains, with the efficient line on which equal and balanced cuts end, at the bargains of a country 1 "
        "with the power {power_equal} and {power_balanced}.",
        panels=(rules, plane, talks),
        controls=(ratio, gamma, depth, left),
        readouts=(
            Readout("equal_1", "equal cuts, country 1", at_depth["equal"][0], digits=2, color="blue"),
            Readout(
                "balanced_1", "balanced cuts, country 1", at_depth["balanced"][0], digits=2, color="blue"
            ),
            Readout("equal_2", "equal cuts, country 2", at_depth["equal"][1], digits=2, color="orange"),
            Readout(
                "balanced_2", "balanced cuts, country 2", at_depth["balanced"][1], digits=2, color="orange"
            ),
            Readout(
                "premium_1", "equal over balanced, country 1", premium[0], "%", digits=1,
                when=at_depth["balanced"][0] > 0, otherwise="it loses by balanced cuts",
            ),
            Readout(
                "premium_2", "balanced over equal, country 2", premium[1], "%", digits=1,
                when=at_depth["equal"][1] > 0, otherwise="it loses by equal cuts",
            ),
            Readout(
                "power_equal", "power of 1 at the end of equal cuts", powers["equal"],
                when=ends["equal"][1] > 0, otherwise="none: country 2 loses there",
            ),
            Readout(
                "power_balanced", "… at the end of balanced cuts", powers["balanced"],
                when=ends["balanced"][0] > 0, otherwise="none: country 1 loses there",
            ),
            Readout(
                "power", "… at the green point", power,
                when=sp.Min(*agreed) > 0, otherwise="none: one of them loses there", color="green",
            ),
        ),
        conditions=(
            Condition(
                sp.factor(game.equilibrium().outcome.exports[1]) - LEAST,
                "Firm 2 would export next to nothing at the equilibrium: raise r or lower γ.",
            ),
        ),
    )  # fmt: skip
