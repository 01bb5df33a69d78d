"""S0, abstract and section 7: what is said there about the cuts, and what the authors leave open."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, NotTestable, Verdict, claim
from ..tools import A1, A2, derived, same, text
from .at_home import PARTS, Inside, R, X, inside, thresholds

CHAPTER = "who_gains"


RATIOS = [sp.Rational(k, 10) for k in range(1, 10)]


def sums(road: Inside, ratio: Any) -> dict[str, Any]:
    """Return what a whole road brings country 1's firm, consumers and treasury, A1 = ratio and A2 = 1."""
    values = {A1: ratio, A2: sp.S.One}
    return {
        part: sp.integrate(step, X).subs(values).subs(X, road.end(values))
        for part, step in road.parts.items()
    }


def tilt(rule: str, leader_first: bool) -> Verdict:
    """Compare what a whole road brings both countries, for ratios of technology in tenths."""
    road = inside(rule)
    won = [bool(sum(sums(road, 1 / r).values()) * r**2 > sum(sums(road, r).values())) for r in RATIOS]
    who = "leading" if leader_first else "lagging"
    count = sum(one == leader_first for one in won)
    evidence = f"At γ = 0 the {who} country gains more by the whole road in {count} of {len(RATIOS)} games"
    if count == len(RATIOS):
        return Holds(f"{evidence} (ratios of technology in tenths, surplus from the utility).")
    ratio = next(r for r, one in zip(RATIOS, won, strict=True) if one != leader_first)
    return Fails(f"{evidence}.", f"γ = 0, ratio {ratio}", f"Under {rule} cuts the other country gains more.")


@claim(
    "S0-abstract-equal",
    place="abstract, on cuts",
    kind="proposition",
    says="When the cross-price elasticity is zero, equal cuts tilt the gains from liberalisation to the "
    "technologically leading country.",
    chapter=CHAPTER,
)
def abstract_equal() -> Verdict:
    """Add up both countries' gains along equal cuts."""
    return tilt("equal", leader_first=True)


@claim(
    "S0-abstract-balanced",
    place="abstract, on cuts",
    kind="proposition",
    says="When the cross-price elasticity is zero, balanced cuts let the technologically lagging country "
    "gain more.",
    chapter=CHAPTER,
)
def abstract_balanced() -> Verdict:
    """Add up both countries' gains along balanced cuts."""
    return tilt("balanced", leader_first=False)


@claim(
    "S0-abstract-inside",
    place="abstract, on cuts",
    kind="proposition",
    says="How the additional welfare is shared by firms and consumers depends on the way in which tariffs "
    "are cut and on the relative technology of the countries.",
    chapter=CHAPTER,
)
def abstract_inside() -> Verdict:
    """Take the ratio of marginal profit to marginal surplus and see what it contains."""
    shares = {
        rule: sp.cancel((inside(rule).parts["profit"] / inside(rule).parts["consumer surplus"]).subs(X, 0))
        for rule in ("equal", "balanced")
    }
    first = {rule: sp.cancel(share.subs(A1, R * A2)) for rule, share in shares.items()}
    evidence = "; ".join(f"{rule}: {text(share)}" for rule, share in first.items())
    if not same(first["equal"], first["balanced"]) and any(share.has(R) for share in first.values()):
        return Holds(
            "Profit for each unit of consumer surplus where the road begins, r = (α − cᵢ)/(α − cⱼ): "
            f"{evidence}. Along balanced cuts it comes to depend on r as well."
        )
    return Fails(evidence, "r = 1/2", "The split does not depend on both.")


def most(rule: str, leading: bool) -> Verdict:
    """Test whether one country gets more than half of what both gain by a whole road."""
    road, shares = inside(rule), []
    for ratio in RATIOS:
        mine = sum(sums(road, ratio).values())
        other = sum(sums(road, 1 / ratio).values()) * ratio**2
        shares.append((other if leading else mine) / (mine + other))
    evidence = (
        f"Of what both gain by the whole road at γ = 0 it gets between {float(100 * min(shares)):.0f} and "
        f"{float(100 * max(shares)):.0f} per cent (ratios of technology in tenths)."
    )
    if min(shares) > sp.S.Half:
        return Holds(evidence)
    return Fails(evidence, f"γ = 0, ratio {RATIOS[shares.index(min(shares))]}", "It gets less than half.")


