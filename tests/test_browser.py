"""Each explorer in a browser, alone on its page, with the network cut: desktop and phone, light and dark."""

import csv
import io
import json
import math
import re
import threading
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import explorers
import pytest
import sympy as sp
from serve import server

import tradegames as tg
from tradegames.picture import marks as m
from tradegames.picture.spec import inputs, reading, spec, trouble

PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
SCREENS = {"desktop": {}, "phone": PHONE}
LAST_GOOD = " The picture shows the last setting that is possible."
MARGIN = {"left": 48, "right": 18, "top": 28, "bottom": 42}


def stubborn():
    """A picture that has impossible settings and every kind of layer."""
    t = m.Slider("t", "a number, t", 0, 10, 0.25, 2, "per unit")
    s = m.Slider("s", "another, s", -5, 5, 0.5, 1)
    kind = m.Choice("kind", "kind", (("a", "the first"), ("b", "the second")), "a")
    T, S = t.symbol, s.symbol
    layers = (
        m.Contour(m.X * m.Y / 10 + T, (3, 5, 7)),
        m.Contour(m.X + m.Y - T, (2.0,), color="gold", fill=True),
        m.Area.between(10 * m.U, 0, m.U * T, label="area", color="sky"),
        m.Curve(10 * m.U, T * m.U, "curve", "blue", dash=True, label_at=0.5),
        m.Curve(10 * m.U, 3 + sp.sqrt(m.U - 0.5), "half a curve", "green"),
        m.Line(((0, 8), (T, 9), (9, 8)), "line", "purple", step=True),
        m.Bar(7, T / 2, 0, 0.5, "bar", "gold"),
        m.Arrow(1, 1, 2 + T / 4, 5, "arrow", "muted"),
        m.Label(8, 6, "t is {value}", T, 2, when=sp.Eq(kind.symbol, 1)),
        m.Point(T, S + 5, "a point", "orange", drag=("t", "s")),
    )
    return m.Picture(
        name="stubborn",
        title="A picture with impossible settings",
        alt="A point at {place}, where the logarithm is {logarithm}; this is a picture for tests only.",
        panels=(m.Panel(m.Axis("x", 0, 10), m.Axis("y", 0, 10), layers),),
        controls=(t, s, kind),
        readouts=(
            m.Readout("place", "place", T + kind.pick(a=0, b=100), "units", 2),
            m.Readout("logarithm", "logarithm", sp.log(T)),
            m.Readout("root", 'root of "s", if any', sp.sqrt(S), when=S >= 0, otherwise="none below zero"),
            m.Readout("word", "word", kind.symbol, words=("alpha", "beta")),
        ),
        conditions=(m.Condition(14 - T - S, "The sum is too large by {value}."),),
    )


PICTURES = {name: lambda name=name: explorers.picture(name) for name in explorers.NAMES} | {
    "stubborn": stubborn
}


