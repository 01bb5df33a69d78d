"""Many solutions side by side: scenarios compared, and what the elasticities are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice, number
from ..progress import Progress, line
from .solution import Solution
from .world import Tariffs, World

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MEASURES", "Sensitivity", "compare", "sensitivity", "sweep"]

MEASURES = ("real_gdp", "nominal_gdp", "real_income", "terms_of_trade", "employment", "welfare")


def sweep(
    world: World, scenarios: Mapping[str, Tariffs], progress: Progress | None = None, **how: Any
) -> dict[str, Solution]:
    """Solve each scenario; each starts from the one before, which is quicker where they are neighbours.

    Parameters
    ----------
    world : World
    scenarios : mapping of names to tariffs
        As for `World.solve`.
    progress : callable, optional
        Called with (done, of). Without it a line is kept on stderr at a terminal.
    **how
        As for `World.solve`.

    Returns
    -------
    dict of Solution

    Examples
    --------
    >>> import tradegames as tg
    >>> steps = {f"+{p}": {("USA", "CHN"): p / 100} for p in (5, 10)}
    >>> [found.iterations for found in tg.cge.sweep(tg.cge.load(), steps).values()]
    [3, 3]
    """
    report = progress or line("scenario")
    found: dict[str, Solution] = {}
    start = None
    for k, (name, tariffs) in enumerate(scenarios.items()):
        found[name] = world.solve(tariffs, start=start, **how)
        start = found[name].x
        report(k + 1, len(scenarios))
    return found


def compare(solutions: Mapping[str, Solution]) -> pd.DataFrame:
    """Return one table: a row for each solution and region, a column for each of `MEASURES`.

    Columns are percent changes but welfare, which is money of the benchmark; ``base`` and ``closure`` say
    what they are changes from.

    Examples
    --------
    >>> import tradegames as tg
    >>> world = tg.cge.load()
    >>> closures = {c: world.solve({("USA", "CHN"): 0.1}, closure=c) for c in tg.cge.CLOSURES[:2]}
    >>> table = tg.cge.compare(closures)
    >>> float(table.loc[("full_employment", "CHN"), "employment"])
    0.0
    """
    import pandas as pd

    rows = {}
    for name, solution in solutions.items():
        values = {measure: getattr(solution, measure) for measure in MEASURES}
        for region in solution.world.benchmark.regions:
            row = {measure: float(series[region]) for measure, series in values.items()}
            rows[name, region] = {**row, "base": solution.base, "closure": solution.closure}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index = pd.MultiIndex.from_tuples(rows, names=["scenario", "region"])
    return table


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """What a result becomes under other elasticities.

    Attributes
    ----------
    central : Series
        With the world's own elasticities, by (measure, region).
    draws : DataFrame
        One row a draw, one column for each (measure, region).
    """

    central: pd.Series
    draws: pd.DataFrame

    def interval(self, level: float = 0.9) -> pd.DataFrame:
        """Central value, median and the central interval of the draws, by (measure, region).

        Examples
        --------
        >>> import tradegames as tg
        >>> run = tg.cge.sensitivity(tg.cge.load(), {("USA", "CHN"): 0.1}, draws=4)
        >>> table = run.interval(0.5)
        >>> bool((table.low <= table.high).all())
        True
        """
        number("Sensitivity.interval", "level", level, lambda v: (v > 0) & (v < 1), "lie between 0 and 1")
        tail = (1 - level) / 2
        table = self.draws.quantile([tail, 0.5, 1 - tail]).T
        table.columns = ["low", "median", "high"]
        table.insert(0, "central", self.central)
        return table


def sensitivity(
    world: World,
    tariffs: Tariffs,
    *,
    draws: int = 200,
    spread: float = 0.3,
    seed: int = 0,
    elasticities: tuple[str, ...] = ("armington", "sources"),
    progress: Progress | None = None,
    **how: Any,
) -> Sensitivity:
    """Draw the elasticities and solve again.

    Each sector's elasticities are multiplied by a log-normal factor with median one, the same for all the
    kinds that are drawn together, independent between sectors.

    Parameters
    ----------
    world : World
    tariffs : mapping
        As for `World.solve`.
    draws : int
    spread : float
        Standard deviation of the logarithm of the factor; 0.3 is about 30 percent.
    seed : int
        The same seed gives the same draws.
    elasticities : tuple of str
        Fields of `Parameters` with a value for each sector.
    progress : callable, optional
        Called with (done, draws). Without it a line is kept on stderr at a terminal.
    **how
        As for `World.solve`.

    Returns
    -------
    Sensitivity

    Examples
    --------
    >>> import tradegames as tg
    >>> run = tg.cge.sensitivity(tg.cge.load(), {("USA", "CHN"): 0.1}, draws=3, spread=0.0)
    >>> bool(abs(run.draws - run.central).max().max() < 1e-9)  # no spread: what `solve` says
    True
    """
    import pandas as pd

    owner = "cge.sensitivity"
    number(owner, "draws", draws, lambda v: v >= 1, "be at least 1")
    number(owner, "spread", spread, lambda v: v >= 0, "not be negative")
    for name in elasticities:
        choice(owner, "elasticities", name, ("armington", "sources", "value_added", "top"))
    report = progress or line("draw")
    random = np.random.default_rng(seed)
    central = world.solve(tariffs, **how)
    rows = []
    for k in range(draws):
        factor = np.exp(spread * random.standard_normal(len(world.benchmark.sectors)))
        drawn = {name: getattr(world.parameters, name) * factor for name in elasticities}
        rows.append(_measured(world.replace(**drawn).solve(tariffs, start=central.x, **how)))
        report(k + 1, draws)
    return Sensitivity(_measured(central), pd.DataFrame(rows).reset_index(drop=True))


def _measured(solution: Solution) -> pd.Series:
    import pandas as pd

    parts: dict[str, pd.Series] = {name: getattr(solution, name) for name in MEASURES}
    joined: pd.Series = pd.concat(parts, names=["measure"])
    return joined
