"""The world as a user meets it: errors, closures, welfare and its parts, rebasing, updating, studies."""

from dataclasses import replace

import numpy as np
import pytest

import tradegames as tg
from tradegames.cge.shock import shock
from tradegames.cge.solve import direction
from tradegames.cge.system import EQUATIONS

TEN = {("USA", "CHN"): 0.10}
GOODS = [s for s in tg.cge.load().benchmark.sectors if s != "SVC"]


@pytest.fixture(scope="module")
def world():
    return tg.cge.load()


@pytest.fixture(scope="module")
def ten(world):
    return world.solve(TEN)


def test_the_jacobian_is_exact(world):
    """Every equation, at a point away from the benchmark and under a shock, against central differences."""
    from tradegames.cge.dual import jacobian

    system = world.system
    shock = replace(
        world.solve(TEN, closure="fixed_real_wage", government={"CHN": 0.01}).shock,
        gdp=np.array([0.01, 0.0, 0.0]), has_target=np.array([True, False, False]),
    )  # fmt: skip
    x = np.random.default_rng(0).normal(0, 0.05, system.size)

    def left(x):
        found, _ = system.equations(system.unpack(x, derive=False), shock)
        return np.concatenate([np.ravel(part) for part in found.values()])

    exact = jacobian(list(system.equations(system.unpack(x, derive=True), shock)[0].values()), system.size)
    size = 1e-6
    for k in range(0, system.size, 3):
        step = size * np.eye(system.size)[k]
        measured = (left(x + step) - left(x - step)) / (2 * size)
        assert np.allclose(exact[:, k], measured, atol=2e-8), f"column {k}"


def test_as_many_equations_as_unknowns_and_each_has_a_source(world):
    left, _ = world.system.equations(
        world.system.unpack(np.zeros(world.system.size), False), world.solve().shock
    )
    assert sum(np.size(part) for part in left.values()) == world.system.size
    named = {"factors" if name.startswith("market of") else name for name in left}
    assert named == set(EQUATIONS)


@pytest.mark.parametrize("closure", [*tg.cge.CLOSURES, ("fixed_real_wage", "fixed_trade_balance")])
def test_closures_hold_what_they_name(world, closure):
    solution = world.solve(TEN, closure=closure)
    state, system = solution.equilibrium.state, world.system
    assert solution.residual < 1e-10 and abs(solution.walras) < 1e-10
    wage = state.factor_index[world.benchmark.factors.index("labour")]
    if "fixed_real_wage" in closure:
        assert np.allclose(wage, state.consumer_price, atol=1e-10)
        assert abs(solution.employment["CHN"]) > 0.1
    else:
        assert (solution.employment == 0).all()
        assert abs(wage - state.consumer_price).max() > 1e-4
    balance = state.saving - state.net_investment
    if "fixed_trade_balance" in closure:
        assert np.allclose(balance, system.balance, atol=1e-8)
    else:
        assert abs(balance - system.balance).max() > 1
        planned = state.net_investment / np.exp(state.investment_price) / system.net_investment
        assert np.allclose(planned, planned[0])
    names = (closure,) if isinstance(closure, str) else closure
    assert set(names) <= set(solution.closure.split(", "))


def test_gdp_is_one_number_from_both_sides(world, ten):
    """Spending with net exports = factor income with taxes, in every region."""
    state, system = ten.equilibrium.state, world.system
    payments = sum(
        (world.benchmark.factor[:, :, f] * np.exp(w + state.factor_use[f])).sum(axis=1)
        for f, w in enumerate(state.factor_price)
    )
    assert np.allclose(payments + state.tariff_revenue, system.gdp * (1 + ten.nominal_gdp / 100), rtol=1e-11)


