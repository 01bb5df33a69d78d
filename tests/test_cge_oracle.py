"""The general-equilibrium world against closed forms, identities and an oracle that shares no code."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from cge_oracle import Oracle, cde, made_up, one_sector, pooled
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar

import tradegames as tg

FEW = settings(max_examples=20, deadline=None)
CLOSURES = ("full_employment", "fixed_real_wage", "fixed_trade_balance")
REAL = tg.cge.load()
ORACLE = Oracle(pooled(REAL.benchmark), REAL.parameters)


def mapping(names, values):
    return dict(zip(names, (float(v) for v in values), strict=True))


def gaps(world, oracle, tariff, closure="full_employment", **shock):
    """The largest differences between the two solutions, name by name; all logs or shares of the world."""
    b = world.benchmark
    given = {
        name: mapping(b.regions, value - (name != "government"))
        for name, value in shock.items()
        if name not in ("endowments", "output_tax")
    }
    if "endowments" in shock:
        given["endowments"] = {
            (r, f): float(shock["endowments"][i, k] - 1)
            for i, r in enumerate(b.regions) for k, f in enumerate(b.factors)
        }  # fmt: skip
    if "output_tax" in shock:
        points = shock["output_tax"] - b.output_tax
        given["output_taxes"] = {
            (r, s): float(points[i, k]) for i, r in enumerate(b.regions) for k, s in enumerate(b.sectors)
        }
    found = world.solve(new_tariffs=tariff, closure=closure, **given)
    answer = oracle.solve(tariff, closure=closure, **shock)
    state, produced = found.equilibrium.state, b.output.sum()
    factor_use = np.stack([np.broadcast_to(u, b.output.shape) for u in state.factor_use], axis=2)
    pairs = {
        "price": (state.price, np.log(answer.price)),
        "output": (state.output, np.log(answer.output)),
        "utility": (state.utility, np.log(answer.utility)),
        "income": (state.income, np.log(answer.income / oracle.net)),
        "investment": (state.investment, np.log(answer.investment)),
        "factor": (
            np.where(b.factor > 0, factor_use, 0),
            np.where(b.factor > 0, np.log(answer.factor_use), 0),
        ),
        "saving": (state.saving / produced, answer.saving / produced),
        "sales": (found.trade["after"] / produced, off_diagonal(answer.trade) / produced),
        "walras": (found.walras, answer.walras),
    }
    if "labour" in b.factors:
        force = np.asarray(shock["endowments"])[:, oracle.labour] if "endowments" in shock else 1.0
        pairs["employment"] = (np.log1p(found.employment / 100), np.log(answer.employment * force))
    return {name: float(np.abs(np.asarray(one) - other).max()) for name, (one, other) in pairs.items()}


def off_diagonal(trade):
    return trade[~np.eye(len(trade), dtype=bool)].ravel()


def war(points, back=0.0):
    """Points on all goods from China, and from the United States in answer."""
    rates = np.array(REAL.benchmark.tariff)
    rates[1, 0, :-1] += points
    rates[0, 1, :-1] += back
    return rates


# --- Closed forms: one sector (Armington 1969; Arkolakis, Costinot and Rodríguez-Clare 2012) --------


def by_hand(flows, sigma, tariff, abundance):
    """Wage of country 2, home shares and real incomes of two countries; only the first one taxes imports."""
    own = np.diag(flows) / flows.sum(axis=0)

    def world(wage):
        w = np.array([1.0, wage])
        landed = np.array([wage * (1 + tariff), 1.0])
        home = own * w ** (1 - sigma) / (own * w ** (1 - sigma) + (1 - own) * landed ** (1 - sigma))
        spending = w * abundance * flows.sum(axis=1) / (1 - np.array([tariff / (1 + tariff), 0]) * (1 - home))
        bought = (1 - home) * spending / [1 + tariff, 1]
        return home, spending, bought[0] - bought[1]

    wage = brentq(lambda w: world(w)[2], 0.2, 5, xtol=1e-15)
    home, spending, _ = world(wage)
    price = np.array([1, wage]) * (home / own) ** (1 / (sigma - 1))
    return wage, home / own, spending / flows.sum(axis=1) / price


@FEW
@given(st.floats(1.3, 8), st.floats(-0.2, 2), st.floats(0.5, 2), st.floats(0.1, 0.9), st.floats(0.2, 3))
def test_one_sector_is_the_closed_form(sigma, tariff, abundance, trade, size):
    # A tariff of one country, and workers of the other: all follows from one equation for the wage.
    flows = np.array([[1.0, trade], [trade, trade + size]]) * 100
    benchmark, parameters = one_sector(flows, sigma)
    wage, home, welfare = by_hand(flows, sigma, tariff, np.array([1.0, abundance]))
    rates = np.zeros((2, 2, 1))
    rates[1, 0] = tariff
    found = tg.cge.World(benchmark, parameters).solve(
        new_tariffs=rates, endowments={("B", "labour"): abundance - 1}, closure="fixed_trade_balance"
    )
    state = found.equilibrium.state
    assert np.exp(state.price[1, 0] - state.price[0, 0]) == pytest.approx(wage, rel=1e-9)
    assert 1 + found.real_income.to_numpy() / 100 == pytest.approx(welfare, rel=1e-9)
    # ACR: the real wage is the home share to the power 1/(1 - sigma); income adds what the tariff brings.
    real_wage = np.exp(state.factor_index[0] - state.consumer_price)
    assert real_wage == pytest.approx(home ** (1 / (1 - sigma)), rel=1e-9)
    other = Oracle(benchmark, parameters).solve(
        rates, endowments=np.array([[1.0], [abundance]]), closure="fixed_trade_balance"
    )
    assert other.utility == pytest.approx(welfare, rel=1e-9)


@FEW
@given(st.integers(0, 10**6), st.floats(1.5, 6))
def test_welfare_of_any_foreign_shock_is_acr(seed, sigma):
    # No tariffs, four countries: what happens abroad reaches country A only through its home share.
    random = np.random.default_rng(seed)
    flows = random.uniform(1, 5, (4, 4)) + 20 * np.eye(4)
    flows = flows + flows.T  # balanced in pairs
    benchmark, parameters = one_sector(flows, sigma)
    growth = mapping("BCD", random.uniform(-0.3, 0.5, 3))
    found = tg.cge.World(benchmark, parameters).solve(productivity=growth, closure="fixed_trade_balance")
    state = found.equilibrium.state
    home = np.exp(state.home_use[1][0, 0] + state.price[0, 0] - state.private[0])
    assert 1 + found.real_income["A"] / 100 == pytest.approx(home ** (1 / (1 - sigma)), rel=1e-9)


# --- The oracle ------------------------------------------------------------------------------------


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize(
    "points, back", [(0, 0), (0.1, 0), (-0.015, 0), (0.6, 0.4), (1.45, 1.25), (100, 100)]
)
def test_real_world_agrees_with_the_oracle(points, back, closure):
    found = gaps(REAL, ORACLE, war(points, back), closure)
    assert max(found.values()) <= 1e-10, found


@settings(FEW, max_examples=30)
@given(
    st.integers(2, 4), st.integers(1, 4), st.integers(2, 4), st.integers(0, 10**6), st.sampled_from(CLOSURES),
    st.sampled_from([0.0, 0.4]),
)  # fmt: skip
def test_made_up_worlds_agree_with_the_oracle(regions, sectors, factors, seed, closure, empty):
    benchmark, parameters = made_up(regions, sectors, factors, seed, empty=empty)
    # With labour alone and its real wage fixed, constant returns leave the size of a region open.
    assume(closure != "fixed_real_wage" or benchmark.factor[..., 1:].sum(axis=(1, 2)).all())
    random = np.random.default_rng(seed)
    tariff = benchmark.tariff + random.uniform(-0.05, 0.6, benchmark.tariff.shape)
    tariff[np.arange(regions), np.arange(regions)] = 0
    found = gaps(
        tg.cge.World(benchmark, parameters), Oracle(pooled(benchmark), parameters), tariff, closure,
        output_tax=benchmark.output_tax + random.uniform(-0.05, 0.1, (regions, sectors)),
        endowments=random.uniform(0.8, 1.2, (regions, factors)), population=random.uniform(0.8, 1.2, regions),
        productivity=random.uniform(0.8, 1.2, regions), government=random.uniform(-0.05, 0.05, regions),
    )  # fmt: skip
    assert max(found.values()) <= 1e-9, found


def test_a_tariff_on_top_of_a_war_agrees_with_the_oracle():
    # S1's experiment in form: a war, the world calibrated there, then ten points at a fixed real wage.
    before, after = war(0.2, 0.1), war(0.3, 0.1)
    found = REAL.solve(new_tariffs=before).rebased().solve(new_tariffs=after, closure="fixed_real_wage")
    base = ORACLE.solve(before).rebased(ORACLE.b, before)
    answer = Oracle(base, REAL.parameters).solve(after, closure="fixed_real_wage")
    assert np.log1p(found.employment / 100).to_numpy() == pytest.approx(np.log(answer.employment), abs=1e-10)
    assert found.equilibrium.state.output == pytest.approx(np.log(answer.output), abs=1e-10)
    assert found.employment["CHN"] < 0 and found.real_gdp["CHN"] < 0


def test_textbook_world_has_the_same_signs_and_sizes():
    # Caliendo and Parro's structure on the same data: one factor, Cobb-Douglas inputs, one Armington level.
    b, par = REAL.benchmark, REAL.parameters
    sectors = len(b.sectors)
    benchmark = replace(
        b, factors=("labour",), factor=b.factor.sum(axis=2, keepdims=True), depreciation=[0, 0, 0]
    )
    parameters = tg.cge.Parameters(
        par.sources, par.sources, np.ones(sectors), np.ones(sectors), np.full((3, sectors), 0.01),
        np.ones((3, sectors)), [np.inf],
    )  # fmt: skip
    textbook = Oracle(benchmark, parameters).solve(war(0.1), closure="fixed_trade_balance")
    found = REAL.solve({("USA", "CHN"): 0.1}, closure="fixed_trade_balance")
    output = found.output.to_numpy().reshape(3, sectors)
    sizes = {
        "China's real income": (found.real_income["CHN"], 100 * (textbook.utility[1] - 1)),
        "exports to the United States": (
            found.exports["CHN", "USA"],
            100 * (textbook.trade[1, 0].sum() / b.trade[1, 0].sum() - 1),
        ),
    } | {
        name: (output[1, i], 100 * (textbook.output[1, i] - 1))
        for i, name in enumerate(b.sectors) if name in ("TEX", "ELEC", "ART")
    }  # fmt: skip
    for name, (one, other) in sizes.items():
        assert one < 0 and other < 0, name
        assert 0.4 < one / other < 2.5, (name, one, other)
    assert found.real_income["ROW"] > 0 and textbook.utility[2] > 1


# --- Small and large -------------------------------------------------------------------------------


def test_derivative_is_the_limit_of_small_shocks():
    step = 1e-4
    up, down = (ORACLE.solve(war(s * step, -s * step / 2)) for s in (1, -1))
    more, less = (
        REAL.solve(
            {("USA", "CHN"): s * step, ("CHN", "USA"): -s * step / 2}, method="linear"
        ).equilibrium.state
        for s in (1, -1)
    )
    for name in ("output", "price", "utility"):
        slope = np.log(getattr(up, name) / getattr(down, name))
        assert getattr(more, name) - getattr(less, name) == pytest.approx(
            slope, abs=1e-6 * np.abs(slope).max()
        )
    # The error of the linear answer grows with the square of the shock.
    error = [
        np.abs(
            REAL.solve({("USA", "CHN"): s}, method="linear").equilibrium.state.output
            - REAL.solve({("USA", "CHN"): s}).equilibrium.state.output
        ).max()
        for s in (0.01, 0.02)
    ]
    assert error[1] / error[0] == pytest.approx(4, rel=0.1)


def test_large_tariffs_end_trade_and_then_change_nothing():
    closed = REAL.solve(new_tariffs=war(1e4))
    more = REAL.solve(new_tariffs=war(1e6))
    gone = closed.trade.query("exporter == 'CHN' and importer == 'USA' and sector != 'SVC'")
    assert gone["after"].max() <= 1e-6 * gone["before"].max()
    assert more.real_income.to_numpy() == pytest.approx(closed.real_income.to_numpy(), abs=1e-9)
    # Where trade has ended, the linear answer is still on its way down.
    linear = REAL.solve({("USA", "CHN"): 1.45}, method="linear")
    exact = REAL.solve({("USA", "CHN"): 1.45})
    assert linear.real_income["CHN"] < 1.5 * exact.real_income["CHN"] < 0


# --- What the household wants -----------------------------------------------------------------------


def household(world, r):
    """Log utility of a region by prices of its goods, of government and of saving, and by its spending."""
    system, par = world.system, world.parameters
    basket = system.final_share[r, :, 0]
    share = np.append(system.final_total[r, :2], system.saving[r]) / system.income[r]
    weight = share * [basket @ par.income[r], 1, 1]

    def utility(goods, others, spending):
        """All as ratios to the benchmark; spending on private use, government and saving."""
        private = np.log(cde(basket, goods, spending[0], par.substitution[r], par.income[r])[0])
        return weight @ [private, *np.log(spending[1:] / others)]

    return share, utility


@FEW
@given(st.integers(0, 10**6), st.floats(0.05, 1), st.sampled_from(CLOSURES))
def test_the_household_spends_as_it_likes_best_and_values_it_so(seed, points, closure):
    world = tg.cge.World(*made_up(3, 2, 4, seed))
    assume((world.system.saving > 0).all())  # who runs down what he has, likes to save less than nothing
    found = world.solve({("A", "B"): points, ("B", "A"): points / 2}, closure=closure)
    state, system = found.equilibrium.state, world.system
    building = state.investment_price
    lent = (system.net_investment - system.saving) / system.net_investment.sum()
    dear = building + lent @ building  # GTAP's psave
    for r in range(3):
        share, utility = household(world, r)
        goods, others = np.exp(state.user_price[1][r]), np.exp([state.government_price[r], dear[r]])
        spending = np.exp([state.private[r], state.government[r], 0])
        spending[2] = state.saving[r] / system.saving[r]
        best = utility(goods, others, spending)
        for move in ([1, -1, 0], [1, 0, -1], [0, 1, -1]):
            for size in (1e-5, -1e-5):
                assert utility(goods, others, spending + size * np.array(move) / share) < best

        def least(income, share=share, utility=utility):
            """The most utility that this income buys at the benchmark's prices."""

            def lost(part):
                rest = (income - part) / share[1:].sum()
                return -utility(np.ones(2), np.ones(2), np.array([part / share[0], rest, rest]))

            return -minimize_scalar(lost, bounds=(0.7 * share[0] * income, 1.2 * share[0] * income)).fun

        income = brentq(lambda y, least=least, best=best: least(y) - best, 0.5, 2, xtol=1e-12)
        assert found.real_income.iloc[r] == pytest.approx(100 * (income - 1), abs=1e-7)


