"""SMART: S2's printed figures, identities, a derivation from the demand curve, and what is refused."""

import io
import itertools
import math
import warnings

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
import sympy as sp
from hypothesis import given, settings

import tradegames as tg
from tradegames.data import s2
from tradegames.smart import Change, Market, formulas, simulate

# Imports of the target and of all, tariffs of the target and of the others: S2's Tables 2 and 6.
HS14 = ([4.45, 103.01], 0.04, -0.4955)
HS40 = ([150.67, 350.33], [0.075, (0.061 * 501 - 0.075 * 150.67) / 350.33], -0.911)
HS85 = ([507.32, 8378.52], 0.0, -0.5455)
HS35 = ([182.30, 1354.56], [0.10, (0.0817 * 1536.86 - 18.23) / 1354.56], -4.5)

PRINTED = [  # S2 Table 2: what, chapter, printed, tolerance (units in the last digits, or share)
    ("HS14", HS14, "diversion", -1.54, 0.005),
    ("HS14", HS14, "revenue_change", 0.57, 0.005),
    ("HS14", HS14, "welfare_change", -0.02, 0.005),
    ("HS40", HS40, "diversion", -37.12, 0.01 * 37.12),
    ("HS40", HS40, "revenue_change", 17.29, 0.01 * 17.29),
    ("HS40", HS40, "welfare_change", -2.60, 0.01),
    ("HS85", HS85, "diversion", -179.22, 0.005 * 179.22),
    ("HS85", HS85, "welfare_change", -0.25, 0.005),
    ("HS35", HS35, "diversion", 0.0, 0.005),
    ("HS35", HS35, "revenue_change", -18.23, 0.005),
    ("HS35", HS35, "welfare_change", -14.67, 0.005),
]


@pytest.mark.parametrize(
    ("product", "field", "printed", "tolerance"), [(p, f, v, t) for _, p, f, v, t in PRINTED]
)
def test_published_rows_of_one_product(product, field, printed, tolerance):
    imports, tariff, demand = product
    result = simulate(imports, tariff, np.add(tariff, 0.25), demand, target=0)
    value = getattr(result, field)
    assert (value[0] if field == "diversion" else value) == pytest.approx(printed, abs=tolerance)


def test_old_weights_would_not_give_the_printed_welfare():
    # HS40: -2.60 with the weights of its own date, -3.15 with the old ones.
    imports, tariff, demand = HS40
    r = simulate(imports, tariff, np.add(tariff, 0.25), demand, target=0)
    share = r.imports / r.imports.sum()
    old = (share * (r.tariff + r.new_tariff)).sum() / 2 * r.creation.sum()
    assert (float(r.welfare_change), float(old)) == pytest.approx((-2.60, -3.15), abs=0.02)


# --- S2's tables ----------------------------------------------------------------------------------


def test_tables_1_and_2_keep_the_identity():
    rows = s2.chapters().query("table in ('1', '2') and hs2 != 'total'")
    assert len(rows) == 57
    assert (rows.creation + rows.diversion - rows.change).abs().max() < 0.0101


@pytest.mark.parametrize(
    ("importer", "column", "tolerance"),
    [
        ("USA", "creation", 0.02), ("USA", "diversion", 0.02), ("USA", "revenue", 0.02),
        ("CHN", "creation", 0.02), ("CHN", "diversion", 0.02), ("CHN", "revenue", 6.0),
        ("USA", "welfare", 3.0), ("CHN", "welfare", 28.0),
    ],
)  # fmt: skip
def test_chapters_as_products_give_the_tables_back(importer, column, tolerance):
    chapters = tg.smart.chapters(importer)
    result = chapters.simulate()
    value = {
        "creation": result.creation.sum(),
        "diversion": result.diversion[:, 0].sum(),
        "revenue": result.revenue_change.sum(),
        "welfare": result.welfare_change.sum(),
    }[column]
    assert value == pytest.approx(chapters.printed[column].sum(), abs=tolerance)
    small = tg.smart.chapters(importer, keep=6)
    assert len(small.names) == 7
    assert small.imports[:, 0].sum() == pytest.approx(chapters.imports[:, 0].sum(), rel=0.01)


