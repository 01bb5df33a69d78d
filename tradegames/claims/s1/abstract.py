"""S1, abstract: how the tariffs would go on."""

from __future__ import annotations

from datetime import date

from ..entries import Fails, Holds, Verdict, claim
from .shared import actions, day


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
        "gone. (In 2026 section 301 did come back into play; our sources end there.)",
    )
