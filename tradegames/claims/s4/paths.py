"""S4, section 3: the brake, the three paths, the window."""

from __future__ import annotations

from itertools import product

from ...decoupling import Stage, loss, window
from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from .shared import END, WITHHELD, learner, race


def pure(game: Stage) -> list[tuple[float, float]]:
    """The equilibria without mixing, as who restricts."""
    return sorted(e.restricts for e in game.equilibria() if set(e.restricts) <= {0.0, 1.0})


@claim(
    "S4-3-brake",
    place="section 3, of Costinot and Rodriguez-Clare (2013)",
    kind="proposition",
    says="The high cost of self-sufficiency is a force within the economy that stops escalation.",
    chapter="standoff",
)
def brake() -> Verdict:
    """Raise what open trade is worth, and see whether trade becomes an equilibrium."""
    found = {
        calm: pure(Stage.of(lost=(0.5, 0.5), leverage=(0.7, 0.7), backlash=(0.1, 0.1), calm=(calm, calm)))
        for calm in (0.05, 0.2, 0.3, 0.5)
    }
    peace = [calm for calm, cells in found.items() if (0.0, 0.0) in cells]
    if len(peace) == len(found):
        return Holds("Trade is an equilibrium at every worth of trade tried.")
    if not peace:
        return Fails("At no worth of trade tried.", "L = 0.5, b = 0.7, m = 0.1, g = 0.5", "It stops nothing.")
    both = (1.0, 1.0) in found[peace[-1]]
    return HoldsIf(
        f"L = 0.5, b = 0.7, m = 0.1: trade is an equilibrium from g = {peace[0]} on and not at g = "
        f"{max(set(found) - set(peace))}. The standoff {'remains one too' if both else 'is then none'}.",
        "for each country open trade is worth more than restricting brings, gᵢ > bᵢLⱼ − mᵢ, and both expect "
        "the other to trade; what both lose together does not count",
    )


@claim(
    "S4-3-unstable",
    place="abstract; section 3, of Cerdeiro et al. (2021)",
    kind="proposition",
    says="The pattern of control and counter-control is costly for both and therefore cannot stay as it is.",
    chapter="race",
)
def unstable() -> Verdict:
    """Look for a race in which both restrict for ever."""
    for backlash, leverage in product((0.2, 0.1, 0.05), (0.6, 1.1, 1.5)):
        made = race(leverage=(leverage, leverage), backlash=(backlash, backlash))
        ends, value = made.outlook().ends, made.equilibrium().value
        if float(ends["decoupling"]) == 1.0 and float(value[0][0, 0]) < 0:
            return Fails(
                "The standoff changes when the losses have fallen far enough, not because they are high.",
                f"two rungs, θ = 0.1, κ = 0.8, climb 0.5, δ = 0.9, b = {leverage}, m = {backlash}: both "
                "restrict in every state, before and after both have substituted, and for ever; each is "
                f"worth {float(value[0][0, 0]):.2f} instead of 0 under trade",
                "It ends if on some rung restricting no longer pays: b V ℓ < m + g. A standoff that still "
                "pays on the top rung is permanent.",
            )
    return Holds("In every race tried somebody stops restricting.")


@claim(
    "S4-3-return",
    place="section 3, first path",
    kind="proposition",
    says="When the costs of confrontation exceed its gains, rational countries return to trade.",
    chapter="standoff",
)
def return_to_trade() -> Verdict:
    """Compare two costs: those of being restricted, and those that restricting has for oneself."""

    def game(lost: float, backlash: float) -> Stage:
        return Stage.of(
            lost=(lost, lost), leverage=(0.7, 0.7), backlash=(backlash, backlash), calm=(0.1, 0.1)
        )

    suffered, saved = pure(game(1.0, 0.1)), pure(game(1.0, 0.75))
    between = pure(game(1.0, 0.65))
    if (0.0, 0.0) in suffered:
        return Holds("With L = 1, b = 0.7, m = 0.1, g = 0.1 trade is an equilibrium.")
    if (0.0, 0.0) not in saved:
        return Fails("Not even with m = 0.75.", "L = 1, b = 0.7, m = 0.75, g = 0.1", "They do not return.")
    total = game(1.0, 0.1)
    return HoldsIf(
        f"L = 1, b = 0.7, g = 0.1: with m = 0.1 each ends at {total.gain[0] - total.lost[0]:.1f} instead of "
        f"0.1 and restricts all the same; with m = 0.65 there are {len(between)} pure equilibria, trade and "
        "standoff; with m = 0.75 only trade.",
        "the costs are those that a country saves by its own restraint, mᵢ + gᵢ > bᵢLⱼ; its loss Lᵢ from the "
        "other's controls does not count, and while bᵢLⱼ > mᵢ the standoff remains an equilibrium beside "
        "trade",
    )


