"""Panels as they come: what cannot be used is said in words with counts, and never dropped unasked."""

import re

import numpy as np
import pandas as pd
import pytest

import tradegames.passthrough as pt
from tradegames.passthrough.panel import REASONS


@pytest.fixture
def panel():
    return pt.simulate(40, 12, elasticity=1.5, seed=1, start="2018-06")


def words(panel):
    return " ".join(str(pt.check(panel)).split())


def test_a_sound_panel_has_nothing_to_report(panel):
    report = pt.check(panel)
    assert (report.rows, report.products, report.periods, report.findings) == (480, 40, 12, ())
    assert report.must_leave_out == ()


def test_pandas_own_missing_numbers_count_like_any_other(panel):
    nullable = panel.astype({"value": "Float64", "quantity": "Float64", "tariff": "Float64"})
    assert pt.estimate(nullable) == pt.estimate(panel)
    nullable.loc[3, "quantity"] = pd.NA
    assert pt.check(nullable).must_leave_out == ("missing_quantity",)
    with pytest.raises(TypeError, match=r"panel.estimated must be True or False; got 'no'"):
        pt.check(panel.assign(estimated="no"))


def test_estimate_leaves_the_panel_as_it_was(panel):
    before = panel.copy()
    pt.compare(panel)
    pd.testing.assert_frame_equal(panel, before)


def dirty(panel):
    panel = panel.copy()
    panel["quantity"] = panel["quantity"].mask(panel.index.isin([0, 13, 14]), 0.0)
    panel.loc[[30, 31], "quantity"] = np.nan
    panel.loc[40, ["value", "quantity"]] = 0.0
    panel.loc[41, "value"] = 0.0
    panel.loc[42, "value"] = np.nan
    panel.loc[43, "tariff"] = np.nan
    return panel.drop(index=range(469, 480))  # leaves the last product one period


COUNTS = {
    "no_trade": 1,
    "zero_value": 1,
    "zero_quantity": 3,
    "missing_value": 1,
    "missing_quantity": 2,
    "missing_tariff": 1,
    "one_period": 1,
    "enters_or_leaves": 1,
}


def test_what_cannot_be_used_is_counted(panel):
    report = pt.check(dirty(panel))
    assert {finding.reason: finding.rows for finding in report.findings} == COUNTS
    assert "- zero_quantity: 3 of 469 rows have a value and no quantity (2 products; first" in words(
        dirty(panel)
    )
    assert max(map(len, str(report).splitlines())) <= 80
    assert report.must_leave_out == tuple(reason for reason in COUNTS if REASONS[reason][1])


def test_nothing_is_left_out_unasked(panel):
    bad = dirty(panel)
    for method in ("unit_value", "iv", "tariff"):
        with pytest.raises(ValueError, match="fit for logarithms; got no_trade: 1 of 469 rows") as raised:
            pt.estimate(bad, method)
        assert "zero_quantity: 3 of 469 rows" in str(raised.value)
    agreed = pt.check(bad).must_leave_out
    assert f"leave_out={agreed!r}" in str(raised.value)
    with pytest.raises(ValueError, match=r"got zero_quantity: 3 of 469 rows") as raised:
        pt.estimate(bad, leave_out=[reason for reason in agreed if reason != "zero_quantity"])
    assert "no_trade: " not in str(raised.value)

    found = pt.estimate(bad, leave_out=agreed)
    assert found.n == 469 - 10 and found.products == 39
    assert sum("left out" in note for note in found.notes) == len(agreed)
    assert found.notes[2].startswith("left out, zero_quantity: 3 of 469 rows have a value and no quantity")
    sound = bad[bad["quantity"].gt(0) & bad["value"].gt(0) & bad["tariff"].notna()].iloc[:-1]
    assert pt.estimate(sound).elasticity == found.elasticity


def test_one_period_is_counted_after_the_rest(panel):
    panel = panel.copy()
    panel.loc[0:10, "quantity"] = 0.0  # of twelve months one is left
    assert "one_period: 1 of 480 rows are of products seen in one period only" in words(panel)
    with pytest.raises(ValueError, match="one_period: 1 of 480"):
        pt.estimate(panel, leave_out=("zero_quantity",))
    assert pt.estimate(panel, leave_out=("zero_quantity", "one_period")).products == 39


