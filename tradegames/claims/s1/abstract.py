"""S1, abstract: how the tariffs would go on, and what that would do to Americans."""

from __future__ import annotations

from datetime import date

from ...cge.scenarios import scenarios, staged_301
from ..entries import Fails, Holds, Verdict, claim
from .shared import BASES, RESULTS, TEN, actions, day, world


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
    """Put the higher tariffs on all goods, and compare with ten points and with China's loss."""
    ten = world("war_in_force").solve(TEN)
    scenario = scenarios()["no_mfn"]
    found = world("war_in_force").solve(scenario.tariffs)
    lost, least = -found.welfare["USA"], -ten.welfare["USA"]
    evidence = (
        f"In the world {BASES['war_in_force']}, {100 * max(scenario.tariffs.values()):g} points more on all "
        f"Chinese goods cost Americans {lost:.0f} bn USD a year ({-found.real_income['USA']:.2f} % of "
        f"income), ten points {least:.0f} bn. China loses {-found.welfare['CHN']:.0f} bn."
    )
    if lost > max(2 * least, -found.welfare["CHN"]) and least > 0:
        return Holds(f"{evidence} Of what both lose, Americans bear the larger part.")
    return Fails(
        evidence,
        "the points named",
        "Americans lose less than the Chinese, or hardly more than by ten points.",
    )


@claim(
    "S1-abstract-stages",
    place="abstract, point 4",
    kind="proposition",
    says="Tariffs by lists, one after the other, put off the blow to China's exports.",
    chapter=RESULTS,
)
def stages() -> Verdict:
    """Follow China's exports to the United States along the steps of 2018 to 2020."""
    steps = {step.name: step for step in staged_301()}
    fall = {name: world("pre_war").solve(step.tariffs).exports["CHN", "USA"] for name, step in steps.items()}
    rising, whole = list(fall.values())[:5], min(fall.values())  # the sixth is a cut
    evidence = "China's exports to the United States against 2017: " + "; ".join(
        f"{step.label}: {fall[name]:.0f} %" for name, step in steps.items()
    )
    if rising == sorted(rising, reverse=True) and rising[0] > whole / 2:
        return Holds(f"{evidence}. The first list alone did {rising[0] / whole:.0%} of the largest fall.")
    return Fails(f"{evidence}.", "the first list", "The first list did most of it.")
