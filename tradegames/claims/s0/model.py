"""S0, section 2: the utility function, its parameters and the demand that follows."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..entries import Fails, Holds, Verdict, claim
from ..tools import ALPHA, BETA, GAMMA, difference, same, text, utility
from .shared import follows


@claim(
    "S0-2-eq1",
    place="section 2, eq. 1",
    kind="derivation",
    says="If some of the numeraire is consumed, the inverse demand is pᵢ = α − (β + γ)qᵢ − γqⱼ.",
    chapter="two_firms",
)
def eq_1() -> Verdict:
    """Maximise utility under the budget, with the numeraire as what is left of income."""
    q1, q2, p1, p2, income = sp.symbols("q1 q2 p1 p2 m")
    total = income - p1 * q1 - p2 * q2 + utility(q1, q2, BETA)
    (found,) = sp.solve(sp.diff(total, q1), p1)
    return follows(
        ALPHA - (BETA + GAMMA) * q1 - GAMMA * q2, found, "The consumer's first-order condition for good 1"
    )


def demand(p1: Any, p2: Any) -> tuple[Any, Any]:
    """Return what consumers buy at given prices, before the normalisation."""
    q1, q2 = sp.symbols("q1 q2")
    total = utility(q1, q2, BETA) - p1 * q1 - p2 * q2
    solution = sp.solve([sp.diff(total, q1), sp.diff(total, q2)], [q1, q2])
    return solution[q1], solution[q2]


@claim(
    "S0-2-alpha-gamma",
    place="section 2, below the utility function",
    kind="interpretation",
    says="When α rises or γ falls, demand shifts from the numeraire to the differentiated goods.",
    chapter="two_firms",
)
def alpha_gamma() -> Verdict:
    """Differentiate demand at given prices, with beta fixed and with beta = 1 - gamma."""
    p1, p2 = sp.symbols("p1 p2")
    room1, room2, b, s = sp.symbols("room1 room2 beta gamma", positive=True)  # room: alpha less the price
    q1, q2 = demand(p1, p2)
    positive = {p1: ALPHA - room1, p2: ALPHA - room2, BETA: b, GAMMA: s}
    by_alpha = [sp.factor(sp.simplify(sp.diff(q, ALPHA).subs(positive))) for q in (q1, q2)]
    by_gamma = [sp.factor(sp.simplify(sp.diff(q, GAMMA).subs(positive))) for q in (q1, q2)]
    normal = [q.subs({BETA: 1 - GAMMA}) for q in (q1, q2)]
    total = sp.factor(
        sp.simplify(sp.diff(sum(normal), GAMMA).subs({p1: ALPHA - room1, p2: ALPHA - room2, GAMMA: s}))
    )
    prices = {ALPHA: 4, p1: 1, p2: 2}
    cheap = [normal[0].subs(prices | {GAMMA: value}) for value in (0, sp.Rational(1, 2))]
    if all(x.is_positive for x in by_alpha) and all(x.is_negative for x in (*by_gamma, total)):
        return Holds(
            f"At given prices below α and with β fixed, ∂qᵢ/∂α = {text(by_alpha[0])} > 0 and both ∂qᵢ/∂γ "
            "are the same and negative, so spending on the numeraire moves the other way. Where γ rises at "
            "the cost of β (β + γ = 1) the sum still falls, but the cheaper good alone need not: α = 4 and "
            f"prices 1 and 2 give q₁ = {cheap[0]} at γ = 0 and {cheap[1]} at γ = 1/2."
        )
    return Fails(
        "A derivative of demand has another sign.",
        f"∂q₁/∂α = {text(by_alpha[0])}, ∂q₁/∂γ = {text(by_gamma[0])}",
        "Demand does not shift this way everywhere.",
    )


@claim(
    "S0-2-beta",
    place="section 2, below the utility function",
    kind="interpretation",
    says="β measures differentiation: as it grows the goods become less substitutable, and consumers care "
    "more for a balanced split between the two.",
    chapter="two_firms",
)
def beta() -> Verdict:
    """Differentiate how far a price difference tilts purchases, and how far one good displaces the other."""
    p1, p2 = sp.symbols("p1 p2")
    b, s = sp.symbols("beta gamma", positive=True)
    q1, q2 = (q.subs({BETA: b, GAMMA: s}) for q in demand(p1, p2))
    tilt = sp.factor(sp.simplify(sp.diff(q1 - q2, p2)))
    cross = sp.factor(sp.simplify(sp.diff(q1, p2)))
    displaced = s / (b + s)  # units of one good that stand in for one of the other, by eq. 1
    falls = [sp.factor(sp.simplify(sp.diff(x, b))) for x in (tilt, cross, displaced)]
    if all(x.is_negative for x in falls):
        return Holds(
            f"A price difference of one tilts purchases by {text(tilt)}, a price of the other good moves "
            f"demand by {text(cross)}, and one good stands in for {text(displaced)} of the other; all three "
            "fall as β grows. At γ = 0 the last two are zero whatever β is."
        )
    return Fails(
        "A measure of substitution does not fall.", str(falls), "β does not measure differentiation."
    )


@claim(
    "S0-2-normalisation",
    place="section 2, below eq. 1",
    kind="derivation",
    says="β + γ = 1 can be set without loss of generality; then 0 ≤ γ ≤ 1.",
    chapter="two_firms",
)
def normalisation() -> Verdict:
    """Measure the goods in other units: 1/√(β + γ) of the old one."""
    x1, x2, share = sp.symbols("x1 x2 share")
    b, s = sp.symbols("beta gamma", positive=True)
    unit = 1 / sp.sqrt(b + s)
    old = utility(unit * x1, unit * x2, BETA).subs({BETA: b, GAMMA: s})
    new = utility(x1, x2, 1 - share).subs({ALPHA: ALPHA * unit, share: s / (b + s), GAMMA: s / (b + s)})
    if same(old, new):
        return Holds(
            f"In units of {text(unit)} the utility is the normalised one, with α, prices, costs and tariffs "
            f"per unit times {text(unit)} and {text(s / (b + s))} for γ, which lies in [0, 1]; money values "
            "stay. Needs β + γ > 0, without which demand has no slope."
        )
    at = difference(old, new)
    return Fails("The change of units alters the utility.", str(at), "β + γ = 1 is a restriction.")
