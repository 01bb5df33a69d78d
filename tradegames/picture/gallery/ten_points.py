"""Pictures of the chapter "Ten points" (S1): its figures beside ours, and whether spending repairs them.

The world has no closed form. It is solved when the picture is made, at every place where a slider can stop.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ... import cge
from ...cge.dual import jacobian
from ...data import s1_results
from ..marks import (
    Axis,
    Bar,
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
from ..table import Table

__all__ = ["bases", "ten_points", "ten_tables"]

TEN: dict[tuple[str, ...], float] = {("USA", "CHN"): 0.10}
CLOSURES = {"wage": "fixed_real_wage", "full": "full_employment"}
LOWEST = 0.175  # below it `orientation` changes with full employment, from every base
LABOUR = Choice(
    "closure",
    "labour",
    (("wage", "real wage fixed, employment moves"), ("full", "full employment, wage moves")),
    "wage",
)
SCALES = np.round(np.arange(0.15, 1.201, 0.05), 2)  # where the slider of elasticities can stop
# Short names, in the order of the picture: S1's three sectors first.
NAMES = {
    "ART": "other manuf.", "ELEC": "electronics", "TEX": "textiles", "WOODPAP": "wood, paper",
    "MACH": "machinery", "VEH": "vehicles", "MINMAT": "materials", "AGRFOOD": "food", "SVC": "services",
}  # fmt: skip
WHOLE = {
    "real_gdp": "real GDP", "employment": "employment", "real_income": "real income",
    "nominal_gdp": "nominal GDP",
}  # fmt: skip


@cache
def bases() -> dict[str, cge.World]:
    """Return the worlds that the ten points can be added to, by name.

    "before": 2017, tariffs before the war. "rates": the tariffs after it on the trade of 2017. "after": the
    war simulated, and the world calibrated to where it led.

    Examples
    --------
    >>> [world.base for world in bases().values()][1]
    'post-war rates on the flows of 2017'
    """
    before, war = cge.load(), cge.scenarios()["war"].tariffs
    return {
        "after": cge.load(after="war"),
        "rates": cge.overlay(before, war, base="post-war rates on the flows of 2017"),
        "before": before,
    }


def orientation(world: cge.World, closure: str) -> float:
    """Return the sign of the determinant of all equations' derivatives, where nothing has changed.

    Where it is not what it is at high elasticities, prices that rise with excess demand run away from the
    equilibrium: the Marshall-Lerner condition fails.

    Examples
    --------
    >>> high, low = (orientation(cge.load().elastic(k), "full_employment") for k in (1.0, 0.15))
    >>> high == -low
    True
    """
    still = world.solve(closure=closure)
    system = world.system
    left, _ = system.equations(system.unpack(still.x, derive=True), still.shock)
    return float(np.linalg.slogdet(jacobian(list(left.values()), system.size))[0])


def measured(solution: cge.Solution, market: str = "USA") -> dict[str, float]:
    """Return what the picture shows of China, percent: the whole economy, exports, each sector.

    Examples
    --------
    >>> found = measured(cge.load().solve(TEN))
    >>> round(found["employment"], 12), found["goods"] < found["exports"] < 0
    (0.0, True)
    """
    names = ("real_gdp", "nominal_gdp", "real_income", "employment")
    found = {name: float(getattr(solution, name)["CHN"]) for name in names}
    flows = solution.trade
    there = (flows["exporter"] == "CHN") & (flows["importer"] == market)
    for name, wanted in (
        ("exports", there),
        ("goods", there & ~flows["sector"].isin(solution.world.services)),
    ):
        found[name] = 100 * float(flows["after"][wanted].sum() / flows["before"][wanted].sum() - 1)
    return found | {sector: float(value) for sector, value in solution.output["CHN"].items()}


@cache
def ten_tables() -> dict[str, Table]:
    """Return each measure over (closure and base, factor on the elasticities).

    Examples
    --------
    >>> ten_tables()["real_gdp"].data["size"]
    [6, 22]
    """
    rows = []
    for closure in CLOSURES.values():
        for world in bases().values():
            row, start = [], None
            for factor in SCALES[::-1]:
                found = world.elastic(factor).solve(TEN, closure=closure, start=start)
                start = found.x
                row.append(measured(found))
            rows.append(row[::-1])
    axes = [(0.0, len(rows) - 1.0), (SCALES[0], SCALES[-1])]
    return {
        name: Table(axes, [[round(found[name], 4) for found in row] for row in rows]) for name in rows[0][0]
    }


def by_name(
    names: dict[str, str],
    values: dict[str, Any],
    ends: tuple[float, float],
    axis: str,
    title: str,
    *marks: Any,
) -> Panel:
    """Return a panel with a row for each name, written beside its value where there is room.

    Examples
    --------
    >>> panel = by_name({"a": "first", "b": "second"}, {"a": -1, "b": 0}, (-1, 1), "percent", "Two")
    >>> [layer.text for layer in panel.layers if layer.kind == "label"]
    ['first', 'second']
    """
    top = len(names) - 1
    room = 0.02 * (ends[1] - ends[0])
    told = [
        Label(sp.Max(0, values[name], evaluate=False) + room, top - k, words, color="muted", anchor="start")
        for k, (name, words) in enumerate(names.items())
    ]
    zero = Line(((0, -0.6), (0, top + 0.6)), color="muted")
    return Panel(Axis(axis, *ends), Axis("", -0.6, top + 0.6, ((-0.6, ""),)), (*marks, zero, *told), title)


def ten_points() -> Picture:
    """S1's experiment: what it reports, and what the model says from three bases under two closures.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(ten_points())
    >>> found = measured(bases()["after"].solve(TEN, closure="fixed_real_wage"))
    >>> round(explorer.readouts["real_gdp"], 4) == round(found["real_gdp"], 4)
    True
    """
    base = Choice(
        "base",
        "base",
        (
            ("after", "after the war of 2018-19, rebased"),
            ("rates", "post-war rates on the flows of 2017"),
            ("before", "2017, before the war"),
        ),
        "after",
    )
    factor = Slider("factor", "elasticities of trade, times", SCALES[0], SCALES[-1], 0.05, 1)
    printed = s1_results().set_index("figure")["percent"]
    tables = ten_tables()
    row = len(base.options) * LABOUR.symbol + base.symbol

    def read(name: str, at: Any = factor.symbol) -> Any:
        return tables[name](row, at)

    rows: list[Panel] = []
    for names, ends, told, title in (
        (
            NAMES,
            (-5, 2.5),
            {"ART": "output_art", "ELEC": "output_elec", "TEX": "output_tex"},
            "Output in China",
        ),
        (WHOLE, (-3.3, 2.1), {name: name for name in WHOLE if name in printed}, "The whole economy"),
    ):
        values = {name: read(name) for name in names}
        marks: list[Any] = []
        for k, name in enumerate(names):
            at = len(names) - 1 - k
            marks.append(Bar(at, values[name], width=0.7, color="orange", horizontal=True))
            if name in told:
                marks.append(Point(float(printed[told[name]]), at))
        rows.append(by_name(names, values, ends, "change, % →", f"{title}; dots: S1", *marks))
    share = labour_share()
    wage = [tables["employment"](k, factor.symbol) for k in range(len(base.options))]
    gdp = [tables["real_gdp"](k, factor.symbol) for k in range(len(base.options))]
    low = -0.9
    plane = Panel(
        Axis("employment, % →", low, 0.1),
        Axis("↑ real GDP, %", -0.6, 0.1),
        (
            Line(((low, share * low), (0, 0)), color="muted", dash=True),
            *(Point(x, y, "", "muted") for x, y in zip(wage, gdp, strict=True)),
            Point(float(printed["employment"]), float(printed["real_gdp"]), "S1", "ink"),
            Point(read("employment"), read("real_gdp"), "", "orange"),
        ),
        "Dashed: labour’s share times employment",
    )
    along = SCALES[0] + (SCALES[-1] - SCALES[0]) * U
    reach = Panel(
        Axis("elasticities of trade, times →", 0, float(SCALES[-1])),
        Axis("↑ goods exports to the US, %", -60, 0),
        (
            Line(((0, float(printed["exports_usa"])), (float(SCALES[-1]), float(printed["exports_usa"]))),
                 color="ink", dash=True),
            Label(float(SCALES[-1]), float(printed["exports_usa"]) + 2, "S1", anchor="end"),
            Curve(along, read("goods", along), color="orange"),
            Point(factor.symbol, read("goods"), "", "orange", drag=("factor", "")),
        ),
        "What S1’s export figure would take",
    )  # fmt: skip

    def beside(name: str, words: str, figure: str, digits: int = 3) -> Readout:
        told = f"{words} (S1: {printed[figure]:g})".replace("-", "−")
        return Readout(name, told, read(name), "%", digits)

    return Picture(
        name="ten_points",
        title="Ten points on all Chinese goods: S1’s figures and ours",
        alt="First: bars of the change of output in nine Chinese sectors with S1’s figures as dots; other "
        "manufactures change by {ART} percent, electronics by {ELEC}, textiles by {TEX}. Second: employment, "
        "{employment} percent, against real GDP, {real_gdp} percent; points from all bases lie near a "
        "ray, as does S1’s. Third: bars of real and nominal GDP, employment and real income, {real_income} "
        "percent. Fourth: goods exports to the United States, {goods} percent, along the elasticities; "
        "they come near S1’s figure only at the left end.",
        panels=(rows[0], plane, rows[1], reach),
        controls=(base, LABOUR, factor),
        readouts=(
            beside("real_gdp", "real GDP", "real_gdp"),
            beside("employment", "employment", "employment"),
            beside("nominal_gdp", "nominal GDP", "nominal_gdp"),
            Readout("real_income", "real income (S1: none)", read("real_income"), "%"),
            beside("exports", "exports to US", "exports_usa", 2),
            Readout("goods", "… goods alone", read("goods"), "%", 2),
            beside("ART", "other manuf.", "output_art", 2),
            beside("ELEC", "electronics", "output_elec", 2),
            beside("TEX", "textiles", "output_tex", 2),
        ),
        conditions=(
            Condition(
                LABOUR.pick(wage=sp.Integer(1), full=factor.symbol - LOWEST),
                "With full employment and elasticities this low no market would find the equilibrium "
                "(Marshall and Lerner). Choose more.",
            ),
        ),
    )


def labour_share() -> float:
    """Return labour's share of China's GDP in the benchmark of 2017.

    Examples
    --------
    >>> 0.5 < labour_share() < 0.7
    True
    """
    system = cge.load().system
    b = system.benchmark
    r = b.regions.index("CHN")
    return float(system.factor_total[r, b.factors.index("labour")] / system.gdp[r])
