"""The ledger of S1: its verdicts, the numbers that decide them, and that no check is vacuous."""

import dataclasses
import inspect
from datetime import date

import numpy as np
import pandas as pd
import pytest
from mutants import ERROR, verdicts_after
from scipy.optimize import brentq, linprog

import tradegames as tg
from tradegames.claims import s1, s2, tools
from tradegames.claims.s1 import shared

IF, DATA, NOT = "holds if", "needs data", "not testable here"

EXPECTED = {
    "S1-abstract-path": "fails",
    "S1-abstract-people": "holds",
    "S1-abstract-stages": "holds",
    "S1-1-ten": IF,
    "S1-1-metals": IF,
    "S1-1-370": "holds",
    "S1-1-share": DATA,
    "S1-1-lists": "holds",
    "S1-1-truce": "fails",
    "S1-1-raised": "fails",
    "S1-1-thirty": "fails",
    "S1-1-fourth-list": IF,
    "S1-1-biden": "fails",
    "S1-1-average-18": "fails",
    "S1-1-average-20": IF,
    "S1-1-consumer": "holds",
    "S1-2-years": "fails",
    "S1-2-lv-welfare": IF,
    "S1-2-consensus": "holds",
    "S1-2-who": "holds",
    "S1-2-dong": IF,
    "S1-3-factors": IF,
    "S1-3-homogeneous": "holds",
    "S1-3-walras": "holds",
    "S1-3-cde": "fails",
    "S1-3-top": IF,
    "S1-3-partial": "holds",
    "S1-4-powers": "fails",
    "S1-4-base": "holds",
    "S1-4-gdp": IF,
    "S1-4-employment": IF,
    "S1-4-nominal": NOT,
    "S1-4-sectors": IF,
    "S1-4-exports": "fails",
    "S1-4-together": "fails",
    "S1-4-controllable": NOT,
    "S1-4-fiscal": IF,
}
FIXED = {"S1-4-controllable"}  # no mutation of the world here brings a loss of five per cent


def own():
    return [c for c in tg.claims.claims() if c.check.__module__.startswith(f"{s1.__name__}.")]


@pytest.fixture(scope="module")
def verdicts():
    return {claim.id: tg.claims.decide(claim).verdict for claim in own()}


def test_verdicts(verdicts):
    assert {id: verdict.name for id, verdict in verdicts.items()} == EXPECTED


def test_verdicts_say_the_decisive_numbers(verdicts):
    def says(id, part, *words):
        for word in words:
            assert word in getattr(verdicts[id], part), (id, word, getattr(verdicts[id], part))

    says("S1-abstract-path", "counterexample", "145 points", "65 days")
    says("S1-1-ten", "assumption", "6 days later")
    says("S1-1-370", "evidence", "34 + 16 + 200 + 120 = 370")
    says("S1-1-share", "evidence", "73.5 %", "69.3 %", "552 bn")
    says("S1-1-truce", "counterexample", "6 months after")
    says("S1-1-raised", "correction", "From 10 to 25 per cent on 10 May 2019")
    says("S1-1-fourth-list", "evidence", "120 bn USD at 15 %", "42 bn USD")
    says("S1-1-biden", "counterexample", "341 days")
    says("S1-1-average-18", "evidence", "16.4 % with the weights of 2017", "14.7 % with those of 2024")
    says("S1-1-average-18", "correction", "18.0 is reached")
    says("S1-1-average-20", "assumption", "48 points")
    says("S1-2-years", "counterexample", "[14]", "[16] is of 2011 in the text, of 2012", "[19]")
    says("S1-2-lv-welfare", "evidence", "2.6 times", "0.7 times")
    says("S1-3-cde", "evidence", "stays at 0.300")
    says("S1-3-homogeneous", "evidence", "open: numeraire", "also open: investment")
    says("S1-4-together", "evidence", "losses are 71 bn", "fall is 20 bn")
    says("S1-4-together", "correction", "17.7%")
    says("S1-4-controllable", "evidence", "121 bn RMB")


