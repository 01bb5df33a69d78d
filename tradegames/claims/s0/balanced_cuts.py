"""S0, section 5: balanced cuts, equations 11 to 13, and who gains more (Proposition 3, first sentence)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import A1, A2, ALPHA, C1, C2, GAMMA, costs_as_gaps, difference, ratio_text, same, text
from .equal_cuts import LEAD, after, elsewhere, exports, gains, gains_more, positive
from .shared import follows

K = sp.Symbol("k", positive=True)  # the depth of balanced cuts
CHAPTER = "balanced_cuts"


def cuts() -> tuple[Any, Any]:
    """Return both cuts at gamma = 0, in the proportion of the initial exports: A1 k and A2 k."""
    f1, f2 = (f.subs(GAMMA, 0) for f in exports())
    return 3 * f1 * K, 3 * f2 * K


def marginal_gains() -> tuple[Any, Any]:
    """Return what both gain at the margin, by k, at gamma = 0."""
    return tuple(sp.expand(sp.diff(w, K)) for w in after(*cuts()))


def lagging_and_leading() -> tuple[Any, Any]:
    """Return country 1's marginal gain where the road ends: if it lags, and if it leads."""
    slope = costs_as_gaps(marginal_gains()[0])
    return sp.factor(slope.subs(K, A1 / (3 * A2))), sp.factor(slope.subs(K, A2 / (3 * A1)))


@claim(
    "S0-5-eq11",
    place="section 5, eq. 11",
    kind="derivation",
    says="Cuts that are balanced on exports at the equilibrium stand in the proportion f₁*/f₂* = "
    "(α − c₁)/(α − c₂).",
    chapter=CHAPTER,
)
def eq11() -> Verdict:
    """Divide the exports of the two firms at the equilibrium."""
    f1, f2 = (f.subs(GAMMA, 0) for f in exports())
    claimed = costs_as_gaps((ALPHA - C1) / (ALPHA - C2))
    return follows(
        claimed, costs_as_gaps(sp.cancel(f1 / f2)), "Dividing eq. 5 at the equilibrium, A = α − c,"
    )


@claim(
    "S0-5-balanced-current",
    place="section 5, case two, first sentence and eq. 11",
    kind="derivation",
    says="Balanced cuts, by which each side cuts according to its current imports so that the concessions "
    "are equal in total, are those of eq. 11.",
    chapter=CHAPTER,
)
def balanced_current() -> Verdict:
    """Compare the concessions of both sides on the imports that they have after the cuts."""
    (cut1, cut2), (f1, f2) = cuts(), (f.subs(GAMMA, 0) for f in exports())
    at_first = sp.expand(cut1 * f2 - cut2 * f1)
    later = sp.factor(costs_as_gaps(cut1 * (f2 + cut1 / 2) - cut2 * (f1 + cut2 / 2)))
    if at_first != 0:
        return Fails("They do not balance.", "k = 1", "Eq. 11 balances nothing.")
    if later == 0:
        return Holds("The concessions are equal on the imports of every moment.")
    return HoldsIf(
        "On the imports of the equilibrium the concessions are equal. Imports grow by half of each cut; on "
        f"what is imported after the cuts those of country 1 exceed those of country 2 by {text(later)} "
        "(A = α − c): the leading country gives more. The ratio that balances them changes on the way.",
        "current imports are those at the equilibrium, before any cut",
    )


@claim(
    "S0-5-eq12",
    place="section 5, eq. 12",
    kind="derivation",
    says="The marginal gain from balanced cuts is (α − cᵢ)(α − cⱼ)/3 + (α − cⱼ)²k/2 − 3(α − cᵢ)²k/4.",
    chapter=CHAPTER,
)
def eq12() -> Verdict:
    """Differentiate welfare after balanced cuts."""
    own, other = ALPHA - C1, ALPHA - C2
    claimed = own * other / 3 + other**2 * K / 2 - 3 * own**2 * K / 4
    found = sp.factor(marginal_gains()[0] - claimed)
    if found == 0:
        return Holds("Differentiating welfare by k, along the cuts of eq. 11, gives what is printed.")
    return follows(claimed, marginal_gains()[0], "Differentiating by k")


