"""The ledger of S3: its verdicts, the numbers that decide them, and that no check is vacuous."""

import dataclasses
import inspect
from datetime import date
from types import SimpleNamespace

import pytest
from mutants import ERROR, verdicts_after

import tradegames as tg
from tradegames import passthrough
from tradegames.claims import s3
from tradegames.passthrough import Shock

IF, DATA, NOT = "holds if", "needs data", "not testable here"

EXPECTED = {
    "S3-abstract-volume": "holds",
    "S3-abstract-same": IF,
    "S3-abstract-nominal": IF,
    "S3-abstract-real": "holds",
    "S3-abstract-full-offset": IF,
    "S3-abstract-no-offset": IF,
    "S3-abstract-paradox": IF,
    "S3-abstract-symmetry": IF,
    "S3-abstract-stable-rmb": "holds",
    "S3-1-last-round": DATA,
    "S3-1-speed": "holds",
    "S3-2-example": "holds",
    "S3-2-half": "fails",
    "S3-2-full": "fails",
    "S3-2-elasticity": DATA,
    "S3-2-identification": IF,
    "S3-2-reading": IF,
    "S3-2-china-pays": IF,
    "S3-2-us-pays": IF,
    "S3-2-both-pay": IF,
    "S3-2-exports": IF,
    "S3-2-gdp": IF,
    "S3-2-margins": "holds",
    "S3-3-range": "holds",
    "S3-3-weight": "holds",
    "S3-3-plastics-metals": "holds",
    "S3-3-low": "holds",
    "S3-3-channels": "holds",
    "S3-3-switching": NOT,
}


@pytest.fixture(scope="module")
def verdicts():
    own = [claim for claim in tg.claims.claims() if claim.check.__module__.startswith(s3.__name__)]
    return {claim.id: tg.claims.decide(claim).verdict for claim in own}


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED


def test_verdicts_say_the_decisive_numbers(verdicts):
    def says(id, part, *words):
        for word in words:
            assert word in getattr(verdicts[id], part)

    says(
        "S3-abstract-same",
        "evidence",
        "between 0.98 and 1.08 times",
        "compounded, 0.83 to 0.89",
        "0.84 to 1.00",
    )
    says("S3-abstract-nominal", "evidence", "100 % with s = 1 and 0 % with s = 0", "0.46 % of GDP", "0.49 %")
    says("S3-abstract-full-offset", "evidence", "dollars receipts then fall by 20.0 %")
    says("S3-abstract-paradox", "evidence", "8 of 11 cases", "ε = 0.99, loss 19.8 % with s = 0 and 20.0 %")
    says("S3-abstract-stable-rmb", "evidence", "15.3 points", "RMB 11.5 % down", "from 19.7 % to 8.7 %")
    says("S3-1-speed", "evidence", "43 days", "422 days")
    says("S3-2-half", "counterexample", "0.90 × 1.20 = 1.08")
    says("S3-2-full", "counterexample", "0.80 × 1.20 = 0.96")
    says("S3-2-full", "correction", "16.7 %", "15.0 %")
    says("S3-2-identification", "evidence", "−[(1 − ω)ε + ω]")
    says("S3-2-us-pays", "evidence", "Compounded it is 17.9 %")
    says("S3-2-both-pay", "evidence", "Compounded it is 17.3 %")
    says("S3-2-exports", "evidence", "609 to 668 bn", "745 to 816 bn", "482 bn")
    says("S3-2-gdp", "evidence", "0.45 to 0.49 points", "0.55 to 0.60")
    says("S3-3-weight", "evidence", "46.0 %")
    says("S3-3-plastics-metals", "evidence", "10.9 %")
    says("S3-3-low", "evidence", "61.5 %", "never across it")


# --- no check is vacuous ----------------------------------------------------------------------


def of_s3(name, value):
    """Change a name in every module of S3 that holds it."""
    modules = [module for module in vars(s3).values() if inspect.ismodule(module) and name in vars(module)]
    assert modules, f"no module of S3 holds {name}"
    return [(module, name, value) for module in modules]


def all_alike(size):
    return of_s3("printed", lambda: dict.fromkeys(tg.data.s3_elasticities()["industry"], size))


