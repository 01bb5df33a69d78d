"""Lists 1 and 2 on American imports: the table in the package, the full files, and what adding up does."""

from functools import cache

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import tradegames as tg
from tradegames import tariff_lists
from tradegames.data import lists, s2
from tradegames.smart import Change, Market, listed, simulate
from tradegames.smart.american import _growth

PARTNERS = {
    "china": "CHINA", "european_union": "EUROPEAN UNION", "mexico": "MEXICO", "japan": "JAPAN",
    "taiwan": "TAIWAN", "canada": "CANADA", "korea": "KOREA, SOUTH", "vietnam": "VIETNAM",
    "malaysia": "MALAYSIA", "thailand": "THAILAND",
}  # fmt: skip
LARGE = 10.0  # million USD from China: below, the codes of a chapter stand together
SOURCE = "USTR lists 1 and 2 (mitsuoxv/us-tariffs-on-china); US Census 2024 (trade-war-redux-2025)"


@cache
def flows(shared):
    """All flows of 2024, and the six-digit codes of the two lists."""
    columns = {"product": "hs6", "supplier": "partner", "imports": "imports_usd", "duty": "duty_usd"}
    table = tg.smart.read(shared / "trade" / "us_imports_hs6_partner_2024.csv.gz", columns=columns)
    path = shared / "tariffs" / "us_s301_lists_hts8_original.csv"
    one, two = (tariff_lists.read(path, name, 0.25, where={"list": name}) for name in ("1", "2"))
    return table, (one | two).hs6


@cache
def wide(shared):
    """Imports and duty of 2024, million USD, a row a product and a column a partner; rates on China before.

    What China paid before the lists: the rate of the European Union, which has no agreement either; where
    the Union sells nothing, that of all others.
    """
    table, codes = flows(shared)
    table = table[table["product"].str[:2].isin({code[:2] for code in codes})]
    imports, duty = (
        table.pivot_table(index="product", columns="supplier", values=column, aggfunc="sum").fillna(0) / 1e6
        for column in ("imports", "duty")
    )
    others, paid = (t.drop(columns="CHINA").sum(axis=1) for t in (imports, duty))
    union = imports["EUROPEAN UNION"]
    old = np.where(union > 0, duty["EUROPEAN UNION"] / union.where(union > 0, 1), paid / others)
    return imports, duty, pd.Series(old, imports.index).fillna(0)


def rebuilt(shared):
    """The table of the package from the full files."""
    imports, duty, old = wide(shared)
    on = imports.index.isin(flows(shared)[1])
    hs2 = imports.index.str[:2]
    kind = pd.Series(
        np.select([on & (imports["CHINA"] >= LARGE), on], ["code", "rest"], "off"), imports.index
    )
    product = pd.Series(imports.index, imports.index).where(kind == "code", hs2 + " " + kind)
    parts = pd.DataFrame({"hs2": hs2, "kind": kind, "codes": 1}, imports.index)
    for name, partner in PARTNERS.items():
        parts[f"{name}_musd"] = imports[partner]
    parts["others_musd"] = imports.drop(columns=list(PARTNERS.values())).sum(axis=1)
    parts["china_old"] = old * imports["CHINA"]
    parts["rest_duty"] = duty.drop(columns="CHINA").sum(axis=1)
    parts["china_duty"] = duty["CHINA"]
    rule = {name: "sum" for name in parts} | {"hs2": "first", "kind": "first"}
    table = parts.groupby(product.to_numpy()).agg(rule)
    amounts = [name for name in table if name.endswith("_musd")]
    china, rest = table["china_musd"], table[amounts].sum(axis=1) - table["china_musd"]
    # Where China sells nothing there is nothing to weight with, and no duty to ask about.
    table["china_old_percent"] = (100 * table["china_old"] / china.where(china > 0)).fillna(0)
    table["others_percent"] = (100 * table["rest_duty"] / rest.where(rest > 0)).fillna(0)
    table["china_percent"] = (100 * table["china_duty"] / china.where(china > 0)).fillna(0)
    table = table.drop(columns=["china_old", "rest_duty", "china_duty"]).round(3)
    return table.rename_axis("product").reset_index().assign(source=SOURCE)


def test_the_table_in_the_package_is_that_of_the_files(shared):
    ours, theirs = lists.american(), rebuilt(shared)
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False, atol=1e-9, rtol=0)
    assert len(ours) == 362
    covered = ours[ours["kind"] != "off"]
    counts = lists.counts().query("importer == 'USA' and list in ('1', '2')")
    on = counts.groupby("hs2")[["hs6", "repeated"]].sum()
    traded = covered.groupby("hs2")["codes"].sum()
    assert (traded <= on["hs6"] - on["repeated"]).all()  # the lists are older than the codes of 2024
    assert (on["hs6"] - on["repeated"]).sum() - traded.sum() == 728 - 706


