"""What a country loses when an input is withheld, and how fast it learns to do without (S4, formalised).

One unit of output is made from an input that a rival controls (cost share ``share``) and from all else,
by a CES function. The rival withholds the fraction ``restriction`` of the input; nothing else changes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checks import broadcast, number
from ..maths import exp, log, symbolic

__all__ = ["elasticity", "loss", "required_elasticity", "time_to", "trade_gains"]

_NEAR_ONE = 1e-6  # within this of sigma = 1 the limit is closer than the formula


def loss(share: Any, restriction: Any, sigma: Any) -> Any:
    """Return the share of output that is lost under a restriction.

    Parameters
    ----------
    share : float, array or expression
        Cost share of the input before the restriction, between 0 and 1.
    restriction : float, array or expression
        The fraction withheld, from 0 to 1.
    sigma : float, array or expression
        Elasticity of substitution, from 0 (no substitute) up; infinity: a perfect one.

    Returns
    -------
    float, array or expression
        Between ``share * restriction`` (perfect substitutes) and ``restriction`` (none).
        Symbols give the formula for ``sigma`` other than 1.

    Raises
    ------
    ValueError, TypeError
        If an argument is no real number or breaks its rule.

    Notes
    -----
    ``1 - (share (1 - restriction)^rho + 1 - share)^(1/rho)`` with ``rho = 1 - 1/sigma``; at
    ``sigma = 1`` it is ``1 - (1 - restriction)^share``. Source: the formalisation of S4.

    Examples
    --------
    >>> round(loss(share=0.1, restriction=0.8, sigma=0.2), 4)
    0.6456
    >>> round(loss(0.1, 0.8, 1), 4), round(loss(0.1, 0.8, float("inf")), 4), loss(0.1, 0.8, 0)
    (0.1487, 0.08, 0.8)
    """
    owner = "decoupling.loss"
    number(owner, "share", share, lambda v: (v > 0) & (v < 1), "lie between 0 and 1, both excluded")
    number(owner, "restriction", restriction, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    if symbolic(share, restriction, sigma):
        rho = 1 - 1 / sigma
        return 1 - exp(log(share * (1 - restriction) ** rho + 1 - share) / rho)
    sigma = np.asarray(sigma)
    number(owner, "sigma", np.where(np.isposinf(sigma), 1.0, sigma), lambda v: v >= 0, "be at least 0")
    broadcast(owner, share=share, restriction=restriction, sigma=sigma)
    share, kept = np.asarray(share, dtype=float), 1 - np.asarray(restriction, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        rho = 1 - 1 / sigma.astype(float)
        # In logarithms: at small sigma the powers themselves overflow.
        mean = np.logaddexp(np.log(share) + rho * np.log(kept), np.log1p(-share)) / rho
        mean = np.where(np.abs(rho) < _NEAR_ONE, share * np.log(kept), mean)
        mean = np.where(sigma == 0, np.log(kept), mean)
        mean = np.where((kept == 0) & (rho > 0), np.log1p(-share) / np.where(rho > 0, rho, 1.0), mean)
        mean = np.where((kept == 0) & (rho <= 0), -np.inf, mean)
    return _plain(np.where(kept == 1, 0.0, -np.expm1(mean)))


def _plain(value: Any) -> Any:
    return value.item() if np.ndim(value) == 0 else value


def elasticity(time: Any, start: Any, end: Any, speed: Any) -> Any:
    """Return the elasticity of substitution that a country has reached after some time.

    ``end - (end - start) exp(-speed time)``: it nears ``end``, half of the way every ``log(2)/speed``.

    Parameters
    ----------
    time : float, array or expression
        Years since the restriction began, not negative.
    start, end : float, array or expression
        Elasticity at once and in the end, ``0 <= start <= end``.
    speed : float, array or expression
        Per year, not negative.

    Examples
    --------
    >>> round(elasticity(time=5, start=0.1, end=6, speed=0.2), 3)
    3.83
    """
    owner = "decoupling.elasticity"
    number(owner, "time", time, lambda v: v >= 0, "not be negative")
    number(owner, "start", start, lambda v: v >= 0, "not be negative")
    if not symbolic(start):
        number(owner, "end", end, lambda v: v >= start, f"be at least start = {start}")
    number(owner, "speed", speed, lambda v: v >= 0, "not be negative")
    return end - (end - start) * exp(-speed * time)


def required_elasticity(share: float, restriction: float, tolerance: float) -> float:
    """Return the elasticity at which the loss has fallen to what a country can bear.

    Parameters
    ----------
    share, restriction : float
        As in :func:`loss`.
    tolerance : float
        The largest loss that can be borne, as a share of output.

    Returns
    -------
    float
        0 where the loss is never larger.

    Raises
    ------
    ValueError
        If no elasticity is enough: even with perfect substitutes ``share * restriction`` is lost.

    Examples
    --------
    >>> round(required_elasticity(share=0.1, restriction=0.8, tolerance=0.12), 3)
    1.484
    """
    from scipy.optimize import brentq

    owner = "decoupling.required_elasticity"
    floor = share * restriction
    number(owner, "tolerance", tolerance, lambda v: v > floor, f"exceed share * restriction = {floor}")
    if loss(share, restriction, 0.0) <= tolerance:
        return 0.0
    high = 1.0
    while loss(share, restriction, high) > tolerance:
        high *= 2
    return float(brentq(lambda s: loss(share, restriction, s) - tolerance, 0.0, high, xtol=1e-13))


def time_to(sigma: Any, start: Any, end: Any, speed: Any) -> Any:
    """Return the time until an elasticity is reached; infinity where it never is.

    Parameters
    ----------
    sigma : float, array or expression
        The elasticity wanted.
    start, end, speed : float, array or expression
        As in :func:`elasticity`. Symbols give the formula for ``sigma`` between ``start`` and ``end``.

    Examples
    --------
    >>> round(time_to(sigma=3.83, start=0.1, end=6, speed=0.2), 2)
    5.0
    """
    owner = "decoupling.time_to"
    if symbolic(sigma, start, end, speed):
        return -log((end - sigma) / (end - start)) / speed
    sigma, start, end, speed = (np.asarray(v, dtype=float) for v in (sigma, start, end, speed))
    number(owner, "sigma", sigma, lambda v: v >= 0, "not be negative")
    number(owner, "speed", speed, lambda v: v >= 0, "not be negative")
    with np.errstate(divide="ignore", invalid="ignore"):
        left = (end - sigma) / (end - start)  # of the way that had to be gone
        time = -np.log(left) / speed
    never = (sigma >= end) | ((speed == 0) & (sigma > start))
    return _plain(np.where(sigma <= start, 0.0, np.where(never, np.inf, time)))


def trade_gains(home_share: Any, sigma: Any) -> Any:
    """Return the gains from trade, the price of autarky, ``1 - home_share^(1/(sigma - 1))``.

    Parameters
    ----------
    home_share : float or array
        Share of spending on home goods, between 0 and 1.
    sigma : float or array
        Elasticity of substitution, above 1: at 1 and below no finite gain is defined.

    Raises
    ------
    ValueError
        If an argument breaks its rule.

    Notes
    -----
    Source: Arkolakis, Costinot and Rodriguez-Clare (2012), for one sector.

    Examples
    --------
    >>> round(trade_gains(home_share=0.9, sigma=4), 4)
    0.0345
    >>> trade_gains(0.9, 0.76)
    Traceback (most recent call last):
        ...
    ValueError: decoupling.trade_gains.sigma must exceed 1 (below, autarky has no finite price); got 0.76
    """
    owner = "decoupling.trade_gains"
    number(owner, "home_share", home_share, lambda v: (v > 0) & (v <= 1), "lie in (0, 1]")
    number(owner, "sigma", sigma, lambda v: v > 1, "exceed 1 (below, autarky has no finite price)")
    return 1 - home_share ** (1 / (sigma - 1))
