"""The pictures of "Retaliation", number by number, against worlds that are solved anew."""

import json

import explorers
import numpy as np
import pytest
from explorers import layers as marks
from explorers import values

import tradegames as tg
from tradegames.cge import scenarios, steps_2025
from tradegames.picture.gallery.tariff_war import (
    HIGH,
    LOW,
    RIVALRY,
    game_error,
    game_worlds,
    landmarks,
)
from tradegames.picture.gallery.war_2025 import CLOSURES, PLAYS, played

GAMES = list(game_worlds())


def readouts(name, setting):
    return explorers.readouts(name, values(name, setting))


def test_the_game_is_the_game():
    random = np.random.default_rng(5)
    assert game_error() < 0.006
    for name, war in game_worlds().items():
        for t1, t2 in random.uniform(LOW, HIGH, (4, 2)):
            read = readouts("tariff_war", {"t1": float(t1), "t2": float(t2), "game": name})
            exact = war.outcome(t1 / 100, t2 / 100).real_income
            for short, region in (("usa", "USA"), ("chn", "CHN"), ("row", "ROW")):
                assert read[short][1] == pytest.approx(exact[region], abs=0.008)


@pytest.mark.parametrize("game", ["standard", "jobs"])
def test_equilibria_of_the_game(game):
    end = game_worlds()[game].equilibrium()
    read = readouts("tariff_war", {"game": game, "rivalry": 0.0})
    assert read["nash1"][1] == pytest.approx(100 * end.points[0], abs=0.1)
    assert read["nash2"][1] == pytest.approx(100 * end.points[1], abs=0.1)
    assert read["verdict"][0].startswith("both are paid less" if end.dilemma else "both are paid more")


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("rivalry", [0.0, 0.4, 1.0])
def test_best_replies_cross_at_the_equilibrium_and_are_best(game, rivalry):
    setting = {"game": game, "rivalry": rivalry, "t1": 20.0, "t2": 10.0}
    run = values("tariff_war", setting)
    reply1, reply2 = marks("tariff_war", "curve", 0)
    nash = next(mark for mark in marks("tariff_war", "point", 0) if mark["label"] == "N")
    end = float(run[nash["x"]]), float(run[nash["y"]])
    for reply, own, other in ((reply1, 0, 1), (reply2, 1, 0)):
        place = run[reply["y" if own == 0 else "x"]], run[reply["x" if own == 0 else "y"]]
        assert (place[1].min() >= LOW) & (place[1].max() <= HIGH)
        assert np.interp(end[other], *place) == pytest.approx(end[own], abs=0.15)
    # The peaks of the two profiles stand at the best replies.
    read = readouts("tariff_war", setting)
    profiles = marks("tariff_war", "curve", 1)
    for name, curve in zip(("reply1", "reply2"), profiles, strict=True):
        x, y = run[curve["x"]], run[curve["y"]]
        peak = x[int(np.argmax(y))]
        said = read[name][1] if read[name][1] is not None else HIGH
        lost = y.max() - np.interp(said, x, y)
        assert abs(peak - said) < 3 and lost < 0.003
        axis = explorers.data("tariff_war")["panels"][1]["y"]
        assert axis["low"] <= y.min() and y.max() <= axis["high"]
        assert np.interp(0.0, x, y) == pytest.approx(0, abs=0.003)


def test_an_equilibrium_off_the_map_is_not_drawn():
    setting = {"game": "half", "rivalry": 1.0}
    read, run = readouts("tariff_war", setting), values("tariff_war", setting)
    assert read["nash1"] == ("50 points or more", None)
    assert read["verdict"][0] == "N lies off the map"
    nash = next(mark for mark in marks("tariff_war", "point", 0) if mark["label"] == "N")
    assert not run[nash["when"]]


def test_rivalry_stops_where_it_is_sampled():
    slider = next(c for c in explorers.picture("tariff_war").controls if c.name == "rivalry")
    assert np.allclose(np.arange(slider.low, slider.high + 1e-9, slider.step), RIVALRY)


