"""The book's build, cold and warm, on a copy of the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from time import perf_counter

from browser import ROOT
from figures import Figure

GROUP = "Book build"
LEFT_OUT = ".git", ".venv", "_build", "node_modules", "__pycache__", ".*_cache", ".hypothesis"


def build(cold: bool = True) -> list[Figure]:
    """Build the copy for the first time, if asked, then twice more: as it is, and with a chapter changed."""
    copy = Path(checkout().name) / "checkout"
    result: list[Figure] = []
    if not cold and not (copy / "_build" / ".book").exists():
        return result  # it could not be built: the first pass has said why
    for name in (["cold"] if cold else []) + ["warm, nothing changed", "warm, one chapter changed"]:
        print(f"  build {name}", file=sys.stderr, flush=True)
        if "one chapter" in name:
            longest = max((copy / "book").glob("*.md"), key=lambda file: file.stat().st_size)
            longest.write_text(longest.read_text("utf-8") + "\n\nChanged by the benchmark.\n", "utf-8")
        try:
            result.append(Figure.of(GROUP, name, "s", [make(copy)]))
        except subprocess.CalledProcessError as error:
            words = (error.stderr or error.stdout).strip().splitlines()
            result.append(Figure(GROUP, name, "s", why=f"`make html` failed: {words[-1:]}"))
            break
    return result


@cache
def checkout() -> tempfile.TemporaryDirectory[str]:
    """A folder that holds the copy; it is there for all passes, and goes when the program ends."""
    folder = tempfile.TemporaryDirectory()
    shutil.copytree(ROOT, Path(folder.name) / "checkout", ignore=shutil.ignore_patterns(*LEFT_OUT))
    return folder


def make(folder: Path) -> float:
    """Seconds of `make html` there; `-o`: the environment is this checkout's and is left as it is."""
    tools = f"BIN={ROOT / '.venv' / 'bin'}"
    start = perf_counter()
    command = ["make", "-o", ".venv/.installed", tools, "html"]
    subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return perf_counter() - start
