"""The picture of the chapter "What the evidence says" (S4): a shortage over time, with its range."""

from __future__ import annotations

from typing import Any

from ...decoupling import elasticity, loss
from ..marks import Area, Axis, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["shortage"]

YEARS = 12


def shortage() -> Picture:
    """What a withheld input costs over time, between a low and a high elasticity in the long run.

    Examples
    --------
    >>> shortage().name
    'shortage'
    """
    share = Slider("share", "share in costs θ", 0.01, 0.15, 0.01, 0.1)
    cut = Slider("cut", "fraction withheld κ", 0.05, 0.8, 0.05, 0.7)
    start = Slider("start", "elasticity at once σ₀", 0.5, 0.96, 0.02, 0.76)
    low = Slider("low", "long-run elasticity, low", 1.05, 2, 0.05, 1.75)
    more = Slider("more", "… high is above it by", 0, 4, 0.1, 0.5)
    speed = Slider("speed", "speed s", 0.05, 1, 0.05, 0.3, "per year")
    theta, kappa, first, end, width, s = (c.symbol for c in (share, cut, start, low, more, speed))

    def lost(time: Any, end: Any, fraction: Any = kappa) -> Any:
        """The loss in percent of output."""
        # The picture's symbols are any real numbers: what the sliders guarantee is not known to them.
        return 100 * loss(theta, fraction, elasticity(time, first, end, s))

    time = YEARS * U
    worse, better = lost(time, end), lost(time, end + width)
    floor = 100 * theta * kappa
    at_once, soon, later = lost(0, end), lost(1, end), (lost(10, end), lost(10, end + width))
    along = 0.8 * U
    years = Panel(
        Axis("years under restriction →", 0, YEARS),
        Axis("↑ output lost, %", 0, 40),
        (
            Area.between(time, better, worse, color="blue"),
            Curve(time, worse, color="blue"),
            Curve(time, better, color="blue", dash=True),
            Line(((0, floor), (YEARS, floor)), color="muted", dash=True),
            Label(YEARS, floor, "θκ", color="muted", anchor="end"),
        ),
        "Loss over time: low (solid) and high elasticity (dashed)",
    )
    graded = Panel(
        Axis("fraction withheld κ →", 0, 1),
        Axis("↑ output lost, %", 0, 40),
        (
            Curve(along, 100 * loss(theta, along, first), color="orange"),
            Curve(along, lost(1, end, along), color="gold"),
            Curve(along, lost(10, end, along), color="blue"),
            Point(kappa, at_once, "", "ink", drag=("cut", "")),
        ),
        "Along the fraction withheld: at once, after 1 and 10 years",
    )
    return Picture(
        name="shortage",
        title="An illustration, not a forecast: what a withheld input costs, and for how long",
        alt="Left: the loss falls from {at_once} percent of output at once to between {late_high} and "
        "{late_low} percent after ten years, and never below {floor} percent. Right: the loss rises ever "
        "faster with the fraction withheld, at once far more than after ten years.",
        panels=(years, graded),
        controls=(share, cut, start, low, more, speed),
        readouts=(
            Readout("at_once", "loss at once", at_once, "%", color="orange"),
            Readout("soon", "after 1 year", soon, "%", color="gold"),
            Readout("late_low", "after 10 years, low elasticity", later[0], "%", color="blue"),
            Readout("late_high", "after 10 years, high elasticity", later[1], "%"),
            Readout("floor", "floor θκ, with perfect substitutes", floor, "%"),
        ),
    )