def test_saving_less_investment_is_the_trade_balance(world, ten):
    flows = ten.trade
    exports = flows.groupby("exporter").after.sum()
    imports = flows.groupby("importer").after.sum()
    state = ten.equilibrium.state
    for r, region in enumerate(world.benchmark.regions):
        lent = state.saving[r] - state.net_investment[r]
        assert exports[region] - imports[region] == pytest.approx(lent, abs=1e-7)


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"closure": "fixed_real_wage"},
        {"productivity": {"USA": 0.02}},
        {"output_taxes": {("CHN", "TEX"): -0.1}},
    ],
)
@pytest.mark.parametrize("points", [0.10, 1.45])
def test_welfare_is_the_sum_of_its_parts(world, points, how):
    solution = world.solve({("USA", "CHN"): points, ("CHN", "USA", "AGRFOOD"): points}, **how)
    parts = solution.welfare_parts
    assert list(parts.columns) == [
        "allocation", "endowments", "productivity", "terms_of_trade", "saving_investment", "remainder",
    ]  # fmt: skip
    assert np.allclose(parts.sum(axis=1), solution.welfare)
    assert abs(parts.remainder).max() < 1e-6 * abs(solution.welfare).max()
    assert (parts.productivity != 0).any() == ("productivity" in how)
    assert (parts.endowments != 0).any() == ("closure" in how)


def test_more_of_everything_moves_no_price(world):
    """More of everything, people included, moves no price (homogeneity)."""
    more = {(r, f): 0.01 for r in world.benchmark.regions for f in world.benchmark.factors}
    richer = world.solve(endowments=more, population=dict.fromkeys(world.benchmark.regions, 0.01))
    assert np.allclose(richer.output, 1.0, atol=1e-9)
    assert np.allclose(richer.real_gdp, 1.0, atol=1e-9)
    assert np.allclose(richer.terms_of_trade, 0.0, atol=1e-9)
    assert np.allclose(richer.real_income, 1.0, atol=1e-9)


def test_parts_need_unchanged_tastes(world):
    with pytest.raises(ValueError, match="leaves tastes and population alone"):
        world.solve(TEN, population={"CHN": 0.01}).welfare_parts  # noqa: B018 - a property that raises


def test_the_linear_answer_is_the_first_derivative(world):
    tiny = world.solve({("USA", "CHN"): 1e-5})
    slope = direction(world.system, np.zeros(world.system.size), tiny.shock, 0.0)
    assert np.allclose(tiny.x, slope, atol=1e-9)
    linear = world.solve({("USA", "CHN"): 0.5}, method="linear")
    solved = world.solve({("USA", "CHN"): 0.5})
    assert linear.iterations == 1 and linear.residual > 1e-4
    off = linear.real_income["CHN"] / solved.real_income["CHN"]
    assert off > 1.5  # the straight line does not know that trade runs out


def test_rebased_is_where_the_change_led(world, ten):
    after = ten.rebased("after ten points")
    assert after.base == "after ten points"
    assert after.solve().residual < 1e-10 and after.solve().iterations == 0
    assert np.allclose(after.benchmark.tariff[1, 0, :8], world.benchmark.tariff[1, 0, :8] + 0.10)
    # Taking the points away again leads back to where it began.
    back = after.solve({("USA", "CHN"): -0.10})
    for name in ("price", "output", "import_price", "sales", "income", "investment"):
        there, again = getattr(ten.equilibrium.state, name), getattr(back.equilibrium.state, name)
        off = ~np.eye(3, dtype=bool)
        assert np.allclose((there + again)[off] if name == "sales" else there + again, 0, atol=1e-9), name
    assert np.allclose(world.rebase(TEN).benchmark.factor, after.benchmark.factor)
    assert "rebased" in world.rebase(TEN).base


def test_a_scenario_may_be_in_force_already(world):
    known = tg.cge.scenarios()
    assert tg.cge.load(after="pre_war").base == tg.cge.load().base == world.base
    both = tg.cge.load(after="ten_points")  # which itself came after the war
    step = world.rebase(known["war"].tariffs).rebase(known["ten_points"].tariffs)
    assert np.array_equal(both.benchmark.trade, step.benchmark.trade)
    with pytest.raises(ValueError, match=r"cge.load.after must be 'pre_war' or .*; got 'peace'"):
        tg.cge.load(after="peace")


def test_update_meets_its_targets(world):
    grown = {"USA": 0.10, "CHN": 0.40}
    later = world.update(
        grown, capital={"CHN": 0.5}, labour={"CHN": -0.02}, population={"USA": 0.03}, base="later"
    )
    assert later.base == "later"
    assert later.solve().iterations == 0
    assert later.benchmark.population[0] == pytest.approx(world.benchmark.population[0] * 1.03)
    # Real GDP at the old prices: found again by the same growth given as productivity.
    from tradegames.cge.solve import find

    stocks = {("CHN", "capital"): 0.5, ("CHN", "labour"): -0.02}
    change = shock(
        world.system, world.rates(), "full_employment", endowments=stocks, population={"USA": 0.03}, gdp=grown
    )
    state = find(world.system, change).state
    assert np.exp(state.real_gdp[:2]) - 1 == pytest.approx([0.10, 0.40])
    assert state.productivity[2] == 0


