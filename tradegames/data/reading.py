"""How the tables are read: each field by its rule, and an error that names file, line, field and value."""

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

FOLDER = Path(__file__).parent


class Bad(ValueError):
    """A field that breaks its rule; the reader adds file, line and field."""


def text(field: str) -> str:
    """Take any words, but not none."""
    if not field.strip():
        raise Bad("must not be empty")
    return field


def one_of(*allowed: str) -> Callable[[str], str]:
    """Take one of some words."""

    def check(field: str) -> str:
        if field not in allowed:
            raise Bad(f"must be one of {', '.join(allowed)}")
        return field

    return check


def iso_day(field: str) -> date:
    """Take a day as YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", field):
        raise Bad("must be a date as YYYY-MM-DD")
    try:
        return date.fromisoformat(field)
    except ValueError:
        raise Bad("must be a day of the calendar") from None


def number(low: float, high: float, kind: Callable[[str], Any] = float) -> Callable[[str], Any]:
    """Take a number between bounds."""

    def check(field: str) -> Any:
        try:
            value = kind(field)
        except ValueError:
            raise Bad("must be a whole number" if kind is int else "must be a number") from None
        if not (math.isfinite(value) and low <= value <= high):
            raise Bad(f"must lie between {low:g} and {high:g}")
        return value

    return check


def or_empty(check: Callable[[str], Any]) -> Callable[[str], Any]:
    """Take what a rule takes, or an empty field, a missing value."""
    return lambda field: check(field) if field else None


def read_rows(
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
                except Bad as bad:
                    raise ValueError(f"{where}: {column} {bad}; got {field!r}") from None
            here = tuple(fields[list(columns).index(column)] for column in key)
            if here in seen:
                raise ValueError(
                    f"{where}: {' + '.join(key)} must be unique; got {here!r}, as in line {seen[here]}"
                )
            seen[here] = lines.line_num
            yield lines.line_num, row


def frame(name: str, columns: dict[str, Callable[[str], Any]], key: tuple[str, ...]) -> pd.DataFrame:
    """Return a checked table as a data frame."""
    import pandas as pd

    return pd.DataFrame([row for _, row in read_rows(name, columns, key)])
