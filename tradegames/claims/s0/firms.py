"""S0, section 3: what the firms sell, given the tariffs (stage 2; equations 2 to 5)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..entries import Fails, Holds, Verdict, claim
from ..tools import ALPHA, C1, C2, D1, D2, F1, F2, GAMMA, T1, T2, derived, printed
from .shared import follows


@claim(
    "S0-3-foc-firms",
    place="section 3, first-order conditions of stage 2",
    kind="derivation",
    says="Profit is stationary where α − 2dᵢ − γfⱼ − cᵢ = 0 and α − 2fᵢ − γdⱼ − cᵢ − tⱼ = 0.",
    chapter="two_firms",
)
def foc_firms() -> Verdict:
    """Differentiate the firm's profit by both quantities."""
    home, abroad = (sp.expand(sp.diff(derived().profit, q)) for q in (D1, F1))
    verdict = follows(ALPHA - 2 * F1 - GAMMA * D2 - C1 - T2, abroad, "∂Π₁/∂f₁")
    other = follows(ALPHA - 2 * D1 - GAMMA * F2 - C1, home, "∂Π₁/∂d₁")
    return other if isinstance(verdict, Holds) and not isinstance(other, Holds) else verdict


@claim(
    "S0-3-fn-foc-firms",
    place="section 3, footnote on the conditions of stage 2",
    kind="derivation",
    says="∂²Πᵢ/∂dᵢ² = ∂²Πᵢ/∂fᵢ² = −2 < 0, so both first-order conditions are also sufficient.",
    chapter="two_firms",
)
def foc_firms_sufficient() -> Verdict:
    """Compute the Hessian of profit, the cross derivative included."""
    hessian = sp.hessian(derived().profit, (D1, F1))
    if hessian[0, 0] == hessian[1, 1] == -2 and hessian.is_negative_definite:
        return Holds(
            f"The Hessian is {hessian.tolist()}: negative definite, since the cross derivative, which the "
            "footnote does not mention, is zero."
        )
    return Fails(
        "The Hessian is another one.", str(hessian.tolist()), "The conditions need not be sufficient."
    )


def best_replies() -> dict[Any, Any]:
    """Return what firm 1 sells at home and abroad, given what the other firm sells."""
    return {q: sp.solve(sp.diff(derived().profit, q), q)[0] for q in (D1, F1)}


@claim(
    "S0-3-eq2",
    place="section 3, eq. 2",
    kind="derivation",
    says="At home a firm's best reply is dᵢ = (α − γfⱼ − cᵢ)/2.",
    chapter="two_firms",
)
def eq_2() -> Verdict:
    """Solve the first-order condition at home."""
    return follows(printed().best_reply(C1, F2), best_replies()[D1], "Solving ∂Π₁/∂d₁ = 0")


@claim(
    "S0-3-eq3",
    place="section 3, eq. 3",
    kind="derivation",
    says="Abroad a firm's best reply is fᵢ = (α − γdⱼ − cᵢ − tⱼ)/2.",
    chapter="two_firms",
)
def eq_3() -> Verdict:
    """Solve the first-order condition abroad."""
    return follows(printed().best_reply(C1 + T2, D2), best_replies()[F1], "Solving ∂Π₁/∂f₁ = 0")


@claim(
    "S0-3-eq4",
    place="section 3, eq. 4",
    kind="derivation",
    says="In equilibrium a firm sells dᵢ = [α(2 − γ) + γ(cⱼ + tᵢ) − 2cᵢ]/(4 − γ²) at home.",
    chapter="two_firms",
)
def eq_4() -> Verdict:
    """Solve the four first-order conditions."""
    return follows(
        printed().market(C1, C2 + T1)[0], derived().sales[D1], "Solving the four conditions for d₁"
    )


@claim(
    "S0-3-eq5",
    place="section 3, eq. 5",
    kind="derivation",
    says="In equilibrium a firm sells fᵢ = [α(2 − γ) + γcⱼ − 2(cᵢ + tⱼ)]/(4 − γ²) abroad.",
    chapter="two_firms",
)
def eq_5() -> Verdict:
    """Solve the four first-order conditions."""
    return follows(
        printed().market(C2, C1 + T2)[1], derived().sales[F1], "Solving the four conditions for f₁"
    )
