"""Measure the speed that the book and the package promise, and write one report of it.

`make bench` runs everything and writes bench/report.md and bench/report.json, the last kept report (the one
of the last commit) beside the new one. Part of it, or a quick one, is only printed and left in _build/bench.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import alive
import build
import cge
import markets
import panels
import python
import redraw
import report
import smart
from browser import ROOT, chrome
from figures import Figure
from how import HOW

PASSES = 3
KEPT = ROOT / "bench" / "report.json"


def parts(quick: bool, k: int) -> dict[str, Callable[[], list[Figure]]]:
    """What pass k measures; the passes lie minutes apart, so their spread shows the machine's drift.

    Only the first one weighs pages and builds the book cold.
    """
    first = k == 0
    return {
        "book": lambda: alive.book(1, weigh_too=first),
        "bare": lambda: alive.bare(1, weigh_too=first),
        "book-redraw": lambda: redraw.book(20, 12),
        "redraw": lambda: redraw.redraw(30, 20, 8),
        "points": lambda: redraw.points(12),
        "import": lambda: python.imports(5),
        "grids": lambda: python.grids((250, 500, 1000), 3) if quick else python.grids(repeats=3),
        "panels": lambda: panels.panels((50_000, 100_000, 200_000), 2) if quick else panels.panels(rounds=2),
        "lists": lambda: markets.lists(3),
        "gsim": lambda: markets.gsim(5),
        "scenario": lambda: markets.one_shock(3),
        "geometry": lambda: python.geometry(5),
        "reciprocity": lambda: python.reciprocity(repeats=3),
        "cge": lambda: cge.worlds(3),
        "smart": lambda: smart.flows(draws=50 if quick else 300),
        "race": lambda: python.races(1),
        "build": lambda: build.build(cold=first),
    }


def last() -> dict[str, Any] | None:
    """The report of the last commit; where there is no Git, the one that lies there."""
    git = ["git", "-C", str(ROOT), "show", "HEAD:bench/report.json"]
    try:
        text = subprocess.run(git, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        text = KEPT.read_text("utf-8") if KEPT.exists() else "null"
    return json.loads(text)


def main() -> None:
    names = list(parts(quick=False, k=0))
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--only", nargs="+", choices=names, help="only these parts")
    parser.add_argument("--quick", action="store_true", help="few repeats, no build of the book")
    options = parser.parse_args()
    wanted = options.only or [name for name in names if name != "build" or not options.quick]
    machine = report.machine()
    with chrome() as browser:
        chromium = browser.version
    found: dict[tuple[Any, ...], list[Figure]] = {}
    yardstick: list[tuple[float, float]] = []
    for k in range(passes := 1 if options.quick else PASSES):
        for name in wanted:
            print(f"{name}, pass {k + 1} of {passes} …", file=sys.stderr, flush=True)
            start = perf_counter()
            yardstick.append(python.contention())
            for figure in parts(options.quick, k)[name]():
                found.setdefault((name, figure.key), []).append(figure)
            print(f"{name}: {perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    yardstick.append(python.contention())
    figures = redraw.by_group([Figure.pooled(passes) for passes in found.values()])
    figures = python.yardstick(yardstick) + figures
    facts = {"machine": machine, "versions": report.versions(chromium=chromium)}
    folder = ROOT / "_build" / "bench" if options.only or options.quick else KEPT.parent
    print(report.write(report.build(figures, HOW, facts), last(), folder))
    print(f"written to {folder.relative_to(ROOT)}/report.md and report.json", file=sys.stderr)


if __name__ == "__main__":
    main()
