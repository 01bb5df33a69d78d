"""Numbers that carry their derivatives, so that an equation written once also gives its exact Jacobian.

Each element of a `Dual` holds a short list of partial derivatives and the columns they belong to: the
equations of a large world touch few unknowns each, so this is far smaller than a full matrix.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["Dual", "jacobian"]


class Dual:
    """An array with derivatives: ``value`` (shape), ``at`` and ``by`` (shape + (m,)).

    ``by[..., k]`` is the derivative by the unknown number ``at[..., k]``; an unknown may occur twice, its
    entries then add up. Arithmetic and the ufuncs exp, log, expm1 and log1p work as on arrays.

    Examples
    --------
    >>> import numpy as np
    >>> x = Dual.unknowns(np.array([2.0, 3.0]), start=0)
    >>> (x * x).sum().value
    array(13.)
    >>> jacobian([(x * x).sum()], 2)
    array([[4., 6.]])
    """

    __slots__ = ("at", "by", "value")

    def __init__(self, value: Any, at: Any, by: Any) -> None:
        self.value, self.at, self.by = value, at, by

    @classmethod
    def unknowns(cls, value: Any, start: int) -> Dual:
        """Make an array of unknowns, numbered from ``start`` in the order of the array."""
        value = np.asarray(value, float)
        at = np.arange(start, start + value.size).reshape(*value.shape, 1)
        return cls(value, at, np.ones(at.shape))

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the value."""
        return tuple(self.value.shape)

    @property
    def ndim(self) -> int:
        """Number of axes of the value."""
        return len(self.shape)

    def _with(self, value: Any, slope: Any) -> Dual:
        """Return a function of this array, given its value and its derivative by the array."""
        by = _spread(self.by * slope[..., None], value.shape)
        return Dual(value, _spread(self.at, value.shape), by)

    def __add__(self, other: Any) -> Dual:
        if not isinstance(other, Dual):
            value = self.value + other
            return Dual(value, _spread(self.at, value.shape), _spread(self.by, value.shape))
        value = self.value + other.value
        return Dual(value, _join(self.at, other.at, value.shape), _join(self.by, other.by, value.shape))

    def __mul__(self, other: Any) -> Dual:
        if not isinstance(other, Dual):
            return self._with(self.value * other, np.asarray(other))
        value = self.value * other.value
        by = _join(self.by * other.value[..., None], other.by * self.value[..., None], value.shape)
        return Dual(value, _join(self.at, other.at, value.shape), by)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self) -> Dual:
        return Dual(-self.value, self.at, -self.by)

    def __sub__(self, other: Any) -> Dual:
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> Dual:
        return (-self).__add__(other)

    def __truediv__(self, other: Any) -> Dual:
        if isinstance(other, Dual):
            return self * other._with(1 / other.value, -(other.value**-2.0))
        return self * (1 / np.asarray(other))

    def __getitem__(self, key: Any) -> Dual:
        key = key if isinstance(key, tuple) else (key,)
        inner = key if Ellipsis in [k if k is Ellipsis else None for k in key] else (*key, Ellipsis)
        return Dual(self.value[key], self.at[(*inner, slice(None))], self.by[(*inner, slice(None))])

    def sum(self, axis: int | None = None) -> Dual:
        """Sum over one axis, or over all."""
        if axis is None:
            return Dual(np.asarray(self.value.sum()), self.at.ravel(), self.by.ravel())
        axis %= self.value.ndim
        value = self.value.sum(axis)
        order = [k for k in range(self.value.ndim) if k != axis] + [axis, self.value.ndim]
        at, by = (a.transpose(order).reshape(*value.shape, -1) for a in (self.at, self.by))
        return Dual(value, at, by)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        rule = _RULES.get(ufunc)
        if rule is None or method != "__call__" or options:
            return NotImplemented
        return rule(*inputs)


def _spread(array: Any, shape: tuple[int, ...]) -> Any:
    return array if array.shape[:-1] == shape else np.broadcast_to(array, (*shape, array.shape[-1]))


def _join(first: Any, second: Any, shape: tuple[int, ...]) -> Any:
    return np.concatenate([_spread(first, shape), _spread(second, shape)], axis=-1)


def _unary(function: Callable[[Any], Any], slope: Callable[[Any, Any], Any]) -> Callable[[Dual], Dual]:
    def rule(x: Dual) -> Dual:
        value = function(x.value)
        return x._with(value, slope(x.value, value))

    return rule


_RULES: dict[Any, Callable[..., Any]] = {
    np.exp: _unary(np.exp, lambda x, y: y),
    np.log: _unary(np.log, lambda x, y: 1 / x),
    np.expm1: _unary(np.expm1, lambda x, y: y + 1),
    np.log1p: _unary(np.log1p, lambda x, y: 1 / (1 + x)),
    np.add: lambda a, b: b + a,
    np.subtract: lambda a, b: (-b) + a,
    np.multiply: lambda a, b: b * a,
}


def jacobian(parts: list[Dual], columns: int) -> Any:
    """Return the dense matrix of derivatives of all elements of the parts, row by row."""
    rows, start, places, slopes = 0, 0, [], []
    for part in parts:
        size = part.value.size
        at = part.at.reshape(size, -1)
        places.append((at + columns * np.arange(start, start + size)[:, None]).ravel())
        slopes.append(part.by.reshape(size, -1).ravel())
        start += size
    rows = start
    flat = np.bincount(np.concatenate(places), np.concatenate(slopes), minlength=rows * columns)
    return flat.reshape(rows, columns)
