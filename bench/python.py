"""What runs in Python alone: import time, and grids of outcomes beside NumPy's own speed."""

from __future__ import annotations

import cProfile
import pstats
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
from figures import Figure

MACHINE = "The machine during the run"
IMPORT = """
import sys, time
start = time.perf_counter()
import {module}
seconds = time.perf_counter() - start
heavy = [m for m in ("sympy", "matplotlib", "ipywidgets", "pandas") if m in sys.modules]
try:
    size = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
except OSError:
    size = 0
print(seconds, size, *heavy)
"""


def imports(repeats: int = 20) -> list[Figure]:
    group = "Import in a fresh interpreter"
    seconds: dict[str, list[float]] = {"tradegames": [], "numpy": []}
    memory: dict[str, list[float]] = {"tradegames": [], "numpy": []}
    loaded: set[str] = set()
    for _ in range(repeats + 1):
        for module in seconds:
            code = IMPORT.format(module=module)
            words = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            time, size, *heavy = words.stdout.split()
            seconds[module].append(float(time) * 1e3)
            memory[module].append(int(size) / 1024)
            loaded |= set(heavy)
    ratios = [a / b for a, b in zip(seconds["tradegames"][1:], seconds["numpy"][1:], strict=True)]
    number = Figure.of(
        group, "of SymPy, matplotlib, ipywidgets, pandas: loaded", "modules", [len(loaded)], max=0
    )
    number.why = f"loaded: {', '.join(sorted(loaded))}" if loaded else ""
    return [
        Figure.of(group, "tradegames", "ms", seconds["tradegames"][1:], median=200),
        Figure.of(group, "numpy alone", "ms", seconds["numpy"][1:]),
        Figure.of(group, "tradegames / numpy", "×", ratios),
        Figure.of(group, "tradegames, memory", "MB", memory["tradegames"][1:]),
        Figure.of(group, "numpy alone, memory", "MB", memory["numpy"][1:]),
        number,
    ]


def grids(sizes: tuple[int, ...] = (250, 500, 1000, 2000), repeats: int = 20) -> list[Figure]:
    """Whole grids of outcomes, each in a fresh process: what ran before changes the cost of memory."""
    result = []
    for kind in ("full arrays", "broadcast axes"):
        for surplus in ("exact", "published"):
            for n in sizes:
                print(f"  grid {n}, {kind}, {surplus}", file=sys.stderr, flush=True)
                with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
                    result += fresh.submit(grid, n, kind, surplus, repeats).result()
    return result


def grid(n: int, kind: str, surplus: str, rounds: int) -> list[Figure]:
    import tradegames as tg

    game = tg.TariffGame(alpha=10, gamma=0.3, c1=1, c2=2, surplus=surplus)
    axis = np.linspace(0, 6, n)
    t1, t2 = axis[:, None], axis[None, :]
    full1, full2 = (np.ascontiguousarray(a) for a in np.broadcast_arrays(t1, t2))
    if kind == "full arrays":
        t1, t2 = full1, full2
    count = 2 * len(fields(game.outcome(0.0, 0.0)))
    each, ratios, fair = [], [], []
    for _ in range(rounds + 1):  # the first round is not counted
        one = median(clock(lambda: full1 * full2) for _ in range(5))
        kept = clock(lambda: [full1 * full2 for _ in range(count)]) / count
        each.append(clock(lambda: game.outcome(t1, t2)) / count)
        ratios.append(each[-1] / one)
        fair.append(each[-1] / kept)
    tracemalloc.start()
    outcome = game.outcome(t1, t2)
    peak = tracemalloc.get_traced_memory()[1] / full1.nbytes
    tracemalloc.stop()
    del outcome
    group = f"Outcome grids, {kind}, {surplus} surplus"
    goal = {"median": 8.0} if (kind, n) == ("full arrays", 1000) else {}
    ratio = Figure.of(group, "per array / one multiply", "×", ratios[1:], size=n, **goal)
    if ratio.met is False:
        ratio.why = f"Most of the time goes to {dominant(lambda: game.outcome(t1, t2))}."
    return [
        ratio,
        Figure.of(group, "per array / multiplies kept", "×", fair[1:], size=n),
        Figure.of(group, "per array", "ms", each[1:], size=n),
        Figure.of(group, "peak memory", "arrays", [peak], size=n),
    ]


