"""S0, section 5: who gains inside a country; the displays after equations 10 and 13, Propositions 2 and 3.

Everything here is at gamma = 0, as S0 assumes; what becomes of it elsewhere is said in the chapter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from ..entries import Fails, Holds, Verdict, claim
from ..tools import A1, A2, ALPHA, C1, C2, F1, F2, GAMMA, T1, T2, derived, same, tariff, text

X = sp.Symbol("x", positive=True)  # how far along the road: S0's x, or its k
R = sp.Symbol("r", positive=True)  # A1/A2 where country 1 stands for country i
PARTS = ("profit", "consumer surplus", "tariff revenue")


@dataclass(frozen=True, eq=False)
class Inside:
    """What one more unit of x or k brings country 1's firm, consumers and treasury."""

    parts: dict[str, Any]
    limit: tuple[Any, Any]  # where tariff 1 is zero, and tariff 2

    @property
    def gap(self) -> Any:
        """Profit less consumer surplus."""
        return sp.expand(self.parts["profit"] - self.parts["consumer surplus"])

    def contrary(self, expression: Any, wanted: int) -> tuple[int, int] | None:
        """Return the smallest A1, A2 at which an expression linear in x has another sign at an end."""
        for size in range(2, 14):
            for a1 in range(1, size):
                values = {A1: sp.Integer(a1), A2: sp.Integer(size - a1)}
                for place in (sp.S.Zero, self.end(values)):
                    if sp.sign(expression.subs(values).subs(X, place)) != wanted:
                        return a1, size - a1
        return None

    def end(self, values: dict[Any, Any]) -> Any:
        """Return where the first tariff is zero."""
        return min(limit.subs(values) for limit in self.limit)


def at_zero(expression: Any) -> Any:
    """Return an expression at gamma = 0, in A1 and A2 for the gaps between alpha and the costs."""
    return sp.expand(expression.subs(GAMMA, 0).subs({C1: ALPHA - A1, C2: ALPHA - A2}))


def inside(rule: str) -> Inside:
    """Derive what equal or balanced cuts do to country 1's profit, surplus and revenue, from the utility."""
    game = derived()
    start1 = at_zero(tariff())
    start2 = start1.subs({A1: A2, A2: A1}, simultaneous=True)
    speed1, speed2 = (sp.S.One, sp.S.One) if rule == "equal" else (A1, A2)
    road = {T1: start1 - speed1 * X, T2: start2 - speed2 * X}
    parts = {}
    for name, expression in zip(PARTS, (game.profit, game.surplus, game.revenue), strict=True):
        parts[name] = sp.expand(sp.diff(at_zero(game.chosen(expression)).subs(road), X))
    return Inside(parts, (start1 / speed1, start2 / speed2))


def display(part: str, printed: Any, sign: int, rule: str) -> Verdict:
    """Compare one line of a display with the derivative, and its sign at both ends of the road."""
    road = inside(rule)
    found = road.parts[part]
    if not same(found, printed):
        values = {A1: 2, A2: 1, X: sp.Rational(1, 6)}
        return Fails(
            f"The derivative of country i's {part} along the road is another one.",
            f"A₁ = 2, A₂ = 1, x = 1/6: {found.subs(values)} follows, {printed.subs(values)} is printed",
            f"It is {text(found)}, with A₁ = α − cᵢ and A₂ = α − cⱼ.",
        )
    contrary = road.contrary(found, sign)
    words = "positive" if sign > 0 else "negative"
    evidence = f"Differentiated along the road from the utility: {text(found)}, A₁ for α − cᵢ, A₂ for α − cⱼ"
    if contrary is None:
        return Holds(f"{evidence}; {words} at both ends of the road, and linear between them.")
    return Fails(f"{evidence}.", f"A₁ = {contrary[0]}, A₂ = {contrary[1]}", f"It is not always {words}.")


@claim(
    "S0-5-equal-profit",
    place="section 5, first display after equation 10",
    kind="derivation",
    says="Along equal cuts the profit of a country's firm grows by (α − cᵢ)/3 + x/2 > 0 per unit of x.",
    chapter="who_gains",
)
def equal_profit() -> Verdict:
    """Differentiate profit along equal cuts."""
    return display("profit", A1 / 3 + X / 2, 1, "equal")


@claim(
    "S0-5-equal-consumers",
    place="section 5, second display after equation 10",
    kind="derivation",
    says="Along equal cuts consumer surplus grows by (α − cⱼ)/6 + x/4 > 0 per unit of x.",
    chapter="who_gains",
)
def equal_consumers() -> Verdict:
    """Differentiate consumer surplus along equal cuts."""
    return display("consumer surplus", A2 / 6 + X / 4, 1, "equal")


@claim(
    "S0-5-equal-revenue",
    place="section 5, third display after equation 10",
    kind="derivation",
    says="Along equal cuts tariff revenue falls by (α − cⱼ)/6 + x per unit of x.",
    chapter="who_gains",
)
def equal_revenue() -> Verdict:
    """Differentiate revenue along equal cuts."""
    return display("tariff revenue", -A2 / 6 - X, -1, "equal")


