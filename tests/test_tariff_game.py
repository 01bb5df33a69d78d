"""The tariff game: derived by SymPy, held to its identities by Hypothesis, corners included."""

from dataclasses import fields
from itertools import product

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tradegames import TariffGame
from tradegames.tariff_game import Outcome

ALPHA, GAMMA, C1, C2, T1, T2 = sp.symbols("alpha gamma c1 c2 t1 t2", real=True)
SURPLUSES = ("exact", "published")
NAMES = [field.name for field in fields(Outcome)]


# --- derivations ------------------------------------------------------------------------------


def utility(q1, q2):
    return ALPHA * (q1 + q2) - (1 - GAMMA) * (q1**2 + q2**2) / 2 - GAMMA * (q1 + q2) ** 2 / 2


def solved_market(home_cost, import_cost):
    """Sales, by the first-order conditions of both firms, and inverse demand, by that of the consumers."""
    d, f = sp.symbols("d f", real=True)
    price, foreign_price = sp.diff(utility(d, f), d), sp.diff(utility(d, f), f)
    first_order = sp.diff((price - home_cost) * d, d), sp.diff((foreign_price - import_cost) * f, f)
    (solution,) = sp.solve(first_order, [d, f], dict=True)
    surplus = utility(d, f) - price * d - foreign_price * f
    return (
        solution[d],
        solution[f],
        surplus.subs(solution),
        (price.subs(solution), foreign_price.subs(solution)),
    )


def same(a, b):
    return sp.simplify(a - b) == 0


def test_quantities_follow_from_utility():
    game = TariffGame.symbolic()
    d1, f2, _, _ = solved_market(C1, C2 + T1)
    d2, f1, _, _ = solved_market(C2, C1 + T2)
    outcome = game.outcome(T1, T2)
    for ours, derived in zip((*outcome.home_sales, *outcome.exports), (d1, d2, f1, f2), strict=True):
        assert same(ours, derived)
    # S0 eqs. 4 and 5, as printed
    assert same(d1, (ALPHA * (2 - GAMMA) + GAMMA * (C2 + T1) - 2 * C1) / (4 - GAMMA**2))
    assert same(f1, (ALPHA * (2 - GAMMA) + GAMMA * C2 - 2 * (C1 + T2)) / (4 - GAMMA**2))


def test_best_reply_follows_from_utility():
    d, f, cost = sp.symbols("d f cost", real=True)
    profit = (sp.diff(utility(d, f), d) - cost) * d
    (reply,) = sp.solve(sp.diff(profit, d), d)
    assert same(TariffGame.symbolic().best_reply(cost, f), reply)
    assert sp.diff(profit, d, 2) == -2


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_welfare_follows_from_utility(surplus):
    outcome = TariffGame.symbolic(surplus=surplus).outcome(T1, T2)
    d1, f2, surplus1, prices1 = solved_market(C1, C2 + T1)
    d2, f1, surplus2, prices2 = solved_market(C2, C1 + T2)
    if surplus == "published":  # S0, the display after eq. 5
        surplus1, surplus2 = (d1**2 + f2**2) / 2, (d2**2 + f1**2) / 2
    profit1 = (prices1[0] - C1) * d1 + (prices2[1] - C1 - T2) * f1
    profit2 = (prices2[0] - C2) * d2 + (prices1[1] - C2 - T1) * f2
    assert same(outcome.profit[0], profit1)
    assert same(outcome.profit[1], profit2)
    assert same(outcome.consumer_surplus[0], surplus1)
    assert same(outcome.consumer_surplus[1], surplus2)
    assert same(outcome.welfare[0], profit1 + surplus1 + T1 * f2)
    assert same(outcome.welfare[1], profit2 + surplus2 + T2 * f1)


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_equilibrium_satisfies_the_first_order_conditions(surplus):
    game = TariffGame.symbolic(surplus=surplus)
    outcome, eq = game.outcome(T1, T2), game.equilibrium()
    for own, tariff, welfare, residual in zip(
        (T1, T2), (eq.t1, eq.t2), outcome.welfare, eq.residual, strict=True
    ):
        assert same(sp.diff(welfare, own).subs({T1: eq.t1, T2: eq.t2}), 0)
        assert same(sp.diff(welfare, own, 2), -3 / (4 - GAMMA**2)) or surplus == "published"
        assert same(residual, 0)
        assert tariff.free_symbols <= {ALPHA, GAMMA, C1, C2}
    # the terms of the residual are those of marginal welfare, at any tariff
    residual = sum(game.own_margins(T1, outcome.home_sales[0], outcome.exports[1]))
    assert same(residual, sp.diff(outcome.welfare[0], T1))
    assert eq.regime == ("symbolic", "symbolic")


