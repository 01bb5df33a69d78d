"""What several modules of S3 use: its twenty points, its elasticities, words for numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from ... import data
from ...passthrough import Shock

T, E, S, D = sp.symbols("tau epsilon s delta", positive=True)
TARIFF = 0.2  # S3's case wherever it names no other
BASE = 0.13  # what S3 says the average tariff had risen to before
SHARES = np.linspace(0, 1, 101)
LINEAR = "percentages are added, as for a small tariff"


def printed() -> dict[str, float]:
    """Return the elasticities that S3 prints, by industry."""
    table = data.s3_elasticities()
    return dict(zip(table["industry"], table["elasticity"], strict=True))


def at(share: Any, elasticity: Any = None, **more: Any) -> Shock:
    """Return S3's twenty points at an exporter's share, with the elasticity of all goods if none is given."""
    size = printed()["all"] if elasticity is None else elasticity
    return Shock(**({"tariff": TARIFF, "elasticity": size, "exporter_share": share} | more))


def formal() -> Shock:
    """Return the shock in symbols: tariff tau, elasticity epsilon, share s, depreciation delta."""
    return Shock(tariff=T, elasticity=E, exporter_share=S, depreciation=D, arithmetic="linear")


def exact(shock: Shock) -> Shock:
    """Return the same shock, compounded."""
    return replace(shock, arithmetic="exact")


def percent(value: Any, digits: int = 1) -> str:
    """Return the size of a change in words.

    Examples
    --------
    >>> percent(-0.1972)
    '19.7 %'
    """
    return f"{abs(100 * float(value)):.{digits}f} %"


def worst_share(shock: Shock) -> float:
    """Return the exporter's share at which most receipts in RMB are lost, among all of them."""
    return float(SHARES[np.argmin(replace(shock, exporter_share=SHARES).value_change_rmb)])
