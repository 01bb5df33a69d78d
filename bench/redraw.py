"""Redraw: from the event handled to layout done, beside the same picture through a kernel."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import manager
from browser import FINE_CLOCK, HTML, bare_page, chrome, served
from figures import Figure
from kernel import Kernel

GROUP = "Redraw, page"
SLOW = "Redraw, page, CPU four times slower"
BOOK, BOOK_SLOW = "Redraw, page of the book", "Redraw, page of the book, CPU four times slower"
HOSTED = "Redraw, html-manager"
MEMORY = "Redraw, memory"
POINTS = "Redraw and the number of points"

GOALS, SLOW_GOALS = {"median": 3.0, "p95": 8.0}, {"p95": 16.0}

MOVE = Path(__file__).with_name("move.js").read_text("utf-8")


@cache
def pictures() -> dict[str, Any]:
    from tradegames import gallery

    return {name: getattr(gallery, name)() for name in gallery.__all__}


def sample() -> dict[str, Any]:
    """Every eighth picture: those that are also hosted in other ways, and measured in each pass."""
    return dict(list(pictures().items())[::8])


def body(picture: Any) -> str:
    import tradegames as tg

    return tg.explore(picture)._repr_mimebundle_()[0]["text/html"]


def redraw(moves: int = 240, slow_moves: int = 240, kernel_moves: int = 40) -> list[Figure]:
    """A sample of the explorers: on a page of its own, by html-manager, and through the kernel."""
    result = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser, kernel = stack.enter_context(chrome()), stack.enter_context(Kernel())
        site = stack.enter_context(served(folder, FINE_CLOCK))
        why = manager.prepare(folder)
        for name, picture in sample().items():
            print(f"  redraw {name}", file=sys.stderr, flush=True)
            bare_page(folder, f"{name}.html", body(picture))
            with opened(browser, f"{site}/{name}.html", name) as shown:
                alive = shown.alive()
                before = shown.heap()
                times = shown.move(moves)
                after = shown.heap()
                slow = shown.move(slow_moves, slower=4)
            page = Figure.of(GROUP, name, "ms", times, **GOALS)
            result += [page, Figure.of(SLOW, name, "ms", slow, **SLOW_GOALS)]
            memory = {"page before": before, "page after": after}
            if why:
                result.append(Figure(HOSTED, name, "ms", why=why))
            else:
                manager.page(folder, f"{name}.manager.html", picture)
                with opened(browser, f"{site}/{name}.manager.html", name) as shown:
                    memory["html-manager before"] = shown.heap()
                    times = shown.move(moves)
                    ratios = [t / page.stats["median"] for t in times]
                result += [Figure.of(HOSTED, name, "ms", times)]
                result += [Figure.of(f"{HOSTED} / page", name, "×", ratios)]
            result += kernel.figures(name, picture, kernel_moves, page.stats["median"], alive)
            memory["kernel"] = kernel.memory()
            result += [Figure.of(MEMORY, f"{name}, {what}", "MB", [size]) for what, size in memory.items()]
    return by_group(result)


def book(moves: int = 240, slow_moves: int = 240) -> list[Figure]:
    """Every explorer of the gallery where it stands in the book."""
    result = []
    with chrome() as browser, served(HTML, FINE_CLOCK) as site:
        texts = {file: file.read_text("utf-8") for file in sorted(HTML.glob("**/*.html"))}
        for name in pictures():
            handle = f'data-explorer="{name}"'
            for place in [file for file, text in texts.items() if handle in text][:1]:
                print(f"  redraw {name}, book", file=sys.stderr, flush=True)
                with opened(browser, f"{site}/{place.relative_to(HTML).as_posix()}", name) as shown:
                    times = shown.move(moves)
                    slow = shown.move(slow_moves, slower=4)
                result += [Figure.of(BOOK, name, "ms", times, **GOALS)]
                result += [Figure.of(BOOK_SLOW, name, "ms", slow, **SLOW_GOALS)]
    why = "the book is not built, or has no explorers: run `make html` first"
    return by_group(result) or [Figure(BOOK, "all", "ms", why=why)]


def by_group(figures: list[Figure]) -> list[Figure]:
    """The same figures, those of a group together."""
    groups = list(dict.fromkeys(f.group for f in figures))
    return sorted(figures, key=lambda f: groups.index(f.group))


def points(moves: int = 120) -> list[Figure]:
    """How redraw grows with the points of each curve, doubled, and the lines of each contour's grid."""
    result = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        browser, site = stack.enter_context(chrome()), stack.enter_context(served(folder, FINE_CLOCK))
        for field, first, kinds in (("points", 60, ("curve", "area")), ("grid", 30, ("contour",))):
            counts = {name: layers(picture, kinds) for name, picture in pictures().items()}
            name = max(counts, key=lambda name: counts[name])
            picture, words = pictures()[name], f"{name}, {counts[name]} layers"
            for size in [first * 2**k for k in range(5)] if counts[name] else []:
                print(f"  {name}, {size} {field}", file=sys.stderr, flush=True)
                text, count = re.subn(rf'"{field}":\d+,', f'"{field}":{size + 1},', body(picture))
                if count != 1:
                    raise RuntimeError(f"{name}: no single {field} in the page's data")
                bare_page(folder, "points.html", text)
                with opened(browser, f"{site}/points.html", name) as shown:
                    times = shown.move(moves)
                group = f"{POINTS}, {' and '.join(kinds)} layers"
                result.append(Figure.of(group, words, "ms", times, size=size))
    return result


def layers(picture: Any, kinds: tuple[str, ...]) -> int:
    return sum(layer.kind in kinds for panel in picture.panels for layer in panel.layers)


@dataclass
class Opened:
    """A page on which an explorer is alive."""

    page: Any
    session: Any  # with the browser's tools
    name: str

    def move(self, moves: int, slower: int = 1) -> list[float]:
        """Milliseconds of each move of the explorer's controls, from the first on."""
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        times = self.page.evaluate(MOVE, [self.name, moves])
        self.session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        return times

    def alive(self) -> float:
        """Milliseconds from the start of the navigation to the explorer's mark."""
        return self.page.evaluate(f'performance.getEntriesByName("alive:{self.name}")[0].startTime')

    def heap(self) -> float:
        """MB of the page's heap after garbage collection."""
        self.session.send("HeapProfiler.collectGarbage")
        return self.session.send("Runtime.getHeapUsage")["usedSize"] / 1e6


@contextmanager
def opened(browser: Any, url: str, name: str) -> Iterator[Opened]:
    """A page in a fresh context on which this explorer is alive; its errors are raised at the end."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(url)
    page.wait_for_selector(f'[data-explorer="{name}"][data-alive]')
    page.wait_for_timeout(200)
    yield Opened(page, context.new_cdp_session(page), name)
    context.close()
    if faults:
        raise RuntimeError(f"{name}: {faults[0]}")
