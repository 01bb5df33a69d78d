"""S0, the tariff game: abstract, sections 1 to 3 with their footnotes, section 7 on Proposition 1.

Country 1 stands for country i wherever one country is enough, and for the low-cost country
wherever costs are compared. ``A_i = alpha - c_i``. A step of a derivation is judged from the step before it,
a finding from the model as section 2 sets it up.
"""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

import sympy as sp

from ..tariff_game import TariffGame
from .entries import Fails, Holds, HoldsIf, NotTestable, Verdict, claim
from .tools import (
    A1,
    A2,
    ALPHA,
    BETA,
    C1,
    C2,
    D1,
    D2,
    F1,
    F2,
    GAMMA,
    T1,
    T2,
    Case,
    cases,
    costs_as_gaps,
    derived,
    difference,
    exactly,
    near,
    printed,
    ratio_text,
    same,
    smallest,
    tariff,
    tariff_gap,
    text,
    utility,
)

PRINTED_SURPLUS = (
    "consumer surplus is the printed ½(dᵢ² + fⱼ²), without the γ dᵢ fⱼ that follows from the utility"
)


def g(gamma: Any) -> Any:
    """Return S0's function g (below equation 7); its zero separates weak from strong substitutes."""
    return gamma**3 + 5 * gamma**2 + 4 * gamma - 4


def threshold() -> Any:
    """Return the zero of g on [0, 1]."""
    (root,) = (root for root in sp.solve(g(GAMMA), GAMMA) if 0 <= root <= 1)
    return root


def weak(gamma: Any) -> bool:
    """Whether substitutability is weak in the sense of S0: g is negative."""
    return bool(g(gamma) < 0)


def gap_text() -> str:
    """Return t1* - t2* as it follows from the utility, in words."""
    return f"t₁* − t₂* = {ratio_text(tariff_gap() * (C2 - C1))}"


def follows(claimed: Any, found: Any, how: str) -> Verdict:
    """Decide whether a printed formula is the derived one."""
    at = difference(claimed, found)
    if at is None:
        return Holds(f"{how} gives what is printed: {ratio_text(found)}.")
    where = ", ".join(f"{text(name)} = {text(value)}" for name, value in at.items())
    values = f"{text(found.subs(at))} follows, {text(claimed.subs(at))} is printed"
    return Fails(f"{how} gives something else.", f"{where}: {values}", f"It is {ratio_text(found)}.")


def follows_if(claimed: Any, exact: Any, published: Any, how: str) -> Verdict:
    """Decide whether a printed formula follows from the utility, or else from the printed surplus."""
    if same(claimed, published) and not same(claimed, exact):
        evidence = f"{how} gives the printed {text(claimed)} with that surplus. With the surplus that follows"
        return HoldsIf(f"{evidence} from the utility it gives {ratio_text(exact)}.", PRINTED_SURPLUS)
    return follows(claimed, exact, how)


def money(case: Case, country: int) -> tuple[Fraction, Fraction]:
    """Return a country's welfare at free trade and at the equilibrium tariffs."""
    return case.game.outcome(0, 0).welfare[country], case.equilibrium.outcome.welfare[country]


def tariffs(case: Case) -> str:
    """Return the equilibrium tariffs in words."""
    return f"t₁* = {case.equilibrium.t1}, t₂* = {case.equilibrium.t2}"


# --- abstract -------------------------------------------------------------------------------


@claim(
    "S0-abstract-weak",
    place="abstract",
    kind="proposition",
    says="When the traded goods are weak substitutes, the technologically leading country sets the lower "
    "tariff.",
    chapter="own_tariff",
)
def abstract_weak() -> Verdict:
    """Look at the sign of t1* - t2* from gamma = 0 on, and for exceptions with corners."""
    gap, document = tariff_gap("exact"), tariff_gap("published")
    contrary = smallest(cases(), lambda c: weak(c.game.gamma) and c.equilibrium.t1 >= c.equilibrium.t2)
    evidence = (
        f"{gap_text()} from the utility; per unit of c₂ − c₁ it is {text(document.subs(GAMMA, 0))} at γ = 0 "
        f"with the printed surplus as well; with corners solved, no exception in {len(cases())} exact games."
    )
    if gap.subs(GAMMA, 0) < 0 and contrary is None:
        return Holds(evidence)
    return Fails("The order is another one.", f"{contrary or 'γ = 0'}", f"{gap_text()}.")


@claim(
    "S0-abstract-strong",
    place="abstract",
    kind="proposition",
    says="When the traded goods are strong substitutes, the technologically leading country sets the "
    "higher tariff.",
    chapter="own_tariff",
)
def abstract_strong() -> Verdict:
    """Look for games with strong substitutes and trade in which the leading country has the lower tariff."""
    strong = [c for c in cases() if not weak(c.game.gamma) and c.trade]
    contrary = smallest(strong, lambda c: c.equilibrium.t1 <= c.equilibrium.t2)
    if contrary is None:
        return Holds(f"t₁* > t₂* in all {len(strong)} exact games with γ > {near(threshold())} and trade.")
    return Fails(
        f"From the utility t₁* = {ratio_text(tariff())} and {gap_text()}, at every γ. In {len(strong)} "
        f"exact games with γ > {near(threshold())} and trade the leading country never has the higher "
        "tariff.",
        f"{contrary}: {tariffs(contrary)}",
        f"{gap_text()}: the leading country sets the lower tariff at every γ.",
    )


# --- section 1 ------------------------------------------------------------------------------


@claim(
    "S0-1-own-tariff",
    place="section 1, of Johnson (1953–54)",
    kind="proposition",
    says="A country can raise its own welfare by an import tariff.",
    chapter="own_tariff",
)
def own_tariff_pays() -> Verdict:
    """Differentiate welfare by the own tariff at free trade; then try the best tariff in exact games."""
    slope = costs_as_gaps(sp.diff(derived().welfare(), T1).subs(T1, 0))
    importing = [
        c for c in cases() if c.game.outcome(0, 0).exports[1] > 0
    ]  # the lagging firm exports free of duty

    def useless(case: Case) -> bool:
        free, eq = case.game.outcome(0, 0).welfare, case.equilibrium
        alone = case.game.outcome(eq.t1, 0).welfare[0], case.game.outcome(0, eq.t2).welfare[1]
        return any(new <= old for new, old in zip(alone, free, strict=True))

    contrary = smallest(importing, useless)
    if slope.subs(GAMMA, sp.S.Half).is_positive and contrary is None:
        return Holds(
            f"From free trade ∂W₁/∂t₁ = {ratio_text(slope)} > 0, and in all {len(importing)} exact games in "
            "which both goods are traded free of duty the best tariff of either country beats none while "
            "the other stays at zero."
        )
    return Fails(
        f"∂W₁/∂t₁ at free trade is {ratio_text(slope)}.",
        str(contrary),
        "A small tariff does not raise welfare.",
    )


