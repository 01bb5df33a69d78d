"""S4, section 4: evidence, core conclusion, and advice."""

from __future__ import annotations

from itertools import product

import numpy as np

from ...decoupling import Stage, bargain, dual_track, trapped
from ..entries import Fails, Holds, HoldsIf, NeedsData, NotTestable, Verdict, claim
from .shared import race


@claim(
    "S4-4-huawei",
    place="section 4, evidence",
    kind="number",
    says="Controls on Huawei contained it at first, with falling marginal effect, and cost American firms a "
    "large market share.",
    chapter="evidence",
)
def huawei() -> Verdict:
    """Say which numbers would decide it; S4 gives none."""
    return NeedsData(
        "S4 gives no number. The direction of the first half is that of S4-abstract-force.",
        "Firm-level sales and purchases of Huawei and of its American suppliers by year and product, with a "
        "comparison group that was not on the entity list.",
    )


@claim(
    "S4-4-gallium",
    place="section 4, evidence",
    kind="number",
    says="China's controls on gallium and germanium set off swings in the world market and supply risks.",
    chapter="evidence",
)
def gallium() -> Verdict:
    """Say which numbers would decide it; S4 gives none."""
    return NeedsData(
        "S4 gives no number and no date.",
        "Monthly prices inside and outside China and customs quantities of both metals around August 2023 "
        "and December 2024, beside metals that were not controlled.",
    )


@claim(
    "S4-4-unsustainable",
    place="section 4, evidence",
    kind="interpretation",
    says="That both bear a high cost confirms that the confrontation cannot be sustained.",
    chapter="standoff",
)
def unsustainable() -> Verdict:
    """Raise the cost of being restricted, everything else as it is, and see whether the equilibrium moves."""
    played = {}
    for lost in (0.5, 1.0, 5.0, 50.0):
        game = Stage(lost=(lost, lost), gain=(0.25, 0.25), calm=(0.1, 0.1))
        played[lost] = [e.restricts for e in game.equilibria()]
    if all(cells == [(1.0, 1.0)] for cells in played.values()):
        threshold = [
            Stage(lost=(lost, lost), gain=(0.25, 0.25), calm=(0.1, 0.1)).critical_discount()[0]
            for lost in (0.5, 5.0)
        ]
        return Fails(
            "What the other's controls cost a country does not depend on its own, so it does not move its "
            "choice.",
            f"gain of restricting 0.25, worth of trade 0.1: at every loss from 0.5 to {max(played):g} the "
            "standoff is the only equilibrium",
            "A high cost makes an agreement easier to keep once there is one: the discount factor needed "
            f"falls from {threshold[0]:.2f} at L = 0.5 to {threshold[1]:.2f} at L = 5. It does not end the "
            "standoff.",
        )
    return Holds("With a high enough cost the standoff is no equilibrium any more.")


@claim(
    "S4-4-terms",
    place="section 4, core conclusion",
    kind="proposition",
    says="The laggard has to accept unfavourable terms before it is self-sufficient.",
    chapter="race",
)
def terms() -> Verdict:
    """Look at who pays in the bargain of each state in which one country is ahead."""
    equal, paid, wrong, example = 0, 0, 0, ""
    for b, m, n in product((0.3, 0.6, 1.0, 1.5), (0.05, 0.2), (1, 2, 3)):
        payment = bargain(race(leverage=(b, b), backlash=(m, m), rungs=n)).payment
        ahead = payment[np.tril_indices(n + 1, -1)]
        equal, paid = equal + len(ahead), paid + int((ahead > 1e-9).sum())
        wrong += int((ahead < -1e-9).sum())
        payment = bargain(race(leverage=(b, b), backlash=(m, m), rungs=n, share=(0.3, 0.1))).payment
        if not example and payment[1, 0] < -1e-9:
            example = f"b = {b}, m = {m}, {n + 1} rungs, θ₁ = 0.3, θ₂ = 0.1: 1 is one rung ahead and pays "
            example += f"{-payment[1, 0]:.3f} a period"
    if paid == equal and not example:
        return Holds(f"In all {equal} states in which one country is ahead it is paid.")
    if paid == 0 or wrong:
        example = example or f"{wrong} of {equal} states between equals"
        return Fails("The leader is not paid.", example, "The laggard need not accept worse terms.")
    return HoldsIf(
        f"Equally dependent countries: the one ahead is paid in {paid} of {equal} states, and nothing is "
        "paid in the "
        f"others{'' if not example else '. With unequal dependence it can be otherwise: ' + example}.",
        "both depend on each other alike, and restricting still pays somewhere on the way",
    )


