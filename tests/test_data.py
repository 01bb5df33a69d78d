"""The tables of facts: complete, orderly, equal to their sources, and guarded by their reader."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest

from tradegames import data
from tradegames.data import reading

AVERAGES, ACTIONS, KINDS = "tariff_averages.csv", "tariff_actions.csv", "tariff_concepts.csv"

# What the shared table calls a concept, and what we call it.
CONCEPTS = {
    "PIIE average (weights: China exports to world)": "piie",
    "PIIE average (weights: US exports to world)": "piie",
    "Bown-Jung-Zhang 2019 Figure 1": "bown_jung_zhang",
    "computed: cumulative special tariff, 2017 import weights (CIF, Comtrade)": "added_2017_weights",
    "calculated duty / customs value": "duty_over_value",
    "calculated duty / customs value (Jan-Nov)": "duty_over_value",
    "trade-weighted statutory increase over 2024 (pp), after exemptions": "statutory_increase",
    "WTO TTD best-available incl. additional duties, import-weighted": "wto_best_available",
    "CF40 chart 1 (weighted average, text)": "cf40",
}
PAIRS = {
    "US_on_China": ("USA", "CHN"),
    "US_on_China_ADDED": ("USA", "CHN"),
    "US_on_China_ADDED_2025": ("USA", "CHN"),
    "China_on_US": ("CHN", "USA"),
    "China_on_RoW": ("CHN", "ROW"),
}
# Where the shared actions and ours differ on purpose: (importer, day) -> column -> (shared, ours).
CORRECTED = {
    ("USA", "2018-08-23"): {"lines": (284, 279)},  # proposed; in force after five were dropped
    ("CHN", "2019-01-01"): {"rate_percent": (-25, 0)},  # a change; the duty left in force
}


def _shared(shared, *path):
    with open(shared.joinpath(*path), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _months(day):
    return pd.Timestamp(f"{day}-01-01") if len(day) == 4 else pd.Timestamp(day)


# --- the tables themselves


@pytest.mark.parametrize("table", [data.tariff_actions, data.average_tariffs, data.tariff_concepts])
def test_every_row_has_a_source(table):
    source = table()["source"]
    assert len(source) and source.str.len().min() >= 4


def test_concepts_are_exactly_those_in_use():
    assert set(data.tariff_concepts()["concept"]) == set(data.average_tariffs()["concept"])


def test_a_concept_is_never_both_a_level_and_an_increase():
    units = data.tariff_concepts().groupby("kind")["unit"].unique()
    assert {kind: list(unit) for kind, unit in units.items()} == {
        "increase": ["percentage points"],
        "level": ["percent of value"],
    }


def test_dates_are_ordered_and_within_the_story():
    actions, averages = data.tariff_actions(), data.average_tariffs()
    assert actions["date"].is_monotonic_increasing
    assert actions["date"].between("2018-01-01", "2026-12-31").all()
    assert averages["start"].between("2013-01-01", "2026-12-31").all()
    for _, series in averages.groupby(["concept", "importer", "exporter"]):
        assert series["start"].is_monotonic_increasing and series["start"].is_unique
        following = series["start"].shift(-1)
        assert (series["end"].isna() | following.isna() | (series["end"] < following)).all()


def test_rates_are_percent_in_a_sane_range():
    averages = data.average_tariffs()
    assert averages["rate_percent"].between(0, 150).all()
    assert averages["rate_percent"].max() > 100  # fractions would all lie below 1.5
    actions = data.tariff_actions().dropna(subset="rate_percent")
    assert (actions["low_percent"] <= actions["rate_percent"]).all()
    assert actions["rate_percent"].max() == 145


def test_only_general_cuts_have_no_rate():
    actions = data.tariff_actions()
    assert set(actions.loc[actions["rate_percent"].isna(), "basis"]) == {"general_cut"}


def test_a_value_in_force_is_one_a_series_and_gaps_stay_gaps():
    day = data.average_tariffs(on="2019-07-15")
    assert not day.duplicated(["concept", "importer", "exporter"]).any()
    assert "piie" not in set(day["concept"])  # nobody published one between 15 June and 31 August 2019
    september = data.average_tariffs(on=date(2019, 9, 1))
    assert september.query("concept == 'piie'")["rate_percent"].tolist() == [21.0]
    assert data.average_tariffs(on="2012-12-31").empty
    assert "duty_over_value" not in set(data.average_tariffs(on="2022-07-01")["concept"])


def test_steps_of_averages_fit_the_actions():
    """Chinese duties of 2025 fell on all goods: the WTO average must move by exactly the announced points."""
    wto = data.average_tariffs().query("concept == 'wto_best_available'").set_index("start")["rate_percent"]
    announced = data.tariff_actions().set_index("action_id")["rate_percent"]
    before = wto["2025-03-20"]
    for day, action in (
        ("2025-04-10", "china_84"),
        ("2025-04-12", "china_125"),
        ("2025-05-14", "geneva_china"),
    ):
        assert wto[day] - before == pytest.approx(announced[action], abs=0.01), action
    farm_on, farm_off = wto["2025-03-10"] - wto["2025-02-10"], wto["2025-05-14"] - wto["2025-11-10"]
    assert farm_on == pytest.approx(farm_off, abs=0.01)  # what came in March went in November


# --- against the sources they were entered from


def test_averages_agree_with_the_shared_table(shared):
    ours = data.average_tariffs().set_index(["concept", "importer", "exporter", "start"])["rate_percent"]
    rows = _shared(shared, "facts", "us_china_average_tariff_timeline.csv")
    assert len(rows) >= 80
    for row in rows:
        key = (CONCEPTS[row["concept"]], *PAIRS[row["series"]], _months(row["date"]))
        assert ours[key] == float(row["value_pct"]), key


def test_actions_agree_with_the_shared_table(shared):
    ours = data.tariff_actions()
    for row in _shared(shared, "facts", "us_china_tariff_actions.csv"):
        importer = {"US": "USA", "CHN": "CHN"}[row["importer"]]
        day = row["effective_date"]
        same = ours[(ours["importer"] == importer) & (ours["date"] == day)]
        for column, theirs in (
            ("rate_percent", row["added_rate_pct"]),
            ("value_bn_usd", row["announced_value_usd_bn"]),
            ("lines", row["tariff_lines"]),
        ):
            if not theirs:
                continue
            expected = CORRECTED.get((importer, day), {}).get(column, (float(theirs), float(theirs)))
            assert float(theirs) == expected[0]
            assert expected[1] in same[column].dropna().tolist(), (importer, day, column)


def test_the_level_for_all_partners_is_the_daily_series(shared):
    daily = _shared(shared, "tariffs", "us_avg_tariff_daily_2025_26_waugh.csv")
    ours = data.average_tariffs().query("concept == 'statutory_level'")
    values, starts = ours["rate_percent"].tolist(), ours["start"].tolist()
    assert ours["end"].iloc[-1] == pd.Timestamp(daily[-1]["date"])
    step = -1
    for row in daily:
        if step + 1 < len(starts) and pd.Timestamp(row["date"]) == starts[step + 1]:
            step += 1
        theirs = float(row["import_weighted_avg_tariff"])
        assert values[step] == pytest.approx(theirs, abs=0.005 + 1e-9), row["date"]
    assert step == len(starts) - 1


def test_line_counts_come_out_of_the_published_lists(shared):
    lines = data.tariff_actions().set_index("action_id")["lines"]
    lists = pd.DataFrame(_shared(shared, "tariffs", "us_s301_lists_hts8_original.csv"))["list"].value_counts()
    assert lines["list_2"] == lists["2"] and lines["list_4a"] == lists["4A"]
    assert lines["list_4b_suspended"] == lists["4B"]
    assert lines["list_1"] == lists["1"] + 1 and lines["list_3"] == lists["3"] - 14  # both said in the notes
    china = pd.DataFrame(_shared(shared, "tariffs", "china_s301_retaliation_hs8_bown2021.csv"))
    rate = china.filter(like="reta").astype(float)
    assert lines["china_list_1"] == (rate["reta_2018Jul06"] > 0).sum()
    assert lines["china_list_2"] == (rate["reta_2018Aug23"] > rate["reta_2018Jul06"]).sum()
    assert lines["china_list_3"] == (rate["reta_2018Sep24"] > rate["reta_2018Aug23"]).sum()
    assert lines["cars_suspended"] == (rate["reta_2019Jan01"] < rate["reta_2018Sep24"]).sum()
    assert lines["china_list_3_raised"] == (rate["reta_2019Jun01"] > rate["reta_2019Jan01"]).sum()


def test_duty_over_value_of_2017_is_the_census_ratio(shared):
    (total,) = (
        row
        for row in _shared(shared, "trade", "us_imports_hs2_partner_2017_census.csv")
        if row["partner"] == "CHINA" and row["hs2"] == "00"
    )
    ours = data.average_tariffs(on="2017-07-01").query("concept == 'duty_over_value'")["rate_percent"].item()
    assert ours == pytest.approx(100 * float(total["duty_usd"]) / float(total["imports_usd"]), abs=0.001)


# --- the reader refuses damage


@pytest.fixture
def damaged(tmp_path, monkeypatch):
    """A copy of the tables in which one line can be replaced."""
    for name in (AVERAGES, ACTIONS, KINDS):
        shutil.copy(reading.FOLDER / name, tmp_path)
    monkeypatch.setattr(reading, "FOLDER", tmp_path)

    def damage(name, line, change):
        path = tmp_path / name
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[line - 1] = change(lines[line - 1])
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    return damage


def _swap(old, new):
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("name", "line", "change", "match"),
    [
        (
            AVERAGES,
            3,
            _swap("piie,", "pie,"),
            r"averages\.csv, line 3: concept must be one of piie, .*cf40; got 'pie'",
        ),
        (
            AVERAGES,
            3,
            _swap("2018-06-30", "30.6.2018"),
            r"start must be a date as YYYY-MM-DD; got '30\.6\.2018'",
        ),
        (
            AVERAGES,
            3,
            _swap("2018-06-30", "2018-06-31"),
            r"start must be a day of the calendar; got '2018-06-31'",
        ),
        (
            AVERAGES,
            3,
            _swap("2018-07-05", "2018-06-05"),
            r"end must not be before start \(2018-06-30\); got 2018-06-05",
        ),
        (
            AVERAGES,
            3,
            _swap("2018-06-30", "2018-01-01"),
            r"line 3: concept \+ .* must be unique; got .*, as in line 2",
        ),
        (
            AVERAGES,
            4,
            _swap("2018-09-25", "2018-07-01"),
            r"line 4: start must be after 2018-07-05, .*; got 2018-07-01",
        ),
        (AVERAGES, 3, _swap(",3.8,", ",nan,"), r"rate_percent must lie between 0 and 200; got 'nan'"),
        (AVERAGES, 3, _swap(",3.8,", ",3.8 %,"), r"rate_percent must be a number; got '3\.8 %'"),
        (AVERAGES, 3, _swap("USA", "US"), r"importer must be one of USA, CHN; got 'US'"),
        (AVERAGES, 3, lambda text: text + ",more", r"line 3: a row must have 8 fields; got 9"),
        (AVERAGES, 1, _swap("_percent", ""), r"line 1: the columns must be .*rate_percent.*; got .*rate,"),
        (
            ACTIONS,
            2,
            _swap("safeguards", "metals"),
            r"actions\.csv, line 3: action_id must be unique; got .* line 2",
        ),
        (
            ACTIONS,
            3,
            _swap("2018-03-23", "2018-01-23"),
            r"date must not be before .* \(2018-02-07\); got 2018-01-23",
        ),
        (
            ACTIONS,
            3,
            _swap(",10,25,", ",25,10,"),
            r"low_percent must not exceed rate_percent \(10\.0\); got 25\.0",
        ),
        (ACTIONS, 3, _swap("25,,,all", "25,,,USA"), r"applies_to must not be the importer itself; got 'USA'"),
        (ACTIONS, 3, _swap("25,,,all", "25,,1.5,all"), r"lines must be a whole number; got '1\.5'"),
        (KINDS, 2, _swap("level", "flat"), r"kind must be one of level, increase; got 'flat'"),
        (
            KINDS,
            2,
            _swap("percent of value", "percentage points"),
            r"concepts\.csv, line 2: unit must be 'percent of",
        ),
        (KINDS, 2, lambda text: text[: text.rindex(",")] + ", ", r"source must not be empty; got ' '"),
    ],
)
def test_damage_is_refused_by_name(damaged, name, line, change, match):
    read = {AVERAGES: data.average_tariffs, ACTIONS: data.tariff_actions, KINDS: data.tariff_concepts}[name]
    read()  # whole before
    damaged(name, line, change)
    with pytest.raises(ValueError, match=match):
        read()


@pytest.mark.parametrize("day", ["2019", "1 July 2019", "2019-02-30", 2019])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(ValueError, match=r"average_tariffs\.on must be a da.*; got"):
        data.average_tariffs(on=day)


def test_pandas_waits_until_a_table_is_asked_for():
    code = "import sys, tradegames.data; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