# --- What must not matter --------------------------------------------------------------------------


@FEW
@given(st.integers(0, 10**6))
def test_benchmark_and_no_shock(seed):
    benchmark, parameters = made_up(3, 3, 4, seed)
    world = tg.cge.World(benchmark, parameters)
    still = world.solve()
    assert still.iterations == 0 and still.residual <= 1e-12
    assert abs(still.welfare).max() <= 1e-10 * world.system.income.sum()
    # Begun somewhere else, it comes back.
    start = np.random.default_rng(seed).uniform(-0.1, 0.1, world.system.size)
    back = world.solve(start=start)
    assert np.abs(back.x).max() <= 1e-9 and back.iterations > 0


@FEW
@given(st.integers(0, 10**6), st.floats(0.1, 1000))
def test_money_and_the_order_of_regions_do_not_matter(seed, unit):
    benchmark, parameters = made_up(3, 2, 4, seed)
    names = ("intermediate", "final", "factor")
    dear = replace(benchmark, **{name: unit * getattr(benchmark, name) for name in names})
    points = {("A", "B"): 0.3, ("B", "A"): 0.1, ("C", "A"): 0.2}
    one, other = (tg.cge.World(b, parameters).solve(points) for b in (benchmark, dear))
    assert one.x == pytest.approx(other.x, abs=1e-9)
    assert other.welfare.to_numpy() == pytest.approx(unit * one.welfare.to_numpy(), abs=1e-8 * unit * 100)
    order = [2, 0, 1]
    turned = replace(
        benchmark,
        regions=tuple("ABC"[i] for i in order),
        intermediate=benchmark.intermediate[order][:, :, order],
        final=benchmark.final[order][:, :, order],
        tariff=benchmark.tariff[order][:, order],
        **{k: getattr(benchmark, k)[order] for k in ("factor", "output_tax", "population", "depreciation")},
    )
    moved = replace(parameters, substitution=parameters.substitution[order], income=parameters.income[order])
    found = tg.cge.World(turned, moved).solve(points)
    assert found.real_income.loc[list("ABC")].to_numpy() == pytest.approx(
        one.real_income.to_numpy(), abs=1e-9
    )


