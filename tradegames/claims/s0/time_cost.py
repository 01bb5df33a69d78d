"""S0, section 7: negotiation costs time, which the paper leaves out."""

from __future__ import annotations

from ...extensions.negotiation import Talks, talks
from ...reciprocity import Road, balanced, equal
from ...tariff_game import TariffGame
from ..entries import Fails, Holds, Verdict, claim
from ..tools import Case, cases

STEPS = 10
LARGEST = 5  # the value of alpha up to which games are tried


def roads(case: Case) -> tuple[Road, Road]:
    """Return the equal and the balanced road of a game, in floating point."""
    exact = case.game
    game = TariffGame(
        alpha=float(exact.alpha), gamma=float(exact.gamma), c1=float(exact.c1), c2=float(exact.c2)
    )
    return equal(game), balanced(game)


def dearest(free: Talks) -> float:
    """Return a cost per step at which one side gains nothing by closing anywhere."""
    means = [[gain / n for n, gain in enumerate(gains) if n] for gains in free.gains]
    return 1.001 * max(0.0, float(min(max(mean) for mean in means)))


@claim(
    "S0-7-time-cost",
    place="section 7, last paragraph",
    kind="interpretation",
    says="Talks about tariffs take long; if the cost of the time is high enough, the parties may change "
    "what they would do without it.",
    chapter="patience",
)
def time_cost() -> Verdict:
    """Play the talks down both roads in ten steps: at no cost, at half the worth a step, at a dear price."""
    traded = [case for case in cases() if case.trade and case.game.alpha <= LARGEST]
    begun, late, never, unmoved = 0, 0, 0, ""
    for case in traded:
        for road in roads(case):
            free = talks(road, STEPS)
            if free.end == 0:  # a step is too large for one side even at no cost
                continue
            begun += 1
            late += 0 < talks(road, STEPS, discount=0.5).end < free.end
            price = dearest(free)
            if talks(road, STEPS, cost=price).end == 0:
                never += 1
            elif not unmoved:
                unmoved = f"{case}, {road.rule} cuts, at a price of {price:.4f} a step."
    first = roads(traded[0])[0]
    free = talks(first, STEPS)
    slow, price = talks(first, STEPS, discount=0.5), dearest(free)
    evidence = (
        f"Equal and balanced cuts in {len(traded)} exact games with trade (α up to {LARGEST}), in {STEPS} "
        f"steps. At no cost the talks begin on {begun} roads. At a high enough price of a step they do not "
        f"begin on {never} of these; where each step halves what a gain is worth, they close earlier on "
        f"{late}, but not before the first step. In the smallest game, {traded[0]}, equal cuts: {free.end} "
        f"steps at no cost, {slow.end} at half the worth a step, none from a price of {price:.4f} on."
    )
    if begun == never > 0:
        return Holds(evidence)
    return Fails(evidence, unmoved or "No talks begin.", "A cost of time need not change the talks.")
