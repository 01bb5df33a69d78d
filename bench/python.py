"""What runs in Python alone: import time, and grids of outcomes beside NumPy's own speed."""

from __future__ import annotations

import resource
import subprocess
import sys
import tracemalloc
from dataclasses import fields
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
from figures import Figure

IMPORT = """
import resource, sys, time
start = time.perf_counter()
import {module}
seconds = time.perf_counter() - start
heavy = [m for m in ("sympy", "matplotlib", "ipywidgets", "pandas") if m in sys.modules]
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, *heavy)
"""


def imports(repeats: int = 20) -> list[Figure]:
    """Import in a fresh interpreter, the interpreter's own start not counted; modules take turns."""
    group = "Import, fresh interpreter"
    seconds: dict[str, list[float]] = {"tradegames": [], "numpy": []}
    memory: dict[str, list[float]] = {"tradegames": [], "numpy": []}
    loaded: set[str] = set()
    for _ in range(repeats + 1):  # the first fills the file cache and is not counted
        for module in seconds:
            code = IMPORT.format(module=module)
            words = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            time, size, *heavy = words.stdout.split()
            seconds[module].append(float(time) * 1e3)
            memory[module].append(int(size) / 1024)
            loaded |= set(heavy)
    result = []
    for module, goal in (("tradegames", {"median": 200}), ("numpy", {})):
        result.append(Figure.of(group, f"import {module}", "ms", seconds[module][1:], **goal))
        result.append(Figure.of(group, f"peak memory after import {module}", "MB", memory[module][1:]))
    ratios = [a / b for a, b in zip(seconds["tradegames"][1:], seconds["numpy"][1:], strict=True)]
    result.append(Figure.of(group, "import tradegames / import numpy", "×", ratios))
    result.append(Figure.of(group, "heavy modules loaded (goal: none)", "modules", [len(loaded)], max=0))
    return result


def grids(sizes: tuple[int, ...] = (250, 500, 1000, 2000), repeats: int = 15) -> list[Figure]:
    """Whole grids of outcomes: time per array returned, in multiplies of that size in the same round."""
    import tradegames as tg

    result = []
    for surplus in ("exact", "published"):
        game = tg.TariffGame(alpha=10, gamma=0.3, c1=1, c2=2, surplus=surplus)
        for n in sizes:
            axis = np.linspace(0, 6, n)
            full = tuple(np.ascontiguousarray(a) for a in np.broadcast_arrays(axis[:, None], axis[None, :]))
            for kind, (t1, t2) in (("full arrays", full), ("broadcast axes", (axis[:, None], axis[None, :]))):
                group = f"Outcome grids, {kind}"
                rounds = max(5, round(repeats * min(4, 1000 / n)))
                goals = {"median": 8} if kind == "full arrays" and n == 1000 else {}
                each, ratios, peak = grid(game, t1, t2, full, rounds)
                name = f"{n} × {n}, {surplus}"
                result.append(Figure.of(group, f"{name}: per array / one multiply", "×", ratios, **goals))
                result.append(Figure.of(group, f"{name}: per array returned", "ms", each))
                result.append(Figure.of(group, f"{name}: peak memory in arrays of that size", "arrays", [peak]))
    return result


def grid(game: Any, t1: Any, t2: Any, full: tuple[Any, Any], rounds: int) -> tuple[list[float], list[float], float]:
    """Return milliseconds per array, the same in multiplies, and the peak memory in arrays."""
    count = 2 * len(fields(game.outcome(0.0, 0.0)))
    each, ratios = [], []
    for _ in range(rounds + 1):
        one = median(clock(lambda: full[0] * full[1]) for _ in range(5))
        outcome = clock(lambda: game.outcome(t1, t2)) / count
        each.append(outcome)
        ratios.append(outcome / one)
    tracemalloc.start()
    kept = game.outcome(t1, t2)
    peak = tracemalloc.get_traced_memory()[1] / full[0].nbytes
    tracemalloc.stop()
    del kept
    return each[1:], ratios[1:], peak


def clock(action: Any) -> float:
    """Milliseconds of one call; what it returns is freed after the clock has stopped."""
    start = perf_counter()
    kept = action()
    seconds = perf_counter() - start
    del kept
    return seconds * 1e3


def memory() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
