"""The explorers in a browser: without scripts, in the dark, on a phone, and in a notebook."""

import json
from urllib.parse import urlsplit

import explorers
import pytest
from stage import PICTURES, SCREENS, THEME, Stage, possible, spec_of, stubborn

import tradegames as tg
from tradegames.picture.spec import reading

# --- without scripts, in the dark, on a phone -------------------------------------------------


@pytest.mark.parametrize(
    ("name", "screen"), [*((name, "phone") for name in PICTURES), ("stubborn", "desktop")]
)
def test_before_scripts(new_page, shelf, name, screen):
    page = new_page(**SCREENS[screen], java_script_enabled=False)
    page.goto(shelf(name).as_uri())
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
        page.goto(shelf("all").as_uri())
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
