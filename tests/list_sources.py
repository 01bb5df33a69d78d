"""The package's tables of goods on lists, built anew from the sources in ../shared."""

import pandas as pd

# GTAP's sectors by the nine of the package's world.
NINE = {
    "AGRFOOD": "PDR WHT GRO V_F OSD C_B PFB OCR CTL OAP RMK WOL FRS FSH CMT OMT VOL MIL PCR SGR OFD B_T",
    "MINMAT": "COA OIL GAS OXT OMN P_C CHM BPH RPP NMM I_S NFM FMP",
    "TEX": "TEX WAP LEA",
    "WOODPAP": "LUM PPP",
    "ELEC": "ELE EEQ",
    "MACH": "OME",
    "VEH": "MVH OTN",
    "ART": "OMF",
}
PHONES = ("851713", "851714")  # until 2022 part of 851712, on list 4B: never taxed


def waves(shared):
    """Points that each American wave put on each HS6 code, averages over its lines (Bown 2021)."""
    path = shared / "tariffs" / "us_tariff_waves_on_china_hs6_bown2021.csv"
    table = pd.read_csv(path, dtype={"hs06": str}).set_index("hs06").fillna(0)
    for code in PHONES:
        table.loc[code] = 0.0
    return table


def flows(shared):
    """American imports from China in 2024 and the duty on them, million USD, by HS6."""
    table = pd.read_csv(shared / "trade" / "us_imports_hs6_partner_2024.csv.gz", dtype={"hs6": str})
    table = table.query("partner == 'CHINA'").set_index("hs6")[["imports_usd", "duty_usd"]] / 1e6
    return table.assign(chapter=table.index.str[:2])


def sectors(shared):
    """The sector of each HS6 code."""
    path = shared / "tariffs" / "hs6_gtap_crosswalk_yale.csv"
    code = pd.read_csv(path, dtype=str).dropna().set_index("hs6_code")["gtap_code"].str.upper()
    return code.map({gtap: name for name, codes in NINE.items() for gtap in codes.split()}).dropna()


def chapters_2017(shared):
    """American imports from China by chapter in 2017 (Census), with duty and the points added by 2020."""
    path = shared / "facts" / "hs2_us_imports_2017_and_tariffs.csv"
    return pd.read_csv(path, dtype={"hs2": str}).set_index("hs2").drop("00")


RATES = {"1": 25.0, "2": 25.0, "3": 25.0, "4A": 7.5}


def listed_rates(shared):
    """The rate of each HS6 code that has a line on a list in force, as if all of its goods were on it."""
    table = pd.read_csv(shared / "tariffs" / "us_s301_lists_hts8_original.csv", dtype=str)
    table["rate"] = table["list"].map(RATES)
    return table.dropna().groupby(table["hts8"].str[:6])["rate"].mean()


def law_and_duty(shared):
    """By chapter: duty in 2017 and 2024, points in the law of 2020, and what it asks on trade of 2024."""
    new = flows(shared)
    law = waves(shared).sum(axis=1).reindex(new.index)
    listed = listed_rates(shared).reindex(new.index)
    parts = {
        "duty_2024_musd": new["duty_usd"],
        "known_2024_musd": new["imports_usd"].where(law.notna(), 0),
        "due_2024_musd": (new["imports_usd"] * law / 100).fillna(0),
        "taxed_2024_musd": new["imports_usd"].where(law > 0, 0),
        "listed_2024_musd": new["imports_usd"].where(listed.notna(), 0),
        "listed_due_2024_musd": (new["imports_usd"] * listed / 100).fillna(0),
    }
    table = pd.DataFrame({name: column.groupby(new["chapter"]).sum() for name, column in parts.items()})
    old = chapters_2017(shared)
    table.insert(0, "duty_2017_musd", old["duty_china_musd"])
    table.insert(1, "added_2020_points", old["added_tariff_2020_02_14_pct"])
    return table.fillna(0.0).round(4)


def goods_on_lists(shared):
    """By importer, chapter and sector: imports of 2017 and the part of them on each list."""
    us = pd.concat([_american(shared), _chinese(shared)])
    return us.round({"imports_2017_musd": 2, **{f"list_{name}": 4 for name in ("1", "2", "3", "4A")}})