def test_chapters_need_no_factor_where_they_are_one_product():
    # Chapters whose market, from welfare, is the printed one: diversion then follows from sigma = 1.5 alone.
    chapters = tg.smart.chapters("CHN")
    for hs2 in ("39", "40", "73", "74", "76", "85", "90"):
        k = chapters.names.index(hs2)
        assert chapters.imports[k].sum() == pytest.approx(chapters.printed["imports"][k], rel=0.026)
        assert chapters.factor[k] == pytest.approx(1.0, abs=0.016)


@pytest.mark.parametrize(
    ("importer", "field", "tolerance"),
    [("USA", "change", 0.01), ("USA", "welfare", 0.06), ("CHN", "change", 0.08), ("CHN", "welfare", 0.05)],
)
def test_chapters_foretell_table_8_at_sigma_5(importer, field, tolerance):
    printed = s2.totals().query("table == '8' and armington == 5").set_index("importer").loc[importer, field]
    result = tg.smart.chapters(importer).simulate(armington=5.0)
    value = result.import_change[:, 0].sum() if field == "change" else result.welfare_change.sum()
    assert value == pytest.approx(printed, rel=tolerance)


def test_the_exact_ranking_turns_with_the_elasticity_of_supply():
    def loss(importer, mu):
        result = tg.smart.chapters(importer).simulate(supply_elasticity=mu, welfare="exact")
        return result.welfare_change.sum() / 100

    found = {mu: (loss("USA", mu), loss("CHN", mu)) for mu in (math.inf, 4.6, 4.0, 2.7, 2.0)}
    assert found[math.inf] == pytest.approx((-50.95, -35.35), abs=0.01)
    assert found[4.6][0] < found[4.6][1] < 0  # the United States lose more
    assert found[4.0][1] < found[4.0][0] < 0  # China does
    assert found[2.7][1] < 0 < found[2.7][0]  # the United States gain
    assert 0 < found[2.0][1] < found[2.0][0]  # both do


def test_table_8_creation_does_not_depend_on_sigma():
    table = s2.totals().query("table == '8' and supply_elasticity == 99")
    assert (table.groupby("importer").creation.nunique() == 1).all()
    sweep = tg.smart.sweep(*HS40[:1], HS40[1], np.add(HS40[1], [0.25, 0]), HS40[2], (0, 1.5, 5), (99, 2))
    assert sweep.groupby("supply_elasticity").creation.nunique().tolist() == [1, 1]


# --- properties -----------------------------------------------------------------------------------

amounts = st.lists(st.floats(0.01, 1e4), min_size=2, max_size=5)
rates = st.floats(0, 1.5)


@st.composite
def markets(draw):
    imports = np.array(draw(amounts))
    n = len(imports)
    tariff = np.array(draw(st.lists(rates, min_size=n, max_size=n)))
    new = np.array(draw(st.lists(rates, min_size=n, max_size=n)))
    keep = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    new = np.where(keep, tariff, new)
    return imports, tariff, new, draw(st.floats(-6, 0)), draw(st.floats(0, 8)), draw(st.floats(0.2, 50))


def run(market, **options):
    imports, tariff, new, demand, sigma, mu = market
    options = {"supply_elasticity": mu, "unit": "fraction", **options}
    return simulate(imports, tariff, new, demand, sigma, **options)


