"""The ledger of S0's section 4: its verdicts, its counterexample, and that no check is vacuous."""

import dataclasses
from functools import cache

import pytest
from mutants import derive, linked_markets, of_s0, outcome, verdicts_after

import tradegames as tg
from tradegames import TariffGame, isowelfare
from tradegames.claims import tools
from tradegames.claims.s0 import iso_curves, roads

IF = "holds if"

EXPECTED = {
    "S0-4-fn-slope": "holds",
    "S0-4-crossing": "holds",
    "S0-4-lower": "holds",
    "S0-4-fn-at-E": "holds",
    "S0-4-fig2": "holds",
    "S0-4-fig3-tangency": IF,
    "S0-4-end-point": "holds",
    "S0-4-fig3-region": "holds",
    "S0-4-fig3-gains": "fails",
    "S0-4-fig3-ESR": "holds",
    "S0-4-fig3-ETR": "holds",
    "S0-4-fn-interim": "holds",
}


@pytest.fixture(scope="module")
def verdicts(decided):
    return {id: decided(id).verdict for id in EXPECTED}


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED
    assert {c.id for c in tg.claims.claims() if c.id.startswith("S0-4-")} == set(EXPECTED)


def test_verdicts_say_the_decisive_numbers(verdicts):
    assert "3/(4 − γ²)·(t₁* − t₁)" in verdicts["S0-4-fn-slope"].evidence
    assert "touch at t₁ = t₂ = −1.000 A" in verdicts["S0-4-fig3-tangency"].evidence
    assert "subsidise imports" in verdicts["S0-4-fig3-tangency"].assumption
    assert "has gained 133/1152, 31/288, 5/24" in verdicts["S0-4-fig3-gains"].counterexample


def test_the_counterexample_by_the_library():
    game = TariffGame(alpha=2, gamma=0, c1=0, c2=1)
    road = [(1 / 3, 2 / 3), (1 / 4, 1 / 2), (1 / 6, 1 / 2), (0, 1 / 3)]
    verdict = isowelfare.feasible(game, road)
    assert verdict.feasible
    assert verdict.monotone == (False, True)
    gains = [game.outcome(*t).welfare[0] - game.outcome(*road[0]).welfare[0] for t in road[1:]]
    assert gains == pytest.approx([133 / 1152, 31 / 288, 5 / 24])


@cache
def exports_worth_little():
    game = derive()
    return dataclasses.replace(game, profit=game.profit - 3 * tools.F1**2 / 4)


def losses(case, t1, t2):
    return tuple(-gain for gain in iso_curves.change(case, t1, t2))


MUTATIONS = {
    "markets are linked by costs": (
        [(tools, "derived", linked_markets), *of_s0("derived", linked_markets)],
        dict.fromkeys(("S0-4-fn-slope", "S0-4-crossing", "S0-4-lower", "S0-4-fn-at-E"), "fails"),
    ),
    "tariffs do nothing": (
        [(TariffGame, "outcome", lambda self, t1, t2: outcome(self, 0 * t1, 0 * t2))],
        {
            **dict.fromkeys(("S0-4-fig2", "S0-4-fig3-ESR", "S0-4-fig3-ETR"), "fails"),
            "S0-4-fig3-gains": "holds",
        },
    ),
    "exports are worth a quarter": (
        [(tools, "derived", exports_worth_little), *of_s0("derived", exports_worth_little)],
        {"S0-4-fig3-tangency": "holds"},
    ),
    "tariffs bite as if higher": (
        [(TariffGame, "outcome", lambda self, t1, t2: outcome(self, t1 + 1, t2 + 1))],
        {"S0-4-end-point": "fails"},
    ),
    "both lose by cuts": (
        [(roads, "change", losses)],
        {"S0-4-fig3-region": "fails", "S0-4-fn-interim": IF},
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert changed == set(EXPECTED)
