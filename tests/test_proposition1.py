"""S0's stage 1 and Proposition 1, derived; and what corners do to them."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import tradegames as tg

ALPHA, GAMMA, C1, C2, T1, T2 = sp.symbols("alpha gamma c1 c2 t1 t2", real=True)
D1, D2, F1, F2 = sp.symbols("d1 d2 f1 f2", real=True)
VERSIONS = ("exact", "published")
ROOT = (sp.sqrt(17) - 3) / 2
THRESHOLD = float(ROOT)


def derived(surplus):
    """Return welfare of both countries, from the utility and the firms' first-order conditions alone."""
    q0, beta = sp.symbols("q0 beta")
    utility = q0 + ALPHA * (D1 + F2) - beta * (D1**2 + F2**2) / 2 - GAMMA * (D1 + F2) ** 2 / 2
    utility = utility.subs(beta, 1 - GAMMA)
    p1, p2 = sp.diff(utility, D1), sp.diff(utility, F2)  # inverse demand, eq. 1
    in_2 = {D1: F1, F2: D2}
    profit1 = (p1 - C1) * D1 + (p1.subs(in_2, simultaneous=True) - C1 - T2) * F1
    profit2 = (p2.subs(in_2, simultaneous=True) - C2) * D2 + (p2 - C2 - T1) * F2
    conditions = [sp.diff(profit1, D1), sp.diff(profit1, F1), sp.diff(profit2, D2), sp.diff(profit2, F2)]
    sales = sp.solve(conditions, [D1, F1, D2, F2], dict=True)[0]
    consumers = {
        "exact": utility - q0 - p1 * D1 - p2 * F2,
        "published": (D1**2 + F2**2) / 2,  # as S0 prints it
    }[surplus]
    welfare1 = profit1 + consumers + T1 * F2
    welfare2 = profit2 + consumers.subs(in_2, simultaneous=True) + T2 * F1
    return welfare1.subs(sales), welfare2.subs(sales)


@pytest.fixture(scope="module", params=VERSIONS)
def version(request):
    return request.param, derived(request.param), tg.TariffGame.symbolic(request.param)


def zero(expression):
    return sp.simplify(expression) == 0


def test_welfare_is_the_models(version):
    _, welfare, game = version
    for mine, its in zip(welfare, game.outcome(T1, T2).welfare, strict=True):
        assert zero(mine - its)


def test_equation_6(version):
    surplus, welfare, game = version
    equilibrium = game.equilibrium()
    for w, t, home, foreign, its in (
        (welfare[0], T1, C1, C2, equilibrium.t1),
        (welfare[1], T2, C2, C1, equilibrium.t2),
    ):
        (best,) = sp.solve(sp.diff(w, t), t)
        assert zero(best - its)
        if surplus == "exact":
            assert zero(best - (ALPHA - foreign) / 3)
        else:
            printed = (
                ALPHA * (2 - GAMMA) * (-(GAMMA**2) + 3 * GAMMA + 2)
                - GAMMA * (4 + GAMMA**2) * home
                + (5 * GAMMA**2 - 4) * foreign
            ) / (12 - 7 * GAMMA**2)
            assert zero(best - printed)


def test_second_order_condition(version):
    surplus, welfare, _ = version
    second = sp.diff(welfare[0], T1, 2)
    if surplus == "exact":
        assert zero(second + 3 / (4 - GAMMA**2))
    else:
        assert zero(second - (7 * GAMMA**2 - 12) / (4 - GAMMA**2) ** 2)
    on_range = [second.subs(GAMMA, g) for g in (0, sp.Rational(1, 2), 1)]
    assert all(value < 0 for value in on_range)
    numerator = sp.Poly(sp.numer(sp.together(second)), GAMMA)
    assert numerator.count_roots(0, 1) == 0


def test_dominant(version):
    # The other country's tariff shifts welfare and nothing else: the best own tariff cannot depend on it.
    _, welfare, _ = version
    assert zero(sp.diff(welfare[0], T1, T2))
    assert zero(sp.diff(welfare[1], T1, T2))


def test_equation_7_and_its_factors():
    exact = tg.TariffGame.symbolic("exact").equilibrium()
    published = tg.TariffGame.symbolic("published").equilibrium()
    assert zero(exact.t1 - exact.t2 - (C1 - C2) / 3)
    g = GAMMA**3 + 5 * GAMMA**2 + 4 * GAMMA - 4
    assert zero(published.t1 - published.t2 - g * (C2 - C1) / (12 - 7 * GAMMA**2))
    assert sp.expand((GAMMA + 2) * (GAMMA**2 + 3 * GAMMA - 2) - g) == 0
    assert sp.Poly(g, GAMMA).count_roots(0, 1) == 1
    assert sp.simplify(g.subs(GAMMA, ROOT)) == 0
    assert round(THRESHOLD, 4) == 0.5616