@given(markets())
@settings(max_examples=150, deadline=None)
def test_accounts_and_caps(market):
    r = run(market)
    size = r.imports.sum()
    assert abs(r.diversion.sum()) <= 1e-9 * size
    assert r.creation + r.diversion == pytest.approx(r.import_change)
    assert (r.import_change >= -r.imports * (1 + 1e-9)).all()
    assert (r.creation >= -r.imports).all()
    assert r.creation == pytest.approx(run((*market[:4], 3.0, market[5])).creation)  # whatever sigma
    after = r.imports + r.import_change
    assert r.revenue_change == pytest.approx((r.new_tariff * after - r.tariff * r.imports).sum())


@given(markets(), st.floats(0.01, 100), st.sampled_from(["smart", "exact"]))
@settings(max_examples=80, deadline=None)
def test_homogeneous_of_degree_one_and_blind_to_order(market, factor, welfare):
    one, many = run(market, welfare=welfare), run((market[0] * factor, *market[1:]), welfare=welfare)
    for field in ("creation", "diversion", "revenue_change", "welfare_change"):
        scale = max(1e-9, float(one.imports.sum()))
        assert getattr(many, field) / factor == pytest.approx(getattr(one, field), abs=1e-8 * scale, rel=1e-8)
    order = np.arange(len(market[0]))[::-1]
    back = run((*(a[order] for a in market[:3]), *market[3:]), welfare=welfare)
    assert back.diversion[order] == pytest.approx(one.diversion, abs=1e-8 * scale)
    assert back.welfare_change == pytest.approx(one.welfare_change, abs=1e-8 * scale)


@given(markets())
@settings(max_examples=60, deadline=None)
def test_where_there_is_no_diversion(market):
    imports, tariff, _, _, _, mu = market
    assert run((*market[:4], 0.0, mu)).diversion == pytest.approx(0 * imports)  # sigma = 0
    alone = run((imports[:1], tariff[:1], tariff[:1] + 0.25, *market[3:]))  # s = 1
    assert alone.diversion == pytest.approx(np.zeros(1), abs=1e-9 * imports[0])
    same = np.full_like(imports, tariff[0])  # one tariff for all, before and after
    assert run((imports, same, same + 0.25, *market[3:])).diversion == pytest.approx(
        0 * imports, abs=1e-9 * imports.sum()
    )
    vast = run((*market[:5], 1e12), welfare="exact")
    endless = run((*market[:5], math.inf), welfare="exact")
    assert vast.welfare_change == pytest.approx(endless.welfare_change, rel=1e-6, abs=1e-6 * imports.sum())


@given(
    st.floats(1, 1000), st.floats(0.05, 1), rates, st.floats(0.01, 1), st.floats(-4, -0.05), st.floats(0, 5)
)
@settings(max_examples=60, deadline=None)
def test_one_target_is_the_textbook_formula(market, s, tariff, points, demand, sigma):
    m, z = s * market, points / (1 + tariff)
    imports = [m, (market - m) / 3, 2 * (market - m) / 3]
    r = simulate(imports, tariff, tariff + points, demand, sigma, target=0, unit="fraction")
    created = max(demand * m * z, -m)
    diverted = min(m * (1 - s) * sigma * z, m + created)
    assert r.creation == pytest.approx([created, 0, 0])
    assert r.diversion == pytest.approx([-diverted, diverted / 3, 2 * diverted / 3], abs=1e-9 * market)


# --- welfare, from the demand curve ---------------------------------------------------------------


@pytest.mark.parametrize("sigma", [0.0, 1.5, 8.0])
@pytest.mark.parametrize("demand", [-0.5, -3.0])
def test_exact_welfare_is_surplus_and_revenue(sigma, demand):
    # Consumers lose the integral of imports over the tariff, the treasury gains the change of revenue.
    imports, t0, t1 = [60.0, 40.0], 0.1, 0.9
    path = np.linspace(t0, t1, 200_001)
    tariffs = np.stack([path, np.full_like(path, t0)], -1)
    steps = simulate(np.broadcast_to(imports, tariffs.shape), t0, tariffs, demand, sigma)
    target = steps.imports[:, 0] + steps.import_change[:, 0]
    surplus = -np.trapezoid(target, path)
    r = simulate(imports, t0, [t1, t0], demand, sigma, welfare="exact")
    assert r.welfare_change == pytest.approx(surplus + r.revenue_change, rel=1e-6)
    assert (r.import_change[0] == -60) == (-demand + 0.4 * sigma > 1.1 / 0.8)


