"""The picture of the chapter "One shock, five answers": one tariff in five models, on the same data."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ... import smart
from ...cge import World, load
from ...maths import exp, log
from ...passthrough import Shock
from ...scenario import MODELS, Measure, Scenario, Setting
from ...scenario.answers import market
from ...scenario.problem import Problem
from ..marks import Axis, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U
from ..table import Table

__all__ = ["five_answers"]

TOP = 50  # points
FACTORS = (0.4, 1.3)  # ends of the factor on all elasticities
GOODS = {"all": ("all",), "lists": ("list 1", "list 2")}
FULL, FIXED = "general equilibrium, full employment", "general equilibrium, fixed real wage"
# Model: short name, colour, dashed, label.
SHOWN = {
    "SMART": ("smart", "gold", False, "SMART"),
    "GSIM": ("gsim", "green", False, "GSIM"),
    "pass-through": ("pass", "purple", False, "pass-through"),
    "tariff game": ("game", "muted", True, "tariff game"),
    FULL: ("full", "blue", False, "all at once"),
    FIXED: ("fixed", "sky", True, "… wage fixed"),
}
SAMPLED = ("GSIM", FULL, FIXED)  # no formula: read from tables
# The grid has ten and, nearly, twenty points on it, and the elasticities as they are.
STEP, SIZE = float(np.log(1.1)) / 3, (14, 4)
MONEY = {"usa": "importer_welfare_bn", "chn": "target_welfare_bn"}
# How far a reading may be from the model (points, bn USD); tests/test_gallery_five_answers.py measures it.
ERROR = {"trade": 0.8, "money": 2.5}
LOW, HIGH = -210.0, 60.0


def problem(points: float, factor: float, goods: str) -> Problem:
    """The shock of the picture: so many points (a fraction) on Chinese goods.

    Examples
    --------
    >>> round(float(MODELS["SMART"](problem(0.1, 1.0, "all")).values["importer_welfare_bn"]), 1)
    -19.0
    """
    setting = _setting(factor)
    scenario = Scenario("page", [Measure("USA", "CHN", points, GOODS[goods])])
    return Problem(setting, np.array(setting.world.rates(scenario.tariffs)), 0, 1)


@cache
def _setting(factor: float) -> Setting:
    return Setting(world(), elasticity_factor=factor)


@cache
def world() -> World:
    """The package's world, loaded once."""
    return load()


def _place(points: Any) -> Any:
    """Where points (a fraction) stand on the first axis of a table."""
    return log(1 + points)


@cache
def tables() -> dict[tuple[str, str], Table]:
    """Sample the models without a formula: log of trade over what it was, and welfare.

    Axes: log of one plus the points, the factor on the elasticities, goods (0: all, 1: lists); in a table
    of welfare goods + 2 for China.
    """
    places = STEP * np.arange(SIZE[0])
    factors = np.linspace(*FACTORS, SIZE[1])
    axes = [(0, places[-1]), (factors[0], factors[-1]), (0, 1)]
    shocks = [
        [[problem(float(np.expm1(x)), float(f), goods) for goods in GOODS] for f in factors] for x in places
    ]
    found = {}
    for model in SAMPLED:
        answers = [[[MODELS[model](shock).values for shock in row] for row in plane] for plane in shocks]

        def read(name: str, answers: Any = answers) -> Any:
            return np.array([[[cell[name] for cell in row] for row in plane] for plane in answers], float)

        logs = np.log1p(read("target_trade_percent") / 100)
        found[model, "trade"] = Table(axes, logs, ERROR["trade"])
        both = np.concatenate([read(name) for name in MONEY.values()], axis=2)
        found[model, "welfare"] = Table([*axes[:2], (0, 3)], both, ERROR["money"])
    return found


@cache
def formulas() -> dict[tuple[str, str], Any]:
    """The models that have one, in the symbols of the controls: trade (a ratio) and welfare (billion USD)."""
    points, factor, goods = (control.symbol for control in CONTROLS[:3])
    p, listed = problem(0.0, 1.0, "all"), problem(1.0, 1.0, "lists")
    goods_count = len(p.goods)
    covered = listed.new[1, 0] - listed.old[1, 0]
    share = np.array([sp.Piecewise((1.0, goods < 0.5), (float(c), True)) for c in covered])
    added = share * points / 100
    # The elasticities as `Problem` has them, with the factor on those of substitution.
    zero, one = (problem(0.0, f, "all") for f in (1.0, 1.25))
    step = 4 * (one.demand[0] - zero.demand[0])
    demand = zero.demand[0] + step * (factor - 1)
    slope = 4 * (one.bilateral[1, 0] - zero.bilateral[1, 0])
    bilateral = zero.bilateral[1, 0] + slope * (factor - 1)
    smart_trade: Any = 0
    smart_money: Any = 0
    passed: Any = 0
    for k in range(goods_count):
        imports, old = ([float(v) for v in array[[1, 2], 0, k]] for array in (p.trade, p.old))
        run = smart.simulate(
            imports, old, [old[0] + added[k], sp.Float(old[1])], demand[k], float(p.substitution[k]) * factor,
            welfare="exact",
        )  # fmt: skip
        smart_trade += run.import_change[0]
        smart_money += run.welfare_change
        shock = Shock(
            tariff=added[k], elasticity=bilateral[k], exporter_share=_setting(1.0).absorption,
            base_tariff=old[0], arithmetic="exact",
        )  # fmt: skip
        passed += imports[0] * (1 + shock.value_change)
    whole = float(p.bought.sum())
    weight = p.bought / whole
    before = float(p.old[1, 0] @ weight)
    game = market(whole, bilateral @ weight, before, before + added @ weight)
    return {
        ("SMART", "trade"): 1 + smart_trade / whole,
        ("SMART", MONEY["usa"]): smart_money,
        ("pass-through", "trade"): passed / whole,
        ("tariff game", "trade"): game["trade after"] / game["trade before"],
        ("tariff game", MONEY["usa"]): game["buyer after"] - game["buyer before"],
        ("tariff game", MONEY["chn"]): game["seller after"] - game["seller before"],
    }


