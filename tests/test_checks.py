"""Bad arguments are refused, in one voice: owner, field, rule and value."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import sympy as sp

from tradegames import TariffGame
from tradegames.checks import broadcast, choice, number

X = sp.Symbol("x", real=True)
GOOD = {"alpha": 10, "gamma": 0.3, "c1": 1, "c2": 2}


def positive(value):
    return number("Shop", "price", value, lambda v: v > 0, "be positive")


@pytest.mark.parametrize(
    "value", [1, 0.5, 1e300, np.float64(2), np.float32(2), np.int64(3), Fraction(1, 3), 10**30]
)
def test_numbers_pass_as_they_are(value):
    assert positive(value) is value


def test_arrays_pass():
    array = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert positive(array) is array
    column = pd.Series([1.0, 2.0])
    assert positive(column) is column
    for value in ([1, 2], (1.5, 2.5)):
        made = positive(value)
        assert isinstance(made, np.ndarray)
        assert made.tolist() == list(value)
    assert positive(np.array(3)) == 3
    assert positive([]).shape == (0,)


def test_symbols_pass_and_their_numbers_are_checked():
    assert positive(X) is X
    assert positive(X - 1) == X - 1
    assert positive(sp.Rational(1, 3)) == sp.Rational(1, 3)
    assert positive(sp.sqrt(2)) == sp.sqrt(2)
    with pytest.raises(ValueError, match=r"Shop\.price must be positive; got -2$"):
        positive(sp.Integer(-2))
    with pytest.raises(ValueError, match=r"Shop\.price must be finite; got oo$"):
        positive(sp.oo)
    for value in (sp.I, sp.nan, sp.zoo, sp.true):
        with pytest.raises(TypeError, match=rf"Shop\.price must be a real number .*; got {value}$"):
            positive(value)


@pytest.mark.parametrize(
    "value",
    ["7", b"7", True, False, np.True_, None, 1j, np.complex128(1), Decimal("1.5"), {}, object, len,
     ["a", "b"], [True, False], [1j], [None], [[1], [2, 3]], np.array(["1"]), np.array([X]),
     pd.Series(["1", "2"]), np.datetime64("2018-07-06"), np.timedelta64(3, "D")],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number_is_refused(value):
    with pytest.raises(
        TypeError, match=r"^Shop\.price must be a real number or an array of them; got "
    ) as error:
        positive(value)
    assert repr(value).strip("()") in str(error.value) or isinstance(value, list)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, np.float64("nan"), np.float32("inf")])
def test_what_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match=rf"^Shop\.price must be finite; got {re.escape(repr(value))}$"):
        positive(value)


def test_integers_too_large_for_a_float_are_refused():
    with pytest.raises(ValueError, match=r"^Shop\.price must be finite; got 10{400}$"):
        positive(10**400)


@pytest.mark.parametrize("value", [0, -1.5, np.float64(-2)])
def test_rule(value):
    with pytest.raises(ValueError, match=rf"^Shop\.price must be positive; got {re.escape(repr(value))}$"):
        positive(value)


def test_array_names_the_first_bad_entry_and_counts():
    grid = np.ones((3, 4))
    grid[1, 2] = grid[2, 0] = -7.5
    with pytest.raises(ValueError, match=r"must be positive; got -7\.5 at index \(1, 2\), 2 of 12 values$"):
        positive(grid)
    grid[0, 3] = np.nan
    with pytest.raises(ValueError, match=r"must be finite; got nan at index \(0, 3\), 1 of 12 values$"):
        positive(grid)
    with pytest.raises(ValueError, match=r"must be finite; got inf at index \(2\), 1 of 3 values$"):
        positive([1, 2, np.inf])


def test_choice():
    assert choice("Shop", "kind", "fruit", ("fruit", "bread")) == "fruit"
    for bad in ("Fruit", "", None, 1, ["fruit"]):
        message = rf"^Shop\.kind must be 'fruit' or 'bread'; got {re.escape(repr(bad))}$"
        with pytest.raises(ValueError, match=message):
            choice("Shop", "kind", bad, ("fruit", "bread"))


def test_broadcast():
    assert broadcast("Shop", a=1.0, b=X) == ()
    assert broadcast("Shop", a=np.zeros((2, 1)), b=np.zeros(3), c=4) == (2, 3)
    with pytest.raises(ValueError, match=r"^Shop must get shapes that broadcast; got a \(2,\), b \(3,\)$"):
        broadcast("Shop", a=np.zeros(2), b=np.zeros(3), c=4, d=X)


@pytest.mark.parametrize(
    ("field", "value", "error", "words"),
    [
        ("alpha", 0, ValueError, "must be positive; got 0"),
        ("alpha", -3.0, ValueError, "must be positive; got -3.0"),
        ("alpha", np.nan, ValueError, "must be finite; got nan"),
        ("alpha", "10", TypeError, "must be a real number or an array of them; got '10'"),
        ("gamma", -0.01, ValueError, "must lie in [0, 1]; got -0.01"),
        ("gamma", 1.0001, ValueError, "must lie in [0, 1]; got 1.0001"),
        ("gamma", np.inf, ValueError, "must be finite; got inf"),
        ("gamma", True, TypeError, "must be a real number or an array of them; got True"),
        ("gamma", [0.2, 1.2], ValueError, "must lie in [0, 1]; got 1.2 at index (1), 1 of 2 values"),
        ("c1", 12.5, ValueError, "must be at least 0 and below alpha = 10; got 12.5"),
        ("c1", 10, ValueError, "must be at least 0 and below alpha = 10; got 10"),
        ("c1", -0.5, ValueError, "must be at least 0 and below alpha = 10; got -0.5"),
        ("c2", sp.Integer(10), ValueError, "must be at least 0 and below alpha = 10; got 10"),
        ("c2", 1j, TypeError, "must be a real number or an array of them; got 1j"),
        ("c2", np.array([1, 11, 12]), ValueError, "below alpha = 10; got 11 at index (1), 2 of 3 values"),
    ],
)
def test_game_refuses(field, value, error, words):
    with pytest.raises(error, match=rf"^TariffGame\.{field} .*{re.escape(words)}$"):
        TariffGame(**{**GOOD, field: value})


def test_costs_are_checked_where_other_fields_are_symbols():
    gamma = sp.Symbol("gamma", real=True)
    with pytest.raises(ValueError, match=r"TariffGame\.c1 must be at least 0 and below alpha = 10; got 12"):
        TariffGame(alpha=10, gamma=gamma, c1=12, c2=2)
    TariffGame(alpha=sp.Symbol("alpha", real=True), gamma=gamma, c1=12, c2=2)


def test_game_refuses_shapes_options_and_names():
    with pytest.raises(
        ValueError, match=r"TariffGame must get shapes that broadcast; got gamma \(2,\), c2 \(3,\)"
    ):
        TariffGame(alpha=10, gamma=[0.1, 0.2], c1=1, c2=[1, 2, 3])
    with pytest.raises(
        ValueError, match=r"TariffGame must get shapes that broadcast; got alpha \(2,\), c1 \(3,\)"
    ):
        TariffGame(alpha=[10, 11], gamma=0.1, c1=[1, 2, 3], c2=1)
    with pytest.raises(
        ValueError, match=r"c1 must .* below alpha = \[10 11\]; got 12 at index \(0\), 2 of 2 values"
    ):
        TariffGame(alpha=[10, 11], gamma=0.1, c1=sp.Integer(12), c2=1)
    with pytest.raises(ValueError, match=r"TariffGame\.surplus must be 'exact' or 'published'; got 'Exact'"):
        TariffGame(**GOOD, surplus="Exact")
    with pytest.raises(TypeError, match=r"TariffGame\.corners must be True or False; got 1"):
        TariffGame(**GOOD, corners=1)
    with pytest.raises(TypeError, match="unexpected keyword argument 'beta'"):
        TariffGame(**GOOD, beta=0.7)
    with pytest.raises(TypeError, match="positional"):
        TariffGame(10, 0.3, 1, 2)


@pytest.mark.parametrize("field", ["t1", "t2"])
@pytest.mark.parametrize(
    ("value", "error", "words"),
    [
        (np.nan, ValueError, "must be finite; got nan"),
        (-np.inf, ValueError, "must be finite; got -inf"),
        ("3", TypeError, "must be a real number or an array of them; got '3'"),
        (None, TypeError, "must be a real number or an array of them; got None"),
        ([0.0, np.nan], ValueError, "must be finite; got nan at index (1), 1 of 2 values"),
    ],
)
def test_outcome_refuses(field, value, error, words):
    with pytest.raises(error, match=rf"^TariffGame\.outcome\.{field} {re.escape(words)}$"):
        TariffGame(**GOOD).outcome(**{"t1": 1, "t2": 1, field: value})


def test_outcome_refuses_shapes():
    game = TariffGame(**GOOD)
    with pytest.raises(ValueError, match=r"TariffGame\.outcome must get .* got t1 \(2, 3\), t2 \(4,\)$"):
        game.outcome(np.zeros((2, 3)), np.zeros(4))
    game = TariffGame(**{**GOOD, "c1": np.ones(3)})
    with pytest.raises(ValueError, match=r"TariffGame\.outcome must get .* got t1 \(2,\), c1 \(3,\)$"):
        game.outcome([1, 2], 1)