@given(markets())
@settings(max_examples=40, deadline=None)
def test_exact_welfare_with_supply_that_bends(market):
    imports, tariff, new, demand, _, mu = market
    r = run((*market[:4], 0.0, mu), welfare="exact")  # creation only
    step = (new - tariff) / (1 + tariff)
    price = demand * step / (mu - demand)
    assert r.price_change == pytest.approx(price)
    gain = 0.0
    for m, t0, t1, p, z in zip(imports, tariff, new, price, step, strict=True):
        slope = mu * demand * z / (mu - demand)
        k = np.linspace(0, -1 / min(slope, -1), 4001)
        q, world, duty = m * (1 + slope * k), 1 + p * k, t0 + (t1 - t0) * k
        consumer = world * (1 + duty)
        gain += -np.trapezoid(q, consumer) + duty[-1] * world[-1] * q[-1] - t0 * m
    assert r.welfare_change == pytest.approx(gain, rel=1e-5, abs=1e-5 * imports.sum())


def test_supply_and_demand_give_the_world_price_and_the_value():
    # ln quantity: mu dln p on the supply side, eps (dln p + z) on the demand side.
    eps, mu, z, dp = sp.symbols("epsilon mu z dp")
    (price,) = sp.solve(mu * dp - eps * (dp + z), dp)
    m, t0, t1 = sp.symbols("m t0 t1", positive=True)
    step = formulas.price_step(t0, t1)
    cap, value = formulas.creation(m, step, eps, 1 / mu).args
    assert {cap, sp.simplify(value - (price + mu * price).subs(z, step) * m)} == {-m, 0}
    r = simulate([m], [t0], [t1], eps, 0, mu)
    assert sp.simplify(r.price_change[0] - price.subs(z, step)) == 0


def test_symbols_are_the_same_formulas():
    names = sp.symbols("m o t d e s mu", real=True)
    m, o, t, d, e, s, mu = names
    numbers = {m: 30, o: 70, t: 0.05, d: 0.25, e: -1.2, s: 1.5, mu: 3}
    for welfare in ("smart", "exact"):
        r = simulate([m, o], [t, t], [t + d, t], e, s, mu, welfare)
        expected = simulate([30.0, 70.0], 0.05, 0.30, -1.2, 1.5, 3.0, welfare, target=0)
        for field in ("creation", "diversion", "import_change", "price_change"):
            values = [float(sp.sympify(v).subs(numbers)) for v in getattr(r, field)]
            assert values == pytest.approx(getattr(expected, field))
        for field in ("revenue_change", "welfare_change"):
            assert float(getattr(r, field).subs(numbers)) == pytest.approx(getattr(expected, field))


# --- arrays of other makers -----------------------------------------------------------------------


class Lazy(np.lib.mixins.NDArrayOperatorsMixin):
    """An array that may be touched through NumPy's protocols only, as a Dask array."""

    def __init__(self, value):
        self.value = np.asarray(value)
        self.shape, self.ndim, self.dtype = self.value.shape, self.value.ndim, self.value.dtype

    def __array__(self, *_, **__):
        raise AssertionError("the array was pulled into memory")

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return Lazy(getattr(ufunc, method)(*(_bare(v) for v in inputs), **options))

    def __array_function__(self, function, types, args, options):
        assert function.__name__ in ("sum", "where", "broadcast_to"), function
        return Lazy(function(*(_bare(v) for v in args), **options))


def _bare(value):
    return value.value if isinstance(value, Lazy) else value


