"""Panels of imports: reading a download, and saying in words what in it cannot be used.

A panel is a DataFrame with one row for each product and period and the columns

- ``product``: code as text ("8517130000"; as a number it would lose leading zeros)
- ``period``: a date, or anything that sorts
- ``value``: value before duty, in one currency
- ``quantity``: in one unit for each product
- ``tariff``: as a fraction of the value (0.25 is 25 %)

and, where they are known, ``unit`` (of the quantity), ``edition`` (of the product classification) and
``estimated`` (whether the quantity was made up from the value). Nothing is ever left out unasked.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "REASONS", "Finding", "Report", "check", "floats", "item", "select"]

COLUMNS = ("product", "period", "value", "quantity", "tariff")

# Why rows may have to be left out: what is counted, and whether the logarithms force a decision.
REASONS = {
    "no_trade": ("rows have neither value nor quantity: nothing came in", True),
    "zero_value": ("rows have a quantity and no value", True),
    "zero_quantity": ("rows have a value and no quantity", True),
    "missing_value": ("rows have no number for the value", True),
    "missing_quantity": ("rows have no number for the quantity", True),
    "missing_tariff": ("rows have no number for the tariff", True),
    "mixed_unit": ("rows are of products whose quantities are in several units", True),
    "one_period": ("rows are of products seen in one period only, which say nothing about changes", True),
    "estimated_quantity": ("rows have a quantity that was estimated from the value", False),
    "mixed_edition": ("rows are of product codes from several editions of the classification", False),
    "enters_or_leaves": ("rows are of products that begin or end inside the panel", False),
}


@dataclass(frozen=True)
class Finding:
    """One thing to know about a panel: how many rows and products it concerns, in numbers and words.

    ``must``: rows of this kind stop an estimation until they are left out by name.
    """

    reason: str
    rows: int
    products: int
    words: str
    must: bool


@dataclass(frozen=True)
class Report:
    """What a panel has, and what would have to be left out of it; print it to read it.

    Attributes
    ----------
    rows, products, periods : int
    findings : tuple of Finding
        Only what occurs. A row may be in several.
    """

    rows: int
    products: int
    periods: int
    findings: tuple[Finding, ...]

    @property
    def must_leave_out(self) -> tuple[str, ...]:
        """The reasons that stop an estimation: what to give as ``leave_out`` if you agree."""
        return tuple(finding.reason for finding in self.findings if finding.must)

    def __str__(self) -> str:
        head = f"{self.rows:,} rows: {self.products:,} products, {self.periods:,} periods"
        return "\n".join([head, *(item(finding.words) for finding in self.findings)])


def item(words: str) -> str:
    """A point of a list, in lines that fit a page."""
    return textwrap.fill(words, 76, initial_indent="- ", subsequent_indent="  ")


def check(panel: pd.DataFrame) -> Report:
    """Return what a panel has and what in it cannot be used.

    Parameters
    ----------
    panel : DataFrame
        With the columns of this module.

    Raises
    ------
    TypeError, ValueError
        If the panel is damaged: a column is missing or is not of numbers, a value or quantity is
        negative, a tariff is below −100 % or above 1000 % (percent instead of fractions?), a product or
        period is missing, or two rows have the same product and period.

    Examples
    --------
    >>> from tradegames.passthrough import simulate
    >>> panel = simulate(products=20, periods=12, elasticity=1.5, seed=1, start="2018-06")
    >>> panel.loc[[3, 50], "quantity"] = 0.0
    >>> print(check(panel))
    240 rows: 20 products, 12 periods
    - zero_quantity: 2 of 240 rows have a value and no quantity (2 products;
      first 3900000000)
    >>> check(panel).must_leave_out
    ('zero_quantity',)
    """
    masks = _masks(_valid(panel))
    return Report(
        len(panel),
        panel["product"].nunique(),
        panel["period"].nunique(),
        tuple(_finding(panel, reason, mask) for reason, mask in masks.items() if mask.any()),
    )


def select(panel: pd.DataFrame, leave_out: Iterable[str] = ()) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows that can be used, and what was left out in words.

    Parameters
    ----------
    panel : DataFrame
    leave_out : iterable of str
        Reasons from `REASONS`. One that does not occur is allowed.

    Raises
    ------
    ValueError
        If the panel is damaged, if rows would have to be left out that `leave_out` does not name, or if
        nothing remains.
    """
    if isinstance(leave_out, str):
        raise TypeError(f"leave_out must be a tuple of reasons; got the text {leave_out!r}")
    chosen = [choice("leave_out", "reason", reason, tuple(REASONS)) for reason in leave_out]
    masks = _masks(_valid(panel), chosen)
    found = [_finding(panel, reason, mask) for reason, mask in masks.items() if mask.any()]
    stop = [finding for finding in found if finding.must and finding.reason not in chosen]
    if stop:
        listed = "; ".join(finding.words for finding in stop)
        names = (*chosen, *(finding.reason for finding in stop))
        raise ValueError(f"panel must be fit for logarithms; got {listed}. To leave out: leave_out={names!r}")
    out = np.zeros(len(panel), dtype=bool)
    for reason in chosen:
        out |= masks[reason]
    if out.all():
        raise ValueError(f"panel must have rows left; got all {len(panel):,} left out ({', '.join(chosen)})")
    notes = [f"left out, {finding.words}" for finding in found if finding.reason in chosen]
    return panel[~out] if out.any() else panel, tuple(notes)


