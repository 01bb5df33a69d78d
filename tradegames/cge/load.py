"""The package's own world: the United States, China and everybody else, nine sectors, 2017."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..data import _number, _one_of, _or_empty, _rows, _text
from .benchmark import FINAL, Benchmark, Parameters

__all__ = ["FACTORS", "REGIONS", "SECTORS", "load_benchmark", "load_parameters"]

REGIONS = ("USA", "CHN", "ROW")
SECTORS = ("AGRFOOD", "MINMAT", "TEX", "WOODPAP", "ELEC", "MACH", "VEH", "ART", "SVC")
FACTORS = ("labour", "capital", "land", "resources")
POPULATION = (325.1, 1396.2, 5836.7)  # million
LAND_MOBILITY = 1.0


def _flows() -> tuple[Any, Any]:
    """Return inputs (R, S, R, S) and final spending (R, S, R), billion USD."""
    cells = [f"{region}_{sector}" for region in REGIONS for sector in SECTORS]
    columns: dict[str, Callable[[str], Any]] = {"seller": _one_of(*cells, "VA")}
    value = _number(0, 1e6)
    columns |= {name: value for name in [*cells, *(f"FD_{region}" for region in REGIONS)]}
    columns["source"] = _text
    rows = {row.pop("seller"): row for _, row in _rows("cge_flows.csv", columns, ("seller",))}
    table = np.array([[value for value in list(rows[cell].values())[:-1]] for cell in cells])
    r, s = len(REGIONS), len(SECTORS)
    return table[:, : r * s].reshape(r, s, r, s), table[:, r * s :].reshape(r, s, r)


def _tariffs() -> tuple[Any, Any]:
    """Return tariffs before the war and what the war added, both (R, R, S), fractions."""
    columns: dict[str, Callable[[str], Any]] = {
        "exporter": _one_of(*REGIONS),
        "importer": _one_of(*REGIONS),
        "sector": _one_of(*SECTORS),
        "tariff": _number(0, 1),
        "war_points": _number(0, 1),
        "source": _text,
    }
    found = np.zeros((2, len(REGIONS), len(REGIONS), len(SECTORS)))
    for _, row in _rows("cge_tariffs.csv", columns, ("exporter", "importer", "sector")):
        cell = REGIONS.index(row["exporter"]), REGIONS.index(row["importer"]), SECTORS.index(row["sector"])
        found[(0, *cell)], found[(1, *cell)] = row["tariff"], row["war_points"]
    return found[0], found[1]


def _shares() -> dict[tuple[str, str, str], float]:
    """Return shares by item, region and sector; a sector of "" is the whole economy."""
    columns: dict[str, Callable[[str], Any]] = {
        "item": _one_of(*FINAL, *FACTORS, "depreciation"),
        "region": _one_of(*REGIONS, "all"),
        "sector": _or_empty(_one_of(*SECTORS)),
        "share": _number(0, 1),
        "source": _text,
        "note": str,
    }
    found = {}
    for _, row in _rows("cge_shares.csv", columns, ("item", "region", "sector")):
        for region in REGIONS if row["region"] == "all" else (row["region"],):
            found[row["item"], region, row["sector"] or ""] = row["share"]
    return found


def fit(prior: Any, rows: Any, columns: Any, steps: int = 10_000) -> Any:
    """Return the table nearest to the prior that has these sums (RAS: biproportional fitting)."""
    table = np.array(prior, dtype=float)
    for _ in range(steps):
        table *= (rows / table.sum(1))[:, None]
        table *= columns / table.sum(0)
        if np.abs(table.sum(1) - rows).max() <= 1e-13 * rows.max():
            return table
    raise ArithmeticError("cge.fit: the sums cannot be met from this prior")


def load_benchmark() -> Benchmark:
    """Return the benchmark of 2017."""
    intermediate, spending = _flows()
    tariff, _ = _tariffs()
    shares = _shares()
    final = np.zeros((*spending.shape, len(FINAL)))
    factor = np.zeros((len(REGIONS), len(SECTORS), len(FACTORS)))
    output = intermediate.sum((2, 3)) + spending.sum(2)
    added = output - np.einsum("eiuj,eui->uj", intermediate, 1 + tariff)
    depreciation = []
    for r, region in enumerate(REGIONS):
        paid = (spending[:, :, r] * (1 + tariff[:, r])).sum(0)
        total = paid.sum() * np.array([shares[use, region, ""] for use in FINAL])
        prior = np.array([[shares[use, region, sector] for use in FINAL] for sector in SECTORS])
        split = fit(paid[:, None] * prior, paid, total)
        final[:, :, r] = spending[:, :, r, None] * (split / paid[:, None])
        land, resources = (
            np.array([shares.get((name, region, sector), 0.0) for sector in SECTORS]) for name in FACTORS[2:]
        )
        labour = np.array([shares["labour", region, sector] for sector in SECTORS])
        rest = 1 - land - resources
        prior = added[r][:, None] * np.stack([labour, rest - labour], 1)
        sums = added[r] * rest
        whole = shares["labour", region, ""] * added[r].sum()
        fitted = fit(prior, sums, np.array([whole, sums.sum() - whole]))
        factor[r] = np.column_stack([fitted, added[r] * land, added[r] * resources])
        depreciation.append(shares["depreciation", region, ""])
    return Benchmark(
        REGIONS, SECTORS, FACTORS, intermediate, final, factor, tariff, np.zeros_like(output),
        POPULATION, depreciation, "bn USD, 2017",
        "derived from Zi Wang, ECON7115 (HKBU 2026); statistical origin not stated there",
    )  # fmt: skip


def load_parameters() -> Parameters:
    """Return the elasticities."""
    columns: dict[str, Callable[[str], Any]] = {
        "sector": _one_of(*SECTORS),
        "name": _text,
        "armington": _number(0, 50),
        "value_added": _number(0, 50),
        "substitution": _number(-50, 1),
        "income": _number(0, 50),
        "source": _text,
        "note": str,
    }
    rows = [row for _, row in _rows("cge_elasticities.csv", columns, ("sector",))]
    value = {name: np.array([row[name] for row in rows]) for name in list(columns)[2:6]}
    each = np.ones((len(REGIONS), 1))
    return Parameters(
        armington=value["armington"],
        sources=2 * value["armington"],
        value_added=value["value_added"],
        top=np.zeros(len(SECTORS)),
        substitution=each * value["substitution"],
        income=each * value["income"],
        mobility=[np.inf, np.inf, LAND_MOBILITY, 0.0],
    )
