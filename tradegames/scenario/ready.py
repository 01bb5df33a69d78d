"""Scenarios ready to run: what was done, and what the documents ask."""

from __future__ import annotations

from ..cge.scenarios import steps_2025
from ..data import average_tariffs, tariff_actions
from .scenario import Measure, Scenario

__all__ = ["ready"]


def _lists() -> list[Scenario]:
    actions = tariff_actions().set_index("action_id")
    day = actions["date"].dt.strftime("%Y-%m-%d")
    both = ["list 1", "list 2"]
    answer = average_tariffs(on="2019-06-01").query("concept == 'bown_jung_zhang' and importer == 'CHN'")
    level = answer.set_index("exporter")["rate_percent"]
    return [
        Scenario(
            "lists 1 and 2 of 2018",
            [Measure("USA", "CHN", 0.25, both), Measure("CHN", "USA", 0.25, both)],
            day["list_2"],
            "25 points on both lists of both sides, as in S2",
            str(actions.loc["list_2", "source"]),
        ),
        Scenario(
            "lists 1 to 4A",
            [
                Measure("USA", "CHN", 0.25, ["list 1", "list 2", "list 3"]),
                Measure("USA", "CHN", 0.075, ["list 4A"]),
                Measure("CHN", "USA", float(level["USA"] - level["ROW"]) / 100),
            ],
            day["list_4a_halved"],
            "the law of February 2020; China's answer is its average of June 2019 over its tariff on all"
            " others, put on all goods",
            str(actions.loc["list_4a_halved", "source"]),
        ),
    ]


def _steps() -> list[Scenario]:
    day = tariff_actions().set_index("action_id")["date"].dt.strftime("%Y-%m-%d")
    found = []
    for step in steps_2025():
        force = {(importer, exporter): points for (importer, exporter, _), points in step.tariffs.items()}
        # Where nothing is left in force, the scenario is the end of it: no points on Chinese goods.
        force = {("USA", "CHN"): force.pop(("USA", "CHN"), 0.0), **force}
        measures = [Measure(*pair, points) for pair, points in force.items()]
        label, _, what = step.label.partition(": ")
        found.append(
            Scenario(label, measures, day[step.name.split("+")[0]], f"{what}. {step.note}", step.source)
        )
    return found


def ready() -> dict[str, Scenario]:
    """Return the scenarios that are ready to run, by name.

    Returns
    -------
    dict
        - "ten points" (S1) and "twenty points" (S3) on all Chinese goods
        - "lists 1 and 2 of 2018" (S2), "lists 1 to 4A"
        - one for each day of 2025 and 2026 on which a tariff on all goods changed, such as "10 April 2025":
          all points then in force on top of the general tariff and the lists

    Examples
    --------
    >>> scenarios = ready()
    >>> list(scenarios)[:4]
    ['ten points', 'twenty points', 'lists 1 and 2 of 2018', 'lists 1 to 4A']
    >>> [round(measure.points, 2) for measure in scenarios["12 April 2025"].measures]
    [1.45, 0.1, 1.25]
    """
    first = [
        Scenario(
            "ten points",
            [Measure("USA", "CHN", 0.10)],
            "2025-02-04",
            "S1's experiment",
            "Executive Order 14195; S1, section 4",
        ),
        Scenario(
            "twenty points",
            [Measure("USA", "CHN", 0.20)],
            "2025-03-04",
            "S3's experiment",
            "Executive Order 14228; S3, section 2",
        ),
    ]
    return {scenario.name: scenario for scenario in (*first, *_lists(), *_steps())}
