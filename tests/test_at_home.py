"""Firm, consumers and treasury along the roads: S0's splits and thresholds, and what gamma does to them."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tradegames import TariffGame
from tradegames.at_home import lead, so_far
from tradegames.quadratic import quadratic
from tradegames.reciprocity import RULES, balanced, cumulative, equal, marginal

SURPLUSES = ("exact", "published")
A1, A2, GAMMA, X = sp.symbols("A1 A2 gamma x", positive=True)
ALPHA = sp.Symbol("alpha", positive=True)


def symbols(gamma=sp.S.Zero, surplus="exact"):
    return TariffGame(alpha=ALPHA, gamma=gamma, c1=ALPHA - A1, c2=ALPHA - A2, surplus=surplus, corners=False)


def same(a, b):
    return sp.simplify(a - b) == 0


@st.composite
def games(draw, surplus=None, gamma=None):
    """Games with an interior equilibrium, country 1 or 2 with the lower cost."""
    g = draw(st.floats(0, 1)) if gamma is None else gamma
    which = draw(st.sampled_from(SURPLUSES)) if surplus is None else surplus
    c1, c2 = draw(st.floats(0, 9)), draw(st.floats(0, 9))
    game = TariffGame(alpha=10, gamma=g, c1=c1, c2=c2, surplus=which)
    form = quadratic(game)
    assume(all(0.01 < t < top - 0.01 for t, top in zip(form.peak, form.barrier, strict=True)))
    return game


# --- gamma = 0: S0 ----------------------------------------------------------------------------


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_displays_after_equations_10_and_13(surplus):
    game = symbols(surplus=surplus)
    split = equal(game).split(X)
    assert same(split.profit[0], A1 / 3 + X / 2)
    assert same(split.consumer_surplus[0], A2 / 6 + X / 4)
    assert same(split.tariff_revenue[0], -A2 / 6 - X)
    road = balanced(game)  # its speed is S0's: (alpha - c_i) k
    assert all(same(speed, a) for speed, a in zip(road.speeds(0), (A1, A2), strict=True))
    split = road.split(X)
    assert same(split.profit[0], A1 * A2 / 3 + A2**2 * X / 2)
    assert same(split.consumer_surplus[0], A1 * A2 / 6 + A1**2 * X / 4)
    assert same(split.tariff_revenue[0], -A1 * A2 / 6 - A1**2 * X)


def test_thresholds_of_equal_cuts():
    """1/2 where the road begins, 2/5 where it ends; the low-cost country has profit in front throughout."""
    road = equal(symbols())
    r = sp.Symbol("r", positive=True)
    for place, threshold in ((0, sp.Rational(1, 2)), (A1 / 3, sp.Rational(2, 5))):
        split = road.split(sp.sympify(place))
        gap = (split.profit[0] - split.consumer_surplus[0]).subs(A1, r * A2)
        assert sp.solve(gap, r) == [threshold]
        assert sp.diff(gap, r).subs(A2, 1) > 0
    split = road.split(A2 / 3)  # the end for the low-cost country
    assert sp.expand(split.profit[0] - split.consumer_surplus[0]) == A1 / 3 - A2 / 12  # A1 > A2


@given(st.floats(0.02, 50))
@settings(max_examples=60, deadline=None)
def test_regimes_at_zero_gamma(ratio):
    assume(min(abs(ratio - 0.5), abs(ratio - 0.4), abs(1 / ratio - 0.5), abs(1 / ratio - 0.4)) > 1e-9)
    high = 9 * min(1, ratio)
    game = TariffGame(alpha=10, gamma=0, c1=10 - high, c2=10 - high / ratio)
    found = lead(equal(game))
    for r, regime in zip((ratio, 1 / ratio), found.regime, strict=True):
        expected = (
            "profit throughout" if r > 0.5 else "consumers first" if r > 0.4 else "consumers throughout"
        )
        assert regime == expected
    for rule in (balanced, marginal):
        assert lead(rule(game)).regime == ("profit throughout", "profit throughout")


def test_balanced_cuts_favour_profit():
    """S0's proof that is not printed: the difference is linear in k and positive at both ends."""
    road = balanced(symbols())
    k = sp.Symbol("k", positive=True)
    split = road.split(k)
    gap = sp.expand(split.profit[0] - split.consumer_surplus[0])
    assert sp.diff(gap, k, 2) == 0
    assert gap.subs(k, 0) == A1 * A2 / 6
    more = sp.Symbol("more", positive=True)
    high = sp.expand(
        gap.subs(k, A2 / (3 * A1)).subs(A1, A2 + more) * (A2 + more)
    )  # country 1 the low-cost one
    low = sp.expand(gap.subs(k, A1 / (3 * A2)).subs(A2, A1 + more) * (A1 + more))
    for end in (high, low):
        assert all(c > 0 for c in sp.Poly(sp.expand(sp.cancel(end)), *end.free_symbols).coeffs())


