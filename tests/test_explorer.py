"""The explorer in Python: traits that speak, numbers that follow, and the static page it becomes."""

import json
import re
from html.parser import HTMLParser

import anywidget
import explorers
import pytest
import sympy as sp
import traitlets

import tradegames as tg
from tradegames.picture import marks as m
from tradegames.picture.spec import decimals, show


def made(**more):
    t = m.Slider("t", "tariff <t>", 0, 10, 0.25, 2, "per unit")
    kind = m.Choice("kind", 'kind & "kin"', (("a", "a <first>"), ("b", "the second")), "a")
    parts = {
        "readouts": (
            m.Readout("double", "twice <t>", 2 * t.symbol, "units & more", 2),
            m.Readout("root", "root", sp.sqrt(t.symbol - 1), when=t.symbol > 1, otherwise="none <yet>"),
            m.Readout("word", "word", kind.symbol, words=("alpha", "</script>")),
        ),
        "conditions": (m.Condition(9 - t.symbol, "t is too high by {value}."),),
        **more,
    }
    layers = (m.Point(t.symbol, kind.pick(a=1, b=2), drag=("t", "")),)
    panel = m.Panel(m.Axis("x", 0, 10), m.Axis("y", 0, 10), layers)
    return m.Picture(
        "made", "<b>Title</b> & more", 'Twice is {double}, "word" is {word}.', (panel,), (t, kind), **parts
    )


class Reader(HTMLParser):
    """Collects elements with their attributes and texts, and checks that they nest."""

    VOID = ("input", "img", "br", "meta", "link")

    def __init__(self, text):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        element = {"tag": tag, "text": "", **dict(attributes)}
        assert len(dict(attributes)) == len(attributes)
        self.elements.append(element)
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, words):
        for element in self.open:
            element["text"] += words

    def find(self, **wanted):
        wanted = {name.replace("_", "-"): value for name, value in wanted.items()}
        return [e for e in self.elements if all(e.get(k, object) == v for k, v in wanted.items())]

    def one(self, **wanted):
        (element,) = self.find(**wanted)
        return element

    def all(self, tag):
        return [e for e in self.elements if e["tag"] == tag]


def html(explorer):
    return explorer._repr_mimebundle_()[0]["text/html"]


# --- traits -----------------------------------------------------------------------------------


def test_controls_are_traits():
    explorer = tg.explore(made())
    assert isinstance(explorer, anywidget.AnyWidget)
    assert explorer.settings == {"t": 2.0, "kind": "a"}
    explorer.t = 3
    explorer.kind = "b"
    assert (explorer.t, explorer.kind) == (3.0, "b")
    assert type(explorer.t) is float
    assert explorer.settings == {"t": 3.0, "kind": "b"}
    assert tg.explore(made()).settings == {"t": 2.0, "kind": "a"}  # another explorer has its own


def test_traits_can_be_observed_and_linked():
    explorer, seen = tg.explore(made()), []
    explorer.observe(
        lambda change: seen.append((change["name"], change["old"], change["new"])), ["t", "kind"]
    )
    explorer.t = 3
    explorer.t = 3.0
    explorer.kind = "b"
    assert seen == [("t", 2.0, 3.0), ("kind", "a", "b")]
    other = tg.explore(made())
    traitlets.link((explorer, "t"), (other, "t"))
    other.t = 7.5
    assert explorer.t == 7.5
    assert set(explorer.trait_names(sync=True)) >= {"t", "kind", "spec"}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("t", 10.01, "t must lie between 0 and 10; got 10.01"),
        ("t", -1, "t must lie between 0 and 10; got -1"),
        ("t", float("nan"), "t must lie between 0 and 10; got nan"),
        ("t", "3", "t must lie between 0 and 10; got '3'"),
        ("t", None, "t must lie between 0 and 10; got None"),
        ("t", True, "t must lie between 0 and 10; got True"),
        ("kind", "c", "kind must be one of a, b; got 'c'"),
        ("kind", 1, "kind must be one of a, b; got 1"),
    ],
)
def test_trait_refuses(name, value, words):
    explorer = tg.explore(made())
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        setattr(explorer, name, value)
    assert explorer.settings == {"t": 2.0, "kind": "a"}


def test_readouts_follow():
    explorer = tg.explore(made())
    assert explorer.readouts == {"double": 4.0, "root": 1.0, "word": "alpha"}
    explorer.t, explorer.kind = 1, "b"
    assert explorer.readouts == {"double": 2.0, "root": "none <yet>", "word": "</script>"}
    explorer.t = 9.5
    with pytest.raises(ValueError, match=r"^t is too high by 0\.500\.$"):
        _ = explorer.readouts
    explorer.t = 9
    assert explorer.readouts["double"] == 18


def test_an_undefined_number_is_an_error():
    explorer = tg.explore(made(readouts=(m.Readout("double", "the log", sp.log(made().controls[0].symbol)),)))
    explorer.t = 0
    with pytest.raises(ValueError, match=r"^“the log” has no value at this setting\.$"):
        _ = explorer.readouts


def test_explore_refuses():
    with pytest.raises(TypeError, match=r"^explore must get a Picture; got <function market"):
        tg.explore(tg.gallery.market)
    with pytest.raises(ValueError, match=r"^Picture 'made': no control sets q$"):
        tg.explore(made(readouts=(m.Readout("double", "", sp.Symbol("q")),)))
    impossible = r"^Picture 'made' must start at a setting that is possible; c of -3\.000$"
    with pytest.raises(ValueError, match=impossible):
        tg.explore(
            made(conditions=(m.Condition(sp.Integer(3), ""), m.Condition(sp.Integer(-3), "c of -{value}")))
        )


# --- the static page --------------------------------------------------------------------------


