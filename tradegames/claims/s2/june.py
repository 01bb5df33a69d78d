"""S2, section 3(1) and (2): the lists in force, Tables 1, 2 and 7, figures 1 and 2."""

from __future__ import annotations

from ...data import s2
from ...smart import chapters
from ..entries import Fails, Holds, HoldsIf, NeedsData, Verdict, claim
from .shared import FULL, adds_up, printed, robust, rows, sums, welfare, whole

COLUMNS = ("imports", "change", "creation", "diversion", "revenue", "welfare")
US_IMPORTS_2017 = 503_651.58  # from China, million USD, customs value (US Census Bureau)


@claim(
    "S2-3-both-lose",
    place="section 3(1), first paragraph",
    kind="proposition",
    says="The lists bring a net loss of welfare to both importers: there is no winner.",
    chapter="who_lost",
)
def both_lose() -> Verdict:
    """Compute exact welfare with elastic supply, and with the supply elasticity of Table 8."""
    elastic = {w: welfare(w, "exact") for w in ("USA", "CHN")}
    bent = {w: welfare(w, "exact", supply_elasticity=2.0) for w in ("USA", "CHN")}
    evidence = (
        f"With fixed world prices consumers and treasury lose {elastic['USA']:.1f} (United States) and "
        f"{elastic['CHN']:.1f} (China). With μ = 2, the value of Table 8, exporters cut their prices and "
        f"the same sum is {bent['USA']:+.1f} and {bent['CHN']:+.1f}."
    )
    if min(bent.values()) > 0 > max(elastic.values()):
        return HoldsIf(
            evidence, "world prices do not move (μ infinite); the importer's gain is the exporter's loss"
        )
    if max(*elastic.values(), *bent.values()) < 0:
        return Holds(evidence)
    return Fails(evidence, "the chapters as products", "At least one importer gains.")


@claim(
    "S2-3-revenue",
    place="section 3(1), first paragraph",
    kind="number",
    says="The American treasury gains more than the Chinese one, 88.42 against 49.85.",
    chapter="who_lost",
)
def revenue() -> Verdict:
    """Add the revenue of Tables 1 and 2."""
    usa, china = (float(rows(t)["revenue"].sum()) / 100 for t in ("1", "2"))
    evidence = f"The rows add up to {usa:.2f} and {china:.2f}; Table 3 has {whole('USA', 'revenue'):.2f} and "
    evidence += f"{whole('CHN', 'revenue'):.2f}."
    if usa > china and abs(usa - 88.42) < 0.01 and abs(china - 49.85) < 0.01:
        return Holds(evidence)
    return Fails(evidence, "Tables 1 and 2", "The sums are others.")


@claim(
    "S2-3-fall",
    place="section 3(1), first paragraph",
    kind="number",
    says="China's imports from the United States fall by 204.50.",
    chapter="who_lost",
)
def fall() -> Verdict:
    """Compare the text with Tables 2, 3 and 8."""
    text = -204.50
    tables = printed("2", "change") / 100, whole("CHN", "change"), robust("CHN", "change")
    evidence = "Tables 2, 3 and 8 say " + ", ".join(f"{value:.2f}" for value in tables) + "."
    if all(abs(value - text) < 0.006 for value in tables):
        return Holds(evidence)
    return Fails(
        evidence, f"{text:.2f} in the text, {tables[1]:.2f} in Table 3", f"The fall is {-tables[1]:.2f}."
    )


@claim(
    "S2-T1-sums",
    place="section 3(1), Table 1",
    kind="table",
    says="The columns of Table 1 add up to its totals.",
    chapter="who_lost",
)
def table1() -> Verdict:
    """Add the rows of Table 1."""
    return adds_up(sums("1", "USA", COLUMNS), len(rows("1")))


@claim(
    "S2-T2-sums",
    place="section 3(1), Table 2, the effects",
    kind="table",
    says="The columns of effects in Table 2 add up to their totals.",
    chapter="who_lost",
)
def table2() -> Verdict:
    """Add the rows of Table 2, without the column of imports."""
    return adds_up(sums("2", "CHN", COLUMNS[1:]), len(rows("2")))


@claim(
    "S2-T2-base",
    place="section 3(1), Table 2, original imports",
    kind="table",
    says="The original imports of Table 2 add up to 249,400.71.",
    chapter="who_lost",
)
def table2_base() -> Verdict:
    """Add the rows of the first column of amounts."""
    return adds_up(sums("2", "CHN", COLUMNS[:1]), len(rows("2")))


