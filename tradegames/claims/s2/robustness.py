"""S2, section 3(4): other elasticities, Table 8."""

from __future__ import annotations

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from .shared import IMPORTERS, robust, rows, simple, welfare

BOTH = ("USA", "CHN")


@claim(
    "S2-T8-creation",
    place="section 3(4), after Table 8",
    kind="proposition",
    says="Total imports do not change with the Armington elasticity.",
    chapter="who_lost",
)
def creation() -> Verdict:
    """Compare total imports at both elasticities in Table 8."""
    pairs = {who: (robust(who, "creation"), robust(who, "creation", 5.0)) for who in BOTH}
    evidence = (
        "; ".join(f"{who}: {a:.2f} at σ = 1.5, {b:.2f} at σ = 5" for who, (a, b) in pairs.items()) + "."
    )
    if all(a == b for a, b in pairs.values()):
        return Holds(f"{evidence} In the formulas diversion sums to zero, whatever σ.")
    return Fails(evidence, "Table 8", "They change.")


@claim(
    "S2-T8-diversion",
    place="section 3(4), Table 8, σ = 5",
    kind="table",
    says="With σ = 5 instead of 1.5, all else equal, diversion becomes what Table 8 says.",
    chapter="who_lost",
)
def diversion() -> Verdict:
    """Diversion is linear in σ, or less where a cap binds: it can grow by 5/1.5 at most."""
    growth = {
        who: (robust(who, "change", 5.0) - robust(who, "creation", 5.0))
        / (robust(who, "change") - robust(who, "creation"))
        for who in BOTH
    }
    most = 5 / 1.5
    evidence = (
        f"Diversion grows {growth['USA']:.3f}-fold in the United States and {growth['CHN']:.3f}-fold in "
        f"China; linear in σ it grows {most:.3f}-fold, and less where the target is wiped out."
    )
    if max(growth.values()) <= most * 1.002:
        return Holds(evidence)
    return Fails(
        evidence,
        f"China: {growth['CHN']:.3f} > {most:.3f}",
        "China's change at σ = 5 and at σ = 1.5 are not from the same run of a model that is linear in σ.",
    )


@claim(
    "S2-T8-revenue",
    place="section 3(4), after Table 8",
    kind="number",
    says="At σ = 5 the change of tariff revenue turns from an increase into a decrease.",
    chapter="who_lost",
)
def revenue() -> Verdict:
    """Read the revenue of Table 8."""
    pairs = {who: (robust(who, "revenue"), robust(who, "revenue", 5.0)) for who in BOTH}
    evidence = (
        "; ".join(f"{who}: {a:+.2f} at σ = 1.5, {b:+.2f} at σ = 5" for who, (a, b) in pairs.items()) + "."
    )
    if all(a > 0 > b for a, b in pairs.values()):
        return Holds(evidence)
    return Fails(evidence, "Table 8", evidence)


@claim(
    "S2-T8-less-loss",
    place="section 3(4), after Table 8",
    kind="proposition",
    says="With a higher Armington elasticity more is replaced by other suppliers, so the loss of welfare is "
    "smaller.",
    chapter="who_lost",
)
def less_loss() -> Verdict:
    """Compute exact welfare at both elasticities; and the part of it that is due to diversion."""
    low = {who: welfare(who, "exact") for who in BOTH}
    high = {who: welfare(who, "exact", armington=5.0) for who in BOTH}
    parts = {who: simple(who)[1] for who in BOTH}
    evidence = (
        f"Consumer surplus plus revenue: United States {low['USA']:.1f} at σ = 1.5 and {high['USA']:.1f} at "
        f"σ = 5, China {low['CHN']:.1f} and {high['CHN']:.1f}. Each dollar that is diverted from the target "
        f"to an equal supplier costs half of the added 25 points: {parts['USA']:.1f} and {parts['CHN']:.1f} "
        "of the loss at σ = 1.5."
    )
    if all(high[who] > low[who] for who in BOTH):
        return Holds(evidence)
    return Fails(
        evidence,
        f"United States: {low['USA']:.1f} becomes {high['USA']:.1f}",
        "The loss grows with σ: a diverted unit gives up the target's duty, new points included, for the old "
        "duty of somebody else. SMART's figure shrinks because only its average tariff sees diversion.",
    )


