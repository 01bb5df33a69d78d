"""S4, abstract and section 2: sanctions lose force; the dilemma; speed and not stock."""

from __future__ import annotations

from itertools import product

import numpy as np
import sympy as sp

from ...decoupling import Stage, loss, window
from ..entries import Fails, Holds, HoldsIf, NeedsData, Verdict, claim
from .shared import END, WITHHELD, learner


@claim(
    "S4-abstract-force",
    place="abstract; section 2",
    kind="proposition",
    says="The effect of a unilateral sanction falls as the elasticity of substitution grows.",
    chapter="losing_force",
)
def force_falls() -> Verdict:
    """Reduce the slope of log output to Jensen's inequality; then look at the library's loss on a grid."""
    theta, rho, z, kept = sp.symbols("theta rho z k", positive=True)
    mean = theta * z + 1 - theta
    slope = sp.diff(sp.log(theta * kept**rho + 1 - theta) / rho, rho).subs(kept, z ** (1 / rho))
    jensen = (theta * z * sp.log(z) - mean * sp.log(mean)) / (rho**2 * mean)
    proved = sp.simplify(sp.expand_log(slope - jensen, force=True)) == 0
    sigmas = np.array([0, 0.2, 0.5, 1, 2, 5, 20])
    for share, cut in product((0.02, 0.1, 0.5), (0.2, 0.5, 0.9)):
        lost = loss(share, cut, sigmas)
        if (np.diff(lost) >= 0).any() or not proved:
            k = int(np.argmax(np.diff(lost)))
            return Fails(
                "The loss does not fall everywhere.",
                f"θ = {share}, κ = {cut}: ℓ = {lost[k]:.3f} at σ = {sigmas[k]:g} and {lost[k + 1]:.3f} at "
                f"σ = {sigmas[k + 1]:g}",
                "The effect need not fall.",
            )
    floor = loss(0.1, WITHHELD, np.inf)
    return Holds(
        "∂ log(output)/∂ρ = [θf(z) + (1 − θ)f(1) − f(m)]/(ρ²m) with f(x) = x log x convex, and ρ = 1 − 1/σ: "
        "the loss falls strictly for 0 < κ < 1. It does not fall to zero: θκ is left, at θ = 0.1 and κ = 0.8 "
        f"a loss of {floor:.2f}."
    )


@claim(
    "S4-2-rigid",
    place="section 2, framework",
    kind="number",
    says="In the short run the elasticity of substitution is nearly zero; in the long run it is much higher.",
    chapter="evidence",
)
def rigid() -> Verdict:
    """Ask what the two elasticities that S4's source reports would mean for the loss."""
    short, long = (loss(0.1, WITHHELD, sigma) for sigma in (0.76, 2.0))
    return NeedsData(
        "S4's source, Boehm et al. (2023), reports about 0.76 on impact and about 2 in the long run for "
        f"trade as a whole: at θ = 0.1, κ = 0.8 the loss is then {short:.3f} and {long:.3f}. The direction "
        "agrees, and 0.76 is not nearly zero; but these are not the goods in question.",
        "Elasticities of substitution of rare earths and of advanced chips, by horizon, from the users' own "
        "records of quantities and prices under licence.",
    )


@claim(
    "S4-2-dilemma",
    place="section 2, framework",
    kind="proposition",
    says="The friction is a Nash equilibrium worse than another outcome: a typical prisoner's dilemma.",
    chapter="standoff",
)
def dilemma() -> Verdict:
    """Count the games of a grid that are one, and derive the band of leverages."""
    b, m, g, lost = sp.symbols("b m g L", positive=True)
    alike = Stage.of(lost=(lost, lost), leverage=(b, b), backlash=(m, m), calm=(g, g))
    edges = [sp.solve(edge, b)[0] for edge in (alike.gain[0] - g, alike.gain[0] - lost - g)]
    width = sp.simplify(edges[1] - edges[0])
    leverages, calms = np.meshgrid(np.linspace(0.01, 2.51, 51), np.linspace(0.005, 0.405, 9))
    flat = np.zeros_like(leverages)
    grid = Stage.of(
        lost=(0.5 + flat, 0.5 + flat),
        leverage=(leverages, leverages),
        backlash=(0.1, 0.1),
        calm=(calms, calms),
    )
    inside = grid.dilemma
    if inside.all():
        return Holds(f"In all {inside.size} games of the grid both always restrict and would rather trade.")
    if not inside.any():
        return Fails(
            "In no game of the grid.", "L = 0.5, b = 0.51, m = 0.1, g = 0.005", "There is no dilemma."
        )
    return HoldsIf(
        f"In {inside.sum()} of {inside.size} games with L = 0.5 and m = 0.1. For equals the band is {width} "
        "wide: below it trade is an equilibrium too (coordination) or the only one; above it a country "
        "prefers the standoff.",
        "the leverage lies in a band: (mᵢ + max(0, gᵢ))/Lⱼ < bᵢ < (mᵢ + gᵢ + Lᵢ)/Lⱼ for both countries",
    )


@claim(
    "S4-2-speed",
    place="section 2; section 4, core conclusion",
    kind="proposition",
    says="What decides is not the stock of resources but the difference in the speeds of substitution.",
    chapter="losing_force",
)
def speed_decides() -> Verdict:
    """Look for a slower country that is through first; then compare equals."""
    equals = [
        (fast, slow)
        for fast, slow in product((0.1, 0.2, 0.4), (0.05, 0.1, 0.2))
        if fast > slow and window(learner(0.1, fast, 0.12), learner(0.1, slow, 0.12), 1.0).leader != 1
    ]
    for need, other in product((0.3, 0.2, 0.1), (0.05, 0.1)):
        tolerance = 0.3
        if need <= other or loss(need, WITHHELD, END) >= tolerance:
            continue
        fast, slow = learner(need, 0.2, tolerance), learner(other, 0.1, tolerance)
        found = window(fast, slow, 1.0)
        if found.leader == 2:
            return Fails(
                "Between countries alike in all else the faster is through first: sτ is the same for both "
                f"({len(equals)} exceptions on a grid). What a country depends on matters as well.",
                f"θ₁ = {need}, θ₂ = {other}, s₁ = 0.2, s₂ = 0.1, T = {tolerance}, κ = {WITHHELD}: the slower "
                f"country is through after {slow.time:.2f} years, the faster after {fast.time:.2f}",
                "Who has the smaller τᵢ = log[(σ̄ − σ₀)/(σ̄ − σ̂ᵢ)]/sᵢ leads: dependence and tolerance (in "
                "σ̂ᵢ) count beside the speed; between equals the speed decides.",
            )
    return Holds("On the grid the faster country is through first, whatever it depends on.")
