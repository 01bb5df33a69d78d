"""Iso-welfare geometry: curves, lens, contract curve and roads, against the game itself."""

from itertools import pairwise

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from tradegames import TariffGame, isowelfare
from tradegames.quadratic import quadratic

SURPLUSES = ("exact", "published")
LEAST = {"exact": 0.75, "published": 1.25}  # both export while the lower A is above gamma times this
BASE = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
settings.register_profile("isowelfare", deadline=None, max_examples=100)
settings.load_profile("isowelfare")
UNIT = st.floats(0, 1)


@st.composite
def games(draw, top=1.0, **fixed):
    """Games in which both countries import at the equilibrium."""
    surplus = draw(st.sampled_from(SURPLUSES))
    high = min(top, 0.98 / LEAST[surplus])
    gamma = draw(st.one_of(st.just(0.0), st.floats(0.01, high)))
    least = max(0.05, LEAST[surplus] * gamma + 0.01)
    ratio = least + draw(UNIT) * (1 - least)
    advantages = [10.0, 10 * ratio]
    if draw(st.booleans()):
        advantages.reverse()
    costs = {"c1": 10 - advantages[0], "c2": 10 - advantages[1]}
    return TariffGame(**{"alpha": 10, "gamma": gamma, "surplus": surplus, **costs, **fixed})


def gains(game, t1, t2):
    form = quadratic(game)
    end, start = game.outcome(t1, t2).welfare, game.outcome(*form.peak).welfare
    return end[0] - start[0], end[1] - start[1]


# --- curves -----------------------------------------------------------------------------------


@given(game=games(), country=st.sampled_from([1, 2]), at=st.tuples(UNIT, UNIT), share=UNIT)
def test_welfare_is_the_same_all_along_a_curve(game, country, at, share):
    form = quadratic(game)
    through = tuple(s * b for s, b in zip(at, form.barrier, strict=True))
    line = isowelfare.curve(game, country, through)
    i = country - 1
    low, high = line.domain
    own = max(low, -20.0) + share * (high - max(low, -20.0))
    assume(abs(own - form.peak[i]) >= line.gap + 1e-9)
    pair = [own, own]
    pair[1 - i] = line(own)
    welfare = game.outcome(*through).welfare[i]
    assert game.outcome(*pair).welfare[i] == pytest.approx(welfare, rel=1e-9)
    assume(form.barrier[1 - i] - pair[1 - i] > 0.1)
    slope = line.slope(own)
    assert np.sign(slope) == np.sign(form.peak[i] - own)
    by = form.marginal(country, *pair)  # the slope is minus the ratio of the two marginal welfares
    assert slope == pytest.approx(-by[i] / by[1 - i], rel=1e-9, abs=1e-12)


def test_the_slope_is_the_derivative_and_curves_do_not_cross():
    game, t, a, b = TariffGame.symbolic(), *sp.symbols("t a b", real=True)
    line = isowelfare.curve(game, 1, (a, b))
    below = sp.simplify(line(a) - line.form.barrier[1])
    assert sp.simplify(below**2 - (b - line.form.barrier[1]) ** 2) == 0
    assert sp.simplify(sp.diff(line(t), t) - line.slope(t)) == 0
    lower, upper = (isowelfare.curve(BASE, 1, (2.0, y)) for y in (1.0, 2.5))
    t1 = np.linspace(0, 6, 50)
    assert (lower(t1) < upper(t1)).all()
    assert (BASE.outcome(t1, lower(t1)).welfare[0] > BASE.outcome(t1, upper(t1)).welfare[0]).all()


def test_a_curve_below_the_best_without_exports_has_a_gap():
    line = isowelfare.curve(BASE, 1, (5.0, 8.0))
    assert line.gap == pytest.approx(np.sqrt(9 - 1 / 1.5))
    assert line(2 + line.gap + 1e-9) == pytest.approx(9, abs=1e-3)
    with pytest.raises(ValueError, match=r"isowelfare.curve.t1 must be where country 1 .* t2; got 2.0"):
        line(2.0)
    with pytest.raises(ValueError, match=r"isowelfare.curve.T2 - t2 must be positive.*; got 0.0"):
        isowelfare.curve(BASE, 1, (2.0, 9.0)).slope(2.0)


# --- lens -------------------------------------------------------------------------------------