def test_formulas_use_protocols_that_dask_supports():
    imports = np.array([[60.0, 40.0], [0.0, 0.0], [10.0, 0.0]])
    t0, t1 = np.full((3, 2), 0.1), np.array([[0.35, 0.1]] * 3)

    def both(m, a, b):
        step = formulas.price_step(a, b)
        created = formulas.creation(m, step, -1.0, 0.2)
        pulled = formulas.pull(m, step, 1.5)
        diverted = formulas.diversion(m, created, pulled)
        price = formulas.price_change(step, -1.0, 0.2)
        moved = formulas.quantity(m, step, -1.0, 0.2, pulled, diverted)
        return (
            diverted,
            formulas.revenue(m, a, b, created + diverted),
            formulas.reported_welfare(m, a, b, created, created + diverted),
            formulas.exact_welfare(m, a, b, price, *moved),
        )

    for lazy, eager in zip(both(Lazy(imports), Lazy(t0), Lazy(t1)), both(imports, t0, t1), strict=True):
        assert isinstance(lazy, Lazy)
        assert lazy.value == pytest.approx(eager)


# --- what is refused ------------------------------------------------------------------------------

GOOD = {"imports": [[1.0, 2.0]], "tariff": 0.1, "new_tariff": 0.2, "demand_elasticity": -1.0}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"imports": [[1.0, -3.0]]}, r"imports must not be negative; got -3.0 for .*850110.* 'JAPAN'"),
        ({"imports": [[1.0, math.nan]]}, r"imports must be finite; got nan for .*850110.* 'JAPAN'"),
        ({"imports": 5.0}, "must have an axis of suppliers"),
        ({"new_tariff": [[0.2, -1.0]]}, r"new_tariff must be above -1 .*; got -1.0 for .* supplier 'JAPAN'"),
        ({"tariff": [[25.0, 0.0]]}, r"tariff must not exceed 10 .*; got 25.0 for .*850110.* 'CHINA'"),
        ({"demand_elasticity": 1.0}, "demand_elasticity must not be positive; got 1.0 for every product"),
        ({"demand_elasticity": [0.5]}, "must not be positive; got 0.5 for product '850110', every supplier"),
        ({"armington": -1.0}, "armington must not be negative; got -1.0"),
        ({"supply_elasticity": 0.0}, "supply_elasticity must be positive; got 0.0"),
        ({"supply_elasticity": [-2.0]}, r"supply_elasticity must be positive .* for product '850110', every"),
        ({"supply_elasticity": math.nan}, "supply_elasticity must be finite"),
        ({"welfare": "best"}, "welfare must be 'smart' or 'exact'; got 'best'"),
        ({"unit": "points"}, "unit must be 'fraction' or 'percent'"),
        ({"target": 2}, "target must be numbers of suppliers, from 0 to 1; got 2"),
        ({"tariff": [0.1, 0.1, 0.1]}, "must get shapes that broadcast"),
        ({"suppliers": ["CHINA"]}, "suppliers must have 2 names; got 1"),
    ],
)  # fmt: skip
def test_bad_input(change, words):
    names = {"products": ["850110"], "suppliers": ["CHINA", "JAPAN"]}
    with pytest.raises(ValueError, match=words):
        simulate(**(GOOD | names | change))


def test_units():
    with pytest.warns(
        UserWarning,
        match="holds 1.45 for every product, every supplier and 0 more above 1, that is 100 percent",
    ):
        high = simulate(**(GOOD | {"new_tariff": 1.45}))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        percent = simulate(**(GOOD | {"tariff": 10, "new_tariff": 145, "unit": "percent"}))
    assert percent.creation == pytest.approx(high.creation)
    with pytest.raises(TypeError, match="imports must be a real number"):
        simulate(**(GOOD | {"imports": [["1", "2"]]}))
    with pytest.raises(ValueError, match="nobody does"):
        _ = simulate(**(GOOD | {"new_tariff": 0.1})).diversion_rate


