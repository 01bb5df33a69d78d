"""S2, abstract: trade, welfare, industries, diversion."""

from __future__ import annotations

from ...data import s2
from ...smart import chapters
from ..entries import Fails, Holds, Verdict, claim
from .shared import from_the_lists, rows, simple, welfare, whole


@claim(
    "S2-abstract-imports",
    place="abstract, finding 1",
    kind="number",
    says="American imports from China fall by far more than Chinese imports from the United States.",
    chapter="who_lost",
)
def imports() -> Verdict:
    """Compare the two falls of imports in Table 3 and in the rows of Tables 1 and 2."""
    usa, china = whole("USA", "change"), whole("CHN", "change")
    sums = [float(rows(t)["change"].sum()) / 100 for t in ("1", "2")]
    evidence = (
        f"Table 3: {usa:.2f} against {china:.2f}; rows of Tables 1 and 2: {sums[0]:.2f} against "
        f"{sums[1]:.2f}."
    )
    if usa < china and sums[0] < sums[1]:
        return Holds(evidence)
    return Fails(evidence, "Table 3", "The other fall is the larger one.")


@claim(
    "S2-abstract-welfare",
    place="abstract, finding 2",
    kind="proposition",
    says="China's overall loss of welfare is larger than that of the United States, about 2.6 times as "
    "large.",
    chapter="who_lost",
)
def loss() -> Verdict:
    """Recompute both losses as consumer surplus plus revenue, section 2's definition of welfare."""
    printed = whole("USA", "welfare"), whole("CHN", "welfare")
    exact = [welfare(importer, "exact") for importer in ("USA", "CHN")]
    averages = [sum(simple(importer)) for importer in ("USA", "CHN")]
    triangles = [simple(importer)[0] for importer in ("USA", "CHN")]
    run = {m: float(from_the_lists(m).welfare_change.sum()) / 100 for m in ("smart", "exact")}
    evidence = (
        f"Printed: {printed[1]:.2f} against {printed[0]:.2f}, {printed[1] / printed[0]:.2f} times. Consumer "
        f"surplus plus revenue on the printed averages: China {averages[1]:.1f}, United States "
        f"{averages[0]:.1f}; the creation part alone {triangles[1]:.1f} and {triangles[0]:.1f}; on the "
        f"chapters as products {exact[1]:.1f} and {exact[0]:.1f}. From the American lists on imports of "
        f"2024, scaled to 2017: by SMART's figure {run['smart']:.2f}, consumers and treasury "
        f"{run['exact']:.1f}."
    )
    if all(pair[1] < pair[0] for pair in (exact, averages)):
        return Holds(evidence)
    return Fails(
        evidence,
        f"Tables 1 and 2: {averages[1]:.1f} for China, {averages[0]:.1f} for the United States",
        f"The United States loses {averages[0] / averages[1]:.2f} times as much as China. SMART's figure "
        "values the lost imports at the average tariff of all suppliers, which hardly moves when one of "
        "many is taxed.",
    )


@claim(
    "S2-abstract-target",
    place="abstract, finding 2",
    kind="proposition",
    says="China's list strikes the American industries it aims at harder than the American list strikes "
    "China's.",
    chapter="who_lost",
)
def target() -> Verdict:
    """Compare the shares of imports from the target that are lost: Table 6, and the chapters as products."""
    april = {
        who: float(t["change"].sum() / -t["imports"].sum())
        for who, t in (("USA", rows("6", "USA")), ("CHN", rows("6", "CHN")))
    }
    june = {
        who: float((c := chapters(who)).printed["change"].sum() / -c.imports[:, 0].sum())
        for who in ("USA", "CHN")
    }
    evidence = (
        f"Share of imports from the target that is lost. Table 6: American list {april['USA']:.1%}, Chinese "
        f"list {april['CHN']:.1%}. Lists 1 and 2, imports from the target as the revenue implies them: "
        f"{june['USA']:.1%} and {june['CHN']:.1%}."
    )
    if april["CHN"] > april["USA"] and june["CHN"] > june["USA"]:
        return Holds(evidence)
    return Fails(
        evidence,
        f"Table 6: {april['USA']:.1%} of the taxed Chinese goods, {april['CHN']:.1%} of the taxed American "
        f"goods",
        "In dollars and in percent the American list takes more from its target.",
    )


@claim(
    "S2-abstract-industries",
    place="abstract, finding 3",
    kind="table",
    says="Machinery and electrical goods are hit most in the United States; soybeans and cars in China.",
    chapter="who_lost",
)
def industries() -> Verdict:
    """Rank the chapters by lost imports from the target and by lost imports altogether."""
    ranks = {
        (who, column): list(rows(table).sort_values(column)["hs2"][:2])
        for who, table in (("United States", "1"), ("China", "2"))
        for column in ("change", "creation")
    }
    wanted = {"United States": {"84", "85"}, "China": {"12", "87"}}
    evidence = "; ".join(
        f"{who}, by {'imports from the target' if c == 'change' else 'total imports'}: {', '.join(hs)}"
        for (who, c), hs in ranks.items()
    )
    bad = [(who, hs) for (who, _), hs in ranks.items() if set(hs) != wanted[who]]
    return Fails(evidence, f"{bad[0]}", evidence) if bad else Holds(f"First two chapters. {evidence}.")


@claim(
    "S2-abstract-diversion",
    place="abstract, finding 4",
    kind="table",
    says="American imports move to Mexico, Japan and Germany, Chinese ones to Brazil, Germany and Japan.",
    chapter="who_lost",
)
def diversion() -> Verdict:
    """Rank the partners of Table 7."""
    table = s2.diversion().query("scenario == 'lists 1 and 2' and partner not in ('Other', 'total')")
    first = {
        who: list(part.sort_values("diverted", ascending=False)["partner"][:3])
        for who, part in table.groupby("importer")
    }
    evidence = (
        f"Table 7, first three: United States {', '.join(first['USA'])}; China {', '.join(first['CHN'])}."
    )
    if first == {"USA": ["Mexico", "Japan", "Germany"], "CHN": ["Brazil", "Germany", "Japan"]}:
        return Holds(evidence)
    return Fails(evidence, "Table 7", evidence)
