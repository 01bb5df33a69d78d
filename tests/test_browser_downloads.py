"""The explorers in a browser: what the reader takes away."""

import csv
import io
import math
import re
from pathlib import Path
from xml.etree import ElementTree

import explorers
import pytest
from stage import PICTURES, THEME, possible

from tradegames.picture import marks as m
from tradegames.picture.spec import inputs


def download(made, what):
    with made.page.expect_download() as waiting:
        made.press(what)
    assert waiting.value.suggested_filename == f"{made.name}.{what}"
    return Path(waiting.value.path()).read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", PICTURES)
def test_svg_download(stage, name):
    made = stage(name)
    made.drive([possible(name, 7)])
    made.press("pin")
    files = []
    for theme, paper in (("light", "background:#fff"), ("dark", "background:#15191f")):
        made.page.evaluate(THEME, theme)
        files.append(download(made, "svg"))
        assert paper in files[-1].replace(" ", "")
        check_svg(made, files[-1])
    assert files[0] != files[1]
    # it stands alone: drawn again from the file, the same picture
    shapes = made.evaluate(f"return [...root.querySelectorAll('.tg-frame svg path')]{SHAPES};")
    made.page.goto("about:blank")
    made.page.set_content(f"<!doctype html><title>x</title>{files[0]}")
    assert made.page.evaluate(f"[...document.querySelectorAll('svg svg path')]{SHAPES}") == shapes


SHAPES = ".map((e) => e.getAttribute('d'))"


def check_svg(made, text):
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in text
    assert "inherit" not in text
    assert not re.search(r"NaN|undefined", text)
    words = "".join(root.itertext())
    for panel in made.spec["panels"]:
        assert panel["x"]["label"] in words
    assert len(root.findall("{*}svg")) == len(made.spec["panels"])
    labels = [e for e in root.iter("{http://www.w3.org/2000/svg}text") if "stroke:rgb" in e.get("style", "")]
    assert labels
    for label in labels:  # the halo is painted under the letters, not over them
        assert "paint-order:stroke" in label.get("style")
        assert re.search(r"stroke-width:[\d.]+px", label.get("style"))
    ids = {e.get("id") for e in root.iter() if e.get("id")}
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= ids


@pytest.mark.parametrize("name", PICTURES)
def test_csv_download(stage, name):
    made = stage(name)
    made.drive([possible(name, 3)])
    pinned = made.state()
    made.press("pin")
    (state,) = made.drive([possible(name, 4)])
    rows = list(csv.DictReader(io.StringIO(download(made, "csv"), newline="")))
    assert list(rows[0]) == ["kind", "name", "label", "unit", "x", "y", "value", "pinned"]
    settings = {row["name"]: row for row in rows if row["kind"] == "setting"}
    numbers = {row["name"]: row for row in rows if row["kind"] == "number"}
    assert list(settings) == [c.name for c in made.picture.controls]
    assert list(numbers) == [r.name for r in made.picture.readouts]

    def alike(text, value):
        return text == value or float(text) == float(value)

    for control in made.picture.controls:
        row = settings[control.name]
        assert row["label"] == control.label
        assert alike(row["value"], state["inputs"][control.name])
        assert alike(row["pinned"], pinned["inputs"][control.name])
    for item in made.picture.readouts:
        row = numbers[item.name]
        assert (row["label"], row["unit"]) == (item.label, item.unit)
        for column, source in (("value", state), ("pinned", pinned)):
            value, text = source["outputs"][item.name]
            assert row[column] == (value or text)
    # the points that are drawn, against Python
    setting = {c.name: state["inputs"][c.name] for c in made.picture.controls}
    setting = {c.name: v if isinstance(c, m.Choice) else float(v)
               for c, v in ((c, setting[c.name]) for c in made.picture.controls)}  # fmt: skip
    values = explorers.run(made.picture, made.spec, setting)
    u = inputs(made.picture.controls, setting)["u"]
    for k, panel in enumerate(made.spec["panels"]):
        for j, layer in enumerate(panel["layers"]):
            got = [
                (float(r["x"]), float(r["y"])) for r in rows if r["name"] == f"panel {k + 1} layer {j + 1}"
            ]
            if layer["kind"] not in ("curve", "line", "point", "bar") or not values[layer["when"]]:
                assert got == [], f"panel {k + 1} layer {j + 1} is not drawn"
                continue
            if layer["kind"] == "curve":
                places = [(values[layer["x"]], values[layer["y"]])]
            elif layer["kind"] == "line":
                places = [(values[x], values[y]) for x, y in layer["points"]]
            else:
                fields = ("x", "y") if layer["kind"] == "point" else ("at", "value")
                places = [tuple(values[layer[field]] for field in fields)]
            expected = []
            for x, y in places:
                pairs = zip(x + 0 * u, y + 0 * u, strict=True) if layer["kind"] == "curve" else [(x, y)]
                expected += [(float(a), float(b)) for a, b in pairs if math.isfinite(a) and math.isfinite(b)]
            assert len(got) == len(expected)
            for a, b in zip(got, expected, strict=True):
                assert a == pytest.approx(b, rel=1e-9, abs=1e-12)
