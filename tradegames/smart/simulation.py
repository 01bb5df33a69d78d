"""SMART for any number of products and suppliers at once: checks, the formulas, one result."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ..checks import broadcast, choice, number, warn_of_percent
from ..maths import symbolic
from . import formulas

__all__ = ["Result", "simulate"]

OWNER = "smart.simulate"


@dataclass(frozen=True, eq=False)
class Result:
    """What a change of tariffs does to imports, revenue and welfare, in the unit of the imports.

    Attributes
    ----------
    imports, tariff, new_tariff : array (..., supplier)
        What was put in, tariffs as fractions.
    creation, diversion, import_change : array (..., supplier)
        Trade creation, trade diversion and their sum, at world prices. A market's diversion sums to zero.
    quantity_change : array (..., supplier)
        At the old world price; the change of imports where supply is infinitely elastic.
    reach : array (..., supplier)
        The part of the way from the old to the new tariff on which the supplier still sells; below 1, he
        is out of the market at the choke tariff ``t0 + reach (t1 - t0)``.
    price_change : array (..., supplier)
        Relative change of the supplier's world price at the new tariff (at the choke tariff ``reach`` times
        as large); zero where supply is infinitely elastic.
    revenue_change, welfare_change : array (...)
        Of the importer, product by product.
    welfare : str
        The measure used, "smart" or "exact".
    """

    imports: Any
    tariff: Any
    new_tariff: Any
    creation: Any
    diversion: Any
    import_change: Any
    quantity_change: Any
    reach: Any
    price_change: Any
    revenue_change: Any
    welfare_change: Any
    welfare: str

    @property
    def diverted(self) -> Any:
        """What suppliers that gain take over, product by product."""
        return np.sum(np.abs(self.diversion), axis=-1) / 2

    @property
    def diversion_rate(self) -> float:
        """S2's diversion rate: what is diverted over what the losing suppliers lose, all products together.

        Raises
        ------
        ValueError
            If nobody loses anything.
        """
        lost = -float(np.sum(np.minimum(self.import_change, 0)))
        if lost == 0:
            raise ValueError("Result.diversion_rate must have a supplier that loses imports; nobody does")
        return float(np.sum(self.diverted)) / lost


def simulate(
    imports: Any,
    tariff: Any,
    new_tariff: Any,
    demand_elasticity: Any,
    armington: Any = 1.5,
    supply_elasticity: Any = math.inf,
    welfare: str = "smart",
    *,
    target: int | Sequence[int] | None = None,
    unit: str | None = None,
    products: Sequence[str] | None = None,
    suppliers: Sequence[str] | None = None,
) -> Result:
    """Change tariffs in WITS-SMART: trade creation first, then diversion among suppliers.

    Parameters
    ----------
    imports : array (..., supplier)
        Imports by supplier at world prices, at least 0, in any unit of money.
    tariff, new_tariff : array that broadcasts to (..., supplier)
        Ad valorem tariffs as fractions, above -1.
    demand_elasticity : float or array
        Elasticity of import demand ε, at most 0. An array with fewer axes than `imports` has no
        supplier axis.
    armington : float or array
        Elasticity of substitution σ among suppliers, at least 0; SMART's default is 1.5.
    supply_elasticity : float or array
        Elasticity of export supply μ, positive; infinite by default (in WITS: 99).
    welfare : {"smart", "exact"}
        "smart": ``½(t̄0 + t̄1) ΔM`` with the average tariff of all suppliers, as SMART reports it. "exact":
        ``Σ_k ½(t0 + t1) Δm_k`` up to the choke tariff, with the terms of trade where supply slopes up.
    target : int or sequence of int, optional
        Only these suppliers get the new tariff; the others keep theirs.
    unit : {"fraction", "percent"}, optional
        Of the tariffs. Unnamed, fractions: a tariff above 10 is refused, one above 1 warned of.
    products, suppliers : sequence of str, optional
        Names for errors; products in the order of the flattened (...) axes.

    Returns
    -------
    Result
        Arrays of the common shape (..., supplier), tariffs as fractions.

    Raises
    ------
    ValueError, TypeError
        If an input is no finite number or breaks its rule; the error names product and supplier.

    Notes
    -----
    Source: S2 section 2 and its reference Jammes and Olarreaga (2005); book: "One market, one tariff",
    eqs. eq-creation to eq-exact-welfare. With ``z = (t1 - t0)/(1 + t0)``: creation ``ε m z (μ+1)/(μ-ε)``,
    diversion ``-σ m (z - z̄)``. A supplier that sells nothing now sells nothing afterwards.

    Examples
    --------
    >>> hs40 = simulate([150.67, 350.33], [0.075, 0.055], 0.325, demand_elasticity=-0.911, target=0)
    >>> round(float(hs40.creation[0]), 2), round(float(hs40.welfare_change), 2)  # S2, table 2: -31.92, -2.60
    (-31.92, -2.6)
    >>> simulate([1.0, 2.0], 0, 25, demand_elasticity=-1)
    Traceback (most recent call last):
        ...
    ValueError: smart.simulate.new_tariff must not exceed 10 (fractions; 25 percent is 0.25), or unit must \
