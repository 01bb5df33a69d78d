"""The pictures of "Who gains at home" and "Which rule would you ask for?", number by number."""

import explorers
import numpy as np
import pytest
from explorers import layers, values

import tradegames as tg
from tradegames.at_home import lead, so_far
from tradegames.preferences import at_ends, compare
from tradegames.quadratic import quadratic
from tradegames.reciprocity import RULES

NEAR = {"rel": 1e-8, "abs": 1e-8}
WORDS = {"who_gains": 40, "profit_or_consumers": 40, "which_rule": 60}


def readouts(name, setting):
    return explorers.readouts(name, values(name, setting))


def game(setting):
    return tg.TariffGame(
        alpha=10,
        gamma=setting["gamma"],
        c1=1,
        c2=10 - 9 * setting["r"],
        surplus=setting.get("surplus", "exact"),
    )


def settings(name, n):
    """Settings with trade; the others are refused by the condition."""
    found, run = [], explorers.random_settings(explorers.picture(name), n, seed=5)
    for setting in run:
        equilibrium = game(setting).equilibrium()
        margin = values(name, setting)[explorers.data(name)["conditions"][0]["margin"]]
        trade = equilibrium.outcome.exports[1]
        assert (margin >= 0) == (trade >= 0.02 - 1e-12)
        found += [setting] if margin >= 0 else []
    assert len(found) > n / 4
    return found


def firm_less_consumers(road, x):
    split, fall = road.split(x), sum(road.speeds(x))
    return [(split.profit[k] - split.consumer_surplus[k]) / fall for k in (0, 1)]


def test_who_gains():
    for setting in settings("who_gains", 90):
        road = RULES[setting["rule"]](game(setting))
        x = setting["place"] / 100 * road.limit
        sums, regime = so_far(road, x), lead(road)
        read = readouts("who_gains", setting)
        for k in (0, 1):
            for part in ("profit", "consumer_surplus", "tariff_revenue"):
                assert read[f"{part}_{k + 1}"][1] == pytest.approx(getattr(sums, part)[k], **NEAR)
            if min(abs(regime.start[k]), abs(regime.end[k])) > 1e-9:
                assert read[f"lead_{k + 1}"][0] == regime.regime[k]
        run = values("who_gains", setting)
        along = np.linspace(0, 1, explorers.data("who_gains")["points"]) * road.limit
        split, fall = road.split(along), sum(road.speeds(along))
        for k in (0, 1):
            parts = split.profit[k], split.consumer_surplus[k], split.tariff_revenue[k]
            curves = layers("who_gains", "curve", k)
            for curve, expected in zip(curves, (*parts, sum(parts)), strict=True):
                assert run[curve["y"]] == pytest.approx(expected / fall + 0 * along, **NEAR)
                assert np.abs(run[curve["y"]]).max() < 2.6  # inside the frame
            assert run[curves[0]["x"]] == pytest.approx(100 * along / road.limit, **NEAR)
            (dot,) = layers("who_gains", "point", k)
            here = sum(
                getattr(road.split(x), part)[k] for part in ("profit", "consumer_surplus", "tariff_revenue")
            )
            assert run[dot["y"]] == pytest.approx(here / sum(road.speeds(x)), **NEAR)


def test_profit_or_consumers():
    for setting in settings("profit_or_consumers", 60):
        road = RULES[setting["rule"]](game(setting))
        regime, read = lead(road), readouts("profit_or_consumers", setting)
        first = road.split(0)
        for k in (0, 1):
            if min(abs(regime.start[k]), abs(regime.end[k])) > 1e-9:
                assert read[f"lead_{k + 1}"][0] == regime.regime[k]
            fall = sum(road.speeds(0))
            assert read[f"rise_{k + 1}"][1] == pytest.approx(first.profit[k] / fall, **NEAR)
        assert read["ratio_1"][1] == pytest.approx(1 / setting["r"], **NEAR)
        run = values("profit_or_consumers", setting)
        along = np.linspace(0, 1, explorers.data("profit_or_consumers")["points"]) * road.limit
        for curve, expected in zip(
            layers("profit_or_consumers", "curve", 1), firm_less_consumers(road, along), strict=True
        ):
            assert run[curve["y"]] == pytest.approx(expected + 0 * along, **NEAR)
            assert np.abs(run[curve["y"]]).max() < 2.2


def ratio_game(gamma, ratio):
    """Country 1 with this ratio to country 2."""
    high = 9 * min(1, ratio)
    return tg.TariffGame(alpha=10, gamma=gamma, c1=10 - high, c2=10 - high / ratio)


