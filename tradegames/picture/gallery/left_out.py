"""Pictures of the chapter "What the model leaves out": straight lines, and one sector.

Both are solved when the picture is made, at every place where a slider can stop.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from ... import cge
from ..marks import Axis, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U
from ..table import Table
from .ten_points import bases, measured

__all__ = ["line_tables", "one_sector", "one_sector_world", "sector_tables", "straight_lines"]

POINTS = np.linspace(0, 150, 31)  # where the slider of the tariff can stop, points
TINY = 1e-6  # of a rate: what the quantities of a straight step leave open is of second order
STARTS = ("after", "before")


def _measures(solution: cge.Solution) -> list[float]:
    china = measured(solution)
    return [china["goods"], china["real_income"], float(solution.real_income["USA"]), china["real_gdp"]]


def slopes(world: cge.World) -> list[float]:
    """Return by how many percent each of the picture's measures moves per point of tariff, at the first one.

    Examples
    --------
    >>> goods, china, usa, gdp = slopes(bases()["before"])
    >>> goods < china < 0 < usa
    True
    """
    step = world.solve({("USA", "CHN"): TINY}, method="linear")
    return [value / (100 * TINY) for value in _measures(step)]


@cache
def line_tables() -> list[Table]:
    """Return each measure over (base, points).

    Examples
    --------
    >>> [table.data["size"] for table in line_tables()][0]
    [2, 31]
    """
    rows = []
    for name in STARTS:
        row, start = [], None
        for points in POINTS:
            found = bases()[name].solve({("USA", "CHN"): points / 100}, start=start)
            start = found.x
            row.append(_measures(found))
        rows.append(row)
    axes = [(0.0, len(STARTS) - 1.0), (POINTS[0], POINTS[-1])]
    return [Table(axes, np.round(values, 4)) for values in np.moveaxis(np.array(rows), 2, 0)]


def straight_lines() -> Picture:
    """One tariff, solved and extrapolated: exports of goods and the real income of both.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(straight_lines())
    >>> explorer.points = 145
    >>> explorer.readouts["ratio"] > 6
    True
    """
    points = Slider("points", "points on Chinese goods", POINTS[0], POINTS[-1], 5, 50, "points")
    start = Choice(
        "base",
        "base",
        (("after", "after the war of 2018-19, rebased"), ("before", "2017, before the war")),
        "after",
    )
    tables = line_tables()
    tangents = np.array([slopes(bases()[name]) for name in STARTS])
    slope = [start.pick(**dict(zip(STARTS, map(float, column), strict=True))) for column in tangents.T]
    p, along = points.symbol, float(POINTS[-1]) * U
    goods, china, usa, gdp = ((table(start.symbol, p), s * p) for table, s in zip(tables, slope, strict=True))

    def both(k: int, color: str) -> tuple[Any, ...]:
        return (
            Curve(along, slope[k] * along, color=color, dash=True),
            Curve(along, tables[k](start.symbol, along), color=color),
            Point(p, slope[k] * p, "", "muted"),
            Point(p, tables[k](start.symbol, p), "", color, drag=("points", "")),
        )

    trade = Panel(
        Axis("points on Chinese goods →", 0, float(POINTS[-1])),
        Axis("↑ goods exports to the US, %", -150, 0),
        (
            Line(((0, -100), (float(POINTS[-1]), -100)), color="muted"),
            Label(float(POINTS[-1]) - 2, -112, "below: less than no trade", color="muted", anchor="end"),
            *both(0, "orange"),
        ),
        "China’s goods to the US; dashed: straight on",
    )
    income = Panel(
        Axis("points on Chinese goods →", 0, float(POINTS[-1])),
        Axis("↑ real income, %", -2.5, 1.0),
        (
            Line(((0, 0), (float(POINTS[-1]), 0)), color="muted"),
            *both(1, "orange"),
            *both(2, "blue"),
        ),
        "Real income of China (orange) and the US (blue)",
    )
    return Picture(
        name="straight_lines",
        title="Solved, or straight on",
        alt="Left: goods exports from China to the United States fall by {goods} percent if the equations "
        "are solved, along a curve that never reaches minus 100, and by {goods_line} if the first point is "
        "continued in a straight line. Right: real income of China, {china} solved and {china_line} straight "
        "on; of the United States, {usa} and {usa_line}.",
        panels=(trade, income),
        controls=(points, start),
        readouts=(
            Readout("goods", "goods to the US", goods[0], "%", 1),
            Readout("goods_line", "… straight on", goods[1], "%", 1),
            Readout("china", "real income of China", china[0], "%", 3, color="orange"),
            Readout("china_line", "… straight on", china[1], "%", 3),
            Readout("usa", "real income of the US", usa[0], "%", 3, color="blue"),
            Readout("usa_line", "… straight on", usa[1], "%", 3),
            Readout("ratio", "China: line over solution", china[1] / china[0], "", 1,
                    when=p > 0, otherwise="no tariff"),
            Readout("gdp", "real GDP of China", gdp[0], "%", 3),
            Readout("gdp_line", "… straight on", gdp[1], "%", 3),
        ),
    )  # fmt: skip


SIGMAS = np.arange(2.0, 10.1, 1.0)
RATES = np.linspace(0, 100, 21)


def one_sector_world(sigma: float) -> cge.World:
    """Return the world as one sector without inputs: labour makes one good, trade is balanced.

    All trade of 2017 is one flow for each pair of regions, the mean of both directions; one elasticity
    holds between home goods and imports and between sources.

    Parameters
    ----------
    sigma : float

    Examples
    --------
    >>> world = one_sector_world(5.0)
    >>> world.benchmark.sectors, float(abs(world.system.balance).max()) < 1e-9
    (('goods',), True)
    """
    b = cge.load().benchmark
    flows = b.trade.sum(2)
    flows = (flows + flows.T) / 2
    r = len(b.regions)
    uses = np.array([0.6, 0.2, 0.2])
    benchmark = cge.Benchmark(
        regions=b.regions, sectors=("goods",), factors=("labour",),
        intermediate=np.zeros((r, 1, r, 1)), final=flows[:, None, :, None] * uses,
        factor=flows.sum(1)[:, None, None], tariff=np.zeros((r, r, 1)), output_tax=np.zeros((r, 1)),
        population=b.population, depreciation=np.zeros(r), unit=b.unit, source=b.source,
    )  # fmt: skip
    ones = np.ones((r, 1))
    elasticities = cge.Parameters([sigma], [sigma], [1], [0], 0.5 * ones, ones, [np.inf])
    return cge.World(benchmark, elasticities, base="one sector, 2017, trade balanced")


def home_shares(solution: cge.Solution) -> tuple[Any, Any]:
    """Return what each region spends on its own goods, a share of its final spending, before and after.

    Examples
    --------
    >>> before, after = home_shares(one_sector_world(5.0).solve({("USA", "CHN"): 0.1}))
    >>> bool(after[1] > before[1])
    True
    """
    system, state, goods = solution.world.system, solution.equilibrium.state, solution.world.system.goods
    before, after = [], []
    for value, use, price in (
        (system.home, state.home_use, state.price),
        (system.bought, state.import_use, state.import_price),
    ):
        final = value[:, :, goods:]
        before.append(final.sum((1, 2)))
        after.append(sum((final[:, :, k] * np.exp(use[k + 1] + price)).sum(1) for k in range(3)))
    return before[0] / sum(before), after[0] / sum(after)


@cache
def sector_tables() -> list[Table]:
    """Return the change of the home share and of real income, percent, of both, over (elasticity, tariff).

    Examples
    --------
    >>> len(sector_tables())
    4
    """
    rows = []
    for sigma in SIGMAS:
        world, row, start = one_sector_world(sigma), [], None
        for rate in RATES:
            found = world.solve({("USA", "CHN"): rate / 100}, closure="fixed_trade_balance", start=start)
            start = found.x
            before, after = home_shares(found)
            more = 100 * (after / before - 1)
            row.append((more[1], more[0], found.real_income["CHN"], found.real_income["USA"]))
        rows.append(row)
    axes = [(SIGMAS[0], SIGMAS[-1]), (RATES[0], RATES[-1])]
    return [Table(axes, np.round(values, 6)) for values in np.moveaxis(np.array(rows, float), 2, 0)]


def one_sector() -> Picture:
    """The world as one sector: what is solved, and what the home share alone tells.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(one_sector())
    >>> bool(abs(explorer.readouts["china"] - explorer.readouts["china_formula"]) < 1e-6)
    True
    """
    rate = Slider("rate", "American tariff on China", RATES[0], RATES[-1], 5, 25, "%")
    elasticity = Slider("sigma", "elasticity of substitution σ", SIGMAS[0], SIGMAS[-1], 1, 5)
    t, sigma = rate.symbol, elasticity.symbol
    tables = sector_tables()
    b = one_sector_world(5.0).benchmark
    share = [float(b.trade[r, r, 0] / b.trade[:, r, 0].sum()) for r in (1, 0)]

    def formula(k: int, at: Any) -> Any:
        return 100 * ((1 + tables[k](sigma, at) / 100) ** (-1 / (sigma - 1)) - 1)

    along, most = float(RATES[-1]) * U, float(RATES[-1])
    at = [float(r) for r in RATES[1::2]]
    tariff = Panel(
        Axis("American tariff on China, % →", 0, most),
        Axis("↑ real income, %", -0.35, 0.1),
        (
            Line(((0, 0), (most, 0)), color="muted"),
            Curve(along, tables[2](sigma, along), color="orange"),
            *(Point(r, formula(0, r), "", "ink") for r in at),
            Curve(along, tables[3](sigma, along), color="blue"),
            Curve(along, formula(1, along), color="blue", dash=True),
            Point(t, tables[2](sigma, t), "", "orange", drag=("rate", "")),
        ),
        "China (orange), US (blue); formula: dots, dashed",
    )
    low, high = float(SIGMAS[0]), float(SIGMAS[-1])
    many = low + (high - low) * U

    def gains(k: int, s: Any) -> Any:
        return 100 * (1 - share[k] ** (1 / (s - 1)))

    autarky = Panel(
        Axis("elasticity of substitution σ →", low, high),
        Axis("↑ gains from trade, % of real income", 0, 8),
        (
            Curve(many, gains(0, many), color="orange"),
            Curve(many, gains(1, many), color="blue"),
            Point(sigma, gains(0, sigma), "", "orange", drag=("sigma", "")),
        ),
        "What all trade is worth",
    )
    return Picture(
        name="one_sector",
        title="One sector: all of it in the home share",
        alt="Left: real income of China along the American tariff, {china} percent here, falls along a curve "
        "on which the dots of the formula lie; the United States gain first and lose later, {usa} percent "
        "here, above the dashed formula, which leaves out their revenue. Right: the gains from all trade "
        "fall with the elasticity; {gains} percent for China here.",
        panels=(tariff, autarky),
        controls=(rate, elasticity),
        readouts=(
            Readout("home", "China’s home share, before", 100 * share[0], "%", 2),
            Readout("more", "… changes by", tables[0](sigma, t), "%", 4),
            Readout("china", "China’s income, solved", tables[2](sigma, t), "%", 4, color="orange"),
            Readout("china_formula", "… from the home share", formula(0, t), "%", 4),
            Readout("usa", "US income, solved", tables[3](sigma, t), "%", 4, color="blue"),
            Readout("usa_formula", "… from the home share", formula(1, t), "%", 4),
            Readout("gains", "China’s gains from all trade", gains(0, sigma), "%", 2),
        ),
    )
