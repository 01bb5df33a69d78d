"""A stage for each explorer: alone on its page, with the network cut, beside what Python says."""

import math
import threading
from functools import cache

import explorers
import pytest
import sympy as sp
from serve import server

import tradegames as tg
from tradegames.picture import marks as m
from tradegames.picture.spec import reading, spec, trouble

PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}
SCREENS = {"desktop": {}, "phone": PHONE}
THEME = "theme => { document.documentElement.dataset.theme = theme; }"
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


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Return the folder of the pages; one of them is a host for the widget, without any explorer."""
    folder = tmp_path_factory.mktemp("shelf")
    explorers.bare_page(folder, [])  # for the files that lie beside it
    (folder / "widget.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="explorer.css"><div id="el"></div>',
        "utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def shelf(folder):
    """Return what writes the page of an explorer, or "all" of them on one page, where it is not there yet."""

    @cache
    def page(name):
        made = [tg.explore(PICTURES[one]()) for one in (PICTURES if name == "all" else [name])]
        return explorers.bare_page(folder, made, f"{name}.html")

    return page


@pytest.fixture(scope="session")
def address(folder):
    with server(folder) as httpd:
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
    const bad = () => {
        for (const part of [root.cloneNode(false), ...root.children]) {
            if (part.tagName === "SCRIPT") continue;
            const text = part.outerHTML, k = text.search(/NaN|undefined|Infinity|\\[object/);
            if (k >= 0) return text.slice(Math.max(k - 40, 0), k + 50);
        }
        return "";
    };
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
        bad: bad(),
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
        page, file = new_page(**{**SCREENS[screen], **options}), shelf(name)
        made = Stage(page, name, (file.as_uri() if disk else f"{address}/{file.name}") + hash)
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