def test_prohibitive_tariff_ends_imports():
    game = TariffGame.symbolic()
    outcome = game.outcome(T1, T2)
    for own, imports, barrier in zip(
        (T1, T2), outcome.exports[::-1], game.prohibitive_tariffs(), strict=True
    ):
        (solved,) = sp.solve(imports, own)
        assert same(solved, barrier)


# --- identities -------------------------------------------------------------------------------

settings.register_profile("tariff_game", deadline=None, max_examples=200)
settings.load_profile("tariff_game")
SHARE = st.floats(0, 1)
TARIFF = st.floats(-2, 2)


@st.composite
def games(draw, **fixed):
    alpha = draw(st.floats(0.5, 100))
    costs = {name: alpha * draw(st.floats(0, 0.999)) for name in ("c1", "c2")}
    gamma = draw(st.one_of(st.sampled_from([0.0, 1.0]), SHARE))
    surplus = draw(st.sampled_from(SURPLUSES))
    return TariffGame(**{"alpha": alpha, "gamma": gamma, **costs, "surplus": surplus, **fixed})


def changed(game, **new):
    old = {name: getattr(game, name) for name in ("alpha", "gamma", "c1", "c2", "surplus", "corners")}
    return TariffGame(**{**old, **new})


def near(a, b, scale):
    np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12 * scale)


def markets(game, t1, t2):
    """Home sales, imports and unit costs in the markets of countries 1 and 2."""
    outcome = game.outcome(t1, t2)
    (d1, d2), (f1, f2) = outcome.home_sales, outcome.exports
    return (d1, f2, game.c1, game.c2 + t1), (d2, f1, game.c2, game.c1 + t2)


@given(games(), TARIFF, TARIFF)
def test_welfare_is_the_sum_of_its_parts(game, s1, s2):
    outcome = game.outcome(s1 * game.alpha, s2 * game.alpha)
    for i in (0, 1):
        parts = outcome.profit[i] + outcome.consumer_surplus[i] + outcome.tariff_revenue[i]
        near(outcome.welfare[i], parts, game.alpha**2)


@given(games(), TARIFF, TARIFF)
def test_each_firm_replies_best_and_none_sells_less_than_nothing(game, s1, s2):
    for home, imports, home_cost, import_cost in markets(game, s1 * game.alpha, s2 * game.alpha):
        assert home >= 0
        assert imports >= 0
        for own, other, cost in ((home, imports, home_cost), (imports, home, import_cost)):
            near(own, max(0, (game.alpha - game.gamma * other - cost) / 2), game.alpha)
            margin = game.alpha - own - game.gamma * other - cost
            if own > 0:  # price less cost is the quantity; a firm that sells nothing could only lose
                near(margin, own, game.alpha)
            else:
                assert margin <= 1e-12 * game.alpha


@given(games(), TARIFF, TARIFF)
def test_profit_is_price_less_cost_times_quantity(game, s1, s2):
    at_home, abroad = markets(game, s1 * game.alpha, s2 * game.alpha)
    profit = [0.0, 0.0]
    for i, (home, imports, home_cost, import_cost) in enumerate((at_home, abroad)):
        profit[i] += (game.alpha - home - game.gamma * imports - home_cost) * home
        profit[1 - i] += (game.alpha - imports - game.gamma * home - import_cost) * imports
    near(game.outcome(s1 * game.alpha, s2 * game.alpha).profit, profit, game.alpha**2)