def test_a_shift_to_the_government_moves_its_spending(world):
    moved = world.solve(government={"CHN": 0.01})
    state, system = moved.equilibrium.state, world.system
    share = (
        system.final_total[1, 1] * np.exp(state.government[1]) / (system.income[1] * np.exp(state.income[1]))
    )
    assert share - system.final_total[1, 1] / system.income[1] == pytest.approx(0.01, rel=0.02)
    assert moved.output["CHN", "SVC"] > 0


def test_a_subsidy_to_output_is_paid_and_passed_on(world):
    paid = world.solve(output_taxes={("CHN", "TEX"): -0.10})
    state, tex = paid.equilibrium.state, world.benchmark.sectors.index("TEX")
    assert paid.output["CHN", "TEX"] > 5
    assert -0.20 < np.expm1(state.price[1, tex]) < -1 / 11  # more than the subsidy: textiles make textiles
    after = paid.rebased()
    assert after.benchmark.output_tax[1, tex] == pytest.approx(-0.10)
    back = after.solve(output_taxes={("CHN", "TEX"): 0.10})
    assert np.allclose(back.equilibrium.state.output, -state.output, atol=1e-9)


def test_an_elasticity_may_be_changed_for_one_sector_or_all(world):
    one = world.replace(armington={"ELEC": 2.0}, mobility={"land": 0.0}, top=0.5)
    assert one.parameters.armington[4] == 2.0 and one.parameters.armington[0] == world.parameters.armington[0]
    assert (one.parameters.top == 0.5).all()
    assert one.solve().residual < 1e-12
    stiff = world.replace(armington={"ELEC": 1.0}, sources={"ELEC": 2.0})
    assert abs(stiff.solve(TEN).output["CHN", "ELEC"]) < abs(world.solve(TEN).output["CHN", "ELEC"]) / 2


@pytest.mark.parametrize("kind", ["armington", "sources", "value_added", "top"])
def test_an_elasticity_of_one_is_no_special_case(world, kind):
    near = [
        world.replace(**{kind: value}).solve(TEN).real_income["CHN"] for value in (1 - 1e-6, 1.0, 1 + 1e-6)
    ]
    assert near[0] == pytest.approx(near[1], rel=1e-5) and near[2] == pytest.approx(near[1], rel=1e-5)


def test_a_tariff_that_stops_trade_still_solves(world):
    closed = world.solve({("USA", "CHN"): 10.0})
    goods = closed.trade.query("exporter == 'CHN' and importer == 'USA' and sector != 'SVC'")
    assert goods.after.sum() < 0.001 * goods.before.sum()
    assert closed.residual < 1e-10


@pytest.mark.parametrize(
    ("tariffs", "how", "message"),
    [
        ({("USA", "MEX"): 0.1}, {}, r"World.solve.tariffs must be 'USA' or 'CHN' or 'ROW'; got 'MEX'"),
        ({("USA", "CHN", "STEEL"): 0.1}, {}, r"got 'STEEL'"),
        ({("USA", "USA"): 0.1}, {}, r"must be between two regions; got \('USA', 'USA'\)"),
        ({("USA",): 0.1}, {}, r"must have keys \(importer, exporter\)"),
        ({("USA", "CHN"): 25}, {}, r"tariffs\[USA, CHN\] must be a fraction, or unit='percent' .*; got 25"),
        ({("USA", "CHN"): float("nan")}, {}, r"tariffs\[USA, CHN\] must be finite; got nan"),
        ({("USA", "CHN"): -1.2}, {}, r"must stay above -1; got -1.\d+ on AGRFOOD from CHN to USA"),
        ({}, {"closure": "keynes"}, r"World.solve.closure must be"),
        ({}, {"closure": ("full_employment", "fixed_real_wage")}, r"must fix employment or the real wage"),
        ({}, {"endowments": {("CHN", "oil"): 0.1}}, r"endowments must be 'labour' or .*; got 'oil'"),
        ({}, {"output_taxes": {("CHN", "TEX"): 1.5}}, r"output_taxes\[CHN, TEX\] must .*; got 1.5"),
        ({}, {"population": {"CHN": 20}}, r"population must lie between -1 and 10, as a fraction; got 20"),
        ({}, {"government": {"CHN": -0.9}}, r"government must leave some spending; got -0.9 in CHN"),
        ({}, {"method": "gragg"}, r"World.solve.method must be 'newton' or 'linear'; got 'gragg'"),
        ({}, {"new_tariffs": np.zeros((3, 3, 9))}, r"new_tariffs must not be given together with tariffs"),
        (None, {"new_tariffs": np.zeros((3, 3))}, r"new_tariffs must have shape \(3, 3, 9\); got \(3, 3\)"),
        (None, {"new_tariffs": np.ones((3, 3, 9))}, r"must be zero inside a region; got others in USA"),
    ],
)  # fmt: skip
def test_bad_input_is_named(world, tariffs, how, message):
    with pytest.raises(ValueError, match=message):
        world.solve(tariffs, **how)


