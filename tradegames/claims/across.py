"""What the documents say of each other's methods: all models on the same shocks and the same data."""

from __future__ import annotations

from typing import Any

from ..data import s2
from ..data.coverage import goods_on_lists
from ..scenario import Result, Scenario, Setting, ready, run
from .entries import Fails, Holds, HoldsIf, Verdict, claim
from .tools import remember

FULL, FIXED = "general equilibrium, full employment", "general equilibrium, fixed real wage"
LISTS = "lists 1 and 2 of 2018"


@remember
def _setting() -> Setting:
    return Setting()


@remember
def answers(name: str, answered: bool = True) -> Result:
    """Run a scenario that is ready, with or without the other side's answer."""
    scenario = ready()[name]
    if not answered:
        scenario = Scenario(name, scenario.measures[:1])
    return run(scenario, _setting())


def cell(name: str, model: str, column: str, answered: bool = True) -> float:
    """Return one number of the table."""
    return float(answers(name, answered).table[column].astype(float)[model])


@claim(
    "S1-2-lv-industries",
    place="section 2, second paragraph",
    kind="interpretation",
    says="Lv et al. find that machines and electrical goods are hit most in the United States, soybeans and "
    "cars in China.",
    chapter="five_answers",
)
def industries() -> Verdict:
    """Sort S2's chapters by the fall of imports from the other side, and by welfare."""
    table = s2.chapters()
    table = table[table["table"].isin(["1", "2"]) & (table["hs2"] != "total")]
    most: dict[tuple[str, str], list[str]] = {}
    for importer in ("USA", "CHN"):
        own = table[table["importer"] == importer]
        for column in ("change", "welfare"):
            most[importer, column] = list(own.sort_values(column)["hs2"][:2])
    evidence = (
        f"The two chapters with the largest fall of imports: {', '.join(most['USA', 'change'])} into the "
        f"United States, {', '.join(most['CHN', 'change'])} into China. With the largest loss of welfare: "
        f"{', '.join(most['USA', 'welfare'])} and {', '.join(most['CHN', 'welfare'])}."
    )
    trade = set(most["USA", "change"]) == {"84", "85"} and set(most["CHN", "change"]) == {"12", "87"}
    if trade and set(most["CHN", "welfare"]) == {"12", "87"}:
        return Holds(evidence)
    if trade:
        return HoldsIf(evidence, "hit is measured by the fall of imports: S2 tables the importer's losses")
    return Fails(evidence, "the chapters beside", "S2's tables have other chapters in front.")


@claim(
    "S1-3-proportions",
    place="section 3, first paragraph",
    kind="interpretation",
    says="Reports that reckon with fixed proportions give a biased picture of the macroeconomic effect.",
    chapter="five_answers",
)
def proportions() -> Verdict:
    """Count lost exports as lost GDP, one for one, and solve the world on the same flows."""
    name = "ten points"
    direct = cell(name, "pass-through", "target_gdp_percent")
    solved = {m: cell(name, m, "target_gdp_percent") for m in (FULL, FIXED)}
    times = {m: direct / value for m, value in solved.items()}
    evidence = (
        f"Ten points on all goods, flows of 2017: lost exports counted as lost GDP give {direct:.2f} %; the "
        f"world solved {solved[FULL]:.2f} % at full employment and {solved[FIXED]:.2f} % at a fixed real "
        f"wage. The proportion says {times[FIXED]:.1f} to {times[FULL]:.0f} times too much, since who loses "
        "an order sells elsewhere or does something else."
    )
    if min(times.values()) > 1.1 or max(times.values()) < 0.9:
        return Holds(evidence)
    return Fails(evidence, name, "On these data the proportion is close to the solved world.")


@claim(
    "S2-2-coarse",
    place="section 2 (2)",
    kind="derivation",
    says="Coarse sectors bias the result, since not all products of a sector are hit.",
    chapter="five_answers",
)
def coarse() -> Verdict:
    """Compare the triangles of lists 1 and 2 product group by product group with those by sector."""
    table = goods_on_lists()
    found: dict[str, Any] = {}
    for importer in ("USA", "CHN"):
        own = table[table["importer"] == importer]
        listed = own["list_1"] + own["list_2"]
        trade = own["imports_2017_musd"]
        fine = (listed * trade).sum()  # what is listed pays all the points, the rest none
        by = own.assign(listed=listed * trade).groupby("sector")[["listed", "imports_2017_musd"]].sum()
        share = by["listed"] / by["imports_2017_musd"]
        rough = (share**2 * by["imports_2017_musd"]).sum()
        found[importer] = fine / rough
    evidence = (
        "The triangle of a tariff grows with its square. Lists 1 and 2, with equal slopes: the triangles of "
        f"the listed goods are {found['USA']:.1f} times (United States) and {found['CHN']:.1f} times (China) "
        "those of eight sectors in which the same duty is spread over all goods."
    )
    if min(found.values()) > 1.05:
        return Holds(evidence)
    return Fails(evidence, "the ratios beside", "Spreading a list over its sector changes little.")