be named; got 25 for every product, every supplier
    """
    choice(OWNER, "welfare", welfare, ("smart", "exact"))
    names = _Names(products, suppliers)
    m = _array("imports", imports, names, lambda v: v >= 0, "not be negative")
    if np.ndim(m) == 0:
        raise ValueError(f"{OWNER}.imports must have an axis of suppliers, the last; got {imports!r}")
    t0, t1 = _tariff("tariff", tariff, unit, names), _tariff("new_tariff", new_tariff, unit, names)
    if unit is None:
        for field, value in (("tariff", t0), ("new_tariff", t1)):
            if not (symbolic(value) or getattr(value, "dtype", None) == "O"):
                warn_of_percent(OWNER, field, value, partial(names.at, shape=np.shape(value)))
    axes = np.ndim(m)
    eps = _elastic("demand_elasticity", demand_elasticity, names, lambda v: v <= 0, "not be positive", axes)
    sigma = _elastic("armington", armington, names, lambda v: v >= 0, "not be negative", axes)
    flat = _flatness(supply_elasticity, names, axes)
    shape = broadcast(OWNER, imports=m, tariff=t0, new_tariff=t1, demand_elasticity=eps, armington=sigma)
    names.check(shape)
    if target is not None:
        t1 = np.where(_chosen(target, shape[-1]), t1, t0)
    step = formulas.price_step(t0, t1)
    created = formulas.creation(m, step, eps, flat)
    pulled = formulas.pull(m, step, sigma)
    diverted = formulas.diversion(m, created, pulled)
    change = created + diverted
    price = formulas.price_change(step, eps, flat)
    moved, reach = formulas.quantity(m, step, eps, flat, pulled, diverted)
    if welfare == "smart":
        gain = formulas.reported_welfare(m, t0, t1, created, change)
    else:
        gain = formulas.exact_welfare(m, t0, t1, price, moved, reach)
    fields: dict[str, Any] = {
        "imports": m,
        "tariff": t0,
        "new_tariff": t1,
        "creation": created,
        "diversion": diverted,
        "import_change": change,
        "quantity_change": moved,
        "reach": reach,
        "price_change": price,
    }
    full = {name: np.broadcast_to(value, shape) for name, value in fields.items()}
    return Result(
        **full,
        revenue_change=formulas.revenue(m, t0, t1, change),
        welfare_change=gain,
        welfare=welfare,
    )


# --- what the arguments must be ----------------------------------------------------------------


@dataclass
class _Names:
    """Where in the data a value stands, in words."""

    products: Sequence[str] | None
    suppliers: Sequence[str] | None

    def at(self, index: tuple[int, ...], shape: tuple[int, ...]) -> str:
        *rows, k = index or (0,)
        product, supplier = "every product", "every supplier"
        if math.prod(shape[:-1]) > 1 or (rows and len(self.products or "1") == 1):
            place = int(np.ravel_multi_index(rows, shape[:-1]))
            named = tuple(int(i) for i in rows) if self.products is None else self.products[place]
            product = f"product {named!r}"
        if shape and (shape[-1] > 1 or len(self.suppliers or "1") == 1):
            supplier = f"supplier {int(k) if self.suppliers is None else self.suppliers[k]!r}"
        return f"{product}, {supplier}"

    def check(self, shape: tuple[int, ...]) -> None:
        lengths = (
            ("products", self.products, math.prod(shape[:-1])),
            ("suppliers", self.suppliers, shape[-1]),
        )
        for field, given, expected in lengths:
            if given is not None and len(given) != expected:
                raise ValueError(f"{OWNER}.{field} must have {expected} names; got {len(given)}")


def _array(field: str, value: Any, names: _Names, allowed: Any, rule: str) -> Any:
    """A checked array; symbols become an object array, of which nothing can be said yet."""
    if isinstance(value, list | tuple) and symbolic(*value):
        value = np.array(value, dtype=object)
    if getattr(value, "dtype", None) == "O" or symbolic(value):
        return value
    if isinstance(value, list | tuple):
        value = np.asarray(value)
    if (
        math.prod(np.shape(value)) == 1
        or getattr(value, "dtype", None) is None
        or value.dtype.kind not in "iuf"
    ):
        number(OWNER, field, value)
    finite = np.isfinite(value)
    good = finite & allowed(value)
    if not np.all(good):
        rule = rule if np.all(finite) else "be finite"
        bad = np.argwhere(~np.asarray(good if np.all(finite) else finite))[0]
        index = tuple(int(i) for i in bad)
        shown = np.asarray(value)[index].item() if index else value
        raise ValueError(f"{OWNER}.{field} must {rule}; got {shown!r} for {names.at(index, np.shape(value))}")
    return value * 1.0 if getattr(value, "dtype", None) is not None and value.dtype.kind in "iu" else value


def _tariff(field: str, value: Any, unit: str | None, names: _Names) -> Any:
    if unit is not None:
        choice(OWNER, "unit", unit, ("fraction", "percent"))
    if unit == "percent":
        value = (np.asarray(value) if isinstance(value, list | tuple) else value) / 100
    value = _array(field, value, names, lambda v: v > -1, "be above -1 (-100 percent)")
    if unit is None and not (symbolic(value) or getattr(value, "dtype", None) == "O"):
        percent = "not exceed 10 (fractions; 25 percent is 0.25), or unit must be named"
        _array(field, value, names, lambda v: v <= 10, percent)
    return value


def _elastic(field: str, value: Any, names: _Names, allowed: Any, rule: str, axes: int) -> Any:
    return _array(field, _wide(value, axes), names, allowed, rule)


def _wide(value: Any, axes: int) -> Any:
    """An array of products gets an axis for the supplier."""
    if isinstance(value, list | tuple):
        value = np.array(value, dtype=object if symbolic(*value) else None)
    return value[..., None] if 0 < np.ndim(value) < axes else value


def _flatness(value: Any, names: _Names, axes: int) -> Any:
    """1/μ: zero where supply is infinitely elastic, so that no formula meets an infinity."""
    if symbolic(value):
        return 1 / value
    value = _wide(value, axes)
    if np.ndim(value) == 0:
        if isinstance(value, int | float) and value == math.inf:
            return 0.0
        number(OWNER, "supply_elasticity", value, lambda v: v > 0, "be positive")
        return 1 / value
    with np.errstate(divide="ignore"):
        flat = np.where(value == 0, -1.0, 1 / value)  # a zero must be refused, not divided by
    return _array("supply_elasticity", flat, names, lambda v: v >= 0, "be positive (given here as 1/μ)")


def _chosen(target: int | Sequence[int], count: int) -> Any:
    chosen = np.zeros(count, dtype=bool)
    for k in [target] if isinstance(target, int) else target:
        if isinstance(k, bool) or not 0 <= k < count:
            raise ValueError(f"{OWNER}.target must be numbers of suppliers, from 0 to {count - 1}; got {k!r}")
        chosen[k] = True
    return chosen
