"""What S1 (Yan and Li 2025) reports of its experiment: ten points more on all Chinese goods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _frame, _number, _one_of, _or_empty, _text

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
    columns = {
        "figure": _text,
        "label": _text,
        "sector": _or_empty(_one_of("ART", "ELEC", "TEX")),
        "partner": _or_empty(_one_of("USA")),
        "percent": _number(-100, 100),
        "source": _text,
        "note": str,
    }
    return _frame("s1_results.csv", columns, ("figure",))
