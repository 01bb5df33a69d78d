"""SMART on all American imports by product and partner, beside a loop over products with pandas."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter
from typing import Any

import numpy as np
from browser import ROOT
from figures import Figure
from python import clock

GROUP = "SMART, all American imports of 2024"
FILE = ROOT.parent / "shared" / "data" / "trade" / "us_imports_hs6_partner_2024.csv.gz"
COLUMNS = {"product": "hs6", "supplier": "partner", "imports": "imports_usd", "duty": "duty_usd"}
EVERY = 20


def flows(draws: int = 1000) -> list[Figure]:
    """All figures of one pass; none where the data are not there."""
    if not FILE.exists():
        return [Figure(GROUP, "simulate", "ms", why="the flows in ../shared/data are missing")]
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        return fresh.submit(measured, draws).result()


def measured(draws: int) -> list[Figure]:
    import tradegames as tg

    start = perf_counter()
    table = tg.smart.read(FILE, columns=COLUMNS)
    market = tg.smart.Market.from_table(table)
    read = perf_counter() - start
    change = tg.smart.Change("points", 0.25, partners=["CHINA"])
    new = tg.smart.change_tariffs(market.tariff, [change], market.products, market.suppliers)
    given = market.imports, market.tariff, new, np.full(len(market.products), -1.2)
    calls = {
        welfare: [
            clock(lambda w=welfare: tg.smart.simulate(*given, welfare=w, unit="fraction")) for _ in range(9)
        ]
        for welfare in ("smart", "exact")
    }
    looped = clock(lambda: loop(market, new)) * EVERY
    start = perf_counter()
    tg.smart.monte_carlo(*given, draws=draws, unit="fraction")
    drawn = (perf_counter() - start) * 1000 / draws
    shares = [time / looped for time in calls["smart"][1:]]
    return [
        Figure.of(GROUP, "read and check the file", "s", [read], max=2),
        *(Figure.of(GROUP, f'simulate, welfare="{w}"', "ms", t[1:], median=50) for w, t in calls.items()),
        Figure.of(GROUP, "loop over products with pandas", "ms", [looped]),
        Figure.of(GROUP, "simulate / loop", "×", shares, median=0.01),
        Figure.of(GROUP, "1,000 draws", "s", [drawn], max=30),
        Figure.of(GROUP, "memory of the process", "MB", [peak()], max=2000),
    ]


def loop(market: Any, new: Any) -> list[float]:
    """The model as a script would have it: one product after the other, each a small table."""
    import pandas as pd

    found = []
    for i in range(0, len(market.products), EVERY):
        df = pd.DataFrame({"m": market.imports[i], "t0": market.tariff[i], "t1": new[i]})
        df = df[df.m > 0]
        z = (df.t1 - df.t0) / (1 + df.t0)
        df["creation"] = np.maximum(-1.2 * df.m * z, -df.m)
        mean = (df.m * z).sum() / df.m.sum()
        pulled = -1.5 * df.m * (z - mean)
        lost = np.maximum(pulled.clip(upper=0), -(df.m + df.creation))
        won = pulled.clip(lower=0)
        df["diversion"] = lost - won * (lost.sum() / won.sum() if won.sum() else 0)
        after = df.m + df.creation + df.diversion
        before = (df.m * df.t0).sum() / df.m.sum()
        average = (after * df.t1).sum() / after.sum() if after.sum() else before
        found.append((before + average) / 2 * df.creation.sum())
    return found


def peak() -> float:
    """MB that the process has held at most."""
    try:
        with open("/proc/self/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return 0.0