@claim(
    "S0-1-retaliation",
    place="section 1, of Johnson (1953–54)",
    kind="proposition",
    says="It can do so even if the other country retaliates.",
    chapter="own_tariff",
)
def retaliation() -> Verdict:
    """Compare welfare at the equilibrium with free trade, country by country."""
    change = derived().welfare().subs({T1: tariff(), T2: tariff().subs({C1: C2, C2: C1}, simultaneous=True)})
    change = costs_as_gaps(change - derived().welfare().subs({T1: 0, T2: 0}))  # as country 1 sees it
    ratio = sp.Symbol("r", positive=True)  # own A over the other's
    zeros = [z for z in sp.solve(sp.numer(change.subs(A1, ratio * A2)), ratio) if z.subs(GAMMA, 0) > 0]
    traded = [c for c in cases() if c.trade]
    gainers = [(c, k) for c in traded for k in (0, 1) if money(c, k)[1] > money(c, k)[0]]
    if not gainers:
        worst = traded[0]
        return Fails(
            "In no exact game does anybody gain.", str(worst), "With retaliation both countries lose."
        )
    if len(gainers) == 2 * len(traded):
        return Holds(f"Both countries gain in all {len(traded)} exact games with trade.")
    (zero,) = zeros
    for c, k in ((c, k) for c in traded for k in (0, 1)):
        ratio_of_c = sp.Rational(c.ratio if k else 1 / c.ratio)
        if (ratio_of_c < zero.subs(GAMMA, c.game.gamma)) == (money(c, k)[1] > money(c, k)[0]):
            continue
        raise ArithmeticError(f"the boundary {zero} is not borne out by {c}")
    case, k = gainers[0]
    free, nash = money(case, k)
    return HoldsIf(
        f"Smallest example: {case}: country {k + 1} has welfare {nash} at the equilibrium tariffs and "
        f"{free} at free trade. The condition separates the gains from the losses in all {len(traded)} "
        "exact games with trade.",
        f"the country lags far enough: its α − c is below {text(zero)} times the other's "
        f"({text(zero.subs(GAMMA, 0))} ≈ {near(zero.subs(GAMMA, 0))} at γ = 0); the leading country always "
        "loses",
    )


@claim(
    "S0-1-size",
    place="section 1, of Gros (1987), Markusen and Wigle (1989), Syropoulos (2002), Kennan and Riezman "
    "(1988)",
    kind="proposition",
    says="A large enough country is better off at the equilibrium tariffs than at free trade; the larger "
    "it is, the higher its best tariff; so large countries win trade wars.",
    chapter="own_tariff",
)
def size() -> Verdict:
    """See in what the two countries of the game can differ at all."""
    differ = {field.name for field in fields(TariffGame) if field.name[-1].isdigit()}
    if differ != {"c1", "c2"}:
        raise NotImplementedError(f"the countries differ in {sorted(differ)}: test the claim")
    return NotTestable(
        f"In this game the countries differ in {' and '.join(sorted(differ))} only; consumers are the same "
        "and as many.",
        "A statement about the size of countries, which this model does not have. What it says of leading "
        "and lagging countries is another matter: see S0-1-retaliation.",
    )


@claim(
    "S0-1-both-lose",
    place="section 1, of Bagwell and Staiger (1999)",
    kind="proposition",
    says="Compared with two zero tariffs, the tariffs of the equilibrium leave both countries worse off, "
    "in different degree.",
    chapter="own_tariff",
)
def both_lose() -> Verdict:
    """Look for a game with trade in which a country does not lose."""
    traded = [c for c in cases() if c.trade]
    contrary = smallest(traded, lambda c: any(money(c, k)[1] >= money(c, k)[0] for k in (0, 1)))
    if contrary is None:
        return Holds(f"Both lose in all {len(traded)} exact games with trade.")
    leader = all(money(c, 0)[1] < money(c, 0)[0] for c in traded)
    together = all(sum(money(c, k)[1] - money(c, k)[0] for k in (0, 1)) < 0 for c in traded)
    both = sum(all(money(c, k)[1] < money(c, k)[0] for k in (0, 1)) for c in traded)
    close = [c for c in traded if c.ratio >= Fraction(7, 8)]
    alike = sum(all(money(c, k)[1] < money(c, k)[0] for k in (0, 1)) for c in close)
    (free, nash) = money(contrary, 1)
    return Fails(
        f"Of {len(traded)} exact games with trade, both countries lose in {both}; in the others the lagging "
        "one gains.",
        f"{contrary}: country 2 has {free} at free trade and {nash} at the equilibrium",
        f"{'The leading country always loses' if leader else 'Either country may gain'}, and "
        f"{'so do the two together' if together else 'the two together may gain'}; the lagging one loses "
        f"unless it lags far (S0-1-retaliation): of the {len(close)} games with (α − c₂)/(α − c₁) ≥ 7/8 "
        f"both lose in {alike}.",
    )


@claim(
    "S0-1-mutual-gain",
    place="section 1",
    kind="proposition",
    says="From the equilibrium, lowering both tariffs can raise the welfare of both countries.",
    chapter="own_tariff",
)
def mutual_gain() -> Verdict:
    """Differentiate welfare by the other's tariff at the equilibrium; then cut both tariffs a little."""
    slope = sp.cancel(sp.diff(derived().welfare(), T2) / derived().chosen(F1))  # per unit of exports
    traded = [c for c in cases() if c.trade]

    def useless(case: Case) -> bool:
        start, cut = case.equilibrium, min(case.equilibrium.outcome.exports) / 10
        after = case.game.outcome(start.t1 - cut, start.t2 - cut).welfare
        return any(new <= old for new, old in zip(after, start.outcome.welfare, strict=True))

    contrary = smallest(traded, useless)
    if contrary is None and all(slope.subs(GAMMA, v) < 0 for v in (0, sp.S.Half, 1)):
        return Holds(
            f"The own tariff is stationary there, and ∂W₁/∂t₂ = {ratio_text(slope * F1)} < 0: a small cut "
            f"of both tariffs raises both, as it does in all {len(traded)} exact games with trade."
        )
    return Fails(
        f"∂W₁/∂t₂ = {ratio_text(slope * F1)}.", str(contrary), "Equal small cuts do not always raise both."
    )


