"""What China sells to the United States, what S3 estimated for it, and the price of a dollar."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .reading import Bad, frame, number, one_of, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["china_accounts", "s3_elasticities", "us_imports_from_china", "usd_cny"]


def _chapter(field: str) -> str:
    if not re.fullmatch(r"\d{2}", field) or field == "00":
        raise Bad("must be an HS chapter of two digits")
    return field


def _chapters(field: str) -> str:
    if field and not re.fullmatch(r"\d{2}-\d{2}", field):
        raise Bad("must be empty or two HS chapters, as 01-05")
    if field and field[:2] > field[3:]:
        raise Bad("must not end before it begins")
    return field


def _month(field: str) -> str:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", field):
        raise Bad("must be a month as YYYY-MM")
    return field


def us_imports_from_china() -> pd.DataFrame:
    """Return what the United States imported from China, by chapter of the Harmonised System.

    Returns
    -------
    DataFrame
        One row a chapter (HS2). ``chapter`` (two digits, as text), ``name`` (ours, short),
        ``imports_2017_musd`` and ``imports_2024_musd`` (customs value before duty, million USD),
        ``source``.

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> imports = data.us_imports_from_china().set_index("chapter")
    >>> imports.loc["85", "name"]
    'Electrical equipment'
    >>> float(round(imports["imports_2024_musd"].sum() / 1e3, 1))
    429.4
    """
    value = number(0, 1e6)
    columns = {
        "chapter": _chapter,
        "name": text,
        "imports_2017_musd": value,
        "imports_2024_musd": value,
        "source": text,
    }
    return frame("us_imports_from_china.csv", columns, ("chapter",))


def s3_elasticities() -> pd.DataFrame:
    """Return the price elasticities of American demand for Chinese goods that S3 prints.

    Returns
    -------
    DataFrame
        One row an industry. ``industry`` (the id; "all" for the whole sample), ``name``, ``chapters``
        (first and last HS chapter; empty for the whole sample), ``elasticity`` (its size: 1.08 where S3
        prints −1.08), ``source``, ``note``. S3 names its industries and not their chapters: those of
        groups are our reading.

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> printed = data.s3_elasticities().set_index("industry")["elasticity"]
    >>> float(printed["all"]), float(printed["machinery"])
    (1.08, 0.84)
    """
    columns: dict[str, Callable[[str], Any]] = {
        "industry": text,
        "name": text,
        "chapters": _chapters,
        "elasticity": number(0, 10),
        "source": text,
        "note": str,
    }
    return frame("s3_elasticities.csv", columns, ("industry",))


def usd_cny() -> pd.DataFrame:
    """Return the price of a dollar in RMB, month by month from 2017 to 2025.

    Returns
    -------
    DataFrame
        One row a month. ``month`` (its first day), ``usd_cny`` (RMB per dollar, mean of the days),
        ``days`` (how many), ``source``.

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> rate = data.usd_cny().set_index("month")["usd_cny"]
    >>> float(rate["2018-04-01"]), float(rate["2019-09-01"])
    (6.3006, 7.1178)
    """
    import pandas as pd

    columns = {
        "month": _month,
        "usd_cny": number(1, 20),
        "days": number(1, 31, int),
        "source": text,
    }
    table = frame("usd_cny.csv", columns, ("month",))
    table["month"] = pd.to_datetime(table["month"])
    return table


def china_accounts() -> pd.DataFrame:
    """Return the few national figures that turn a loss of exports into points of GDP.

    Returns
    -------
    DataFrame
        One row a figure. ``fact`` (the id), ``value``, ``unit`` ("bn RMB" or "bn USD"), ``source``, ``note``.

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> float(data.china_accounts().set_index("fact").loc["china_gdp_2024", "value"])
    134908.4
    """
    columns: dict[str, Callable[[str], Any]] = {
        "fact": text,
        "value": number(0, 1e7),
        "unit": one_of("bn RMB", "bn USD"),
        "source": text,
        "note": str,
    }
    return frame("china_accounts.csv", columns, ("fact",))