def test_a_bound_on_what_lost_exports_can_explain():
    """S1-4-together again, by summing the rounds of inputs and by allocating the loss as a linear program."""
    b = tg.cge.load_benchmark()
    china, usa = b.regions.index("CHN"), b.regions.index("USA")
    goods = [i for i, name in enumerate(b.sectors) if name != "SVC"]
    inputs = b.intermediate[china, :, china] / b.output[china]
    needed = rounds = np.eye(len(b.sectors))
    for _ in range(200):
        rounds = inputs @ rounds
        needed = needed + rounds
    three = [b.sectors.index(s) for s in ("ART", "ELEC", "TEX")]
    lost = 0.0414, 0.0165, 0.0139
    money = float(np.dot(lost, b.output[china, three]))
    sold = b.trade[china, usa, goods]
    stopped = 0.0499 * sold.sum()
    most = linprog(
        -needed[np.ix_(three, goods)].sum(0),
        A_eq=np.ones((1, len(goods))),
        b_eq=[stopped],
        bounds=[(0, value) for value in sold],
    )
    assert -most.fun < 0.6 * money
    output, exported, per_dollar = s1.results._made_for(b)
    assert exported == pytest.approx(sold.sum())
    assert per_dollar * stopped == pytest.approx(-most.fun)
    assert output @ np.array(lost) == pytest.approx(money)


def test_differences_of_cde_elasticities_are_those_of_its_parameters():
    """σ₁₃ − σ₂₃ = α₁ − α₂ with α = 1 − SUBPAR (Hanoch 1975), at any prices."""
    for prices in ([0.0, 0.0, 0.0], [0.5, -0.3, 0.1]):
        found = s1.gtap._substitution(np.array(prices))
        alpha = 1 - s1.gtap.SUBSTITUTION
        assert found[0, 2] - found[1, 2] == pytest.approx(alpha[0] - alpha[1], abs=1e-5)
        assert found == pytest.approx(found.T, abs=1e-5)  # Slutsky


def test_partial_equilibrium_by_hand(monkeypatch):
    """Levels instead of logs, the United States alone; homothetic, so that a government spends the same."""
    made = tg.cge.load().replace(income=1.0)
    monkeypatch.setattr(s1.gtap, "world", lambda base: made)
    monkeypatch.setattr(s1.gtap, "ten", lambda base, closure: made.solve(shared.TEN))
    to_usa, exports, output = s1.gtap.partial("pre_war")
    b, p = made.benchmark, made.parameters
    china, usa = b.regions.index("CHN"), b.regions.index("USA")
    use = np.concatenate([b.intermediate, b.final], axis=3)[:, :, usa]  # exporter, good, user
    paid = use * (1 + b.tariff[:, usa, :, None])
    abroad = np.arange(len(b.regions)) != usa
    dearer = np.ones((len(b.regions), len(b.sectors)))
    goods = np.array(b.sectors) != "SVC"
    dearer[china, goods] = ((1.1 + b.tariff[china, usa]) / (1 + b.tariff[china, usa]))[goods]
    weight = paid[abroad].sum(2) / paid[abroad].sum((0, 2))
    imports = ((weight * dearer[abroad] ** (1 - p.sources)).sum(0) ** (1 / (1 - p.sources)))[:, None]
    power = 1 - p.armington[:, None]
    share = paid[abroad].sum(0) / np.where(paid.sum(0) > 0, paid.sum(0), 1.0)
    price = (1 - share + share * imports**power) ** (1 / power)
    wanted = np.ones_like(price)  # firms and investors take the same of everything
    wanted[:, -2] = 1 / price[:, -2]  # the government spends the same on everything
    budget, beta, dear = paid.sum(0)[:, -3] / paid.sum(0)[:, -3].sum(), p.substitution[usa], price[:, -3]
    parts = budget / beta / (budget / beta).sum()
    utility = brentq(lambda u: parts @ (u * dear) ** beta - 1, 0.5, 1.5, xtol=1e-14)
    spent = budget * (utility * dear) ** beta
    wanted[:, -3] = spent / spent.sum() / budget / dear
    taken = (paid[abroad].sum(0) * wanted * (price / imports) ** p.armington[:, None]).sum(1)
    sold = taken / paid[abroad].sum((0, 2)) * (imports[:, 0] / dearer[china]) ** p.sources
    before = b.trade[china, usa]
    lost = before * (sold - 1)
    assert to_usa == pytest.approx(100 * lost.sum() / before.sum(), rel=1e-8)
    abroad[:] = np.arange(len(b.regions)) != china
    assert exports == pytest.approx(100 * lost.sum() / b.trade[china, abroad].sum(), rel=1e-8)
    assert [output[s] for s in b.sectors] == pytest.approx(list(100 * lost / b.output[china]), rel=1e-8)


