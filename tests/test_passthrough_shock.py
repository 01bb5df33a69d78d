"""A tariff shared by exporter, currency and importer: S3's figures, what must be true, what is refused."""

import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from tradegames.passthrough import Shock, division_bias, elasticity_behind, matrix

CHANGES = (
    "price_change",
    "price_change_rmb",
    "buyer_price_change",
    "quantity_change",
    "value_change",
    "value_change_rmb",
    "revenue_change",
)
ARITHMETICS = ("linear", "exact")
NEAR = {"rel": 1e-9, "abs": 1e-9}


def rates(low, high):
    return st.floats(low, high).map(lambda v: round(v, 6))


given_shock = given(
    tariff=rates(0.001, 2),
    elasticity=rates(0.05, 4),
    exporter_share=rates(0, 1),
    depreciation=rates(-0.2, 0.3),
    base_tariff=rates(0, 1),
)


# --- S3's figures -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("elasticity", "share", "field", "printed"),
    [
        (1.5, 0.5, "price_change", -10),  # S3 section 2, the first example
        (1.5, 0.5, "buyer_price_change", 10),
        (1.5, 0.5, "quantity_change", -15),
        (1.5, 0.5, "value_change", -23.5),
        (1.08, 1, "value_change", -20),  # S3 section 2, the three ways
        (1.08, 1, "quantity_change", 0),
        (1.08, 0, "quantity_change", -21.6),
        (1.08, 0, "value_change", -21.6),
        (1.08, 0.5, "quantity_change", -10.8),
        (1.08, 0.5, "value_change", -19.7),
    ],
)
def test_figures_of_s3(elasticity, share, field, printed):
    shock = Shock(tariff=0.2, elasticity=elasticity, exporter_share=share)
    assert 100 * getattr(shock, field) == pytest.approx(printed, abs=0.05)  # S3 prints one decimal


def test_exact_figures_beside_them():
    """A cut by the factor 1/1.2 is 16.7 %, and a log elasticity of 1.08 at +20 % takes 17.9 %."""
    ways = [Shock(tariff=0.2, elasticity=1.08, exporter_share=s, arithmetic="exact") for s in (1, 0.5, 0)]
    assert [100 * w.value_change for w in ways] == pytest.approx([-16.67, -17.27, -17.87], abs=0.005)
    assert ways[0].price_change == pytest.approx(1 / 1.2 - 1)
    assert ways[2].quantity_change == pytest.approx(1.2**-1.08 - 1)


def test_at_145_percent_they_part_completely():
    def at(arithmetic, share, base=0):
        return Shock(
            tariff=145, base_tariff=base, elasticity=1.08, exporter_share=share, arithmetic=arithmetic,
            unit="percent",
        )  # fmt: skip

    assert at("linear", 0).value_change == pytest.approx(-1.566)  # more than everything
    assert at("linear", 1).price_change == pytest.approx(-1.45)
    assert at("exact", 0).value_change == pytest.approx(2.45**-1.08 - 1)
    assert at("exact", 1).price_change == pytest.approx(1 / 2.45 - 1)
    # On top of 20 % the same points weigh less: 1.45/1.2.
    assert at("exact", 1, base=20).price_change == pytest.approx(1.2 / 2.65 - 1)


# --- what must be true ------------------------------------------------------------------------


@given_shock
def test_exact_prices_and_quantities_hang_together(**numbers):
    shock = Shock(**numbers, arithmetic="exact")
    gross = (1 + numbers["base_tariff"] + numbers["tariff"]) / (1 + numbers["base_tariff"])
    assert 1 + shock.buyer_price_change == pytest.approx((1 + shock.price_change) * gross, **NEAR)
    kept = (1 + shock.price_change) / (1 - numbers["depreciation"])
    assert 1 + shock.price_change_rmb == pytest.approx(kept, **NEAR)
    demand = (1 + shock.buyer_price_change) ** -numbers["elasticity"]
    assert 1 + shock.quantity_change == pytest.approx(demand, **NEAR)
    if numbers["depreciation"] == 0:
        assert 1 + shock.price_change == pytest.approx(gross ** -numbers["exporter_share"], **NEAR)


@given_shock
def test_to_the_buyer_a_cheap_rmb_is_a_price_cut_like_any_other(**numbers):
    """What is paid, bought and received in dollars depends on the dollar price alone, not on who cut it."""
    shock = Shock(**numbers, arithmetic="exact")
    by_hand = replace(
        shock,
        depreciation=0,
        exporter_share=min(1, max(0, -np.log1p(shock.price_change) / np.log1p(shock.wedge))),
    )
    if 0 < by_hand.exporter_share < 1:
        for field in ("price_change", "buyer_price_change", "quantity_change", "value_change"):
            assert getattr(shock, field) == pytest.approx(getattr(by_hand, field), rel=1e-7, abs=1e-9)


