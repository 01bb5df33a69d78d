"""The functional forms of the general-equilibrium world, in logs of changes from the benchmark.

Every price and quantity is the log of its ratio to the benchmark, so that shares of the benchmark are all
that calibration needs ("calibrated share form"; Rutherford 2002). The formulas work on numbers, arrays,
SymPy symbols and `Dual` numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..maths import exp, expm1, log, log1p

__all__ = ["cde_shares", "cet_supply", "ces_demand", "ces_price", "mean"]

# An elasticity of exactly one is the limit of its formula; so near it, the formula is the limit to 1e-12.
NEAR_ONE = 1e-12


def _power(exponent: Any) -> Any:
    if isinstance(exponent, np.ndarray):
        return np.where(exponent == 0, NEAR_ONE, exponent)
    return NEAR_ONE if exponent == 0 else exponent


def ces_price(elasticity: Any, *parts: tuple[Any, ...]) -> Any:
    """Return the log price index of a CES bundle (also of a CET one: give minus its elasticity).

    Parameters
    ----------
    elasticity : float or array
        Of substitution, zero (Leontief) or more; one is Cobb-Douglas.
    *parts : tuples (shares, prices) or (shares, prices, axis)
        Shares of cost in the benchmark and logs of prices, one pair for each part of the bundle; with an
        axis (negative), the parts lie along it. All shares together sum to one.

    Notes
    -----
    P = (sum_i s_i p_i^(1 - sigma))^(1 / (1 - sigma)). Source: Hertel (1997), ch. 2; book: eq-ces-price.

    Examples
    --------
    >>> import numpy as np
    >>> round(float(np.exp(ces_price(0.0, (0.5, np.log(1.1)), (0.5, 0.0)))), 6)
    1.05
    """
    power = _power(1 - elasticity)
    inside: Any = 0
    for shares, prices, *axis in parts:
        inner = power[..., None] if axis == [-1] and np.ndim(power) else power
        terms = shares * expm1(inner * prices)
        inside = inside + (terms.sum(axis=axis[0]) if axis else terms)
    return log1p(inside) / power


def ces_demand(quantity: Any, index: Any, price: Any, elasticity: Any) -> Any:
    """Return the log demand for one part of a CES bundle: quantity + sigma (index - price).

    Examples
    --------
    >>> ces_demand(0.0, 0.0, 0.1, 2.0)
    -0.2
    """
    return quantity + elasticity * (index - price)


def cet_supply(endowment: Any, index: Any, price: Any, elasticity: Any) -> Any:
    """Return the log supply of a sluggish factor to one sector: endowment + eta (price - index).

    Examples
    --------
    >>> cet_supply(0.0, 0.0, 0.1, 1.0)
    0.1
    """
    return endowment + elasticity * (price - index)


def cde_shares(weights: Any, substitution: Any, income: Any, prices: Any, spending: Any, utility: Any) -> Any:
    """Return what a household with CDE preferences does: the implicit sum and the changes of its shares.

    Parameters
    ----------
    weights : array (..., goods)
        Budget shares of the benchmark.
    substitution, income : array (..., goods)
        GTAP's SUBPAR and INCPAR.
    prices : array (..., goods)
        Logs of changes.
    spending, utility : array (..., 1)
        Per head, logs of changes.

    Returns
    -------
    (excess, shares)
        ``excess`` (...) is zero where spending buys just this utility; ``shares`` (..., goods) are logs of
        changes of the budget shares.

    Notes
    -----
    sum_i B_i u^(beta_i e_i) (p_i / x)^beta_i = 1 with beta = SUBPAR and e = INCPAR; budget shares are
    proportional to beta_i times the terms of the sum. Source: Hanoch (1975); Hertel (1997), ch. 2; book:
    eq-cde.
    """
    terms = substitution * (income * utility + prices - spending)
    first = weights / substitution
    first = first / first.sum(axis=-1, keepdims=True)
    excess = (first * expm1(terms)).sum(axis=-1)
    change = log1p((weights * expm1(terms)).sum(axis=-1))
    return excess, terms - change[..., None]


def mean(shares: Any, prices: Any, axis: int = -1) -> Any:
    """Return the log of the share-weighted arithmetic mean of changes (a Laspeyres index).

    Examples
    --------
    >>> import numpy as np
    >>> float(mean(np.array([0.5, 0.5]), np.log([2.0, 4.0])))
    1.0986122886681098
    """
    return log((shares * exp(prices)).sum(axis=axis))
