"""The facts behind the general-equilibrium world: flows of 2017, tariffs, shares, elasticities, growth.

Every row names its source. The flows are derived from a table whose author does not name its statistical
origin (it looks like OECD ICIO). Where ``source`` is "assumption" the figure is ours; where ``note`` says
"unverified" the figure was not found in the source that is named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .reading import frame, number, one_of, or_empty, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FACTORS",
    "REGIONS",
    "SECTORS",
    "USES",
    "elasticities",
    "flows",
    "growth",
    "shares",
    "stages",
    "tariffs",
]

REGIONS = ("USA", "CHN", "ROW")
SECTORS = {
    "AGRFOOD": "Agriculture and food",
    "MINMAT": "Mining, fuels, chemicals, metals and other materials",
    "TEX": "Textiles, apparel, leather",
    "WOODPAP": "Wood and paper",
    "ELEC": "Electronics and electrical equipment",
    "MACH": "Machinery",
    "VEH": "Vehicles, ships, aircraft",
    "ART": "Furniture, toys, other manufactures",
    "SVC": "Services, construction, utilities",
}
FACTORS = ("labour", "capital", "land", "resources")
USES = ("private", "government", "investment")

_value = number(0, 1e6)
_sector = or_empty(one_of(*SECTORS))


def flows() -> pd.DataFrame:
    """Return the table of flows, billion USD of 2017, worth what the seller gets.

    Returns
    -------
    DataFrame
        One row a seller such as "CHN_ELEC", and "VA", the value added of the column's sector, tariffs paid
        on inputs included. Columns: the using sectors, "FD_USA", "FD_CHN", "FD_ROW" (final spending), and
        ``source``.

    Raises
    ------
    ValueError
        If the table is damaged; the message names file, line, field and value.

    Examples
    --------
    >>> from tradegames.data import cge
    >>> float(cge.flows().loc["CHN_ELEC", "FD_USA"])
    97.511
    """
    cells = [f"{region}_{sector}" for region in REGIONS for sector in SECTORS]
    columns: dict[str, Callable[[str], Any]] = {"seller": one_of(*cells, "VA")}
    columns |= {name: _value for name in [*cells, *(f"FD_{region}" for region in REGIONS)]}
    columns["source"] = text
    table = frame("cge_flows.csv", columns, ("seller",)).set_index("seller")
    if missing := [name for name in (*cells, "VA") if name not in table.index]:
        raise ValueError(f"cge_flows.csv: seller must be there for every sector; missing: {missing[0]}")
    return table.loc[[*cells, "VA"]]


def tariffs() -> pd.DataFrame:
    """Return tariffs on goods before the war of 2018, and what each side had added by the end of 2019.

    Returns
    -------
    DataFrame
        ``exporter``, ``importer``, ``sector``, ``tariff`` and ``war_points`` (fractions; the points come on
        top), ``source``. Simple averages over products inside an industry, weighted with trade across.

    Examples
    --------
    >>> from tradegames.data import cge
    >>> table = cge.tariffs().set_index(["exporter", "importer", "sector"])
    >>> table.loc[("CHN", "USA", "TEX"), ["tariff", "war_points"]].tolist()
    [0.07661, 0.257]
    """
    columns: dict[str, Callable[[str], Any]] = {
        "exporter": one_of(*REGIONS),
        "importer": one_of(*REGIONS),
        "sector": one_of(*SECTORS),
        "tariff": number(0, 1),
        "war_points": number(0, 1),
        "source": text,
    }
    return frame("cge_tariffs.csv", columns, ("exporter", "importer", "sector"))


def stages() -> pd.DataFrame:
    """Return what the United States had added under section 301 after each step of 2018 to 2020, by sector.

    Returns
    -------
    DataFrame
        ``action_id`` (see `tradegames.data.tariff_actions`), ``sector``, ``products`` (HS6 codes), ``simple``
        (points in force, a mean over products) and ``weighted`` (with US imports from China in 2024, so
        with goods that the tariffs had already driven away), fractions; ``source``. The points add up all
        steps so far. 154 of Bown's 5,309 codes are not in the map of products to sectors and are left out.

    Examples
    --------
    >>> from tradegames.data import cge
    >>> table = cge.stages().set_index(["action_id", "sector"])
    >>> table.loc[("list_4a", "TEX"), ["simple", "weighted"]].tolist()
    [0.20509, 0.12233]
    """
    columns: dict[str, Callable[[str], Any]] = {
        "action_id": text,
        "sector": one_of(*SECTORS),
        "products": number(1, 6000, int),
        "simple": number(0, 1),
        "weighted": number(0, 1),
        "source": text,
    }
    return frame("cge_stages.csv", columns, ("action_id", "sector"))


def shares() -> pd.DataFrame:
    """Return how final spending splits by use and value added by factor.

    Returns
    -------
    DataFrame
        ``item``, ``region`` ("all" holds for each), ``sector`` (empty: the whole economy), ``share``,
        ``source``, ``note``. The items:

        - "private", "government", "investment": shares of final spending. For the whole economy they are
          published; good by good they are our assumption, scaled until the sums fit.
        - "labour": share of value added; by sector a pattern, scaled until the whole economy fits.
        - "land", "resources": shares of a sector's value added.
        - "fixed_capital": what wears out in a year, over national income.

    Raises
    ------
    ValueError
        If the table is damaged, or three uses do not add up to one.

    Examples
    --------
    >>> from tradegames.data import cge
    >>> table = cge.shares().set_index(["item", "region", "sector"])["share"]
    >>> [round(float(table["labour", region, ""]), 3) for region in ("USA", "CHN")]
    [0.596, 0.586]
    """
    columns: dict[str, Callable[[str], Any]] = {
        "item": one_of(*USES, *FACTORS, "fixed_capital"),
        "region": one_of(*REGIONS, "all"),
        "sector": _sector,
        "share": number(0, 1),
        "source": text,
        "note": str,
    }
    table = frame("cge_shares.csv", columns, ("item", "region", "sector")).fillna({"sector": ""})
    uses = table[table["item"].isin(USES)].groupby(["region", "sector"])["share"].sum()
    if (wrong := uses[(uses - 1).abs() > 1e-9]).size:
        where = " ".join(map(str, wrong.index[0])).strip()
        raise ValueError(
            f"cge_shares.csv: share of the three uses must add up to 1; got {wrong.iloc[0]:g} for {where}"
        )
    return table


def elasticities() -> pd.DataFrame:
    """Return elasticities.

    Returns
    -------
    DataFrame
        ``item``, ``region`` ("all" holds for each), ``sector``, ``value``, ``source``, ``note``. The items:

        - "armington": between home goods and imports (GTAP's ESUBD); between sources it is twice as large
        - "value_added": between factors (ESUBVA)
        - "income": how spending on the good answers to all spending; GTAP's INCPAR at our spending shares
        - "substitution": the CDE parameter SUBPAR

    Examples
    --------
    >>> from tradegames.data import cge
    >>> float(cge.elasticities().query("item == 'armington' and sector == 'ELEC'")["value"].iloc[0])
    4.4
    """
    columns: dict[str, Callable[[str], Any]] = {
        "item": one_of("armington", "value_added", "income", "substitution"),
        "region": one_of(*REGIONS, "all"),
        "sector": one_of(*SECTORS),
        "value": number(0, 100),
        "source": text,
        "note": str,
    }
    return frame("cge_elasticities.csv", columns, ("item", "region", "sector"))


def growth() -> pd.DataFrame:
    """Return output, capital, labour and population of four years, to bring a table from one to another.

    Returns
    -------
    DataFrame
        ``region``, ``variable`` ("gdp", "capital", "labour", "population"; the first two in constant
        prices), ``year`` (2014, 2017, 2019, 2023; for the rest of the world 2023 is an assumption),
        ``value``, ``unit``, ``source``, ``note``. Units differ between regions: use ratios
        of two years only.

    Examples
    --------
    >>> from tradegames.data import cge
    >>> value = cge.growth().set_index(["region", "variable", "year"])["value"]
    >>> round(float(value["CHN", "capital", 2019] / value["CHN", "capital", 2014]), 3)
    1.6
    """
    columns: dict[str, Callable[[str], Any]] = {
        "region": one_of(*REGIONS),
        "variable": one_of("gdp", "capital", "labour", "population"),
        "year": number(2000, 2035, int),
        "value": number(1e-9, 1e12),
        "unit": text,
        "source": text,
        "note": str,
    }
    return frame("cge_growth.csv", columns, ("region", "variable", "year"))
