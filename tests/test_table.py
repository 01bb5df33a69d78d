"""Tables: what is sampled is what is read, and between the points to the error that they state."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from tradegames.picture.table import Table, look, nearest

PLANE = Table([(0, 2), (-1, 1)], [[0.0, 1.0, 2.0], [10.0, 11.0, 12.0], [40.0, 41.0, 42.0]])


def test_points_are_read_as_they_are():
    x, y = np.meshgrid([0, 1, 2], [-1, 0, 1], indexing="ij")
    values = np.reshape(PLANE.data["values"], (3, 3))
    assert (look(PLANE.data, x, y) == values).all()
    assert (nearest(PLANE.data, x, y) == values).all()


@given(st.floats(0, 2), st.floats(-1, 1))
def test_between_the_points(x, y):
    row, column = np.interp(x, [0, 1, 2], [0, 10, 40]), np.interp(y, [-1, 0, 1], [0, 1, 2])
    assert look(PLANE.data, x, y) == pytest.approx(row + column, abs=1e-12)
    assert nearest(PLANE.data, x, y) in PLANE.data["values"]


@pytest.mark.parametrize("place", [(-0.01, 0), (2.01, 0), (0, 1.01), (np.nan, 0)])
def test_nothing_is_read_outside(place):
    assert np.isnan(look(PLANE.data, *place))
    assert np.isnan(nearest(PLANE.data, *place))


def test_the_error_is_what_lies_between():
    table = Table.sample(lambda x, y: np.sin(x) * y, (0, 3, 13), (0, 1, 3))
    x, y = np.meshgrid(np.linspace(0, 3, 601), np.linspace(0, 1, 51))
    found = np.abs(look(table.data, x, y) - np.sin(x) * y).max()
    assert 0.5 * found <= table.error <= found
    assert Table([(0, 1)], [1.0, 2.0]).error == np.inf


def test_expressions_with_tables():
    x, y = sp.symbols("x y", real=True)
    twin = Table([(0, 2), (-1, 1)], np.reshape(PLANE.data["values"], (3, 3)))
    assert PLANE(x, y) == twin(x, y)
    assert PLANE(x, y) != Table([(0, 2), (-1, 1.5)], np.reshape(PLANE.data["values"], (3, 3)))(x, y)
    assert PLANE(x, y).free_symbols == {x, y}
    assert float((2 * PLANE(x, y)).subs({x: 1.5, y: 0.5})) == 53
    assert float(PLANE.nearest(x, y).subs({x: 1.6, y: 0.4})) == 41


@pytest.mark.parametrize(
    ("axes", "values", "words"),
    [
        ([(0, 1)], [[1.0, 2.0], [3.0, 4.0]], r"shape \(2, 2\) and 1 axes"),
        ([(0, 1)], [1.0], "two or more points"),
        ([(0, 1)] * 4, np.ones((2, 2, 2, 2)), "one to three dimensions"),
        ([(0, 1)], [1.0, np.nan], "must be finite; got 1 that are not"),
        ([(1, 1)], [1.0, 2.0], "lower and a higher end"),
    ],
)
def test_refusals(axes, values, words):
    with pytest.raises(ValueError, match=words):
        Table(axes, values)
