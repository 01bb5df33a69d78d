"""A change of tariffs in GSIM: arguments checked, the model solved, welfare by country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import broadcast, choice, number, warn_of_percent
from .exact import exact, exact_surplus
from .model import linear
from .model import surplus as areas

__all__ = ["Result", "simulate"]

OWNER = "gsim.simulate"


@dataclass(frozen=True, eq=False)
class Result:
    """What a change of tariffs does; money in the units of the trade that was given.

    Attributes
    ----------
    price_change : array (..., n)
        Of what exporters get, a fraction.
    paid_change : array (..., n, n)
        Of what importers pay, duty included; (exporter, importer).
    quantity_change : array (..., n, n)
        Of what is sold, a fraction.
    trade_change : array (..., n, n)
        Of the value of trade before duty.
    composite_change : array (..., n)
        Of the importers' price of the whole industry.
    producer_surplus, consumer_surplus, tariff_revenue : array (..., n)
        Changes, by country.
    residual : array (..., n)
        What is left of supply less demand of each exporter, a fraction.
    iterations : int
        Linear systems solved.
    method : str
        "linear" or "exact".
    """

    price_change: Any
    paid_change: Any
    quantity_change: Any
    trade_change: Any
    composite_change: Any
    producer_surplus: Any
    consumer_surplus: Any
    tariff_revenue: Any
    residual: Any
    iterations: int
    method: str

    @property
    def welfare(self) -> Any:
        """Change of welfare by country: producers, consumers and treasury together."""
        return self.producer_surplus + self.consumer_surplus + self.tariff_revenue


def simulate(
    trade: Any,
    tariff: Any,
    new_tariff: Any,
    demand_elasticity: Any,
    supply_elasticity: Any,
    armington: float,
    *,
    method: str = "linear",
    surplus: str = "varieties",
    unit: str | None = None,
    countries: Sequence[str] | None = None,
) -> Result:
    """Simulate a change of tariffs in one industry (or in a stack of them) and n countries.

    Parameters
    ----------
    trade : array (..., n, n)
        Value of what exporters (rows) sell to importers (columns) before duty. Home sales may stand
        on the diagonal; with zeros there home producers sell only abroad. Leading axes are industries.
    tariff, new_tariff : array (..., n, n)
        Ad valorem, fractions, zero on the diagonal.
    demand_elasticity : float or array (..., n)
        Of each importer's demand for the industry; negative.
    supply_elasticity : float or array (..., n)
        Of each exporter; zero or positive, may be infinite.
    armington : float
        Elasticity of substitution between exporters, positive.
    method : {"linear", "exact"}
        The published model in proportional changes, or constant elasticities without linearising.
    surplus : {"varieties", "composite"}
        How the linear model measures consumers: good by good, correct to the second order, or on the
        industry as a whole, as Francois and Hall do, which counts the loss from substitution twice.
    unit : {"fraction", "percent"}, optional
        Of the tariffs. Unnamed, fractions: one above 1 is warned of. Fractions above 10 are refused.
    countries : sequence of str, optional
        Names, for messages.

    Returns
    -------
    Result

    Raises
    ------
    TypeError, ValueError
        If shapes do not fit, a country exports nothing, an elasticity has the wrong sign or a tariff looks
        like percent; and if a linear answer would make trade negative.
    ArithmeticError
        If the exact model is not solved.

    Notes
    -----
    Source: Francois and Hall (2003), "Global Simulation Analysis of Industry-Level Trade Policy"; S2,
    footnote 11 (Jammes and Olarreaga); book: eq-gsim-clearing.

    Examples
    --------
    >>> free, goods = np.zeros((2, 2)), [[0.0, 50.0], [50.0, 0.0]]
    >>> result = simulate(goods, free, [[0, 0], [0.1, 0]], -1.0, 1.0, 2.0)
    >>> result.price_change  # half of the tariff is borne by the exporter
    array([ 0.  , -0.05])
    >>> result.welfare.round(3)
    array([ 2.075, -2.438])
    """
    choice(OWNER, "method", method, ("linear", "exact"))
    choice(OWNER, "surplus", surplus, ("varieties", "composite") if method == "linear" else ("varieties",))
    choice(OWNER, "unit", unit or "fraction", ("fraction", "percent"))
    flows = _trade(trade, countries)
    n = flows.shape[-1]
    old, new = (
        _tariff(name, value, unit, flows.shape, countries)
        for name, value in (("tariff", tariff), ("new_tariff", new_tariff))
    )
    if unit is None:
        for name, rates in (("tariff", old), ("new_tariff", new)):
            warn_of_percent(OWNER, name, rates, lambda where: f"what {_pair(where, countries)}")
    number(OWNER, "armington", armington, lambda v: v > 0, "be positive")
    demand = _elasticity("demand_elasticity", demand_elasticity, n, False)
    supply = _elasticity("supply_elasticity", supply_elasticity, n, True)
    if method == "linear":
        solution = linear(flows, old, new, demand, supply, armington)
        if (low := solution.quantity[flows > 0]).size and low.min() < -1:
            where = np.argwhere((flows > 0) & (solution.quantity < -1))[0]
            raise ValueError(
                f"{OWNER}: the linear model must leave trade positive; it changes what"
                f" {_pair(where, countries)} by {solution.quantity[tuple(where)]:.0%}: use method='exact'"
            )
        parts = areas(flows, old, new, demand, solution, surplus)
        wanted = (flows * solution.quantity).sum(axis=-1) / flows.sum(axis=-1)
        finite = np.where(np.isinf(supply), 0.0, supply)
        residual = np.where(np.isinf(supply), solution.price, finite * solution.price - wanted)
        iterations = 1
    else:
        solution, residual, iterations = exact(flows, old, new, demand, supply, armington)
        parts = exact_surplus(flows, old, new, demand, supply, solution)
    value = (1 + solution.price[..., :, None]) * (1 + solution.quantity) - 1
    sold = np.where(flows > 0, solution.quantity, 0.0)
    return Result(
        solution.price,
        solution.paid,
        sold,
        flows * value,
        solution.composite,
        *parts,
        residual,
        iterations,
        method,
    )


def _trade(trade: Any, countries: Sequence[str] | None) -> Any:
    flows = np.array(number(OWNER, "trade", trade, lambda v: np.asarray(v) >= 0, "not be negative"), float)
    if flows.ndim < 2 or flows.shape[-1] != flows.shape[-2]:
        raise ValueError(
            f"{OWNER}.trade must have as many exporters (rows) as importers (columns); got {flows.shape}"
        )
    if countries is not None and len(countries) != flows.shape[-1]:
        raise ValueError(f"{OWNER}.countries must name {flows.shape[-1]} countries; got {len(countries)}")
    silent = flows.sum(axis=-1) <= 0
    if silent.any():
        where = np.argwhere(silent)[0]
        raise ValueError(
            f"{OWNER}.trade must give every country something to sell; {_name(where[-1], countries)} exports"
            " nothing: leave it out"
        )
    return flows


def _tariff(name: str, value: Any, unit: str | None, shape: Any, countries: Sequence[str] | None) -> Any:
    rates = np.array(number(OWNER, name, value), float)
    if np.ndim(rates) >= 2 and rates.shape[-2:] != shape[-2:]:
        raise ValueError(f"{OWNER}.{name} must have the shape of trade, {shape}; got {rates.shape}")
    broadcast(OWNER, trade=np.empty(shape), **{name: rates})
    rates = np.broadcast_to(rates / 100 if unit == "percent" else rates, shape)
    rule = "be above -1 and at most 10 (1000 percent); name unit='percent' if percent are meant"
    number(OWNER, name, rates, lambda v: (v > -1) & (v <= 10), rule)
    home = np.argwhere(np.diagonal(rates, axis1=-2, axis2=-1) != 0)
    if len(home):
        raise ValueError(f"{OWNER}.{name} must be zero at home; {_name(home[0][-1], countries)} taxes itself")
    return rates


def _elasticity(name: str, value: Any, n: int, supply: bool) -> Any:
    array = np.array(value, float) if np.ndim(value) else np.full(n, float(value))
    if supply:
        plain = np.where(np.isposinf(array), 0.0, array)
        number(OWNER, name, plain, lambda v: v >= 0, "be zero, positive or infinite")
    else:
        number(OWNER, name, array, lambda v: v < 0, "be negative: demand falls when the price rises")
    if array.shape[-1] != n:
        raise ValueError(
            f"{OWNER}.{name} must be one number or one for each of {n} countries; got {len(array)}"
        )
    return array


def _name(k: Any, countries: Sequence[str] | None) -> str:
    return str(countries[k]) if countries is not None else f"country {k}"


def _pair(where: Any, countries: Sequence[str] | None) -> str:
    exporter, importer = (_name(k, countries) for k in where[-2:])
    return f"{importer} buys from {exporter}"
