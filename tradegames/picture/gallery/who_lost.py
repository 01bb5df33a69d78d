"""Picture of the chapter "Who lost more?" (S2's Tables 1, 2 and 8)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...smart import chapters
from ..marks import Axis, Bar, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["who_lost"]

KEEP = {"USA": 3, "CHN": 3}  # chapters that stand for themselves; the rest is one product
STEEPEST = 0.6
LOW, HIGH = -105, 90
TINY = 1e-9

SIGMA = Slider("sigma", "elasticity of substitution σ", 0, 6, 0.1, 1.5)
SCALE = Slider("scale", "every demand elasticity ε, times", 0.5, 2, 0.05, 1)
FLAT = Slider("flat", "inverse elasticity of supply, 1/μ", 0, STEEPEST, 0.01, 0)


def losses(importer: str, measure: str, flat: Any) -> Any:
    """Welfare of an importer in 100 million USD, in the symbols of the sliders."""
    result = chapters(importer, KEEP[importer]).simulate(
        SIGMA.symbol, SCALE.symbol, 1 / flat, welfare=measure
    )
    return sum(result.welfare_change) / 100


def who_lost() -> Picture:
    """Welfare of both importers by both measures, and the exact one along the slope of supply.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(who_lost()).readouts
    >>> [round(numbers[name], 1) for name in ("smart_us", "smart_cn", "exact_us", "exact_cn")]
    [-4.9, -13.1, -51.0, -35.4]
    """
    flat = FLAT.symbol
    now = {(m, w): losses(w, m, flat) for m in ("smart", "exact") for w in ("USA", "CHN")}
    along = {w: losses(w, "exact", STEEPEST * U) for w in ("USA", "CHN")}
    colors, names = {"USA": "blue", "CHN": "orange"}, {"USA": "United States", "CHN": "China"}
    places = {("smart", "USA"): 0, ("smart", "CHN"): 1, ("exact", "USA"): 2.6, ("exact", "CHN"): 3.6}
    bars: list[Any] = [Line(((-0.6, 0), (4.2, 0)), color="muted")]
    for key, place in places.items():
        color = colors[key[1]]
        bars.append(Bar(place, now[key], color=color))
        # The number stands beyond the bar's end, on the side where the bar is.
        end = now[key]
        shift = sp.Piecewise((-7, end < 0), (7, True))
        bars.append(Label(place, end + shift, "{value}", end, digits=1, color=color))
    measures = Panel(
        Axis("", -0.6, 4.2, ((0.5, "SMART"), (3.1, "exact"))),
        Axis("↑ welfare, 100 million USD", LOW, HIGH),
        tuple(bars),
        "As SMART reports it; exact: consumers and treasury",
    )
    supply = Panel(
        Axis("inverse elasticity of supply, 1/μ →", 0, STEEPEST),
        Axis("↑ exact, 100 million USD", LOW, HIGH),
        (
            Line(((0, 0), (STEEPEST, 0)), color="muted"),
            Line(((flat, LOW), (flat, HIGH)), color="muted"),
            *(Curve(STEEPEST * U, along[w], color=colors[w], dash=w == "CHN") for w in ("USA", "CHN")),
            Label(0.015, 78, "United States", color="blue", anchor="start"),
            Label(0.015, 60, "China (dashed)", color="orange", anchor="start"),
            Point(flat, now["exact", "CHN"], "", "orange", drag=("flat", "")),
            Point(flat, now["exact", "USA"], "", "blue", drag=("flat", "")),
        ),
        "When exporters cut their prices (drag the dots)",
    )
    more = {m: now[m, "CHN"] < now[m, "USA"] for m in ("smart", "exact")}
    readouts = []
    for (measure, importer), value in now.items():
        what = "SMART" if measure == "smart" else "exact"
        short = f"{measure}_{'us' if importer == 'USA' else 'cn'}"
        readouts.append(
            Readout(short, f"{names[importer]}, {what}", value, "100 m $", 2, color=colors[importer])
        )
    for measure, what in (("smart", "by SMART's figure"), ("exact", "by the exact one")):
        order = sp.Piecewise((1, more[measure]), (0, True))
        readouts.append(
            Readout(f"who_{measure}", f"worse off {what}", order, words=("the United States", "China"))
        )
    return Picture(
        name="who_lost",
        title="Who lost more?",
        alt="Left: bars of the change of welfare by the lists of 2018. As SMART reports it: United States "
        "{smart_us}, China {smart_cn}. Consumers and treasury together: United States {exact_us}, China "
        "{exact_cn}. Right: the latter for both as supply becomes steeper; both rise, the American "
        "curve faster.",
        panels=(measures, supply),
        controls=(SIGMA, SCALE, FLAT),
        readouts=tuple(readouts),
    )