@claim(
    "S0-1-symmetric",
    place="section 1, of Bagwell and Staiger (1999)",
    kind="proposition",
    says="Reciprocal tariff cuts can raise the welfare of both countries, but this holds for symmetric "
    "countries only.",
    chapter="own_tariff",
)
def symmetric_only() -> Verdict:
    """Cut both tariffs equally between unequal countries: a little, and until the first is zero."""
    traded = [c for c in cases() if c.trade]

    def gains(case: Case, cut: Fraction) -> bool:
        start = case.equilibrium
        after = case.game.outcome(start.t1 - cut, start.t2 - cut).welfare
        return all(new > old for new, old in zip(after, start.outcome.welfare, strict=True))

    small = sum(gains(c, min(c.equilibrium.outcome.exports) / 10) for c in traded)
    full = sum(gains(c, min(c.equilibrium.t1, c.equilibrium.t2)) for c in traded)
    evidence = (
        f"In this game, between unequal countries: equal small cuts raise both in {small} of {len(traded)} "
        f"exact games with trade, equal cuts until the first tariff is zero in {full}."
    )
    if small == 0:
        return Holds(evidence)
    return NotTestable(
        evidence,
        "How far another paper's proof reaches, in a model more general than this one, cannot be decided "
        "here. This game does not need the restriction for small cuts.",
    )


# --- section 2 ------------------------------------------------------------------------------


@claim(
    "S0-2-eq1",
    place="section 2, eq. 1",
    kind="derivation",
    says="If some of the numeraire is consumed, the inverse demand is pᵢ = α − (β + γ)qᵢ − γqⱼ.",
    chapter="two_firms",
)
def eq_1() -> Verdict:
    """Maximise utility under the budget, with the numeraire as what is left of income."""
    q1, q2, p1, p2, income = sp.symbols("q1 q2 p1 p2 m")
    total = income - p1 * q1 - p2 * q2 + utility(q1, q2, BETA)
    (found,) = sp.solve(sp.diff(total, q1), p1)
    return follows(
        ALPHA - (BETA + GAMMA) * q1 - GAMMA * q2, found, "The consumer's first-order condition for good 1"
    )


def demand(p1: Any, p2: Any) -> tuple[Any, Any]:
    """Return what consumers buy at given prices, before the normalisation."""
    q1, q2 = sp.symbols("q1 q2")
    total = utility(q1, q2, BETA) - p1 * q1 - p2 * q2
    solution = sp.solve([sp.diff(total, q1), sp.diff(total, q2)], [q1, q2])
    return solution[q1], solution[q2]


@claim(
    "S0-2-alpha-gamma",
    place="section 2, below the utility function",
    kind="interpretation",
    says="When α rises or γ falls, demand shifts from the numeraire to the differentiated goods.",
    chapter="two_firms",
)
def alpha_gamma() -> Verdict:
    """Differentiate demand at given prices, with beta fixed and with beta = 1 - gamma."""
    p1, p2 = sp.symbols("p1 p2")
    room1, room2, b, s = sp.symbols("room1 room2 beta gamma", positive=True)  # room: alpha less the price
    q1, q2 = demand(p1, p2)
    positive = {p1: ALPHA - room1, p2: ALPHA - room2, BETA: b, GAMMA: s}
    by_alpha = [sp.factor(sp.simplify(sp.diff(q, ALPHA).subs(positive))) for q in (q1, q2)]
    by_gamma = [sp.factor(sp.simplify(sp.diff(q, GAMMA).subs(positive))) for q in (q1, q2)]
    normal = [q.subs({BETA: 1 - GAMMA}) for q in (q1, q2)]
    total = sp.factor(
        sp.simplify(sp.diff(sum(normal), GAMMA).subs({p1: ALPHA - room1, p2: ALPHA - room2, GAMMA: s}))
    )
    prices = {ALPHA: 4, p1: 1, p2: 2}
    cheap = [normal[0].subs(prices | {GAMMA: value}) for value in (0, sp.Rational(1, 2))]
    if all(x.is_positive for x in by_alpha) and all(x.is_negative for x in (*by_gamma, total)):
        return Holds(
            f"At given prices below α and with β fixed, ∂qᵢ/∂α = {text(by_alpha[0])} > 0 and both ∂qᵢ/∂γ "
            "are the same and negative, so spending on the numeraire moves the other way. Where γ rises at "
            "the cost of β (β + γ = 1) the sum still falls, but the cheaper good alone need not: α = 4 and "
            f"prices 1 and 2 give q₁ = {cheap[0]} at γ = 0 and {cheap[1]} at γ = 1/2."
        )
    return Fails(
        "A derivative of demand has another sign.",
        f"∂q₁/∂α = {text(by_alpha[0])}, ∂q₁/∂γ = {text(by_gamma[0])}",
        "Demand does not shift this way everywhere.",
    )


@claim(
    "S0-2-beta",
    place="section 2, below the utility function",
    kind="interpretation",
    says="β measures differentiation: as it grows the goods become less substitutable, and consumers care "
    "more for a balanced split between the two.",
    chapter="two_firms",
)
def beta() -> Verdict:
    """Differentiate how far a price difference tilts purchases, and how far one good displaces the other."""
    p1, p2 = sp.symbols("p1 p2")
    b, s = sp.symbols("beta gamma", positive=True)
    q1, q2 = (q.subs({BETA: b, GAMMA: s}) for q in demand(p1, p2))
    tilt = sp.factor(sp.simplify(sp.diff(q1 - q2, p2)))
    cross = sp.factor(sp.simplify(sp.diff(q1, p2)))
    displaced = s / (b + s)  # units of one good that stand in for one of the other, by eq. 1
    falls = [sp.factor(sp.simplify(sp.diff(x, b))) for x in (tilt, cross, displaced)]
    if all(x.is_negative for x in falls):
        return Holds(
            f"A price difference of one tilts purchases by {text(tilt)}, a price of the other good moves "
            f"demand by {text(cross)}, and one good stands in for {text(displaced)} of the other; all three "
            "fall as β grows. At γ = 0 the last two are zero whatever β is."
        )
    return Fails(
        "A measure of substitution does not fall.", str(falls), "β does not measure differentiation."
    )


