"""Expressions as a tape: a flat list of steps that is evaluated array-at-a-time.

A step is ``[op, a, b, c]``; ``a, b, c`` are the numbers of earlier steps. ``["num", x]`` is a
constant, ``["var", name]`` an input and ``["table", data]`` a table that other steps read. The
browser runs the same tape (page/js/tape.js), so no code travels to the page, only data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import sympy as sp

from .table import Look, Nearest, Table, look, nearest

__all__ = ["Tape"]

_COMPARISONS = {
    sp.StrictLessThan: "lt",
    sp.LessThan: "le",
    sp.StrictGreaterThan: "gt",
    sp.GreaterThan: "ge",
    sp.Equality: "eq",
}
_READS = {Look: "look", Nearest: "near"}
_FUNCTIONS = {sp.exp: "exp", sp.log: "log", sp.Abs: "abs"}
_FOLDS = {sp.Max: "max", sp.Min: "min", sp.And: "min", sp.Or: "max"}

_NUMPY: dict[str, Any] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "pow": np.power,
    "min": np.minimum,
    "max": np.maximum,
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "not": np.logical_not,
    "neg": np.negative,
    "abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "where": lambda condition, a, b: np.where(np.asarray(condition, dtype=bool), a, b),
    "look": look,
    "near": nearest,
}


class Tape:
    """A tape that grows as expressions are added; equal steps are stored once.

    Parameters
    ----------
    steps : list, optional
        The steps of a finished tape, to run it.

    Examples
    --------
    >>> import sympy
    >>> x = sympy.Symbol("x", real=True)
    >>> tape = Tape()
    >>> tape.add(x**2 + 1)
    3
    >>> tape.steps
    [['num', 1], ['var', 'x'], ['mul', 1, 1], ['add', 0, 2]]
    >>> float(tape.run({"x": 3.0})[3])
    10.0
    """

    def __init__(self, steps: list[list[Any]] | None = None) -> None:
        self.steps: list[list[Any]] = [] if steps is None else steps
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._known: dict[Any, int] = {}

    def add(self, expression: Any) -> int:
        """Add an expression (SymPy, or a plain number) and return the number of its last step.

        Raises
        ------
        TypeError
            If the expression holds something for which there is no step.
        """
        expression = sp.sympify(expression)
        if expression not in self._known:
            self._known[expression] = self._visit(expression)
        return self._known[expression]

    def run(self, inputs: Mapping[str, Any]) -> list[Any]:
        """Return the value of every step; inputs are numbers or arrays that broadcast.

        A step that is undefined for its inputs (0/0, the root of a negative number) is NaN, in
        the browser as here; conditions decide whether that is ever shown.
        """
        values: list[Any] = []
        with np.errstate(all="ignore"):
            for op, *args in self.steps:
                if op == "num":
                    values.append(np.float64(args[0]))
                elif op == "table":
                    values.append(args[0])
                elif op == "var":
                    values.append(np.asarray(inputs[args[0]], dtype=float)[()])
                else:
                    result = _NUMPY[op](*(values[k] for k in args))
                    values.append(np.asarray(result, dtype=float)[()])
        return values

    def _emit(self, *step: Any) -> int:
        key = (*step, type(step[1]))  # 1 and 1.0 are equal keys otherwise
        if key not in self._numbers:
            self._numbers[key] = len(self.steps)
            self.steps.append(list(step))
        return self._numbers[key]

    def _fold(self, op: str, args: Iterable[Any]) -> int:
        first, *rest = (self.add(arg) for arg in args)
        for k in rest:
            first = self._emit(op, first, k)
        return first

    def _visit(self, e: Any) -> int:
        if e in (sp.true, sp.false):
            return self._emit("num", int(bool(e)))
        if isinstance(e, Table):
            self.steps.append(["table", e.data])
            return len(self.steps) - 1
        if type(e) in _READS:
            return self._emit(_READS[type(e)], *map(self.add, e.args))
        if e.is_Symbol:
            return self._emit("var", e.name)
        if e.is_number and not e.args:
            if not (e.is_real and e.is_finite):
                raise TypeError(f"a tape has no step for {e}; give a condition instead")
            return self._emit("num", int(e) if e.is_Integer else float(e))
        if e.is_Add:
            return self._sum(e)
        if e.is_Mul:
            return self._product(e)
        if e.is_Pow:
            return self._power(*e.args)
        if type(e) in _FOLDS:
            return self._fold(_FOLDS[type(e)], e.args)
        if type(e) in _FUNCTIONS:
            return self._emit(_FUNCTIONS[type(e)], self.add(e.args[0]))
        if type(e) in _COMPARISONS:
            return self._emit(_COMPARISONS[type(e)], self.add(e.lhs), self.add(e.rhs))
        if isinstance(e, sp.Unequality):
            return self._emit("not", self._emit("eq", self.add(e.lhs), self.add(e.rhs)))
        if isinstance(e, sp.Not):
            return self._emit("not", self.add(e.args[0]))
        if isinstance(e, sp.ITE):  # what SymPy makes of a comparison with a Piecewise
            return self._emit("where", *map(self.add, e.args))
        if isinstance(e, sp.Piecewise):
            if e.args[-1].cond != sp.true:
                raise TypeError(f"a Piecewise must end with a case that is always true; got {e}")
            k = self.add(e.args[-1].expr)
            for piece in reversed(e.args[:-1]):
                k = self._emit("where", self.add(piece.cond), self.add(piece.expr), k)
            return k
        raise TypeError(f"a tape has no step for {type(e).__name__}: {e}")

    def _sum(self, e: Any) -> int:
        minus = [-arg for arg in e.args if arg.could_extract_minus_sign()]
        plus = [arg for arg in e.args if not arg.could_extract_minus_sign()]
        if not plus:
            return self._emit("neg", self._fold("add", minus))
        k = self._fold("add", plus)
        for arg in minus:
            k = self._emit("sub", k, self.add(arg))
        return k

    def _product(self, e: Any) -> int:
        above, below = sp.fraction(e, exact=True)
        if below != 1:
            return self._emit("div", self.add(above), self.add(below))
        first, *rest = e.args
        if first == -1:
            return self._emit("neg", self._fold("mul", rest))
        return self._fold("mul", e.args)

    def _power(self, base: Any, exponent: Any) -> int:
        if exponent == 2:
            k = self.add(base)
            return self._emit("mul", k, k)
        if exponent == sp.Rational(1, 2):
            return self._emit("sqrt", self.add(base))
        if exponent.is_negative:
            return self._emit("div", self._emit("num", 1), self._power(base, -exponent))
        if exponent == 1:
            return self.add(base)
        return self._emit("pow", self.add(base), self.add(exponent))