@cache
def spec_of(name):
    return spec(PICTURES[name]())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Write a page for each explorer, and one that holds them all."""
    folder = tmp_path_factory.mktemp("shelf")
    made = {name: tg.explore(make()) for name, make in PICTURES.items()}
    for name, explorer in made.items():
        explorers.bare_page(folder, [explorer], f"{name}.html")
    explorers.bare_page(folder, list(made.values()), "all.html")
    (folder / "widget.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="explorer.css"><div id="el"></div>',
        "utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def address(shelf):
    with server(shelf) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


class Stage:
    """One explorer on an open page: what it shows, and what Python says that it must show."""

    def __init__(self, page, name, url=None):
        self.page, self.name = page, name
        self.picture = PICTURES[name]()
        self.spec = spec_of(name)
        if url:
            page.goto(url)
        page.wait_for_selector(f'[data-explorer="{name}"][data-alive]', timeout=10_000)
        self.root = page.locator(f'[data-explorer="{name}"]')

    def evaluate(self, script, given=None):
        head = f"const root = document.querySelector('[data-explorer=\"{self.name}\"]');"
        return self.page.evaluate(f"given => {{ {head} {READ} {script} }}", given)

    def state(self):
        return self.evaluate("return read();")

    def drive(self, settings):
        """Set the controls, one after the other, and return what stands there after each setting."""
        return [states[-1] for states in self.evaluate(DRIVE, settings)]

    def drive_slowly(self, settings):
        """Set the controls and return what stands there after each of them."""
        return [state for states in self.evaluate(DRIVE, settings) for state in states]

    def check(self, state, before=None):
        """Compare what the page shows with Python at the settings that its controls have taken."""
        setting = {}
        for control in self.picture.controls:
            value = state["inputs"][control.name]
            setting[control.name] = value if isinstance(control, m.Choice) else float(value)
        values = explorers.run(self.picture, self.spec, setting)
        words = trouble(self.spec, values)
        assert state["say"] == (words + LAST_GOOD if words else "")
        assert state["impossible"] is bool(words)
        for control in self.picture.controls:
            if isinstance(control, m.Slider):
                assert float(state["outputs"][control.name][0]) == setting[control.name]
        for item in self.spec["readouts"]:
            value, text = state["outputs"][item["name"]]
            if words:
                assert [value, text] == before["outputs"][item["name"]]
                continue
            expected_text, expected = reading(item, values)
            assert text == expected_text
            if expected is None:
                assert value == ""
            else:
                assert math.isclose(float(value), expected, rel_tol=1e-9, abs_tol=1e-12), (
                    item["name"],
                    setting,
                )
        alt = self.spec["alt"]
        for item in self.spec["readouts"]:
            alt = alt.replace("{" + item["name"] + "}", state["outputs"][item["name"]][1])
        assert state["alt"] == alt
        assert state["bad"] == ""
        return setting, words

    def check_all(self, states):
        good = None
        for state in states:
            _, words = self.check(state, good)
            good = state if not words else good
        return good

    def slider(self, name):
        return self.root.locator(f'input[name="{name}"]')

    def press(self, what):
        self.root.locator(f"[data-do={what}]").click()


READ = """
    const read = () => ({
        inputs: Object.fromEntries([...root.querySelectorAll("[name]")].map((e) => [e.name, e.value])),
        outputs: Object.fromEntries([...root.querySelectorAll("[data-readout]")].map((e) =>
            [e.dataset.readout, [e.dataset.value, e.textContent]])),
        pinned: Object.fromEntries([...root.querySelectorAll("[data-pinned]")].map((e) =>
            [e.dataset.readout, e.dataset.pinned])),
        say: root.querySelector("[role=status]").textContent,
        impossible: root.hasAttribute("data-impossible"),
        ghosts: root.querySelectorAll(".tg-ghost").length,
        alt: root.querySelector("svg[role=img]")?.getAttribute("aria-label"),
        bad: root.outerHTML.replace(root.querySelector("script")?.outerHTML ?? "", "")
            .match(/.{0,40}(NaN|undefined|Infinity|\\[object).{0,40}/)?.[0] ?? "",
    });
"""
DRIVE = """
    return given.map((setting) => Object.entries(setting).map(([name, value]) => {
        const input = root.querySelector(`[name="${name}"]`);
        input.value = value;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        return read();
    }));
"""


@pytest.fixture
def stage(new_page, address, shelf):
    """Open an explorer's page, from a server or from disk, and cut the network when it stands."""

    def open_page(name, screen="desktop", hash="", disk=False, **options):
        page = new_page(**{**SCREENS[screen], **options})
        file = f"{name}.html{hash}"
        made = Stage(page, name, f"{(shelf / name).as_uri()}.html{hash}" if disk else f"{address}/{file}")
        page.context.set_offline(True)
        return made

    return open_page


def chosen(name, n, seed=1):
    """Random settings, all choices and the ends of every slider among them."""
    picture = PICTURES[name]()
    settings = explorers.random_settings(picture, n, seed)
    for control in picture.controls:
        options = (
            [v for v, _ in control.options] if isinstance(control, m.Choice) else [control.low, control.high]
        )
        settings += [{c.name: c.value for c in picture.controls} | {control.name: value} for value in options]
    return settings


def possible(name, seed):
    """Return a setting on the steps of the sliders that can be drawn and differs from the first."""
    picture = PICTURES[name]()
    for setting in explorers.random_settings(picture, 60, seed):
        for c in picture.controls:
            if isinstance(c, m.Slider):
                k = round((setting[c.name] - c.low) / c.step)
                setting[c.name] = min(max(explorers.on_step(c, k), c.low), c.high)
        moved = all(setting[c.name] != c.value for c in picture.controls if isinstance(c, m.Slider))
        if moved and not trouble(spec_of(name), explorers.run(picture, spec_of(name), setting)):
            return setting
    raise AssertionError(f"{name}: no setting found")


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("screen", "disk"), [("desktop", False), ("phone", True)], ids=["desktop", "phone-disk"]
)
@pytest.mark.parametrize("name", PICTURES)
def test_numbers_are_those_of_python(stage, name, screen, disk):
    made = stage(name, screen, disk=disk)
    first = made.state()
    assert made.check(first)[0] == {c.name: c.value for c in made.picture.controls}
    made.check_all([first, *made.drive_slowly(chosen(name, 25 if screen == "desktop" else 10))])


