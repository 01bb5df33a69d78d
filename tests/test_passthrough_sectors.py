"""S3's elasticities on real imports, the exchange rate, and the tables that they are read from."""

import csv
import gzip
import shutil
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

from tradegames import data
from tradegames.data import reading
from tradegames.passthrough import depreciation, exposure, sector_table, sectors

TABLES = {
    "us_imports_from_china.csv": data.us_imports_from_china,
    "s3_elasticities.csv": data.s3_elasticities,
    "usd_cny.csv": data.usd_cny,
    "china_accounts.csv": data.china_accounts,
}


# --- S3's figures -----------------------------------------------------------------------------


def test_shares_that_s3_names_fix_its_groups():
    """Machinery and electrical equipment about 45 % of 2024, plastics, rubber and metals 11 %."""
    table = sectors()
    by_industry = table.groupby("industry")["imports_musd"].sum() / table["imports_musd"].sum()
    assert 100 * (by_industry["machinery"] + by_industry["electrical"]) == pytest.approx(45, abs=1.5)
    assert 100 * (by_industry["plastics"] + by_industry["metals"]) == pytest.approx(11, abs=0.5)


def test_lost_exports_and_points_of_gdp():
    """S3: about 600 bn RMB and close to 0.5 points of GDP. American count; the Chinese one gives more."""
    american, chinese = exposure(), exposure("exporter")
    loss = {0.5: 0.1972, 1: 0.2, 0: 0.216}
    assert {s: round(american.exports * part) for s, part in loss.items()} == {0.5: 609, 1: 618, 0: 668}
    assert 100 * american.share * 0.1972 == pytest.approx(0.452, abs=5e-4)
    assert chinese.exports * 0.1972 == pytest.approx(745, abs=1)
    assert 100 * chinese.share * 0.1972 == pytest.approx(0.552, abs=5e-4)


def test_sector_table():
    table = sector_table(tariff=0.2)
    assert len(table) == 3 * 98
    assert table["exporter_share"].unique().tolist() == [1, 0.5, 0]
    e, s = table["elasticity"], table["exporter_share"]
    by_hand = 0.2 * s + (1 - 0.2 * s) * e * 0.2 * (1 - s)
    assert (-table["value_change"]).tolist() == pytest.approx(by_hand.tolist())
    assert table["loss_musd"].tolist() == pytest.approx((by_hand * table["imports_musd"]).tolist())
    # S3's paradox fails for its own two largest chapters: they lose most when the exporter pays.
    worst = table.loc[table.groupby("chapter")["loss_musd"].idxmax()].set_index("chapter")["exporter_share"]
    assert (worst["84"], worst["85"], worst["39"], worst["73"]) == (1, 1, 0, 0)
    # exact losses are smaller throughout, and the order of the chapters by loss rate is the same at s = 0
    exact = sector_table(tariff=0.2, arithmetic="exact")
    assert (exact["loss_musd"] < table["loss_musd"]).all()
    rank = [t[t["exporter_share"] == 0]["value_change"].rank() for t in (table, exact)]
    assert (rank[0] == rank[1]).all()


def test_every_chapter_has_one_industry():
    table = sectors(2017)
    assert table["imports_musd"].sum() == pytest.approx(503_651.58, abs=0.01)
    assert table["chapter"].is_unique and table["elasticity"].between(0.8, 1.3).all()  # figure 2's range
    printed = data.s3_elasticities().query("industry != 'all'")
    spans = sorted(span.split("-") for span in printed["chapters"])
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert set(printed["industry"]) < set(table["industry"])
    below_one = table[table["elasticity"] < 1]["imports_musd"].sum() / table["imports_musd"].sum()
    assert below_one > 0.5


def test_the_rmb_fell_in_the_first_wave_and_not_in_the_second():
    rate = data.usd_cny().set_index("month")["usd_cny"]
    assert depreciation("2018-04", "2019-09") == pytest.approx(1 - rate["2018-04-01"] / rate["2019-09-01"])
    assert depreciation("2018-04", "2019-09") > 0.11
    assert -0.04 < depreciation("2025-01", "2025-12") < 0
    there, back = depreciation("2017-01", "2020-01"), depreciation("2020-01", "2017-01")
    assert (1 - there) * (1 - back) == pytest.approx(1)