@FEW
@given(st.integers(0, 10**6), st.sampled_from(CLOSURES[:2]))
def test_only_relative_prices_matter(seed, closure):
    # All money doubled: each equation still holds but the one that fixes the numeraire.
    benchmark, parameters = made_up(3, 2, 4, seed)
    world = tg.cge.World(benchmark, parameters)
    found = world.solve({("A", "B"): 0.3}, closure=closure)
    nominal = ("price", *(f"price of {f}" for f in benchmark.factors), "income", "private", "public")
    x = found.x.copy()
    for name in nominal:
        start, shape = world.system.blocks[name]
        x[start : start + int(np.prod(shape))] += np.log(2)
    left, _ = world.system.equations(world.system.unpack(x, derive=False), found.shock)
    assert float(left.pop("numeraire")) == pytest.approx(1, abs=1e-9)
    assert max(np.abs(part).max() for part in left.values()) <= 1e-9


@FEW
@given(st.integers(0, 10**6), st.floats(0.5, 2))
def test_twice_the_people_and_endowments_make_twice_of_everything(seed, scale):
    benchmark, parameters = made_up(3, 2, 4, seed)
    found = tg.cge.World(benchmark, parameters).solve(
        endowments={(r, f): scale - 1 for r in benchmark.regions for f in benchmark.factors},
        population=dict.fromkeys(benchmark.regions, scale - 1),
    )
    state = found.equilibrium.state
    assert state.price == pytest.approx(np.zeros_like(state.price), abs=1e-9)
    assert state.utility == pytest.approx(np.zeros(3), abs=1e-9)
    for quantity in (state.output, state.sales, state.investment, state.private):
        assert quantity == pytest.approx(np.full_like(quantity, np.log(scale)), abs=1e-9)
    assert found.real_income.to_numpy() == pytest.approx(np.full(3, 100 * (scale - 1)), abs=1e-6)


