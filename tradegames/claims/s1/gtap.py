"""S1, section 3: what it says of the model, held against the equations and against a solution of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import brentq, root

from ...cge.formulas import cde_shares
from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from .shared import BASES, MODEL, TEN, ten, world

# GTAP's own names: five classes of workers since version 9, two before.
ENDOWMENTS = (
    *("land", "capital", "natlres"),
    *("off_mgr_pros", "tech_aspros", "clerks", "service_shop", "ag_othlowsk"),
)
# Unknowns that are prices or sums of money, besides the prices of factors.
MONEY = ("price", "income", "private", "public")
NOTHING = 1e-9  # what is left of an equation that holds


@claim(
    "S1-3-factors",
    place="section 3; section 4, second paragraph",
    kind="number",
    says="GTAP 10 has five factors of production; with skilled and unskilled labour as one, four are left.",
    chapter=MODEL,
)
def factors() -> Verdict:
    """Count the endowments of the data base as published."""
    workers = len(ENDOWMENTS) - 3
    evidence = (
        f"The files of GTAP 9 and 10 name {len(ENDOWMENTS)} endowments: land, capital, natural resources and "
        f"{workers} classes of workers. The four that S1 ends with are right."
    )
    if workers == 2:
        return Holds(evidence)
    return HoldsIf(
        evidence, f"the {workers} classes of workers are two: skilled and unskilled, as in older versions"
    )


def _left(closure: str, factor: float) -> dict[str, float]:
    """Solve, multiply every price and every sum of money, and return what is left of each equation."""
    found = world("pre_war").solve(TEN, closure=closure)
    system, x = found.world.system, np.array(found.x)
    for name, (start, shape) in system.blocks.items():
        if name in MONEY or name.startswith("price of "):
            moved = np.full(shape, np.log(factor))
            if name.startswith("price of ") and shape == found.world.benchmark.output.shape:
                used = found.world.benchmark.factor[:, :, found.world.benchmark.factors.index(name[9:])] > 0
                moved = moved * used  # a sector without the factor has no price of it
            x[start : start + moved.size] += moved.ravel()
    left, _ = system.equations(system.unpack(x, derive=False), found.shock)
    return {name: float(np.abs(part).max()) for name, part in left.items()}


@claim(
    "S1-3-homogeneous",
    place="section 3, assumption 2",
    kind="proposition",
    says="In the standard closure all equations are homogeneous in prices: one price is fixed, all others "
    "are relative to it.",
    chapter=MODEL,
)
def homogeneous() -> Verdict:
    """Double every price and every sum of money in a solution, and see which equations still hold."""
    left = _left("full_employment", 2.0)
    open_ = [name for name, size in left.items() if size > NOTHING]
    other = [name for name, size in _left("fixed_trade_balance", 2.0).items() if size > NOTHING]
    evidence = (
        f"After the ten points, with every price and every sum of money doubled, {len(left) - len(open_)} of "
        f"{len(left)} groups of equations still hold; open: {', '.join(open_)}. With the trade balance "
        "fixed, a sum of money, also open: "
        f"{', '.join(name for name in other if name not in open_) or 'none'}."
    )
    if open_ == ["numeraire"]:
        return Holds(evidence)
    return Fails(evidence, ", ".join(open_) or "no equation fixes a price", "They are not homogeneous.")


@claim(
    "S1-3-walras",
    place="section 3, assumption 4",
    kind="proposition",
    says="By Walras' law no equation is needed for saving to equal investment; their difference comes out as "
    "zero.",
    chapter=MODEL,
)
def walras() -> Verdict:
    """Solve without that equation and compare saving with investment."""
    slack = max(abs(ten(base, "full_employment").walras) for base in BASES)
    rough = abs(world("pre_war").solve(TEN, method="linear").walras)
    evidence = (
        "Saving less investment of the world, over its income, is "
        f"{'below' if slack < NOTHING else 'not below'} {NOTHING:g} in a solution. Where the equations hold "
        f"only to first order it is {rough:.0e}: the law needs every market to clear."
    )
    if slack < NOTHING < rough:
        return Holds(evidence)
    return Fails(evidence, f"the slack is {slack:.0e}", "Saving and investment differ.")


WEIGHTS = np.array([0.5, 0.3, 0.2])  # a household with three goods
SUBSTITUTION, INCOME = np.array([0.2, 0.5, 0.8]), np.array([0.6, 1.0, 1.6])


def _household(prices: Any, spending: float) -> tuple[float, Any]:
    """Return what is left of the household's equation and its budget shares, as logs of changes."""
    money, utility = np.full((1, 1), spending), np.zeros((1, 1))
    excess, change = cde_shares(WEIGHTS[None], SUBSTITUTION, INCOME, prices[None], money, utility)
    return float(excess[0]), change[0]


def _compensated(prices: Any) -> tuple[Any, Any]:
    """Return logs of quantities at constant utility, and budget shares."""
    spending = brentq(lambda money: _household(prices, money)[0], -3, 3, xtol=1e-14)
    change = _household(prices, spending)[1]
    return change + spending - prices, WEIGHTS * np.exp(change)


