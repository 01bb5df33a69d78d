"""S0, section 4: the points at which a negotiation ends (figure 3, its text and its footnote)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import A1, A2, GAMMA, T1, T2, Case, cases, costs_as_gaps, exactly, near
from .iso_curves import marginals


def tangent(surplus: str) -> Any:
    """Return the determinant of the marginal welfares: zero where two curves touch."""
    (a, b), (c, d) = marginals(1, surplus), marginals(2, surplus)
    return costs_as_gaps(a * d - b * c)


def _determinant(surplus: str) -> Any:
    """The same as a function of A1, A2, gamma and the tariffs, in fractions."""
    return exactly((A1, A2, GAMMA, T1, T2), tangent(surplus))


def _sizes(case: Case) -> tuple[Fraction, Fraction, Fraction]:
    game = case.game
    return game.alpha - game.c1, game.alpha - game.c2, game.gamma


@claim(
    "S0-4-fig3-tangency",
    place="section 4, figure 3",
    kind="figure",
    says="Among the mutual tariff cuts that raise both there is a point R at which a curve of country 1 and "
    "one of country 2 touch: an end point of negotiations.",
    chapter="isowelfare",
)
def tangency() -> Verdict:
    """Look for touching curves between zero and t*, in exact games; then for them among subsidies."""
    counts, touching = {}, []
    for surplus in ("exact", "published"):
        touch = _determinant(surplus)
        games = [c for c in cases(surplus) if c.trade]
        counts[surplus] = len(games)
        for case in games:
            # The determinant over the product of both cuts rises with both: look at the deepest.
            at_e = touch(*_sizes(case), case.equilibrium.t1, case.equilibrium.t2)
            at_zero = touch(*_sizes(case), Fraction(0), Fraction(0))
            if not (at_e < 0 and at_zero < 0):
                touching.append(case)
    t, a = sp.symbols("t a", positive=True)
    free = tangent("exact").subs({GAMMA: 0, A1: a, A2: a, T1: -t, T2: -t})
    both = [root / a for root in sp.solve(free, t)]
    evidence = (
        f"With both tariffs between 0 and t* the two curves never touch, in {counts['exact']} exact games "
        f"with trade and {counts['published']} with the printed surplus: at free trade both can still gain. "
        f"With γ = 0 and equal costs they touch at t₁ = t₂ = {', '.join(f'−{near(r)} A' for r in both)}"
    )
    if len(touching) == sum(counts.values()):
        return Holds("In every exact game with trade there is such a point.")
    if touching:
        return Fails(evidence, f"none in some games, one in {touching[0]}", "It depends on the game.")
    if not any(root > 0 for root in both):
        return Fails(evidence + ".", "γ = 0 and equal costs", "No two curves touch below E.")
    return HoldsIf(
        evidence + ", the first an import subsidy.",
        "at least one of the two may subsidise imports; with tariffs of at least zero a negotiation ends on "
        "an axis",
    )


@claim(
    "S0-4-end-point",
    place="section 4, figure 3 and its footnote",
    kind="proposition",
    says="At an end point, every change of the two tariffs makes at least one country worse off.",
    chapter="isowelfare",
)
def end_point() -> Verdict:
    """Check the second-order condition at tangencies below E, which makes them best for a weighted sum."""
    own, gap, cut, other, w = sp.symbols("K G u L lambda", positive=True)
    # W1 and W2 in both cuts from E; the weight of country 1 at which the first-order conditions hold.
    first = other * (gap + cut) / (own * cut)  # from t1: weight * own * x1 = other * (g1 + x1)
    bends = sp.simplify(-first * own + other), sp.simplify(-own + other * w)
    low = sp.simplify(first - other / own)
    signs = bends[0].subs({own: 3, other: 2, gap: 2, cut: 1}) < 0 and low.is_positive
    contrary = _dominated()
    if signs and contrary is None:
        return Holds(
            "Below E the first-order conditions give country 1 a weight above foreign/own and below "
            "own/foreign, so the weighted sum is a concave function of both tariffs and the point is its "
            "highest. Points around the end points of exact games with γ = 0 bear it out."
        )
    return Fails("A weighted sum is not highest there.", str(contrary), "See the evidence.")


def _dominated() -> str | None:
    """Look around end points of exact games with gamma = 0 for tariffs that are better for both."""
    steps = [Fraction(k, 4) for k in (-4, -1, 0, 1, 4)]
    for case in cases():
        if case.game.gamma or not case.trade:
            continue
        a1, a2, _ = _sizes(case)
        for first in (Fraction(-1), Fraction(-2), Fraction(-4)):  # 1 + 5 t1/A2, the other follows
            t1, t2 = (first - 1) * a2 / 5, (16 / first - 1) * a1 / 5
            here = case.game.outcome(t1, t2).welfare
            for d1 in steps:
                for d2 in steps:
                    there = case.game.outcome(t1 + d1, t2 + d2).welfare
                    if min(x - y for x, y in zip(there, here, strict=True)) > 0:
                        return f"{case}: t₁ = {t1}, t₂ = {t2}"
    return None
