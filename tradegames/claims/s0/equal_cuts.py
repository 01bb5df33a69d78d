"""S0, section 5: equal cuts, equations 8 to 10, and who gains more (Proposition 2, first sentence)."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy as sp

from ...reciprocity import RULES
from ..entries import Fails, Holds, Verdict, claim
from ..tools import (
    A1,
    A2,
    ALPHA,
    C1,
    C2,
    D1,
    F1,
    F2,
    GAMMA,
    T1,
    T2,
    Case,
    cases,
    costs_as_gaps,
    derived,
    price,
    ratio_text,
    remember,
    same,
    smallest,
    tariff,
    text,
)
from .shared import follows, tariffs

X = sp.Symbol("x", positive=True)  # the cut of both tariffs
LEAD = sp.Symbol("lead", positive=True)  # A1 - A2 where country 1 leads
CHAPTER = "equal_cuts"


def both(expression: Any) -> tuple[Any, Any]:
    """Return something of country 1, and the same of country 2."""
    swapped = {C1: C2, C2: C1, T1: T2, T2: T1}
    return expression, expression.subs(swapped, simultaneous=True)


@remember
def after(cut1: Any, cut2: Any) -> tuple[Any, Any]:
    """Return the welfare of both countries at gamma = 0, at the equilibrium tariffs less these cuts."""
    t1, t2 = both(tariff())
    there = {T1: t1 - cut1, T2: t2 - cut2}
    welfare = both(derived().welfare())
    return tuple(sp.expand(w.subs(there, simultaneous=True).subs(GAMMA, 0)) for w in welfare)


def gains(cut1: Any, cut2: Any, surplus: str) -> tuple[Any, Any]:
    """Return what both gain by these cuts from the equilibrium, at any gamma, in terms of A1 and A2."""
    gaps = {C1: ALPHA - A1, C2: ALPHA - A2}
    first = sp.factor(sp.expand(sp.together(derived().welfare(surplus).subs(gaps))))
    start, swap = costs_as_gaps(tariff(surplus)), {A1: A2, A2: A1, T1: T2, T2: T1}
    t1, t2 = start, start.subs(swap, simultaneous=True)
    ends = ({T1: t1 - cut1, T2: t2 - cut2}, {T1: t1, T2: t2})
    there, here = (
        [sp.together(w.subs(end, simultaneous=True)) for w in (first, first.subs(swap, simultaneous=True))]
        for end in ends
    )
    return sp.factor(there[0] - here[0]), sp.factor(there[1] - here[1])


def exports(surplus: str = "exact") -> tuple[Any, Any]:
    """Return what both firms export at the equilibrium."""
    t1, t2 = both(tariff(surplus))
    sold = derived()
    return sold.chosen(F1).subs(T2, t2), sold.chosen(F2).subs(T1, t1)


@remember
def way(case: Case, rule: str) -> list[tuple[Fraction, Fraction]]:
    """Return the gains of both countries at each tenth of a rule's road, in fractions."""
    road = RULES[rule](case.game)
    start = case.equilibrium.outcome.welfare
    steps = [Fraction(k, 10) * Fraction(road.limit) for k in range(11)]
    ends = [case.game.outcome(*road.tariffs(x)).welfare for x in steps]
    return [(w1 - start[0], w2 - start[1]) for w1, w2 in ends]


def turns(case: Case, rule: str) -> bool:
    """Whether some country's welfare falls somewhere on the road."""
    return any(b[k] <= a[k] for a, b in pairwise(way(case, rule)) for k in (0, 1))


def positive(factor: Any) -> bool:
    """Whether a quotient contains gamma alone and is positive for every gamma in [0, 1]."""
    if factor.free_symbols - {GAMMA}:
        return False
    roots = [sp.Poly(part, GAMMA).count_roots(0, 1) for part in sp.fraction(sp.together(factor))]
    return not any(roots) and bool(factor.subs(GAMMA, 0) > 0)


def traded() -> list[Case]:
    """Return the exact games with trade, country 1 leading."""
    return [case for case in cases() if case.trade]


def elsewhere(rule: str) -> str:
    """Say in how many exact games with trade, gamma above zero, a country's welfare turns on the road."""
    games = [case for case in traded() if case.game.gamma > 0]
    found = [case for case in games if turns(case, rule)]
    if not found:
        return "Nor does it fall in any exact game with trade and γ > 0."
    return (
        f"At γ > 0 this is not so: a country's welfare falls before the end of the road in {len(found)} of "
        f"{len(games)} exact games with trade, first at {found[0]}."
    )


