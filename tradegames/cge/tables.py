"""From an inter-country input-output table in the OECD ICIO layout to a benchmark of any size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import number
from .benchmark import FINAL, Benchmark
from .icio import OWNER, Flows, Repair, few, mend, read

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Repair", "from_tables"]

Share = float | Mapping[Any, float] | None


def from_tables(
    table: pd.DataFrame | str | Path,
    regions: Mapping[str, str],
    sectors: Mapping[str, str],
    factors: Mapping[str, Share],
    *,
    rest: str | None = None,
    tariffs: pd.DataFrame | None = None,
    population: Mapping[str, float] | None = None,
    depreciation: Mapping[str, float] | None = None,
    balance: bool = False,
    unit: str = "million USD",
    source: str,
) -> tuple[Benchmark, Repair]:
    """Return the benchmark that a table gives, and what had to be repaired.

    Parameters
    ----------
    table : DataFrame or path of a CSV file
        Rows and columns "USA_D01T02" (economy, then industry), at the prices that sellers get; the columns
        of final demand end in HFCE, NPISH, GGFC, GFCF, INVNT, DPABR. There may be rows TLS (or TXS..., one
        or more: taxes less subsidies on products), VA (value added) and OUT, and a column OUT.
    regions, sectors : mapping
        From the table's codes to the names wanted; many codes may share a name. The order of the names
        is the order of the benchmark.
    factors : mapping
        From factor to its share of value added: a number, a mapping from sector (absent: 0) or from
        (region, sector); None for the one factor that gets the rest.
    rest : str, optional
        The region of all economies that `regions` does not name.
    tariffs : DataFrame, optional
        Columns exporter, importer, sector and tariff (a fraction). Economies are names of regions if all of
        them are, and otherwise codes of the table; sectors likewise. What is not there is zero. Rates are
        averaged with the table's own trade.
    population, depreciation : mapping, optional
        By region; 1 and 0 by default. See `Benchmark`.
    balance : bool
        Whether to repair cells below zero and books that do not balance. If not, they are errors.
    unit, source : str

    Raises
    ------
    ValueError
        If a code is missing or unknown, a cell is no number, and, unless `balance`, if a cell is below zero
        or sales differ from cost by more than 1e-6 of the world's output. The cell is named.
    ArithmeticError
        If no table with the right sums can be found by scaling.

    Notes
    -----
    The table is added up first and looked at then: what is below zero in a small cell often vanishes in
    a larger one. Repair: cells below zero are emptied, and the table of inputs and final demand is scaled
    (RAS) until every row adds up to the output and every column to what it spent before. Value added is
    what is left of output after inputs, their tariffs and taxes, so the books balance exactly. Duties on
    inputs come out of the rows of taxes where there are any, and out of value added where not.

    Trade between economies of one region is home trade, and pays no tariff.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = ["USA_D01", "CHN_D01"]
    >>> table = pd.DataFrame(
    ...     [[20, 5, 60, 10, 5, 10, 5, 5], [10, 30, 5, 2, 3, 50, 10, 20], [90, 95] + 6 * [0]],
    ...     index=[*cells, "VA"],
    ...     columns=[*cells, "USA_HFCE", "USA_GGFC", "USA_GFCF", "CHN_HFCE", "CHN_GGFC", "CHN_GFCF"],
    ... )
    >>> world, repair = from_tables(
    ...     table, {"USA": "USA", "CHN": "CHN"}, {"D01": "goods"}, {"labour": 0.6, "capital": None},
    ...     source="made up",
    ... )
    >>> world.factor[:, 0].tolist(), repair.rounding
    ([[54.0, 36.0], [57.0, 38.0]], 0.0)
    """
    flows = read(table, regions, sectors, rest)
    tariff = _average(tariffs, flows)
    values, repair = mend(flows, balance)
    r, s = len(flows.regions), len(flows.sectors)
    intermediate = values[:, : r * s].reshape(r, s, r, s)
    output = values.sum(1).reshape(r, s)
    duties = np.einsum("eiuj,eui->uj", intermediate, tariff)
    taxes = np.zeros((r, s)) if flows.taxes is None else flows.taxes.reshape(r, s) - duties
    added = output - intermediate.sum((0, 1)) - duties - taxes
    return Benchmark(
        regions=flows.regions,
        sectors=flows.sectors,
        factors=tuple(factors),
        intermediate=intermediate,
        final=values[:, r * s :].reshape(r, s, r, len(FINAL)),
        factor=added[:, :, None] * _shares(factors, flows.regions, flows.sectors),
        tariff=tariff,
        output_tax=np.divide(taxes, output, out=np.zeros((r, s)), where=output > 0),
        population=_by_region("population", population, flows.regions, 1.0),
        depreciation=_by_region("depreciation", depreciation, flows.regions, 0.0),
        unit=unit,
        source=source,
    ), repair


def _average(tariffs: Any, flows: Flows) -> Any:
    """Average tariffs (R, R, S) with trade."""
    r, s = len(flows.regions), len(flows.sectors)
    if tariffs is None:
        return np.zeros((r, r, s))
    needed = ("exporter", "importer", "sector", "tariff")
    if missing := [name for name in needed if name not in tariffs.columns]:
        raise ValueError(f"{OWNER}: tariffs must have columns {', '.join(needed)}; missing: {few(missing)}")
    rows = list(tariffs[list(needed)].itertuples(index=False, name=None))
    economies = _members({name for row in rows for name in row[:2]}, flows.regions, flows.economy)
    industries = _members({row[2] for row in rows}, flows.sectors, flows.industry)
    rate = np.full(flows.trade.shape, np.nan)
    for line, (exporter, importer, sector, value) in enumerate(rows, 1):
        where = f"tariffs, line {line}: "
        number(OWNER, where + "tariff", value, lambda v: v > -1, "be above -1")
        for field, name, known in (
            ("exporter", exporter, economies),
            ("importer", importer, economies),
            ("sector", sector, industries),
        ):
            if name not in known:
                raise ValueError(f"{OWNER}: {where}{field} must be a code or name; got {name!r}")
        cell = np.ix_(economies[exporter], economies[importer], industries[sector])
        if not np.isnan(rate[cell]).all():
            raise ValueError(
                f"{OWNER}: {where}a flow must have one rate; {exporter} to {importer}, {sector} has one"
            )
        rate[cell] = value
    rate = np.nan_to_num(rate)
    weight = np.maximum(flows.trade, 0)
    region = np.eye(r)[list(flows.economy.values())]
    sector_of = np.eye(s)[list(flows.industry.values())]

    def added(cells: Any) -> Any:
        return np.einsum("eui,er,uv,is->rvs", cells, region, region, sector_of, optimize=True)

    total, members = added(weight), added(np.ones_like(weight))
    plain = added(rate) / members
    found = np.divide(added(weight * rate), total, out=plain, where=total > 0)
    found[np.arange(r), np.arange(r)] = 0  # inside a region there is no border
    return found


def _members(given: set[str], names: tuple[str, ...], codes: dict[str, int]) -> dict[str, list[int]]:
    """Return which of the table's codes each name or code in a table of tariffs stands for."""
    if given <= set(names):
        places = list(codes.values())
        return {name: [i for i, place in enumerate(places) if names[place] == name] for name in names}
    return {code: [i] for i, code in enumerate(codes)}


