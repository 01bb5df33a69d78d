"""Small tables of facts: what was done to tariffs between the United States and China, and what it averaged.

Every row names its source. Several averages exist for one and the same day because they measure
different things: never mix rows of two concepts, read `tariff_concepts` first. Rates are in percent,
and the columns say so.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "average_tariffs",
    "tariff_actions",
    "tariff_concepts",
    "us_imports_from_china",
    "s1_results",
    "s3_elasticities",
    "usd_cny",
    "china_accounts",
]

FOLDER = Path(__file__).parent
ECONOMIES = ("USA", "CHN", "ROW", "WLD")
BASES = ("section_122", "section_201", "section_232", "section_301", "ieepa", "retaliation", "general_cut")
KINDS = {"level": "percent of value", "increase": "percentage points"}


class _Bad(ValueError):
    """A field that breaks its rule; the reader adds file, line and field."""


def _text(field: str) -> str:
    if not field.strip():
        raise _Bad("must not be empty")
    return field


def _one_of(*allowed: str) -> Callable[[str], str]:
    def check(field: str) -> str:
        if field not in allowed:
            raise _Bad(f"must be one of {', '.join(allowed)}")
        return field

    return check


def _day(field: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", field):
        raise _Bad("must be a date as YYYY-MM-DD")
    try:
        return date.fromisoformat(field)
    except ValueError:
        raise _Bad("must be a day of the calendar") from None


def _number(low: float, high: float, kind: Callable[[str], Any] = float) -> Callable[[str], Any]:
    def check(field: str) -> Any:
        try:
            value = kind(field)
        except ValueError:
            raise _Bad("must be a whole number" if kind is int else "must be a number") from None
        if not (math.isfinite(value) and low <= value <= high):
            raise _Bad(f"must lie between {low:g} and {high:g}")
        return value

    return check


def _or_empty(check: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda field: check(field) if field else None


def _rows(
    name: str, columns: dict[str, Callable[[str], Any]], key: tuple[str, ...]
) -> Iterator[tuple[int, dict]]:
    """Yield each line's number and its checked fields."""
    seen: dict[tuple, int] = {}
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        header = next(lines, [])
        if header != list(columns):
            raise ValueError(
                f"{name}, line 1: the columns must be {', '.join(columns)}; got {', '.join(header)}"
            )
        for fields in lines:
            where = f"{name}, line {lines.line_num}"
            if len(fields) != len(columns):
                raise ValueError(
                    f"{where}: a row must have {len(columns)} fields; got {len(fields)}: {fields!r}"
                )
            row = {}
            for (column, check), field in zip(columns.items(), fields, strict=True):
                try:
                    row[column] = check(field)
                except _Bad as bad:
                    raise ValueError(f"{where}: {column} {bad}; got {field!r}") from None
            here = tuple(fields[list(columns).index(column)] for column in key)
            if here in seen:
                raise ValueError(
                    f"{where}: {' + '.join(key)} must be unique; got {here!r}, as in line {seen[here]}"
                )
            seen[here] = lines.line_num
            yield lines.line_num, row


def _concept_rows() -> list[dict]:
    columns: dict[str, Callable[[str], Any]] = {
        "concept": _text,
        "label": _text,
        "kind": _one_of(*KINDS),
        "measures": _text,
        "weights": _text,
        "base": _text,
        "unit": _one_of(*KINDS.values()),
        "source": _text,
    }
    rows = []
    for line, row in _rows("tariff_concepts.csv", columns, ("concept",)):
        if row["unit"] != KINDS[row["kind"]]:
            raise ValueError(
                f"tariff_concepts.csv, line {line}: unit must be {KINDS[row['kind']]!r}"
                f" for kind {row['kind']!r}; got {row['unit']!r}"
            )
        rows.append(row)
    return rows


def tariff_concepts() -> pd.DataFrame:
    """Return what each average tariff measures.

    Returns
    -------
    DataFrame
        One row a concept. ``concept`` (the id), ``label`` (short, for pictures), ``kind`` (``"level"``: the
        whole tariff; ``"increase"``: points on top of ``base``), ``measures``, ``weights``, ``base``,
        ``unit``, ``source``.

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> concepts = data.tariff_concepts().set_index("concept")
    >>> concepts.loc["duty_over_value", "weights"]
    'US imports from China of the same year'
    >>> list(concepts.index[concepts["kind"] == "increase"])
    ['added_2017_weights', 'statutory_increase']
    """
    import pandas as pd

    return pd.DataFrame(_concept_rows())


