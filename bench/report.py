"""The report: Markdown for people, JSON for the next run, which shows this one beside its own."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from figures import Figure, change, repeated

NAMES = "tradegames numpy sympy matplotlib ipywidgets anywidget ipykernel jupyter-book playwright"


def machine() -> dict[str, Any]:
    """What the figures depend on besides the code."""
    return {
        "cpu": _line("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "memory (GB)": round(int((_line("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) / 1e6, 1) or None,
        "system": f"{platform.system()} {platform.release()}",
        "load before the run": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def versions(**more: str) -> dict[str, str]:
    found = {"python": platform.python_version(), **more}
    for package in NAMES.split():
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _line(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")


def build(figures: Sequence[Figure], how: dict[str, str], facts: dict[str, Any]) -> dict[str, Any]:
    """The report as data; ``how`` says by the beginning of a group's name how it was measured."""
    date = datetime.now(UTC).isoformat(timespec="seconds")
    return {"date": date, **facts, "how": how, "figures": [figure.json() for figure in figures]}


def write(report: dict[str, Any], last: dict[str, Any] | None, folder: Path) -> str:
    """Write both files and return the Markdown."""
    folder.mkdir(parents=True, exist_ok=True)
    text = render(report, last)
    (folder / "report.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    (folder / "report.md").write_text(text, "utf-8")
    return text


def render(report: dict[str, Any], last: dict[str, Any] | None = None) -> str:
    figures = [Figure.from_json(data) for data in report["figures"]]
    before = {f.key: f for f in map(Figure.from_json, last["figures"] if last else [])}
    judged = [f for f in figures if f.goals]
    facts = {"date": report["date"], **report["machine"], **report["versions"]}
    lines = [
        "# Speed of tradegames",
        "",
        f"Made by `make bench`. Goals met: {sum(f.met is True for f in judged)} of {len(judged)}.",
        "",
        *_list("Not met", (f for f in judged if f.met is False)),
        *_list("Not measured", (f for f in figures if not f.stats)),
        "The run goes in passes minutes apart; n counts the values of all of them, p95 is by nearest rank.",
        "Noise: how far the medians of the passes lie apart, as a share of their middle. What takes long, or",
        "is the same each time (as the weight of a page), is measured in one pass: however many values it",
        "has, its noise is not known. The change since the last kept report is a number where it exceeds",
        "both noises together, or where one of them is not known. If nothing but chance moved the medians of",
        "three passes, one figure in seventy would still do that.",
        *_again(figures, before),
        "",
        *_table(("", "this run", "last kept report"), [(k, v, _fact(last, k)) for k, v in facts.items()]),
    ]
    told = ""
    for group in dict.fromkeys(f.group for f in figures):
        rows = [f for f in figures if f.group == group]
        lines += ["", f"## {group}", ""]
        before_it, told = told, max(filter(group.startswith, report["how"]), key=len, default="")
        lines += [report["how"][told], ""] if told != before_it else []
        table = _sizes if any(f.size for f in rows) else _rows
        lines += table(rows, before)
    return "\n".join(lines) + "\n"


def _again(figures: list[Figure], before: dict[Any, Figure]) -> list[str]:
    """How much of the last report came out again; without a noise, a figure counts apart."""
    pairs = [(f, before[f.key]) for f in figures if f.key in before and f.stats and before[f.key].stats]
    known = [change(*pair) for pair in pairs if repeated(*pair)]
    unknown = [change(*pair) for pair in pairs if not repeated(*pair)]
    same = sum(words in ("same", "within noise") for words in known)
    lines = []
    if known:
        lines += [f"Of {len(known)} figures measured in both, {same} are the same or within noise."]
    if unknown:
        again = unknown.count("same")
        lines += [f"Of {len(unknown)} measured in one pass, here or there, {again} are the same."]
    return lines


def _list(title: str, figures: Iterable[Figure]) -> list[str]:
    items = [(f, f"{f.name}, {f.size}" if f.size else f.name) for f in figures]
    return [*(f"- {title}: {f.group}: {name}. {f.why}".rstrip() for f, name in items), ""] if items else []


def _fact(last: dict[str, Any] | None, name: str) -> Any:
    return {"date": last["date"], **last["machine"], **last["versions"]}.get(name, "") if last else ""


def _table(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> list[str]:
    shown = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in shown]


def _rows(rows: list[Figure], before: dict[Any, Figure]) -> list[str]:
    head = ["what", "unit", "median", "p95", "min", "max", "n", "noise", "goal"]
    table = []
    for f in rows:
        old = before.get(f.key)
        count = f.stats.get("n", 0)
        line = [f.name, f.unit, _number(f.stats["median"]) if count else "not measured"]
        line += [_number(f.stats[key]) if count > 1 else "" for key in ("p95", "min", "max")]
        line += [count or "", _percent(f.stats["noise"]) if repeated(f) else "", f.verdict]
        table.append([*line, _number(old.stats.get("median")) if old else "", change(f, old)])
    head += ["last median", "change"]
    return _table(*_filled(head, table))


def _sizes(rows: list[Figure], before: dict[Any, Figure]) -> list[str]:
    """A doubling table: one row for each size, and for times the growth from the row before."""
    names = list(dict.fromkeys(f.name for f in rows))
    cells = {(f.name, f.size): f for f in rows}
    head = ["size"]
    for name in names:
        unit = next(f.unit for f in rows if f.name == name)
        head += [f"{name} ({unit})", "growth", "goal", "last", "change"]
    table: list[list[Any]] = []
    smaller: dict[str, float] = {}  # the median at the size before, by name
    for size in sorted({f.size for f in rows if f.size}):
        line: list[Any] = [size]
        for name in names:
            f = cells.get((name, size))
            if not (f and f.stats):
                line += ["not measured" if f else "", "", f.verdict if f else "", "", ""]
                continue
            old, now = before.get(f.key), f.stats["median"]
            growth = f"× {now / smaller[name]:.1f}" if f.unit in ("ms", "s") and name in smaller else ""
            was = _number(old.stats.get("median")) if old else ""
            line += [_number(now), growth, f.verdict, was, change(f, old)]
            smaller[name] = now
        table.append(line)
    return _table(*_filled(head, table))


def _filled(head: list[str], table: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    """The table without the columns in which nothing stands."""
    kept = [k for k in range(len(head)) if k == 0 or any(row[k] != "" for row in table)]
    return [head[k] for k in kept], [[row[k] for k in kept] for row in table]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _percent(value: float) -> str:
    return f"{value:.0%}"
