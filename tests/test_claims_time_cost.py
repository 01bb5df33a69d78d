"""The ledger on talks that cost time: the verdict, its numbers, and that the check is not vacuous."""

from functools import partial

import pytest

import tradegames as tg
from tradegames import TariffGame
from tradegames.claims import entries
from tradegames.claims.s0 import time_cost
from tradegames.extensions.negotiation import talks
from tradegames.reciprocity import equal

EXPECTED = {"S0-7-time-cost": "holds"}
(CLAIM,) = (claim for claim in tg.claims.claims() if claim.id in EXPECTED)


def test_verdict_says_the_decisive_numbers():
    verdict = entries.decide(CLAIM).verdict
    assert verdict.name == EXPECTED[CLAIM.id]
    assert "71 exact games with trade (α up to 5), in 10 steps" in verdict.evidence
    assert "begin on 142 roads" in verdict.evidence
    assert "do not begin on 142 of these" in verdict.evidence
    assert "close earlier on 135" in verdict.evidence
    road = equal(TariffGame(alpha=2, gamma=0, c1=0, c2=1))
    free = talks(road, 10)
    price = max(free.gains[1][1:] / range(1, 11))  # of the high-cost country, who has less of each step
    assert f"none from a price of {1.001 * price:.4f} on" in verdict.evidence
    assert talks(road, 10, cost=0.99 * price).end > 0 == talks(road, 10, cost=1.001 * price).end
    assert f"{free.end} steps at no cost, {talks(road, 10, 0.5).end} at half" in verdict.evidence


@pytest.mark.parametrize(
    "other", [lambda road, steps, discount=1, cost=0: talks(road, steps), partial(talks, cost=9.0)]
)
def test_the_check_is_seen_to_change(monkeypatch, other):
    monkeypatch.setattr(time_cost, "talks", other)
    assert entries.decide(CLAIM).verdict.name == "fails"