@given(games(surplus="exact"), TARIFF, TARIFF)
def test_tariffs_are_transfers(game, s1, s2):
    # What the world gains is what consumers enjoy less what production costs.
    outcome = game.outcome(s1 * game.alpha, s2 * game.alpha)
    total = 0.0
    for home, imports, home_cost, foreign_cost in markets(game, s1 * game.alpha, s2 * game.alpha):
        enjoyed = game.alpha * (home + imports) - (home**2 + imports**2) / 2 - game.gamma * home * imports
        total += enjoyed - home_cost * home - foreign_cost * imports
    total += sum(outcome.tariff_revenue)
    near(sum(outcome.welfare), total, 10 * game.alpha**2)


@given(games(), TARIFF, TARIFF)
def test_the_two_surpluses_differ_by_the_cross_term(game, s1, s2):
    tariffs = s1 * game.alpha, s2 * game.alpha
    exact, published = (changed(game, surplus=s).outcome(*tariffs) for s in SURPLUSES)
    assert exact.profit == published.profit
    assert exact.tariff_revenue == published.tariff_revenue
    for i in (0, 1):
        cross = game.gamma * exact.home_sales[i] * exact.exports[1 - i]
        near(exact.consumer_surplus[i] - published.consumer_surplus[i], cross, game.alpha**2)
        near(exact.welfare[i] - published.welfare[i], cross, 10 * game.alpha**2)


@given(games(gamma=0.0), TARIFF, TARIFF)
def test_the_two_surpluses_agree_for_independent_goods(game, s1, s2):
    exact, published = (changed(game, surplus=s) for s in SURPLUSES)
    for name in NAMES:
        a, b = (getattr(g.outcome(s1 * game.alpha, s2 * game.alpha), name) for g in (exact, published))
        assert a == b
    near(
        (exact.equilibrium().t1, exact.equilibrium().t2),
        (published.equilibrium().t1, published.equilibrium().t2),
        1,
    )


@given(games(), TARIFF, TARIFF)
def test_countries_can_be_swapped(game, s1, s2):
    swapped = changed(game, c1=game.c2, c2=game.c1)
    here, there = (
        game.outcome(s1 * game.alpha, s2 * game.alpha),
        swapped.outcome(s2 * game.alpha, s1 * game.alpha),
    )
    for name in NAMES:
        assert getattr(here, name) == getattr(there, name)[::-1]
    ours, theirs = game.equilibrium(), swapped.equilibrium()
    assert (ours.t1, ours.t2, ours.regime) == (theirs.t2, theirs.t1, theirs.regime[::-1])
    assert game.prohibitive_tariffs() == swapped.prohibitive_tariffs()[::-1]


@given(games(), TARIFF, TARIFF, st.floats(0.01, 100))
def test_money_has_no_unit_of_its_own(game, s1, s2, scale):
    big = changed(game, **{name: scale * getattr(game, name) for name in ("alpha", "c1", "c2")})
    t1, t2 = s1 * game.alpha, s2 * game.alpha
    small, large = game.outcome(t1, t2), big.outcome(scale * t1, scale * t2)
    for name in NAMES:
        degree = 1 if name in ("home_sales", "exports") else 2
        near(getattr(large, name), np.multiply(getattr(small, name), scale**degree), 10 * big.alpha**degree)
    ours, theirs = game.equilibrium(), big.equilibrium()
    near((theirs.t1, theirs.t2), (scale * ours.t1, scale * ours.t2), big.alpha)


@given(games(), TARIFF, st.lists(TARIFF, min_size=2, max_size=4))
def test_the_other_tariff_does_not_matter_at_home(game, s1, others):
    # Markets are segmented: t2 moves country 1's exports and nothing in its own market.
    outcomes = [game.outcome(s1 * game.alpha, s2 * game.alpha) for s2 in others]
    assert (
        len({(o.home_sales[0], o.exports[1], o.consumer_surplus[0], o.tariff_revenue[0]) for o in outcomes})
        == 1
    )


# --- grids ------------------------------------------------------------------------------------


