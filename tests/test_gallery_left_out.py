"""The pictures of "What the model leaves out", number by number, against the world itself."""

import explorers
import numpy as np
import pytest
from explorers import layers
from explorers import values as run

import tradegames as tg
from tradegames.picture.gallery.left_out import (
    POINTS,
    RATES,
    SIGMAS,
    home_shares,
    one_sector_world,
    slopes,
)
from tradegames.picture.gallery.ten_points import bases, measured
from tradegames.picture.spec import reading


def readouts(name, setting):
    values = run(name, setting)
    return {item["name"]: reading(item, values)[1] for item in explorers.data(name)["readouts"]}


# --- solved, or straight on


@pytest.mark.parametrize(
    ("base", "points"), [("after", 10), ("after", 145), ("before", 5), ("before", 60), ("after", 0)]
)
def test_straight_lines(base, points):
    world = bases()[base]
    solved = world.solve({("USA", "CHN"): points / 100})
    here = measured(solved)
    read = readouts("straight_lines", {"base": base, "points": points})
    assert (read["goods"], read["china"], read["gdp"]) == pytest.approx(
        (here["goods"], here["real_income"], here["real_gdp"]), abs=6e-5
    )
    assert read["usa"] == pytest.approx(solved.real_income["USA"], abs=6e-5)
    lines = [read[name] for name in ("goods_line", "china_line", "usa_line", "gdp_line")]
    assert lines == pytest.approx([points * slope for slope in slopes(world)], abs=1e-12)
    if points:
        assert read["ratio"] == pytest.approx(read["china_line"] / read["china"])
    else:
        assert read["ratio"] is None


@pytest.mark.parametrize("base", ["after", "before"])
def test_lines_touch_the_curves(base):
    """A slope taken from the linearised equations is that of the solved ones: from above and below."""
    up = bases()[base].solve({("USA", "CHN"): 1e-3})
    down = bases()[base].solve({("USA", "CHN"): -1e-3})
    for k, (name, region) in enumerate(
        [("goods", "CHN"), ("real_income", "CHN"), ("real_income", "USA"), ("real_gdp", "CHN")]
    ):
        pair = [measured(s)[name] if region == "CHN" else float(getattr(s, name)[region]) for s in (up, down)]
        assert slopes(bases()[base])[k] == pytest.approx((pair[0] - pair[1]) / 0.2, rel=1e-3)


def test_the_curve_saturates_and_the_line_does_not():
    curve, line = layers("straight_lines", "curve", 1)[1], layers("straight_lines", "curve", 1)[0]
    values = run("straight_lines", {"base": "after", "points": 100})
    china = values[curve["y"]]
    assert (np.diff(china) <= 1e-9).all()
    assert china[-1] - china[len(china) // 2] > -0.02 > values[line["y"]][-1] + 1.5
    assert layers("straight_lines", "curve", 0)[1]["color"] == "orange"


# --- one sector


@pytest.mark.parametrize(("sigma", "rate"), [(2, 100), (5, 25), (10, 5), (3, 60)])
def test_one_sector(sigma, rate):
    assert sigma in SIGMAS
    assert rate in RATES
    hit = one_sector_world(sigma).solve({("USA", "CHN"): rate / 100}, closure="fixed_trade_balance")
    before, after = home_shares(hit)
    read = readouts("one_sector", {"sigma": sigma, "rate": rate})
    assert read["china"] == pytest.approx(hit.real_income["CHN"], abs=1e-6)
    assert read["usa"] == pytest.approx(hit.real_income["USA"], abs=1e-6)
    assert read["more"] == pytest.approx(100 * (after / before - 1)[1], abs=1e-6)
    assert read["home"] == pytest.approx(100 * before[1])
    assert read["gains"] == pytest.approx(100 * (1 - before[1] ** (1 / (sigma - 1))))
    # The theorem: for regions without revenue the home share tells everything; the US has its revenue, too.
    formula = 100 * ((after / before) ** (-1 / (sigma - 1)) - 1)
    assert formula[1:] == pytest.approx(hit.real_income.to_numpy()[1:], abs=1e-10)
    assert read["china_formula"] == pytest.approx(formula[1], abs=1e-6)
    assert read["usa_formula"] == pytest.approx(formula[0], abs=1e-6)
    assert read["usa"] > read["usa_formula"] + 1e-3


def test_dots_of_the_formula_lie_on_the_curve():
    values = run("one_sector", {"sigma": 5, "rate": 25})
    china = layers("one_sector", "curve", 0)[0]
    along, height = values[china["x"]], values[china["y"]]
    *dots, _ = layers("one_sector", "point", 0)
    assert len(dots) == len(RATES) // 2
    for dot in dots:
        # The dot is where the world was solved; the curve between its own points is a chord.
        assert float(values[dot["y"]]) == pytest.approx(np.interp(values[dot["x"]], along, height), abs=5e-4)


def test_a_world_of_one_sector_keeps_the_trade():
    whole, one = tg.cge.load().benchmark.trade.sum(2), one_sector_world(4.0).benchmark
    assert one.trade[:, :, 0] == pytest.approx((whole + whole.T) / 2)
    assert one.output[:, 0] == pytest.approx(one.trade[:, :, 0].sum(0))  # what is sold is what is spent


@pytest.mark.parametrize(("name", "ends"), [("straight_lines", POINTS), ("one_sector", RATES)])
def test_sliders_stop_where_the_world_is_solved(name, ends):
    slider = explorers.picture(name).controls[0]
    assert np.arange(slider.low, slider.high + slider.step / 2, slider.step) == pytest.approx(ends)