# --- no check is vacuous ----------------------------------------------------------------------


def of_s1(name, value):
    """Change a name in every module of S1 that holds it."""
    modules = [module for module in vars(s1).values() if inspect.ismodule(module) and name in vars(module)]
    assert modules, f"no module of S1 holds {name}"
    return [(module, name, value) for module in modules]


def actions(**changes):
    """The list of actions with other values, by action and column."""
    table = tg.data.tariff_actions().set_index("action_id")
    for name, columns in changes.items():
        for column, value in columns.items():
            table.loc[name, column] = pd.Timestamp(value) if isinstance(value, date) else value
    table = table.reset_index()
    return [(tg.data, "tariff_actions", lambda: table.copy())]


def emergency(rate):
    table = tg.data.tariff_actions()
    table.loc[table["basis"] == "ieepa", ["low_percent", "rate_percent"]] = rate
    return [(tg.data, "tariff_actions", lambda: table)]


def other_world(**elasticities):
    """The package's worlds, with elasticities that are multiples of theirs."""
    real = shared.world

    @tools.remember
    def world(base):
        made = real(base)
        return made.replace(
            **{name: part * getattr(made.parameters, name) for name, part in elasticities.items()}
        )

    return of_s1("world", world)


def cited(table):
    return {number: (listed, listed, authors) for number, (_, listed, authors) in table.items()}