@claim(
    "S2-3-everything",
    place="section 3, tables 1 to 3",
    kind="interpretation",
    says="By the lists in force China loses much more welfare than the United States.",
    chapter="five_answers",
)
def everything() -> Verdict:
    """Ask the same of a model in which each side is exporter and importer."""
    loss = {
        m: (-cell(LISTS, m, "importer_welfare_bn"), -cell(LISTS, m, "target_welfare_bn"))
        for m in ("SMART", FULL, FIXED)
    }
    ratio = {m: china / usa for m, (usa, china) in loss.items()}
    evidence = (
        "China's loss over the American, both lists at 25 points, on the flows of 2017: "
        f"{ratio['SMART']:.1f} in SMART with exact welfare, {ratio[FULL]:.2f} in general equilibrium at full "
        f"employment, {ratio[FIXED]:.2f} at a fixed real wage (losses of {loss[FULL][0]:.1f} and "
        f"{loss[FULL][1]:.1f}, {loss[FIXED][0]:.0f} and {loss[FIXED][1]:.0f} bn USD)."
    )
    if min(ratio[FULL], ratio[FIXED]) > 2:
        return Holds(evidence)
    if min(ratio[FULL], ratio[FIXED]) > 1:
        return HoldsIf(
            evidence, '"much more" is read as "more": S2\'s 2.6 times is not found when all markets move'
        )
    return Fails(evidence, "the losses beside", "The United States lose as much or more.")


@claim(
    "S3-1-indirect",
    place="introduction, last paragraph",
    kind="interpretation",
    says="The direct effects on trade are not all: indirect effects may well be as large.",
    chapter="five_answers",
)
def indirect() -> Verdict:
    """Take what the world adds to the lost exports, at S3's twenty points."""
    name = "twenty points"
    direct = cell(name, "pass-through", "target_gdp_percent")
    rest = {m: cell(name, m, "target_gdp_percent") - direct for m in (FULL, FIXED)}
    size = {m: abs(value / direct) for m, value in rest.items()}
    evidence = (
        f"Twenty points, half absorbed: lost exports are {-direct:.2f} % of China's GDP. What the rest of "
        f"the world economy adds is {rest[FULL]:+.2f} points at full employment and {rest[FIXED]:+.2f} at a "
        f"fixed real wage, {size[FIXED]:.0%} to {size[FULL]:.0%} of the direct effect, and of the other "
        "sign: other buyers, other work."
    )
    if min(size.values()) > 0.5 and min(rest.values()) > 0:
        return Holds(evidence)
    if max(size.values()) > 0.5:
        return HoldsIf(evidence, "wages give way, so that labour is employed elsewhere")
    return Fails(evidence, name, "The indirect effects are small here.")


@claim(
    "S2-4-links",
    place="section 4, first paragraph",
    kind="interpretation",
    says="Welfare falls by more than a partial model shows, because dearer inputs raise costs downstream.",
    chapter="five_answers",
)
def links() -> Verdict:
    """Compare the American loss with and without an answer, in SMART and in the world."""
    column = "importer_welfare_bn"
    loss = {
        (m, answered): -cell(LISTS, m, column, answered)
        for m in ("SMART", FULL, FIXED)
        for answered in (False, True)
    }
    ten = {m: -cell("ten points", m, column) for m in ("SMART", FULL, FIXED)}
    evidence = (
        f"American loss by lists 1 and 2, bn USD: SMART {loss['SMART', True]:.1f}; general equilibrium, "
        f"which has the links, {loss[FULL, True]:.1f} at full employment and {loss[FIXED, True]:.1f} at a "
        f"fixed real wage if China answers, {loss[FULL, False]:.1f} and {loss[FIXED, False]:.1f} if not. Ten "
        f"points on all goods, unanswered: {ten['SMART']:.1f}, {ten[FULL]:.1f} and {ten[FIXED]:.1f}."
    )
    answered = min(loss[FULL, True], loss[FIXED, True]) > loss["SMART", True]
    alone = min(loss[FULL, False], loss[FIXED, False], ten[FULL] + loss["SMART", False] - ten["SMART"])
    if answered and alone > loss["SMART", False]:
        return Holds(evidence)
    if answered:
        return HoldsIf(
            evidence,
            "the other side answers, or wages do not give way; alone at full employment the terms of trade "
            "gain more than the links cost",
        )
    return Fails(evidence, "the losses beside", "The partial loss is the larger one here.")