def test_versions_agree_where_goods_are_independent():
    gap = [tg.TariffGame.symbolic(surplus).outcome(T1, T2).welfare[0].subs(GAMMA, 0) for surplus in VERSIONS]
    assert zero(gap[0] - gap[1])


def test_where_exports_vanish():
    # In terms of A_i = alpha - c_i: f_j > 0 iff A_j/A_i > 5 gamma/4 (published), 3 gamma/4 (exact).
    a, share = sp.symbols("a share", positive=True)
    for surplus, slope in (("published", sp.Rational(5, 4)), ("exact", sp.Rational(3, 4))):
        game = tg.TariffGame.symbolic(surplus)
        exports = game.equilibrium().outcome.exports[1].subs({C1: ALPHA - a, C2: ALPHA - share * a})
        (least,) = sp.solve(sp.numer(sp.together(exports)), share)
        assert zero(least - slope * GAMMA)
    # So with equal costs the published one loses trade at exactly 4/5, and at 3/5 the ratio must exceed 3/4.


def test_own_tariff_pays_from_free_trade(version):
    # Johnson's point: at zero tariffs the first bit of an own tariff raises welfare.
    _, welfare, _ = version
    a, b = sp.symbols("a b", positive=True)
    slope = sp.diff(welfare[0], T1).subs({T1: 0, C1: ALPHA - a, C2: ALPHA - b})
    at_zero = sp.factor(slope.subs(GAMMA, 0))
    assert zero(at_zero - b / 4)


def test_line_of_the_dilemma():
    # Exact surplus: the high-cost country gains iff r > (6 gamma + sqrt(120 + 6 gamma^2))/20.
    r, scale = sp.symbols("r A", positive=True)
    game = tg.TariffGame(
        alpha=ALPHA, gamma=GAMMA, c1=ALPHA - scale, c2=ALPHA - r * scale, surplus="exact", corners=False
    )
    gain = game.outcome(0, 0).welfare[1] - game.equilibrium().outcome.welfare[1]
    line = (6 * GAMMA + sp.sqrt(120 + 6 * GAMMA**2)) / 20
    assert zero(gain.subs(r, line))
    assert sp.simplify(line.subs(GAMMA, 0) - sp.sqrt(sp.Rational(3, 10))) == 0
    assert (
        gain.subs({GAMMA: 0, r: sp.Rational(54, 100), scale: 1})
        < 0
        < gain.subs({GAMMA: 0, r: sp.Rational(55, 100), scale: 1})
    )


# --- corners included ---------------------------------------------------------------------------

gammas = st.floats(0, 1)
costs = st.floats(0, 9.9)
versions = st.sampled_from(VERSIONS)
tariffs = st.floats(-12, 25)  # from subsidies with which the home firm sells nothing to prohibitive ones


@settings(deadline=None)
@given(gammas, costs, costs, versions, tariffs, tariffs)
@example(1.0, 1.0, 5.0, "exact", 0.0, 3.0)  # prohibitive
@example(1.0, 9.0, 1.0, "published", -3.0, 3.0)  # home firm out
@example(0.8, 1.0, 1.0, "published", 9.0, 0.0)  # exports vanish just there
@example(0.0, 0.0, 9.9, "exact", 0.0, 25.0)
def test_nobody_gains_by_another_tariff(gamma, c1, c2, surplus, other, rival):
    game = tg.TariffGame(alpha=10, gamma=gamma, c1=c1, c2=c2, surplus=surplus)
    equilibrium = game.equilibrium()
    for t2 in (equilibrium.t2, rival):  # best against the equilibrium and against anything else
        best, deviation = game.outcome(equilibrium.t1, t2), game.outcome(other, t2)
        assert deviation.welfare[0] <= best.welfare[0] + 1e-9
    for t1 in (equilibrium.t1, rival):
        best, deviation = game.outcome(t1, equilibrium.t2), game.outcome(t1, other)
        assert deviation.welfare[1] <= best.welfare[1] + 1e-9