@claim(
    "S0-5-cross-elasticity",
    place="section 5, before case one",
    kind="derivation",
    says="That the cross-price elasticity of the two goods is zero means γ = 0.",
    chapter=CHAPTER,
)
def cross_elasticity() -> Verdict:
    """Invert the demand system and differentiate the demand for good 1 by the price of good 2."""
    p1, p2 = sp.symbols("p1 p2")
    demand = sp.solve([price(1, D1, F2) - p1, price(2, D1, F2) - p2], [D1, F2])
    slope = sp.factor(sp.diff(demand[D1], p2))
    zeros = sp.solve(slope, GAMMA)
    if zeros == [0]:
        return Holds(f"∂q₁/∂p₂ = {text(slope)}, zero at γ = 0 and nowhere else.")
    return Fails(f"∂q₁/∂p₂ = {text(slope)}.", "γ = 0", f"It is zero at γ in {zeros}.")


@claim(
    "S0-5-eq8",
    place="section 5, eq. 8",
    kind="derivation",
    says="After equal cuts by x the tariffs are (α − c₂)/3 − x and (α − c₁)/3 − x, and welfare is what it "
    "is there.",
    chapter=CHAPTER,
)
def eq8() -> Verdict:
    """Find the tariffs of the equilibrium at gamma = 0 and compare welfare."""
    claimed = {T1: (ALPHA - C2) / 3 - X, T2: (ALPHA - C1) / 3 - X}
    welfare = derived().welfare().subs(claimed, simultaneous=True).subs(GAMMA, 0)
    found = after(X, X)[0]
    if same(welfare, found):
        start = tariff().subs(GAMMA, 0)
        return Holds(f"At γ = 0 the equilibrium has t₁* = {ratio_text(start)}, and both welfares agree.")
    return follows(welfare, found, "The equilibrium at γ = 0")


@claim(
    "S0-5-eq9",
    place="section 5, eq. 9",
    kind="derivation",
    says="The marginal gain from equal cuts is (α − cᵢ)/3 − x/4.",
    chapter=CHAPTER,
)
def eq9() -> Verdict:
    """Differentiate welfare after equal cuts."""
    found = sp.diff(after(X, X)[0], X)
    return follows((ALPHA - C1) / 3 - X / 4, found, "Differentiating eq. 8 by x")


@claim(
    "S0-5-fn-equal-feasible",
    place="section 5, footnote on eq. 9",
    kind="proposition",
    says="As long as both tariffs stay positive, 0 < x < min{(α − c₁)/3, (α − c₂)/3}, equal cuts raise the "
    "welfare of both countries at every stage.",
    chapter=CHAPTER,
)
def equal_feasible() -> Verdict:
    """The marginal gains are linear in x: look at both ends of the road, country 1 leading by any lead."""
    end = A2 / 3
    slopes = [sp.diff(w, X) for w in after(X, X)]
    ends = [
        sp.factor(costs_as_gaps(slope).subs(X, place).subs(A1, A2 + LEAD))
        for slope in slopes
        for place in (0, end)
    ]
    if all(value.is_positive for value in ends):
        return Holds(
            f"With A = α − c, A₁ > A₂: at the end x = A₂/3 country 2, the lagging one, still gains "
            f"{text(ends[3])} at the margin, country 1 more. {elsewhere('equal')}"
        )
    return Fails("A marginal gain is not positive.", text(ends), "Not all along the road.")


@claim(
    "S0-5-eq10",
    place="section 5, eq. 10",
    kind="derivation",
    says="The marginal gains from equal cuts differ by (c₂ − c₁)/3.",
    chapter=CHAPTER,
)
def eq10() -> Verdict:
    """Subtract one marginal gain from the other."""
    first, second = (sp.diff(w, X) for w in after(X, X))
    return follows((C2 - C1) / 3, sp.expand(first - second), "The difference of the two marginal gains")