@pytest.mark.parametrize("name", PICTURES)
def test_keyboard(stage, name):
    made = stage(name)
    states = [made.state()]
    for control in made.picture.controls:
        element = made.root.locator(f'[name="{control.name}"]')
        element.focus()
        if isinstance(control, m.Choice):
            for _ in control.options[1:]:
                made.page.keyboard.press("ArrowDown")
                states.append(made.state())
            assert states[-1]["inputs"][control.name] == control.options[-1][0]
            continue
        before = float(element.input_value())
        made.page.keyboard.press("ArrowRight")
        states.append(made.state())
        moved = before + control.step if before + control.step <= control.high else before
        assert float(states[-1]["inputs"][control.name]) == pytest.approx(moved)
        assert element.get_attribute("aria-valuetext").startswith(states[-1]["outputs"][control.name][1])
        for key, end in (("Home", control.low), ("PageUp", None), ("End", control.high), ("ArrowLeft", None)):
            made.page.keyboard.press(key)
            states.append(made.state())
            assert end is None or float(states[-1]["inputs"][control.name]) == end
        made.drive([{control.name: control.value}])
    made.check_all(states)


@pytest.mark.parametrize("name", PICTURES)
def test_touch(stage, name):
    made = stage(name, "phone")
    states = [made.state()]
    for control in made.picture.controls:
        if not isinstance(control, m.Slider):
            continue
        element = made.slider(control.name)
        element.scroll_into_view_if_needed()
        box = element.bounding_box()
        assert box["height"] >= 24  # a finger finds it
        for part in (0.3, 0.7):
            made.page.touchscreen.tap(box["x"] + part * box["width"], box["y"] + box["height"] / 2)
            states.append(made.state())
            value = float(states[-1]["inputs"][control.name])
            assert (value - control.low) / (control.high - control.low) == pytest.approx(part, abs=0.07)
        made.drive([{control.name: control.value}])
    made.check_all(states)


# --- reset, pin, address ----------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_pin_and_reset(stage, name):
    made = stage(name)
    first = made.state()
    (there,) = made.drive([possible(name, 3)])
    made.press("pin")
    pinned = made.state()
    texts = {item["name"]: there["outputs"][item["name"]][1] for item in made.spec["readouts"]}
    assert pinned["pinned"] == texts
    assert pinned["ghosts"] == 2 * len(made.spec["panels"])
    made.press("reset")
    back = made.state()
    assert back["pinned"] == texts
    assert (back["inputs"], back["outputs"]) == (first["inputs"], first["outputs"])
    made.check(back)
    shapes = "return [...root.querySelectorAll('.tg-ghost path')].map((e) => e.getAttribute('d')).join();"
    ghost = made.evaluate(shapes)
    made.drive([possible(name, 4)])
    assert made.evaluate(shapes) == ghost  # what is pinned stays where it is
    made.press("pin")
    after = made.state()
    assert (after["pinned"], after["ghosts"]) == ({}, 0)
    made.check(after)