# --- lists, flows and the model together ----------------------------------------------------------

ELASTICITIES = tg.smart.chapters("USA").elasticities  # those that S2's Table 1 implies
POINTS = [Change("points", 0.25, partners=["China"])]


def totals(run):
    r = run.result
    return {
        "imports": r.imports.sum(), "creation": r.creation.sum(), "diverted": r.diverted.sum(),
        "revenue": r.revenue_change.sum(), "welfare": r.welfare_change.sum(),
    }  # fmt: skip


@pytest.mark.parametrize(("measure", "near"), [("smart", 0.008), ("exact", 0.001)])
def test_the_table_gives_what_all_codes_and_partners_give(shared, measure, near):
    # Lists, flows and SMART on the full files: 728 codes against 89,334 flows of 51 partners.
    table, codes = flows(shared)
    imports, _, old = wide(shared)
    market = Market.from_table(table)
    known = sorted(set(codes) & set(market.products))
    assert (len(codes), len(known), len(market.suppliers)) == (728, 706, 51)
    with pytest.raises(
        ValueError, match=r"products must be codes here, or how they begin; got .* and 21 more"
    ):
        market.simulate([Change("points", 0.25, codes, ["CHINA"])], -1.0)
    china = market.suppliers.index("CHINA")
    tariff = market.tariff.copy()
    rows = [market.products.index(code) for code in imports.index]
    tariff[rows, china] = old
    market = Market(market.products, market.suppliers, market.imports, tariff)
    elasticity = np.full(len(market.products), -1.0)
    elasticity[np.isin(market.products, known)] = ELASTICITIES(known)
    full = market.simulate(
        [Change("points", 0.25, known, ["CHINA"])], elasticity, welfare=measure, unit="fraction"
    )
    off = ~np.isin(market.products, known)
    assert not full.result.import_change[off].any()
    assert not full.result.welfare_change[off].any()
    small = listed()
    run = small.simulate(POINTS, ELASTICITIES(small.products), welfare=measure)
    found, ours = totals(full), totals(run)
    covered = (found.pop("imports") - market.imports[off].sum()) / 1e6
    assert covered == pytest.approx(ours.pop("imports"), abs=0.05)
    welfare = found.pop("welfare") / 1e6
    assert ours.pop("welfare") == pytest.approx(welfare, rel=near)
    assert ours == pytest.approx({name: value / 1e6 for name, value in found.items()}, rel=0.002)
    gains, exact = run.exporters()["diversion"], full.exporters()["diversion"] / 1e6
    for name, partner in PARTNERS.items():
        assert gains[lists.SUPPLIERS[name]] == pytest.approx(exact[partner], rel=0.025), name
    # 2018's lists on 2024's imports: SMART finds 2.3 hundred million, consumers and treasury lose 41.
    assert welfare / 100 == pytest.approx({"smart": -2.286, "exact": -40.84}[measure], abs=0.005)


@pytest.mark.parametrize(
    ("year", "measure", "value"),
    [
        ("2024", "smart", -2.27),
        ("2024", "exact", -40.88),
        ("2017", "smart", -4.35),
        ("2017", "exact", -46.96),
    ],
)
def test_the_headline_turns_on_the_real_lists(year, measure, value):
    market = listed(year)
    run = market.simulate(POINTS, ELASTICITIES(market.products), welfare=measure)
    us = run.result.welfare_change.sum() / 100
    china = tg.smart.chapters("CHN").simulate(welfare=measure).welfare_change.sum() / 100
    assert us == pytest.approx(value, abs=0.005)
    assert (us < china) == (measure == "exact")


def test_scaled_to_2017_it_is_near_the_tables_of_s2():
    market = listed("2017")
    run = market.simulate(POINTS, ELASTICITIES(market.products))
    printed = s2.chapters().query("table == '1' and hs2 != 'total'")
    assert market.imports.sum() == pytest.approx(printed["imports"].sum(), rel=0.07)
    gains, said = run.exporters()["diversion"], s2.diversion().query("importer == 'USA'")
    said = said[said["scenario"] == "lists 1 and 2"].set_index("partner")["diverted"]
    assert run.result.diverted.sum() == pytest.approx(said["total"], rel=0.035)
    for name in ("Mexico", "Canada"):
        assert gains[name] == pytest.approx(said[name], rel=0.06), name
    # Machines: what China sold, from the flows and from S2's revenue, which know nothing of each other.
    machines = run.products(2).index.get_loc("84")
    implied = tg.smart.chapters("USA")
    assert market.aggregate().imports[machines, 0] == pytest.approx(
        implied.imports[implied.names.index("84"), 0], rel=0.03
    )