def gains_more(rule: str, cuts: tuple[Any, Any], depth: Any, leader: bool, marginal: bool) -> Verdict:
    """Compare both countries' gains by a rule, at the margin or in total, at gamma = 0 and in exact games."""
    first, second = (w - w.subs(depth, 0) for w in after(*cuts))
    more = first - second if leader else second - first
    more = sp.factor(costs_as_gaps(sp.diff(more, depth) if marginal else more))
    games = traded()

    def contrary(case: Case) -> bool:
        leads = [a - b if leader else b - a for a, b in way(case, rule)]
        if marginal:
            return any(after <= before for before, after in pairwise(leads))
        return any(lead <= 0 for lead in leads[1:])

    found = smallest(games, contrary)
    who, other = ("leading", "lagging") if leader else ("lagging", "leading")
    words = (
        f"The {'marginal ' if marginal else ''}gain of the {who} country (here {1 if leader else 2}) less "
        f"that of the {other} one is {text(more)} at γ = 0, A being α − c"
    )
    if found is None and more.subs(A1, A2 + LEAD).is_positive:
        return Holds(
            f"{words}. It is positive at every tenth of the road in all {len(games)} exact games with trade, "
            "whatever γ."
        )
    return Fails(
        f"{words}.",
        f"{found or 'γ = 0'}" + (f": {tariffs(found)}" if found else ""),
        f"The {who} country does not always gain more.",
    )


@claim(
    "S0-5-equal-always",
    place="section 5, below eq. 10",
    kind="proposition",
    says="By equal cuts the country with the technological lead gains more at the margin, however far the "
    "talks have come.",
    chapter=CHAPTER,
)
def equal_always() -> Verdict:
    """See whether the difference of the marginal gains has one sign all along."""
    return gains_more("equal", (X, X), X, leader=True, marginal=True)


@claim(
    "S0-5-fn-equal-total",
    place="section 5, footnote below eq. 10",
    kind="proposition",
    says="Up to every point of the road its total gain, too, exceeds that of the lagging country.",
    chapter=CHAPTER,
)
def equal_total() -> Verdict:
    """Add up the marginal gains."""
    return gains_more("equal", (X, X), X, leader=True, marginal=False)


@claim(
    "S0-5-intuition-equal",
    place="section 5, the economic intuition below eq. 10",
    kind="interpretation",
    says="The leading country gains more by equal cuts because at the equilibrium it exports more, so that "
    "the other's cut is worth more to it.",
    chapter=CHAPTER,
)
def intuition_equal() -> Verdict:
    """Compare exports, and put what the leader gains more down to them."""
    f1, f2 = (costs_as_gaps(f.subs(GAMMA, 0)) for f in exports())
    first, second = (w - w.subs(X, 0) for w in after(X, X))
    difference = costs_as_gaps(first - second)
    rest = sp.expand(difference - (f1 - f2) * X)
    more = sp.factor(f1 - f2).subs(A1, A2 + LEAD).is_positive
    if more and rest == 0:
        return Holds(
            f"At γ = 0 the exports are f₁* = {text(f1)} and f₂* = {text(f2)} (A = α − c), and the gains "
            "differ by (f₁* − f₂*)·x, to the last term: the own cut costs both the same."
        )
    return Fails(
        f"f₁* − f₂* = {text(sp.factor(f1 - f2))}.",
        f"The gains differ by {text(sp.factor(difference))}",
        f"There remains {text(rest)} that exports do not explain.",
    )


@claim(
    "S0-5-prop2-countries",
    place="section 5, Proposition 2, first sentence",
    kind="proposition",
    says="Under the rule of equal cuts the country with the better technology gains more than the one with "
    "the worse.",
    chapter=CHAPTER,
)
def prop2_countries() -> Verdict:
    """Derive the difference of both gains for every gamma, with both surpluses."""
    factors = []
    for surplus in ("exact", "published"):
        first, second = gains(X, X, surplus)
        factors.append(sp.factor((first - second) / ((A1 - A2) * X)))
    if all(positive(factor) for factor in factors):
        return Holds(
            f"For every γ the gains differ by (A₁ − A₂)·x times {ratio_text(factors[0])}, positive on [0, 1] "
            "(A = α − c); as it is proportional to x it holds at the margin as well. With the printed "
            f"surplus the factor is {ratio_text(factors[1])}, positive too. The document shows it at γ = 0."
        )
    return Fails(
        f"The gains differ by (A₁ − A₂)·x times {text(factors[0])}.",
        "some γ in [0, 1]",
        "The order is not always that of the costs.",
    )
