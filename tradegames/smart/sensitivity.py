"""How much of a result is the elasticities: sweeps over σ and μ (S2, Table 8), and draws of all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import number
from ..progress import Progress, line
from . import formulas
from .simulation import simulate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Sensitivity", "monte_carlo", "sweep"]

BLOCK = 256  # products at a time: few enough that what is between two steps stays in the cache
TOTALS = ("import_change", "creation", "diverted", "revenue_change", "welfare_smart", "welfare_exact")


def _totals(imports: Any, tariff: Any, new_tariff: Any, demand: Any, sigma: Any, mu: Any) -> Any:
    """The totals of one setting, in the order of ``TOTALS``; demand has an axis for the supplier."""
    flat = 1 / mu
    found = np.zeros(len(TOTALS))
    for k in range(0, len(imports), BLOCK):
        here = slice(k, k + BLOCK)
        m, t0, t1, eps = imports[here], tariff[here], new_tariff[here], demand[here]
        step = formulas.price_step(t0, t1)
        created = formulas.creation(m, step, eps, flat)
        pulled = formulas.pull(m, step, sigma)
        diverted = formulas.diversion(m, created, pulled)
        change = created + diverted
        price = formulas.price_change(step, eps, flat)
        moved = formulas.quantity(m, step, eps, flat, pulled, diverted)
        parts = (
            np.minimum(change, 0),
            created,
            np.maximum(diverted, 0),
            formulas.revenue(m, t0, t1, change),
            formulas.reported_welfare(m, t0, t1, created, change),
            formulas.exact_welfare(m, t0, t1, price, *moved),
        )
        found += [np.sum(part) for part in parts]
    return found


def _checked(imports: Any, tariff: Any, new_tariff: Any, demand: Any) -> tuple[Any, Any, Any, Any]:
    """What `simulate` accepts, as tables (product, supplier) and (product, 1 or supplier)."""
    r = simulate(imports, tariff, new_tariff, demand, unit="fraction")
    count = np.shape(r.imports)[-1]
    demand = np.asarray(demand, dtype=float)
    if 0 < demand.ndim < np.ndim(r.imports) or demand.ndim == 0:
        demand = demand[..., None]
    demand = np.broadcast_to(demand, (*np.shape(r.imports)[:-1], demand.shape[-1]))
    tables = (np.reshape(a, (-1, count)) for a in (r.imports, r.tariff, r.new_tariff))
    return *tables, demand.reshape(-1, demand.shape[-1])


def sweep(
    imports: Any,
    tariff: Any,
    new_tariff: Any,
    demand_elasticity: Any,
    armington: Sequence[float] = (1.5, 5.0),
    supply_elasticity: Sequence[float] = (math.inf, 2.0),
) -> pd.DataFrame:
    """Totals at each pair of σ and μ, as in S2's Table 8.

    Parameters
    ----------
    imports, tariff, new_tariff, demand_elasticity
        As in `simulate`, tariffs as fractions.
    armington, supply_elasticity : sequence of float

    Returns
    -------
    DataFrame
        One row a pair; columns supply_elasticity, armington, import_change (of the suppliers that lose),
        creation, diverted, revenue_change, welfare_smart, welfare_exact.

    Examples
    --------
    >>> table = sweep([60.0, 40.0], 0.0, [0.25, 0.0], -1.0)
    >>> table.creation.round(6).tolist()  # creation does not depend on σ
    [-15.0, -15.0, -15.0, -15.0]
    """
    import pandas as pd

    for sigma in armington:
        for mu in supply_elasticity:
            simulate([1.0], 0.0, 0.0, 0.0, sigma, mu)  # its checks
    given = _checked(imports, tariff, new_tariff, demand_elasticity)
    rows = [(mu, sigma, *_totals(*given, sigma, mu)) for mu in supply_elasticity for sigma in armington]
    return pd.DataFrame(rows, columns=["supply_elasticity", "armington", *TOTALS])


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Totals of many draws.

    Attributes
    ----------
    draws : DataFrame
        One row a draw: armington, supply_elasticity, and the totals of `sweep`.
    """

    draws: pd.DataFrame

    def interval(self, level: float = 0.9) -> pd.DataFrame:
        """Median and central interval of each total.

        Examples
        --------
        >>> run = monte_carlo([60.0, 40.0], 0.0, [0.25, 0.0], -1.0, draws=50, seed=1)
        >>> bool((run.interval().low <= run.interval().high).all())
        True
        """
        number("Sensitivity.interval", "level", level, lambda v: (v > 0) & (v < 1), "lie between 0 and 1")
        tail = (1 - level) / 2
        table = self.draws[list(TOTALS)].quantile([tail, 0.5, 1 - tail]).T
        table.columns = ["low", "median", "high"]
        return table


def monte_carlo(
    imports: Any,
    tariff: Any,
    new_tariff: Any,
    demand_elasticity: Any,
    armington: float = 1.5,
    supply_elasticity: float = math.inf,
    *,
    draws: int = 1000,
    spread: float = 0.3,
    seed: int = 0,
    progress: Progress | None = None,
) -> Sensitivity:
    """Draw the elasticities and return the totals of each draw.

    Each product's ε, and σ and a finite μ for all products, are multiplied by independent log-normal
    factors with median one. Products whose tariff does not change count for nothing and are left out.

    Parameters
    ----------
    imports, tariff, new_tariff, demand_elasticity, armington, supply_elasticity
        As in `simulate`, tariffs as fractions; the elasticities are medians.
    draws : int
    spread : float
        Standard deviation of the logarithm of each factor; 0.3 is about 30 percent.
    seed : int
        The same seed gives the same draws.
    progress : callable, optional
        Called with (done, draws). Without it a line is kept on stderr when a run on a terminal
        takes longer than two seconds.

    Returns
    -------
    Sensitivity

    Examples
    --------
    >>> run = monte_carlo([60.0, 40.0], 0.0, [0.25, 0.0], -1.0, draws=3, spread=0.0)
    >>> run.draws.welfare_exact.round(3).tolist()  # no spread: what `simulate` says
    [-3.0, -3.0, -3.0]
    """
    import pandas as pd

    owner = "smart.monte_carlo"
    number(owner, "draws", draws, lambda v: v >= 1, "be at least 1")
    number(owner, "spread", spread, lambda v: v >= 0, "not be negative")
    m, t0, t1, eps = _checked(imports, tariff, new_tariff, demand_elasticity)
    simulate([1.0], 0.0, 0.0, 0.0, armington, supply_elasticity)  # its checks
    touched = ((t0 != t1) & (m > 0)).any(-1)
    m, t0, t1, eps = (a[touched] for a in (m, t0, t1, eps))
    random = np.random.default_rng(seed)
    report = progress or line("draw")
    rows = []
    for k in range(draws):
        demand = eps * np.exp(spread * random.standard_normal((len(eps), 1)))
        common = np.exp(spread * random.standard_normal(2))
        sigma, mu = float(armington * common[0]), float(supply_elasticity * common[1])
        rows.append((sigma, mu, *_totals(m, t0, t1, demand, sigma, mu)))
        report(k + 1, draws)
    return Sensitivity(pd.DataFrame(rows, columns=["armington", "supply_elasticity", *TOTALS]))
