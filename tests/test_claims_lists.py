"""The ledger on the lists: its verdicts, and that each follows from the counts."""

import pytest

import tradegames as tg
from tradegames.claims import s2_lists as claims
from tradegames.data import lists

DATA = "needs data"
EXPECTED = {
    "S2-lists-us-1": "holds",
    "S2-lists-us-2": "holds",
    "S2-lists-us-818": DATA,
    "S2-lists-china-1": "holds",
    "S2-lists-china-2": "fails",
    "S2-lists-overlap": "holds",
    "S2-lists-list-1": "holds",
    "S2-lists-dropped": "holds",
    "S2-lists-new": "holds",
    "S2-lists-farm": "holds",
    "S1-lists-largest": DATA,
    "S1-lists-rule": DATA,
}


def decided():
    own = [claim for claim in tg.claims.claims() if claim.check.__module__ == claims.__name__]
    return {claim.id: tg.claims.decide(claim).verdict for claim in own}


def test_verdicts():
    found = decided()
    assert {id: verdict.name for id, verdict in found.items()} == EXPECTED
    second = found["S2-lists-china-2"]
    assert "333 lines of 180 HS6 codes; printed rows add to 117, the total to 177" in second.evidence
    assert "87-89: 1 printed, 59 on the list" in second.counterexample
    assert second.correction == "333 lines, 180 HS6 codes; without chapter 26 177."
    assert "31 codes of the American lists are on both, 728 on either" in found["S2-lists-overlap"].evidence
    assert "59.9% of list 4B" in found["S1-lists-rule"].evidence


def changed(table, importer, name, hs2, column, value):
    rows = (table["importer"] == importer) & (table["hs2"] == hs2)
    table.loc[rows & (table["list"] == name) if name else rows, column] = value
    return table


# What is changed in the counts (importer, list, chapter, column, value), and what becomes of the verdicts.
MUTATIONS = {
    "one code more": (("USA", "1", "84", "hs6", 312), {"S2-lists-us-1": "fails"}),
    "one line less": (("USA", "2", "39", "lines", 10), {"S2-lists-us-2": "fails"}),
    "one line more": (("USA", "1", "84", "lines", 418), {}),
    "China's first list": (("CHN", "1", "03", "hs6", 130), {"S2-lists-china-1": "fails"}),
    "no plastics": (("USA", "2", "39", "hs6", 0), {"S2-lists-us-2": "fails", "S2-lists-new": "fails"}),
    "list 2 is machinery": (
        ("USA", "2", "84", "hs6", 9999),
        {"S2-lists-us-2": "fails", "S2-lists-list-1": "fails"},
    ),
    "aircraft": (("CHN", "2", "90", "hs2", "88"), {"S2-lists-farm": "fails"}),
    "steel stays": (("USA", "2", "73", "hs6", 9), {"S2-lists-us-2": "fails", "S2-lists-dropped": "fails"}),
    "plastics first": (("USA", "2", "39", "target_musd", 1e6), {"S1-lists-largest": "fails"}),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_counts(monkeypatch, name):
    change, expected = MUTATIONS[name]
    table = changed(lists.counts(), *change)
    monkeypatch.setattr(claims.lists, "counts", lambda: table)
    names = {id: verdict.name for id, verdict in decided().items()}
    if name == "one line more":  # of 817; the 818th is there
        expected = {"S2-lists-us-818": "holds"}
        assert table.query("importer == 'USA' and list == '1'")["lines"].sum() == 818
    assert {id: verdict for id, verdict in names.items() if EXPECTED[id] != verdict} == expected


def test_verdicts_follow_the_other_tables(monkeypatch):
    nothing = lists.counts().assign(repeated=0)
    monkeypatch.setattr(claims.lists, "counts", lambda: nothing)
    swapped = lists.dependence().assign(share_percent=lambda t: 95 - t["share_percent"])
    monkeypatch.setattr(claims.lists, "dependence", lambda: swapped)
    names = {id: verdict.name for id, verdict in decided().items()}
    assert names["S2-lists-overlap"] == "fails"
    assert names["S1-lists-rule"] == "fails"
    printed = lists.published_counts()
    printed.loc[(printed["importer"] == "CHN") & (printed["hs2"] == "90"), "list_2"] = 7
    monkeypatch.setattr(claims.lists, "published_counts", lambda: printed)
    assert "90:" not in decided()["S2-lists-china-2"].counterexample