@FEW
@given(st.integers(0, 10**6), st.floats(0.01, 1))
def test_symmetric_countries_stay_symmetric(seed, points):
    benchmark, parameters = symmetric(seed)
    world = tg.cge.World(benchmark, parameters)
    war = world.solve({(a, b): points for a in "ABC" for b in "ABC" if a != b})
    for values in (war.real_income, war.real_gdp, war.welfare):
        assert values.to_numpy() == pytest.approx(np.full(3, values.iloc[0]), abs=1e-8)
    assert (war.real_income < 0).all()
    attack = world.solve({("A", "B"): points, ("A", "C"): points})
    assert attack.real_income["B"] == pytest.approx(attack.real_income["C"], abs=1e-9)


def symmetric(seed):
    """Three copies of one country: the mean of a random world over its renamings, free trade."""
    benchmark, parameters = made_up(3, 2, 4, seed, border=0, tax=0)
    turns = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    both = {
        k: np.mean([getattr(benchmark, k)[t][:, :, t] for t in turns], axis=0)
        for k in ("intermediate", "final")
    }
    one = {
        k: np.mean([getattr(benchmark, k)[t] for t in turns], axis=0)
        for k in ("factor", "population", "depreciation")
    }
    same = {k: np.repeat(getattr(parameters, k)[:1], 3, axis=0) for k in ("substitution", "income")}
    return replace(benchmark, **both, **one), replace(parameters, **same)


