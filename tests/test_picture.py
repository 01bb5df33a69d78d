"""Pictures as data: what a picture refuses, what its spec holds, and the matplotlib renderer."""

import json
import re
from datetime import date
from xml.etree import ElementTree

import explorers
import numpy as np
import pytest
import sympy as sp
from matplotlib.figure import Figure

from tradegames.picture import marks as m
from tradegames.picture.spec import CURVE_POINTS, decimals, inputs, position, show, spec, trouble
from tradegames.picture.still import SIZE, draw, svg
from tradegames.picture.tape import Tape

T = m.Slider("t", "tariff", 0, 10, 0.5, 2)
KIND = m.Choice("kind", "kind", (("a", "the first"), ("b", "the second")), "a")
AXES = m.Axis("x", 0, 10), m.Axis("y", 0, 10)


def picture(*layers, controls=(T, KIND), name="test", **more):
    return m.Picture(
        name=name, title="A test", alt="A test.", panels=(m.Panel(*AXES, layers),), controls=controls, **more
    )


EVERY_KIND = (
    m.Curve(10 * m.U, T.symbol * m.U, "curve", "blue", dash=True, label_at=0.5),
    m.Curve(10 * m.U, sp.sqrt(m.U - 0.5), "half"),
    m.Line(((0, 0), (T.symbol, 3), (9, T.symbol)), "line", "green", step=True),
    m.Area.between(10 * m.U, 0, m.U * T.symbol, label="area"),
    m.Area(edges=((m.U, m.U), (1 - m.U, m.U)), color="sky"),
    m.Contour(m.X * m.Y / 10 + T.symbol, (1, 3, 4)),
    m.Contour(m.X - m.Y, (0.0,), fill=True, color="gold"),
    m.Point(T.symbol, 3, "point", drag=("t", "")),
    m.Arrow(1, 1, T.symbol, 5, "arrow"),
    m.Bar(2, T.symbol, 1, 0.5, "bar"),
    m.Bar(3, T.symbol, horizontal=True),
    m.Label(5, 5, "now {value}", T.symbol / 3, 3, anchor="end"),
    m.Label(5, 6, "only in the second", when=sp.Eq(KIND.symbol, 1)),
)


@pytest.mark.parametrize("name", ["u", "x", "y", "no name", "1st", "", "t"])
def test_names(name):
    with pytest.raises(
        ValueError, match=rf"^Picture 'test': a name must be an identifier, .* used once; got {name!r}$"
    ):
        picture(controls=(T, m.Slider(name, "", 0, 1, 0.1, 0.5)))
    with pytest.raises(ValueError, match=rf"got {name!r}$"):
        picture(controls=(T,), readouts=(m.Readout(name, "", 1),))


@pytest.mark.parametrize(
    ("control", "got"),
    [
        (m.Slider("s", "", 0, 1, 0.1, 1.5), "1.5"),
        (m.Slider("s", "", 0, 1, 0.1, -0.1), "-0.1"),
        (m.Slider("s", "", 0, 1, 0.1, float("nan")), "nan"),
        (m.Slider("s", "", 1, 0, 0.1, 0.5), "0.5"),
        (m.Slider("s", "", 0, 1, 0, 0.5), "0.5"),
        (m.Slider("s", "", 0, 1, -1, 0.5), "0.5"),
        (m.Choice("s", "", (("a", "A"),), "b"), "'b'"),
    ],
)
def test_controls_start_inside_their_range(control, got):
    with pytest.raises(
        ValueError, match=rf"^Picture 'test': s must start inside its range; got {re.escape(got)}$"
    ):
        picture(controls=(control,))


def test_colors():
    with pytest.raises(ValueError, match=r"Picture 'test': color must be one of blue, .*; got 'pink'$"):
        picture(m.Point(1, 1, color="pink"))
    with pytest.raises(ValueError, match=r"color must be one of .*; got 'pink'$"):
        picture(readouts=(m.Readout("r", "", 1, color="pink"),))