@given(game=games(), u=st.floats(0.01, 0.99), subsidies=st.booleans())
def test_the_boundary_of_the_lens(game, u, subsidies):
    lens = isowelfare.lens(game, lowest=None if subsidies else (0.0, 0.0))
    t = lens.boundary(u)
    first, second = gains(game, *t)
    near = 1e-7 * (1 + max(abs(v) for v in t)) ** 2
    assert min(first, second) >= -near
    spare = [v - low for v, low in zip(t, lens.lowest, strict=True)]
    assert min(first, second, *spare) == pytest.approx(0, abs=near)  # on a curve or on a bound
    # a little further on the ray somebody loses or a bound is passed
    peak = lens.form.peak
    for factor, good in ((0.999, True), (1.001, False)):
        place = [p - factor * (p - v) for p, v in zip(peak, t, strict=True)]
        assert lens.contains(*place) == good


@given(game=games(), low=st.floats(0, 1))
@example(game=TariffGame(alpha=10, gamma=0.78, c1=1, c2=1.1, surplus="published"), low=0.0)
def test_ends_area_and_span_of_the_lens(game, low):
    form = quadratic(game)
    deep = [max(f, -25.0) for f in form.floor]
    lowest = tuple(d + low * (0 - d) for d in deep)
    lens = isowelfare.lens(game, lowest)
    (end1, end2), tip = lens.ends, lens.tip
    for k, end in enumerate((end1, end2)):
        assert gains(game, *end)[k] == pytest.approx(0, abs=1e-8 * (1 + np.abs(end).max() ** 2))
    meets = form.own[0] > form.foreign[0] and tip[0] >= lowest[0] and tip[1] >= lowest[1]
    assert lens.closes == (end1 == end2) == meets
    x, y = lens.boundary(np.linspace(0, 1, 40_001))
    polygon = abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2
    assert lens.area == pytest.approx(polygon, rel=1e-5)
    # across the lens, from one curve to the other
    t1 = form.peak[0] - 0.3 * (form.peak[0] - max(end1[0], end2[0]))
    lowest2, highest2 = lens.span(t1)
    for t2, good in (
        (lowest2 + 1e-6, True),
        (lowest2 - 1e-6, False),
        (highest2 - 1e-6, True),
        (highest2 + 1e-6, False),
    ):
        assert lens.contains(t1, t2) == good


def test_the_tip_is_the_only_other_meeting_point():
    lens = isowelfare.lens(BASE)
    assert gains(BASE, *lens.tip) == pytest.approx((0, 0), abs=1e-10)
    r, k, g1, g2 = sp.symbols("r kappa G1 G2", positive=True)
    cut1 = 2 * g2 * r / (k - r**2)  # on the curve of country 1 through E, in the direction r
    second = k * (r * cut1) ** 2 - (g1 + cut1) ** 2 + g1**2
    cubic = k * g2 * r**3 + g1 * r**2 - g2 * r - k * g1
    assert sp.rem(sp.numer(sp.together(second)), cubic, r) == 0
    signs = [sp.sign(c) for c in sp.Poly(cubic, r).all_coeffs()]
    assert signs == [1, 1, -1, -1]  # one change of sign: one positive root


# --- contract curve ---------------------------------------------------------------------------


@given(game=games(), share=st.floats(0.05, 0.95), step=st.tuples(st.floats(-1, 1), st.floats(-1, 1)))
def test_nobody_gains_from_the_contract_curve_without_a_loss(game, share, step):
    rule = isowelfare.contract_curve(game)
    low, high = rule.weights
    assume(low < high)
    t1, t2 = rule.tariffs(low + share * (high - low))
    scale = 1 + abs(t1 * t2)
    assert isowelfare.tangency(game, t1, t2) == pytest.approx(0, abs=1e-9 * scale)
    form = rule.form
    assert form.floor[0] - 1e-9 <= t1 <= form.peak[0]
    assert form.floor[1] - 1e-9 <= t2 <= form.peak[1]
    assert min(t1, t2) < 0  # at least one import subsidy, both where the goods do not compete
    assert max(t1, t2) < 0 or game.gamma > 0
    other = [
        max(f, min(b, t + s * b)) for f, b, t, s in zip(form.floor, form.barrier, (t1, t2), step, strict=True)
    ]
    change = np.subtract(form.welfare(*other), form.welfare(t1, t2))
    assert min(change) <= 1e-9 * scale


