"""Pictures of the chapter "One tariff, every market": what a tariff does to sectors, routes and incomes.

Solved when the pictures are made, at a few tariffs and a few elasticities; the page reads between them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from numpy.polynomial import chebyshev

from ...cge import Path, Solution, World, along, load
from ..marks import Axis, Bar, Choice, Label, Line, Panel, Picture, Readout, Slider
from ..table import Table, look

__all__ = [
    "CASES",
    "ROUTES",
    "case",
    "every_market",
    "market_tables",
    "prices",
    "routes",
]

TARIFF = ("USA", "CHN")
CASES = {
    "before": "before the war, full employment",
    "after": "after the war, full employment",
    "wage": "after the war, real wage fixed",
}
POWER = 2.5
OCTAVE = 1.0  # elasticities from half to twice the standard ones
SECTORS = (
    "food", "mining", "textiles", "wood, paper", "electronics", "machinery", "vehicles", "other",
    "services",
)  # fmt: skip
# Exporter, importer.
ROUTES = (("CHN", "USA"), ("ROW", "USA"), ("USA", "CHN"), ("ROW", "CHN"), ("CHN", "ROW"), ("USA", "ROW"))


@cache
def case(name: str) -> tuple[World, str]:
    """Return the world and the closure of one of `CASES`.

    Examples
    --------
    >>> case("wage")[1], case("before")[0].base
    ('fixed_real_wage', '2017, tariffs before the war')
    """
    world = load(after="" if name == "before" else "war")
    return world, "fixed_real_wage" if name == "wage" else "full_employment"


@cache
def ways_of_cases(top: float, nodes: int, factors: int) -> dict[str, list[Path]]:
    """Each case's ways along the tariff, at Chebyshev's places of the log of the elasticities' factor."""
    found = {}
    for name in CASES:
        world, closure = case(name)
        places = 2 ** (OCTAVE * chebyshev.chebpts1(factors))
        found[name] = [along(world.elastic(f), {TARIFF: top}, closure, nodes) for f in places]
    return found


def sampled(
    ways: dict[str, list[Path]], read: Callable[[Path, Any], Any], points: int, steps: int, digits: int
) -> Table:
    """Return values over (case and number of the value, log of factor, `_place` of the tariff).

    ``read`` returns (tariffs, values). The error is that of reading between the points, against the
    polynomials through the solutions.
    """
    top = next(iter(ways.values()))[0].top
    places = np.linspace(0, _place(top), 2 * points - 1)
    tariffs = np.clip((1 - places) ** (-1 / POWER) - 1, 0, top)
    octaves = np.linspace(-OCTAVE, OCTAVE, 2 * steps - 1)
    rows = []
    for paths in ways.values():
        values = np.stack([read(way, tariffs) for way in paths])
        fit = chebyshev.chebfit(
            chebyshev.chebpts1(len(paths)), values.reshape(len(paths), -1), len(paths) - 1
        )
        fine = chebyshev.chebval(octaves / OCTAVE, fit).reshape(*values.shape[1:], len(octaves))
        rows.append(fine.transpose(1, 2, 0))
    whole = np.concatenate(rows)
    ends = [(0.0, len(whole) - 1.0), (-OCTAVE, OCTAVE), (0.0, float(places[-1]))]
    rounded = np.round(whole[:, ::2, ::2], digits) + 0.0  # no negative zero
    table = Table(ends, rounded)
    grid = np.meshgrid(np.arange(len(whole)), octaves, places, indexing="ij")
    return Table(ends, rounded, float(np.abs(look(table.data, *grid) - whole).max()))


def _place(tariff: Any) -> Any:
    """Where a tariff stands on the axis of the tables: trade falls along it almost in a straight line."""
    return 1 - (1 + tariff) ** -POWER


def routes(found: Solution) -> Any:
    """Return how the value of trade before tariffs changes on each of `ROUTES`, in money of the benchmark.

    Examples
    --------
    >>> change = routes(load().solve({TARIFF: 0.1}))
    >>> bool(change[0] < 0 < change[1])
    True
    """
    system, state = found.world.system, found.equilibrium.state
    change = (system.trade * np.expm1(state.sales + state.price[:, None, :])).sum(axis=2)
    regions = system.benchmark.regions
    return np.array([change[regions.index(o), regions.index(d)] for o, d in ROUTES])


def prices(found: Solution) -> Any:
    """Return what a tariff of the USA on China does to prices, in percent of the benchmark's.

    What American buyers pay for the taxed goods, what Chinese sellers get for them (both weighted by the
    flows of the benchmark), and consumer prices in the USA and in China.

    Examples
    --------
    >>> paid, got, _, _ = prices(load().solve({TARIFF: 0.1}))
    >>> bool(got < 0 < paid < 10)
    True
    """
    state, duty = found.equilibrium.state, found.shock.tariffs[1, 0]
    share = found.world.system.trade[1, 0] * (duty != 0)
    share = share / max(float(share.sum()), 1e-300)
    gets = state.price[1]
    weighted = [(share * np.expm1(gets + duty)).sum(), (share * np.expm1(gets)).sum()]
    return 100 * np.array([*weighted, *np.expm1(state.consumer_price[:2])])


