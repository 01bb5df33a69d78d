"""The pictures of "Two firms, two tariffs": every number is the model's and all stays inside its frame."""

import itertools
import re

import explorers
import numpy as np
import pytest

import tradegames as tg
from tradegames.page.static_html import skeleton
from tradegames.picture.gallery import two_firms
from tradegames.picture.marks import Choice
from tradegames.picture.spec import inputs, reading

NAMES = two_firms.__all__
LEGEND = {"market": (5, 5), "prices": (10,), "surplus_areas": (10, 10)}  # where the legend begins, by panel


def drawn(name, setting):
    """Return the values of the tape and what is read out."""
    data = explorers.data(name)
    values = explorers.run(explorers.picture(name), data, setting)
    return values, {item["name"]: reading(item, values) for item in data["readouts"]}


def games(setting, names=("exact", "published")):
    fields = {key: setting[key] for key in ("gamma", "c1", "c2")}
    return [tg.TariffGame(alpha=10, surplus=name, **fields) for name in names]


def every_corner(picture):
    """Return all settings with each control at an end, at its start or halfway."""
    places = [
        [value for value, _ in c.options]
        if isinstance(c, Choice)
        else sorted({float(c.low), (c.low + c.high) / 2, float(c.value), float(c.high)})
        for c in picture.controls
    ]
    return [dict(zip((c.name for c in picture.controls), p, strict=True)) for p in itertools.product(*places)]


def demand(setting, own, other):
    """What a unit sells for, written here a second time."""
    return 10 - own - setting["gamma"] * other


def expected_market(s):
    game, _ = games(s)
    outcome = game.outcome(s["t1"], 0)
    barrier = game.prohibitive_tariffs()[0]
    d, f = outcome.home_sales[0], outcome.exports[1]
    return {"d1": d, "f2": f, "total": d + f, "barrier": barrier if barrier > 0 else "none needed"}


def expected_prices(s):
    game, _ = games(s)

    def sold(tariff):
        outcome = game.outcome(tariff, 0)
        return outcome.home_sales[0], outcome.exports[1]

    d, f = sold(s["t1"])
    p1, p2 = demand(s, d, f), demand(s, f, d)
    found = {"p1": p1 if d > 0 else "not sold"}
    if f <= 0:
        return {**found, "p2": "not sold", "kept": "not sold", "share": "nothing imported"}
    small = 1e-6
    at = [(demand(s, f_, d_), d_, f_) for d_, f_ in (sold(s["t1"] - small), sold(s["t1"] + small))]
    if all((d_ > 0) == (d > 0) and f_ > 0 for _, d_, f_ in at):  # no kink nearby
        found["share"] = pytest.approx((at[1][0] - at[0][0]) / (2 * small), abs=1e-6)
    return {**found, "p2": p2, "kept": p2 - s["t1"]}


def expected_welfare_parts(s):
    (game,) = games(s, (s["surplus"],))
    o = game.outcome(s["t1"], s["t2"])
    fields = {
        "profit": o.profit,
        "surplus": o.consumer_surplus,
        "revenue": o.tariff_revenue,
        "welfare": o.welfare,
    }
    return {f"{name}_{i + 1}": pair[i] for name, pair in fields.items() for i in (0, 1)}


def expected_surplus_areas(s):
    exact, published = (game.outcome(s["t1"], 0) for game in games(s))
    d, f = exact.home_sales[0], exact.exports[1]
    a, b = exact.consumer_surplus[0], published.consumer_surplus[0]
    return {"first": d * d / 2, "second": f * f / 2, "cross": a - b, "exact": a, "published": b}


EXPECTED = {
    "market": expected_market,
    "prices": expected_prices,
    "welfare_parts": expected_welfare_parts,
    "surplus_areas": expected_surplus_areas,
}


@pytest.mark.parametrize("name", NAMES)
def test_readouts_are_the_models(name):
    picture = explorers.picture(name)
    settings = explorers.random_settings(picture, 300) + every_corner(picture)[::7]
    seen, words = set(), set()
    for setting in settings:
        _, shown = drawn(name, setting)
        for key, value in EXPECTED[name](setting).items():
            text, number = shown[key]
            seen.add(key)
            if isinstance(value, str):
                words.add(value)
                assert (text, number) == (value, None), (setting, key)
            else:
                close = value if not isinstance(value, float | int) else pytest.approx(value, abs=1e-9)
                assert number == close, (setting, key)
    assert seen == {item.name for item in picture.readouts}
    # Random settings reach the corners: every phrase that may stand for a number was seen.
    assert words == {item.otherwise for item in picture.readouts if item.otherwise}


def test_price_is_cost_plus_sales_where_a_firm_sells():
    for s in explorers.random_settings(explorers.picture("prices"), 300):
        game, _ = games(s)
        o = game.outcome(s["t1"], 0)
        d, f = o.home_sales[0], o.exports[1]
        if d > 0:
            assert demand(s, d, f) == pytest.approx(s["c1"] + d)
        if f > 0:
            assert demand(s, f, d) == pytest.approx(s["c2"] + s["t1"] + f)