@claim(
    "S0-2-normalisation",
    place="section 2, below eq. 1",
    kind="derivation",
    says="β + γ = 1 can be set without loss of generality; then 0 ≤ γ ≤ 1.",
    chapter="two_firms",
)
def normalisation() -> Verdict:
    """Measure the goods in other units: 1/√(β + γ) of the old one."""
    x1, x2, share = sp.symbols("x1 x2 share")
    b, s = sp.symbols("beta gamma", positive=True)
    unit = 1 / sp.sqrt(b + s)
    old = utility(unit * x1, unit * x2, BETA).subs({BETA: b, GAMMA: s})
    new = utility(x1, x2, 1 - share).subs({ALPHA: ALPHA * unit, share: s / (b + s), GAMMA: s / (b + s)})
    if same(old, new):
        return Holds(
            f"In units of {text(unit)} the utility is the normalised one, with α, prices, costs and tariffs "
            f"per unit times {text(unit)} and {text(s / (b + s))} for γ, which lies in [0, 1]; money values "
            "stay. Needs β + γ > 0, without which demand has no slope."
        )
    at = difference(old, new)
    return Fails("The change of units alters the utility.", str(at), "β + γ = 1 is a restriction.")


# --- section 3, the firms -------------------------------------------------------------------


@claim(
    "S0-3-foc-firms",
    place="section 3, first-order conditions of stage 2",
    kind="derivation",
    says="Profit is stationary where α − 2dᵢ − γfⱼ − cᵢ = 0 and α − 2fᵢ − γdⱼ − cᵢ − tⱼ = 0.",
    chapter="two_firms",
)
def foc_firms() -> Verdict:
    """Differentiate the firm's profit by both quantities."""
    home, abroad = (sp.expand(sp.diff(derived().profit, q)) for q in (D1, F1))
    verdict = follows(ALPHA - 2 * F1 - GAMMA * D2 - C1 - T2, abroad, "∂Π₁/∂f₁")
    other = follows(ALPHA - 2 * D1 - GAMMA * F2 - C1, home, "∂Π₁/∂d₁")
    return other if isinstance(verdict, Holds) and not isinstance(other, Holds) else verdict


@claim(
    "S0-3-fn-foc-firms",
    place="section 3, footnote on the conditions of stage 2",
    kind="derivation",
    says="∂²Πᵢ/∂dᵢ² = ∂²Πᵢ/∂fᵢ² = −2 < 0, so both first-order conditions are also sufficient.",
    chapter="two_firms",
)
def foc_firms_sufficient() -> Verdict:
    """Compute the Hessian of profit, the cross derivative included."""
    hessian = sp.hessian(derived().profit, (D1, F1))
    if hessian[0, 0] == hessian[1, 1] == -2 and hessian.is_negative_definite:
        return Holds(
            f"The Hessian is {hessian.tolist()}: negative definite, since the cross derivative, which the "
            "footnote does not mention, is zero."
        )
    return Fails(
        "The Hessian is another one.", str(hessian.tolist()), "The conditions need not be sufficient."
    )


def best_replies() -> dict[Any, Any]:
    """Return what firm 1 sells at home and abroad, given what the other firm sells."""
    return {q: sp.solve(sp.diff(derived().profit, q), q)[0] for q in (D1, F1)}


@claim(
    "S0-3-eq2",
    place="section 3, eq. 2",
    kind="derivation",
    says="At home a firm's best reply is dᵢ = (α − γfⱼ − cᵢ)/2.",
    chapter="two_firms",
)
def eq_2() -> Verdict:
    """Solve the first-order condition at home."""
    return follows(printed().best_reply(C1, F2), best_replies()[D1], "Solving ∂Π₁/∂d₁ = 0")


@claim(
    "S0-3-eq3",
    place="section 3, eq. 3",
    kind="derivation",
    says="Abroad a firm's best reply is fᵢ = (α − γdⱼ − cᵢ − tⱼ)/2.",
    chapter="two_firms",
)
def eq_3() -> Verdict:
    """Solve the first-order condition abroad."""
    return follows(printed().best_reply(C1 + T2, D2), best_replies()[F1], "Solving ∂Π₁/∂f₁ = 0")


@claim(
    "S0-3-eq4",
    place="section 3, eq. 4",
    kind="derivation",
    says="In equilibrium a firm sells dᵢ = [α(2 − γ) + γ(cⱼ + tᵢ) − 2cᵢ]/(4 − γ²) at home.",
    chapter="two_firms",
)
def eq_4() -> Verdict:
    """Solve the four first-order conditions."""
    return follows(
        printed().market(C1, C2 + T1)[0], derived().sales[D1], "Solving the four conditions for d₁"
    )


@claim(
    "S0-3-eq5",
    place="section 3, eq. 5",
    kind="derivation",
    says="In equilibrium a firm sells fᵢ = [α(2 − γ) + γcⱼ − 2(cᵢ + tⱼ)]/(4 − γ²) abroad.",
    chapter="two_firms",
)
def eq_5() -> Verdict:
    """Solve the four first-order conditions."""
    return follows(
        printed().market(C2, C1 + T2)[1], derived().sales[F1], "Solving the four conditions for f₁"
    )


@claim(
    "S0-3-own-tariff-only",
    place="section 3, eqs. 4 and 5 and the display after them",
    kind="derivation",
    says="dᵢ, CSᵢ and TRᵢ depend on the own tariff only, fᵢ on the other country's only.",
    chapter="two_firms",
)
def own_tariff_only() -> Verdict:
    """Differentiate each by the tariff that it should not depend on."""
    game = derived()
    cross = {"d₁": (D1, T2), "CS₁": (game.surplus, T2), "TR₁": (game.revenue, T2), "f₁": (F1, T1)}
    moved = {name: sp.simplify(sp.diff(game.chosen(what), t)) for name, (what, t) in cross.items()}
    guilty = {name: slope for name, slope in moved.items() if slope != 0}
    mixed = sp.simplify(sp.diff(game.welfare(), T1, T2))
    if not guilty:
        return Holds(
            f"All four derivatives vanish: the markets are separate. Hence ∂²W₁/∂t₁∂t₂ = {mixed}, and the "
            "best tariff does not depend on the other's."
        )
    name, slope = next(iter(guilty.items()))
    return Fails("The markets are linked.", f"∂{name} = {text(slope)}", "Each depends on both tariffs.")


