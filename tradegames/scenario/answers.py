"""What each model answers, and why it is silent: one function a model, on the same data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import gsim, smart
from ..decoupling import loss
from ..passthrough import Shock
from ..tariff_game import TariffGame
from .problem import Problem

__all__ = ["COLUMNS", "MODELS", "Answer", "market"]

# Column of the table -> what it holds. Money is in billion USD a year.
COLUMNS = {
    "target_trade_percent": "imports of goods from the target, value before duty",
    "imports_percent": "imports of goods from everybody, value before duty",
    "revenue_bn": "tariff revenue of the importer",
    "buyer_price_percent": "price of the target's goods with duty, mean with the weights of before",
    "seller_price_percent": "price of the target's goods before duty, mean with the weights of before",
    "importer_welfare_bn": "welfare of the importer",
    "target_welfare_bn": "welfare of the target",
    "importer_gdp_percent": "real GDP of the importer",
    "target_gdp_percent": "real GDP of the target",
    "leverage_percent": "output the importer would lose if the target withheld a part of what it sells",
}


@dataclass(frozen=True, eq=False)
class Answer:
    """One row: numbers by column, and for each other column why the model is silent."""

    values: dict[str, float]
    reasons: dict[str, str]


STATIC = "a model of one country's imports: incomes, factors and other markets are not in it"
PARTIAL = "money on the markets concerned only; GDP needs factors and incomes"


def _smart(p: Problem) -> Answer:
    def one(region: int) -> Any:
        others = [r for r in range(len(p.trade)) if r != region]
        imports, old, new = (array[others][:, region].T for array in (p.trade, p.old, p.new))
        run = smart.simulate(
            imports, old, new, p.demand[region], p.substitution, welfare="exact", unit="fraction"
        )
        return run, others.index(p.target) if p.target in others else None

    run, k = one(p.importer)
    values = {
        "target_trade_percent": 100 * run.import_change[:, k].sum() / run.imports[:, k].sum(),
        "imports_percent": 100 * run.import_change.sum() / run.imports.sum(),
        "revenue_bn": run.revenue_change.sum(),
        "buyer_price_percent": p.mean(p.duty_factor - 1),
        "seller_price_percent": 0.0,
        "importer_welfare_bn": run.welfare_change.sum(),
    }
    reasons = {
        "target_welfare_bn": "supply is infinitely elastic: exporters lose nothing by assumption",
        "importer_gdp_percent": STATIC,
        "target_gdp_percent": STATIC,
    }
    if p.hit(p.target):
        values["target_welfare_bn"] = one(p.target)[0].welfare_change.sum()
        del reasons["target_welfare_bn"]
    return Answer(values, reasons)


def _gsim(p: Problem) -> Answer:
    size = len(p.trade)
    runs = []
    for k in range(len(p.goods)):
        runs.append(
            gsim.simulate(
                p.trade[:, :, k], p.old[:, :, k], p.new[:, :, k], p.demand[:, k],
                np.full(size, p.setting.supply_elasticity), float(p.substitution[k]), method="exact",
                unit="fraction",
            )
        )  # fmt: skip
    pair = p.target, p.importer
    change = np.array([run.trade_change for run in runs])  # good, exporter, importer
    welfare = np.sum([run.welfare for run in runs], axis=0)
    values = {
        "target_trade_percent": 100 * change[:, *pair].sum() / p.bought.sum(),
        "imports_percent": 100 * change[:, :, p.importer].sum() / p.trade[:, p.importer].sum(),
        "revenue_bn": np.sum([run.tariff_revenue[p.importer] for run in runs]),
        "buyer_price_percent": p.mean(np.array([run.paid_change[pair] for run in runs])),
        "seller_price_percent": p.mean(np.array([run.price_change[p.target] for run in runs])),
        "importer_welfare_bn": welfare[p.importer],
        "target_welfare_bn": welfare[p.target],
    }
    return Answer(values, {"importer_gdp_percent": PARTIAL, "target_gdp_percent": PARTIAL})


def _passthrough(p: Problem) -> Answer:
    pair = p.target, p.importer
    shock = Shock(
        tariff=p.new[pair] - p.old[pair],
        elasticity=p.bilateral[pair],
        exporter_share=p.setting.absorption,
        base_tariff=p.old[pair],
        arithmetic="exact",
    )
    gdp = p.world.system.gdp[p.target]
    values = {
        "target_trade_percent": p.mean(shock.value_change),
        "revenue_bn": (p.bought * shock.revenue_change).sum(),
        "buyer_price_percent": p.mean(shock.buyer_price_change),
        "seller_price_percent": p.mean(shock.price_change),
        "target_gdp_percent": 100 * shock.gdp(p.bought / gdp).real.sum(),
    }
    reasons = {
        "imports_percent": "one supplier: who sells instead is not in it",
        "importer_welfare_bn": "arithmetic of trade values, without surplus",
        "target_welfare_bn": "arithmetic of trade values, without surplus",
        "importer_gdp_percent": "counts lost exports only, and the importer loses none",
    }
    return Answer(values, reasons)


def _cge(closure: str) -> Callable[[Problem], Answer]:
    def answer(p: Problem) -> Answer:
        run = p.world.solve(new_tariffs=p.rates, closure=closure)
        names = p.world.benchmark.regions
        importer, target = names[p.importer], names[p.target]
        flows = run.trade[~run.trade["sector"].isin(p.world.services) & (run.trade["importer"] == importer)]
        sums = flows.groupby("exporter")[["before", "after"]].sum()
        price = np.expm1(run.equilibrium.state.price[p.target, p.goods])
        whole = sums.sum()
        values = {
            "target_trade_percent": 100 * (sums["after"] / sums["before"] - 1)[target],
            "imports_percent": 100 * (whole["after"] / whole["before"] - 1),
            "revenue_bn": run.tariff_revenue[importer] - p.world.system.tariff_revenue[p.importer],
            "buyer_price_percent": p.mean((1 + price) * p.duty_factor - 1),
            "seller_price_percent": p.mean(price),
            "importer_welfare_bn": run.welfare[importer],
            "target_welfare_bn": run.welfare[target],
            "importer_gdp_percent": run.real_gdp[importer],
            "target_gdp_percent": run.real_gdp[target],
        }
        return Answer(values, {})

    return answer


def market(trade: Any, elasticity: Any, before: Any, after: Any) -> dict[str, Any]:
    """One market of the tariff game without substitutes (γ = 0), calibrated, before and after.

    The foreign firm sells ``f = (alpha - c - t)/2``. With ``f = 1`` before, price at the border ``b = c + f``
    and an elasticity ``e = b/2f`` of its sales to the price at the border, c and alpha follow; money is
    scaled to the trade of the two. The duty per unit is the rate on the price at the border before.

    Parameters
    ----------
    trade, elasticity, before, after : float or expression
        Value of the trade before duty, size of its price elasticity (above 1/2), tariffs as fractions.

    Returns
    -------
    dict
        ``trade``, ``border`` and ``paid`` (prices before and with duty), ``revenue``, ``buyer`` (consumer
        surplus and revenue) and ``seller`` (profit), each with " before" and " after".

    Examples
    --------
    >>> found = market(100.0, 2.0, 0.0, 0.1)
    >>> round(found["paid after"] / found["paid before"], 3)
    1.05
    """
    border = 2 * elasticity
    cost = border - 1
    game = TariffGame(alpha=cost + 2 + before * border, gamma=0, c1=cost, c2=cost)
    money = trade / border
    found = {}
    for name, rate in (("before", before), ("after", after)):
        out = game.outcome(rate * border, 0)
        sold = out.exports[1]
        found[f"trade {name}"] = money * (cost + sold) * sold
        found[f"border {name}"] = cost + sold
        found[f"paid {name}"] = cost + sold + rate * border
        found[f"revenue {name}"] = money * out.tariff_revenue[0]
        # The home firm's sales, and what buyers have of them, do not depend on the duty at γ = 0.
        found[f"buyer {name}"] = money * (sold**2 / 2 + out.tariff_revenue[0])
        found[f"seller {name}"] = money * sold**2
    return found


def _market(p: Problem, seller: int, buyer: int) -> dict[str, Any]:
    trade = p.trade[seller, buyer]
    means = [
        float((values[seller, buyer] * trade).sum() / trade.sum()) for values in (p.bilateral, p.old, p.new)
    ]
    return market(float(trade.sum()), *means)


def _game(p: Problem) -> Answer:
    here, there = _market(p, p.target, p.importer), _market(p, p.importer, p.target)

    def change(found: dict[str, Any], name: str) -> float:
        return float(found[f"{name} after"] - found[f"{name} before"])

    def percent(name: str) -> float:
        return float(100 * change(here, name) / here[f"{name} before"])

    values = {
        "target_trade_percent": percent("trade"),
        "revenue_bn": change(here, "revenue"),
        "buyer_price_percent": percent("paid"),
        "seller_price_percent": percent("border"),
        "importer_welfare_bn": change(here, "buyer") + change(there, "seller"),
        "target_welfare_bn": change(there, "buyer") + change(here, "seller"),
    }
    reasons = {
        "imports_percent": "two countries: there is no third to buy from",
        "importer_gdp_percent": "one industry and a numeraire good: no factors, no GDP",
        "target_gdp_percent": "one industry and a numeraire good: no factors, no GDP",
    }
    return Answer(values, reasons)


def _race(p: Problem) -> Answer:
    # GSIM says how much is still bought; the race asks what could be withheld of it.
    system, setting = p.world.system, p.setting
    output = system.produced[p.importer, p.goods].sum()
    kept = 1 + _gsim(p).values["target_trade_percent"] / 100
    share = p.bought.sum() / output * kept
    value = 100 * float(loss(share, setting.withheld, setting.substitution)) if share > 0 else 0.0
    silent = "a model of withheld inputs: a tariff enters only through what is still bought"
    return Answer(
        {"leverage_percent": value}, {name: silent for name in COLUMNS if name != "leverage_percent"}
    )


MODELS: dict[str, Callable[[Problem], Answer]] = {
    "SMART": _smart,
    "GSIM": _gsim,
    "pass-through": _passthrough,
    "general equilibrium, full employment": _cge("full_employment"),
    "general equilibrium, fixed real wage": _cge("fixed_real_wage"),
    "tariff game": _game,
    "decoupling race": _race,
}