def thresholds(road: Inside) -> tuple[Any, Any]:
    """Return the ratio of a lagging country at which its firm and consumers gain alike: at start and end."""
    gap = road.gap
    places = sp.S.Zero, road.limit[1]  # the other country's tariff is the lower one
    start, finish = (sp.solve(sp.expand(gap.subs(X, x)).subs(A1, R * A2), R)[0] for x in places)
    return start, finish


def rises(gap: Any) -> bool:
    """Whether profit less consumer surplus rises along the road, and with the ratio."""
    return bool(sp.diff(gap, X) > 0 and sp.diff(gap, A1) > 0)


@claim(
    "S0-5-equal-leader",
    place="section 5, after equation 10; Proposition 2",
    kind="proposition",
    says="Under equal cuts the profit of the technologically leading country's firm grows by more than its "
    "consumer surplus, at any time of the talks.",
    chapter="who_gains",
)
def equal_leader() -> Verdict:
    """Look at the sign of profit less consumer surplus where A1 > A2."""
    gap = inside("equal").gap
    more = sp.Symbol("more", positive=True)
    if rises(gap) and sp.expand(gap.subs({X: 0, A1: A2 + more})).is_positive:
        return Holds(
            f"The difference is {text(gap)} with A₁ = α − cᵢ and A₂ = α − cⱼ; where A₁ > A₂ it is "
            "positive at x = 0, and it grows with x."
        )
    return Fails(f"The difference is {text(gap)}.", "A₁ = 2, A₂ = 1, x = 0", "It need not be positive.")


def lagging(regime: str) -> Verdict:
    """Find the ratios of a lagging country with a regime, from the signs where the road begins and ends."""
    road = inside("equal")
    start, finish = thresholds(road)
    gap = road.gap
    evidence = (
        f"The difference, profit less consumers, is {text(gap)} with A₁ = α − cᵢ < A₂ = α − cⱼ. It is zero "
        f"at x = 0 where A₁/A₂ = {text(start)}, at the end x = A₁/3 where A₁/A₂ = {text(finish)}"
    )
    ranges = {
        "profit": (f"above {text(start)}", start < 1),
        "turn": (f"between {text(finish)} and {text(start)}", finish < start),
        "consumers": (f"below {text(finish)}", finish > 0),
    }
    where, there = ranges[regime]
    if rises(gap) and there:
        return Holds(f"{evidence}; it rises in x and in A₁. So it is for A₁/A₂ {where}.")
    return Fails(f"{evidence}.", f"no ratio lies {where}", "This case does not arise.")


@claim(
    "S0-5-equal-lag-small",
    place="section 5, after equation 10; Proposition 2",
    kind="proposition",
    says="Under equal cuts, if the gap in technology is small, profit grows by more than consumer surplus in "
    "the lagging country, too, from the beginning of the talks to their end.",
    chapter="who_gains",
)
def equal_lag_small() -> Verdict:
    """Find the ratios at which profit leads throughout."""
    return lagging("profit")


@claim(
    "S0-5-equal-lag-turn",
    place="section 5, after equation 10",
    kind="proposition",
    says="With a larger gap consumer surplus in the lagging country grows by more than profit at first, but "
    "the difference shrinks and changes its sign before the talks end.",
    chapter="who_gains",
)
def equal_lag_turn() -> Verdict:
    """Find the ratios at which consumers lead first and profit later."""
    return lagging("turn")


@claim(
    "S0-5-equal-lag-large",
    place="section 5, after equation 10; Proposition 2",
    kind="proposition",
    says="If the lag in technology is large enough, the consumers of the lagging country take more than its "
    "firm throughout.",
    chapter="who_gains",
)
def equal_lag_large() -> Verdict:
    """Find the ratios at which consumers lead throughout."""
    return lagging("consumers")


@claim(
    "S0-5-equal-intuition",
    place="section 5, intuition of Proposition 2",
    kind="interpretation",
    says="As both tariffs fall alike, profit reacts to the rise of exports more strongly than consumer "
    "surplus does to the rise of imports.",
    chapter="who_gains",
)
def equal_intuition() -> Verdict:
    """Compare the second derivatives along equal cuts, on which exports and imports rise alike."""
    road, sales = inside("equal"), derived().sales
    profit, consumers = (sp.diff(road.parts[part], X) for part in PARTS[:2])
    exports, imports = (sp.diff(at_zero(sales[q]).subs({T1: -X, T2: -X}), X) for q in (F1, F2))
    evidence = f"The marginal gains grow by {text(profit)} and {text(consumers)} per unit of x"
    if profit > consumers and exports == imports:
        return Holds(f"{evidence}, while exports and imports both rise by {text(exports)}.")
    return Fails(f"{evidence}.", "A₁ = A₂ = 1, x = 1/6", "The reaction of profit is not the stronger one.")