@given_shock
def test_tariffs_stack(**numbers):
    """Twenty points and then ten more are thirty points at once, in the exact arithmetic."""
    whole = Shock(**numbers, arithmetic="exact")
    first = replace(whole, tariff=whole.tariff / 3, depreciation=0)
    second = replace(whole, tariff=whole.tariff - first.tariff, base_tariff=whole.base_tariff + first.tariff)
    for field in CHANGES[:-1]:
        one, two = getattr(first, field), getattr(second, field)
        assert (1 + one) * (1 + two) == pytest.approx(1 + getattr(whole, field), **NEAR)


@pytest.mark.parametrize("field", CHANGES)
def test_for_small_shocks_both_arithmetics_agree(field):
    """SymPy: the first derivatives by tariff and depreciation are the same at zero, for every base tariff."""
    t, d, e, s, t0 = sp.symbols("t d e s t0", positive=True)
    linear, exact = (
        getattr(
            Shock(tariff=t, elasticity=e, exporter_share=s, depreciation=d, base_tariff=t0, arithmetic=a),
            field,
        )
        for a in ARITHMETICS
    )
    for by in (t, d):
        slopes = [sp.diff(change, by).subs({t: 0, d: 0}) for change in (linear, exact)]
        assert sp.simplify(slopes[0] - slopes[1]) == 0
        assert slopes[0] != 0 or (field in ("price_change_rmb", "price_change") and by == t)


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@given_shock
def test_split_adds_up(arithmetic, **numbers):
    shock = Shock(**numbers, arithmetic=arithmetic)
    split = shock.split()
    assert split.exporter + split.currency + split.importer == pytest.approx(1)
    if shock.full_offset >= 1:  # linear, a tariff of 100 % and more: no currency can fall so far
        return
    whole = replace(shock, depreciation=shock.full_offset)
    assert (whole.price_change_rmb, whole.buyer_price_change, whole.quantity_change) == pytest.approx(
        (0, 0, 0), abs=1e-12
    )
    assert whole.split().currency == pytest.approx(1)
    # nothing is lost in RMB, and in dollars as much as the RMB fell
    assert whole.value_change_rmb == pytest.approx(0, abs=1e-12)
    assert whole.value_change == pytest.approx(-whole.depreciation)


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@given_shock
def test_revenue_and_gdp_are_accounting(arithmetic, **numbers):
    shock = Shock(**numbers, arithmetic=arithmetic)
    before, after = numbers["base_tariff"], numbers["base_tariff"] + numbers["tariff"]
    assert shock.revenue_change == pytest.approx(after * (1 + shock.value_change) - before)
    effect = shock.gdp(0.03)
    assert effect.real == pytest.approx(0.03 * shock.quantity_change)
    rmb = (1 + shock.price_change_rmb) * (1 + shock.quantity_change) - 1
    assert effect.nominal == pytest.approx(0.03 * rmb)
    assert effect.real_income == pytest.approx(0.03 * shock.value_change)


# --- the share at which least is lost ---------------------------------------------------------


def test_best_share_is_the_first_order_condition():
    b, e, s = sp.symbols("b e s", positive=True)
    shock = Shock(tariff=b, elasticity=e, exporter_share=s)
    (stationary,) = sp.solve(sp.diff(shock.value_change_rmb, s), s)
    assert sp.simplify(stationary - shock.interior_share()) == 0
    assert sp.simplify(stationary - (e * (1 + b) - 1) / (2 * e * b)) == 0  # with base and currency at rest
    assert sp.simplify(sp.diff(shock.value_change_rmb, s, 2) + 2 * e * b**2) == 0  # the loss is convex
    # it lies inside where 1/(1 + b) < e < 1/(1 - b)
    assert sp.simplify(shock.interior_share().subs(e, 1 / (1 + b))) == 0
    assert sp.simplify(shock.interior_share().subs(e, 1 / (1 - b)) - 1) == 0


def test_best_share_at_the_values_of_s3():
    shock = Shock(tariff=0.2, elasticity=1.08, exporter_share=0)
    assert shock.best_share() == pytest.approx(0.685, abs=5e-4)
    best = replace(shock, exporter_share=shock.best_share())
    assert 100 * best.value_change == pytest.approx(-19.57, abs=0.005)
    sizes = np.array([0.5, 0.84, 1.08, 1.26, 2])
    shares = replace(shock, elasticity=sizes).best_share()
    assert shares == pytest.approx([0, (0.84 * 1.2 - 1) / (0.4 * 0.84), shock.best_share(), 1, 1])
    exact = replace(shock, elasticity=sizes, arithmetic="exact").best_share()
    assert exact.tolist() == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
