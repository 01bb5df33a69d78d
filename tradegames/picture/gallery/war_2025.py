"""The steps of 2025 of the chapter "Retaliation", solved one after another when the picture is made."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...cge import Scenario, load, steps_2025
from ..marks import Axis, Choice, Line, Panel, Picture, Point, Readout, Slider
from ..table import Table

__all__ = ["PLAYS", "played", "war_2025"]

PLAYS = ("all", "two", "silent", "answer", "kind")
CLOSURES = ("full_employment", "fixed_real_wage")
FLOWS = (("USA", "CHN"), ("CHN", "USA"), ("ROW", "USA"))  # exporter, importer
SHADES = ("blue", "orange", "green")


def played(step: Scenario, play: str) -> dict[tuple[str, ...], float]:
    """Return the points of a step that a play leaves or adds.

    Examples
    --------
    >>> may = {step.name: step for step in steps_2025()}["geneva_us+geneva_china"]
    >>> [len(played(may, play)) for play in PLAYS]
    [24, 16, 16, 8, 32]
    """
    points = dict(step.tariffs)
    if play == "kind":
        points |= {("ROW", "USA", key[2]): value for key, value in step.tariffs.items() if key[1] == "ROW"}
    left = {
        "two": lambda key: key[1] != "ROW",
        "silent": lambda key: key[0] == "USA",
        "answer": lambda key: key[0] == "CHN",
    }.get(play, lambda key: True)
    return {key: value for key, value in points.items() if left(key)}


@cache
def _course() -> dict[str, tuple[Table, ...]]:
    """Real income and real GDP by region, trade by flow, points by pair; over (play and closure, step)."""
    world, days = load(after="war"), steps_2025()
    regions = world.benchmark.regions
    found: dict[str, list[Any]] = {"real_income": [], "real_gdp": [], "trade": [], "points": []}
    for play in PLAYS:
        for closure in CLOSURES:
            rows: dict[str, list[Any]] = {name: [[0.0, 0.0, 0.0]] for name in found}
            x = None
            for step in days:
                tariffs = played(step, play)
                solution = world.solve(tariffs, closure=closure, start=x)
                x = solution.x
                rows["real_income"].append(list(solution.real_income[list(regions)]))
                rows["real_gdp"].append(list(solution.real_gdp[list(regions)]))
                goods = solution.trade[solution.trade["sector"] != "SVC"]
                flows = goods.groupby(["exporter", "importer"])[["before", "after"]].sum()
                rows["trade"].append([100 * (flows.after[f] / flows.before[f] - 1) for f in FLOWS])
                pairs = (("USA", "CHN"), ("CHN", "USA"), ("USA", "ROW"))
                rows["points"].append([100 * tariffs.get((*pair, "TEX"), 0.0) for pair in pairs])
            for name, row in rows.items():
                found[name].append(row)
    axes = [(0.0, len(PLAYS) * len(CLOSURES) - 1.0), (0.0, float(len(days)))]
    return {
        name: tuple(Table(axes, np.round(np.array(rows)[:, :, k], 3)) for k in range(3))
        for name, rows in found.items()
    }


def war_2025() -> Picture:
    """The emergency tariffs of 2025, step by step: who lost what at which step.

    Examples
    --------
    >>> [panel.title for panel in war_2025().panels][0]
    'Points: US on China (blue), China on US (orange), US on the rest (green)'
    """
    days = steps_2025()
    last = len(days)
    slider = Slider("step", "step", 0, last, 1, 5)
    play = Choice(
        "play",
        "who acts",
        (
            ("all", "everybody, as it was"),
            ("two", "no American tariff on the rest"),
            ("silent", "China does not answer"),
            ("answer", "only China"),
            ("kind", "all, the rest answers in kind"),
        ),
        "all",
    )
    closure = Choice(
        "closure",
        "labour",
        (("full_employment", "full employment"), ("fixed_real_wage", "fixed real wage, employment moves")),
        "full_employment",
    )
    measure = Choice(
        "measure", "measure", (("real_income", "real income"), ("real_gdp", "real GDP")), "real_income"
    )
    k, row, m = slider.symbol, 2 * play.symbol + closure.symbol, measure.symbol
    course = _course()

    def level(region: int, step: Any) -> Any:
        income, gdp = (course[name][region](row, step) for name in ("real_income", "real_gdp"))
        return income + m * (gdp - income)

    def lines(value: Any) -> tuple[Any, ...]:
        drawn = []
        for region in (2, 1, 0):
            path = tuple((j, value(region, j)) for j in range(last + 1))
            drawn.append(Line((*path, (last + 0.5, path[-1][1])), color=SHADES[region], step=True))
        dots = [Point(k, value(r, k), color=SHADES[r], drag=("step", "")) for r in (2, 1, 0)]
        return (*drawn, *dots)

    short = ["Jan 25", *(step.label.split(":")[0] for step in days)]
    names = [" ".join(part[:3] if part.isalpha() else part[-2:] for part in name.split()) for name in short]
    ticks = tuple((float(j), names[j]) for j in range(0, last + 1, 3))

    def panel(label: str, low: float, high: float, value: Any, title: str) -> Panel:
        zero = Line(((0, 0), (last + 0.5, 0)), color="muted")
        return Panel(Axis("", -0.2, last + 0.5, ticks), Axis(label, low, high), (zero, *lines(value)), title)

    now = [level(r, k) for r in range(3)]
    alone = [level(r, k) - level(r, sp.Max(k - 1, 0, evaluate=False)) for r in range(3)]
    trade = [table(row, k) for table in course["trade"]]
    return Picture(
        name="war_2025",
        title="The steps of 2025",
        alt="Three panels over the steps from January 2025 on: points added by the United States on China "
        "(blue), by China (orange) and by the United States on everybody else (green); what they do to the "
        "regions, and to trade. After the step chosen, {day}: United States {usa}, China {chn}, everybody "
        "else {row}; Chinese exports of goods to the United States {sold}.",
        panels=(
            panel("↑ points", -4, 155, lambda r, j: course["points"][r](row, j),
                  "Points: US on China (blue), China on US (orange), US on the rest (green)"),
            panel("↑ % of the base", -2.7, 0.7, level,
                  "United States (blue), China (orange), everybody else (green)"),
            panel("↑ goods traded, %", -105, 25, lambda r, j: course["trade"][r](row, j),
                  "US to China (blue), China to US (orange), the rest to US (green)"),
        ),
        controls=(slider, play, closure, measure),
        readouts=(
            Readout("day", "in force:", k, words=("nothing yet", *(step.label for step in days))),
            Readout("usa", "United States", now[0], "%", digits=2, color="blue"),
            Readout("chn", "China", now[1], "%", digits=2, color="orange"),
            Readout("row", "everybody else", now[2], "%", digits=2, color="green"),
            Readout("step_usa", "this step: United States", alone[0], "%", digits=2),
            Readout("step_chn", "this step: China", alone[1], "%", digits=2),
            Readout("sold", "goods, China to US", trade[1], "%", digits=1, color="orange"),
            Readout("bought", "goods, US to China", trade[0], "%", digits=1, color="blue"),
        ),
    )  # fmt: skip
