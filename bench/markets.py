"""Real tariff lists read and weighted, and GSIM on many industries at once."""

from __future__ import annotations

import csv
import gzip
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
from browser import ROOT
from figures import Figure
from python import clock

import tradegames as tg

LISTS, GSIM, SHOCK = "Tariff lists", "GSIM", "One shock, every model"
SHARED = ROOT.parent / "shared" / "data"


def lists(repeats: int = 20) -> list[Figure]:
    """The American lists of 2018 and 2019, and the trade of 2024 that they are weighted with."""
    source = SHARED / "tariffs" / "us_s301_lists_hts8_original.csv"
    if not source.exists():
        return [Figure(LISTS, "real lists", "ms", why="needs the data in ../shared/data")]
    names = ("1", "2", "3", "4A", "4B")

    def read() -> list[Any]:
        return [tg.tariff_lists.read(source, name, 0.25, where={"list": name}) for name in names]

    with gzip.open(SHARED / "trade" / "us_imports_hs6_partner_2024.csv.gz", "rt", encoding="utf-8") as file:
        rows = [(row["partner"], row["hs6"], float(row["imports_usd"])) for row in csv.DictReader(file)]
    china: dict[str, float] = {}
    total: dict[str, float] = defaultdict(float)
    for partner, code, value in rows:
        total[code] += value
        if partner == "CHINA":
            china[code] = value
    every = read()
    rates = tg.tariff_lists.to_hs6({code: 0.25 for part in every for code in part.codes})
    flows = {f"{code} {partner}": value for partner, code, value in rows}
    taxed = {name: rates.get(name[:6], 0.0) for name in flows}
    actions = {
        "read and check 10,626 lines": read,
        "count five lists by chapter": lambda: [part.count() for part in every],
        "average of 89,334 flows by chapter": lambda: tg.tariff_lists.aggregate(taxed, flows),
        "dependence of every HS6 code": lambda: tg.tariff_lists.dependence(china, dict(total)),
    }
    return [
        Figure.of(LISTS, name, "ms", [clock(action) for _ in range(repeats + 1)][1:])
        for name, action in actions.items()
    ]


def gsim(repeats: int = 20) -> list[Figure]:
    """Random industries of ten countries: one call for all of them, and one call for each."""
    result = []
    for count in (1, 100, 5000):
        for method in ("linear", "exact"):
            simulate = _industries(count, method)
            times = [clock(simulate) for _ in range(repeats + 1)][1:]
            result.append(Figure.of(GSIM, f"{method}, all at once", "ms", times, size=count))
    alone = _industries(1, "linear")
    times = [clock(lambda: [alone() for _ in range(100)]) for _ in range(repeats)]
    result.append(Figure.of(GSIM, "linear, one by one", "ms", times, size=100))
    tracemalloc.start()
    simulate()
    peak = tracemalloc.get_traced_memory()[1] / (8 * 100 * 5000)
    tracemalloc.stop()
    return [*result, Figure.of(GSIM, "exact, peak memory", "arrays", [peak], size=5000)]


def one_shock(repeats: int = 7) -> list[Figure]:
    """The whole table of a scenario: a small one, and one far from the data."""
    scenarios, setting = tg.scenario.ready(), tg.scenario.Setting()

    def seconds(name: str) -> float:
        return clock(lambda: tg.scenario.run(scenarios[name], setting)) / 1000

    return [
        Figure.of(SHOCK, name, "s", [seconds(name) for _ in range(repeats + 1)][1:], max=1)
        for name in ("ten points", "12 April 2025")
    ]


def _industries(count: int, method: str) -> Callable[[], Any]:
    trade = np.random.default_rng(1).uniform(1, 100, (count, 10, 10))
    new = np.zeros_like(trade)
    new[:, 1, 0] = 0.25
    return lambda: tg.gsim.simulate(trade, 0.0, new, -1.25, 1.5, 2.5, method=method)