@claim(
    "S0-3-profit",
    place="section 3, display after eq. 5",
    kind="derivation",
    says="In equilibrium profit is Πᵢ = dᵢ² + fᵢ².",
    chapter="two_firms",
)
def profit() -> Verdict:
    """Put the quantities into price times quantity less cost and tariff."""
    claimed = printed().outcome(T1, T2).profit[0]
    if same(claimed, derived().chosen(derived().profit)):
        return Holds(
            "Sales less cost and tariff at the quantities of eqs. 4 and 5 are d₁² + f₁², in every symbol."
        )
    return follows(claimed, derived().chosen(derived().profit), "Sales less cost and tariff")


@claim(
    "S0-3-cs",
    place="section 3, display after eq. 5",
    kind="derivation",
    says="In equilibrium consumer surplus is CSᵢ = ½(dᵢ² + fⱼ²).",
    chapter="own_tariff",
)
def consumer_surplus() -> Verdict:
    """Take utility less spending, and compare it with the printed surplus in exact games."""
    claimed, found = printed().consumer_surplus(D1, F2), sp.expand(derived().surplus)
    missing = sp.factor(found - claimed)
    if missing == 0:
        return Holds(f"Utility less spending is {text(found)}.")

    def values(case: Case) -> list[Any]:
        out = case.equilibrium.outcome
        at = {ALPHA: case.game.alpha, GAMMA: case.game.gamma, D1: out.home_sales[0], F2: out.exports[1]}
        return [expression.subs(at) for expression in (found, claimed)]

    case = smallest(cases(), lambda c: c.trade and values(c)[0] != values(c)[1])
    exact, document = values(case) if case else ("another value", "the printed one")
    at_zero = "; the two agree at γ = 0" if missing.subs(GAMMA, 0) == 0 else ""
    return Fails(
        f"Utility less spending is {text(found)}. The printed formula leaves out {text(missing)}, by which "
        f"each good makes the other cheaper{at_zero}.",
        f"{case} at t₁ = {case and case.equilibrium.t1}: utility less spending is {exact}, the printed "
        f"formula gives {document}",
        "CSᵢ = ½(dᵢ² + fⱼ²) + γ dᵢ fⱼ." if same(missing, GAMMA * D1 * F2) else f"CS₁ = {text(found)}.",
    )


@claim(
    "S0-3-tr",
    place="section 3, display after eq. 5",
    kind="derivation",
    says="Tariff revenue is TRᵢ = tᵢfⱼ.",
    chapter="two_firms",
)
def tariff_revenue() -> Verdict:
    """Take what the foreign firm's profit loses to the tariff."""
    mirror = {D1: D2, D2: D1, F1: F2, F2: F1, C1: C2, C2: C1, T1: T2, T2: T1}
    other_profit = derived().profit.subs(mirror, simultaneous=True)
    paid = derived().chosen(-sp.diff(other_profit, T1) * T1)
    return follows(printed().outcome(T1, T2).tariff_revenue[0], paid, "What firm 2 pays to country 1")


# --- section 3, the governments -------------------------------------------------------------


def marginal_welfare(surplus: str) -> Any:
    """Return dW1/dt1, as a polynomial: times (4 - gamma^2)^2."""
    return sp.expand(sp.simplify(sp.diff(derived().welfare(surplus), T1) * (4 - GAMMA**2) ** 2))


@claim(
    "S0-3-foc-government",
    place="section 3, the government's first-order condition",
    kind="derivation",
    says="Welfare is stationary where α(2 − γ)(−γ² + 3γ + 2) − γ(4 + γ²)cᵢ + (5γ² − 4)cⱼ + (7γ² − 12)tᵢ = 0.",
    chapter="own_tariff",
)
def foc_government() -> Verdict:
    """Differentiate welfare by the own tariff, with either surplus."""
    claimed = (
        ALPHA * (2 - GAMMA) * (-(GAMMA**2) + 3 * GAMMA + 2)
        - GAMMA * (4 + GAMMA**2) * C1
        + (5 * GAMMA**2 - 4) * C2
        + (7 * GAMMA**2 - 12) * T1
    )
    exact, published = marginal_welfare("exact"), marginal_welfare("published")
    return follows_if(claimed, exact, published, "∂W₁/∂t₁ times (4 − γ²)²")


@claim(
    "S0-3-fn-concave",
    place="section 3, footnote on the government's condition",
    kind="derivation",
    says="∂²Wᵢ/∂tᵢ² = (7γ² − 12)/(4 − γ²)², negative for 0 ≤ γ ≤ 1, so the condition is also sufficient.",
    chapter="own_tariff",
)
def concave() -> Verdict:
    """Differentiate welfare twice, with either surplus, and look for a zero of it on [0, 1]."""
    claimed = (7 * GAMMA**2 - 12) / (4 - GAMMA**2) ** 2
    exact, published = (sp.factor(sp.diff(derived().welfare(s), T1, 2)) for s in ("exact", "published"))
    verdict = follows_if(claimed, exact, published, "Differentiating welfare twice")
    negative = {}
    for name, curve in (("printed", claimed), ("exact", exact)):
        zeros = sp.Poly(sp.numer(curve), GAMMA).count_roots(0, 1)
        negative[name] = zeros == 0 and curve.subs(GAMMA, 0) < 0
    if not negative["printed"]:
        return Fails("It has a zero on [0, 1].", "γ on [0, 1]", "The condition need not be sufficient.")
    if isinstance(verdict, HoldsIf) and negative["exact"]:
        addition = " Both are negative on [0, 1]: that the condition is sufficient holds either way."
        return HoldsIf(verdict.evidence + addition, f"for the value, {verdict.assumption}")
    return verdict


