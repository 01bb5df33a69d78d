"""Tables that must have given sums: nearest to what is known, and what was moved to get there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Fit", "ras"]

CLOSE = 1e-12  # of the largest sum
STEPS = 10_000


@dataclass(frozen=True, eq=False)
class Fit:
    """A table with the wanted sums.

    Attributes
    ----------
    table : array (m, n)
    moved : float
        The sum of all changes, each counted as positive.
    largest : tuple of int
        The cell that changed most.
    steps : int
    """

    table: Any
    moved: float
    largest: tuple[int, int]
    steps: int


def ras(prior: Any, rows: Any, columns: Any) -> Fit:
    """Scale rows and columns in turn until a table has given sums (RAS, biproportional fitting).

    Of all tables with these sums, and with zeros where the prior has them, it is the one nearest to the prior
    in relative entropy.

    Parameters
    ----------
    prior : array (m, n)
        Not negative.
    rows, columns : array (m,), (n,)
        The sums wanted; both must add up to the same.

    Raises
    ------
    ValueError
        If an entry is negative, or the sums do not agree.
    ArithmeticError
        If the zeros of the prior do not allow the sums.

    Notes
    -----
    Bacharach (1970), "Biproportional matrices and input-output change".

    Examples
    --------
    >>> import numpy as np
    >>> fit = ras([[1, 1], [1, 3]], rows=np.array([2, 4]), columns=np.array([3, 3]))
    >>> fit.table.round(3).tolist()
    [[1.354, 0.646], [1.646, 2.354]]
    >>> ras([[1, 0], [1, 3]], np.array([4, 2]), np.array([3, 3]))
    Traceback (most recent call last):
        ...
    ArithmeticError: cge.ras: the zeros of the prior must allow the sums; column 0 misses its sum by 1
    """
    start = np.array(prior, dtype=float)
    rows, columns = np.asarray(rows, dtype=float), np.asarray(columns, dtype=float)
    for name, array in (("prior", start), ("rows", rows), ("columns", columns)):
        if not (np.isfinite(array) & (array >= 0)).all():
            raise ValueError(f"cge.ras: {name} must be finite and not negative; got {array.min():g}")
    top = max(rows.max(), columns.max())
    if abs(rows.sum() - columns.sum()) > 1e-9 * max(rows.sum(), columns.sum()):
        raise ValueError(
            f"cge.ras: rows and columns must add up to the same; got {rows.sum():g} and {columns.sum():g}"
        )
    table, steps = start.copy(), 0
    while steps < STEPS:
        steps += 1
        table *= _ratio(columns, table.sum(0))
        table *= _ratio(rows, table.sum(1))[:, None]  # last, so that rows are exact
        if max(abs(table.sum(1) - rows).max(), abs(table.sum(0) - columns).max()) <= CLOSE * top:
            change = abs(table - start)
            row, column = np.unravel_index(change.argmax(), change.shape)
            return Fit(table, float(change.sum()), (int(row), int(column)), steps)
    gaps = {"row": table.sum(1) - rows, "column": table.sum(0) - columns}
    axis = max(gaps, key=lambda name: float(abs(gaps[name]).max()))
    worst = int(abs(gaps[axis]).argmax())
    raise ArithmeticError(
        "cge.ras: the zeros of the prior must allow the sums;"
        f" {axis} {worst} misses its sum by {gaps[axis][worst]:.3g}"
    )


def _ratio(wanted: Any, found: Any) -> Any:
    """Return wanted / found; where nothing is found there is nothing to scale."""
    return np.divide(wanted, found, out=np.ones_like(wanted), where=found > 0)
