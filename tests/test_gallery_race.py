"""The pictures of "The race to substitute", number by number, against the race itself."""

from dataclasses import replace

import explorers
import numpy as np
import pytest
from explorers import values

from tradegames import decoupling as dc
from tradegames.picture.gallery.race import DISCOUNTS, EFFORTS, PERIODS, TRACK, race_scenarios
from tradegames.picture.spec import reading

RACES = race_scenarios()


def readouts(name, setting):
    run = values(name, setting)
    items = {item["name"]: item for item in explorers.data(name)["readouts"]}
    # What is read out in words is a position.
    return {
        key: float(np.asarray(run[item["value"]])) if item.get("words") else reading(item, run)[1]
        for key, item in items.items()
    }


def curve(name, panel, k, setting):
    run = values(name, setting)
    mark = [m for m in explorers.data(name)["panels"][panel]["layers"] if m["kind"] == "curve"][k]
    return run[mark["x"]], run[mark["y"]]


def test_steps_of_the_sliders_are_sampled():
    """Nothing that is read out where a slider can stop is interpolated."""
    random = np.random.default_rng(2)
    for scenario, start in RACES.items():
        for p, q in random.integers(1, 11, (12, 2)) / 10:
            game = replace(start, climb=(p, q))
            look, setting = game.outlook(), {"p1": p, "p2": q, "scenario": scenario}
            read = readouts("race", setting)
            assert read["end"] == int(look.likeliest())
            assert read["window1"] == pytest.approx(float(look.window[0]), abs=0.0051)
            assert read["window2"] == pytest.approx(float(look.window[1]), abs=0.0051)
            assert read["duration"] == pytest.approx(float(look.duration), abs=0.051)
            course = game.course(PERIODS)
            parts = course.calm, course.both, course.alone[0], course.alone[1]
            for k, part in enumerate(parts):
                time, share = curve("race", 1, k, setting)
                for t in (0, PERIODS // 2, PERIODS):
                    at = int(np.argmin(np.abs(time - t)))
                    if abs(time[at] - t) < 1e-9:
                        assert share[at] == pytest.approx(part[t], abs=0.016)


def test_the_map_is_the_map_of_ends():
    data = explorers.data("race")
    fills = [m for m in data["panels"][0]["layers"] if m["kind"] == "contour"]
    assert [m["color"] for m in fills] == ["gold", "purple", "blue", "orange"]
    run = readouts("race", {"p1": 0.1, "p2": 0.1, "scenario": "edge"})
    assert run["end"] == dc.ENDS.index("decoupling")
    assert readouts("race", {"p1": 1, "p2": 1, "scenario": "edge"})["end"] == dc.ENDS.index("trade")
    assert readouts("race", {"p1": 0.5, "p2": 0.9, "scenario": "uneven"})["longer"] == 0


@pytest.mark.parametrize("patience", DISCOUNTS)
def test_tracks(patience):
    option = f"d{round(100 * patience)}"
    track = dc.dual_track(
        replace(RACES["coercion"], climb=(TRACK["own"], 0.4), discount=patience),
        TRACK["leverage"], TRACK["climb"], points=len(EFFORTS),
    )  # fmt: skip
    terms = dc.bargain(replace(RACES["coercion"], discount=patience))
    for k, (a, b) in ((0, (0, 7)), (9, (5, 5)), (20, (10, 2))):
        setting = {"effort": EFFORTS[k], "p2": 0.4, "a": a, "b": b, "patience": option}
        read = readouts("tracks", setting)
        assert read["value"] == pytest.approx((1 - patience) * track.value[k], abs=1e-6)
        assert read["best"] == pytest.approx(track.best, abs=0.0051)
        assert read["speed_only"] == pytest.approx((1 - patience) * track.value[0], abs=1e-6)
        assert read["leverage_only"] == pytest.approx((1 - patience) * track.value[-1], abs=1e-6)
        assert read["payment"] == pytest.approx(terms.payment[a, b], abs=0.000051)


def test_tracks_stay_inside_their_axes():
    data = explorers.data("tracks")
    for patience in DISCOUNTS:
        for q in (0.1, 0.5, 1.0):
            setting = {"effort": 0.5, "p2": q, "a": 3, "b": 9, "patience": f"d{round(100 * patience)}"}
            for panel in (0, 1):
                _, y = curve("tracks", panel, 0, setting)
                axis = data["panels"][panel]["y"]
                assert axis["low"] <= np.nanmin(y) and np.nanmax(y) <= axis["high"]


# --- the course of a race


# The hawkish race goes all the way up, and both restrict on the top rungs for ever.
@pytest.mark.parametrize("select", ["peaceful", "hawkish"])
@pytest.mark.parametrize("name", RACES)
def test_a_course_is_the_outlook_period_by_period(name, select):
    game = replace(RACES[name], rungs=3, climb=(0.6, 0.8), select=select)
    course, look = game.course(400), game.outlook()
    total = course.calm + course.both + course.alone[0] + course.alone[1]
    assert total == pytest.approx(1)
    assert course.calm[-1] == pytest.approx(float(look.ends["trade"]), abs=1e-9)
    assert course.both[-1] == pytest.approx(float(look.ends["decoupling"]), abs=1e-9)
    if look.ends["one-sided"] == 0:
        assert course.alone[0].sum() == pytest.approx(float(look.window[0]), abs=1e-9)
        assert course.alone[1].sum() == pytest.approx(float(look.window[1]), abs=1e-9)
    assert all((np.diff(rung) >= -1e-12).all() and rung.max() < 3 + 1e-9 for rung in course.rungs)


def test_a_course_is_what_runs_do_on_average():
    game = replace(RACES["thaw"], climb=(0.8, 0.3))
    course = game.course(8)
    runs = np.array([game.path(8, seed).rungs for seed in range(200)])
    for k in (0, 1):
        # Late in the race all runs agree, so the spread is taken where it is largest.
        spread = runs[:, :, k].std(axis=0).max() / np.sqrt(len(runs))
        assert 0 < spread < 0.1
        assert (np.abs(runs[:, :, k].mean(axis=0) - course.rungs[k]) <= 4 * spread).all()
    with pytest.raises(ValueError, match=r"Race.course.periods must be at least 1; got 0"):
        game.course(0)