@claim(
    "S0-3-eq6",
    place="section 3, eq. 6",
    kind="derivation",
    says="The equilibrium tariff is tᵢ* = [α(2 − γ)(−γ² + 3γ + 2) − γ(4 + γ²)cᵢ + (5γ² − 4)cⱼ]/(12 − 7γ²).",
    chapter="own_tariff",
)
def eq_6() -> Verdict:
    """Solve the government's first-order condition, with either surplus."""
    claimed = printed().equilibrium().t1
    return follows_if(claimed, tariff("exact"), tariff("published"), "Solving ∂W₁/∂t₁ = 0")


@claim(
    "S0-3-eq6-spe",
    place="section 3, below eq. 6",
    kind="proposition",
    says="Eq. 6 is what the governments choose in the subgame-perfect equilibrium of the game.",
    chapter="own_tariff",
)
def eq_6_best_reply() -> Verdict:
    """Try other tariffs against those of eq. 6 in exact games, corners included, against any tariff."""
    rule = exactly((ALPHA, GAMMA, C1, C2), printed().equilibrium().t1)

    def beaten(case: Case) -> str:
        """Say which tariff beats eq. 6, if one does."""
        game = case.game
        own = [rule(game.alpha, game.gamma, *costs) for costs in ((game.c1, game.c2), (game.c2, game.c1))]
        tries = [
            tuple(bar * Fraction(k, 6) for bar in game.prohibitive_tariffs()) for k in (-1, 0, 1, 2, 3, 5, 7)
        ]
        for other in [((game.alpha - game.c2) / 3, (game.alpha - game.c1) / 3), *tries]:
            better = game.outcome(*other).welfare
            for k, pair in enumerate(((own[0], other[1]), (other[0], own[1]))):
                ours = game.outcome(*pair).welfare[k]
                if better[k] > ours:
                    return (
                        f"{case}: t{'₁₂'[k]} = {other[k]} gives {better[k]}, eq. 6 with {own[k]} gives {ours}"
                    )
        return ""

    limit = exactly(GAMMA, border("published"))

    def inside(case: Case) -> bool:
        return bool(case.ratio > limit(case.game.gamma))

    tried = [c for c in cases("published") if inside(c) and c.game.alpha <= 5]
    contrary = next((words for c in tried if (words := beaten(c))), "")
    if contrary:
        return Fails("Another tariff is better.", contrary, f"It is {text(tariff())}.")
    other = next((words for c in cases("exact") if inside(c) and (words := beaten(c))), "")
    beyond = next((words for c in cases("published") if not inside(c) and (words := beaten(c))), "")
    evidence = (
        f"In {len(tried)} exact games with trade and the printed surplus no other tariff is better, corners "
        "included and whatever the other country does: eq. 6 is a dominant strategy."
    )
    if not other and not beyond:
        return Holds(evidence)
    return HoldsIf(
        f"{evidence} With the surplus from the utility there is a better one ({other or 'none found'}), and "
        f"so there can be where a quantity of eqs. 4 and 5 would be negative ({beyond or 'none found'}).",
        f"{PRINTED_SURPLUS}, and quantities are positive at eq. 6 (S0-3-fn-positive)",
    )


def border(surplus: str) -> Any:
    """Return A2/A1 below which country 1, the low-cost one, imports nothing at its equilibrium tariff."""
    (zero,) = sp.solve(costs_as_gaps(derived().chosen(F2).subs(T1, tariff(surplus))), A2)
    return sp.factor(zero / A1)


@claim(
    "S0-3-fn-positive",
    place="section 3, footnote to eq. 6",
    kind="derivation",
    says="At the equilibrium, tariffs, home sales and exports are all positive (a convention of the "
    "document).",
    chapter="own_tariff",
)
def positive() -> Verdict:
    """Find where the imports of the low-cost country reach zero, and test that border in exact games."""
    borders = {surplus: border(surplus) for surplus in ("exact", "published")}
    broken = []
    for surplus, ratio in borders.items():
        limit = exactly(GAMMA, ratio)
        for case in cases(surplus):
            good = case.trade and min(case.equilibrium.t1, case.equilibrium.t2) > 0
            if good != (case.ratio > limit(case.game.gamma)):
                raise ArithmeticError(f"the border {ratio} is not borne out by {case}")
            broken += [] if good else [(surplus, case)]
    if not broken:
        return Holds(f"All are positive in {2 * len(cases())} exact games.")
    first = next(case for surplus, case in broken if surplus == "published")
    (last,) = sp.solve(borders["published"] - 1, GAMMA)
    return HoldsIf(
        f"The border is exact: it separates all {len(cases())} exact games. Smallest game beyond it with "
        f"the printed surplus: {first}, where the imports of country 1 would be negative. With that surplus "
        f"even equal costs leave no trade from γ = {text(last)} on.",
        "the costs are near enough: (α − c₂)/(α − c₁), c₁ being the lower cost, is above "
        f"{text(borders['published'])} with the printed surplus, above {text(borders['exact'])} with the "
        "one that follows from the utility",
    )


@claim(
    "S0-3-eq7",
    place="section 3, eq. 7",
    kind="derivation",
    says="t₁* − t₂* = (γ³ + 5γ² + 4γ − 4)(c₂ − c₁)/(12 − 7γ²).",
    chapter="own_tariff",
)
def eq_7() -> Verdict:
    """Take the difference of the two equilibrium tariffs, with either surplus."""
    claimed = g(GAMMA) / (12 - 7 * GAMMA**2)
    how = "Taking the difference, per unit of c₂ − c₁,"
    return follows_if(claimed, tariff_gap("exact"), tariff_gap("published"), how)


@claim(
    "S0-3-fn-g",
    place="section 3, footnote to the function g",
    kind="derivation",
    says="g(γ) = γ³ + 5γ² + 4γ − 4 increases on [0, 1] from −4 to 6 and has exactly one zero there.",
    chapter="own_tariff",
)
def g_has_one_zero() -> Verdict:
    """Count the zeros of g and of its derivative, and factor g."""
    ends = g(0), g(1)
    zeros, turns = (sp.Poly(f, GAMMA).count_roots(0, 1) for f in (g(GAMMA), sp.diff(g(GAMMA), GAMMA)))
    if ends == (-4, 6) and zeros == 1 and turns == 0:
        return Holds(
            f"g = {text(sp.factor(g(GAMMA)))}, so the zero is {text(threshold())} ≈ {near(threshold())}; g′ "
            f"= {text(sp.diff(g(GAMMA), GAMMA))} has no zero on [0, 1]."
        )
    return Fails(
        f"{zeros} zeros, {turns} turning points.", f"g(0) = {ends[0]}, g(1) = {ends[1]}", "See the evidence."
    )