def _shares(factors: Mapping[str, Share], regions: tuple[str, ...], sectors: tuple[str, ...]) -> Any:
    """Return the factors' shares of value added (R, S, F)."""
    found = np.zeros((len(regions), len(sectors), len(factors)))
    rest = [f for f, share in enumerate(factors.values()) if share is None]
    if len(rest) > 1:
        raise ValueError(f"{OWNER}: factors must leave the rest to one factor at most; got {len(rest)}")
    for f, (name, share) in enumerate(factors.items()):
        for key, value in share.items() if isinstance(share, Mapping) else ():
            region, sector = key if isinstance(key, tuple) else (None, key)
            if sector not in sectors or (region is not None and region not in regions):
                raise ValueError(
                    f"{OWNER}: factors must name sectors, or regions and sectors; {name} has {key!r}"
                )
            place = slice(None) if region is None else regions.index(region)
            found[place, sectors.index(sector), f] = value
        if share is not None and not isinstance(share, Mapping):
            found[:, :, f] = share
        number(OWNER, f"factors, {name}", found[:, :, f], lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    total = found.sum(2)
    wrong = total > 1 + 1e-9 if rest else abs(total - 1) > 1e-9
    if wrong.any():
        r, s = np.argwhere(wrong)[0]
        raise ValueError(
            f"{OWNER}: factors must share out value added; got {total[r, s]:g}"
            f" of it in {regions[r]} {sectors[s]}"
        )
    if rest:
        found[:, :, rest[0]] = np.maximum(1 - total, 0)
    return found


def _by_region(
    field: str, given: Mapping[str, float] | None, regions: tuple[str, ...], default: float
) -> Any:
    if given is None:
        return np.full(len(regions), default)
    if set(given) != set(regions):
        raise ValueError(f"{OWNER}: {field} must name each of {few(regions)} once; got {few(list(given))}")
    return np.array([given[region] for region in regions], dtype=float)
