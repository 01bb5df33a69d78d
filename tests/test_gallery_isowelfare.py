"""The pictures of iso-welfare curves, of the lens and of roads, number by number, against the game."""

import explorers
import numpy as np
import pytest
from explorers import layers, values
from explorers import readouts as read

import tradegames as tg
from tradegames import isowelfare
from tradegames.picture.spec import trouble
from tradegames.quadratic import quadratic

NEAR = {"rel": 1e-9, "abs": 1e-9}


ZONES = {
    (False, False): "both lose",
    (False, True): "X: only country 2 gains",
    (True, False): "Z: only country 1 gains",
    (True, True): "Y: both gain",
}


def possible(name, n):
    """Settings of which the picture shows something, with the game and its form."""
    found = []
    for setting in explorers.random_settings(explorers.picture(name), 9 * n, seed=5):
        run = values(name, setting)
        if not trouble(explorers.data(name), run):
            game = tg.TariffGame(
                alpha=10, gamma=setting["gamma"], c1=setting["c1"], c2=setting["c2"],
                surplus=setting.get("surplus", "exact"),
            )  # fmt: skip
            found.append((setting, run, game, quadratic(game)))
    assert len(found) >= n, len(found)
    return found[:n]


def gains(game, form, t1, t2):
    here, start = game.outcome(t1, t2).welfare, game.outcome(*form.peak).welfare
    return here[0] - start[0], here[1] - start[1]


def on_curve(run, mark, game, country, level):
    """Every point of a drawn curve has the welfare, as far as both firms sell there."""
    xs, ys = np.broadcast_arrays(run[mark["x"]], run[mark["y"]])
    form = quadratic(game)
    seen = np.isfinite(xs) & np.isfinite(ys)
    for k, t in enumerate((xs, ys)):
        with np.errstate(invalid="ignore"):
            seen = seen & (t >= form.floor[k]) & (t <= form.barrier[k])
    welfare = game.outcome(xs[seen], ys[seen]).welfare[country - 1]
    np.testing.assert_allclose(welfare, level, rtol=1e-9)
    return seen.sum()


def areas_hold(run, mark, good):
    """Between its two edges an area is good, outside them, a little up or down, it is not."""
    (x1, high), (x2, low) = [np.broadcast_arrays(run[x], run[y]) for x, y in mark["edges"]]
    assert x1 == pytest.approx(x2[::-1], **NEAR)
    low = low[::-1]
    for k in range(3, 118, 19):
        t1, bottom, top = x1[k], low[k], high[k]
        step = 1e-6
        if top - bottom < 4 * step:
            continue
        tries = (bottom + step, True), (bottom - step, False), (top - step, True), (top + step, False)
        for t2, inside in tries:
            assert good(t1, t2) == inside


def test_iso_curves():
    name, seen = "iso_curves", 0
    for setting, run, game, form in possible(name, 15):
        t = setting["t1"], setting["t2"]
        number = {key: value for key, (_, value) in read(name, run).items()}
        assert (number["t1_star"], number["t2_star"]) == pytest.approx(form.peak, **NEAR)
        assert (number["gain1"], number["gain2"]) == pytest.approx(gains(game, form, *t), **NEAR)
        for country in (1, 2):
            line = isowelfare.curve(game, country, t)
            assert number[f"slope{country}"] == pytest.approx(line.slope(t[country - 1]), **NEAR)
            *family, mine = layers(name, "curve", country - 1)
            seen += on_curve(run, mine, game, country, game.outcome(*t).welfare[country - 1])
            for eighths, mark in zip((1, 3, 5, 7), family, strict=True):
                place = [form.peak[country - 1]] * 2
                place[2 - country] = eighths / 8 * form.barrier[2 - country]
                seen += on_curve(run, mark, game, country, game.outcome(*place).welfare[country - 1])
    assert seen > 4_000


@pytest.mark.parametrize("tariff", ["t1", "t2"])
def test_the_words_change_on_the_edge_of_the_lens(tariff):
    game = tg.TariffGame(alpha=10, gamma=0.5, c1=1, c2=2)
    form = quadratic(game)
    seen = set()
    for value in np.arange(-14, 5.5, 0.25):
        setting = {"t1": 1.0, "t2": 1.0, tariff: float(value)}
        words = read("agreement", values("agreement", setting))["zone"][0]
        gain = gains(game, form, setting["t1"], setting["t2"])
        assert words == ZONES[gain[0] > 0, gain[1] > 0]
        seen.add(words)
    assert len(seen) == 3