def geometry(repeats: int = 20) -> list[Figure]:
    """The iso-welfare geometry of one game, and of a map of games."""
    from tradegames import TariffGame, isowelfare

    u = np.linspace(0.0, 1.0, 121)

    def one() -> Any:
        game = TariffGame(alpha=10, gamma=0.3, c1=1, c2=2)
        lens, rule = isowelfare.lens(game), isowelfare.contract_curve(game)
        low, high = rule.weights
        grey = isowelfare.region(game, (0.5, 0.8))
        start = lens.form.peak[0]
        return (
            lens.boundary(u),
            lens.ends,
            rule.tariffs(low + (high - low) * u),
            grey.span(0.5 + (start - 0.5) * u),
        )

    gamma, cost = np.meshgrid(np.linspace(0, 0.9, 200), np.linspace(1, 1.5, 200))

    def many() -> Any:
        game = TariffGame(alpha=10, gamma=gamma, c1=1, c2=cost)
        lens = isowelfare.lens(game, lowest=(0, 0))
        return lens.area, lens.ends, isowelfare.contract_curve(game).weights, isowelfare.tangency(game, 0, 0)

    group = "Iso-welfare geometry"
    ones, maps = ([clock(action) for _ in range(repeats + 1)][1:] for action in (one, many))
    return [
        Figure.of(group, "lens, contract curve and region of one game", "ms", ones, median=2),
        Figure.of(
            group, "lens, its area, contract curve and tangency of 200 × 200 games", "ms", maps, median=1000
        ),
    ]


def reciprocity(n: int = 200, repeats: int = 20) -> list[Figure]:
    """Who gains more, and who turns back, in n by n games at once, by each rule."""
    import tradegames as tg

    group = "Rules of reciprocity, maps of games"
    ratios, gammas = np.linspace(0.005, 1, n)[None, :], np.linspace(0, 1, n)[:, None]
    result = []
    for surplus in ("exact", "published"):
        games = tg.TariffGame(alpha=10.0, gamma=gammas, c1=1.0, c2=10 - 9 * ratios, surplus=surplus)
        for rule in tg.reciprocity.RULES:
            times = [clock(lambda: tg.reciprocity.survey(games, rule)) for _ in range(repeats + 1)]  # noqa: B023  # called at once
            result.append(Figure.of(group, f"{rule}, {surplus}", "ms", times[1:], size=n, median=1000))
    return result


def races(repeats: int = 5) -> list[Figure]:
    """The race to substitute: one long ladder, and a whole map of games."""
    from tradegames.decoupling import Race

    def race(rungs: int) -> Race:
        return Race(
            share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(0.9, 0.9), backlash=(0.03, 0.03),
            climb=(0.5, 0.5), rungs=rungs, discount=0.9,
        )  # fmt: skip

    speeds = np.linspace(0.01, 1, 100)
    group = "Race"
    parts: tuple[tuple[str, float, Callable[[], object]], ...] = (
        ("101 × 101 rungs, one game", 1.0, lambda: race(100).equilibrium()),
        ("100 × 100 games, 11 × 11 rungs, with their ends", 20.0, lambda: race(10).phase(speeds, speeds)),
    )
    return [
        Figure.of(group, name, "s", [clock(work) / 1e3 for _ in range(repeats + 1)][1:], median=goal)
        for name, goal, work in parts
    ]


def contention() -> tuple[float, float]:
    """Wall and CPU milliseconds of a fixed loop."""
    wall, cpu, total = perf_counter(), process_time(), 0.0
    for k in range(3_000_000):
        total += k * 0.5
    return (perf_counter() - wall) * 1e3, (process_time() - cpu) * 1e3


def yardstick(loops: list[tuple[float, float]]) -> list[Figure]:
    shared = Figure.of(MACHINE, "fixed loop, wall / CPU time", "×", [a / b for a, b in loops], max=1.2)
    shared.why = "Other programs ran: times are longer than they should be." if not shared.met else ""
    return [
        Figure.of(MACHINE, "fixed loop, wall time", "ms", [wall for wall, _ in loops]),
        shared,
    ]


def clock(action: Any) -> float:
    """Milliseconds of one call; what it returns is freed after the clock has stopped."""
    start = perf_counter()
    kept = action()
    seconds = perf_counter() - start
    del kept
    return seconds * 1e3


def dominant(action: Any) -> str:
    """The three functions in which most of the time of a call is spent."""
    with cProfile.Profile() as profile:
        action()
    stats = pstats.Stats(profile)
    total = stats.total_tt
    top = sorted(stats.stats.items(), key=lambda item: -item[1][2])[:3]
    return ", ".join(f"{name} ({Path(file).name}:{line}) {t[2] / total:.0%}" for (file, line, name), t in top)
