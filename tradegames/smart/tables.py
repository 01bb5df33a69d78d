"""Reading downloads from UN Comtrade and WITS, or any table of flows, into one shape."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LAYOUTS", "read"]

# Our column -> the download's; a layout is known by its columns. Values are in USD times `scale`.
LAYOUTS: dict[str, tuple[dict[str, str], float]] = {
    "UN Comtrade": (
        {
            "product": "cmdCode",
            "supplier": "partnerDesc",
            "imports": "primaryValue",
            "importer": "reporterDesc",
            "year": "refYear",
            "flow": "flowCode",
        },
        1.0,
    ),
    "UN Comtrade, legacy": (
        {
            "product": "Commodity Code",
            "supplier": "Partner",
            "imports": "Trade Value (US$)",
            "importer": "Reporter",
            "year": "Year",
            "flow": "Trade Flow",
        },
        1.0,
    ),
    "WITS": (
        {
            "product": "ProductCode",
            "supplier": "PartnerName",
            "imports": "TradeValue in 1000 USD",
            "importer": "ReporterName",
            "year": "Year",
            "flow": "TradeFlowName",
        },
        1000.0,
    ),
}
IMPORTS = {"M", "Import", "Imports", "Gross Imp.", "Gross Imports"}
WORLD = {"World", " World", "WORLD", "All countries"}
# Where Comtrade also breaks a flow down, these columns must say "all of it".
WHOLE = {"partner2Code": "0", "customsCode": "C00", "motCode": "0"}


def read(
    path: str | Path | IO[str], columns: Mapping[str, str] | None = None, digits: int = 6, scale: float = 1.0
) -> pd.DataFrame:
    r"""Read a download and return its flows, one row a product and supplier.

    Parameters
    ----------
    path : str, Path or open file
        A CSV file, possibly compressed. Downloads are recognised by their columns: UN Comtrade's (refYear,
        reporterDesc, flowCode, partnerDesc, cmdCode, primaryValue; and, where there, partner2Code,
        customsCode, motCode, of which only the totals are kept), its legacy ones (Year, Reporter, Trade Flow,
        Partner, Commodity Code, Trade Value (US$)) and those of WITS (Year, ReporterName, TradeFlowName,
        PartnerName, ProductCode, TradeValue in 1000 USD).
    columns : mapping, optional
        For any other file: our names to the file's. Needed are "product", "supplier", "imports"; possible
        "duty" (collected, same unit), "tariff" (fraction), "importer", "year", "flow".
    digits : int
        Digits of the products wanted; codes that a spreadsheet robbed of its zeros get them back.
    scale : float
        USD per unit of value, with `columns` only.

    Returns
    -------
    DataFrame
        Columns product (text), supplier, imports (USD) and those of the others that the file has;
        ``attrs["left_out"]`` says which rows are no flows of single partners and products, and how many.

    Raises
    ------
    ValueError
        If the columns are unknown, a code is no number or has too many digits, a value is missing or
        negative, or a flow is listed twice; the error gives the line.

    Examples
    --------
    >>> import io
    >>> file = io.StringIO(
    ...     "ReporterName,Year,TradeFlowName,PartnerName,ProductCode,TradeValue in 1000 USD\n"
    ...     "United States,2017,Import,China,10121,5\nUnited States,2017,Import, World,10121,9\n")
    >>> table = read(file)
    >>> table[["product", "supplier", "imports"]].values.tolist(), table.attrs["left_out"]
    ([['010121', 'China', 5000.0]], {'partner is the world': 1})
    """
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    frame.index = pd.RangeIndex(2, len(frame) + 2)  # the line in the file
    owner = f"smart.read: {Path(path).name if isinstance(path, str | Path) else 'file'}"
    if columns is None:
        columns, scale = _recognise(frame, owner)
    elif absent := [name for name in columns.values() if name not in frame]:
        raise ValueError(f"{owner} must have a column {absent[0]!r}; got {', '.join(frame.columns)}")
    if absent := [name for name in ("product", "supplier", "imports") if name not in columns]:
        raise ValueError(f"{owner}: columns must name {absent[0]!r}; got {', '.join(columns)}")
    table = pd.DataFrame({ours: frame[theirs].str.strip() for ours, theirs in columns.items()})
    left_out: dict[str, int] = {}

    def leave(rows: Any, why: str) -> None:
        nonlocal table
        if rows.any():
            left_out[why] = int(rows.sum())
            table = table[~rows]

    if "flow" in table:
        leave(~table["flow"].isin(IMPORTS), "flow is no import")
        table = table.drop(columns="flow")
    leave(table["supplier"].isin({name.strip() for name in WORLD}), "partner is the world")
    for column, whole in WHOLE.items():
        if column in frame:
            part = ~frame.loc[table.index, column].str.strip().isin({whole, ""})
            leave(part, f"{column} is a part of the flow")
    leave(table["product"].isin({"TOTAL", "Total", "All"}), "product is the total")
    code = table["product"]
    _refuse(table, ~code.str.fullmatch(r"\d{1,10}"), "product", "be a code of digits", owner)
    # A code one digit short of an even length has lost its leading zero.
    code = code.where(code.str.len() % 2 == 0, "0" + code)
    table["product"] = code
    leave(code.str.len() < digits, f"product has fewer than {digits} digits")
    _refuse(table, table["product"].str.len() > digits, "product", f"have {digits} digits", owner)
    for column in ("imports", "duty", "tariff"):
        if column in table:
            values = pd.to_numeric(table[column], errors="coerce")
            bad = ~((values >= 0) & (values < float("inf")))
            _refuse(table, bad, column, "be a number and not negative", owner)
            table[column] = values * (1.0 if column == "tariff" else scale)
    _refuse(table, table["supplier"] == "", "supplier", "not be empty", owner)
    keys = [key for key in ("importer", "year", "product", "supplier") if key in table]
    _refuse(table, table.duplicated(keys), "product", "be listed once for each supplier", owner)
    table = table.reset_index(drop=True)
    table.attrs["left_out"] = left_out
    return table


def _recognise(frame: pd.DataFrame, owner: str) -> tuple[dict[str, str], float]:
    for columns, scale in LAYOUTS.values():
        if set(columns.values()) <= set(frame.columns):
            return columns, scale
    known = "; ".join(f"{name}: {', '.join(c.values())}" for name, (c, _) in LAYOUTS.items())
    raise ValueError(f"{owner} must have the columns of a layout ({known}), or columns must be given")


def _refuse(table: pd.DataFrame, bad: Any, column: str, rule: str, owner: str) -> None:
    if bad.any():
        row = table[bad].iloc[0]
        raise ValueError(
            f"{owner}, line {row.name}: {column} must {rule}; got {row[column]!r} for product"
            f" {row['product']!r}, supplier {row['supplier']!r} ({int(bad.sum())} such lines)"
        )
