"""The roads of mutual cuts: what each rule promises, for every game with an interior equilibrium."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

import tradegames as tg
from tradegames.quadratic import quadratic
from tradegames.reciprocity import RULES, equal, least_ratio, survey
from tradegames.reciprocity import marginal as marginal_rule

NAMES = tuple(RULES)
LOWEST = {"exact": 0.75, "published": 1.25}  # times gamma: the ratio from which both import
NEAR = {"rel": 1e-8, "abs": 1e-10}


@st.composite
def games(draw):
    """Games with an interior equilibrium; either country may lead."""
    surplus = draw(st.sampled_from(["exact", "published"]))
    gamma = draw(st.floats(0, 1 if surplus == "exact" else 0.78))
    low = max(LOWEST[surplus] * gamma, 0.05)
    ratio = low + (1 - low) * draw(st.floats(0.02, 1))
    alpha = draw(st.floats(1, 20))
    cost = alpha * draw(st.floats(0, 0.8))
    costs = [cost, alpha - ratio * (alpha - cost)]
    if draw(st.booleans()):
        costs.reverse()
    return tg.TariffGame(alpha=alpha, gamma=gamma, c1=costs[0], c2=costs[1], surplus=surplus)


@pytest.mark.parametrize("rule", NAMES)
@given(game=games(), share=st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_a_road_runs_through_the_game(rule, game, share):
    """From the equilibrium until a tariff is zero, with the game's own welfare, its slope and its parts."""
    road = RULES[rule](game)
    equilibrium = game.equilibrium()
    assert road.start == pytest.approx((equilibrium.t1, equilibrium.t2), **NEAR)
    assert road.tariffs(0.0) == pytest.approx(road.start, **NEAR)
    assert min(road.tariffs(road.limit)) == pytest.approx(0, abs=1e-9 * game.alpha)
    x = share * road.limit
    tariffs = road.tariffs(x)
    assert min(tariffs) >= -1e-9 * game.alpha
    there = game.outcome(*tariffs)  # with corners: no firm has left a market on the way
    assert road.welfare(x) == pytest.approx(there.welfare, **NEAR)
    gains = [w - e for w, e in zip(there.welfare, equilibrium.outcome.welfare, strict=True)]
    assert road.gains(x) == pytest.approx(gains, rel=1e-6, abs=1e-9 * game.alpha**2)

    slope, split = road.marginal_welfare(x), road.split(x)
    parts = zip(split.profit, split.consumer_surplus, split.tariff_revenue, strict=True)
    scale = sum(abs(v) for v in (*split.profit, *split.tariff_revenue))
    assert [sum(p) for p in parts] == pytest.approx(slope, rel=1e-7, abs=1e-9 * scale)


@given(game=games(), share=st.floats(0.05, 1))
@settings(max_examples=60, deadline=None)
def test_what_each_rule_balances(game, share):
    """Equal amounts, initial trade, present trade at the margin and in total, value of new imports."""
    start = game.equilibrium().outcome.exports
    for rule, make in RULES.items():
        road = make(game)
        x = share * road.limit
        cuts = road.cuts(x)
        exports = game.outcome(*road.tariffs(x)).exports
        speeds = road.speeds(x)
        pairs = {
            "equal": cuts,
            "balanced": (cuts[0] * start[1], cuts[1] * start[0]),
            "marginal": (speeds[0] * exports[1], speeds[1] * exports[0]),
            "cumulative": (cuts[0] * exports[1], cuts[1] * exports[0]),
            "values": (
                (exports[1] - start[1]) * (game.c2 + start[1]),
                (exports[0] - start[0]) * (game.c1 + start[0]),
            ),
        }
        assert pairs[rule][0] == pytest.approx(pairs[rule][1], rel=1e-7), rule
        if rule == "equal":  # Bagwell and Staiger's reciprocity in volumes
            more = [e - s for e, s in zip(exports, start, strict=True)]
            assert more == pytest.approx([2 * x / (4 - game.gamma**2)] * 2, rel=1e-7)
        if rule == "marginal":
            kept = [e[0] ** 2 - e[1] ** 2 for e in (exports, start)]
            assert kept[0] == pytest.approx(kept[1], rel=1e-7, abs=1e-10 * game.alpha**2)
        if rule in ("marginal", "cumulative"):  # the parameter counts the concessions
            assert pairs[rule][0] == pytest.approx(1 if rule == "marginal" else x, rel=1e-7)


@pytest.mark.parametrize("surplus", ["exact", "published"])
@pytest.mark.parametrize(("gamma", "c1", "c2"), [(0, 1, 7), (0.4, 1, 4), (0.7, 3, 3.4), (0.4, 4, 1)])
def test_marginal_balance_is_the_solution_of_its_differential_equation(surplus, gamma, c1, c2):
    """Let each tariff fall so that dt1 f2 = dt2 f1 at every moment, and compare the closed form."""
    game = tg.TariffGame(alpha=10, gamma=gamma, c1=c1, c2=c2, surplus=surplus)
    road = marginal_rule(game)

    def fall(_, tariffs):
        f1, f2 = game.outcome(*tariffs).exports
        return [-1 / f2, -1 / f1]  # so that dt1 f2 = dt2 f1 = 1 per unit of the concession

    at = np.linspace(0, road.limit, 9)
    solved = solve_ivp(fall, (0, road.limit), road.start, t_eval=at, rtol=1e-10, atol=1e-12)
    assert solved.success
    assert np.array(road.tariffs(at)) == pytest.approx(solved.y, abs=1e-8)
    f1, f2 = game.outcome(*solved.y).exports
    assert f1**2 - f2**2 == pytest.approx(f1[0] ** 2 - f2[0] ** 2, abs=1e-8)


