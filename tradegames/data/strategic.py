"""Tables of facts about inputs that can be withheld: rare earths, gallium and germanium, chips, controls.

Every row names its source. Figures of the last year are estimates and are revised; shares of the chip
supply chain change slowly and are mostly of 2019. Nothing here is a forecast unless its ``kind`` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .reading import iso_day, number, one_of, or_empty, read_rows, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "chip_capacity",
    "chip_shares",
    "export_controls",
    "mineral_dependence",
    "rare_earth_output",
    "trade_elasticities",
]

_percent = number(0, 100)
_year = number(1990, 2035, int)
UNITS = ("kg", "t", "percent", "USD per kg")


Check = Callable[[list[dict[str, Any]], dict[str, Any]], str]  # what is wrong with a row, given those above


def _table(
    name: str, columns: dict[str, Callable[[str], Any]], key: tuple[str, ...], check: Check | None = None
) -> pd.DataFrame:
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for line, row in read_rows(name, columns, key):
        if check and (words := check(rows, row)):
            raise ValueError(f"{name}, line {line}: {words}")
        rows.append(row)
    return pd.DataFrame(rows)


def rare_earth_output() -> pd.DataFrame:
    """Return mine production of rare earths, tonnes of rare-earth-oxide equivalent.

    Returns
    -------
    DataFrame
        ``year``, ``country`` ("World" is the total), ``tonnes``, ``source``. Not every country is there in
        every year.

    Raises
    ------
    ValueError
        If the table is damaged (file, line, field and value), or a country mines more than the world.

    Examples
    --------
    >>> from tradegames.data import strategic
    >>> mined = strategic.rare_earth_output().pivot(index="year", columns="country", values="tonnes")
    >>> round(float(mined["China"][2024] / mined["World"][2024]), 2)
    0.71
    """
    columns: dict[str, Callable[[str], Any]] = {
        "year": _year,
        "country": text,
        "tonnes": number(0, 1e6),
        "source": text,
    }

    def check(above: list[dict[str, Any]], row: dict[str, Any]) -> str:
        most = max((r["tonnes"] for r in above if r["year"] == row["year"]), default=0)
        if row["country"] == "World" and row["tonnes"] < most:
            return f"tonnes of the world must not be below a country's, {most:g}; got {row['tonnes']:g}"
        return ""

    return _table("rare_earth_output.csv", columns, ("year", "country"), check)


def mineral_dependence() -> pd.DataFrame:
    """Return how the United States depend on rare earths, gallium and germanium.

    Returns
    -------
    DataFrame
        ``mineral``, ``year``, ``item`` (such as "us_net_import_reliance"), ``value``, ``unit``, ``source``,
        ``note`` (may be empty; some values are lower bounds).

    Examples
    --------
    >>> from tradegames.data import strategic
    >>> table = strategic.mineral_dependence().set_index(["mineral", "item", "year"])["value"]
    >>> float(table["gallium", "us_net_import_reliance", 2024])
    100.0
    """
    columns: dict[str, Callable[[str], Any]] = {
        "mineral": one_of("rare earths", "gallium", "germanium"),
        "year": _year,
        "item": text,
        "value": number(0, 1e7),
        "unit": one_of(*UNITS),
        "source": text,
        "note": str,
    }

    def check(_: list[dict[str, Any]], row: dict[str, Any]) -> str:
        over = row["unit"] == "percent" and row["value"] > 100
        return f"value must not exceed 100 percent; got {row['value']:g}" if over else ""

    return _table("mineral_dependence.csv", columns, ("mineral", "item", "year"), check)


def chip_shares() -> pd.DataFrame:
    """Return shares of China and the United States in steps of the chip supply chain, percent.

    Returns
    -------
    DataFrame
        ``level`` ("stage" or "tool"), ``item``, ``china_percent``, ``usa_percent``, ``source``. All
        stages, and the tools of which one of the two makes three quarters or more.

    Examples
    --------
    >>> from tradegames.data import strategic
    >>> strategic.chip_shares().set_index("item").loc["Electronic design automation software", "usa_percent"]
    np.float64(96.0)
    """
    columns = {
        "level": one_of("stage", "tool"),
        "item": text,
        "china_percent": _percent,
        "usa_percent": _percent,
        "source": text,
    }

    def check(_: list[dict[str, Any]], row: dict[str, Any]) -> str:
        both = row["china_percent"] + row["usa_percent"]
        return f"the two shares must not exceed 100 together; got {both:g}" if both > 100 else ""

    return _table("chip_shares.csv", columns, ("item",), check)


def chip_capacity() -> pd.DataFrame:
    """Return shares in the world's capacity to make chips, percent, by region and size of structure.

    Returns
    -------
    DataFrame
        ``year``, ``kind`` ("estimate" or "forecast", of the source), ``region``, ``node``, ``percent``,
        ``source``.

    Examples
    --------
    >>> from tradegames.data import strategic
    >>> sorted(strategic.chip_capacity()["kind"].unique())
    ['estimate', 'forecast']
    """
    columns = {
        "year": _year,
        "kind": one_of("estimate", "forecast"),
        "region": text,
        "node": one_of("all", "<10nm", "10-22nm", ">=28nm"),
        "percent": _percent,
        "source": text,
    }
    return _table("chip_capacity.csv", columns, ("year", "region", "node"))


def export_controls() -> pd.DataFrame:
    """Return measures of export control, in order of the day they came into force.

    Returns
    -------
    DataFrame
        ``date``, ``precision`` ("day", or "month": then the date is the first of the month), ``imposer``
        ("USA" or "CHN"), ``measure``, ``source``.

    Examples
    --------
    >>> from tradegames.data import strategic
    >>> strategic.export_controls()["imposer"].value_counts().to_dict()
    {'CHN': 8, 'USA': 2}
    """
    import pandas as pd

    columns = {
        "date": iso_day,
        "precision": one_of("day", "month"),
        "imposer": one_of("USA", "CHN"),
        "measure": text,
        "source": text,
    }

    def check(above: list[dict[str, Any]], row: dict[str, Any]) -> str:
        if above and row["date"] < above[-1]["date"]:
            return f"date must not be before the row above ({above[-1]['date']}); got {row['date']}"
        return ""

    table = _table("export_controls.csv", columns, ("date", "imposer"), check)
    table["date"] = pd.to_datetime(table["date"])
    return table


def trade_elasticities() -> pd.DataFrame:
    """Return by how many percent trade falls for a percent of tariff, soon and later, as positive numbers.

    Returns
    -------
    DataFrame
        ``horizon`` ("short", "long"), ``low``, ``value``, ``high`` (missing where no range is given),
        ``measures``, ``source``.

    Examples
    --------
    >>> from tradegames.data import strategic
    >>> strategic.trade_elasticities().set_index("horizon")["value"].to_dict()
    {'short': 0.76, 'long': 2.0}
    """
    positive = number(0, 20)
    columns = {
        "horizon": one_of("short", "long"),
        "low": or_empty(positive),
        "value": positive,
        "high": or_empty(positive),
        "measures": text,
        "source": text,
    }
    return _table("trade_elasticities.csv", columns, ("horizon",))
