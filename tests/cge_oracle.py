"""The same world by exact-hat algebra (Dekle, Eaton and Kortum 2008; Costinot and Rodríguez-Clare 2014).

Nothing here is shared with `tradegames.cge`: only the layout of its arrays. Every variable is a ratio to the
benchmark. Inner loop: prices of goods are the fixed point of unit costs given factor prices, outputs solve a
linear system given spending. Outer loop: factor prices, incomes, employment and the scale of investment, by
MINPACK's hybrid method with its own finite differences. Slow, short, and another road to the same place.
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
    """Ratios to the benchmark (`hat`s) and new values at new prices."""

    price: Array  # (R, S) hat of the basic price of output
    output: Array  # (R, S) hat of the quantity of output
    flows: Array  # (R, S, R, S + 3) value of purchases at new basic prices, by exporter and agent
    spending: Array  # (R, 3) value of final spending at new purchasers' prices
    use_price: Array  # (R, 3) hat of the price of each use (private: spending per unit of utility)
    utility: Array  # (R,) hat of private utility per head
    income: Array  # (R,) value of net regional income
    factor_price: Array  # (R, S, F) hat
    factor_use: Array  # (R, S, F) hat of the quantity
    employment: Array  # (R,) hat
    revenue: Array  # (R,) value of tariffs collected
    saving: Array  # (R,)
    residual: float  # largest of the outer equations, relative to world income
    walras: float  # the equation left out, likewise

    def rebased(self, old: Any, tariff: Array) -> SimpleNamespace:
        """This equilibrium as a benchmark of its own, in the units of the old one."""
        sectors = self.price.shape[1]
        return SimpleNamespace(
            regions=old.regions, sectors=old.sectors, factors=old.factors,
            intermediate=self.flows[..., :sectors], final=self.flows[..., sectors:],
            factor=old.factor * self.factor_price * self.factor_use, tariff=tariff,
            output_tax=old.output_tax, depreciation=old.depreciation, population=old.population,
        )  # fmt: skip


def ces(shares: Array, prices: Array, sigma: Any) -> Array:
    """Price hat of a nest over the first axis: shares at old prices; sigma 1 and empty nests included."""
    total = shares.sum(axis=0)
    shares = np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
    sigma = np.broadcast_to(sigma, total.shape)
    power = np.where(sigma == 1, 1.0, 1 - sigma)
    mean = (shares * prices**power).sum(axis=0)
    log = (shares * np.log(prices)).sum(axis=0)
    return np.where(total > 0, np.where(sigma == 1, np.exp(log), np.where(total > 0, mean, 1) ** (1 / power)), 1)


def cde(shares: Array, prices: Array, spending: float, alpha: Array, expansion: Array) -> tuple[float, Array]:
    """Utility hat per head and new budget shares of constant difference of elasticities (Hanoch 1975)."""
    weight = shares / alpha / (shares / alpha).sum()

    def terms(log_u: float) -> Array:
        return np.exp(expansion * alpha * log_u + alpha * np.log(prices / spending))

    log_u = brentq(lambda u: float(weight @ terms(u)) - 1, -8, 8, xtol=1e-15, rtol=1e-14)
    new = shares * terms(log_u)
    return float(np.exp(log_u)), new / new.sum()


@dataclass(frozen=True, eq=False)
class Oracle:
    """The world of a benchmark and parameters (anything that has the fields of `tradegames.cge`'s)."""

    benchmark: Any
    parameters: Any

    def solve(
        self, tariff: Array | None = None, *, closure: str = "full_employment", endowments: Array | None = None,
        population: Array | None = None, productivity: Array | None = None, tolerance: float = 1e-11,
    ) -> Answer:  # fmt: skip
        """Solve for new tariff rates (R, R, S) and hats of endowments (R, F), population (R,), productivity."""
        b, regions = self.benchmark, len(self.benchmark.regions)
        shock = SimpleNamespace(
            tariff=b.tariff if tariff is None else np.asarray(tariff, float),
            endowments=np.ones((regions, len(b.factors))) if endowments is None else endowments,
            population=np.ones(regions) if population is None else population,
            productivity=np.ones((regions, len(b.sectors))) if productivity is None else productivity,
            closure=closure,
        )
        cells = self._cells()
        start = np.zeros(len(cells) + 2 * regions + 1)
        found = root(lambda x: self._state(x, cells, shock)[0], start, method="hybr", options={"xtol": 1e-15})
        residual, answer = self._state(found.x, cells, shock)
        worst = float(np.abs(residual).max())
        if not worst <= tolerance:
            raise ArithmeticError(f"the oracle stopped at a residual of {worst:.1e}: {found.message}")
        return answer

    def _cells(self) -> list[tuple[int, int, int]]:
        """Factor prices to be found: (region, factor, sector), sector -1 where one price holds everywhere."""
        b, result = self.benchmark, []
        for f, mobility in enumerate(self.parameters.mobility):
            for r in range(len(b.regions)):
                used = [j for j in range(len(b.sectors)) if b.factor[r, j, f] > 0]
                result += [(r, f, -1)] if np.isinf(mobility) and used else [(r, f, j) for j in used]
        return result

    def _state(self, x: Array, cells: list[tuple[int, int, int]], shock: Any) -> tuple[Array, Answer]:
        b, p = self.benchmark, self.parameters
        regions, sectors, factors = b.factor.shape
        wage = np.ones_like(b.factor)
        for (r, f, j), value in zip(cells, np.exp(x[: len(cells)]), strict=True):
            wage[r, slice(None) if j < 0 else j, f] = value
        income, employment = (np.exp(part) for part in np.split(x[len(cells) : -1], 2))
        scale = float(np.exp(x[-1]))
        labour = list(b.factors).index("labour") if "labour" in b.factors else 0
        supply = shock.endowments.astype(float).copy()
        supply[:, labour] *= employment

        # Benchmark values: what agents (sectors, then uses) pay at purchasers' prices.
        old_price = 1 + b.tariff.transpose(0, 2, 1)[..., None]  # (R, S, R, 1)
        new_price = 1 + shock.tariff.transpose(0, 2, 1)[..., None]
        paid = np.concatenate([b.intermediate, b.final], axis=3) * old_price
        added = np.concatenate([b.factor.sum(axis=2), np.zeros((regions, 3))], axis=1)
        home = np.eye(regions, dtype=bool)[:, None, :, None]
        inputs = np.concatenate([paid.sum(axis=0), added[None]])  # (S + 1, R, S + 3)
        elasticity = np.concatenate([p.top, [1.0, 1.0, 0.0]])

        # Prices: the fixed point of unit costs.
        va = ces(np.moveaxis(b.factor, 2, 0), np.moveaxis(wage, 2, 0), p.value_added)  # (R, S)
        armington, sources = (np.asarray(e)[:, None, None] for e in (p.armington, p.sources))
        abroad = np.where(home, 0, paid)
        pair = np.stack([np.where(home, paid, 0).sum(axis=0), abroad.sum(axis=0)])
        cost = np.ones((regions, sectors))
        for _ in range(5000):
            ask = cost[:, :, None, None] * new_price / old_price  # (R, S, R, 1)
            imports = ces(abroad, np.broadcast_to(ask, paid.shape), sources)  # (S, R, S + 3)
            own = np.broadcast_to(cost.T[:, :, None], imports.shape)
            good = ces(pair, np.stack([own, imports]), armington)
            every = np.concatenate([good, np.concatenate([va, np.ones((regions, 3))], axis=1)[None]])
            unit = ces(inputs, every, elasticity)  # (R, S + 3)
            new = unit[:, :sectors] / shock.productivity
            gap = np.abs(new / cost - 1).max()
            cost = new
            if gap < 1e-15:
                break

        # Shares of spending: within the import nest, between home and imports, between inputs.
        within = _shares(abroad, np.broadcast_to(ask, paid.shape), sources)
        split = _shares(pair, np.stack([own, imports]), armington)
        mix = _shares(inputs, every, elasticity)  # (S + 1, R, S + 3)
        net = (b.factor * (1 - _capital(b) * b.depreciation[:, None, None])).sum(axis=(1, 2))
        duties = ((new_price - 1) / new_price, (old_price - 1) / old_price)
        old_income = net + (paid * duties[1]).sum(axis=(0, 1, 3)) + (b.output_tax * _output(b)).sum(axis=1)
        old_final = paid[..., sectors:].sum(axis=(0, 1))
        utility = np.ones(regions)
        for r in range(regions):
            spent = income[r] / shock.population[r]
            utility[r], mix[:sectors, r, sectors] = cde(
                inputs[:sectors, r, sectors] / old_final[r, PRIVATE],
                good[:, r, sectors], spent, p.substitution[r], p.income[r],
            )  # fmt: skip
        use_price = unit[:, sectors:].copy()
        use_price[:, PRIVATE] = income / shock.population / utility

        # Spending, then outputs by a linear system.
        value = income * old_income
        saving = value * (1 - old_final[:, :INVESTMENT].sum(axis=1) / old_income)
        spending = old_final * income[:, None]
        if shock.closure == "fixed_trade_balance":
            raise NotImplementedError
        spending[:, INVESTMENT] = old_final[:, INVESTMENT] * use_price[:, INVESTMENT] * scale
        to = np.where(home, split[0], within * split[1]) * mix[:sectors] / new_price  # (R, S, R, S + 3)
        demand = (to[..., sectors:] * spending).sum(axis=(2, 3)).ravel()
        after_tax = 1 - b.output_tax
        matrix = (to[..., :sectors] * after_tax).reshape(regions * sectors, -1)
        made = np.linalg.solve(np.eye(len(matrix)) - matrix, demand).reshape(regions, sectors)
        flows = to * np.concatenate([made * after_tax, spending], axis=1)

        # Factor markets and incomes.
        share = np.moveaxis(_shares(np.moveaxis(b.factor, 2, 0), np.moveaxis(wage, 2, 0), p.value_added), 0, 2)
        payment = share * (mix[sectors, :, :sectors] * after_tax * made)[..., None]
        use = np.divide(payment, b.factor * wage, out=np.ones_like(wage), where=b.factor > 0)
        supplied = np.ones_like(wage) * supply[:, None, :]
        for f, mobility in enumerate(p.mobility):
            if np.isfinite(mobility) and mobility > 0:  # CET: a nest of the elasticity -mobility
                mean = ces(b.factor[..., f].T, wage[..., f].T, -mobility)[:, None]
                supplied[..., f] *= (wage[..., f] / mean) ** mobility
        worth = b.factor * wage * supplied
        fallen = (worth * _capital(b) * b.depreciation[:, None, None]).sum(axis=(1, 2))
        revenue = (flows * (new_price - 1)).sum(axis=(0, 1, 3))
        earned = worth.sum(axis=(1, 2)) - fallen + revenue + (b.output_tax * made).sum(axis=1)
        world = old_income.sum()
        excess = [
            (payment[r, :, f].sum() - worth[r, :, f].sum() if j < 0 else payment[r, j, f] - worth[r, j, f])
            for r, f, j in cells
        ]
        walras = excess[0] / world
        excess[0] = (b.factor * wage).sum() - b.factor.sum()  # the numeraire: the average price of factors
        if shock.closure == "full_employment":
            work = np.log(employment)
        else:  # a fixed real wage
            work = np.log(wage[:, 0, labour] / use_price[:, PRIVATE])
        bank = spending[:, INVESTMENT].sum() - saving.sum() - fallen.sum()
        residual = np.concatenate([np.array(excess) / world, (earned - value) / world, work, [bank / world]])
        return residual, Answer(
            cost, made / _output(b) / cost, flows, spending, use_price, utility, value, wage, use,
            employment, revenue, saving, float(np.abs(residual).max()), float(walras),
        )  # fmt: skip


def _shares(values: Array, prices: Array, sigma: Any) -> Array:
    new = values * prices ** (1 - np.asarray(sigma))
    total = new.sum(axis=0)
    return np.divide(new, total, out=np.zeros_like(new), where=total > 0)


def _output(b: Any) -> Array:
    return b.intermediate.sum(axis=(2, 3)) + b.final.sum(axis=(2, 3))


def _capital(b: Any) -> Array:
    return np.array([name == "capital" for name in b.factors], dtype=float)
