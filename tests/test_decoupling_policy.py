"""The window, graded restriction, the dual track, the bargain and the trap."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import decoupling as dc

BASE = {"share": 0.1, "restriction": 0.8, "start": 0.1, "end": 6.0, "tolerance": 0.12}
RACE = dc.Race(
    share=(0.1, 0.1), restriction=(0.8, 0.8), leverage=(0.6, 0.6), backlash=(0.05, 0.05),
    climb=(0.3, 0.5), rungs=6, discount=0.9,
)  # fmt: skip


FAST, SLOW = dc.Adjustment(**BASE, speed=2), dc.Adjustment(**BASE, speed=1)


def test_through_when_the_loss_can_be_borne():
    one = dc.Adjustment(**BASE, speed=0.15)
    assert one.loss(one.time) == pytest.approx(0.12, abs=1e-8)
    assert one.loss(one.time - 0.1) > 0.12 > one.loss(one.time + 0.1)


@given(st.floats(0.05, 1), st.floats(0.05, 1))
@settings(max_examples=30)
def test_the_window_is_the_gap_of_the_speeds(s1, s2):
    one, two = dc.Adjustment(**BASE, speed=s1), dc.Adjustment(**BASE, speed=s2)
    found = dc.window(one, two, leverage=1.0)
    # The way to go is the same, so time is inversely proportional to speed.
    way = one.time * s1
    assert found.length == pytest.approx(way * abs(1 / s1 - 1 / s2), rel=1e-6, abs=1e-9)
    assert found.leader == (0 if s1 == s2 else 1 if s1 > s2 else 2)
    assert found.worth >= 0


def test_a_window_that_never_closes():
    one, two = dc.Adjustment(**BASE, speed=0.3), dc.Adjustment(**{**BASE, "end": 1.0}, speed=0.9)
    found = dc.window(one, two, leverage=1.0, interest=0.1)
    assert found.leader == 1
    assert found.length == np.inf
    # What is lost for ever after is at most the loss when the window opens, as a perpetuity.
    assert 0 < found.worth < two.loss(one.time) / 0.1


def test_a_worthless_window():
    # Backlash above the other's loss: to restrict alone costs more than it brings.
    one, two = dc.Adjustment(**BASE, speed=0.3), dc.Adjustment(**BASE, speed=0.1)
    assert dc.window(one, two, leverage=0.5, backlash=0.5).worth < 0


def test_the_loss_is_convex_in_the_fraction_withheld():
    theta, kappa, sigma = sp.symbols("theta kappa sigma", positive=True)
    rho, kept = 1 - 1 / sigma, 1 - kappa
    mean = theta * kept**rho + 1 - theta
    claimed = theta * (1 - theta) / sigma * kept ** (rho - 2) * mean ** (1 / rho - 2)  # all positive
    found = sp.diff(dc.loss(theta, kappa, sigma), kappa, 2)
    for values in ((0.1, 0.5, 0.3), (0.4, 0.9, 2), (0.7, 0.2, 5)):
        point = dict(zip((theta, kappa, sigma), values, strict=True))
        assert float(found.subs(point)) == pytest.approx(float(claimed.subs(point)), rel=1e-9)


@given(st.floats(0.02, 0.5), st.floats(0.1, 5), st.floats(0, 1))
@settings(max_examples=40)
def test_all_or_nothing_when_the_backlash_is_in_proportion(share, sigma, backlash):
    found = dc.best_restriction(share, sigma, 1.0, 1.0, backlash)
    whole = dc.loss(share, 1.0, sigma) - backlash
    assert found.fraction in (0.0, 1.0)
    assert found.payoff == pytest.approx(max(0.0, whole), abs=1e-12)


def test_a_rising_backlash_stops_in_between():
    found = dc.best_restriction(0.1, 2.0, 1.0, 1.0, backlash=0.25, power=2)
    step = 1e-4
    for other in (found.fraction - step, found.fraction + step):
        assert dc.loss(0.1, other, 2.0) - 0.25 * other**2 < found.payoff


def test_dual_track_is_the_race_at_each_division():
    track = dc.dual_track(RACE, leverage=0.5, climb=0.4, points=5)
    for effort, value in zip(track.effort, track.value, strict=True):
        single = replace(RACE, leverage=(0.6 + 0.5 * effort, 0.6), climb=(0.3 + 0.4 * (1 - effort), 0.5))
        assert value == pytest.approx(single.equilibrium().value[0][0, 0])
    assert track.value.max() == track.value[list(track.effort).index(track.best)]


def test_the_bargain_divides_what_the_race_wastes():
    terms, value = dc.bargain(RACE), RACE.equilibrium().value
    got = [terms.payment / 0.1, -terms.payment / 0.1]  # no gains from trade here
    for k in (0, 1):
        assert got[k] - value[k] == pytest.approx(terms.surplus / 2)
    twin = dc.bargain(replace(RACE, climb=(0.5, 0.5)))
    assert twin.payment == pytest.approx(-twin.payment.T, abs=1e-9)


def test_who_is_ahead_is_paid():
    payment = dc.bargain(replace(RACE, climb=(0.5, 0.5))).payment[1:-1, 1:-1]
    rows, columns = np.indices(payment.shape)
    assert (payment[rows > columns] > 0).all()


def test_the_trap_needs_all_three():
    weak = replace(RACE, share=(0.3, 0.02), climb=(0.1, 0.6))
    assert dc.trapped(weak) == (True, False)
    assert dc.trapped(replace(weak, climb=(0.6, 0.1)))[0] == False  # noqa: E712  # numpy's
    assert dc.trapped(replace(weak, gains=(0.0, 9.0)))[0] == False  # noqa: E712  # 2 would rather trade


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: dc.Adjustment(**{**BASE, "tolerance": 0.05}, speed=0.1), "tolerance must exceed"),
        (lambda: dc.Adjustment(**BASE, speed=-0.1), "speed must not be negative"),
        (
            lambda: dc.window(dc.Adjustment(**BASE, speed=1), dc.Adjustment(**BASE, speed=2), -1),
            "leverage must",
        ),
        (
            lambda: dc.window(dc.Adjustment(**BASE, speed=1), dc.Adjustment(**BASE, speed=2), 1, interest=0),
            "interest",
        ),
        (lambda: dc.best_restriction(0.1, 2, 1, 1, 0.1, power=0.5), "power must be at least 1; got 0.5"),
        (lambda: dc.dual_track(replace(RACE, discount=np.array([0.5, 0.9])), 0.1, 0.1), "single race"),
    ],
)
def test_refusals(call, words):
    with pytest.raises(ValueError, match=words):
        call()