def test_borders_of_the_map():
    run = values("profit_or_consumers", {"gamma": 0.2, "r": 0.8, "rule": "equal"})
    start, end, balanced_start, marginal_end = layers("profit_or_consumers", "curve", 0)
    balanced_end = layers("profit_or_consumers", "line", 0)[-1]["points"]
    places = {
        ("equal", 0): (run[start["x"]], run[start["y"]]),
        ("equal", 1): (run[end["x"]], run[end["y"]]),
        ("balanced", 0): (run[balanced_start["x"]], run[balanced_start["y"]]),
        ("marginal", 0): (run[balanced_start["x"]], run[balanced_start["y"]]),
        ("marginal", 1): (run[marginal_end["x"]], run[marginal_end["y"]]),
        ("balanced", 1): tuple(np.array([[run[x], run[y]] for x, y in balanced_end], dtype=float).T),
    }
    for (rule, at), (gamma, ratio) in places.items():
        inside = (
            (gamma > 0.01) & (gamma < 0.9) & (ratio < 2.4) & (0.76 * gamma < ratio) & (ratio * gamma < 1.3)
        )
        assert np.count_nonzero(inside) > 15
        for g, r in list(zip(gamma[inside], ratio[inside], strict=True))[::4]:
            road = RULES[rule](ratio_game(g, r))
            assert firm_less_consumers(road, at * road.limit)[0] == pytest.approx(0, abs=1e-8), (
                rule,
                at,
                g,
                r,
            )


def test_which_rule():
    for setting in settings("which_rule", 90):
        model = game(setting)
        form, compared, ends = quadratic(model), compare(model, setting["depth"] / 100), at_ends(model)
        read, run = readouts("which_rule", setting), values("which_rule", setting)
        bars = [run[bar["value"]] for bar in layers("which_rule", "bar", 0)]
        order = ("values", "equal", "cumulative", "marginal", "balanced")
        assert bars == pytest.approx([gain for rule in order for gain in compared.gains[rule]], **NEAR)
        assert max(map(abs, bars)) < 12
        if setting["r"] < 1 - 1e-9:
            assert tuple(compared.order(1)) == order
            assert (np.diff(bars[::2]) < 0).all()
            assert (np.diff(bars[1::2]) > 0).all()
        for rule in ("equal", "balanced"):
            for k in (0, 1):
                assert read[f"{rule}_{k + 1}"][1] == pytest.approx(compared.gains[rule][k], **NEAR)
        if compared.gains["equal"][1] > 1e-6:
            expected = 100 * compared.premium(2, "balanced", "equal")
            assert read["premium_2"][1] == pytest.approx(expected, rel=1e-6, abs=1e-6)
        elif compared.gains["equal"][1] < -1e-9:
            assert read["premium_2"] == ("it loses by equal cuts", None)
        # The bargain: the powers that the model gives these tariffs.
        for rule in ("equal", "balanced"):
            cut2, gains = ends.cuts[rule][1], ends.gains[rule]
            if min(gains) > 1e-6 and setting["r"] < 1 - 1e-9:
                low, high = tg.bargain.powers(model, 0.0, form.peak[1] - cut2)
                assert low == pytest.approx(high)
                assert read[f"power_{rule}"][1] == pytest.approx(low, rel=1e-6)
        left = setting["left"] / 100 * form.peak[1]
        after, before = form.welfare(0, left), form.welfare(*form.peak)
        if min(a - b for a, b in zip(after, before, strict=True)) > 1e-6:
            low, _ = tg.bargain.powers(model, 0.0, left)
            assert read["power"][1] == pytest.approx(low, rel=1e-6)
            if 0.01 < low < 0.99 and left > 0:
                agreed = tg.bargain.nash(model, read["power"][1])
                assert agreed.tariffs == pytest.approx((0, left), abs=1e-6)
        # Free trade, the ends and the green point lie where their welfare is.
        free, equal, balanced, green = layers("which_rule", "point", 1)
        places = (0, 0), (0, form.peak[1] - ends.cuts["equal"][1]), None, (0, left)
        for mark, tariffs in zip((free, equal, balanced, green), places, strict=True):
            if tariffs:
                gains = [a - b for a, b in zip(form.welfare(*tariffs), before, strict=True)]
                assert (run[mark["x"]], run[mark["y"]]) == pytest.approx(gains, **NEAR)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_no_room_for_a_lagging_firm_that_does_not_export(name):
    explorer = tg.explore(explorers.picture(name))
    explorer.r = 0.3
    margin = explorers.data(name)["conditions"][0]["margin"]
    setting = {c.name: c.value for c in explorers.picture(name).controls} | {"r": 0.3, "gamma": 0.5}
    assert values(name, setting)[margin] < 0
