"""The ledger of what the documents say of each other: verdicts, numbers, and no check is vacuous."""

import dataclasses

import pytest

import tradegames as tg
from tradegames.claims import across

IF = "holds if"

EXPECTED = {
    "S1-2-lv-industries": "holds",
    "S1-3-proportions": "holds",
    "S2-2-coarse": "holds",
    "S2-3-everything": IF,
    "S3-1-indirect": "holds",
    "S2-4-links": IF,
}


@pytest.fixture(scope="module")
def verdicts():
    own = {claim.id: claim for claim in tg.claims.claims()}
    return {id: tg.claims.decide(own[id]).verdict for id in EXPECTED}


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED


def test_verdicts_say_the_decisive_numbers(verdicts):
    for id, words in {
        "S1-2-lv-industries": ("84, 85 into the United States, 12, 87 into China",),
        "S1-3-proportions": ("-0.83 %", "at a fixed real wage"),
        "S2-2-coarse": ("4.5 times (United States)", "1.8 times (China)"),
        "S2-3-everything": ("2.5 in SMART", "full employment"),
        "S3-1-indirect": ("1.41 %", "of the other sign"),
        "S2-4-links": ("SMART 2.7", "Ten points on all goods"),
    }.items():
        for word in words:
            assert word in verdicts[id].evidence, (id, verdicts[id].evidence)


def test_each_document_s_claims_stand_together():
    documents = [claim.document for claim in tg.claims.claims()]
    assert documents == sorted(documents)


def with_cells(monkeypatch, change):
    """Let the models say something else."""
    cell = across.cell
    monkeypatch.setattr(across, "cell", lambda *given: change(cell(*given), *given))


@pytest.mark.parametrize(
    ("check", "change", "name"),
    [
        # The proportion is right: the world's GDP falls as lost exports do.
        ("proportions", lambda v, n, m, c, a=True: -0.83 if "gdp" in c else v, "fails"),
        # China loses three times as much in the world, too; or less.
        ("everything", lambda v, n, m, c, a=True: 3 * v if c.startswith("target") else v, "holds"),
        ("everything", lambda v, n, m, c, a=True: v / 9 if c.startswith("target") else v, "fails"),
        # The world adds nothing to the lost exports; or only where wages give way.
        ("indirect", lambda v, n, m, c, a=True: -1.41, "fails"),
        ("indirect", lambda v, n, m, c, a=True: -2.5 if m == across.FIXED else v, IF),
        # Links cost more than the terms of trade bring, answered or not; or cost nothing.
        ("links", lambda v, n, m, c, a=True: v if m == "SMART" else -99.0, "holds"),
        ("links", lambda v, n, m, c, a=True: v if m == "SMART" else -0.1, "fails"),
    ],
)
def test_wrong_models_change_the_verdict(monkeypatch, check, change, name):
    with_cells(monkeypatch, change)
    assert getattr(across, check)().name == name


def test_other_tables_change_the_verdict(monkeypatch):
    table = across.s2.chapters()
    other = table.assign(change=table["change"].where(table["hs2"] != "12", 0.0))
    monkeypatch.setattr(across.s2, "chapters", lambda: other)
    assert across.industries().name == "fails"
    other = table.assign(welfare=table["welfare"].where(table["hs2"] != "12", 0.0))
    monkeypatch.setattr(across.s2, "chapters", lambda: other)
    assert across.industries().name == IF
    goods = across.goods_on_lists()
    even = goods.assign(list_1=0.3, list_2=0.0)
    even = even.groupby(["importer", "sector"], as_index=False).first()
    monkeypatch.setattr(across, "goods_on_lists", lambda: even.assign(list_1=1.0))
    assert across.coarse().name == "fails"
    assert dataclasses.is_dataclass(across.answers("ten points"))