@given(games(), st.lists(TARIFF, min_size=1, max_size=5), st.lists(TARIFF, min_size=1, max_size=5))
@settings(max_examples=40)
def test_grid_equals_points(game, rows, columns):
    t1, t2 = np.multiply(rows, game.alpha)[:, None], np.multiply(columns, game.alpha)
    grid = game.outcome(t1, t2)
    for name in NAMES:
        for i in (0, 1):
            array = getattr(grid, name)[i]
            assert array.shape == (len(rows), len(columns))
            assert array.dtype == float
            points = [getattr(game.outcome(a, b), name)[i] for a, b in product(t1[:, 0], t2)]
            np.testing.assert_allclose(array.ravel(), points, rtol=1e-14, atol=1e-14 * game.alpha**2)


@given(st.lists(games(), min_size=2, max_size=6), TARIFF, TARIFF)
@settings(max_examples=40)
def test_fields_may_be_arrays(several, s1, s2):
    surplus = several[0].surplus
    values = {name: np.array([getattr(g, name) for g in several]) for name in ("alpha", "gamma", "c1", "c2")}
    game = TariffGame(**values, surplus=surplus)
    singles = [changed(g, surplus=surplus) for g in several]
    outcome, each = game.outcome(s1, s2), [g.outcome(s1, s2) for g in singles]
    eq, every = game.equilibrium(), [g.equilibrium() for g in singles]
    for name in NAMES:
        for i in (0, 1):
            expected = [getattr(e, name)[i] for e in each]
            np.testing.assert_allclose(getattr(outcome, name)[i], expected, rtol=1e-12, atol=1e-9)
    np.testing.assert_allclose(eq.t1, [e.t1 for e in every], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(eq.t2, [e.t2 for e in every], rtol=1e-12, atol=1e-12)
    assert [tuple(str(r[k]) for r in eq.regime) for k in range(len(several))] == [e.regime for e in every]


def test_shapes_and_types():
    game = TariffGame(alpha=10.0, gamma=0.3, c1=1.0, c2=2.0)
    for tariff in (2.0, -30.0, 30.0):
        outcome = game.outcome(tariff, tariff)
        assert {type(v) for name in NAMES for v in getattr(outcome, name)} == {float}
    eq = game.equilibrium()
    assert {type(v) for v in (eq.t1, eq.t2, *eq.residual)} == {float}
    lists = TariffGame(alpha=[10, 11], gamma=(0.3, 0.4), c1=1, c2=2).outcome([[1], [2], [3]], 0)
    for outcome, shape in ((game.outcome(np.zeros((3, 1)), np.zeros(4)), (3, 4)), (lists, (3, 2))):
        for name in NAMES:  # a pair never mixes a number and an array, or two shapes
            assert [np.shape(v) for v in getattr(outcome, name)] == [shape, shape]
    one = changed(game, c2=np.array([2.0, 3.0]))
    assert [np.shape(v) for v in one.outcome(1, 1).home_sales] == [(2,), (2,)]
    assert np.shape(one.equilibrium().t1) == (2,)
    symbols = TariffGame.symbolic().outcome(T1, T2)
    assert all(isinstance(v, sp.Basic) for name in NAMES for v in getattr(symbols, name))


def test_arrays_cannot_be_written_into_by_mistake():
    given_tariffs = np.array([1.0, 2.0])
    outcome = TariffGame(alpha=10, gamma=0.3, c1=1, c2=2).outcome(given_tariffs, 1.0)
    with pytest.raises(ValueError, match="read-only"):
        outcome.exports[0][0] = 7.0
    assert given_tariffs.tolist() == [1.0, 2.0]


@pytest.mark.parametrize("surplus", SURPLUSES)
@pytest.mark.parametrize("corners", [True, False])
def test_symbols_equal_numbers(surplus, corners):
    # a setting without corners, and (where they are solved) settings with them
    symbolic = TariffGame.symbolic(surplus=surplus, corners=corners).outcome(T1, T2)
    cases = [(10.0, 0.3, 1.0, 2.0, 1.0, 2.0)]
    cases += [(10.0, 0.6, 1.0, 2.0, 9.5, -20.0), (10.0, 1.0, 0.0, 8.0, -1.0, 2.0)] * corners
    for case in cases:
        alpha, gamma, c1, c2, t1, t2 = case
        game = TariffGame(alpha=alpha, gamma=gamma, c1=c1, c2=c2, surplus=surplus, corners=corners)
        outcome = game.outcome(t1, t2)
        for name in NAMES:
            for ours, expression in zip(getattr(outcome, name), getattr(symbolic, name), strict=True):
                function = sp.lambdify((ALPHA, GAMMA, C1, C2, T1, T2), expression, "math")
                assert function(*case) == pytest.approx(ours, rel=1e-12, abs=1e-12)


# --- corners ----------------------------------------------------------------------------------


@given(games(), st.floats(0.001, 3))
def test_above_the_prohibitive_tariff_nothing_changes(game, beyond):
    barrier1, barrier2 = game.prohibitive_tariffs()
    autarky = game.outcome(barrier1 + beyond * game.alpha, barrier2 + beyond * game.alpha)
    assert autarky.exports == (0, 0)
    near(autarky.home_sales, ((game.alpha - game.c1) / 2, (game.alpha - game.c2) / 2), game.alpha)
    assert autarky.tariff_revenue == (0, 0)
    at = game.outcome(barrier1, barrier2)
    near(at.exports, (0, 0), game.alpha)
    higher = game.outcome(barrier1 + 9 * game.alpha, barrier2 + 9 * game.alpha)
    assert higher.welfare == autarky.welfare


@given(games(), st.floats(1e-6, 1))
def test_below_the_prohibitive_tariff_there_is_trade(game, below):
    barrier1, barrier2 = game.prohibitive_tariffs()
    outcome = game.outcome(barrier1 - below * game.alpha, barrier2 - below * game.alpha)
    assert min(outcome.exports) > 0


@given(games(), st.floats(0.001, 2))
def test_a_deep_subsidy_drives_the_home_firm_out(game, beyond):
    assume(game.gamma > 0.01)
    a1, a2 = game.alpha - game.c1, game.alpha - game.c2
    t1 = a2 - 2 * a1 / game.gamma - beyond * game.alpha  # where d1 would be negative
    outcome = game.outcome(t1, 0.0)
    assert outcome.home_sales[0] == 0
    near(outcome.exports[1], (a2 - t1) / 2, abs(t1) + game.alpha)
    near(outcome.consumer_surplus[0], outcome.exports[1] ** 2 / 2, (abs(t1) + game.alpha) ** 2)
    assert outcome.tariff_revenue[0] < 0 or t1 >= 0


def test_a_firm_that_would_not_export_even_free_of_duty():
    game = TariffGame(alpha=10, gamma=1, c1=1, c2=6)  # A2 = 4 < A1/2
    assert game.prohibitive_tariffs()[0] == -0.5
    assert game.outcome(0, 0).exports == (4.5, 0)  # and firm 2 leaves its own market to firm 1
    eq = game.equilibrium()
    assert eq.regime[0] == "prohibitive"
    assert eq.t1 == 0
    assert eq.residual[0] == 0
    assert game.outcome(-1, 0).exports[1] > 0


def test_the_same_good():
    # gamma = 1 with equal costs and free trade is the textbook duopoly: a third of A each.
    outcome = TariffGame(alpha=10, gamma=1, c1=1, c2=1).outcome(0, 0)
    assert outcome.home_sales == outcome.exports == (3, 3)
    assert outcome.consumer_surplus == (18, 18)
    assert outcome.welfare == (36, 36)


def test_independent_goods():
    outcome = TariffGame(alpha=10, gamma=0, c1=1, c2=2).outcome(3, 4)
    assert outcome.home_sales == (4.5, 4)
    assert outcome.exports == (2.5, 2.5)
    assert outcome.tariff_revenue == (7.5, 10)


@pytest.mark.parametrize(
    ("tariffs", "words"),
    [
        ((9.0, 0.0), r"outcome\.f2 must not be negative \(with corners=False\); got -1\.73333\d*$"),
        ((0.0, 9.0), r"outcome\.f1 must not be negative \(with corners=False\); got -1\.06666\d*$"),
        ((-40.0, 0.0), r"outcome\.d1 must not be negative \(with corners=False\); got -1\.6(0000\d*)?$"),
        (([0.0, 9.0, 12.0], 0.0), r"f2 must not be .*; got -1\.73333\d* at index \(1\), 2 of 3 values$"),
    ],
)
def test_without_corners_negative_quantities_are_refused(tariffs, words):
    game = TariffGame(alpha=10, gamma=0.5, c1=1, c2=2, corners=False)
    with pytest.raises(ValueError, match=words):
        game.outcome(*tariffs)


def test_without_corners_an_equilibrium_without_trade_is_refused():
    game = {"alpha": 10, "gamma": 1, "c1": 1, "c2": 5}
    with pytest.raises(
        ValueError, match=r"outcome\.f2 must not be negative \(with corners=False\); got -0\.7\d*$"
    ):
        TariffGame(**game, corners=False).equilibrium()
    assert TariffGame(**game).equilibrium().regime == ("prohibitive", "interior")


@given(games(), TARIFF, TARIFF)
def test_corners_or_the_printed_formulas(game, s1, s2):
    t1, t2 = s1 * game.alpha, s2 * game.alpha
    solved = game.outcome(t1, t2)
    if min(*solved.home_sales, *solved.exports) > 1e-9 * game.alpha:
        printed = changed(game, corners=False).outcome(t1, t2)
        for name in NAMES:
            near(getattr(printed, name), getattr(solved, name), 10 * game.alpha**2)
    elif min(*solved.home_sales, *solved.exports) == 0:
        # zero by a corner, or (rarely) exactly between the regimes
        try:
            printed = changed(game, corners=False).outcome(t1, t2)
        except ValueError as error:
            assert "must not be negative" in str(error)
        else:
            near(printed.exports, solved.exports, game.alpha)


# --- equilibrium ------------------------------------------------------------------------------


@given(games())
@example(TariffGame(alpha=10.0, gamma=1.0, c1=1.0, c2=9.9))
@example(TariffGame(alpha=10.0, gamma=1.0, c1=9.99, c2=0.0, surplus="published"))
@example(TariffGame(alpha=10.0, gamma=0.8, c1=1.0, c2=1.0, surplus="published"))
def test_equilibrium_comes_with_its_evidence(game):
    eq = game.equilibrium()
    for i, (tariff, barrier) in enumerate(zip((eq.t1, eq.t2), game.prohibitive_tariffs(), strict=True)):
        home, imports = eq.outcome.home_sales[i], eq.outcome.exports[1 - i]
        assert eq.regime[i] in ("interior", "prohibitive", "home firm out")
        assert abs(eq.residual[i]) <= 1e-12 * game.alpha
        if eq.regime[i] == "prohibitive":
            near(imports, 0, game.alpha)
            near(tariff, max(barrier, 0), game.alpha)
        else:
            assert imports > 0
            assert tariff <= barrier
        if eq.regime[i] == "home firm out":
            near(home, 0, game.alpha)
            a_home, a_foreign = (game.alpha - c for c in ((game.c1, game.c2), (game.c2, game.c1))[i])
            near(tariff, min(a_foreign / 3, a_foreign - 2 * a_home / game.gamma), game.alpha)
    direct = game.outcome(eq.t1, eq.t2)
    assert all(getattr(direct, name) == getattr(eq.outcome, name) for name in NAMES)


@given(games(surplus="exact"))
def test_the_exact_tariff_does_not_depend_on_substitutability(game):
    eq = game.equilibrium()
    for tariff, regime, cost in zip((eq.t1, eq.t2), eq.regime, (game.c2, game.c1), strict=True):
        if regime == "interior":
            near(tariff, (game.alpha - cost) / 3, game.alpha)


def test_every_regime_occurs():
    regimes = set()
    for gamma, c1, c2, surplus in product((0.2, 0.6, 1.0), (0.0, 5.0, 9.9), (0.0, 5.0, 9.9), SURPLUSES):
        regimes |= set(
            TariffGame(alpha=10.0, gamma=gamma, c1=c1, c2=c2, surplus=surplus).equilibrium().regime
        )
    assert regimes == {"interior", "prohibitive", "home firm out"}
