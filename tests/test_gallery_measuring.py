"""The pictures of "Measuring who pays", number by number."""

import explorers
import numpy as np
import pytest
from explorers import readouts, values

from tradegames.data import s3_elasticities
from tradegames.passthrough import division_bias
from tradegames.picture.gallery.measuring import SUPPLY, TARIFF, cloud

NEAR = {"rel": 1e-9, "abs": 1e-9}


def layers(name, kind, panel=0):
    return [mark for mark in explorers.data(name)["panels"][panel]["layers"] if mark["kind"] == kind]


def settings(name):
    return explorers.random_settings(explorers.picture(name), 60, seed=3)


def points(mark, run):
    """The centres of the diamonds of one group, from what is drawn: six places each, the last undefined."""
    drawn = np.array([[float(run[x]), float(run[y])] for x, y in mark["points"]]).reshape(-1, 6, 2)
    assert np.isnan(drawn[:, 5]).all()
    assert np.allclose(drawn[:, 0], drawn[:, 4])
    return (drawn[:, 0] + drawn[:, 2]) / 2


@pytest.mark.parametrize("setting", settings("measuring"))
def test_measuring(setting):
    run = values("measuring", setting)
    read = readouts("measuring", run)
    number = {name: value for name, (_, value) in read.items()}
    free, taxed = (points(mark, run) for mark in layers("measuring", "line"))
    both = np.vstack([free, taxed])

    # What is read out is what NumPy finds in the forty points that are drawn.
    slope = np.polyfit(both[:, 0], both[:, 1], 1)[0]
    assert number["unit_value"] == pytest.approx(-slope, **NEAR)
    step = taxed.mean(axis=0) - free.mean(axis=0)
    assert number["iv"] == pytest.approx(-step[1] / step[0], **NEAR)
    assert number["tariff"] == pytest.approx(-step[1] / np.log1p(TARIFF), **NEAR)
    assert number["passed"] == pytest.approx(step[0] / np.log1p(TARIFF), **NEAR)
    assert number["iv"] == setting["elasticity"]
    error = setting["noise"] ** 2 / both[:, 0].var()
    assert number["error_share"] == pytest.approx(100 * error, **NEAR)

    # Both lines go through the middle with these slopes; the large dots are the two means.
    for mark, name in zip(layers("measuring", "curve"), ("iv", "unit_value"), strict=True):
        x, y = run[mark["x"]], run[mark["y"]]
        assert y == pytest.approx(-number[name] * x, **NEAR)
    for mark, group in zip(layers("measuring", "point"), (free, taxed), strict=True):
        assert (run[mark["x"]], run[mark["y"]]) == pytest.approx(tuple(group.mean(axis=0)), **NEAR)

    # Right: the three curves along the error, and the dots on them.
    noise = np.linspace(0, 0.4, explorers.data("measuring")["points"])
    iv, tariff, unit_value = (np.broadcast_to(run[m["y"]], 121) for m in layers("measuring", "curve", 1))
    var_price = (1 - setting["share"]) ** 2 * (np.log1p(TARIFF) / 2) ** 2 + SUPPLY**2
    expected = division_bias(setting["elasticity"], var_price, noise**2, setting["mix"] ** 2)
    assert unit_value == pytest.approx(expected, **NEAR)
    assert iv == pytest.approx(setting["elasticity"]) and tariff == pytest.approx(number["tariff"], **NEAR)
    heights = [float(run[mark["y"]]) for mark in layers("measuring", "point", 1)]
    assert heights == pytest.approx([number["tariff"], number["iv"], number["unit_value"]], **NEAR)

    off = number["unit_value"] - setting["elasticity"]
    words = "the truth" if abs(off) < 5e-4 else f"{'less' if off < 0 else 'more'} elastic than it is"
    assert read["verdict"][0] == words


def test_the_cloud_has_no_luck():
    draws = cloud()
    shocks = np.array([draws[name] for name in "wuem"])
    assert shocks @ shocks.T / 40 == pytest.approx(np.eye(4), abs=1e-12)
    for group in (draws["z"] > 0, draws["z"] < 0):
        assert shocks[:, group].mean(axis=1) == pytest.approx(np.zeros(4), abs=1e-12)
    assert np.ptp(draws["z"]) == pytest.approx(np.log(1.25))


@pytest.mark.parametrize("setting", settings("behind"))
def test_behind(setting):
    run = values("behind", setting)
    read = readouts("behind", run)
    noise = setting["noise"] / 100
    printed = s3_elasticities().set_index("industry")["elasticity"]
    published = {
        "plastics": printed["plastics"],
        "all_goods": printed["all"],
        "hs85": printed["electrical"],
        "hs84": printed["machinery"],
        "yours": setting["estimate"],
    }
    for name, estimate in published.items():
        words, true = read[name]
        if true is None:
            assert name == "yours" and words.startswith("none") and noise > estimate
        else:  # put through the bias, it gives the estimate again
            assert division_bias(true, 1 - noise, noise) == pytest.approx(estimate, **NEAR)
    heights = {round(float(run[mark["y"]]), 9) for mark in layers("behind", "point")}
    assert heights >= {round(true, 9) for _, true in read.values() if true is not None}
    along = np.linspace(0, 0.8, explorers.data("behind")["points"])
    for mark, estimate in zip(layers("behind", "curve"), published.values(), strict=True):
        assert division_bias(run[mark["y"]], 1 - along, along) == pytest.approx(estimate, **NEAR)