@claim(
    "S2-T1-base",
    place="section 3(1), Table 1, heading of the third column",
    kind="table",
    says="The column 原从中国进口额 holds American imports from China of the products on the lists.",
    chapter="who_lost",
)
def base() -> Verdict:
    """Compare its total with all imports from China, and with what the revenue column implies."""
    total = float(rows("1")["imports"].sum())
    target = float(chapters("USA").imports[:, 0].sum())
    gone = -robust("USA", "change", armington=5.0) * 100
    evidence = (
        f"It adds up to {total:,.0f} million USD. All American imports from China in 2017 were "
        f"{US_IMPORTS_2017:,.0f} (Census, customs value). The change of revenue in Table 1 implies "
        f"{target:,.0f} from China on the lists; Table 8, with σ = 5, removes {gone:,.0f}."
    )
    if total <= US_IMPORTS_2017:
        return Holds(evidence)
    return Fails(
        evidence,
        f"{total:,.0f} is more than all imports from China, {US_IMPORTS_2017:,.0f}",
        "The column holds imports of these products from all suppliers.",
    )


@claim(
    "S2-3-us-three",
    place="section 3(1), the American industries",
    kind="number",
    says="The three American chapters hit most are 84, 85 and 90, with total imports down 87.66, 97.91 and "
    "11.93.",
    chapter="who_lost",
)
def us_three() -> Verdict:
    """Look the three up in Table 1 and rank them by welfare."""
    table = rows("1").set_index("hs2")
    found = {hs: -table.loc[hs, "creation"] / 100 for hs in ("84", "85", "90")}
    first = set(table["welfare"].sort_values().index[:3])
    evidence = "Table 1: " + ", ".join(f"{hs}: {v:.2f}" for hs, v in found.items())
    evidence += f"; largest losses of welfare: {', '.join(sorted(first))}."
    right = all(abs(a - b) < 0.006 for a, b in zip(found.values(), (87.66, 97.91, 11.93), strict=True))
    return Holds(evidence) if right and first == set(found) else Fails(evidence, "Table 1", evidence)


@claim(
    "S2-3-hs27",
    place="section 3(1), the Chinese industries",
    kind="number",
    says="China's total imports of mineral products (27) fall by 10.11.",
    chapter="who_lost",
)
def hs27() -> Verdict:
    """Compare the text on 12, 87 and 27 with the columns of Table 2."""
    table = rows("2").set_index("hs2")
    total, bilateral = -table.loc["27", "creation"] / 100, -table.loc["27", "change"] / 100
    others = ", ".join(f"{hs}: {-table.loc[hs, 'creation'] / 100:.2f}" for hs in ("12", "87"))
    evidence = (
        f"Total imports fall by {total:.2f} in chapter 27, imports from the United States by "
        f"{bilateral:.2f}; "
    )
    evidence += f"for the other two chapters the text gives total imports ({others})."
    if abs(total - 10.11) < 0.006:
        return Holds(evidence)
    return Fails(
        evidence, f"chapter 27 of Table 2: {total:.2f}", f"{bilateral:.2f} is the fall from the target alone."
    )


@claim(
    "S2-3-diverted",
    place="section 3(2), first sentences",
    kind="number",
    says="181.68 of American and 91.81 of Chinese imports move from the target to other suppliers.",
    chapter="who_lost",
)
def diverted() -> Verdict:
    """Add diversion in Tables 1 and 2 and the partners of Table 7."""
    found = {}
    for who, expected in (("USA", 181.68), ("CHN", 91.81)):
        partners = s2.diversion().query(
            "importer == @who and scenario == 'lists 1 and 2' and partner != 'total'"
        )
        found[who] = (
            expected,
            -float(rows(FULL[who])["diversion"].sum()) / 100,
            partners["diverted"].sum() / 100,
        )
    evidence = "; ".join(
        f"{who}: rows {a:.2f}, partners of Table 7 {b:.2f}" for who, (_, a, b) in found.items()
    )
    if all(abs(a - e) < 0.006 and abs(b - e) < 0.006 for e, a, b in found.values()):
        return Holds(f"{evidence}.")
    return Fails(f"{evidence}.", "Table 7", "The sums are others.")


@claim(
    "S2-3-figures",
    place="section 3(2), figures 1 and 2",
    kind="figure",
    says="In each chapter the figures name the markets that take over more than 5 (or 3) per cent.",
    chapter="who_lost",
)
def figures() -> Verdict:
    """Nothing of the figures is printed as a number."""
    return NeedsData(
        "The figures hold amounts by chapter and partner that no table repeats; Table 7 has the sums.",
        "Imports by six-digit product and partner of 2017 (UN Comtrade), for both importers.",
    )
