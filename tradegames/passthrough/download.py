"""From a reader's own download to a panel: USITC DataWeb and UN Comtrade.

Both functions only rename, reshape and join; what cannot be used is reported by `check`, never dropped.
Columns beyond those named here are ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DATAWEB", "from_comtrade", "from_dataweb"]

# Measures of USITC DataWeb, as its sheets and columns are called, and what they are here.
DATAWEB = {"Customs Value": "value", "First Unit of Quantity": "quantity", "Calculated Duties": "duty"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_COMTRADE = {"cmdCode": "product", "period": "period", "primaryValue": "value", "qty": "quantity"}
_COMTRADE_MORE = {"qtyUnitAbbr": "unit", "isQtyEstimated": "estimated", "classificationCode": "edition"}
_ONE_OF = ("reporterCode", "partnerCode", "partner2Code", "flowCode", "customsCode", "motCode")


def from_dataweb(sheets: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return a panel from a USITC DataWeb download: monthly imports for consumption from one country.

    Parameters
    ----------
    sheets : mapping of str to DataFrame
        The sheets of the workbook by name, as ``pandas.read_excel(file, sheet_name=None, dtype=str)``
        returns them (``skiprows`` where a sheet has lines above its head). Needed are "Customs Value"
        (US dollars, before duty and freight), "First Unit of Quantity" (each product in its own unit)
        and "Calculated Duties" (US dollars), each with "HTS Number" (text), "Year" and a column for
        each month, "January" to "December". "Quantity Description" becomes the panel's ``unit``.

    Returns
    -------
    DataFrame
        The tariff is duty over value of the month itself: what was charged, exclusions and preferences
        included. Where the value is zero it is missing. Empty cells stay missing.

    Raises
    ------
    ValueError
        If a sheet or column is missing, there are several countries, a code is no number (rows of totals
        must be deleted first), a cell is no number, or a product has two rows for a year.

    Examples
    --------
    >>> import pandas as pd
    >>> def sheet(*numbers):
    ...     row = {"HTS Number": "0101210010", "Year": "2018", "Quantity Description": "number"}
    ...     return pd.DataFrame([row | dict(zip(("January", "February"), numbers))])
    >>> panel = from_dataweb({
    ...     "Customs Value": sheet("1,000", "500"),
    ...     "First Unit of Quantity": sheet("10", ""),
    ...     "Calculated Duties": sheet("250", "0"),
    ... })
    >>> panel[["value", "quantity", "tariff"]].values.tolist()
    [[1000.0, 10.0, 0.25], [500.0, nan, 0.0]]
    """
    _need("the sheets", DATAWEB, sheets)
    value, panel, duty = (_melted(sheets[measure], measure, name) for measure, name in DATAWEB.items())
    for part in (value, duty):  # the unit is that of the sheet of quantities
        panel = panel.merge(part.drop(columns="unit"), on=["product", "period"], how="outer")
    positive = panel["value"] > 0
    panel["tariff"] = panel["duty"].where(positive) / panel["value"].where(positive)
    return panel[["product", "period", "value", "quantity", "tariff", "unit"]]


def from_comtrade(table: pd.DataFrame, tariffs: pd.DataFrame) -> pd.DataFrame:
    """Return a panel from a UN Comtrade download: imports of one country from one other.

    Parameters
    ----------
    table : DataFrame
        Needed are "cmdCode" (HS code, text), "period" (YYYY or YYYYMM), "primaryValue" (US dollars; for
        imports usually with insurance and freight) and "qty"; "qtyUnitAbbr", "isQtyEstimated" and
        "classificationCode" (the edition of the HS: H4 is 2012, H5 2017, H6 2022) become the panel's
        ``unit``, ``estimated`` and ``edition`` where they are there.
    tariffs : DataFrame
        ``product``, ``period`` (date) and ``tariff`` (fraction). Comtrade has none.

    Returns
    -------
    DataFrame
        A tariff that is not in `tariffs` is missing. A quantity that Comtrade does not have may be
        written as 0 there and stays 0: `check` counts it.

    Raises
    ------
    ValueError
        If a column is missing, if there are several reporters, partners, flows, modes of transport or
        customs procedures, if a code is no number, or if `tariffs` has a product and period twice.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({
    ...     "cmdCode": ["850110", "850110"], "period": [201807, 201808], "isQtyEstimated": [False, True],
    ...     "primaryValue": [90.0, 80.0], "qty": [9.0, 8.0],
    ... })
    >>> month = pd.to_datetime(["2018-08-01"])
    >>> tariffs = pd.DataFrame({"product": ["850110"], "period": month, "tariff": [0.25]})
    >>> from_comtrade(table, tariffs)[["value", "tariff", "estimated"]].values.tolist()
    [[90.0, nan, False], [80.0, 0.25, True]]
    """
    import pandas as pd

    _need("the columns", _COMTRADE, table.columns)
    _need("the columns", ("product", "period", "tariff"), tariffs.columns)
    for column in _ONE_OF:
        _one(table, column)
    names = _COMTRADE | {old: new for old, new in _COMTRADE_MORE.items() if old in table.columns}
    panel = table[list(names)].rename(columns=names)
    panel["product"] = _codes(panel["product"], "cmdCode")
    periods = panel["period"].astype(str)
    panel["period"] = pd.to_datetime(
        np.where(periods.str.len() == 4, periods + "01", periods.to_numpy()), format="%Y%m"
    )
    for column in ("value", "quantity"):
        panel[column] = _numbers(panel[column], column)
    if "estimated" in panel.columns:  # read as text, "False" would count as true
        panel["estimated"] = panel["estimated"].astype(str).str.lower().isin(["true", "1"])
    twice = tariffs.duplicated(["product", "period"])
    if twice.any():
        first = tariffs[twice].iloc[0]
        raise ValueError(
            f"tariffs must have one row for each product and period; got {twice.sum():,} more,"
            f" first {first['product']!r}"
        )
    joined = panel.merge(tariffs[["product", "period", "tariff"]], on=["product", "period"], how="left")
    more = [name for name in _COMTRADE_MORE.values() if name in joined.columns]
    return joined[["product", "period", "value", "quantity", "tariff", *more]]


