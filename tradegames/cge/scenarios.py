"""Tariff scenarios for the package's own world: what was done, what was threatened, and what S1 asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..checks import choice
from ..data import cge as tables
from ..data import tariff_actions

__all__ = ["Scenario", "scenarios", "staged_301", "steps_2025"]

GOODS = tuple(sector for sector in tables.SECTORS if sector != "SVC")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Scenario:
    """Points that are added to tariffs, ready for `World.solve`.

    Attributes
    ----------
    name : str
    label : str
        In words.
    tariffs : dict
        From (importer, exporter, sector) to points, a fraction.
    base : str
        The scenario that is thought to be in force already: simulate it and recalibrate there first
        (`World.rebase`). Empty: the benchmark as it is, before the war.
    source, note : str
    """

    name: str
    label: str
    tariffs: Mapping[Key, float]
    base: str
    source: str
    note: str = ""


def _all_goods(points: Mapping[tuple[str, str], float]) -> dict[Key, float]:
    return {(*pair, sector): value for pair, value in points.items() if value for sector in GOODS}


def scenarios() -> dict[str, Scenario]:
    """Return the scenarios of one step, by name.

    Returns
    -------
    dict
        - "pre_war": nothing; the tariffs of 2017
        - "war": what both sides had added by late 2019, from the author of the benchmark
        - "war_in_force": the same for the United States from Bown's list of products, after phase one
        - "ten_points": S1's experiment, +10 points on all Chinese goods, after the war
        - "no_mfn": China loses most-favoured-nation status, after the war

    Notes
    -----
    The author's war points are close to the rates that were announced for lists 1 to 4B in August 2019 (30 %
    and 15 %), part of which never came into force: for textiles they are 25.7 points, where a mean over
    the products of Bown (2021) gives 20.5 in September 2019 and 18.4 after phase one. Weighted with the flows
    of 2017 they add 23.8 points, and "war_in_force" 18.0: this is S1's "about 18 %" for the four lists.

    Column 2 of the tariff schedule, which holds without most-favoured-nation status, is known to us only as
    an average over all goods; the same points are put on each sector.

    Examples
    --------
    >>> found = scenarios()
    >>> found["ten_points"].tariffs["USA", "CHN", "ELEC"], found["ten_points"].base
    (0.1, 'war')
    >>> ("USA", "CHN", "SVC") in found["ten_points"].tariffs
    False
    """
    war = tables.tariffs().query("war_points > 0")
    added = {
        (row["importer"], row["exporter"], row["sector"]): row["war_points"] for row in war.to_dict("records")
    }
    china = {key: points for key, points in added.items() if key[0] == "CHN"}
    late = staged_301()[-1]
    found = [
        Scenario("pre_war", "Before the war", {}, "", str(war["source"].iloc[0])),
        Scenario(
            "war", "The war of 2018–19", added, "", str(war["source"].iloc[0]),
            "simple averages over products inside an industry; close to what was announced, above what came",
        ),
        Scenario(
            "war_in_force", "The war as it came into force", {**china, **late.tariffs}, "", late.source,
            "China's side as in \"war\"; section 301 only, without metals and solar cells",
        ),
        Scenario(
            "ten_points", "Ten points on Chinese goods", _all_goods({("USA", "CHN"): 0.10}), "war",
            "Executive Order 14195; S1, section 4", "points added on goods, not services",
        ),
        Scenario(
            "no_mfn", "China loses most-favoured-nation status", _all_goods({("USA", "CHN"): 0.365}), "war",
            "American Action Forum, Estimating the Impact of Revoking PNTR for China: 3.5 to 40 % on average",
            "one rate for all sectors is an assumption; Oxford Economics (2023) for the US-China Business"
            " Council has 19 to 61 % with the war's tariffs, 42 points more; Fukase and Martin (1999, World"
            " Bank working paper 2219) 4.9 to 35 % without",
        ),
    ]  # fmt: skip
    return {scenario.name: scenario for scenario in found}


def staged_301(weights: str = "simple") -> tuple[Scenario, ...]:
    """Return section 301 as it came, step by step from July 2018 to February 2020.

    Parameters
    ----------
    weights : "simple" or "weighted"
        How products are averaged; see `tradegames.data.cge.stages`.

    Returns
    -------
    tuple of Scenario
        Each has all the points in force after its step, on top of the tariffs of 2017.

    Examples
    --------
    >>> [step.name for step in staged_301()]
    ['list_1', 'list_2', 'list_3', 'list_3_raised', 'list_4a', 'list_4a_halved']
    """
    choice("staged_301", "weights", weights, ("simple", "weighted"))
    table = tables.stages()
    words = tariff_actions().set_index("action_id").to_dict("index")
    return tuple(
        Scenario(
            str(action),
            f"{words[action]['date']:%B %Y}: {words[action]['action']}",
            {("USA", "CHN", row["sector"]): row[weights] for row in rows.to_dict("records")},
            "",
            str(rows["source"].iloc[0]),
            "all points in force under section 301 after this step",
        )
        for action, rows in table.groupby("action_id", sort=False)
    )


# Emergency tariffs on all goods: the action, and whose goods its rate is on.
STEPS = {
    "fentanyl": ("USA", "CHN"),
    "fentanyl_doubled": ("USA", "CHN"),
    "reciprocal_10": ("USA", "CHN"),
    "reciprocal_84": ("USA", "CHN"),
    "reciprocal_125": ("USA", "CHN"),
    "china_84": ("CHN", "USA"),
    "china_125": ("CHN", "USA"),
    "geneva_us": ("USA", "CHN"),
    "geneva_china": ("CHN", "USA"),
    "busan_us": ("USA", "CHN"),
    "ieepa_ended": ("USA", "CHN"),
    "surcharge": ("USA", "CHN"),
    "surcharge_ended": ("USA", "CHN"),
}
BASELINE = {"reciprocal_10": 0.10, "surcharge": 0.10, "surcharge_ended": 0.0}  # on everybody else


def steps_2025() -> tuple[Scenario, ...]:
    """Return the tariffs on all goods of 2025 and 2026, step by step.

    Returns
    -------
    tuple of Scenario
        One for each day on which one of them changed; all points in force on that day, on top of the war's.

    Notes
    -----
    Rates are those of `tradegames.data.tariff_actions`. Left out: tariffs on single goods (metals, cars, farm
    goods, energy), the exemptions of telephones and computers, the higher rates of August 2025 on single
    countries, and whatever follows the surcharge of 2026. What the law adds on average after exemptions is
    lower: see `tradegames.data.average_tariffs`, "statutory_increase".

    Examples
    --------
    >>> peak = {step.name: step for step in steps_2025()}["china_125"]
    >>> peak.label
    '12 April 2025: All goods 125 %'
    >>> [peak.tariffs[pair + ("TEX",)] for pair in [("USA", "CHN"), ("CHN", "USA"), ("USA", "ROW")]]
    [1.45, 1.25, 0.1]
    """
    actions = tariff_actions().set_index("action_id").loc[list(STEPS)]
    force: dict[tuple[str, str], float] = {}
    found = []
    for day, rows in actions.groupby("date"):
        for action, row in rows.iterrows():
            force[STEPS[str(action)]] = float(row["rate_percent"]) / 100
            if action in BASELINE:
                force["USA", "ROW"] = BASELINE[str(action)]
        found.append(
            Scenario(
                "+".join(map(str, rows.index)),
                f"{day:%-d %B %Y}: {'; '.join(rows['action'])}",
                _all_goods(force),
                "war",
                "; ".join(rows["source"]),
                "all emergency points on all goods in force from this day",
            )
        )
    return tuple(found)
