"""One scenario through all models: the table, and why a cell is empty."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice
from .answers import COLUMNS, MODELS
from .problem import Problem, Setting
from .scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result", "run"]

LEVERAGE = "asks what is bought, not what could be withheld"


@dataclass(frozen=True, eq=False)
class Result:
    """What the models say about one scenario.

    Attributes
    ----------
    scenario : Scenario
    setting : Setting
        On what they were run; ``setting.world.base`` says from which year and tariffs.
    table : DataFrame
        Rows: models. Columns: `COLUMNS`, changes with the unit at the end of the name; missing where a
        model is silent.
    reasons : dict
        From (model, column) of each missing cell to the reason.
    """

    scenario: Scenario
    setting: Setting
    table: pd.DataFrame
    reasons: dict[tuple[str, str], str]


def run(scenario: Scenario, setting: Setting | None = None, **options: Any) -> Result:
    """Run a scenario through every model on the same data.

    Parameters
    ----------
    scenario : Scenario
    setting : Setting, optional
        By default the package's world of 2017 with the tariffs before the war.
    **options
        Fields of `Setting` to be changed, such as ``absorption=0.0``.

    Returns
    -------
    Result

    Raises
    ------
    ValueError, TypeError
        If an option is not known or breaks its rule, or a tariff would fall to -100 % or below.
    NoEquilibrium, ArithmeticError
        If a model finds no answer.

    Examples
    --------
    >>> from tradegames.scenario import Measure, Scenario
    >>> result = run(Scenario("ten points", [Measure("USA", "CHN", 0.10)]))
    >>> result.reasons["SMART", "target_gdp_percent"]
    "a model of one country's imports: incomes, factors and other markets are not in it"
    """
    import pandas as pd

    if not isinstance(scenario, Scenario):
        raise TypeError(f"scenario.run.scenario must be a Scenario; got {scenario!r}")
    for name in options:
        choice("scenario.run", "options", name, tuple(Setting.__dataclass_fields__))
    setting = replace(setting or Setting(**options), **(options if setting else {}))
    names = setting.world.benchmark.regions
    problem = Problem(
        setting,
        np.array(setting.world.rates(scenario.tariffs)),
        names.index(choice("scenario.run", "importer", scenario.importer, names)),
        names.index(choice("scenario.run", "target", scenario.target, names)),
    )
    answers = {name: model(problem) for name, model in MODELS.items()}
    reasons = {}
    for model, answer in answers.items():
        for column in COLUMNS:
            if column not in answer.values:
                reasons[model, column] = answer.reasons.get(column, LEVERAGE)
    rows = [[float(a.values[c]) if c in a.values else pd.NA for c in COLUMNS] for a in answers.values()]
    table = pd.DataFrame(rows, pd.Index(answers, name="model"), list(COLUMNS)).astype("Float64")
    return Result(scenario, setting, table, reasons)