CONTROLS = (
    Slider("points", "points added", 0, TOP, 0.5, 10, "points"),
    Slider("factor", "all elasticities, times", *FACTORS, 0.05, 1),
    Choice("goods", "on", (("all", "all goods"), ("lists", "lists 1 and 2 of 2018")), "all"),
    Choice("whose", "welfare of", (("usa", "the United States"), ("chn", "China")), "usa"),
)


def five_answers() -> Picture:
    """What a tariff does to trade and to welfare, by model.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(five_answers()).readouts
    >>> bool(numbers["trade_smart"] < numbers["trade_full"] < numbers["trade_pass"])
    True
    """
    rate, factor, goods, whose = CONTROLS
    sampled, closed = tables(), formulas()

    def trade(model: str, points: Any) -> Any:
        if (model, "trade") in closed:
            return 100 * (closed[model, "trade"].subs(rate.symbol, points) - 1)
        table = sampled[model, "trade"]
        return 100 * (exp(table(_place(points / 100), factor.symbol, goods.symbol)) - 1)

    def welfare(model: str, points: Any) -> Any:
        """In billion USD, of the country chosen; zero where the model is silent."""
        if (model, "welfare") in sampled:
            place = goods.symbol + 2 * whose.symbol
            return sampled[model, "welfare"](_place(points / 100), factor.symbol, place)
        cases = {who: closed.get((model, name), sp.Integer(0)) for who, name in MONEY.items()}
        return whose.pick(**{who: case.subs(rate.symbol, points) for who, case in cases.items()})

    at, path = rate.symbol, TOP * U
    left: list[Any] = [Line(((at, -100), (at, 0)), color="muted")]
    right: list[Any] = [
        Line(((0, 0), (TOP, 0)), color="muted"),
        Line(((at, LOW), (at, HIGH)), color="muted"),
        Label(TOP - 0.5, HIGH - 12, "gains", color="muted", anchor="end"),
        Label(TOP - 0.5, LOW + 10, "losses", color="muted", anchor="end"),
    ]
    said: dict[str, list[Readout]] = {"trade": [], "welfare": []}
    for model, (name, color, dash, label) in SHOWN.items():
        if model != FIXED:  # its trade lies on that of the other closure
            left.append(Curve(path, trade(model, path), color=color, dash=dash))
            now = trade(model, at)
            said["trade"].append(Readout(f"trade_{name}", f"trade: {label}", now, "%", 1, color=color))
        spoken = [who for who, name in MONEY.items() if model in SAMPLED or (model, name) in closed]
        if not spoken:
            continue
        shown = True if len(spoken) == len(MONEY) else whose.is_(spoken[0])
        right.append(Curve(path, welfare(model, path), color=color, dash=dash, when=shown))
        said["welfare"].append(
            Readout(
                f"welfare_{name}", f"welfare: {label}", welfare(model, at), "bn $", 1, when=shown,
                otherwise="silent", color=color,
            )
        )  # fmt: skip
    left.append(Point(at, trade(FULL, at), color="blue", drag=("points", "")))
    right.append(Point(at, welfare(FULL, at), color="blue", drag=("points", "")))
    return Picture(
        name="five_answers",
        title="One tariff, five models, the same data",
        alt="Left: the change of American imports from China against the points added, by model; at the "
        "chosen points SMART says {trade_smart} percent, GSIM {trade_gsim}, pass-through {trade_pass}, "
        "general equilibrium {trade_full}. Right: the change of welfare; SMART {welfare_smart}, "
        "GSIM {welfare_gsim}, general equilibrium {welfare_full} at full employment and {welfare_fixed} at a "
        "fixed real wage, billion dollars.",
        panels=(
            Panel(
                Axis("points added →", 0, TOP),
                Axis("↑ imports from China, %", -100, 0),
                tuple(left),
                "Trade with China, by model",
            ),
            Panel(
                Axis("points added →", 0, TOP),
                Axis("↑ welfare, bn USD a year", LOW, HIGH),
                tuple(right),
                "Welfare, by model",
            ),
        ),
        controls=CONTROLS,
        readouts=(*said["trade"], *said["welfare"]),
    )
