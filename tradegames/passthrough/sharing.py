"""Tables of sharing: currency against burden, and where the paradox of volume and price holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checks import number
from .shock import Shock

__all__ = ["matrix", "observed_elasticity", "true_elasticity"]


def matrix(
    tariff: float,
    elasticity: float,
    offsets: Any = (1, 0.5, 0),
    shares: Any = (1, 0.5, 0),
    base_tariff: float = 0,
    arithmetic: str = "linear",
) -> Shock:
    """Return the shock for every pair of currency offset and exporter's share.

    Parameters
    ----------
    tariff, elasticity, base_tariff, arithmetic
        As in :class:`Shock`.
    offsets : sequence of float
        Parts of the full offset by which the RMB falls: 1 leaves nothing to share, 0 everything.
    shares : sequence of float
        Exporter's shares of what is left.

    Returns
    -------
    Shock
        Its results are arrays with one row an offset and one column a share.

    Notes
    -----
    Source: S3 abstract (full offset hurts least, no offset with the importer paying hurts most).

    Examples
    --------
    >>> grid = matrix(tariff=0.2, elasticity=1.08)
    >>> grid.value_change_rmb.round(3).tolist()
    [[0.0, 0.0, 0.0], [-0.1, -0.101, -0.108], [-0.2, -0.197, -0.216]]
    >>> grid.value_change.round(3).tolist()
    [[-0.2, -0.2, -0.2], [-0.2, -0.196, -0.197], [-0.2, -0.197, -0.216]]
    """
    rows = np.asarray(number("matrix", "offsets", list(offsets)), dtype=float)[:, None]
    columns = np.asarray(number("matrix", "shares", list(shares)), dtype=float)[None, :]

    def shock(depreciation: Any) -> Shock:
        return Shock(
            tariff=tariff,
            elasticity=elasticity,
            exporter_share=columns,
            depreciation=depreciation,
            base_tariff=base_tariff,
            arithmetic=arithmetic,
        )

    return shock(rows * shock(0).full_offset)


def observed_elasticity(elasticity: Any, noise: Any) -> Any:
    """Return what a regression on unit values finds for a true elasticity, in a large sample.

    The unit value is value over quantity, so an error in the quantity moves both sides, one up and one
    down, as if every elasticity were one.

    Parameters
    ----------
    elasticity : float, array or expression
        Size of the true elasticity.
    noise : float, array or expression
        Part of the variance of the observed log unit value that is error, at least 0 and below 1.

    Notes
    -----
    Classical error in log quantity: ``(1 - noise) elasticity + noise``. Book: eq-division-bias.

    Examples
    --------
    >>> round(observed_elasticity(1.16, noise=0.5), 2), round(observed_elasticity(0.68, noise=0.5), 2)
    (1.08, 0.84)
    """
    noise = number("observed_elasticity", "noise", noise, lambda v: (v >= 0) & (v < 1), "lie in [0, 1)")
    return (1 - noise) * elasticity + noise


def true_elasticity(observed: Any, noise: Any) -> Any:
    """Return the true elasticity behind one that a regression on unit values found.

    Raises
    ------
    ValueError
        If so much noise would mean that demand rises with the price.

    Examples
    --------
    >>> round(true_elasticity(1.08, noise=0.5), 2), round(true_elasticity(0.84, noise=0.5), 2)
    (1.16, 0.68)
    """
    owner = "true_elasticity"
    noise = number(owner, "noise", noise, lambda v: (v >= 0) & (v < 1), "lie in [0, 1)")
    rule = f"be at least noise = {noise}, or demand would rise with the price"
    observed = number(owner, "observed", observed, lambda v: v >= noise, rule)
    return (observed - noise) / (1 - noise)
