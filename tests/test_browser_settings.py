"""The explorers in a browser: settings by keyboard, touch, link and button, and the numbers they give."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from stage import LAST_GOOD, PICTURES, Stage, chosen, possible

from tradegames.picture import marks as m

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
    for control in picture.controls:
        value = state["inputs"][control.name]
        assert (value if isinstance(control, m.Choice) else float(value)) == control.value
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


def test_each_explorer_keeps_to_its_own_address(new_page, address, shelf):
    page = new_page()
    page.goto(f"{address}/{shelf('all').name}")
    stages = [Stage(page, name) for name in PICTURES]
    asked = {}
    for k, made in enumerate(stages):
        setting = possible(made.name, 20 + k)
        (state,) = made.drive([setting])
        asked[made.name] = state
    last = f"{stages[-1].name}."
    page.wait_for_function("last => location.hash.includes(last)", arg=last)
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
