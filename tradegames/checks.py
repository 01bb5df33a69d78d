"""Argument checks with one voice: ``Owner.field must rule; got value``."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from fractions import Fraction
from numbers import Real
from typing import Any

import numpy as np

from .maths import symbolic

__all__ = ["broadcast", "choice", "number", "shown", "warn_of_percent"]


def _first_bad(value: Any, good: Any) -> str:
    """Show the offending value; in an array, the first one, where it is and how many there are."""
    if np.ndim(good) == 0:
        return repr(value)
    bad = np.argwhere(~np.asarray(good))
    shown = np.broadcast_to(value, np.shape(good))[tuple(bad[0])]
    where = ", ".join(str(i) for i in bad[0])
    shown = shown.item() if isinstance(shown, np.generic) else shown
    return f"{shown!r} at index ({where}), {len(bad)} of {np.size(good)} values"


def number(
    owner: str,
    field: str,
    value: Any,
    allowed: Callable[[Any], Any] | None = None,
    rule: str = "",
) -> Any:
    """Return the value if it is a finite real number or an array of them, and allowed.

    Parameters
    ----------
    owner, field : str
        Whose argument this is; both appear in the error.
    value : float, array or SymPy expression
        Expressions with free symbols pass: nothing can be said of them yet.
    allowed : callable, optional
        From the value to a truth value (or an array of them).
    rule : str
        The rule in words, after "must".

    Raises
    ------
    TypeError
        If the value is text, a truth value, complex or no number at all.
    ValueError
        If it is NaN or infinite, or not allowed.

    Examples
    --------
    >>> number("TariffGame", "gamma", 0.3, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    0.3
    >>> number("TariffGame", "gamma", 1.3, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    Traceback (most recent call last):
        ...
    ValueError: TariffGame.gamma must lie in [0, 1]; got 1.3
    """
    if symbolic(value):
        if value.free_symbols:
            return value
        plain: Any = float(value) if getattr(value, "is_extended_real", False) else None
    elif isinstance(value, list | tuple):
        try:
            plain = value = np.asarray(value)
        except ValueError:  # rows of different lengths
            plain = None
    elif isinstance(value, int | Fraction) and not isinstance(value, bool):
        try:
            plain = float(value)
        except OverflowError:
            plain = np.inf
    else:
        plain = value
    kind = getattr(getattr(plain, "dtype", None), "kind", None)
    if kind not in ("i", "u", "f") and (
        kind is not None or isinstance(plain, bool) or not isinstance(plain, Real)
    ):
        raise TypeError(f"{owner}.{field} must be a real number or an array of them; got {value!r}")
    finite = np.isfinite(plain)
    if not np.all(finite):
        raise ValueError(f"{owner}.{field} must be finite; got {_first_bad(value, finite)}")
    if allowed is not None:
        good = allowed(plain)
        if symbolic(good):  # a comparison with symbols: undecided, or a SymPy truth value
            good = bool(good.free_symbols) or bool(good)
        if not np.all(good):
            raise ValueError(f"{owner}.{field} must {rule}; got {_first_bad(value, good)}")
    return value


def choice(owner: str, field: str, value: Any, options: tuple[str, ...]) -> str:
    """Return the value if it is one of the options.

    Raises
    ------
    ValueError
        If it is not.

    Examples
    --------
    >>> choice("TariffGame", "surplus", "exact", ("exact", "published"))
    'exact'
    """
    if not (isinstance(value, str) and value in options):
        names = " or ".join(repr(option) for option in options)
        raise ValueError(f"{owner}.{field} must be {names}; got {value!r}")
    return value


def shown(bound: Any) -> str:
    """Return a bound as a message names it; there may be one for each of many values.

    Examples
    --------
    >>> shown(0.5), shown(np.array([0.5, 0.7]))
    ('0.5', 'its bound')
    """
    return str(bound) if np.ndim(bound) == 0 else "its bound"


def broadcast(owner: str, **values: Any) -> tuple[int, ...]:
    """Return the common shape of the values.

    Raises
    ------
    ValueError
        If their shapes do not broadcast against each other.

    Examples
    --------
    >>> import numpy as np
    >>> broadcast("TariffGame.outcome", t1=np.zeros((2, 1)), t2=np.zeros(3))
    (2, 3)
    """
    shapes = {name: np.shape(value) for name, value in values.items() if not symbolic(value)}
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items() if shape)
        raise ValueError(f"{owner} must get shapes that broadcast; got {listed}") from None


def warn_of_percent(owner: str, field: str, tariff: Any, name: Callable[[tuple[int, ...]], str]) -> None:
    """Warn of tariffs above 1 whose unit the caller's caller has not named: they may be percent.

    Parameters
    ----------
    owner, field : str
    tariff : float or array
        Fractions, none above 10: those are to be refused.
    name : callable
        From the index of the first such tariff to words for it.

    Examples
    --------
    >>> import pytest
    >>> with pytest.warns(UserWarning, match="holds 2.5 for Mexico and 0 more above 1"):
    ...     warn_of_percent("simulate", "tariff", [0.1, 2.5], lambda index: ("China", "Mexico")[index[0]])
    """
    high = np.greater(tariff, 1)
    if np.any(high):
        places = np.argwhere(np.asarray(high))
        first = tuple(int(i) for i in places[0])
        words = (
            f"{owner}.{field} holds {np.asarray(tariff)[first]:g} for {name(first)} and "
            f"{len(places) - 1} more above 1, that is 100 percent; name the unit if fractions are meant"
        )
        warnings.warn(words, stacklevel=3)