def _american(shared):
    wave = waves(shared)
    share = pd.DataFrame(
        {
            "list_1": wave["TT301_a"] / 25,
            "list_2": wave["TT301_b"] / 25,
            "list_3": wave["TT301_c"] / 10,
            "list_4A": wave["TT301_e"] / 15,
        }
    )
    new = flows(shared)
    new["sector"] = sectors(shared).reindex(new.index)
    new = new[new["sector"].notna()].join(share)
    lists = list(share)
    # A code that the lists do not know (the system was revised in 2022) counts as the rest of its chapter.
    known = new.dropna()
    for name in lists:
        new[name] = new[name].fillna(new["chapter"].map(_mean(known, known[name]))).fillna(0.0)
    # Within a chapter the codes have their weights of 2024, the chapter itself that of 2017 ...
    old = chapters_2017(shared)
    now = new.groupby("chapter")["imports_usd"].transform("sum")
    new["weight"] = new["imports_usd"] / now * new["chapter"].map(old["imports_china_musd"])
    cells = _cells(new, "USA", lists)
    # ... and so have its lists: the steps of the chapter's average say how much of it was on each.
    one, two, three = (
        old[f"added_tariff_{day}_pct"].fillna(0) for day in ("2018_09_24", "2019_06_15", "2020_02_14")
    )
    other = wave.filter(regex="TT2").sum(axis=1).reindex(new.index).fillna(0)  # safeguards and metals
    early = (one - _mean(new, other)).reindex(one.index).fillna(0)
    target = {"list_3": (two - one) / 15, "list_4A": (three - two) / 7.5}
    target |= dict.fromkeys(("list_1", "list_2"), (early - 10 * target["list_3"]) / 25)
    weight = cells.rename(columns={"imports_2017_musd": "imports_usd"})
    have = {name: _mean(weight, cells[name]) for name in lists}
    have |= dict.fromkeys(("list_1", "list_2"), have["list_1"] + have["list_2"])
    for name in lists:
        factor = target[name].clip(lower=0) / have[name][have[name] > 0]
        cells[name] *= cells["chapter"].map(factor).fillna(0)
    # Rounding and what the revision of 2022 moved can put a cell on more lists than it has goods.
    cells[lists] = cells[lists].div(cells[lists].sum(axis=1).clip(lower=1), axis=0)
    return cells


def _mean(table, values):
    """The mean of each chapter, weighted with imports."""
    sums = (values * table["imports_usd"]).groupby(table["chapter"]).sum()
    return sums / table.groupby("chapter")["imports_usd"].sum()


def _chinese(shared):
    trade = pd.read_csv(shared / "trade" / "china_imports_from_us_hs8_2017_bown.csv", dtype={"hs8": str})
    trade = trade.set_index("hs8")["imports_from_us_2017_kusd"].div(1000).rename("weight").to_frame()
    answer = pd.read_csv(shared / "tariffs" / "china_s301_retaliation_hs8_bown2021.csv", dtype={"hs8": str})
    answer = answer.set_index("hs8")[["reta_2018Jul06", "reta_2018Aug23", "reta_2018Sep24"]].fillna(0)
    step = answer.diff(axis=1).fillna(answer.iloc[:, [0]])
    for k, column in enumerate(step, 1):
        trade[f"list_{k}"] = (step[column] > 0).astype(float).reindex(trade.index).fillna(0.0)
    known = sectors(shared)
    by_heading = known.groupby(known.index.str[:4]).agg(lambda s: s.mode()[0])
    six = trade.index.str[:6]
    trade["sector"] = known.reindex(six).fillna(by_heading.reindex(six.str[:4]).set_axis(six)).to_numpy()
    trade["chapter"] = trade.index.str[:2]
    return _cells(trade[trade["sector"].notna()], "CHN", ["list_1", "list_2", "list_3"])


def _cells(table, importer, lists):
    by = [table["chapter"], table["sector"]]
    weight = table["weight"].groupby(by).sum()
    found = {name: (table[name] * table["weight"]).groupby(by).sum() / weight for name in lists}
    cells = pd.DataFrame({"imports_2017_musd": weight, **found})
    cells = cells[cells["imports_2017_musd"] >= 0.01].reset_index()
    return cells.assign(importer=importer)
