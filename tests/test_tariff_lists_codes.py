"""Tariff lists: codes that files have damaged, averages with weights, comparison, dependence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import tariff_lists as lists
from tradegames.tariff_lists import TariffList

FEW = settings(max_examples=80, deadline=None)
LAST = {1: 6, 2: 10, 3: 9, 4: 10, 5: 11, 6: 4, 7: 14, 8: 14, 9: 10}  # headings of the first chapters


def codes(digits=8):
    """National codes that exist as far as chapter and heading go."""

    def build(chapter, heading, rest):
        heading = 1 + heading % LAST.get(chapter, 50)
        return f"{chapter:02d}{heading:02d}{rest:0{digits - 4}d}"

    chapter = st.integers(1, 97).filter(lambda c: c != 77)
    return st.builds(build, chapter, st.integers(0, 98), st.integers(0, 10 ** (digits - 4) - 1))


# --- codes ----------------------------------------------------------------------------------------


@FEW
@given(st.lists(codes(), min_size=1, max_size=20, unique=True), st.integers(0, 5))
def test_codes_survive_what_files_do_to_them(plain, how):
    damage = [
        str,
        int,
        float,
        lambda c: str(float(c)),
        lambda c: f"{c[:4]}.{c[4:6]}.{c[6:]}",
        lambda c: f" {int(c)} ",
    ][how]
    found, report = lists.clean([damage(code) for code in plain])
    assert found == tuple(plain)
    assert (report.lines, report.used, report.faults) == (len(plain), len(plain), ())
    changed = [k for k, code in enumerate(plain, 1) if code[0] == "0" and how in (1, 2, 3, 5)]
    assert [r.line for r in report.repairs if "zero in front" in r.what] == changed


@FEW
@given(codes(6))
def test_hs6_as_a_float_between_dots(code):
    # A spreadsheet makes the number 101.3 of 0101.30: zeros are lost at both ends.
    value = float(f"{code[:4]}.{code[4:]}")
    if value.is_integer():  # 0101.00 has become 101: three digits say nothing about the rest
        return
    assert lists.clean([value], digits=(6,))[0] == (code,)
    assert lists.clean([str(value)], digits=(6,))[0] == (code,)


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [
        ("", (8,), "is empty"),
        (None, (8,), "is empty"),
        (float("nan"), (8,), "is empty"),
        (True, (8,), "is empty"),
        ("1.01E+06", (8,), "is no code"),
        ("85o11010", (8,), "is no code"),
        ("847130", (8,), "has 6 digits instead of 8"),
        ("123456789", (8,), "has 9 digits instead of 8"),
        ("8471300", (8,), "has 7 digits, and there is no heading 0847"),
        ("0101.2.00", (8,), "has a group of one digit between dots"),
        ("77010000", (8, 10), "is of chapter 77, which does not exist"),
        ("00010000", (8, 10), "is of chapter 00, which does not exist"),
    ],
)
def test_malformed_codes_are_named(value, digits, words):
    with pytest.raises(lists.ListError, match=f"1 of 2 lines cannot be used: line 7: .*{words}"):
        lists.clean(["01012900" if 8 in digits else "010129", value], digits=digits, lines=[3, 7])


def test_nothing_is_dropped_silently():
    given = ["84713001", "8471.30.01", "x", "99999999", 1012900]
    known = {"84713001", "01012900"}
    with pytest.raises(lists.ListError, match="3 of 5 lines") as error:
        lists.clean(given, known=known)
    found, report = lists.clean(given, known=known, strict=False)
    assert error.value.report == report
    assert found == ("84713001", "01012900")
    assert report.lines == report.used + len(report.faults) == 5
    kinds = {
        kind: [fault.line for fault in report.of(kind)] for kind in ("duplicate", "malformed", "unknown")
    }
    assert kinds == {"duplicate": [2], "malformed": [3], "unknown": [4]}
    assert "as is line 1" in report.faults[0].why
    with pytest.raises(lists.ListError, match="and 2 more"):
        lists.clean(["x"] * 7)


# --- files ----------------------------------------------------------------------------------------


def test_files_and_tables_give_the_same_list(tmp_path):
    text = (
        "HTS Subheading,Description,Rate\n0101.29.00,horses,10\n8471.30.01,laptops,25\n8501.10.40,motors,0\n"
    )
    (tmp_path / "list.csv").write_text(text, "utf-8")
    read = lists.read(tmp_path / "list.csv", "mine", "Rate", unit="percent")
    assert (read.codes, read.rates) == (("01012900", "84713001"), (0.1, 0.25))
    table = pd.DataFrame({"税则号列": [1012900, 84713001], "rate": [0.1, 0.25]})
    assert lists.read(table, "mine", "rate") == read
    assert [repair.line for repair in lists.read(table, "mine", "rate").report.repairs] == [2]


def test_lines_of_a_file_are_its_own(tmp_path):
    text = 'hs8,what,list\n84713001,"a text over\ntwo lines",1\n84713001,again,1\n85011040,motors,2\n'
    (tmp_path / "list.csv").write_text(text, "utf-8")
    with pytest.raises(lists.ListError, match="line 4: '84713001' is 84713001, as is line 3"):
        lists.read(tmp_path / "list.csv", "one", 0.25, where={"list": "1"})
    assert lists.read(tmp_path / "list.csv", "two", 0.25, where={"list": 2}).codes == ("85011040",)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"rate": 25}, "rate must be at least -1 and at most 10 .*unit='percent'"),
        ({"rate": "what"}, "rate of line 2 must be a number; got 'laptops'"),
        ({"rate": "added"}, "column must be one of code, what; got 'added'"),
        ({"rate": 0.25, "unit": "points"}, "unit must be 'fraction' or 'percent'"),
        ({"rate": 0.25, "where": {"what": "ships"}}, "no line of 'x' is left of 1"),
        ({"rate": 0.25, "column": "hs"}, "column must be one of code, what; got 'hs'"),
    ],
)
def test_bad_files_are_refused(arguments, words):
    table = pd.DataFrame({"code": ["84713001"], "what": ["laptops"]})
    with pytest.raises(ValueError, match=words):
        lists.read(table, "x", **arguments)


def test_rates_that_may_be_percent_are_warned_of():
    table = pd.DataFrame({"code": ["84713001", "85011040"], "rate": [0.1, 5]})
    with pytest.warns(UserWarning, match="rate holds 5 for line 3 and 0 more above 1, that is 100 percent"):
        lists.read(table, "x", "rate")
    assert lists.read(table, "x", "rate", unit="fraction").rates == (0.1, 5)


def test_a_file_must_be_a_table_of_codes(tmp_path):
    with pytest.raises(ValueError, match=r"Name it: column=\.\.\. of name, value"):
        lists.read(pd.DataFrame({"name": [1], "value": [2]}), "x", 0.1)
    (tmp_path / "list.csv").write_text("hs8,what\n84713001\n", "utf-8")
    with pytest.raises(ValueError, match=r"line 2 of .* must have 2 fields; got 1"):
        lists.read(tmp_path / "list.csv", "x", 0.1)
    with pytest.raises(ValueError, match="rates must be as many as the 1 codes"):
        TariffList("x", ("84713001",), ())


# --- counts, averages -------------------------------------------------------------------------------

RATES = st.dictionaries(codes(), st.floats(0, 1), min_size=1, max_size=15)


@FEW
@given(RATES, st.data())
def test_counts_and_unions(rates, data):
    whole = TariffList("all", tuple(rates), tuple(rates.values()))
    assert sum(whole.count(8).values()) == len(rates)
    assert sum(whole.count().values()) == len(whole.hs6) == len({code[:6] for code in rates})
    cut = data.draw(st.integers(0, len(rates)))
    one, two = (
        TariffList(n, p, (0.1,) * len(p)) for n, p in (("a", tuple(rates)[:cut]), ("b", tuple(rates)[cut:]))
    )
    both = one | two
    assert both.hs6 == whole.hs6
    seen = lists.compare(one, two)
    assert len(seen.both) == len(one.hs6) + len(two.hs6) - len(both.hs6)
    assert sum(a + b - c for a, b, c in seen.chapters.values()) == len(both.hs6)


def test_rates_of_two_lists_add_up():
    one, two = TariffList("a", ("84713001",), (0.1,)), TariffList("b", ("84713001", "85011040"), (0.15, 0.2))
    assert (one | two).rates == pytest.approx((0.25, 0.2))


@FEW
@given(RATES, st.data())
def test_averages_add_up_step_by_step(rates, data):
    # From lines to HS6 to chapters with weights is the average over lines at once.
    weights = {line: data.draw(st.floats(0.1, 100)) for line in rates}
    by_hs6 = lists.to_hs6(rates, weights)
    trade: dict[str, float] = {}
    for line, value in weights.items():
        trade[line[:6]] = trade.get(line[:6], 0) + value
    steps = lists.aggregate(by_hs6, trade).rate
    at_once = lists.aggregate(rates, weights).rate
    assert steps == pytest.approx(at_once)
    total = lists.aggregate(rates, weights, 0).rate[""]
    assert min(rates.values()) - 1e-12 <= total <= max(rates.values()) + 1e-12
    groups = {code: "odd" if int(code) % 2 else "even" for code in by_hs6}
    mapped = lists.aggregate(by_hs6, trade, groups)
    assert sum(mapped.rate[g] * mapped.weight[g] for g in mapped.rate) == pytest.approx(
        total * sum(weights.values())
    )


def test_what_an_average_rests_on():
    average = lists.aggregate({"847130": 0.25, "850110": 0.1}, {"847130": 3.0, "847141": 1.0})
    assert average.rate == {"84": 0.1875}
    assert average.unweighted == ("850110",)
    # Untraded lines of an HS6 code count alike.
    assert lists.to_hs6({"84713001": 0.2}, {"84713001": 0.0, "84713009": 0.0}, ["84713001", "84713009"]) == {
        "847130": 0.1
    }


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: lists.aggregate({}, {"847130": -1.0}), "trade must not be negative"),
        (lambda: lists.aggregate({}, {"847130": 0.0}), "positive in every group; zero in '84'"),
        (lambda: lists.aggregate({}, {"847130": 1.0}, {}), "group of every product; missing: 847130"),
        (lambda: lists.to_hs6({"84713001": 0.1}, lines=["84713009"]), "not among them: 84713001"),
        (lambda: lists.to_hs6({"84713001": 0.1}, {}), "weights must cover every line; missing: 84713001"),
        (lambda: lists.concentration({"84": 0.0}), "sizes must not all be zero"),
        (lambda: lists.concentration({"84": -1.0, "85": 2.0}), "sizes must not be negative"),
        (lambda: lists.dependence({"847130": 2.0}, {"847130": 1.0}), "between 0 and the total 1.0 of 847130"),
        (lambda: lists.dependence({}, {}, 75), "threshold must be positive and at most 1; got 75"),
    ],
)  # fmt: skip
def test_bad_trade_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@FEW
@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_concentration(sizes):
    found = lists.concentration({str(k): v for k, v in enumerate(sizes)})
    assert 1 / len(sizes) - 1e-12 <= found.herfindahl <= 1 + 1e-12
    assert found.top(len(sizes)) == pytest.approx(1)
    assert np.all(np.diff(list(found.shares.values())) <= 0)
    alike = lists.concentration(dict.fromkeys(map(str, range(len(sizes))), 3.0))
    assert alike.effective == pytest.approx(len(sizes))


def test_dependence_at_the_threshold():
    found = lists.dependence(
        {"950300": 75.0, "847130": 74.9}, {"950300": 100.0, "847130": 100.0, "010121": 0.0}
    )
    assert found.dependent == ("950300",)
    assert found.untraded == ("010121",)