@pytest.mark.parametrize("rule", NAMES)
@pytest.mark.parametrize("surplus", ["exact", "published"])
def test_marginal_welfare_is_the_derivative_of_welfare(rule, surplus):
    """In symbols along the road, in exact games; and the parts add up to it."""
    x = sp.symbols("x", positive=True)
    for gamma, c1, c2, place in (("3/10", 1, 4, "7/10"), ("3/5", 2, 3, "1/5"), (0, 3, 1, "9/10")):
        game = tg.TariffGame(
            alpha=sp.Integer(11), gamma=sp.S(gamma), c1=sp.Integer(c1), c2=sp.Integer(c2), surplus=surplus
        )
        road = RULES[rule](replace(game, corners=False))
        split = road.split(x)
        parts = zip(split.profit, split.consumer_surplus, split.tariff_revenue, strict=True)
        for w, gain, part, slope in zip(
            road.welfare(x), road.gains(x), parts, road.marginal_welfare(x), strict=True
        ):
            for same in (sp.diff(w, x), sp.diff(gain, x), sum(part)):
                assert float((same - slope).subs(x, sp.S(place)).evalf(20)) == pytest.approx(0, abs=1e-15)


def test_roads_of_arrays():
    gammas = np.array([0.1, 0.4])[:, None]
    costs = np.array([2.0, 3.0, 4.0])
    game = tg.TariffGame(alpha=10, gamma=gammas, c1=1, c2=costs)
    for make in RULES.values():
        road = make(game)
        gains = road.gains(0.5 * road.limit)
        assert np.shape(gains[0]) == (2, 3)
        one = make(tg.TariffGame(alpha=10, gamma=0.4, c1=1, c2=3.0))
        assert [g[1, 1] for g in gains] == pytest.approx(one.gains(0.5 * one.limit), **NEAR)


def test_roads_refuse():
    game = tg.TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    road = equal(game)
    with pytest.raises(ValueError, match=r"reciprocity\.equal\.x must lie between 0 and limit = 2\.0"):
        road.tariffs(2.1)
    with pytest.raises(ValueError, match=r"reciprocity\.equal\.x must lie .*; got -0\.1$"):
        road.gains(-0.1)
    with pytest.raises(ValueError, match=r"reciprocity\.equal\.x must be finite; got nan"):
        road.welfare(float("nan"))
    with pytest.raises(TypeError, match=r"reciprocity\.equal\.x must be a real number"):
        road.marginal_welfare("far")
    shut = tg.TariffGame(alpha=10, gamma=0.9, c1=1, c2=6)
    with pytest.raises(ValueError, match=r"reciprocity\.values\.t1\* must be below the prohib"):
        RULES["values"](shut)


# --- many games at once -----------------------------------------------------------------------


@pytest.mark.parametrize("surplus", ["exact", "published"])
@pytest.mark.parametrize("rule", NAMES)
def test_survey_is_game_by_game(rule, surplus):
    gammas, costs = np.linspace(0, 1, 7)[:, None], np.array([0.0, 1.25, 4, 4.5, 5, 7, 9.9])
    game = tg.TariffGame(alpha=10, gamma=gammas, c1=4, c2=costs, surplus=surplus)
    found = survey(game, rule)
    assert found.more.shape == found.gains[0].shape == (7, 7)
    seen = set()
    for (i, j), regime in np.ndenumerate(found.regime):
        one = replace(game, gamma=float(gammas[i, 0]), c2=float(costs[j]))
        closed = [r == "prohibitive" for r in one.equilibrium().regime]
        names = {
            (False, False): "interior",
            (True, False): "country 1 imports nothing",
            (False, True): "country 2 imports nothing",
            (True, True): "nobody imports anything",
        }
        assert regime == names[tuple(closed)]
        seen.add(str(regime))
        if regime != "interior":
            assert found.more[i, j] == found.stops[i, j] == regime
            assert np.ma.is_masked(found.gains[0][i, j])
            continue
        road = RULES[rule](one)
        gains, slope = road.gains(road.limit), road.marginal_welfare(road.limit)
        assert [g[i, j] for g in found.gains] == pytest.approx(gains, **NEAR)
        same = abs(gains[0] - gains[1]) < 1e-9
        assert found.more[i, j] == ("the same" if same else f"country {1 + (gains[1] > gains[0])}")
        falling = [k for k in (1, 2) if slope[k - 1] < 0]
        assert found.stops[i, j] == (f"country {falling[0]}" if falling else "nobody")
    assert seen == {*names.values()} - ({"nobody imports anything"} if surplus == "exact" else set())