@pytest.mark.parametrize(("name", "disk"), [*((name, False) for name in PICTURES), ("stubborn", True)])
def test_address_keeps_the_setting(stage, name, disk):
    made = stage(name, disk=disk)
    (there,) = made.drive([possible(name, 5)])
    changed = {c.name for c in made.picture.controls if str(there["inputs"][c.name]) != str(c.value)}
    made.page.wait_for_function("location.hash.length > 1")
    hash = "#" + urlsplit(made.page.url).fragment
    assert {key for key, _ in parse_qsl(hash[1:])} <= {f"{name}.{c.name}" for c in made.picture.controls}
    assert changed
    again = stage(name, "phone", hash, disk=disk)
    state = again.state()
    assert (state["inputs"], state["outputs"]) == (there["inputs"], there["outputs"])
    again.check(state)
    made.press("reset")
    made.page.wait_for_function("location.hash.length <= 1")


@pytest.mark.parametrize("name", PICTURES)
def test_a_bad_link_is_told_and_breaks_nothing(stage, name):
    picture = PICTURES[name]()
    wrong = {}
    for k, control in enumerate(picture.controls):
        value = (
            "nonsense"
            if isinstance(control, m.Choice)
            else ("abc", control.high + 1, "", "NaN", "Infinity")[k % 5]
        )
        wrong[f"{name}.{control.name}"] = str(value)
    made = stage(name, hash="#" + urlencode(wrong))
    state = made.state()
    assert state["inputs"] == stage(name).state()["inputs"]
    for control in picture.controls:
        value = wrong[f"{name}.{control.name}"]
        assert f"The link asks for {control.name} = {value}, which it cannot be" in state["say"]
    made.press("reset")
    made.check(made.state())  # and the words are gone
    (state,) = made.drive([possible(name, 6)])
    made.check(state)
    made.page.wait_for_function("hash => location.hash.slice(1) !== hash", arg=urlencode(wrong))
    made.page.evaluate("words => { location.hash = words; }", urlencode(wrong))
    made.page.wait_for_function("document.querySelector('[role=status]').textContent.includes('cannot be')")
    made.press("reset")
    made.check(made.state())


def test_each_explorer_keeps_to_its_own_address(new_page, address):
    page = new_page()
    page.goto(f"{address}/all.html")
    stages = [Stage(page, name) for name in PICTURES]
    asked = {}
    for k, made in enumerate(stages):
        setting = possible(made.name, 20 + k)
        (state,) = made.drive([setting])
        asked[made.name] = state
    page.wait_for_timeout(400)
    link = page.url
    assert {key.split(".")[0] for key, _ in parse_qsl(urlsplit(link).fragment)} == set(PICTURES)
    other = new_page()
    other.goto(link)
    for name, state in asked.items():
        made = Stage(other, name)
        assert made.state()["outputs"] == state["outputs"]
        made.check(made.state())
    ids = "[...document.querySelectorAll('[id]')].map((e) => e.id)"
    found = page.evaluate(ids)
    assert len(found) == len(set(found)) >= len(PICTURES)


def test_a_link_that_is_followed_on_the_page(stage):
    made = stage("stubborn")
    made.page.evaluate("location.hash = 'stubborn.t=7.123&stubborn.kind=b'")
    made.page.wait_for_function("document.querySelector('[data-readout=t]').dataset.value === '7.123'")
    state = made.state()
    assert state["outputs"]["place"] == ["107.123", "107.12"]
    assert state["outputs"]["t"] == ["7.123", "7.123"]  # between two steps of the slider, and shown in full


# --- impossible settings ----------------------------------------------------------------------


def test_impossible_settings_are_told_in_words(stage):
    made = stage("stubborn")
    settings = [
        {"t": 8, "s": 2},
        {"t": 10},
        {"s": 5},
        {"t": 9.75},
        {"t": 6, "s": 1},
        {"t": 0},
        {"t": 3, "s": -2},
    ]
    made.check_all(made.drive_slowly(settings))
    made.press("reset")
    states = made.drive(settings)
    assert [s["say"] for s in states] == [
        "",
        "",
        "The sum is too large by 1.000." + LAST_GOOD,
        "The sum is too large by 0.750." + LAST_GOOD,
        "",
        "“logarithm” has no value at this setting." + LAST_GOOD,
        "",
    ]
    assert states[3]["outputs"]["place"] == ["10", "10.00"]
    assert states[5]["outputs"]["place"] == ["6", "6.00"]
    assert states[6]["outputs"]["root"] == ["", "none below zero"]
    shape = "return [...root.querySelectorAll('svg path')].map((e) => e.getAttribute('d')).join();"
    good = made.evaluate(shape)
    (state,) = made.drive([{"t": 0}])
    assert state["impossible"]
    assert made.evaluate(shape) == good  # the last good picture stays
    made.drive([{"t": 4}])
    assert made.evaluate(shape) != good
    assert "NaN" not in made.page.content()