def test_units_editions_and_estimated_quantities(panel):
    panel = panel.assign(unit="kg", estimated=False, edition="H4")
    panel.loc[:5, "unit"] = "number"
    panel.loc[100:109, "estimated"] = True
    panel.loc[panel["period"] >= "2019-01", "edition"] = "H5"
    text = words(panel)
    assert "mixed_unit: 12 of 480 rows are of products whose quantities are in several units (1 pro" in text
    assert "estimated_quantity: 10 of 480 rows" in text
    assert "mixed_edition: 480 of 480 rows are of product codes from several editions" in text
    assert pt.check(panel).must_leave_out == ("mixed_unit",)
    with pytest.raises(ValueError, match="got all 480 left out"):
        pt.estimate(panel, leave_out=("mixed_unit", "mixed_edition"))
    with_them = pt.estimate(panel, leave_out=("mixed_unit",))
    without = pt.estimate(panel, leave_out=("mixed_unit", "estimated_quantity"))
    assert (with_them.n, without.n) == (468, 458)


@pytest.mark.parametrize(
    ("change", "error", "match"),
    [
        (lambda p: p.drop(columns="tariff"), ValueError, "got none named tariff"),
        (lambda p: p.iloc[:0], ValueError, "must have rows; got none"),
        (lambda p: p.assign(quantity=-p["quantity"]), ValueError,
         r"panel.quantity must not be negative; got .* in period 2018-06-01 00:00:00, 480 of 480 rows"),
        (lambda p: p.assign(tariff=p["tariff"] * 100), ValueError,
         r"tariff must be a fraction .*25 % is 0.25, not 25\); got .* of 480 rows"),
        (lambda p: p.assign(value=np.inf), ValueError, "panel.value must be finite, or missing; got inf"),
        (lambda p: p.assign(value=p["value"].astype(str)), TypeError, "panel.value must hold numbers"),
        (lambda p: p.assign(period=pd.NaT), ValueError, "panel.period must be there in every row"),
        (lambda p: pd.concat([p, p.iloc[:3]]), ValueError, "one row for each product and period .* 3 of 483"),
    ],
)  # fmt: skip
def test_damaged_panels_are_refused(panel, change, error, match):
    with pytest.raises(error, match=match):
        pt.estimate(change(panel))


def test_reasons_are_names(panel):
    with pytest.raises(ValueError, match=r"leave_out.reason must be 'no_trade' or .*; got 'zeros'"):
        pt.estimate(panel, leave_out=("zeros",))
    for function in (pt.estimate, pt.compare, pt.by_chapter):
        with pytest.raises(TypeError, match="must be a tuple of reasons; got the text 'no_trade'"):
            function(panel, leave_out="no_trade")


# --- panels that say nothing


def test_tariffs_that_fixed_effects_explain(panel):
    same = panel.assign(tariff=panel.groupby("period")["tariff"].transform("mean"))
    never = panel.assign(tariff=0.1)
    both = panel.assign(tariff=np.expm1(np.linspace(0, 0.2, 40).repeat(12) + np.tile(np.arange(12), 40) / 50))
    for bad, counts in (
        (same, "0 of 40 products whose tariff never changes, and 12 of 12 periods"),
        (never, "40 of 40 products whose tariff never changes, and 12 of 12 periods"),
        (both, "0 of 40 products whose tariff never changes, and 0 of 12 periods"),
    ):
        for method in ("iv", "tariff"):
            with pytest.raises(ValueError, match=counts):
                pt.estimate(bad, method)
        assert pt.estimate(bad, "unit_value").elasticity == pytest.approx(1.5, abs=0.3)
    flat = panel.assign(value=panel["quantity"], tariff=0.0)
    with pytest.raises(ValueError, match="unit values that the product and period effects do not explain"):
        pt.estimate(flat)
    with pytest.raises(ValueError, match="at least 2 products to compare; got 1"):
        pt.estimate(panel.iloc[:12])
    four = panel[panel["product"].isin(panel["product"].iloc[[0, 12]]) & (panel["period"] < "2018-08")]
    with pytest.raises(ValueError, match="got 4 rows for 2 products, 2 periods and a slope"):
        pt.estimate(four)


def test_the_general_tariffs_of_2025_alone_teach_little():
    """All goods but those spared got the same points: with period effects hardly anything is left."""
    settings = {"products": 500, "elasticity": 1.5}
    waves = (
        pt.Design(**settings, periods=24, start="2018-01"),
        pt.Design(**settings, periods=10, start="2025-01"),
    )
    without = waves[1].simulate(1)
    spared = without.groupby("product", observed=True)["tariff"].transform("max") < 0.5
    taxed = without[~spared]
    assert pt.estimate(without, "tariff").std_error < pt.estimate(taxed, "tariff").std_error / 3
    assert pt.estimate(waves[0].simulate(1), "tariff").std_error < pt.estimate(taxed, "tariff").std_error / 3


