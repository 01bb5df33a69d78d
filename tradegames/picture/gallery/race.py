"""Pictures of the chapter "The race to substitute" (S4): where the race leads, and two things to do about it.

The race has no closed form. It is solved when the picture is made, at every place where a slider can stop.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...decoupling import ENDS, Race, bargain
from ..marks import Axis, Choice, Contour, Curve, Line, Panel, Picture, Point, Readout, Slider, U, X, Y
from ..table import Table

__all__ = ["race", "race_scenarios", "race_tables", "tracks"]

SPEEDS = np.round(np.arange(0.1, 1.01, 0.1), 2)  # where the sliders of speed can stop
MAP = np.round(np.arange(0.1, 1.01, 0.05), 2)  # where the map is sampled: each of those, and between
PERIODS, EVERY = 20, 2
DISCOUNTS = (0.7, 0.9, 0.97)
EFFORTS = np.linspace(0, 1, 21)
LONG = 2  # windows that are shaded last longer, in periods
RUNGS = 10


def race_scenarios() -> dict[str, Race]:
    """Return the races that can be chosen in the picture, by name; both speeds are 0.5.

    Leverage is at most 1: with more, restricting would create what nobody loses.

    Examples
    --------
    >>> list(race_scenarios())
    ['thaw', 'coercion', 'edge', 'uneven']
    """
    base = Race(
        share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(1.0, 1.0), backlash=(0.1, 0.1),
        climb=(0.5, 0.5), rungs=RUNGS, discount=0.9,
    )  # fmt: skip
    return {
        "thaw": base,
        "coercion": replace(base, leverage=(0.6, 0.6), backlash=(0.05, 0.05)),
        "edge": replace(base, leverage=(0.9, 0.9), backlash=(0.03, 0.03)),
        "uneven": replace(base, share=(0.05, 0.2), backlash=(0.12, 0.12)),
    }


def _table(axes: list[tuple[float, float]], rows: list[Any], digits: int = 2) -> Table:
    return Table(axes, np.round(np.stack(rows), digits))


@cache
def race_tables() -> tuple[Table, Table, Table, Table]:
    """Return the likeliest end, both windows and the duration over (scenario, speed of 1, speed of 2).

    Examples
    --------
    >>> race_tables()[0].data["size"]
    [4, 19, 19]
    """
    races = race_scenarios().values()
    looks = [r.phase(MAP, MAP) for r in races]
    axes = [(0.0, len(races) - 1.0), *[(MAP[0], MAP[-1])] * 2]
    return (
        _table(axes, [look.likeliest() for look in looks]),
        _table(axes, [look.window[0] for look in looks]),
        _table(axes, [look.window[1] for look in looks]),
        _table(axes, [look.duration for look in looks], 1),
    )


@cache
def _courses() -> tuple[Table, Table, Table]:
    """Who restricts, over (10 scenario + place of the speed of 1, speed of 2, period)."""
    grid = SPEEDS[:, None], SPEEDS[None, :]
    courses = [replace(r, climb=grid).course(PERIODS) for r in race_scenarios().values()]
    axes = [(0.0, len(courses) * len(SPEEDS) - 1.0), (SPEEDS[0], SPEEDS[-1]), (0.0, float(PERIODS))]

    def joined(parts: list[Any]) -> Table:
        return Table(axes, np.round(np.concatenate([np.moveaxis(p[::EVERY], 0, -1) for p in parts]), 2))

    calm, one, two = (
        [c.calm for c in courses],
        [c.alone[0] for c in courses],
        [c.alone[1] for c in courses],
    )
    return joined(calm), joined(one), joined(two)


def race() -> Picture:
    """Where the race leads for each pair of speeds, and who restricts on the way.

    Examples
    --------
    >>> race().name
    'race'
    """
    scenario = Choice(
        "scenario",
        "scenario",
        (
            ("thaw", "thaw: leverage 1, backlash 0.1"),
            ("coercion", "coercion: leverage 0.6, backlash 0.05"),
            ("edge", "on the edge: leverage 0.9, backlash 0.03"),
            ("uneven", "uneven dependence: 5 % and 20 %"),
        ),
        "coercion",
    )
    slider1 = Slider("p1", "speed of country 1, p₁", 0.1, 1, 0.1, 0.7, "per period")
    slider2 = Slider("p2", "speed of country 2, p₂", 0.1, 1, 0.1, 0.2, "per period")
    k, p1, p2 = scenario.symbol, slider1.symbol, slider2.symbol
    end, first, second, duration = race_tables()
    calm, alone1, alone2 = _courses()
    row = len(SPEEDS) * k + 10 * p1 - 1
    time = PERIODS * U
    share = [table(row, p2, time) for table in (calm, alone1, alone2)]
    here = end.nearest(k, p1, p2)
    there = end.nearest(k, X, Y)
    windows = first(k, p1, p2), second(k, p1, p2)
    low, high = 0.1, 1.0
    plane = Panel(
        Axis("speed of country 1, p₁ →", low, high),
        Axis("↑ speed of country 2, p₂", low, high),
        (
            Contour(1 - sp.Abs(there - 1), (0.5,), color="gold", fill=True),
            Contour(1 - sp.Abs(there - 2), (0.5,), color="purple", fill=True),
            Contour(first(k, X, Y), (LONG,), color="blue", fill=True),
            Contour(second(k, X, Y), (LONG,), color="orange", fill=True),
            Line(((low, low), (high, high)), color="muted", dash=True),
            Point(p1, p2, "", "ink", drag=("p1", "p2")),
        ),
        f"Gold: decoupling. Purple: one-sided. Blue, orange: window of 1, of 2 above {LONG} periods",
    )
    course = Panel(
        Axis("period →", 0, PERIODS),
        Axis("↑ probability", -0.03, 1.03),
        (
            Curve(time, share[0], color="green"),
            Curve(time, 1 - share[0] - share[1] - share[2], color="gold"),
            Curve(time, share[1], color="blue"),
            Curve(time, share[2], color="orange"),
        ),
        "Who restricts: nobody (green), both (gold), 1 or 2 alone (blue, orange)",
    )
    who = sp.Piecewise((0, windows[0] > windows[1]), (1, windows[1] > windows[0]), (2, True))
    return Picture(
        name="race",
        title="Two speeds, and where they lead",
        alt="Left: a map over the speeds of both countries. At the chosen pair the race most likely ends in "
        "{end}; country 1 is expected to restrict alone for {window1} periods and country 2 for {window2}. "
        "Right: the probabilities over time that nobody, both, or one country alone restricts.",
        panels=(plane, course),
        controls=(slider1, slider2, scenario),
        readouts=(
            Readout("end", "likeliest end", here, words=("return to trade", *ENDS[1:])),
            Readout("window1", "window of 1", windows[0], "periods", digits=2, color="blue"),
            Readout("window2", "window of 2", windows[1], "periods", digits=2, color="orange"),
            Readout("longer", "the longer window is", who, words=("country 1's", "country 2's", "nobody's")),
            Readout("duration", "until nobody climbs any more", duration(k, p1, p2), "periods", digits=1),
        ),
    )  # fmt: skip


TRACK = {"leverage": 0.4, "climb": 0.6, "own": 0.3}  # what the whole effort adds, and the speed before it


@cache
def _tracks() -> Table:
    """The value of country 1 per period over (discount, speed of 2, effort that goes into leverage)."""
    start = race_scenarios()["coercion"]
    effort, other = EFFORTS[None, :], SPEEDS[:, None]
    rows = []
    for discount in DISCOUNTS:
        many = replace(
            start,
            leverage=(start.leverage[0] + TRACK["leverage"] * effort, start.leverage[1]),
            climb=(TRACK["own"] + TRACK["climb"] * (1 - effort), other),
            discount=discount,
        )
        rows.append((1 - discount) * many.equilibrium().value[0][0, 0])
    return _table([(0.0, len(DISCOUNTS) - 1.0), (SPEEDS[0], SPEEDS[-1]), (0.0, 1.0)], rows, 6)


@cache
def _payments() -> Table:
    """What 2 pays to 1 per period over (discount, rung of 1, rung of 2), in the scenario "coercion"."""
    start = race_scenarios()["coercion"]
    rows = [bargain(replace(start, discount=discount)).payment for discount in DISCOUNTS]
    return _table([(0.0, len(DISCOUNTS) - 1.0), *[(0.0, float(RUNGS))] * 2], rows, 4)


def tracks() -> Picture:
    """S4's two tracks: how to divide an effort, and what a lead is worth at the table.

    Examples
    --------
    >>> [control.name for control in tracks().controls]
    ['effort', 'p2', 'a', 'b', 'patience']
    """
    patience = Choice(
        "patience", "discount factor δ", tuple((f"d{round(100 * d)}", f"{d:g}") for d in DISCOUNTS), "d90"
    )
    effort = Slider("effort", "effort into leverage (the rest: speed)", 0, 1, 0.05, 0.5)
    other = Slider("p2", "speed of country 2, p₂", 0.1, 1, 0.1, 0.3, "per period")
    rung1 = Slider("a", "rung of country 1", 0, RUNGS, 1, 5)
    rung2 = Slider("b", "rung of country 2", 0, RUNGS, 1, 2)
    k, e, p2, a, b = (c.symbol for c in (patience, effort, other, rung1, rung2))
    value, payment = _tracks(), _payments()
    best = _table(
        [(0.0, len(DISCOUNTS) - 1.0), (SPEEDS[0], SPEEDS[-1])],
        [
            EFFORTS[np.reshape(value.data["values"], value.data["size"])[i].argmax(axis=-1)]
            for i in range(len(DISCOUNTS))
        ],
    )
    top = best.nearest(k, p2)
    ends = value(k, p2, 0), value(k, p2, 1)
    paid = payment(k, a, b)
    dual = Panel(
        Axis("effort into leverage →", 0, 1),
        Axis("↑ value of country 1, per period", -0.3, 0.3),
        (
            Line(((0, 0), (1, 0)), color="muted"),
            Curve(U, value(k, p2, U), color="blue"),
            Point(top, value(k, p2, top), "best", "blue"),
            Point(e, value(k, p2, e), "", "ink", drag=("effort", "")),
        ),
        "The dual track: all speed (left) or all leverage (right)",
    )
    terms = Panel(
        Axis("rung of country 1 →", 0, RUNGS),
        Axis("↑ payment from 2 to 1, per period", -0.3, 0.3),
        (
            Line(((0, 0), (RUNGS, 0)), color="muted"),
            Line(((b, -0.3), (b, 0.3)), color="orange", dash=True),
            Curve(RUNGS * U, payment(k, RUNGS * U, b), color="blue"),
            Point(a, paid, "", "ink", drag=("a", "")),
        ),
        "The bargain: what peace costs whoever is behind",
    )
    return Picture(
        name="tracks",
        title="Two tracks, and the price of a lead",
        alt="Left: the value of country 1 along the part of its effort that goes into leverage; best at "
        "{best}. Right: the payment that both would agree on, {payment} from 2 to 1, along the rung "
        "of country 1; it changes its sign where the rungs are equal.",
        panels=(dual, terms),
        controls=(effort, other, rung1, rung2, patience),
        readouts=(
            Readout("best", "best part for leverage", top, digits=2),
            Readout("value", "value per period at the chosen effort", value(k, p2, e)),
            Readout("speed_only", "… with all effort in speed", ends[0]),
            Readout("leverage_only", "… with all effort in leverage", ends[1]),
            Readout("payment", "payment from 2 to 1", paid, "per period"),
        ),
    )