@given(game=games(), at=st.tuples(st.floats(0.001, 1), st.floats(0.001, 1)))
def test_with_tariffs_above_zero_both_can_always_gain_by_cutting_more(game, at):
    form = quadratic(game)
    t = [s * p for s, p in zip(at, form.peak, strict=True)]
    assert isowelfare.tangency(game, *t) < 0
    assert isowelfare.tangency(game, 0.0, 0.0) < 0
    # the direction in which both gain alike, shortened until it does
    one, two = form.marginal(1, *t), form.marginal(2, *t)
    cut = np.array([two[1] - one[1], one[0] - two[0]])
    cut = cut / np.abs(cut).sum() * min(t)
    assert (cut >= 0).all()
    steps = (np.subtract(form.welfare(*(t - cut / n)), form.welfare(*t)) for n in 2.0 ** np.arange(40))
    assert any(min(change) > 0 for change in steps)


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_no_tangency_above_zero_proved(surplus):
    """The margin rises with q = r + 1/r and is negative at the highest q that leaves trade."""
    gamma, r, q = sp.symbols("gamma r q", positive=True)
    one = sp.Integer(1)
    form = quadratic(TariffGame(alpha=2, gamma=gamma, c1=one, c2=2 - r, surplus=surplus))
    at_zero = form.own[0] ** 2 * form.peak[0] * form.peak[1]
    at_zero -= form.foreign[0] ** 2 * form.barrier[0] * form.barrier[1]
    scaled = sp.factor(at_zero * (4 - gamma**2) ** 4 / r)
    linear = sp.cancel(sp.expand(scaled)).subs(r, (q - sp.sqrt(q**2 - 4)) / 2)
    slope = sp.simplify(sp.diff(linear, q))
    assert sp.simplify(sp.diff(slope, q)) == 0
    assert all(slope.subs({gamma: g, q: 3}) > 0 for g in (0.1, 0.3, 0.5, 0.79))
    border = {"exact": 3 * gamma / 4, "published": 5 * gamma / 4}[surplus]
    assert sp.simplify((form.barrier[0] - form.peak[0]).subs(r, border)) == 0
    x = sp.Symbol("x", positive=True)
    worst = sp.Poly(sp.cancel(scaled.subs(r, border)).subs(gamma, sp.sqrt(x)), x)
    last = {"exact": 1, "published": sp.Rational(16, 25)}[surplus]
    assert worst.eval(last) < 0
    assert worst.count_roots(0, last) == 0


def test_published_surplus_has_no_contract_curve_for_close_goods():
    for gamma, there in ((0.75, True), (0.757, False)):
        game = TariffGame(alpha=10, gamma=gamma, c1=1, c2=1, surplus="published")
        form = quadratic(game)
        assert (form.own[0] > form.foreign[0]) == there == (gamma**2 < 4 / 7)
    low, high = isowelfare.contract_curve(game).weights
    assert low > high
    with pytest.raises(ValueError, match=r"isowelfare.contract_curve.weight must lie between .*; got 1.0"):
        isowelfare.contract_curve(game).tariffs()
    # joint cuts help both down to the floors, and beyond them the sum falls again
    floor = form.floor[0]
    sums = [sum(game.outcome(floor + d, floor + d).welfare) for d in (-0.1, 0.0, 0.1)]
    assert sums[1] > max(sums[0], sums[2])


def test_the_document_s_points_at_gamma_0():
    game = TariffGame.symbolic().__class__(alpha=10, gamma=0, c1=1, c2=1)
    t = 3 * 9 / 5  # a tangency above the peaks: both would gain by cutting, it is no end point
    assert isowelfare.tangency(game, t, t) == pytest.approx(0, abs=1e-12)
    assert t > quadratic(game).peak[0]
    assert isowelfare.contract_curve(game).tariffs() == pytest.approx((-9, -9))
    t1, t2 = isowelfare.contract_curve(BASE).tariffs(np.linspace(0.7, 1.4, 9))
    assert (5 * t1 / 6 + 1) * (5 * t2 / 9 + 1) == pytest.approx(16)


# --- roads ------------------------------------------------------------------------------------


@given(game=games(), share=st.floats(0.05, 0.95), depth=st.floats(0.05, 1.0))
def test_a_straight_road_is_open_half_way_to_the_edge(game, share, depth):
    lens = isowelfare.lens(game, lowest=tuple(max(f, -60.0) for f in quadratic(game).floor))
    cut = np.array([1 - share, share])
    peak = np.array(lens.form.peak)
    # the reach if nothing but the two curves stopped it
    free = isowelfare.Lens(lens.form, (-1e12, -1e12)).reach(*cut)
    far = min(depth * lens.reach(*cut), 1e6)
    assume(abs(free / far - 2) > 1e-6)
    verdict = isowelfare.feasible(game, [tuple(peak), tuple(peak - far * cut)])
    assert verdict.feasible == all(verdict.monotone) == (free / far > 2)