def test_a_link_to_the_impossible(stage):
    made = stage("stubborn", hash="#stubborn.t=10&stubborn.s=5")
    state = made.state()
    assert state["say"] == "The sum is too large by 1.000." + LAST_GOOD
    assert state["outputs"]["place"] == ["2", "2.00"]
    assert made.root.locator("svg[role=img]").count() == 1
    for what in ("pin", "svg", "csv"):
        made.press(what)  # an error of the page would fail this test
    assert "NaN" not in made.page.content()


# --- drawing ----------------------------------------------------------------------------------

FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
HANDLES = """
    return [...root.querySelectorAll(".tg-frame")].map((frame) => {
        const svg = frame.querySelector("svg").getBoundingClientRect();
        const handles = [...frame.querySelectorAll(".tg-handle")].map((g) => {
            const box = g.querySelector(".tg-dot").getBoundingClientRect();
            const at = [box.x + box.width / 2, box.y + box.height / 2];
            const seen = document.elementFromPoint(...at)?.closest(".tg-handle") === g;
            return { at, seen, hidden: getComputedStyle(g.parentNode).display === "none" };
        });
        return { svg: [svg.x, svg.y, svg.width, svg.height], handles };
    });
"""


def dragged(made, move):
    """Drag each point that can be reached, and return how many there were."""
    count = 0
    for k, panel in enumerate(made.spec["panels"]):
        layers = [layer for layer in panel["layers"] if layer["kind"] == "point" and any(layer["drag"])]
        made.root.locator(".tg-frame").nth(k).scroll_into_view_if_needed()
        for j, layer in enumerate(layers):
            made.press("reset")
            made.root.locator(".tg-frame").nth(k).scroll_into_view_if_needed()
            frame = made.evaluate(HANDLES)[k]
            assert len(frame["handles"]) == len(layers)
            handle = frame["handles"][j]
            if handle["hidden"] or not handle["seen"]:
                continue
            left, top, width, height = frame["svg"]
            ends = (
                (left + MARGIN["left"], left + width - MARGIN["right"], panel["x"]),
                (top + height - MARGIN["bottom"], top + MARGIN["top"], panel["y"]),
            )
            target, expected = list(handle["at"]), {}
            for axis, ((start, stop, scale), name) in enumerate(zip(ends, layer["drag"], strict=True)):
                if name:
                    part = (handle["at"][axis] - start) / (stop - start)
                    part += 0.15 if part < 0.5 else -0.15
                    target[axis] = start + part * (stop - start)
                    expected[name] = scale["low"] + part * (scale["high"] - scale["low"])
            scrolled = made.page.evaluate("[scrollX, scrollY]")
            move(handle["at"], target)
            assert (
                made.page.evaluate("[scrollX, scrollY]") == scrolled
            )  # the finger moved the point, not the page
            state = made.state()
            for name, value in expected.items():
                control = next(c for c in made.picture.controls if c.name == name)
                value = min(max(value, control.low), control.high)
                pixel = 1.5 * (panel["x"]["high"] - panel["x"]["low"]) / (width - 66)
                assert float(state["outputs"][name][0]) == pytest.approx(value, abs=control.step / 2 + pixel)
            setting, _ = made.check(state, state)
            assert setting != {c.name: c.value for c in made.picture.controls}
            count += 1
    return count


DRAGGABLE = [
    name
    for name, make in PICTURES.items()
    for panel in make().panels
    if any(getattr(x, "drag", ()) for x in panel.layers)
]


