"""A list of products with an additional tariff, and the files that hold one."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import TYPE_CHECKING, Any

from ..checks import choice, number, warn_of_percent
from .codes import Report, clean

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TariffList", "read"]

# What a column of codes is called, in lower case without spaces, best first.
CODE_COLUMNS = (
    "hts10", "hts8", "hts", "htsno", "htsnumber", "htssubheading", "htsussubheading", "htscode",
    "hs10", "hs8", "hs6", "hs06", "hscode", "hs", "commoditycode", "cmdcode", "productcode", "product",
    "code", "税则号列", "税则号", "税号", "商品编码", "海关商品编码", "ex①税则号列",
)  # fmt: skip


@dataclass(frozen=True)
class TariffList:
    """Products and what is added to their tariff.

    Attributes
    ----------
    name : str
    codes : tuple of str
        National codes, each once, with their zeros in front.
    rates : tuple of float
        The tariff added, a fraction (0.25 is 25 points), one for each code.
    report : Report
        What became of the lines of the file.

    Raises
    ------
    ValueError
        If a code is malformed or twice there, or codes and rates are not equally many.
    """

    name: str
    codes: tuple[str, ...]
    rates: tuple[float, ...]
    report: Report = field(default_factory=Report, compare=False)

    def __post_init__(self) -> None:
        if len(self.codes) != len(self.rates):
            raise ValueError(
                f"TariffList.rates must be as many as the {len(self.codes)} codes; got {len(self.rates)}"
            )
        clean(self.codes, digits=(6, 8, 10), owner=f"TariffList {self.name!r}")

    @property
    def hs6(self) -> tuple[str, ...]:
        """The six-digit codes that have at least one product on the list, in order.

        Examples
        --------
        >>> TariffList("two", ("84713001", "84713009"), (0.25, 0.25)).hs6
        ('847130',)
        """
        return tuple(sorted({code[:6] for code in self.codes}))

    def count(self, digits: int = 6, by: int = 2) -> dict[str, int]:
        """Count the products by chapter, as S2 does in its Tables 4 and 5.

        Parameters
        ----------
        digits : int
            What counts as one product: 6 for HS6 codes, 8 or 10 for national lines.
        by : int
            2 for chapters, 4 for headings.

        Returns
        -------
        dict
            From chapter to number of products, in order of chapters.

        Examples
        --------
        >>> TariffList("two", ("84713001", "84713009"), (0.25, 0.25)).count(digits=8)
        {'84': 2}
        """
        counts: dict[str, int] = {}
        for code in sorted({code[:digits] for code in self.codes}):
            counts[code[:by]] = counts.get(code[:by], 0) + 1
        return counts

    def __or__(self, other: TariffList) -> TariffList:
        """Return both lists as one; where a product is on both, its rates add up."""
        rates = dict(zip(self.codes, self.rates, strict=True))
        for code, rate in zip(other.codes, other.rates, strict=True):
            rates[code] = rates.get(code, 0.0) + rate
        codes = tuple(sorted(rates))
        return TariffList(f"{self.name} and {other.name}", codes, tuple(rates[code] for code in codes))


def read(
    source: str | PathLike[str] | pd.DataFrame,
    name: str,
    rate: float | str,
    *,
    unit: str | None = None,
    column: str | None = None,
    where: dict[str, Any] | None = None,
    digits: Sequence[int] = (8, 10),
    known: Collection[str] | None = None,
    strict: bool = True,
    encoding: str = "utf-8-sig",
) -> TariffList:
    """Read a tariff list from a CSV file or a table.

    Parameters
    ----------
    source : path or DataFrame
        A CSV file with a header, as USTR annexes and the Chinese announcements are passed around; for
        other files, what pandas has made of them, whatever it has done to the codes.
    name : str
        What the list is called.
    rate : float or str
        The added tariff of every product, or the column that holds it. A product whose rate is zero or
        empty is not on the list.
    unit : {"fraction", "percent"}, optional
        Of the rate. Unnamed, a fraction: one above 1 is warned of. A fraction above 10 is refused.
    column : str, optional
        The column of codes. By default the first of HTS8, HS8, "HTS Subheading", 税则号列, ... that is there.
    where : dict, optional
        Which rows count, from column to text: ``{"list": "1"}``.
    digits, known, strict
        As in `clean`.
    encoding : str
        Of the file; Chinese files are often "gb18030".

    Returns
    -------
    TariffList
        With the report on every line that is counted. Lines are those of the file, its header being line 1.

    Raises
    ------
    ListError
        If a code is malformed, twice there or unknown, and ``strict``.
    ValueError
        If a column is missing, nothing is left, or a rate is no rate.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"HTS8": [1012900.0, 84713001.0], "added": [10, 25]})
    >>> read(table, "damaged by a spreadsheet", "added", unit="percent").codes
    ('01012900', '84713001')
    """
    choice("tariff_lists.read", "unit", unit or "fraction", ("fraction", "percent"))
    header, rows = _table(source, encoding)
    place = header.index(_pick(header, column))
    chosen = [(line, row) for line, row in rows if _fits(header, row, where or {})]
    if isinstance(rate, str):
        at = header.index(_pick(header, rate))
        chosen = [(line, row) for line, row in chosen if str(row[at]).strip() not in ("", "0", "0.0", "nan")]
        given = {line: _number(row[at], line) for line, row in chosen}
    else:
        given = {line: rate for line, _ in chosen}
    if not chosen:
        raise ValueError(f"tariff_lists.read: no line of {name!r} is left of {len(rows)}; where = {where}")
    lines = [line for line, _ in chosen]
    codes, report = clean(
        (row[place] for _, row in chosen),
        digits=digits,
        known=known,
        strict=strict,
        lines=lines,
        owner=f"tariff_lists.read {name!r}",
    )
    bad = {fault.line for fault in report.faults}
    used = [line for line in lines if line not in bad]
    rates = tuple(_fraction("tariff_lists.read", "rate", given[line], unit) for line in used)
    if unit is None:
        warn_of_percent("tariff_lists.read", "rate", rates, lambda place: f"line {used[place[0]]}")
    return TariffList(name, codes, rates, report)


def _fraction(owner: str, field: str, value: Any, unit: str | None) -> Any:
    """Return a tariff as a fraction, refusing what is below -1 or looks like percent."""
    rule = "be at least -1 and at most 10 (1000 percent); name unit='percent' if percent are meant"
    number(owner, field, value)
    scaled = value / 100 if unit == "percent" else value
    number(owner, field, scaled, lambda v: (v >= -1) & (v <= 10), rule)
    return scaled


def _table(source: Any, encoding: str) -> tuple[list[str], list[tuple[int, Sequence[Any]]]]:
    """The header, and each row with its line."""
    if hasattr(source, "columns"):
        rows = source.itertuples(index=False, name=None)
        return [str(name) for name in source.columns], list(enumerate(rows, start=2))
    with open(source, encoding=encoding, newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        rows = [(lines.line_num, row) for row in lines]
    for line, row in rows:
        if len(row) != len(header):
            raise ValueError(
                f"tariff_lists.read: line {line} of {source} must have {len(header)} fields; got {len(row)}"
            )
    return header, rows


def _pick(header: list[str], column: str | None) -> str:
    if column is not None:
        if column in header:
            return column
        raise ValueError(f"tariff_lists.read: column must be one of {', '.join(header)}; got {column!r}")
    plain = {"".join(name.lower().split()).replace("_", "").replace(".", ""): name for name in header}
    for candidate in CODE_COLUMNS:
        if candidate in plain:
            return plain[candidate]
    raise ValueError(
        f"tariff_lists.read: which column holds the codes? Name it: column=... of {', '.join(header)}"
    )


def _fits(header: list[str], row: Sequence[Any], where: dict[str, Any]) -> bool:
    return all(str(row[header.index(_pick(header, name))]) == str(value) for name, value in where.items())


def _number(value: Any, line: int) -> float:
    try:
        return float(str(value).strip().removesuffix("%"))
    except ValueError:
        raise ValueError(f"tariff_lists.read: rate of line {line} must be a number; got {value!r}") from None
