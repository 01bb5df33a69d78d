"""S2, section 4: conclusions."""

from __future__ import annotations

from ..entries import Fails, Holds, HoldsIf, NotTestable, Verdict, claim
from .shared import rows, simple, whole


@claim(
    "S2-4-direction",
    place="section 4, conclusion 1",
    kind="interpretation",
    says="The American tariffs on Chinese goods make American exports to China fall by 398.67.",
    chapter="who_lost",
)
def direction() -> Verdict:
    """Find the figure in Table 3."""
    owner = [who for who in ("USA", "CHN") if abs(whole(who, "change") + 398.67) < 0.006]
    evidence = f"398.67 stands in Table 3 under the importer {', '.join(owner) or 'nobody'}."
    if owner == ["CHN"]:
        return Holds(evidence)
    return Fails(
        evidence,
        "Table 3: the United States import 398.67 less from China",
        "American imports from China fall; exporter and importer are exchanged in the sentence.",
    )


@claim(
    "S2-4-order",
    place="section 4, conclusion 1",
    kind="table",
    says="The three American chapters hit most are, in this order, 85, 84 and 90.",
    chapter="who_lost",
)
def order() -> Verdict:
    """Rank Table 1 by each of its columns."""
    table = rows("1")
    ranks = {c: list(table.sort_values(c)["hs2"][:3]) for c in ("creation", "change", "welfare")}
    evidence = "; ".join(f"by {c}: {', '.join(hs)}" for c, hs in ranks.items()) + "."
    good = [c for c, hs in ranks.items() if hs == ["85", "84", "90"]]
    if len(good) == len(ranks):
        return Holds(evidence)
    if good == ["creation"]:
        return HoldsIf(evidence, "chapters are ranked by total imports; section 3 has 84 first")
    return Fails(evidence, "Table 1", evidence)


@claim(
    "S2-4-not-all",
    place="section 4, conclusion 2",
    kind="proposition",
    says="The trade that is hit cannot be replaced by diversion altogether.",
    chapter="who_lost",
)
def not_all() -> Verdict:
    """Whatever the importer buys less in all is creation: look for chapters without any."""
    table = rows("12").query("change < 0")
    full = table[table["creation"] >= 0]
    evidence = (
        f"Creation is negative in {len(table) - len(full)} of {len(table)} chapters with lost imports: the "
        "duty-paid price rises, and with ε < 0 less is bought in all."
    )
    if len(table) and full.empty:
        return Holds(evidence)
    return Fails(evidence, f"{len(full)} chapters", evidence)


@claim(
    "S2-4-more-diversion",
    place="section 4, conclusion 2",
    kind="proposition",
    says="The United States diverts more imports than China, and thereby lowers its loss of welfare.",
    chapter="who_lost",
)
def more_diversion() -> Verdict:
    """Split exact welfare into the parts of creation and diversion."""
    parts = {who: simple(who) for who in ("USA", "CHN")}
    moved = {who: whole(who, "creation") - whole(who, "change") for who in parts}
    evidence = (
        f"Diverted: {moved['USA']:.2f} against {moved['CHN']:.2f}. In consumer surplus plus revenue "
        f"diversion is {parts['USA'][1]:.1f} for the United States and {parts['CHN'][1]:.1f} for China: it "
        "adds to the loss."
    )
    if moved["USA"] > moved["CHN"] and parts["USA"][1] > 0:
        return Holds(evidence)
    return Fails(
        evidence,
        f"the United States divert {moved['USA']:.2f} and lose {parts['USA'][1]:.1f} by it",
        "With equal old tariffs a diverted dollar costs half of the added points; it never lowers the loss.",
    )


@claim(
    "S2-4-understate",
    place="section 4, first paragraph",
    kind="interpretation",
    says="Actual welfare falls by more than simulated, because links between industries and dynamics are "
    "left out.",
    chapter="who_lost",
)
def understate() -> Verdict:
    """A single market has no links and no time."""
    return NotTestable(
        "Neither links between industries nor time appear in SMART's equations.",
        "It compares the model with the world itself. Links between industries alone are put to a test in "
        "S2-4-links; dynamics are in none of the models here.",
    )