@pytest.mark.parametrize("name", NAMES)
def test_everything_stays_in_its_frame(name):
    """Bars, dots and words keep inside; curves keep below the legend, and none has a gap."""
    picture, data = explorers.picture(name), explorers.data(name)
    checked = set()
    for setting in every_corner(picture) + explorers.random_settings(picture, 100):
        values, _ = drawn(name, setting)
        for k, panel in enumerate(data["panels"]):
            (x0, x1), (y0, y1) = ((panel[a]["low"], panel[a]["high"]) for a in "xy")
            for layer in panel["layers"]:
                kind = layer["kind"]
                xs, ys = {"bar": ("at", "value"), "area": ("", "")}.get(kind, ("x", "y"))
                if kind == "area":
                    pairs = layer["edges"]
                elif kind == "line":
                    pairs = layer["points"]
                else:
                    pairs = [(layer[xs], layer[ys])]
                for x, y in pairs:
                    x, y = np.asarray(values[x]), np.asarray(values[y])
                    assert np.isfinite(x).all(), (setting, layer)
                    assert np.isfinite(y).all(), (setting, layer)
                    if kind == "curve":  # cut at the frame, but never drawn over the legend
                        inside = (x >= x0) & (x <= x1)
                        assert (y[inside] <= LEGEND[name][k] + 1e-9).all(), (setting, layer)
                        continue
                    assert ((x >= x0 - 1e-9) & (x <= x1 + 1e-9)).all(), (setting, layer)
                    assert ((y >= y0 - 1e-9) & (y <= y1 + 1e-9)).all(), (setting, layer)
                    if kind == "point":
                        assert (y <= LEGEND[name][k] + 1e-9).all(), (setting, layer)
                if kind == "bar":
                    assert y0 <= values[layer["base"]] <= y1, (setting, layer)
                checked.add(kind)
    assert checked >= ({"bar", "label"} if name == "welfare_parts" else {"line", "label"})


def test_bars_add_up():
    data = explorers.data("welfare_parts")
    for setting in explorers.random_settings(explorers.picture("welfare_parts"), 60):
        values, _ = drawn("welfare_parts", setting)
        for panel in data["panels"]:
            bars = [layer for layer in panel["layers"] if layer["kind"] == "bar"]
            ends = [(values[b["base"]], values[b["value"]]) for b in bars]
            assert [e[0] for e in ends] == pytest.approx([0, ends[0][1], ends[1][1], 0])
            assert ends[3][1] == pytest.approx(ends[2][1])
            # The number over a bar is its height.
            numbers = [values[m["value"]] for m in panel["layers"] if m["kind"] == "label"]
            assert numbers == pytest.approx([top - base for base, top in ends])


def area(values, layer):
    """Return what an area encloses (the shoelace formula)."""
    edges = [np.broadcast_arrays(values[x], values[y]) for x, y in layer["edges"]]
    x, y = (np.concatenate([np.broadcast_to(e[k], 121) for e in edges]) for k in (0, 1))
    return abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def test_areas_are_as_large_as_they_say():
    data = explorers.data("surplus_areas")
    areas = [layer for layer in explorers.marks(data) if layer["kind"] == "area"]
    assert len(areas) == 3
    for setting in explorers.random_settings(explorers.picture("surplus_areas"), 100):
        values, shown = drawn("surplus_areas", setting)
        sizes = [area(values, layer) for layer in areas]
        assert sizes == pytest.approx([shown[n][1] for n in ("first", "cross", "second")], abs=1e-9)


@pytest.mark.parametrize("corner", ["imports", "home", "none"])
def test_curves_end_where_their_good_stops_being_sold(corner):
    setting = {
        "imports": {"t1": 2.0, "gamma": 1.0, "c1": 0.0, "c2": 6.0},  # no imports at any tariff
        "home": {"t1": 0.0, "gamma": 1.0, "c1": 8.0, "c2": 0.0},
        "none": {"t1": 2.0, "gamma": 0.0, "c1": 1.0, "c2": 2.0},
    }[corner]
    data = explorers.data("prices")
    values, _ = drawn("prices", setting)
    ends = {
        layer["color"]: np.broadcast_to(values[layer["x"]], 121)[[0, -1]]
        for layer in explorers.marks(data)
        if layer["kind"] == "curve"
    }
    wanted = {
        "imports": {"blue": (0, 10), "orange": (0, 0)},
        "home": {"blue": (6, 10), "orange": (0, 9)},
        "none": {"blue": (0, 10), "orange": (0, 8)},
    }[corner]
    for color, pair in wanted.items():
        assert ends[color] == pytest.approx(np.array(pair))
    assert ends["purple"] == pytest.approx(ends["orange"])
    # A good that is not sold at any tariff has no dot.
    dots = {m["color"]: m["when"] for m in explorers.marks(data) if m["kind"] == "point"}
    hidden = {color for color, when in dots.items() if when is not None and not values[when]}
    assert hidden == ({"orange", "purple"} if corner == "imports" else set())


@pytest.mark.parametrize("name", NAMES)
def test_description_is_filled_in(name):
    picture, data = explorers.picture(name), explorers.data(name)
    named = set(re.findall(r"\{(\w+)\}", picture.alt))
    assert named
    assert named <= {item.name for item in picture.readouts}
    for setting in explorers.random_settings(picture, 10):
        values, shown = drawn(name, setting)
        page = skeleton(data, values, inputs(picture.controls, setting), still=True)
        (alt,) = re.findall(r'alt="([^"]*)"', page)[:1]
        assert "{" not in alt
        assert all(shown[key][0] in alt for key in named)


@pytest.mark.parametrize("name", NAMES)
def test_axes_name_their_units(name):
    for panel in explorers.picture(name).panels:
        for axis in (panel.x, panel.y):
            assert axis.ticks or "unit" in axis.label
