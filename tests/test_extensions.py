"""The games that drop an assumption: derived by SymPy from primitives, held to their limits."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tradegames import TariffGame, quadratic
from tradegames.extensions import bertrand, forms, linked, negotiation, repeated
from tradegames.reciprocity import balanced, equal, marginal

ALPHA, GAMMA, C1, C2, T1, T2, K = sp.symbols("alpha gamma c1 c2 t1 t2 k", real=True)
FAST = settings(deadline=None, max_examples=60)
NEAR = {"rel": 1e-9, "abs": 1e-9}


def same(a, b):
    return sp.simplify(a - b) == 0


def utility(q1, q2):
    return ALPHA * (q1 + q2) - (1 - GAMMA) * (q1**2 + q2**2) / 2 - GAMMA * (q1 + q2) ** 2 / 2


def at_random(expression, names=(ALPHA, GAMMA, C1, C2, T1, T2, K), seed=3, n=4):
    """Whether an expression is zero: at random rational points, exactly."""
    random = np.random.default_rng(seed)
    for _ in range(n):
        point = {name: sp.Rational(int(random.integers(1, 90)), 97) for name in names}
        if sp.nsimplify(expression.subs(point)) != 0:
            return False
    return True


@st.composite
def games(draw, low=0.0, high=1.0):
    """Games with an interior equilibrium when firms set quantities."""
    gamma = draw(st.one_of(st.just(low), st.floats(low, high)))
    c1, c2 = draw(st.floats(0, 0.8)), draw(st.floats(0, 0.8))
    game = TariffGame(alpha=1.0, gamma=gamma, c1=c1, c2=c2)
    e = game.equilibrium()
    assume(e.regime == ("interior", "interior") and min(*e.outcome.exports, *e.outcome.home_sales) > 0.01)
    return game


# --- prices in place of quantities -------------------------------------------------------------


def test_bertrand_follows_from_utility():
    q1, q2, p1, p2, a, b = sp.symbols("q1 q2 p1 p2 a b", real=True)
    inverse = [sp.diff(utility(q1, q2), q) for q in (q1, q2)]
    demand = sp.solve([p1 - inverse[0], p2 - inverse[1]], [q1, q2])
    first_order = [sp.diff((p1 - a) * demand[q1], p1), sp.diff((p2 - b) * demand[q2], p2)]
    chosen = sp.solve(first_order, [p1, p2])
    game = TariffGame.symbolic()
    for ours, price in zip(bertrand.prices(game, a, b), (p1, p2), strict=True):
        assert same(ours, chosen[price])
    for ours, quantity in zip(bertrand.market(game, a, b), (q1, q2), strict=True):
        assert same(ours, demand[quantity].subs(chosen))
    # welfare: profits, utility less spending, revenue
    d1, f2 = (demand[q].subs(chosen).subs({a: C1, b: C2 + T1}) for q in (q1, q2))
    home, foreign = (chosen[p].subs({a: C1, b: C2 + T1}) for p in (p1, p2))
    f1, abroad = (e.subs(chosen).subs({a: C2, b: C1 + T2}) for e in (demand[q2], p2))
    welfare = (home - C1) * d1 + (abroad - C1 - T2) * f1 + T1 * f2
    welfare += utility(d1, f2) - home * d1 - foreign * f2
    assert same(bertrand.outcome(game, T1, T2).welfare[0], welfare)
    (best,) = sp.solve(sp.diff(welfare, T1), T1)
    assert same(best, bertrand.tariffs(game)[0])
    assert same(sp.diff(welfare, T1, T2), 0)  # dominant
    form = bertrand.quadratic(game)
    assert same(form.welfare(T1, T2)[0], welfare)
    assert same(d1.subs(T1, form.floor[0]), 0)
    assert same(f2.subs(T1, form.barrier[0]), 0)


def test_bertrand_tariffs_are_lower_and_in_the_same_order():
    ratio = sp.factor(bertrand.tariffs(TariffGame.symbolic())[0] * 3 / (ALPHA - C2))
    assert same(ratio, 3 * (1 - GAMMA**2) / (3 - 2 * GAMMA**2))
    assert same(1 - ratio, GAMMA**2 / (3 - 2 * GAMMA**2))  # positive unless gamma = 0
    game = TariffGame(alpha=10, gamma=[0, 0.3, 0.6], c1=1, c2=2)
    t1, t2 = bertrand.tariffs(game)
    assert np.all(t1 < t2)
    assert bertrand.tariffs(TariffGame(alpha=10, gamma=0, c1=1, c2=4)) == (2.0, 3.0)


@FAST
@given(games(high=0.9), st.floats(0, 1), st.floats(0, 1))
def test_bertrand_numbers(game, x, y):
    """The form is the welfare; at gamma = 0 the two kinds of competition are one."""
    try:
        form = bertrand.quadratic(game)
    except ValueError as error:
        assert "prohibitive" in str(error) or "home firm" in str(error)
        assume(False)
    t1, t2 = x * form.barrier[0] * 0.999, y * form.barrier[1] * 0.999
    assume(t1 > form.floor[0] and t2 > form.floor[1])
    o = bertrand.outcome(game, t1, t2)
    assert form.welfare(t1, t2) == pytest.approx(o.welfare, **NEAR)
    best = bertrand.outcome(game, form.peak[0], t2).welfare[0]
    assert best >= o.welfare[0] - 1e-12
    # prices are lower than with quantities, so buyers do better at the same tariffs
    quantities = TariffGame(alpha=game.alpha, gamma=game.gamma, c1=game.c1, c2=game.c2, corners=True).outcome(
        t1, t2
    )
    assert o.consumer_surplus[0] >= quantities.consumer_surplus[0] - 1e-12
    if game.gamma == 0:
        assert o.welfare == pytest.approx(quantities.welfare, **NEAR)


# --- rising marginal cost ----------------------------------------------------------------------


def linked_from_primitives():
    d1, f1, d2, f2 = sp.symbols("d1 f1 d2 f2", real=True)
    q1, q2 = sp.symbols("q1 q2")
    demand = [sp.diff(utility(q1, q2), q) for q in (q1, q2)]

    def price(good, a, b):
        return demand[good].subs({q1: a, q2: b}, simultaneous=True)

    def cost(c, q):
        return c * q + K * q**2 / 2

    profit1 = price(0, d1, f2) * d1 + (price(1, d2, f1) - T2) * f1 - cost(C1, d1 + f1)
    profit2 = price(0, d2, f1) * d2 + (price(1, d1, f2) - T1) * f2 - cost(C2, d2 + f2)
    conditions = [sp.diff(profit1, q) for q in (d1, f1)] + [sp.diff(profit2, q) for q in (d2, f2)]
    sales = sp.solve(conditions, [d1, f1, d2, f2])
    welfare = profit1 + utility(d1, f2) - price(0, d1, f2) * d1 - price(1, d1, f2) * f2 + T1 * f2
    return [sales[q] for q in (d1, d2, f1, f2)], welfare.subs(sales)


def test_linked_follows_from_primitives():
    sales, welfare = linked_from_primitives()
    model = linked.Linked(game=TariffGame.symbolic(), k=K)
    (d, f) = model.sales(T1, T2)
    for ours, derived in zip((*d, *f), sales, strict=True):
        assert at_random(ours - derived)
    assert at_random(model.outcome(T1, T2).welfare[0] - welfare)
    by_own, by_other = model.marginal(1, T1, T2)
    assert at_random(by_own - sp.diff(welfare, T1))
    assert at_random(by_other - sp.diff(welfare, T2))
    mirrored = model.marginal(2, T1, T2)[1]
    swap = {C1: C2, C2: C1, T1: T2, T2: T1}
    assert at_random(mirrored - by_own.subs(swap, simultaneous=True))
    own, cross = model.bends()
    assert at_random(own - sp.diff(welfare, T1, 2))
    assert at_random(cross - sp.diff(welfare, T1, T2))
    assert at_random(sp.diff(welfare, T1).subs(T1, model.best_reply(1, T2)))


def test_linked_tariffs_are_strategic_complements_but_hardly():
    """The cross derivative is gamma k times a positive polynomial: it vanishes only without either."""
    own, cross = linked.Linked(game=TariffGame.symbolic(), k=K).bends()
    numerator = sp.Poly(sp.numer(sp.factor(cross / (GAMMA * K))), K)
    denominator = sp.denom(sp.factor(cross / (GAMMA * K)))
    sign = 1 if denominator.subs({GAMMA: 1, K: 1}) > 0 else -1
    for coefficient in numerator.all_coeffs():  # each coefficient is at least 0 on 0 <= gamma <= 1
        values = sp.lambdify(GAMMA, sign * coefficient)(np.linspace(0, 1, 101))
        assert np.all(np.asarray(values) >= 0)
    assert sp.factor(cross.subs(GAMMA, 0)) == 0
    gammas, ks = np.linspace(0, 1, 41)[:, None], np.geomspace(1e-3, 1e5, 60)
    model = linked.Linked(game=TariffGame(alpha=10, gamma=gammas, c1=1, c2=1), k=ks)
    slope = model.reply_slope()
    assert np.all(slope >= 0)
    assert 0.052 < slope.max() <= 1 / 19
    assert sp.limit(sp.limit(-cross / own, GAMMA, 1), K, sp.oo) == sp.Rational(1, 19)


def test_linked_with_independent_goods():
    model = linked.Linked(game=TariffGame(alpha=10, gamma=0, c1=1, c2=4), k=1.0)
    best = model.equilibrium()
    assert model.reply_slope() == 0
    # the exporter can sell at home what does not go abroad: more of the tariff is his, and it is lower
    assert (best.t1, best.t2) == pytest.approx([2 * a * 5 / (3 * 13) for a in (6, 9)], **NEAR)


@FAST
@given(games(), st.floats(0, 2))
def test_linked_numbers(game, k):
    free = linked.Linked(game=game, k=0.0)
    assert free.equilibrium().outcome.welfare == pytest.approx(game.equilibrium().outcome.welfare, **NEAR)
    model = linked.Linked(game=game, k=k)
    try:
        best = model.equilibrium()
    except ValueError as error:
        assert "negative" in str(error)
        assume(False)
    assert best.residual == pytest.approx((0, 0), abs=1e-12)
    for wrong in (0.9, 1.05):
        try:
            other = model.outcome(best.t1 * wrong, best.t2).welfare[0]
        except ValueError:
            continue
        assert other <= best.outcome.welfare[0] + 1e-14
    t1, t2 = model.answers(0.0, best.t2 * 2, rounds=8)
    slope = model.reply_slope()
    assert abs(t1[8] - best.t1) <= slope**8 * (best.t1 + best.t2) + 1e-12
    assert t2[8] == pytest.approx(best.t2, abs=slope**8 * (best.t1 + best.t2) + 1e-12)


# --- weights and sizes -------------------------------------------------------------------------


@pytest.mark.parametrize("surplus", ["exact", "published"])
def test_political_follows_from_welfare(surplus):
    w1, w2 = sp.symbols("w1 w2", real=True)
    game = TariffGame.symbolic(surplus=surplus)
    o = game.outcome(T1, T2)
    form = forms.political(game, (w1, w2))
    names = (ALPHA, GAMMA, C1, C2, T1, T2, w1, w2)
    for i, weight in enumerate((w1, w2)):
        goal = o.welfare[i] + weight * o.profit[i]
        assert at_random(form.welfare(T1, T2)[i] - goal, names)
        own = (T1, T2)[i]
        assert at_random(sp.diff(goal, own).subs(own, form.peak[i]), names)


def test_weight_at_which_the_order_turns():
    """An exercise on the own tariff: the low-cost country is higher from 1 + (2 - gamma)/(2 gamma) on."""
    w = sp.symbols("w", positive=True)
    form = forms.political(TariffGame.symbolic(), (w, w))
    (border,) = sp.solve(sp.numer(sp.factor(form.peak[0] - form.peak[1])), w)[:1]
    assert same(border, (2 - GAMMA) / (2 * GAMMA))


def test_sized_follows_from_demand():
    """One market with n consumers: per head the quantities of S0, n times its profit, surplus and revenue."""
    n, q1, q2, a, b = sp.symbols("n q1 q2 a b", positive=True)
    total = n * utility(q1 / n, q2 / n)
    p1, p2 = sp.diff(total, q1), sp.diff(total, q2)
    assert same(p1, ALPHA - (q1 + GAMMA * q2) / n)
    sales = sp.solve([sp.diff((p1 - a) * q1, q1), sp.diff((p2 - b) * q2, q2)], [q1, q2])
    d, f = TariffGame.symbolic().market(a, b)
    assert same(sales[q1], n * d)
    assert same(sales[q2], n * f)
    assert same(((p1 - a) * q1).subs(sales), n * d**2)
    surplus = (total - p1 * q1 - p2 * q2).subs(sales)
    assert same(surplus, n * TariffGame.symbolic().consumer_surplus(d, f))


@FAST
@given(games(), st.floats(0.1, 10), st.floats(0.1, 10), st.floats(0, 1), st.floats(0, 1))
def test_sized_numbers(game, n1, n2, x, y):
    form = forms.sized(game, (n1, n2))
    t1, t2 = x * form.barrier[0], y * form.barrier[1]
    o = game.outcome(t1, t2)
    (d1, d2), (f1, f2) = o.home_sales, o.exports
    expected = (
        n1 * (d1**2 + o.consumer_surplus[0] + t1 * f2) + n2 * f1**2,
        n2 * (d2**2 + o.consumer_surplus[1] + t2 * f1) + n1 * f2**2,
    )
    assert form.welfare(t1, t2) == pytest.approx(expected, **NEAR)
    assert forms.sized(game, (1, 1)).welfare(t1, t2) == pytest.approx(o.welfare, **NEAR)
    assert forms.political(game, (0, 0)).welfare(t1, t2) == pytest.approx(o.welfare, **NEAR)
    assert form.peak == quadratic.quadratic(game).peak  # a big country does not set a higher tariff


def test_the_big_country_wins_the_war_from_a_size_on():
    """With equal costs, from n1/n2 = 8 (5 - 3 gamma)/(3 (4 - gamma^2)) on: 10/3 at gamma = 0."""
    n = sp.symbols("n", positive=True)
    game = TariffGame(alpha=ALPHA, gamma=GAMMA, c1=C1, c2=C1, corners=False)
    ratio = repeated.promise(forms.sized(game, (n, sp.Integer(1)))).ratio[0]
    (border,) = sp.solve(sp.numer(sp.together(ratio - 1)), n)
    assert same(border, 8 * (5 - 3 * GAMMA) / (3 * (4 - GAMMA**2)))
    assert border.subs(GAMMA, 0) == sp.Rational(10, 3)
    for size, wins in ((3.3, False), (3.4, True)):
        form = forms.sized(TariffGame(alpha=10, gamma=0, c1=1, c2=1), (size, 1.0))
        assert (form.welfare(*form.peak)[0] > form.welfare(0, 0)[0]) == wins


@FAST
@given(games())
def test_opening_alone(game):
    alone = forms.opening(game, 1)
    assert alone.profit <= 1e-12
    assert alone.consumer_surplus > 0 > alone.tariff_revenue
    assert alone.welfare == pytest.approx(
        alone.profit + alone.consumer_surplus + alone.tariff_revenue, **NEAR
    )
    assert alone.welfare < 0 < alone.abroad
    assert alone.abroad + alone.welfare > 0  # the world gains
    mirror = TariffGame(alpha=1.0, gamma=game.gamma, c1=game.c2, c2=game.c1)
    assert forms.opening(mirror, 2).welfare == pytest.approx(alone.welfare, **NEAR)


def test_opening_in_closed_form():
    game = TariffGame.symbolic()
    alone = forms.opening(game, 1)
    assert same(alone.welfare, -((ALPHA - C2) ** 2) / (6 * (4 - GAMMA**2)))


# --- promises ----------------------------------------------------------------------------------


def test_critical_patience_in_closed_form():
    A, r = sp.symbols("A r", positive=True)
    game = TariffGame(alpha=ALPHA, gamma=GAMMA, c1=ALPHA - A, c2=ALPHA - r * A, corners=False)
    kept = repeated.promise(forms.plain(game))
    assert same(kept.ratio[1], 3 * (4 - GAMMA**2) / (8 * r * (5 * r - 3 * GAMMA)))
    assert same(kept.ratio[0], 3 * (4 - GAMMA**2) * r**2 / (8 * (5 - 3 * GAMMA * r)))
    assert kept.reason == ("symbolic", "symbolic")
    assert same(kept.ratio[1].subs({GAMMA: 0, r: 1}), sp.Rational(3, 10))


@FAST
@given(games(), st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.99))
def test_promises_are_kept_from_the_critical_patience_on(game, x, y, discount):
    """Against a stream of welfare, period by period."""
    form = forms.plain(game)
    t = x * form.peak[0], y * form.peak[1]
    kept = repeated.promise(form, *t)
    war = form.welfare(*form.peak)
    periods = discount ** np.arange(4000)
    for i in (0, 1):
        deviation = (form.peak[0], t[1]) if i == 0 else (t[0], form.peak[1])
        loyal = form.welfare(*t)[i] * periods.sum()
        breach = form.welfare(*deviation)[i] + war[i] * periods[1:].sum()
        assume(abs(loyal - breach) > 1e-9)
        assert (loyal > breach) == (kept.critical[i] < discount)
        assert (kept.reason[i] == repeated.KEEPS) == (0 <= kept.ratio[i] < 1)
        assert kept.critical[i] == (kept.ratio[i] if kept.reason[i] == repeated.KEEPS else np.inf)
        if kept.reason[i] == repeated.PREFERS_WAR:
            assert form.welfare(*t)[i] <= war[i] + 1e-12


@FAST
@given(games(), st.floats(0.02, 0.95), st.sampled_from([equal, balanced]))
def test_deepest_cut(game, discount, rule):
    form = forms.plain(game)
    exports = game.equilibrium().outcome.exports
    speeds = (1, 1) if rule is equal else (3 * exports[0], 3 * exports[1])
    road = rule(game)
    cut = repeated.deepest(form, discount, speeds)
    assert cut.limit == pytest.approx(road.limit)
    assert cut.tariffs == pytest.approx(road.tariffs(min(cut.cut, road.limit)), abs=1e-12)
    for share in (0.5, 0.99, 1.01):
        place = share * cut.cut
        if place < road.limit:
            ratio = repeated.promise(form, *road.tariffs(place)).ratio
            assert (max(ratio) <= discount) == (share < 1)
            assert repeated.needed(form, place, speeds) == pytest.approx(ratio, rel=1e-6)
    # who is harder to hold: the high-cost country on the equal road, the low-cost one on the balanced road
    low = 0 if game.c1 < game.c2 else 1
    place = min(cut.cut, road.limit) * 0.7
    if abs(game.c1 - game.c2) > 1e-3:
        ratio = repeated.promise(form, *road.tariffs(place)).ratio
        assert (ratio[low] < ratio[1 - low]) == (rule is equal)


def test_promise_says_why_no_patience_suffices():
    game = TariffGame(alpha=10, gamma=0, c1=1, c2=[2, 5.5])
    kept = repeated.promise(forms.plain(game))
    assert kept.reason[1].tolist() == [repeated.KEEPS, repeated.PREFERS_WAR]
    assert np.isinf(kept.critical[1][1])
    assert kept.ratio[1][1] > 1
    assert kept.critical[0] == pytest.approx(kept.ratio[0])
    form = forms.plain(TariffGame(alpha=10, gamma=0, c1=1, c2=2))
    worse = repeated.promise(form, 0, 5)
    assert worse.reason == (repeated.NOTHING_TO_LOSE, repeated.KEEPS)
    assert worse.critical[0] == np.inf


# --- talks that cost time ----------------------------------------------------------------------


@FAST
@given(
    games(),
    st.integers(1, 25),
    st.floats(0.5, 1),
    st.floats(0, 0.01),
    st.sampled_from([equal, balanced, marginal]),
)
def test_talks_end_by_backward_induction(game, steps, discount, cost, rule):
    road = rule(game)
    result = negotiation.talks(road, steps, discount, cost)
    w = [road.welfare(x) for x in result.places]
    payoff = [[discount**n * (w[n][i] - w[0][i]) - cost * n for n in range(steps + 1)] for i in (0, 1)]
    for i in (0, 1):
        assert result.payoff[i] == pytest.approx(payoff[i], abs=1e-12)
        assert payoff[i][result.end] >= -1e-12  # nobody is talked into a loss
        assert result.wish[i] == np.argmax(result.payoff[i])

    def play(n):  # the game itself: at each place both decide, seeing where it leads
        if n == steps:
            return n
        ahead = play(n + 1)
        return ahead if all(result.payoff[i][ahead] > result.payoff[i][n] for i in (0, 1)) else n

    assert result.end == play(0)
    if cost == 0 and rule is not marginal:  # a single peak each: the first to have enough closes
        assert result.end == min(result.wish)
    assert result.welfare == pytest.approx(w[result.end], **NEAR)


@FAST
@given(games(), st.floats(0.05, 1), st.sampled_from([equal, balanced]))
def test_depth_is_the_limit_of_many_small_steps(game, discount, rule):
    exports = game.equilibrium().outcome.exports
    speeds = (1, 1) if rule is equal else (3 * exports[0], 3 * exports[1])
    share = negotiation.depth(forms.plain(game), discount, speeds)
    steps = 400
    fine = negotiation.talks(rule(game), steps, discount ** (1 / steps))
    assert np.array(fine.wish) / steps == pytest.approx(share, abs=1.01 / steps)
    # who gains less has enough first: the high-cost country of equal cuts, the low-cost one of balanced cuts
    low = 0 if game.c1 < game.c2 else 1
    assert (share[low] - share[1 - low]) * (1 if rule is equal else -1) >= -1e-12


def test_high_costs_end_the_talks_before_they_begin():
    road = equal(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    assert negotiation.talks(road, 10).end == 10
    assert negotiation.talks(road, 10, cost=10.0).end == 0
    assert negotiation.talks(road, 10, discount=0.05).end == 1  # delay alone never forbids one step
    slow = negotiation.talks(road, 10, discount=(1.0, 0.8))
    assert (slow.end, slow.stopper) == (slow.wish[1], (2,))


# --- bad input ---------------------------------------------------------------------------------

GAME = TariffGame(alpha=10, gamma=0.5, c1=1, c2=2)
PUBLISHED = TariffGame(alpha=10, gamma=0.5, c1=1, c2=2, surplus="published")
FORM = quadratic.quadratic(GAME)
SHUT = TariffGame(alpha=10, gamma=1, c1=1, c2=5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: bertrand.quadratic(TariffGame(alpha=10, gamma=1, c1=1, c2=2)),
            r"bertrand.quadratic.game.gamma must be below 1.*got 1$",
        ),
        (lambda: bertrand.tariffs(PUBLISHED), "tariffs.game.surplus must be 'exact'; got 'published'"),
        (lambda: bertrand.outcome(GAME, 9, 0), "bertrand.outcome.f2 must not be negative"),
        (
            lambda: bertrand.quadratic(TariffGame(alpha=10, gamma=0.95, c1=1, c2=4)),
            r"bertrand.quadratic.t1\* must be below the prohibitive tariff",
        ),
        (lambda: linked.Linked(game=GAME, k=-0.1), "Linked.k must be at least 0; got -0.1"),
        (lambda: linked.Linked(game=PUBLISHED, k=1), "Linked.game.surplus must be 'exact'"),
        (lambda: linked.Linked(game=GAME, k=1).outcome(9, 0), "Linked.outcome.f2 must not be negative"),
        (
            lambda: linked.Linked(game=TariffGame(alpha=10, gamma=[0.1, 0.2], c1=1, c2=2), k=[1, 2, 3]),
            "Linked must get shapes that broadcast",
        ),
        (lambda: forms.plain(SHUT), r"forms.plain.t1\* must be below the prohibitive tariff 0.5"),
        (lambda: forms.political(GAME, (-1, 0)), r"forms.political.weights\[0\] must be at least 0; got -1"),
        (
            lambda: forms.political(TariffGame(alpha=10, gamma=1, c1=1, c2=2), (0, 9)),
            r"political.weights\[1\] must leave the own tariff a best",
        ),
        (lambda: forms.sized(GAME, (1, 0)), r"forms.sized.sizes\[1\] must be positive; got 0"),
        (lambda: forms.opening(GAME, 3), "forms.opening.country must be '1' or '2'; got '3'"),
        (
            lambda: repeated.promise(FORM, t1=9),
            "promise.t1 must lie between .*, where both firms sell; got 9",
        ),
        (lambda: repeated.promise(quadratic.quadratic(SHUT)), r"repeated.promise.t1\* must be below"),
        (lambda: repeated.needed(FORM, -1), r"repeated.needed.cut must be at least 0; got -1"),
        (lambda: repeated.deepest(FORM, 1), r"repeated.deepest.discount must lie in \[0, 1\); got 1"),
        (lambda: repeated.deepest(FORM, 0.5, (1, 0)), r"repeated.deepest.speeds\[1\] must be positive"),
        (
            lambda: negotiation.talks(equal(GAME), 0),
            "negotiation.talks.steps must be a positive whole number; got 0",
        ),
        (
            lambda: negotiation.talks(equal(GAME), 5, discount=0),
            "negotiation.talks.discount must lie above 0, at most 1; got 0",
        ),
        (
            lambda: negotiation.talks(equal(GAME), 5, cost=(0, -1)),
            "negotiation.talks.cost must be at least 0; got -1",
        ),
        (
            lambda: negotiation.talks(equal(GAME), 5, cost=(0, 1, 2)),
            "negotiation.talks.cost must be a number or a pair",
        ),
        (
            lambda: negotiation.depth(FORM, 1.2),
            "negotiation.depth.discount must lie above 0, at most 1; got 1.2",
        ),
    ],
)
def test_bad_input_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
