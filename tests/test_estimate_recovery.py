"""Estimates from panels with a known truth: recovered at the stated rate, biased as derived."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

import tradegames.passthrough as pt

PANELS = 200
# Small, with everything that goes wrong in it: errors, lasting shocks, supply that slopes upwards.
SMALL = pt.Design(
    products=100,
    periods=24,
    elasticity=1.5,
    start="2018-01",
    exporter_share=0.3,
    demand_sd=0.2,
    persistence=0.5,
    quantity_error=0.15,
    price_response=0.2,
)


@pytest.fixture(scope="module")
def many():
    """Estimates by the two methods that errors of quantity leave alone, over 200 seeded panels."""
    panels = [SMALL.simulate(seed) for seed in range(PANELS)]
    return {method: [pt.estimate(panel, method) for panel in panels] for method in ("iv", "tariff")}


@pytest.mark.parametrize("method", ["iv", "tariff"])
def test_truth_lies_in_the_interval_as_often_as_stated(many, method):
    truth = {"iv": 1.5, "tariff": 1.5 * 0.7}[method]
    hits = sum(e.confidence[0] <= truth <= e.confidence[1] for e in many[method])
    low, high = binom.ppf([1e-3, 1 - 1e-3], PANELS, 0.95)
    assert low <= hits <= high


@pytest.mark.parametrize("method", ["iv", "tariff"])
def test_standard_errors_are_those_of_the_formula_and_of_the_panels(many, method):
    found = np.array([e.elasticity for e in many[method]])
    formula = pt.standard_error(SMALL, method)
    # A standard deviation of 200 estimates is itself known to 5 per cent: three of these.
    assert found.std(ddof=1) == pytest.approx(formula, rel=0.15)
    assert np.mean([e.std_error for e in many[method]]) == pytest.approx(formula, rel=0.1)
    assert abs(found.mean() - pt.limit(SMALL, method)) < 3 * formula / np.sqrt(PANELS)


def test_power_is_the_rate_of_rejection(many):
    null = 0.6
    rejected = sum(not e.confidence[0] <= null <= e.confidence[1] for e in many["tariff"])
    share = pt.power(SMALL, null, "tariff")
    assert 0.4 < share < 0.8
    assert abs(rejected / PANELS - share) < 4 * np.sqrt(share * (1 - share) / PANELS)


def test_the_first_stage_says_who_pays(many):
    passed = [e.pass_through for e in many["iv"]]
    assert np.mean(passed) == pytest.approx(0.7, abs=3 * np.std(passed) / np.sqrt(PANELS))
    strength = np.median([e.first_stage_f for e in many["iv"]])
    assert strength == pytest.approx(pt.instrument_strength(SMALL), rel=0.15)


# --- the bias: derived, then simulated


def test_division_bias_follows_from_the_moments():
    eps, cov_mix, cov_demand = sp.symbols("epsilon s_cm s_cu", real=True)
    c, e, m, u = sp.symbols("c e m u")
    price, error, mix, demand = sp.symbols("v_c v_e v_m v_u", positive=True)
    moments = {c**2: price, e**2: error, m**2: mix, u**2: demand, c * m: cov_mix, c * u: cov_demand}

    def mean(product):  # e is unrelated to all else, and m to u
        terms = sp.Poly(sp.expand(product), c, e, m, u).terms()
        return sum(
            a * moments.get(sp.prod(x**k for x, k in zip((c, e, m, u), powers, strict=True)), 0)
            for powers, a in terms
        )

    unit_value, quantity = c + m - e, -eps * c + u + e
    derived = -mean(unit_value * quantity) / mean(unit_value**2)
    written = pt.division_bias(eps, price, error, mix, cov_mix, cov_demand)
    assert sp.simplify(derived - written) == 0


@given(
    elasticity=st.floats(0, 5),
    price=st.floats(0.01, 1),
    error=st.floats(0.001, 1),
)
def test_error_of_quantity_draws_every_elasticity_towards_one(elasticity, price, error):
    found = pt.division_bias(elasticity, price, error)
    low, high = sorted((elasticity, 1.0))
    assert low - 1e-12 <= found <= high + 1e-12
    noise = error / (price + error)
    assert found == pytest.approx((1 - noise) * elasticity + noise, abs=1e-12)
    assert pt.elasticity_behind(found, noise) == pytest.approx(elasticity, abs=1e-9)
    if abs(elasticity - 1) > 0.01:
        assert pt.noise_share(found, elasticity) == pytest.approx(noise, abs=1e-9)


@given(
    elasticity=st.floats(0, 5),
    variances=st.tuples(st.floats(0.01, 1), st.floats(0, 1), st.floats(0, 1)),
    feedback=st.floats(0, 1),
)
def test_an_estimate_above_one_is_a_floor(elasticity, variances, feedback):
    price, error, mix = variances
    found = pt.division_bias(elasticity, price, error, mix, cov_demand=feedback)
    assert found <= max(elasticity, 1) + 1e-12
    assert found <= 1 or elasticity >= found - 1e-12


def test_an_estimate_below_one_bounds_nothing_and_a_cheaper_mix_breaks_the_floor():
    assert pt.division_bias(0.68, 1, 1) == pytest.approx(0.84) == pt.division_bias(1.68, 1, 0, var_mix=1)
    assert pt.division_bias(1.0, 1, 0, var_mix=0.09, cov_mix=-0.3) > 1.4


BASE = {"products": 600, "periods": 24, "start": "2018-01", "demand_sd": 0.15}


@pytest.mark.parametrize(
    ("settings", "sign"),
    [
        ({"elasticity": 2.0, "quantity_error": 0.2}, -1),
        ({"elasticity": 0.5, "quantity_error": 0.2}, +1),
        ({"elasticity": 1.0, "quantity_error": 0.4}, 0),
        ({"elasticity": 2.0, "mix_sd": 0.2}, -1),
        ({"elasticity": 0.5, "mix_sd": 0.2}, -1),  # towards zero, not towards one
        ({"elasticity": 0.5, "price_response": 0.6}, -1),
        ({"elasticity": 2.0, "quantity_error": 0.2, "mix_sd": 0.1, "composition": -0.5,
          "price_response": 0.3, "exporter_share": 0.2, "persistence": 0.7}, -1),
    ],
)  # fmt: skip
def test_bias_on_unit_values_has_the_sign_and_size_of_the_formula(settings, sign):
    design = pt.Design(**BASE, **settings)
    found = pt.estimate(design.simulate(seed=5), "unit_value")
    end = pt.limit(design, "unit_value")
    assert abs(found.elasticity - end) < 3 * found.std_error
    assert found.std_error < 0.02
    bias = found.elasticity - design.elasticity
    assert abs(bias) < 3 * found.std_error if sign == 0 else sign * bias > 0.1


def test_the_instrument_cures_errors_and_feedback_but_not_a_change_of_the_mix():
    dirty = pt.Design(**BASE, elasticity=1.5, quantity_error=0.2, price_response=0.3, mix_sd=0.1)
    changed = pt.Design(**BASE, elasticity=1.5, composition=-0.4)
    assert pt.limit(dirty, "iv") == 1.5
    assert pt.limit(changed, "iv") == pytest.approx(1.5 / 0.6)
    assert pt.limit(changed, "tariff") == 1.5
    for design in (dirty, changed):
        for method in ("iv", "tariff"):
            found = pt.estimate(design.simulate(seed=3), method)
            assert abs(found.elasticity - pt.limit(design, method)) < 3 * found.std_error
    assert pt.estimate(changed.simulate(seed=3), "iv").confidence[0] > 1.5


def test_precision_grows_with_the_root_of_the_products_and_dies_with_equal_tariffs():
    base = {"periods": 24, "elasticity": 1.5, "start": "2018-01"}
    one, four = (pt.standard_error(pt.Design(products=n, **base)) for n in (3000, 12000))
    assert one / four == pytest.approx(2, rel=2e-3)
    design = pt.Design(products=3000, **base)
    need = pt.products_needed(design, one / 2)
    assert need == pytest.approx(12000, rel=1e-3)
    before = pt.Design(products=300, periods=12, elasticity=1.5, start="2017-01")
    with pytest.raises(ValueError, match="do not change for all products alike; got none between 2017-01"):
        pt.standard_error(before)
    silent = pt.Design(products=300, exporter_share=1.0, **base)
    with pytest.raises(ValueError, match="exporter_share must leave unit values that move"):
        pt.limit(silent, "iv")
    with pytest.raises(ValueError, match=r"standard_error.method must be 'iv' or 'tariff'; got 'unit_value'"):
        pt.standard_error(design, "unit_value")


# --- the simulator


def test_tariffs_are_those_of_history():
    design = pt.Design(products=1000, periods=106, elasticity=1.5)
    table, path = design.tariffs()
    months = [str(month) for month in design.months()]
    at = {day: table[path][:, months.index(day)] for day in ("2018-07", "2018-10", "2019-06", "2025-05")}
    added = {day: rates - table[path][:, 0] for day, rates in at.items()}
    assert set(added["2018-07"]) == {0.0}  # list 1 came into force on the sixth
    assert sorted({round(float(a), 6) for a in added["2018-10"]}) == [0, 0.1, 0.25]
    # Shares as in tariff lines: list 3 has 5,745 of 10,613.
    assert (np.round(added["2018-10"], 6) == 0.1).mean() == pytest.approx(5745 / 10613, abs=2e-3)
    assert np.round(added["2019-06"], 6).max() == 0.25
    assert np.round(added["2025-05"], 6).max() == 1.7
    assert (np.round(added["2025-05"], 6) == 0.2).mean() == pytest.approx(542 / 10613, abs=2e-3)


def test_the_same_seed_gives_the_same_panel_and_the_truth_goes_with_it():
    a, b, c = SMALL.simulate(1), SMALL.simulate(1), SMALL.simulate(2)
    assert a.equals(b)
    assert not a.equals(c)
    assert a.attrs["truth"]["exporter_share"] == 0.3 and a.attrs["truth"]["seed"] == 1
    assert a["product"].cat.categories.str.len().unique().tolist() == [10]
    quiet = pt.simulate(50, 24, 2.0, seed=1, start="2018-01", demand_sd=0.0)
    found = pt.estimate(quiet, "iv")
    assert found.elasticity == pytest.approx(2.0, abs=1e-9)


@pytest.mark.parametrize("persistence", [0.0, 0.8])
def test_shocks_have_their_size_from_the_first_month_on_and_last_as_stated(persistence):
    design = pt.Design(
        products=20000, periods=3, elasticity=0.0, start="2017-01", demand_sd=0.5, persistence=persistence
    )
    panel = design.simulate(1)
    q = np.log(panel["quantity"].to_numpy()).reshape(-1, 3)
    change = q[:, 1] - q[:, 0]  # what remains of u_1 - u_0 has twice the variance, less the memory
    assert change.std() == pytest.approx(0.5 * np.sqrt(2 * (1 - persistence)), rel=0.03)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"products": 4}, ValueError, r"Design.products must be at least 5; got 4"),
        ({"products": 50.0}, TypeError, r"Design.products must be a whole number; got 50.0"),
        ({"periods": 1}, ValueError, r"Design.periods must be at least 2; got 1"),
        ({"elasticity": -1.5}, ValueError, r"elasticity must be given as a positive number; got -1.5"),
        ({"exporter_share": 30}, ValueError, r"Design.exporter_share must lie in \[0, 1\]; got 30"),
        ({"persistence": 1}, ValueError, "persistence must be below 1"),
        ({"quantity_error": -0.1}, ValueError, r"Design.quantity_error must not be negative"),
        ({"start": "2016-12"}, ValueError, "between 2017-01 and 2025-10; got 2016-12 to 2018-11"),
        ({"start": "2024-01"}, ValueError, "got 2024-01 to 2025-12"),
        ({"start": "May"}, ValueError, "must be a month as 'YYYY-MM'; got 'May'"),
        ({"chapters": ("8",)}, ValueError, "must be texts of two digits"),
    ],
)
def test_designs_that_cannot_be(settings, error, words):
    with pytest.raises(error, match=words):
        pt.Design(**{"products": 50, "periods": 24, "elasticity": 1.5, **settings})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pt.division_bias(1.5, -0.1, 0.1), "var_price must not be negative; got -0.1"),
        (lambda: pt.division_bias(1.5, 0, 0), "variance of the unit values must be positive; got 0"),
        (lambda: pt.elasticity_behind(1.08, 1.0), r"noise must lie in \[0, 1\); got 1.0"),
        (lambda: pt.noise_share(1.0, 1), "must differ from 1, where there is no bias"),
        (lambda: pt.products_needed(SMALL, 0), "std_error must be positive; got 0"),
        (lambda: pt.limit(SMALL, "ols"), "must be 'unit_value' or 'iv' or 'tariff'; got 'ols'"),
    ],
)
def test_formulas_refuse_what_has_no_answer(call, words):
    with pytest.raises(ValueError, match=words):
        call()
