"""What S1 (Yan and Li 2025) reports of its experiment: ten points more on all Chinese goods."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .reading import frame, number, one_of, or_empty, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["s1_results"]


def s1_results() -> pd.DataFrame:
    """Return all changes that S1 reports for China after 10 points more on its goods in the United States.

    Returns
    -------
    DataFrame
        One row a figure. ``figure`` (the id), ``label``, ``sector`` (of `tradegames.cge`; missing for the
        whole economy), ``partner`` ("USA" for exports there, otherwise missing), ``percent``, ``source``,
        ``note`` (what S1 leaves open; may be empty).

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames import data
    >>> printed = data.s1_results().set_index("figure")["percent"]
    >>> float(printed["real_gdp"]), float(printed["employment"])
    (-0.09, -0.14)
    """
    columns: dict[str, Callable[[str], Any]] = {
        "figure": text,
        "label": text,
        "sector": or_empty(one_of("ART", "ELEC", "TEX")),
        "partner": or_empty(one_of("USA")),
        "percent": number(-100, 100),
        "source": text,
        "note": str,
    }
    return frame("s1_results.csv", columns, ("figure",))
