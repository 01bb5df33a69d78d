"""The pictures of the SMART chapters, number by number, against `smart.simulate`."""

import explorers
import numpy as np
import pytest
from explorers import layers, readouts, values

import tradegames as tg
from tradegames.picture.gallery.who_lost import KEEP

NEAR = {"rel": 1e-9, "abs": 1e-9}


def settings(name, n):
    return explorers.random_settings(explorers.picture(name), n, seed=5)


def area(run, mark):
    """The size of an area whose boundary is given edge by edge."""
    edges = [np.broadcast_arrays(run[x], run[y], np.zeros(121))[:2] for x, y in mark["edges"]]
    x, y = (np.concatenate([edge[k] for edge in edges]) for k in (0, 1))
    return abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2


@pytest.mark.parametrize("setting", settings("one_market", 150))
def test_one_market(setting):
    s, t0 = setting["s"], setting["t0"]
    t1 = max(setting["t1"], t0)
    setting = setting | {"t1": t1}
    supply = 1 / setting["flat"] if setting["flat"] else np.inf
    given = [100 * s, 100 - 100 * s], t0, t1, setting["eps"], setting["sigma"], supply
    smart = tg.smart.simulate(*given, "smart", target=0)
    exact = tg.smart.simulate(*given, "exact", target=0)
    run = values("one_market", setting)
    read = readouts("one_market", run)
    number = {name: value for name, (_, value) in read.items()}
    assert number["creation"] == pytest.approx(smart.creation[0], **NEAR)
    assert number["diversion"] == pytest.approx(smart.diversion[0], **NEAR)
    assert number["change"] == pytest.approx(smart.import_change[0], **NEAR)
    assert number["revenue"] == pytest.approx(smart.revenue_change, **NEAR)
    assert number["smart"] == pytest.approx(smart.welfare_change, **NEAR)
    assert number["exact"] == pytest.approx(exact.welfare_change, **NEAR)
    after = smart.imports + smart.import_change
    assert number["average"] == pytest.approx((after * smart.new_tariff).sum() / after.sum(), **NEAR)
    if abs(after[0]) > 1e-6:
        assert read["target"][0] == "still sells"
    elif after[0] < 1e-10:
        assert read["target"][0] == "is wiped out"

    # What is coloured is what is read out.
    not_bought, diverted, paid, abroad, loss = (area(run, mark) for mark in layers("one_market", "area", 0))
    own, on_diverted, average = (area(run, mark) for mark in layers("one_market", "area", 1))
    sold = exact.imports[0] + exact.quantity_change[0]
    fall = -exact.price_change[0] * exact.reach[0]
    assert not_bought + diverted == pytest.approx(-exact.quantity_change[0], **NEAR)
    if setting["flat"] == 0:
        assert (not_bought, diverted) == pytest.approx((-smart.creation[0], -smart.diversion[0]), abs=1e-8)
        if exact.reach[0] == 1:
            assert paid == pytest.approx(t1 * sold, **NEAR)
    assert abroad == pytest.approx(sold * fall, abs=1e-8)
    assert own == pytest.approx(loss, abs=1e-8)
    assert on_diverted == pytest.approx(-smart.diversion[0] * t0, abs=1e-8)
    assert average == pytest.approx(-smart.welfare_change, abs=1e-8)
    # On a bent path the boundary is drawn through 121 points.
    assert abroad + on_diverted - loss == pytest.approx(exact.welfare_change, abs=2e-3 * (1 + loss))


def test_one_market_refuses_a_cut():
    run = values("one_market", {"t0": 0.3, "t1": 0.1})
    (condition,) = explorers.data("one_market")["conditions"]
    assert run[condition["margin"]] == pytest.approx(-0.2)


