"""The ledger of S0 up to Proposition 1: its verdicts, its counterexamples, and that no check is vacuous."""

import pytest
import sympy as sp
from mutants import (
    ERROR,
    WithSize,
    by_own_cost,
    complements,
    cubic,
    exact_is_published,
    linked_markets,
    of_s0,
    other_sales,
    outcome,
    printed_surplus_follows,
    published_is_exact,
    tariffs_of_eq_6,
    verdicts_after,
    wrong_sign,
)

from tradegames import TariffGame
from tradegames.claims import tools

IF, NOT = "holds if", "not testable here"

EXPECTED = {
    "S0-abstract-weak": "holds",
    "S0-abstract-strong": "fails",
    "S0-1-own-tariff": "holds",
    "S0-1-retaliation": IF,
    "S0-1-size": NOT,
    "S0-1-both-lose": "fails",
    "S0-1-mutual-gain": "holds",
    "S0-1-symmetric": NOT,
    "S0-2-eq1": "holds",
    "S0-2-alpha-gamma": "holds",
    "S0-2-beta": "holds",
    "S0-2-normalisation": "holds",
    "S0-3-foc-firms": "holds",
    "S0-3-fn-foc-firms": "holds",
    "S0-3-eq2": "holds",
    "S0-3-eq3": "holds",
    "S0-3-eq4": "holds",
    "S0-3-eq5": "holds",
    "S0-3-own-tariff-only": "holds",
    "S0-3-profit": "holds",
    "S0-3-cs": "fails",
    "S0-3-tr": "holds",
    "S0-3-foc-government": IF,
    "S0-3-fn-concave": IF,
    "S0-3-eq6": IF,
    "S0-3-eq6-spe": IF,
    "S0-3-fn-positive": IF,
    "S0-3-eq7": IF,
    "S0-3-fn-g": "holds",
    "S0-3-sign-below": "holds",
    "S0-3-sign-above": IF,
    "S0-3-intuition-weak": IF,
    "S0-3-intuition-strong": IF,
    "S0-3-intuition-cause": "fails",
    "S0-3-prop1": "fails",
    "S0-7-cause": "holds",
    "S0-7-weak": "fails",
    "S0-7-strong": "holds",
}


@pytest.fixture(scope="module")
def verdicts(decided):
    return {id: decided(id).verdict for id in EXPECTED}


# --- the verdicts -----------------------------------------------------------------------------


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED


def test_verdicts_say_the_decisive_numbers(verdicts):
    t1, t2 = "t₁* = (α − c₂)/3", "t₁* − t₂* = (c₁ − c₂)/3"
    assert "f₂·γ" in verdicts["S0-3-cs"].evidence
    assert "1064/2025" in verdicts["S0-3-cs"].counterexample
    assert verdicts["S0-3-cs"].correction == "CSᵢ = ½(dᵢ² + fⱼ²) + γ dᵢ fⱼ."
    assert "it gives (α − c₂)/3" in verdicts["S0-3-eq6"].evidence
    assert t1 in verdicts["S0-abstract-strong"].evidence
    assert t2 in verdicts["S0-3-prop1"].correction
    assert "α = 5, γ = 1, c₁ = 0, c₂ = 1: t₁* = 4/3, t₂* = 5/3" in verdicts["S0-3-prop1"].counterexample
    assert "0.562 < γ < 0.800" in verdicts["S0-3-prop1"].evidence
    assert "√30/10 ≈ 0.548" in verdicts["S0-1-retaliation"].assumption
    assert "(γ + 2)·(γ² + 3γ − 2)" in verdicts["S0-3-fn-g"].evidence
    assert "above 5γ/4" in verdicts["S0-3-fn-positive"].assumption
    assert "above 3γ/4" in verdicts["S0-3-fn-positive"].assumption


def test_counterexamples_are_real(verdicts):
    """The numbers of the counterexamples, computed once more, in floating point and by the library alone."""
    game = TariffGame(alpha=2, gamma=0.5, c1=0, c2=1)
    eq = game.equilibrium()
    d, f = eq.outcome.home_sales[0], eq.outcome.exports[1]
    assert eq.t1 == pytest.approx(1 / 3)
    assert eq.outcome.consumer_surplus[0] == pytest.approx(1064 / 2025)
    assert (d * d + f * f) / 2 == pytest.approx(976 / 2025)
    game = TariffGame(alpha=5, gamma=1, c1=0, c2=1)
    assert (game.equilibrium().t1, game.equilibrium().t2) == pytest.approx((4 / 3, 5 / 3))
    assert min(game.equilibrium().outcome.exports) > 0
    game = TariffGame(alpha=2, gamma=0, c1=0, c2=1)
    assert game.equilibrium().outcome.welfare[1] == pytest.approx(83 / 72)
    assert game.outcome(0, 0).welfare[1] == pytest.approx(9 / 8)