def test_percent_has_to_be_said(world):
    said = world.solve({("USA", "CHN"): 10}, unit="percent")
    assert np.array_equal(said.x, world.solve(TEN).x)


def test_bad_worlds_are_refused(world):
    with pytest.raises(ValueError, match=r"World.services must be 'AGRFOOD' or"):
        replace(world, services=("BANKS",))
    with pytest.raises(ValueError, match=r"World.replace.name must be"):
        world.replace(sigma=2)
    with pytest.raises(ValueError, match=r"Parameters.armington must not be negative"):
        world.replace(armington=-1)
    short = tg.cge.Parameters([1.0], [1.0], [1.0], [0.0], [[0.5]] * 3, [[1.0]] * 3, [np.inf] * 4)
    with pytest.raises(ValueError, match=r"World.parameters must fit 3 regions and 9 sectors"):
        replace(world, parameters=short)


def test_no_equilibrium_names_the_worst_equation(world):
    from tradegames.cge.solve import find

    shock = world.solve({("USA", "CHN"): 1.0}).shock
    with pytest.raises(tg.cge.NoEquilibrium, match=r"not solved after 0 steps; \w+ \(\w+, \w+\) is off by"):
        find(world.system, shock, most=0)
    broken = np.full(world.system.size, np.nan)
    with pytest.raises(tg.cge.NoEquilibrium, match="left the numbers; zero_profit"):
        find(world.system, shock, start=broken)


