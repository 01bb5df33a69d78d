"""Pictures of the chapter "Two firms, two tariffs" (S0, stage 2)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...maths import maximum, minimum, where
from ...tariff_game import TariffGame
from ..marks import Area, Axis, Bar, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["market", "prices", "surplus_areas", "welfare_parts"]

ALPHA = 10

GAMMA = Slider("gamma", "substitutability γ", 0, 1, 0.01, 0.5)
C1 = Slider("c1", "unit cost of firm 1, c₁", 0, 8, 0.05, 1)
C2 = Slider("c2", "unit cost of firm 2, c₂", 0, 8, 0.05, 2)
T1 = Slider("t1", "tariff of country 1, t₁", 0, ALPHA, 0.05, 2, "per unit")
T2 = Slider("t2", "tariff of country 2, t₂", 0, ALPHA, 0.05, 2, "per unit")
SURPLUS = Choice(
    "surplus",
    "consumer surplus",
    (("exact", "exact (from the utility)"), ("published", "as published (no cross term)")),
    "exact",
)

# No firm sells more than a monopolist without costs, half of alpha, and no price exceeds alpha: the
# curves end there, and the legend stands above, where no setting of the sliders brings them.
MOST = ALPHA / 2
TARIFF_AXIS = Axis("tariff t₁, in numeraire per unit", 0, ALPHA)


def _game(surplus: str = "exact", corners: bool = True) -> TariffGame:
    return TariffGame(
        alpha=sp.Integer(ALPHA),
        gamma=GAMMA.symbol,
        c1=C1.symbol,
        c2=C2.symbol,
        surplus=surplus,
        corners=corners,
    )


def _legend(text: str, place: float, row: float, color: str, dash: bool = False) -> tuple[Line, Label]:
    """A short stroke and its words; the frame is ``ALPHA`` wide."""
    stroke = Line(((place, row), (place + 0.7, row)), color=color, dash=dash)
    return stroke, Label(place + 0.95, row, text, color=color, anchor="start")


def market() -> Picture:
    """Best replies in country 1's market, and sales as its tariff rises.

    Examples
    --------
    >>> import tradegames as tg
    >>> tg.explore(market()).readouts["barrier"]
    5.75
    >>> tg.TariffGame(alpha=10, gamma=0.5, c1=1, c2=2).prohibitive_tariffs()[0]
    5.75
    """
    game = _game()
    cost = game.c2 + T1.symbol
    d1, f2 = game.market(game.c1, cost)
    quantity = MOST * U
    tariff = ALPHA * U
    d_along, f_along = game.market(game.c1, game.c2 + tariff)
    barrier, _ = game.prohibitive_tariffs()
    stop = maximum(barrier, 0)
    replies = Panel(
        Axis("firm 1 at home, d₁ (units)", 0, MOST),
        Axis("↑ exports of firm 2, f₂ (units)", 0, 5.8),
        (
            Line(((d1, 0), (d1, f2)), color="muted"),
            Line(((0, f2), (d1, f2)), color="muted"),
            Curve(game.best_reply(game.c1, quantity), quantity, color="blue"),
            Curve(quantity, game.best_reply(cost, quantity), color="orange", dash=True),
            Point(d1, f2),
            Line(((0.1, 5.4), (0.45, 5.4)), color="blue"),
            Label(0.55, 5.4, "firm 1's reply", color="blue", anchor="start"),
            Line(((2.6, 5.4), (2.95, 5.4)), color="orange", dash=True),
            Label(3.05, 5.4, "firm 2's reply", color="orange", anchor="start"),
        ),
        "Each firm replies to the other: the dot",
    )
    sales = Panel(
        TARIFF_AXIS,
        Axis("↑ sold in country 1 (units)", 0, 7),
        (
            Line(((stop, 0), (stop, MOST)), color="muted", dash=True),
            Label(minimum(maximum(stop, 2.1), 7.9), 5.55, "imports stop", color="muted"),
            Line(((T1.symbol, 0), (T1.symbol, MOST)), color="muted"),
            Curve(tariff, d_along, color="blue"),
            Curve(tariff, f_along, color="orange", dash=True),
            Point(T1.symbol, f2, color="orange", drag=("t1", "")),
            Point(T1.symbol, d1, color="blue", drag=("t1", "")),
            *_legend("firm 1, d₁", 0.2, 6.5, "blue"),
            *_legend("imports, f₂", 5.2, 6.5, "orange", dash=True),
        ),
        "What the tariff does (drag a dot)",
    )
    return Picture(
        name="market",
        title="One market, two firms, one tariff",
        alt="Left: the two firms' reply curves cross where firm 1 sells {d1} at home and firm 2 exports "
        "{f2}. Right: as the tariff of country 1 rises, imports fall in a straight line until they "
        "stop (prohibitive tariff: {barrier}); firm 1's sales rise until then, unless γ is zero, and "
        "are level afterwards.",
        panels=(replies, sales),
        controls=(T1, GAMMA, C1, C2),
        readouts=(
            Readout("d1", "firm 1 at home, d₁", d1, color="blue"),
            Readout("f2", "imports, f₂", f2, color="orange"),
            Readout("total", "both together", d1 + f2),
            Readout("barrier", "prohibitive tariff", barrier, when=barrier > 0, otherwise="none needed"),
        ),
    )


def prices() -> Picture:
    """Prices in country 1 along its tariff: what buyers pay and what the exporter keeps.

    A firm that sells charges its unit cost plus its sales (book: eq-markup), so no demand
    function is needed here.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(prices()).readouts
    >>> numbers["p2"], numbers["kept"], round(numbers["share"], 4)
    (6.0, 4.0, 0.4667)
    """
    game, smooth = _game(), _game(corners=False)
    t1, cost = T1.symbol, game.c2 + T1.symbol
    d1, f2 = game.market(game.c1, cost)
    p1, p2 = game.c1 + d1, cost + f2
    # Each price is drawn where the good is sold: good 2 up to the prohibitive tariff, good 1 from
    # the tariff at which firm 1 enters (negative in most settings).
    d_smooth, f_smooth = smooth.market(game.c1, cost)
    (entry,) = sp.solve(d_smooth, t1)
    start, stop = maximum(entry, 0), maximum(game.prohibitive_tariffs()[0], 0)
    sold1, sold2 = start + (ALPHA - start) * U, stop * U
    last1, last2 = maximum(t1, start), minimum(t1, stop)  # the dots stay where their good was last sold

    def price1(tariff: Any) -> Any:
        return game.c1 + game.market(game.c1, game.c2 + tariff)[0]

    def price2(tariff: Any) -> Any:
        return game.c2 + tariff + game.market(game.c1, game.c2 + tariff)[1]

    back = stop * (1 - U)
    share = where(d1 > 0, sp.diff(cost + f_smooth, t1), sp.diff(cost + smooth.best_reply(cost, 0), t1))
    panel = Panel(
        TARIFF_AXIS,
        Axis("↑ price in numeraire per unit", 0, 14),
        (
            Area(((sold2, price2(sold2)), (back, price2(back) - back)), color="orange"),
            Line(((t1, 0), (t1, ALPHA)), color="muted"),
            Curve(sold1, price1(sold1), color="blue"),
            Curve(sold2, price2(sold2), color="orange", dash=True),
            Curve(sold2, price2(sold2) - sold2, color="purple"),
            Point(last2, price2(last2), color="orange", drag=("t1", ""), when=stop > 0),
            Point(last2, price2(last2) - last2, color="purple", drag=("t1", ""), when=stop > 0),
            Point(last1, price1(last1), color="blue", drag=("t1", "")),
            *_legend("good 1, p₁", 0.2, 13.1, "blue"),
            *_legend("good 2, p₂", 5.2, 13.1, "orange", dash=True),
            *_legend("firm 2 keeps p₂ − t₁", 0.2, 11.1, "purple"),
        ),
    )
    return Picture(
        name="prices",
        title="Who pays the tariff?",
        alt="Prices in country 1 as its tariff rises. Good 2 becomes dearer, by less than the tariff, "
        "until imports stop; what its maker keeps after the tariff falls; good 1 becomes dearer too, "
        "unless γ is zero. The shaded band between what buyers of good 2 pay and what its maker keeps "
        "is the tariff. At this tariff: good 1 {p1}, good 2 {p2}, kept {kept}.",
        panels=(panel,),
        controls=(T1, GAMMA, C1, C2),
        readouts=(
            Readout("p1", "price of good 1", p1, when=d1 > 0, otherwise="not sold", color="blue"),
            Readout("p2", "price of good 2", p2, when=f2 > 0, otherwise="not sold", color="orange"),
            Readout("kept", "firm 2 keeps", p2 - t1, when=f2 > 0, otherwise="not sold", color="purple"),
            Readout(
                "share", "buyers pay, of 1 more tariff", share, when=f2 > 0, otherwise="nothing imported"
            ),
        ),
    )


def welfare_parts() -> Picture:
    """Profit, consumer surplus and tariff revenue of both countries at any two tariffs.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(welfare_parts())
    >>> explorer.t1 = explorer.t2 = 0
    >>> round(explorer.readouts["welfare_1"], 3)
    45.271
    >>> round(tg.TariffGame(alpha=10, gamma=0.5, c1=1, c2=2).outcome(0, 0).welfare[0], 3)
    45.271
    """
    exact, published = (_game(s).outcome(T1.symbol, T2.symbol) for s in ("exact", "published"))
    surplus, welfare = (
        [
            SURPLUS.pick(exact=a, published=b)
            for a, b in zip(getattr(exact, field), getattr(published, field), strict=True)
        ]
        for field in ("consumer_surplus", "welfare")
    )
    panels, readouts = [], []
    for i, color in ((0, "blue"), (1, "orange")):
        profit, revenue = exact.profit[i], exact.tariff_revenue[i]
        # Each bar begins where the one before it ends; the last is their sum.
        bars = (
            ("profit", "profit", 0, profit),
            ("surplus", "surplus", profit, profit + surplus[i]),
            ("revenue", "duty", profit + surplus[i], welfare[i]),
            ("welfare", "welfare", 0, welfare[i]),
        )
        parts = (profit, surplus[i], revenue, welfare[i])
        marks: list[Any] = []
        for k, (name, _, base, top) in enumerate(bars):
            marks.append(Bar(k, top, base, width=0.7, color=color))
            marks.append(Label(k, top + 6, "{value}", parts[k], digits=1, color=color))
            readouts.append(Readout(f"{name}_{i + 1}", f"{name}, country {i + 1}", parts[k], color=color))
        ticks = tuple((k, word) for k, (_, word, _, _) in enumerate(bars))
        panels.append(
            Panel(
                Axis("", -0.6, 3.6, ticks),
                Axis("↑ in units of the numeraire", 0, 95),
                tuple(marks),
                f"Country {i + 1}",
            )
        )
    return Picture(
        name="welfare_parts",
        title="Who gets what at two tariffs",
        alt="Bars for both countries; each begins where the one before ends, and the last is their sum. "
        "Country 1: profit {profit_1}, consumer surplus {surplus_1}, tariff revenue {revenue_1}, "
        "welfare {welfare_1}. Country 2: {profit_2}, {surplus_2}, {revenue_2}, {welfare_2}.",
        panels=tuple(panels),
        controls=(T1, T2, GAMMA, C1, C2, SURPLUS),
        readouts=tuple(readouts),
    )


def surplus_areas() -> Picture:
    """Consumer surplus of country 1 as areas under two demand curves, with the cross term apart.

    Buy good 1 first, then good 2. The surplus on good 1 lies under its demand without good 2; that
    on good 2 under its demand once good 1 is there. Only the two triangles are in the published sum.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(surplus_areas()).readouts
    >>> numbers["exact"], numbers["published"], numbers["cross"]
    (14.0, 10.0, 4.0)
    """
    game, published = _game(), _game("published")
    cost = game.c2 + T1.symbol
    d1, f2 = game.market(game.c1, cost)
    exact = game.consumer_surplus(d1, f2)
    triangles = published.consumer_surplus(d1, f2)
    first, second = published.consumer_surplus(d1, 0), published.consumer_surplus(0, f2)
    cross = exact - triangles
    # What a buyer would pay for a first unit: twice what a monopolist without costs would sell.
    reply = _game(corners=False).best_reply
    alone, top1, top2 = 2 * reply(0, 0), 2 * reply(0, f2), 2 * reply(0, d1)
    p1, p2, low1 = top1 - d1, top2 - f2, alone - d1
    panel1 = Panel(
        Axis("good 1 bought first (units)", 0, MOST),
        Axis("↑ numeraire per unit", 0, 14),
        (
            Area(((d1 * U, alone - d1 * U), (d1 * (1 - U), low1)), color="blue"),
            Area(((d1 * U, low1), (d1 * (1 - U), p1)), color="purple"),
            Curve(MOST * U, alone - MOST * U, color="blue"),
            Line(((0, p1), (d1, p1), (d1, low1)), color="ink"),
            Label(0.1, 13.1, "triangle {value}", first, color="blue", anchor="start"),
            Label(0.1, 11.1, "cross term {value}", cross, color="purple", anchor="start"),
        ),
        "Good 1, before there is good 2",
    )
    panel2 = Panel(
        Axis("good 2 bought next (units)", 0, MOST),
        Axis("↑ numeraire per unit", 0, 14),
        (
            Area(((f2 * U, top2 - f2 * U), (f2 * (1 - U), p2)), color="orange"),
            Curve(MOST * U, top2 - MOST * U, color="orange", dash=True),
            Line(((0, p2), (f2, p2)), color="ink"),
            Label(0.1, 13.1, "triangle {value}", second, color="orange", anchor="start"),
        ),
        "Good 2, when good 1 is there",
    )
    return Picture(
        name="surplus_areas",
        title="Consumer surplus, in areas",
        alt="Left: under the demand for good 1 alone lie a triangle of {first} and, down to the price, a "
        "rectangle, the cross term, of {cross}. Right: under the demand for good 2, once good 1 is "
        "there, lies a triangle of {second}. All three areas make the exact surplus, {exact}; the two "
        "triangles alone, {published}.",
        panels=(panel1, panel2),
        controls=(T1, GAMMA, C1, C2),
        readouts=(
            Readout("first", "triangle of good 1", first, color="blue"),
            Readout("second", "triangle of good 2", second, color="orange"),
            Readout("cross", "cross term", cross, color="purple"),
            Readout("exact", "exact surplus", exact),
            Readout("published", "as published", triangles),
        ),
    )
