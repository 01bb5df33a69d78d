"""SMART's equations, each written once: on NumPy or Dask arrays, or on object arrays of SymPy symbols.

The last axis is the supplier. Nothing is checked here; `simulate` checks. Arrays are touched through
NumPy's protocols alone (arithmetic, ``np.minimum``, ``np.maximum``, ``np.where``, ``np.sum``).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..maths import maximum, minimum, symbolic

__all__ = [
    "creation",
    "diversion",
    "exact_welfare",
    "price_change",
    "price_step",
    "pull",
    "quantity",
    "reported_welfare",
    "revenue",
]

TINY = 1e-300  # divides nothing but zeros


def _symbols(*values: Any) -> bool:
    return any(getattr(value, "dtype", None) == "O" or symbolic(value) for value in values)


def _max(a: Any, b: Any) -> Any:
    return np.frompyfunc(maximum, 2, 1)(a, b) if _symbols(a, b) else np.maximum(a, b)


def _min(a: Any, b: Any) -> Any:
    return np.frompyfunc(minimum, 2, 1)(a, b) if _symbols(a, b) else np.minimum(a, b)


def _total(value: Any) -> Any:
    return np.sum(value, axis=-1, keepdims=True)


def _share(part: Any, whole: Any) -> Any:
    """A quotient of what is not negative; where the whole is zero so is the part, and the share."""
    return part / _max(whole, TINY)


def price_step(tariff: Any, new_tariff: Any) -> Any:
    """The relative rise of the duty-paid price, ``z = (t1 - t0)/(1 + t0)``."""
    return (new_tariff - tariff) / (1 + tariff)


def creation(imports: Any, step: Any, demand: Any, flatness: Any) -> Any:
    """Trade creation ``ε m z (μ + 1)/(μ - ε)``, never below ``-m``; ``flatness`` is ``1/μ``."""
    return _max(-imports, demand * (1 + flatness) / (1 - demand * flatness) * imports * step)


def pull(imports: Any, step: Any, armington: Any) -> Any:
    """Trade diversion while no cap binds, ``-σ m (z - z̄)``, with z̄ weighted by imports.

    One target with market share s: ``z̄ = s z``, so it loses ``σ m (1 - s) z``, and the others gain in
    proportion to their imports. The same formula serves any number of targets and rates.
    """
    mean = _share(_total(imports * step), _total(imports))
    return -armington * imports * (step - mean)


def diversion(imports: Any, created: Any, pulled: Any) -> Any:
    """Trade diversion: nobody loses more than creation has left him, and gains are rationed to the losses."""
    lost = _max(_min(pulled, 0), -(imports + created))
    won = _max(pulled, 0)
    return lost - won * _share(_total(lost), _total(won))


def revenue(imports: Any, tariff: Any, new_tariff: Any, change: Any) -> Any:
    """Change of tariff revenue, ``Σ_k (t1 m1 - t0 m0)``, diverted flows included."""
    return np.sum(new_tariff * (imports + change) - tariff * imports, axis=-1)


def reported_welfare(imports: Any, tariff: Any, new_tariff: Any, created: Any, change: Any) -> Any:
    """Welfare as SMART reports it, ``½(t̄0 + t̄1) ΔM``; each average has the weights of its own date.

    Where nothing at all is imported any more, t̄1 has the old weights.
    """
    total = np.sum(imports, axis=-1)
    before = _share(np.sum(imports * tariff, axis=-1), total)
    after = imports + change
    left = np.sum(after, axis=-1)
    if _symbols(left):
        average = _share(np.sum(after * new_tariff, axis=-1), left)
    else:
        # Rounding can leave a speck of imports, or less than none: that is nothing.
        gone = left <= 1e-12 * total
        old = _share(np.sum(imports * new_tariff, axis=-1), total)
        new = np.sum(after * new_tariff, axis=-1) / np.where(gone, 1.0, left)
        average = np.where(gone, old, new)
    return (before + average) / 2 * np.sum(created, axis=-1)


def quantity(imports: Any, step: Any, demand: Any, flatness: Any, pulled: Any, diverted: Any) -> Any:
    """Change of the quantity, at the old world price, and the part of the way on which the supplier sells.

    The quantity falls in a straight line with the tariff; where it is zero before the new tariff is reached,
    at the choke tariff, it stays so. With elastic supply the change is creation plus diversion.
    """
    fall = demand / (1 - demand * flatness) * imports * step + _min(pulled, 0)
    return _max(-imports, fall) + _max(diverted, 0), _share(imports, _max(imports, -fall))


def exact_welfare(
    imports: Any, tariff: Any, new_tariff: Any, price: Any, quantity_change: Any, reach: Any
) -> Any:
    """The line integral of duty times quantity, less what the world price adds to the bill.

    Quantity, world price and tariff of a supplier move together in straight lines until his quantity
    is zero; with elastic supply this is ``Σ_k ½(t0 + t1) Δm_k``, up to the choke tariff.
    """
    rise, fall = (new_tariff - tariff) * reach, price * reach
    duty = tariff * (1 + fall / 2) + rise * (3 + 2 * fall) / 6  # the mean of t·p on the way
    return np.sum(quantity_change * duty - (imports + quantity_change / 2) * fall, axis=-1)


def price_change(step: Any, demand: Any, flatness: Any) -> Any:
    """Relative change of the world price, ``ε z/(μ - ε)``: demand and supply move alike."""
    return demand * flatness / (1 - demand * flatness) * step
