"""The ledger's rows on who gains at home, on section 6 and on what the abstract and section 7 say of cuts."""

import dataclasses

import pytest
import sympy as sp
from mutants import ERROR, WithSize, verdicts_after

import tradegames as tg
from tradegames.claims import entries, tools
from tradegames.claims.s0 import at_home, conclusion, conflict
from tradegames.reciprocity import equal

IF, NOT = "holds if", "not testable here"
INSIDE = (
    *("S0-5-equal-profit", "S0-5-equal-consumers", "S0-5-equal-revenue", "S0-5-equal-leader"),
    *("S0-5-equal-lag-small", "S0-5-equal-lag-turn", "S0-5-equal-lag-large", "S0-5-equal-intuition"),
    *("S0-5-balanced-profit", "S0-5-balanced-consumers", "S0-5-balanced-revenue", "S0-5-balanced-inside"),
    *("S0-5-balanced-intuition-lag", "S0-5-revenue"),
)
EXPECTED = {
    **dict.fromkeys(INSIDE, "holds"),
    "S0-6-leader": "holds",
    "S0-6-lagging": "holds",
    "S0-6-disagreement": "holds",
    "S0-6-persistent": NOT,
    "S0-6-roles": NOT,
    "S0-6-hegemony": NOT,
    "S0-abstract-equal": "holds",
    "S0-abstract-balanced": "holds",
    "S0-abstract-inside": "holds",
    "S0-7-equal": "holds",
    "S0-7-balanced": "holds",
    "S0-7-parts": "holds",
    "S0-7-most-cases": IF,
    "S0-7-goals": NOT,
}
CLAIMS = {claim.id: claim for claim in entries.claims()}


@pytest.fixture(scope="module")
def verdicts(decided):
    return {id: decided(id).verdict for id in EXPECTED}


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED
    mine = {id for id, claim in CLAIMS.items() if claim.chapter in ("who_gains", "which_rule")}
    assert set(EXPECTED) <= mine


def test_verdicts_say_the_decisive_numbers(verdicts):
    for id, words in (
        ("S0-5-equal-lag-small", "above 1/2"),
        ("S0-5-equal-lag-turn", "between 2/5 and 1/2"),
        ("S0-5-equal-lag-large", "below 2/5"),
        ("S0-5-balanced-inside", "A₂·(A₁² + 2A₂²)/(12A₁)"),
        ("S0-5-revenue", "2/(3γ)"),
        ("S0-6-leader", "309 exact games"),
        ("S0-abstract-inside", "equal: 2r; balanced: 2"),
    ):
        assert words in verdicts[id].evidence
    assert "below 4/9" in verdicts["S0-7-most-cases"].assumption


def test_numbers_of_the_evidence_by_the_library():
    """The thresholds, computed once more by the roads of the library."""
    for ratio, regime in (
        (0.51, "profit throughout"),
        (0.49, "consumers first"),
        (0.39, "consumers throughout"),
    ):
        game = tg.TariffGame(alpha=10, gamma=0, c1=0, c2=10 - 10 * ratio)
        assert tg.at_home.lead(equal(game)).regime[1] == regime
    for ratio, profit_more in ((0.45, True), (0.44, False)):  # 4/9
        road = equal(tg.TariffGame(alpha=10, gamma=0, c1=0, c2=10 - 10 * ratio))
        sums = tg.at_home.so_far(road, road.limit)
        assert (sums.profit[1] > sums.consumer_surplus[1]) == profit_more


inside, gains, sums, derive = at_home.inside, conflict.gains, conclusion.sums, tools.derived.__wrapped__


def with_part(part, change):
    def changed(rule):
        road = inside(rule)
        return dataclasses.replace(road, parts={**road.parts, part: sp.expand(change(road.parts[part]))})

    return [(at_home, "inside", changed), (conclusion, "inside", changed)]


def for_the_other(case, depth, rule):
    return gains(case, depth, rule)[::-1]


def without_sales():
    return dataclasses.replace(derive(), sales=dict.fromkeys(derive().sales, tools.C1))


def broken(*arguments):
    raise ArithmeticError("broken")


MUTATIONS = {
    "consumers get three times as much": (
        with_part("consumer surplus", lambda e: 3 * e),
        {
            "S0-5-equal-consumers": "fails", "S0-5-balanced-consumers": "fails", "S0-5-equal-leader": "fails",
            "S0-5-equal-lag-small": "fails", "S0-5-equal-lag-turn": "fails", "S0-5-equal-lag-large": "fails",
            "S0-5-equal-intuition": "fails", "S0-5-balanced-inside": "fails", "S0-7-most-cases": "fails",
        },
    ),
    "firms get half": (
        with_part("profit", lambda e: e / 2),
        {"S0-5-equal-profit": "fails", "S0-5-balanced-profit": "fails"},
    ),
    "firms lose": (with_part("profit", lambda e: -e), {"S0-7-parts": "fails", "S0-abstract-inside": "holds"}),
    "revenue rises": (
        with_part("tariff revenue", lambda e: -e),
        {"S0-5-equal-revenue": "fails", "S0-5-balanced-revenue": "fails", "S0-5-revenue": "fails"},
    ),
    "firm and consumers share by two to one": (
        [(conclusion, "inside", lambda rule: inside("balanced"))],
        {"S0-abstract-inside": "fails", "S0-abstract-equal": "fails", "S0-7-equal": "fails"},
    ),
    "every rule is equal cuts": (
        [(conclusion, "inside", lambda rule: inside("equal"))],
        {"S0-abstract-balanced": "fails", "S0-7-balanced": "fails"},
    ),
    "sales do not answer": (
        [(at_home, "derived", without_sales)],
        {"S0-5-balanced-intuition-lag": "fails"},
    ),
    "gains go to the other country": (
        [(conflict, "gains", for_the_other)],
        {"S0-6-leader": "fails", "S0-6-lagging": "fails"},
    ),
    "a larger own cut is better": (
        [(conflict, "own_cut", lambda: sp.Symbol("x"))],
        {"S0-6-disagreement": "fails"},
    ),
    "gains cannot be computed": ([(conflict, "gains", broken)], {"S0-6-persistent": ERROR}),
    "countries have sizes": (
        [(conflict, "TariffGame", WithSize)],
        {"S0-6-roles": ERROR, "S0-6-hegemony": ERROR},
    ),
    "there is no game": ([(conclusion, "derived", broken)], {"S0-7-goals": ERROR}),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED) - changed == set()
