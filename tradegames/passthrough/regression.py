"""Elasticities from panels: S3's regression on unit values, and two that errors of quantity leave alone.

All methods take logarithms, a fixed effect for each product and each period, and standard errors
clustered by product. With the buyers' price ``c = p (1 + tariff)`` and a share ``s`` of the tariff
absorbed by exporters they end, in a panel without end, at

==================  =======================================  ============================================
method              regression                               ends at
==================  =======================================  ============================================
``"unit_value"``    ``q`` on ``c``, as S3                    `division_bias`: drawn towards 1
``"iv"``            the same, ``c`` instrumented by          the elasticity
                    ``log(1 + tariff)``
``"tariff"``        ``q`` on ``log(1 + tariff)``             elasticity times (1 - s): what a tariff does
==================  =======================================  ============================================

The first stage of ``"iv"`` measures who pays: its coefficient is the buyers' part, ``1 - s``.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice
from .panel import floats, item, select

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METHODS", "Estimate", "estimate"]

METHODS = ("unit_value", "iv", "tariff")
_FIXED = "product + period"
_WEAK, _FEW = 10, 30


@dataclass(frozen=True)
class Estimate:
    """An elasticity with its evidence.

    Attributes
    ----------
    method : str
    elasticity : float
        As a positive number: by how many percent the quantity falls when the price (with ``"tariff"``
        the factor ``1 + tariff``) rises by one percent. Negative: the wrong sign, which `notes` says.
    std_error : float
        Clustered by product.
    confidence : pair of float
        The 95 % confidence interval.
    n, products, periods : int
        Rows, products (the clusters) and periods that were used.
    first_stage_f : float or None
        For ``"iv"``: the F statistic of the instrument, clustered; below 10 it is weak.
    pass_through, pass_through_error : float or None
        For ``"iv"``: part of the tariff that buyers pay, and its standard error.
    notes : tuple of str
        What was left out, and every reason for doubt, in words with counts.
    """

    method: str
    elasticity: float
    std_error: float
    confidence: tuple[float, float]
    n: int
    products: int
    periods: int
    first_stage_f: float | None
    pass_through: float | None
    pass_through_error: float | None
    notes: tuple[str, ...]

    def __str__(self) -> str:
        low, high = self.confidence
        lines = [
            f"{self.method}: elasticity {self.elasticity:.3f}, standard error {self.std_error:.3f}",
            f"95 % interval {low:.3f} to {high:.3f};"
            f" {self.n:,} rows, {self.products:,} products, {self.periods:,} periods",
        ]
        if self.pass_through is not None:
            lines.append(
                f"buyers pay {self.pass_through:.3f} of the tariff, standard error"
                f" {self.pass_through_error:.3f}, first-stage F {self.first_stage_f:.0f}"
            )
        return "\n".join([*lines, *(item(note) for note in self.notes)])


def estimate(panel: pd.DataFrame, method: str = "unit_value", leave_out: Iterable[str] = ()) -> Estimate:
    """Estimate the price elasticity of import demand from a panel.

    Parameters
    ----------
    panel : DataFrame
        ``product``, ``period``, ``value`` (before duty), ``quantity``, ``tariff`` (fraction); see
        `tradegames.passthrough.panel`.
    method : {"unit_value", "iv", "tariff"}
        See the head of this module.
    leave_out : iterable of str
        Reasons, as `check` reports them, for which rows may be left out; nothing is left out unasked.

    Raises
    ------
    TypeError, ValueError
        If the panel is damaged or has rows that logarithms cannot take (with counts, and how to leave
        them out), if it is too small, or if the fixed effects leave no variation of tariffs or prices to
        learn from.

    Notes
    -----
    Source: S3, section 2 ("unit_value"; book: eq-unit-value-regression). The estimator is pyfixest's.

    Examples
    --------
    >>> from tradegames.passthrough import simulate
    >>> panel = simulate(300, 24, elasticity=1.5, seed=1, start="2018-01", quantity_error=0.3)
    >>> for method in METHODS:
    ...     e = estimate(panel, method)
    ...     print(f"{method}: {e.elasticity:.2f} ± {e.std_error:.2f}")
    unit_value: 1.05 ± 0.01
    iv: 1.40 ± 0.08
    tariff: 1.52 ± 0.13
    """
    choice("estimate", "method", method, METHODS)
    rows, notes = select(panel, leave_out)
    data = _logarithms(rows)
    products, periods = int(data["product"].max()) + 1, int(data["period"].max()) + 1
    for name, count in (("product", products), ("period", periods)):
        if count < 2:
            raise ValueError(f"panel must have at least 2 {name}s to compare; got {count}")
    if len(data) <= products + periods:
        raise ValueError(
            "panel must have more rows than the regression has coefficients, or there is no standard error;"
            f" got {len(data):,} rows for {products:,} products, {periods:,} periods and a slope"
        )
    _varies(data, "c" if method == "unit_value" else "z", rows)
    fit, name, first = _regressions(data, method)
    f = passed = passed_error = None
    if first is not None:
        passed, passed_error = float(first.coef()["z"]), float(first.se()["z"])
        f = (passed / passed_error) ** 2 if passed_error else math.inf
    elasticity, error = -float(fit.coef()[name]), float(fit.se()[name])
    low, high = (-float(end) for end in fit.confint().loc[name].iloc[::-1])
    return Estimate(
        method,
        elasticity,
        error,
        (low, high),
        len(data),
        products,
        periods,
        f,
        passed,
        passed_error,
        (*notes, *_doubts(elasticity, (low, high), f, products)),
    )


def _logarithms(rows: pd.DataFrame) -> pd.DataFrame:
    """The panel in logarithms: quantity ``q``, unit value with duty ``c``, duty factor ``z``."""
    import pandas as pd

    q = np.log(floats(rows["quantity"]))
    z = np.log1p(floats(rows["tariff"]))
    return pd.DataFrame(
        {
            "product": rows["product"].factorize()[0],
            "period": rows["period"].factorize()[0],
            "q": q,
            "c": np.log(floats(rows["value"])) - q + z,
            "z": z,
        }
    )


def _regressions(data: pd.DataFrame, method: str) -> tuple[Any, str, Any]:
    """The fit, the name of the coefficient that counts, and for "iv" the first stage."""
    if method == "unit_value":
        return _fit(f"q ~ c | {_FIXED}", data), "c", None
    if method == "tariff":
        return _fit(f"q ~ z | {_FIXED}", data), "z", None
    return _fit(f"q ~ 1 | {_FIXED} | c ~ z", data), "c", _fit(f"c ~ z | {_FIXED}", data)


def _fit(formula: str, data: pd.DataFrame) -> Any:
    """Fit by pyfixest; it must not drop rows by itself."""
    import pyfixest

    with warnings.catch_warnings():  # pyfixest 0.60 uses what pandas 3.1 announces to remove
        warnings.filterwarnings("ignore", message="The inplace keyword", category=DeprecationWarning)
        return pyfixest.feols(
            formula, data, vcov={"CRV1": "product"}, fixef_rm="none", copy_data=False, store_data=False
        )


def _varies(data: pd.DataFrame, name: str, rows: pd.DataFrame) -> None:
    """Raise where the fixed effects explain the whole of what is to be learned from."""
    left = _fit(f"{name} ~ 1 | {_FIXED}", data).resid()
    spread = float(np.mean(left**2))
    if spread > 1e-12 * max(1e-6, float(data[name].var())):
        return
    if name == "c":
        raise ValueError("panel must have unit values that the product and period effects do not explain")
    tariffs = rows["tariff"].groupby(data["product"].to_numpy()).nunique()
    by_period = rows["tariff"].groupby(data["period"].to_numpy()).nunique()
    raise ValueError(
        "panel must have tariffs that do not change for all products alike: the product and period effects"
        f" explain all of log(1 + tariff); got {(tariffs == 1).sum():,} of {len(tariffs):,} products whose"
        f" tariff never changes, and {(by_period == 1).sum():,} of {len(by_period):,} periods in which all"
        " products have the same tariff"
    )


def _doubts(elasticity: float, interval: tuple[float, float], f: float | None, products: int) -> list[str]:
    doubts = []
    if elasticity < 0:
        low, high = interval
        doubts.append(
            f"wrong sign: the quantity rises with the price, elasticity {elasticity:.3g}"
            f" (95 % interval {low:.3g} to {high:.3g})"
        )
    if f is not None and f < _WEAK:
        doubts.append(
            f"weak instrument: first-stage F {f:.3g}, below {_WEAK}: tariffs hardly move what buyers pay, and"
            " neither the elasticity nor its interval can be relied on"
        )
    if products < _FEW:
        doubts.append(f"{products} products are few clusters: the standard error may be too small")
    return doubts
