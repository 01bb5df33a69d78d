"""S0's section 5 between the countries: equations 8 to 13, derived; Propositions 2 and 3 for every gamma."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from test_proposition1 import ALPHA, C1, C2, GAMMA, T1, T2, VERSIONS, derived, zero
from test_reciprocity import games

import tradegames as tg
from tradegames.reciprocity import RULES, balanced, equal, values

X, K = sp.symbols("x k", positive=True)
A1, A2 = sp.symbols("A1 A2", positive=True)
RATIO = sp.symbols("r", positive=True)
AS_GAPS = {C1: ALPHA - A1, C2: ALPHA - A2}


@pytest.fixture(scope="module", params=VERSIONS)
def version(request):
    """Welfare from the primitives, the equilibrium tariffs found from it, the library's game."""
    welfare = derived(request.param)
    stars = [sp.solve(sp.diff(w, t), t)[0] for w, t in zip(welfare, (T1, T2), strict=True)]
    return request.param, welfare, stars, tg.TariffGame.symbolic(request.param)


def along(version, cuts):
    """Welfare of both countries after these cuts from the equilibrium, from the primitives."""
    _, welfare, stars, _ = version
    there = {T1: stars[0] - cuts[0], T2: stars[1] - cuts[1]}
    return [w.subs(there, simultaneous=True) for w in welfare]


def independent(expression):
    return expression.subs(GAMMA, 0)


# --- gamma = 0: the equations as printed --------------------------------------------------------


def test_equations_8_to_10(version):
    surplus, welfare, *_ = version
    printed8 = [
        w.subs({T1: (ALPHA - C2) / 3 - X, T2: (ALPHA - C1) / 3 - X}, simultaneous=True) for w in welfare
    ]
    found = along(version, (X, X))
    game = tg.TariffGame(alpha=ALPHA, gamma=sp.S.Zero, c1=C1, c2=C2, surplus=surplus, corners=False)
    road = equal(game)
    for k, cost in ((0, C1), (1, C2)):
        assert zero(independent(found[k] - printed8[k]))  # (8)
        slope = sp.diff(independent(found[k]), X)
        assert zero(slope - ((ALPHA - cost) / 3 - X / 4))  # (9)
        assert zero(road.welfare(X)[k] - independent(found[k]))
        assert zero(road.marginal_welfare(X)[k] - slope)
    gap = sp.diff(independent(found[0] - found[1]), X)
    assert zero(gap - (C2 - C1) / 3)  # (10)


def test_equations_11_to_13(version):
    surplus, _, stars, _ = version
    a1, a2 = ALPHA - C1, ALPHA - C2
    exports = [(ALPHA - C1 - stars[1]) / 2, (ALPHA - C2 - stars[0]) / 2]  # eq. 5 at gamma = 0
    assert zero(independent(exports[0] / exports[1]) - a1 / a2)  # (11)
    found = along(version, (a1 * K, a2 * K))
    game = tg.TariffGame(alpha=ALPHA, gamma=sp.S.Zero, c1=C1, c2=C2, surplus=surplus, corners=False)
    road = balanced(game)
    assert [zero(cut - a * K) for cut, a in zip(road.cuts(K), (a1, a2), strict=True)] == [True, True]
    for k, (own, other) in ((0, (a1, a2)), (1, (a2, a1))):
        slope = sp.diff(independent(found[k]), K)
        assert zero(slope - (own * other / 3 + other**2 * K / 2 - 3 * own**2 * K / 4))  # (12)
        assert zero(road.marginal_welfare(K)[k] - slope)
    gap = sp.diff(independent(found[0] - found[1]), K)
    assert zero(gap - 5 * K / 4 * (2 * ALPHA - C1 - C2) * (C1 - C2))  # (13)


def test_feasibility_at_independent_goods():
    """The footnotes: both marginal welfares at the end of both roads, with A1 > A2."""
    share = sp.symbols("share", positive=True)  # A2/A1 = 1/(1 + share): everything then has one sign
    game = tg.TariffGame(
        alpha=ALPHA, gamma=sp.S.Zero, c1=ALPHA - A2 * (1 + share), c2=ALPHA - A2, corners=False
    )
    for road, end in ((equal(game), A2 / 3), (balanced(game), 1 / (3 * (1 + share)))):
        for slope in road.marginal_welfare(end):
            assert sp.factor(slope).is_positive, road.rule
    assert zero(balanced(game).tariffs(1 / (3 * (1 + share)))[0])  # the leading country's tariff is first
    assert sp.factor(balanced(game).tariffs(1 / (3 * (1 + share)))[1]).is_positive


