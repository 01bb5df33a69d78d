"""The second picture of the chapter "One tariff, every market": what a tariff is worth, by which measure."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.polynomial import chebyshev

from ...cge import Path
from ..marks import Axis, Bar, Curve, Label, Line, Panel, Picture, Point, Readout, U
from ..table import Table
from .every_market import OCTAVE, controls_up_to, reader, sampled, ways_of_cases

__all__ = ["income_tables", "tariff_peak"]


@cache
def income_tables() -> tuple[Table, Table, Table]:
    """Return, sampled for the picture: parts of American welfare, measures of regions, the best tariff.

    The parts are allocation, employment, terms of trade, saving and investment (bn USD); the measures real
    GDP, nominal GDP and real income of three regions (percent); the best tariff is in points.
    """
    ways = ways_of_cases(0.2, 6, 4)

    def parts(way: Path, tariffs: Any) -> Any:
        return way.welfare_parts(tariffs)[:, 0][:, [0, 1, 3, 4]]  # without productivity: it does not move

    def measures(way: Path, tariffs: Any) -> Any:
        return way.read(lambda f: np.concatenate([f.real_gdp, f.nominal_gdp, f.real_income]), tariffs)

    fine, places = np.linspace(0, 0.2, 2001), np.linspace(-1, 1, 13)
    best = []
    for paths in ways.values():
        totals = np.stack([parts(way, fine).sum(axis=1) for way in paths])
        fit = chebyshev.chebfit(chebyshev.chebpts1(len(paths)), totals, len(paths) - 1)
        best.append(100 * fine[chebyshev.chebval(places, fit).argmax(axis=0)])
    tops = Table([(0.0, len(best) - 1.0), (-OCTAVE, OCTAVE)], np.round(np.stack(best), 2))
    return sampled(ways, parts, 13, 9, 3), sampled(ways, measures, 13, 9, 4), tops


def tariff_peak() -> Picture:
    """What the tariff is worth to the country that sets it, part by part, and three measures side by side.

    Examples
    --------
    >>> [control.name for control in tariff_peak().controls]
    ['tariff', 'factor', 'case']
    """
    controls = controls_up_to(20, 0.5, 10)
    tariff, factor, case = (control.symbol for control in controls)
    parts, measured, tops = income_tables()
    part, measure = (reader(table, case, factor, tariff) for table in (parts, measured))
    best = tops(case, sp.Max(-OCTAVE, sp.Min(OCTAVE, sp.log(factor) / sp.log(2))))
    along_way = 20 * U

    def total(at: Any) -> Any:
        return sum(part(k, at) for k in range(4))

    worth = Panel(
        Axis("points added →", 0, 20),
        Axis("↑ bn USD a year", -60, 20),
        (
            Line(((0, 0), (20, 0)), color="muted"),
            Curve(along_way, part(0, along_way), "", "purple"),
            Curve(along_way, part(2, along_way), "", "green"),
            Curve(along_way, part(3, along_way), "", "gold", dash=True),
            Curve(along_way, total(along_way), "", "blue"),
            Point(best, total(best), "best", "blue"),
            Point(tariff, total(tariff), "", "ink", drag=("tariff", "")),
        ),
        "Worth to the USA (blue) and its parts",
    )
    names = ("real GDP", "nominal GDP", "real income")
    colors = ("blue", "orange", "green")
    measures = Panel(
        Axis("change in % →", -3, 1),
        Axis("", -0.6, 2.6, ((0, ""),)),
        (
            Line(((0, -0.6), (0, 2.6)), color="muted"),
            *(
                Bar(
                    2 - k + 0.25 * (0.4 - r), measure(3 * k + r), width=0.22, color=colors[r], horizontal=True
                )
                for k in range(3)
                for r in range(3)
            ),
            *(Label(-2.95, 2 - k + 0.42, name, anchor="start") for k, name in enumerate(names)),
        ),
        "Three measures: USA (blue), China (orange), others (green)",
    )
    return Picture(
        name="tariff_peak",
        title="What a tariff is worth, and by which measure",
        alt="Left: the welfare of the USA along its tariff on Chinese goods, {welfare} bn USD at the chosen "
        "one, highest at {best} points; with its parts allocation {allocation} and terms of trade {terms}. "
        "Right: bars with real GDP, nominal GDP and real income of three regions; real income changes by "
        "{income_us} % in the USA and by {income_cn} % in China.",
        panels=(worth, measures),
        controls=controls,
        readouts=(
            Readout("welfare", "worth to the USA", total(tariff), "bn USD", 2, color="blue"),
            Readout("allocation", "… allocation", part(0), "bn USD", 2, color="purple"),
            Readout("terms", "… terms of trade", part(2), "bn USD", 2, color="green"),
            Readout("saving", "… saving and investment", part(3), "bn USD", 2, color="gold"),
            Readout("work", "… employment", part(1), "bn USD", 2),
            Readout("best", "best for the USA: add", best, "points", 1),
            Readout("gdp_us", "real GDP, USA", measure(0), "%", 3, color="blue"),
            Readout("gdp_cn", "real GDP, China", measure(1), "%", 3, color="orange"),
            Readout("income_us", "real income, USA", measure(6), "%", 3, color="blue"),
            Readout("income_cn", "real income, China", measure(7), "%", 3, color="orange"),
        ),
    )
