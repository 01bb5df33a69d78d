"""One law, many averages: the tables rebuilt from their sources, the formula, and the picture."""

import re

import explorers
import list_sources
import numpy as np
import pandas as pd
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from tradegames.data import coverage, us_imports_from_china
from tradegames.picture.spec import reading
from tradegames.tariff_lists import FOURTH, averages, law_on_2024, published, rate_shares

SINCE = FOURTH["since"][1], rate_shares()["since"]


def test_tables_are_the_sources(shared):
    law = coverage.law_and_duty().set_index("chapter").drop(columns="source")
    pd.testing.assert_frame_equal(law, list_sources.law_and_duty(shared), check_names=False, atol=1e-3)
    goods = coverage.goods_on_lists().drop(columns="source")
    fresh = list_sources.goods_on_lists(shared)[goods.columns].reset_index(drop=True)
    pd.testing.assert_frame_equal(goods, fresh, check_dtype=False, atol=1e-4)


def test_lists_by_sector_add_up_to_the_law():
    goods = coverage.goods_on_lists().query("importer == 'USA'")
    points = 25 * (goods["list_1"] + goods["list_2"] + goods["list_3"]) + 7.5 * goods["list_4A"]
    total = (points * goods["imports_2017_musd"]).sum() / goods["imports_2017_musd"].sum()
    # Chapters 98 and 99 are out, and steel, aluminium, solar cells and washing machines on no list.
    assert total == pytest.approx(published("added_2017_weights", "2020-03-01"), abs=0.5)
    assert (goods[["list_1", "list_2", "list_3", "list_4A"]].sum(axis=1) <= 1 + 1e-3).all()
    trade = us_imports_from_china().query("chapter < '98'")["imports_2017_musd"].sum()
    assert goods["imports_2017_musd"].sum() == pytest.approx(trade, rel=1e-4)


@given(st.floats(0, 8), st.floats(0.01, 1), st.sampled_from(list(FOURTH)))
def test_whoever_weights_with_what_is_left_finds_less(elasticity, more, law):
    given_ = FOURTH[law][1], rate_shares()[law]
    now, later = (averages(*given_, e, 0) for e in (elasticity, elasticity + more))
    assert later["left"] < now["left"] <= now["old"] + 1e-12
    assert later["share"] < now["share"]
    assert averages(*given_, elasticity, 0.3)["paid"] < now["paid"]


def test_the_slope_is_minus_the_covariance():
    e = sp.Symbol("e", positive=True)
    left = averages(*SINCE, e, 0)["left"]
    s = rate_shares()
    price, points = 100 + s["base"], np.array([25.0, 7.5, 0.0])
    shares = np.array([s["high"], s["since"], 1 - s["high"] - s["since"]])
    for value in (0.0, 1.3, 4.0):
        weight = shares * ((price + points) / price) ** -value
        weight /= weight.sum()
        log = np.log1p(points / price)
        covariance = weight @ (points * log) - (weight @ points) * (weight @ log)
        assert float(sp.diff(left, e).subs(e, value)) == pytest.approx(-covariance, rel=1e-10)


def test_the_old_weights_give_back_the_published_average():
    base = published("duty_over_value", "2017-07-01")
    for law, (day, rate) in FOURTH.items():
        found = averages(rate, rate_shares()[law], 0, 0)["old"]
        assert found == pytest.approx(base + published("added_2017_weights", day), abs=1e-9)


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ((7.5, 0.2, -1, 0), "tariff_lists.averages.elasticity must not be negative"),
        ((7.5, 0.2, 1, 1.2), "tariff_lists.averages.uncharged must lie in [0, 1]; got 1.2"),
        ((7.5, 20, 1, 0), "tariff_lists.averages.fourth must lie in [0, 1]; got 20"),
    ],
)
def test_bad_input(given_, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        averages(*given_)


@pytest.mark.parametrize("setting", explorers.random_settings(explorers.picture("one_number"), 60, seed=9))
def test_picture(setting):
    picture, data = explorers.picture("one_number"), explorers.data("one_number")
    run = explorers.run(picture, data, setting)
    said = {item["name"]: reading(item, run)[1] for item in data["readouts"]}
    day, rate = FOURTH[setting["law"]]
    fourth = rate_shares()[setting["law"]]
    missing = setting["uncharged"] / 100
    found, now = averages(rate, fourth, setting["elasticity"], missing), law_on_2024()
    expected = {**found, "piie": published("piie", day), "now_low": now["low"], "now_high": now["high"]}
    assert said == pytest.approx(expected)
    left, right = ([m for m in panel["layers"]] for panel in data["panels"])
    bars = [run[m["value"]] for m in left if m["kind"] == "bar"]
    assert bars == pytest.approx([expected[k] for k in ("piie", "listed", "old", "left", "paid")])
    for name, mark in zip(("left", "paid"), (m for m in right if m["kind"] == "curve"), strict=True):
        along = averages(rate, fourth, run[mark["x"]], missing)[name]
        assert run[mark["y"]] == pytest.approx(along)