# --- names, scenarios, views ----------------------------------------------------------------------

TABLE = pd.DataFrame(
    [("850110", "CHINA", 60.0, 3.0), ("850110", "JAPAN", 40.0, 2.0), ("900110", "JAPAN", 10.0, 0.0),
     ("900110", "CHINA", 30.0, 0.0), ("010121", "MEXICO", 5.0, 0.0)],
    columns=["product", "supplier", "imports", "duty"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("rate", 0.4), [[0.4, 0.4], [0.4, 0.4]]),
        (Change("points", 0.25, ["85"], ["CHINA"]), [[0.45, 0.2], [0.1, 0.1]]),
        (Change("cut", 0.5, ["900110"]), [[0.2, 0.2], [0.05, 0.05]]),
        (Change("swiss", 0.2), [[0.1, 0.1], [1 / 15, 1 / 15]]),
        (Change("cap", 0.15), [[0.15, 0.15], [0.1, 0.1]]),
    ],
)
def test_scenarios(change, expected):
    old = np.array([[0.2, 0.2], [0.1, 0.1]])
    new = tg.smart.change_tariffs(old, [change], ["850110", "900110"], ["CHINA", "JAPAN"])
    assert new == pytest.approx(np.array(expected))
    assert old[0, 0] == 0.2


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Change("double", 2), "rule must be 'rate' or 'points'"),
        (lambda: Change("points", 25), "value must be a fraction .*; got 25"),
        (lambda: Change("cut", 1.5), r"value must lie in \[0, 1\] for rule 'cut'"),
        (lambda: _on_table(Change("rate", 0, ["77"])), "products must be codes here, .*; got '77'"),
        (lambda: _on_table(Change("rate", 0, partners=["Chin"])), "partners must be .*; got 'Chin'"),
    ],
)  # fmt: skip
def test_scenarios_refuse(make, words):
    with pytest.raises(ValueError, match=words):
        make()
    with pytest.raises(TypeError, match="products must be a sequence of names; got '85'"):
        Change("rate", 0, products="85")


def _on_table(*changes, **options):
    return Market.from_table(TABLE).simulate(changes, -1.0, **options)


def test_views_add_up():
    run = _on_table(Change("points", 0.25, partners=["CHINA"]))
    r = run.result
    assert run.market.tariff[1].tolist() == [0.05, 0.05, 0.05]  # Mexico sells no 850110: the average
    products, chapters, exporters, treasury = run.products(), run.products(2), run.exporters(), run.treasury()
    assert list(products.index) == ["010121", "850110", "900110"]
    assert list(chapters.index) == ["01", "85", "90"]
    assert chapters.loc["85"].tolist() == pytest.approx(products.loc["850110"].tolist())
    for table in (products, exporters):
        assert table["import_change"].sum() == pytest.approx(r.import_change.sum())
    assert exporters["share"].sum() == pytest.approx(1)
    assert exporters.loc["CHINA", "share"] == 0
    assert treasury.loc["change", "revenue"] == pytest.approx(r.revenue_change.sum())
    assert treasury.loc["change", ["rates", "volumes"]].sum() == pytest.approx(r.revenue_change.sum())
    assert treasury.loc["before", "average_tariff"] == pytest.approx(5 / 145)
    assert run.result.diversion_rate == pytest.approx(
        products["diverted"].sum() / -exporters.loc["CHINA", "import_change"]
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.drop(columns="duty"), "must have the column tariff or duty; got product"),
        (lambda t: t.assign(year=[17, 17, 18, 17, 17]), "one year; got 17, and 18 for product '900110', s"),
        (lambda t: t.assign(unit=["USD"] * 4 + ["EUR"]), "one unit; got USD, and EUR for product '010121'"),
        (lambda t: pd.concat([t, t[:1]]), "each flow once; got product '850110', supplier 'CHINA' twice"),
        (lambda t: t.assign(imports=-1.0), "imports must not be .*; got -1.0 for product '850110'"),
        (lambda t: t.assign(supplier=[None, *"abcd"]), "supplier must not be missing; got product '850110'"),
    ],
)  # fmt: skip
def test_a_market_refuses(change, words):
    with pytest.raises(ValueError, match=words):
        Market.from_table(change(TABLE))


