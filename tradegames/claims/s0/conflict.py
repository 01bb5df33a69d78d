"""S0, section 6: which country asks for which rule, and what that explains of the conflict since 2018."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from itertools import product
from typing import Any

import sympy as sp

from ...tariff_game import TariffGame
from ..entries import Fails, Holds, NotTestable, Verdict, claim
from ..tools import Case, cases, smallest

CHAPTER = "which_rule"
PARTS = (Fraction(1, 3), Fraction(2, 3), Fraction(1))


def depths(case: Case) -> list[Fraction]:
    """Return sums of both cuts that equal and balanced cuts reach."""
    t, f = (case.equilibrium.t1, case.equilibrium.t2), case.equilibrium.outcome.exports
    equal, balanced = 2 * min(t), sum(f) * min(t[0] / f[0], t[1] / f[1])
    return [part * min(equal, balanced) for part in PARTS]


def gains(case: Case, depth: Fraction, rule: str) -> tuple[Fraction, Fraction]:
    """Return what both countries gain by cuts with this sum, equal or in the proportion of exports."""
    start, f = case.equilibrium, case.equilibrium.outcome.exports
    cut1 = depth / 2 if rule == "equal" else depth * f[0] / (f[0] + f[1])
    after = case.game.outcome(start.t1 - cut1, start.t2 - (depth - cut1)).welfare
    return after[0] - start.outcome.welfare[0], after[1] - start.outcome.welfare[1]


def own_cut() -> Any:
    """Return how a country's gain changes with its own cut while the sum of both cuts stays the same.

    K and L are the curvatures of its welfare in the own and in the other tariff, g the distance of the other
    one from the prohibitive tariff; x and y the two cuts.
    """
    own, foreign, x, y, g = sp.symbols("K L x y g", positive=True)
    gain = -own * x**2 / 2 + foreign * (g * y + y**2 / 2)
    return sp.expand(sp.diff(gain, x) - sp.diff(gain, y))


def differences() -> str:
    """Return what may differ between the countries of the model: the fields that carry their number."""
    names = {field.name.rstrip("12") for field in fields(TariffGame) if field.name[-1] in "12"}
    if names != {"c"}:
        raise ArithmeticError(f"countries differ in more than their costs: {sorted(names)}")
    return "the unit cost of their firms"


def prefers(country: int, rule: str) -> Verdict:
    """Compare the two rules for one country in exact games with trade, at equal sums of cuts."""
    other = "balanced" if rule == "equal" else "equal"
    traded = [c for s in ("exact", "published") for c in cases(s) if c.trade]

    def against(case: Case) -> bool:
        return any(
            gains(case, depth, rule)[country - 1] <= gains(case, depth, other)[country - 1]
            for depth in depths(case)
        )

    contrary = smallest(traded, against)
    if contrary is not None:
        return Fails(
            f"Equal and balanced cuts with the same sum, in {len(traded)} exact games with trade.",
            f"{contrary}",
            f"Country {country} does not always prefer {rule} cuts.",
        )
    premiums = sorted(
        float(gains(c, depths(c)[-1], rule)[country - 1] / gains(c, depths(c)[-1], other)[country - 1] - 1)
        for c in traded
        if gains(c, depths(c)[-1], other)[country - 1] > 0
    )
    losers = sum(gains(c, depths(c)[-1], other)[country - 1] <= 0 for c in traded)
    decided = all(k < 0 for k in sp.Poly(own_cut(), *own_cut().free_symbols).coeffs())
    reason = "with a given sum of cuts a country gains less the more of it is its own" if decided else ""
    return Holds(
        f"So it is in all {len(traded)} exact games with trade, both surpluses, at three depths each: "
        f"{reason}, and balanced cuts ask more of the one that exports more. At the last common depth its "
        f"gain is higher by {100 * premiums[len(premiums) // 2]:.0f} per cent in the middle one of the games "
        f"where the other rule brings it anything; in {losers} games the other rule brings it nothing."
    )


@claim(
    "S0-6-leader",
    place="section 6",
    kind="proposition",
    says="The country with the better technology gains more by equal cuts than by balanced ones, and so asks "
    "for them.",
    chapter=CHAPTER,
)
def leader() -> Verdict:
    """Compare the rules for country 1, the leading one."""
    return prefers(1, "equal")


@claim(
    "S0-6-lagging",
    place="section 6",
    kind="proposition",
    says="Balanced cuts are more in the interest of the country that lags in technology than equal ones.",
    chapter=CHAPTER,
)
def lagging() -> Verdict:
    """Compare the rules for country 2, the lagging one."""
    return prefers(2, "balanced")


@claim(
    "S0-6-disagreement",
    place="section 6",
    kind="interpretation",
    says="The two countries disagree about the rule itself, and the disagreement is rooted in their "
    "interests.",
    chapter=CHAPTER,
)
def disagreement() -> Verdict:
    """See whether any way to share out a given sum of cuts can be better for both."""
    slope = own_cut()
    if all(k < 0 for k in sp.Poly(slope, *slope.free_symbols).coeffs()):
        return Holds(
            "With the sum of cuts given, each country’s gain falls with its own share of it: what one rule "
            "gives to one country, compared with another rule, it takes from the other. The two orders of "
            "the rules are opposite, whatever the technologies."
        )
    return Fails(f"The slope is {slope}.", "x = y", "Some rules may be better for both.")


@claim(
    "S0-6-persistent",
    place="section 6",
    kind="interpretation",
    says="Because of this the conflict between the two countries will go on and come back.",
    chapter=CHAPTER,
)
def persistent() -> Verdict:
    """Count the exact games in which both countries gain under either rule nevertheless."""
    traded = [c for c in cases() if c.trade]
    good = sum(
        min(gains(c, depth, rule)) > 0
        for c in traded
        for depth, rule in product(depths(c)[:1], ("equal", "balanced"))
    )
    return NotTestable(
        "In the game a quarrel about the rule is no reason to keep the war: at a third of the common depth "
        f"both countries gain in {good} of {2 * len(traded)} cases (exact games with trade, two rules).",
        "What governments will do is not decided by a model in which they choose once; how long they hold "
        "out for the better rule is another game.",
    )


@claim(
    "S0-6-roles",
    place="section 6",
    kind="interpretation",
    says="In the talks between the United States and China the former leads in technology and argued for "
    "equal cuts, the latter lags and argued for balanced ones.",
    chapter=CHAPTER,
)
def roles() -> Verdict:
    """Name what the model would need to know."""
    return NotTestable(
        f"Countries differ by {differences()} alone. The model says what a country with the lower unit cost "
        f"would ask for (S0-6-leader, S0-6-lagging).",
        "Which country has the lower unit cost, good by good, and what was argued at the table, are facts "
        "that the document does not give.",
    )


@claim(
    "S0-6-hegemony",
    place="section 6",
    kind="interpretation",
    says="The United States advocates absolute equality in order to secure a dominant position, and this "
    "made China answer with measures of its own.",
    chapter=CHAPTER,
)
def hegemony() -> Verdict:
    """Say what the model has to say about motives."""
    return NotTestable(
        f"Countries differ by {differences()} alone. A leading one asks for equal cuts because they bring it "
        "more, no other motive being needed or excluded.",
        "Motives other than welfare do not occur in the model.",
    )