@given(
    game=games(),
    target=st.tuples(UNIT, UNIT),
    way=st.lists(st.tuples(st.floats(0, 1.3), st.floats(0, 1.3)), min_size=0, max_size=3),
)
def test_verdicts_agree_with_a_walk_along_the_road(game, target, way):
    form = quadratic(game)
    end = tuple(s * p for s, p in zip(target, form.peak, strict=True))
    stops = [
        tuple(min(s * p, b) for s, p, b in zip(stop, form.peak, form.barrier, strict=True)) for stop in way
    ]
    path = [form.peak, *stops, end]
    verdict = isowelfare.feasible(game, path)
    s = np.linspace(0, 1, 401)
    walk = [np.concatenate([a[k] + s * (b[k] - a[k]) for a, b in pairwise(path)]) for k in (0, 1)]
    legs = np.concatenate([k + s for k in range(len(path) - 1)])
    welfare = game.outcome(*walk).welfare
    for k in (0, 1):
        w, slack = welfare[k], 1e-4
        low, high = w[0], w[-1]
        out = (w < low - slack) | (w > high + slack)
        if out.any():
            assert verdict.leaves[k] is not None
            assert verdict.leaves[k].at <= legs[out.argmax()] + 1e-9
        if verdict.leaves[k] is not None:
            place = verdict.leaves[k]
            before = w[legs < place.at - 1e-9]
            assert ((before >= low - slack) & (before <= high + slack)).all()
            assert place.welfare == pytest.approx(game.outcome(*place.tariffs).welfare, rel=1e-9)
        drop = np.diff(w) < -slack
        if drop.any():
            assert verdict.falls[k] is not None
            assert verdict.falls[k].at <= legs[1:][drop.argmax()] + 1e-9
        if verdict.falls[k] is not None:
            before = w[legs <= verdict.falls[k].at + 1e-12]
            assert (np.diff(before) >= -1e-9 * abs(low)).all()
    assert verdict.feasible == (verdict.leaves == (None, None))
    assert verdict.feasible or not all(verdict.monotone)


@given(a=st.integers(-50, 50), b=st.integers(-50, 50))
@example(a=-1, b=4)
def test_where_a_leg_begins_to_fall(a, b):
    s = np.linspace(0, 1, 1001)
    falling = np.flatnonzero(a + b * (s[:-1] + s[1:]) / 2 < -1e-9)
    expected = s[falling[0]] if falling.size else 1.0
    assert isowelfare.fall(float(a), float(b)) == pytest.approx(expected, abs=1.01e-3)


def test_a_feasible_road_on_which_somebody_gives_back():
    """Both tariffs only fall, every point is in the region, and yet country 1's welfare falls on the way."""
    game = TariffGame(alpha=6, gamma=0, c1=0, c2=0)
    path = [(2.0, 2.0), (1.0, 1.0), (0.5, 1.0), (0.0, 0.0)]
    verdict = isowelfare.feasible(game, path)
    assert verdict.feasible
    assert verdict.monotone == (False, True)
    assert verdict.falls[0].at == 1.0
    grey = isowelfare.region(game, path[-1])
    assert all(grey.contains(*point) for point in path)
    walk = [game.outcome(*point).welfare[0] for point in path]
    assert walk[0] < walk[2] < walk[1] < walk[3]


@given(game=games(), share=UNIT, across=st.floats(0.02, 0.98))
def test_the_region_between_the_four_curves(game, share, across):
    form = quadratic(game)
    lens = isowelfare.lens(game, lowest=(0.0, 0.0))
    u = 0.02 + 0.96 * share
    target = tuple(p - 0.8 * (p - v) for p, v in zip(form.peak, lens.boundary(u), strict=True))
    grey = isowelfare.region(game, target)
    t1 = target[0] + across * (form.peak[0] - target[0])
    low, high = grey.span(t1)
    assert low <= high  # it is never empty on the way
    eps = 1e-6
    for t2, good in ((low + eps, True), (low - eps, False), (high - eps, True), (high + eps, False)):
        if high - low > 3 * eps:
            assert grey.contains(t1, t2) == good
    gain = gains(game, t1, (low + high) / 2)
    assert all(-1e-8 <= a <= b + 1e-8 for a, b in zip(gain, grey.gains, strict=True))


