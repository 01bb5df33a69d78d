"""The game of the chapter "Retaliation": two tariffs, paid by the world in general equilibrium.

It has no closed form. The world is solved when the picture is made, at places from which polynomials give
everything between.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...cge import TariffWar, load, scenarios, steps_2025
from ..marks import Axis, Choice, Contour, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U, X, Y
from ..table import Table

__all__ = ["game_error", "game_worlds", "landmarks", "tariff_war"]

LOW, HIGH = -15, 50  # points on the sliders of the game
EDGES = (LOW - 1, HIGH + 2)  # the tables reach a little further, so that no rounding leaves them
SHIFT = 0.33  # tables are even in log(t + SHIFT), t a fraction: finest where payoffs bend
NODES = 8  # of the polynomials in each direction
GRID = 18, 18, 9  # of the tables of real income, by region: the rest of the world's is nearly even
RIVALRY = np.round(np.arange(0, 1.01, 0.1), 2)
OTHERS = 9  # tariffs of the other at which a best reply is sampled
FINE = 3001  # tariffs among which a best reply is sought


def game_worlds() -> dict[str, TariffWar]:
    """Return the games that can be chosen in the picture, by name; the base is the world before the war.

    Examples
    --------
    >>> list(game_worlds())
    ['standard', 'half', 'double', 'jobs']
    """
    world = load()
    return {
        "standard": TariffWar(world),
        "half": TariffWar(world.elastic(0.5)),
        "double": TariffWar(world.elastic(2.0)),
        "jobs": TariffWar(world, closure="fixed_real_wage"),
    }


def _bend(points: Any) -> Any:
    """From points to the coordinate in which the tables are even."""
    log = sp.log if isinstance(points, sp.Basic) else np.log
    return log(points / 100 + SHIFT)


ENDS = float(_bend(EDGES[0])), float(_bend(EDGES[1]))


def _unbend(place: Any) -> Any:
    return 100 * (np.exp(place) - SHIFT)


class _Polynomial:
    """Real incomes of all regions as polynomials in the bent points of both players."""

    def __init__(self, war: TariffWar) -> None:
        nodes = np.polynomial.chebyshev.chebpts1(NODES)
        points = _unbend((nodes * (ENDS[1] - ENDS[0]) + sum(ENDS)) / 2) / 100
        turn = np.linalg.inv(np.polynomial.chebyshev.chebvander(nodes, NODES - 1))
        found = war.payoffs(points, points).real_income
        self.coefficients = np.einsum("ai,rij,bj->abr", turn, found, turn)

    def __call__(self, one: Any, two: Any) -> Any:
        """Return real incomes (R, n, m) on a grid of bent points."""
        one, two = ((2 * np.asarray(s) - sum(ENDS)) / (ENDS[1] - ENDS[0]) for s in (one, two))
        return np.polynomial.chebyshev.chebgrid2d(one, two, self.coefficients)


@cache
def _polynomials() -> tuple[_Polynomial, ...]:
    return tuple(_Polynomial(war) for war in game_worlds().values())


@cache
def _incomes() -> tuple[Table, ...]:
    """Real income of each region over (game, bent points of the first, of the second)."""
    tables = []
    for r, size in enumerate(GRID):
        places = np.linspace(*ENDS, size)
        between = (places[1:] + places[:-1]) / 2
        found = np.array([p(places, places)[r] for p in _polynomials()])
        middle = np.array([p(between, between)[r] for p in _polynomials()])
        read = (found[:, 1:, 1:] + found[:, 1:, :-1] + found[:, :-1, 1:] + found[:, :-1, :-1]) / 4
        axes = [(0.0, len(found) - 1.0), ENDS, ENDS]
        tables.append(Table(axes, np.round(found, 4), float(np.abs(read - middle).max())))
    return tuple(tables)


def game_error() -> float:
    """Return how far a real income read from the picture of the game may be from the polynomial, percent."""
    return max(float(table.error) for table in _incomes())


@cache
def _replies() -> tuple[tuple[Table, Table], tuple[Table, Table]]:
    """Best replies over (game, rivalry, bent points of the other), and equilibria over (game, rivalry)."""
    fine, others = np.linspace(*ENDS, FINE), np.linspace(*ENDS, OTHERS)
    keep = (_unbend(fine) >= LOW) & (_unbend(fine) <= HIGH)
    fine = fine[keep]
    shape = len(_polynomials()), len(RIVALRY)
    replies, ends = np.empty((2, *shape, OTHERS)), np.empty((2, *shape))
    for g, polynomial in enumerate(_polynomials()):
        first, second = polynomial(fine, others), polynomial(others, fine)
        for k, weight in enumerate(RIVALRY):
            replies[0, g, k] = _unbend(fine[(first[0] - weight * first[1]).argmax(axis=0)])
            replies[1, g, k] = _unbend(fine[(second[1] - weight * second[0]).argmax(axis=1)])
            t1 = t2 = 0.0
            for _ in range(20):
                t1 = float(np.interp(_bend(t2), others, replies[0, g, k]))
                t2 = float(np.interp(_bend(t1), others, replies[1, g, k]))
            ends[:, g, k] = t1, t2
    games, weights = (0.0, shape[0] - 1.0), (0.0, 1.0)
    one, two = (Table([games, weights, ENDS], np.round(reply, 2)) for reply in replies)
    end1, end2 = (Table([games, weights], np.round(end, 2)) for end in ends)
    return (one, two), (end1, end2)


@cache
def landmarks() -> dict[str, tuple[float, float]]:
    """Return where the wars of 2018-19 and 2025 lie on the map: mean points on goods, weights of 2017.

    Examples
    --------
    >>> list(landmarks())
    ['2018–19', 'Nov 2025']
    """
    b = load().benchmark
    found = {}
    war = scenarios()["war"].tariffs
    late = {step.name: step for step in steps_2025()}["busan_us"].tariffs
    for name, tariffs in (("2018–19", (war,)), ("Nov 2025", (war, late))):
        means = []
        for importer, exporter in (("USA", "CHN"), ("CHN", "USA")):
            trade = b.trade[b.regions.index(exporter), b.regions.index(importer)]
            paid = goods = 0.0
            for sector, value in zip(b.sectors, trade, strict=True):
                if sector != "SVC":
                    points = sum(t.get((importer, exporter, sector), 0.0) for t in tariffs)
                    paid, goods = paid + points * value, goods + value
            means.append(float(100 * paid / goods))
        found[name] = (means[0], means[1])
    return found


def tariff_war() -> Picture:
    """Who gains at any pair of tariffs, the best replies, and where they meet.

    Examples
    --------
    >>> tariff_war().name
    'tariff_war'
    """
    slider1 = Slider("t1", "United States on Chinese goods", LOW, HIGH, 0.5, 20, "points")
    slider2 = Slider("t2", "China on American goods", LOW, HIGH, 0.5, 10, "points")
    rivalry = Slider("rivalry", "rivalry ρ", 0, 1, 0.1, 0)
    game = Choice(
        "game",
        "world",
        (
            ("standard", "full employment"),
            ("half", "Armington elasticities halved"),
            ("double", "Armington elasticities doubled"),
            ("jobs", "fixed real wage, jobs move"),
        ),
        "standard",
    )
    g, w, t1, t2 = game.symbol, rivalry.symbol, slider1.symbol, slider2.symbol
    incomes = _incomes()
    (reply1, reply2), (end1, end2) = _replies()

    def payoff(one: Any, two: Any) -> tuple[Any, Any]:
        first, second = (table(g, _bend(one), _bend(two)) for table in incomes[:2])
        return first - w * second, second - w * first

    nash = end1(g, w), end2(g, w)
    inside = (nash[0] < HIGH - 0.1) & (nash[1] < HIGH - 0.1)
    here, end = payoff(t1, t2), payoff(*nash)
    without = payoff(sp.Integer(0), t2)[0], payoff(t1, sp.Integer(0))[1]
    across = payoff(X, Y)
    along = sp.Integer(LOW) + (HIGH - LOW) * U
    lens = sp.Min(across[0] - end[0], across[1] - end[1], evaluate=False)
    marks = [Label(x, y - 7, name, color="muted") for name, (x, y) in landmarks().items()]
    places = [Point(x, y, color="muted") for x, y in landmarks().values()]
    plane = Panel(
        Axis("United States on Chinese goods, points →", LOW, HIGH),
        Axis("↑ China on American goods, points", LOW, HIGH),
        (
            Contour(lens, (0.002,), color="green", fill=True, when=inside),
            Line(((0, LOW), (0, HIGH)), color="muted"),
            Line(((LOW, 0), (HIGH, 0)), color="muted"),
            Curve(reply1(g, w, _bend(along)), along, color="blue"),
            Curve(along, reply2(g, w, _bend(along)), color="orange"),
            *places,
            *marks,
            Point(*nash, label="N", color="purple", when=inside),
            Point(t1, t2, color="ink", drag=("t1", "t2")),
        ),
        "Best replies meet at N; in the green both do better than there",
    )
    profile = Panel(
        Axis("own points →", LOW, HIGH),
        Axis("↑ gain by the own points, % of income", -2, 1.2),
        (
            Line(((LOW, 0), (HIGH, 0)), color="muted"),
            Curve(along, payoff(along, t2)[0] - without[0], color="blue"),
            Curve(along, payoff(t1, along)[1] - without[1], color="orange"),
            Point(t1, here[0] - without[0], color="blue", drag=("t1", "")),
            Point(t2, here[1] - without[1], color="orange", drag=("t2", "")),
        ),
        "What the own tariff brings: United States (blue), China (orange)",
    )
    loses = sp.Piecewise((0, (end[0] < 0) & (end[1] < 0)), (1, end[1] < 0), (2, end[0] < 0), (3, True))
    income = [table(g, _bend(t1), _bend(t2)) for table in incomes]

    def points(name: str, label: str, value: Any) -> Readout:
        return Readout(name, label, value, "points", 1, value < HIGH - 0.1, f"{HIGH} points or more")

    return Picture(
        name="tariff_war",
        title="A tariff war, paid by general equilibrium",
        alt="Left: a map over the points that the United States and China add to their tariffs of 2017. The "
        "best replies are two nearly straight lines that cross at {nash1} and {nash2} points. At the chosen "
        "pair real income changes by {usa} in the United States, {chn} in China and {row} elsewhere. "
        "Right: what each gains by its own points, the other's given.",
        panels=(plane, profile),
        controls=(slider1, slider2, rivalry, game),
        readouts=(
            Readout("usa", "United States", income[0], "% of income", digits=2, color="blue"),
            Readout("chn", "China", income[1], "% of income", digits=2, color="orange"),
            Readout("row", "everybody else", income[2], "% of income", digits=2, color="green"),
            points("reply1", "best reply of the US", reply1(g, w, _bend(t2))),
            points("reply2", "best reply of China", reply2(g, w, _bend(t1))),
            points("nash1", "at N the US adds", nash[0]),
            points("nash2", "at N China adds", nash[1]),
            Readout(
                "verdict",
                "at N, compared with 2017,",
                loses,
                when=inside,
                otherwise="N lies off the map",
                words=(
                    "both are paid less: a prisoner's dilemma",
                    "only the United States is paid more",
                    "only China is paid more",
                    "both are paid more: they cut",
                ),
            ),
        ),
    )  # fmt: skip