@claim(
    "S0-3-sign-below",
    place="section 3, below eq. 7",
    kind="derivation",
    says="For 0 ≤ γ < γ̄, g < 0 and c₁ < c₂ means t₁* < t₂*.",
    chapter="own_tariff",
)
def sign_below() -> Verdict:
    """Look for a change of sign of the difference of the tariffs below the threshold, with either surplus."""
    return signs(below=True)


@claim(
    "S0-3-sign-above",
    place="section 3, below eq. 7",
    kind="derivation",
    says="For γ̄ < γ ≤ 1, g > 0 and c₁ < c₂ means t₁* > t₂*.",
    chapter="own_tariff",
)
def sign_above() -> Verdict:
    """Look for a change of sign of the difference of the tariffs above the threshold, with either surplus."""
    return signs(below=False)


def signs(below: bool) -> Verdict:
    """Decide whether t1* - t2* has the claimed sign on one side of the threshold, with either surplus."""
    wanted, middle = (-1, threshold() / 2) if below else (1, (1 + threshold()) / 2)
    right = {}
    for surplus in ("exact", "published"):
        top, bottom = sp.fraction(sp.together(tariff_gap(surplus)))
        low, high = (0, threshold()) if below else (threshold(), 1)
        inside = [z for z in sp.real_roots(sp.Poly(top * bottom, GAMMA)) if low < z < high]
        right[surplus] = sp.sign(tariff_gap(surplus).subs(GAMMA, middle)) == wanted and not inside
    (last,) = sp.solve(border("published") - 1, GAMMA)
    if right["exact"]:
        return Holds(
            f"With the surplus from the utility {gap_text()}; with the printed one eq. 7 has the same sign."
        )
    if right["published"]:
        return HoldsIf(
            f"With the surplus from the utility {gap_text()} at every γ. With the printed one the sign "
            f"follows from eq. 7, but trade at that equilibrium needs γ < {text(last)} and (α − c₂)/(α − "
            f"c₁) > {text(border('published'))}: of [γ̄, 1] the part from {near(threshold())} to "
            f"{near(last)} is left.",
            f"{PRINTED_SURPLUS}, and both firms still export (S0-3-fn-positive)",
        )
    return Fails("The sign is another one.", f"γ = {near(middle)}", f"{gap_text()}.")


def gain_less_loss(surplus: str) -> Any:
    """Return what a lower tariff adds to consumer surplus less what it takes from profit at home."""
    game = derived()
    consumers = game.surplus if surplus == "exact" else printed().consumer_surplus(D1, F2)
    slope = sp.diff(game.chosen(consumers) + game.chosen(D1) ** 2, T1)  # profit at home is d1 squared
    return costs_as_gaps(-slope.subs(T1, tariff(surplus)))


def balance() -> Any:
    """Return A2/A1, in terms of gamma, at which that gain and that loss are equal."""
    (zero,) = sp.solve(gain_less_loss("exact"), A2)
    return sp.factor(zero / A1)


@claim(
    "S0-3-intuition-weak",
    place="section 3, the economic intuition below eq. 7",
    kind="interpretation",
    says="When substitutability is weak (γ < γ̄), imports add more to the leading country's consumer "
    "surplus than they take from its firm's profit at home.",
    chapter="own_tariff",
)
def intuition_weak() -> Verdict:
    """Compare both effects of a small tariff cut at the equilibrium, in exact games below the threshold."""
    return weigh(below=True)


@claim(
    "S0-3-intuition-strong",
    place="section 3, the economic intuition below eq. 7",
    kind="interpretation",
    says="When substitutability is strong (γ > γ̄), more imports take more from the leading firm's profit "
    "at home than they add to consumer surplus.",
    chapter="own_tariff",
)
def intuition_strong() -> Verdict:
    """Compare both effects of a small tariff cut at the equilibrium, in exact games above the threshold."""
    return weigh(below=False)


def weigh(below: bool) -> Verdict:
    """Decide which effect is larger, on one side of the threshold, with trade at the equilibrium."""
    net = exactly((A1, A2, GAMMA), gain_less_loss("exact"))
    trade, even = exactly(GAMMA, border("exact")), exactly(GAMMA, balance())
    right, wrong = 0, []
    for lead in range(2, 11):
        for lag in range(1, lead):
            for gamma in {Fraction(p, q) for q in range(1, 9) for p in range(q + 1)}:
                if weak(gamma) != below or Fraction(lag, lead) <= trade(gamma):
                    continue
                gain = net(Fraction(lead), Fraction(lag), gamma)
                if (gain > 0) != (Fraction(lag, lead) > even(gamma)):
                    raise ArithmeticError(
                        f"the balance {balance()} is not borne out by {lead}, {lag}, {gamma}"
                    )
                if (gain > 0) == below:
                    right += 1
                else:
                    wrong.append((lead + lag + gamma.numerator + gamma.denominator, lead, lag, gamma))
    side, sign = ("below", "<") if below else ("above", ">")
    if not wrong:
        return Holds(f"So it is in all {right} exact games {side} γ̄ with trade.")
    _, lead, lag, gamma = min(wrong)
    where = f"α − c₁ = {lead}, α − c₂ = {lag}, γ = {gamma}"
    if not right:
        return Fails("In no game is it so.", where, "The other effect is the larger.")
    ratio = "(α − c₂)/(α − c₁)"
    return HoldsIf(
        f"At the equilibrium tariff the two effects balance where {ratio} = {ratio_text(balance())}, not "
        f"where γ = γ̄ ≈ {near(threshold())}. Of the exact games {side} γ̄ with trade {right} agree and "
        f"{len(wrong)} do not; the smallest of these: {where}.",
        f"{ratio}, c₁ being the lower cost, is {'above' if below else 'below'} {ratio_text(balance())}; γ "
        f"{sign} γ̄ is not enough",
    )


