"""The second picture of the chapter "Ten points" (S1): what would come next, and what spending repairs."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ...cge.scenarios import scenarios, staged_301
from ..marks import Axis, Bar, Choice, Curve, Line, Panel, Picture, Point, Readout, Slider, U
from ..table import Table
from .ten_points import CLOSURES, LABOUR, NAMES, TEN, bases, by_name, measured

__all__ = ["futures", "repair", "repair_tables"]

FUTURES = {
    "ten": "ten points on all goods",
    "list_1": "section 301 again: list 1",
    "list_3": "section 301 again: lists 1 to 3",
    "list_4a": "section 301 again: lists 1 to 4A",
    "no_mfn": "no most-favoured-nation rates",
}
SPENT = np.linspace(0, 2, 5)  # where the slider of spending is sampled, points of income


def futures() -> dict[str, Any]:
    """Return the points of each future that S1 names, ready for `World.solve` from the base "after".

    Examples
    --------
    >>> list(futures())
    ['ten', 'list_1', 'list_3', 'list_4a', 'no_mfn']
    """
    again = {step.name: step.tariffs for step in staged_301()}
    return {"ten": TEN, **{name: again[name] for name in FUTURES if name in again}} | {
        "no_mfn": scenarios()["no_mfn"].tariffs
    }


@cache
def repair_tables() -> dict[str, Table]:
    """Return each measure over (closure and future, points of income that the government spends).

    Examples
    --------
    >>> repair_tables()["real_gdp"].data["size"]
    [10, 5]
    """
    world, rows = bases()["after"], []
    for closure in CLOSURES.values():
        for tariffs in futures().values():
            row, start = [], None
            for points in SPENT:
                found = world.solve(tariffs, closure=closure, government={"CHN": points / 100}, start=start)
                start = found.x
                row.append(measured(found) | {"all": float(found.exports["CHN", "all"])})
            rows.append(row)
    axes = [(0.0, len(rows) - 1.0), (SPENT[0], SPENT[-1])]
    tables = {
        name: Table(axes, [[round(found[name], 4) for found in row] for row in rows]) for name in rows[0][0]
    }
    needed = [np.interp(0.0, [found["real_gdp"] for found in row], SPENT, right=np.inf) for row in rows]
    # Beyond the slider it is not needed to know where: the read-out says so.
    return tables | {"needed": Table(axes, np.minimum(needed, 99.0)[:, None] * np.ones(2))}


def repair() -> Picture:
    """S1's two futures and its remedy: more government demand out of saving, and what it does where.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(repair())
    >>> explorer.spent = explorer.readouts["needed"]
    >>> abs(explorer.readouts["real_gdp"]) < 0.002 and explorer.readouts["TEX"] < -0.8
    True
    """
    future = Choice("future", "future", tuple(FUTURES.items()), "ten")
    spent = Slider("spent", "government demand, more by", 0, float(SPENT[-1]), 0.05, 0, "% of income")
    tables = repair_tables()
    row, g = len(FUTURES) * LABOUR.symbol + future.symbol, spent.symbol
    world = bases()["after"]
    income = float(world.system.income[world.benchmark.regions.index("CHN")])

    def read(name: str, at: Any = g) -> Any:
        return tables[name](row, at)

    values = {sector: read(sector) for sector in NAMES}
    bars = []
    for at, sector in enumerate(reversed(NAMES)):
        bars.append(Bar(at, read(sector, 0), width=0.78, color="muted", horizontal=True))
        bars.append(Bar(at, values[sector], width=0.44, color="orange", horizontal=True))
    title = "Output in China; grey: without spending"
    sectors = by_name(NAMES, values, (-6, 3), "change of output, % →", title, *bars)
    along, most = float(SPENT[-1]) * U, float(SPENT[-1])
    needed = tables["needed"](row, 0)
    inside = needed <= most
    whole = Panel(
        Axis("government demand, more by % of income →", 0, most),
        Axis("↑ change, %", -0.6, 0.4),
        (
            Line(((0, 0), (most, 0)), color="muted"),
            Line(((needed, -0.6), (needed, 0)), color="muted", dash=True, when=inside),
            Curve(along, read("employment", along), color="purple"),
            Curve(along, read("real_gdp", along), color="orange"),
            Point(g, read("real_gdp"), "", "orange", drag=("spent", "")),
        ),
        "Real GDP (orange), employment (purple)",
    )
    return Picture(
        name="repair",
        title="What would come next, and what spending repairs",
        alt="Left: bars of the change of output in nine Chinese sectors, from the tariff alone and with more "
        "government demand; textiles {TEX} percent, services {SVC}. Right: real GDP, {real_gdp} percent, "
        "and employment, {employment} percent, rise with government demand; real GDP is repaired at {needed} "
        "percent of income.",
        panels=(sectors, whole),
        controls=(spent, future, LABOUR),
        readouts=(
            Readout("real_gdp", "real GDP", read("real_gdp"), "%", color="orange"),
            Readout("employment", "employment", read("employment"), "%", color="purple"),
            Readout("needed", "real GDP is back at", needed, "% of income", 2, when=inside,
                    otherwise="beyond this slider"),
            Readout("cost", "taken from saving", g / 100 * income, "bn USD a year", 0),
            Readout("all", "all exports", read("all"), "%", 2),
            Readout("ART", "other manufactures", read("ART"), "%", 2),
            Readout("ELEC", "electronics", read("ELEC"), "%", 2),
            Readout("TEX", "textiles", read("TEX"), "%", 2),
            Readout("SVC", "services", read("SVC"), "%", 2),
        ),
    )  # fmt: skip
