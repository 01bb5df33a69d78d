"""The loss under restriction: limits, proofs, inverse, time."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import decoupling as dc

SHARES, CUTS = st.floats(0.001, 0.999), st.floats(0.0, 1.0)
SIGMAS = st.floats(0.001, 1e4)


@given(SHARES, CUTS, SIGMAS)
def test_loss_is_the_fall_of_a_ces_output(share, cut, sigma):
    if abs(sigma - 1) < 1e-3 or sigma < 0.02 or cut > 0.999:
        return  # there the powers overflow, or one minus a number near one loses its digits
    rho = 1 - 1 / sigma
    output = (share * (1 - cut) ** rho + 1 - share) ** (1 / rho)
    assert dc.loss(share, cut, sigma) == pytest.approx(1 - output, rel=1e-6, abs=1e-9)


@given(SHARES, CUTS)
def test_limits(share, cut):
    assert dc.loss(share, cut, 0) == pytest.approx(cut, abs=1e-14)
    assert dc.loss(share, cut, 1) == pytest.approx(1 - (1 - cut) ** share, abs=1e-14)
    assert dc.loss(share, cut, np.inf) == pytest.approx(share * cut, abs=1e-14)
    assert dc.loss(share, cut, 1e-4) <= cut + 1e-14
    for near, at in ((1 + 3e-6, 1), (1 - 3e-6, 1), (1e9, np.inf)):
        assert dc.loss(share, cut, near) == pytest.approx(dc.loss(share, cut, at), abs=1e-4)


@given(SHARES, CUTS, st.tuples(SIGMAS, SIGMAS).map(sorted))
def test_sanctions_lose_force_as_substitution_grows(share, cut, sigmas):
    low, high = dc.loss(share, cut, np.array(sigmas))
    assert high <= low + 1e-12
    assert share * cut - 1e-12 <= high
    assert low <= cut + 1e-12


def test_they_lose_force_by_proof():
    # The mean of two outputs with weights theta and 1 - theta rises with its power: with z = kept^rho,
    # d log(mean)/d rho = (theta z log z/m - log m)/rho^2 for m = theta z + 1 - theta; the bracket is
    # convex in nothing but Jensen: theta f(z) + (1 - theta) f(1) - f(m) over m, f(z) = z log z.
    z, theta, rho = sp.symbols("z theta rho", positive=True)
    m = theta * z + 1 - theta
    kept = sp.symbols("k", positive=True)
    log_mean = sp.log(theta * kept**rho + 1 - theta) / rho
    slope = sp.diff(log_mean, rho).subs(kept, z ** (1 / rho))
    f = lambda v: v * sp.log(v)  # noqa: E731  # a formula
    jensen = (theta * f(z) + (1 - theta) * f(sp.Integer(1)) - f(m)) / (m * rho**2)
    assert sp.simplify(sp.expand_log(slope - jensen, force=True)) == 0
    assert sp.diff(f(z), z, 2) == 1 / z  # convex: Jensen's difference is positive unless z = 1
    # rho = 1 - 1/sigma rises with sigma, output rises with rho, so the loss falls.


def test_formula_in_symbols():
    theta, kappa, sigma = sp.symbols("theta kappa sigma", positive=True)
    formula = dc.loss(theta, kappa, sigma)
    value = float(formula.subs({theta: 0.1, kappa: 0.8, sigma: 0.3}))
    assert value == pytest.approx(dc.loss(0.1, 0.8, 0.3), rel=1e-12)
    assert sp.limit(formula.subs({theta: sp.Rational(1, 3), kappa: sp.Rational(1, 2)}), sigma, sp.oo) == (
        sp.Rational(1, 6)
    )


@given(SHARES, st.floats(0.05, 1.0), st.floats(0.01, 0.99))
@settings(max_examples=50)
def test_required_elasticity_is_the_inverse(share, cut, place):
    low, high = share * cut, cut
    tolerance = low + place * (high - low)
    sigma = dc.required_elasticity(share, cut, tolerance)
    assert dc.loss(share, cut, sigma) == pytest.approx(tolerance, abs=1e-8)


def test_nothing_required_where_all_can_be_borne():
    assert dc.required_elasticity(0.1, 0.8, 0.8) == 0


@given(st.floats(0, 3), st.floats(0.1, 5), st.floats(0.01, 2), st.floats(0, 20))
def test_time_to_is_the_inverse_of_elasticity(start, rise, speed, time):
    reached = dc.elasticity(time, start, start + rise, speed)
    if start + rise - reached > 1e-6 * rise:
        assert dc.time_to(reached, start, start + rise, speed) == pytest.approx(time, rel=1e-6, abs=1e-6)
    assert dc.time_to(start + rise, start, start + rise, speed) == np.inf
    assert dc.time_to(start, start, start + rise, speed) == 0


def test_half_of_the_way():
    assert dc.elasticity(np.log(2) / 0.2, 0, 6, 0.2) == pytest.approx(3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: dc.loss(0, 0.5, 1), r"decoupling.loss.share must lie between 0 and 1, both excluded; got 0"),
        (lambda: dc.loss(1.0, 0.5, 1), "share must lie between 0 and 1"),
        (lambda: dc.loss(0.1, 1.2, 1), r"restriction must lie in \[0, 1\]; got 1.2"),
        (lambda: dc.loss(0.1, 0.5, -1.0), "sigma must be at least 0; got"),
        (lambda: dc.loss(0.1, 0.5, np.nan), "sigma must be finite"),
        (lambda: dc.elasticity(1, 2, 1, 0.1), "end must be at least start = 2; got 1"),
        (lambda: dc.elasticity(1, 0, 1, -0.1), "speed must not be negative; got -0.1"),
        (lambda: dc.required_elasticity(0.1, 0.8, 0.05), r"tolerance must exceed share \* restriction"),
        (lambda: dc.trade_gains(0.9, 1.0), "sigma must exceed 1"),
        (lambda: dc.trade_gains(0, 4), r"home_share must lie in \(0, 1\]"),
        (lambda: dc.time_to(1, 0, 2, -1), "speed must not be negative"),
    ],
)
def test_refusals(call, words):
    with pytest.raises(ValueError, match=words):
        call()