@pytest.mark.parametrize("rule", NAMES)
@given(game=games())
@settings(max_examples=40, deadline=None)
def test_the_end_of_a_road_settles_the_whole_of_it(rule, game):
    """Marginal welfare starts positive and has at most one zero; never are both negative at the end."""
    road = RULES[rule](game)
    slopes = np.array(road.marginal_welfare(np.linspace(0, 1, 60) * road.limit))
    tiny = 1e-9 * np.abs(slopes).max()
    assert slopes[:, 0].min() > 0
    for slope in slopes:
        signs = np.sign(slope[np.abs(slope) > tiny])
        assert (np.diff(signs) <= 0).all()
    assert slopes[:, -1].max() > 0


def test_survey_at_a_share_of_the_road():
    game = tg.TariffGame(alpha=10, gamma=0.5, c1=1, c2=5.5)
    assert survey(game, "balanced", share=1).stops == "country 1"
    assert survey(game, "balanced", share=0.1).stops == "nobody"
    start = survey(game, "balanced", share=0)
    assert (start.more, float(start.gains[0])) == ("the same", 0.0)


def test_survey_refuses():
    game = tg.TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    with pytest.raises(ValueError, match=r"survey\.rule must be 'equal' or .*; got 'fair'"):
        survey(game, "fair")
    with pytest.raises(ValueError, match=r"survey\.share must lie between 0 and 1; got 1\.5"):
        survey(game, "equal", share=1.5)
    with pytest.raises(TypeError, match=r"survey\.game must hold numbers or arrays; got symbols"):
        survey(tg.TariffGame.symbolic(), "equal")


def published_line(gamma):
    """The ratio at which 4 f_2 (4 - gamma^2) = (4 - 7 gamma^2) min(t1*, t2*), published surplus."""
    a, b, bend = gamma * (4 + gamma**2), 4 - 5 * gamma**2, 4 - 7 * gamma**2
    if gamma > (17**0.5 - 3) / 2:  # there the lagging country's tariff is the lower one
        a, b = b, a
    return (20 * gamma * (4 - gamma**2) + bend * a) / (16 * (4 - gamma**2) - bend * b)


@pytest.mark.parametrize("gamma", [0, 0.2, 0.5, 0.7, 0.75])
def test_least_ratios_with_a_formula(gamma):
    assert least_ratio("equal", gamma) == pytest.approx(4 * gamma / (4 + gamma**2), abs=1e-9)
    assert least_ratio("marginal", gamma) == pytest.approx(4 * gamma / (4 + gamma**2), abs=1e-9)
    assert least_ratio("cumulative", gamma) == pytest.approx(3 * gamma / 4, abs=1e-9)
    assert least_ratio("cumulative", gamma, "published") == pytest.approx(5 * gamma / 4, abs=1e-9)
    assert least_ratio("equal", gamma, "published") == pytest.approx(published_line(gamma), abs=1e-9)
    # With s = g_1/g_2, the ratio of the two distances from the barriers, a cubic for the balanced rule.
    r = least_ratio("balanced", gamma)
    s = (4 * r - 3 * gamma) / (4 - 3 * gamma * r)
    cubic = 64 * s**3 + 48 * gamma * s**2 + (32 - 48 * gamma**2) * s - 18 * gamma * (4 - gamma**2)
    assert cubic == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("surplus", ["exact", "published"])
@pytest.mark.parametrize("rule", NAMES)
def test_a_least_ratio_parts_the_games(rule, surplus):
    for gamma in (0.1, 0.45, 0.7):
        least = least_ratio(rule, gamma, surplus, cost=0.1)
        ratios = np.linspace(LOWEST[surplus] * gamma + 1e-6, 1, 150)
        ratios = ratios[np.abs(ratios - least) > 1e-6]
        game = tg.TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * ratios, surplus=surplus)
        assert ((survey(game, rule).stops == "nobody") == (ratios > least)).all()


def test_least_ratio_refuses():
    with pytest.raises(ValueError, match=r"gamma must leave an interior equilibrium .*; got 0\.9"):
        least_ratio("equal", 0.9, "published")
    with pytest.raises(ValueError, match=r"least_ratio\.cost must be at least 0 and below 1; got 1"):
        least_ratio("values", 0.5, cost=1)
    with pytest.raises(ValueError, match=r"least_ratio\.rule must be"):
        least_ratio("fair", 0.5)


def test_bends():
    """``own`` exceeds ``foreign`` for every gamma (exact), and up to 2/sqrt(7) (published)."""
    form = {s: quadratic(tg.TariffGame.symbolic(s)) for s in ("exact", "published")}
    gamma = tg.TariffGame.symbolic().gamma
    excess = {s: sp.factor((f.own[0] - f.foreign[0]) * (4 - gamma**2) ** 2) for s, f in form.items()}
    assert sp.expand(excess["exact"] - (4 - 3 * gamma**2)) == 0
    assert sp.expand(excess["published"] - (4 - 7 * gamma**2)) == 0
