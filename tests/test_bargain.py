"""The Nash bargain: closed forms, conditions, nothing better nearby; and the powers behind a point."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_at_home import games

from tradegames import TariffGame
from tradegames.bargain import frontier, nash, powers
from tradegames.preferences import at_ends
from tradegames.quadratic import quadratic


def product(game, power, t1, t2):
    """The logarithm of the Nash product, from welfare itself; minus infinity where somebody loses."""
    form = quadratic(game)
    before, after = form.welfare(*form.peak), form.welfare(t1, t2)
    gains = [np.maximum(new - old, 0) for new, old in zip(after, before, strict=True)]
    with np.errstate(divide="ignore"):
        return power * np.log(gains[0]) + (1 - power) * np.log(gains[1])


@given(games(), st.floats(0.05, 0.95), st.booleans())
@settings(max_examples=80, deadline=None)
def test_nothing_in_reach_is_better(game, power, subsidies):
    form = quadratic(game)
    found = nash(game, power, subsidies)
    assert min(found.gains) > 0
    best = product(game, power, *found.tariffs)
    low = [max(floor, -20.0) if subsidies else 0.0 for floor in form.floor]
    t1 = np.linspace(low[0], form.peak[0], 81)[:, None]
    t2 = np.linspace(low[1], form.peak[1], 81)[None, :]
    assert best >= product(game, power, t1, t2).max() - 1e-9
    assert max(map(abs, found.residual)) <= 1e-6 * (power / found.gains[0] + (1 - power) / found.gains[1])
    for tariff, bound, words in zip(found.tariffs, low, found.binding, strict=True):
        assert (words == "none") == (tariff > bound + 1e-12) or tariff == pytest.approx(bound, abs=1e-9)
    before, after = form.welfare(*form.peak), form.welfare(*found.tariffs)
    gains = [new - old for new, old in zip(after, before, strict=True)]
    assert gains == pytest.approx(found.gains, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("surplus", ["exact", "published"])
@pytest.mark.parametrize("gamma", [0.0, 0.2, 0.5])
def test_equal_countries_go_to_free_trade_or_beyond(gamma, surplus):
    game = TariffGame(alpha=10, gamma=gamma, c1=4, c2=4, surplus=surplus)
    free = nash(game)
    assert free.tariffs == (0.0, 0.0)
    assert free.binding == ("zero tariff", "zero tariff")
    assert free.residual == (0.0, 0.0)
    form = quadratic(game)
    deep = nash(game, subsidies=True)
    cut = form.foreign[0] * (form.barrier[0] - form.peak[0]) / (form.own[0] - form.foreign[0])
    expected = max(form.peak[0] - cut, form.floor[0])
    assert deep.tariffs == pytest.approx((expected, expected), rel=1e-9)
    assert deep.weight == pytest.approx(1, rel=1e-6)
    if gamma == 0:
        assert deep.tariffs == pytest.approx((-6, -6), rel=1e-12)


def test_free_trade_is_the_even_bargain_down_to_4_over_root_23():
    edge = 4 / math.sqrt(23)
    for r, free in ((edge + 1e-6, True), (edge - 1e-6, False)):
        found = nash(TariffGame(alpha=10, gamma=0, c1=0, c2=10 - 10 * r))
        assert found.tariffs[0] == 0
        assert (found.tariffs[1] == 0) == free
    # derived: at free trade the slope of the Nash product in the second tariff is zero
    r = sp.Symbol("r", positive=True)
    game = TariffGame(alpha=1, gamma=sp.S.Zero, c1=0, c2=1 - r, corners=False)
    form = quadratic(game)
    gain1, gain2 = (a - b for a, b in zip(form.welfare(0, 0), form.welfare(*form.peak), strict=True))
    slope = form.marginal(1, 0, 0)[1] / gain1 + form.marginal(2, 0, 0)[1] / gain2
    assert float(max(sp.solve(slope, r))) == pytest.approx(edge, abs=1e-14)


@given(games(), st.floats(0.05, 0.95))
@settings(max_examples=60, deadline=None)
def test_powers_undo_the_bargain(game, power):
    found = nash(game, power)
    assume(0 in found.tariffs)
    low, high = powers(game, *found.tariffs)
    assert low - 1e-6 <= power <= high + 1e-6
    if max(found.tariffs) > 1e-9:
        assert low == high == pytest.approx(power, abs=1e-6)
    _, gains = frontier(game, found.weight)
    assert gains == pytest.approx(found.gains, rel=1e-6, abs=1e-9)


def test_powers_at_the_ends_of_the_rules():
    """A lagging country close to nothing: equal cuts are the bargain of power 6/13, balanced ones of none."""
    game = TariffGame(alpha=10, gamma=0, c1=0, c2=10 - 10 * 1e-4)
    form = quadratic(game)
    found = {}
    for rule in ("equal", "balanced"):
        cut1, cut2 = at_ends(game).cuts[rule]
        assert cut1 == pytest.approx(form.peak[0], rel=1e-12)
        found[rule] = powers(game, 0.0, form.peak[1] - cut2)[0]
    assert found["equal"] == pytest.approx(6 / 13, abs=1e-3)
    assert found["balanced"] < 1e-6


@given(games(), st.floats(0.05, 0.95))
@settings(max_examples=40, deadline=None)
def test_transfers_make_the_sum_largest(game, power):
    form = quadratic(game)
    found = nash(game, power, transfers=True)
    total = sum(found.gains)
    assert found.gains[0] == pytest.approx(power * total, rel=1e-9)
    t1 = np.linspace(0, form.peak[0], 41)[:, None]
    t2 = np.linspace(0, form.peak[1], 41)[None, :]
    assert total >= (sum(form.welfare(t1, t2)) - sum(form.welfare(*form.peak))).max() - 1e-9
    assert total >= sum(nash(game, power).gains) - 1e-9
    assert found.weight == 1
    assert found.transfer == pytest.approx(
        found.gains[0] - (form.welfare(*found.tariffs)[0] - form.welfare(*form.peak)[0])
    )


def test_a_wasteful_firm_keeps_its_tariff_even_for_the_sum():
    """Imports from a firm far behind cost the world more than they bring: r < 4 gamma/(4 + gamma^2)."""
    for r, kept in ((0.79, True), (0.81, False)):
        tariffs = nash(TariffGame(alpha=10, gamma=1, c1=0, c2=10 - 10 * r), transfers=True).tariffs
        assert (tariffs[0] > 0) == kept
        assert tariffs[1] == 0


def test_arrays_are_games():
    ratio, gamma = np.linspace(0.5, 1, 5)[None, :], np.array([0.0, 0.3])[:, None]
    many = nash(TariffGame(alpha=10, gamma=gamma, c1=0, c2=10 - 10 * ratio))
    assert many.weight.shape == many.tariffs[0].shape == many.binding[1].shape == (2, 5)
    for k, g in enumerate(gamma[:, 0]):
        for m, r in enumerate(ratio[0]):
            one = nash(TariffGame(alpha=10, gamma=g, c1=0, c2=10 - 10 * r))
            assert one.tariffs == pytest.approx((many.tariffs[0][k, m], many.tariffs[1][k, m]), abs=1e-12)
            assert one.binding == (many.binding[0][k, m], many.binding[1][k, m])


def test_errors():
    game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    shut = TariffGame(alpha=10, gamma=1, c1=1, c2=5)
    for power in (0, 1, [0.5, 1.2]):
        with pytest.raises(ValueError, match=r"bargain\.nash\.power must lie between 0 and 1; got"):
            nash(game, power)
    with pytest.raises(ValueError, match=r"nash\.t1\* must be below the prohibitive tariff 0\.5 "):
        nash(shut)
    with pytest.raises(ValueError, match=r"bargain\.frontier\.weight must be positive; got 0"):
        frontier(game, 0)
    with pytest.raises(ValueError, match=r"powers\.t2 must lie between 0 and t2\* = 3\.0; got 3\.5"):
        powers(game, 0.0, 3.5)
    with pytest.raises(ValueError, match=r"powers\.t2 must be efficient together with t1 = 1\.0; got 1\.0"):
        powers(game, 1.0, 1.0)
    with pytest.raises(ValueError, match=r"powers\.gain of country 2 must be positive; got -"):
        powers(TariffGame(alpha=10, gamma=0, c1=1, c2=6), 0.0, 0.0)
    with pytest.raises(ValueError, match=r"bargain\.nash must get shapes that broadcast"):
        nash(TariffGame(alpha=10, gamma=0, c1=1, c2=[4, 5]), [0.2, 0.3, 0.4])
