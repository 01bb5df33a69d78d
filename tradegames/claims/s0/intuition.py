"""S0, section 3: the economic intuition below equation 7."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import (
    A1,
    A2,
    D1,
    F2,
    GAMMA,
    T1,
    Case,
    cases,
    costs_as_gaps,
    derived,
    exactly,
    near,
    printed,
    ratio_text,
    smallest,
    tariff,
)
from .shared import PRINTED_SURPLUS, border, tariffs, threshold, weak


def gain_less_loss(surplus: str) -> Any:
    """Return what a lower tariff adds to consumer surplus less what it takes from profit at home."""
    game = derived()
    consumers = game.surplus if surplus == "exact" else printed().consumer_surplus(D1, F2)
    slope = sp.diff(game.chosen(consumers) + game.chosen(D1) ** 2, T1)  # profit at home is d1 squared
    return costs_as_gaps(-slope.subs(T1, tariff(surplus)))


def balance() -> Any:
    """Return A2/A1, in terms of gamma, at which that gain and that loss are equal."""
    (zero,) = sp.solve(gain_less_loss("exact"), A2)
    return sp.factor(zero / A1)


@claim(
    "S0-3-intuition-weak",
    place="section 3, the economic intuition below eq. 7",
    kind="interpretation",
    says="When substitutability is weak (γ < γ̄), imports add more to the leading country's consumer "
    "surplus than they take from its firm's profit at home.",
    chapter="own_tariff",
)
def intuition_weak() -> Verdict:
    """Compare both effects of a small tariff cut at the equilibrium, in exact games below the threshold."""
    return weigh(below=True)


@claim(
    "S0-3-intuition-strong",
    place="section 3, the economic intuition below eq. 7",
    kind="interpretation",
    says="When substitutability is strong (γ > γ̄), more imports take more from the leading firm's profit "
    "at home than they add to consumer surplus.",
    chapter="own_tariff",
)
def intuition_strong() -> Verdict:
    """Compare both effects of a small tariff cut at the equilibrium, in exact games above the threshold."""
    return weigh(below=False)


def weigh(below: bool) -> Verdict:
    """Decide which effect is larger, on one side of the threshold, with trade at the equilibrium."""
    net = exactly((A1, A2, GAMMA), gain_less_loss("exact"))
    trade, even = exactly(GAMMA, border("exact")), exactly(GAMMA, balance())
    right, wrong = 0, []
    for lead in range(2, 11):
        for lag in range(1, lead):
            for gamma in {Fraction(p, q) for q in range(1, 9) for p in range(q + 1)}:
                if weak(gamma) != below or Fraction(lag, lead) <= trade(gamma):
                    continue
                gain = net(Fraction(lead), Fraction(lag), gamma)
                if (gain > 0) != (Fraction(lag, lead) > even(gamma)):
                    raise ArithmeticError(
                        f"the balance {balance()} is not borne out by {lead}, {lag}, {gamma}"
                    )
                if (gain > 0) == below:
                    right += 1
                else:
                    wrong.append((lead + lag + gamma.numerator + gamma.denominator, lead, lag, gamma))
    side, sign = ("below", "<") if below else ("above", ">")
    if not wrong:
        return Holds(f"So it is in all {right} exact games {side} γ̄ with trade.")
    _, lead, lag, gamma = min(wrong)
    where = f"α − c₁ = {lead}, α − c₂ = {lag}, γ = {gamma}"
    if not right:
        return Fails("In no game is it so.", where, "The other effect is the larger.")
    ratio = "(α − c₂)/(α − c₁)"
    return HoldsIf(
        f"At the equilibrium tariff the two effects balance where {ratio} = {ratio_text(balance())}, not "
        f"where γ = γ̄ ≈ {near(threshold())}. Of the exact games {side} γ̄ with trade {right} agree and "
        f"{len(wrong)} do not; the smallest of these: {where}.",
        f"{ratio}, c₁ being the lower cost, is {'above' if below else 'below'} {ratio_text(balance())}; γ "
        f"{sign} γ̄ is not enough",
    )


@claim(
    "S0-3-intuition-cause",
    place="section 3, the economic intuition below eq. 7",
    kind="interpretation",
    says="It is this comparison of surplus gained and home profit lost that makes the leading country's "
    "tariff the lower or the higher one.",
    chapter="own_tariff",
)
def intuition_cause() -> Verdict:
    """See whether the comparison and the order of the tariffs change sides together."""
    counts, first = {}, {}
    for surplus in ("exact", "published"):
        net = exactly((A1, A2, GAMMA), gain_less_loss(surplus))
        traded = [c for c in cases(surplus) if c.trade]

        def apart(case: Case, net: Any = net) -> bool:
            gain = net(case.game.alpha - case.game.c1, case.game.alpha - case.game.c2, case.game.gamma)
            return bool((gain > 0) != (case.equilibrium.t1 < case.equilibrium.t2))

        counts[surplus] = sum(map(apart, traded)), len(traded)
        first[surplus] = smallest(traded, apart)
    if first["exact"] is None and first["published"] is None:
        return Holds(f"They change sides together in all {counts['exact'][1]} exact games with trade.")
    if first["published"] is None:
        return HoldsIf("They change sides together with the printed surplus only.", PRINTED_SURPLUS)
    case = first["exact"] or first["published"]
    return Fails(
        f"They part in {counts['exact'][0]} of {counts['exact'][1]} exact games with trade; with the "
        f"printed surplus in {counts['published'][0]} of {counts['published'][1]}.",
        f"{case}: the loss of home profit is the larger, and yet {tariffs(case)}",
        f"The comparison turns where (α − c₂)/(α − c₁) = {ratio_text(balance())}, the order of the tariffs "
        f"does not: t₁* = {ratio_text(tariff())}, whatever γ is.",
    )
