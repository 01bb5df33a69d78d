"""The pictures of "One tariff, every market", number by number, against the world itself."""

import importlib

import explorers
import numpy as np
import pytest
from explorers import values

from tradegames.picture.gallery.tariff_peak import income_tables
from tradegames.picture.spec import reading

page = importlib.import_module("tradegames.picture.gallery.every_market")


def readouts(name, run):
    return {item["name"]: reading(item, run)[1] for item in explorers.data(name)["readouts"]}


def bars(name, panel, run):
    marks = [m for m in explorers.data(name)["panels"][panel]["layers"] if m["kind"] == "bar"]
    return np.array([float(run[mark["value"]]) for mark in marks])


def solved(setting):
    world, closure = page.case(setting["case"])
    return world.elastic(setting["factor"]).solve({page.TARIFF: setting["tariff"] / 100}, closure=closure)


def settings(name, n):
    """Some of the corners, and places between the points of the tables."""
    return explorers.random_settings(explorers.picture(name), n, seed=5)


@pytest.mark.parametrize("setting", settings("every_market", 15))
def test_every_market(setting):
    made, shipped, priced = (table.error for table in page.market_tables())
    found, run = solved(setting), values("every_market", setting)
    near = 1.2  # the error is measured against polynomials through the solutions, which are not exact either
    output = found.output.to_numpy()[:18]
    drawn = bars("every_market", 0, run)
    assert drawn == pytest.approx(output, abs=near * made + 0.02)
    routes, paid = page.routes(found), page.prices(found)
    changes = bars("every_market", 1, run)
    assert changes == pytest.approx(routes, abs=near * shipped)
    read = readouts("every_market", run)
    assert [read[k] for k in ("sales", "instead", "elsewhere")] == list(changes[[0, 1, 4]])
    assert [read[k] for k in ("got", "here", "there")] == pytest.approx(paid[1:], abs=near * priced)
    assert read["paid"] == pytest.approx(paid[0], abs=2.5 * near * priced)
    if setting["tariff"] > 0:
        assert read["replaced"] == pytest.approx(-100 * changes[1] / changes[0])
    else:
        assert read["replaced"] is None
    for panel, shown in enumerate((drawn, changes)):
        axis = explorers.data("every_market")["panels"][panel]["x"]
        assert axis["low"] < shown.min() and shown.max() < axis["high"]


def test_prices_and_routes_by_hand():
    """Against the flows themselves: what is paid is what is got and the tariff; routes add up to exports."""
    world, _ = page.case("before")
    found = world.solve({page.TARIFF: 0.3})
    flows = found.trade.query("exporter == 'CHN' and importer == 'USA' and new_tariff > tariff")
    got = flows["after"] / flows["before"] / (1 + flows["volume"] / 100) - 1
    paid = (1 + got) * (1 + flows["new_tariff"]) / (1 + flows["tariff"]) - 1
    weights = flows["before"] / flows["before"].sum()
    assert page.prices(found)[:2] == pytest.approx([100 * weights @ paid, 100 * weights @ got])
    trade = found.trade.groupby(["exporter", "importer"])[["before", "after"]].sum()
    change = trade["after"] - trade["before"]
    assert page.routes(found) == pytest.approx([change[route] for route in page.ROUTES])
    assert page.prices(world.solve()) == pytest.approx(np.zeros(4))


@pytest.mark.parametrize("setting", settings("tariff_peak", 15))
def test_tariff_peak(setting):
    parts, measures, _ = (table.error for table in income_tables())
    found, run = solved(setting), values("tariff_peak", setting)
    read, near = readouts("tariff_peak", run), 1.2
    assert read["welfare"] == pytest.approx(found.welfare["USA"], abs=4 * parts)
    total = sum(read[name] for name in ("allocation", "terms", "saving", "work"))
    assert total == pytest.approx(read["welfare"], abs=1e-9)
    exact = np.concatenate([found.real_gdp, found.nominal_gdp, found.real_income])
    drawn = bars("tariff_peak", 1, run)
    assert drawn == pytest.approx(exact, abs=near * measures + 5e-4)
    names = ("gdp_us", "gdp_cn", "income_us", "income_cn")
    assert [read[name] for name in names] == list(drawn[[0, 1, 6, 7]])
    panels = explorers.data("tariff_peak")["panels"]
    assert panels[1]["x"]["low"] < drawn.min() and drawn.max() < panels[1]["x"]["high"]
    for mark in (m for m in panels[0]["layers"] if m["kind"] == "curve"):
        y = run[mark["y"]]
        assert panels[0]["y"]["low"] < np.min(y) and np.max(y) < panels[0]["y"]["high"]
        assert y[0] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("case", "factor"), [("before", 0.5), ("before", 1.0), ("wage", 1.0)])
def test_parts_of_the_picture_are_those_of_the_solution(case, factor):
    setting = {"tariff": 12.0, "factor": factor, "case": case}
    found, read = solved(setting), readouts("tariff_peak", values("tariff_peak", setting))
    exact = found.welfare_parts.loc[
        "USA", ["allocation", "terms_of_trade", "saving_investment", "endowments"]
    ]
    # The picture goes up point by point, the solution by equal steps of logs: the parts differ a little.
    near = 1.2 * income_tables()[0].error + 0.1
    assert [read[name] for name in ("allocation", "terms", "saving", "work")] == pytest.approx(
        exact.to_numpy(), abs=near
    )


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
def test_the_best_tariff_is_the_best(factor):
    setting = {"tariff": 0.0, "factor": factor, "case": "before"}
    best = readouts("tariff_peak", values("tariff_peak", setting))["best"]
    there, less, more = (solved({**setting, "tariff": best + step}).welfare["USA"] for step in (0, -0.2, 0.2))
    assert there > max(less, more)
    for case in ("after", "wage"):
        setting["case"] = case
        assert readouts("tariff_peak", values("tariff_peak", setting))["best"] == 0
        assert solved({**setting, "tariff": 0.5}).welfare["USA"] < 0


def test_cases_start_where_they_say():
    (before, full), (after, _), (same, wage) = (page.case(name) for name in page.CASES)
    assert (full, wage) == ("full_employment", "fixed_real_wage")
    assert np.array_equal(same.benchmark.tariff, after.benchmark.tariff)
    rise = after.benchmark.tariff - before.benchmark.tariff
    assert rise[1, 0, :-1].min() > 0.1 and rise[0, 1, :-1].min() > 0.05
    assert abs(rise[[1, 0], [0, 1], -1]).max() < 1e-12  # services
    rise[1, 0], rise[0, 1] = 0, 0
    assert abs(rise).max() < 1e-12
    assert abs(after.solve().welfare).max() < 1e-9