# --- Identities, from prices and quantities alone ---------------------------------------------------


@pytest.mark.parametrize("closure", CLOSURES)
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_identities_of_a_small_shock(seed, closure):
    world = REAL if seed is None else tg.cge.World(*made_up(3, 3, 4, seed))
    b, step = world.benchmark, 1e-4
    first, second = b.regions[:2]
    up, down = (
        world.solve({(first, second): s * step, (second, first): s * step / 3}, closure=closure)
        for s in (1, -1)
    )

    def slope(value):
        return (value(up) - value(down)) / 2

    def of_state(name):
        return slope(lambda s: getattr(s.equilibrium.state, name))

    def totals(values, side):
        return np.array([values[up.trade[side] == r].sum() for r in b.regions])

    gdp = world.system.gdp
    before, volume = up.trade["before"], slope(lambda s: s.trade["volume"] / 100)
    price = slope(lambda s: s.trade["after"] / s.trade["before"]) - volume
    wages = b.factor[:, :, b.factors.index("labour")].sum(axis=1)
    work = wages * slope(lambda s: s.employment.to_numpy() / 100)
    taxed = totals(up.trade["tariff"] * before * volume, "importer")
    taxed += (b.output_tax * b.output * of_state("output")).sum(axis=1)
    tolerance = 1e-6 * gdp.max() * step

    # Real GDP moves only where a tax keeps a quantity away, or where more people work.
    assert gdp * slope(lambda s: s.real_gdp.to_numpy() / 100) == pytest.approx(taxed + work, abs=tolerance)
    if closure != "fixed_real_wage":
        assert work == pytest.approx(np.zeros(3), abs=1e-12)

    # Equivalent variation: that, and the terms of trade, and those of saving for investment.
    terms = totals(before * price, "exporter") - totals(before * price, "importer")
    paid = np.concatenate([b.intermediate, b.final], axis=3) * (1 + b.tariff.transpose(0, 2, 1)[..., None])
    spent = paid[..., -3:].sum(axis=(0, 1))
    capital = b.factor[:, :, b.factors.index("capital")].sum(axis=1)
    net = spent[:, 2] - b.depreciation * capital
    income = gdp - b.depreciation * capital
    saving = income - spent[:, 0] - spent[:, 1]
    building = of_state("investment_price")
    dear = building + ((net - saving) / net.sum() * building).sum()
    whole = taxed + work + terms + net * building - saving * dear
    assert slope(lambda s: s.welfare.to_numpy()) == pytest.approx(whole, abs=tolerance)
    # The world's terms of trade cancel; nothing is won in sum but what taxes keep away, and work.
    assert terms.sum() == pytest.approx(0, abs=tolerance)
    assert slope(lambda s: s.welfare.sum()) == pytest.approx((taxed + work).sum(), abs=3 * tolerance)


@FEW
@given(st.integers(0, 10**6), st.sampled_from(CLOSURES[::2]))
def test_rebased_on_the_way_ends_at_the_same_place(seed, closure):
    # Not with a fixed real wage: the weights of its price index are those of the benchmark.
    benchmark, parameters = made_up(3, 2, 4, seed)
    world = tg.cge.World(benchmark, parameters)
    half = world.rates({("A", "B"): 0.2})
    full = world.rates({("A", "B"): 0.5, ("B", "C"): 0.1})
    way = world.solve(new_tariffs=half, closure=closure)
    rest = way.rebased().solve(new_tariffs=full, closure=closure)
    straight = world.solve(new_tariffs=full, closure=closure)
    pairs = zip(*(s.equilibrium.state.output for s in (way, rest, straight)), strict=True)
    for first, second, whole in pairs:
        assert first + second == pytest.approx(whole, abs=1e-8)
