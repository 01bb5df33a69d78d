"""Derivatives and functional forms of the general-equilibrium world, against SymPy and first principles."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames.cge.dual import Dual, jacobian
from tradegames.cge.formulas import cde_shares, ces_demand, ces_price, cet_supply, mean
from tradegames.maths import expm1, log1p

small = st.floats(-1.0, 1.0)
above = st.floats(0.05, 8.0)


def steps(function, x, size=1e-6):
    """Central differences of a function from an array to an array."""
    columns = [
        (function(x + size * unit) - function(x - size * unit)) / (2 * size) for unit in np.eye(len(x))
    ]
    return np.stack(columns, axis=-1)


def rules(x):
    """Every rule of `Dual`, one after another, on a vector of six."""
    a, b = x[:3], x[3:]
    table = np.exp(a)[:, None] * b[None, :] + np.log(np.exp(b) + 1.0) / 2
    total = table.sum(axis=0) - np.expm1(a) / (2.0 + np.exp(b))
    return (
        np.array([[1.0, 2.0, -1.0]]) * (1.0 - total)[None, :] + np.log1p(np.exp(table.sum(axis=1)))[..., None]
    )


@settings(deadline=None)
@given(st.lists(small, min_size=6, max_size=6))
def test_every_rule_has_its_derivative(values):
    x = np.array(values)
    dual = rules(Dual.unknowns(x, 0))
    assert np.allclose(dual.value, rules(x), rtol=1e-14)
    exact = jacobian([dual], 6)
    measured = steps(lambda y: rules(y).ravel(), x)
    assert np.allclose(exact, measured, rtol=1e-6, atol=1e-6)


def test_sum_of_all_and_shape():
    x = Dual.unknowns(np.arange(1.0, 5.0).reshape(2, 2), 3)
    whole = (x * x).sum()
    assert whole.value == 30
    assert x.shape == (2, 2) and x.ndim == 2
    assert jacobian([whole], 7).tolist() == [[0, 0, 0, 2, 4, 6, 8]]


def test_an_unknown_rule_is_refused():
    with pytest.raises(TypeError):
        np.sin(Dual.unknowns(np.ones(2), 0))


def test_ces_price_is_the_least_cost():
    """The index solves the firm's problem: least cost of one unit, in share form."""
    x1, x2, p1, p2, s, sigma = sp.symbols("x1 x2 p1 p2 s sigma", positive=True)
    rho = (sigma - 1) / sigma
    made = (s ** (1 / sigma) * x1**rho + (1 - s) ** (1 / sigma) * x2**rho) ** (1 / rho)
    price = sp.exp(ces_price(sigma, (s, sp.log(p1)), (1 - s, sp.log(p2))))
    use = [
        share * sp.exp(ces_demand(0, sp.log(price), sp.log(p), sigma)) for share, p in ((s, p1), (1 - s, p2))
    ]
    at = {s: sp.Rational(3, 10), p1: sp.Rational(7, 5), p2: sp.Rational(4, 5), sigma: 3}
    # Makes one unit, costs what the index says, and both inputs yield as much per dollar.
    assert abs(made.subs({x1: use[0], x2: use[1]}).subs(at).evalf(30) - 1) < 1e-25
    assert abs((p1 * use[0] + p2 * use[1] - price).subs(at).evalf(30)) < 1e-25
    yields = [sp.diff(made, x).subs({x1: use[0], x2: use[1]}) / p for x, p in ((x1, p1), (x2, p2))]
    assert abs((yields[0] - yields[1]).subs(at).evalf(30)) < 1e-25


@settings(deadline=None)
@given(small, small, st.floats(0.01, 0.99), above)
def test_demand_is_the_slope_of_the_index(p, q, share, sigma):
    """Shephard's lemma, with the derivative that `Dual` gives."""
    prices = Dual.unknowns(np.array([p, q]), 0)
    shares = np.array([share, 1 - share])
    index = ces_price(sigma, (shares, prices, -1))
    cost_shares = shares * np.exp(
        ces_demand(0.0, index.value, prices.value, sigma) + prices.value - index.value
    )
    assert np.allclose(jacobian([index], 2)[0], cost_shares, rtol=1e-10)


