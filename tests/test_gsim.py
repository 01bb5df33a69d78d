"""GSIM: derived from its primitives, its identities, and where it meets SMART."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import tradegames as tg
from tradegames import gsim
from tradegames.gsim.model import linear, shares, system

FEW = settings(max_examples=60, deadline=None)


def worlds(n=3, home=True, free=False):
    """Random worlds: trade, tariffs, and elasticities of one industry."""
    flow = st.floats(0.5, 100)
    rate = st.just(0.0) if free else st.floats(0, 0.5)
    off = 1 - np.eye(n)

    def build(flows, rates, demand, supply, armington):
        trade = np.reshape(flows, (n, n)) * (1 if home else off)
        return trade, np.reshape(rates, (n, n)) * off, demand, np.array(supply), armington

    return st.builds(
        build,
        st.lists(flow, min_size=n * n, max_size=n * n),
        st.lists(rate, min_size=n * n, max_size=n * n),
        st.floats(-3, -0.1),
        st.lists(st.floats(0, 20), min_size=n, max_size=n),
        st.floats(0.2, 8),
    )


def raised(tariff, exporter, importer, points):
    new = np.array(tariff)
    new[exporter, importer] += points
    return new


# --- the formulas follow from CES demand and constant elasticities ----------------------------


def test_elasticities_follow_from_ces_demand():
    # One market, two suppliers: differentiate the log of CES demand at unit prices.
    p1, p2 = sp.symbols("p1 p2", positive=True)
    e, s, th = sp.symbols("epsilon sigma theta", real=True)
    index = (th * p1 ** (1 - s) + (1 - th) * p2 ** (1 - s)) ** (1 / (1 - s))
    demand = p1**-s * index ** (s + e)
    at = {p1: 1, p2: 1}
    own = sp.simplify((sp.diff(demand, p1) * p1 / demand).subs(at))
    cross = sp.simplify((sp.diff(demand, p2) * p2 / demand).subs(at))
    phi = np.array([[1], [1]], dtype=object)
    found = system(phi, np.array([[th], [1 - th]], dtype=object), e, s)
    assert sp.expand(found[0, 0] - own) == 0
    assert sp.expand(found[0, 1] - cross) == 0


def test_symbols_and_numbers_are_one_formula():
    z, e, m, s = sp.symbols("z epsilon mu sigma", real=True)
    trade = np.array([[50, 20, 10], [30, 60, 20], [15, 25, 90]])
    old = np.zeros((3, 3), dtype=int)
    new = old.astype(object)
    new[1, 0] = z
    at = {z: 0.25, e: -1.25, m: 1.5, s: 2.5}
    symbolic = linear(trade, old, new, e, np.array([m] * 3, dtype=object), s)
    result = gsim.simulate(trade, 0.0, raised(old.astype(float), 1, 0, 0.25), -1.25, 1.5, 2.5)
    assert [float(p.subs(at)) for p in symbolic.price] == pytest.approx(list(result.price_change), rel=1e-12)
    assert float(symbolic.composite[0].subs(at)) == pytest.approx(result.composite_change[0], rel=1e-12)


@FEW
@given(worlds(), st.floats(0.01, 0.2))
def test_markets_clear(world, points):
    trade, tariff, demand, supply, armington = world
    new = raised(tariff, 1, 0, points)
    result = gsim.simulate(trade, tariff, new, demand, supply, armington, method="exact")
    assert abs(result.residual).max() <= 1e-11
    # The same by the definition: supply of each exporter equals what all importers buy.
    made = (1 + result.price_change) ** supply * trade.sum(axis=1)
    bought = (trade * (1 + result.quantity_change)).sum(axis=1)
    assert made == pytest.approx(bought, rel=1e-9)
    if armington * points * 2 < 0.9:
        flat = gsim.simulate(trade, tariff, new, demand, supply, armington)
        assert abs(flat.residual).max() <= 1e-11


@FEW
@given(worlds())
def test_linear_is_the_limit_of_exact(world):
    trade, tariff, demand, supply, armington = world
    gaps = []
    for points in (1e-3, 1e-4):
        new = raised(tariff, 1, 0, points)
        one, other = (
            gsim.simulate(trade, tariff, new, demand, supply, armington, method=method)
            for method in ("linear", "exact")
        )
        gaps.append(np.abs(one.price_change - other.price_change).max() / points)
        assert one.welfare == pytest.approx(other.welfare, abs=50 * points**2 * trade.sum())
    assert gaps[1] <= gaps[0] / 8 + 1e-9  # the error is of second order
    assert gaps[0] <= 0.1


@FEW
@given(worlds(), st.floats(0.5, 1000))
def test_money_has_no_unit(world, scale):
    trade, tariff, demand, supply, armington = world
    new = raised(tariff, 1, 0, 0.05)
    one, other = (gsim.simulate(k * trade, tariff, new, demand, supply, armington) for k in (1, scale))
    assert one.price_change == pytest.approx(other.price_change, rel=1e-9, abs=1e-14)
    assert scale * one.welfare == pytest.approx(other.welfare, rel=1e-7, abs=1e-9 * scale * trade.sum())


@pytest.mark.parametrize("method", ["linear", "exact"])
def test_symmetric_countries_stay_symmetric(method):
    trade = np.array([[50.0, 20, 20], [20, 50, 20], [20, 20, 50]])
    war = 0.2 * (1 - np.eye(3))
    result = gsim.simulate(trade, 0.0, war, -1.2, 2.0, 3.0, method=method)
    for field in (result.price_change, result.welfare, result.tariff_revenue):
        assert field == pytest.approx([field[0]] * 3)
    assert (result.welfare < 0).all()
    # And a relabelling of countries relabels the answer.
    order = [2, 0, 1]
    mixed = np.array([[5.0, 2, 8], [3, 9, 4], [7, 1, 6]])
    one = gsim.simulate(mixed, 0.0, raised(0 * mixed, 1, 0, 0.2), -1.2, [1, 2, 3], 2.0, method=method)
    two = gsim.simulate(
        mixed[np.ix_(order, order)], 0.0, raised(0 * mixed, 1, 0, 0.2)[np.ix_(order, order)],
        -1.2, [3, 1, 2], 2.0, method=method,
    )  # fmt: skip
    assert one.welfare[order] == pytest.approx(two.welfare)


@FEW
@given(worlds(), st.floats(0.001, 0.1))
def test_a_uniform_tariff_diverts_nothing(world, points):
    # If all goods are taxed alike in all markets, home goods too, sellers bear -demand/(supply - demand).
    trade, _, demand, supply, armington = world
    supply = np.full(3, supply[0])
    solution = linear(trade, 0 * trade, 0 * trade + points, np.full(3, demand), supply, armington)
    assert solution.price == pytest.approx([demand * points / (supply[0] - demand)] * 3)
    assert solution.quantity == pytest.approx(np.full((3, 3), supply[0] * solution.price[0]))


@FEW
@given(worlds())
def test_welfare_adds_up_for_small_shocks(world):
    # World welfare: what the tariffs in place were worth to the treasuries at the margin, nothing else.
    trade, tariff, demand, supply, armington = world
    points = 1e-5
    result = gsim.simulate(
        trade, tariff, raised(tariff, 1, 0, points), demand, supply, armington, method="exact"
    )
    wedge = (tariff * trade * result.quantity_change).sum()
    assert result.welfare.sum() / points == pytest.approx(wedge / points, abs=2e-3 * trade.sum())


@FEW
@given(worlds(free=True))
def test_the_first_unit_of_tariff_moves_the_terms_of_trade_only(world):
    # At free trade the gain of a country is its exports times the rise of its price less the same of imports.
    trade, tariff, demand, supply, armington = world
    points = 1e-6
    result = gsim.simulate(trade, tariff, raised(tariff, 1, 0, points), demand, supply, armington)
    p = result.price_change
    terms = p * trade.sum(axis=1) - p @ trade
    assert result.welfare / points == pytest.approx(terms / points, abs=1e-3 * trade.sum())
    assert result.welfare.sum() / points == pytest.approx(0, abs=1e-3 * trade.sum())


@FEW
@given(worlds(), st.floats(0.01, 0.2))
def test_prices_are_unique_where_goods_are_substitutes(world, points):
    # Gross substitutes: a dominant diagonal, so the matrix has an inverse without negative entries.
    trade, tariff, demand, supply, armington = world
    armington = max(armington, -demand)
    phi, theta = shares(trade, tariff)
    matrix = np.diag(supply) - system(phi, theta, demand, armington)
    assert matrix.sum(axis=1) == pytest.approx(supply - demand)
    assert (np.linalg.inv(matrix) >= -1e-12).all()


# --- SMART: where the two models meet ------------------------------------------------------------


def one_market(share, others_tariff, target_tariff):
    """Country 0 imports from 1 (the target) and 2; its own goods go to 2 only, a market apart."""
    trade = np.array([[0.0, 0, 40], [100 * share, 0, 0], [100 * (1 - share), 0, 0]])
    tariff = np.zeros((3, 3))
    tariff[1, 0], tariff[2, 0] = target_tariff, others_tariff
    return trade, tariff


@FEW
@given(st.floats(0.05, 0.95), st.floats(-3, -0.1), st.floats(0.2, 3), st.floats(0, 0.3), st.floats(0.01, 0.1))
def test_smart_and_gsim_agree_on_the_total_only(share, demand, armington, before, points):
    trade, tariff = one_market(share, before, before)
    result = gsim.simulate(trade, tariff, raised(tariff, 1, 0, points), demand, np.inf, armington)
    z, m = points / (1 + before), trade[:, 0]
    creation, diversion = demand * m[1] * z, -m[1] * (1 - share) * armington * z  # SMART
    change = result.trade_change[:, 0]
    assert result.price_change == pytest.approx([0, 0, 0], abs=1e-15)
    assert change.sum() == pytest.approx(creation, rel=1e-9)
    # The split: GSIM lets all suppliers share in the shrinking of the market.
    gap = change[1] - (creation + diversion)
    assert gap == pytest.approx(-creation * (1 - share), rel=1e-7)
    assert change[2] == pytest.approx(-diversion * (demand + armington) / armington, rel=1e-7, abs=1e-9)


def test_the_split_agrees_for_one_supplier_or_rigid_demand():
    for share, demand in ((1 - 1e-12, -1.5), (0.4, -1e-12)):
        trade, tariff = one_market(share, 0.0, 0.0)
        result = gsim.simulate(trade, tariff, raised(tariff, 1, 0, 0.2), demand, np.inf, 1.5)
        smart = trade[1, 0] * 0.2 * (demand - (1 - share) * 1.5)
        assert result.trade_change[1, 0] == pytest.approx(smart, abs=1e-9)


@FEW
@given(st.floats(0.05, 0.95), st.floats(-3, -0.1), st.floats(0.2, 3), st.floats(0, 0.5), st.floats(0, 0.5))
def test_totals_part_where_the_first_tariffs_differ(share, demand, armington, target, others):
    trade, tariff = one_market(share, others, target)
    points = 0.05 * (1 + target)
    result = gsim.simulate(trade, tariff, raised(tariff, 1, 0, points), demand, np.inf, armington)
    theta = share * (1 + target) / (share * (1 + target) + (1 - share) * (1 + others))
    gap = result.trade_change[:, 0].sum() - demand * trade[1, 0] * 0.05
    assert gap == pytest.approx(100 * 0.05 * (theta - share) * (demand + armington), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("supply", [0.0, 0.5, 2.0, 50.0])
def test_finite_supply_agrees_with_smart_for_one_supplier(supply):
    # SMART: dln p = e z / (mu - e); the value of imports changes by e m z (mu + 1)/(mu - e), to first order.
    trade = np.array([[0.0, 40], [60, 0]])
    e, z = -1.3, 1e-6
    result = gsim.simulate(trade, 0.0, [[0, 0], [z, 0]], e, supply, 2.0)
    assert result.price_change[1] == pytest.approx(e * z / (supply - e), rel=1e-9)
    assert result.trade_change[1, 0] == pytest.approx(e * 60 * z * (supply + 1) / (supply - e), rel=1e-4)


# --- the exact model against an independent solver ------------------------------------------------


@pytest.mark.parametrize("armington", [0.6, 1.0, 1 + 1e-5, 4.0])
def test_exact_against_scipy(armington):
    from scipy.optimize import brentq

    # Two countries, country 0 taxes country 1: one price moves if there is no third good in its market.
    trade, demand, supply, t = np.array([[30.0, 0], [60, 0]]), -1.4, 1.7, 1.45
    phi_theta = np.array([1 / 3, 2 / 3])

    def composite(p):
        if armington == 1:
            return float(np.exp(phi_theta @ np.log(p)))
        return float((phi_theta @ p ** (1 - armington)) ** (1 / (1 - armington)))

    def excess(p1):  # with home supply infinitely elastic
        paid = np.array([1.0, p1 * (1 + t)])
        return p1**supply - paid[1] ** -armington * composite(paid) ** (armington + demand)

    options = {"method": "exact", "unit": "fraction"}
    result = gsim.simulate(trade, 0.0, [[0, 0], [t, 0]], demand, [np.inf, supply], armington, **options)
    assert result.price_change[1] == pytest.approx(brentq(excess, 0.05, 1, xtol=1e-14) - 1, rel=1e-9)
    assert 1 <= result.iterations < 15


def test_exact_areas_are_integrals():
    from scipy.integrate import quad

    trade, demand = np.array([[30.0, 20], [60, 40]]), np.array([-1.0, -2.5])
    result = gsim.simulate(trade, 0.0, [[0, 0], [0.8, 0]], demand, [0.7, 1.5], 3.0, method="exact")
    for k in (0, 1):
        supply = (0.7, 1.5)[k]
        made = quad(lambda p, a=supply: p**a, 1, 1 + result.price_change[k])[0] * trade[k].sum()
        lost = quad(lambda p, k=k: p ** demand[k], 1, 1 + result.composite_change[k])[0] * trade[:, k].sum()
        assert result.producer_surplus[k] == pytest.approx(made, rel=1e-9)
        assert result.consumer_surplus[k] == pytest.approx(-lost, rel=1e-9)


def test_linear_areas_are_trapezoids():
    trade, tariff = np.array([[30.0, 20], [60, 40]]), np.array([[0, 0.1], [0.05, 0]])
    new = raised(tariff, 1, 0, 0.2)
    by_good, whole = (
        gsim.simulate(trade, tariff, new, [-1.0, -2.5], [0.7, 1.5], 3.0, surplus=measure)
        for measure in ("varieties", "composite")
    )
    p, q, paid = by_good.price_change, by_good.quantity_change, by_good.paid_change
    for k in (0, 1):
        output = (trade[k] * q[k]).sum() / trade[k].sum()
        assert by_good.producer_surplus[k] == pytest.approx(p[k] * trade[k].sum() * (1 + (1 + output)) / 2)
        spent = trade[:, k] * (1 + tariff[:, k])
        assert by_good.consumer_surplus[k] == pytest.approx(
            -(spent * paid[:, k] * (1 + (1 + q[:, k])) / 2).sum()
        )
        rise = spent @ paid[:, k] / spent.sum()
        demand = (-1.0, -2.5)[k]
        assert whole.consumer_surplus[k] == pytest.approx(-spent.sum() * rise * (1 + (1 + demand * rise)) / 2)
        revenue = new[:, k] @ (trade[:, k] * (1 + p) * (1 + q[:, k])) - tariff[:, k] @ trade[:, k]
        assert whole.tariff_revenue[k] == by_good.tariff_revenue[k] == pytest.approx(revenue)


def test_never_once_or_twice():
    """The loss from substitution, in SMART's welfare, in the model itself, and in its composite measure."""
    trade, free = one_market(0.3, 0.0, 0.0)
    z, demand, armington = 1e-3, -1.2, 2.5
    new = raised(free, 1, 0, z)
    arguments = trade, free, new, demand, np.inf, armington
    market, substitution = (x * 30 * z**2 / 2 for x in (0.3 * -demand, 0.7 * armington))
    loss = {
        "exact": -gsim.simulate(*arguments, method="exact").welfare[0],
        "varieties": -gsim.simulate(*arguments).welfare[0],
        "composite": -gsim.simulate(*arguments, surplus="composite").welfare[0],
    }
    after = 30 * (1 + z * (demand - 0.7 * armington)) / (100 + demand * 30 * z)  # China's share in SMART
    loss["smart"] = -z * after / 2 * demand * 30 * z
    times = {name: (value - market) / substitution for name, value in loss.items()}
    assert times == pytest.approx({"exact": 1, "varieties": 1, "composite": 2, "smart": 0}, abs=0.01)


