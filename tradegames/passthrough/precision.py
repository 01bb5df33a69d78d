"""What a panel can tell: where each method ends, how precisely, and how large the panel must be.

The formulas take the tariffs of the `Design` as they are and ask what is left of ``z = log(1 + tariff)``
beyond product and period effects: the sum of squares of that is all the information there is.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..checks import choice, number
from .bias import division_bias
from .simulation import Design

__all__ = ["instrument_strength", "limit", "power", "products_needed", "standard_error"]


def limit(design: Design, method: str) -> float:
    """Return where a method ends as the number of products grows, the months being what they are.

    Parameters
    ----------
    design : Design
    method : {"unit_value", "iv", "tariff"}

    Raises
    ------
    ValueError
        If buyers' unit values do not move with the tariff at all: ``"iv"`` ends nowhere.

    Examples
    --------
    >>> design = Design(products=500, periods=24, elasticity=2.0, start="2018-01", quantity_error=0.3)
    >>> [round(limit(design, method), 2) for method in ("unit_value", "iv", "tariff")]
    [1.12, 2.0, 2.0]
    """
    choice("limit", "method", method, ("unit_value", "iv", "tariff"))
    buyers = 1 - design.exporter_share
    if method == "tariff":
        return design.elasticity * buyers
    if method == "iv":
        return design.elasticity * buyers / _first_stage(design)
    z = _within(design)
    var_z, last = float((z**2).mean()), 1 - 1 / design.periods
    supply, demand = (sd**2 * _kept(design) for sd in (design.supply_sd, design.demand_sd))
    return float(
        division_bias(
            design.elasticity,
            buyers**2 * var_z + supply + design.price_response**2 * demand,
            design.quantity_error**2 * last,
            design.composition**2 * var_z + design.mix_sd**2 * last,
            design.composition * buyers * var_z,
            design.price_response * demand,
        )
    )


def standard_error(design: Design, method: str = "iv") -> float:
    """Return the standard error that a method will have, about.

    Parameters
    ----------
    design : Design
    method : {"iv", "tariff"}

    Notes
    -----
    With the residual ``r`` of the method and the tariffs ``z`` net of both effects it is the square
    root of the sum over products of ``z' E[r r'] z``, over the sum of ``z^2`` (times the first stage).
    It falls with the square root of the number of products. For ``"iv"`` this is a first approximation,
    too small where `instrument_strength` is not well above 10: errors of quantities stand in the unit
    values that the tariff has to explain, and so weaken the instrument too.

    Raises
    ------
    ValueError
        If the tariffs of the design change for all products alike.

    Examples
    --------
    >>> design = Design(products=500, periods=24, elasticity=1.5, start="2018-01")
    >>> round(standard_error(design), 3)
    0.066
    """
    choice("standard_error", "method", method, ("iv", "tariff"))
    found, response = design.elasticity, design.price_response
    if method == "tariff":
        return _error(design, -found, 1 - response * found, 1.0, 0.0)
    end = limit(design, "iv")
    error = _error(design, end - found, 1 + response * (end - found), 1 - end, end)
    return error / abs(_first_stage(design))


def instrument_strength(design: Design) -> float:
    """Return the first-stage F statistic that `estimate` will report for ``"iv"``, about.

    Examples
    --------
    >>> few = Design(products=100, periods=24, elasticity=1.5, start="2018-01", quantity_error=0.3)
    >>> round(instrument_strength(few))
    40
    """
    return (_first_stage(design) / _error(design, 1.0, design.price_response, -1.0, 1.0)) ** 2


def power(design: Design, null: float, method: str = "iv") -> float:
    """Return the probability that a test at 5 % rejects that the method ends at ``null``.

    Examples
    --------
    >>> design = Design(products=500, periods=24, elasticity=1.2, start="2018-01")
    >>> round(power(design, null=1.0), 2)
    0.85
    """
    from scipy.stats import norm

    number("power", "null", null)
    distance = (limit(design, method) - null) / standard_error(design, method)
    edge = norm.ppf(0.975)
    return float(norm.cdf(distance - edge) + norm.cdf(-distance - edge))


def products_needed(design: Design, std_error: float, method: str = "iv") -> int:
    """Return how many products, over the months of the design, give this standard error.

    Examples
    --------
    >>> design = Design(products=500, periods=24, elasticity=1.5, start="2018-01")
    >>> products_needed(design, std_error=0.1)
    221
    """
    number("products_needed", "std_error", std_error, lambda v: v > 0, "be positive")
    return math.ceil(design.products * (standard_error(design, method) / std_error) ** 2)


def _error(design: Design, supply: float, demand: float, error: float, mix: float) -> float:
    """The standard error of a coefficient on ``z`` whose residual has these weights on ``w, u, e, m``."""
    z = _within(design)
    information = float((z**2).sum())
    if information < 1e-12 * z.size:
        raise ValueError(
            "Design must have tariffs that do not change for all products alike;"
            f" got none between {design.months()[0]} and {design.months()[-1]}"
        )
    lasting = (supply * design.supply_sd) ** 2 + (demand * design.demand_sd) ** 2
    passing = (error * design.quantity_error) ** 2 + (mix * design.mix_sd) ** 2
    together = lasting * float(np.einsum("it,ts,is->", z, _memory(design), z, optimize=True))
    return math.sqrt(together + passing * information) / information


def _first_stage(design: Design) -> float:
    """How far buyers' unit values move with the tariff: their part of it, and the change of the mix."""
    first = 1 - design.exporter_share + design.composition
    if first == 0:
        raise ValueError(
            "Design.exporter_share must leave unit values that move with the tariff for method 'iv'; got"
            f" {design.exporter_share:g} with composition {design.composition:g}"
        )
    return first


def _within(design: Design) -> Any:
    """``log(1 + tariff)`` net of product and period effects, an array (products, periods)."""
    table, path = design.tariffs()
    z = np.log1p(table)[path]
    return z - z.mean(axis=1, keepdims=True) - z.mean(axis=0) + z.mean()


def _memory(design: Design) -> Any:
    """Correlations of a lasting shock between the months, an array (periods, periods)."""
    month = np.arange(design.periods)
    return design.persistence ** np.abs(month[:, None] - month)


def _kept(design: Design) -> float:
    """The share of a lasting shock's variance that product effects leave."""
    return 1 - float(_memory(design).mean())