def _valid(panel: pd.DataFrame) -> pd.DataFrame:
    """The panel, if nothing in it is damaged."""
    missing = [column for column in COLUMNS if column not in panel.columns]
    if missing:
        raise ValueError(
            f"panel must have the columns {', '.join(COLUMNS)}; got none named {', '.join(missing)}"
        )
    if panel.empty:
        raise ValueError("panel must have rows; got none")
    rules = {
        "value": (lambda v: v < 0, "must not be negative"),
        "quantity": (lambda v: v < 0, "must not be negative"),
        "tariff": (
            lambda v: (v <= -1) | (v > 10),
            "must be a fraction above -1 and up to 10 (25 % is 0.25, not 25)",
        ),
    }
    for column, (bad, rule) in rules.items():
        numbers = panel[column]
        if numbers.dtype.kind not in "iuf":
            raise TypeError(
                f"panel.{column} must hold numbers; got {numbers.dtype}, first {numbers.iloc[0]!r}"
            )
        numbers = floats(numbers)
        _refuse(panel, np.isinf(numbers), f"panel.{column} must be finite, or missing", column)
        _refuse(panel, bad(numbers), f"panel.{column} {rule}", column)
    if "estimated" in panel.columns and panel["estimated"].dtype.kind != "b":
        raise TypeError(f"panel.estimated must be True or False; got {panel['estimated'].iloc[0]!r}")
    for column in ("product", "period"):
        _refuse(panel, panel[column].isna(), f"panel.{column} must be there in every row", column)
    twice = panel.duplicated(["product", "period"])
    _refuse(panel, twice, "panel must have one row for each product and period (add them up first)", "period")
    return panel


def floats(numbers: pd.Series) -> Any:
    """A column as an array, with NaN where a number is missing, whatever pandas calls that."""
    return numbers.to_numpy(float, na_value=np.nan)


def _refuse(panel: pd.DataFrame, bad: Any, rule: str, column: str) -> None:
    bad = np.asarray(bad, dtype=bool)
    if bad.any():
        first = panel.iloc[int(bad.argmax())]
        where = f"for product {first['product']} in period {first['period']}"
        raise ValueError(f"{rule}; got {first[column]} {where}, {bad.sum():,} of {len(panel):,} rows")


def _masks(panel: pd.DataFrame, chosen: Iterable[str] = ()) -> dict[str, Any]:
    """For each reason, which rows it concerns; one period is counted once all other rows are out."""
    value, quantity, tariff = (floats(panel[column]) for column in ("value", "quantity", "tariff"))
    nothing = (value == 0) & (quantity == 0)
    none = np.zeros(len(panel), dtype=bool)
    product, _ = panel["product"].factorize()
    period, times = panel["period"].factorize(sort=True)

    def several(column: str) -> Any:
        if column not in panel.columns:
            return none
        pairs = panel[column].groupby(product).nunique()
        return pairs.to_numpy()[product] > 1

    masks = {
        "no_trade": nothing,
        "zero_value": (value == 0) & ~nothing,
        "zero_quantity": (quantity == 0) & ~nothing,
        "missing_value": np.isnan(value),
        "missing_quantity": np.isnan(quantity),
        "missing_tariff": np.isnan(tariff) & ~nothing,
        "mixed_unit": several("unit"),
        "estimated_quantity": panel["estimated"].to_numpy(bool, na_value=False)
        if "estimated" in panel.columns
        else none,
        "mixed_edition": several("edition"),
    }
    count = product.max() + 1
    first, last = np.full(count, len(times)), np.full(count, -1)
    np.minimum.at(first, product, period)
    np.maximum.at(last, product, period)
    masks["enters_or_leaves"] = ((first > 0) | (last < len(times) - 1))[product]
    out = none.copy()
    for reason, mask in masks.items():
        if REASONS[reason][1] or reason in chosen:
            out |= mask
    left = np.bincount(product[~out], minlength=count)
    masks["one_period"] = (left == 1)[product] & ~out
    return {reason: masks[reason] for reason in REASONS}


def _finding(panel: pd.DataFrame, reason: str, mask: Any) -> Finding:
    what, must = REASONS[reason]
    products = panel["product"][mask]
    count = products.nunique()
    rows = int(mask.sum())
    shown = f"({count:,} product{'s' * (count != 1)}; first {products.iloc[0]})"
    words = f"{reason}: {rows:,} of {len(panel):,} rows {what[5:]} {shown}"
    return Finding(reason, rows, count, words, must)
