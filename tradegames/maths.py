"""Functions that work on numbers, NumPy arrays and SymPy symbols alike.

Formulas in the models use plain arithmetic; what arithmetic cannot say stands here.
SymPy is looked up only when an argument is already a SymPy object, so that working
with numbers never loads it.
"""

from __future__ import annotations

import math
import sys
from typing import Any

import numpy as np

__all__ = ["exp", "expm1", "log", "log1p", "maximum", "minimum", "sqrt", "symbolic", "where"]


def symbolic(*values: Any) -> bool:
    """Whether any of the values is a SymPy object (a SymPy number included).

    Examples
    --------
    >>> symbolic(1.0, 2)
    False
    """
    sympy = sys.modules.get("sympy")
    return sympy is not None and any(isinstance(value, sympy.Basic) for value in values)


def _plain(*values: Any) -> bool:
    return all(isinstance(value, int | float) for value in values)


def exp(x: Any) -> Any:
    """Exponential.

    Examples
    --------
    >>> exp(0.0)
    1.0
    """
    if symbolic(x):
        return sys.modules["sympy"].exp(x)
    return math.exp(x) if _plain(x) else np.exp(x)


def log(x: Any) -> Any:
    """Natural logarithm; a plain number must be positive.

    Examples
    --------
    >>> log(1.0)
    0.0
    """
    if symbolic(x):
        return sys.modules["sympy"].log(x)
    return math.log(x) if _plain(x) else np.log(x)


def expm1(x: Any) -> Any:
    """Exponential less one, exact where x is small.

    Examples
    --------
    >>> expm1(0.0)
    0.0
    """
    if symbolic(x):
        return sys.modules["sympy"].exp(x) - 1
    return math.expm1(x) if _plain(x) else np.expm1(x)


def log1p(x: Any) -> Any:
    """Natural logarithm of one plus x, exact where x is small.

    Examples
    --------
    >>> log1p(0.0)
    0.0
    """
    if symbolic(x):
        return sys.modules["sympy"].log(1 + x)
    return math.log1p(x) if _plain(x) else np.log1p(x)


def sqrt(x: Any) -> Any:
    """Square root; a plain number must not be negative.

    Examples
    --------
    >>> sqrt(9.0)
    3.0
    """
    if symbolic(x):
        return sys.modules["sympy"].sqrt(x)
    return math.sqrt(x) if _plain(x) else np.sqrt(x)


def maximum(a: Any, b: Any) -> Any:
    """The larger of two values, element by element.

    Symbols give an unevaluated ``Max``: SymPy would otherwise try for seconds to decide
    which of two polynomials is the larger.

    Examples
    --------
    >>> maximum(0, -1.5)
    0.0
    """
    if symbolic(a, b):
        return sys.modules["sympy"].Max(a, b, evaluate=False)
    return type(a + b)(max(a, b)) if _plain(a, b) else np.maximum(a, b)


def minimum(a: Any, b: Any) -> Any:
    """The smaller of two values, element by element.

    Examples
    --------
    >>> minimum(2.0, 3.0)
    2.0
    """
    if symbolic(a, b):
        return sys.modules["sympy"].Min(a, b, evaluate=False)
    return type(a + b)(min(a, b)) if _plain(a, b) else np.minimum(a, b)


def where(condition: Any, a: Any, b: Any) -> Any:
    """``a`` where the condition holds and ``b`` elsewhere.

    With arrays both branches are computed everywhere; with symbols the result is a
    ``Piecewise``.

    Examples
    --------
    >>> where(2 > 1, 10.0, 20.0)
    10.0
    """
    if symbolic(condition, a, b):
        return sys.modules["sympy"].Piecewise((a, condition), (b, True))
    if isinstance(condition, bool):
        return a if condition else b
    return np.where(condition, a, b)