def test_draws():
    market = Market.from_table(TABLE)
    new = market.tariff + np.array([0.25, 0, 0])
    given = market.imports, market.tariff, new, -1.0
    seen = []
    one = tg.smart.monte_carlo(*given, draws=40, seed=3, progress=lambda done, of: seen.append((done, of)))
    again = tg.smart.monte_carlo(*given, draws=40, seed=3)
    assert one.draws.equals(again.draws)
    assert not one.draws.equals(tg.smart.monte_carlo(*given, draws=40, seed=4).draws)
    assert seen == [(k, 40) for k in range(1, 41)]
    sure = tg.smart.monte_carlo(*given, draws=1, spread=0.0, supply_elasticity=4.0).draws.iloc[0]
    for welfare in ("smart", "exact"):
        r = simulate(*given, supply_elasticity=4.0, welfare=welfare)
        assert sure[f"welfare_{welfare}"] == pytest.approx(r.welfare_change.sum())
    assert sure["diverted"] == pytest.approx(r.diverted.sum())
    with pytest.raises(ValueError, match=r"tariff must not exceed 10 .* unit must be named; got 25.0"):
        tg.smart.sweep([60.0, 40.0], 0.0, [25.0, 0.0], -1.0)
    wide, narrow = one.interval(0.9), one.interval(0.5)
    assert ((wide.low <= narrow.low) & (narrow.high <= wide.high) & (wide.low < wide.high)).all()
    assert one.draws["creation"].median() == pytest.approx(r.creation.sum() * 1.0, rel=0.4)
    for bad, words in (({"draws": 0}, "draws must be"), ({"spread": -1.0}, "spread must not be negative")):
        with pytest.raises(ValueError, match=words):
            tg.smart.monte_carlo(*given, **bad)


