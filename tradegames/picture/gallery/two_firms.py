"""Pictures of the chapter "Two firms, two tariffs" (S0, stage 2)."""

from __future__ import annotations

import sympy as sp

from ...tariff_game import TariffGame
from ..marks import Axis, Bar, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["market", "welfare_parts"]

ALPHA = 10

GAMMA = Slider("gamma", "substitutability γ", 0, 1, 0.01, 0.5)
C1 = Slider("c1", "unit cost of firm 1, c₁", 0, 8, 0.05, 1)
C2 = Slider("c2", "unit cost of firm 2, c₂", 0, 8, 0.05, 2)
SURPLUS = Choice(
    "surplus",
    "consumer surplus",
    (("exact", "exact (from the utility)"), ("published", "as published (no cross term)")),
    "exact",
)


def market() -> Picture:
    """Best replies in country 1's market, and sales as its tariff rises.

    Examples
    --------
    >>> market().name
    'market'
    """
    t1 = Slider("t1", "tariff of country 1, t₁", 0, 10, 0.05, 2, "per unit")
    game = TariffGame(
        alpha=sp.Integer(ALPHA), gamma=GAMMA.symbol, c1=C1.symbol, c2=C2.symbol, corners=True
    )
    cost = game.c2 + t1.symbol
    d1, f2 = game.market(game.c1, cost)
    quantity = ALPHA * U / 2  # nobody sells more than a monopolist without costs
    d_along, f_along = game.market(game.c1, game.c2 + ALPHA * U)
    barrier, _ = game.prohibitive_tariffs()
    price1, price2 = ALPHA - d1 - game.gamma * f2, ALPHA - f2 - game.gamma * d1
    replies = Panel(
        Axis("sales of firm 1 at home, d₁", 0, ALPHA / 2),
        Axis("↑ exports of firm 2, f₂", 0, ALPHA / 2),
        (
            Curve(game.best_reply(game.c1, quantity), quantity, "firm 1's reply", "blue", label_at=0.75),
            Curve(quantity, game.best_reply(cost, quantity), "firm 2's reply", "orange", dash=True, label_at=0.0),
            Point(d1, f2, "equilibrium"),
        ),
        "Each firm replies to the other",
    )
    sales = Panel(
        Axis("tariff of country 1, t₁ →", 0, ALPHA),
        Axis("↑ units sold in country 1", 0, ALPHA / 2),
        (
            Curve(ALPHA * U, d_along, "d₁, firm 1 at home", "blue", label_at=0.35),
            Curve(ALPHA * U, f_along, "f₂, imports", "orange", dash=True, label_at=0.35),
            Line(((t1.symbol, 0), (t1.symbol, ALPHA / 2)), color="muted"),
            Point(t1.symbol, f2, "", "orange", drag=("t1", "")),
            Point(t1.symbol, d1, "", "blue", drag=("t1", "")),
        ),
        "What the tariff does (drag a point)",
    )
    return Picture(
        name="market",
        title="One market, two firms, one tariff",
        alt="Left: the two firms' reply curves cross where firm 1 sells {d1} at home and firm 2 exports {f2}. "
        "Right: as the tariff of country 1 rises, imports fall in a straight line until they stop at "
        "a tariff of {barrier}, and firm 1's sales rise until then.",
        panels=(replies, sales),
        controls=(t1, GAMMA, C1, C2),
        readouts=(
            Readout("d1", "firm 1 at home, d₁", d1, "units"),
            Readout("f2", "imports, f₂", f2, "units"),
            Readout("p1", "price of good 1", price1),
            Readout("p2", "price of good 2", price2, when=f2 > 0, otherwise="not sold"),
            Readout("barrier", "prohibitive tariff", barrier, when=barrier > 0, otherwise="none needed"),
        ),
    )


def welfare_parts() -> Picture:
    """Profit, consumer surplus and tariff revenue of both countries at any two tariffs.

    Examples
    --------
    >>> [control.name for control in welfare_parts().controls]
    ['t1', 't2', 'gamma', 'c1', 'c2', 'surplus']
    """
    t1 = Slider("t1", "tariff of country 1, t₁", 0, 10, 0.05, 2, "per unit")
    t2 = Slider("t2", "tariff of country 2, t₂", 0, 10, 0.05, 2, "per unit")

    def game(surplus: str) -> TariffGame:
        return TariffGame(
            alpha=sp.Integer(ALPHA), gamma=GAMMA.symbol, c1=C1.symbol, c2=C2.symbol, surplus=surplus, corners=True
        )

    exact, published = (game(s).outcome(t1.symbol, t2.symbol) for s in ("exact", "published"))
    surplus = [
        SURPLUS.pick(exact=a, published=b)
        for a, b in zip(exact.consumer_surplus, published.consumer_surplus, strict=True)
    ]
    welfare = [SURPLUS.pick(exact=a, published=b) for a, b in zip(exact.welfare, published.welfare, strict=True)]
    parts = (("profit", exact.profit), ("consumers", surplus), ("tariff", exact.tariff_revenue), ("welfare", welfare))
    bars, labels, readouts = [], [], []
    for k, (name, pair) in enumerate(parts):
        for i, color in ((0, "blue"), (1, "orange")):
            at = k + 0.2 * (2 * i - 1)
            bars.append(Bar(at, pair[i], width=0.36, color=color))
            readouts.append(Readout(f"{name}_{i + 1}", f"{name}, country {i + 1}", pair[i]))
    labels = [Label(0.6, 72, "country 1", color="blue", anchor="start"),
              Label(0.6, 65, "country 2", color="orange", anchor="start")]  # fmt: skip
    panel = Panel(
        Axis("", -0.6, 3.6, tuple((k, name) for k, (name, _) in enumerate(parts))),
        Axis("↑ units of the numeraire", 0, 80),
        (*bars, *labels),
    )
    return Picture(
        name="welfare_parts",
        title="Who gets what at two tariffs",
        alt="Bars of profit, consumer surplus, tariff revenue and welfare for both countries; "
        "welfare is {welfare_1} in country 1 and {welfare_2} in country 2.",
        panels=(panel,),
        controls=(t1, t2, GAMMA, C1, C2, SURPLUS),
        readouts=tuple(readouts),
    )
