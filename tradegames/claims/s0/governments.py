"""S0, section 3: the tariffs that governments choose (stage 1; equation 6 and its footnotes)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import ALPHA, C1, C2, GAMMA, T1, Case, cases, derived, exactly, printed, tariff, text
from .shared import PRINTED_SURPLUS, border, follows_if


def marginal_welfare(surplus: str) -> Any:
    """Return dW1/dt1, as a polynomial: times (4 - gamma^2)^2."""
    return sp.expand(sp.simplify(sp.diff(derived().welfare(surplus), T1) * (4 - GAMMA**2) ** 2))


@claim(
    "S0-3-foc-government",
    place="section 3, the government's first-order condition",
    kind="derivation",
    says="Welfare is stationary where α(2 − γ)(−γ² + 3γ + 2) − γ(4 + γ²)cᵢ + (5γ² − 4)cⱼ + (7γ² − 12)tᵢ = 0.",
    chapter="own_tariff",
)
def foc_government() -> Verdict:
    """Differentiate welfare by the own tariff, with either surplus."""
    claimed = (
        ALPHA * (2 - GAMMA) * (-(GAMMA**2) + 3 * GAMMA + 2)
        - GAMMA * (4 + GAMMA**2) * C1
        + (5 * GAMMA**2 - 4) * C2
        + (7 * GAMMA**2 - 12) * T1
    )
    exact, published = marginal_welfare("exact"), marginal_welfare("published")
    return follows_if(claimed, exact, published, "∂W₁/∂t₁ times (4 − γ²)²")


@claim(
    "S0-3-fn-concave",
    place="section 3, footnote on the government's condition",
    kind="derivation",
    says="∂²Wᵢ/∂tᵢ² = (7γ² − 12)/(4 − γ²)², negative for 0 ≤ γ ≤ 1, so the condition is also sufficient.",
    chapter="own_tariff",
)
def concave() -> Verdict:
    """Differentiate welfare twice, with either surplus, and look for a zero of it on [0, 1]."""
    claimed = (7 * GAMMA**2 - 12) / (4 - GAMMA**2) ** 2
    exact, published = (sp.factor(sp.diff(derived().welfare(s), T1, 2)) for s in ("exact", "published"))
    verdict = follows_if(claimed, exact, published, "Differentiating welfare twice")
    negative = {}
    for name, curve in (("printed", claimed), ("exact", exact)):
        zeros = sp.Poly(sp.numer(curve), GAMMA).count_roots(0, 1)
        negative[name] = zeros == 0 and curve.subs(GAMMA, 0) < 0
    if not negative["printed"]:
        return Fails("It has a zero on [0, 1].", "γ on [0, 1]", "The condition need not be sufficient.")
    if isinstance(verdict, HoldsIf) and negative["exact"]:
        addition = " Both are negative on [0, 1]: that the condition is sufficient holds either way."
        return HoldsIf(verdict.evidence + addition, f"for the value, {verdict.assumption}")
    return verdict


@claim(
    "S0-3-eq6",
    place="section 3, eq. 6",
    kind="derivation",
    says="The equilibrium tariff is tᵢ* = [α(2 − γ)(−γ² + 3γ + 2) − γ(4 + γ²)cᵢ + (5γ² − 4)cⱼ]/(12 − 7γ²).",
    chapter="own_tariff",
)
def eq_6() -> Verdict:
    """Solve the government's first-order condition, with either surplus."""
    claimed = printed().equilibrium().t1
    return follows_if(claimed, tariff("exact"), tariff("published"), "Solving ∂W₁/∂t₁ = 0")


@claim(
    "S0-3-eq6-spe",
    place="section 3, below eq. 6",
    kind="proposition",
    says="Eq. 6 is what the governments choose in the subgame-perfect equilibrium of the game.",
    chapter="own_tariff",
)
def eq_6_best_reply() -> Verdict:
    """Try other tariffs against those of eq. 6 in exact games, corners included, against any tariff."""
    rule = exactly((ALPHA, GAMMA, C1, C2), printed().equilibrium().t1)

    def beaten(case: Case) -> str:
        """Say which tariff beats eq. 6, if one does."""
        game = case.game
        own = [rule(game.alpha, game.gamma, *costs) for costs in ((game.c1, game.c2), (game.c2, game.c1))]
        tries = [
            tuple(bar * Fraction(k, 6) for bar in game.prohibitive_tariffs()) for k in (-1, 0, 1, 2, 3, 5, 7)
        ]
        for other in [((game.alpha - game.c2) / 3, (game.alpha - game.c1) / 3), *tries]:
            better = game.outcome(*other).welfare
            for k, pair in enumerate(((own[0], other[1]), (other[0], own[1]))):
                ours = game.outcome(*pair).welfare[k]
                if better[k] > ours:
                    return (
                        f"{case}: t{'₁₂'[k]} = {other[k]} gives {better[k]}, eq. 6 with {own[k]} gives {ours}"
                    )
        return ""

    limit = exactly(GAMMA, border("published"))

    def inside(case: Case) -> bool:
        return bool(case.ratio > limit(case.game.gamma))

    tried = [c for c in cases("published") if inside(c) and c.game.alpha <= 5]
    contrary = next((words for c in tried if (words := beaten(c))), "")
    if contrary:
        return Fails("Another tariff is better.", contrary, f"It is {text(tariff())}.")
    other = next((words for c in cases("exact") if inside(c) and (words := beaten(c))), "")
    beyond = next((words for c in cases("published") if not inside(c) and (words := beaten(c))), "")
    evidence = (
        f"In {len(tried)} exact games with trade and the printed surplus no other tariff is better, corners "
        "included and whatever the other country does: eq. 6 is a dominant strategy."
    )
    if not other and not beyond:
        return Holds(evidence)
    return HoldsIf(
        f"{evidence} With the surplus from the utility there is a better one ({other or 'none found'}), and "
        f"so there can be where a quantity of eqs. 4 and 5 would be negative ({beyond or 'none found'}).",
        f"{PRINTED_SURPLUS}, and quantities are positive at eq. 6 (S0-3-fn-positive)",
    )


@claim(
    "S0-3-fn-positive",
    place="section 3, footnote to eq. 6",
    kind="derivation",
    says="At the equilibrium, tariffs, home sales and exports are all positive (a convention of the "
    "document).",
    chapter="own_tariff",
)
def positive() -> Verdict:
    """Find where the imports of the low-cost country reach zero, and test that border in exact games."""
    borders = {surplus: border(surplus) for surplus in ("exact", "published")}
    broken = []
    for surplus, ratio in borders.items():
        limit = exactly(GAMMA, ratio)
        for case in cases(surplus):
            good = case.trade and min(case.equilibrium.t1, case.equilibrium.t2) > 0
            if good != (case.ratio > limit(case.game.gamma)):
                raise ArithmeticError(f"the border {ratio} is not borne out by {case}")
            broken += [] if good else [(surplus, case)]
    if not broken:
        return Holds(f"All are positive in {2 * len(cases())} exact games.")
    first = next(case for surplus, case in broken if surplus == "published")
    (last,) = sp.solve(borders["published"] - 1, GAMMA)
    return HoldsIf(
        f"The border is exact: it separates all {len(cases())} exact games. Smallest game beyond it with "
        f"the printed surplus: {first}, where the imports of country 1 would be negative. With that surplus "
        f"even equal costs leave no trade from γ = {text(last)} on.",
        "the costs are near enough: (α − c₂)/(α − c₁), c₁ being the lower cost, is above "
        f"{text(borders['published'])} with the printed surplus, above {text(borders['exact'])} with the "
        "one that follows from the utility",
    )