def _need(what: str, names: Any, there: Any) -> None:
    missing = [name for name in names if name not in there]
    if missing:
        raise ValueError(f"the download must have {what} {', '.join(names)}; got none named {missing}")


def _one(table: pd.DataFrame, column: str) -> None:
    if column in table.columns and table[column].nunique() > 1:
        raise ValueError(
            f"the download must have one {column} only (choose one, or add them up first);"
            f" got {sorted(map(str, table[column].unique()))[:5]}"
        )


def _codes(codes: pd.Series, column: str) -> pd.Series:
    """Product codes as text of digits."""
    if not all(isinstance(code, str) for code in codes):
        raise ValueError(
            f"{column} must be read as text (dtype=str), or codes lose leading zeros; got {codes.iloc[0]}"
        )
    bad = codes[~codes.str.fullmatch(r"\d+")]
    if len(bad):
        raise ValueError(
            f"{column} must be digits in every row (delete rows of totals);"
            f" got {bad.iloc[0]!r}, {len(bad):,} of {len(codes):,} rows"
        )
    return codes


def _numbers(cells: pd.Series, name: str) -> pd.Series:
    """Numbers, also where they are written as text with commas; empty cells are missing."""
    import pandas as pd

    text = cells.astype(str).str.replace(",", "").str.strip()
    empty = cells.isna() | (text == "")
    numbers = pd.to_numeric(text.where(~empty, "nan"), errors="coerce")
    bad = numbers.isna() & ~empty & (text.str.lower() != "nan")
    if bad.any():
        raise ValueError(
            f"{name} must be numbers; got {cells[bad].iloc[0]!r}, {bad.sum():,} of {len(cells):,} cells"
        )
    return numbers


def _melted(sheet: pd.DataFrame, measure: str, name: str) -> pd.DataFrame:
    """A sheet of DataWeb with one row for each product and month."""
    import pandas as pd

    _need(f"in sheet {measure!r} the columns", ("HTS Number", "Year"), sheet.columns)
    _one(sheet, "Country")
    months = [month for month in _MONTHS if month in sheet.columns]
    if not months:
        raise ValueError(f"sheet {measure!r} must have a column for each month, January to December")
    _codes(sheet["HTS Number"], f"sheet {measure!r}: HTS Number")
    twice = sheet.duplicated(["HTS Number", "Year"])
    if twice.any():
        raise ValueError(
            f"sheet {measure!r} must have one row for each product and year; got {twice.sum():,} more, first"
            f" {sheet['HTS Number'][twice].iloc[0]}"
        )
    unit = "Quantity Description"
    keys = ["HTS Number", "Year"] + ([unit] if unit in sheet.columns else [])
    long = sheet.melt(keys, months, "month", name).rename(columns={"HTS Number": "product", unit: "unit"})
    number = long["month"].map({month: f"{k + 1:02d}" for k, month in enumerate(_MONTHS)})
    long["period"] = pd.to_datetime(long["Year"].astype(str) + number, format="%Y%m")
    long[name] = _numbers(long[name], f"sheet {measure!r}")
    if "unit" not in long.columns:
        long["unit"] = ""
    return long[["product", "period", name, "unit"]]
