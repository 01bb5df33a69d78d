"""The model behind GSIM: constant elasticities, solved without linearising."""

from __future__ import annotations

from typing import Any

import numpy as np

from .model import Solution, shares, solve, system

__all__ = ["exact", "exact_surplus"]

TOLERANCE = 1e-12
MOST = 50


def exact(
    trade: Any, tariff: Any, new_tariff: Any, demand: Any, supply: Any, armington: Any
) -> tuple[Solution, Any, int]:
    """Solve for prices at which markets clear, with CES demand and constant elasticities.

    Newton's method in logs. Its matrix is that of GSIM at the spending and sales shares of the point
    reached, so each step solves a GSIM.

    Returns
    -------
    solution : Solution
    residual : array (..., n)
        Log supply less log demand of each exporter (of its price, where supply is infinitely elastic).
    iterations : int

    Raises
    ------
    ArithmeticError
        If Newton's method does not find prices that clear the markets.
    """
    phi, theta = shares(trade, tariff)
    wedge = np.log1p(new_tariff) - np.log1p(tariff)
    price = np.zeros(trade.shape[:-1])
    gap, parts = _gap(price, wedge, phi, theta, demand, supply, armington)
    for step in range(MOST):
        if np.max(np.abs(gap)) <= TOLERANCE:
            paid, quantity, composite = parts
            changes = (np.expm1(x) for x in (price, paid, quantity, composite))
            return Solution(*changes), gap, step
        paid, quantity, composite = parts
        sold = phi * np.exp(quantity)
        spent = theta * np.exp((1 - armington) * (paid - composite[..., None, :]))
        at = system(sold / sold.sum(axis=-1, keepdims=True), spent, demand, armington)
        move = solve(at, supply, -gap * _scale(supply))
        for _ in range(40):  # halve the step until it helps
            trial, new = _gap(price + move, wedge, phi, theta, demand, supply, armington)
            if np.max(np.abs(trial)) < np.max(np.abs(gap)):
                break
            move = move / 2
        price, gap, parts = price + move, trial, new
    raise ArithmeticError(
        f"gsim.simulate: no prices that clear the markets after {MOST} steps; the largest gap is"
        f" {np.max(np.abs(gap)):.3g}"
    )


def _scale(supply: Any) -> Any:
    """What `_gap` divides by: one plus the elasticity, or nothing where that is infinite."""
    return np.where(np.isinf(supply), 0.0, 1 + supply)


def _gap(
    price: Any, wedge: Any, phi: Any, theta: Any, demand: Any, supply: Any, armington: Any
) -> tuple[Any, tuple[Any, Any, Any]]:
    """Log supply less log demand over ``1 + supply``, and the logs that it was made of."""
    paid = price[..., :, None] + wedge
    with np.errstate(divide="ignore", invalid="ignore"):
        # log1p and expm1 keep the digits where the elasticity is close to one.
        rise = np.log1p((theta * np.expm1((1 - armington) * paid)).sum(axis=-2)) / (1 - armington)
    composite = np.where(armington == 1, (theta * paid).sum(axis=-2), rise)
    quantity = ((demand + armington) * composite)[..., None, :] - armington * paid
    wanted = np.log((phi * np.exp(quantity)).sum(axis=-1))
    finite = np.where(np.isinf(supply), 0.0, supply)
    gap = np.where(np.isinf(supply), price, (finite * price - wanted) / (1 + finite))
    return gap, (paid, quantity, composite)


def exact_surplus(
    trade: Any, tariff: Any, new_tariff: Any, demand: Any, supply: Any, solution: Solution
) -> tuple[Any, Any, Any]:
    """Return the changes of producer surplus, consumer surplus and revenue: areas beside the true curves."""
    producer = trade.sum(axis=-1) * _area(np.log1p(solution.price), supply)
    consumer = -(trade * (1 + tariff)).sum(axis=-2) * _area(np.log1p(solution.composite), demand)
    value = trade * (1 + solution.price[..., :, None]) * (1 + solution.quantity)
    return producer, consumer, (new_tariff * value - tariff * trade).sum(axis=-2)


def _area(log: Any, elasticity: Any) -> Any:
    """The integral of ``p^elasticity`` from 1 to ``exp(log)``."""
    power = np.where(np.isinf(elasticity), 0.0, 1 + elasticity)
    safe = np.where(power == 0, 1.0, power)
    area = np.where(power == 0, log, np.expm1(safe * log) / safe)
    return np.where(np.isinf(elasticity), 0.0, area)