def no_answer(self):
    return 0 * self.elasticity * self.exporter_share


def upside_down(self):
    return -self.elasticity * self.exporter_share * self.burden


def same_weights():
    table = passthrough.sectors()
    return table.assign(imports_musd=1.0)


def half_as_much(count="importer"):
    whole = passthrough.exposure(count)
    return dataclasses.replace(whole, exports=whole.exports / 2)


def two_elasticities(share, elasticity=None, **more):
    return SimpleNamespace(elasticity=1, supply_elasticity=9, quantity_change=-0.1)


MUTATIONS = {
    "demand does not answer": (
        [(Shock, "quantity_change", property(no_answer))],
        {
            "S3-abstract-volume": "fails",
            "S3-abstract-real": "fails",
            "S3-abstract-paradox": "fails",
            "S3-2-example": "fails",
            "S3-2-us-pays": "fails",
            "S3-2-both-pay": "fails",
            "S3-2-margins": "fails",
            "S3-3-channels": "fails",
        },
    ),
    "quantity falls with the exporter's share": (
        [(Shock, "quantity_change", property(upside_down))],
        {"S3-abstract-real": "fails", "S3-abstract-symmetry": "fails", "S3-abstract-no-offset": "fails"},
    ),
    "compounding changes nothing": (
        of_s3("exact", lambda shock: shock),
        dict.fromkeys(["S3-2-reading", "S3-2-china-pays", "S3-2-us-pays", "S3-2-both-pay"], "holds"),
    ),
    "every elasticity is one": (all_alike(1.0), {"S3-abstract-same": "holds", "S3-3-low": "fails"}),
    "every elasticity is two": (
        all_alike(2.0),
        {"S3-abstract-same": "fails", "S3-3-range": "fails", "S3-2-china-pays": IF, "S3-2-us-pays": "fails"},
    ),
    "every elasticity is 1.2": (
        all_alike(1.2),
        dict.fromkeys(["S3-abstract-no-offset", "S3-abstract-paradox", "S3-abstract-symmetry"], "holds"),
    ),
    "every elasticity is 0.9": (
        all_alike(0.9),
        {"S3-abstract-nominal": "holds", "S3-abstract-no-offset": "fails", "S3-abstract-symmetry": "fails"},
    ),
    "no elasticity is printed": (
        of_s3("printed", dict),
        {"S3-2-elasticity": ERROR, "S3-3-range": ERROR},
    ),
    "dollars are RMB": (
        [(Shock, "value_change", property(lambda self: self.value_change_rmb))],
        {"S3-abstract-full-offset": "holds"},
    ),
    "the RMB did not fall": (of_s3("depreciation", lambda *months: 0.0), {"S3-abstract-stable-rmb": "fails"}),
    "the average was 13": (of_s3("_average", lambda *of: 13.0), {"S3-1-last-round": "fails"}),
    "it took a year longer": (of_s3("INAUGURATION", date(2024, 1, 20)), {"S3-1-speed": "fails"}),
    "the price with duty is as it must be": (
        [
            (
                Shock,
                "buyer_price_change",
                property(lambda self: (1 + self.price_change) * (1 + self.wedge) - 1),
            )
        ],
        {"S3-2-half": "holds"},
    ),
    "the tariff is 25 points": (of_s3("TARIFF", 0.25), {"S3-2-full": "holds"}),
    "error does nothing": (
        of_s3("division_bias", lambda size, price, error: size),
        {"S3-2-identification": "fails"},
    ),
    "error carries estimates across one": (
        of_s3("division_bias", lambda size, price, error: size + error),
        {"S3-3-low": IF},
    ),
    "exports are half as much": (
        of_s3("exposure", half_as_much),
        {"S3-2-exports": "fails", "S3-2-gdp": "fails"},
    ),
    "both count alike": (
        of_s3("exposure", lambda count="importer": passthrough.exposure()),
        {"S3-2-exports": "holds"},
    ),
    "chapters weigh alike": (
        of_s3("sectors", same_weights),
        {"S3-3-weight": "fails", "S3-3-plastics-metals": "fails"},
    ),
    "there are two elasticities": (of_s3("at", two_elasticities), {"S3-3-switching": ERROR}),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED) - changed == set()
