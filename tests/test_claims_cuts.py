"""The ledger on equal and balanced cuts: verdicts, decisive numbers, and no check is vacuous."""

from fractions import Fraction

import pytest
import sympy as sp
from mutants import verdicts_after

import tradegames as tg
from tradegames.claims.s0 import balanced_cuts, equal_cuts
from tradegames.claims.tools import A1, A2, ALPHA, C1, GAMMA

EXPECTED = {
    "S0-5-cross-elasticity": "holds",
    "S0-5-eq8": "holds",
    "S0-5-eq9": "holds",
    "S0-5-fn-equal-feasible": "holds",
    "S0-5-eq10": "holds",
    "S0-5-equal-always": "holds",
    "S0-5-fn-equal-total": "holds",
    "S0-5-intuition-equal": "holds",
    "S0-5-prop2-countries": "holds",
    "S0-5-eq11": "holds",
    "S0-5-balanced-current": "holds if",
    "S0-5-eq12": "holds",
    "S0-5-fn-balanced-lagging": "holds",
    "S0-5-fn-balanced-leading": "fails",
    "S0-5-fn-balanced-feasible": "holds",
    "S0-5-eq13": "holds",
    "S0-5-balanced-always": "holds",
    "S0-5-fn-balanced-total": "holds",
    "S0-5-intuition-balanced-cut": "holds",
    "S0-5-intuition-balanced-gain": "holds",
    "S0-5-prop3-countries": "holds",
}
CLAIMS = {claim.id: claim for claim in tg.claims.claims() if claim.id in EXPECTED}


@pytest.fixture(scope="module")
def verdicts(decided):
    return {id: decided(id).verdict for id in CLAIMS}


def test_verdicts_say_the_decisive_numbers(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED
    assert "times (12γ + 16)/(3·(4 − γ²)²)" in verdicts["S0-5-prop2-countries"].evidence
    assert "times (180 − 27γ²)/(2·(4 − γ²)²)" in verdicts["S0-5-prop3-countries"].evidence
    assert (
        "exceed those of country 2 by k²·(A₁ − A₂)·(A₁ + A₂)/2" in verdicts["S0-5-balanced-current"].evidence
    )
    leading = verdicts["S0-5-fn-balanced-leading"]
    assert "value for the other country" in leading.evidence
    assert leading.counterexample == "α − c₁ = 2, α − c₂ = 1: 1/4 follows, 7/8 is printed"
    assert leading.correction.startswith("It is A₂·(A₁² + 2A₂²)/(12A₁), positive as well")
    assert "in 19 of 166 exact games" in verdicts["S0-5-fn-equal-feasible"].evidence
    assert "in 114 of 166 exact games" in verdicts["S0-5-fn-balanced-feasible"].evidence


def test_the_numbers_once_more(verdicts):
    """The leading country's marginal gain at the end of the balanced road, and two roads that turn."""
    road = tg.reciprocity.balanced(tg.TariffGame(alpha=3, gamma=0, c1=1, c2=2))
    assert road.limit == pytest.approx(1 / 6)
    assert road.marginal_welfare(road.limit)[0] == pytest.approx(1 / 4)
    for rule, gamma, country, claim in (
        ("equal", Fraction(3, 5), 1, "S0-5-fn-equal-feasible"),
        ("balanced", Fraction(1, 2), 0, "S0-5-fn-balanced-feasible"),
    ):
        assert f"first at α = 2, γ = {gamma}, c₁ = 0, c₂ = 1" in verdicts[claim].evidence
        road = tg.reciprocity.RULES[rule](tg.TariffGame(alpha=2, gamma=float(gamma), c1=0, c2=1))
        assert road.marginal_welfare(road.limit)[country] < 0


# --- no check is vacuous ----------------------------------------------------------------------

after, gains, way, exports = equal_cuts.after, equal_cuts.gains, equal_cuts.way, equal_cuts.exports


def own_cost(surplus="exact"):
    return (ALPHA - C1) / 3


def losses(*arguments):
    return tuple(-w for w in after(*arguments))


def worse(*arguments):
    return tuple(-gain for gain in gains(*arguments))


def swapped(*arguments):
    return exports(*arguments)[::-1]


def other_road(case, rule):
    return [pair[::-1] for pair in way(case, rule)]


def other_ends():
    return A1 / A2, A2 / (4 * A1) * (2 * A1**2 - A2**2)


MUTATIONS = {
    "tariffs follow the own cost": (
        [(equal_cuts, "tariff", own_cost)],
        {f"S0-5-eq{k}": "fails" for k in (8, 9, 10, 11, 12, 13)},
    ),
    "welfare is loss": (
        [
            *((module, "after", losses) for module in (equal_cuts, balanced_cuts)),
            *((module, "gains", worse) for module in (equal_cuts, balanced_cuts)),
        ],
        dict.fromkeys(
            [
                *("S0-5-fn-equal-feasible", "S0-5-equal-always", "S0-5-fn-equal-total"),
                *("S0-5-intuition-equal", "S0-5-prop2-countries", "S0-5-fn-balanced-feasible"),
                *("S0-5-balanced-always", "S0-5-fn-balanced-total", "S0-5-intuition-balanced-gain"),
                "S0-5-prop3-countries",
            ],
            "fails",
        ),
    ),
    "games go the other way": (
        [(equal_cuts, "way", other_road)],
        dict.fromkeys(
            [
                *("S0-5-equal-always", "S0-5-fn-equal-total"),
                *("S0-5-balanced-always", "S0-5-fn-balanced-total"),
            ],
            "fails",
        ),
    ),
    "the firms change places": (
        [(equal_cuts, "exports", swapped), (balanced_cuts, "exports", swapped)],
        {"S0-5-intuition-balanced-cut": "fails", "S0-5-intuition-equal": "fails", "S0-5-eq11": "fails"},
    ),
    "cuts are equal": (
        [(balanced_cuts, "cuts", lambda: (balanced_cuts.K, balanced_cuts.K))],
        {"S0-5-balanced-current": "fails"},
    ),
    "the roads end elsewhere": (
        [(balanced_cuts, "lagging_and_leading", other_ends)],
        {"S0-5-fn-balanced-lagging": "fails", "S0-5-fn-balanced-leading": "holds"},
    ),
    "goods are independent elsewhere": (
        [
            (
                equal_cuts,
                "price",
                lambda good, q1, q2: (
                    ALPHA - (q1, q2)[good - 1] - (GAMMA - sp.Rational(1, 2)) * (q2, q1)[good - 1]
                ),
            )
        ],
        {"S0-5-cross-elasticity": "fails"},
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED) - changed == set()