@FEW
@given(st.floats(0.05, 0.95), st.floats(-3, -0.1), st.floats(0.2, 3), st.floats(0, 0.3), st.floats(0.01, 0.1))
def test_elastic_supply_gives_the_exact_welfare_of_smart(share, demand, armington, before, points):
    trade, tariff = one_market(share, before / 2, before)
    new = raised(tariff, 1, 0, points)
    result = gsim.simulate(trade, tariff, new, demand, np.inf, armington)
    triangles = ((tariff + new) / 2 * result.trade_change)[:, 0].sum()
    assert result.welfare[0] == pytest.approx(triangles, rel=1e-9, abs=1e-9)


def test_prohibitive_tariffs_need_the_exact_model():
    trade = np.array([[50.0, 20, 10], [30, 60, 20], [15, 25, 90]])
    new = raised(np.zeros((3, 3)), 1, 0, 1.45)
    words = r"what USA buys from CHN by -\d+%: use method='exact'"
    with pytest.raises(ValueError, match=words):
        gsim.simulate(trade, 0.0, new, -1.25, 1.5, 3.0, unit="fraction", countries=("USA", "CHN", "ROW"))
    result = gsim.simulate(trade, 0.0, new, -1.25, 1.5, 3.0, method="exact", unit="fraction")
    assert (result.quantity_change > -1).all()