def test_best_tariff_found_by_search():
    # The same with a fine grid: no formula of equilibrium() is used to find the highest welfare.
    grid = np.linspace(-15, 15, 30_001)
    random = np.random.default_rng(5)
    for k in range(150):
        gamma, c1, c2 = random.uniform(0, 1), *random.uniform(0, 9.9, 2)
        game = tg.TariffGame(alpha=10, gamma=gamma, c1=c1, c2=c2, surplus=VERSIONS[k % 2])
        welfare = game.outcome(grid, 1).welfare[0]
        equilibrium = game.equilibrium()
        own = game.outcome(equilibrium.t1, 1).welfare[0]
        assert own >= welfare.max() - 1e-9
        good = grid[welfare >= welfare.max() - 1e-9]
        # In a prohibitive corner they are a stretch; the lowest one that is no subsidy is reported.
        assert equilibrium.t1 == pytest.approx(max(good.min(), 0), abs=1.1e-3)


@settings(deadline=None)
@given(gammas, costs, costs)
def test_low_cost_country_sets_the_lower_tariff(gamma, c1, c2):
    assume(abs(c1 - c2) > 1e-6)
    game = tg.TariffGame(alpha=10, gamma=gamma, c1=min(c1, c2), c2=max(c1, c2))
    equilibrium = game.equilibrium()
    assert equilibrium.t1 <= equilibrium.t2
    if equilibrium.regime == ("interior", "interior"):
        assert equilibrium.t2 - equilibrium.t1 == pytest.approx(abs(c1 - c2) / 3, abs=1e-9)


@settings(deadline=None)
@given(gammas, costs, costs)
@example(0.6, 1.0, 2.5)
@example(0.79, 1.0, 1.01)
def test_reversal_lives_in_a_sliver(gamma, c1, c2):
    low, high = sorted((c1, c2))
    assume(high - low > 1e-3 and abs(gamma - THRESHOLD) > 1e-6)
    equilibrium = tg.TariffGame(alpha=10, gamma=gamma, c1=low, c2=high, surplus="published").equilibrium()
    assume(min(equilibrium.outcome.exports) > 1e-9)
    assert (equilibrium.t1 > equilibrium.t2) == (gamma > THRESHOLD)
    assert gamma < 0.8
    assert (10 - high) / (10 - low) > 5 * gamma / 4 - 1e-9


def test_the_sliver_is_not_empty_and_has_edges():
    def order(gamma, ratio):
        game = tg.TariffGame(alpha=10, gamma=gamma, c1=0, c2=10 - 10 * ratio, surplus="published")
        equilibrium = game.equilibrium()
        return equilibrium.t1 - equilibrium.t2, equilibrium.outcome.exports[1]

    gap, exports = order(0.6, 0.80)
    assert gap > 0
    assert exports > 0
    assert order(0.6, 0.751)[1] > 0
    assert order(0.6, 0.749)[1] == pytest.approx(0, abs=1e-9)
    assert order(0.56, 0.9)[0] < 0 < order(0.563, 0.9)[0]
    assert order(0.799, 0.9999)[1] > 0
    assert order(0.801, 0.9999)[1] == pytest.approx(0, abs=1e-9)


@settings(deadline=None)
@given(gammas, costs, costs)
@example(0.0, 1.0, 10 - 9 * 0.5477)
@example(0.0, 1.0, 10 - 9 * 0.5478)
def test_dilemma(gamma, c1, c2):
    low, high = sorted((c1, c2))
    ratio = (10 - high) / (10 - low)
    line = (6 * gamma + np.sqrt(120 + 6 * gamma**2)) / 20
    assume(abs(ratio - line) > 1e-6)
    game = tg.TariffGame(alpha=10, gamma=gamma, c1=low, c2=high)
    free, nash = game.outcome(0, 0).welfare, game.equilibrium().outcome.welfare
    assert free[0] > nash[0]  # the low-cost country always gains from mutual free trade
    assert (free[1] > nash[1] + 1e-12) == (ratio > line)
    assert sum(free) >= sum(nash) - 1e-9  # the two together never lose


@pytest.mark.parametrize(("ratio", "dilemma"), [(np.sqrt(0.3) - 1e-6, False), (np.sqrt(0.3) + 1e-6, True)])
def test_threshold_of_the_dilemma(ratio, dilemma):
    game = tg.TariffGame(alpha=10, gamma=0, c1=0, c2=10 - 10 * ratio)
    gain = game.outcome(0, 0).welfare[1] - game.equilibrium().outcome.welfare[1]
    assert (gain > 0) == dilemma
