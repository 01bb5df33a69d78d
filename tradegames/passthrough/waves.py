"""The two waves of American tariffs on Chinese goods beside the exchange rate (S3, third implication)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import data

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WAVES", "depreciation", "rates", "waves"]

# First and last month, and the concept that measures what was added since.
WAVES = {
    "2018-19": ("2018-04", "2019-09", "added_2017_weights"),
    "2025": ("2025-01", "2025-12", "statutory_increase"),
}


def rates() -> dict[str, float]:
    """Return RMB per dollar by month, from "2017-01" to "2025-12".

    Examples
    --------
    >>> rates()["2018-04"]
    6.3006
    """
    table = data.usd_cny()
    return {f"{month:%Y-%m}": rate for month, rate in zip(table["month"], table["usd_cny"], strict=True)}


def depreciation(start: str, end: str) -> float:
    """Return by what fraction the RMB fell in dollars between the averages of two months.

    Parameters
    ----------
    start, end : str
        Months from 2017-01 to 2025-12, as "2018-04".

    Raises
    ------
    ValueError
        If a month is not in the table.

    Examples
    --------
    >>> round(depreciation("2018-04", "2019-09"), 3)
    0.115
    >>> round(depreciation("2025-01", "2025-12"), 3)
    -0.036
    """
    rate = rates()
    for field, month in (("start", start), ("end", end)):
        if month not in rate:
            rule = f"be a month from {min(rate)} to {max(rate)}, as YYYY-MM"
            raise ValueError(f"depreciation.{field} must {rule}; got {month!r}")
    return float(1 - rate[start] / rate[end])


def waves() -> pd.DataFrame:
    """Return both waves month by month: tariffs added so far, and how far the RMB has fallen.

    Returns
    -------
    DataFrame
        One row a wave and month. ``wave`` ("2018-19" or "2025"), ``month`` (as "2018-04"), ``added``
        (average points added, in force at the end of the month, as a fraction), ``depreciation`` (of
        the RMB since the wave's first month, as a fraction). The waves average with different weights:
        see ``data.tariff_concepts``.

    Examples
    --------
    >>> last = waves().groupby("wave").last()
    >>> last.loc["2018-19", ["added", "depreciation"]].astype(float).round(3).tolist()
    [0.153, 0.115]
    >>> last.loc["2025", ["added", "depreciation"]].astype(float).round(3).tolist()
    [0.189, -0.036]
    """
    import pandas as pd

    averages = data.average_tariffs()
    rows = []
    for wave, (start, end, concept) in WAVES.items():
        series = averages[(averages["concept"] == concept) & (averages["importer"] == "USA")]
        for month in rates():
            if start <= month <= end:
                sofar = series[series["start"] < pd.Timestamp(month) + pd.offsets.MonthBegin()]
                added = sofar["rate_percent"].iloc[-1] / 100 if len(sofar) else 0.0
                rows.append((wave, month, float(added), depreciation(start, month)))
    return pd.DataFrame(rows, columns=["wave", "month", "added", "depreciation"])
