"""S1, section 1: how high the average was before 2025, and what kinds of goods the lists took."""

from __future__ import annotations

from typing import Any

from ... import data
from ...data import lists
from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from .shared import action, added

IN_FORCE = {"1": 0.25, "2": 0.25, "3": 0.25, "4A": 0.075}  # rates after the first phase
CONSUMER = ("42", "61", "62", "63", "64", "65", "66", "67", "94", "95")  # bags to toys, by chapter


def _rate(concept: str, on: str) -> float:
    """An American average on Chinese goods, in percent."""
    found = data.average_tariffs(on=on).query("concept == @concept and importer == 'USA'")
    return float(found["rate_percent"].item())


def _listed() -> Any:
    """The American lists by chapter, with the imports of 2024 in their six-digit codes."""
    table = lists.counts()
    return table[table["importer"] == "USA"]


def _imports(year: int) -> float:
    """American imports from China, billion USD."""
    return float(data.us_imports_from_china()[f"imports_{year}_musd"].sum()) / 1000


@claim(
    "S1-1-average-18",
    place="section 1, third paragraph",
    kind="number",
    says="With the trade of 2023 and the four lists alone, the average American tariff on Chinese goods is "
    "about 18 per cent.",
    chapter="numbers",
)
def average_lists() -> Verdict:
    """Add the general tariff to what the lists add, with weights of a year before and of a year after."""
    general = _rate("duty_over_value", "2017-07-01")
    before, halved = added().max(), added().iloc[-1]
    trade = _listed().groupby("list")["target_musd"].sum() / 1000
    after = sum(100 * rate * trade[name] for name, rate in IN_FORCE.items()) / _imports(2024)
    levels = {"2017": general + halved, "2024": general + after}
    evidence = (
        f"The general tariff of {general:.1f} % and what the lists add: {levels['2017']:.1f} % with the "
        f"weights of 2017, {levels['2024']:.1f} % with those of 2024 (six-digit codes counted in full, twice "
        "if on two lists; those on none as untaxed). From one year to the other buyers moved away from what "
        "was taxed."
    )
    if max(levels.values()) > 17.5:
        return Holds(evidence)
    return Fails(
        evidence,
        f"even with the weights from before the war {levels['2017']:.1f} %",
        f"About {min(levels.values()):.0f} to {max(levels.values()):.0f} per cent. {general + before:.1f} is "
        "reached with the weights of 2017 and list 4A at 15 per cent, as it was before 14 February 2020.",
    )


@claim(
    "S1-1-average-20",
    place="section 1, third paragraph",
    kind="number",
    says="The increases on electric cars, solar cells, steel and aluminium bring the average from about 18 "
    "to about 20 per cent.",
    chapter="numbers",
)
def average_review() -> Verdict:
    """Ask by how much the rates under review would have had to rise, and how far another average rose."""
    value = action("review_2024")["value_bn_usd"]
    share = value / _imports(2024)
    needed = 2 / share
    piie = _rate("piie", "2025-01-25") - _rate("piie", "2024-01-01")
    evidence = (
        f"The review of 2024 is of {value:g} bn USD, {share:.1%} of imports; two points more on the average "
        f"are {needed:.0f} points more on these goods. PIIE's average rose by {piie:.1f} points, with "
        "China's exports to the whole world as weights."
    )
    if needed <= 25:
        return Holds(evidence)
    if needed > 100:
        return Fails(evidence, "no rate rose by so much", f"By at most {100 * share:.1f} points.")
    return HoldsIf(
        evidence,
        f"rates on the goods under review rose by {needed:.0f} points on average: those on electric cars and "
        "syringes did and more, those on batteries and metals rose by 25 at most",
    )


@claim(
    "S1-1-consumer",
    place="section 1, third paragraph",
    kind="interpretation",
    says="The later lists move to consumer goods: furniture, toys, clothing, shoes and hats.",
    chapter="lists_2018",
)
def consumer() -> Verdict:
    """Take the share of ten chapters of such goods in each list, with the imports of 2024."""
    table = _listed()
    whole = table.groupby("list")["target_musd"].sum()
    kept = table[table["hs2"].isin(CONSUMER)].groupby("list")["target_musd"].sum()
    share = {name: float(kept.get(name, 0) / whole[name]) for name in whole.index}
    evidence = (
        f"Chapters {', '.join(CONSUMER)} by list: "
        + ", ".join(f"{name} {value:.0%}" for name, value in share.items())
        + "."
    )
    if max(share["1"], share["2"]) < share["3"] < min(share["4A"], share["4B"]):
        return Holds(evidence)
    return Fails(evidence, "the shares beside", "They do not rise from list to list.")
