"""S0, section 3: Proposition 1; section 7: what the conclusion makes of it."""

from __future__ import annotations

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import C1, C2, GAMMA, cases, near, same, tariff, tariff_gap, text
from .shared import border, gap_text, tariffs, threshold, weak


@claim(
    "S0-3-prop1",
    place="section 3, Proposition 1",
    kind="proposition",
    says="If the traded goods are weak substitutes the technologically leading country sets the lower "
    "tariff; if they are strong substitutes, the higher one.",
    chapter="own_tariff",
)
def proposition_1() -> Verdict:
    """Test both halves in exact games with trade, with either surplus."""
    contrary, halves = {}, {}
    for surplus in ("exact", "published"):
        traded = [c for c in cases(surplus) if c.trade]
        below = [c for c in traded if weak(c.game.gamma)]
        above = [c for c in traded if not weak(c.game.gamma)]
        low = [c for c in below if c.equilibrium.t1 < c.equilibrium.t2]
        high = [c for c in above if c.equilibrium.t1 > c.equilibrium.t2]
        halves[surplus] = f"{len(low)} of {len(below)} games below γ̄ and {len(high)} of {len(above)} above"
        contrary[surplus] = next((c for c in traded if c not in (*low, *high)), None)
    if contrary["exact"] is None:
        return Holds(f"So it is in {halves['exact']}.")
    (last,) = sp.solve(border("published") - 1, GAMMA)
    sliver = (
        f"The reversal needs the printed surplus, and there {near(threshold())} < γ < {near(last)} with (α "
        f"− c₂)/(α − c₁) > {text(border('published'))}; beyond, somebody would export less than nothing."
    )
    return Fails(
        f"Exact games with trade that agree: {halves['exact']}; with the printed surplus "
        f"{halves['published']}. " + ("" if contrary["published"] else sliver),
        f"{contrary['exact']}: {tariffs(contrary['exact'])}",
        f"{gap_text()}: the leading country sets the lower tariff at every γ, whether the goods are weak or "
        "strong substitutes.",
    )


@claim(
    "S0-7-cause",
    place="section 7",
    kind="interpretation",
    says="The gap in technology is the direct cause of the difference between the equilibrium tariffs.",
    chapter="own_tariff",
)
def cause() -> Verdict:
    """See whether tariffs differ exactly when costs do."""
    difference_in = {}
    for surplus in ("exact", "published"):
        own = tariff(surplus)
        difference_in[surplus] = own - own.subs({C1: C2, C2: C1}, simultaneous=True)
    equal = all(same(d.subs(C2, C1), 0) for d in difference_in.values())
    zeros = sp.Poly(sp.numer(tariff_gap()), GAMMA).count_roots(0, 1) if tariff_gap().has(GAMMA) else 0
    if equal and zeros:
        return HoldsIf(f"{gap_text()}: unequal costs give equal tariffs where that is zero.", "γ is not γ̄")
    if equal and zeros == 0 and tariff_gap() != 0:
        return Holds(
            f"With the surplus from the utility {gap_text()}, zero if and only if the costs are equal. With "
            "the printed one the same, but for γ = γ̄, where unequal costs give equal tariffs."
        )
    return Fails("Tariffs and costs do not differ together.", f"{gap_text()}.", "See the evidence.")


def conclusion(strong: bool) -> Verdict:
    """Test one half of section 7's sentence in exact games with trade, with either surplus."""
    counts, contrary = {}, {}
    for surplus in ("exact", "published"):
        side = [c for c in cases(surplus) if c.trade and weak(c.game.gamma) != strong]
        agree = [
            c
            for c in side
            if (c.equilibrium.t1 < c.equilibrium.t2 if strong else c.equilibrium.t1 > c.equilibrium.t2)
        ]
        counts[surplus] = f"{len(agree)} of {len(side)}"
        contrary[surplus] = next((c for c in side if c not in agree), None)
    evidence = (
        f"From the utility {gap_text()}. The sentence is right in {counts['exact']} exact games with trade "
        f"and the surplus from the utility, in {counts['published']} with the printed one. The abstract and "
        "Proposition 1 of the same document say the opposite."
    )
    if contrary["exact"] is None:
        return Holds(evidence)
    case = contrary["exact"]
    return Fails(
        evidence,
        f"{case}: {tariffs(case)}",
        f"{gap_text()}: the leading country sets the lower tariff at every γ.",
    )


@claim(
    "S0-7-weak",
    place="section 7, on Proposition 1",
    kind="proposition",
    says="When the traded goods are weak substitutes, the technologically leading country sets the higher "
    "tariff.",
    chapter="own_tariff",
)
def conclusion_weak() -> Verdict:
    """Test the first half of the sentence."""
    return conclusion(strong=False)


@claim(
    "S0-7-strong",
    place="section 7, on Proposition 1",
    kind="proposition",
    says="When the traded goods are strong substitutes, the technologically lagging country has the higher "
    "tariff.",
    chapter="own_tariff",
)
def conclusion_strong() -> Verdict:
    """Test the second half of the sentence."""
    return conclusion(strong=True)
