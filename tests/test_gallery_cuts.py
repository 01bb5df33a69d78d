"""The pictures of equal and balanced cuts, number by number, against the roads."""

import explorers
import numpy as np
import pytest
from explorers import layers
from explorers import values as run

import tradegames as tg
from tradegames.picture.spec import reading, trouble
from tradegames.reciprocity import RULES, least_ratio

NEAR = {"rel": 1e-8, "abs": 1e-8}
WORDS = {
    None: "both gain by every step",
    0: "country 1’s welfare falls in the end",
    1: "country 2’s welfare falls in the end",
}


def readouts(name, values):
    return {item["name"]: reading(item, values) for item in explorers.data(name)["readouts"]}


def settings(name, n):
    return explorers.random_settings(explorers.picture(name), n, seed=5)


def played(setting):
    """The game of a setting with costs, or with a ratio and c1 = 1."""
    costs = {"c1": setting["c1"], "c2": setting["c2"]} if "c1" in setting else {"c1": 1}
    costs.setdefault("c2", 10 - 9 * setting.get("r", 1))
    return tg.TariffGame(alpha=10, gamma=setting["gamma"], surplus=setting["surplus"], **costs)


def drawn(values, mark):
    return not (mark.get("when") is not None and not values[mark["when"]])


def turner(road):
    """Which country loses at the end of a road, if one does; the index, or None."""
    slopes = road.marginal_welfare(road.limit)
    falling = [k for k in (0, 1) if slopes[k] < 0]
    return falling[0] if falling else None


def check_verdict(words, road):
    slopes = road.marginal_welfare(road.limit)
    if min(abs(s) for s in slopes) > 1e-8:
        assert words == WORDS[turner(road)]


@pytest.mark.parametrize("name", ["equal_roads", "five_roads"])
def test_roads(name):
    seen = 0
    for setting in settings(name, 150):
        game = played(setting)
        equilibrium = game.equilibrium()
        values = run(name, setting)
        possible = not trouble(explorers.data(name), values)
        assert possible == (min(equilibrium.outcome.exports) >= 0.01)
        if not possible:
            continue
        seen += 1
        road = RULES[setting.get("rule", "equal")](game)
        x = setting["share"] * road.limit
        read = readouts(name, values)
        number = {key: value for key, (_, value) in read.items()}
        assert (number["t1"], number["t2"]) == pytest.approx(road.tariffs(x), **NEAR)
        assert (number["gain_1"], number["gain_2"]) == pytest.approx(road.gains(x), **NEAR)
        check_verdict(read["verdict"][0], road)
        if name == "equal_roads":
            assert number["cut"] == pytest.approx(x, **NEAR)
            assert (number["f1"], number["f2"]) == pytest.approx(equilibrium.outcome.exports, **NEAR)
            assert number["lead"] == pytest.approx(np.subtract(*road.gains(x)), **NEAR)
            assert number["end"] == pytest.approx(max(road.tariffs(road.limit)), **NEAR)
        else:
            for rule, make in RULES.items():
                way = make(game)
                assert number[rule] == pytest.approx(np.subtract(*way.gains(way.limit)), **NEAR)

        # The curves: the roads in the plane of tariffs (the chosen rule's solid), gains beside it.
        along = np.linspace(0, 1, explorers.data(name)["points"])
        shown = [m for m in layers(name, "curve", 0) if drawn(values, m)]
        assert len(shown) == (1 if name == "equal_roads" else 5)
        for rule, mark in zip(RULES, shown, strict=False):
            way = RULES[rule](game)
            t1, t2 = way.tariffs(along * way.limit)
            assert values[mark["x"]] == pytest.approx(t1, **NEAR)
            assert values[mark["y"]] == pytest.approx(t2, **NEAR)
            assert mark["dash"] == (rule != setting.get("rule", "equal"))
        gains = road.gains(along * road.limit)
        curves = {m["color"]: values[m["y"]] for m in layers(name, "curve", 1)}
        assert curves["blue"] == pytest.approx(gains[0], **NEAR)
        assert curves["orange"] == pytest.approx(gains[1], **NEAR)
        if name == "equal_roads":
            assert curves["green"] == pytest.approx(gains[0] - gains[1], **NEAR)
    assert seen > 40


@pytest.mark.parametrize("name", ["equal_map", "rules_map"])
def test_maps(name):
    seen = 0
    for setting in settings(name, 150):
        game = played(setting)
        values = run(name, setting)
        read = readouts(name, values)
        number = {key: value for key, (_, value) in read.items()}
        low = {"exact": 0.75, "published": 1.25}[setting["surplus"]] * setting["gamma"]
        assert number["closed"] == pytest.approx(low, **NEAR)
        if abs(setting["r"] - low) < 1e-6:
            continue
        if setting["r"] < low:
            assert read["verdict"][0] == "there is no road: firm 2 exports nothing"
            assert read["slope_1" if name == "equal_map" else "end_1"] == ("no exports", None)
            continue
        seen += 1
        road = RULES[setting.get("rule", "equal")](game)
        check_verdict(read["verdict"][0], road)
        if name == "equal_map":
            slopes = road.marginal_welfare(setting["share"] * road.limit)
            assert (number["slope_1"], number["slope_2"]) == pytest.approx(slopes, **NEAR)
            assert number["apart"] == pytest.approx(slopes[0] - slopes[1], **NEAR)
            least = least_ratio("equal", setting["gamma"], setting["surplus"])
            assert number["line"] == pytest.approx(max(least, low), abs=1e-7)
        else:
            gains = road.gains(road.limit)
            assert (number["end_1"], number["end_2"]) == pytest.approx(gains, **NEAR)
            if abs(gains[0] - gains[1]) > 1e-8:
                who = "country 1, the leading one" if gains[0] > gains[1] else "country 2, the lagging one"
                assert read["more"][0] == who
    assert seen > 40


@pytest.mark.parametrize("surplus", ["exact", "published"])
def test_borders_of_the_maps(surplus):
    """Closed curve and lines of numbers lie where somebody's marginal gain at the end is zero."""
    values = run("equal_map", {"surplus": surplus})
    (curve,) = layers("equal_map", "curve", 0)
    xs, ys = values[curve["x"]], values[curve["y"]]
    assert xs[-1] == pytest.approx(1 if surplus == "exact" else 2 / 7**0.5)
    inner = slice(1, -1)
    assert ys[inner] == pytest.approx(least_ratio("equal", xs[inner], surplus), abs=1e-8)

    for rule in RULES:
        values = run("rules_map", {"surplus": surplus, "rule": rule})
        lines = [m for m in layers("rules_map", "line", 0) if drawn(values, m)]
        assert len(lines) == (rule != "cumulative")
        for line in lines:
            for x, y in line["points"][1::8]:
                gamma, ratio = float(values[x]), float(values[y])
                game = tg.TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * (ratio + 1e-7), surplus=surplus)
                road = RULES[rule](game)
                assert min(road.marginal_welfare(road.limit)) == pytest.approx(0, abs=1e-4) or (
                    gamma > 2 / 7**0.5
                )
        sliver = layers("rules_map", "area", 0)[1]
        assert drawn(values, sliver) == (rule == "cumulative" and surplus == "published")