@claim(
    "S0-7-equal",
    place="section 7, on cuts",
    kind="proposition",
    says="Under equal cuts most of the welfare from liberalisation goes to the leading country.",
    chapter=CHAPTER,
)
def equal_cuts() -> Verdict:
    """Take the leading country's share of both gains."""
    return most("equal", leading=True)


@claim(
    "S0-7-balanced",
    place="section 7, on cuts",
    kind="proposition",
    says="On the road of balanced cuts the lagging country's gain in welfare is the more considerable one.",
    chapter=CHAPTER,
)
def balanced_cuts() -> Verdict:
    """Take the lagging country's share of both gains."""
    return most("balanced", leading=False)


@claim(
    "S0-7-parts",
    place="section 7, on cuts",
    kind="proposition",
    says="The gain in a country's welfare always comes with less tariff revenue, more profit and more "
    "consumer surplus.",
    chapter=CHAPTER,
)
def signs() -> Verdict:
    """Look at the signs of the three marginal gains at both ends of both roads."""
    roads, wanted = {rule: inside(rule) for rule in ("equal", "balanced")}, (1, 1, -1)
    contrary = {
        (rule, part): found
        for rule, road in roads.items()
        for part, sign in zip(PARTS, wanted, strict=True)
        if (found := road.contrary(road.parts[part], sign)) is not None
    }
    if not contrary:
        return Holds(
            "At γ = 0, of which the section speaks, profit and consumer surplus rise and revenue falls at "
            "both ends of both roads, each of them linear between. Where γ > 0 profit may fall and revenue "
            "rise."
        )
    (rule, part), (a1, a2) = next(iter(contrary.items()))
    return Fails("Some part has another sign.", f"{rule} cuts, A₁ = {a1}, A₂ = {a2}", f"The {part} may turn.")


@claim(
    "S0-7-most-cases",
    place="section 7, on cuts",
    kind="proposition",
    says="In the great majority of cases profit takes a larger share of the welfare set free than consumers "
    "do.",
    chapter=CHAPTER,
)
def most_cases() -> Verdict:
    """Add up profit and consumer surplus along whole roads, in both countries."""
    won, both = {}, [*RATIOS, sp.S.One, *(1 / ratio for ratio in RATIOS)]
    for rule in ("equal", "balanced"):
        found = [sums(inside(rule), ratio) for ratio in both]
        won[rule] = sum(bool(one["profit"] > one["consumer surplus"]) for one in found)
    road = inside("equal")
    start, finish = thresholds(road)
    whole = sp.integrate(road.gap, (X, 0, road.limit[1])).subs(A1, R * A2)
    (border,) = (root for root in sp.solve(whole, R) if root > 0)
    evidence = (
        f"Over whole roads at γ = 0 profit takes more in {won['equal']} of {len(both)} countries under equal "
        f"cuts and in {won['balanced']} under balanced ones (ratios of technology in tenths, and their "
        f"inverses)."
    )
    if finish < border < start and min(won.values()) * 3 > 2 * len(both):
        return HoldsIf(
            evidence,
            "cases are counted like that, at γ = 0: the exceptions are countries with a ratio below "
            f"{border}, under equal cuts",
        )
    return Fails(evidence, f"a ratio below {border}", "It depends on what is counted.")


@claim(
    "S0-7-goals",
    place="section 7, limits",
    kind="interpretation",
    says="A government may pursue other aims than welfare, such as ideology, a strategy of development or "
    "its image.",
    chapter=CHAPTER,
)
def goals() -> Verdict:
    """Name what welfare consists of here."""
    game = derived()
    parts = zip(PARTS, (game.profit, game.surplus, game.revenue), strict=True)
    there = ", ".join(name for name, part in parts if part != 0)
    return NotTestable(
        f"Welfare is the sum of {there}, one to one.",
        "It is a remark about the model’s assumption; a test would need what governments want.",
    )