def test_people_at_a_terminal_see_long_runs_move(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    seen, clock = Terminal(), itertools.count(0, 0.4)
    monkeypatch.setattr("sys.stderr", seen)
    monkeypatch.setattr("tradegames.progress.monotonic", lambda: next(clock))
    tg.smart.monte_carlo([60.0, 40.0], 0.0, [0.25, 0.0], -1.0, draws=20)
    shown = seen.getvalue().split("\r")
    assert shown[0] == ""
    assert 3 <= len(shown) <= 8
    assert shown[1].startswith("draw ")
    assert "of 20" in shown[1]


# --- downloads ------------------------------------------------------------------------------------

COMTRADE = "refYear,reporterDesc,flowCode,partnerDesc,cmdCode,primaryValue,customsCode\n"


def _file(tmp_path, text):
    (tmp_path / "download.csv").write_text(text, "utf-8")
    return tmp_path / "download.csv"


def test_read_comtrade(tmp_path):
    rows = [
        "2017,USA,M,China,010121,5.5,C00", "2017,USA,M,World,010121,9,C00", "2017,USA,X,China,010121,1,C00",
        "2017,USA,M,China,TOTAL,100,C00", "2017,USA,M,China,01,50,C00", "2017,USA,M,Japan,90110,7,C00",
        "2017,USA,M,Japan,090110,3,C05",
    ]  # fmt: skip
    table = tg.smart.read(_file(tmp_path, COMTRADE + "\n".join(rows)))
    assert table[["product", "supplier", "imports"]].values.tolist() == [
        ["010121", "China", 5.5],
        ["090110", "Japan", 7.0],
    ]
    assert table.attrs["left_out"] == {
        "flow is no import": 1,
        "partner is the world": 1,
        "customsCode is a part of the flow": 1,
        "product is the total": 1,
        "product has fewer than 6 digits": 1,
    }


@pytest.mark.parametrize(
    ("header", "row", "imports"),
    [
        ("Year,Reporter,Trade Flow,Partner,Commodity Code,Trade Value (US$)",
         "2017,USA,Import,Japan,90110,7", 7.0),
        ("ReporterName,Year,TradeFlowName,PartnerName,ProductCode,TradeValue in 1000 USD",
         "United States,2017,Gross Imp.,Japan,090110,7", 7000.0),
    ],
)  # fmt: skip
def test_read_other_layouts(tmp_path, header, row, imports):
    table = tg.smart.read(_file(tmp_path, f"{header}\n{row}\n"))
    assert table[["product", "supplier", "imports"]].values.tolist() == [["090110", "Japan", imports]]
    # With duties beside them, a download is a market.
    market = Market.from_table(table.assign(duty=table["imports"] / 10))
    assert (market.suppliers, market.tariff.tolist()) == (("Japan",), [[pytest.approx(0.1)]])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2017,USA,M,Japan,85x110,7,C00", r"line 3: product must be a code of digits; got '85x110'"),
        ("2017,USA,M,Japan,85011010,7,C00", "line 3: product must have 6 digits; got '85011010'"),
        (
            "2017,USA,M,Japan,850110,,C00",
            "line 3: imports must be a number and not negative; got '' for product",
        ),
        ("2017,USA,M,Japan,850110,-2,C00", "line 3: imports must be a number and not negative; got '-2'"),
        ("2017,USA,M,,850110,2,C00", "line 3: supplier must not be empty"),
        ("2017,USA,M,China,10121,2,C00", "line 3: product must be listed once .* '010121', supplier 'China'"),
    ],
)
def test_read_refuses(tmp_path, row, words):
    path = _file(tmp_path, COMTRADE + "2017,USA,M,China,010121,5.5,C00\n" + row)
    with pytest.raises(ValueError, match=words):
        tg.smart.read(path)


def test_read_refuses_unknown_columns(tmp_path):
    path = _file(tmp_path, "a,b\n1,2\n")
    with pytest.raises(ValueError, match="must have the columns of a layout"):
        tg.smart.read(path)
    with pytest.raises(ValueError, match="must have a column 'c'; got a, b"):
        tg.smart.read(path, columns={"product": "a", "supplier": "b", "imports": "c"})
    with pytest.raises(ValueError, match="columns must name 'imports'"):
        tg.smart.read(path, columns={"product": "a", "supplier": "b"})


def test_real_flows_beside_a_loop(shared):
    """All American imports of 2024 by product and partner, and a plain loop over some of the products."""
    columns = {"product": "hs6", "supplier": "partner", "imports": "imports_usd", "duty": "duty_usd"}
    table = tg.smart.read(shared / "trade" / "us_imports_hs6_partner_2024.csv.gz", columns=columns)
    assert len(table) == 89_334
    market = Market.from_table(table)
    run = market.simulate([Change("points", 0.25, partners=["CHINA"])], -1.2, unit="fraction")
    r, china = run.result, market.suppliers.index("CHINA")
    assert market.imports.sum() == pytest.approx(table["imports"].sum())
    assert r.diversion.sum(-1) == pytest.approx(np.zeros(len(market.products)), abs=1e-3)
    for i in range(0, len(market.products), 97):
        m, t = market.imports[i], market.tariff[i, china]
        z = 0.25 / (1 + t)
        created = max(-1.2 * m[china] * z, -m[china])
        others = m.sum() - m[china]
        moved = min(1.5 * z * m[china] * others / m.sum(), m[china] + created)
        assert r.creation[i, china] == pytest.approx(created)
        assert r.diversion[i, china] == pytest.approx(-moved, abs=1e-6 * m.sum())