@claim(
    "S2-T8-supply",
    place="section 3(4), after Table 8",
    kind="proposition",
    says="The results are not sensitive to the elasticity of supply.",
    chapter="who_lost",
)
def supply() -> Verdict:
    """Compare Table 8, and exact welfare, at both elasticities of supply."""
    table = {who: robust(who, "welfare", supply=2) / robust(who, "welfare") - 1 for who in BOTH}
    exact = {who: (welfare(who, "exact"), welfare(who, "exact", supply_elasticity=2.0)) for who in BOTH}
    evidence = (
        f"Table 8: the loss changes by {table['USA']:+.0%} (United States) and {table['CHN']:+.1%} (China). "
        "Consumer surplus plus revenue, with the fall of the world price: "
        + "; ".join(
            f"{IMPORTERS[who]} {a:.1f} at μ infinite, {b:+.1f} at μ = 2" for who, (a, b) in exact.items()
        )
        + "."
    )
    if all(abs(b / a - 1) < 0.2 for a, b in exact.values()):
        return Holds(evidence)
    a, b = exact["USA"]
    return Fails(
        evidence,
        f"United States: {a:.1f} becomes {b:+.1f}",
        "Imports and revenue change little; welfare changes its sign, because part of the tariff is paid "
        "abroad.",
    )


@claim(
    "S2-T8-supply-loss",
    place="section 3(4), Table 8, μ = 2",
    kind="table",
    says="With μ = 2 the American loss is 5.79, 17 per cent more than with elastic supply.",
    chapter="who_lost",
)
def supply_loss() -> Verdict:
    """Bound SMART's formula: less imports are lost, so its loss can grow only if average tariffs do."""
    lost = robust("USA", "creation", supply=2) / robust("USA", "creation")
    table = rows("1")
    duty = float((table["tariff_percent"] * table["imports"]).sum()) / 1e4
    market = float(table["imports"].sum()) / 100
    averages = [
        (duty + robust("USA", "revenue", supply=mu)) / (market + robust("USA", "creation", supply=mu))
        for mu in (99, 2)
    ]
    before = duty / market
    growth = (before + averages[1]) / (before + averages[0])
    needed = robust("USA", "welfare", supply=2) / robust("USA", "welfare") / lost
    evidence = (
        f"At μ = 2 total imports fall by {1 - lost:.0%} less. For a larger loss ½(t̄₀ + t̄₁) would have to "
        f"be {needed - 1:.0%} higher; with the printed revenue it is {growth - 1:.1%} higher."
    )
    if growth >= needed:
        return Holds(evidence)
    return Fails(
        evidence,
        f"factor {needed:.2f} needed, {growth:.2f} printed",
        f"By SMART's formula the loss at μ = 2 is about {1 - lost * growth:.0%} smaller, not larger.",
    )


@claim(
    "S2-T8-ranking",
    place="section 3(4), last sentence",
    kind="proposition",
    says="At all these elasticities China's loss remains far larger than the American one.",
    chapter="who_lost",
)
def ranking() -> Verdict:
    """Compare the losses of Table 8, and exact welfare at the same elasticities."""
    cases = ((1.5, 99.0), (1.5, 2.0), (5.0, 99.0))
    table = [robust("CHN", "welfare", s, m) / robust("USA", "welfare", s, m) for s, m in cases]
    exact = [[welfare(w, "exact", armington=s, supply_elasticity=m) for w in BOTH] for s, m in cases]
    evidence = (
        f"Table 8, China over the United States: {', '.join(f'{r:.1f}' for r in table)}. Consumer surplus "
        "plus revenue, United States and China: " + "; ".join(f"{a:.1f} and {b:.1f}" for a, b in exact) + "."
    )
    if min(table) > 1 and all(b < a for a, b in exact):
        return Holds(evidence)
    if min(table) > 1:
        return HoldsIf(evidence, "welfare is what SMART reports, ½(t̄₀ + t̄₁)ΔM")
    return Fails(evidence, "Table 8", "The ranking turns.")
