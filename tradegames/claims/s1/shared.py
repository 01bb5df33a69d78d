"""What the checks of S1 share: its printed results, the list of actions, and its world, solved once."""

from __future__ import annotations

from datetime import date
from typing import Any

from ... import cge, data
from ..tools import remember

# The chapters of the model and of what it says.
MODEL = "circular_flow"
RESULTS = "ten_points"

# S1's points on all Chinese goods; the world counts services apart.
TEN: dict[tuple[str, ...], float] = {("USA", "CHN"): 0.10}
# Where the ten points start from, by name of the scenario that is simulated and calibrated to first.
BASES = {
    "pre_war": "before the war",
    "war": "after the war as announced",
    "war_in_force": "after the war as it came",
}
CLOSURES = {"full_employment": "full employment", "fixed_real_wage": "a fixed real wage"}
SECTORS = {"output_art": "ART", "output_elec": "ELEC", "output_tex": "TEX"}  # by S1's figure


def printed(figure: str) -> float:
    """Return a change that S1 prints, in percent."""
    return float(data.s1_results().set_index("figure")["percent"][figure])


@remember
def _table() -> Any:
    """The list of actions, with days instead of points in time."""
    table = data.tariff_actions()
    return table.assign(date=table["date"].dt.date)


def action(name: str) -> Any:
    """Return one row of the list of actions."""
    return _table().set_index("action_id").loc[name]


def actions(importer: str, basis: str, since: date = date.min, until: date = date.max) -> Any:
    """Return the actions of a country under one law, from one day to the day before another."""
    table = _table()
    kept = (table["importer"] == importer) & (table["basis"] == basis)
    return table[kept & (table["date"] >= since) & (table["date"] < until)]


def added() -> Any:
    """Return by how many points the lists of 2018 and 2019 raised the average, by day, weighted with 2017."""
    rows = data.average_tariffs().query("concept == 'added_2017_weights'")
    return rows.set_index(rows["start"].dt.date)["rate_percent"]


def day(date: date) -> str:
    """Return a day in words.

    Examples
    --------
    >>> day(date(2018, 7, 6))
    '6 July 2018'
    """
    return f"{date.day} {date:%B %Y}"


@remember
def world(base: str) -> cge.World:
    """Return the package's world before the war, or calibrated to where the war led."""
    return cge.load(after=base)


@remember
def ten(base: str, closure: str) -> cge.Solution:
    """Return what S1's ten points do."""
    return world(base).solve(TEN, closure=closure)


def variants() -> dict[tuple[str, str], cge.Solution]:
    """Return what S1's ten points do, from every base with both closures."""
    return {(base, closure): ten(base, closure) for base in BASES for closure in CLOSURES}


def listed(values: dict[tuple[str, str], float], form: str = ".2f") -> str:
    """Return a number for each variant, in words."""
    words = "; ".join(
        f"{BASES[base]}, {CLOSURES[closure]}: {value:{form}} %" for (base, closure), value in values.items()
    )
    return words[:1].upper() + words[1:]
