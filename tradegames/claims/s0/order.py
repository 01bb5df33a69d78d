"""S0, section 3: which tariff is the higher one (equation 7, the function g and its sign)."""

from __future__ import annotations

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import GAMMA, near, tariff_gap, text
from .shared import PRINTED_SURPLUS, border, follows_if, g, gap_text, threshold


@claim(
    "S0-3-eq7",
    place="section 3, eq. 7",
    kind="derivation",
    says="t₁* − t₂* = (γ³ + 5γ² + 4γ − 4)(c₂ − c₁)/(12 − 7γ²).",
    chapter="own_tariff",
)
def eq_7() -> Verdict:
    """Take the difference of the two equilibrium tariffs, with either surplus."""
    claimed = g(GAMMA) / (12 - 7 * GAMMA**2)
    how = "Taking the difference, per unit of c₂ − c₁,"
    return follows_if(claimed, tariff_gap("exact"), tariff_gap("published"), how)


@claim(
    "S0-3-fn-g",
    place="section 3, footnote to the function g",
    kind="derivation",
    says="g(γ) = γ³ + 5γ² + 4γ − 4 increases on [0, 1] from −4 to 6 and has exactly one zero there.",
    chapter="own_tariff",
)
def g_has_one_zero() -> Verdict:
    """Count the zeros of g and of its derivative, and factor g."""
    ends = g(0), g(1)
    zeros, turns = (sp.Poly(f, GAMMA).count_roots(0, 1) for f in (g(GAMMA), sp.diff(g(GAMMA), GAMMA)))
    if ends == (-4, 6) and zeros == 1 and turns == 0:
        return Holds(
            f"g = {text(sp.factor(g(GAMMA)))}, so the zero is {text(threshold())} ≈ {near(threshold())}; g′ "
            f"= {text(sp.diff(g(GAMMA), GAMMA))} has no zero on [0, 1]."
        )
    return Fails(
        f"{zeros} zeros, {turns} turning points.", f"g(0) = {ends[0]}, g(1) = {ends[1]}", "See the evidence."
    )


@claim(
    "S0-3-sign-below",
    place="section 3, below eq. 7",
    kind="derivation",
    says="For 0 ≤ γ < γ̄, g < 0 and c₁ < c₂ means t₁* < t₂*.",
    chapter="own_tariff",
)
def sign_below() -> Verdict:
    """Look for a change of sign of the difference of the tariffs below the threshold, with either surplus."""
    return signs(below=True)


@claim(
    "S0-3-sign-above",
    place="section 3, below eq. 7",
    kind="derivation",
    says="For γ̄ < γ ≤ 1, g > 0 and c₁ < c₂ means t₁* > t₂*.",
    chapter="own_tariff",
)
def sign_above() -> Verdict:
    """Look for a change of sign of the difference of the tariffs above the threshold, with either surplus."""
    return signs(below=False)


def signs(below: bool) -> Verdict:
    """Decide whether t1* - t2* has the claimed sign on one side of the threshold, with either surplus."""
    wanted, middle = (-1, threshold() / 2) if below else (1, (1 + threshold()) / 2)
    right = {}
    for surplus in ("exact", "published"):
        top, bottom = sp.fraction(sp.together(tariff_gap(surplus)))
        low, high = (0, threshold()) if below else (threshold(), 1)
        inside = [z for z in sp.real_roots(sp.Poly(top * bottom, GAMMA)) if low < z < high]
        right[surplus] = sp.sign(tariff_gap(surplus).subs(GAMMA, middle)) == wanted and not inside
    (last,) = sp.solve(border("published") - 1, GAMMA)
    if right["exact"]:
        return Holds(
            f"With the surplus from the utility {gap_text()}; with the printed one eq. 7 has the same sign."
        )
    if right["published"]:
        return HoldsIf(
            f"With the surplus from the utility {gap_text()} at every γ. With the printed one the sign "
            f"follows from eq. 7, but trade at that equilibrium needs γ < {text(last)} and (α − c₂)/(α − "
            f"c₁) > {text(border('published'))}: of [γ̄, 1] the part from {near(threshold())} to "
            f"{near(last)} is left.",
            f"{PRINTED_SURPLUS}, and both firms still export (S0-3-fn-positive)",
        )
    return Fails("The sign is another one.", f"γ = {near(middle)}", f"{gap_text()}.")
