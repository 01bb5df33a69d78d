"""What several modules of S0 use: its function g, formulas compared with those printed, words for numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy as sp

from ..entries import Fails, Holds, HoldsIf, Verdict
from ..tools import (
    A1,
    A2,
    C1,
    C2,
    F2,
    GAMMA,
    T1,
    Case,
    costs_as_gaps,
    derived,
    difference,
    ratio_text,
    same,
    tariff,
    tariff_gap,
    text,
)

PRINTED_SURPLUS = (
    "consumer surplus is the printed ½(dᵢ² + fⱼ²), without the γ dᵢ fⱼ that follows from the utility"
)


def g(gamma: Any) -> Any:
    """Return S0's function g (below equation 7); its zero separates weak from strong substitutes."""
    return gamma**3 + 5 * gamma**2 + 4 * gamma - 4


def threshold() -> Any:
    """Return the zero of g on [0, 1]."""
    (root,) = (root for root in sp.solve(g(GAMMA), GAMMA) if 0 <= root <= 1)
    return root


def weak(gamma: Any) -> bool:
    """Whether substitutability is weak in the sense of S0: g is negative."""
    return bool(g(gamma) < 0)


def border(surplus: str) -> Any:
    """Return A2/A1 below which country 1, the low-cost one, imports nothing at its equilibrium tariff."""
    (zero,) = sp.solve(costs_as_gaps(derived().chosen(F2).subs(T1, tariff(surplus))), A2)
    return sp.factor(zero / A1)


def gap_text() -> str:
    """Return t1* - t2* as it follows from the utility, in words."""
    return f"t₁* − t₂* = {ratio_text(tariff_gap() * (C2 - C1))}"


def follows(claimed: Any, found: Any, how: str) -> Verdict:
    """Decide whether a printed formula is the derived one."""
    at = difference(claimed, found)
    if at is None:
        return Holds(f"{how} gives what is printed: {ratio_text(found)}.")
    where = ", ".join(f"{text(name)} = {text(value)}" for name, value in at.items())
    values = f"{text(found.subs(at))} follows, {text(claimed.subs(at))} is printed"
    return Fails(f"{how} gives something else.", f"{where}: {values}", f"It is {ratio_text(found)}.")


def follows_if(claimed: Any, exact: Any, published: Any, how: str) -> Verdict:
    """Decide whether a printed formula follows from the utility, or else from the printed surplus."""
    if same(claimed, published) and not same(claimed, exact):
        evidence = f"{how} gives the printed {text(claimed)} with that surplus. With the surplus that follows"
        return HoldsIf(f"{evidence} from the utility it gives {ratio_text(exact)}.", PRINTED_SURPLUS)
    return follows(claimed, exact, how)


def money(case: Case, country: int) -> tuple[Fraction, Fraction]:
    """Return a country's welfare at free trade and at the equilibrium tariffs."""
    return case.game.outcome(0, 0).welfare[country], case.equilibrium.outcome.welfare[country]


def tariffs(case: Case) -> str:
    """Return the equilibrium tariffs in words."""
    return f"t₁* = {case.equilibrium.t1}, t₂* = {case.equilibrium.t2}"
