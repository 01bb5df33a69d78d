"""What the checks of S1 share: its printed results, the list of actions, and its world, solved once."""

from __future__ import annotations

from datetime import date
from typing import Any

from ... import data

# S1, section 4: ten points on all Chinese goods, changes in percent.
PRINTED = {
    "real GDP": -0.09,
    "nominal GDP": -0.19,
    "exports to the United States": -4.99,
    "other manufactures": -4.14,
    "electronics": -1.65,
    "textiles": -1.39,
    "employment": -0.14,
}


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