def test_the_second_display_of_the_balanced_footnote_is_that_of_the_other_country():
    slope = A1 * A2 / 3 + A2**2 * K / 2 - 3 * A1**2 * K / 4  # (12), country 1
    lagging, leading = slope.subs(K, A1 / (3 * A2)), slope.subs(K, A2 / (3 * A1))
    assert zero(lagging - A1 / (4 * A2) * (2 * A2**2 - A1**2))  # the first display, c1 > c2
    printed = A2 / (4 * A1) * (2 * A1**2 - A2**2)  # the second, c1 < c2
    assert zero(leading - A2 / (12 * A1) * (A1**2 + 2 * A2**2))
    assert (leading - printed).subs({A1: 2, A2: 1}) == sp.Rational(1, 4) - sp.Rational(7, 8)
    other = slope.subs({A1: A2, A2: A1}, simultaneous=True).subs(K, A2 / (3 * A1))
    assert zero(other - printed)


# --- every gamma ----------------------------------------------------------------------------------


def test_what_decides(version):
    """The difference of both gains after any two cuts: what they give on trade, and who cuts more."""
    surplus, *_, game = version
    a, b = sp.symbols("a b", positive=True)
    difference = sp.Integer(0)
    for sign, (w, start) in zip(
        (1, -1), zip(along(version, (a, b)), along(version, (0, 0)), strict=True), strict=True
    ):
        difference += sign * (w - start)
    f1, f2 = game.equilibrium().outcome.exports
    width = 4 - GAMMA**2
    own = {"exact": 3 / width, "published": (12 - 7 * GAMMA**2) / width**2}[surplus]
    claimed = 4 * (f1 * b - f2 * a) / width + (own + 8 / width**2) * (b**2 - a**2) / 2
    assert zero(difference - claimed)


def test_the_leading_firm_exports_more(version):
    surplus, *_, game = version
    f1, f2 = (f.subs(AS_GAPS) for f in game.equilibrium().outcome.exports)
    slope = {
        "exact": (4 + 3 * GAMMA) / (3 * (4 - GAMMA**2)),
        "published": (4 + 5 * GAMMA) / (12 - 7 * GAMMA**2),
    }[surplus]
    assert zero(f1 - f2 - slope * (A1 - A2))


def test_reciprocity_in_volumes_is_equal_cuts(version):
    *_, game = version
    f1, f2 = game.outcome(T1, T2).exports
    for exports, tariff in ((f1, T2), (f2, T1)):
        assert zero(sp.diff(exports, tariff) + 2 / (4 - GAMMA**2))


def test_a_world_price_is_cost_plus_exports():
    """What the exporter keeps of a unit, p - t, from the first-order condition of its profit."""
    d, f, cost, tariff = sp.symbols("d f c t")
    price = ALPHA - f - GAMMA * d
    (sold,) = sp.solve(sp.diff((price - cost - tariff) * f, f), f)
    assert zero((price - tariff).subs(f, sold) - (cost + sold))


ORDER = {"equal": 1, "balanced": -1, "marginal": -1, "cumulative": -1, "values": 1}


@pytest.mark.parametrize("rule", RULES)
@given(game=games(), share=st.floats(0.02, 1))
@settings(max_examples=60, deadline=None)
def test_who_gains_more(rule, game, share):
    """Propositions 2 and 3, first sentences, at every place, in total and at the margin."""
    gap = game.c2 - game.c1
    if abs(gap) < 1e-3 * game.alpha:
        return
    published = game.surplus == "published"
    if (rule == "cumulative" and published and game.gamma > 2 / 7**0.5) or (
        rule == "values" and published and game.gamma > (249**0.5 - 5) / 14
    ):
        return  # the two slivers have tests of their own
    road = RULES[rule](game)
    gains, slopes = road.gains(share * road.limit), road.marginal_welfare(share * road.limit)
    sign = ORDER[rule] * np.sign(gap)
    assert sign * (gains[0] - gains[1]) > 0
    assert sign * (slopes[0] - slopes[1]) > 0


def test_cumulative_reverses_beyond_its_border():
    """Published surplus: with present trade balanced in total, the leader gains more beyond 2/sqrt(7)."""
    for gamma, ratio, sign in ((0.75, 0.97, -1), (0.76, 0.97, 1), (0.78, 0.99, 1)):
        game = tg.TariffGame(alpha=10, gamma=gamma, c1=0, c2=10 * (1 - ratio), surplus="published")
        road = RULES["cumulative"](game)
        gains = road.gains(np.array([0.1, 0.5, 1]) * road.limit)
        assert (sign * (gains[0] - gains[1]) > 0).all()
    # On the border the two are alike, whatever the costs.
    road = RULES["cumulative"](tg.TariffGame(alpha=10, gamma=2 / 7**0.5, c1=0, c2=0.3, surplus="published"))
    assert road.gains(road.limit)[0] == pytest.approx(road.gains(road.limit)[1], rel=1e-12)


def test_values_reverse_in_a_sliver():
    """Published surplus, next to no trade and no costs: the leader's world price is the higher one."""
    game = tg.TariffGame(
        alpha=Fraction(250), gamma=Fraction(79, 100), c1=Fraction(0), c2=Fraction(1), surplus="published"
    )
    road = values(game)
    exports = game.equilibrium().outcome.exports
    assert exports[0] + game.c1 > exports[1] + game.c2
    gains = [Fraction(g) for g in road.gains(road.limit)]
    assert gains[0] < gains[1]
    # With the exact surplus, and below the zero of 7 gamma^2 + 5 gamma - 8, the order is that of the costs.
    for surplus, top in (("exact", 12 - 3 * GAMMA**2), ("published", 12 - 7 * GAMMA**2)):
        slope = {"exact": 4 + 3 * GAMMA, "published": 4 + 5 * GAMMA}[surplus]
        zeros = sp.Poly(top - slope, GAMMA).count_roots(0, 1)
        assert zeros == (0 if surplus == "exact" else 1)
        assert (top - slope).subs(GAMMA, 0) > 0


