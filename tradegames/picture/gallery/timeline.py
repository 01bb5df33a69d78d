"""The picture of the chapter "The trade war in numbers": averages and actions since 2018."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd
import sympy as sp

from ... import data
from ..marks import Axis, Choice, Line, Panel, Picture, Point, Readout, Slider

__all__ = ["timeline"]

FIRST, SPLIT, LAST = date(2018, 1, 1), date(2025, 1, 1), date(2026, 12, 31)
QUARTERS = [date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1), date(2026, 7, 1)]
TOP = (30, 150)  # percent, before and from the split

# concept, whose goods, colour, dashed (points on top of a base, not a level)
SERIES = {
    "USA": (
        ("piie", "CHN", "blue", False),
        ("duty_over_value", "CHN", "green", False),
        ("lists_2023_weights", "CHN", "purple", False),
        ("added_2017_weights", "CHN", "gold", True),
        ("statutory_increase", "CHN", "orange", True),
    ),
    "CHN": (
        ("piie", "USA", "blue", False),
        ("wto_best_available", "USA", "green", False),
        ("bown_jung_zhang", "USA", "purple", False),
        ("bown_jung_zhang", "ROW", "muted", False),
    ),
}
COUNTRY = {"USA": "United States", "CHN": "China"}


def _days(day: Any) -> int:
    """Days since 1 January 1970."""
    return (date(day.year, day.month, day.day) - date(1970, 1, 1)).days


def _steps(day: sp.Symbol, changes: list[tuple[int, Any]], before: Any) -> Any:
    """What holds on a day, given the days on which it changes, in order."""
    cases = [(value, day >= start) for start, value in reversed(changes)]
    return sp.Piecewise(*cases, (before, True))


def _spells(rows: Any, newest: int) -> list[tuple[int, int, float]]:
    """First day, day after the last, and value of each row of one series."""
    starts = [_days(start) for start in rows["start"]]
    spells = []
    for k, (end, value) in enumerate(zip(rows["end"], rows["rate_percent"], strict=True)):
        following = starts[k + 1] if k + 1 < len(starts) else newest
        stop = following if end is None or end != end else _days(end + timedelta(days=1))  # NaT: open
        spells.append((starts[k], stop, float(value)))
    return spells


def _series(rows: Any, day: sp.Symbol, newest: int) -> tuple[list[tuple[tuple[int, float], ...]], Any, Any]:
    """The unbroken stretches of a series, its value on a day, and whether it has one."""
    spells = _spells(rows, newest)
    lines: list[list[tuple[int, float]]] = []
    for start, stop, value in spells:
        if lines and lines[-1][-1][0] == start:
            lines[-1][-1] = (start, value)
        else:
            lines.append([(start, value)])
        lines[-1].append((stop, value))
    changes: list[tuple[int, Any]] = []
    for (start, stop, _), following in zip(spells, [*spells[1:], None], strict=True):
        changes.append((start, 1))
        if following is None or following[0] > stop:
            changes.append((stop, 0))
    value = _steps(day, [(start, v) for start, _, v in spells], 0)
    return [tuple(line) for line in lines], value, _steps(day, changes, 0) > 0.5


def timeline() -> Picture:
    """Average tariffs between the United States and China, concept by concept, with what was done.

    Examples
    --------
    >>> [control.name for control in timeline().controls]
    ['day', 'importer']
    """
    averages, actions = data.average_tariffs(), data.tariff_actions()
    labels = data.tariff_concepts().set_index("concept")["label"]
    newest = max(averages["start"].max(), averages["end"].max(), actions["date"].max())
    last = _days(newest)
    slider = Slider("day", "day", _days(FIRST), last, 1, _days(date(2025, 4, 15)), format="date")
    importers = Choice(
        "importer",
        "whose tariff",
        (("USA", "United States on goods from China"), ("CHN", "China on goods from the United States")),
        "USA",
    )
    day = slider.symbol
    layers: list[Any] = []
    marks: list[tuple[int, Any]] = []  # the day of each action, and whether it is shown
    readouts = []
    for importer, series in SERIES.items():
        country, shown = COUNTRY[importer], importers.is_(importer)
        for concept, exporter, color, dash in series:
            of = {"importer": importer, "exporter": exporter, "concept": concept}
            rows = averages[(averages[list(of)] == pd.Series(of)).all(axis=1)]
            others = "_others" if exporter == "ROW" else ""
            lines, value, known = _series(rows, day, last + 1)
            layers += [Line(line, color=color, dash=dash, step=True, when=shown) for line in lines]
            readouts.append(
                Readout(
                    name=f"{concept}_{importer}{others}",
                    label=f"{country}: {labels[concept]}{' on all others' if others else ''}",
                    value=value,
                    unit="points" if dash else "%",
                    digits=1,
                    when=known,
                    otherwise="no figure",
                    color=color,
                )
            )
        done = actions[actions["importer"] == importer]
        steps = [(_days(d), what) for d, what in zip(done["date"], done["action"], strict=True)]
        latest = _steps(day, [(d, k + 1) for k, (d, _) in enumerate(steps)], 0)
        words = ("none yet", *(f"{date(1970, 1, 1) + timedelta(days=d)}, {what}" for d, what in steps))
        readouts.append(Readout(f"action_{importer}", f"{country}, latest step:", latest, words=words))
        marks += [(d, shown) for d, _ in steps]
    panels = tuple(
        Panel(
            Axis("", _days(start), _days(end), tuple((_days(d), f"{d:{form}}") for d in ticks)),
            Axis("↑ percent; dashed: points added", 0, top),
            (
                *layers,
                *(Line(((d, 0), (d, top / 25)), when=shown) for d, shown in marks),
                Line(((day, 0), (day, top)), color="muted"),
                Point(day, 0.95 * top, drag=("day", "")),
            ),
            title,
        )
        for title, start, end, ticks, form, top in (
            ("2018 to 2024", FIRST, SPLIT, [date(y, 1, 1) for y in range(2018, 2025, 2)], "%Y", TOP[0]),
            ("2025 on: mind the scale", SPLIT, LAST, QUARTERS, "%b %y", TOP[1]),
        )
    )
    return Picture(
        name="timeline",
        title="Average tariffs since 2018, by what they average",
        alt="Step lines of average tariffs, one for each way of averaging: 2018 to 2024, then from 2025. "
        "The United States' tariffs on China rise to about 20 percent by 2019, stay there, leap above "
        "100 percent in April 2025 and fall back in May. On the chosen day the PIIE average of the "
        "United States on China is {piie_USA}, China's on the United States {piie_CHN}.",
        panels=panels,
        controls=(slider, importers),
        readouts=tuple(readouts),
    )