@pytest.mark.parametrize("name", dict.fromkeys(DRAGGABLE))
def test_points_are_dragged_by_mouse(stage, name):
    made = stage(name)

    def move(start, stop):
        mouse = made.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2)
        mouse.move(*stop)
        mouse.up()
        mouse.move(stop[0] + 40, stop[1] + 40)  # let go

    assert dragged(made, move)


@pytest.mark.parametrize("name", dict.fromkeys(DRAGGABLE))
def test_points_are_dragged_by_touch(stage, name):
    made = stage(name, "phone")
    session = made.page.context.new_cdp_session(made.page)

    def touch(kind, *points):
        given = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})

    def move(start, stop):
        touch("touchStart", start)
        for part in (0.3, 0.6, 0.9, 1.0):
            touch("touchMove", [a + part * (b - a) for a, b in zip(start, stop, strict=True)])
        touch("touchEnd")
        made.page.evaluate(FRAMES)

    assert dragged(made, move)


@pytest.mark.parametrize("name", PICTURES)
def test_drawing_stays_in_its_frame(stage, name):
    # Words that stick out of the drawing are cut off or lie on something else.
    made = stage(name, "phone")
    out = """
        const words = [];
        for (const svg of root.querySelectorAll(".tg-frame svg")) {
            const frame = svg.getBoundingClientRect();
            for (const text of svg.querySelectorAll("text")) {
                const box = text.getBoundingClientRect();
                if (box.width && (box.left < frame.left - 8 || box.right > frame.right + 8 ||
                    box.top < frame.top - 2 || box.bottom > frame.bottom + 2)) words.push(text.textContent);
            }
        }
        return words;
    """
    assert made.evaluate(out) == []
    for setting in ([possible(name, seed)] for seed in (8, 9, 10)):
        made.drive(setting)
        assert made.evaluate(out) == [], setting


def test_every_kind_of_layer_is_drawn(stage):
    made = stage("stubborn")
    made.drive([{"kind": "b", "t": 4}])
    seen = """return [...root.querySelectorAll(".tg-frame .tg-text")]
        .filter((e) => e.getBoundingClientRect().width).map((e) => e.textContent);"""
    words = made.evaluate(seen)
    assert set(words) == {
        "x",
        "y",
        "area",
        "curve",
        "half a curve",
        "line",
        "bar",
        "arrow",
        "t is 4.00",
        "a point",
    }
    paths = made.evaluate(
        "return [...root.querySelectorAll('.tg-frame svg > g > g > path')].map((e) => e.getAttribute('d'));"
    )
    assert len(paths) >= 8
    assert all(re.fullmatch(r"[MLZ\d.,eE-]+", d) for d in paths)
    svg = made.root.locator(".tg-frame svg")
    width, height = (float(svg.get_attribute(name)) for name in ("width", "height"))

    def place(x, y):
        across = MARGIN["left"] + x / 10 * (width - MARGIN["left"] - MARGIN["right"])
        return across, height - MARGIN["bottom"] - y / 10 * (height - MARGIN["top"] - MARGIN["bottom"])

    def ends(d):
        points = [tuple(map(float, p.split(","))) for p in re.split("[MLZ]", d) if p]
        return points[0], points[-1]

    curve = next(d for d in paths if ends(d)[0] == pytest.approx(place(0, 0), abs=0.02) and "Z" not in d)
    assert ends(curve)[1] == pytest.approx(place(10, 4), abs=0.02)
    half = [d for d in paths if ends(d)[0] == pytest.approx(place(5, 3), abs=0.02)]
    assert len(half) == 1  # it begins where its root is defined
    line = next(d for d in paths if ends(d)[0] == pytest.approx(place(0, 8), abs=0.02))
    assert line.count("L") == 4  # a step line through three points
    made.drive([{"kind": "a"}])
    assert "t is 4.00" not in made.evaluate(seen)


@pytest.mark.parametrize("screen", SCREENS)
def test_drawing_follows_the_width(stage, screen):
    made = stage("stubborn", screen)
    made.press("pin")
    for width in (360, 700, 520):
        made.page.set_viewport_size({"width": width, "height": 740})
        made.page.wait_for_function(
            "(() => { const f = document.querySelector('.tg-frame');"
            " return Math.abs(f.querySelector('svg').getAttribute('width') - f.clientWidth) <= 1; })()"
        )
        made.check(made.state())
        assert made.state()["ghosts"] == 2
        assert made.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# --- what the reader takes away ---------------------------------------------------------------


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
    page = made.page.context.new_page()
    page.set_content(f"<!doctype html><title>x</title>{files[0]}")
    assert page.evaluate(f"[...document.querySelectorAll('svg svg path')]{SHAPES}") == made.evaluate(
        f"return [...root.querySelectorAll('.tg-frame svg path')]{SHAPES};"
    )


