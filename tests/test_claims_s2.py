"""The ledger of S2: the verdict of every claim, and that none is vacuous."""

import pytest
from mutants import verdicts_after

import tradegames as tg
from tradegames.claims import entries, s2
from tradegames.data import lists
from tradegames.data import s2 as tables
from tradegames.smart import formulas

IF, NOT, DATA = "holds if", "not testable here", "needs data"

EXPECTED = {
    "S2-abstract-imports": "holds",
    "S2-abstract-welfare": "fails",
    "S2-abstract-target": "fails",
    "S2-abstract-industries": "holds",
    "S2-abstract-diversion": "holds",
    "S2-2-identity": "holds",
    "S2-2-diversion": "fails",
    "S2-2-welfare": "fails",
    "S2-2-revenue": "holds",
    "S2-2-elastic": "holds",
    "S2-2-creation": "holds",
    "S2-2-exporter": NOT,
    "S2-3-both-lose": IF,
    "S2-3-revenue": "holds",
    "S2-3-fall": "fails",
    "S2-T1-sums": "holds",
    "S2-T2-sums": "holds",
    "S2-T2-base": "fails",
    "S2-T1-base": "fails",
    "S2-3-us-three": "holds",
    "S2-3-hs27": "fails",
    "S2-3-diverted": "holds",
    "S2-3-figures": DATA,
    "S2-T3-sources": "holds",
    "S2-T3-note": "holds",
    "S2-T3-list2": "fails",
    "S2-T3-balance": "holds",
    "S2-3-balance": DATA,
    "S2-3-restraint": "holds",
    "S2-T4-sums": "holds",
    "S2-T5-sums": "holds",
    "S2-3-concentrated": "holds",
    "S2-T6-sums": "holds",
    "S2-3-april-industries": "holds",
    "S2-T7-april": "fails",
    "S2-3-rate": "holds",
    "S2-3-germany": DATA,
    "S2-T8-creation": "holds",
    "S2-T8-diversion": "fails",
    "S2-T8-revenue": "holds",
    "S2-T8-less-loss": "fails",
    "S2-T8-supply": "fails",
    "S2-T8-supply-loss": "fails",
    "S2-T8-ranking": IF,
    "S2-4-direction": "fails",
    "S2-4-order": IF,
    "S2-4-not-all": "holds",
    "S2-4-more-diversion": "fails",
    "S2-4-understate": NOT,
}
WITHOUT_COMPUTATION = {"S2-2-exporter", "S2-3-figures", "S2-4-understate"}


def decided(ids=None):
    own = [c for c in tg.claims.claims() if c.check.__module__.startswith("tradegames.claims.s2.")]
    claims = [c for c in own if ids is None or c.id in ids]
    return {claim.id: entries.decide(claim).verdict for claim in claims}


@pytest.fixture(scope="module")
def verdicts():
    return decided()


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED


def test_verdicts_say_the_decisive_numbers(verdicts):
    loss = verdicts["S2-abstract-welfare"]
    assert "2.64 times" in loss.evidence
    assert "China -35.4, United States -51.0" in loss.evidence
    assert "-23.9 and -28.2" in loss.evidence
    assert "1.44 times" in loss.correction
    assert "by SMART's figure -4.35, consumers and treasury -47.0" in loss.evidence
    assert "change by -355.13 (Table 3: -398.67)" in verdicts["S2-3-balance"].evidence
    assert "249,262.48" in verdicts["S2-T2-base"].correction
    assert "88.42 − 94.64 = -6.22" in verdicts["S2-T3-list2"].counterexample
    assert "3.507 > 3.333" in verdicts["S2-T8-diversion"].counterexample
    assert "21,493" in verdicts["S2-T7-april"].correction
    assert "659,935 is more than" in verdicts["S2-T1-base"].counterexample
    assert "+17%" in verdicts["S2-T8-supply"].evidence
    assert "9% smaller" in verdicts["S2-T8-supply-loss"].correction
    assert "printed -2.60" in verdicts["S2-2-welfare"].evidence