@pytest.mark.parametrize(
    "layer",
    [
        m.Point(sp.Symbol("t2"), 1),
        m.Curve(m.U, sp.Symbol("t2") * m.U),
        m.Line(((0, 0), (1, sp.Symbol("t2")))),
        m.Contour(m.X + sp.Symbol("t2"), (1,)),
        m.Label(0, 0, "", sp.Symbol("t2")),
        m.Point(1, 1, when=sp.Symbol("t2") > 0),
    ],
)
def test_unknown_symbols(layer):
    with pytest.raises(ValueError, match=r"^Picture 'test': no control sets t2$"):
        spec(picture(layer))


@pytest.mark.parametrize(
    ("layer", "name"), [(m.Point(m.U, 1), "u"), (m.Curve(m.X, m.U), "x"), (m.Contour(m.U, (1,)), "u")]
)
def test_running_symbols_belong_to_their_layers(layer, name):
    with pytest.raises(ValueError, match=rf"no control sets {name}$"):
        spec(picture(layer))


def test_unknown_symbols_in_numbers_and_conditions():
    with pytest.raises(ValueError, match="no control sets q"):
        spec(picture(readouts=(m.Readout("r", "", sp.Symbol("q")),)))
    with pytest.raises(ValueError, match="no control sets q"):
        spec(picture(conditions=(m.Condition(sp.Symbol("q"), ""),)))


def test_choice_picks():
    expression = KIND.pick(a=T.symbol, b=-T.symbol)
    assert [expression.subs({KIND.symbol: k, T.symbol: 3}) for k in (0, 1)] == [3, -3]
    three = m.Choice("k", "", (("a", ""), ("b", ""), ("c", "")), "b")
    assert [three.pick(c=7, b=6, a=5).subs(three.symbol, k) for k in range(3)] == [5, 6, 7]
    with pytest.raises(
        ValueError, match=r"Choice\.pick must name each option of kind, \['a', 'b'\]; got \['a'\]"
    ):
        KIND.pick(a=1)


def test_settings_become_numbers():
    made = inputs((T, KIND), {"kind": "b"})
    assert {name: made[name] for name in ("t", "kind")} == {"t": 2.0, "kind": 1.0}
    assert len(made["u"]) == CURVE_POINTS
    assert (made["u"][0], made["u"][-1]) == (0, 1)
    with pytest.raises(ValueError, match="no control is named tt"):
        inputs((T, KIND), {"tt": 1})


@pytest.mark.parametrize("value", [10.5, -1, float("nan"), float("inf"), "3", None, True, 1j])
def test_slider_refuses(value):
    with pytest.raises(ValueError, match=rf"^t must lie between 0 and 10; got {re.escape(repr(value))}$"):
        position(T, value)


@pytest.mark.parametrize("value", ["c", 0, None, "A"])
def test_choice_refuses(value):
    with pytest.raises(ValueError, match=rf"^kind must be one of a, b; got {value!r}$"):
        position(KIND, value)


def test_area_between_is_closed():
    edges = m.Area.between(m.U * 4, m.U, 3 + m.U).edges
    (x0, high), (x1, low) = edges
    assert (x0.subs(m.U, 1), high.subs(m.U, 1)) == (4, 4)
    assert (x1.subs(m.U, 0), low.subs(m.U, 0)) == (4, 1)
    assert (x1.subs(m.U, 1), low.subs(m.U, 1)) == (0, 0)


