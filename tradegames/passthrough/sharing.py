"""Currency against burden: the table of all ways to share a tariff."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checks import number
from .shock import Shock

__all__ = ["matrix"]


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