def end_value(claimed: Any, found: Any, whose: str) -> Verdict:
    """Decide whether the marginal gain at the end of the road is the printed one."""
    at = difference(claimed, found)
    if at is None:
        return Holds(f"Eq. 12 there gives {text(found)}, as printed (A = α − c); 2A₂² > A₁² where A₁ < A₂.")
    other = costs_as_gaps(marginal_gains()[1]).subs(K, A2 / (3 * A1))
    note = " What is printed is the value for the other country." if same(claimed, other) else ""
    where = "α − c₁ = 2, α − c₂ = 1"
    point = {A1: 2, A2: 1}
    return Fails(
        f"Eq. 12 there gives {text(found)} for {whose} (A = α − c).{note}",
        f"{where}: {text(found.subs(point))} follows, {text(claimed.subs(point))} is printed",
        f"It is {text(found)}, positive as well: the conclusion stands.",
    )


@claim(
    "S0-5-fn-balanced-lagging",
    place="section 5, footnote on eq. 12, first display",
    kind="derivation",
    says="For the lagging country the marginal gain at the end of the road, k = (α − cᵢ)/(3(α − cⱼ)), is "
    "(α − cᵢ)/(4(α − cⱼ))·[2(α − cⱼ)² − (α − cᵢ)²].",
    chapter=CHAPTER,
)
def balanced_lagging() -> Verdict:
    """Put the end of the road into eq. 12."""
    claimed = A1 / (4 * A2) * (2 * A2**2 - A1**2)
    return end_value(claimed, lagging_and_leading()[0], "the lagging country")


@claim(
    "S0-5-fn-balanced-leading",
    place="section 5, footnote on eq. 12, second display",
    kind="derivation",
    says="For the leading country the marginal gain at the end of the road, k = (α − cⱼ)/(3(α − cᵢ)), is "
    "(α − cⱼ)/(4(α − cᵢ))·[2(α − cᵢ)² − (α − cⱼ)²].",
    chapter=CHAPTER,
)
def balanced_leading() -> Verdict:
    """Put the end of the road into eq. 12."""
    claimed = A2 / (4 * A1) * (2 * A1**2 - A2**2)
    return end_value(claimed, lagging_and_leading()[1], "the leading country")


@claim(
    "S0-5-fn-balanced-feasible",
    place="section 5, footnote on eq. 12",
    kind="proposition",
    says="As long as both tariffs stay positive, balanced cuts raise the welfare of both countries at every "
    "stage.",
    chapter=CHAPTER,
)
def balanced_feasible() -> Verdict:
    """The marginal gains are linear in k: look at both ends of the road, country 1 leading by any lead."""
    slopes = [costs_as_gaps(slope) for slope in marginal_gains()]
    ends = [
        sp.factor(slope.subs(K, place).subs(A1, A2 + LEAD))
        for slope in slopes
        for place in (0, A2 / (3 * A1))
    ]
    if all(value.is_positive for value in ends):
        return Holds(
            f"At k = 0 both gain {text(sp.factor(slopes[0].subs(K, 0)))} at the margin, at the end "
            f"k = A₂/(3A₁) the leading country {text(lagging_and_leading()[1])} and the lagging one more "
            f"(A = α − c). {elsewhere('balanced')}"
        )
    return Fails("A marginal gain is not positive.", text(ends), "Not all along the road.")


@claim(
    "S0-5-eq13",
    place="section 5, eq. 13",
    kind="derivation",
    says="The marginal gains from balanced cuts differ by (5k/4)(2α − c₁ − c₂)(c₁ − c₂).",
    chapter=CHAPTER,
)
def eq13() -> Verdict:
    """Subtract one marginal gain from the other."""
    claimed = 5 * K / 4 * (2 * ALPHA - C1 - C2) * (C1 - C2)
    first, second = marginal_gains()
    found = sp.factor(first - second)
    if same(claimed, found):
        return Holds(f"The difference of the two marginal gains is {text(found)}, as printed.")
    return follows(claimed, found, "The difference of the two marginal gains")


@claim(
    "S0-5-balanced-always",
    place="section 5, below eq. 13",
    kind="proposition",
    says="By balanced cuts the lagging country gains more at the margin, however far the talks have come.",
    chapter=CHAPTER,
)
def balanced_always() -> Verdict:
    """See whether the difference of the marginal gains has one sign all along."""
    return gains_more("balanced", cuts(), K, leader=False, marginal=True)


