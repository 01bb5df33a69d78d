"""The real lists of 2018: S2's counts, the tables in the package, and where they differ."""

import csv
from functools import cache

import pandas as pd
import pytest

from tradegames import tariff_lists as lists
from tradegames.data import lists as tables

# HS6 codes that the published lists give, to be compared with S2's Tables 4 and 5: (list 1, list 2, both).
US, CHINA = (560, 199, 31), (382, 180, 5)


@cache
def american(folder, name):
    return lists.read(folder / "tariffs/us_s301_lists_hts8_original.csv", name, 0.25, where={"list": name})


@cache
def chinese(folder, name):
    table = pd.read_csv(folder / "tariffs/china_s301_retaliation_hs8_bown2021.csv", dtype={"hs8": str})
    july, august, september = (table[f"reta_2018{day}"] > 0 for day in ("Jul06", "Aug23", "Sep24"))
    rows = {"1": july, "2": august & ~july, "3": september & ~august & ~july}[name]
    return lists.read(table[rows], name, 0.25)


@cache
def trade(folder):
    """US imports of 2024 by HS6, from China and from everybody."""
    table = pd.read_csv(folder / "trade/us_imports_hs6_partner_2024.csv.gz", dtype={"hs6": str})
    china = table[table["partner"] == "CHINA"].groupby("hs6")["imports_usd"].sum()
    return china.to_dict(), table.groupby("hs6")["imports_usd"].sum().to_dict()


def test_american_lists(shared):
    one, two = american(shared, "1"), american(shared, "2")
    assert (len(one.codes), len(two.codes)) == (817, 279)
    assert (len(one.hs6), len(two.hs6), len(lists.compare(one, two).both)) == US
    assert len((one | two).hs6) == 728
    assert one.report.faults == one.report.repairs == ()


def test_chinese_lists(shared):
    one, two = chinese(shared, "1"), chinese(shared, "2")
    assert (len(one.codes), len(two.codes)) == (545, 333)
    assert (len(one.hs6), len(two.hs6), len(lists.compare(one, two).both)) == CHINA


def in_rows(counts, rows):
    """Add chapters up to the rows of S2's tables, of which some are ranges; chapters of no row stay."""
    found = dict.fromkeys(rows, 0)
    for chapter, count in counts.items():
        fit = [row for row in rows if row[:2] <= chapter <= row[-2:]]
        found[fit[0] if fit else chapter] = found.get(fit[0] if fit else chapter, 0) + count
    return found


@pytest.mark.parametrize(
    ("importer", "name", "different"),
    [
        ("USA", "1", {}),
        ("USA", "2", {}),
        ("CHN", "1", {}),
        # chapter: (S2's Table 5, the list)
        ("CHN", "2", {"26": (0, 3), "72-83": (20, 21), "87-89": (1, 59), "90": (6, 7)}),
    ],
)
def test_tables_4_and_5_by_chapter(shared, importer, name, different):
    printed = tables.published_counts()
    printed = printed[(printed["importer"] == importer) & (printed["hs2"] != "total")]
    said = printed.set_index("hs2")[f"list_{name}"].to_dict()
    found = in_rows((american if importer == "USA" else chinese)(shared, name).count(), list(said))
    gaps = {k: (said.get(k, 0), n) for k, n in found.items() if said.get(k, 0) != n}
    assert gaps == different


def test_table_5_without_what_was_not_traded(shared):
    # S2 prints 177 for list 2: the list has 180, of which three of chapter 26, not traded in 2017.
    with open(shared / "trade/china_imports_from_us_hs8_2017_bown.csv", encoding="utf-8", newline="") as file:
        traded = {row["hs8"]: float(row["imports_from_us_2017_kusd"]) for row in csv.DictReader(file)}
    two = chinese(shared, "2")
    idle = {c[:2] for c in two.codes} - {c[:2] for c in two.codes if traded.get(c, 0) > 0}
    assert {"26", "80"} <= idle  # the two chapters of the list that S2's Table 2 lacks, too
    assert len([code for code in two.hs6 if code[:2] != "26"]) == 177