def test_industries_stack():
    random = np.random.default_rng(3)
    trade = random.uniform(1, 9, (5, 4, 4))
    old = np.zeros((5, 4, 4))
    new = old.copy()
    new[:, 1, 0] = 0.25
    stacked = gsim.simulate(trade, old, new, -1.1, [1, 2, np.inf, 0], 2.0)
    for k in range(5):
        alone = gsim.simulate(trade[k], old[k], new[k], -1.1, [1, 2, np.inf, 0], 2.0)
        assert stacked.welfare[k] == pytest.approx(alone.welfare, rel=1e-12)
    assert stacked.price_change[:, 2] == pytest.approx(np.zeros(5), abs=1e-15)


# --- what is refused ------------------------------------------------------------------------------

GOOD = {
    "trade": [[0.0, 50], [50, 0]], "tariff": 0.0, "new_tariff": [[0, 0], [0.1, 0]],
    "demand_elasticity": -1.0, "supply_elasticity": 1.0, "armington": 2.0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"trade": [[1.0, 2, 3], [4, 5, 6]]}, r"as many exporters \(rows\) as importers .*got \(2, 3\)"),
        ({"trade": [[0.0, 0], [50, 0]]}, "USA exports nothing: leave it out"),
        ({"trade": [[0.0, -5], [50, 0]]}, r"trade must not be negative; got -5.0 at index \(0, 1\)"),
        ({"tariff": [[0.0, 0, 0]] * 3}, r"tariff must have the shape of trade, \(2, 2\); got \(3, 3\)"),
        ({"new_tariff": [[0, 0], [25, 0]]}, "at most 10 .*name unit='percent'.*got 25"),
        ({"new_tariff": [[0, 0], [-1, 0]]}, "must be above -1"),
        ({"new_tariff": [[0.1, 0], [0, 0]]}, "must be zero at home; USA taxes itself"),
        ({"demand_elasticity": 1.0}, "demand_elasticity must be negative"),
        ({"demand_elasticity": [-1.0] * 3}, "one for each of 2 countries; got 3"),
        ({"supply_elasticity": -1.0}, "supply_elasticity must be zero, positive or infinite"),
        ({"supply_elasticity": [1.0, np.nan]}, "supply_elasticity must be finite"),
        ({"armington": 0.0}, "armington must be positive"),
        ({"method": "fast"}, "method must be 'linear' or 'exact'"),
        ({"method": "exact", "surplus": "composite"}, "surplus must be 'varieties'"),
        ({"countries": ("USA",)}, "countries must name 2 countries; got 1"),
    ],
)
def test_refused_in_words(change, words):
    with pytest.raises(ValueError, match=words):
        gsim.simulate(**({**GOOD, "countries": ("USA", "CHN")} | change))


def test_percent_where_they_are_named():
    percent = tg.gsim.simulate(**(GOOD | {"new_tariff": [[0, 0], [25, 0]], "unit": "percent"}))
    fraction = tg.gsim.simulate(**(GOOD | {"new_tariff": [[0, 0], [0.25, 0]]}))
    assert percent.welfare == pytest.approx(fraction.welfare)
    high = GOOD | {"new_tariff": [[0, 0], [1.45, 0]], "method": "exact", "countries": ("USA", "CHN")}
    with pytest.warns(
        UserWarning, match="new_tariff holds 1.45 for what USA buys from CHN and 0 more above 1"
    ):
        loud = gsim.simulate(**high)
    assert loud.welfare == pytest.approx(gsim.simulate(**high, unit="fraction").welfare)