# --- who walks the road to its end ----------------------------------------------------------------


def end_of(rule, surplus="exact"):
    """Both marginal welfares where the leading country's tariff is zero, A1 = 1 and A2 = r."""
    game = tg.TariffGame(
        alpha=sp.Integer(1), gamma=GAMMA, c1=sp.S.Zero, c2=1 - RATIO, surplus=surplus, corners=False
    )
    t1 = game.equilibrium().t1
    road = RULES[rule](game)
    x = sp.symbols("x", positive=True)
    if rule == "marginal":
        end = t1 * (2 * game.prohibitive_tariffs()[0] - t1) / (4 - GAMMA**2)
    else:
        (end,) = sp.solve(road.tariffs(x)[0], x)
    return [slope.subs(x, end) for slope in road.marginal_welfare(x)], end


def test_one_border_for_equal_and_marginal():
    """Exact surplus: 4 gamma/(4 + gamma^2); by equal cuts the lagging country turns, else the leading."""
    line = 4 * GAMMA / (4 + GAMMA**2)
    for rule, country in (("equal", 1), ("marginal", 0)):
        slopes, _ = end_of(rule)
        if rule == "equal":
            assert [zero(root - line) for root in sp.solve(slopes[country], RATIO)] == [True]
        for gamma in (sp.Rational(1, 5), sp.Rational(1, 2), sp.Rational(4, 5)):
            on_it = {GAMMA: gamma, RATIO: line.subs(GAMMA, gamma)}
            assert zero(slopes[country].subs(on_it))
            for side in (-1, 1):
                at = {GAMMA: gamma, RATIO: line.subs(GAMMA, gamma) + side * sp.Rational(1, 100)}
                assert sp.sign(slopes[country].subs(at).evalf()) == side
                assert slopes[1 - country].subs(at).evalf() > 0
    # It lies above the line from which both import, for every gamma.
    assert sp.Poly(4 * 4 - 3 * (4 + GAMMA**2), GAMMA).count_roots(0, 1) == 0


def test_cumulative_is_walked_to_its_end():
    """Exact surplus: the one country whose welfare could turn, the leading one, gains to the end."""
    # With h_i = g_i/(g_i + 2 x_i): marginal welfare has the sign of L(1 + h_2) - K(1 - h_1).
    h1 = (4 * RATIO - 3 * GAMMA) / (8 * RATIO - 3 * GAMMA)
    h2_squared = (4 - 3 * GAMMA * RATIO) ** 2 / (
        (4 - 3 * GAMMA * RATIO) ** 2 + 48 * RATIO**2 - 24 * GAMMA * RATIO
    )
    need = 3 * (4 - GAMMA**2) / 8 * (1 - h1) - 1  # h_2 must exceed this
    slopes, _ = end_of("cumulative")
    for point in ({GAMMA: sp.Rational(1, 2), RATIO: sp.Rational(2, 5)}, {GAMMA: 1, RATIO: sp.Rational(4, 5)}):
        scaled = (4 - GAMMA**2) / 2 * slopes[0] - (sp.sqrt(h2_squared) - need)
        assert float(scaled.subs(point).evalf()) == pytest.approx(0, abs=1e-12)
    # `need` is positive only below this ratio, and both sides fall in the ratio: compare at the ends.
    (positive_below,) = sp.solve(sp.numer(sp.factor(need)), RATIO)
    assert zero(positive_below - 6 * GAMMA / (4 + 3 * GAMMA**2))
    lowest = sp.factor(h2_squared.subs(RATIO, positive_below))
    highest = sp.factor(need.subs(RATIO, 3 * GAMMA / 4))
    margin = sp.Poly(sp.numer(sp.together(lowest - highest**2)), GAMMA)
    assert margin.count_roots(0, 1) == 0
    assert (lowest - highest**2).subs(GAMMA, sp.Rational(1, 2)) > 0


def test_smallest_games_in_which_somebody_would_stop():
    """In fractions: welfare at the end of the road lies below its highest point on the way."""
    for rule, gamma, c2, country in (
        ("equal", Fraction(1, 2), Fraction(6), 1),
        ("balanced", Fraction(1, 2), Fraction(3), 0),
        ("values", Fraction(0), Fraction(3), 1),
    ):
        game = tg.TariffGame(alpha=Fraction(10), gamma=gamma, c1=Fraction(0), c2=c2)
        road = RULES[rule](game)
        way = [Fraction(road.gains(road.limit * Fraction(k, 10))[country]) for k in range(11)]
        assert max(way) > way[-1], rule