@claim(
    "S0-5-balanced-profit",
    place="section 5, first display after equation 13",
    kind="derivation",
    says="Along balanced cuts profit grows by (α − cᵢ)(α − cⱼ)/3 + (α − cⱼ)²k/2 > 0 per unit of k.",
    chapter="who_gains",
)
def balanced_profit() -> Verdict:
    """Differentiate profit along balanced cuts."""
    return display("profit", A1 * A2 / 3 + A2**2 * X / 2, 1, "balanced")


@claim(
    "S0-5-balanced-consumers",
    place="section 5, second display after equation 13",
    kind="derivation",
    says="Along balanced cuts consumer surplus grows by (α − cᵢ)(α − cⱼ)/6 + (α − cᵢ)²k/4 > 0 per unit of k.",
    chapter="who_gains",
)
def balanced_consumers() -> Verdict:
    """Differentiate consumer surplus along balanced cuts."""
    return display("consumer surplus", A1 * A2 / 6 + A1**2 * X / 4, 1, "balanced")


@claim(
    "S0-5-balanced-revenue",
    place="section 5, third display after equation 13",
    kind="derivation",
    says="Along balanced cuts tariff revenue falls by (α − cᵢ)(α − cⱼ)/6 + (α − cᵢ)²k per unit of k.",
    chapter="who_gains",
)
def balanced_revenue() -> Verdict:
    """Differentiate revenue along balanced cuts."""
    return display("tariff revenue", -A1 * A2 / 6 - A1**2 * X, -1, "balanced")


@claim(
    "S0-5-balanced-inside",
    place="section 5, after equation 13; Proposition 3",
    kind="proposition",
    says="Under balanced cuts profit grows by more than consumer surplus in both countries, whichever of "
    "them has the better technology, as far as the cuts can go.",
    chapter="who_gains",
)
def balanced_inside() -> Verdict:
    """Look at the difference, linear in k, at both ends of the road."""
    road = inside("balanced")
    gap = road.gap
    contrary = road.contrary(gap, 1)
    at_end = [sp.factor(sp.expand(gap.subs(X, limit))) for limit in road.limit]
    if contrary is None and sp.diff(gap, X, 2) == 0:
        return Holds(
            f"The difference is {text(gap)} with k for x, A₁ = α − cᵢ and A₂ = α − cⱼ, linear in k. At the "
            f"end it is {text(at_end[0])} for the leading country and {text(at_end[1])} for the lagging one."
        )
    case = "A₁ = 3, A₂ = 1" if contrary is None else f"A₁ = {contrary[0]}, A₂ = {contrary[1]}"
    return Fails(f"The difference is {text(gap)}.", case, "Profit need not be in front.")


@claim(
    "S0-5-balanced-intuition-lag",
    place="section 5, intuition of Proposition 3",
    kind="interpretation",
    says="Under balanced cuts the exports of the lagging country rise by more than its imports.",
    chapter="who_gains",
)
def balanced_intuition_lag() -> Verdict:
    """Compare how fast exports and imports rise with k where A1 < A2."""
    sales = derived().sales
    exports, imports = (sp.diff(at_zero(sales[q]).subs({T1: -A1 * X, T2: -A2 * X}), X) for q in (F1, F2))
    evidence = f"Per unit of k exports rise by {text(exports)} and imports by {text(imports)}"
    if (exports - imports).subs({A1: 1, A2: 2}) > 0 and same(exports.subs(A2, A1), imports):
        return Holds(f"{evidence}, with A₁ = α − cᵢ, in the lagging country the smaller one.")
    return Fails(f"{evidence}.", "A₁ = 1, A₂ = 2", "Imports rise by at least as much.")


@claim(
    "S0-5-revenue",
    place="section 5, Propositions 2 and 3, second sentence",
    kind="proposition",
    says="Under both rules the gain in a country's welfare is paid for by its treasury: tariff "
    "revenue falls.",
    chapter="who_gains",
)
def revenue() -> Verdict:
    """Look at marginal revenue along both roads at gamma = 0, then at the equilibrium for every gamma."""
    roads = inside("equal"), inside("balanced")
    falls = all(road.contrary(road.parts["tariff revenue"], -1) is None for road in roads)
    half = sp.solve(sp.diff(derived().chosen(derived().revenue), T1), T1)[0]
    excess = sp.factor((tariff() - half).subs({C1: ALPHA - R * A2, C2: ALPHA - A2}))
    (border,) = sp.solve(excess, R)
    if falls:
        return Holds(
            "At γ = 0 marginal revenue is negative at both ends of both roads. Beyond S0's assumption it is "
            f"not: with (α − cᵢ)/(α − cⱼ) > {text(border)} the equilibrium tariff is above the one with the "
            "highest revenue, and small cuts raise revenue."
        )
    return Fails("Revenue does not always fall.", "γ = 0, A₁ = A₂", "See the evidence.")