@pytest.mark.parametrize(
    ("step", "digits"),
    [
        (1, 0),
        (5, 0),
        (0.5, 1),
        (0.1, 1),
        (0.05, 2),
        (0.25, 2),
        (0.01, 2),
        (0.125, 3),
        (1e-6, 6),
        (2.5, 1),
        (30, 0),
    ],
)
def test_digits_of_a_slider(step, digits):
    assert decimals(step) == digits


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1.23456, 3, "1.235"), (-0.0001, 3, "0.000"), (-0.5, 0, "-1"), (2.5, 0, "3"), (0.125, 2, "0.13"),
     (1.0625, 3, "1.063"), (-1.0625, 3, "-1.063"), (1234567.0, 1, "1234567.0"),
     (1.005, 2, "1.00"), (0.0, 2, "0.00")],
)  # fmt: skip
def test_show(value, digits, text):
    assert show(value, digits) == text


def test_page_shows_numbers_alike(tmp_path):
    words = (explorers.PAGE / "js" / "words.js").as_uri()
    random = np.random.default_rng(5)
    values = [
        *(random.normal(size=300) * 10.0 ** random.integers(-6, 7, 300)),
        *(random.integers(-99, 99, 200) / 16),
    ]
    given = [[float(v), int(d)] for v in values for d in (0, 1, 2, 3, 4)]
    steps = [1, 5, 0.5, 0.1, 0.05, 0.25, 0.01, 0.125, 1e-6, 2.5, 30, 0.001]
    program = f"""
        const {{ show, setting }} = await import({json.dumps(words)});
        const sliders = given.steps.map((step) => setting({{ step, format: "number" }}, 3 * step));
        const odd = setting({{ step: 0.5, format: "number" }}, 1.234);
        const day = setting({{ step: 1, format: "date" }}, 20194);
        console.log(JSON.stringify([given.values.map(([v, d]) => show(v, d)), sliders, odd, day]));
    """
    shown, sliders, odd, day = json.loads(
        explorers.node(program, tmp_path, {"values": given, "steps": steps})
    )
    assert shown == [show(v, d) for v, d in given]
    assert sliders == [show(3 * step, decimals(step)) for step in steps]
    assert odd == "1.234"
    assert day == date(2025, 4, 16).isoformat()


def test_trouble():
    t = T.symbol
    made = picture(
        readouts=(m.Readout("r", "a root", sp.sqrt(t - 1), when=t < 9),),
        conditions=(
            m.Condition(8 - t, "t is too high by {value}."),
            m.Condition(sp.sqrt(t - sp.Rational(1, 8)), "no root: {value}"),
        ),
    )
    data = spec(made)

    def at(value):
        return trouble(data, explorers.run(made, data, {"t": value}))

    assert at(2) == at(8) == ""
    assert at(8.25) == "t is too high by 0.250."
    assert at(0.5) == "“a root” has no value at this setting."
    assert at(0) == "no root: an unknown amount"


# --- every picture of the gallery -------------------------------------------------------------


@pytest.mark.parametrize("name", explorers.NAMES)
def test_spec_is_small_plain_data(name):
    data = explorers.data(name)
    text = json.dumps(data, allow_nan=False)
    assert json.dumps(json.loads(text)) == text
    held = sum(len(json.dumps(args)) for op, *args in data["tape"] if op == "table")
    assert len(text) - held < 40_000 and held < 120_000
    assert data["name"] == explorers.picture(name).name == name
    assert (
        json.dumps(spec(getattr(explorers.tg.gallery, name)()), allow_nan=False) == text
    )  # made alike twice


@pytest.mark.parametrize("name", explorers.NAMES)
def test_no_step_is_idle(name):
    # A step that nobody reads would be computed in vain at each redraw.
    data = explorers.data(name)
    needed = set(explorers.kept(data))
    assert data["keep"] == sorted(needed)
    for k in range(len(data["tape"]) - 1, -1, -1):
        op, *args = data["tape"][k]
        if k in needed and op not in ("num", "var", "table"):
            needed |= set(args)
    assert needed == set(range(len(data["tape"])))