def test_studies(world):
    found = tg.cge.sweep(world, {"five": {("USA", "CHN"): 0.05}, "ten": TEN})
    assert np.allclose(found["ten"].x, world.solve(TEN).x, atol=1e-11)
    table = tg.cge.compare(found)
    assert table.loc[("ten", "CHN"), "real_income"] == pytest.approx(world.solve(TEN).real_income["CHN"])
    assert set(table.base) == {world.base} and set(table.closure) == {"full_employment"}
    told = []
    run = tg.cge.sensitivity(world, TEN, draws=6, seed=3, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (6, 6)
    again = tg.cge.sensitivity(world, TEN, draws=6, seed=3)
    assert run.draws.equals(again.draws)
    assert run.draws["real_income", "CHN"].std() > 0.001
    assert (run.interval().low <= run.interval()["median"]).all()
    with pytest.raises(ValueError, match=r"cge.sensitivity.draws must be at least 1; got 0"):
        tg.cge.sensitivity(world, TEN, draws=0)
    with pytest.raises(ValueError, match=r"cge.sensitivity.elasticities must be"):
        tg.cge.sensitivity(world, TEN, elasticities=("mobility",))


def test_saving_costs_in_all_what_investment_costs(world, ten):
    """The price of saving spreads the price of what the world invests in over those who save (psave)."""
    from tradegames.cge.welfare import saving_price

    system, state = world.system, ten.equilibrium.state
    dearer = (system.saving * saving_price(system, state)).sum()
    assert dearer == pytest.approx((system.net_investment * state.investment_price).sum(), rel=1e-10)
    assert abs(saving_price(system, state) - state.investment_price).max() > 1e-5


def test_who_taxes_gains_in_terms_of_trade_and_services_stay_free(world, ten):
    assert ten.terms_of_trade["USA"] > 0 > ten.terms_of_trade["CHN"]
    assert (np.sign(ten.terms_of_trade) == np.sign(ten.welfare_parts.terms_of_trade)).all()
    taxed = ten.trade.query("exporter == 'CHN' and importer == 'USA'").set_index("sector")
    added = taxed.new_tariff - taxed.tariff
    assert added["SVC"] == 0
    assert np.allclose(added[GOODS], 0.10)


def test_draws_are_what_they_say(world):
    run = tg.cge.sensitivity(world, TEN, draws=9, spread=0.2, seed=5)
    factor = np.exp(0.2 * np.random.default_rng(5).standard_normal(9))
    par = world.parameters
    first = world.replace(armington=par.armington * factor, sources=par.sources * factor).solve(TEN)
    assert run.draws.iloc[0]["real_income", "CHN"] == pytest.approx(first.real_income["CHN"])
    half = run.interval(0.5)
    drawn = np.sort(run.draws["real_income", "CHN"])  # nine: the quartiles are the third and the seventh
    assert half.low["real_income", "CHN"] == pytest.approx(drawn[2])
    assert half.high["real_income", "CHN"] == pytest.approx(drawn[6])


def test_sources_add_up_to_the_trade_table(world, ten):
    table = ten.sources("USA")
    flows = (
        ten.trade.query("importer == 'USA' and sector != 'SVC'")
        .groupby("exporter")[["before", "after"]]
        .sum()
    )
    for region in ("CHN", "ROW"):
        assert table.loc[region, ["before", "after"]].tolist() == pytest.approx(flows.loc[region].tolist())
    made = ten.equilibrium.state.output[0] + ten.equilibrium.state.price[0]
    sold = (world.benchmark.output[0] * np.exp(made))[:8].sum() - ten.trade.query(
        "exporter == 'USA' and sector != 'SVC'"
    ).after.sum()
    assert table.after["USA"] == pytest.approx(sold)  # what is not exported is sold at home
    assert ten.sources("USA", ("TEX",)).before["CHN"] < table.before["CHN"]
    with pytest.raises(ValueError, match=r"Solution.sources.importer must be"):
        ten.sources("MEX")


def test_a_mobile_factor_that_one_region_has_not(world):
    """Its price there is in no equation of economics: it stays where it was, and nothing is singular."""
    b = world.benchmark
    factor = np.array(b.factor)
    land = b.factors.index("land")
    factor[0, :, 1] += factor[0, :, land]
    factor[0, :, land] = 0
    without = replace(world, benchmark=replace(b, factor=factor)).replace(
        mobility={"land": np.inf}, value_added=0.0
    )
    solution = without.solve({("USA", "CHN"): 0.01})  # ten points are too much where nothing gives way
    assert solution.residual < 1e-10
    assert solution.equilibrium.state.factor_index[land][0] == 0


def test_what_moves_from_saving_to_the_government_is_worth_nothing_at_first(world):
    """At the benchmark a dollar of either is worth as much; the rest is what it does to prices."""
    tiny = world.solve(government={"CHN": 1e-6})
    worth = tiny.welfare["CHN"] / (1e-6 * world.system.income[1])
    terms = tiny.terms_of_trade["CHN"] / 100 * tiny.trade.query("exporter == 'CHN'").before.sum()
    assert worth == pytest.approx(terms / (1e-6 * world.system.income[1]), abs=0.1)
    assert abs(worth) < 0.3
    large = [world.solve(government={"CHN": points}).real_income["CHN"] for points in (0.05, 0.10)]
    assert large[1] < 2 * large[0] and large[1] < 0  # further and further from what its household wants
    with pytest.raises(ValueError, match=r"needs saving that keeps its sign; got -0.\d+ of it in USA"):
        world.solve(government={"USA": 0.05}).welfare  # noqa: B018 - a property that raises


def test_singular_equations_are_an_error_that_names_a_place(world):
    """With factors that cannot replace each other and cannot move, nothing determines their prices."""
    stuck = world.replace(value_added=0.0, mobility=0.0)
    with pytest.raises(tg.cge.NoEquilibrium, match=r"singular|not solved|left the numbers"):
        stuck.solve({("USA", "CHN"): 0.5})
    with pytest.raises(tg.cge.NoEquilibrium, match="singular"):
        stuck.solve({("USA", "CHN"): 0.5}, method="linear")
