"""Formulas made wrong on purpose: what a check of the ledger must notice, and what it says then."""

import dataclasses
import inspect
from functools import cache

from tradegames import TariffGame
from tradegames.claims import ClaimError, claims, decide, s0, tools

own_tariff, market, outcome, derive = (
    TariffGame._own_tariff,
    TariffGame.market,
    TariffGame.outcome,
    tools.derived.__wrapped__,
)


def published_is_exact(self, d, f):
    return (d * d + f * f) / 2 + self.gamma * d * f


def exact_is_published(self, d, f):
    return (d * d + f * f) / 2


def tariffs_of_eq_6(self, *arguments):
    return own_tariff(dataclasses.replace(self, surplus="published"), *arguments)


@cache
def printed_surplus_follows():
    return dataclasses.replace(derive(), surplus=(tools.D1**2 + tools.F2**2) / 2)


@cache
def linked_markets():
    """The cost of a firm rises with all that it makes."""
    game = derive()
    return dataclasses.replace(
        game,
        profit=game.profit - (tools.D1 + tools.F1) ** 2 / 2,
        sales={q: e + tools.T1 + tools.T2 for q, e in game.sales.items()},
    )


def wrong_sign(self, home_cost, import_cost, prohibitive):
    tariff = own_tariff(self, home_cost, import_cost, prohibitive)
    return tariff if self.surplus == "exact" else tariff + self.gamma * (home_cost - import_cost) / 5


def by_own_cost(self, home_cost, import_cost, prohibitive):
    return own_tariff(self, import_cost, home_cost, prohibitive)


def other_sales(self, home_cost, import_cost):
    d, f = market(self, home_cost, import_cost)
    return d + self.gamma * (home_cost - import_cost) / 7, f - self.gamma * (home_cost - import_cost) / 9


def complements(q1, q2, beta=1 - tools.GAMMA):
    return tools.ALPHA * (q1 + q2) - beta * (q1**2 + q2**2) / 2 - tools.GAMMA * (q1 - q2) ** 2 / 2


def cubic(q1, q2, beta=1 - tools.GAMMA):
    return complements(q1, q2, beta) - q1**3


@dataclasses.dataclass
class WithSize:
    c1: float
    c2: float
    size1: float
    size2: float


ERROR = "error"


def verdicts_after(monkeypatch, changes, ids):
    """Return the names of verdicts by id, or `ERROR` for a check that stops, after (owner, name, value)s."""
    for owner, attribute, value in changes:
        monkeypatch.setattr(owner, attribute, value)
    tools.forget()
    found = {}
    for claim in claims():
        if claim.id in ids:
            try:
                found[claim.id] = decide(claim).verdict.name
            except ClaimError as error:
                assert claim.id in str(error)
                found[claim.id] = ERROR
    monkeypatch.undo()
    tools.forget()
    return found


def of_s0(name, value):
    """Change a name in every module of S0 that holds it."""
    modules = [module for module in vars(s0).values() if inspect.ismodule(module) and name in vars(module)]
    assert modules, f"no module of S0 holds {name}"
    return [(module, name, value) for module in modules]
