"""S1, abstract: how the tariffs would go on, and what that would do to Americans."""

from __future__ import annotations

from datetime import date

from ..entries import Fails, Holds, Verdict, claim
from .shared import RESULTS, TEN, actions, day, world


@claim(
    "S1-abstract-path",
    place="abstract, point 4; section 1, last paragraph",
    kind="interpretation",
    says="Further American tariffs on China will come by the loss of most-favoured-nation status or by a "
    "reopened investigation under section 301.",
    chapter="numbers",
)
def path() -> Verdict:
    """Look under which law the tariffs on all Chinese goods rose after S1 was written."""
    written = date(2025, 2, 11)
    under = {basis: actions("USA", basis, written) for basis in ("ieepa", "section_301", "section_122")}
    peak = under["ieepa"].loc[under["ieepa"]["rate_percent"].idxmax()]
    old = set(under["section_301"]["action_id"]) <= {"review_2026"}
    evidence = (
        f"After February 2025: {len(under['ieepa'])} steps by emergency powers, at the most "
        f"{peak['rate_percent']:g} points ({day(peak['date'])}); after the court's ruling a surcharge under "
        f"section 122. Under section 301 only what had been decided in 2024: {len(under['section_301'])} "
        "step."
    )
    if not old or peak["rate_percent"] <= 10:
        return Holds(evidence)
    return Fails(
        evidence,
        f"{peak['rate_percent']:g} points by emergency powers, {(peak['date'] - date(2025, 2, 4)).days} days "
        "after the first ten",
        "They went on by the law of the first ten points, faster and further than either path would have "
        "gone. (Points under section 301 were proposed again in June 2026, after the court's ruling.)",
    )


@claim(
    "S1-abstract-people",
    place="abstract, point 4",
    kind="proposition",
    says="Much higher tariffs on all Chinese goods, as by the loss of most-favoured-nation status, would hit "
    "the American people hard.",
    chapter=RESULTS,
)
def people() -> Verdict:
    """Compare American losses at 20, 40 and 60 points with those at ten, and with China's."""
    made = world("after")
    ten = made.solve(TEN)
    further = {points: made.solve({("USA", "CHN"): points}) for points in (0.2, 0.4, 0.6)}
    lost = [-ten.welfare["USA"], *(-found.welfare["USA"] for found in further.values())]
    beside = [found.welfare["USA"] / found.welfare["CHN"] for found in further.values()]
    evidence = (
        f"Calibrated to the war, ten points cost Americans {lost[0]:.0f} bn USD a year; "
        + ", ".join(f"{points:.0%} {loss:.0f} bn" for points, loss in zip(further, lost[1:], strict=True))
        + f"; that is {min(beside):.1f} to {max(beside):.1f} times what China loses."
    )
    if lost == sorted(lost) and lost[0] > 0 and min(beside) > 1:
        return Holds(evidence)
    return Fails(evidence, "20 points", "Americans lose less than the Chinese.")