@given_shock
def test_no_share_loses_less(arithmetic, **numbers):
    numbers["exporter_share"] = 0.0
    shock = Shock(**numbers, arithmetic=arithmetic)
    if shock.burden < 0.001:
        return
    best = replace(shock, exporter_share=float(shock.best_share())).value_change_rmb
    others = replace(shock, exporter_share=np.linspace(0, 1, 101)).value_change_rmb
    assert best >= others.max() - 1e-12


@given(tariff=rates(0.01, 1), elasticity=rates(0.05, 4), base_tariff=rates(0, 1))
def test_the_paradox_needs_an_elasticity_above_one(**numbers):
    """Most is lost when the importer pays all if and only if the elasticity exceeds one, either way."""
    for arithmetic in ARITHMETICS:
        lost = -Shock(**numbers, exporter_share=np.linspace(0, 1, 41), arithmetic=arithmetic).value_change
        if abs(numbers["elasticity"] - 1) > 1e-9:
            assert (lost.argmax() == 0) == (numbers["elasticity"] > 1)
            assert lost.argmax() in (0, 40)


# --- the matrix -------------------------------------------------------------------------------


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_matrix(arithmetic):
    grid = matrix(
        0.2, 1.08, offsets=np.linspace(1, 0, 6), shares=(1, 0.75, 0.5, 0.25, 0), arithmetic=arithmetic
    )
    for field in CHANGES:
        assert np.broadcast_to(getattr(grid, field), (6, 5)).shape == (6, 5)
    # less offset hurts more in RMB, in quantity and in the buyer's price; with none and s = 0, most
    assert (np.diff(grid.value_change_rmb, axis=0) < 0).all()
    assert (np.diff(grid.quantity_change[:, 1:], axis=0) < 0).all()
    assert (np.diff(grid.buyer_price_change[:, 1:], axis=0) > 0).all()
    assert np.unravel_index(grid.value_change_rmb.argmin(), (6, 5)) == (5, 4)
    assert np.unravel_index(grid.buyer_price_change.argmax(), (6, 5)) == (5, 4)
    # in dollars a full offset costs as much as the RMB fell, whoever bears the rest
    assert grid.value_change[0] == pytest.approx([-float(grid.depreciation[0, 0])] * 5)
    below_one = matrix(0.2, 0.84, arithmetic=arithmetic)
    assert below_one.value_change_rmb[2].argmin() == 0  # the other end of the row


# --- error in the unit values -----------------------------------------------------------------


def test_division_bias_is_the_probability_limit():
    """Regress log q + u on log p - u, from the covariances of independent p and u and of q = -e p."""
    e, p, u = sp.symbols("e sigma_p sigma_u", positive=True)
    slope = (-e * p**2 - u**2) / (p**2 + u**2)
    noise = u**2 / (p**2 + u**2)
    assert sp.simplify(-slope - division_bias(e, 1 - noise, noise)) == 0


@pytest.mark.parametrize("true", [0.5, 1.0, 2.0])
def test_division_bias_appears_in_a_sample(true):
    random = np.random.default_rng(5)
    price, error = random.normal(0, 1, 200_000), random.normal(0, 0.75, 200_000)
    quantity = -true * price + random.normal(0, 0.5, 200_000)
    seen, unit_value = quantity + error, price - error
    slope = np.cov(seen, unit_value)[0, 1] / unit_value.var()
    noise = 0.75**2 / (1 + 0.75**2)
    assert -slope == pytest.approx(division_bias(true, 1 - noise, noise), abs=0.01)
    assert elasticity_behind(-slope, noise) == pytest.approx(true, abs=0.02)


@given(true=rates(0, 5), noise=rates(0, 0.9))
def test_the_bias_can_be_undone(true, noise):
    seen = division_bias(true, 1 - noise, noise)
    assert min(true, 1) - 1e-12 <= seen <= max(true, 1) + 1e-12
    if seen >= noise:  # below by rounding only
        assert elasticity_behind(seen, noise) == pytest.approx(true, abs=1e-9)


# --- numbers, arrays, symbols, units ----------------------------------------------------------


@pytest.mark.parametrize("arithmetic", ARITHMETICS)
def test_arrays_and_symbols_say_the_same_as_numbers(arithmetic):
    names = ("tariff", "elasticity", "exporter_share", "depreciation", "base_tariff")
    random = np.random.default_rng(2)
    columns = dict(zip(names, random.uniform(0.01, 0.9, (5, 20)), strict=True))
    arrays = Shock(**columns, arithmetic=arithmetic)
    symbols = dict(zip(names, sp.symbols(names, positive=True), strict=True))
    formal = Shock(**symbols, arithmetic=arithmetic)
    for field in CHANGES:
        by_symbol = sp.lambdify(list(symbols.values()), getattr(formal, field))(*columns.values())
        one_by_one = [
            getattr(Shock(**{n: float(columns[n][k]) for n in names}, arithmetic=arithmetic), field)
            for k in range(20)
        ]
        assert getattr(arrays, field) == pytest.approx(by_symbol)
        assert getattr(arrays, field) == pytest.approx(one_by_one)


