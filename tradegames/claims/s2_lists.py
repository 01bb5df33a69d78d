"""What S1 and S2 say of the tariff lists themselves, held against the lists as published.

The counts of the published lists ship with the package (`tradegames.data.lists`); a test compares them
with the lists. The trade that the lists cover is another year's than the documents', and where that
decides a claim it needs data.
"""

from __future__ import annotations

from typing import Any

from ..data import lists
from ..tariff_lists import Concentration, concentration
from .entries import Fails, Holds, NeedsData, Verdict, claim

CHAPTER = "lists_2018"


def _real(importer: str, name: str, column: str = "hs6") -> dict[str, int]:
    """A column of the published lists by chapter."""
    table = lists.counts()
    rows = table[(table["importer"] == importer) & (table["list"] == name)]
    return {str(k): int(v) for k, v in rows.set_index("hs2")[column].items()}


def _printed(importer: str, column: str) -> dict[str, int]:
    """A column of S2's Table 4 or 5 as printed, with its total."""
    table = lists.published_counts()
    rows = table[table["importer"] == importer]
    return {str(k): int(v) for k, v in rows.set_index("hs2")[column].items()}


def _beside(importer: str, name: str) -> dict[str, tuple[int, int]]:
    """What S2 prints and what the list has, by row of the table; chapters without a row stand alone."""
    printed = _printed(importer, f"list_{name}")
    printed.pop("total")
    found = dict.fromkeys(printed, 0)
    for chapter, count in _real(importer, name).items():
        row = next((row for row in printed if row[:2] <= chapter <= row[-2:]), chapter)
        found[row] = found.get(row, 0) + count
    return {row: (printed.get(row, 0), count) for row, count in found.items()}


def _table(importer: str, name: str, lines: int | None) -> Verdict:
    """Compare a column of Table 4 or 5 with the list, chapter by chapter."""
    beside, total = _beside(importer, name), _printed(importer, f"list_{name}")["total"]
    real, own = sum(n for _, n in beside.values()), sum(n for n, _ in beside.values())
    there = sum(_real(importer, name, "lines").values())
    gaps = {row: pair for row, pair in beside.items() if pair[0] != pair[1]}
    evidence = (
        f"The list has {there} lines of {real} HS6 codes; printed rows add to {own}, the total to {total}."
    )
    if not gaps and real == total and lines in (None, there):
        return Holds(f"{evidence} Every row agrees.")
    without = {row: count for row, (printed, count) in beside.items() if row in gaps and printed == 0}
    hint = f"; without chapter {', '.join(without)} {real - sum(without.values())}" if without else ""
    return Fails(
        evidence,
        "; ".join(f"{row}: {printed} printed, {count} on the list" for row, (printed, count) in gaps.items())
        or f"{lines} lines said, {there} found",
        f"{there} lines, {real} HS6 codes{hint}.",
    )


@claim(
    "S2-lists-us-1",
    place="section 3, Table 4, list 1",
    kind="table",
    says="The first American list has 560 six-digit codes, in nine chapters as printed.",
    chapter=CHAPTER,
)
def us_one() -> Verdict:
    """Count the list that USTR published."""
    return _table("USA", "1", None)


@claim(
    "S2-lists-us-2",
    place="section 3, Table 4, list 2",
    kind="table",
    says="The second American list has 279 lines (284 less five) and 199 six-digit codes as printed.",
    chapter=CHAPTER,
)
def us_two() -> Verdict:
    """Count the list that USTR published."""
    return _table("USA", "2", 284 - 5)


@claim(
    "S2-lists-us-818",
    place="section 1, footnote 3",
    kind="number",
    says="The first American list has 818 lines of eight digits.",
    chapter=CHAPTER,
)
def us_lines() -> Verdict:
    """Count the lines of the copy at hand."""
    found = sum(_real("USA", "1", "lines").values())
    if found == 818:
        return Holds(f"The copy at hand has {found} lines.")
    return NeedsData(
        f"The copy at hand has {found} lines; the number of six-digit codes is S2's all the same.",
        "The annex of the Federal Register notice itself.",
    )


@claim(
    "S2-lists-china-1",
    place="section 3, Table 5, list 1",
    kind="table",
    says="China's first list has 545 lines and 382 six-digit codes as printed.",
    chapter=CHAPTER,
)
def china_one() -> Verdict:
    """Count the list that China published."""
    return _table("CHN", "1", 545)


@claim(
    "S2-lists-china-2",
    place="section 3, Table 5, list 2",
    kind="table",
    says="China's second list has 333 lines and 177 six-digit codes as printed.",
    chapter=CHAPTER,
)
def china_two() -> Verdict:
    """Count the list that China published."""
    return _table("CHN", "2", 333)


@claim(
    "S2-lists-overlap",
    place="section 3, note to Table 3",
    kind="interpretation",
    says="Lists 1 and 2 have six-digit codes in common.",
    chapter=CHAPTER,
)
def overlap() -> Verdict:
    """Count the codes of the second lists that are on the first ones."""
    both = {country: sum(_real(country, "2", "repeated").values()) for country in ("USA", "CHN")}
    union = {c: sum(_real(c, "1").values()) + sum(_real(c, "2").values()) - n for c, n in both.items()}
    evidence = (
        f"{both['USA']} codes of the American lists are on both, {union['USA']} on either; of China's lists "
        f"{both['CHN']} and {union['CHN']}."
    )
    if min(both.values()) > 0:
        return Holds(evidence)
    return Fails(evidence, "A pair of lists without a common code.", "They have none in common.")


def _spread(importer: str, name: str) -> Concentration:
    return concentration({chapter: float(n) for chapter, n in _real(importer, name).items()})