def test_smallest_means_smallest():
    def size(case):
        game = case.game
        return game.alpha + game.c1 + game.c2 + game.gamma.numerator + game.gamma.denominator

    sizes = [size(case) for case in tools.cases()]
    assert sizes == sorted(sizes)
    assert len(sizes) == 28 * 11


# --- no check is vacuous ----------------------------------------------------------------------

# What is changed, and what the verdicts that depend on it become.
MUTATIONS = {
    "the printed surplus is the exact one": (
        [(TariffGame, "consumer_surplus", published_is_exact)],
        {
            "S0-3-cs": "holds",
            "S0-3-foc-government": "fails",
            "S0-3-fn-concave": "fails",
            "S0-3-eq6": "fails",
            "S0-3-eq6-spe": "fails",
            "S0-3-eq7": "fails",
            "S0-3-sign-above": "fails",
            "S0-3-fn-positive": ERROR,
        },
    ),
    "the printed surplus follows from the utility": (
        [
            (TariffGame, "consumer_surplus", exact_is_published),
            (TariffGame, "_own_tariff", tariffs_of_eq_6),
            (tools, "derived", printed_surplus_follows),
            *of_s0("derived", printed_surplus_follows),
        ],
        {
            "S0-abstract-weak": "holds",
            "S0-abstract-strong": "holds",
            "S0-3-cs": "holds",
            "S0-3-foc-government": "holds",
            "S0-3-fn-concave": "holds",
            "S0-3-eq6": "holds",
            "S0-3-eq7": "holds",
            "S0-3-sign-above": "holds",
            "S0-3-intuition-strong": "holds",
            "S0-3-prop1": "holds",
            "S0-7-cause": IF,
            "S0-7-strong": "fails",
        },
    ),
    "eq. 6 has a wrong sign": (
        [(TariffGame, "_own_tariff", wrong_sign)],
        {"S0-3-eq6": "fails", "S0-3-eq6-spe": "fails", "S0-3-fn-positive": ERROR},
    ),
    "tariffs follow the own cost": (
        [(TariffGame, "_own_tariff", by_own_cost)],
        {"S0-abstract-weak": "fails", "S0-7-weak": "holds", "S0-7-strong": "fails"},
    ),
    "the goods are complements": (
        [(tools, "utility", complements), *of_s0("utility", complements)],
        dict.fromkeys(
            [
                *("S0-2-eq1", "S0-2-alpha-gamma", "S0-2-beta", "S0-3-foc-firms", "S0-3-profit", "S0-3-tr"),
                *("S0-3-eq2", "S0-3-eq3", "S0-3-eq4", "S0-3-eq5"),
            ],
            "fails",
        ),
    ),
    "demand has a bend": (of_s0("utility", cubic), {"S0-2-normalisation": "fails"}),
    "markets are linked by costs": (
        of_s0("derived", linked_markets),
        {"S0-3-fn-foc-firms": "fails", "S0-3-own-tariff-only": "fails", "S0-3-foc-firms": "fails"},
    ),
    "sales are others": (
        [(TariffGame, "market", other_sales)],
        {"S0-1-own-tariff": "fails", "S0-1-retaliation": ERROR, "S0-1-mutual-gain": "fails"},
    ),
    "tariffs do nothing": (
        [(TariffGame, "outcome", lambda self, t1, t2: outcome(self, 0 * t1, 0 * t2))],
        {"S0-1-symmetric": "holds", "S0-1-retaliation": "fails", "S0-1-own-tariff": "fails"},
    ),
    "best replies are others": (
        [(TariffGame, "best_reply", lambda self, c, r: (self.alpha - self.gamma * r - 2 * c) / 2)],
        {
            **{"S0-3-eq2": "fails", "S0-3-eq3": "fails"},
            **{"S0-1-both-lose": "holds", "S0-3-intuition-cause": "holds"},
        },
    ),
    "g is another": (
        of_s0("g", lambda x: (x + 2) * (x**2 + 3 * x - 1)),
        {"S0-3-eq7": "fails", "S0-3-fn-g": "fails", "S0-3-sign-above": "fails"},
    ),
    "the leading country has the higher tariff": (
        of_s0("tariff_gap", lambda surplus="exact": sp.Rational(1, 3)),
        {"S0-abstract-weak": "fails", "S0-3-sign-below": "fails", "S0-3-sign-above": "holds"},
    ),
    "g is zero early": (of_s0("g", lambda x: 10 * x - 1), {"S0-3-intuition-weak": "holds"}),
    "countries have sizes": (of_s0("TariffGame", WithSize), {"S0-1-size": ERROR}),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED) - changed == set()
