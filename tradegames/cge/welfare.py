"""What a change is worth: equivalent variation, and the parts it comes from.

Utility of a region is a ln u + b ln g + c ln s: of private consumption per head (CDE), government
consumption and saving (McDougall 2002). The parts are those of Huff and Hertel (2000).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import root

from .dual import Dual
from .formulas import cde_shares, mean
from .shock import Shock
from .solve import Equilibrium, direction, find
from .system import State, System

__all__ = ["PARTS", "equivalent_variation", "parts", "slopes"]

PARTS = ("allocation", "endowments", "productivity", "terms_of_trade", "saving_investment")
NODES = 10  # of Gauss and Legendre's rule along the way from the benchmark to the shock


def _weights(system: System) -> tuple[Any, Any]:
    """Return the weight of private utility, and of government and saving together, at the benchmark."""
    share = system.final_total / system.income[:, None]
    expansion = (system.final_share[:, :, 0] * system.parameters.income).sum(axis=1)
    return share[:, 0] * expansion, np.stack([share[:, 1], system.saving / system.income])


def saving_price(system: System, state: State) -> Any:
    """Return the log price of saving (GTAP's psave): that of own investment, corrected for lending."""
    lent = (system.net_investment - system.saving) / system.net_investment.sum()
    return state.investment_price + (lent * state.investment_price).sum(axis=0)


def _base_prices(system: System, utility: Any, private: Any) -> tuple[Any, Any]:
    """Return, at the benchmark's prices, the household's excess and how dear a point of utility is."""
    weights, par = system.final_share[:, :, 0], system.parameters
    excess, change = cde_shares(
        weights, par.substitution, par.income, 0.0, private[:, None], utility[:, None]
    )
    weight = weights * par.income
    return excess, mean(weight / weight.sum(axis=1, keepdims=True), change)


def _level(system: System, state: State, population: Any) -> Any:
    """Return the change of a head's utility."""
    private, (government, saving) = _weights(system)
    spent = state.government - state.government_price - population
    kept = np.divide(state.saving, system.saving, out=np.ones(system.regions), where=system.saving != 0)
    for r in np.argwhere(kept <= 0)[:1, 0]:
        raise ValueError(
            "cge.welfare needs saving that keeps its sign; "
            f"got {kept[r]:.4g} of it in {system.benchmark.regions[r]}"
        )
    saved = np.log(kept) - saving_price(system, state) - population
    return private * state.utility + government * spent + saving * saved


def _at_base(system: System, level: Any) -> tuple[Any, Any]:
    """Return income and its marginal utility (relative) that buy this utility at the benchmark's prices."""
    private_weight, others = _weights(system)
    rest = others.sum(axis=0)
    regions = system.regions

    def left(z: Any) -> Any:
        utility, private = z[:regions], z[regions:]
        excess, dearness = _base_prices(system, utility, private)
        return np.concatenate([excess, private_weight * utility + rest * (private + dearness) - level])

    found = root(left, np.tile(level, 2), tol=1e-13)
    if not np.abs(found.fun).max() < 1e-10:
        raise ArithmeticError(f"cge.welfare: income at the benchmark's prices not found; {found.message}")
    private = found.x[regions:]
    dearness = _base_prices(system, found.x[:regions], private)[1]
    shares = system.final_total[:, 0] / system.income
    income = shares * np.exp(private) + rest * np.exp(private + dearness)
    return income, np.exp(-(private + dearness))


def equivalent_variation(system: System, state: State, population: Any) -> Any:
    """Return what each region would pay, at the benchmark's prices, for the change; array (R,).

    Where people become more, ``population`` (log of the change), the income of all of them counts. A
    region that saves less than nothing counts every dollar that it lends as a loss, as in GTAP.
    """
    income, _ = _at_base(system, _level(system, state, population))
    return system.income * (income * np.exp(population) - 1)


def parts(system: System, shock: Shock) -> dict[str, Any]:
    """Return the parts of the equivalent variation: integrals along the way from the benchmark to the shock.

    Each step's gain is a tax times the quantity it keeps away (allocation), what new endowments and
    productivity earn, what exports gain and imports cost at new prices (terms of trade), and the same
    for investment and saving; turned into money of the benchmark by the marginal utility of income.
    """
    if np.any(shock.government) or np.any(shock.population):
        raise ValueError(
            "cge.welfare.parts must get a shock that leaves tastes and population alone; "
            "got a shift of government demand or of population"
        )
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    total: dict[str, Any] = dict.fromkeys(PARTS, 0.0)
    x = None
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        found = find(system, shock.scaled(node), x)
        x = found.x
        for name, slope in slopes(system, found, shock, node).items():
            total[name] = total[name] + weight * slope
    return total


def slopes(system: System, found: Equilibrium, shock: Shock, node: float) -> dict[str, Any]:
    """Return each part per unit of the way, at a point of it, in money of the benchmark; arrays (R,)."""
    money = np.exp(-found.state.public) / _at_base(system, _level(system, found.state, 0.0))[1]
    return {name: money * part for name, part in _step(system, found.x, shock, node).items()}


def _step(system: System, x: Any, shock: Shock, node: float) -> dict[str, Any]:
    """Return each part per unit of the way, in money of the moment."""
    slope = direction(system, x, shock, node)
    unknown = {}
    for name, (start, shape) in system.blocks.items():
        here = slice(start, start + int(np.prod(shape)))
        by = slope[here].reshape(*shape, 1)
        unknown[name] = Dual(x[here].reshape(shape), np.zeros(by.shape, int), by)
    part = Dual(np.asarray(node), np.zeros(1, int), np.ones(1))
    _, moving = system.equations(unknown, shock.scaled(part))
    b = system.benchmark

    def rate(quantity: Any) -> Any:
        return quantity.by.sum(axis=-1) if isinstance(quantity, Dual) else 0.0

    def now(quantity: Any) -> Any:
        return quantity.value if isinstance(quantity, Dual) else quantity

    price = now(moving.price)
    sold = system.trade * np.exp(now(moving.sales) + price[:, None, :])
    made = system.produced * np.exp(price + now(moving.output))
    kept_away = (now(moving.rate) * sold * rate(moving.sales)).sum(axis=2).sum(axis=0)
    value = sold * np.broadcast_to(rate(moving.price)[:, None, :], sold.shape)
    earned: Any = 0.0
    added: Any = 0.0
    for f in range(len(b.factors)):
        paid = system.factor_total[:, f] * np.exp(now(moving.factor_index[f]) + now(moving.endowment[f]))
        earned, added = earned + paid * rate(moving.endowment[f]), added + paid
    if "capital" in b.factors:
        stock = moving.endowment[b.factors.index("capital")]
        worn = system.depreciation * np.exp(now(moving.investment_price) + now(stock))
        earned = earned - worn * rate(stock)
    return {
        "allocation": kept_away + (now(moving.output_tax) * made * rate(moving.output)).sum(axis=1),
        "endowments": earned,
        "productivity": added * rate(moving.productivity),
        "terms_of_trade": value.sum(axis=2).sum(axis=1) - value.sum(axis=2).sum(axis=0),
        "saving_investment": now(moving.net_investment) * rate(moving.investment_price)
        - now(moving.saving) * rate(saving_price(system, moving)),
    }
