"""The pictures of "The tariff each country chooses", number by number, against the game."""

import math

import explorers
import numpy as np
import pytest
from explorers import layers, values

import tradegames as tg

NEAR = {"rel": 1e-9, "abs": 1e-9}


def readouts(name, setting):
    return explorers.readouts(name, values(name, setting))


def settings(name, n=300):
    return explorers.random_settings(explorers.picture(name), n, seed=11)


@pytest.mark.parametrize("setting", settings("own_tariff"))
def test_own_tariff(setting):
    game = tg.TariffGame(
        alpha=10, gamma=setting["gamma"], c1=setting["c1"], c2=setting["c2"], surplus=setting["surplus"]
    )
    equilibrium = game.equilibrium()
    here = game.outcome(setting["t1"], setting["t2"])
    best = game.outcome(equilibrium.t1, setting["t2"])
    read = {name: value for name, (_, value) in readouts("own_tariff", setting).items()}
    assert read["t1_star"] == pytest.approx(equilibrium.t1, **NEAR)
    assert read["t2_star"] == pytest.approx(equilibrium.t2, **NEAR)
    assert read["welfare"] == pytest.approx(here.welfare[0], **NEAR)
    assert read["gain"] == pytest.approx(best.welfare[0] - here.welfare[0], **NEAR)
    assert read["gain"] >= -1e-9
    assert (read["f1"], read["f2"]) == pytest.approx(here.exports, **NEAR)
    if best.exports[1] > 1e-9:
        assert read["imports"] == pytest.approx(best.exports[1], **NEAR)
    else:
        assert read["imports"] is None

    # The curve of welfare: highest at t1*, whatever t2, and the dots on it.
    run = values("own_tariff", setting)
    t1 = np.linspace(0, 8, explorers.data("own_tariff")["points"])
    free = game.outcome(0, 0).welfare[0]
    curve = layers("own_tariff", "curve", 0)[-1]
    assert curve["label"] == "welfare W₁"
    assert run[curve["x"]] == pytest.approx(t1, **NEAR)
    assert run[curve["y"]] == pytest.approx(game.outcome(t1, setting["t2"]).welfare[0] - free, **NEAR)
    peak, dot = layers("own_tariff", "point", 0)
    assert (run[peak["x"]], run[peak["y"]]) == pytest.approx((equilibrium.t1, best.welfare[0] - free), **NEAR)
    assert (run[dot["x"]], run[dot["y"]]) == pytest.approx((setting["t1"], here.welfare[0] - free), **NEAR)
    assert run[peak["y"]] >= run[curve["y"]].max() - 1e-9

    # What the parts add up to is welfare; a higher t2 takes away the same everywhere.
    parts = sum(run[mark["y"]] for mark in layers("own_tariff", "curve", 0)[:3])
    lost = game.outcome(0, setting["t2"]).welfare[0] - free
    assert parts + lost == pytest.approx(run[curve["y"]], **NEAR)

    # The strips of best replies are there exactly where the best tariff keeps imports out.
    strips = [bool(run[mark["when"]]) for mark in layers("own_tariff", "area", 1)]
    margin = [
        t - barrier
        for t, barrier in zip((equilibrium.t1, equilibrium.t2), game.prohibitive_tariffs(), strict=True)
    ]
    for shown, regime, distance in zip(strips, equilibrium.regime, margin, strict=True):
        if abs(distance) > 1e-9 or distance == 0:
            assert shown == (regime == "prohibitive")


@pytest.mark.parametrize("setting", settings("proposition1"))
def test_proposition1(setting):
    cost = 10 - setting["r"] * 9
    read = readouts("proposition1", setting)
    number = {name: value for name, (_, value) in read.items()}
    assert number["c2"] == pytest.approx(cost, **NEAR)
    assert number["threshold"] == pytest.approx((math.sqrt(17) - 3) / 2, abs=1e-14)
    assert number["end"] == pytest.approx(0.8, abs=1e-14)
    for surplus in ("published", "exact"):
        game = tg.TariffGame(alpha=10, gamma=setting["gamma"], c1=1, c2=cost, surplus=surplus)
        equilibrium = game.equilibrium()
        trade = equilibrium.outcome.exports[1]
        if trade > 1e-9:
            assert number[surplus] == pytest.approx(equilibrium.t1 - equilibrium.t2, **NEAR)
            assert equilibrium.regime == ("interior", "interior")
        elif setting["r"] < 1 - 1e-9:
            assert read[surplus] == ("no exports", None)
        if surplus == "published":
            assert (trade > 1e-9) == (number["exports"] > 1e-9)
            assert number["exports"] == pytest.approx(trade, **NEAR) or trade < 1e-9
            assert (setting["gamma"] < number["last"] - 1e-9) == (number["exports"] > 1e-9)