def _substitution(prices: Any) -> Any:
    """Return Allen's elasticities of substitution (3, 3) at these prices, by central differences."""
    step, share = 1e-4, _compensated(prices)[1]
    slope = [
        (_compensated(prices + step * unit)[0] - _compensated(prices - step * unit)[0]) / (2 * step)
        for unit in np.eye(3)
    ]
    return np.array(slope).T / share


@claim(
    "S1-3-cde",
    place="section 3, on the household",
    kind="derivation",
    says="Private demand is CDE, a function of constant elasticity of transformation (恒转换弹性).",
    chapter=MODEL,
)
def cde() -> Verdict:
    """Compute the elasticities of a household with three goods at two prices, and their differences."""
    here, there = (_substitution(np.array([price, 0.0, 0.0])) for price in (0.0, 0.5))
    apart = [float(found[0, 2] - found[1, 2]) for found in (here, there)]
    evidence = (
        "Three goods, the first dearer by half in logs: the elasticity between goods 1 and 2 goes from "
        f"{here[0, 1]:.3f} to {there[0, 1]:.3f}; that of 1 and 3 less that of 2 and 3 stays at "
        f"{apart[0]:.3f}."
    )
    if abs(here[0, 1] - there[0, 1]) < 1e-4:
        return Holds(evidence)
    return Fails(
        evidence,
        f"σ₁₂ = {here[0, 1]:.3f} and {there[0, 1]:.3f}",
        "CDE is constant difference of elasticities. Constant elasticity of transformation, CET, "
        "is how GTAP moves land between sectors.",
    )


@claim(
    "S1-3-top",
    place="section 3, on the household",
    kind="derivation",
    says="At the top a Cobb-Douglas function divides spending among private consumption, government and "
    "saving.",
    chapter=MODEL,
)
def top() -> Verdict:
    """See whether the private share of income moves, as the model is and with all income parameters one."""

    def moved(made: Any) -> float:
        state = made.solve(TEN).equilibrium.state
        return float(np.abs(np.expm1(state.private - state.income)).max())

    shares = moved(world("pre_war")), moved(world("pre_war").replace(income=1.0))
    evidence = (
        f"After the ten points the private share of a region's income has moved by up to {shares[0]:.1e} of "
        "itself; with homothetic private demand by "
        f"{'nothing' if shares[1] < NOTHING else f'{shares[1]:.0e}'}."
    )
    if shares[0] < NOTHING:
        return Holds(evidence)
    if shares[1] > NOTHING:
        return Fails(evidence, "the shares", "The shares move.")
    return HoldsIf(
        evidence,
        "private demand is homothetic, if constant shares are meant: with CDE a point of private utility "
        "gets dearer or cheaper as the household gets richer, and income follows (McDougall 2002)",
    )


def partial(base: str) -> tuple[float, float, dict[str, float]]:
    """Return China's exports to the United States, all its exports, and its output, in partial equilibrium.

    Percent. The tariff moves the prices of imports, and buyers substitute; what producers ask, what
    households and governments have to spend, and what else is made and invested stay as they are.
    """
    made = world(base)
    system, shock, x = made.system, ten(base, "full_employment").shock, np.zeros(made.system.size)

    def put(name: str, value: Any) -> tuple[dict[str, Any], Any]:
        start, _ = system.blocks[name]
        x[start : start + np.size(value)] = np.ravel(value)
        return system.equations(system.unpack(x, derive=False), shock)

    zero = np.zeros(len(made.benchmark.regions))
    utility = root(lambda level: put("utility", level)[0]["household"], zero, tol=1e-12).x
    left, _ = put("utility", utility)
    left, state = put("imports", left["imports"])
    china, usa = made.benchmark.regions.index("CHN"), made.benchmark.regions.index("USA")
    before, after = system.trade[china], (system.trade * np.exp(state.sales))[china]
    to_usa, exports = (100 * (after[to].sum() / before[to].sum() - 1) for to in (usa, slice(None)))
    output = 100 * np.expm1(left["goods"][china])
    return float(to_usa), float(exports), dict(zip(made.benchmark.sectors, output.tolist(), strict=True))


@claim(
    "S1-3-partial",
    place="section 3, first paragraph",
    kind="interpretation",
    says="Reports that compute with partial equilibrium give a biased picture.",
    chapter=MODEL,
)
def biased() -> Verdict:
    """Hold costs and incomes fixed in the same world, with the same elasticities, and compare."""
    to_usa, exports, output = partial("pre_war")
    whole = ten("pre_war", "full_employment")
    general = {"usa": whole.exports["CHN", "USA"], "all": whole.exports["CHN", "all"]}
    risen = [s for s, value in output.items() if value < -0.05 and whole.output["CHN", s] > 0.05]
    evidence = (
        f"China's exports to the United States: {to_usa:.1f} % in partial, {general['usa']:.1f} % in general "
        f"equilibrium; all its exports: {exports:.1f} and {general['all']:.1f} %; other manufactures: "
        f"{output['ART']:.1f} and {whole.output['CHN', 'ART']:.1f} %. Sectors that lose in the first and "
        f"gain in the second: {', '.join(risen) or 'none'}."
    )
    if abs(exports / general["all"] - 1) > 0.25 or risen:
        return Holds(
            f"{evidence} With costs fixed, what is not sold to America is lost; in the whole economy wages "
            "fall and it is made into something else."
        )
    return Fails(evidence, "all exports", "Both say the same.")
