"""Tables about tariff lists: counts and trade by chapter, S2's own counts, dependence, a small world.

Trade of the American lists is that of 2024 in the HS6 codes that have a listed line (the data of 2017
by HS6 and partner are not to hand); that of the Chinese lists is 2017's in the listed lines.
`american` has the former by product and supplier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .reading import frame, number, one_of, or_empty, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["american", "chapters", "counts", "dependence", "published_counts", "world"]

LISTS = ("1", "2", "3", "4A", "4B")
SUPPLIERS = {
    "china": "China", "european_union": "European Union", "mexico": "Mexico", "japan": "Japan",
    "taiwan": "Taiwan", "canada": "Canada", "korea": "Korea", "vietnam": "Vietnam", "malaysia": "Malaysia",
    "thailand": "Thailand", "others": "others",
}  # fmt: skip


def _count(low: int = 0) -> Any:
    return number(low, 20_000, int)


def counts() -> pd.DataFrame:
    """Return how many products of each chapter are on the lists of 2018 and 2019.

    Returns
    -------
    DataFrame
        One row a list and chapter. ``importer`` ("USA" or "CHN"), ``list`` ("1" to "4B"), ``hs2``, ``lines``
        (national lines of 8 digits), ``hs6`` (HS6 codes with at least one of them), ``repeated``
        (those of them that an earlier list of the same country has, too), ``target_musd`` (imports
        from the other side: for China of the lines, for the United States of the HS6 codes), ``hs6_musd``
        (the same of the HS6 codes for both), ``world_musd`` (from everybody; missing for China), million USD,
        ``year`` of the trade, ``source``.

    Examples
    --------
    >>> from tradegames.data import lists
    >>> first = lists.counts().query("importer == 'USA' and list == '1'")
    >>> int(first["lines"].sum()), int(first["hs6"].sum())
    (817, 560)
    """
    value = number(0, 4e6)
    columns = {
        "importer": one_of("USA", "CHN"),
        "list": one_of(*LISTS),
        "hs2": text,
        "lines": _count(1),
        "hs6": _count(1),
        "repeated": _count(),
        "target_musd": value,
        "hs6_musd": value,
        "world_musd": or_empty(value),
        "year": number(2017, 2024, int),
        "source": text,
    }
    return frame("list_counts.csv", columns, ("importer", "list", "hs2"))


def american() -> pd.DataFrame:
    """Return American imports of 2024 in the chapters of lists 1 and 2, by product and supplier.

    Returns
    -------
    DataFrame
        One row a product. ``product`` (an HS6 code, or a chapter and the word of ``kind``), ``hs2``,
        ``kind``: "code" (on the lists, with 10 million USD or more from China), "rest" (the other codes of
        the chapter that are on the lists), "off" (its codes that are not); ``codes`` (how many HS6 codes);
        ``china_musd``, ``european_union_musd``, ``mexico_musd``, ``japan_musd``, ``taiwan_musd``,
        ``canada_musd``, ``korea_musd``, ``vietnam_musd``, ``malaysia_musd``, ``thailand_musd``,
        ``others_musd``, million USD; ``china_old_percent`` (what China would pay without the lists: the
        rate that the European Union pays, which has no agreement either; weighted with imports from China),
        ``others_percent`` (duty over value, all suppliers but China), ``china_percent`` (the same for
        China, with the tariffs in force in 2024), ``source``.

    Notes
    -----
    A code counts as listed as soon as one of its lines is, as in S2. Of the 728 codes of the two lists
    706 occur in the trade of 2024; the Harmonised System was revised in 2022.

    Examples
    --------
    >>> from tradegames.data import lists
    >>> table = lists.american().query("kind != 'off'")
    >>> int(table["codes"].sum()), round(float(table["china_musd"].sum()))
    (706, 51370)
    """
    value, percent = number(0, 4e6), number(0, 200)
    columns = {
        "product": text,
        "hs2": text,
        "kind": one_of("code", "rest", "off"),
        "codes": _count(1),
        **dict.fromkeys((f"{name}_musd" for name in SUPPLIERS), value),
        **dict.fromkeys(("china_old_percent", "others_percent", "china_percent"), percent),
        "source": text,
    }
    return frame("us_listed_imports.csv", columns, ("product",))


def published_counts() -> pd.DataFrame:
    """Return S2's Tables 4 and 5 as printed, totals included.

    Returns
    -------
    DataFrame
        ``importer``, ``hs2`` (a chapter, a range such as "44-47", or "total"), HS6 codes on the list of
        ``april``, ``list_1`` and ``list_2``, ``april_missing`` and ``list_1_missing`` (of these without a
        counterpart in S2's database), ``source``.

    Examples
    --------
    >>> from tradegames.data import lists
    >>> table = lists.published_counts().query("importer == 'CHN'").set_index("hs2")
    >>> int(table.loc["total", "list_2"]), int(table["list_2"].iloc[:-1].sum())
    (177, 117)
    """
    columns = {
        "importer": one_of("USA", "CHN"),
        "hs2": text,
        "april": _count(),
        "april_missing": _count(),
        "list_1": _count(),
        "list_1_missing": _count(),
        "list_2": _count(),
        "source": text,
    }
    return frame("s2_list_counts.csv", columns, ("importer", "hs2"))


def chapters() -> pd.DataFrame:
    """Return the chapters of the Harmonised System with the trade of 2017.

    Returns
    -------
    DataFrame
        ``hs2``, ``name`` (short), ``us_world_musd``, ``us_china_musd`` (US imports), ``china_us_musd``
        (China's imports from the United States), million USD, ``source_us``, ``source_china``.

    Examples
    --------
    >>> from tradegames.data import lists
    >>> lists.chapters().set_index("hs2").loc["12", "name"]
    'oil seeds, fodder'
    """
    value = number(0, 4e6)
    columns = {
        "hs2": text,
        "name": text,
        "us_world_musd": value,
        "us_china_musd": value,
        "china_us_musd": value,
        "source_us": text,
        "source_china": text,
    }
    return frame("hs2_imports.csv", columns, ("hs2",))


def dependence() -> pd.DataFrame:
    """Return how China's share in US imports of 2024 is spread over lists 4A and 4B.

    Returns
    -------
    DataFrame
        ``list``, ``share_percent`` (lower end of a class 5 points wide), ``hs6`` (codes that are on this
        one of the two lists only), ``china_musd`` (their imports from China, million USD), ``source``.

    Examples
    --------
    >>> from tradegames.data import lists
    >>> int(lists.dependence().query("list == '4B'")["hs6"].sum())
    147
    """
    columns = {
        "list": one_of("4A", "4B"),
        "share_percent": number(0, 95, int),
        "hs6": _count(),
        "china_musd": number(0, 4e6),
        "source": text,
    }
    return frame("dependence_2024.csv", columns, ("list", "share_percent"))


def world(sector: str) -> tuple[Any, Any]:
    """Return trade and tariffs of one industry among USA, CHN and ROW, home sales included.

    Parameters
    ----------
    sector : {"TEX", "ELEC", "MACH"}
        Textiles, electronics and electrical goods, machinery.

    Returns
    -------
    trade : array (3, 3)
        Exporters in rows, billion USD, 2017.
    tariff : array (3, 3)
        Fractions, before 2018.

    Examples
    --------
    >>> from tradegames.data import lists
    >>> trade, tariff = lists.world("ELEC")
    >>> float(trade[1, 0]), float(tariff[1, 0])  # from China to the United States
    (169.438, 0.01951)
    """
    import numpy as np

    names = ("USA", "CHN", "ROW")
    columns = {
        "sector": one_of("TEX", "ELEC", "MACH"),
        "exporter": one_of(*names),
        "importer": one_of(*names),
        "trade_usd_bn": number(0, 1e5),
        "tariff": number(0, 10),
        "source": text,
    }
    table = frame("gsim_world.csv", columns, ("sector", "exporter", "importer"))
    rows = table[table["sector"] == sector]
    if rows.empty:
        raise ValueError(
            f"lists.world: sector must be one of {', '.join(table['sector'].unique())}; got {sector!r}"
        )
    return tuple(np.array(rows[column], float).reshape(3, 3) for column in ("trade_usd_bn", "tariff"))  # type: ignore[return-value]  # two