@pytest.mark.parametrize("setting", settings("who_lost", 40))
def test_who_lost(setting):
    run = values("who_lost", setting)
    read = readouts("who_lost", run)
    supply = 1 / setting["flat"] if setting["flat"] else np.inf
    elastic = {"armington": setting["sigma"], "scale": setting["scale"]}

    def loss(importer, measure, mu):
        result = tg.smart.chapters(importer, KEEP[importer]).simulate(
            **elastic, supply_elasticity=mu, welfare=measure
        )
        return result.welfare_change.sum() / 100

    found = {}
    for measure in ("smart", "exact"):
        for short, importer in (("us", "USA"), ("cn", "CHN")):
            found[measure, short] = loss(importer, measure, supply)
            assert read[f"{measure}_{short}"][1] == pytest.approx(found[measure, short], rel=1e-8, abs=1e-8)
        gap = found[measure, "cn"] - found[measure, "us"]
        if abs(gap) > 1e-6:
            assert read[f"who_{measure}"][0] == ("China" if gap < 0 else "the United States")
    bars = [float(run[mark["value"]]) for mark in layers("who_lost", "bar", 0)]
    assert bars == pytest.approx(list(found.values()), rel=1e-8, abs=1e-8)
    frame = explorers.data("who_lost")["panels"][0]["y"]
    assert frame["low"] < min(bars) - 12
    assert max(bars) + 12 < frame["high"]
    for mark, importer in zip(layers("who_lost", "curve", 1), ("USA", "CHN"), strict=True):
        for k in (0, 37, 120):
            mu = 1 / run[mark["x"]][k] if run[mark["x"]][k] else np.inf
            assert run[mark["y"]][k] == pytest.approx(loss(importer, "exact", mu), rel=1e-8, abs=1e-8)


def test_who_lost_starts_with_the_printed_headline():
    read = readouts("who_lost", values("who_lost", {}))
    assert read["smart_us"][1] == pytest.approx(-4.95, abs=0.005)
    assert read["smart_cn"][1] == pytest.approx(-13.05, abs=0.005)
    assert (read["who_smart"][0], read["who_exact"][0]) == ("China", "the United States")
    flat = readouts("who_lost", values("who_lost", {"flat": 0.3}))
    steep = readouts("who_lost", values("who_lost", {"flat": 0.5}))
    assert flat["who_exact"][0] == steep["who_exact"][0] == "China"
    assert flat["exact_us"][1] < 0 < steep["exact_us"][1]


@pytest.mark.parametrize("setting", settings("from_the_lists", 30))
def test_from_the_lists(setting):
    step = explorers.picture("from_the_lists").controls[-1].step
    setting = setting | {"sigma": step * round(setting["sigma"] / step)}  # there it is what the model says
    run = values("from_the_lists", setting)
    read = readouts("from_the_lists", run)
    market = tg.smart.listed(setting["year"])
    market = market.aggregate() if setting["detail"] == "chapters" else market
    result = market.simulate(
        [tg.smart.Change("points", 0.25, partners=["China"])],
        tg.smart.chapters("USA").elasticities(market.products),
        armington=setting["sigma"],
        welfare=setting["measure"],
    ).result
    near = {"abs": 1e-4}
    us = result.welfare_change.sum() / 100
    assert read["us"][1] == pytest.approx(us, **near)
    printed = {
        who: tg.smart.chapters(who, KEEP[who]).simulate(setting["sigma"], welfare=setting["measure"])
        for who in KEEP
    }
    cn = printed["CHN"].welfare_change.sum() / 100
    assert read["cn"][1] == pytest.approx(cn, **near)
    assert read["us_s2"][1] == pytest.approx(printed["USA"].welfare_change.sum() / 100, **near)
    assert read["worse"][0] == ("China" if cn < us else "the United States")
    gains = result.diversion.sum(0)[1:] / 1000
    assert read["lost"][1] == pytest.approx(result.import_change[:, 0].sum() / 1000, **near)
    assert read["diverted"][1] == pytest.approx(gains.sum(), **near)
    bars = [float(run[mark["value"]]) for mark in layers("from_the_lists", "bar", 0)]
    assert bars == pytest.approx(gains, **near)
    frame = explorers.data("from_the_lists")["panels"]
    assert max(bars) + 4.5 < frame[0]["x"]["high"]  # room for the words
    assert frame[1]["y"]["low"] < min(read["us"][1], read["us_s2"][1], read["cn"][1])


def test_one_switch_turns_the_headline():
    for year in ("2024", "2017"):
        for detail in ("codes", "chapters"):
            worse = [
                readouts(
                    "from_the_lists", values("from_the_lists", {"measure": m, "year": year, "detail": detail})
                )
                for m in ("smart", "exact")
            ]
            assert [read["worse"][0] for read in worse] == ["China", "the United States"]