# --- against the files they were entered from -------------------------------------------------


def read(shared, *path):
    opened = gzip.open if path[-1].endswith(".gz") else open
    with opened(shared.joinpath(*path), "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_imports_agree_with_the_shared_tables(shared):
    ours = data.us_imports_from_china().set_index("chapter")
    rows = read(shared, "trade", "us_imports_hs2_partner_2017_census.csv")
    theirs = {row["hs2"]: float(row["imports_usd"]) / 1e6 for row in rows if row["partner"] == "CHINA"}
    assert theirs.pop("00") == pytest.approx(ours["imports_2017_musd"].sum(), abs=0.01)
    assert theirs == pytest.approx(ours["imports_2017_musd"].to_dict(), abs=5e-5)
    sums = defaultdict(float)
    for row in read(shared, "trade", "us_imports_hs6_partner_2024.csv.gz"):
        if row["partner"] == "CHINA":
            sums[row["hs6"][:2]] += float(row["imports_usd"]) / 1e6
    assert dict(sums) == pytest.approx(ours["imports_2024_musd"].to_dict(), abs=6e-5)


def test_elasticities_and_rates_agree_with_the_shared_tables(shared):
    theirs = [-float(row["elasticity"]) for row in read(shared, "facts", "seed003_elasticities.csv")]
    assert sorted(data.s3_elasticities()["elasticity"]) == sorted(theirs)
    rates = data.usd_cny()
    rows = list(read(shared, "facts", "usd_cny_monthly_2017_2025.csv"))
    assert [f"{month:%Y-%m}" for month in rates["month"]] == [row["month"] for row in rows]
    assert rates["usd_cny"].tolist() == [float(row["usd_cny_avg"]) for row in rows]
    assert rates["days"].tolist() == [int(row["days"]) for row in rows]


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_source(name):
    table = TABLES[name]()
    assert table["source"].str.len().min() > 20
    numbers = table.select_dtypes(np.number)
    assert len(table) > 1 and np.isfinite(numbers).all().all() and (numbers >= 0).all().all()


@pytest.mark.parametrize(
    ("name", "old", "new", "match"),
    [
        ("us_imports_from_china.csv", "02,Meat", "2,Meat", r"line 3: chapter must be an HS chapter of two"),
        ("us_imports_from_china.csv", "02,Meat", "01,Meat", r"line 3: chapter must be unique; got .*line 2"),
        ("us_imports_from_china.csv", "15.9372", "-15.9", r"imports_2017_musd must lie between 0 and 1e\+06"),
        ("s3_elasticities.csv", "01-05", "1-5", r"line 3: chapters must be empty or two HS chapters"),
        ("s3_elasticities.csv", "01-05", "05-01", r"chapters must not end before it begins; got '05-01'"),
        ("s3_elasticities.csv", ",1.08,", ",-1.08,", r"elasticity must lie between 0 and 10; got '-1\.08'"),
        ("usd_cny.csv", "2017-02", "2017-13", r"line 3: month must be a month as YYYY-MM; got '2017-13'"),
        ("china_accounts.csv", "bn RMB", "RMB", r"line 2: unit must be one of bn RMB, bn USD; got 'RMB'"),
    ],
)  # fmt: skip
def test_damage_is_refused_by_name(tmp_path, monkeypatch, name, old, new, match):
    shutil.copy(reading.FOLDER / name, tmp_path)
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    TABLES[name]()  # whole before
    path = tmp_path / name
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=match):
        TABLES[name]()


def test_refusals():
    with pytest.raises(ValueError, match=r"sectors\.year must be '2024' or '2017'; got '2020'"):
        sectors(2020)
    with pytest.raises(ValueError, match=r"exposure\.count must be 'importer' or 'exporter'; got 'both'"):
        exposure("both")
    with pytest.raises(ValueError, match=r"depreciation\.end must be a month from 2017-01 to 2025-12"):
        depreciation("2018-04", "2030-01")
