"""Time to alive and page weight, on the built book and on bare pages beside html-manager."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import manager
from browser import HTML, bare_page, chrome, served, weigh
from figures import Figure
from redraw import body, by_group, sample

BOOK, BARE = "Time to alive, pages of the book", "Time to alive, one explorer on a bare page"
WEIGHT = "Page weight"
PAINT = 'performance.getEntriesByName("first-contentful-paint")'
MARKS = 'performance.getEntriesByType("mark").filter((m) => m.name.startsWith("alive:"))'


def pages() -> Iterator[tuple[str, int]]:
    """The built pages and the number of explorers on each."""
    for file in sorted(HTML.rglob("*.html")):
        name, text = file.relative_to(HTML).as_posix(), file.read_text("utf-8")
        if not name.startswith("_static") and 'http-equiv="refresh"' not in text.lower():
            yield name, text.count("data-explorer=")


def time_to_alive(browser: Any, url: str, explorers: int = 1) -> tuple[float, float, float]:
    """Milliseconds from the start of the navigation: first and last explorer alive, first content painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(url)
    page.wait_for_function(f"{MARKS}.length >= {explorers}", timeout=30_000)
    times = page.evaluate(f"{MARKS}.map((m) => m.startTime)")
    page.wait_for_function(f"{PAINT}.length")
    painted = page.evaluate(f"{PAINT}[0].startTime")
    context.close()
    return min(times), max(times), painted


def book(repeats: int = 10, weigh_too: bool = True) -> list[Figure]:
    """Each built page: time to alive where it has explorers, and weight, if asked."""
    if not (HTML / "index.html").exists():
        why = "the book is not built: run `make html` first"
        return [Figure(BOOK, "all", "ms", why=why), Figure(WEIGHT, "all", "kB", why=why)]
    alive, weight = [], []
    with chrome() as browser, served(HTML) as site:
        found = list(pages())
        live = {name: count for name, count in found if count}
        if weigh_too:
            for name, _ in found:
                print(f"  weight, {name}", file=sys.stderr, flush=True)
                weight += weights(name, weigh(browser, f"{site}/{name}"))
        for name, count in list(live.items())[:1]:  # a browser's first visit is not counted
            time_to_alive(browser, f"{site}/{name}", count)
        times: dict[str, list[tuple[float, float, float]]] = {name: [] for name in live}
        for k in range(repeats):
            print(f"  alive, book, round {k + 1} of {repeats}", file=sys.stderr, flush=True)
            for name, count in live.items():
                times[name].append(time_to_alive(browser, f"{site}/{name}", count))
        for name, count in live.items():
            first, last, painted = zip(*times[name], strict=True)
            alive.append(Figure.of(BOOK, f"{name}, all {count}", "ms", last, median=400.0))
            alive.append(Figure.of(BOOK, f"{name}, the first", "ms", first))
            alive.append(Figure.of(BOOK, f"{name}, first paint", "ms", painted))
    return alive + by_group(weight)


def weights(name: str, load: dict[str, Any]) -> list[Figure]:
    ours = f"{WEIGHT}: scripts and styles"
    kinds = {"document": "document", "font": "fonts", "image": "images", "other": "the rest"}
    rest = f"{WEIGHT}: all else"
    foreign = Figure.of(f"{WEIGHT}: requests to other hosts", name, "requests", [len(load["foreign"])], max=0)
    foreign.why = ", ".join(sorted(set(load["foreign"])))
    return [
        Figure.of(ours, name, "kB", [(load["script"] + load["stylesheet"]) / 1e3], max=250.0),
        Figure.of(ours, f"{name}, scripts alone", "kB", [load["script"] / 1e3]),
        *(
            Figure.of(rest, f"{name}, {words}", "kB", [load[kind] / 1e3])
            for kind, words in kinds.items()
            if load[kind]
        ),
        foreign,
    ]


def bare(repeats: int = 10, weigh_too: bool = True) -> list[Figure]:
    """A sample of the explorers alone: by our script, and hosted by html-manager."""
    result: list[Figure] = []
    weight: list[Figure] = []
    with tempfile.TemporaryDirectory() as temporary, chrome() as browser:
        folder = Path(temporary)
        why = manager.prepare(folder)
        for name, picture in sample().items():
            print(f"  alive, {name}", file=sys.stderr, flush=True)
            bare_page(folder, f"{name}.html", body(picture))
            if not why:
                manager.page(folder, f"{name}.manager.html", picture)
            with served(folder) as site:
                ours, theirs = [], []
                skipped = 0 if result else 1  # a browser's first visits are not counted
                for _ in range(skipped + repeats):
                    ours.append(time_to_alive(browser, f"{site}/{name}.html")[1])
                    if not why:
                        theirs.append(time_to_alive(browser, f"{site}/{name}.manager.html")[1])
                result.append(Figure.of(BARE, f"{name}, our script", "ms", ours[skipped:], median=400.0))
                if why:
                    result.append(Figure(BARE, f"{name}, html-manager", "ms", why=why))
                    continue
                ratios = [a / b for a, b in zip(theirs[skipped:], ours[skipped:], strict=True)]
                result.append(Figure.of(BARE, f"{name}, html-manager", "ms", theirs[skipped:]))
                result.append(Figure.of(BARE, f"{name}, html-manager / our script", "×", ratios))
                if weigh_too and name == next(iter(sample())):
                    weight += beside(name, "our script", weigh(browser, f"{site}/{name}.html"))
                    weight += beside(name, "html-manager", weigh(browser, f"{site}/{name}.manager.html"))
    return result + weight


def beside(name: str, host: str, load: dict[str, Any]) -> list[Figure]:
    group, both = f"{WEIGHT}: bare page with {name}", load["script"] + load["stylesheet"]
    return [
        Figure.of(group, f"scripts and styles, {host}", "kB", [both / 1e3]),
        Figure.of(group, f"document, {host}", "kB", [load["document"] / 1e3]),
    ]
