"""Restrict or trade, once and for ever."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tradegames import decoupling as dc

NUMBERS = st.floats(-2, 2)
LOSSES = st.floats(0, 2)


@given(st.tuples(LOSSES, LOSSES), st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS))
def test_dilemma_is_what_its_matrix_says(lost, gain, calm):
    game = dc.Stage(lost=lost, gain=gain, calm=calm)
    one, two = game.payoffs()
    strict = (one[1] > one[0]).all() and (two[:, 1] > two[:, 0]).all()
    better = one[0, 0] > one[1, 1] and two[0, 0] > two[1, 1]
    near = min(np.abs(one[1] - one[0]).min(), np.abs(two[:, 1] - two[:, 0]).min()) < 1e-12
    assert near or game.dilemma == (strict and better)


@given(st.tuples(LOSSES, LOSSES), st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS))
def test_no_equilibrium_can_be_left(lost, gain, calm):
    game = dc.Stage(lost=lost, gain=gain, calm=calm)
    one, two = game.payoffs()
    gaps = np.abs(np.concatenate([one[1] - one[0], two[:, 1] - two[:, 0]]))
    assume(gaps.min() > 1e-6)
    found = game.equilibria()
    assert len(found) in (1, 3)
    for e in found:
        assert e.residual <= 1e-9


def test_payoffs_of_a_game_worked_by_hand():
    one, two = dc.Stage(lost=(3, 5), gain=(2, 1), calm=(4, 0.5)).payoffs()
    assert one.tolist() == [[4, -3], [2, -1]]
    assert two.tolist() == [[0.5, 1], [-5, -4]]


@given(st.floats(0.1, 2), st.floats(0.01, 1), st.floats(0.01, 1))
def test_patience_from_which_the_threat_holds(lost, gain, share):
    calm = share * gain * 0.99
    game = dc.Stage(lost=(lost, lost), gain=(gain, gain), calm=(calm, calm))
    if not game.dilemma:
        with pytest.raises(ValueError, match="must get a prisoner's dilemma"):
            game.critical_discount()
        return
    delta = game.critical_discount()[0]
    assert 0 < delta < 1
    # At the threshold keeping to trade for ever is worth one deviation and punishment ever after.
    punished = gain - lost
    assert calm / (1 - delta) == pytest.approx(gain + delta * punished / (1 - delta), abs=1e-9 / (1 - delta))


def test_refusals():
    with pytest.raises(ValueError, match="without ties"):
        dc.Stage(lost=(1, 1), gain=(0, 1)).equilibria()
    with pytest.raises(ValueError, match=r"Stage.lost\[0\] must not be negative; got -1"):
        dc.Stage(lost=(-1, 0), gain=(0, 0))
    with pytest.raises(ValueError, match=r"Stage.gain\[1\] must be finite"):
        dc.Stage(lost=(1, 1), gain=(0, np.nan))
