"""S1, section 2: what it says of other studies, where that can be checked."""

from __future__ import annotations

from scipy.optimize import brentq

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from .shared import BASES, CLOSURES, RESULTS, variants, world

# By number in S1's list of references: the year in the text, the year in the list, and how many authors.
CITED = {
    1: (2015, 2015, 2),
    2: (2018, 2018, 3),
    3: (2018, 2018, 2),
    4: (2021, 2021, 3),
    5: (2019, 2019, 3),
    6: (2020, 2020, 2),
    7: (2018, 2018, 3),
    8: (2019, 2019, 3),
    9: (2019, 2019, 2),
    10: (2020, 2020, 3),
    11: (2021, 2021, 3),
    12: (2020, 2020, 3),
    13: (2018, 2018, 3),
    14: (2018, 2021, 3),
    15: (2018, 2018, 1),
    16: (2011, 2012, 2),
    17: (2018, 2018, 3),
    18: (2017, 2017, 1),
    19: (2020, 2020, 1),
    20: (2010, 2010, 2),
    21: (2024, 2024, 1),
}
AND_OTHERS = {1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 20}  # cited with 等人


@claim(
    "S1-2-years",
    place="section 2, and the list of references",
    kind="table",
    says="Each study is cited with its authors and the year that the list of references gives.",
    chapter="numbers",
)
def years() -> Verdict:
    """Compare the years and the authors in the text with those of the list."""
    other = {number: pair[:2] for number, pair in CITED.items() if pair[0] != pair[1]}
    alone = sorted(number for number in AND_OTHERS if CITED[number][2] == 1)
    evidence = (
        f"{len(CITED) - len(other)} of {len(CITED)} years agree; {len(alone)} work of one author is cited as "
        "of several."
    )
    if not other and not alone:
        return Holds(evidence)
    return Fails(
        evidence,
        "; ".join(
            [
                f"[{number}] is of {said} in the text, of {listed} in the list"
                for number, (said, listed) in other.items()
            ]
            + [f"[{number}] has one author and is cited with 等人" for number in alone]
        ),
        "The text names the years of working papers, the list those of the printed articles. (Entry [13] "
        "also holds the whole of entry [14].)",
    )


@claim(
    "S1-2-lv-welfare",
    place="section 2, third paragraph, on Lv et al. (2019)",
    kind="number",
    says="Lv et al. find with WITS-SMART that China loses about 2.6 times the welfare that the United States "
    "lose.",
    chapter="who_lost",
)
def lv_welfare() -> Verdict:
    """Divide the two losses that S2 prints; then those that follow from its own definition of welfare."""
    from ..s2.shared import simple, whole  # here, so that S1's claims come before S2's

    ratio = whole("CHN", "welfare") / whole("USA", "welfare")
    own = sum(simple("CHN")) / sum(simple("USA"))
    evidence = (
        f"S2 prints {whole('CHN', 'welfare'):.2f} and {whole('USA', 'welfare'):.2f} (100 million USD), "
        f"{ratio:.1f} times. By S2's definition of welfare, on its own averages, it is {own:.1f} times."
    )
    if round(ratio, 1) != 2.6:
        return Fails(evidence, "S2, Table 3", f"{ratio:.1f} times.")
    if own > 1:
        return Holds(evidence)
    return HoldsIf(
        evidence,
        "SMART's measure is taken, which values lost imports at the average tariff (S2-abstract-welfare)",
    )


@claim(
    "S1-2-consensus",
    place="section 2, last paragraph; abstract",
    kind="proposition",
    says="That the trade war lowers China's GDP, exports and welfare is common ground.",
    chapter=RESULTS,
)
def consensus() -> Verdict:
    """Look at the sign of the three in every variant, and when China answers in kind."""
    answered = world("pre_war").solve({("USA", "CHN"): 0.1, ("CHN", "USA"): 0.1})
    found = [*variants().values(), answered]
    ranges = {
        name: [float(values(solution)) for solution in found]
        for name, values in (
            ("real GDP", lambda s: s.real_gdp["CHN"]),
            ("all exports", lambda s: s.exports["CHN", "all"]),
            ("real income", lambda s: s.real_income["CHN"]),
        )
    }
    evidence = f"Ten points, {len(found)} ways (every base and closure, and answered): " + ", ".join(
        f"{name} {min(values):.2f} to {max(values):.2f} %" for name, values in ranges.items()
    )
    if max(max(values) for values in ranges.values()) < 0:
        return Holds(f"{evidence}.")
    return Fails(f"{evidence}.", "a way in which one of them rises", "The sign is not common ground.")


@claim(
    "S1-2-who",
    place="section 2, third and last paragraphs; abstract",
    kind="proposition",
    says="Whether China or the United States loses more welfare is disputed, because the models differ.",
    chapter=RESULTS,
)
def who() -> Verdict:
    """Compare both losses in one model, by base, closure and measure."""
    words, china = [], []
    for (base, closure), found in variants().items():
        percent, money = (-change.round(2) + 0.0 for change in (found.real_income, found.welfare))
        words.append(
            f"{BASES[base]}, {CLOSURES[closure]}: {percent['CHN']:.2f} and {percent['USA']:.2f} % of "
            f"income, {money['CHN']:.0f} and {money['USA']:.0f} bn USD"
        )
        china += [bool(lost["CHN"] > lost["USA"]) for lost in (percent, money)]
    evidence = f"China and the United States lose: {'; '.join(words)}."
    if any(china) and not all(china):
        return Holds(
            f"{evidence} One and the same model gives both answers: it is enough to change the base, the "
            "closure or the measure."
        )
    return Fails(evidence, "every variant", "One country always loses more.")


@claim(
    "S1-2-dong",
    place="section 2, third paragraph, on Dong and Whalley",
    kind="proposition",
    says="In a conventional Armington model the United States gain from the conflict, and China clearly "
    "loses.",
    chapter=RESULTS,
)
def dong() -> Verdict:
    """Find the tariff at which the American gain is gone, alone and answered in kind."""
    made = world("pre_war")

    def gain(points: float, answer: float = 0.0) -> float:
        return float(made.solve({("USA", "CHN"): points, ("CHN", "USA"): answer}).real_income["USA"])

    alone, answered = gain(0.05), gain(0.05, 0.05)
    if max(alone, answered) <= 0:
        return Fails(f"{alone:.3f} %.", "five points", "The United States do not gain.")
    limit = brentq(gain, 0.05, 0.3, xtol=2e-3)
    china = made.solve({("USA", "CHN"): 0.05}).real_income["CHN"]
    evidence = (
        f"Five points on Chinese goods: the United States {alone:+.3f} % of income, China {china:+.3f} %; "
        f"answered with five points, the United States {answered:+.3f} %. Alone the gain is gone at "
        f"{limit:.1%}. (By their abstract, Dong and Whalley's second model, with China's surplus endogenous, "
        "has the United States lose and China gain.)"
    )
    if answered > 0:
        return Holds(evidence)
    return HoldsIf(evidence, f"China does not answer, and the tariff stays below {limit:.1%}")
