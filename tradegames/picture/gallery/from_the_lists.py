"""The American side of 2018 run from the lists themselves, beside S2's tables (chapter "Who lost more?")."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...data import s2
from ...maths import maximum
from ...smart import Change, Result, chapters, listed
from ..marks import Axis, Bar, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U
from ..table import Table
from .who_lost import KEEP

__all__ = ["from_the_lists"]

HIGH, STEP = 6.0, 0.25
SIGMAS = np.arange(0, HIGH + STEP / 2, STEP)
MEASURES = ("smart", "exact")
YEARS = ("2024", "2017")
LOW = -95
NAMED = {"European Union": "Germany"}  # whom S2's table has instead

MEASURE = Choice(
    "measure",
    "loss as",
    (("smart", "SMART reports it"), ("exact", "consumers and treasury have it")),
    "smart",
)
YEAR = Choice("year", "imports", (("2024", "of 2024"), ("2017", "of 2024, scaled to 2017")), "2024")
DETAIL = Choice("detail", "products", (("codes", "six-digit codes"), ("chapters", "chapters")), "codes")
SIGMA = Slider("sigma", "elasticity of substitution σ", 0, HIGH, STEP, 1.5)


def american(year: str, detail: str) -> Callable[..., Result]:
    """25 points on what comes from China, as a function of σ; ε is that of S2's chapters."""
    market = listed(year) if detail == "codes" else listed(year).aggregate(2)
    elasticity = chapters("USA").elasticities(market.products)
    points = [Change("points", 0.25, partners=["China"])]
    return lambda sigma, welfare="smart": (
        market.simulate(points, elasticity, armington=sigma, welfare=welfare).result
    )


@cache
def _runs() -> tuple[Table, Table, Table, Table]:
    """From the lists: welfare, imports lost, gains; and from S2's tables: welfare of both countries.

    In 100 million USD, over (case, measure, σ), (case, σ), (case, supplier, σ), (2 country + measure, σ),
    where a case is 2 year + detail.
    """
    welfare, lost, gains = [], [], []
    for year in YEARS:
        for detail in ("codes", "chapters"):
            run = american(year, detail)
            runs = {m: [run(s, m) for s in SIGMAS] for m in MEASURES}
            welfare.append([[r.welfare_change.sum() / 100 for r in runs[m]] for m in MEASURES])
            lost.append([r.import_change[:, 0].sum() / 100 for r in runs["smart"]])
            gains.append(np.stack([r.diversion.sum(0)[1:] / 100 for r in runs["smart"]], axis=-1))
    tables = [chapters(who, KEEP[who]) for who in KEEP]
    printed = [
        [table.simulate(s, welfare=m).welfare_change.sum() / 100 for s in SIGMAS]
        for table in tables
        for m in MEASURES
    ]
    case, places, sigma = (0.0, 3.0), (0.0, np.shape(gains)[1] - 1.0), (0.0, HIGH)
    return (
        Table([case, (0.0, 1.0), sigma], np.round(welfare, 4)),
        Table([case, sigma], np.round(lost, 4)),
        Table([case, places, sigma], np.round(gains, 4)),
        Table([case, sigma], np.round(printed, 4)),
    )


def from_the_lists() -> Picture:
    """Who sells instead and who loses more, from lists and flows, with the measure of welfare as a switch.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(from_the_lists())
    >>> worse = [explorer.readouts["worse"]]
    >>> explorer.measure = "exact"
    >>> [*worse, explorer.readouts["worse"]]
    ['China', 'the United States']
    """
    welfare, lost, gains, printed = _runs()
    sigma, measure = SIGMA.symbol, MEASURE.symbol
    case = 2 * YEAR.symbol + DETAIL.symbol

    def loss(who: str, s: Any) -> Any:
        if who == "lists":
            return welfare(case, measure, s)
        return printed(measure + (0 if who == "USA" else 2), s)

    suppliers = listed().suppliers[1:]
    table = s2.diversion().query("importer == 'USA' and scenario == 'lists 1 and 2'")
    said = table.set_index("partner")["diverted"] / 1000
    bars: list[Any] = []
    for k, name in enumerate(suppliers):
        value = gains(case, k, sigma) / 10
        words = "all others" if name == "others" else name
        bars.append(Bar(-k, value, color="muted" if name == "others" else "blue", horizontal=True))
        there = NAMED.get(name, name)
        dot = float(said.get(there, 0))
        bars.append(Label(maximum(value, dot) + 0.9, -k, f"{words} {{value}}", value, 2, anchor="start"))
        if dot:
            bars.append(Point(dot, -k, "", "ink"))
    instead = Panel(
        Axis("imports taken over, billion USD a year →", 0, 24),
        Axis("supplier", 0.5 - len(suppliers), 0.6, ((0.5 - len(suppliers), ""),)),
        tuple(bars),
        "Who sells instead (dots: S2; EU: Germany)",
    )
    us, cn = loss("lists", sigma), loss("CHN", sigma)
    along = HIGH * U
    ranking = Panel(
        Axis("elasticity of substitution σ →", 0, HIGH),
        Axis("↑ welfare, 100 million USD", LOW, 8),
        (
            Line(((0, 0), (HIGH, 0)), color="muted"),
            Line(((sigma, LOW), (sigma, 8)), color="muted"),
            Curve(along, loss("USA", along), color="sky", dash=True),
            Curve(along, loss("CHN", along), color="orange"),
            Curve(along, loss("lists", along), color="blue"),
            Point(sigma, cn, "", "orange", drag=("sigma", "")),
            Point(sigma, us, "", "blue", drag=("sigma", "")),
        ),
        "Who loses more (drag the dots)",
    )
    order = sp.Piecewise((1, cn < us), (0, True))
    unit = "100 m $"
    return Picture(
        name="from_the_lists",
        title="From the lists themselves",
        alt="Left: bars for the suppliers that take over what China loses by lists 1 and 2, {diverted} "
        "billion dollars in all. Right: welfare of the United States and of China along σ, by the chosen "
        "measure: {us} and {cn}; worse off is {worse}.",
        panels=(instead, ranking),
        controls=(MEASURE, YEAR, DETAIL, SIGMA),
        readouts=(
            Readout("us", "USA, from the lists", us, unit, 2, color="blue"),
            Readout("us_s2", "USA, S2's tables", loss("USA", sigma), unit, 2, color="sky"),
            Readout("cn", "China, S2's tables", cn, unit, 2, color="orange"),
            Readout("worse", "worse off", order, words=("the United States", "China")),
            Readout("lost", "imports from China", lost(case, sigma) / 10, "bn USD", 2),
            Readout(
                "diverted", "… taken over by others",
                sum(gains(case, k, sigma) for k in range(len(suppliers))) / 10, "bn USD", 2,
            ),
        ),
    )  # fmt: skip
