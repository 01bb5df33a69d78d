"""S2, section 3(3): the lists of April and of June compared, Tables 3 to 7."""

from __future__ import annotations

from ...data import lists, s2
from ..entries import Fails, Holds, NeedsData, Verdict, claim
from .shared import adds_up, from_the_lists, printed, rows, sums, whole

NAMES = ("change", "creation", "revenue", "welfare")


@claim(
    "S2-T3-sources",
    place="section 3(3), Table 3",
    kind="table",
    says="Table 3 repeats the totals of Tables 1, 2 and 6.",
    chapter="who_lost",
)
def sources() -> Verdict:
    """Compare each figure of Table 3 that another table also has."""
    pairs = {}
    for who in ("USA", "CHN"):
        for column in NAMES:
            pairs[f"{who} {column}"] = (
                whole(who, column),
                printed({"USA": "1", "CHN": "2"}[who], column) / 100,
            )
        for column in ("change", "revenue", "welfare"):
            pairs[f"{who} April {column}"] = (
                whole(who, column, "April list"),
                printed("6", column, who) / 100,
            )
    bad = {name: pair for name, pair in pairs.items() if abs(pair[0] - pair[1]) > 0.0051}
    evidence = f"{len(pairs) - len(bad)} of {len(pairs)} figures agree to the printed digits."
    if not bad:
        return Holds(evidence)
    name, (a, b) = next(iter(bad.items()))
    return Fails(evidence, f"{name}: {a:.2f} against {b:.2f}", "The tables disagree.")


@claim(
    "S2-T3-note",
    place="section 3(3), note under Table 3",
    kind="table",
    says="Because the two lists share six-digit products, their effects add to more than the effect of both.",
    chapter="who_lost",
)
def note() -> Verdict:
    """Add the effects of lists 1 and 2 and compare with those of both."""
    found = {
        f"{who} {column}": (
            abs(whole(who, column, "list 1") + whole(who, column, "list 2")),
            abs(whole(who, column)),
        )
        for who in ("USA", "CHN")
        for column in NAMES
    }
    evidence = "; ".join(f"{name} {a:.2f} > {b:.2f}" for name, (a, b) in found.items())
    bad = [name for name, (a, b) in found.items() if a <= b]
    return Fails(f"{evidence}.", bad[0], "Not always.") if bad else Holds(f"{evidence}.")


@claim(
    "S2-T3-list2",
    place="section 3(3), Table 3, American revenue",
    kind="table",
    says="American revenue rises by 94.64 with list 1, by 21.34 with list 2 and by 88.42 with both.",
    chapter="who_lost",
)
def list2() -> Verdict:
    """Ask what the products that are on list 2 alone would have to bring, and what Table 1 says of them."""
    only = whole("USA", "revenue") - whole("USA", "revenue", "list 1")
    lost = whole("USA", "change") - whole("USA", "change", "list 1")
    codes = "importer == 'USA' and list_1 == 0 and list_2 > 0 and hs2 != 'total'"
    counts = lists.published_counts().query(codes)
    table = rows("1").set_index("hs2")
    alone = [hs for hs in counts["hs2"] if hs in table.index]
    brings = float(table.loc[alone, "revenue"].sum()) / 100
    highest = table["tariff_percent"].max()
    evidence = (
        f"Products on both lists count once, so those on list 2 alone must bring {only:.2f}. Chapters "
        f"{', '.join(alone)} have codes on list 2 only (Table 4) and bring {brings:+.2f} in Table 1. The "
        f"rest would have to lose {only - brings:.2f}; but of the imports that list 2 adds to the loss, "
        f"{-lost:.2f}, an old duty of {highest:.2f} %, the highest of any chapter, is only "
        f"{-lost * highest / 100:.2f}."
    )
    if only - brings >= lost * highest / 100:
        return Holds(evidence)
    return Fails(
        evidence,
        f"88.42 − 94.64 = {only:.2f}",
        "The three figures cannot all be right: with both lists the revenue should exceed that of list 1.",
    )


@claim(
    "S2-T3-balance",
    place="section 3(3), bilateral balance",
    kind="number",
    says="The American bilateral balance changes by 268.52 with April's lists and by 193.71 with those in "
    "force.",
    chapter="who_lost",
)
def balance() -> Verdict:
    """Subtract the two falls of imports in Table 3."""
    found = [whole("CHN", "change", s) - whole("USA", "change", s) for s in ("April list", "lists 1 and 2")]
    evidence = f"From Table 3: {found[0]:.2f} and {found[1]:.2f}."
    if abs(found[0] - 268.52) < 0.006 and abs(found[1] - 193.71) < 0.006:
        return Holds(evidence)
    return Fails(evidence, "Table 3", evidence)