@pytest.mark.parametrize("rule", [marginal, cumulative])
def test_cuts_balanced_on_current_imports_at_zero_gamma(rule):
    """Under marginal balance the firm gets exactly twice what consumers get, under cumulative more."""
    game = TariffGame(alpha=10, gamma=0, c1=1, c2=np.linspace(1, 9.5, 60)[:, None])
    road = rule(game)
    split = road.split(np.linspace(0, 1, 20) * road.limit)
    for profit, consumers in zip(split.profit, split.consumer_surplus, strict=True):
        if rule is marginal:
            assert profit == pytest.approx(2 * consumers + 0 * profit, rel=1e-12)
        else:
            assert (profit > consumers).all()


# --- every gamma ------------------------------------------------------------------------------


@given(games(), st.sampled_from(sorted(RULES)), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_splits_add_up(game, rule, share):
    road = RULES[rule](game)
    x = share * road.limit
    split, sums = road.split(x), so_far(road, x)
    welfare, start = road.welfare(x), road.welfare(0)
    for k in (0, 1):
        parts = split.profit[k], split.consumer_surplus[k], split.tariff_revenue[k]
        scale = 1e-9 * (1 + sum(map(abs, parts)))
        assert sum(parts) == pytest.approx(road.marginal_welfare(x)[k], abs=scale)
        total = sums.profit[k] + sums.consumer_surplus[k] + sums.tariff_revenue[k]
        assert total == pytest.approx(welfare[k] - start[k], abs=1e-8)


@given(games(), st.sampled_from(["equal", "balanced", "marginal", "values"]))
@settings(max_examples=150, deadline=None)
def test_two_ends_say_who_leads_between(game, rule):
    road = RULES[rule](game)
    found = lead(road)
    split = road.split(np.linspace(0, 1, 33) * road.limit)
    for k in (0, 1):
        signs = np.sign(split.profit[k] - split.consumer_surplus[k])
        if min(abs(found.start[k]), abs(found.end[k])) > 1e-9:
            expected = {
                "profit throughout": {1.0}, "consumers throughout": {-1.0},
                "consumers first": {-1.0, 1.0}, "profit first": {1.0, -1.0},
            }[found.regime[k]]  # fmt: skip
            assert set(signs[signs != 0]) == expected
            assert np.count_nonzero(np.diff(signs[signs != 0])) <= 1


def test_lead_of_arrays_and_of_a_rule_that_it_cannot_tell():
    ratio = np.array([0.3, 0.45, 0.9])
    game = TariffGame(alpha=10, gamma=0, c1=0, c2=10 - 10 * ratio)
    assert list(lead(equal(game)).regime[1]) == [
        "consumers throughout",
        "consumers first",
        "profit throughout",
    ]
    with pytest.raises(
        ValueError, match=r"at_home\.lead\.road\.rule must be 'equal' or .*; got 'cumulative'"
    ):
        lead(cumulative(game))


def test_cumulative_lead_may_change_twice():
    """Why ``lead`` refuses it."""
    found = 0
    for c2 in np.linspace(0.5, 4, 36):
        for gamma in np.linspace(0.4, 0.9, 26):
            game = TariffGame(alpha=10, gamma=gamma, c1=0, c2=c2)
            form = quadratic(game)
            if all(t < top for t, top in zip(form.peak, form.barrier, strict=True)):
                road = cumulative(game)
                split = road.split(np.linspace(0, 1, 101) * road.limit)
                signs = np.sign(split.profit[1] - split.consumer_surplus[1])
                found += np.count_nonzero(np.diff(signs)) > 1
    assert found > 0


# --- what always holds, and where it stops ----------------------------------------------------


def own_margin(part, surplus):
    """What a cut of the own tariff by one unit does to a part of country 1's welfare, in A1, A2 and t1."""
    game = symbols(GAMMA, surplus)
    t1 = sp.Symbol("t1", real=True)
    d1, f2 = game.market(game.c1, game.c2 + t1)
    return game, t1, d1, f2, -game.own_margins(t1, d1, f2)[part]


def test_consumers_always_gain_with_the_surplus_of_the_utility():
    _, _, d1, f2, margin = own_margin(1, "exact")
    assert same(margin, (GAMMA * d1 + (2 - GAMMA**2) * f2) / (4 - GAMMA**2))
    _, _, d1, f2, margin = own_margin(1, "published")
    assert same(margin, (2 * f2 - GAMMA * d1) / (4 - GAMMA**2))  # not always


def test_revenue_falls_at_once_unless_the_tariff_is_more_than_half_the_prohibitive_one():
    game, t1, _, _, margin = own_margin(2, "exact")
    barrier = game.prohibitive_tariffs()[0]
    assert same(margin, 4 * (t1 - barrier / 2) / (4 - GAMMA**2))
    excess = game.interior_tariffs()[0] - barrier / 2
    assert sp.solve(excess.subs(A1, X * A2), X) == [2 / (3 * GAMMA)]
    excess = replace(game, surplus="published").interior_tariffs()[0] - barrier / 2
    (border,) = sp.solve(excess.subs(A1, X * A2), X)
    assert same(border, 2 * (4 + 3 * GAMMA**2) / (GAMMA * (28 - 3 * GAMMA**2)))


@given(games(surplus="exact"), st.sampled_from(sorted(RULES)), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_signs_along_every_road(game, rule, share):
    road = RULES[rule](game)
    x = share * road.limit
    split = road.split(x)
    assert min(split.consumer_surplus) > 0
    for k, ratio in ((0, (10 - game.c1) / (10 - game.c2)), (1, (10 - game.c2) / (10 - game.c1))):
        if game.gamma * ratio < 2 / 3 - 1e-9:
            assert split.tariff_revenue[k] < 0
    if game.gamma * max((10 - game.c1) / (10 - game.c2), (10 - game.c2) / (10 - game.c1)) > 2 / 3 + 1e-9:
        assert max(road.split(0).tariff_revenue) > 0


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_marginal_balance_looks_at_the_own_tariff_alone(surplus):
    """Profit is in front if and only if ``(2 + gamma^2) f_j > 3 gamma d_i``.

    With the published surplus the firm gains, or loses, exactly twice as much as the consumers.
    """
    game = TariffGame(alpha=10, gamma=0.55, c1=1, c2=2.5, surplus=surplus)
    road = marginal(game)
    x = np.linspace(0, 1, 50) * road.limit
    split, (t1, t2) = road.split(x), road.tariffs(x)
    outcome = replace(game, corners=False).outcome(t1, t2)
    for i, j in ((0, 1), (1, 0)):
        d, f = outcome.home_sales[i], outcome.exports[j]
        gap = split.profit[i] - split.consumer_surplus[i]
        if surplus == "exact":
            assert gap * f * (4 - 0.55**2) == pytest.approx((2 + 0.55**2) * f - 3 * 0.55 * d, rel=1e-10)
        else:
            assert split.profit[i] == pytest.approx(2 * split.consumer_surplus[i], rel=1e-10)


def test_equal_countries():
    """From the exact gamma on at which the consumers of equal countries lead, and at which firms lose."""

    def at(gamma):
        road = equal(TariffGame(alpha=10, gamma=gamma, c1=2, c2=2))
        split = road.split(0)
        return split.profit[0] - split.consumer_surplus[0], split.profit[0]

    firms_lose = 3 - 5**0.5
    assert at(firms_lose - 1e-6)[1] > 0 > at(firms_lose + 1e-6)[1]
    consumers = float(
        sp.nsimplify(min(r for r in sp.Poly(3 * X**3 - 10 * X**2 + 24 * X - 8).nroots() if r.is_real))
    )
    assert at(consumers - 1e-6)[0] > 0 > at(consumers + 1e-6)[0]
    assert 0.38 < consumers < 0.39


def test_exact_in_fractions():
    game = TariffGame(alpha=Fraction(3), gamma=Fraction(0), c1=Fraction(0), c2=Fraction(3, 2))
    split = equal(replace(game, corners=False)).split(Fraction(1, 10))
    assert split.profit[1] - split.consumer_surplus[1] == Fraction(1, 40)
