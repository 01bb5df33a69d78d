"""The same world by exact-hat algebra (Dekle, Eaton and Kortum 2008; Costinot and Rodríguez-Clare 2014).

Nothing here is shared with `tradegames.cge` but the layout of its arrays. Every variable is a ratio to the
benchmark (a hat). Inner problem: prices of goods are the fixed point of unit costs at given factor prices,
and outputs solve a linear system at given spending. Outer problem: factor prices, private spending,
employment and the scale of investment, by MINPACK's hybrid method and its own finite differences. Slower,
and another road.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, root

Array = NDArray[np.float64]
PRIVATE, GOVERNMENT, INVESTMENT = range(3)


@dataclass(frozen=True, eq=False)
class Answer:
    """Ratios to the benchmark (hats), and values at the new prices; R regions, S sectors, F factors."""

    price: Array  # (R, S) hat of the basic price of output
    output: Array  # (R, S) hat of the quantity of output
    flows: Array  # (R, S, R, S + 3) value of purchases at new basic prices: exporter, good, importer, agent
    spending: Array  # (R, 3) value at new purchasers' prices
    use_price: Array  # (R, 3) hat of the price of each use (private: spending per unit of utility)
    utility: Array  # (R,) hat of private utility per head
    income: Array  # (R,) value of net regional income
    factor_price: Array  # (R, S, F) hat
    factor_use: Array  # (R, S, F) hat of the quantity
    employment: Array  # (R,) hat
    saving: Array  # (R,) value
    investment: Array  # (R,) hat of the quantity
    real_gdp: Array  # (R,) hat, at the benchmark's prices
    residual: float  # largest of the outer equations, relative
    walras: float  # the equation left out, saving less investment, as a share of world income

    @property
    def trade(self) -> Array:
        """Value at new basic prices, (R, R, S): exporter, importer, good."""
        return self.flows.sum(axis=3).transpose(0, 2, 1)

    def rebased(self, old: Any, tariff: Array) -> SimpleNamespace:
        """This equilibrium, found at unchanged endowments, as a benchmark of its own."""
        sectors = self.price.shape[1]
        factor = old.factor * self.factor_price * self.factor_use
        capital = [name == "capital" for name in old.factors]
        rent = (factor * capital).sum(axis=(1, 2)) / (old.factor * capital).sum(axis=(1, 2))
        return SimpleNamespace(
            regions=old.regions, sectors=old.sectors, factors=old.factors,
            intermediate=self.flows[..., :sectors], final=self.flows[..., sectors:],
            factor=factor, tariff=tariff, output_tax=old.output_tax, population=old.population,
            depreciation=old.depreciation * self.use_price[:, INVESTMENT] / rent,
        )  # fmt: skip


def nest(values: Array, prices: Array, sigma: Any) -> tuple[Array, Array]:
    """Price hat of a CES nest over the first axis, and its new shares; an empty nest has price one."""
    total = values.sum(axis=0)
    full = total > 0
    old = np.divide(values, total, out=np.zeros_like(values), where=full)
    power = 1 - np.broadcast_to(sigma, total.shape)
    terms = old * prices**power
    mean = np.where(full, terms.sum(axis=0), 1)
    flat = power == 0
    price = mean ** (1 / np.where(flat, 1, power))
    if flat.any():
        price = np.where(flat, np.exp((old * np.log(prices)).sum(axis=0)), price)
    return price, terms / mean


def cde(shares: Array, prices: Array, spending: float, alpha: Array, expansion: Array) -> tuple[float, Array]:
    """Utility hat per head and new shares under constant difference of elasticities (Hanoch 1975)."""
    weight = shares / alpha / (shares / alpha).sum()

    def terms(log_u: float) -> Array:
        return np.exp(alpha * (expansion * log_u + np.log(prices / spending)))

    log_u = brentq(lambda u: float(weight @ terms(u)) - 1, -8, 8, xtol=1e-15, rtol=1e-14)
    new = shares * terms(log_u)
    return float(np.exp(log_u)), new / new.sum()


class Oracle:
    """The world of a benchmark and parameters: anything with the fields of `tradegames.cge`'s two classes."""

    def __init__(self, benchmark: Any, parameters: Any) -> None:
        b = self.b = benchmark
        self.p = parameters
        self.regions, self.sectors, _ = b.factor.shape
        self.gross = 1 + b.tariff.transpose(0, 2, 1)[..., None]  # (R, S, R, 1)
        self.paid = np.concatenate([b.intermediate, b.final], axis=3) * self.gross
        self.home = np.eye(self.regions, dtype=bool)[:, None, :, None]
        self.abroad = np.where(self.home, 0, self.paid)
        self.pair = np.stack([self.paid.sum(axis=0) - self.abroad.sum(axis=0), self.abroad.sum(axis=0)])
        added = np.concatenate([b.factor.sum(axis=2), np.zeros((self.regions, 3))], axis=1)
        self.inputs = np.concatenate([self.paid.sum(axis=0), added[None]])  # (S + 1, R, S + 3)
        self.final = self.inputs[:-1, :, self.sectors :].sum(axis=0)  # (R, 3)
        self.output = b.intermediate.sum(axis=(2, 3)) + b.final.sum(axis=(2, 3))
        capital = np.array([name == "capital" for name in b.factors])
        self.stock = list(b.factors).index("capital") if capital.any() else 0
        self.labour = list(b.factors).index("labour") if "labour" in b.factors else 0
        self.worn = b.depreciation * (b.factor * capital).sum(axis=(1, 2))
        self.gdp = self.income(b.factor.sum(axis=(1, 2)), self.paid, self.gross, b.output_tax * self.output)
        self.net = self.gdp - self.worn
        self.saved = self.net - self.final[:, PRIVATE] - self.final[:, GOVERNMENT]
        # Factor prices to be found: region, factor, sector (-1 where one price holds in the region).
        self.cells = [
            (r, f, j)
            for f, mobility in enumerate(self.p.mobility)
            for r in range(self.regions)
            for j in ([-1] if np.isinf(mobility) else np.flatnonzero(b.factor[r, :, f]))
            if b.factor[r, :, f].any()
        ]

    @staticmethod
    def income(earned: Array, paid: Array, gross: Array, taxed: Array) -> Array:
        """Factor income with tariffs and output tax."""
        return earned + (paid * (1 - 1 / gross)).sum(axis=(0, 1, 3)) + taxed.sum(axis=1)

    def solve(
        self,
        tariff: Any = None,
        *,
        output_tax: Any = None,
        closure: str = "full_employment",
        endowments: Any = 1.0,
        population: Any = 1.0,
        productivity: Any = 1.0,
        government: Any = 0.0,
        tolerance: float = 1e-12,
    ) -> Answer:
        """Solve at new rates (R, R, S) and (R, S), hats of endowments (R, F), population, productivity (R,).

        ``government`` (R,) moves a part of income from saving to public spending.
        """
        shock = SimpleNamespace(
            tariff=self.b.tariff if tariff is None else np.asarray(tariff, float), closure=closure,
            output_tax=self.b.output_tax if output_tax is None else np.asarray(output_tax, float),
            endowments=np.broadcast_to(endowments, (self.regions, len(self.b.factors))),
            population=np.broadcast_to(population, self.regions),
            productivity=np.broadcast_to(productivity, self.regions),
            government=np.broadcast_to(government, self.regions) * self.net,
        )  # fmt: skip
        x = np.zeros(len(self.cells) + 2 * self.regions + 1)
        for method in ("hybr", "hybr", "lm"):  # it may stall beside the solution; begun anew it goes on
            found = root(lambda x: self.state(x, shock)[0], x, method=method, options={"xtol": 1e-14})
            x, answer = found.x, self.state(found.x, shock)[1]
            if max(answer.residual, abs(answer.walras)) <= tolerance:
                return answer
        raise ArithmeticError(f"the oracle stopped at a residual of {answer.residual:.1e}: {found.message}")

    def prices(self, wage: Array, gross: Array, left: Array) -> tuple[Array, Array, Array, Array]:
        """Unit costs (R, S + 3), shares of sources in goods, of inputs in costs, and prices of the goods.

        The derivative of log costs by log prices is the matrix of cost shares (Shephard), so Newton's steps.
        """
        regions, sectors, p = self.regions, self.sectors, self.p
        elasticity = np.concatenate([p.top, [1.0, 1.0, 0.0]])
        armington, sources = (np.asarray(e)[:, None, None] for e in (p.armington, p.sources))
        added = np.concatenate([wage, np.ones((regions, 3))], axis=1)[None]
        cost = np.ones((regions, sectors))
        for _ in range(60):
            ask = np.broadcast_to(cost[:, :, None, None] * gross / self.gross, self.paid.shape)
            imports, within = nest(self.abroad, ask, sources)
            own = np.broadcast_to(cost.T[:, :, None], imports.shape)
            good, split = nest(self.pair, np.stack([own, imports]), armington)
            unit, mix = nest(self.inputs, np.concatenate([good, added]), elasticity)
            source = np.where(self.home, split[0], within * split[1])
            gap = np.log(unit[:, :sectors] / left / cost)
            if np.abs(gap).max() < 1e-14:
                return unit, source, mix, good
            share = (source * mix[:sectors])[..., :sectors].reshape(gap.size, gap.size)
            cost = cost * np.exp(np.linalg.solve(np.eye(gap.size) - share.T, gap.ravel())).reshape(cost.shape)
        raise ArithmeticError("the oracle found no prices")

    def state(self, x: Array, shock: Any) -> tuple[Array, Answer]:
        """Residuals of the outer equations at these logs, and everything that follows from them."""
        b, p, regions, sectors = self.b, self.p, self.regions, self.sectors
        x = np.clip(x, -20, 20)  # a trial step of the solver may go anywhere
        wage = np.ones_like(b.factor)
        for (r, f, j), value in zip(self.cells, np.exp(x), strict=False):
            wage[r, slice(None) if j < 0 else j, f] = value
        private, employment = np.exp(x[len(self.cells) : -1]).reshape(2, regions)
        gross = 1 + shock.tariff.transpose(0, 2, 1)[..., None]
        paid_to, wages = np.moveaxis(b.factor, 2, 0), np.moveaxis(wage, 2, 0)
        value_added, skills = nest(paid_to, wages, p.value_added)
        left = (1 - shock.output_tax) / (1 - b.output_tax)  # of a price, for the seller
        unit, source, mix, good = self.prices(value_added / shock.productivity[:, None], gross, left)

        # Spending by use. A dearer point of private utility leaves more to the rest (McDougall 2002).
        utility, public = np.ones(regions), np.ones(regions)
        living = np.ones(regions)
        for r in range(regions):
            basket = self.inputs[:sectors, r, sectors + PRIVATE] / self.final[r, PRIVATE]
            goods = good[:, r, sectors + PRIVATE]
            head = private[r] / shock.population[r]
            utility[r], new = cde(basket, goods, head, p.substitution[r], p.income[r])
            mix[:sectors, r, sectors + PRIVATE] = new
            public[r] = private[r] * (new @ p.income[r]) / (basket @ p.income[r])
            living[r] = basket @ goods  # Laspeyres
        saving = (self.saved - shock.government) * public
        rest = self.final[:, GOVERNMENT] + shock.government
        spending = np.stack([self.final[:, PRIVATE] * private, rest * public, 0 * private], axis=1)
        value = spending.sum(axis=1) + saving
        invest = unit[:, sectors + INVESTMENT]
        capital = shock.endowments[:, self.stock]
        worn = self.worn * invest * capital
        real = (self.final[:, INVESTMENT] - self.worn) * np.exp(x[-1]) + self.worn * capital
        spending[:, INVESTMENT] = invest * real
        if shock.closure == "fixed_trade_balance":
            surplus = self.saved + self.worn - self.final[:, INVESTMENT]
            spending[:, INVESTMENT] = (
                saving + worn - surplus + x[-1] * self.net
            )  # x[-1]: slack, found to be 0
        use_price = unit[:, sectors:].copy()
        use_price[:, PRIVATE] = private / shock.population / utility

        # Outputs.
        to = source * mix[:sectors] / gross  # (R, S, R, S + 3): basic value of purchases per unit of cost
        after_tax = 1 - shock.output_tax
        matrix = (to[..., :sectors] * after_tax).reshape(regions * sectors, -1)
        demand = (to[..., sectors:] * spending).sum(axis=(2, 3)).ravel()
        made = np.linalg.solve(np.eye(len(matrix)) - matrix, demand).reshape(regions, sectors)
        flows = to * np.concatenate([made * after_tax, spending], axis=1)

        # Factor markets and incomes.
        payment = np.moveaxis(skills * mix[sectors, :, :sectors] * after_tax * made, 0, 2)
        supply = np.ones_like(wage) * shock.endowments[:, None, :]
        supply[..., self.labour] *= employment[:, None]
        for f, mobility in enumerate(p.mobility):
            if np.isfinite(mobility) and mobility > 0:  # CET, a nest with the elasticity -mobility
                index = nest(paid_to[f].T, wages[f].T, -mobility)[0][:, None]
                supply[..., f] *= (wage[..., f] / index) ** mobility
        worth = b.factor * wage * supply
        earned = self.income(worth.sum(axis=(1, 2)) - worn, flows * gross, gross, shock.output_tax * made)
        markets = np.array([
            [(v[r, :, f].sum() if j < 0 else v[r, j, f]) for r, f, j in self.cells] for v in (payment, worth)
        ])  # fmt: skip
        excess = np.log(markets[0] / markets[1])  # not in money: that vanishes with the price itself
        given = shock.endowments * np.where(np.arange(len(b.factors)) == self.labour, employment[:, None], 1)
        earnings = worth.sum(axis=1) / given  # of the benchmark's endowments
        numeraire = earnings.sum() / b.factor.sum() - 1  # the mean price of all factors
        work = employment
        if shock.closure == "fixed_real_wage":
            work = earnings[:, self.labour] / b.factor.sum(axis=1)[:, self.labour] / living
        walras = (spending[:, INVESTMENT].sum() - saving.sum() - worn.sum()) / self.net.sum()
        residual = np.concatenate([excess, earned / value - 1, np.log(work), [numeraire]])
        price = unit[:, :sectors] / left
        quantity = flows / price[:, :, None, None]
        absorbed = (quantity * self.gross)[..., sectors:].sum(axis=(0, 1, 3))
        traded = np.where(self.home, 0, quantity)
        gdp = absorbed + traded.sum(axis=(1, 2, 3)) - traded.sum(axis=(0, 1, 3))
        return residual, Answer(
            price=price, output=made / self.output / price, flows=flows, spending=spending,
            use_price=use_price, utility=utility, income=value, factor_price=wage, employment=employment,
            saving=saving, investment=spending[:, INVESTMENT] / invest / self.final[:, INVESTMENT],
            real_gdp=gdp / self.gdp, walras=float(walras), residual=float(np.abs(residual).max()),
            factor_use=np.divide(payment, b.factor * wage, out=np.ones_like(wage), where=b.factor > 0),
        )  # fmt: skip


