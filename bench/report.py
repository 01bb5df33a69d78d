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

from figures import Figure, change

PACKAGES = ("tradegames", "numpy", "sympy", "matplotlib", "ipywidgets", "anywidget", "ipykernel", "jupyter-book", "playwright")


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
    for package in PACKAGES:
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
        "p95 is by nearest rank. Noise: the medians of five consecutive fifths of the values differ by this much "
        "from their middle. The change since the last kept report is given where it exceeds the noise of both.",
        "",
        *_table(("", "this run", "last kept report"), [(k, v, _fact(last, k)) for k, v in facts.items()]),
    ]
    for group in dict.fromkeys(f.group for f in figures):
        rows = [f for f in figures if f.group == group]
        lines += ["", f"## {group}", ""]
        lines += [f"{text}\n" for start, text in report["how"].items() if group.startswith(start)]
        lines += _sizes(rows, before) if any(f.size for f in rows) else _rows(rows, before)
    return "\n".join(lines) + "\n"


def _list(title: str, figures: Iterable[Figure]) -> list[str]:
    items = [f"- {title}: {f.group}, {f.name}{f', {f.size}' if f.size else ''}. {f.why}".rstrip() for f in figures]
    return [*items, ""] if items else []


def _fact(last: dict[str, Any] | None, name: str) -> Any:
    return {"date": last["date"], **last["machine"], **last["versions"]}.get(name, "") if last else ""


def _table(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> list[str]:
    shown = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in shown]


def _rows(rows: list[Figure], before: dict[Any, Figure]) -> list[str]:
    head = ("what", "unit", "median", "p95", "min", "max", "n", "noise", "goal", "last median", "change")
    table = []
    for f in rows:
        old = before.get(f.key)
        words = [_number(f.stats.get(key)) for key in ("median", "p95", "min", "max")]
        table.append((f.name, f.unit, *(words if f.stats else ["not measured", "", "", ""]), f.stats.get("n", ""),
                      _percent(f.stats.get("noise")), f.verdict, _number(old.stats.get("median")) if old else "",
                      change(f, old)))  # fmt: skip
    return _table(head, table)


def _sizes(rows: list[Figure], before: dict[Any, Figure]) -> list[str]:
    """A doubling table: one row for each size, and for times the growth from the row before."""
    names = list(dict.fromkeys(f.name for f in rows))
    cells = {(f.name, f.size): f for f in rows}
    head = ["size"]
    for name in names:
        unit = next(f.unit for f in rows if f.name == name)
        head += [f"{name} ({unit})", "last"] + (["growth"] if unit == "ms" else [])
    table, smaller = [], None
    for size in sorted({f.size for f in rows if f.size}):
        line: list[Any] = [size]
        for name in names:
            f, old = cells[name, size], before.get(cells[name, size].key)
            line += [f"{_number(f.stats['median'])} {f.verdict}".strip(), _number(old.stats["median"]) if old else ""]
            if f.unit == "ms":
                growth = f.stats["median"] / cells[name, smaller].stats["median"] if smaller else None
                line.append(f"× {growth:.1f}" if growth else "")
        table.append(line)
        smaller = size
    return _table(head, table)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"± {value:.0%}"