@claim(
    "S0-5-fn-balanced-total",
    place="section 5, footnote below eq. 13",
    kind="proposition",
    says="Up to every point of the road its total gain, too, exceeds that of the leading country.",
    chapter=CHAPTER,
)
def balanced_total() -> Verdict:
    """Add up the marginal gains."""
    return gains_more("balanced", cuts(), K, leader=False, marginal=False)


@claim(
    "S0-5-intuition-balanced-cut",
    place="section 5, the economic intuition below eq. 13",
    kind="interpretation",
    says="A lagging country imports more than it exports, so that its balanced cut is the smaller one.",
    chapter=CHAPTER,
)
def intuition_cut() -> Verdict:
    """Compare exports, and the cuts that follow from them, for every gamma."""
    f1, f2 = exports()
    lead = sp.factor(sp.cancel(costs_as_gaps(f1 - f2) / (A1 - A2)))
    first, second = (costs_as_gaps(cut) for cut in cuts())
    smaller = sp.factor(first - second).subs(A1, A2 + LEAD).is_positive
    if positive(lead) and smaller:
        return Holds(
            f"f₁* − f₂* is A₁ − A₂ (A = α − c) times {ratio_text(lead)}, positive on [0, 1]; at γ = 0 "
            f"the cuts are {text(first)} and {text(second)}."
        )
    return Fails(
        f"f₁* − f₂* is A₁ − A₂ times {ratio_text(lead)}.",
        f"at γ = 0 the cuts are {text(first)} and {text(second)}",
        "The lagging country's cut is not the smaller one.",
    )


@claim(
    "S0-5-intuition-balanced-gain",
    place="section 5, the economic intuition below eq. 13",
    kind="interpretation",
    says="The lagging country gains more because its own small cut costs it less, and the other's large cut "
    "brings it more, than is the case for the leading country.",
    chapter=CHAPTER,
)
def intuition_gain() -> Verdict:
    """Take apart what the own cut costs and what the other's brings."""
    cut1, cut2 = cuts()
    zero = after(0, 0)
    own = [w - z for w, z in zip((after(cut1, 0)[0], after(0, cut2)[1]), zero, strict=True)]
    other = [w - z for w, z in zip((after(0, cut2)[0], after(cut1, 0)[1]), zero, strict=True)]
    less = sp.factor(costs_as_gaps(own[1] - own[0]))
    more = sp.factor(costs_as_gaps(other[1] - other[0]))
    if all(part.subs(A1, A2 + LEAD).is_positive for part in (less, more)):
        start = sp.factor(costs_as_gaps(sp.diff(other[0], K)).subs(K, 0))
        return Holds(
            f"Against the leading country's, its own cut costs it {text(less)} less and the other's brings "
            f"it {text(more)} more (A = α − c). Both are of second order in k: at first the other's "
            f"cut brings both {text(start)} per unit of k, because that is what the rule balances."
        )
    return Fails(
        f"The own cut costs it {text(less)} less, the other's brings it {text(more)} more.",
        "α − c₁ = 2, α − c₂ = 1",
        "One of the two works the other way.",
    )


@claim(
    "S0-5-prop3-countries",
    place="section 5, Proposition 3, first sentence",
    kind="proposition",
    says="Under the rule of balanced cuts the country with the worse technology gains more than the one with "
    "the better.",
    chapter=CHAPTER,
)
def prop3_countries() -> Verdict:
    """Derive the difference of both gains for every gamma."""
    factors, leads = [], []
    for surplus in ("exact", "published"):
        f1, f2 = (costs_as_gaps(f) for f in exports(surplus))
        first, second = gains(3 * f1 * K, 3 * f2 * K, surplus)
        factors.append(sp.factor((second - first) / (sp.factor(f1**2 - f2**2) * K**2)))
        leads.append(sp.factor(sp.factor(f1 - f2) / (A1 - A2)))
    if all(positive(factor) for factor in (*factors, *leads)):
        return Holds(
            f"For every γ the lagging country's gain exceeds the other's by (f₁*² − f₂*²)·k² times "
            f"{ratio_text(factors[0])}, positive on [0, 1], and the leading firm exports more (cuts "
            "of 3fᵢ*k, at γ = 0 the document's (α − cᵢ)k). With the printed surplus the factor is "
            f"{ratio_text(factors[1])}, positive too. The document shows it at γ = 0."
        )
    return Fails(
        f"The gains differ by (f₁*² − f₂*²)·k² times {text(factors[0])}.",
        "some γ in [0, 1]",
        "It is not always the lagging country.",
    )
