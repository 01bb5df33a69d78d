"""Picture of the chapter "One market, one tariff" (S2, section 2)."""

from __future__ import annotations

import sympy as sp

from ...smart import simulate
from ..marks import Area, Axis, Condition, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["one_market"]

MARKET = 100  # imports from all suppliers before
HIGHEST = 0.8  # the highest tariff
TOP = 1.9  # of the price axis
TINY = 1e-9

T0 = Slider("t0", "old tariff, on everybody, t₀", 0, 0.3, 0.005, 0.075)
T1 = Slider("t1", "new tariff on the target, t₁", 0, HIGHEST, 0.005, 0.325)
EPS = Slider("eps", "elasticity of import demand ε", -3, 0, 0.05, -1.2)
SIGMA = Slider("sigma", "elasticity of substitution σ", 0, 6, 0.05, 1.5)
SHARE = Slider("s", "market share of the target s", 0.05, 0.95, 0.01, 0.6)
FLAT = Slider("flat", "inverse elasticity of supply, 1/μ", 0, 1, 0.02, 0)


def one_market() -> Picture:
    """Imports from the target, creation and diversion; and the two measures of welfare, as areas.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(one_market())
    >>> explorer.s, explorer.eps, explorer.sigma = 0.3, -0.9, 0.0
    >>> round(explorer.readouts["creation"], 3)
    -6.279
    >>> run = tg.smart.simulate([30.0, 70.0], 0.075, 0.325, -0.9, 0.0, target=0)
    >>> round(float(run.creation[0]), 3)
    -6.279
    """
    t0, t1 = T0.symbol, T1.symbol
    m = MARKET * SHARE.symbol
    given = [m, MARKET - m], [t0, t0], [t1, t0], EPS.symbol, SIGMA.symbol, 1 / FLAT.symbol
    reported, exact = simulate(*given, welfare="smart"), simulate(*given, welfare="exact")

    lost, created, diverted = (
        getattr(exact, name)[0] for name in ("quantity_change", "creation", "diversion")
    )
    left = m + lost  # what is still bought from the target, at the old world price
    rise, fall = (t1 - t0) * exact.reach[0], exact.price_change[0] * exact.reach[0]
    world, price = 1 + fall, (1 + t0 + rise) * (1 + fall)
    edge = left - diverted  # where creation ends and diversion begins
    along = (1 + t0 + rise * U) * (1 + fall * U)
    after = [a + b for a, b in zip(exact.imports, exact.import_change, strict=True)]
    gone = after[0] < TINY
    average = (t1 * after[0] + t0 * after[1]) / (after[0] + after[1])
    target = Panel(
        Axis("imports from the target →", 0, 100),
        Axis("↑ price, old world price = 1", 0, TOP),
        (
            Area.between(edge + (m - edge) * U, 0, 1, color="blue"),
            Area.between(left + (edge - left) * U, 0, 1, color="green"),
            Area.between(left * U, world, price, color="gold"),
            Area.between(left * U, world, 1, color="purple", when=fall < -TINY),
            Area(((m + lost * U, along), (left - lost * U, 1 + 0 * U)), color="orange"),
            Line(((0, 1), (100, 1)), color="muted"),
            Curve(m + lost * U, along, color="ink"),
            Curve(m + lost * U, 1 + fall * U, color="muted", dash=True, when=fall < -TINY),
            Label(1.5, 1.82, "revenue", color="gold", anchor="start"),
            Label(98.5, 1.82, "loss", color="orange", anchor="end"),
            Label(1.5, 0.1, "diverted", color="green", anchor="start"),
            Label(98.5, 0.1, "not bought at all", color="blue", anchor="end"),
            Point(left, price, "", "ink"),
            Point(m, 1 + t0, "", "muted"),
        ),
        "The target: imports below 1, duty above",
    )
    measures = Panel(
        Axis("imports lost →", 0, 100),
        Axis("↑ tariff", 0, HIGHEST),
        (
            Area(((-lost * U, t0 + (along - 1 - t0)), (-lost * (1 - U), 0 * U)), color="orange"),
            Area.between(-diverted * U, 0, t0, color="green"),
            Area.between(-created * U, 0, t0 + (average - t0) * U, color="blue"),
            Curve(-lost * U, along - 1, color="orange"),
            Curve(-created * U, t0 + (average - t0) * U, color="blue"),
            Line(((-lost, price - 1), (-lost, t1)), color="orange", dash=True, when=gone),
            Label(98.5, 0.75, "the target's duty", color="orange", anchor="end"),
            Label(98.5, 0.67, "the average duty (SMART)", color="blue", anchor="end"),
            Label(98.5, 0.59, "duty on what is diverted", color="green", anchor="end"),
            Point(0, t0, "", "muted", drag=("", "t0")),
            Point(-lost, t1, "", "orange", drag=("", "t1")),
        ),
        "Two measures of the loss (drag the dots)",
    )
    loss = exact.welfare_change
    return Picture(
        name="one_market",
        title="One market, one tariff",
        alt="Left: imports from the target fall by {creation} that is not bought at all and {diversion} that "
        "moves to other suppliers; above the world price stand the duty that is still paid and the loss. "
        "Right: the loss as SMART reports it, an area under the average duty, {smart}, beside the "
        "exact one under the target's own duty, {exact}.",
        panels=(target, measures),
        controls=(T0, T1, EPS, SIGMA, SHARE, FLAT),
        readouts=(
            Readout("creation", "trade creation", created, color="blue"),
            Readout("diversion", "trade diversion", diverted, color="green"),
            Readout("change", "imports from the target", created + diverted),
            Readout("revenue", "tariff revenue", reported.revenue_change, color="gold"),
            Readout("smart", "welfare as SMART reports it", reported.welfare_change, color="blue"),
            Readout("exact", "welfare: consumers and treasury", loss, color="orange"),
            Readout("average", "average tariff after, t̄₁", average),
            Readout(
                "target", "the target", sp.Piecewise((1, gone), (0, True)),
                words=("still sells", "is wiped out"),
            ),
        ),
        conditions=(Condition(t1 - t0, "The new tariff is below the old one: raise t₁ by {value}."),),
    )  # fmt: skip
