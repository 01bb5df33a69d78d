"""The pictures of "When supply bends", number by number, against the model."""

import explorers
import numpy as np
import pytest

from tradegames import gsim
from tradegames.data import lists
from tradegames.picture.spec import reading

NEAR = {"rel": 1e-8, "abs": 1e-8}


def read(name, setting):
    run = explorers.run(explorers.picture(name), explorers.data(name), setting)
    return run, {item["name"]: reading(item, run)[1] for item in explorers.data(name)["readouts"]}


def layers(name, panel, kind):
    return [mark for mark in explorers.data(name)["panels"][panel]["layers"] if mark["kind"] == kind]


def war(setting, points):
    trade, tariff = lists.world("ELEC")
    new = tariff.copy()
    new[1, 0] += points / 100
    return gsim.simulate(trade, tariff, new, setting["epsilon"], setting["mu"], setting["sigma"])


@pytest.mark.parametrize("setting", explorers.random_settings(explorers.picture("supply_bends"), 60, seed=5))
def test_supply_bends(setting):
    run, said = read("supply_bends", setting)
    result = war(setting, setting["t"])
    for k, name in enumerate(("usa", "chn", "row")):
        assert said[f"p_{name}"] == pytest.approx(100 * result.price_change[k], **NEAR)
        assert said[f"w_{name}"] == pytest.approx(result.welfare[k], **NEAR)
    assert said["world"] == pytest.approx(result.welfare.sum(), **NEAR)
    assert said["trade"] == pytest.approx(100 * result.quantity_change[1, 0], **NEAR)
    parts = result.producer_surplus, result.consumer_surplus, result.tariff_revenue
    names = "producers_usa", "consumers_usa", "treasury_usa"
    assert [said[name] for name in names] == pytest.approx([part[0] for part in parts], **NEAR)
    assert [run[bar["value"]] for bar in layers("supply_bends", 0, "bar")] == pytest.approx(
        list(100 * result.price_change), **NEAR
    )
    assert [run[bar["value"]] for bar in layers("supply_bends", 1, "bar")] == pytest.approx(
        [part[k] for part in parts for k in range(3)], **NEAR
    )
    if setting["t"] > 0:
        _, tariff = lists.world("ELEC")
        wedge = setting["t"] / 100 / (1 + tariff[1, 0])
        assert said["borne"] == pytest.approx(-100 * result.price_change[1] / wedge, **NEAR)
    else:
        assert said["borne"] is None


@pytest.mark.parametrize("mu", [0.5, 1.5, 4.0, 20.0])
def test_welfare_along_the_tariff(mu):
    setting = {"t": 10, "mu": mu, "sigma": 2.2, "epsilon": -1.1}
    run, said = read("supply_bends", setting)
    for k, curve in enumerate(layers("supply_bends", 2, "curve")):
        points, heights = run[curve["x"]], run[curve["y"]]
        for j in (0, 30, 77, 120):
            assert heights[j] == pytest.approx(war(setting, points[j]).welfare[k], **NEAR)
    grid = np.linspace(0, 30, 3001)
    best = grid[np.argmax([war(setting, t).welfare[0] for t in grid[:1200:5]]) * 5]
    if said["best"] is None:
        assert best == 0
    else:
        assert said["best"] == pytest.approx(best, abs=0.05)


def test_no_trade_turns_negative_within_the_sliders():
    sliders = {c.name: (c.low, c.high) for c in explorers.picture("supply_bends").controls}
    for mu in sliders["mu"]:
        for sigma in sliders["sigma"]:
            for epsilon in sliders["epsilon"]:
                result = war({"mu": mu, "sigma": sigma, "epsilon": epsilon}, sliders["t"][1])
                assert result.quantity_change.min() > -1
    for s in (0.05, 0.5, 0.95):  # SMART's target in the other picture
        *_, sigma, epsilon = explorers.picture("once_or_twice").controls
        assert 0.25 * (-epsilon.low + (1 - s) * sigma.high) < 1


@pytest.mark.parametrize("setting", explorers.random_settings(explorers.picture("once_or_twice"), 60, seed=5))
def test_once_or_twice(setting):
    _, said = read("once_or_twice", setting)
    s, z, sigma, epsilon = setting["s"], setting["t"] / 100, setting["sigma"], setting["epsilon"]
    trade = np.array([[0.0, 0, 1], [100 * s, 0, 0], [100 * (1 - s), 0, 0]])
    new = np.zeros((3, 3))
    new[1, 0] = z
    arguments = trade, 0.0, new, epsilon, np.inf, sigma
    by_good, composite = (gsim.simulate(*arguments, surplus=m) for m in ("varieties", "composite"))
    creation, diversion = epsilon * 100 * s * z, (1 - s) * sigma * 100 * s * z  # SMART
    assert said["total"] == pytest.approx(creation, **NEAR)
    assert said["total"] == pytest.approx(by_good.trade_change[:, 0].sum(), **NEAR)
    assert (said["smart_target"], said["smart_others"]) == pytest.approx(
        (creation - diversion, diversion), **NEAR
    )
    assert (said["gsim_target"], said["gsim_others"]) == pytest.approx(
        tuple(by_good.trade_change[1:, 0]), **NEAR
    )
    assert said["loss"] == pytest.approx(-by_good.welfare[0], **NEAR)
    assert said["composite"] == pytest.approx(-composite.welfare[0], **NEAR)
    assert said["market"] + said["substitution"] == pytest.approx(said["loss"], **NEAR)
    assert said["market"] + 2 * said["substitution"] == pytest.approx(said["composite"], **NEAR)
    after = z * (100 * s + creation - diversion) / (100 + creation)  # SMART's average tariff
    assert said["smart_loss"] == pytest.approx(-after * creation / 2, **NEAR)
    if abs(sigma + epsilon) > 1e-9 and z > 0:
        assert (said["gsim_others"] > 0) == (sigma + epsilon > 0)