def test_landmarks_are_means_of_the_war():
    b, points = tg.cge.load().benchmark, scenarios()["war"].tariffs
    goods = [s for s in b.sectors if s != "SVC"]
    chn, usa = b.regions.index("CHN"), b.regions.index("USA")
    value = np.array([b.trade[chn, usa, b.sectors.index(s)] for s in goods])
    mean = value @ [points["USA", "CHN", s] for s in goods] / value.sum()
    assert landmarks()["2018–19"][0] == pytest.approx(100 * mean)
    # The same war with one rate for all goods is nearly the same war.
    world = tg.cge.load()
    one, two = (p / 100 for p in landmarks()["2018–19"])
    even = tg.cge.TariffWar(world).outcome(one, two).real_income
    assert even.to_numpy() == pytest.approx(world.solve(points).real_income.to_numpy(), rel=0.03)


def test_steps_are_solved_at_each_stop():
    random, days, world = np.random.default_rng(1), steps_2025(), tg.cge.load(after="war")
    for play in PLAYS:
        for closure in CLOSURES:
            step = int(random.integers(1, len(days) + 1))
            tariffs = played(days[step - 1], play)
            exact = world.solve(tariffs, closure=closure)
            read = readouts("war_2025", {"step": step, "play": play, "closure": closure})
            assert read["day"][0] == days[step - 1].label
            for short, region in (("usa", "USA"), ("chn", "CHN"), ("row", "ROW")):
                assert read[short][1] == pytest.approx(exact.real_income[region], abs=0.0006)
            goods = exact.trade[exact.trade["sector"] != "SVC"]
            sold = goods.groupby(["exporter", "importer"])[["before", "after"]].sum().loc[("CHN", "USA")]
            assert read["sold"][1] == pytest.approx(100 * (sold.after / sold.before - 1), abs=0.0006)
            gdp = readouts(
                "war_2025", {"step": step, "play": play, "closure": closure, "measure": "real_gdp"}
            )
            assert gdp["chn"][1] == pytest.approx(exact.real_gdp["CHN"], abs=0.0006)


def test_steps_add_up():
    for play in ("all", "two"):
        total = 0.0
        for step in range(len(steps_2025()) + 1):
            read = readouts("war_2025", {"step": step, "play": play})
            total += read["step_usa"][1]
            assert total == pytest.approx(read["usa"][1], abs=1e-9)
    assert readouts("war_2025", {"step": 0})["day"][0] == "nothing yet"


def test_plays():
    april = {step.name: step for step in steps_2025()}["china_125"]
    pairs = {play: {key[:2] for key in played(april, play)} for play in PLAYS}
    assert pairs["all"] == {("USA", "CHN"), ("CHN", "USA"), ("USA", "ROW")}
    assert pairs["two"] == {("USA", "CHN"), ("CHN", "USA")}
    assert pairs["silent"] == {("USA", "CHN"), ("USA", "ROW")}
    assert pairs["answer"] == {("CHN", "USA")}
    assert pairs["kind"] == pairs["all"] | {("ROW", "USA")}
    assert played(april, "kind")["ROW", "USA", "TEX"] == april.tariffs["USA", "ROW", "TEX"]


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("closure", CLOSURES)
def test_steps_stay_inside_their_axes(play, closure):
    for measure in ("real_income", "real_gdp"):
        run = values("war_2025", {"play": play, "closure": closure, "measure": measure, "step": 3})
        for panel in explorers.data("war_2025")["panels"]:
            for line in (mark for mark in panel["layers"] if mark["kind"] == "line"):
                heights = [float(run[y]) for _, y in line["points"]]
                assert panel["y"]["low"] <= min(heights)
                assert max(heights) <= panel["y"]["high"]


@pytest.mark.parametrize("name", ["tariff_war", "war_2025"])
def test_pictures_are_light(name):
    assert len(json.dumps(explorers.data(name), separators=(",", ":"))) < 60_000
