"""Product codes as files give them: mended where there is one way to, reported where there is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

__all__ = ["Fault", "ListError", "Repair", "Report", "clean"]

SHOWN = 5  # faults that an error lists; the report has them all
DOTTED = re.compile(r"(\d{3,4})((?:\.\d{1,2})+)", re.ASCII)


@dataclass(frozen=True)
class Repair:
    """A code that the file had damaged in a way that can be undone for certain."""

    line: int
    value: Any
    code: str
    what: str


@dataclass(frozen=True)
class Fault:
    """A code that is not used, and why. ``kind`` is "malformed", "duplicate" or "unknown"."""

    line: int
    value: Any
    kind: str
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.value!r} {self.why}"


@dataclass(frozen=True)
class Report:
    """What became of the lines of a file: ``lines == used + len(faults)``.

    Attributes
    ----------
    lines, used : int
        How many lines there were, and how many of their codes are used.
    repairs : tuple of Repair
    faults : tuple of Fault
    """

    lines: int = 0
    used: int = 0
    repairs: tuple[Repair, ...] = ()
    faults: tuple[Fault, ...] = ()

    def of(self, kind: str) -> tuple[Fault, ...]:
        """Return the faults of one kind."""
        return tuple(fault for fault in self.faults if fault.kind == kind)


class ListError(ValueError):
    """A list with faults; ``report`` has all of them, with their lines."""

    def __init__(self, owner: str, report: Report) -> None:
        listed = "; ".join(str(fault) for fault in report.faults[:SHOWN])
        more = len(report.faults) - SHOWN
        listed += f"; and {more} more (see the error's report)" if more > 0 else ""
        super().__init__(
            f"{owner}: {len(report.faults)} of {report.lines} lines cannot be used: {listed}."
            " strict=False leaves them out and reports them"
        )
        self.report = report


def clean(
    values: Iterable[Any],
    *,
    digits: Sequence[int] = (8, 10),
    known: Collection[str] | None = None,
    strict: bool = True,
    lines: Iterable[int] | None = None,
    owner: str = "tariff_lists.clean",
) -> tuple[tuple[str, ...], Report]:
    """Return the codes as text, and a report on every line that was not plain.

    Parameters
    ----------
    values : iterable
        Codes as text, whole numbers or floats: "0101.29.00", 1012900, 1012900.0 are one code.
    digits : sequence of int
        How many digits a code may have.
    known : collection of str, optional
        The codes that there are; others are reported as unknown.
    strict : bool
        Whether a fault is an error. If not, the code is left out and stands in the report.
    lines : iterable of int, optional
        The line of each value; 1, 2, 3, ... by default.
    owner : str
        Who asks, for the error.

    Raises
    ------
    ListError
        If a code is malformed, twice there, or unknown, and ``strict``.

    Notes
    -----
    Only chapters 01 to 09 have a zero in front to lose, and only one, so an odd number of digits gives
    it away. A float such as 101.3 is "0101.30" with zeros lost at both ends: between dots every group
    has its width. Where it cannot be told which digits are missing, the code is malformed.

    Examples
    --------
    >>> codes, report = clean(["0101.29.00", 1022100, 1031000.0, "8471.30.01"])
    >>> codes
    ('01012900', '01022100', '01031000', '84713001')
    >>> [repair.what for repair in report.repairs][1]
    'a zero in front was lost'
    >>> clean(["84713001", "84713001"])
    Traceback (most recent call last):
        ...
    tradegames.tariff_lists.codes.ListError: tariff_lists.clean: 1 of 2 lines cannot be used: line 2: \
'84713001' is 84713001, as is line 1. strict=False leaves them out and reports them
    """
    values = list(values)
    numbers = list(lines) if lines is not None else list(range(1, len(values) + 1))
    codes: list[str] = []
    repairs: list[Repair] = []
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for line, value in zip(numbers, values, strict=True):
        code, note, good = _code(value, tuple(digits))
        if not good:
            faults.append(Fault(line, value, "malformed", note))
        elif code in first:
            faults.append(Fault(line, value, "duplicate", f"is {code}, as is line {first[code]}"))
        elif known is not None and code not in known:
            faults.append(Fault(line, value, "unknown", f"is {code}, which is not among the known codes"))
        else:
            first[code] = line
            codes.append(code)
            if note:
                repairs.append(Repair(line, value, code, note))
    report = Report(len(values), len(codes), tuple(repairs), tuple(faults))
    if faults and strict:
        raise ListError(owner, report)
    return tuple(codes), report


# The last heading of each chapter whose number begins with zero: only these have a zero to lose.
LAST_HEADING = {"01": 6, "02": 10, "03": 9, "04": 10, "05": 11, "06": 4, "07": 14, "08": 14, "09": 10}


def _code(value: Any, digits: tuple[int, ...]) -> tuple[str, str, bool]:
    """The code, what was mended (or what is wrong), and whether it is a code."""
    text, notes = _text(value), []
    if not text:
        return "", "is empty", False
    if isinstance(value, Real) and not isinstance(value, Integral) and "." in text:
        whole, _, rest = text.partition(".")
        text = f"{whole}.{rest.ljust(2, '0')}" if len(rest) < 2 else text
        notes.append("a number with a decimal point")
    if match := DOTTED.fullmatch(text):
        groups = match[2][1:].split(".")
        if any(len(group) < 2 for group in groups[:-1]):
            return "", "has a group of one digit between dots", False
        if len(groups[-1]) < 2:
            groups[-1] += "0"
            notes.append("a zero at the end was lost")
        text = match[1].zfill(4) + "".join(groups)
        if len(match[1]) < 4:
            notes.append("a zero in front was lost")
    elif not (text.isascii() and text.isdigit()):
        return "", "is no code", False
    elif len(text) % 2 and len(text) + 1 in digits:
        text = "0" + text
        notes.append("a zero in front was lost")
        if int(text[2:4]) > LAST_HEADING.get(text[:2], 0):
            return "", f"has {len(text) - 1} digits, and there is no heading {text[:4]}", False
    if len(text) not in digits:
        return "", f"has {len(text)} digits instead of {' or '.join(map(str, digits))}", False
    if text[:2] in ("00", "77"):
        return "", f"is of chapter {text[:2]}, which does not exist", False
    return text, ", ".join(notes), True


def _text(value: Any) -> str:
    """Return a code as text: whole floats without their point, numbers that are missing as nothing."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        number = float(value)
        if number != number:
            return ""
        return str(int(number)) if number.is_integer() else repr(number)
    text = str(value).strip().strip("'\u2019")
    return re.sub(r"\.0", "", text) if re.fullmatch(r"\d{5,10}\.0", text) else text
