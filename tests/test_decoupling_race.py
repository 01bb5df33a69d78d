"""The race: every state against nashpy, against value iteration, and its symmetries."""

import nashpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import decoupling as dc
from tradegames.decoupling.paths import simulate

TRIAL = {"share": (0.1, 0.1), "restriction": (0.8, 0.8), "climb": (0.5, 0.5), "rungs": 10, "discount": 0.9}


def race(b=1.5, m=0.2, **changes):
    return dc.Race(**{**TRIAL, "leverage": (b, b), "backlash": (m, m), **changes})


def states(race):
    return [(a, b) for a in range(race.rungs + 1) for b in range(race.rungs + 1)]


def auxiliary(race, solution, a, b):
    """The one-shot game in a state, from the primitives, action by action; independent of the solver."""
    matrices = np.zeros((2, 2, 2))
    lost = [
        race.stake[0] * dc.loss(race.share[0], race.restriction[0], sigma(race, 0, a)),
        race.stake[1] * dc.loss(race.share[1], race.restriction[1], sigma(race, 1, b)),
    ]
    for x in (0, 1):
        for y in (0, 1):
            up = [race.climb[0] * y * (a < race.rungs), race.climb[1] * x * (b < race.rungs)]
            for i, (own, other) in enumerate(((x, y), (y, x))):
                now = own * (race.leverage[i] * lost[1 - i] - race.backlash[i]) - other * lost[i]
                now += race.gains[i] * (not x and not y)
                later = 0.0
                for u in (0, 1):
                    for v in (0, 1):
                        chance = (up[0] if u else 1 - up[0]) * (up[1] if v else 1 - up[1])
                        if chance:
                            later += chance * solution.value[i][a + u, b + v]
                matrices[i, x, y] = now + race.discount * later
    return matrices


def sigma(race, i, rung):
    return race.start[i] + (race.end[i] - race.start[i]) * rung / race.rungs


RACES = {
    "collapses": race(1.5, 0.2, rungs=5),
    "standoff": race(1.5, 0.05, rungs=4),
    "coercion": race(0.6, 0.05, rungs=6),
    "gains": race(0.9, 0.05, gains=(0.1, 0.2), rungs=4),
    "uneven": race(1.2, 0.1, climb=(0.9, 0.2), share=(0.05, 0.3), stake=(1, 2), rungs=3),
    "hawkish": race(1.1, 0.15, gains=(0.05, 0.05), select="hawkish", rungs=3),
    "mixed": race(1.0, 0.3, climb=(0.2, 1.0), gains=(0.02, 0.4), share=(0.3, 0.02), rungs=4),
}


@pytest.mark.parametrize("name", RACES)
def test_each_state_is_an_equilibrium_of_its_auxiliary_game_by_nashpy(name):
    game = RACES[name]
    solution = game.equilibrium()
    assert solution.residual < 1e-11
    for a, b in states(game):
        one, two = auxiliary(game, solution, a, b)
        x, y = (solution.restricts[k][a, b] for k in (0, 1))
        row, column = np.array([1 - x, x]), np.array([1 - y, y])
        best = nashpy.Game(one, two).is_best_response(row, column)
        slack = max((one @ column).max() - row @ one @ column, (row @ two).max() - row @ two @ column)
        assert all(best) or slack < 1e-10
        # ... and it is worth what the solution says.
        assert row @ one @ column == pytest.approx(solution.value[0][a, b], rel=1e-9, abs=1e-12)
        assert row @ two @ column == pytest.approx(solution.value[1][a, b], rel=1e-9, abs=1e-12)


def test_states_with_a_single_equilibrium_agree_with_nashpy():
    game = RACES["coercion"]
    solution = game.equilibrium()
    seen = 0
    for a, b in states(game):
        one, two = auxiliary(game, solution, a, b)
        found = list(nashpy.Game(one, two).vertex_enumeration())
        if len(found) == 1 and solution.count[a, b] == 1:
            seen += 1
            (row, column) = found[0]
            assert (row[1], column[1]) == pytest.approx(
                (solution.restricts[0][a, b], solution.restricts[1][a, b]), abs=1e-9
            )
    assert seen > 10


@pytest.mark.parametrize("name", RACES)
def test_value_iteration_on_what_is_played_gives_the_values(name):
    game = RACES[name]
    solution = game.equilibrium()
    value = np.zeros((2, game.rungs + 1, game.rungs + 1))
    for _ in range(300):
        now = dc.Solution(solution.restricts, (value[0], value[1]), solution.count, 0.0)
        new = np.zeros_like(value)
        for a, b in states(game):
            x, y = (solution.restricts[k][a, b] for k in (0, 1))
            row, column = np.array([1 - x, x]), np.array([1 - y, y])
            new[:, a, b] = [row @ m @ column for m in auxiliary(game, now, a, b)]
        step, value = np.abs(new - value).max(), new
        if step < 1e-12:
            break
    assert value[0] == pytest.approx(solution.value[0], abs=1e-9)
    assert value[1] == pytest.approx(solution.value[1], abs=1e-9)


