"""S0, section 1: what a country gains by a tariff, with and without retaliation."""

from __future__ import annotations

from dataclasses import fields

import sympy as sp

from ...tariff_game import TariffGame
from ..entries import Fails, Holds, HoldsIf, NotTestable, Verdict, claim
from ..tools import (
    A1,
    A2,
    C1,
    C2,
    GAMMA,
    T1,
    T2,
    Case,
    cases,
    costs_as_gaps,
    derived,
    near,
    ratio_text,
    smallest,
    tariff,
    text,
)
from .shared import money


@claim(
    "S0-1-own-tariff",
    place="section 1, of Johnson (1953–54)",
    kind="proposition",
    says="A country can raise its own welfare by an import tariff.",
    chapter="own_tariff",
)
def own_tariff_pays() -> Verdict:
    """Differentiate welfare by the own tariff at free trade; then try the best tariff in exact games."""
    slope = costs_as_gaps(sp.diff(derived().welfare(), T1).subs(T1, 0))
    importing = [
        c for c in cases() if c.game.outcome(0, 0).exports[1] > 0
    ]  # the lagging firm exports free of duty

    def useless(case: Case) -> bool:
        free, eq = case.game.outcome(0, 0).welfare, case.equilibrium
        alone = case.game.outcome(eq.t1, 0).welfare[0], case.game.outcome(0, eq.t2).welfare[1]
        return any(new <= old for new, old in zip(alone, free, strict=True))

    contrary = smallest(importing, useless)
    if slope.subs(GAMMA, sp.S.Half).is_positive and contrary is None:
        return Holds(
            f"From free trade ∂W₁/∂t₁ = {ratio_text(slope)} > 0, and in all {len(importing)} exact games in "
            "which both goods are traded free of duty the best tariff of either country beats none while "
            "the other stays at zero."
        )
    return Fails(
        f"∂W₁/∂t₁ at free trade is {ratio_text(slope)}.",
        str(contrary),
        "A small tariff does not raise welfare.",
    )


@claim(
    "S0-1-retaliation",
    place="section 1, of Johnson (1953–54)",
    kind="proposition",
    says="It can do so even if the other country retaliates.",
    chapter="own_tariff",
)
def retaliation() -> Verdict:
    """Compare welfare at the equilibrium with free trade, country by country."""
    change = derived().welfare().subs({T1: tariff(), T2: tariff().subs({C1: C2, C2: C1}, simultaneous=True)})
    change = costs_as_gaps(change - derived().welfare().subs({T1: 0, T2: 0}))  # as country 1 sees it
    ratio = sp.Symbol("r", positive=True)  # own A over the other's
    zeros = [z for z in sp.solve(sp.numer(change.subs(A1, ratio * A2)), ratio) if z.subs(GAMMA, 0) > 0]
    traded = [c for c in cases() if c.trade]
    gainers = [(c, k) for c in traded for k in (0, 1) if money(c, k)[1] > money(c, k)[0]]
    if not gainers:
        worst = traded[0]
        return Fails(
            "In no exact game does anybody gain.", str(worst), "With retaliation both countries lose."
        )
    if len(gainers) == 2 * len(traded):
        return Holds(f"Both countries gain in all {len(traded)} exact games with trade.")
    (zero,) = zeros
    for c, k in ((c, k) for c in traded for k in (0, 1)):
        ratio_of_c = sp.Rational(c.ratio if k else 1 / c.ratio)
        if (ratio_of_c < zero.subs(GAMMA, c.game.gamma)) == (money(c, k)[1] > money(c, k)[0]):
            continue
        raise ArithmeticError(f"the boundary {zero} is not borne out by {c}")
    case, k = gainers[0]
    free, nash = money(case, k)
    return HoldsIf(
        f"Smallest example: {case}: country {k + 1} has welfare {nash} at the equilibrium tariffs and "
        f"{free} at free trade. The condition separates the gains from the losses in all {len(traded)} "
        "exact games with trade.",
        f"the country lags far enough: its α − c is below {text(zero)} times the other's "
        f"({text(zero.subs(GAMMA, 0))} ≈ {near(zero.subs(GAMMA, 0))} at γ = 0); the leading country always "
        "loses",
    )


@claim(
    "S0-1-size",
    place="section 1, of Gros (1987), Markusen and Wigle (1989), Syropoulos (2002), Kennan and Riezman "
    "(1988)",
    kind="proposition",
    says="A large enough country is better off at the equilibrium tariffs than at free trade; the larger "
    "it is, the higher its best tariff; so large countries win trade wars.",
    chapter="own_tariff",
)
def size() -> Verdict:
    """See in what the two countries of the game can differ at all."""
    differ = {field.name for field in fields(TariffGame) if field.name[-1].isdigit()}
    if differ != {"c1", "c2"}:
        raise NotImplementedError(f"the countries differ in {sorted(differ)}: test the claim")
    return NotTestable(
        f"In this game the countries differ in {' and '.join(sorted(differ))} only; consumers are the same "
        "and as many.",
        "A statement about the size of countries, which this model does not have. What it says of leading "
        "and lagging countries is another matter: see S0-1-retaliation.",
    )
