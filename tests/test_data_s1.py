"""What S1 reports of its experiment: equal to its source, and guarded by its reader."""

from __future__ import annotations

import csv
import shutil

import pytest

from tradegames import data
from tradegames.data import reading

# How the shared table of facts calls each figure.
NAMES = {
    "real_gdp": "CHN real GDP, US +10% on all Chinese goods",
    "nominal_gdp": "CHN nominal GDP",
    "exports_usa": "CHN exports to US",
    "output_art": "CHN output ART (toys, furniture etc.)",
    "output_elec": "CHN output Electronic",
    "output_tex": "CHN output TextWapp",
    "employment": "CHN employment",
}


def test_every_figure_is_the_shared_one(shared):
    with open(shared / "facts" / "seed001_gtap_results.csv", encoding="utf-8", newline="") as file:
        theirs = {row["variable"]: float(row["pct_change"]) for row in csv.DictReader(file)}
    ours = data.s1_results().set_index("figure")["percent"]
    assert {NAMES[figure]: percent for figure, percent in ours.items()} == theirs


def test_sectors_are_those_of_the_world():
    from tradegames.cge import load

    table = data.s1_results().set_index("figure")
    sectors = table["sector"].dropna()
    assert list(sectors.index) == ["output_art", "output_elec", "output_tex"]
    assert set(sectors) <= set(load().benchmark.sectors)
    assert table["partner"].dropna().to_dict() == {"exports_usa": "USA"}
    assert table["source"].str.contains("section 4").all()


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("employment,employment", "real_gdp,employment", r"line 8: figure must be unique; got .*line 2"),
        ("-4.14", "-414", r"line 5: percent must lie between -100 and 100; got '-414'"),
        ("TEX", "CLOTH", r"line 7: sector must be one of ART, ELEC, TEX; got 'CLOTH'"),
    ],
)
def test_damage_is_refused_by_name(tmp_path, monkeypatch, old, new, match):
    shutil.copy(reading.FOLDER / "s1_results.csv", tmp_path)
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    assert len(data.s1_results()) == len(NAMES)
    path = tmp_path / "s1_results.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=match):
        data.s1_results()