def test_bundle_has_page_and_plain_text():
    data, _ = tg.explore(made())._repr_mimebundle_()
    assert data["text/plain"] == "Explorer 'made'"
    assert data["text/html"].startswith('<figure class="tg" data-explorer="made">')


def test_words_are_escaped():
    explorer = tg.explore(made())
    explorer.t, explorer.kind = 1, "b"
    text = html(explorer)
    reader = Reader(text)
    assert reader.one(**{"class": "tg-title"})["text"] == "<b>Title</b> & more"
    assert reader.all("b") == []
    assert reader.one(data_readout="root")["text"] == "none <yet>"
    assert reader.one(data_readout="word")["text"] == "</script>"
    assert [o["text"] for o in reader.all("option")] == ["a <first>", "the second"]
    assert reader.all("img")[0]["alt"] == 'Twice is 2.00, "word" is </script>.'
    (script,) = reader.all("script")
    assert json.loads(script["text"])["readouts"][2]["words"] == ["alpha", "</script>"]
    assert text.count("</script>") == 1


def test_page_starts_where_the_student_is():
    explorer = tg.explore(made())
    explorer.t, explorer.kind = 3.25, "b"
    reader = Reader(html(explorer))
    assert reader.one(tag="input", name="t")["value"] == "3.25"
    assert reader.one(data_readout="t")["text"] == "3.25"
    assert [("selected" in o) for o in reader.all("option")] == [False, True]
    assert reader.one(data_readout="double") | {"text": "6.50", "data-value": "6.5"} == reader.one(
        data_readout="double"
    )
    spec = json.loads(reader.all("script")[0]["text"])
    assert [c["value"] for c in spec["controls"]] == [3.25, "b"]


def test_page_of_an_impossible_setting_says_so():
    explorer = tg.explore(made())
    explorer.t = 10
    text = html(explorer)
    reader = Reader(text)
    assert reader.one(role="status")["text"] == "t is too high by 1.000. The picture shows its first setting."
    assert reader.one(data_readout="double")["data-value"] == "4.0"
    assert not re.search(r"\bnan\b", re.sub(r"base64,[^\"]+", "", text), re.IGNORECASE)


@pytest.mark.parametrize("name", explorers.NAMES)
def test_gallery_explorer(name):
    picture = explorers.picture(name)
    explorer = tg.explore(picture)
    assert explorer.settings == {c.name: c.value for c in picture.controls}
    first = explorer.readouts
    assert list(first) == [r.name for r in picture.readouts]
    moved = set()
    for setting in explorers.random_settings(picture, 30):
        for key, value in setting.items():
            setattr(explorer, key, value)
        assert explorer.settings == setting
        try:
            now = explorer.readouts
        except ValueError as error:
            assert any(error.args[0].startswith(c.message.split("{")[0]) for c in picture.conditions)
        else:
            moved |= {key for key in now if now[key] != first[key]}
    assert moved
    # each control matters to something that is drawn or read out
    used = {
        step[1]
        for layer in explorers.marks(explorer.spec)
        for step in layer.get("tape", ())
        if step[0] == "var"
    }
    used |= {step[1] for step in explorer.spec["tape"] if step[0] == "var"}
    assert {c.name for c in picture.controls} <= used


@pytest.mark.parametrize("name", explorers.NAMES)
def test_gallery_page(name):
    picture = explorers.picture(name)
    explorer = tg.explore(picture)
    text = html(explorer)
    assert len(text) < 200_000
    reader = Reader(text)
    root = reader.elements[0]
    assert (root["tag"], root["data-explorer"]) == ("figure", name)
    # controls: native inputs by name, each inside its label
    for control in picture.controls:
        element = reader.one(name=control.name)
        if isinstance(control, m.Slider):
            assert element["type"] == "range"
            assert [float(element[k]) for k in ("min", "max", "step", "value")] == [
                control.low, control.high, control.step, control.value,
            ]  # fmt: skip
            if control.format == "number":
                assert reader.one(data_readout=control.name)["text"] == show(
                    control.value, decimals(control.step)
                )
        else:
            assert element["tag"] == "select"
        assert control.label in " ".join(e["text"] for e in reader.all("label"))
    # numbers: each read-out, with its full value and its digits
    for item in picture.readouts:
        element, value = reader.one(data_readout=item.name), explorer.readouts[item.name]
        if isinstance(value, float):
            assert float(element["data-value"]) == value
            assert element["text"] == show(value, item.digits)
        else:
            assert element["data-value"] == ""
            assert element["text"] == value
    # a picture for each panel, described, with nothing left open
    images = reader.all("img")
    assert len(images) == len(picture.panels)
    for image in images:
        assert image["src"].startswith("data:image/svg+xml;base64,")
        assert len(image["alt"]) > 20
        assert not set("{}<>") & set(image["alt"])
        assert not re.search(r"\b(nan|inf|None|True|undefined)\b", image["alt"])
    # dead until a script comes, and said so
    assert "disabled" in reader.all("fieldset")[0]
    assert len({e["id"] for e in reader.elements if "id" in e}) == len(
        [e for e in reader.elements if "id" in e]
    )
    spec = json.loads(reader.one(tag="script")["text"])
    assert "html" not in spec
    assert html(tg.explore(explorers.picture(name))) == text  # two builds alike


@pytest.mark.parametrize("name", explorers.NAMES)
def test_widget_carries_its_markup(name):
    explorer = tg.explore(explorers.picture(name))
    reader = Reader(explorer.spec["html"])
    assert reader.all("img") == reader.all("script") == []
    assert len(reader.find(**{"class": "tg-frame"})) == len(explorers.picture(name).panels)
    json.dumps(explorer.spec, allow_nan=False)