@claim(
    "S2-lists-list-1",
    place="section 3, on Table 4",
    kind="interpretation",
    says="The first American list is concentrated in fewer industries than the second.",
    chapter=CHAPTER,
)
def first_list() -> Verdict:
    """Compare numbers of chapters and Herfindahl indices."""
    one, two = _spread("USA", "1"), _spread("USA", "2")
    evidence = (
        f"{len(one.shares)} chapters against {len(two.shares)}; Herfindahl index of the counts "
        f"{one.herfindahl:.3f} against {two.herfindahl:.3f}."
    )
    if len(one.shares) < len(two.shares) and one.herfindahl > two.herfindahl:
        return Holds(evidence)
    return Fails(evidence, "The numbers beside.", "The second list is no less concentrated.")


@claim(
    "S2-lists-dropped",
    place="section 3, on Table 4",
    kind="interpretation",
    says="Of April's list the lists in force leave out most organic chemicals, medicines, steel, aluminium "
    "and articles of base metal.",
    chapter=CHAPTER,
)
def dropped() -> Verdict:
    """Compare April's counts as printed with the published lists, in chapters 29, 30, 72, 73, 76 and 83."""
    april = _printed("USA", "april")
    kept = {
        c: _real("USA", "1").get(c, 0) + _real("USA", "2").get(c, 0)
        for c in ("29", "30", "72", "73", "76", "83")
    }
    evidence = "; ".join(f"{c}: {april[c]} in April, {n} in force" for c, n in kept.items()) + "."
    if all(2 * n < april[c] for c, n in kept.items()):
        return Holds(evidence)
    return Fails(evidence, "A chapter that keeps half or more.", "Not all of them lost most of their codes.")


@claim(
    "S2-lists-new",
    place="section 3, on Table 4",
    kind="interpretation",
    says="The second American list adds chemicals, plastics and glass.",
    chapter=CHAPTER,
)
def added() -> Verdict:
    """Look for chapters 28 to 39 and 70 that list 2 has more of than April's list."""
    april, two = _printed("USA", "april"), _real("USA", "2")
    more = {c: n for c, n in two.items() if n > april.get(c, 0)}
    evidence = "More than in April: " + ", ".join(f"{n} codes of chapter {c}" for c, n in more.items()) + "."
    if {"38", "39", "70"} <= set(more):
        return Holds(evidence)
    return Fails(evidence, "One of the three groups is not among them.", "It adds only these.")


@claim(
    "S2-lists-farm",
    place="section 3, on Table 5",
    kind="interpretation",
    says="Compared with April, China's lists have more farm products and no aircraft.",
    chapter=CHAPTER,
)
def farm() -> Verdict:
    """Add up chapters 01 to 24, and look for chapter 88."""
    april = sum(n for c, n in _printed("CHN", "april").items() if c[:2] <= "24" and c != "total")
    both: dict[str, Any] = {name: _real("CHN", name) for name in ("1", "2")}
    now = sum(n for counts in both.values() for c, n in counts.items() if c <= "24")
    aircraft = sum(counts.get("88", 0) for counts in both.values())
    evidence = (
        f"Codes of chapters 01 to 24: {april} in April, {now} on lists 1 and 2; of chapter 88: {aircraft}."
    )
    if now > april and aircraft == 0:
        return Holds(evidence)
    return Fails(evidence, "The numbers beside.", "Farm products or aircraft are not as said.")


@claim(
    "S1-lists-largest",
    place="section 1, on the first two lists",
    kind="number",
    says="Machinery and electrical goods are the largest industries of the first two American lists, with "
    "34 and 21 per cent of their trade.",
    chapter=CHAPTER,
)
def largest() -> Verdict:
    """Weight the chapters of the two lists with the trade of 2024."""
    table = lists.counts()
    rows = table[(table["importer"] == "USA") & table["list"].isin(["1", "2"])]
    trade = {str(k): float(v) for k, v in rows.groupby("hs2")["target_musd"].sum().items()}
    first, second, *_ = concentration(trade).shares.items()
    names = lists.chapters().set_index("hs2")["name"]
    evidence = (
        f"With the imports of {rows['year'].iloc[0]} in the listed HS6 codes the largest are "
        f"{names[first[0]]} ({first[1]:.0%}) and {names[second[0]]} ({second[1]:.0%})."
    )
    if {first[0], second[0]} != {"84", "85"}:
        return Fails(evidence, f"{names[first[0]]} and {names[second[0]]}", "Others are larger.")
    return NeedsData(evidence, "US imports by HS8 of S1's year, which it does not name.")


@claim(
    "S1-lists-rule",
    place="section 1, on lists 4A and 4B",
    kind="interpretation",
    says="A product went on list 4B if China supplied more than 75 per cent of American imports of it, "
    "otherwise on list 4A.",
    chapter=CHAPTER,
)
def rule() -> Verdict:
    """Sort both lists by China's share of 2024, product by product."""
    table = lists.dependence()
    inside = {
        "4A": table["share_percent"] < 75,
        "4B": table["share_percent"] >= 75,
    }
    codes = {name: table.loc[table["list"] == name, "hs6"].sum() for name in inside}
    right = {name: table.loc[(table["list"] == name) & fits, "hs6"].sum() for name, fits in inside.items()}
    share = {name: right[name] / codes[name] for name in codes}
    both = sum(right.values()) / sum(codes.values())
    evidence = (
        f"By the shares of 2024 in HS6 codes, {share['4A']:.1%} of list 4A lies below 75 per cent and "
        f"{share['4B']:.1%} of list 4B at or above; {both:.1%} of both are as the rule has it."
    )
    if share["4B"] <= 1 - share["4A"]:
        return Fails(evidence, "List 4B is no more dependent than 4A.", "Another rule divides them.")
    return NeedsData(evidence, "The shares that USTR used, of the lines of eight digits before the lists.")