@given(
    b=st.floats(0, 3), m=st.floats(0, 0.6), g=st.floats(0, 0.4), p=st.floats(0, 1), q=st.floats(0, 1),
    share=st.floats(0.02, 0.5), discount=st.floats(0, 0.99),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_symmetric_games_have_symmetric_maps(b, m, g, p, q, share, discount):
    made = race(b, m, gains=(g, g), climb=(p, q), share=(share, 0.1), discount=discount, rungs=4)
    turned = race(b, m, gains=(g, g), climb=(q, p), share=(0.1, share), discount=discount, rungs=4)
    one, two = made.equilibrium(), turned.equilibrium()
    assert (one.count == two.count.T).all()
    unique = one.count == 1
    for k in (0, 1):
        mirrored = two.restricts[1 - k].T
        assert np.where(unique, one.restricts[k] - mirrored, 0) == pytest.approx(0, abs=1e-6)


def test_many_games_at_once_are_each_one():
    climb = np.array([0.1, 0.5, 1.0])
    many = race(0.6, 0.05, climb=(climb[:, None], climb[None, :]), rungs=5)
    solution = many.equilibrium()
    assert solution.value[0].shape == (6, 6, 3, 3)
    for i, p in enumerate(climb):
        for j, q in enumerate(climb):
            single = race(0.6, 0.05, climb=(p, q), rungs=5).equilibrium()
            assert solution.value[1][..., i, j] == pytest.approx(single.value[1], abs=1e-12)
            assert (solution.restricts[0][..., i, j] == single.restricts[0]).all()
    looks = many.outlook()
    total = sum(looks.ends.values())
    assert total == pytest.approx(np.ones((3, 3)))


def test_the_known_standoffs():
    def played(game):
        x, y = game.equilibrium().restricts
        return x, y

    x, y = played(race(1.5, 0.2))
    assert x[0, 0] == y[0, 0] == 1
    assert not (x[2:, 2:].any() or y[2:, 2:].any())
    x, y = played(race(1.5, 0.05))
    assert x.all() and y.all()
    x, y = played(race(0.6, 0.05))
    ahead = np.arange(11)[:, None] > np.arange(11)[None, :]
    inner = np.s_[1:10, 1:10]
    assert (x[inner] == ahead[inner]).all()
    assert (y[inner] == ahead.T[inner]).all()


@pytest.mark.parametrize("name", RACES)
def test_outlook_agrees_with_many_runs(name):
    game = RACES[name]
    solution = game.equilibrium()
    looks = game.outlook()
    assert sum(looks.ends.values()) == pytest.approx(1)
    runs = [simulate(game, solution, 400, seed) for seed in range(150)]
    alone = np.array([(run.restricts[:, 0] & ~run.restricts[:, 1]).sum() for run in runs], dtype=float)
    if looks.ends["trade"] + looks.ends["decoupling"] == pytest.approx(1):  # the window closes
        spread = alone.std() / np.sqrt(len(runs))
        assert alone.mean() == pytest.approx(float(looks.window[0]), abs=4 * spread + 1e-9)
    calm = np.mean([not run.restricts[-1].any() for run in runs])
    assert calm == pytest.approx(float(looks.ends["trade"]), abs=4 * np.sqrt(0.25 / len(runs)) + 0.05)


def test_a_path_is_repeated_by_its_seed():
    game = RACES["standoff"]
    one, two, other = (game.path(50, seed) for seed in (3, 3, 4))
    assert (one.rungs == two.rungs).all()
    assert (one.rungs != other.rungs).any()
    assert (np.diff(one.rungs, axis=0) >= 0).all()


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        (
            {"share": (0.0, 0.1)},
            ValueError,
            r"Race.share\[0\] must lie between 0 and 1, both excluded; got 0.0",
        ),
        ({"discount": 1.0}, ValueError, "Race.discount must be at least 0 and below 1; got 1.0"),
        ({"climb": (0.5, -0.1)}, ValueError, r"Race.climb\[1\] must lie in \[0, 1\]; got -0.1"),
        ({"gains": (np.inf, 0.0)}, ValueError, r"Race.gains\[0\] must be finite"),
        ({"end": (0.05, 6.0)}, ValueError, r"Race.end\[0\] - start\[0\] must not be negative"),
        ({"rungs": 0}, ValueError, "Race.rungs must be a whole number, at least 1; got 0"),
        ({"climb": 0.5}, TypeError, r"Race.climb must be a pair \(country 1, country 2\); got 0.5"),
        ({"select": "nice"}, ValueError, "Race.select must be 'peaceful' or 'hawkish'; got 'nice'"),
    ],
)
def test_refusals(changes, error, words):
    with pytest.raises(error, match=words):
        race(**changes)


def test_a_path_needs_a_single_race():
    many = race(climb=(np.array([0.1, 0.2]), 0.5), rungs=2)
    with pytest.raises(ValueError, match=r"single race; got games of shape \(2,\)"):
        many.path(5, 1)
    with pytest.raises(ValueError, match="periods must be at least 1; got 0"):
        race().path(0, 1)


def test_a_phase_is_the_race_at_each_pair_of_speeds():
    start = race(0.6, 0.05, rungs=4)
    phase = start.phase([0.2, 0.9], [0.1, 0.5, 0.8])
    for i, p in enumerate((0.2, 0.9)):
        for j, q in enumerate((0.1, 0.5, 0.8)):
            single = race(0.6, 0.05, rungs=4, climb=(p, q)).outlook()
            assert phase.window[0][i, j] == pytest.approx(float(single.window[0]))
            assert phase.likeliest()[i, j] == single.likeliest()
    with pytest.raises(ValueError, match="single race"):
        race(climb=(np.array([0.1, 0.2]), 0.5), rungs=2).phase([0.1], [0.1])