def tariff_actions() -> pd.DataFrame:
    """Return what the two governments did, in order of the day it came into force.

    Returns
    -------
    DataFrame
        One row an action.

        - ``action_id``, ``importer`` ("USA" or "CHN"), ``date``, ``basis`` (the law), ``action`` (words)
        - ``low_percent``, ``rate_percent``: lowest and highest extra duty in force on the goods concerned
          from this day on, on top of the general tariff, in percent. It is the duty itself, not its change:
          0 ends or suspends one. Under ``"ieepa"`` it is the sum of the emergency tariffs on such a good.
          Missing for general cuts, which lower the general tariff by different rates.
        - ``value_bn_usd``: announced yearly value of the goods, billion USD; ``lines``: tariff lines.
          Missing where no source gives one number.
        - ``applies_to``: "CHN", "USA", or "all" partners
        - ``source``, ``note`` (doubts, and where sources disagree; may be empty)

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> actions = data.tariff_actions().set_index("action_id")
    >>> f"{actions.loc['list_1', 'date']:%d %B %Y}: {actions.loc['list_1', 'rate_percent']:g} %"
    '06 July 2018: 25 %'
    """
    import pandas as pd

    rate = _number(0, 200)
    columns: dict[str, Callable[[str], Any]] = {
        "action_id": _text,
        "importer": _one_of("USA", "CHN"),
        "date": _day,
        "basis": _one_of(*BASES),
        "action": _text,
        "low_percent": _or_empty(rate),
        "rate_percent": _or_empty(rate),
        "value_bn_usd": _or_empty(_number(0, 1000)),
        "lines": _or_empty(_number(1, 20_000, int)),
        "applies_to": _one_of("CHN", "USA", "all"),
        "source": _text,
        "note": str,
    }
    rows: list[dict] = []
    for line, row in _rows("tariff_actions.csv", columns, ("action_id",)):
        where = f"tariff_actions.csv, line {line}"
        if rows and row["date"] < rows[-1]["date"]:
            rule = f"date must not be before the row above ({rows[-1]['date']})"
            raise ValueError(f"{where}: {rule}; got {row['date']}")
        low, high = row["low_percent"], row["rate_percent"]
        if (low is None) != (high is None) or (low is not None and low > high):
            raise ValueError(f"{where}: low_percent must not exceed rate_percent ({high}); got {low}")
        if row["applies_to"] == row["importer"]:
            raise ValueError(
                f"{where}: applies_to must not be the importer itself; got {row['applies_to']!r}"
            )
        rows.append(row)
    table = pd.DataFrame(rows)
    table["date"] = pd.to_datetime(table["date"])
    for column in ("low_percent", "rate_percent", "value_bn_usd"):
        table[column] = table[column].astype("float64")
    table["lines"] = table["lines"].astype("Int64")
    return table


def average_tariffs(on: str | date | None = None) -> pd.DataFrame:
    """Return average tariffs, concept by concept.

    Parameters
    ----------
    on : str or date, optional
        Keep only the values in force on this day: at most one a concept, importer and exporter.

    Returns
    -------
    DataFrame
        One row a value.

        - ``concept``: an id from `tariff_concepts`
        - ``importer`` (who levies it) and ``exporter``: "USA", "CHN", "ROW" (all others), "WLD" (everybody)
        - ``start``: first day of the value (of the period, where it is the average of a year or a month)
        - ``end``: last day it is known to hold. Missing: until the next row of the same series, and in a
          last row as long as nobody says otherwise
        - ``rate_percent``: percent, or percentage points where the concept's kind is "increase"
        - ``source``, ``note`` (doubts, and where sources disagree; may be empty)

    Raises
    ------
    ValueError
        If the table is damaged, with file, line, field and value; or if `on` is not a day.

    Examples
    --------
    >>> from tradegames import data
    >>> piie = data.average_tariffs().query("concept == 'piie' and importer == 'USA'")
    >>> float(piie["rate_percent"].max())
    126.5
    >>> day = data.average_tariffs(on="2020-03-01").query("importer == 'USA'")
    >>> dict(zip(day["concept"], day["rate_percent"], strict=True))
    {'piie': 19.3, 'added_2017_weights': 13.73, 'duty_over_value': 9.79, 'lists_2023_weights': 18.0}
    """
    import pandas as pd

    name = "tariff_averages.csv"
    columns: dict[str, Callable[[str], Any]] = {
        "concept": _one_of(*(row["concept"] for row in _concept_rows())),
        "importer": _one_of("USA", "CHN"),
        "exporter": _one_of(*ECONOMIES),
        "start": _day,
        "end": _or_empty(_day),
        "rate_percent": _number(0, 200),
        "source": _text,
        "note": str,
    }
    rows: list[dict] = []
    taken: dict[tuple, date] = {}
    for line, row in _rows(name, columns, ("concept", "importer", "exporter", "start")):
        if row["end"] is not None and row["end"] < row["start"]:
            rule = f"end must not be before start ({row['start']})"
            raise ValueError(f"{name}, line {line}: {rule}; got {row['end']}")
        series = (row["concept"], row["importer"], row["exporter"])
        if series in taken and row["start"] <= taken[series]:
            raise ValueError(
                f"{name}, line {line}: start must be after {taken[series]},"
                f" the last day of its series so far; got {row['start']}"
            )
        taken[series] = row["end"] or row["start"]
        rows.append(row)
    table = pd.DataFrame(rows)
    table["start"] = pd.to_datetime(table["start"])
    table["end"] = pd.to_datetime(table["end"])
    if on is None:
        return table
    try:
        day = pd.Timestamp(_day(str(on)))
    except _Bad as bad:
        raise ValueError(f"average_tariffs.on {bad}; got {on!r}") from None
    latest = table[table["start"] <= day].groupby(["concept", "importer", "exporter"], sort=False).tail(1)
    return latest[latest["end"].isna() | (latest["end"] >= day)].reset_index(drop=True)


# Last, because these read their tables with what stands above.
def _frame(name: str, columns: dict[str, Callable[[str], Any]], key: tuple[str, ...]) -> pd.DataFrame:
    """Return a checked table as a data frame."""
    import pandas as pd

    return pd.DataFrame([row for _, row in _rows(name, columns, key)])


from .china_trade import china_accounts, s3_elasticities, us_imports_from_china, usd_cny  # noqa: E402  # needs the readers above
from .s1 import s1_results  # noqa: E402  # needs the readers above
