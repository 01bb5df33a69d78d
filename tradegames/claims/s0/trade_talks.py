"""S0, section 1: what both countries lose at the equilibrium, and gain by cutting tariffs."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from ..entries import Fails, Holds, NotTestable, Verdict, claim
from ..tools import F1, GAMMA, T2, Case, cases, derived, ratio_text, smallest
from .shared import money


@claim(
    "S0-1-both-lose",
    place="section 1, of Bagwell and Staiger (1999)",
    kind="proposition",
    says="Compared with two zero tariffs, the tariffs of the equilibrium leave both countries worse off, "
    "in different degree.",
    chapter="own_tariff",
)
def both_lose() -> Verdict:
    """Look for a game with trade in which a country does not lose."""
    traded = [c for c in cases() if c.trade]
    contrary = smallest(traded, lambda c: any(money(c, k)[1] >= money(c, k)[0] for k in (0, 1)))
    if contrary is None:
        return Holds(f"Both lose in all {len(traded)} exact games with trade.")
    leader = all(money(c, 0)[1] < money(c, 0)[0] for c in traded)
    together = all(sum(money(c, k)[1] - money(c, k)[0] for k in (0, 1)) < 0 for c in traded)
    both = sum(all(money(c, k)[1] < money(c, k)[0] for k in (0, 1)) for c in traded)
    close = [c for c in traded if c.ratio >= Fraction(7, 8)]
    alike = sum(all(money(c, k)[1] < money(c, k)[0] for k in (0, 1)) for c in close)
    (free, nash) = money(contrary, 1)
    return Fails(
        f"Of {len(traded)} exact games with trade, both countries lose in {both}; in the others the lagging "
        "one gains.",
        f"{contrary}: country 2 has {free} at free trade and {nash} at the equilibrium",
        f"{'The leading country always loses' if leader else 'Either country may gain'}, and "
        f"{'so do the two together' if together else 'the two together may gain'}; the lagging one loses "
        f"unless it lags far (S0-1-retaliation): of the {len(close)} games with (α − c₂)/(α − c₁) ≥ 7/8 "
        f"both lose in {alike}.",
    )


@claim(
    "S0-1-mutual-gain",
    place="section 1",
    kind="proposition",
    says="From the equilibrium, lowering both tariffs can raise the welfare of both countries.",
    chapter="own_tariff",
)
def mutual_gain() -> Verdict:
    """Differentiate welfare by the other's tariff at the equilibrium; then cut both tariffs a little."""
    slope = sp.cancel(sp.diff(derived().welfare(), T2) / derived().chosen(F1))  # per unit of exports
    traded = [c for c in cases() if c.trade]

    def useless(case: Case) -> bool:
        start, cut = case.equilibrium, min(case.equilibrium.outcome.exports) / 10
        after = case.game.outcome(start.t1 - cut, start.t2 - cut).welfare
        return any(new <= old for new, old in zip(after, start.outcome.welfare, strict=True))

    contrary = smallest(traded, useless)
    if contrary is None and all(slope.subs(GAMMA, v) < 0 for v in (0, sp.S.Half, 1)):
        return Holds(
            f"The own tariff is stationary there, and ∂W₁/∂t₂ = {ratio_text(slope * F1)} < 0: a small cut "
            f"of both tariffs raises both, as it does in all {len(traded)} exact games with trade."
        )
    return Fails(
        f"∂W₁/∂t₂ = {ratio_text(slope * F1)}.", str(contrary), "Equal small cuts do not always raise both."
    )


@claim(
    "S0-1-symmetric",
    place="section 1, of Bagwell and Staiger (1999)",
    kind="proposition",
    says="Reciprocal tariff cuts can raise the welfare of both countries, but this holds for symmetric "
    "countries only.",
    chapter="own_tariff",
)
def symmetric_only() -> Verdict:
    """Cut both tariffs equally between unequal countries: a little, and until the first is zero."""
    traded = [c for c in cases() if c.trade]

    def gains(case: Case, cut: Fraction) -> bool:
        start = case.equilibrium
        after = case.game.outcome(start.t1 - cut, start.t2 - cut).welfare
        return all(new > old for new, old in zip(after, start.outcome.welfare, strict=True))

    small = sum(gains(c, min(c.equilibrium.outcome.exports) / 10) for c in traded)
    full = sum(gains(c, min(c.equilibrium.t1, c.equilibrium.t2)) for c in traded)
    evidence = (
        f"In this game, between unequal countries: equal small cuts raise both in {small} of {len(traded)} "
        f"exact games with trade, equal cuts until the first tariff is zero in {full}."
    )
    if small == 0:
        return Holds(evidence)
    return NotTestable(
        evidence,
        "How far another paper's proof reaches, in a model more general than this one, cannot be decided "
        "here. This game does not need the restriction for small cuts.",
    )
