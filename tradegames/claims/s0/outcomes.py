"""S0, section 3: profit, consumer surplus and tariff revenue at what the firms sell."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..entries import Fails, Holds, Verdict, claim
from ..tools import (
    ALPHA,
    C1,
    C2,
    D1,
    D2,
    F1,
    F2,
    GAMMA,
    T1,
    T2,
    Case,
    cases,
    derived,
    printed,
    same,
    smallest,
    text,
)
from .shared import follows


@claim(
    "S0-3-own-tariff-only",
    place="section 3, eqs. 4 and 5 and the display after them",
    kind="derivation",
    says="dᵢ, CSᵢ and TRᵢ depend on the own tariff only, fᵢ on the other country's only.",
    chapter="two_firms",
)
def own_tariff_only() -> Verdict:
    """Differentiate each by the tariff that it should not depend on."""
    game = derived()
    cross = {"d₁": (D1, T2), "CS₁": (game.surplus, T2), "TR₁": (game.revenue, T2), "f₁": (F1, T1)}
    moved = {name: sp.simplify(sp.diff(game.chosen(what), t)) for name, (what, t) in cross.items()}
    guilty = {name: slope for name, slope in moved.items() if slope != 0}
    mixed = sp.simplify(sp.diff(game.welfare(), T1, T2))
    if not guilty:
        return Holds(
            f"All four derivatives vanish: the markets are separate. Hence ∂²W₁/∂t₁∂t₂ = {mixed}, and the "
            "best tariff does not depend on the other's."
        )
    name, slope = next(iter(guilty.items()))
    return Fails("The markets are linked.", f"∂{name} = {text(slope)}", "Each depends on both tariffs.")


@claim(
    "S0-3-profit",
    place="section 3, display after eq. 5",
    kind="derivation",
    says="In equilibrium profit is Πᵢ = dᵢ² + fᵢ².",
    chapter="two_firms",
)
def profit() -> Verdict:
    """Put the quantities into price times quantity less cost and tariff."""
    claimed = printed().outcome(T1, T2).profit[0]
    if same(claimed, derived().chosen(derived().profit)):
        return Holds(
            "Sales less cost and tariff at the quantities of eqs. 4 and 5 are d₁² + f₁², in every symbol."
        )
    return follows(claimed, derived().chosen(derived().profit), "Sales less cost and tariff")


@claim(
    "S0-3-cs",
    place="section 3, display after eq. 5",
    kind="derivation",
    says="In equilibrium consumer surplus is CSᵢ = ½(dᵢ² + fⱼ²).",
    chapter="own_tariff",
)
def consumer_surplus() -> Verdict:
    """Take utility less spending, and compare it with the printed surplus in exact games."""
    claimed, found = printed().consumer_surplus(D1, F2), sp.expand(derived().surplus)
    missing = sp.factor(found - claimed)
    if missing == 0:
        return Holds(f"Utility less spending is {text(found)}.")

    def values(case: Case) -> list[Any]:
        out = case.equilibrium.outcome
        at = {ALPHA: case.game.alpha, GAMMA: case.game.gamma, D1: out.home_sales[0], F2: out.exports[1]}
        return [expression.subs(at) for expression in (found, claimed)]

    case = smallest(cases(), lambda c: c.trade and values(c)[0] != values(c)[1])
    exact, document = values(case) if case else ("another value", "the printed one")
    at_zero = "; the two agree at γ = 0" if missing.subs(GAMMA, 0) == 0 else ""
    return Fails(
        f"Utility less spending is {text(found)}. The printed formula leaves out {text(missing)}, by which "
        f"each good makes the other cheaper{at_zero}.",
        f"{case} at t₁ = {case and case.equilibrium.t1}: utility less spending is {exact}, the printed "
        f"formula gives {document}",
        "CSᵢ = ½(dᵢ² + fⱼ²) + γ dᵢ fⱼ." if same(missing, GAMMA * D1 * F2) else f"CS₁ = {text(found)}.",
    )


@claim(
    "S0-3-tr",
    place="section 3, display after eq. 5",
    kind="derivation",
    says="Tariff revenue is TRᵢ = tᵢfⱼ.",
    chapter="two_firms",
)
def tariff_revenue() -> Verdict:
    """Take what the foreign firm's profit loses to the tariff."""
    mirror = {D1: D2, D2: D1, F1: F2, F2: F1, C1: C2, C2: C1, T1: T2, T2: T1}
    other_profit = derived().profit.subs(mirror, simultaneous=True)
    paid = derived().chosen(-sp.diff(other_profit, T1) * T1)
    return follows(printed().outcome(T1, T2).tariff_revenue[0], paid, "What firm 2 pays to country 1")