def test_the_wrong_sign_is_said(panel):
    upside_down = panel.assign(quantity=1 / panel["quantity"])
    upside_down["value"] *= upside_down["quantity"] / panel["quantity"]
    found = pt.estimate(upside_down)
    assert found.elasticity < 0
    assert any(
        re.match(r"wrong sign: the quantity rises with the price, elasticity -", n) for n in found.notes
    )
    chapters = pt.by_chapter(pd.concat([panel[panel["product"].str[:2] != "84"],
                                        upside_down[panel["product"].str[:2] == "84"]]))  # fmt: skip
    assert chapters.notes == ("1 of 6 chapters have the wrong sign: 84",)


def test_weak_instruments_and_few_clusters_are_said():
    panel = pt.simulate(20, 12, elasticity=1.5, seed=2, start="2018-06", quantity_error=1.0)
    found = pt.estimate(panel, "iv")
    assert found.first_stage_f < 10
    assert "weak instrument: first-stage F" in " ".join(found.notes)
    assert "20 products are few clusters" in " ".join(found.notes)


def test_by_chapter_and_what_stands_against_it():
    # Each chapter has its own elasticity; in chapter 94 no tariff ever moves.
    parts = [
        pt.simulate(200, 20, elasticity, seed=k, start="2018-03", chapters=(chapter,)).astype(
            {"product": str}
        )
        for k, (chapter, elasticity) in enumerate((("84", 0.8), ("85", 2.0), ("94", 1.0)))
    ]
    parts[2]["tariff"] = 0.0
    panel = pd.concat(parts, ignore_index=True)
    found = pt.by_chapter(panel, "iv")
    assert list(found.estimates) == ["84", "85"]
    for chapter, truth in (("84", 0.8), ("85", 2.0)):
        one = found.estimates[chapter]
        assert one.confidence[0] < truth < one.confidence[1]
        assert found.table().loc[chapter, "elasticity"] == one.elasticity
    assert "200 of 200 products whose tariff never changes" in found.refused["94"]
    assert found.notes == ("1 of 3 chapters have no estimate: 94",)
    with pytest.raises(TypeError, match="so that chapter 01 keeps its zero; got 8400000000"):
        pt.by_chapter(panel.astype({"product": int}))


def test_three_methods_side_by_side(panel):
    table = pt.compare(panel)
    assert list(table.index) == ["unit_value", "iv", "tariff"]
    for method in table.index:
        one = pt.estimate(panel, method)
        row = table.loc[method]
        assert (row["elasticity"], row["low"], row["high"]) == (one.elasticity, *one.confidence)
        assert one.confidence[0] < one.elasticity < one.confidence[1]
    # With one instrument the second stage is the reduced form over the first, exactly.
    iv, tariff = table.loc["iv"], table.loc["tariff"]
    text = str(pt.estimate(panel, "iv")).splitlines()
    assert text[0] == f"iv: elasticity {iv['elasticity']:.3f}, standard error {iv['std_error']:.3f}"
    assert text[1].startswith(f"95 % interval {iv['low']:.3f} to ")
    assert text[1].endswith("; 480 rows, 40 products, 12 periods")
    assert text[2].startswith(f"buyers pay {iv['pass_through']:.3f} of the tariff")
    assert iv["elasticity"] == pytest.approx(tariff["elasticity"] / iv["pass_through"], rel=1e-9)


def test_estimates_are_those_of_least_squares_with_dummies(panel):
    """Against NumPy: one dummy for each product and period, clusters with the usual small-sample factor."""
    panel = panel.sample(frac=0.8, random_state=1)
    product, period = panel["product"].factorize()[0], panel["period"].factorize()[0]
    z = np.log1p(panel["tariff"].to_numpy())
    q = np.log(panel["quantity"].to_numpy())
    x = np.column_stack([z, np.eye(40)[product], np.eye(12)[period][:, 1:]])
    beta, *_ = np.linalg.lstsq(x, q, rcond=None)
    bread = np.linalg.inv(x.T @ x)
    scores = np.zeros((40, x.shape[1]))
    np.add.at(scores, product, x * (q - x @ beta)[:, None])
    n, k = len(q), 1 + 12  # effects of products are nested in the clusters and not counted
    error = np.sqrt((bread @ scores.T @ scores @ bread)[0, 0] * 40 / 39 * (n - 1) / (n - k))
    found = pt.estimate(panel, "tariff")
    assert found.elasticity == pytest.approx(-beta[0], rel=1e-9)
    assert found.std_error == pytest.approx(error, rel=2e-3)


# --- downloads


def sheets(**cells):
    rows = [("0101210010", "2018", "number"), ("8501310000", "2018", "kg")]
    numbers = {
        "Customs Value": [("1,000", "500"), ("80", "0")],
        "First Unit of Quantity": [("10", ""), ("4", "0")],
        "Calculated Duties": [("250", "125"), ("2", "0")],
    } | cells
    names = ["HTS Number", "Year", "Quantity Description", "January", "February"]
    return {
        measure: pd.DataFrame([(*row, *pair) for row, pair in zip(rows, pairs, strict=True)], columns=names)
        for measure, pairs in numbers.items()
    }


