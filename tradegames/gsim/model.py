"""The formulas of GSIM, for numbers, stacks of arrays, and SymPy symbols in object arrays.

Rows are exporters, columns importers. ``trade`` is worth what the exporters get for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Solution", "linear", "shares", "solve", "surplus", "system"]


@dataclass(frozen=True, eq=False)
class Solution:
    """Proportional changes; rows are exporters.

    Attributes
    ----------
    price : array (..., n)
        What exporters get.
    paid : array (..., n, n)
        What buyers pay, duty included.
    quantity : array (..., n, n)
        What is sold where.
    composite : array (..., n)
        The importers' price of the whole industry.
    """

    price: Any
    paid: Any
    quantity: Any
    composite: Any


def shares(trade: Any, tariff: Any) -> tuple[Any, Any]:
    """Return where each exporter sells, and on whose goods each importer spends.

    Parameters
    ----------
    trade : array (..., n, n)
        Values before duty.
    tariff : array (..., n, n)
        Fractions.

    Returns
    -------
    phi : array (..., n, n)
        Shares of the exporter's sales; rows add up to one.
    theta : array (..., n, n)
        Shares of the importer's spending, duty included; columns add up to one, or are zero where
        a country imports nothing.

    Examples
    --------
    >>> phi, theta = shares(np.array([[0.0, 30.0], [10.0, 10.0]]), np.zeros((2, 2)))
    >>> phi[1], theta[:, 1]
    (array([0.5, 0.5]), array([0.75, 0.25]))
    """
    phi = trade / trade.sum(axis=-1, keepdims=True)
    spending = trade * (1 + tariff)
    total = spending.sum(axis=-2, keepdims=True)
    empty = (trade.sum(axis=-2, keepdims=True) == 0).astype(int)
    return phi, spending / (total + empty)


def system(phi: Any, theta: Any, demand: Any, armington: Any) -> Any:
    """Return how demand for each exporter's goods answers to the prices that all exporters get.

    Parameters
    ----------
    phi, theta : array (..., n, n)
    demand : float or array (..., n)
        Elasticity of each importer's demand for the industry, negative.
    armington : float
        Elasticity of substitution.

    Returns
    -------
    array (..., n, n)
        Entry (r, s): the change of demand for r's goods with the price of s's, in percent. Every row
        adds up to a weighted mean of the demand elasticities.

    Notes
    -----
    Francois and Hall (2003): in each market the own-price elasticity is
    ``theta_r demand - (1 - theta_r) armington`` and the cross-price elasticity
    ``theta_s (demand + armington)``; book: eq-gsim-elasticities. Summed over markets with ``phi``.

    Examples
    --------
    >>> phi, theta = np.array([[1.0], [1.0]]), np.array([[0.2], [0.8]])  # one market
    >>> system(phi, theta, -1.0, 2.0).round(10)
    array([[-1.8,  0.8],
           [ 0.2, -1.2]])
    """
    size = phi.shape[-2]
    cross = (phi * (demand + armington)) @ theta.swapaxes(-1, -2)
    return cross - armington * np.eye(size) * phi.sum(axis=-1, keepdims=True)


def linear(trade: Any, tariff: Any, new_tariff: Any, demand: Any, supply: Any, armington: Any) -> Solution:
    """Solve the model in proportional changes, as published.

    Parameters
    ----------
    trade, tariff, new_tariff : array (..., n, n)
    demand, supply : array (..., n)
    armington : float
        All may be object arrays of SymPy expressions.

    Notes
    -----
    Clearing of exporter r's market, ``supply_r P_r = sum_v phi_rv M_rv`` (book: eq-gsim-clearing).
    """
    phi, theta = shares(trade, tariff)
    wedge = (1 + new_tariff) / (1 + tariff) - 1
    answer = system(phi, theta, demand, armington)
    price = solve(answer, supply, (phi * _quantities(wedge, theta, demand, armington)).sum(axis=-1))
    paid = price[..., :, None] + wedge
    return Solution(price, paid, _quantities(paid, theta, demand, armington), (theta * paid).sum(axis=-2))


def _quantities(paid: Any, theta: Any, demand: Any, armington: Any) -> Any:
    """What importers buy when they pay so much more: own price against the market's."""
    composite = (theta * paid).sum(axis=-2)
    return ((demand + armington) * composite)[..., None, :] - armington * paid


def solve(answer: Any, supply: Any, shift: Any) -> Any:
    """Return the price changes at which each exporter's supply meets demand.

    Solves ``supply_r P_r = sum_s answer_rs P_s + shift_r``. Each row is divided by ``1 + supply_r`` so that
    a supply elasticity may be zero or infinite (then the price stays).
    """
    rest = 1 / (1 + supply)
    matrix = _diagonal(1 - rest) - rest[..., :, None] * answer
    if matrix.dtype == object:
        return _cramer(matrix, rest * shift)
    return np.linalg.solve(matrix, (rest * shift)[..., None])[..., 0]


def _diagonal(values: Any) -> Any:
    return values[..., :, None] * np.eye(values.shape[-1], dtype=int)


def _cramer(matrix: Any, right: Any) -> Any:
    """Solve a small system of symbols by determinants: a formula, for the page."""
    whole = _determinant(matrix)
    columns = range(len(right))
    return np.array(
        [_determinant(np.column_stack([right if k == c else matrix[:, k] for k in columns])) / whole
         for c in columns],
        dtype=object,
    )  # fmt: skip


def _determinant(matrix: Any) -> Any:
    if len(matrix) == 1:
        return matrix[0, 0]
    minors = (np.delete(matrix[1:], c, axis=1) for c in range(len(matrix)))
    return sum((-1) ** c * matrix[0, c] * _determinant(minor) for c, minor in enumerate(minors))


def surplus(
    trade: Any, tariff: Any, new_tariff: Any, demand: Any, solution: Solution, measure: str = "varieties"
) -> tuple[Any, Any, Any]:
    """Return the changes of producer surplus, consumer surplus and tariff revenue by country.

    In the units of ``trade``. Producers: the trapezoid beside a straight supply curve. Consumers: with
    "varieties" one trapezoid for each good that they buy, correct to the second order; with "composite" one
    for the industry as a whole, at a price index with the old weights. Revenue: new tariffs on new trade.
    Book: eq-gsim-producers to eq-gsim-composite.
    """
    sold = trade.sum(axis=-1)
    output = (trade * solution.quantity).sum(axis=-1) / sold
    producer = sold * solution.price * (1 + output / 2)
    spent = trade * (1 + tariff)
    if measure == "composite":
        consumer = -spent.sum(axis=-2) * solution.composite * (1 + demand * solution.composite / 2)
    else:
        consumer = -(spent * solution.paid * (1 + solution.quantity / 2)).sum(axis=-2)
    value = trade * (1 + solution.price[..., :, None]) * (1 + solution.quantity)
    revenue = (new_tariff * value - tariff * trade).sum(axis=-2)
    return producer, consumer, revenue