@claim(
    "S2-3-balance",
    place="section 3(3), bilateral balance",
    kind="number",
    says="Run from lists and flows, the lists in force change the American bilateral balance by 193.71, "
    "April's by 268.52.",
    chapter="who_lost",
)
def balance_run() -> Verdict:
    """Run the American term from the lists; take China's from Table 3."""
    usa, china = float(from_the_lists().import_change[:, 0].sum()) / 100, whole("CHN", "change")
    evidence = (
        f"With the flows at hand American imports from China change by {usa:.2f} (Table 3: "
        f"{whole('USA', 'change'):.2f}); with China's term as printed, {china:.2f}, the balance changes by "
        f"{china - usa:.2f}."
    )
    if china - usa > 0:
        return NeedsData(
            evidence,
            "April's lists, and imports of 2017 by six-digit product and partner for both importers.",
        )
    return Fails(evidence, "The lists in force", "The balance does not improve.")


@claim(
    "S2-3-restraint",
    place="section 3(3), after Table 3",
    kind="number",
    says="Compared with April's list both total imports and welfare fall less in the United States; China's "
    "effects hardly differ.",
    chapter="who_lost",
)
def restraint() -> Verdict:
    """Compare the two scenarios of Table 3."""
    ratio = {
        (who, column): whole(who, column) / whole(who, column, "April list")
        for who in ("USA", "CHN")
        for column in ("creation", "welfare")
    }
    evidence = (
        "In force over April: " + ", ".join(f"{who} {c} {r:.0%}" for (who, c), r in ratio.items()) + "."
    )
    usa, china = ([r for (who, _), r in ratio.items() if who == w] for w in ("USA", "CHN"))
    if max(usa) < 0.9 and all(abs(r - 1) < 0.05 for r in china):
        return Holds(evidence)
    return Fails(evidence, "Table 3", evidence)


def _counted(importer: str, column: str) -> tuple[int, int]:
    """Return the sum of a column of Table 4 or 5, and its printed total."""
    found = lists.published_counts().query("importer == @importer")
    total = found["hs2"] == "total"
    return int(found.loc[~total, column].sum()), int(found.loc[total, column].item())


@claim(
    "S2-T4-sums",
    place="section 3(3), Table 4",
    kind="table",
    says="The American lists hold 872, 560 and 199 six-digit products.",
    chapter="who_lost",
)
def table4() -> Verdict:
    """Add the chapters of Table 4, and the codes that the trade data do not have."""
    names = ("april", "april_missing", "list_1", "list_1_missing", "list_2")
    return adds_up({n: _counted("USA", n) for n in names}, 0)


@claim(
    "S2-T5-sums",
    place="section 3(3), Table 5, April and list 1",
    kind="table",
    says="China's lists of April and of July hold 83 and 382 six-digit products.",
    chapter="who_lost",
)
def table5() -> Verdict:
    """Add the chapters of Table 5, first two lists."""
    names = ("april", "april_missing", "list_1", "list_1_missing")
    return adds_up({n: _counted("CHN", n) for n in names}, 0)


@claim(
    "S2-3-concentrated",
    place="section 3(3), after Table 5",
    kind="table",
    says="The American list holds more codes than China's and is more concentrated in few chapters.",
    chapter="who_lost",
)
def concentrated() -> Verdict:
    """Compare the totals and the share of the three largest chapters in list 1."""
    counts = lists.published_counts().query("hs2 != 'total'")
    total, share = {}, {}
    for who, part in counts.groupby("importer"):
        total[who] = int(part["list_1"].sum() + part["list_2"].sum())
        share[who] = float(part["list_1"].nlargest(3).sum() / part["list_1"].sum())
    evidence = (
        f"Codes of both lists: {total['USA']} against {total['CHN']}. Three largest chapters of list 1: "
        f"{share['USA']:.0%} against {share['CHN']:.0%}."
    )
    if total["USA"] > total["CHN"] and share["USA"] > share["CHN"]:
        return Holds(evidence)
    return Fails(evidence, "list 1", evidence)


