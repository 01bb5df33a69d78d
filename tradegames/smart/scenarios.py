"""Scenarios as WITS users write them: one change after another, for chosen products and partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import choice, number

__all__ = ["RULES", "Change", "change_tariffs"]

# How a tariff t becomes a new one by the value v, all of them fractions.
RULES = {
    "rate": lambda t, v: np.full_like(t, v),
    "points": lambda t, v: t + v,
    "cut": lambda t, v: t * (1 - v),
    "swiss": lambda t, v: v * t / (v + t),
    "cap": lambda t, v: np.minimum(t, v),
}


@dataclass(frozen=True)
class Change:
    """One line of a scenario.

    Parameters
    ----------
    rule : {"rate", "points", "cut", "swiss", "cap"}
        "rate": the new tariff; "points": added to the old one; "cut": the share of the old tariff that is
        taken away; "swiss": ``v t/(v + t)`` with coefficient v; "cap": no tariff is above it.
    value : float
        A fraction: 25 percentage points are 0.25.
    products : sequence of str
        Codes, or beginnings of codes ("85" is all of chapter 85); empty: all products.
    partners : sequence of str
        Names of suppliers; empty: all.

    Raises
    ------
    ValueError, TypeError
        If the rule is unknown or the value breaks its rule.

    Examples
    --------
    >>> Change("points", 0.25, products=["8501"], partners=["CHINA"]).value
    0.25
    >>> Change("swiss", 0)
    Traceback (most recent call last):
        ...
    ValueError: smart.Change.value must be positive for rule 'swiss'; got 0
    """

    rule: str
    value: float
    products: Sequence[str] = ()
    partners: Sequence[str] = ()

    def __post_init__(self) -> None:
        owner = "smart.Change"
        choice(owner, "rule", self.rule, tuple(RULES))
        allowed = {
            "cut": (lambda v: (v >= 0) & (v <= 1), "lie in [0, 1] for rule 'cut'"),
            "swiss": (lambda v: v > 0, "be positive for rule 'swiss'"),
        }.get(self.rule, (lambda v: (v > -1) & (v <= 10), "be a fraction above -1 and at most 10"))
        number(owner, "value", self.value, *allowed)
        for field in ("products", "partners"):
            if isinstance(getattr(self, field), str):
                raise TypeError(f"{owner}.{field} must be a sequence of names; got {getattr(self, field)!r}")


def change_tariffs(
    tariff: Any, changes: Sequence[Change], products: Sequence[str], suppliers: Sequence[str]
) -> Any:
    """Return the tariffs after a scenario, its changes made in their order.

    Parameters
    ----------
    tariff : array (product, supplier)
        As fractions.
    changes : sequence of Change
    products, suppliers : sequence of str
        What the rows and columns are.

    Raises
    ------
    ValueError
        If a change names a product or partner that is not there.

    Examples
    --------
    >>> old = np.array([[0.10, 0.10], [0.02, 0.02]])
    >>> new = change_tariffs(old, [Change("points", 0.25, ["85"], ["CHINA"]), Change("cap", 0.3)],
    ...                      products=["850110", "900110"], suppliers=["CHINA", "JAPAN"])
    >>> new.tolist()
    [[0.3, 0.1], [0.02, 0.02]]
    """
    new = np.array(np.broadcast_to(tariff, (len(products), len(suppliers))), dtype=float)
    codes = np.asarray(products, dtype=str)
    for change in changes:
        rows = np.ones(len(codes), dtype=bool)
        if change.products:
            rows = _with_prefix(codes, change.products)
        columns = np.arange(len(suppliers))
        if change.partners:
            unknown = [name for name in change.partners if name not in suppliers]
            if unknown:
                raise ValueError(
                    f"smart.Change.partners must be suppliers of this market; got {unknown[0]!r}"
                )
            columns = np.array([list(suppliers).index(name) for name in change.partners])
        place = np.ix_(rows, columns)
        new[place] = RULES[change.rule](new[place], change.value)
    return new


def _with_prefix(codes: Any, wanted: Sequence[str]) -> Any:
    """Which codes are wanted, or begin with something wanted; each wish must find something."""
    found = np.zeros(len(codes), dtype=bool)
    by_length: dict[int, list[str]] = {}
    for prefix in wanted:
        by_length.setdefault(len(prefix), []).append(prefix)
    for length, prefixes in by_length.items():
        heads = np.array([code[:length] for code in codes])
        missing = sorted(set(prefixes) - set(heads))
        if missing:
            raise ValueError(
                f"smart.Change.products must be codes here, or how they begin; got {missing[0]!r}"
                + (f" and {len(missing) - 1} more" if len(missing) > 1 else "")
            )
        found |= np.isin(heads, prefixes)
    return found
