"""S0, abstract: which country sets the lower tariff."""

from __future__ import annotations

from ..entries import Fails, Holds, Verdict, claim
from ..tools import GAMMA, cases, near, ratio_text, smallest, tariff, tariff_gap, text
from .shared import gap_text, tariffs, threshold, weak


@claim(
    "S0-abstract-weak",
    place="abstract",
    kind="proposition",
    says="When the traded goods are weak substitutes, the technologically leading country sets the lower "
    "tariff.",
    chapter="own_tariff",
)
def abstract_weak() -> Verdict:
    """Look at the sign of t1* - t2* from gamma = 0 on, and for exceptions with corners."""
    gap, document = tariff_gap("exact"), tariff_gap("published")
    contrary = smallest(cases(), lambda c: weak(c.game.gamma) and c.equilibrium.t1 >= c.equilibrium.t2)
    evidence = (
        f"{gap_text()} from the utility; per unit of c₂ − c₁ it is {text(document.subs(GAMMA, 0))} at γ = 0 "
        f"with the printed surplus as well; with corners solved, no exception in {len(cases())} exact games."
    )
    if gap.subs(GAMMA, 0) < 0 and contrary is None:
        return Holds(evidence)
    return Fails("The order is another one.", f"{contrary or 'γ = 0'}", f"{gap_text()}.")


@claim(
    "S0-abstract-strong",
    place="abstract",
    kind="proposition",
    says="When the traded goods are strong substitutes, the technologically leading country sets the "
    "higher tariff.",
    chapter="own_tariff",
)
def abstract_strong() -> Verdict:
    """Look for games with strong substitutes and trade in which the leading country has the lower tariff."""
    strong = [c for c in cases() if not weak(c.game.gamma) and c.trade]
    contrary = smallest(strong, lambda c: c.equilibrium.t1 <= c.equilibrium.t2)
    if contrary is None:
        return Holds(f"t₁* > t₂* in all {len(strong)} exact games with γ > {near(threshold())} and trade.")
    return Fails(
        f"From the utility t₁* = {ratio_text(tariff())} and {gap_text()}, at every γ. In {len(strong)} "
        f"exact games with γ > {near(threshold())} and trade the leading country never has the higher "
        "tariff.",
        f"{contrary}: {tariffs(contrary)}",
        f"{gap_text()}: the leading country sets the lower tariff at every γ.",
    )