@claim(
    "S4-4-middle",
    place="section 4, advice",
    kind="interpretation",
    says="The middle state is disappearing quickly.",
    chapter="race",
)
def middle() -> Verdict:
    """Measure how long the climb lasts for slow and fast countries."""
    length = {
        p: float(race(leverage=(1.5, 1.5), backlash=(0.2, 0.2), climb=(p, p), rungs=4).outlook().duration)
        for p in (0.05, 0.2, 0.8)
    }
    if max(length.values()) < 3:
        return Holds(f"At most {max(length.values()):.1f} periods.")
    return HoldsIf(
        "Five rungs, b = 1.5, m = 0.2: the standoff lasts "
        + ", ".join(f"{value:.1f} periods at a climb of {p}" for p, value in length.items())
        + ".",
        "both climb fast, and restricting stops paying on the way; in S4-3-unstable it never does",
    )


@claim(
    "S4-4-trap",
    place="section 4, advice",
    kind="proposition",
    says="There is a passive trap: pressure too weak to bring the other to the table, and substitution too "
    "slow.",
    chapter="race",
)
def trap() -> Verdict:
    """Look for a country that is slower, worse off than under trade, and faces one that is better off."""
    for share, n in product(((0.1, 0.1), (0.3, 0.1), (0.3, 0.02)), (1, 2, 4, 6)):
        made = race(share=share, climb=(0.1, 0.6), rungs=n)
        if bool(trapped(made)[0]):
            value = made.equilibrium().value
            return Holds(
                f"θ₁ = {share[0]}, θ₂ = {share[1]}, climbs 0.1 and 0.6, b = 0.6, m = 0.05, {n + 1} rungs: "
                f"from the start country 1 is worth {value[0][0, 0]:.2f} and country 2 {value[1][0, 0]:.2f}, "
                "both 0 under trade."
            )
    return Fails("In no race tried.", "climbs 0.1 and 0.6, b = 0.6, m = 0.05", "There is no such trap.")


@claim(
    "S4-4-dual",
    place="abstract; section 4, advice",
    kind="proposition",
    says="The best policy strengthens countermeasures and shortens the cycle of substitution, side by side.",
    chapter="race",
)
def dual() -> Verdict:
    """Divide one effort between both, in several races, and see where the best division is inside."""
    best = {}
    for b, m in product((0.3, 0.6, 1.5), (0.05, 0.2)):
        start = race(leverage=(b, b), backlash=(m, m), climb=(0.3, 0.5), rungs=4)
        tried = dual_track(start, leverage=0.5, climb=0.5, points=26)
        inside = tried.value.max() > max(tried.value[0], tried.value[-1]) + 1e-9
        best[b, m] = tried.best if inside else None
    both = {key: value for key, value in best.items() if value is not None}
    if len(both) == len(best):
        return Holds("The best division is inside in every race tried.")
    if not both:
        return Fails("In no race tried.", "b = 0.6, m = 0.05", "One of the two is best.")
    (b, m), part = next(iter(both.items()))
    return HoldsIf(
        "Five rungs, climbs 0.3 and 0.5, an effort worth 0.5 of either: the best division is inside in "
        f"{len(both)} of {len(best)} races (at b = {b}, m = {m}, {part:.0%} in leverage), and at one end in "
        "the others.",
        "neither alone is enough: some leverage is needed to make the other's loss pay, and what is left "
        "over does more for speed",
    )


@claim(
    "S4-4-tipping",
    place="section 4, evidence",
    kind="interpretation",
    says="Market signals show that the game is near its tipping point.",
    chapter="evidence",
)
def tipping() -> Verdict:
    """See what would be needed."""
    return NotTestable(
        "In the race the tipping point is the rung on which b V ℓ(σ) falls to m + g.",
        "S4 names no signal; leverage, backlash and the rungs reached are not observed, and a forecast "
        "could be judged only later.",
    )