SHAPES = ".map((e) => e.getAttribute('d'))"
THEME = "theme => { document.documentElement.dataset.theme = theme; }"


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


# --- without scripts, in the dark, on a phone -------------------------------------------------


@pytest.mark.parametrize(
    ("name", "screen"), [*((name, "phone") for name in PICTURES), ("stubborn", "desktop")]
)
def test_before_scripts(new_page, shelf, name, screen):
    page = new_page(**SCREENS[screen], java_script_enabled=False)
    page.goto((shelf / f"{name}.html").as_uri())
    picture = PICTURES[name]()
    images = page.locator("[data-explorer] img")
    assert images.count() == len(picture.panels)
    for k in range(images.count()):
        box = images.nth(k).bounding_box()
        assert box["width"] > 250
        assert box["height"] == pytest.approx(box["width"] * 400 / 560, abs=1)
        assert box["x"] + box["width"] <= SCREENS[screen].get("width", 1280)
        assert len(images.nth(k).get_attribute("alt")) > 20
    assert page.locator("[data-explorer] [name]").last.is_disabled()
    assert "when scripts are allowed" in page.locator("noscript").inner_text()
    values = explorers.run(picture, spec_of(name), {})
    for item in spec_of(name)["readouts"]:
        text, value = reading(item, values)
        shown = page.locator(f'[data-readout="{item["name"]}"]')
        assert shown.text_content() == text
        assert shown.get_attribute("data-value") == ("" if value is None else repr(value))


def test_nothing_jumps_when_the_script_takes_over(new_page, shelf):
    sizes = []
    for scripts in (False, True):
        page = new_page(java_script_enabled=scripts)
        page.goto((shelf / "all.html").as_uri())
        if scripts:
            for name in PICTURES:
                page.wait_for_selector(f'[data-explorer="{name}"][data-alive]')
        frames = page.locator(".tg-frame")
        sizes.append([frames.nth(k).bounding_box()["height"] for k in range(frames.count())])
    assert sizes[0] == pytest.approx(sizes[1], abs=1.5)


CONTRAST = """
    const parse = (c) => { const p = c.match(/[\\d.]+/g).map(Number); return [...p.slice(0, 3), p[3] ?? 1]; };
    const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3]));
    const light = (c) => {
        const linear = (x) => (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = c.map((x) => linear(x / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (e) => {
        if (!e) return [255, 255, 255];
        const own = parse(getComputedStyle(e).backgroundColor);
        return own[3] === 1 ? own.slice(0, 3) : over(own, ground(e.parentElement));
    };
    const found = [];
    for (const e of root.querySelectorAll("*")) {
        const words = [...e.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
        const box = e.getBoundingClientRect();
        if (!words.length || box.width < 2 || e.matches("script, style, noscript, option")) continue;
        const style = getComputedStyle(e);
        const color = parse(e.namespaceURI.endsWith("svg") ? style.fill : style.color);
        for (let up = e; up; up = up.parentElement) color[3] *= Number(getComputedStyle(up).opacity);
        const back = ground(e);
        const [a, b] = [light(over(color, back)), light(back)].sort((p, q) => q - p);
        const text = words.map((n) => n.data.trim()).join(" ");
        found.push([(a + 0.05) / (b + 0.05), text, over(color, back).join()]);
    }
    return found;
"""


@pytest.mark.parametrize(
    ("name", "screen"), [*((name, "desktop") for name in PICTURES), ("stubborn", "phone")]
)
def test_words_can_be_read_in_both_themes(stage, name, screen):
    made = stage(name, screen)
    colors, grounds = [], []
    for theme in ("light", "dark"):
        made.page.evaluate(THEME, theme)
        found = made.evaluate(CONTRAST)
        assert len(found) > 8
        assert [(round(ratio, 2), words) for ratio, words, _ in found if ratio < 4.5] == [], theme
        colors.append([color for _, _, color in found])
        grounds.append(made.evaluate("return getComputedStyle(root).backgroundColor;"))
    assert all(a != b for a, b in zip(*colors, strict=True))
    assert grounds[0] != grounds[1]