def test_agreement():
    name = "agreement"
    zones = []
    for setting, run, game, form in possible(name, 20):
        t = setting["t1"], setting["t2"]
        words = read(name, run)
        gain, free = gains(game, form, *t), gains(game, form, 0, 0)
        zones.append(words["zone"][0])
        assert words["zone"][0] == ZONES[gain[0] > 0, gain[1] > 0]
        shown = [words[key][1] for key in ("gain1", "gain2", "free1", "free2")]
        assert shown == pytest.approx((*gain, *free), **NEAR)
        more = words["more"][0]
        if t[0] > form.peak[0] or t[1] > form.peak[1]:
            assert more == "a tariff is above t*"
        else:
            assert (more == "yes") == (isowelfare.tangency(game, *t) < 0)

        low = tuple(max(floor, -16.0) for floor in form.floor)
        for panel, lowest in ((0, (0.0, 0.0)), (1, low)):
            lens = isowelfare.lens(game, lowest)
            (area,) = layers(name, "area", panel)
            areas_hold(run, area, lens.contains)
            left = min(end[0] for end in lens.ends)
            assert run[area["edges"][0][0]].min() <= left + 1e-9
        rule = isowelfare.contract_curve(game, low)
        curve = next(mark for mark in layers(name, "curve", 1) if mark["label"] == "contract curve")
        first, second = rule.weights
        assert bool(run[curve["when"]]) == (first < second)
        if first < second:
            weights = first + (second - first) * np.linspace(0, 1, 121)
            for drawn, exact in zip((curve["x"], curve["y"]), rule.tariffs(weights), strict=True):
                np.testing.assert_allclose(run[drawn], exact, rtol=1e-7, atol=1e-9)
        if first < 1 < second:
            assert [words[key][1] for key in ("joint1", "joint2")] == pytest.approx(rule.tariffs(), **NEAR)
        else:
            assert words["joint1"][0] == "where a home firm is out"
        level = game.outcome(*t).welfare
        for panel in (0, 1):
            mine = [mark for mark in layers(name, "curve", panel) if mark["dash"]]
            for country, mark in zip((1, 2), mine, strict=True):
                on_curve(run, mark, game, country, level[country - 1])
    assert len(set(zones)) == 4


WORDS = {
    "all": "gains all the way to R",
    "back": "gives some back on the way, but at R it has most",
    "stop": "would rather stop on the way: it has more there than at R",
    "less": "has less on the way than at E",
    "lose": "would lose at R",
}


def expected_words(verdict, k):
    """The words for a country, from what the library says of the road."""
    start, target = verdict.start.welfare[k], verdict.target.welfare[k]
    if target < start:
        return WORDS["lose"]
    if verdict.leaves[k] is None:
        return WORDS["back"] if verdict.falls[k] else WORDS["all"]
    return None  # one of the two others


# What S0 draws: a feasible road, one on which country 2 stops at S, and one on which country 1 stops at T.
NAMED = {
    "EQR": ({}, WORDS["all"], WORDS["all"]),
    "ESR": ({"p1": 1.8, "p2": 2.75, "q1": 0.5, "q2": 1.6}, WORDS["all"], WORDS["stop"]),
    "ETR": ({"p1": 2.1, "p2": 1.95, "q1": 1.25, "q2": 0.8}, WORDS["stop"], WORDS["all"]),
}


@pytest.mark.parametrize("road", NAMED)
def test_named_roads(road):
    setting, *words = NAMED[road]
    shown = read("roads", values("roads", setting))
    assert [shown["verdict1"][0], shown["verdict2"][0]] == words
    assert [shown["fall1"][1], shown["fall2"][1]] == [2.0 if w == WORDS["stop"] else None for w in words]


def test_roads():
    name = "roads"
    seen = set()
    for setting, run, game, form in possible(name, 30):
        stops = [form.peak, *((setting[k + "1"], setting[k + "2"]) for k in "pqr")]
        verdict = isowelfare.feasible(game, stops)
        words = read(name, run)
        for k in (0, 1):
            got = words[f"verdict{k + 1}"][0]
            assert got == (expected_words(verdict, k) or got)
            if expected_words(verdict, k) is None:
                assert got in (WORDS["stop"], WORDS["less"])
            seen.add(got)
            place = verdict.falls[k]
            fall = words[f"fall{k + 1}"]
            assert fall[1] == (None if place is None else pytest.approx(place.at, abs=1e-9))
            gain = verdict.target.welfare[k] - verdict.start.welfare[k]
            assert words[f"whole{k + 1}"][1] == pytest.approx(gain, **NEAR)

            # Welfare along the road, and the dot where it begins to fall, in both panels.
            curve = layers(name, "curve", 1)[k]
            s = np.linspace(0, 3, 121)
            leg = np.minimum(s.astype(int), 2)
            corner = np.array(stops)
            t1, t2 = (corner[leg] + (s - leg)[:, None] * (corner[leg + 1] - corner[leg])).T
            np.testing.assert_allclose(run[curve["x"]], s, atol=1e-12)
            np.testing.assert_allclose(run[curve["y"]], gains(game, form, t1, t2)[k], rtol=1e-9, atol=1e-9)
            low = gains(game, form, t1, t2)[k].min()
            if got == WORDS["stop"]:
                assert low > -1e-6
            dots = layers(name, "point", 0)[k], layers(name, "point", 1)[k]
            assert [bool(run[dot["when"]]) for dot in dots] == [place is not None] * 2
            if place is not None:
                assert (run[dots[0]["x"]], run[dots[0]["y"]]) == pytest.approx(place.tariffs, **NEAR)
                change = place.welfare[k] - verdict.start.welfare[k]
                assert (run[dots[1]["x"]], run[dots[1]["y"]]) == pytest.approx((place.at, change), abs=1e-8)

        lens, grey = layers(name, "area", 0)
        areas_hold(run, lens, isowelfare.lens(game, (0.0, 0.0)).contains)
        gain = [verdict.target.welfare[k] - verdict.start.welfare[k] for k in (0, 1)]
        assert bool(run[grey["when"]]) == (min(gain) >= 0)
        if min(gain) > 1e-6 and all(r <= p for r, p in zip(stops[-1], form.peak, strict=True)):
            areas_hold(run, grey, isowelfare.region(game, stops[-1]).contains)
            seen.add("region")
    assert {WORDS["stop"], WORDS["less"], WORDS["lose"], "region"} <= seen
