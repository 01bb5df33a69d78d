"""Tables of what the lists of 2018-19 covered, sector by sector, and of what law and customs made of them.

American six-digit trade with China in 2017 is not to hand. Between chapters the weights are those of 2017
(US Census); within a chapter the codes have their weights of 2024, scaled so that each list has the part of
the chapter that the steps of its average say (2017 weights). China's side is trade of 2017 throughout.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .reading import frame, number, one_of, or_empty, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["goods_on_lists", "law_and_duty"]

SECTORS = ("AGRFOOD", "MINMAT", "TEX", "WOODPAP", "ELEC", "MACH", "VEH", "ART")


def goods_on_lists() -> pd.DataFrame:
    """Return imports from the other side by chapter and sector, and the part of them on each list.

    Returns
    -------
    DataFrame
        ``importer`` ("USA": imports from China; "CHN": imports from the United States), ``chapter`` (of the
        Harmonised System), ``sector`` (one of the eight goods sectors of the package's world),
        ``imports_2017_musd`` (million USD), ``list_1``, ``list_2``, ``list_3``, ``list_4A`` (fractions of
        these imports; missing where our sources do not have China's fourth list), ``source``. Chapters 98
        and 99, which have no sector, are left out.

    Examples
    --------
    >>> from tradegames.data import coverage
    >>> table = coverage.goods_on_lists().query("importer == 'CHN'")
    >>> round(float((table["list_1"] * table["imports_2017_musd"]).sum()) / 1000, 1)  # announced: 34 bn
    33.8
    """
    share = number(0, 1)
    columns: dict[str, Callable[[str], Any]] = {
        "importer": one_of("USA", "CHN"),
        "chapter": text,
        "sector": one_of(*SECTORS),
        "imports_2017_musd": number(0, 4e6),
        "list_1": share,
        "list_2": share,
        "list_3": share,
        "list_4A": or_empty(share),
        "source": text,
    }
    return frame("goods_on_lists.csv", columns, ("importer", "chapter", "sector"))


def law_and_duty() -> pd.DataFrame:
    """Return, by chapter, duty collected on Chinese goods and what the law of 2020 asks on trade of 2024.

    Returns
    -------
    DataFrame
        ``chapter``; ``duty_2017_musd``, ``duty_2024_musd`` (calculated duty, million USD; the imports are in
        `us_imports_from_china`); ``added_2020_points`` (special tariffs in force from 14 February 2020,
        weights of 2017); of the trade of 2024, million USD: ``known_2024_musd`` (codes that the law of 2020
        knows; the code for telephones, split in 2022, was put together again), ``due_2024_musd`` (special
        duty that this law asks on them), ``taxed_2024_musd`` (those with a special tariff),
        ``listed_2024_musd`` (codes with at least one line on lists 1 to 4A) and ``listed_due_2024_musd``
        (the duty if all goods of these codes were on the list); ``source``.

    Notes
    -----
    The six-digit rate of the law is the plain average over its eight-digit lines.

    Examples
    --------
    >>> from tradegames.data import coverage
    >>> table = coverage.law_and_duty()
    >>> round(100 * float(table["due_2024_musd"].sum() / table["taxed_2024_musd"].sum()), 1)
    16.3
    """
    value = number(0, 4e6)
    columns: dict[str, Callable[[str], Any]] = {
        "chapter": text,
        "duty_2017_musd": value,
        "added_2020_points": number(0, 100),
        "duty_2024_musd": value,
        "known_2024_musd": value,
        "due_2024_musd": value,
        "taxed_2024_musd": value,
        "listed_2024_musd": value,
        "listed_due_2024_musd": value,
        "source": text,
    }
    return frame("law_and_duty.csv", columns, ("chapter",))