@claim(
    "S4-3-decoupling",
    place="section 3, second path",
    kind="proposition",
    says="When both have substituted, the game is over: two parallel systems that do not depend on each "
    "other.",
    chapter="race",
)
def decoupling() -> Verdict:
    """See what is played on the top rungs, for a leverage below and above the one that still pays there."""
    left = loss(0.1, WITHHELD, END)
    ends = {b: race(leverage=(b, b), backlash=(0.2, 0.2)).outlook().ends for b in (1.5, 1.2 * 0.2 / left)}
    likely = {b: max(e, key=lambda name: float(e[name])) for b, e in ends.items()}
    if set(likely.values()) == {"decoupling"}:
        return Holds("Both restrict for ever in the races tried.")
    if "decoupling" not in likely.values():
        return Fails("In no race tried.", f"b = {max(likely):.2f}, m = 0.2", "Substitution leads to trade.")
    (low, end), (high, _) = sorted(likely.items())
    return HoldsIf(
        f"With m = 0.2, θ = 0.1, κ = 0.8 a loss of {left:.3f} is left on the top rung. At b = {low:.2f} the "
        f"race ends in {end}: two countries that can do without have nothing left to threaten with, and "
        f"trade again. At b = {high:.2f} it ends in decoupling.",
        "restricting pays even against a country that has substituted, b V ℓ(σ̄) > m + g",
    )


@claim(
    "S4-3-asymmetric",
    place="section 3, third path; abstract",
    kind="proposition",
    says="A difference in speed opens a window in which the faster country restricts and the slower cannot "
    "answer.",
    chapter="race",
)
def asymmetric() -> Verdict:
    """Look at the state in which only country 1 has climbed, for several leverages."""
    alone: list[float] = []
    other: list[float] = []
    for b in (0.05, 0.3, 0.6, 1.0, 1.5):
        play = race(leverage=(b, b)).equilibrium().restricts
        (alone if (play[0][1, 0], play[1][1, 0]) == (1.0, 0.0) else other).append(b)
    if not alone:
        return Fails("At no leverage tried.", "b = 0.6, m = 0.05, two rungs", "There is no such window.")
    if not other:
        return Holds("At every leverage tried.")
    return HoldsIf(
        "Two rungs, θ = 0.1, κ = 0.8, m = 0.05, δ = 0.9, country 1 above and country 2 below: only 1 "
        f"restricts at b = {', '.join(map(str, alone))}, not at b = {', '.join(map(str, other))}.",
        "the leverage is high enough to make the laggard's loss pay, and too low to make the leader's small "
        "loss pay",
    )


@claim(
    "S4-3-premium",
    place="section 3, third path; section 4",
    kind="proposition",
    says="In the window the leader gains a unilateral strategic premium.",
    chapter="losing_force",
)
def premium() -> Verdict:
    """Value the window of a faster country at several backlashes."""
    fast, slow = learner(0.1, 0.2, 0.12), learner(0.1, 0.06, 0.12)
    worth = {m: window(fast, slow, leverage=1.0, backlash=m).worth for m in (0.0, 0.1, 0.12, 0.2, 0.3)}
    good = [m for m, value in worth.items() if value > 0]
    if len(good) == len(worth):
        return Holds("The window is worth something at every backlash tried.")
    if not good:
        return Fails("At no backlash tried.", "b = 1, m = 0", "The window is worth nothing.")
    bad = min(m for m in worth if m not in good)
    return HoldsIf(
        f"s₁ = 0.2, s₂ = 0.06, θ = 0.1, κ = 0.8, T = 0.12, b = 1: the window is worth {worth[0.0]:.3f} "
        f"without backlash and {worth[bad]:.3f} at m = {bad}.",
        "leverage times the follower's loss exceeds the backlash, on average over the window; bT ≥ m is "
        "enough, since the follower loses at least T in it",
    )
