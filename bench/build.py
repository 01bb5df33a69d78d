"""The book's build, cold and warm, on a copy of the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from browser import ROOT
from figures import Figure

GROUP = "Book build"
LEFT_OUT = ".git", ".venv", "_build", "node_modules", "__pycache__", ".*_cache", ".hypothesis"


def build() -> list[Figure]:
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        chapters = sorted((copy / "book").glob("*.md"), key=lambda file: file.stat().st_size)
        steps = {
            "cold": None,
            "warm, nothing changed": None,
            "warm, one chapter changed": chapters[-1],
            "warm, the library changed": copy / "tradegames" / "__init__.py",
        }
        result = []
        for name, changed in steps.items():
            print(f"  build {name}", file=sys.stderr, flush=True)
            if changed:
                mark = "\n\nChanged by the benchmark.\n" if changed.suffix == ".md" else "\n# Changed.\n"
                changed.write_text(changed.read_text("utf-8") + mark, "utf-8")
            try:
                result.append(Figure.of(GROUP, name, "s", [make(copy)]))
            except subprocess.CalledProcessError as error:
                words = (error.stderr or error.stdout).strip().splitlines()
                result.append(Figure(GROUP, name, "s", why=f"`make html` failed: {words[-1:]}"))
                break
        return result


def make(folder: Path) -> float:
    """Seconds of `make html` there; `-o`: the environment is this checkout's and is left as it is."""
    tools = f"BIN={ROOT / '.venv' / 'bin'}"
    start = perf_counter()
    command = ["make", "-o", ".venv/.installed", tools, "html"]
    subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return perf_counter() - start
