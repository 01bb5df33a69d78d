"""The explorers in a browser: what is drawn, and points that are dragged."""

import re

import explorers
import numpy as np
import pytest
from stage import MARGIN, PICTURES, SCREENS, possible, spec_of

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


def draggable(made):
    # ("", "") is a point that stays.
    return any(any(getattr(x, "drag", ())) for panel in made.picture.panels for x in panel.layers)


@pytest.mark.parametrize("name", PICTURES)
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

    assert bool(dragged(made, move)) is draggable(made)


@pytest.mark.parametrize("name", PICTURES)
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

    assert bool(dragged(made, move)) is draggable(made)


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


SHAPES = """
    const seen = (e) => !e.closest("[style*='display: none']");
    const attributes = (e) => ["d", "transform", "text-anchor"].map((name) => e.getAttribute(name));
    const all = [...root.querySelectorAll(".tg-frame svg *")].filter(seen);
    const words = (e) => (e.childElementCount ? "" : e.textContent); // what is hidden may stand in a group
    return all.map((e) => [e.tagName, words(e), ...attributes(e)].join());
"""


@pytest.mark.parametrize("name", PICTURES)
def test_moved_drawing_is_the_one_made_anew(stage, name):
    # What does not depend on a control is left alone when that moves.
    made = stage(name)
    made.drive([possible(name, seed) for seed in (3, 4, 5)])
    moved = made.evaluate(SHAPES)
    for width in ("400px", ""):
        made.page.evaluate(f"document.body.style.width = '{width}'")
        made.page.evaluate(FRAMES)
    assert len(moved) > 10
    assert made.evaluate(SHAPES) == moved


def misses(places, d):
    """Return how far the places lie from a path, at most, in pixels."""
    parts = [
        [[float(x) for x in p.split(",")] for p in part.split("L")]
        for part in d.replace("Z", "").split("M")[1:]
    ]
    least = np.full(len(places), np.inf)
    for part in map(np.array, parts):
        for a, b in zip(part, [*part[1:], part[-1]], strict=True):
            along = np.clip((places - a) @ (b - a) / max((b - a) @ (b - a), 1e-12), 0, 1)
            least = np.minimum(least, np.hypot(*(places - a - along[:, None] * (b - a)).T))
    return least.max(initial=0)


@pytest.mark.parametrize("name", ["stubborn", "own_tariff", "iso_curves", "linked_replies"])
def test_curves_pass_all_their_places(stage, name):
    # Stretches that are as good as straight are written as their two ends.
    made, spec = stage(name), spec_of(name)
    setting = {control.name: control.value for control in made.picture.controls}
    values, checked = explorers.run(made.picture, spec, setting), 0
    for k, panel in enumerate(spec["panels"]):
        svg = made.root.locator(".tg-frame").nth(k).locator("svg").first
        paths = svg.locator("> g > g > path").evaluate_all("all => all.map((e) => e.getAttribute('d') ?? '')")
        ends = [(MARGIN["left"], float(svg.get_attribute("width")) - MARGIN["right"])]
        ends += [(float(svg.get_attribute("height")) - MARGIN["bottom"], MARGIN["top"])]
        for layer in panel["layers"]:
            if layer["kind"] != "curve" or not values[layer["when"]]:
                continue
            axes = [
                (np.broadcast_to(values[layer[a]], 121), panel[a], end)
                for a, end in zip("xy", ends, strict=True)
            ]
            places = [
                low + (v - axis["low"]) / (axis["high"] - axis["low"]) * (high - low)
                for v, axis, (low, high) in axes
            ]
            places = np.array(places).T
            places = places[np.isfinite(places).all(1)]
            assert min(misses(places, d) for d in paths if d) < 0.07
            checked += 1
    assert checked