def test_units_fractions_and_lists():
    percent = Shock(
        tariff=[10, 145], base_tariff=13, depreciation=5, elasticity=1.08, exporter_share=0.5, unit="percent"
    )
    assert percent.tariff == pytest.approx([0.1, 1.45])
    assert (percent.base_tariff, percent.depreciation, percent.exporter_share) == (0.13, 0.05, 0.5)
    assert replace(percent, tariff=0.2).tariff == 0.2  # the fields are fractions, whatever came in
    half = Fraction(1, 2)
    printed = Shock(tariff=Fraction(1, 5), elasticity=Fraction(3, 2), exporter_share=half).value_change
    assert printed == Fraction(-47, 200)
    # whole numbers in arrays may not be raised to negative whole powers by NumPy: here they may
    whole = Shock(tariff=np.array([1, 3]), elasticity=1, exporter_share=1, arithmetic="exact")
    assert whole.price_change == pytest.approx([-0.5, -0.75])


def test_a_cut_is_a_rise_with_the_other_sign():
    up = Shock(tariff=0.25, elasticity=2, exporter_share=0.3, arithmetic="exact")
    down = replace(up, tariff=-0.25, base_tariff=0.25)
    assert (1 + up.value_change) * (1 + down.value_change) == pytest.approx(1)


# --- what is refused --------------------------------------------------------------------------

GOOD = {"tariff": 0.2, "elasticity": 1.08, "exporter_share": 0.5}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tariff": 20}, r'tariff must be at most 10 as a fraction \(percent need unit="percent"\); got 20'),
        ({"tariff": [0.1, 25]}, r"at most 10 .*; got 25\.0 at index \(1\), 1 of 2 values"),
        ({"tariff": -1.5}, r"Shock\.tariff must leave a price: above -1 less base_tariff = 0; got -1\.5"),
        ({"base_tariff": 13}, r"Shock\.base_tariff must be at most 10"),
        ({"base_tariff": -0.1}, r"Shock\.base_tariff must not be negative; got -0\.1"),
        ({"depreciation": 1}, r"Shock\.depreciation must be below 1 as a fraction"),
        ({"elasticity": -1.08}, r"elasticity must not be negative: give its size, 1\.08 for -1\.08; got -1"),
        ({"exporter_share": 50}, r"Shock\.exporter_share must lie in \[0, 1\]; got 50"),
        ({"exporter_share": -0.1}, r"Shock\.exporter_share must lie in \[0, 1\]; got -0\.1"),
        ({"tariff": float("nan")}, r"Shock\.tariff must be finite; got nan"),
        ({"arithmetic": "log"}, r"Shock\.arithmetic must be 'linear' or 'exact'; got 'log'"),
        ({"unit": "points"}, r"Shock\.unit must be 'fraction' or 'percent'; got 'points'"),
        ({"tariff": [0.1, 0.2], "elasticity": [1, 2, 3]}, r"Shock must get shapes that broadcast; got"),
    ],
)  # fmt: skip
def test_refusals(change, words):
    with pytest.raises(ValueError, match=words):
        Shock(**(GOOD | change))


def test_text_is_no_number():
    with pytest.raises(
        TypeError, match=r"Shock\.tariff must be a real number or an array of them; got '20 %'"
    ):
        Shock(**(GOOD | {"tariff": "20 %"}))


def test_refusals_of_methods():
    shock = Shock(**GOOD)
    with pytest.raises(ValueError, match=r"Shock\.split\.tariff must not be zero; got 0"):
        replace(shock, tariff=0).split()
    with pytest.raises(ValueError, match=r"Shock\.gdp\.export_share must be a fraction of GDP .*; got 23"):
        shock.gdp(23)
    with pytest.raises(
        ValueError, match=r"best_share\.burden must be positive: the tariff beyond the currency"
    ):
        replace(shock, depreciation=0.2).best_share()
    with pytest.raises(ValueError, match=r"Shock\.best_share\.elasticity must be positive; got 0"):
        replace(shock, elasticity=0).best_share()
    with pytest.raises(
        ValueError, match=r"elasticity_behind\.estimate must be at least noise = 0\.9, or demand"
    ):
        elasticity_behind(0.84, noise=0.9)
    with pytest.raises(ValueError, match=r"elasticity_behind\.noise must lie in \[0, 1\); got 1"):
        elasticity_behind(2, noise=1)


def test_numbers_need_neither_pandas_nor_sympy():
    code = (
        "import sys; from tradegames.passthrough import Shock;"
        "Shock(tariff=.2, elasticity=1, exporter_share=.5, arithmetic='exact').value_change;"
        "sys.exit(bool({'pandas', 'sympy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