def pooled(benchmark: Any) -> Any:
    """The benchmark with GTAP's border: all users of a region share the origins of its imports of a good.

    Totals by exporter, importer and good stay, and what each user pays for imports.
    """
    b = benchmark
    sectors = b.factor.shape[1]
    gross = 1 + b.tariff.transpose(0, 2, 1)[..., None]
    flows = np.concatenate([b.intermediate, b.final], axis=3)
    home = np.eye(len(flows), dtype=bool)[:, None, :, None]
    paid = np.where(home, 0, flows * gross)
    total = paid.sum(axis=(0, 3), keepdims=True)
    share = np.divide(
        paid.sum(axis=3, keepdims=True), total, out=np.zeros_like(paid[..., :1]), where=total > 0
    )
    new = np.where(home, flows, share * paid.sum(axis=0) / gross)
    names = ("regions", "sectors", "factors", "factor", "tariff", "output_tax", "population", "depreciation")
    kept = {name: getattr(b, name) for name in names}
    return SimpleNamespace(intermediate=new[..., :sectors], final=new[..., sectors:], **kept)


def made_up(
    regions: int,
    sectors: int,
    factors: int = 4,
    seed: int = 0,
    *,
    border: float = 0.2,
    tax: float = 0.05,
    empty: float = 0.0,
) -> tuple[Any, Any]:
    """A random world that balances: a benchmark and parameters of `tradegames.cge`, all kinds of factors.

    ``empty`` is the share of cells without a flow: inputs and uses, origins of imports, factors of a sector.
    """
    from tradegames.cge import Benchmark, Parameters

    random = np.random.default_rng(seed)
    size = random.uniform(1, 4, regions)
    tariff = random.uniform(0, border, (regions, regions, sectors)) * (1 - np.eye(regions))[:, :, None]
    gross = 1 + tariff.transpose(0, 2, 1)[..., None]
    output_tax = random.uniform(0, tax, (regions, sectors))
    origin = random.uniform(0.5, 1.5, (regions, sectors, regions, sectors + 3))
    origin *= np.where(np.eye(regions, dtype=bool), 6, 0.6)[:, None, :, None] * size[:, None, None, None]
    dead = random.uniform(size=(regions, sectors, regions)) < empty  # no sales from here to there
    dead[:, 0] = False  # all trade the first good, or their prices would have nothing to do with each other
    origin *= 1 - (dead & ~np.eye(regions, dtype=bool)[:, None])[..., None]
    origin /= origin.sum(axis=0)
    mix = random.uniform(0.2, 1, (sectors, regions, sectors + 3))
    kept = random.uniform(size=mix.shape) >= empty
    kept[0], kept[..., sectors + PRIVATE] = True, True
    mix *= kept
    mix *= np.where(np.arange(sectors + 3) < sectors, 0.5, 1) / mix.sum(axis=0)
    each = origin * mix / gross  # basic value bought per unit of cost
    spending = 100 * size[:, None] * [0.6, 0.15, 0.25]
    final = each[..., sectors:] * spending
    inputs = each[..., :sectors].reshape(regions * sectors, -1)
    demand = final.sum(axis=(2, 3)).ravel()
    output = np.linalg.solve(np.eye(len(inputs)) - inputs, demand).reshape(regions, sectors)
    intermediate = each[..., :sectors] * output
    value_added = output * (1 - output_tax) - (intermediate * gross).sum(axis=(0, 1))
    skills = random.uniform(0.3, 1, (regions, sectors, factors))
    skills[..., 1:] *= random.uniform(size=skills[..., 1:].shape) >= empty
    factor = skills / skills.sum(axis=2, keepdims=True) * value_added[..., None]
    benchmark = Benchmark(
        tuple("ABCDEFGHI"[:regions]), tuple(f"s{i}" for i in range(sectors)),
        ("labour", "capital", "land", "resources")[:factors], intermediate, final, factor, tariff, output_tax,
        random.uniform(1, 9, regions), random.uniform(0, 0.3, regions), "coins", "made up",
    )  # fmt: skip
    armington = random.uniform(1.5, 4, sectors)
    parameters = Parameters(
        armington, random.uniform(1, 2) * armington, random.choice([0.3, 1.0, 1.3], sectors),
        random.choice([0.0, 0.5, 1.0], sectors), random.uniform(0.2, 0.8, (regions, sectors)),
        random.uniform(0.5, 1.3, (regions, sectors)), [np.inf, np.inf, 1.0, 0.0][:factors],
    )  # fmt: skip
    return benchmark, parameters


def one_sector(flows: Any, sigma: float, tariff: Any = 0.0) -> tuple[Any, Any]:
    """Armington's own world: one good and one factor, no inputs; flows (R, R) with balanced trade."""
    from tradegames.cge import Benchmark, Parameters

    flows = np.asarray(flows, float)
    regions = len(flows)
    rates = np.zeros_like(flows) + tariff
    np.fill_diagonal(rates, 0)
    final = flows[:, None, :, None] * [0.6, 0.2, 0.2]
    benchmark = Benchmark(
        tuple("ABCDEFGHI"[:regions]), ("goods",), ("labour",), np.zeros((regions, 1, regions, 1)), final,
        flows.sum(axis=1)[:, None, None], rates[..., None], np.zeros((regions, 1)), np.ones(regions),
        np.zeros(regions), "coins", "made up",
    )  # fmt: skip
    half, one = np.full((regions, 1), 0.5), np.ones((regions, 1))
    return benchmark, Parameters([sigma], [sigma], [1.0], [0.0], half, one, [np.inf])
