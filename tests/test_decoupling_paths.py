"""Where the race leads: the end of the ladder proved, S4's sentences about the paths tested."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import decoupling as dc
from tradegames.picture.gallery.race import race_scenarios

SPEEDS = np.round(np.arange(0.1, 1.01, 0.1), 2)
FASTER = np.greater.outer(SPEEDS, SPEEDS)
RACES = race_scenarios()


def both(high):
    return st.tuples(st.floats(0, high), st.floats(0, high))


@given(
    b=both(2),
    m=both(0.4),
    g=both(0.3),
    share=st.tuples(st.floats(0.05, 0.5), st.floats(0.05, 0.5)),
    p=st.floats(0, 1),
    discount=st.floats(0, 0.97),
    select=st.sampled_from(["peaceful", "hawkish"]),
)
@settings(max_examples=80, deadline=None)
def test_the_top_of_the_ladder(b, m, g, share, p, discount, select):
    """Trade is an equilibrium there iff G <= g for both; decoupling iff G >= 0 for both."""
    race = dc.Race(
        share=share, restriction=(0.8, 0.8), leverage=b, backlash=m, gains=g, climb=(p, p), rungs=2,
        discount=discount, select=select,
    )  # fmt: skip
    lost = [rows[-1] for rows in race.losses()]
    net = [b[i] * lost[1 - i] - m[i] for i in (0, 1)]
    far = min(abs(x) for i in (0, 1) for x in (net[i], net[i] - g[i])) > 1e-6  # no ties
    x, y = (float(r[-1, -1]) for r in race.equilibrium().restricts)
    trade, apart = all(net[i] <= g[i] for i in (0, 1)), all(n >= 0 for n in net)
    if far and (x, y) == (0, 0):
        assert trade
    if far and (x, y) == (1, 1):
        assert apart
    if far and trade != apart:
        assert (x, y) == ((0, 0) if trade else (1, 1))


def test_scenarios_are_dilemmas():
    """Restricting is dominant at the bottom and hurts both: nobody gains what the other does not lose."""
    for race in RACES.values():
        lost = tuple(float(rows[0]) for rows in race.losses())
        gain = tuple(race.leverage[i] * lost[1 - i] - race.backlash[i] for i in (0, 1))
        assert dc.Stage(lost=lost, gain=gain).dilemma


def test_restricting_teaches():
    """Where nobody learns, each state is the game played once; where they do, the same rungs are calm."""
    frozen = replace(RACES["coercion"], climb=(0.0, 0.0)).equilibrium()
    assert (frozen.restricts[0] == 1).all() and (frozen.restricts[1] == 1).all()
    live = RACES["coercion"].equilibrium()
    for k in (0, 1):
        assert not np.diag(live.restricts[k])[:-1].any()


@pytest.mark.parametrize("name", ["thaw", "coercion", "edge"])
def test_among_equals_the_faster_has_the_window(name):
    one, two = RACES[name].phase(SPEEDS, SPEEDS).window
    assert not (one < two - 0.01)[FASTER].any()
    assert (one > two + 0.01)[FASTER].mean() > 0.5
    assert one == pytest.approx(two.T, abs=1e-9)


def test_dependence_outweighs_speed():
    """The smallest counterexample to "the speed gap decides": ten times as fast, and no window."""
    example = replace(RACES["uneven"], climb=(0.1, 1.0)).outlook()
    assert float(example.window[0]) > 3 and float(example.window[1]) == 0
    one, two = RACES["uneven"].phase(SPEEDS, SPEEDS).window
    assert (one > two)[FASTER.T].mean() > 0.9


def test_decoupling_is_where_countries_are_slow():
    """S4 has it where both are fast; on the edge it is the other way round."""
    apart = RACES["edge"].phase(SPEEDS, SPEEDS).ends["decoupling"]
    fast, slow = SPEEDS >= 0.5, SPEEDS <= 0.1
    assert apart[np.ix_(fast, fast)].max() < 0.1
    assert apart[np.ix_(slow, slow)].min() > 0.99


def test_expectations_separate_the_paths():
    for name in ("coercion", "edge"):
        hawks = replace(RACES[name], select="hawkish").phase(SPEEDS, SPEEDS)
        assert hawks.ends["decoupling"] == pytest.approx(1)
        assert RACES[name].phase(SPEEDS, SPEEDS).ends["trade"].mean() > 0.6


def test_more_leverage_can_hurt():
    base = replace(RACES["coercion"], leverage=(np.array([0.88, 0.89]), 0.6))
    calm, race = base.equilibrium().value[0][0, 0]
    assert calm == 0 and race < -0.2
