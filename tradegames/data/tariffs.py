"""What was done to tariffs between the United States and China, and what they averaged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from .reading import Bad, iso_day, number, one_of, or_empty, read_rows, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["average_tariffs", "tariff_actions", "tariff_concepts"]

ECONOMIES = ("USA", "CHN", "ROW", "WLD")
BASES = ("section_122", "section_201", "section_232", "section_301", "ieepa", "retaliation", "general_cut")
KINDS = {"level": "percent of value", "increase": "percentage points"}


def _concept_rows() -> list[dict]:
    columns: dict[str, Callable[[str], Any]] = {
        "concept": text,
        "label": text,
        "kind": one_of(*KINDS),
        "measures": text,
        "weights": text,
        "base": text,
        "unit": one_of(*KINDS.values()),
        "source": text,
    }
    rows = []
    for line, row in read_rows("tariff_concepts.csv", columns, ("concept",)):
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

    rate = number(0, 200)
    columns: dict[str, Callable[[str], Any]] = {
        "action_id": text,
        "importer": one_of("USA", "CHN"),
        "date": iso_day,
        "basis": one_of(*BASES),
        "action": text,
        "low_percent": or_empty(rate),
        "rate_percent": or_empty(rate),
        "value_bn_usd": or_empty(number(0, 1000)),
        "lines": or_empty(number(1, 20_000, int)),
        "applies_to": one_of("CHN", "USA", "all"),
        "source": text,
        "note": str,
    }
    rows: list[dict] = []
    for line, row in read_rows("tariff_actions.csv", columns, ("action_id",)):
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
        "concept": one_of(*(row["concept"] for row in _concept_rows())),
        "importer": one_of("USA", "CHN"),
        "exporter": one_of(*ECONOMIES),
        "start": iso_day,
        "end": or_empty(iso_day),
        "rate_percent": number(0, 200),
        "source": text,
        "note": str,
    }
    rows: list[dict] = []
    taken: dict[tuple, date] = {}
    for line, row in read_rows(name, columns, ("concept", "importer", "exporter", "start")):
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
        day = pd.Timestamp(iso_day(str(on)))
    except Bad as bad:
        raise ValueError(f"average_tariffs.on {bad}; got {on!r}") from None
    latest = table[table["start"] <= day].groupby(["concept", "importer", "exporter"], sort=False).tail(1)
    return latest[latest["end"].isna() | (latest["end"] >= day)].reset_index(drop=True)