@pytest.mark.parametrize("name", PICTURES)
def test_phone_is_wide_enough(stage, name):
    made = stage(name, "phone")
    wide = """
        const out = (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("svg, .tg-hidden");
        const found = [...root.querySelectorAll("*")].filter(out).map((e) => e.outerHTML.slice(0, 80));
        return [document.documentElement.scrollWidth, innerWidth, ...found];
    """
    assert made.evaluate(wide) == [360, 360]
    made.drive([possible(name, 2)])
    made.press("pin")
    assert made.evaluate(wide) == [360, 360]
    for k in range(4):
        assert made.root.locator("button").nth(k).bounding_box()["height"] >= 24


@pytest.mark.parametrize("name", PICTURES)
def test_focus_is_seen_and_reaches_everything(stage, name):
    made = stage(name)
    reached = []
    made.page.evaluate(THEME, "dark" if len(name) % 2 else "light")
    for _ in range(len(made.picture.controls) + 4):
        made.page.keyboard.press("Tab")
        reached.append(
            made.evaluate(
                "const e = document.activeElement; const s = getComputedStyle(e);"
                "return [e.name || e.dataset.do, s.outlineStyle, parseFloat(s.outlineWidth), s.outlineColor,"
                " getComputedStyle(root).backgroundColor,"
                " Boolean(e.labels?.[0]?.textContent.trim() || e.textContent)];"
            )
        )
    assert [r[0] for r in reached] == [*(c.name for c in made.picture.controls), "pin", "reset", "svg", "csv"]
    for _, style, width, color, ground, named in reached:
        assert style == "solid"
        assert width >= 2
        assert color != ground
        assert named


def test_the_system_may_be_dark(stage):
    # The theme of the page decides, not the system: a light page stays readable.
    made = stage("stubborn", dark=True)
    assert made.evaluate("return getComputedStyle(root).backgroundColor;") == "rgb(255, 255, 255)"


# --- the same module in a notebook ------------------------------------------------------------

HOST = """async (given) => {
    const { default: module } = await import("./widget.js");
    const state = given;
    const listeners = {};
    globalThis.log = [];
    globalThis.model = {
        get: (name) => state[name],
        set(name, value) {
            log.push(["set", name, value]);
            if (state[name] === value) return;
            state[name] = value;
            (listeners[`change:${name}`] ?? []).forEach((f) => f());
        },
        on: (event, f) => (listeners[event] ??= []).push(f),
        off: (event, f) => (listeners[event] = listeners[event].filter((g) => g !== f)),
        save_changes: () => log.push(["save"]),
    };
    globalThis.stop = module.render({ model, el: document.getElementById("el") });
    globalThis.count = () => Object.values(listeners).flat().length;
}"""


def test_notebook(new_page, address):
    page = new_page()
    page.goto(f"{address}/widget.html")
    explorer = tg.explore(stubborn())
    page.evaluate(HOST, {"spec": json.loads(json.dumps(explorer.spec)), **explorer.settings})
    made = Stage(page, "stubborn")
    made.check(made.state())
    # Python sets a trait
    page.evaluate("model.set('t', 4.5)")
    state = made.state()
    assert state["inputs"]["t"] == "4.5"
    made.check(state)
    # the reader moves a control: the trait is set and saved
    page.evaluate("log.length = 0")
    made.drive([{"t": 3}, {"kind": "b"}])
    assert page.evaluate("log") == [["set", "t", 3], ["save"], ["set", "kind", "b"], ["save"]]
    made.check(made.state())
    assert urlsplit(page.url).fragment == ""  # a notebook's address is its own
    # arrow keys stay with the slider
    assert made.slider("t").get_attribute("data-lm-suppress-shortcuts") == "true"
    page.evaluate("stop()")
    assert page.evaluate("count()") == 0
