"""Estimates side by side: all methods on one panel, or one method on every chapter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ..checks import choice
from .panel import select
from .regression import METHODS, Estimate, estimate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Chapters", "by_chapter", "compare"]


@dataclass(frozen=True)
class Chapters:
    """Estimates by HS chapter, and why other chapters have none.

    Attributes
    ----------
    estimates : dict
        From the chapter (two digits, as text) to its `Estimate`.
    refused : dict
        From the chapter to what stood against one, in words.
    """

    estimates: dict[str, Estimate]
    refused: dict[str, str]

    @property
    def notes(self) -> tuple[str, ...]:
        """What concerns all chapters together: how many are missing or have the wrong sign."""
        total = len(self.estimates) + len(self.refused)
        wrong = [chapter for chapter, e in self.estimates.items() if e.elasticity < 0]
        found = []
        for chapters, what in ((list(self.refused), "have no estimate"), (wrong, "have the wrong sign")):
            if chapters:
                found.append(f"{len(chapters)} of {total} chapters {what}: {', '.join(chapters)}")
        return tuple(found)

    def table(self) -> pd.DataFrame:
        """Return the estimates as a table, one row a chapter."""
        return _table(list(self.estimates.values()), list(self.estimates), "chapter")


def compare(panel: pd.DataFrame, leave_out: Iterable[str] = ()) -> pd.DataFrame:
    """Return the estimates by all three methods side by side, one row a method.

    Parameters and errors are those of `estimate`. Columns: ``elasticity``, ``std_error``, ``low`` and
    ``high`` (95 % confidence interval), ``n``, ``products``, ``periods``, ``first_stage_f``,
    ``pass_through``, ``pass_through_error`` (the last three for ``"iv"`` alone) and ``notes``.

    Examples
    --------
    >>> from tradegames.passthrough import simulate
    >>> panel = simulate(300, 24, elasticity=1.5, seed=1, start="2018-01", exporter_share=0.4)
    >>> compare(panel)["elasticity"].round(2).to_dict()
    {'unit_value': 1.51, 'iv': 1.4, 'tariff': 0.83}
    """
    leave_out = tuple(leave_out) if not isinstance(leave_out, str) else leave_out
    return _table([estimate(panel, method, leave_out) for method in METHODS], list(METHODS), "method")


def by_chapter(panel: pd.DataFrame, method: str = "unit_value", leave_out: Iterable[str] = ()) -> Chapters:
    """Estimate one elasticity for each HS chapter, the first two digits of the product code.

    Parameters are those of `estimate`. A chapter for which there is no estimate does not stop the
    others: it is in ``refused``, with the reason.

    Raises
    ------
    TypeError
        If the product codes are not text: as numbers, codes of the chapters 01 to 09 are one digit short.

    Examples
    --------
    >>> from tradegames.passthrough import simulate
    >>> panel = simulate(300, 24, elasticity=1.5, seed=1, start="2018-01", chapters=("84", "85"))
    >>> {chapter: round(e.elasticity, 2) for chapter, e in by_chapter(panel).estimates.items()}
    {'84': 1.5, '85': 1.5}
    """
    choice("by_chapter", "method", method, METHODS)
    leave_out = tuple(leave_out) if not isinstance(leave_out, str) else leave_out
    select(panel, leave_out)
    wrong = [code for code in panel["product"].unique() if not isinstance(code, str)]
    if wrong:
        kind = type(wrong[0]).__name__
        raise TypeError(
            f"panel.product must be text, so that chapter 01 keeps its zero; got {wrong[0]} ({kind})"
        )
    chapters = panel["product"].astype(str).str[:2]
    estimates, refused = {}, {}
    for chapter, rows in panel.groupby(chapters.to_numpy(), sort=True):
        try:
            estimates[str(chapter)] = estimate(rows, method, leave_out)
        except ValueError as why:
            refused[str(chapter)] = str(why)
    return Chapters(estimates, refused)


def _table(estimates: list[Estimate], index: list[str], name: str) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for one in estimates:
        row = asdict(one)
        low, high = row.pop("confidence")
        del row["method"]
        head = {"elasticity": row.pop("elasticity"), "std_error": row.pop("std_error")}
        rows.append({**head, "low": low, "high": high, **row, "notes": "; ".join(row["notes"])})
    return pd.DataFrame(rows, index=pd.Index(index, name=name))
