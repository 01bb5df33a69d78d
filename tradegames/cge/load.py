"""The package's own world: the United States, China and everybody else, nine sectors, 2017."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ..data import cge as tables
from .benchmark import FINAL, Benchmark, Parameters
from .fit import ras

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["load_benchmark", "load_growth", "load_parameters"]

REGIONS, SECTORS, FACTORS = tables.REGIONS, tuple(tables.SECTORS), tables.FACTORS
# GTAP's ETRAE: land moves between crops and other uses with elasticity 1, natural resources hardly at all.
MOBILITY = {"land": 1.0, "resources": 0.0}


def _grid(table: pd.DataFrame, item: str, column: str, whole: bool = False) -> Any:
    """Return an item by region and sector (R, S), or for the whole economy (R,); absent cells are zero."""
    rows = table[(table["item"] == item) & ((table["sector"] == "") == whole)]
    found = np.zeros((len(REGIONS), 1 if whole else len(SECTORS)))
    for row in rows.itertuples():
        place = slice(None) if row.region == "all" else REGIONS.index(row.region)
        found[place, 0 if whole else SECTORS.index(row.sector)] = getattr(row, column)
    return found[:, 0] if whole else found


def load_benchmark() -> Benchmark:
    """Return the benchmark of 2017: 3 regions, 9 sectors, 4 factors, billion USD.

    Notes
    -----
    The table gives inputs and final spending by good and country of origin; the rest is put on it:

    - Value added is what sales leave after inputs. The table's own row of value added differs by rounding,
      at most 0.005 bn. Tariffs on inputs come out of it; tariffs on final goods raise income and spending
      alike. So the books balance exactly.
    - Final spending on each good is split among three uses by assumption, scaled until the published
      national shares fit (`tradegames.data.cge.shares`); a use buys home goods and imports in the same
      proportion.
    - Labour's part of value added follows a pattern over sectors, scaled until the published share of
      the whole economy fits. Land earns in agriculture only, resources in mining only.

    Examples
    --------
    >>> world = load_benchmark()
    >>> world.intermediate.shape, round(float(world.output.sum()))
    ((3, 9, 3, 9), 154174)
    >>> labour = world.factor[:, :, 0].sum(1) / world.factor.sum((1, 2))
    >>> [round(float(share), 3) for share in labour]
    [0.596, 0.586, 0.541]
    """
    r, s = len(REGIONS), len(SECTORS)
    flows = tables.flows().drop(columns="source").to_numpy()[:-1]
    intermediate, spending = flows[:, : r * s].reshape(r, s, r, s), flows[:, r * s :].reshape(r, s, r)
    tariff = _tariffs("tariff")
    shares, growth = tables.shares(), tables.growth()
    output = intermediate.sum((2, 3)) + spending.sum(2)
    added = output - np.einsum("eiuj,eui->uj", intermediate, 1 + tariff)
    people = growth[(growth["variable"] == "population") & (growth["year"] == 2017)].set_index("region")
    factor = _factors(added, shares)
    worn = _grid(shares, "fixed_capital", "share", whole=True) * added.sum(1)
    return Benchmark(
        regions=REGIONS,
        sectors=SECTORS,
        factors=FACTORS,
        intermediate=intermediate,
        final=_uses(spending, tariff, shares),
        factor=factor,
        tariff=tariff,
        output_tax=np.zeros((r, s)),
        population=people.loc[list(REGIONS), "value"],
        depreciation=worn / factor[:, :, FACTORS.index("capital")].sum(1),
        unit="bn USD, 2017",
        source="derived from Zi Wang, ECON7115 (HKBU 2026); statistical origin not stated there",
    )


def _tariffs(column: str) -> Any:
    found = np.zeros((len(REGIONS), len(REGIONS), len(SECTORS)))
    for row in tables.tariffs().itertuples():
        cell = REGIONS.index(row.exporter), REGIONS.index(row.importer), SECTORS.index(row.sector)
        found[cell] = getattr(row, column)
    return found


def _uses(spending: Any, tariff: Any, shares: pd.DataFrame) -> Any:
    """Split final spending (R, S, R) by use."""
    good = np.stack([_grid(shares, use, "share") for use in FINAL], 2)
    whole = np.stack([_grid(shares, use, "share", whole=True) for use in FINAL], 1)
    paid = np.einsum("eiu,eui->ui", spending, 1 + tariff)
    final = np.zeros((*spending.shape, len(FINAL)))
    for region, bill in enumerate(paid):
        split = ras(bill[:, None] * good[region], bill, bill.sum() * whole[region]).table
        final[:, :, region] = spending[:, :, region, None] * (split / bill[:, None])
    return final


def _factors(added: Any, shares: pd.DataFrame) -> Any:
    """Split value added (R, S) by factor."""
    land, resources = _grid(shares, "land", "share"), _grid(shares, "resources", "share")
    pattern, whole = _grid(shares, "labour", "share"), _grid(shares, "labour", "share", whole=True)
    both = added * (1 - land - resources)
    factor = np.stack([both, both, added * land, added * resources], 2)
    for region, sums in enumerate(both):
        prior = sums[:, None] * np.stack([pattern[region], 1 - pattern[region]], 1)
        labour = whole[region] * added[region].sum()
        factor[region, :, :2] = ras(prior, sums, np.array([labour, sums.sum() - labour])).table
    return factor


def load_parameters(
    benchmark: Benchmark | None = None,
    sectors: Mapping[str, str] | None = None,
    regions: Mapping[str, str] | None = None,
) -> Parameters:
    r"""Return the package's elasticities, for its own world or for another benchmark.

    Parameters
    ----------
    benchmark : Benchmark, optional
        By default `load_benchmark`.
    sectors : mapping, optional
        From its sectors to those of the package's world, `tradegames.data.cge.SECTORS`; not needed where
        the names are the same.
    regions : mapping, optional
        From its regions to "USA", "CHN" or "ROW", whose demand for food they share; "ROW" by default for
        every other name.

    Raises
    ------
    ValueError
        If a sector or region is not known.

    Notes
    -----
    Income elasticities are scaled, food's excepted, until spending shares times elasticities add up to one
    (Engel), and turned into the CDE's expansion parameters at the spending shares of the benchmark:
    with a = 1 - SUBPAR, spending shares s, and the parameters e scaled so that their mean with weights s is
    one,
    :math:`\eta_i = e_i (1 - a_i) + \sum_k s_k e_k a_k + a_i - \sum_k s_k a_k`.

    Land is sluggish and resources stay where they are; every other factor is mobile.

    Examples
    --------
    >>> parameters = load_parameters()
    >>> parameters.armington.tolist()
    [2.4, 3.2, 3.8, 3.2, 4.4, 4.05, 3.1, 3.75, 1.9]
    >>> bool((parameters.sources == 2 * parameters.armington).all())
    True
    """
    table, world = tables.elasticities(), benchmark or load_benchmark()
    column = [_like("sectors", name, sectors, SECTORS, name) for name in world.sectors]
    row = [_like("regions", name, regions, REGIONS, "ROW") for name in world.regions]

    def pick(item: str) -> Any:
        return _grid(table, item, "value")[np.ix_(row, column)]

    bill = np.einsum("eiu,eui->ui", world.final[..., FINAL.index("private")], 1 + world.tariff)
    spending = bill / bill.sum(1, keepdims=True)
    wanted, give = pick("income"), 1 - pick("substitution")
    food = np.array(column) == SECTORS.index("AGRFOOD")
    left = 1 - (spending * wanted)[:, food].sum(1)
    wanted[:, ~food] *= (left / (spending * wanted)[:, ~food].sum(1))[:, None]
    mean = (spending * give).sum(1, keepdims=True)
    odds = spending * give / (1 - give)
    pull = (odds * (wanted - give + mean)).sum(1, keepdims=True) / (1 + odds.sum(1, keepdims=True))
    armington = pick("armington")[0]
    return Parameters(
        armington=armington,
        sources=2 * armington,
        value_added=pick("value_added")[0],
        top=np.zeros(len(column)),
        substitution=1 - give,
        income=(wanted - give + mean - pull) / (1 - give),
        mobility=[MOBILITY.get(factor, np.inf) for factor in world.factors],
    )


def _like(field: str, name: str, chosen: Mapping[str, str] | None, known: tuple[str, ...], other: str) -> int:
    """Return the place of the own sector or region that one of another benchmark is like."""
    if odd := sorted(set((chosen or {}).values()) - set(known)):
        raise ValueError(f"load_parameters.{field} must name {', '.join(known)}; got {odd[0]!r}")
    found = (chosen or {}).get(name, name if name in known else other)
    if found not in known:
        raise ValueError(f"load_parameters.{field} must say which of {', '.join(known)} {name!r} is like")
    return known.index(found)


def load_growth(start: int, end: int) -> dict[str, dict[str, float]]:
    """Return by what factor output, capital, labour and population grew, by variable and region.

    Parameters
    ----------
    start, end : int
        Years of `tradegames.data.cge.growth`: 2014, 2017, 2019 or 2023.

    Raises
    ------
    ValueError
        If there are no figures for a year.

    Examples
    --------
    >>> round(load_growth(2014, 2017)["labour"]["USA"], 4)
    1.052
    """
    table = tables.growth()
    for name, year in (("start", start), ("end", end)):
        years = sorted(set(table["year"]))
        if year not in years:
            raise ValueError(f"load_growth.{name} must be one of {', '.join(map(str, years))}; got {year!r}")
    value = table.pivot(index=["variable", "region"], columns="year", values="value")
    ratio = value[end] / value[start]
    return {
        str(variable): {region: float(ratio[variable, region]) for region in REGIONS}
        for variable in table["variable"].unique()
    }