@settings(deadline=None)
@given(small, small, st.floats(0.01, 0.99))
def test_limits_of_the_index(p, q, share):
    parts = ((share, p), (1 - share, q))
    assert np.isclose(ces_price(1.0, *parts), share * p + (1 - share) * q, atol=1e-10)
    assert np.isclose(ces_price(1.0 + 1e-7, *parts), ces_price(1.0, *parts), atol=1e-6)
    assert np.isclose(np.exp(ces_price(0.0, *parts)), share * np.exp(p) + (1 - share) * np.exp(q))


def test_elasticity_of_one_beside_others():
    sigma = np.array([1.0, 2.0])
    index = ces_price(sigma, (np.full((2, 2), 0.5), np.log([[2.0, 2.0], [1.0, 3.0]]), -2))
    assert np.allclose(index, [0.5 * np.log(2), -np.log(0.5 / 2 + 0.5 / 3)])


@settings(deadline=None)
@given(small, small, st.floats(0.01, 0.99), st.floats(0.0, 5.0))
def test_cet_uses_up_the_endowment_and_pays_it(w1, w2, share, eta):
    shares, prices = np.array([share, 1 - share]), np.array([w1, w2])
    index = ces_price(-eta, (shares, prices, -1))
    supply = cet_supply(0.0, index, prices, eta)
    assert np.isclose((shares * np.exp(prices + supply)).sum(), np.exp(index))  # Euler: paid in full
    power = (1 + eta) / eta if eta > 0.01 else None
    if power:  # on the transformation frontier
        assert np.isclose((shares * np.exp(power * supply)).sum(), 1.0)


def test_cde_demand_is_roys_identity():
    """Shares from the implicit function alone: s_i = -(dU/dln p_i) / (dU/dln x)."""
    u, x, p1, p2 = sp.symbols("u x p1 p2")
    beta, income, weights = (
        (sp.Rational(3, 4), sp.Rational(1, 2)),
        (sp.Rational(1, 2), sp.Rational(6, 5)),
        (0.4, 0.6),
    )
    first = [w / float(b) for w, b in zip(weights, beta, strict=True)]
    first = [sp.nsimplify(f / sum(first)) for f in first]
    excess = (
        sum(f * sp.exp(b * (e * u + p - x)) for f, b, e, p in zip(first, beta, income, (p1, p2), strict=True))
        - 1
    )
    slopes = [-sp.diff(excess, v) / sp.diff(excess, u) for v in (p1, p2, x)]
    point = {p1: 0.2, p2: -0.1, u: 0.05}
    spent = sp.nsolve(excess.subs(point), x, 0.0)
    point[x] = spent
    roy = [-float((slope / slopes[2]).subs(point)) for slope in slopes[:2]]
    left, change = cde_shares(
        np.array([weights]), np.array([beta], float), np.array([income], float), np.array([[0.2, -0.1]]),
        np.array([[float(spent)]]), np.array([[0.05]]),
    )  # fmt: skip
    assert abs(left[0]) < 1e-12
    assert np.allclose(np.array(weights) * np.exp(change[0]), roy, rtol=1e-12)


@settings(deadline=None)
@given(st.lists(small, min_size=3, max_size=3), small)
def test_cde_with_equal_parameters_is_homothetic_ces(prices, spending):
    """SUBPAR = b and INCPAR = 1 for all goods: CES with elasticity 1 - b, utility = real spending."""
    weights, b, p = np.array([0.2, 0.3, 0.5]), 0.4, np.array(prices)
    index = ces_price(1 - b, (weights, p, -1))
    utility = np.array([[spending - index]])
    left, change = cde_shares(
        weights[None], np.full((1, 3), b), np.ones((1, 3)), p[None], np.array([[spending]]), utility
    )
    assert abs(left[0]) < 1e-12
    assert np.allclose(change[0], ces_demand(0.0, index, p, 1 - b) + p - index, atol=1e-12)


def test_mean_and_small_changes():
    assert mean(np.array([0.25, 0.75]), np.log([5.0, 1.0])) == pytest.approx(np.log(2))
    assert expm1(1e-20) == 1e-20 == log1p(1e-20)
    t = sp.Symbol("t")
    assert expm1(t) == sp.exp(t) - 1 and log1p(t) == sp.log(1 + t)