MUTATIONS = {
    "emergency tariffs stop at ten": (emergency(10.0), {"S1-abstract-path": "holds", "S1-1-ten": IF}),
    "the first tariff is of 15 points": (emergency(15.0), {"S1-1-ten": "fails"}),
    "China answers at once": (
        actions(china_2025_energy={"date": date(2025, 2, 4)}),
        {"S1-1-ten": "holds"},
    ),
    "metals were at ten": (actions(metals_2018={"rate_percent": 10.0}), {"S1-1-metals": "holds"}),
    "list 1 is larger": (
        actions(list_1={"value_bn_usd": 50.0}),
        {"S1-1-lists": "fails", "S1-1-370": "fails", "S1-1-share": DATA},
    ),
    "list 3 is smaller": (
        actions(list_3={"value_bn_usd": 165.0}),
        {"S1-1-lists": "fails", "S1-1-share": "holds"},
    ),
    "list 3 is raised late, by ten": (
        actions(list_3_raised={"date": date(2020, 5, 10), "rate_percent": 20.0}),
        {"S1-1-truce": "holds", "S1-1-raised": "fails"},
    ),
    "list 3 is raised as said": (
        actions(list_3_raised={"date": date(2019, 5, 11), "rate_percent": 20.0}),
        {"S1-1-raised": "holds"},
    ),
    "list 3 is raised to thirty": (
        actions(list_3_raised={"rate_percent": 30.0}),
        {"S1-1-thirty": "holds"},
    ),
    "all of list 4 pays ten": (
        actions(list_4a={"rate_percent": 10.0}, list_4b_suspended={"rate_percent": 10.0}),
        {"S1-1-fourth-list": "holds"},
    ),
    "list 4A is halved later": (
        actions(list_4a_halved={"date": date(2021, 2, 14)}),
        {"S1-1-biden": "holds"},
    ),
    "the review is large": (actions(review_2024={"value_bn_usd": 100.0}), {"S1-1-average-20": "holds"}),
    "no court has ruled": (
        actions(ieepa_ended={"source": "an order of the President"}),
        {"S1-4-powers": "holds"},
    ),
    "the lists added more": (
        of_s1("added", lambda real=shared.added: 1.2 * real()),
        {"S1-1-average-18": "holds", "S1-1-share": "fails"},
    ),
    "every list is of toys": (
        of_s1("_listed", lambda real=s1.averages._listed: real().assign(hs2="95")),
        {"S1-1-consumer": "fails"},
    ),
    "years and authors agree": (
        of_s1("CITED", cited(s1.studies.CITED)) + of_s1("AND_OTHERS", {1, 2}),
        {"S1-2-years": "holds"},
    ),
    "S2's own measure has China lose more": (
        [(s2.shared, "simple", lambda importer: {"CHN": (-2.0, -1.0), "USA": (-1.0, 0.0)}[importer])],
        {"S1-2-lv-welfare": "holds"},
    ),
    "the tariff is cut": (
        of_s1("TEN", {("USA", "CHN"): -0.01}),
        {
            **{"S1-abstract-people": "fails", "S1-2-consensus": "fails", "S1-4-gdp": "fails"},
            **{"S1-4-employment": "fails", "S1-4-nominal": "fails", "S1-4-sectors": "fails"},
        },
    ),
    "there is one base": (
        of_s1("BASES", {"pre_war": "before the war"}),
        {"S1-2-who": "fails", "S1-4-gdp": "fails", "S1-4-sectors": "holds", "S1-4-base": ERROR},
    ),
    "one base is as good as the other": (
        of_s1("world", lambda base, real=shared.world: real("pre_war")),
        {"S1-4-base": "fails", "S1-abstract-people": "fails"},
    ),
    "the war is over from the start": (
        of_s1("world", lambda base, real=shared.world: real("war_in_force")),
        {"S1-2-dong": "fails"},
    ),
    "the last list comes first": (
        of_s1("staged_301", lambda real=s1.abstract.staged_301: tuple(reversed(real()))),
        {"S1-abstract-stages": "fails"},
    ),
    "GTAP has two classes of workers": (
        of_s1("ENDOWMENTS", s1.gtap.ENDOWMENTS[:5]),
        {"S1-3-factors": "holds"},
    ),
    "a sum of money is fixed": (
        of_s1("_left", lambda closure, factor, real=s1.gtap._left: real("fixed_trade_balance", factor)),
        {"S1-3-homogeneous": "fails"},
    ),
    "markets clear to first order": (
        of_s1("ten", lambda base, closure: shared.world(base).solve(shared.TEN, method="linear")),
        {"S1-3-walras": "fails"},
    ),
    "the household is CES": (of_s1("SUBSTITUTION", np.full(3, 0.5)), {"S1-3-cde": "holds"}),
    "private demand is homothetic": (
        of_s1("world", lambda base, real=shared.world: real(base).replace(income=1.0)),
        {"S1-3-top": "holds"},
    ),
    "partial equilibrium is general": (
        of_s1("partial", lambda base: (-33.0, -3.4, {s: -1.0 for s in ("ART", "ELEC", "TEX")})),
        {"S1-3-partial": "fails"},
    ),
    "imports are hard to replace": (
        other_world(armington=0.15, sources=0.15),
        {"S1-4-exports": "holds", "S1-4-sectors": "fails"},
    ),
    "S1 prints larger exports": (
        of_s1("printed", lambda name, real=shared.printed: -25.0 if name == "exports_usa" else real(name)),
        {"S1-4-exports": "holds", "S1-4-together": "holds"},
    ),
    "the terms of trade come back": (
        [(tg.cge.Solution, "terms_of_trade", property(lambda self: {"CHN": 0.0}))],
        {"S1-4-fiscal": "holds"},
    ),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_data_and_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    assert verdicts_after(monkeypatch, changes, expected) == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED) - changed == FIXED


def test_they_stand_in_one_piece_before_those_of_s2():
    everything = [claim.id for claim in tg.claims.claims()]
    start = everything.index("S1-abstract-path")
    assert everything[start : start + len(EXPECTED)] == list(EXPECTED)
    assert all(not id.startswith("S2") for id in everything[:start])


def test_verdicts_are_plain_text(verdicts):
    for id, verdict in verdicts.items():
        for field in dataclasses.fields(verdict):
            for stain in ("np.", "nan", "{", "Timestamp"):
                assert stain not in getattr(verdict, field.name), id
