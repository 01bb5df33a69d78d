"""One shock through every model: what is announced, what is answered, and that all stand on the same data."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tradegames as tg
from tradegames.scenario import COLUMNS, MODELS, Measure, Scenario, Setting, ready, run
from tradegames.scenario.answers import _market
from tradegames.scenario.problem import Problem

WORLD = tg.cge.load()
GE = [name for name in MODELS if name.startswith("general")]


def problem(points, goods="all", answer=0.0, **options):
    measures = [Measure("USA", "CHN", points, goods), Measure("CHN", "USA", answer)]
    setting = Setting(WORLD, **options)
    rates = setting.world.rates(Scenario("x", measures).tariffs)
    return Problem(setting, np.array(rates), 0, 1)


def answer(model, points, goods="all", **options):
    return MODELS[model](problem(points, goods, **options)).values


# --- what is announced -----------------------------------------------------------------


def test_chapters_and_lists_are_shares_of_sectors():
    cover = tg.data.coverage.goods_on_lists().query("importer == 'USA'")
    whole = cover.groupby("sector")["imports_2017_musd"].sum()
    chapters = sorted(set(cover["chapter"]))
    every = Measure("USA", "CHN", 0.1, chapters).by_sector()
    assert every == pytest.approx(dict.fromkeys(whole.index, 0.1))
    one = Measure("USA", "CHN", 0.25, ["list 1", "list 2"]).by_sector()
    taxed = sum(one[s] / 0.25 * whole[s] for s in one) / 1000
    assert taxed == pytest.approx(50, rel=0.1)  # announced: 34 + 16 billion dollars
    assert "TEX" not in one and one["MACH"] > 0.1
    for name in ("list 1", "list 3"):
        alone = Measure("USA", "CHN", 0.1, name).by_sector()
        for sector, points in alone.items():
            here = cover[cover["sector"] == sector]
            share = (here[f"list_{name[-1]}"] * here["imports_2017_musd"]).sum() / whole[sector]
            assert points == pytest.approx(0.1 * share)


def test_measures_add_up():
    both = Scenario(
        "x", [Measure("USA", "CHN", 0.1), Measure("USA", "CHN", 0.05, "TEX"), Measure("CHN", "USA", 0.2)]
    )
    assert both.tariffs["USA", "CHN", "TEX"] == pytest.approx(0.15)
    assert both.tariffs["USA", "CHN", "ART"] == 0.1
    assert both.tariffs["CHN", "USA", "ART"] == 0.2
    assert not any(sector == "SVC" for _, _, sector in both.tariffs)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Measure("USA", "USA", 0.1), "Measure.exporter must be 'CHN' or 'ROW'; got 'USA'"),
        (lambda: Measure("EU", "USA", 0.1), "Measure.importer must be"),
        (lambda: Measure("USA", "CHN", 25), "(0.10 is ten percentage points); got 25"),
        (lambda: Measure("USA", "CHN", float("nan")), "Measure.points must be finite"),
        (lambda: Measure("USA", "CHN", 0.1, "toys"), "Measure.goods must be 'all' or a sector (AGRFOOD"),
        (lambda: Measure("USA", "CHN", 0.1, "SVC"), "Measure.goods must be 'all' or a sector"),
        (lambda: Measure("USA", "CHN", 0.1, []), "Measure.goods must name something"),
        (lambda: Measure("USA", "ROW", 0.1, "85"), "known between USA and CHN only; got '85'"),
        (lambda: Measure("CHN", "USA", 0.1, "list 4A"), "that our sources have for CHN; got 'list 4A'"),
        (lambda: Scenario(" ", [Measure("USA", "CHN", 0.1)]), "Scenario.name must not be empty"),
        (lambda: Scenario("x", []), "Scenario.measures must hold at least one Measure"),
        (lambda: Scenario("x", [Measure("USA", "CHN", 0.1)], "2025-02-30"), "Scenario.since must be a day"),
        (lambda: Setting(WORLD, absorption=1.5), "Setting.absorption must lie in [0, 1]; got 1.5"),
        (lambda: Setting(WORLD, supply_elasticity=0), "Setting.supply_elasticity must be positive"),
        (lambda: Setting(WORLD, elasticity_factor=-1), "Setting.elasticity_factor must be positive"),
        (lambda: run(Scenario("x", [Measure("USA", "CHN", 0.1)]), sigma=2), "scenario.run.options must be"),
        (lambda: run(Scenario("x", 2 * [Measure("USA", "CHN", -0.9)])), "must stay above -1"),
    ],
)  # fmt: skip
def test_bad_announcements(make, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        make()


def test_wrong_kinds():
    with pytest.raises(TypeError, match=r"Scenario.measures must hold Measures; got 'tariff'"):
        Scenario("x", ["tariff"])
    with pytest.raises(TypeError, match=r"Setting.world must be a World"):
        Setting("2017")
    with pytest.raises(TypeError, match=re.escape("scenario.run.scenario must be a Scenario")):
        run({"USA": 0.1})


# --- the table -------------------------------------------------------------------------


def test_every_cell_has_a_number_or_a_reason():
    result = run(ready()["lists 1 and 2 of 2018"])
    assert list(result.table.index) == list(MODELS)
    assert list(result.table.columns) == list(COLUMNS)
    missing = {
        (row, column) for row in MODELS for column in COLUMNS if pd.isna(result.table.loc[row, column])
    }
    assert set(result.reasons) == missing
    assert all(len(words) > 20 for words in result.reasons.values())
    assert result.table.loc[GE, list(COLUMNS)[:-1]].notna().all(axis=None)
    assert np.isfinite(result.table.astype(float).fillna(0)).all(axis=None)


def test_the_general_equilibrium_rows_are_the_world():
    scenario = ready()["twenty points"]
    table = run(scenario).table
    for row, closure in zip(GE, ("full_employment", "fixed_real_wage"), strict=True):
        found = WORLD.solve({("USA", "CHN"): 0.2}, closure=closure)
        assert table.loc[row, "importer_gdp_percent"] == pytest.approx(found.real_gdp["USA"])
        assert table.loc[row, "target_welfare_bn"] == pytest.approx(found.welfare["CHN"])
        goods = found.trade.query("exporter == 'CHN' and importer == 'USA' and sector != 'SVC'")
        percent = 100 * (goods["after"].sum() / goods["before"].sum() - 1)
        assert table.loc[row, "target_trade_percent"] == pytest.approx(percent)


@pytest.mark.parametrize("name", ["ten points", "lists 1 to 4A", "12 April 2025"])
@pytest.mark.parametrize("factor", [0.2, 1.0, 1.5])
def test_all_models_agree_on_the_sign(name, factor):
    table = run(ready()[name], Setting(WORLD, elasticity_factor=factor)).table
    assert (table["target_trade_percent"].dropna() < 0).all()
    assert (table["buyer_price_percent"].dropna() > 0).all()
    assert (table["seller_price_percent"].dropna() <= 0).all()
    assert (table["target_welfare_bn"].dropna() < 0).all()


def test_what_ended_is_nothing():
    scenarios = ready()
    surcharge = scenarios["24 February 2026"]
    assert surcharge.tariffs["USA", "CHN", "TEX"] == pytest.approx(0.1)  # on everybody
    assert surcharge.tariffs["USA", "ROW", "TEX"] == pytest.approx(0.1)
    last = list(scenarios.values())[-1]
    assert last.name == "24 July 2026"
    assert {key[:2] for key in last.tariffs} == {("CHN", "USA")}  # China's answer stays
    table = run(last).table
    partial = ["SMART", "pass-through", "tariff game"]
    assert np.abs(table.loc[partial, "target_trade_percent"].astype(float)).max() < 1e-9
    assert table.loc["SMART", "target_welfare_bn"] < 0  # it pays for its own tariff


def test_the_rebased_world_can_be_used():
    after = WORLD.rebase(tariffs=ready()["lists 1 to 4A"].tariffs)
    now = run(ready()["ten points"], world=after).table["target_trade_percent"]
    assert (now.dropna() < 0).all()
    before = problem(0.1).bought.sum()
    assert Problem(Setting(after), np.array(after.rates()), 0, 1).bought.sum() < 0.7 * before


# --- the same data: where models must agree ----------------------------------------------


def test_small_tariffs_gsim_without_slope_is_pass_through_without_absorption():
    size = 1e-5
    one = answer("GSIM", size, supply_elasticity=np.inf)["target_trade_percent"] / (100 * size)
    two = answer("pass-through", size, absorption=0.0)["target_trade_percent"] / (100 * size)
    assert one == pytest.approx(two, rel=1e-4)


def test_small_tariffs_smart_and_gsim_agree_on_total_imports_not_on_the_target():
    size = 1e-5
    one = answer("GSIM", size, supply_elasticity=np.inf)
    two = answer("SMART", size)
    for name in ("imports_percent", "revenue_bn"):
        # SMART weights with prices before duty, GSIM after: they part where suppliers' old tariffs differ.
        assert one[name] == pytest.approx(two[name], rel=0.03), name
    assert two["target_trade_percent"] < 1.01 * one["target_trade_percent"]


def test_the_demand_for_imports_is_the_world_s():
    # The same experiment in the world itself: raise the price of all imports of one good, homes fixed.
    p = problem(0.0)
    system, b = WORLD.system, WORLD.benchmark
    par = WORLD.parameters
    for region, good in ((0, 4), (1, 2), (2, 0)):
        step = 1e-6
        fall = 0.0
        for user in range(system.spent.shape[2]):
            spent = system.spent[region, good, user]
            share = 1 - system.home_share[region, good, user]
            index = share * step  # of the composite, first order
            composite = 0.0 if user < len(b.sectors) else -index  # fixed proportions; elasticity one
            fall += spent * share * (composite - par.armington[good] * (step - index))
        expected = fall / system.import_value[region, good] / step
        # One import share for all users (the model has it so on average).
        assert p.demand[region, good] == pytest.approx(expected, rel=0.15)
        assert -par.armington[good] < p.demand[region, good] < 0


@settings(max_examples=25, deadline=None)
@given(st.floats(0.0, 0.6), st.floats(0.01, 0.3))
def test_the_game_starts_from_the_data(points, more):
    low, high = problem(points), problem(points + more)
    one, two = _market(low, 1, 0), _market(high, 1, 0)
    assert one["trade before"] == pytest.approx(low.bought.sum())
    assert one["revenue before"] == pytest.approx((low.old[1, 0] * low.bought).sum(), rel=1e-9)
    assert two["trade after"] <= one["trade after"] <= one["trade before"] + 1e-9
    # Half of the duty is borne by the seller while he sells: Cournot with linear demand.
    if one["trade after"] > 1:
        paid = (one["paid after"] - one["paid before"]) / one["border before"]
        points_added = (low.new[1, 0] - low.old[1, 0]) @ low.bought / low.bought.sum()
        assert paid == pytest.approx(points_added / 2, abs=1e-9)


def test_the_game_s_elasticity_is_the_data_s():
    p = problem(0.001)
    found = _market(p, 1, 0)
    quantity = np.log(
        found["trade after"] / found["border after"] * found["border before"] / found["trade before"]
    )
    elasticity = (p.bilateral[1, 0] * p.bought).sum() / p.bought.sum()
    before = (p.old[1, 0] * p.bought).sum() / p.bought.sum()
    assert quantity / 0.001 == pytest.approx(-elasticity, rel=0.02)
    assert 0 < before < 0.1


def test_leverage_falls_with_the_tariff():
    values = [answer("decoupling race", points)["leverage_percent"] for points in (0.0, 0.1, 0.3, 1.0)]
    assert values == sorted(values, reverse=True)
    assert values[-1] < 0.2 * values[0]


def test_elasticities_scale_all_models():
    for model in ("SMART", "GSIM", "pass-through", GE[0], "tariff game"):
        weak = answer(model, 0.05, elasticity_factor=0.3)["target_trade_percent"]
        assert answer(model, 0.05)["target_trade_percent"] < weak < 0, model


def test_who_loses_how_much_depends_on_the_closure_and_the_answer():
    # SMART overstates the loss of who taxes alone at full employment, and understates it in a war.
    alone = run(ready()["ten points"]).table["importer_welfare_bn"]
    assert alone["SMART"] < alone[GE[0]] and alone[GE[1]] < alone["SMART"]
    lists = ready()["lists 1 and 2 of 2018"]
    war = run(lists).table["importer_welfare_bn"]
    assert war[GE[0]] < war["SMART"] and war[GE[1]] < war["SMART"]
    alone = run(Scenario("alone", lists.measures[:1])).table["importer_welfare_bn"]
    assert alone["SMART"] == pytest.approx(war["SMART"])