@pytest.mark.parametrize("name", explorers.NAMES)
def test_sliders_reach_their_ends(name):
    for control in explorers.picture(name).controls:
        if isinstance(control, m.Slider):
            for value in (control.high, control.value):
                k = (value - control.low) / control.step
                assert abs(k - round(k)) < 1e-9, f"{control.name}: {value} is between two steps"


@pytest.mark.parametrize("name", explorers.NAMES)
def test_picture_is_drawn(name):
    made, data = explorers.picture(name), explorers.data(name)
    for setting in ({}, *explorers.random_settings(made, 6)):
        values = explorers.run(made, data, setting)
        if trouble(data, values):
            assert setting
            continue
        given = values, inputs(made.controls, setting), data["grid"]
        texts = [svg(panel, *given) for panel in data["panels"]]
        for text in texts:
            root = ElementTree.fromstring(text)
            assert root.get("viewBox") == f"0 0 {SIZE[0] * 0.75:g} {SIZE[1] * 0.75:g}"
            assert not re.search(r"\bnan\b|\binf\b", text)
            assert len(text) < 60_000
        if not setting:
            assert texts == [svg(panel, *given) for panel in data["panels"]]  # drawn alike twice
            words = " ".join("".join(ElementTree.fromstring(text).itertext()) for text in texts)
            assert all(panel[axis]["label"] in words for panel in data["panels"] for axis in "xy")


@pytest.mark.parametrize("name", explorers.NAMES)
def test_description(name):
    made = explorers.picture(name)
    assert len(made.alt) > 60
    named = set(re.findall(r"\{(\w*)\}", made.alt))
    assert named and named <= {r.name for r in made.readouts}
    assert all(panel.title for panel in made.panels[1:])


# --- the renderer, kind by kind ---------------------------------------------------------------


def test_every_kind_is_drawn():
    assert {layer.kind for layer in EVERY_KIND} == set(explorers.FIELDS)
    made = picture(*EVERY_KIND)
    data = spec(made)
    for setting, hidden in (({"kind": "a"}, True), ({"kind": "b"}, False)):
        values = explorers.run(made, data, setting)
        text = svg(data["panels"][0], values, inputs(made.controls, setting), data["grid"])
        words = "".join(ElementTree.fromstring(text).itertext())
        for label in ("curve", "half", "line", "area", "point", "arrow", "bar", "now 0.667"):
            assert label in words
        assert ("only in the second" in words) is not hidden


def test_what_is_drawn_is_what_the_tape_says():
    made = picture(
        m.Curve(10 * m.U, T.symbol * m.U),
        m.Line(((0, 0), (T.symbol, 3), (9, 1)), step=True),
        m.Point(T.symbol, 3),
    )
    data = spec(made)
    axes = Figure().add_axes((0, 0, 1, 1))
    setting = {"t": 4.0}
    draw(
        axes,
        data["panels"][0],
        explorers.run(made, data, setting),
        inputs(made.controls, setting),
        data["grid"],
    )
    curve, line, point = (np.column_stack(drawn.get_data()) for drawn in axes.lines)
    np.testing.assert_allclose(curve[[0, 60, -1]], [[0, 0], [5, 2], [10, 4]])
    assert line.tolist() == [[0, 0], [4, 0], [4, 3], [9, 3], [9, 1]]
    assert point.tolist() == [[4, 3]]
    assert axes.get_xlim() == axes.get_ylim() == (0, 10)


def test_undefined_stretches_are_gaps():
    made = picture(
        m.Curve(10 * m.U, sp.log(m.U - 0.5)), m.Area(edges=((m.U, sp.log(m.U - 2)),), label="nowhere")
    )
    data = spec(made)
    values = explorers.run(made, data, {})
    text = svg(data["panels"][0], values, inputs(made.controls, {}), data["grid"])
    assert "nan" not in text
    assert "nowhere" not in text
    assert np.isnan(Tape(data["tape"]).run(inputs(made.controls, {}))[data["panels"][0]["layers"][0]["y"]][0])