def test_scaling_gives_the_chapters_of_2017():
    table = lists.american()
    imports = table[[f"{name}_musd" for name in lists.SUPPLIERS]].to_numpy()
    scaled = imports * _growth(table["hs2"].tolist(), imports)
    found = pd.DataFrame({"china": scaled[:, 0], "world": scaled.sum(1)}).groupby(table["hs2"]).sum()
    then = lists.chapters().set_index("hs2").loc[found.index]
    assert found["china"].to_numpy() == pytest.approx(then["us_china_musd"].to_numpy())
    assert found["world"].to_numpy() == pytest.approx(then["us_world_musd"].to_numpy())
    with pytest.raises(ValueError, match=r"smart\.listed\.year must be '2024' or '2017'; got '2018'"):
        listed("2018")


# --- what adding up does --------------------------------------------------------------------------


@st.composite
def groups(draw):
    """Products with one old tariff, ε and σ, at which China sells on in each of them."""
    n = draw(st.integers(2, 6))
    market = np.array(draw(st.lists(st.floats(1, 1000), min_size=n, max_size=n)))
    share = np.array(draw(st.lists(st.floats(0, 1), min_size=n, max_size=n)))
    others = np.array(draw(st.lists(st.floats(0, 1), min_size=n, max_size=n)))
    tariff, points = draw(st.floats(0, 0.5)), draw(st.floats(0.01, 0.5))
    z = points / (1 + tariff)
    total = draw(st.floats(0, 1)) / z  # -ε + σ: at most what takes the smallest supplier to zero
    sigma = total * draw(st.floats(0, 1))
    imports = np.stack(
        [market * share, market * (1 - share) * others, market * (1 - share) * (1 - others)], 1
    )
    return imports, tariff, points, sigma - total, sigma


@given(groups())
@settings(max_examples=120, deadline=None)
def test_adding_products_up(group):
    imports, tariff, points, eps, sigma = group
    fine = Market(
        tuple("abcdef"[: len(imports)]), ("China", "B", "C"), imports, np.full(imports.shape, tariff)
    )
    coarse = fine.aggregate(0)
    assert coarse.imports.sum(0) == pytest.approx(imports.sum(0))
    change = [Change("points", points, partners=["China"])]
    near = 1e-9 * imports.sum()
    run = {}
    for measure in ("smart", "exact"):
        one, many = (
            totals(market.simulate(change, eps, armington=sigma, welfare=measure))
            for market in (coarse, fine)
        )
        assert one["creation"] == pytest.approx(many["creation"], abs=near)
        assert one["diverted"] >= many["diverted"] - near
        assert one["revenue"] <= many["revenue"] + near
        run[measure] = one["welfare"], many["welfare"]
    assert run["smart"][0] >= run["smart"][1] - near  # SMART sees a smaller loss,
    assert run["exact"][0] <= run["exact"][1] + near  # consumers and treasury have a larger one


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_adding_suppliers_up_changes_nothing(seed):
    random = np.random.default_rng(seed)
    imports, tariff = random.lognormal(2, 2, (4, 6)), random.uniform(0, 0.5, (4, 6))
    third = imports[:, 1:].sum(1)
    average = (imports * tariff)[:, 1:].sum(1) / third
    few = np.stack([imports[:, 0], third], 1), np.stack([tariff[:, 0], average], 1)
    eps, sigma = -random.uniform(0, 4, 4), random.uniform(0, 6)
    for measure in ("smart", "exact"):
        runs = [
            simulate(m, t, t + np.eye(1, m.shape[1]) * 0.25, eps, sigma, welfare=measure)
            for m, t in ((imports, tariff), few)
        ]
        for field in ("diverted", "revenue_change", "welfare_change"):
            one, many = (getattr(r, field) for r in runs)
            assert one == pytest.approx(many, abs=1e-9 * imports.sum())


def test_adding_up_on_the_real_lists():
    market = listed()
    fine, coarse = (
        totals(m.simulate(POINTS, ELASTICITIES(m.products))) for m in (market, market.aggregate())
    )
    assert coarse["imports"] == pytest.approx(fine["imports"])
    assert coarse["diverted"] / fine["diverted"] == pytest.approx(1.073, abs=5e-4)
    assert coarse["welfare"] / fine["welfare"] == pytest.approx(0.654, abs=5e-4)
