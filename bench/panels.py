"""Panels: simulating them and estimating from them, each size in a fresh process."""

from __future__ import annotations

import resource
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
from figures import Figure
from python import clock, dominant

GROUP = "Panels"
PERIODS = 100
GOALS = {200_000: 3000.0}


def panels(
    sizes: tuple[int, ...] = (25_000, 50_000, 100_000, 200_000, 400_000), rounds: int = 5
) -> list[Figure]:
    result = []
    for measure, rows in [*((estimation, n) for n in sizes), *((simulation, 5 * n) for n in sizes[-3:-1])]:
        print(f"  {measure.__name__}, {rows} rows", file=sys.stderr, flush=True)
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            result += fresh.submit(measure, rows, rounds).result()
    return result


def estimation(rows: int, rounds: int) -> list[Figure]:
    """All three methods on one panel, beside as many sweeps of plain demeaning by NumPy as one needs."""
    import tradegames as tg

    panel = tg.passthrough.simulate(rows // PERIODS, PERIODS, 1.5, seed=1, quantity_error=0.3)
    panel = panel.sample(frac=0.9, random_state=1)  # gaps: with a full panel one sweep of demeaning is enough
    tg.passthrough.compare(
        tg.passthrough.simulate(50, 24, 1.5, seed=1, start="2018-01")
    )  # loads what it needs
    x = np.log(panel["quantity"].to_numpy())
    product, period = panel["product"].factorize()[0], panel["period"].factorize()[0]
    times: dict[str, list[float]] = {method: [] for method in ("unit_value", "iv", "tariff")}
    plain = []
    for _ in range(rounds):
        plain.append(clock(lambda: demeaned(x, product, period)))
        for method, taken in times.items():
            taken.append(clock(lambda method=method: tg.passthrough.estimate(panel, method)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    group = f"{GROUP}, estimation"
    figures = []
    for method, taken in times.items():
        goal = {"median": GOALS[rows]} if rows in GOALS else {}
        figure = Figure.of(group, method, "ms", taken, size=rows, **goal)
        if figure.met is False:
            figure.why = f"Most goes to {dominant(lambda m=method: tg.passthrough.estimate(panel, m))}."
        figures.append(figure)
    ratios = [a / b for a, b in zip(times["iv"], plain, strict=True)]
    memory = {"max": 1000.0} if rows in GOALS else {}
    return [
        *figures,
        Figure.of(group, "iv / one variable demeaned by NumPy", "×", ratios, size=rows),
        Figure.of(group, "peak memory of the process", "MB", [peak], size=rows, **memory),
    ]


def demeaned(x: np.ndarray, product: np.ndarray, period: np.ndarray) -> np.ndarray:
    """A variable net of both effects, by turns, until nothing changes beyond rounding."""
    counts = [np.bincount(k) for k in (product, period)]
    x = x.copy()
    change = 1.0
    while change > 1e-8:
        change = 0.0
        for k, count in zip((product, period), counts, strict=True):
            means = np.bincount(k, x) / count
            x -= means[k]
            change = max(change, float(np.abs(means).max()))
    return x


def simulation(rows: int, rounds: int) -> list[Figure]:
    import tradegames as tg

    def run() -> object:
        return tg.passthrough.simulate(
            rows // PERIODS, PERIODS, 1.5, seed=1, quantity_error=0.3, mix_sd=0.1, persistence=0.5
        )

    run()
    draws = 4 * rows  # two lasting shocks, error and mix
    plain, taken = [], []
    for _ in range(rounds):
        plain.append(clock(lambda: np.random.default_rng(1).standard_normal(draws)))
        taken.append(clock(run))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    group = f"{GROUP}, simulation"
    goal = {"median": 2000.0} if rows == 1_000_000 else {}
    return [
        Figure.of(group, "simulate", "ms", taken, size=rows, **goal),
        Figure.of(
            group, "simulate / its draws alone", "×",
            [a / b for a, b in zip(taken, plain, strict=True)], size=rows,
        ),
        Figure.of(group, "peak memory of the process", "MB", [peak], size=rows),
    ]  # fmt: skip
