"""S1, section 2: what it says of other studies, where that can be checked."""

from __future__ import annotations

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..s2.abstract import industries
from ..s2.shared import simple, whole

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
    "S1-2-lv-industries",
    place="section 2, second paragraph, on Lv et al. (2019)",
    kind="number",
    says="Lv et al. find that machinery and electrical goods lose most in the United States, soybeans and "
    "cars in China.",
    chapter="who_lost",
)
def lv_industries() -> Verdict:
    """Ask what the ledger finds in S2's own tables."""
    return industries()