@settings(max_examples=12)
@given(game=games(), u=st.floats(0.05, 0.95), depth=st.floats(0.3, 0.97))
def test_every_target_short_of_the_contract_curve_has_a_road(game, u, depth):
    """Share the gains in the proportion of the target's: both tariffs fall all along, and it starts at E."""
    form = quadratic(game)
    edge = isowelfare.lens(game, lowest=(0.0, 0.0)).boundary(u)
    target = [p - depth * (p - v) for p, v in zip(form.peak, edge, strict=True)]
    whole = np.array(gains(game, *target))

    def back(_, t):
        jacobian = np.array([form.marginal(1, *t), form.marginal(2, *t)])
        return np.linalg.solve(jacobian, -whole)

    road = solve_ivp(back, (0, 1), target, rtol=1e-9, atol=1e-10, t_eval=np.linspace(0, 1, 21))
    assert road.success
    assert road.y[:, -1] == pytest.approx(form.peak, abs=1e-5)
    assert (np.diff(road.y, axis=1) > -1e-9).all()


# --- arrays, symbols, errors ------------------------------------------------------------------


def test_a_map_of_games_is_its_games():
    gamma, c2 = np.array([[0.0], [0.4], [0.7]]), np.array([1.0, 1.5, 2.0])
    game = TariffGame(alpha=10, gamma=gamma, c1=1, c2=c2)
    whole = isowelfare.lens(game, (0, 0))
    weights, points = isowelfare.contract_curve(game).weights, isowelfare.contract_curve(game).tariffs(1.0)
    for i, j in np.ndindex(3, 3):
        one = TariffGame(alpha=10, gamma=float(gamma[i, 0]), c1=1, c2=float(c2[j]))
        lens = isowelfare.lens(one, (0, 0))
        assert whole.area[i, j] == pytest.approx(lens.area)
        assert whole.closes[i, j] == lens.closes
        single = isowelfare.contract_curve(one)
        assert [w[i, j] for w in weights] == pytest.approx(single.weights)
        assert [t[i, j] for t in points] == pytest.approx(single.tariffs(1.0))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda g: isowelfare.curve(g, 3, (1, 1)), "isowelfare.curve.country must be '1' or '2'; got '3'"),
        (lambda g: isowelfare.curve(g, 1, (7.0, 1)), r"t1 must lie between -inf .* and 6.0 .*; got 7.0"),
        (lambda g: isowelfare.curve(g, 1, (float("nan"), 1)), "isowelfare.curve.t1 must be finite; got nan"),
        (lambda g: isowelfare.lens(g, (2.5, 0)), r"lens.lowest1 must be below .* tariff 2.0; got 2.5"),
        (lambda g: isowelfare.lens(g).reach(-1, 1), "reach.cut1 must not be negative; got -1"),
        (lambda g: isowelfare.lens(g).reach(0, 0), r"reach.cut1 \+ cut2 must be positive; got 0"),
        (lambda g: isowelfare.region(g, (0.0, 2.9)), "region.gain1 must not be negative: .*; got -1.197"),
        (lambda g: isowelfare.region(g, (2.5, 0.0)), "region.(gain2|t1) must not .*; got"),
        (lambda g: isowelfare.feasible(g, [(2, 3)]), "feasible.path must have at least two points; got 1"),
        (
            lambda g: isowelfare.feasible(g, [(2, 3), (1, 9.5), (0, 0)]),
            r"feasible.path\[1\]\[1\] must lie between -inf .* and 9.0 .*; got 9.5",
        ),
        (
            lambda g: isowelfare.lens(TariffGame(alpha=10, gamma=1, c1=1, c2=5)),
            r"isowelfare.lens.t1\* must be below the prohibitive tariff 0.5 .*; got 1.66",
        ),
        (
            lambda g: isowelfare.feasible(
                TariffGame(alpha=10, gamma=0.9, c1=1, c2=1), [(3, 3), (-12, 0)]
            ),
            r"feasible.path\[1\]\[0\] must lie between -11.0 \(home firm out\) .*; got -12",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(BASE)


def test_tangency_refuses_what_is_no_number():
    with pytest.raises(TypeError, match=r"isowelfare.tangency.t2 must be a real number"):
        isowelfare.tangency(BASE, 1.0, "1")
