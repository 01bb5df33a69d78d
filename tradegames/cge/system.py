"""The equations of the world: every price and quantity as the log of its change from the benchmark.

The unknowns are the prices and quantities of goods, composite imports, the prices of factors, and each
region's income, spending, utility, investment, employment and productivity. The equation "saving =
investment" is left out (Walras' law) and reported instead; a price index of all factors is the numeraire.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..maths import exp, log
from .benchmark import Benchmark, Parameters
from .dual import Dual
from .formulas import cde_shares, ces_demand, ces_price, cet_supply, mean
from .shock import Shock

__all__ = ["EQUATIONS", "State", "System"]

# Name, what it says, and where it stands in the literature.
EQUATIONS = {
    "zero_profit": "price = unit cost of a CES nest (Hertel 1997, ch. 2; Corong et al. 2017, s. 4)",
    "goods": "output = sales at home and abroad (Hertel 1997, ch. 2, eq. 1)",
    "imports": "composite imports = the sum over users, each Armington at home first (Armington 1969)",
    "factors": "use = endowment: mobile by region, sluggish and specific by sector (Hertel 1997, ch. 2)",
    "income": "factor payments less depreciation, tariffs and output taxes (Hertel 1997, ch. 2, eq. 15)",
    "household": "CDE: spending buys this utility (Hanoch 1975; Hertel 1997, ch. 2)",
    "top": "government and saving, against private spending: Cobb-Douglas at the top (McDougall 2002)",
    "spending": "private spending, the government's and saving use up income (Hertel 1997, ch. 2)",
    "investment": "global bank in fixed proportions, or the trade balance fixed (Hertel 1997, ch. 2)",
    "employment": "employment fixed, or the real wage",
    "productivity": "of value added: given, or what makes real GDP reach its target (Walmsley, Strutt 2010)",
    "numeraire": "the world's mean factor price does not change (Corong et al. 2017)",
}


@dataclass(frozen=True, eq=False)
class State:
    """What an equilibrium consists of; logs of changes from the benchmark unless said otherwise."""

    price: Any  # (region, good), of output
    output: Any  # (region, good)
    import_price: Any  # (region, good), tariffs included
    user_price: Any  # list over users: sectors together (region, good, sector), then (region, good) each
    home_use: Any  # the same
    import_use: Any  # the same
    sales: Any  # (exporter, importer, good), abroad
    rate: Any  # (exporter, importer, good): the tariff, a fraction
    output_tax: Any  # (region, good), a fraction
    factor_price: Any  # list over factors: (region, 1) or (region, sector)
    factor_index: Any  # list over factors: (region,)
    factor_use: Any  # list over factors: (region, sector)
    endowment: Any  # list over factors: (region,), employment included
    income: Any  # (region,), after depreciation
    utility: Any
    private: Any  # (region,), money
    public: Any  # (region,), money: government spending, before any shift, and saving
    government: Any  # (region,), money
    saving: Any  # (region,), money, in levels
    investment: Any  # (region,), gross, quantity
    investment_price: Any  # (region,)
    government_price: Any
    net_investment: Any  # (region,), money, in levels
    consumer_price: Any
    real_gdp: Any  # at the benchmark's prices
    tariff_revenue: Any  # (region,), money, in levels
    productivity: Any


class System:
    """The shares of a benchmark and the equations on them; see `EQUATIONS`.

    Parameters
    ----------
    benchmark : Benchmark
    parameters : Parameters
    """

    def __init__(self, benchmark: Benchmark, parameters: Parameters) -> None:
        self.benchmark, self.parameters = b, par = benchmark, parameters
        regions, goods = len(b.regions), len(b.sectors)
        self.regions, self.goods = regions, goods
        use = np.concatenate([b.intermediate, b.final], axis=3)  # exporter, good, region, user
        abroad = 1 - np.eye(regions)
        self.home = np.einsum("dida->dia", use)
        self.trade = np.einsum("oida,od->odi", use, abroad)
        self.bought = np.einsum("oida,odi,od->dia", use, 1 + b.tariff, abroad)  # imports, tariffs included
        self.spent = self.home + self.bought
        self.import_value = self.bought.sum(axis=2)
        self.imported = self.import_value > 0
        self.produced = b.output
        self.home_share = _ratio(self.home, self.spent, 1.0)
        paid = self.trade * (1 + b.tariff)
        nowhere = np.broadcast_to(abroad[:, :, None] / max(regions - 1, 1), paid.shape)
        self.source_share = np.where(self.imported, _ratio(paid, paid.sum(axis=0), 0.0), nowhere)
        cost = self.produced * (1 - b.output_tax)
        self.input_share = _ratio(self.spent[:, :, :goods], cost[:, None, :], 0.0)
        self.value_added = b.factor.sum(axis=2)
        self.added_share = _ratio(self.value_added, cost, 1.0)
        self.factor_share = _ratio(b.factor, self.value_added[:, :, None], 1 / len(b.factors))
        self.factor_total = b.factor.sum(axis=1)
        self.mobile = np.isinf(par.mobility)
        self.spent_final = self.spent[:, :, goods:]  # private, government, investment
        self.final_total = self.spent_final.sum(axis=1)
        self.final_share = _ratio(self.spent_final, self.final_total[:, None, :], 1 / goods)
        self.tariff_revenue = (self.trade * b.tariff).sum(axis=(0, 2))
        self.tax_revenue = (b.output_tax * self.produced).sum(axis=1)
        capital = [f == "capital" for f in b.factors]
        self.depreciation = b.depreciation * (self.factor_total * capital).sum(axis=1)
        gross = self.factor_total.sum(axis=1) + self.tariff_revenue + self.tax_revenue
        self.gdp, self.income = gross, gross - self.depreciation
        self.saving = self.income - self.final_total[:, 0] - self.final_total[:, 1]
        self.net_investment = self.final_total[:, 2] - self.depreciation
        self.balance = self.saving - self.net_investment

    @cached_property
    def blocks(self) -> dict[str, tuple[int, tuple[int, ...]]]:
        """Name -> (first column, shape) of the unknowns."""
        regions, goods = self.regions, self.goods
        shapes: dict[str, tuple[int, ...]] = {
            "price": (regions, goods),
            "output": (regions, goods),
            "imports": (regions, goods),
        }
        for name, mobile in zip(self.benchmark.factors, self.mobile, strict=True):
            shapes[f"price of {name}"] = (regions, 1 if mobile else goods)
        for name in ("income", "utility", "private", "public", "investment", "employment", "productivity"):
            shapes[name] = (regions,)
        shapes["bank"] = ()
        start, blocks = 0, {}
        for name, shape in shapes.items():
            blocks[name] = (start, shape)
            start += int(np.prod(shape))
        return blocks

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return self.blocks["bank"][0] + 1

    def unpack(self, x: Any, derive: bool) -> dict[str, Any]:
        """Return the unknowns by name, as `Dual` numbers if derivatives are wanted."""
        out = {}
        for name, (start, shape) in self.blocks.items():
            value = np.reshape(x[start : start + int(np.prod(shape))], shape)
            out[name] = Dual.unknowns(value, start) if derive else value
        return out

    def equations(self, unknown: dict[str, Any], shock: Shock) -> tuple[dict[str, Any], State]:
        """Return what is left of each equation (zero in equilibrium) and all prices and quantities."""
        b, par, goods = self.benchmark, self.parameters, self.goods
        price, output, imports = unknown["price"], unknown["output"], unknown["imports"]
        income, utility, private = unknown["income"], unknown["utility"], unknown["private"]

        # Prices: from sources to composite imports, then to each user, then to costs.
        duty = exp(shock.tariffs) * (1 + b.tariff) - 1
        landed = price[:, None, :] + shock.tariffs
        import_price = ces_price(par.sources, (self.source_share, landed, -3))
        user_price, home_use, import_use = [], [], []
        shares = [self.home_share[:, :, :goods], *(self.home_share[:, :, goods + k] for k in range(3))]
        for share in shares:
            here, there = (
                (price[:, :, None], import_price[:, :, None]) if share.ndim == 3 else (price, import_price)
            )
            elasticity = par.armington[:, None] if share.ndim == 3 else par.armington
            user_price.append(ces_price(elasticity, (share, here), (1 - share, there)))
        factor_price = [unknown[f"price of {name}"] for name in b.factors]
        added_price = ces_price(
            par.value_added, *((self.factor_share[:, :, f], w) for f, w in enumerate(factor_price))
        )
        effective_price = added_price - unknown["productivity"][:, None]
        cost = ces_price(par.top, (self.input_share, user_price[0], -2), (self.added_share, effective_price))

        # Quantities: producers.
        kept = price + shock.output_taxes  # by the seller: what a unit costs
        inputs = ces_demand(output[:, None, :], kept[:, None, :], user_price[0], par.top)
        added = ces_demand(output, kept, effective_price, par.top) - unknown["productivity"][:, None]
        factor_use = [ces_demand(added, added_price, w, par.value_added) for w in factor_price]

        # Quantities: the regional household, government and investors.
        heads = shock.population
        excess, change = cde_shares(
            self.final_share[:, :, 0], par.substitution, par.income, user_price[1],
            (private - heads)[:, None], utility[:, None],
        )  # fmt: skip
        # The more a point of utility costs, the less of income goes to private spending (McDougall 2002).
        weight = self.final_share[:, :, 0] * par.income
        dearness = mean(weight / weight.sum(axis=1, keepdims=True), change)
        public = unknown["public"]
        government_price = (self.final_share[:, :, 1] * user_price[2]).sum(axis=1)
        investment = unknown["investment"]
        investment_price = mean(self.final_share[:, :, 2], user_price[3])
        consumer_price = mean(self.final_share[:, :, 0], user_price[1])
        spread = np.zeros((1, goods))
        more = log(1 + shock.government * self.income / self.final_total[:, 1])
        demand = [
            inputs,
            change + private[:, None] - user_price[1],
            (public + more)[:, None] - user_price[2],
            investment[:, None] + spread,
        ]
        for wanted, index in zip(demand, user_price, strict=True):
            wide = index.ndim == 3
            here, there = (price[:, :, None], import_price[:, :, None]) if wide else (price, import_price)
            elasticity = par.armington[:, None] if wide else par.armington
            home_use.append(ces_demand(wanted, index, here, elasticity))
            import_use.append(ces_demand(wanted, index, there, elasticity))
        sales = ces_demand(imports, import_price, landed, par.sources)

        # Markets.
        used_home = self.over_users(self.home, home_use)
        used_imports = self.over_users(self.bought, import_use)
        sold = (self.trade * exp(sales)).sum(axis=1)
        factor_index, endowment, factor_left = [], [], []
        for f, name in enumerate(b.factors):
            given = shock.endowments[:, f]
            if name == "labour":
                given = given + unknown["employment"]
            share = _ratio(b.factor[:, :, f], self.factor_total[:, f, None], 1 / goods)
            if self.mobile[f]:
                factor_index.append(factor_price[f][:, 0])
                left = mean(share, factor_use[f])[:, None] - given[:, None]
                factor_left.append(_only(self.factor_total[:, f, None] > 0, left, factor_price[f]))
            else:
                eta = float(par.mobility[f])
                index = ces_price(-eta, (share, factor_price[f], -1))
                factor_index.append(index)
                supply = cet_supply(given[:, None], index[:, None], factor_price[f], eta)
                factor_left.append(_only(b.factor[:, :, f] > 0, factor_use[f] - supply, factor_price[f]))
            endowment.append(given)

        # Money.
        payments: Any = 0
        for f in range(len(b.factors)):
            payments = payments + self.factor_total[:, f] * exp(factor_index[f] + endowment[f])
        tariff_revenue = ((self.trade * duty) * exp(price[:, None, :] + sales)).sum(axis=2).sum(axis=0)
        tax = 1 - exp(shock.output_taxes) * (1 - b.output_tax)
        tax_revenue = (self.produced * tax * exp(price + output)).sum(axis=1)
        capital = b.factors.index("capital") if "capital" in b.factors else None
        stock = shock.endowments[:, capital] if capital is not None else 0 * heads
        depreciation = self.depreciation * exp(investment_price + stock)
        saving = (self.saving - shock.government * self.income) * exp(public)
        spent = self.final_total[:, 0] * exp(private) + self.final_total[:, 1] * exp(public + more) + saving
        net_investment = self.final_total[:, 2] * exp(investment + investment_price) - depreciation
        # The only long sum that most equations can do without: with derivatives, only where it is needed.
        wanted = shock.has_target.any() or not isinstance(price, Dual)
        real_gdp = self._real_gdp(home_use, import_use, sales) if wanted else 0.0

        bank = unknown["bank"]
        if shock.fixed_trade_balance:
            investment_left = (saving - net_investment - self.balance) / self.income + bank
        else:
            planned = (self.net_investment * exp(bank) + self.depreciation * exp(stock)) / self.final_total[
                :, 2
            ]
            investment_left = exp(investment) - planned
        employment = unknown["employment"]
        labour = b.factors.index("labour") if "labour" in b.factors else None
        if shock.fixed_real_wage and labour is not None:
            employment = factor_index[labour] - consumer_price
        target = shock.has_target.astype(float)
        productivity = target * (real_gdp - shock.gdp) + (1 - target) * (
            unknown["productivity"] - shock.productivity
        )
        world = self.factor_total / self.factor_total.sum()
        factor_level: Any = 0
        for f in range(len(b.factors)):
            factor_level = factor_level + (world[:, f] * exp(factor_index[f])).sum(axis=0)

        never = np.where(self.imported, self.import_value, 1.0)
        left = {
            "zero_profit": price + shock.output_taxes - cost,
            "goods": log((used_home + sold) / self.produced) - output,
            "imports": _only(
                self.imported, log(used_imports / never + (1 - self.imported)) - imports, imports
            ),
            **{f"market of {name}": value for name, value in zip(b.factors, factor_left, strict=True)},
            "income": exp(income) - (payments + tariff_revenue + tax_revenue - depreciation) / self.income,
            "household": excess,
            "top": public - private - dearness,
            "spending": exp(income) - spent / self.income,
            "investment": investment_left,
            "employment": employment,
            "productivity": productivity,
            "numeraire": factor_level - 1,
        }
        state = State(
            price, output, import_price, user_price, home_use, import_use, sales, duty, tax, factor_price,
            factor_index, factor_use, endowment, income, utility, private, public, public + more, saving,
            investment, investment_price, government_price, net_investment, consumer_price, real_gdp,
            tariff_revenue, unknown["productivity"],
        )  # fmt: skip
        return left, state

    def over_users(self, value: Any, use: list[Any]) -> Any:
        """Sum what all users take of each good (region, good), in benchmark prices."""
        goods = self.goods
        total = (value[:, :, :goods] * exp(use[0])).sum(axis=2)
        for k in range(3):
            total = total + value[:, :, goods + k] * exp(use[k + 1])
        return total

    def _real_gdp(self, home_use: Any, import_use: Any, sales: Any) -> Any:
        """Final demand and net exports at the benchmark's prices, as the log of the change."""
        total: Any = -self.gdp
        for k in range(3):
            for value, use in ((self.home, home_use), (self.bought, import_use)):
                total = total + (value[:, :, self.goods + k] * exp(use[k + 1])).sum(axis=1)
        sold = self.trade * exp(sales)
        total = total + sold.sum(axis=2).sum(axis=1) - sold.sum(axis=2).sum(axis=0)
        return log(total / self.gdp + 1)


def _ratio(part: Any, whole: Any, empty: float) -> Any:
    """Divide; where the whole is nothing, return ``empty``."""
    whole = np.broadcast_to(whole, np.shape(part))
    return np.where(whole != 0, part / np.where(whole != 0, whole, 1.0), empty)


def _only(used: Any, equation: Any, unknown: Any) -> Any:
    """The equation where there is something; elsewhere the unknown itself, which then stays zero."""
    if np.all(used):
        return equation
    return equation * used.astype(float) + unknown * (1.0 - used)