@pytest.mark.parametrize("importer", ["USA", "CHN"])
def test_counts_in_the_package_are_those_of_the_lists(shared, importer):
    table = tables.counts()
    table = table[table["importer"] == importer]
    for name, rows in table.groupby("list"):
        real = (american if importer == "USA" else chinese)(shared, name)
        assert dict(zip(rows["hs2"], rows["lines"], strict=True)) == real.count(8)
        assert dict(zip(rows["hs2"], rows["hs6"], strict=True)) == real.count()
        if name == "2":
            first = (american if importer == "USA" else chinese)(shared, "1")
            assert rows["repeated"].sum() == len(lists.compare(first, real).both)
        if importer == "USA":
            china, world = trade(shared)
            for column, values in (("target_musd", china), ("world_musd", world)):
                total = sum(values.get(code, 0) for code in real.hs6) / 1e6
                assert rows[column].sum() == pytest.approx(total, abs=0.1)


def test_six_digits_cover_more_than_the_lines(shared):
    table = pd.read_csv(shared / "trade/china_imports_from_us_hs8_2017_bown.csv", dtype={"hs8": str})
    trade_ = table.set_index("hs8")["imports_from_us_2017_kusd"] / 1e3
    for name, ratio in (("1", 1.029), ("2", 1.848)):
        real, rows = chinese(shared, name), tables.counts().query("importer == 'CHN'")
        rows = rows[rows["list"] == name]
        lines = trade_[trade_.index.isin(real.codes)].sum()
        whole = trade_[trade_.index.str[:6].isin(real.hs6)].sum()
        assert rows["target_musd"].sum() == pytest.approx(lines, abs=0.1)
        assert rows["hs6_musd"].sum() == pytest.approx(whole, abs=0.1)
        assert whole / lines == pytest.approx(ratio, abs=1e-3)


def test_unknown_codes_are_reported(shared):
    # The lists speak the Harmonised System of 2017, the trade of 2024 that of 2022.
    source = shared / "tariffs/us_s301_lists_hts8_original.csv"
    with open(source, encoding="utf-8", newline="") as file:
        codes = sorted({row["hts8"][:6] for row in csv.DictReader(file) if row["list"] == "1"})
    _, world = trade(shared)
    with pytest.raises(lists.ListError, match="20 of 560 lines cannot be used"):
        lists.clean(codes, digits=(6,), known=world.keys())
    found, report = lists.clean(codes, digits=(6,), known=world.keys(), strict=False)
    assert len(found) + len(report.of("unknown")) == 560


def test_a_spreadsheet_does_not_change_a_list(shared):
    table = pd.read_csv(shared / "tariffs/china_s301_retaliation_hs8_bown2021.csv")  # codes become numbers
    found = lists.read(table, "China", "reta_2018Jul06", unit="percent")
    assert found.codes == chinese(shared, "1").codes
    assert len(found.report.repairs) == sum(code[0] == "0" for code in found.codes) > 200


def test_dependence_in_the_package(shared):
    china, world = trade(shared)
    a, b = (set(american(shared, name).hs6) for name in ("4A", "4B"))
    for name, codes in {"4A": a - b, "4B": b - a}.items():
        known = {code: world[code] for code in codes if world.get(code, 0) > 0}
        found = lists.dependence({code: china.get(code, 0) for code in known}, known)
        table = tables.dependence()
        rows = table[table["list"] == name]
        assert rows["hs6"].sum() == len(known)
        assert rows.query("share_percent >= 75")["hs6"].sum() == len(found.dependent)
        assert rows["china_musd"].sum() == pytest.approx(sum(china.get(c, 0) for c in known) / 1e6, abs=0.1)


def test_world_of_the_package(shared):
    with open(shared / "facts/icio2017_3x9_tariffs.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = ["USA", "CHN", "ROW"]
    for sector in ("TEX", "ELEC", "MACH"):
        trade_, tariff = tables.world(sector)
        for row in rows:
            if row["sector"] == sector and row["exporter"] != row["importer"]:
                place = names.index(row["exporter"]), names.index(row["importer"])
                assert trade_[place] == pytest.approx(float(row["trade_usd_bn"]), abs=6e-3)
                assert tariff[place] == float(row["prewar_tariff"])


def test_chapters_in_the_package(shared):
    with open(shared / "facts/hs2_us_imports_2017_and_tariffs.csv", encoding="utf-8", newline="") as file:
        facts = {row["hs2"]: row for row in csv.DictReader(file)}
    table = tables.chapters()
    assert len(table) == 96 and "77" not in set(table["hs2"])
    for row in table.to_dict("records"):
        assert row["us_china_musd"] == pytest.approx(float(facts[row["hs2"]]["imports_china_musd"]), abs=1e-3)
