"""Tables of inputs that can be withheld: complete, equal to their sources, and guarded by their reader."""

from __future__ import annotations

import csv
import re
import shutil

import pytest

from tradegames.data import reading, strategic

TABLES = [getattr(strategic, name) for name in strategic.__all__]


def rows(shared, name):
    with open(shared / "facts" / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source(table):
    source = table()["source"]
    assert len(source) and source.str.len().min() >= 10


def test_rare_earth_output_is_the_shared_one(shared):
    ours = {(r.year, r.country): r.tonnes for r in strategic.rare_earth_output().itertuples()}
    theirs = {
        (int(r["year"]), r["country"]): float(r["mine_production_t_reo"])
        for r in rows(shared, "rare_earth_mine_production.csv")
    }
    assert ours == theirs


def test_dependence_is_the_shared_one(shared):
    ours = sorted((r.mineral, r.year, r.value) for r in strategic.mineral_dependence().itertuples())
    theirs = sorted(
        (r["mineral"], int(r["year"]), float(r["value"]))
        for r in rows(shared, "critical_minerals_us_dependence.csv")
    )
    assert ours == theirs
    bounds = [r for r in rows(shared, "critical_minerals_us_dependence.csv") if "reported as" in r["source"]]
    assert strategic.mineral_dependence()["note"].str.contains("more than").sum() == len(bounds) == 3


def test_chips_are_the_shared_ones(shared):
    theirs = {r["stage_or_input"]: r for r in rows(shared, "chip_supply_chain_us_china_shares.csv")}
    ours = strategic.chip_shares()
    for r in ours.itertuples():
        assert (r.china_percent, r.usa_percent) == (
            float(theirs[r.item]["CHN"]),
            float(theirs[r.item]["USA"]),
        )
    wanted = {
        k for k, r in theirs.items() if r["level"] == "stage" or max(float(r["CHN"]), float(r["USA"])) >= 75
    }
    assert set(ours["item"]) == wanted
    capacity = sorted((r.year, r.region, r.node, r.percent) for r in strategic.chip_capacity().itertuples())
    assert capacity == sorted(
        (int(r["year"].rstrip("F")), r["region"], r["node"], float(r["capacity_share_pct"]))
        for r in rows(shared, "chip_capacity_shares.csv")
    )


def test_controls_are_the_shared_ones(shared):
    ours = strategic.export_controls()
    theirs = rows(shared, "export_control_timeline.csv")
    assert list(ours["measure"]) == [r["measure"] for r in theirs]
    months = [f"{day:%Y-%m-%d}"[: len(r["date"])] for day, r in zip(ours["date"], theirs, strict=True)]
    assert months == [r["date"] for r in theirs]
    assert list(ours["precision"]) == ["day" if len(r["date"]) == 10 else "month" for r in theirs]


def test_the_long_run_is_more_elastic():
    table = strategic.trade_elasticities().set_index("horizon")
    assert table["value"]["short"] < 1 < table["low"]["long"] < table["value"]["long"] < table["high"]["long"]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        (
            "rare_earth_output",
            "2024,China,270000",
            "2024,China,999000",
            "must not be below a country's, 999000; got 380000",
        ),
        ("rare_earth_output", "1994,China,", "1984,China,", "line 3: year must lie between 1990 and 2035"),
        ("mineral_dependence", ",100,percent", ",101,percent", "must not exceed 100 percent; got 101"),
        ("mineral_dependence", "gallium,2021", "gallum,2021", "mineral must be one of"),
        (
            "chip_shares",
            "Design,9,61",
            "Design,49,61",
            "the two shares must not exceed 100 together; got 110",
        ),
        ("chip_capacity", "2020,estimate", "2020,guess", "kind must be one of estimate, forecast"),
        ("export_controls", "2024-09-15", "2023-09-15", "date must not be before the row above"),
        ("trade_elasticities", "long,", "short,", "horizon must be unique"),
    ],
)
def test_damage_is_told(tmp_path, monkeypatch, name, old, new, words):
    for path in reading.FOLDER.glob("*.csv"):
        shutil.copy(path, tmp_path)
    file = tmp_path / f"{name}.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=re.escape(words)):
        getattr(strategic, name)()
