"""Pictures of the chapter "Losing force" (S4): the loss against substitution, and the strategic window."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...decoupling import elasticity, loss, time_to
from ...maths import exp, maximum, minimum
from ..marks import Area, Axis, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U
from ..table import Table

__all__ = ["force_table", "losing_force", "strategic_window"]

TINY = 1e-9
WIDEST = 8  # the highest elasticity drawn
KEPT = 0.8  # what is withheld in the picture of the window
START, END = 0.1, 6  # elasticity at once and in the end, there
INTEREST = 0.05
YEARS = 12
SHARES = (0.02, 0.3)


def choose(condition: Any, yes: Any, no: Any) -> Any:
    """One of two expressions, left as it stands."""
    return sp.Piecewise((yes, condition), (no, True), evaluate=False)


def force(share: Any, restriction: Any, sigma: Any) -> Any:
    """The loss in symbols, at an elasticity of 1 too, where the formula is a quotient of zeros."""
    near = sp.Lt((sigma - 1) ** 2, 1e-12, evaluate=False)
    return choose(near, 1 - (1 - restriction) ** share, loss(share, restriction, sigma))


def losing_force() -> Picture:
    """The loss along the elasticity of substitution, and what the sender gets for each fraction withheld.

    Examples
    --------
    >>> losing_force().panels[0].x.label
    'elasticity of substitution σ →'
    """
    share = Slider("theta", "cost share of the input, θ", 0.01, 0.5, 0.01, 0.1)
    cut = Slider("kappa", "fraction withheld, κ", 0, 0.95, 0.01, 0.8)
    sigma = Slider("sigma", "elasticity of substitution, σ", 0.05, WIDEST, 0.05, 0.5)
    leverage = Slider("b", "leverage of the sender, b", 0.1, 2, 0.05, 1)
    backlash = Slider("m", "backlash of withholding all, m", 0, 0.5, 0.01, 0.2, "of output")
    theta, kappa, now, b, m = (c.symbol for c in (share, cut, sigma, leverage, backlash))
    here = force(theta, kappa, now)
    lowest = sp.Rational(3, 100)
    along = lowest + (WIDEST - lowest) * U**2  # more points where the curve is steep
    even = m * kappa / b
    falling = Panel(
        Axis("elasticity of substitution σ →", 0, WIDEST),
        Axis("↑ loss, share of output", 0, 1),
        (
            Line(((0, kappa), (WIDEST, kappa)), color="muted", dash=True),
            Label(WIDEST - 0.1, kappa + 0.045, "σ → 0: κ", color="muted", anchor="end"),
            Line(((0, theta * kappa), (WIDEST, theta * kappa)), color="muted", dash=True),
            Label(
                WIDEST - 0.1, theta * kappa - 0.06, "σ → ∞: θκ", color="muted", anchor="end",
                when=theta * kappa > 0.07,
            ),
            Line(((0, even), (WIDEST, even)), color="purple"),
            Curve(along, force(theta, kappa, along), color="blue"),
            Point(1, 1 - (1 - kappa) ** theta, "", "muted"),
            Point(now, here, "", "ink", drag=("sigma", "")),
        ),
        "The loss falls from κ to θκ (drag the larger point)",
    )  # fmt: skip
    all_of_it = b * force(theta, 1, now) - m
    payoff = b * here - m * kappa
    graded = Panel(
        Axis("fraction withheld κ →", 0, 1),
        Axis("↑ what the sender gets", -0.5, 1.5),
        (
            Line(((0, 0), (1, 0)), color="muted"),
            Curve(U, b * force(theta, U, now) - m * U, color="blue"),
            Point(kappa, payoff, "", "ink", drag=("kappa", "")),
        ),
        "Half measures: bent upwards, so all or nothing is best",
    )
    return Picture(
        name="losing_force",
        title="Sanctions lose force as substitution grows",
        alt="Left: the loss falls along the elasticity of substitution from {most} towards {least}; at the "
        "chosen elasticity it is {loss}. Right: what the sender gets as it withholds more is a curve that "
        "bends upwards, from zero at nothing to {whole} at everything. Best is: {best}.",
        panels=(falling, graded),
        controls=(share, cut, sigma, leverage, backlash),
        readouts=(
            Readout("loss", "loss under restriction, ℓ", here, "of output"),
            Readout("most", "… without substitutes, σ → 0", kappa, "of output"),
            Readout("unit", "… at σ = 1", 1 - (1 - kappa) ** theta, "of output"),
            Readout("least", "… with perfect substitutes, σ → ∞", theta * kappa, "of output"),
            Readout("even", "restricting pays above a loss of mκ/b", even, "of output", color="purple"),
            Readout("payoff", "the sender gets, bℓ − mκ", payoff, "of output"),
            Readout("whole", "… by withholding all", all_of_it, "of output"),
            Readout(
                "best", "Best for the sender", choose(sp.Gt(all_of_it, 0, evaluate=False), 1, 0),
                words=("withhold nothing", "withhold all"),
            ),
            Readout(
                "lasting", "Does it pay for ever?",
                choose(b * theta >= m, 2, choose(sp.Gt(payoff, 0, evaluate=False), 1, 0)),
                words=(
                    "no: it does not pay now",
                    "only until the other has learnt enough",
                    "yes: even against perfect substitutes",
                ),
            ),
        ),
    )  # fmt: skip


@cache
def force_table() -> Table:
    """Sample the elasticity that brings the loss down to a tolerance, times how far that is above its floor.

    The axes are the cost share and the place of the tolerance between the loss with perfect substitutes
    (0) and with none (1); there is no formula. ``force_table().error`` says how far a reading may be off.

    Examples
    --------
    >>> force_table().error < 2e-3
    True
    """

    def scaled(share: Any, place: Any) -> Any:
        place = np.clip(place, 1e-7, 1 - 1e-12)
        tolerance = KEPT * (share + place * (1 - share))
        low, high = np.zeros(np.shape(tolerance)), np.ones(np.shape(tolerance))
        for _ in range(60):  # halving, in sigma/(1 + sigma)
            middle = (low + high) / 2
            above = loss(share, KEPT, middle / (1 - middle)) > tolerance
            low, high = np.where(above, middle, low), np.where(above, high, middle)
        return np.round(place * low / (1 - low), 7)

    return Table.sample(scaled, (*SHARES, 15), (0, 1, 81))


def strategic_window() -> Picture:
    """The loss of two countries against time, and what the faster one gets in between.

    Examples
    --------
    >>> strategic_window().panels[0].y.label
    '↑ loss, share of output'
    """
    shares = tuple(
        Slider(f"theta{k}", f"cost share of the input in country {k}, θ{'₁₂'[k - 1]}", *SHARES, 0.01, 0.1)
        for k in (1, 2)
    )
    speeds = tuple(
        Slider(f"s{k}", f"speed of country {k}, s{'₁₂'[k - 1]}", 0.02, 1, 0.01, value, "per year")
        for k, value in ((1, 0.2), (2, 0.06))
    )
    bearable = Slider("T", "loss that can be borne, T", 0.05, 0.6, 0.01, 0.12, "of output")
    leverage = Slider("b", "leverage of the leader, b", 0, 1.5, 0.05, 1)
    backlash = Slider("m", "backlash on the leader, m", 0, 0.3, 0.01, 0.05, "per year")
    tolerance, b, m = bearable.symbol, leverage.symbol, backlash.symbol
    theta, speed = tuple(c.symbol for c in shares), tuple(c.symbol for c in speeds)

    def lost(k: int, time: Any, formula: Any = force) -> Any:
        return formula(theta[k], KEPT, elasticity(time, START, END, speed[k]))

    # Nothing here may be evaluated: SymPy would compare and unfold the cases, for minutes.
    times, through = [], []
    for k, s in zip(theta, speed, strict=True):
        place = (tolerance - KEPT * k) / (KEPT * (1 - k))
        times.append(time_to(force_table()(k, place) / place, START, END, s))
        through.append(sp.Lt(loss(k, KEPT, END), tolerance, evaluate=False))
    tau1, tau2 = times
    both = sp.And(*through, evaluate=False)
    leads = []
    for k, (own, other) in enumerate(((tau1, tau2), (tau2, tau1))):
        alone = sp.And(through[k], sp.Not(through[1 - k], evaluate=False), evaluate=False)
        earlier = sp.And(both, sp.Lt(own + TINY, other, evaluate=False), evaluate=False)
        leads.append(sp.Or(alone, earlier, evaluate=False))

    def flow(follower: int, time: Any, formula: Any = force) -> Any:
        """What the leader gets at a time, as it is worth at time 0."""
        return (b * lost(follower, time, formula) - m) * exp(-INTEREST * time)

    def window(leader: int) -> Any:
        """The worth of the window, by Gauss's quadrature, whose nodes never meet an elasticity of 1."""
        start, half = times[leader], (times[1 - leader] - times[leader]) / 2
        nodes, weights = np.polynomial.legendre.leggauss(6)
        return half * sum(
            float(w) * flow(1 - leader, start + half * (1 + float(x)), loss)
            for x, w in zip(nodes, weights, strict=True)
        )

    worths = window(0), window(1)
    worth = choose(leads[0], worths[0], worths[1])
    ends = [choose(through[k], minimum(YEARS, times[k]), sp.Integer(YEARS)) for k in (0, 1)]
    inside = [ends[k] + (ends[1 - k] - ends[k]) * U for k in (0, 1)]
    time = YEARS * U
    adjusting = Panel(
        Axis("years of restriction →", 0, YEARS),
        Axis("↑ loss, share of output", 0, 0.8),
        (
            *(Area.between(inside[k], 0, 0.8, color="gold", when=leads[k]) for k in (0, 1)),
            Curve(time, lost(0, time), color="blue"),
            Curve(time, lost(1, time), color="orange"),
            Line(((0, tolerance), (YEARS, tolerance)), color="muted", dash=True),
            Line(((tau1, 0), (tau1, tolerance)), color="blue", when=through[0]),
            Line(((tau2, 0), (tau2, tolerance)), color="orange", when=through[1]),
            Point(YEARS - 1, tolerance, "", "ink", drag=("", "T")),
        ),
        "Each is through where its loss meets the tolerance (drag the point)",
    )
    gets = Panel(
        Axis("years of restriction →", 0, YEARS),
        Axis("↑ what the leader gets, per year", -0.2, 0.6),
        (
            Line(((0, 0), (YEARS, 0)), color="muted"),
            *(
                Area.between(inside[k], 0, flow(1 - k, inside[k]), color="gold", when=leads[k])
                for k in (0, 1)
            ),
            Curve(time, flow(1, time), color="blue", when=leads[0]),
            Curve(time, flow(0, time), color="orange", when=leads[1]),
        ),
        "The worth of the window is the shaded area",
    )
    some = sp.And(both, sp.Or(*leads, evaluate=False), evaluate=False)
    pays = [sp.Or(sp.Not(some, evaluate=False), sp.Gt(w, 0, evaluate=False), evaluate=False) for w in worths]
    return Picture(
        name="strategic_window",
        title="The strategic window",
        alt="Left: the losses of both countries fall over the years. Country 1 is through after {tau1} "
        "years, country 2 after {tau2}; the time between is shaded: {verdict}. Right: what the leader gets "
        "per year by restricting alone falls as the other catches up; the shaded part is worth {worth}.",
        panels=(adjusting, gets),
        controls=(*shares, *speeds, bearable, leverage, backlash),
        readouts=(
            Readout(
                "tau1", "country 1 is through after, τ₁", tau1, "years", 2,
                through[0], "never", color="blue",
            ),
            Readout(
                "tau2", "country 2 is through after, τ₂", tau2, "years", 2,
                through[1], "never", color="orange",
            ),
            Readout(
                "length", "length of the window", maximum(tau1 - tau2, tau2 - tau1), "years", 2,
                some, "none or without end",
            ),
            Readout(
                "worth", "worth of the window, at 5 % interest", worth, "years of output", 3,
                some, "none or without end",
            ),
            Readout("floor", "restricting alone pays while the other loses more than m/b",
                    m / maximum(b, TINY), "of output", when=b > 0, otherwise="never"),
            Readout(
                "verdict", "Who leads?",
                choose(
                    leads[0],
                    choose(pays[0], 1, 2),
                    choose(leads[1], choose(pays[1], 3, 4), 0),
                ),
                words=(
                    "nobody: no window",
                    "country 1 leads",
                    "country 1 leads, but the window costs more than it brings",
                    "country 2 leads",
                    "country 2 leads, but the window costs more than it brings",
                ),
            ),
        ),
    )  # fmt: skip