@claim(
    "S2-T6-sums",
    place="section 3(3), Table 6",
    kind="table",
    says="The columns of Table 6 add up to its totals.",
    chapter="who_lost",
)
def table6() -> Verdict:
    """Add the rows of Table 6 for both importers; some base figures are rounded to hundreds."""
    pairs = {
        f"{who} {column}": pair
        for who in ("USA", "CHN")
        for column, pair in sums("6", who, ("change", "revenue", "welfare")).items()
    }
    return adds_up(pairs, 20)


@claim(
    "S2-3-april-industries",
    place="section 3(3), before Table 7",
    kind="table",
    says="With April's lists 84, 85 and 90 are hit most in the United States, and 87, 88 and 12 in China.",
    chapter="who_lost",
)
def april_industries() -> Verdict:
    """Rank the chapters of Table 6 by lost imports."""
    first = {who: set(rows("6", who).sort_values("change")["hs2"][:3]) for who in ("USA", "CHN")}
    evidence = "; ".join(f"{who}: {', '.join(sorted(hs))}" for who, hs in first.items()) + "."
    right = first == {"USA": {"84", "85", "90"}, "CHN": {"87", "88", "12"}}
    return Holds(evidence) if right else Fails(evidence, "Table 6", evidence)


@claim(
    "S2-T7-april",
    place="section 3(3), Table 7",
    kind="table",
    says="With April's list 21,511.89 of American imports are diverted.",
    chapter="who_lost",
)
def april_diversion() -> Verdict:
    """Compare with the difference of the two falls of imports in Table 3, and the Chinese column likewise."""
    total = (
        s2.diversion()
        .query("scenario == 'April list' and partner == 'total'")
        .set_index("importer")["diverted"]
    )
    implied = {
        who: 100 * (whole(who, "creation", "April list") - whole(who, "change", "April list"))
        for who in ("USA", "CHN")
    }
    evidence = (
        "; ".join(f"{who}: Table 7 {total[who]:,.2f}, Table 3 {implied[who]:,.0f}" for who in implied) + "."
    )
    if all(abs(total[who] - implied[who]) < 1.01 for who in implied):
        return Holds(evidence)
    return Fails(
        evidence,
        f"{total['USA']:,.2f} in Table 7, {implied['USA']:,.0f} by Table 3",
        f"By Tables 3 and 6 it is {implied['USA']:,.0f}.",
    )


@claim(
    "S2-3-rate",
    place="section 3(3), of the diversion rate, and footnote 9",
    kind="number",
    says="Less than half of what the target loses goes to others, about 45 per cent, with every list and "
    "importer.",
    chapter="who_lost",
)
def rate() -> Verdict:
    """Divide diversion by the fall of imports from the target in Table 3."""
    rates = {
        (who, scenario): 1 - whole(who, "creation", scenario) / whole(who, "change", scenario)
        for who in ("USA", "CHN")
        for scenario in ("April list", "lists 1 and 2")
    }
    evidence = ", ".join(f"{who} {scenario}: {value:.1%}" for (who, scenario), value in rates.items()) + "."
    if all(0.44 < value < 0.47 for value in rates.values()):
        return Holds(evidence)
    return Fails(evidence, "Table 3", evidence)


@claim(
    "S2-3-germany",
    place="section 3(3), of Germany and France",
    kind="number",
    says="After April, Germany's share in what China diverts falls by 6.7 points, France's by more than 7.",
    chapter="who_lost",
)
def germany() -> Verdict:
    """Compare the shares of Table 7; France is not listed for the lists in force."""
    table = (
        s2.diversion()
        .query("importer == 'CHN'")
        .pivot(index="partner", columns="scenario", values="diverted")
    )
    share = table / table.loc["total"]
    before, after = (share[name].to_dict() for name in ("April list", "lists 1 and 2"))
    drop = before["Germany"] - after["Germany"]
    least = float(share.drop(["Other", "total"])["lists 1 and 2"].min())
    france = before["France"]
    evidence = (
        f"Germany falls by {drop:.1%}. France had {france:.2%}; it is not listed afterwards, so it had at "
        f"most the {least:.2%} of the last one listed, and fell by at least {france - least:.1%}."
    )
    if abs(drop - 0.067) > 0.0006:
        return Fails(evidence, "Germany in Table 7", f"Germany falls by {drop:.1%}.")
    return NeedsData(evidence, "France's amount with the lists in force, which Table 7 has among the others.")