@claim(
    "S0-3-intuition-cause",
    place="section 3, the economic intuition below eq. 7",
    kind="interpretation",
    says="It is this comparison of surplus gained and home profit lost that makes the leading country's "
    "tariff the lower or the higher one.",
    chapter="own_tariff",
)
def intuition_cause() -> Verdict:
    """See whether the comparison and the order of the tariffs change sides together."""
    counts, first = {}, {}
    for surplus in ("exact", "published"):
        net = exactly((A1, A2, GAMMA), gain_less_loss(surplus))
        traded = [c for c in cases(surplus) if c.trade]

        def apart(case: Case, net: Any = net) -> bool:
            gain = net(case.game.alpha - case.game.c1, case.game.alpha - case.game.c2, case.game.gamma)
            return bool((gain > 0) != (case.equilibrium.t1 < case.equilibrium.t2))

        counts[surplus] = sum(map(apart, traded)), len(traded)
        first[surplus] = smallest(traded, apart)
    if first["exact"] is None and first["published"] is None:
        return Holds(f"They change sides together in all {counts['exact'][1]} exact games with trade.")
    if first["published"] is None:
        return HoldsIf("They change sides together with the printed surplus only.", PRINTED_SURPLUS)
    case = first["exact"] or first["published"]
    return Fails(
        f"They part in {counts['exact'][0]} of {counts['exact'][1]} exact games with trade; with the "
        f"printed surplus in {counts['published'][0]} of {counts['published'][1]}.",
        f"{case}: the loss of home profit is the larger, and yet {tariffs(case)}",
        f"The comparison turns where (α − c₂)/(α − c₁) = {ratio_text(balance())}, the order of the tariffs "
        f"does not: t₁* = {ratio_text(tariff())}, whatever γ is.",
    )


@claim(
    "S0-3-prop1",
    place="section 3, Proposition 1",
    kind="proposition",
    says="If the traded goods are weak substitutes the technologically leading country sets the lower "
    "tariff; if they are strong substitutes, the higher one.",
    chapter="own_tariff",
)
def proposition_1() -> Verdict:
    """Test both halves in exact games with trade, with either surplus."""
    contrary, halves = {}, {}
    for surplus in ("exact", "published"):
        traded = [c for c in cases(surplus) if c.trade]
        below = [c for c in traded if weak(c.game.gamma)]
        above = [c for c in traded if not weak(c.game.gamma)]
        low = [c for c in below if c.equilibrium.t1 < c.equilibrium.t2]
        high = [c for c in above if c.equilibrium.t1 > c.equilibrium.t2]
        halves[surplus] = f"{len(low)} of {len(below)} games below γ̄ and {len(high)} of {len(above)} above"
        contrary[surplus] = next((c for c in traded if c not in (*low, *high)), None)
    if contrary["exact"] is None:
        return Holds(f"So it is in {halves['exact']}.")
    (last,) = sp.solve(border("published") - 1, GAMMA)
    sliver = (
        f"The reversal needs the printed surplus, and there {near(threshold())} < γ < {near(last)} with (α "
        f"− c₂)/(α − c₁) > {text(border('published'))}; beyond, somebody would export less than nothing."
    )
    return Fails(
        f"Exact games with trade that agree: {halves['exact']}; with the printed surplus "
        f"{halves['published']}. " + ("" if contrary["published"] else sliver),
        f"{contrary['exact']}: {tariffs(contrary['exact'])}",
        f"{gap_text()}: the leading country sets the lower tariff at every γ, whether the goods are weak or "
        "strong substitutes.",
    )


# --- section 7 ------------------------------------------------------------------------------


@claim(
    "S0-7-cause",
    place="section 7",
    kind="interpretation",
    says="The gap in technology is the direct cause of the difference between the equilibrium tariffs.",
    chapter="own_tariff",
)
def cause() -> Verdict:
    """See whether tariffs differ exactly when costs do."""
    difference_in = {}
    for surplus in ("exact", "published"):
        own = tariff(surplus)
        difference_in[surplus] = own - own.subs({C1: C2, C2: C1}, simultaneous=True)
    equal = all(same(d.subs(C2, C1), 0) for d in difference_in.values())
    zeros = sp.Poly(sp.numer(tariff_gap()), GAMMA).count_roots(0, 1) if tariff_gap().has(GAMMA) else 0
    if equal and zeros:
        return HoldsIf(f"{gap_text()}: unequal costs give equal tariffs where that is zero.", "γ is not γ̄")
    if equal and zeros == 0 and tariff_gap() != 0:
        return Holds(
            f"With the surplus from the utility {gap_text()}, zero if and only if the costs are equal. With "
            "the printed one the same, but for γ = γ̄, where unequal costs give equal tariffs."
        )
    return Fails("Tariffs and costs do not differ together.", f"{gap_text()}.", "See the evidence.")


def conclusion(strong: bool) -> Verdict:
    """Test one half of section 7's sentence in exact games with trade, with either surplus."""
    counts, contrary = {}, {}
    for surplus in ("exact", "published"):
        side = [c for c in cases(surplus) if c.trade and weak(c.game.gamma) != strong]
        agree = [
            c
            for c in side
            if (c.equilibrium.t1 < c.equilibrium.t2 if strong else c.equilibrium.t1 > c.equilibrium.t2)
        ]
        counts[surplus] = f"{len(agree)} of {len(side)}"
        contrary[surplus] = next((c for c in side if c not in agree), None)
    evidence = (
        f"From the utility {gap_text()}. The sentence is right in {counts['exact']} exact games with trade "
        f"and the surplus from the utility, in {counts['published']} with the printed one. The abstract and "
        "Proposition 1 of the same document say the opposite."
    )
    if contrary["exact"] is None:
        return Holds(evidence)
    case = contrary["exact"]
    return Fails(
        evidence,
        f"{case}: {tariffs(case)}",
        f"{gap_text()}: the leading country sets the lower tariff at every γ.",
    )


@claim(
    "S0-7-weak",
    place="section 7, on Proposition 1",
    kind="proposition",
    says="When the traded goods are weak substitutes, the technologically leading country sets the higher "
    "tariff.",
    chapter="own_tariff",
)
def conclusion_weak() -> Verdict:
    """Test the first half of the sentence."""
    return conclusion(strong=False)


@claim(
    "S0-7-strong",
    place="section 7, on Proposition 1",
    kind="proposition",
    says="When the traded goods are strong substitutes, the technologically lagging country has the higher "
    "tariff.",
    chapter="own_tariff",
)
def conclusion_strong() -> Verdict:
    """Test the second half of the sentence."""
    return conclusion(strong=True)
