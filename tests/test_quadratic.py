"""Welfare as two squares: derived by SymPy from the game, compared with it in numbers, its ends found."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import TariffGame
from tradegames.quadratic import quadratic

T1, T2 = sp.symbols("t1 t2", real=True)
SURPLUSES = ("exact", "published")
settings.register_profile("quadratic", deadline=None, max_examples=150)
settings.load_profile("quadratic")


@st.composite
def games(draw):
    alpha = draw(st.floats(1, 20))
    costs = [alpha * draw(st.floats(0, 0.95)) for _ in range(2)]
    gamma = draw(st.one_of(st.sampled_from([0.0, 1.0]), st.floats(1e-3, 1)))
    return TariffGame(
        alpha=alpha, gamma=gamma, c1=costs[0], c2=costs[1], surplus=draw(st.sampled_from(SURPLUSES))
    )


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_it_is_the_welfare_of_the_game(surplus):
    game = TariffGame.symbolic(surplus)
    form, welfare = quadratic(game), game.outcome(T1, T2).welfare
    for k in (0, 1):
        assert sp.simplify(form.welfare(T1, T2)[k] - welfare[k]) == 0
        for ours, t in zip(form.marginal(k + 1, T1, T2), (T1, T2), strict=True):
            assert sp.simplify(ours - sp.diff(welfare[k], t)) == 0
        # the own square bends down, that of the damage up; one of them is the same in both versions
        assert sp.simplify(form.own[k] + sp.diff(welfare[k], (T1, T2)[k], 2)) == 0
        assert sp.simplify(form.foreign[k] - 8 / (4 - game.gamma**2) ** 2) == 0


@pytest.mark.parametrize("surplus", SURPLUSES)
def test_peak_barrier_floor_and_top_are_what_they_are_called(surplus):
    game = TariffGame.symbolic(surplus)
    form, outcome = quadratic(game), game.outcome(T1, T2)
    for k, t in enumerate((T1, T2)):
        imports, home = outcome.exports[1 - k], outcome.home_sales[k]
        assert sp.simplify(sp.solve(sp.diff(outcome.welfare[k], t), t)[0] - form.peak[k]) == 0
        assert sp.simplify(sp.solve(imports, t)[0] - form.barrier[k]) == 0
        assert sp.simplify(sp.solve(home, t)[0] - form.floor[k]) == 0
    best = outcome.welfare[0].subs({T1: form.peak[0], T2: form.barrier[1]})
    assert sp.simplify(best - form.top[0]) == 0


@given(game=games(), share=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_numbers_between_the_ends(game, share):
    form = quadratic(game)
    low = [max(floor, -3 * game.alpha) for floor in form.floor]
    t = [a + s * (b - a) for a, b, s in zip(low, form.barrier, share, strict=True)]
    if any(a > b for a, b in zip(low, form.barrier, strict=True)):
        return  # no tariff at which both firms sell there
    outcome = game.outcome(*t)
    np.testing.assert_allclose(form.welfare(*t), outcome.welfare, rtol=1e-9, atol=1e-9 * game.alpha**2)
    step = 1e-4 * game.alpha
    slopes = [
        (a - b) / (2 * step)
        for a, b in zip(form.welfare(t[0] + step, t[1]), form.welfare(t[0] - step, t[1]), strict=True)
    ]
    ours = form.marginal(1, *t)[0], form.marginal(2, *t)[0]
    np.testing.assert_allclose(ours, slopes, rtol=1e-6, atol=1e-6 * game.alpha)


@given(game=games())
def test_the_form_ends_where_it_says(game):
    form, plain = quadratic(game), TariffGame.outcome
    zero = 1e-9 * game.alpha
    for k in (0, 1):
        t = list(form.barrier)
        assert plain(game, *t).exports[1 - k] <= zero
        if np.isfinite(form.floor[k]) and form.floor[k] < form.barrier[k]:
            t[k] = form.floor[k]
            assert plain(game, *t).home_sales[k] <= 1e-9 * (game.alpha + abs(form.floor[k]))
            t[k] = form.floor[k] - 0.1 * game.alpha  # beyond, the form and the game part
            gap = form.welfare(*t)[k] - plain(game, *t).welfare[k]
            assert abs(gap) > 1e-12 or game.gamma < 0.01 or form.barrier[1 - k] < 0


def test_floor_is_minus_infinity_without_competition_also_in_arrays():
    game = TariffGame(alpha=10, gamma=np.array([0.0, 0.5, 1.0]), c1=1, c2=2)
    form = quadratic(game)
    assert form.floor[0].tolist() == [-np.inf, 8 - 36, 8 - 18]
    np.testing.assert_allclose(form.welfare(1.0, 2.0), game.outcome(1.0, 2.0).welfare, rtol=1e-12)
