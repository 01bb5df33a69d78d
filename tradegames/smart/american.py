"""The American side of 2018 from the lists themselves: what is on lists 1 and 2, and who sells it."""

from __future__ import annotations

import numpy as np

from ..checks import choice
from .market import Market

__all__ = ["listed"]


def listed(year: str = "2024") -> Market:
    """Return what the United States import in the products of lists 1 and 2.

    Parameters
    ----------
    year : {"2024", "2017"}
        "2024": the imports of that year. "2017": the same, multiplied chapter by chapter by what has become
        of imports from China and of those from all others between the two years. Within a chapter the
        pattern is still that of 2024.

    Returns
    -------
    Market
        Million USD; tariffs without those of 2018 and after. Products are the HS6 codes that are large
        for China, and for each chapter the others on the lists as one ("84 rest"); suppliers are China, nine
        others and "others".

    Notes
    -----
    Adding up third suppliers changes no total: none of their tariffs changes, so each gains in proportion to
    its imports. Sources: `tradegames.data.lists.american`, and for 2017 `tradegames.data.lists.chapters`.

    Examples
    --------
    >>> from tradegames.smart import Change
    >>> market = listed()
    >>> run = market.simulate([Change("points", 0.25, partners=["China"])], demand_elasticity=-1.0)
    >>> gains = run.exporters()["diversion"]
    >>> gains.nlargest(2).round().to_dict()
    {'European Union': 3838.0, 'Mexico': 3086.0}
    """
    choice("smart.listed", "year", year, ("2024", "2017"))
    from ..data import lists

    table = lists.american()
    imports = table[[f"{name}_musd" for name in lists.SUPPLIERS]].to_numpy()
    if year == "2017":
        imports = imports * _growth(table["hs2"].tolist(), imports)
    tariff = np.repeat(table[["others_percent"]].to_numpy(), len(lists.SUPPLIERS), axis=1)
    tariff[:, 0] = table["china_old_percent"]
    on = (table["kind"] != "off").to_numpy()
    return Market(tuple(table["product"][on]), tuple(lists.SUPPLIERS.values()), imports[on], tariff[on] / 100)


def _growth(hs2: list[str], imports: np.ndarray) -> np.ndarray:
    """Imports of 2017 over those of 2024, of a row's whole chapter: from China, and from the others."""
    from ..data import lists

    then = lists.chapters().set_index("hs2")[["us_china_musd", "us_world_musd"]].loc[hs2].to_numpy()
    _, place = np.unique(hs2, return_inverse=True)
    china, world = (np.bincount(place, part)[place] for part in (imports[:, 0], imports.sum(1)))
    growth = np.repeat(((then[:, 1] - then[:, 0]) / (world - china))[:, None], imports.shape[1], axis=1)
    growth[:, 0] = then[:, 0] / china
    return growth