def test_dataweb():
    panel = pt.from_dataweb(sheets()).sort_values(["product", "period"], ignore_index=True)
    assert panel["product"].tolist() == ["0101210010"] * 2 + ["8501310000"] * 2
    assert panel["period"].dt.strftime("%Y-%m").tolist() == ["2018-01", "2018-02"] * 2
    assert panel["value"].tolist() == [1000, 500, 80, 0]
    assert panel["quantity"].tolist()[::2] == [10, 4] and np.isnan(panel["quantity"][1])
    assert panel["tariff"].tolist()[:3] == [0.25, 0.25, 0.025] and np.isnan(panel["tariff"][3])
    assert panel["unit"].tolist() == ["number"] * 2 + ["kg"] * 2
    reasons = {finding.reason: finding.rows for finding in pt.check(panel).findings}
    assert reasons == {"no_trade": 1, "missing_quantity": 1, "one_period": 2}


def test_dataweb_needs_its_sheets_and_columns():
    book = sheets()
    book["Customs Value"] = book["Customs Value"].rename(columns={"Year": "year"})
    with pytest.raises(ValueError, match=r"in sheet 'Customs Value' the columns .*; got none named .'Year'"):
        pt.from_dataweb(book)
    book = sheets()
    del book["Calculated Duties"]
    with pytest.raises(ValueError, match=r"the sheets .*; got none named .'Calculated Duties'"):
        pt.from_dataweb(book)


@pytest.mark.parametrize(
    ("column", "value", "match"),
    [
        ("HTS Number", ["Total", "8501310000"], "must be digits in every row .*; got 'Total', 1 of 2 rows"),
        ("HTS Number", [101210010, 8501310000], "must be read as text .*; got 101210010"),
        ("HTS Number", ["8501310000"] * 2, "one row for each product and year; got 1 more"),
        ("Country", ["China", "Mexico"], "one Country only .*; got .'China', 'Mexico'."),
        ("January", ["x", "80"], "sheet 'Customs Value' must be numbers; got 'x', 1 of 4 cells"),
    ],
)
def test_dataweb_sheets_that_are_damaged(column, value, match):
    book = sheets()
    book["Customs Value"][column] = value
    with pytest.raises(ValueError, match=match):
        pt.from_dataweb(book)


def comtrade():
    table = pd.DataFrame(
        {
            "reporterCode": 842, "partnerCode": 156, "flowCode": "M", "motCode": 0,
            "cmdCode": ["010121", "010121", "850131"], "period": [201807, 201808, 201808],
            "primaryValue": [90.0, 80.0, 7.0], "qty": [9.0, 0.0, 7.0], "qtyUnitAbbr": ["u", "N/A", "kg"],
            "isQtyEstimated": [False, False, True], "classificationCode": ["H5", "H5", "H5"],
        }
    )  # fmt: skip
    month = pd.to_datetime(["2018-07-01", "2018-08-01"])
    return table, pd.DataFrame({"product": "010121", "period": month, "tariff": [0.0, 0.25]})


def test_comtrade():
    panel = pt.from_comtrade(*comtrade())
    assert panel["period"].dt.strftime("%Y-%m").tolist() == ["2018-07", "2018-08", "2018-08"]
    assert panel["tariff"].tolist()[:2] == [0.0, 0.25] and np.isnan(panel["tariff"][2])
    assert panel[["unit", "estimated", "edition"]].iloc[2].tolist() == ["kg", True, "H5"]
    reasons = {finding.reason for finding in pt.check(panel).findings}
    assert {"zero_quantity", "missing_tariff", "mixed_unit", "estimated_quantity"} <= reasons
    table, tariffs = comtrade()
    as_text = pt.from_comtrade(table.astype(str), tariffs)
    assert as_text["estimated"].tolist() == [False, False, True]
    assert as_text["quantity"].tolist() == [9, 0, 7]
    yearly, tariffs = comtrade()
    yearly["period"] = ["2017", "2018", "2018"]
    assert pt.from_comtrade(yearly, tariffs)["period"].dt.strftime("%Y-%m").tolist()[0] == "2017-01"


def test_comtrade_that_is_damaged():
    table, tariffs = comtrade()
    with pytest.raises(ValueError, match="one motCode only"):
        pt.from_comtrade(table.assign(motCode=[0, 1000, 0]), tariffs)
    with pytest.raises(ValueError, match=r"got none named \['qty'\]"):
        pt.from_comtrade(table.drop(columns="qty"), tariffs)
    with pytest.raises(ValueError, match="tariffs must have one row for each product and period; got 2 more"):
        pt.from_comtrade(table, pd.concat([tariffs, tariffs]))