def controls_up_to(top: int, step: float, value: float) -> tuple[Slider, Slider, Choice]:
    """Return the controls of both pictures, for tariffs up to this many points."""
    return (
        Slider("tariff", "US tariff on all Chinese goods: points added", 0, top, step, value, "points"),
        Slider("factor", "Armington elasticities, times", 0.5, 2, 0.05, 1),
        Choice("case", "world", tuple(CASES.items()), "before"),
    )


def reader(table: Table, case: Any, factor: Any, tariff: Any) -> Callable[..., Any]:
    """Return what reads value number k of a table, at the controls or at another tariff (points)."""
    octave = sp.Max(-OCTAVE, sp.Min(OCTAVE, sp.log(factor) / sp.log(2)))
    count, end = table.data["size"][0] // len(CASES), table.data["high"][2]

    def read(k: int, at: Any = tariff) -> Any:
        return table(count * case + k, octave, sp.Min(end, _place(at / 100)))

    return read


@cache
def market_tables() -> tuple[Table, Table, Table]:
    """Return output of 18 sectors (percent), 6 `routes` and 4 `prices` for the picture, sampled.

    Of the first price only what the tariff does not explain is in the table, which keeps it nearly straight.
    """
    ways = ways_of_cases(1.5, 9, 4)

    def output(found: Solution) -> Any:
        return 100 * np.expm1(found.equilibrium.state.output[:2].ravel())

    def borders(way: Path, tariffs: Any) -> Any:
        found = way.read(prices, tariffs)
        found[:, 0] = 100 * ((1 + found[:, 0] / 100) / (1 + tariffs) - 1)
        return found

    return (
        sampled(ways, lambda way, tariffs: way.read(output, tariffs), 13, 7, 2),
        sampled(ways, lambda way, tariffs: way.read(routes, tariffs), 13, 7, 1),
        sampled(ways, borders, 13, 7, 3),
    )


def every_market() -> Picture:
    """What an American tariff on Chinese goods does to sectors and to routes of trade.

    Examples
    --------
    >>> [control.name for control in every_market().controls]
    ['tariff', 'factor', 'case']
    """
    controls = controls_up_to(150, 5, 10)
    tariff, factor, case = (control.symbol for control in controls)
    made, shipped, priced = (reader(table, case, factor, tariff) for table in market_tables())
    output, change = [made(k) for k in range(18)], [shipped(k) for k in range(6)]
    border, got, here, there = (priced(k) for k in range(4))
    paid = border + tariff + border * tariff / 100
    rows = len(SECTORS)
    sectors = Panel(
        Axis("output, change in % →", -22, 18),
        Axis("", -0.6, rows - 0.4, ((0, ""),)),
        (
            Line(((0, -0.6), (0, rows - 0.4)), color="muted"),
            *(
                Bar(rows - 1 - k + shift, output[k + start], width=0.36, color=color, horizontal=True)
                for start, shift, color in ((0, 0.19, "blue"), (rows, -0.19, "orange"))
                for k in range(rows)
            ),
            *(Label(-21.6, rows - 1 - k, name, anchor="start") for k, name in enumerate(SECTORS)),
        ),
        "What is made: in the USA (blue), in China (orange)",
    )
    colors = {"USA": "blue", "CHN": "orange", "ROW": "green"}
    names = {"USA": "US", "CHN": "CN", "ROW": "…"}
    trade = Panel(
        Axis("trade, change in bn USD →", -420, 420),
        Axis("", -0.6, 5.6, tuple((5 - k, f"{names[o]}→{names[d]}") for k, (o, d) in enumerate(ROUTES))),
        (
            Line(((0, -0.6), (0, 5.6)), color="muted"),
            *(
                Bar(5 - k, change[k], width=0.6, color=colors[o], horizontal=True)
                for k, (o, _) in enumerate(ROUTES)
            ),
        ),
        "What is shipped, by exporter; … is everybody else",
    )
    moved = tariff > 0
    return Picture(
        name="every_market",
        title="One tariff, every market",
        alt="Left: bars with the change of output of nine sectors in the USA and in China. Right: bars with "
        "the change of trade on six routes: China to the USA {sales}, the rest of the world to the USA "
        "{instead}, China to the rest of the world {elsewhere} bn USD.",
        panels=(sectors, trade),
        controls=controls,
        readouts=(
            Readout("sales", "China to the USA", change[0], "bn USD", 1, color="orange"),
            Readout("instead", "others to the USA", change[1], "bn USD", 1, color="green"),
            Readout("elsewhere", "China to others", change[4], "bn USD", 1, color="orange"),
            Readout(
                "replaced", "replaced by others", -100 * change[1] / change[0], "% of the loss", 0,
                when=moved, otherwise="nothing lost",
            ),
            Readout("paid", "Chinese goods, buyers pay", paid, "%", 2),
            Readout("got", "… and sellers get", got, "%", 2),
            Readout("here", "consumer prices in the USA", here, "%", 2, color="blue"),
            Readout("there", "consumer prices in China", there, "%", 2, color="orange"),
        ),
    )  # fmt: skip
