"""The tables of S2 (Lv, Lou, Du and Tu 2019) as printed, totals and slips included; amounts in million USD.

Empty cells, where a table has no such column, are missing values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .reading import frame, number, one_of, or_empty, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["chapters", "diversion", "totals"]

_AMOUNT = number(-1e6, 1e6)
_IMPORTER = one_of("USA", "CHN")
_LISTS = one_of("April list", "list 1", "list 2", "lists 1 and 2")


def chapters() -> pd.DataFrame:
    """Return Tables 1, 2 and 6: what the lists do, HS chapter by chapter.

    Returns
    -------
    DataFrame
        ``table``, ``importer``, ``scenario``, ``hs2`` ("total" for the printed total), ``tariff_percent``
        (trade-weighted average before), ``imports`` (before; in Tables 1 and 2 from all suppliers, whatever
        the heading says; in Table 6 from the target), ``change`` (of imports from the target), ``creation``,
        ``diversion``, ``revenue``, ``welfare``, ``source``.

    Examples
    --------
    >>> from tradegames.data import s2
    >>> table = s2.chapters().query("table == '2' and hs2 == '35'")
    >>> table[["change", "diversion", "welfare"]].values.tolist()
    [[-182.3, 0.0, -14.67]]
    """
    columns = {
        "table": one_of("1", "2", "6"),
        "importer": _IMPORTER,
        "scenario": _LISTS,
        "hs2": text,
        "tariff_percent": or_empty(number(0, 100)),
        "imports": number(0, 1e6),
        "change": _AMOUNT,
        "creation": or_empty(_AMOUNT),
        "diversion": or_empty(_AMOUNT),
        "revenue": _AMOUNT,
        "welfare": _AMOUNT,
        "source": text,
    }
    table = frame("s2_chapters.csv", columns, ("table", "importer", "hs2"))
    amounts = ["tariff_percent", "creation", "diversion"]
    table[amounts] = table[amounts].astype("float64")
    return table


def totals() -> pd.DataFrame:
    """Return Tables 3 and 8: what whole lists do, at several elasticities.

    Returns
    -------
    DataFrame
        ``table``, ``importer``, ``scenario``, ``armington``, ``supply_elasticity`` (99 stands for infinite),
        ``unit`` (million USD of one printed unit), ``change`` (of imports from the target), ``creation``
        (change of total imports), ``revenue``, ``welfare``, ``source``.

    Examples
    --------
    >>> from tradegames.data import s2
    >>> s2.totals().query("table == '8' and importer == 'USA'").creation.tolist()
    [-19381.27, -21699.18, -21699.18]
    """
    columns = {
        "table": one_of("3", "8"),
        "importer": _IMPORTER,
        "scenario": _LISTS,
        "armington": number(0, 100),
        "supply_elasticity": number(0, 100),
        "unit": number(1, 100),
        **dict.fromkeys(("change", "creation", "revenue", "welfare"), _AMOUNT),
        "source": text,
    }
    return frame(
        "s2_totals.csv", columns, ("table", "importer", "scenario", "armington", "supply_elasticity")
    )


def diversion() -> pd.DataFrame:
    """Return Table 7: who takes over what is diverted.

    Returns
    -------
    DataFrame
        ``table``, ``importer``, ``scenario``, ``partner`` ("Other" and "total" included), ``diverted``,
        ``source``.

    Examples
    --------
    >>> from tradegames.data import s2
    >>> s2.diversion().query("importer == 'USA'").partner.iloc[0]
    'Mexico'
    """
    columns = {
        "table": one_of("7"),
        "importer": _IMPORTER,
        "scenario": _LISTS,
        "partner": text,
        "diverted": number(0, 1e6),
        "source": text,
    }
    return frame("s2_diversion.csv", columns, ("importer", "scenario", "partner"))
