"""The ledger of S4: its verdicts, the numbers that decide them, and that no check is vacuous."""

import dataclasses
import inspect

import numpy as np
import pytest
from mutants import verdicts_after

import tradegames as tg
from tradegames import decoupling as dc
from tradegames.claims import s4

IF, DATA, NOT = "holds if", "needs data", "not testable here"

EXPECTED = {
    "S4-abstract-force": "holds",
    "S4-2-rigid": DATA,
    "S4-2-dilemma": IF,
    "S4-2-speed": "fails",
    "S4-3-brake": IF,
    "S4-3-unstable": "fails",
    "S4-3-return": IF,
    "S4-3-decoupling": IF,
    "S4-3-asymmetric": IF,
    "S4-3-premium": IF,
    "S4-4-huawei": DATA,
    "S4-4-gallium": DATA,
    "S4-4-unsustainable": "fails",
    "S4-4-terms": IF,
    "S4-4-middle": IF,
    "S4-4-trap": "holds",
    "S4-4-dual": IF,
    "S4-4-tipping": NOT,
}
# Nothing is computed that could change these.
FIXED = {"S4-2-rigid", "S4-4-huawei", "S4-4-gallium", "S4-4-tipping"}


@pytest.fixture(scope="module")
def verdicts():
    own = [claim for claim in tg.claims.claims() if claim.document == "S4"]
    return {claim.id: tg.claims.decide(claim).verdict for claim in own}


def test_verdicts_and_the_numbers_that_decide_them(verdicts):
    found = verdicts
    assert {id: verdict.name for id, verdict in found.items()} == EXPECTED
    assert "a loss of 0.08" in found["S4-abstract-force"].evidence
    assert "1 wide" in found["S4-2-dilemma"].evidence
    assert "0 exceptions" in found["S4-2-speed"].evidence
    assert "0.43 years, the faster after 2.10" in found["S4-2-speed"].counterexample
    assert "from 0.30 at L = 0.5 to 0.03" in found["S4-4-unsustainable"].correction
    assert "-0.114 at m = 0.2" in found["S4-3-premium"].evidence


def test_chapters_and_places():
    for claim in tg.claims.claims():
        if claim.document == "S4":
            assert claim.chapter in ("standoff", "losing_force", "race", "evidence")
            assert claim.place.startswith(("abstract", "section "))


def test_counterexamples_are_real(verdicts):
    slow = dc.Adjustment(share=0.05, restriction=0.8, start=0.1, end=6, speed=0.1, tolerance=0.3)
    fast = dc.Adjustment(share=0.3, restriction=0.8, start=0.1, end=6, speed=0.2, tolerance=0.3)
    assert slow.time < fast.time
    assert dc.loss(0.05, 0.8, dc.elasticity(slow.time, 0.1, 6, 0.1)) == pytest.approx(0.3)
    assert "b = 1.1, m = 0.05" in verdicts["S4-3-unstable"].counterexample
    race = s4.shared.race(leverage=(1.1, 1.1), backlash=(0.05, 0.05))
    solution = race.equilibrium()
    assert all((play == 1).all() for play in solution.restricts)
    lost = dc.loss(0.1, 0.8, 6.0)  # for ever, once both have substituted
    assert solution.value[0][1, 1] == pytest.approx((1.1 * lost - 0.05 - lost) / (1 - 0.9))
    assert solution.value[0][1, 1] < 0


def of_s4(name, value):
    """Change a name in every module of S4 that holds it."""
    modules = [module for module in vars(s4).values() if inspect.ismodule(module) and name in vars(module)]
    assert modules, f"no module of S4 holds {name}"
    return [(module, name, value) for module in modules]


def rising(share, restriction, sigma):
    return share * restriction * (1 + np.minimum(sigma, 20) / 100)


def fast_first(one, two, leverage, backlash=0.0):
    return dc.Window(1 if one.speed > two.speed else 2, 0.0, 1.0, 1.0)


class Peaceful(dc.Stage):
    """Nobody gains by restricting."""

    def __init__(self, **numbers):
        super().__init__(**(numbers | {"gain": (-1.0, -1.0)}))

    @classmethod
    def of(cls, *, lost, leverage, backlash, calm):
        return cls(lost=lost, calm=calm)


class Certain(dc.Stage):
    """Always a dilemma."""

    dilemma = property(lambda self: np.ones((9, 51), dtype=bool))


def other_race(**numbers):
    return lambda made=s4.shared.race, **changes: made(**(changes | numbers))


MUTATIONS = {
    "the loss rises": (of_s4("loss", rising), {"S4-abstract-force": "fails"}),
    "the speed alone decides, and a window is worth one": (
        of_s4("window", fast_first),
        {"S4-2-speed": "holds", "S4-3-premium": "holds"},
    ),
    "restricting never pays": (
        of_s4("Stage", Peaceful),
        {"S4-3-brake": "holds", "S4-3-return": "holds", "S4-4-unsustainable": "holds"},
    ),
    "every game is a dilemma": (of_s4("Stage", Certain), {"S4-2-dilemma": "holds"}),
    "no leverage": (
        of_s4("race", other_race(leverage=(0.0, 0.0))),
        {
            **{"S4-3-unstable": "holds", "S4-3-decoupling": "fails", "S4-3-asymmetric": "fails"},
            **{"S4-4-terms": "fails", "S4-4-middle": "holds", "S4-4-trap": "fails"},
        },
    ),
    "equally fast": (of_s4("race", other_race(climb=(0.3, 0.3))), {"S4-4-trap": "fails"}),
    "the future does not count": (
        of_s4("race", other_race(discount=0.0)),
        {"S4-4-dual": "fails"},
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED) - changed == FIXED


def test_verdicts_are_plain_text(verdicts):
    for id, verdict in verdicts.items():
        for field in dataclasses.fields(verdict):
            assert "np." not in getattr(verdict, field.name), id
