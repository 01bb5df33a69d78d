"""S2's chapters as products: what one product would have to be for SMART to print the chapter's row.

S2 prints, for each HS chapter, sums over hundreds of six-digit products. Its four results (creation,
diversion, revenue, welfare) determine four numbers: imports from the target, imports of the whole
market, the elasticity of demand and a factor on σ. A product with them gives the row back, and can then
be moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice
from .simulation import Result, simulate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["POINTS", "Chapters", "chapters"]

POINTS = 0.25  # added to the tariff on the target
SIGMA = 1.5
# A welfare change is printed to 0.01: smaller ones do not tell the size of the market.
TELLING = 0.05


@dataclass(frozen=True, eq=False)
class Chapters:
    """Chapters of one importer, each as one product; column 0 is the target, column 1 everybody else.

    Attributes
    ----------
    names : tuple of str
        HS chapters; "rest" for the small ones together.
    imports : array (chapter, 2)
        Million USD.
    tariff : array (chapter, 1)
        The printed average, for both columns; a fraction.
    demand_elasticity, factor : array (chapter,)
        ε, and what σ is multiplied by.
    printed : DataFrame
        The rows of S2's table, the small ones added up.
    """

    names: tuple[str, ...]
    imports: Any
    tariff: Any
    demand_elasticity: Any
    factor: Any
    printed: pd.DataFrame

    def elasticities(self, products: Sequence[str]) -> Any:
        """Return ε of the chapter that each product belongs to.

        Parameters
        ----------
        products : sequence of str
            Codes, or anything that begins with a chapter.

        Raises
        ------
        ValueError
            If S2's table lacks the chapter.

        Examples
        --------
        >>> chapters("USA").elasticities(["847130", "85 rest"]).round(2).tolist()
        [-1.02, -1.32]
        """
        place = {name: k for k, name in enumerate(self.names)}
        if missing := [code for code in products if code[:2] not in place]:
            raise ValueError(
                f"Chapters.elasticities: products must be of chapters {', '.join(place)}; got {missing[0]!r}"
            )
        return self.demand_elasticity[[place[code[:2]] for code in products]]

    def simulate(
        self,
        armington: Any = SIGMA,
        scale: Any = 1,
        supply_elasticity: Any = float("inf"),
        welfare: str = "smart",
    ) -> Result:
        """Add 25 points to the tariff on the target; ``scale`` multiplies every ε.

        Numbers, or symbols of SymPy.

        Examples
        --------
        >>> china = chapters("CHN")
        >>> round(float(china.simulate().welfare_change.sum()))  # S2, Table 2: -1,305.05
        -1278
        """
        symbols = [hasattr(value, "free_symbols") for value in (armington, scale, supply_elasticity)]
        given = (self.imports, self.tariff, self.demand_elasticity[:, None], self.factor[:, None])
        m, t, eps, factor = (a.astype(object) if any(symbols) else a for a in given)
        new = t + np.array([POINTS, 0])
        sigma, demand = armington * factor, scale * eps
        return simulate(m, t, new, demand, sigma, supply_elasticity, welfare, unit="fraction")


def chapters(importer: str, keep: int | None = None) -> Chapters:
    """Return S2's Table 1 ("USA") or Table 2 ("CHN") as products.

    Parameters
    ----------
    importer : {"USA", "CHN"}
    keep : int, optional
        Only the chapters that lose most imports one by one; the others together, as "rest".

    Returns
    -------
    Chapters

    Notes
    -----
    With ``z = 0.25/(1 + t0)`` and t0 the printed average: revenue gives imports from the target,
    ``ΔR = 0.25 (m + Δm) + t0 TC``; creation then gives ``ε = TC/(m z)``; welfare gives t̄1, and with it the
    market ``M = (ΔR - t̄1 TC)/(t̄1 - t0)``; diversion gives the factor. Where revenue falls the target is
    wiped out and ``m = -Δm``; where the printed welfare is nothing but rounding, M is the printed one.
    S2's rows are sums over products whose tariffs differ, so m is an estimate; Table 6 has a few to compare.

    Examples
    --------
    >>> round(float(chapters("CHN").imports[8, 0]))  # soybeans and such; Table 6 (April list): 13,800
    14092
    """
    choice("smart.chapters", "importer", importer, ("USA", "CHN"))
    from ..data import s2

    table = s2.chapters()
    table = table[(table["importer"] == importer) & (table["scenario"] == "lists 1 and 2")]
    table = table[(table["hs2"] != "total") & (table["change"] < 0)].reset_index(drop=True)
    if keep is not None:
        table = _with_rest(table, keep)
    return _as_products(table)


def _as_products(table: pd.DataFrame) -> Chapters:
    """Solve each row's four results for imports from the target and from all, ε, and the factor on σ."""
    t = table["tariff_percent"].to_numpy() / 100
    lost, created, diverted = (table[c].to_numpy() for c in ("change", "creation", "diversion"))
    revenue, welfare, printed = (table[c].to_numpy() for c in ("revenue", "welfare", "imports"))
    z = POINTS / (1 + t)
    target = np.where(revenue > 0, np.maximum((revenue - t * created) / POINTS - lost, -lost), -lost)
    demand = created / (target * z)
    after = 2 * welfare / created - t  # the average tariff after the change
    telling = (np.abs(welfare) >= TELLING) & (after > t)
    market = np.where(telling, (revenue - after * created) / np.where(telling, after - t, 1), printed)
    market = np.where(market > target * 1.001, market, np.maximum(printed, target * 1.001))
    factor = -diverted / (target * (1 - target / market) * z * SIGMA)
    imports = np.stack([target, market - target], axis=-1)
    return Chapters(tuple(table["hs2"]), imports, t[:, None], demand, factor, table)


def _with_rest(table: pd.DataFrame, keep: int) -> pd.DataFrame:
    """The largest chapters, and one row for all others, its tariff weighted by creation.

    With these weights the revenue lost on creation, and exact welfare, are what they are chapter by chapter.
    """
    import pandas as pd

    large = table["change"].rank(method="first") <= keep
    rest = table[~large]
    row = rest[["imports", "change", "creation", "diversion", "revenue", "welfare"]].sum()
    row["tariff_percent"] = float(np.average(rest["tariff_percent"], weights=-rest["creation"]))
    return pd.concat([table[large], pd.DataFrame([{**row, "hs2": "rest"}])], ignore_index=True)
