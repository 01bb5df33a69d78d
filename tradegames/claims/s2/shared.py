"""What the checks of S2 share: its tables, its chapters as products, and amounts as text."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...data import s2
from ...smart import Change, Result, chapters, listed, simulate
from ..entries import Fails, Holds, Verdict

IMPORTERS = {"USA": "the United States", "CHN": "China"}
FULL = {"USA": "1", "CHN": "2"}  # the table of the lists in force
ROUNDING = 0.0101  # of a printed sum of two numbers with two decimals


def rows(table: str, importer: str = "") -> Any:
    """Return the chapters of a printed table ("12": of both), without their totals."""
    found = s2.chapters().query("hs2 != 'total'")
    found = found[found["table"].isin(list(table))]
    return found[found["importer"] == importer] if importer else found


def from_the_lists(measure: str = "smart") -> Result:
    """Lists 1 and 2 on American imports of 2024, scaled to 2017, with the elasticities of S2's chapters."""
    market = listed("2017")
    points = Change("points", 0.25, partners=["China"])
    return market.simulate([points], chapters("USA").elasticities(market.products), welfare=measure).result


def printed(table: str, column: str, importer: str = "") -> float:
    """Return the printed total of a column, in million USD."""
    found = s2.chapters().query("table == @table and hs2 == 'total'")
    found = found[found["importer"] == importer] if importer else found
    return float(found[column].item())


def whole(importer: str, column: str, scenario: str = "lists 1 and 2") -> float:
    """Return a figure of Table 3, in 100 million USD."""
    found = s2.totals().query("table == '3' and importer == @importer and scenario == @scenario")
    return float(found[column].item())


def robust(importer: str, column: str, armington: float = 1.5, supply: float = 99) -> float:
    """Return a figure of Table 8, in 100 million USD."""
    found = s2.totals().query("table == '8' and importer == @importer")
    found = found[(found["armington"] == armington) & (found["supply_elasticity"] == supply)]
    return float(found[column].item()) / 100


def welfare(importer: str, measure: str, **elasticities: Any) -> float:
    """Return the welfare change of the chapters taken as products, in 100 million USD."""
    result = chapters(importer).simulate(welfare=measure, **elasticities)
    return float(result.welfare_change.sum()) / 100


def simple(importer: str) -> tuple[float, float]:
    """Return exact welfare on the printed averages, creation's part and diversion's, in 100 million USD.

    ``Σ ½(t0 + t1) Δm_c + t0 |TD|`` with ``t1 = t0 + 0.25``: a unit of creation costs ``t0 + 0.125``, one of
    diversion 0.125.
    """
    table = rows(FULL[importer])
    creation = ((table["tariff_percent"] / 100 + 0.125) * table["creation"]).sum()
    return float(creation) / 100, float((0.125 * table["diversion"]).sum()) / 100


def one_product(imports: list[float], tariff: Any, demand: float, measure: str = "smart") -> Any:
    """Simulate 25 points on the first supplier of one product."""
    return simulate(imports, tariff, np.add(tariff, 0.25), demand, welfare=measure, target=0)


# Products that are alone in their chapter of China's lists (Tables 2 and 6): imports from the target and from
# the others, the tariff on each, and the elasticity that gives the printed creation.
ALONE = {
    "14": ([4.45, 103.01], [0.04, 0.04], -0.53 * 1.04 / (4.45 * 0.25)),
    "40": (
        [150.67, 350.33],
        [0.075, (0.061 * 501 - 0.075 * 150.67) / 350.33],
        -31.92 * 1.075 / (150.67 * 0.25),
    ),
    "35": ([182.30, 1354.56], [0.10, (0.0817 * 1536.86 - 0.1 * 182.3) / 1354.56], -4.5),
}


def row(hs2: str) -> Any:
    """Return one chapter of Table 2."""
    table = rows("2")
    return table[table["hs2"] == hs2].iloc[0]


def sums(table: str, importer: str, columns: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Return of each column what its rows add up to, and the printed total."""
    found = rows(table, importer)
    return {c: (float(found[c].sum()), printed(table, c, importer)) for c in columns}


def adds_up(pairs: dict[str, tuple[float, float]], count: int) -> Verdict:
    """Judge sums against totals of this many rounded rows; of none where the rows are counts."""
    slack = 0.005 * (count + 1)
    bad = {name: pair for name, pair in pairs.items() if abs(pair[0] - pair[1]) > slack}
    form = ",.2f" if count else ",.0f"  # amounts, or counts
    words = "; ".join(f"{name} {a:{form}} against {b:{form}}" for name, (a, b) in pairs.items())
    if not bad:
        return Holds(f"Sum of the rows against the printed total: {words}.")
    name, (a, b) = next(iter(bad.items()))
    return Fails(
        f"Sum of the rows against the printed total: {words}.",
        f"{name}: the rows add up to {a:{form}}, the printed total is {b:{form}}, {abs(a - b):{form}} apart",
        f"The total of {name} is {a:{form}}.",
    )