@pytest.mark.parametrize("r", [0.5, 0.6, 0.702, 0.75, 0.82, 0.95, 1.0])
def test_curves_of_proposition1_are_solid_only_where_there_is_trade(r):
    run = values("proposition1", {"gamma": 0.3, "r": r})
    curves = {mark["label"]: mark for mark in layers("proposition1", "curve", 0) if mark["label"]}
    for surplus, last in (("published", 4 * r / 5), ("exact", min(1, 4 * r / 3))):
        gammas, gaps = run[curves[surplus]["x"]], np.broadcast_to(run[curves[surplus]["y"]], 121)
        assert gammas[-1] == pytest.approx(last, abs=1e-12)
        for gamma, gap in zip(gammas[:-1], gaps[:-1], strict=True):
            game = tg.TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * r, surplus=surplus)
            equilibrium = game.equilibrium()
            assert equilibrium.t1 - equilibrium.t2 == pytest.approx(gap, **NEAR)
            assert equilibrium.outcome.exports[1] > 0 or math.isclose(gamma, last, abs_tol=1e-9)


def test_map_of_proposition1():
    # Each level line has its level; the orange triangle is where the reversal has trade.
    run = values("proposition1", {})
    for mark in layers("proposition1", "curve", 1):
        level = float(mark["label"].replace("−", "-"))
        line = zip(run[mark["x"]], run[mark["y"]], strict=True)
        points = [(gamma, r) for gamma, r in line if np.isfinite(r) and 0.1 < r < 1]
        assert len(points) > 20
        for gamma, r in points:
            equilibrium = tg.TariffGame(
                alpha=10, gamma=gamma, c1=1, c2=10 - 9 * r, surplus="published"
            ).equilibrium()
            assert equilibrium.t1 - equilibrium.t2 == pytest.approx(level, abs=1e-9)
            assert equilibrium.outcome.exports[1] >= 0
    none, reversal = layers("proposition1", "area", 1)
    (_, top), (low_x, low_y) = [(run[x], run[y]) for x, y in reversal["edges"]]
    assert top == pytest.approx(1)
    for gamma, r in zip(low_x[1:-1], low_y[1:-1], strict=True):
        for ratio, trade in ((r + 1e-6, True), (r - 1e-6, False)):
            equilibrium = tg.TariffGame(
                alpha=10, gamma=gamma, c1=1, c2=10 - 9 * ratio, surplus="published"
            ).equilibrium()
            assert (equilibrium.outcome.exports[1] > 1e-9) == trade
            if trade:
                assert equilibrium.t1 > equilibrium.t2
    assert run[none["edges"][0][1]].min() >= 0.5 - 1e-12


@pytest.mark.parametrize("setting", settings("dilemma"))
def test_dilemma(setting):
    game = tg.TariffGame(alpha=10, **setting)
    equilibrium = game.equilibrium()
    read = readouts("dilemma", setting)
    number = {name: value for name, (_, value) in read.items()}
    nash, free = equilibrium.outcome.welfare, game.outcome(0, 0).welfare
    gains = free[0] - nash[0], free[1] - nash[1]
    assert (number["gain_1"], number["gain_2"]) == pytest.approx(gains, **NEAR)
    assert (number["t1_star"], number["t2_star"]) == pytest.approx((equilibrium.t1, equilibrium.t2), **NEAR)
    words = read["verdict"][0]
    if min(gains) > 1e-8:
        assert words.startswith("yes")
    elif min(gains) < 0:
        assert words == f"no: country {1 + gains.index(min(gains))} prefers the tariff war"
    gap = sorted((10 - setting["c1"], 10 - setting["c2"]))
    assert number["ratio"] == pytest.approx(gap[0] / gap[1], **NEAR)
    if abs(number["ratio"] - number["line"]) > 1e-6:
        assert (number["ratio"] > number["line"]) == words.startswith("yes")
    assert number["line_0"] == pytest.approx(math.sqrt(0.3), abs=1e-14)

    # The four cells hold both welfares; each pair of arrows points one way only.
    run = values("dilemma", setting)
    cells = [float(run[mark["value"]]) for mark in layers("dilemma", "label", 0)]
    expected = [
        w for t1 in (0, equilibrium.t1) for t2 in (0, equilibrium.t2) for w in game.outcome(t1, t2).welfare
    ]
    assert cells == pytest.approx(expected, **NEAR)
    arrows = layers("dilemma", "arrow", 0)
    shown = [bool(run[mark["when"]]) for mark in arrows]
    assert shown[:4] == [equilibrium.t1 > 0] * 2 + [equilibrium.t2 > 0] * 2
    for k in (0, 1):
        assert shown[4 + 2 * k] != shown[5 + 2 * k]
        if abs(gains[k]) > 1e-8:
            assert shown[4 + 2 * k] == (gains[k] > 0)
