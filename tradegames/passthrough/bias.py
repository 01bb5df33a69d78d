"""Where a regression on unit values ends when the panel grows: the division bias, in closed form.

Notation (S3; book: eq-demand-log to eq-behind), all in logarithms and net of product and
period effects: the buyers' price ``c``, demand ``q = -elasticity c + u``, an error ``e`` of the recorded
quantity, and ``m``, what the recorded value has too much for other reasons, above all a dearer mix of
varieties. A unit value is value over quantity, so it is ``c + m - e``: the error of the quantity
stands on both sides of the regression, with opposite signs.
"""

from __future__ import annotations

from typing import Any

from ..checks import number

__all__ = ["division_bias", "elasticity_behind", "noise_share"]


def division_bias(
    elasticity: Any,
    var_price: Any,
    var_error: Any,
    var_mix: Any = 0,
    cov_mix: Any = 0,
    cov_demand: Any = 0,
) -> Any:
    """Return the elasticity that a regression of quantity on unit value finds in a panel without end.

    Parameters
    ----------
    elasticity : float, array or symbol
        The true one, positive where demand falls with the price.
    var_price, var_error, var_mix : float, array or symbol
        Variances of ``c``, ``e`` and ``m``, squared log points.
    cov_mix : float, array or symbol
        Covariance of ``m`` with ``c``: where tariffs change the mix of varieties.
    cov_demand : float, array or symbol
        Covariance of ``c`` with the shocks ``u`` of demand: positive where supply slopes upwards.

    Returns
    -------
    float, array or symbol
        Without the last three arguments the weighted mean of ``elasticity`` and 1, with weights
        ``var_price`` and ``var_error``.

    Raises
    ------
    ValueError
        If a variance is negative, or all of them are zero.

    Notes
    -----
    Minus the covariance of ``q + e`` and ``c + m - e``, over the variance of the latter; ``m`` is taken
    as unrelated to ``u``, and ``e`` as unrelated to everything.

    Examples
    --------
    >>> division_bias(2.0, var_price=3.0, var_error=1.0), division_bias(0.5, var_price=1.0, var_error=1.0)
    (1.75, 0.75)
    """
    for field, value in (("var_price", var_price), ("var_error", var_error), ("var_mix", var_mix)):
        number("division_bias", field, value, lambda v: v >= 0, "not be negative")
    spread = var_price + 2 * cov_mix + var_mix + var_error
    number("division_bias", "variance of the unit values", spread, lambda v: v > 0, "be positive")
    return (elasticity * (var_price + cov_mix) - cov_demand + var_error) / spread


def elasticity_behind(estimate: Any, noise: Any) -> Any:
    """Return the true elasticity behind an estimate on unit values, if only quantities have errors.

    Parameters
    ----------
    estimate : float, array or symbol
        What the regression on unit values found, as a positive number.
    noise : float, array or symbol
        The share of the error in the variance of the unit values, in [0, 1).

    Raises
    ------
    ValueError
        If the share is not in [0, 1), or exceeds the estimate: then demand would rise with the price.

    Examples
    --------
    >>> round(elasticity_behind(1.08, 0.5), 2), round(elasticity_behind(0.84, 0.5), 2)
    (1.16, 0.68)
    """
    owner = "elasticity_behind"
    number(owner, "noise", noise, lambda v: (v >= 0) & (v < 1), "lie in [0, 1)")
    rule = f"be at least noise = {noise}, or demand would rise with the price"
    number(owner, "estimate", estimate, lambda v: v >= noise, rule)
    return 1 + (estimate - 1) / (1 - noise)


def noise_share(estimate: Any, elasticity: Any) -> Any:
    """Return the share of error in unit values that would lead from an elasticity to an estimate.

    The inverse of `elasticity_behind` in its other argument. Outside [0, 1] the two do not differ by
    errors of the quantity alone.

    Examples
    --------
    >>> noise_share(1.75, 2.0)
    0.25
    """
    number("noise_share", "elasticity", elasticity, lambda v: v != 1, "differ from 1, where there is no bias")
    return (elasticity - estimate) / (elasticity - 1)
