"""The picture of the chapter "Who pays whom?": the money that goes round in a region.

Solved when the picture is made, at a few tariffs; the page reads between them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...cge import Solution, along, load
from ..marks import Arrow, Axis, Bar, Choice, Label, Line, Panel, Picture, Readout, Slider
from ..table import Table

__all__ = ["FLOWS", "POINTS", "circular_flow", "flow_tables", "money"]

TOP = 1.5  # the tariff goes up to 150 points
POINTS = 25
# Letter, name, colour. Consumption, government and investment are paid with their tariffs.
FLOWS = {
    "factors": ("Y", "earned by labour, capital, land, resources", "green"),
    "tariffs": ("T", "tariffs", "gold"),
    "private": ("C", "private consumption", "sky"),
    "government": ("G", "government consumption", "blue"),
    "saving": ("S", "saving, depreciation included", "purple"),
    "investment": ("I", "investment, gross", "purple"),
    "exports": ("X", "exports", "orange"),
    "imports": ("M", "imports, before tariffs", "orange"),
}


def money(found: Solution) -> dict[str, Any]:
    """Return the money that goes round in each region: arrays (R,), in the money of the benchmark.

    The eight of `FLOWS`, and how they divide: what buyers of final goods and what producers pay for imports
    ("final_imports", "input_imports") and in tariffs on them ("final_tariffs", "input_tariffs"), and what
    buyers of final goods pay for home goods ("home").

    Examples
    --------
    >>> import tradegames as tg
    >>> now = money(tg.cge.load().solve())
    >>> bool(abs(now["factors"] + now["tariffs"] - now["private"] - now["government"] - now["saving"]).max()
    ...      < 1e-8)
    True
    """
    system, state = found.world.system, found.equilibrium.state
    goods, final = system.goods, system.final_total
    investment = final[:, 2] * np.exp(state.investment + state.investment_price)
    sold = system.trade * np.exp(state.sales + state.price[:, None, :])
    users = [state.import_use[0], *(part[:, :, None] for part in state.import_use[1:])]
    taken = system.bought * np.exp(np.concatenate(users, axis=2))
    whole = taken.sum(axis=2)
    by_final = np.divide(taken[:, :, goods:].sum(axis=2), whole, out=np.zeros_like(whole), where=whole > 0)
    imports, duty = sold.sum(axis=0), (sold * state.rate).sum(axis=0)
    home = sum(
        (system.home[:, :, goods + k] * np.exp(state.home_use[k + 1] + state.price)).sum(axis=1)
        for k in range(3)
    )
    paid = zip(system.factor_total.T, state.factor_index, state.endowment, strict=True)
    return {
        "factors": sum(value * np.exp(price + amount) for value, price, amount in paid),
        "tariffs": duty.sum(axis=1),
        "private": final[:, 0] * np.exp(state.private),
        "government": final[:, 1] * np.exp(state.government),
        "saving": state.saving + investment - state.net_investment,
        "investment": investment,
        "exports": sold.sum(axis=(1, 2)),
        "imports": imports.sum(axis=1),
        "home": home,
        "final_imports": (imports * by_final).sum(axis=1),
        "input_imports": (imports * (1 - by_final)).sum(axis=1),
        "final_tariffs": (duty * by_final).sum(axis=1),
        "input_tariffs": (duty * (1 - by_final)).sum(axis=1),
    }


@cache
def flow_tables() -> dict[str, Table]:
    """Return each flow over (region, log of 1 + tariff), with the error of reading between the points."""
    way = along(load(), {("USA", "CHN"): TOP}, nodes=9)
    names = list(money(way.solutions[0]))
    fine = np.linspace(0, np.log1p(TOP), 2 * POINTS - 1)  # the points, and the middles between them
    points = np.minimum(np.expm1(fine), TOP)
    values = way.read(lambda found: np.stack(list(money(found).values())), points)
    ends = [(0.0, 2.0), (0.0, fine[-1])]
    tables = {}
    for k, name in enumerate(names):
        sampled = values[:, k].T
        between = (sampled[:, :-1:2] + sampled[:, 2::2]) / 2
        error = np.abs(between - sampled[:, 1::2]).max() + 0.005
        tables[name] = Table(ends, np.round(sampled[:, ::2], 2), float(error))
    return tables


WIDE, HIGH = 1.5, 1.875  # GDP before the tariff, as wide as this across and as high as this upright


def _box(x0: float, x1: float, y0: float, y1: float, name: str) -> tuple[Line, Label]:
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
    return Line(corners, color="muted"), Label((x0 + x1) / 2, (y0 + y1) / 2, name)


def circular_flow() -> Picture:
    """The circular flow of a region, to scale, and what a tariff changes in it.

    Examples
    --------
    >>> [control.name for control in circular_flow().controls]
    ['tariff', 'region']
    """
    tariff = Slider("tariff", "US tariff on all Chinese goods: points added", 0, 150, 5, 10, "points")
    region = Choice("region", "region", (("USA", "USA"), ("CHN", "China"), ("ROW", "all others")), "USA")
    tables = flow_tables()
    place = sp.log(1 + tariff.symbol / 100)
    now = {name: table(region.symbol, place) for name, table in tables.items()}
    before = {name: table(region.symbol, 0) for name, table in tables.items()}
    part = {name: value / (before["factors"] + before["tariffs"]) for name, value in now.items()}
    lent = now["exports"] - now["imports"]

    def down(
        name: str, x: float, y0: float, y1: float, color: str, label: tuple[float, float], letter: str
    ) -> list[Any]:
        """A vertical pipe: money goes from y0 to y1, its name stands on the right."""
        middle = x + WIDE * part[name] / 2
        return [
            Bar((y0 + y1) / 2, x + WIDE * part[name], x, abs(y1 - y0), color=color, horizontal=True),
            Arrow(middle, (3 * y0 + y1) / 4, middle, (y0 + 3 * y1) / 4),
            Label(*label, letter, anchor="start"),
            Label(label[0], label[1] - 0.6, "{value}", now[name], 0, anchor="start"),
        ]

    def across(name: str, y: float, right: bool, letter: str, under: float) -> list[Any]:
        """A pipe to or from abroad."""
        middle = y + HIGH * part[name] / 2
        ends = (9.0, 10.5) if right else (10.5, 9.0)
        return [
            Bar(9.75, y + HIGH * part[name], y, 1.5, color="orange"),
            Arrow(ends[0], middle, ends[1], middle, color="orange"),
            Label(9.75, y + under, letter + "{value}", now[name], 0),
        ]

    ring = Panel(
        Axis("", 0, 12, ((0, ""),)),
        Axis("", 0, 10, ((0, ""),)),
        (
            *_box(0.2, 9.0, 8.9, 9.8, "regional household"),
            *_box(0.2, 9.0, 0.2, 1.8, "producers"),
            *_box(4.15, 9.0, 3.5, 4.3, "final goods"),
            *_box(2.3, 4.0, 4.0, 4.8, "customs"),
            *_box(7.7, 9.0, 6.2, 7.0, "bank"),
            *_box(10.5, 11.9, 0.2, 7.0, "abroad"),
            *down("factors", 0.4, 1.8, 8.9, "green", (2.05, 7.9), "Y"),
            *down("private", 4.2, 8.9, 4.3, "sky", (5.35, 7.2), "C"),
            *down("government", 6.4, 8.9, 4.3, "blue", (6.8, 5.7), "G"),
            *down("saving", 7.9, 8.9, 7.0, "purple", (9.1, 8.3), "S"),
            *down("investment", 7.9, 6.2, 4.3, "purple", (9.1, 5.6), "I"),
            *down("home", 4.2, 3.5, 1.8, "sky", (5.8, 2.9), "home goods"),
            *across("final_imports", 3.6, True, "M ", 0.7),
            *across("input_imports", 1.4, True, "M ", 0.7),
            *across("exports", 0.35, False, "X ", 0.6),
            Arrow(9.0, 6.6, 10.5, 6.6, color="purple", when=lent > 0),
            Arrow(10.5, 6.6, 9.0, 6.6, color="purple", when=lent < 0),
            Arrow(4.15, 3.8, 3.55, 3.8, color="gold"),
            Arrow(3.5, 1.8, 3.5, 4.0, color="gold"),
            Arrow(3.5, 4.8, 3.5, 8.9, color="gold"),
            Label(3.4, 5.6, "T {value}", now["tariffs"], 0, "gold", anchor="end"),
        ),
        "Money of one year, bn USD; pipes to scale",
    )  # fmt: skip
    names = list(FLOWS)[::-1]
    changes = Panel(
        Axis("change, bn USD →", -420, 420),
        Axis("", -0.6, 7.6, tuple((k, FLOWS[name][0]) for k, name in enumerate(names))),
        (
            Line(((0, -0.6), (0, 7.6)), color="muted"),
            *(
                Bar(k, now[name] - before[name], color=FLOWS[name][2], horizontal=True, width=0.7)
                for k, name in enumerate(names)
            ),
        ),
        "What the tariff changes",
    )
    return Picture(
        name="circular_flow",
        title="The money of a region, and where it goes",
        alt="Left: producers pay {factors} bn USD to the regional household, customs {tariffs}. The "
        "household spends {private} on private and {government} on government consumption, saves {saving}; "
        "{investment} is invested. Exports bring {exports}, imports take {imports}. Right: bars with the "
        "change of each since before the tariff.",
        panels=(ring, changes),
        controls=(tariff, region),
        readouts=(
            *(
                Readout(name, f"{letter}: {words}", now[name], "bn USD", int(name == "tariffs"), color=color)
                for name, (letter, words, color) in FLOWS.items()
            ),
            Readout("lent", "lent abroad, S − I = X − M", lent, "bn USD", 0),
        ),
    )
