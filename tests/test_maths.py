"""The maths functions give the same on numbers, arrays and symbols."""

import math

import numpy as np
import pytest
import sympy as sp

from tradegames import maths

X, Y = sp.symbols("x y", real=True)
ONE = {"exp": (math.exp, sp.exp), "log": (math.log, sp.log), "sqrt": (math.sqrt, sp.sqrt)}
TWO = {"maximum": (max, sp.Max), "minimum": (min, sp.Min)}
POINTS = np.array([0.25, 1.0, 2.5, 40.0])


@pytest.mark.parametrize("name", ONE)
def test_function_of_one(name):
    ours, (plain, symbolic) = getattr(maths, name), ONE[name]
    for x in POINTS.tolist():
        assert ours(x) == plain(x)
        assert type(ours(x)) is float
    np.testing.assert_allclose(ours(POINTS), [plain(x) for x in POINTS], rtol=1e-15)
    assert ours(POINTS[:, None]).shape == (4, 1)
    assert ours(X) == symbolic(X)
    assert ours(sp.Integer(3)) == symbolic(3)


@pytest.mark.parametrize("name", TWO)
def test_function_of_two(name):
    ours, (plain, symbolic) = getattr(maths, name), TWO[name]
    for a, b in ((1.0, 2.0), (2.0, -1.0), (0, -1.5), (3, 3.5)):
        assert ours(a, b) == plain(a, b) == ours(b, a)
    grid = ours(POINTS[:, None], POINTS[::-1])
    assert grid.tolist() == [[plain(a, b) for b in POINTS[::-1]] for a in POINTS]
    assert ours(0, np.array([-1.0, 1.0])).tolist() == [plain(0, -1.0), plain(0, 1.0)]
    made = ours(X, Y)
    assert isinstance(made, symbolic)
    assert made.subs({X: 2, Y: 5}) == plain(2, 5)
    assert isinstance(ours(0, X), symbolic)


@pytest.mark.parametrize("name", TWO)
def test_symbols_are_not_compared(name):
    # SymPy may take seconds to decide which of two polynomials is the larger; it is not asked.
    made = getattr(maths, name)(X**2 + 1, 0)
    assert made.has(sp.Max, sp.Min)


@pytest.mark.parametrize("name", TWO)
def test_undefined_stays_undefined(name):
    assert np.isnan(getattr(maths, name)(np.array([np.nan]), 1.0)).all()


def test_where():
    assert maths.where(True, 1.0, 2.0) == 1.0
    assert maths.where(False, 1.0, 2.0) == 2.0
    assert maths.where(np.bool_(False), 1.0, 2.0) == 2.0
    assert maths.where(POINTS > 1, POINTS, -1).tolist() == [-1, -1, 2.5, 40]
    assert maths.where(POINTS[:, None] > 1, POINTS, 0).shape == (4, 4)
    made = maths.where(X > 0, X, -X)
    assert isinstance(made, sp.Piecewise)
    assert [made.subs(X, value) for value in (-3, 0, 2)] == [3, 0, 2]
    assert maths.where(True, X, Y) == X


@pytest.mark.parametrize("call", [lambda: maths.log(0.0), lambda: maths.log(-1), lambda: maths.sqrt(-1.0)])
def test_plain_numbers_outside_the_domain(call):
    with pytest.raises(ValueError, match=r"math domain error|expected a (positive|nonnegative) input"):
        call()


def test_symbolic():
    assert not maths.symbolic(1, 2.0, POINTS, "x", None)
    assert maths.symbolic(1.0, X)
    assert maths.symbolic(sp.Rational(1, 3))
    assert maths.symbolic(X > 0)


@pytest.mark.parametrize("name", TWO)
def test_a_float_stays_a_float(name):
    ours = getattr(maths, name)
    assert [type(ours(a, b)) for a, b in ((0, 1.5), (0, -1.5), (2.0, 1), (2, 1))] == [
        float,
        float,
        float,
        int,
    ]
    assert isinstance(ours(0, np.float64(-1.5)), float)
