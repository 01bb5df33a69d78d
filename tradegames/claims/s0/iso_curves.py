"""S0, section 4: iso-welfare curves, figures 1 and 2 with their footnotes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from ..entries import Fails, Holds, Verdict, claim
from ..tools import C1, C2, F1, F2, GAMMA, T1, T2, Case, cases, derived, ratio_text, same, smallest, tariff

NEARLY = Fraction(999, 1000)


def traded() -> list[Case]:
    """Return the exact games with trade, of both surpluses."""
    return [c for surplus in ("exact", "published") for c in cases(surplus) if c.trade]


def marginals(country: int, surplus: str = "exact") -> tuple[Any, Any]:
    """Return a country's marginal welfare by t1 and by t2."""
    welfare = derived().welfare(surplus)
    if country == 2:
        welfare = welfare.subs({C1: C2, C2: C1, T1: T2, T2: T1}, simultaneous=True)
    return sp.diff(welfare, T1), sp.diff(welfare, T2)


def change(case: Case, t1: Fraction, t2: Fraction) -> tuple[Fraction, Fraction]:
    """Return what both countries gain over the equilibrium."""
    here, start = case.game.outcome(t1, t2).welfare, case.equilibrium.outcome.welfare
    return here[0] - start[0], here[1] - start[1]


def at(case: Case, part1: Any, part2: Any) -> tuple[Fraction, Fraction]:
    """Return tariffs as parts of the equilibrium's."""
    return Fraction(part1) * case.equilibrium.t1, Fraction(part2) * case.equilibrium.t2


@claim(
    "S0-4-fn-slope",
    place="section 4, figure 1 and its footnote",
    kind="figure",
    says="Along every iso-welfare curve of country 1 the slope is positive below t₁*, zero at t₁* and "
    "negative above it.",
    chapter="isowelfare",
)
def slope() -> Verdict:
    """Divide the marginal welfares, country 1's curves being graphs over t1; then try exact games."""
    falling = {}
    for surplus in ("exact", "published"):
        by1, by2 = marginals(1, surplus)
        own = sp.cancel(by1 / (tariff(surplus) - T1))  # positive if the sign is that of t1* - t1
        falling[surplus] = own, sp.cancel(by2 / derived().chosen(F1))
    free_of_tariffs = all(not part.has(T1, T2) for pair in falling.values() for part in pair)
    right = free_of_tariffs and all(
        own.subs(GAMMA, g) > 0 > other.subs(GAMMA, g)
        for own, other in falling.values()
        for g in (0, sp.S.Half, 1)
    )
    evidence = (
        f"∂W₁/∂t₁ = {ratio_text(falling['exact'][0])}·(t₁* − t₁) and ∂W₁/∂t₂ = "
        f"{ratio_text(falling['exact'][1])}·f₁; dt₂/dt₁ is minus their ratio. With the printed surplus only "
        "the positive factor of the first changes."
    )
    if right:
        return Holds(evidence + " So it is wherever firm 1 exports.")
    return Fails(evidence, "see the evidence", "The sign of the slope is not that of t₁* − t₁.")


@claim(
    "S0-4-crossing",
    place="section 4, second property",
    kind="figure",
    says="No two different iso-welfare curves of a country cross.",
    chapter="isowelfare",
)
def crossing() -> Verdict:
    """See whether a country's welfare falls strictly along the other's tariff, at any own tariff."""
    by2 = sp.cancel(marginals(1)[1] / derived().chosen(F1))
    if not by2.has(T1, T2) and all(by2.subs(GAMMA, g) < 0 for g in (0, sp.S.Half, 1)):
        return Holds(
            f"∂W₁/∂t₂ = {ratio_text(by2 * F1)} < 0 while firm 1 exports: at each t₁ one t₂ gives a certain "
            "welfare, so two curves that share a point are one."
        )
    return Fails(f"∂W₁/∂t₂ = {ratio_text(by2 * F1)}.", "where that is zero", "Curves may meet.")


@claim(
    "S0-4-lower",
    place="section 4, third property, with the footnote on country 2",
    kind="figure",
    says="For country 1 a lower curve, for country 2 one further left, means higher welfare.",
    chapter="isowelfare",
)
def lower() -> Verdict:
    """Differentiate each welfare by the other's tariff; then cut it in exact games."""
    by_other = marginals(1)[1], marginals(2)[0]
    forms = [sp.cancel(m / derived().chosen(f)) for m, f in zip(by_other, (F1, F2), strict=True)]
    contrary = smallest(
        traded(), lambda c: change(c, *at(c, 1, "9/10"))[0] <= 0 or change(c, *at(c, "9/10", 1))[1] <= 0
    )
    plain = not any(f.has(T1, T2) for f in forms)
    if plain and contrary is None and all(f.subs(GAMMA, g) < 0 for f in forms for g in (0, sp.S.Half, 1)):
        return Holds(
            f"∂W₁/∂t₂ = {ratio_text(forms[0] * F1)} and ∂W₂/∂t₁ = {ratio_text(forms[1] * F2)}; a tenth off "
            f"the other's tariff raises welfare in all {len(traded())} exact games with trade."
        )
    return Fails("Welfare need not rise as the other's tariff falls.", str(contrary), "See the evidence.")


@claim(
    "S0-4-fn-at-E",
    place="section 4, figure 2 and its footnote",
    kind="figure",
    says="At the equilibrium E the curve of country 1 is level and that of country 2 upright.",
    chapter="isowelfare",
)
def at_equilibrium() -> Verdict:
    """Put the equilibrium tariffs into the marginal welfares of the own tariff."""
    left = []
    for surplus in ("exact", "published"):
        own1 = tariff(surplus)
        own2 = own1.subs({C1: C2, C2: C1}, simultaneous=True)
        place = {T1: own1, T2: own2}
        left += [marginals(1, surplus)[0].subs(place), marginals(2, surplus)[1].subs(place)]
    if all(same(value, 0) for value in sorted(left, key=sp.count_ops)):  # the short ones are soon decided
        return Holds("∂W₁/∂t₁ and ∂W₂/∂t₂ are zero there with either surplus; the other two are not.")
    return Fails("A marginal welfare of the own tariff is not zero at E.", "E", "See the evidence.")


@claim(
    "S0-4-fig2",
    place="section 4, figure 2",
    kind="figure",
    says="Not every mutual cut raises both: where one country cuts much and the other little (X, Z) the "
    "first loses; between them (Y) lie cuts that raise both.",
    chapter="isowelfare",
)
def not_every_cut() -> Verdict:
    """Look for all three kinds of cuts in every exact game with trade."""

    def zones(case: Case) -> bool:
        start, cut = case.equilibrium, min(case.equilibrium.outcome.exports) / 10
        x, z = change(case, *at(case, 0, NEARLY)), change(case, *at(case, NEARLY, 0))
        y = change(case, start.t1 - cut, start.t2 - cut)
        return x[0] < 0 < x[1] and z[1] < 0 < z[0] and min(y) > 0

    games = traded()
    contrary = smallest(games, lambda c: not zones(c))
    points = "X = (0, s t₂*) and Z = (s t₁*, 0), s = 0.999, and Y, a small equal cut,"
    if contrary is None:
        return Holds(
            f"In all {len(games)} exact games with trade, at {points}: X raises only country 2, Z only "
            "country 1, Y both."
        )
    found = sum(map(zones, games))
    evidence = f"At {points} it is so in {found} of {len(games)} exact games with trade."
    return Fails(evidence, str(contrary), "It depends on the game.")
