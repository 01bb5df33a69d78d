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
    "government": ("G", "government consumption", "sky"),
    "saving": ("S", "saving, depreciation included", "purple"),
    "investment": ("I", "investment, gross", "purple"),
    "exports": ("X", "exports", "ink"),
    "imports": ("M", "imports, before tariffs", "ink"),
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


# The picture is laid out for a phone, in tens of pixels: GDP before the tariff, across and upright.
WIDE, HIGH = 2.8, 2.63


def _color(name: str) -> str:
    return FLOWS[name][2] if name in FLOWS else "sky"


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

    def down(name: str, x: float, y0: float, y1: float, label: tuple[float, float, str]) -> list[Any]:
        """A vertical pipe: money goes from y0 to y1; its letter stands at the right."""
        middle, at = x + WIDE * part[name] / 2, (y0 + y1) / 2
        return [
            Bar(at, 2 * middle - x, x, abs(y1 - y0), color=_color(name), horizontal=True),
            Arrow(middle, at + (y0 - y1) / 4, middle, at + (y1 - y0) / 4),
            Label(*label),
        ]

    def across(name: str, y: float, right: bool, letter: str) -> list[Any]:
        """A pipe to or from abroad."""
        middle = y + HIGH * part[name] / 2
        ends = (17.7, 19.6) if right else (19.6, 17.7)
        return [
            Bar(18.65, 2 * middle - y, y, 1.9, color="ink"),
            Arrow(ends[0], middle, ends[1], middle),
            Label(18.65, y + 1.3, letter),
        ]

    ring = Panel(
        Axis("", 0, 24.5, ((0, ""),)),
        Axis("", 0, 14.2, ((0, ""),)),
        (
            *_box(0.3, 17.7, 12.7, 14.1, "household"),
            *_box(0.3, 17.7, 0.1, 3.2, "producers"),
            *_box(10.2, 17.7, 5.3, 6.7, "final goods"),
            *_box(4.2, 9.3, 5.3, 6.7, "customs"),
            *_box(14.5, 17.7, 8.8, 10.2, "bank"),
            *_box(19.6, 24.3, 0.1, 10.2, "abroad"),
            *down("factors", 0.6, 3.2, 12.7, (4.0, 9.7, "Y")),
            *down("private", 10.3, 12.7, 6.7, (12.6, 11.4, "C")),
            *down("government", 13.3, 12.7, 6.7, (14.4, 11.4, "G")),
            *down("saving", 15.3, 12.7, 10.2, (17.0, 11.4, "S")),
            *down("investment", 15.3, 8.8, 6.7, (17.0, 7.7, "I")),
            *down("home", 10.3, 5.3, 3.2, (13.7, 4.2, "H")),
            *across("final_imports", 5.7, True, "M"),
            *across("input_imports", 2.2, True, "M"),
            *across("exports", 0.3, False, "X"),
            Arrow(17.7, 9.5, 19.6, 9.5, color="purple", when=lent > 0),
            Arrow(19.6, 9.5, 17.7, 9.5, color="purple", when=lent < 0),
            Arrow(10.2, 6.0, 9.3, 6.0, color="gold"),
            Arrow(7.0, 3.2, 7.0, 5.3, color="gold"),
            Arrow(7.0, 6.7, 7.0, 12.7, color="gold"),
            Label(7.8, 9.7, "T", color="gold"),
        ),
        "The money of a year; pipes to scale",
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
                Readout(name, f"{letter}: {words}", now[name], "bn $", int(name == "tariffs"), color=color)
                for name, (letter, words, color) in FLOWS.items()
            ),
            Readout("home", "H: home goods for final use", now["home"], "bn $", 0, color="sky"),
            Readout("lent", "lent abroad, S − I = X − M", lent, "bn $", 0),
        ),
    )