# --- no check is vacuous ----------------------------------------------------------------------


def edited(name, *edits, owner=tables):
    """The tables with some cells replaced: (conditions, column, value or function of the old one)."""
    table = getattr(owner, name)()
    for where, column, value in edits:
        rows = table.query(where).index
        assert len(rows), where
        table.loc[rows, column] = value(table.loc[rows, column]) if callable(value) else value
    return [(owner, name, lambda: table.copy())]


def swapped(name):
    table = getattr(tables, name)()
    table["importer"] = table["importer"].map({"USA": "CHN", "CHN": "USA"})
    if name == "chapters":
        table["table"] = table["table"].replace({"1": "2", "2": "1"})
    return [(tables, name, lambda: table.copy())]


def exact_is_reported(m, t0, t1, price, quantity, reach):
    change = quantity
    created = change  # no diversion: enough to make both measures one
    return formulas.reported_welfare(m, t0, t1, created, change)


def every(verdict, *ids):
    return dict.fromkeys(ids, verdict)


T2 = "table == '2' and hs2 == '12'"
MUTATIONS = {
    "the importers are exchanged": (
        swapped("totals") + swapped("chapters"),
        every("fails", "S2-abstract-imports", "S2-3-revenue", "S2-abstract-industries",
              "S2-T3-balance", "S2-3-restraint", "S2-3-april-industries",
              "S2-4-order")
        | {"S2-4-direction": "holds"},
    ),
    "the partners are exchanged": (swapped("diversion"), every("fails", "S2-abstract-diversion",
        "S2-3-diverted")),
    "one cell of each table is another": (
        edited(
            "chapters",
            ("table == '1' and hs2 == '84'", "creation", lambda v: v + 5),
            (T2, "revenue", lambda v: v + 5),
            ("table == '6' and importer == 'USA' and hs2 == '84'", "welfare", lambda v: v + 5),
        ),
        every("fails", "S2-3-us-three", "S2-2-identity", "S2-T1-sums", "S2-T2-sums", "S2-T6-sums"),
    ),
    "totals are others": (
        edited("chapters", ("table == '1' and hs2 == 'total'", "welfare", -1000.0)),
        every("fails", "S2-T3-sources"),
    ),
    "the lists add up": (
        edited("totals", ("table == '3' and scenario == 'list 1'", "revenue", 10.0)),
        {"S2-T3-note": "fails", "S2-T3-list2": "holds"},
    ),
    "counts are others": (
        edited(
            "published_counts",
            ("importer == 'USA' and hs2 == '84'", "list_1", 1),
            ("importer == 'CHN' and hs2 == '03'", "list_1", 400),
            owner=lists,
        ),
        every("fails", "S2-T4-sums", "S2-T5-sums", "S2-3-concentrated"),
    ),
    "Table 8 is another": (
        edited("totals", ("table == '8' and armington == 5", "creation", lambda v: v * 1.2),
               ("table == '8' and armington == 5", "change", lambda v: v * 0.8),
               ("table == '8' and armington == 5", "revenue", 1.0),
               ("table == '8' and supply_elasticity == 2 and importer == 'USA'", "welfare", -400.0)),
        every("fails", "S2-T8-creation", "S2-T8-revenue") | {"S2-T8-diversion": "holds",
            "S2-T8-supply-loss": "holds"},
    ),
    "the lists name little of what China sells": (
        edited("american", ("kind != 'off'", "china_musd", lambda v: v / 10), owner=lists),
        every("fails", "S2-3-balance"),
    ),
    "China loses less in Table 8": (
        edited("totals", ("table == '8' and importer == 'CHN'", "welfare", -1.0)), every("fails",
            "S2-T8-ranking")
    ),
    "nothing is diverted in Table 3": (
        edited("totals", ("table == '3'", "change", lambda v: v * 0.6)), every("fails", "S2-3-rate")
    ),
    "figures of the text stand in the tables": (
        edited("totals", ("importer == 'CHN' and scenario == 'lists 1 and 2' and table == '3'", "change",
            -204.50),
               ("importer == 'CHN' and table == '8'", "change", -20450.0))
        + edited("chapters", ("table == '2' and hs2 == 'total'", "change", -20450.0),
                 ("table == '2' and hs2 == '27'", "creation", -1011.0),
                 ("table == '2' and hs2 == 'total'", "imports", 249262.48),
                 ("table == '1' and hs2 != 'total'", "imports", lambda v: v / 2)),
        every("holds", "S2-3-fall", "S2-3-hs27", "S2-T2-base", "S2-T1-base"),
    ),
    "April diverts what Table 3 says": (
        edited("diversion", ("scenario == 'April list' and partner == 'total' and importer == 'USA'",
            "diverted", 21493.0)),
        every("holds", "S2-T7-april"),
    ),
    "Germany keeps its share": (
        edited("diversion", ("partner == 'Germany'", "diverted", 1900.0)), every("fails", "S2-3-germany")
    ),
    "the Chinese list takes more": (
        edited("chapters", ("table == '6' and importer == 'CHN'", "change", lambda v: v * 2),
               ("table == '1'", "change", lambda v: v * 0.4)),
        every("holds", "S2-abstract-target"),
    ),
    "chapter 35 keeps something": (
        edited("chapters", ("table == '2' and hs2 == '35'", "change", -100.0)), every("holds",
            "S2-2-diversion")
    ),
    "no creation": (
        edited("chapters", ("table == '1' and hs2 == '84'", "creation", 0.0)), every("fails", "S2-4-not-all")
    ),
    "welfare is what SMART reports": (
        [(formulas, "exact_welfare", exact_is_reported)],
        every("holds", "S2-3-both-lose"),
    ),
    "revenue forgets what is diverted": (
        [(formulas, "revenue", lambda m, t0, t1, change: (t1 * (m + change) - t0 * m)[..., 0])],
        every("fails", "S2-2-revenue"),
    ),
    "creation depends on supply": (
        [(formulas, "creation", lambda m, step, e, f: e * (1 + 30 * f) * m * step)],
        every("fails", "S2-2-elastic"),
    ),
    "diversion does not add to zero": (
        [(formulas, "pull", lambda m, step, s: -s * m * step)],
        every("fails", "S2-2-creation"),
    ),
    "the American loss is small": (
        edited("chapters", ("table == '1'", ["change", "creation", "diversion"], lambda v: v / 10),
               ("table == '1'", "revenue", lambda v: v / 10)),
        every("holds", "S2-abstract-welfare"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_tables_and_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_welfare_verdicts_follow_the_measure(monkeypatch):
    # Were consumers and treasury to lose what SMART reports, S2's sentences on welfare would hold.
    smart = s2.shared.welfare
    for module in (s2.abstract, s2.june, s2.robustness):
        monkeypatch.setattr(
            module, "welfare", lambda who, measure, **kw: smart(who, "smart", **kw), raising=False
        )
        monkeypatch.setattr(module, "simple", lambda who: (smart(who, "smart"), 0.1), raising=False)
    monkeypatch.setattr(s2.conclusions, "simple", lambda who: (-1.0, 0.1))
    monkeypatch.setattr(s2.model, "one_product", lambda *p: _like_printed(*p))
    wanted = (
        "S2-abstract-welfare", "S2-3-both-lose", "S2-T8-less-loss", "S2-T8-supply", "S2-T8-ranking",
        "S2-4-more-diversion", "S2-2-welfare",
    )  # fmt: skip
    assert {id: verdict.name for id, verdict in decided(wanted).items()} == dict.fromkeys(wanted, "holds")


def _like_printed(imports, tariff, demand, measure="smart"):
    return s2.shared.one_product(imports, tariff, demand, "smart")


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    changed |= {"S2-T8-less-loss", "S2-T8-supply", "S2-T8-ranking", "S2-4-more-diversion", "S2-2-welfare"}
    assert set(EXPECTED) - changed - WITHOUT_COMPUTATION == set()
