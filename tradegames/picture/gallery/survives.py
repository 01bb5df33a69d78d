"""Pictures of the chapter "What if …?": prices in place of quantities, and linked markets."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...extensions import bertrand, forms, linked, repeated
from ...tariff_game import TariffGame
from ..marks import Area, Axis, Condition, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["linked_replies", "price_or_quantity"]

ALPHA, LEAD = sp.Integer(10), sp.Integer(9)  # the low-cost firm has a unit cost of 1
RATIO = Slider("r", "ratio r = (α − c₂)/(α − c₁)", 0.4, 1, 0.005, 0.85)
LOWEST = RATIO.low


def _game(gamma: Any, ratio: Any) -> TariffGame:
    return TariffGame(alpha=ALPHA, gamma=gamma, c1=1, c2=ALPHA - LEAD * ratio, corners=False)


def price_or_quantity() -> Picture:
    """The best tariffs, and where the war is a dilemma, under both kinds of competition.

    Examples
    --------
    >>> import tradegames as tg
    >>> numbers = tg.explore(price_or_quantity()).readouts
    >>> numbers["prices_1"] < numbers["quantities_1"]
    True
    """
    gamma = Slider("gamma", "substitutability γ", 0, 0.95, 0.01, 0.5)
    g, r = gamma.symbol, RATIO.symbol
    x, share = sp.symbols("x_ share", positive=True)

    def borders(form: Any) -> tuple[Any, Any]:
        """Ratios along gamma: from which firm 2 exports, and from which both want free trade."""
        exports = sp.solve(sp.numer(sp.together(form.barrier[0] - form.peak[0])), share)[0]
        ratio = sp.numer(sp.together(repeated.promise(form).ratio[1] - 1))
        roots = sp.solve(ratio, share)
        return sp.factor(exports), next(root for root in roots if root.subs(x, 0) > 0)

    quantities, prices = forms.plain(_game(x, share)), bertrand.quadratic(_game(x, share))
    (trade_q, peace_q), (trade_p, peace_p) = borders(quantities), borders(prices)
    here = {x: g, share: r}
    t_q = [sp.factor(t.subs(here, simultaneous=True)) for t in quantities.peak]
    t_p = [sp.factor(t.subs(here, simultaneous=True)) for t in prices.peak]
    kept_q, kept_p = (
        sp.factor(repeated.promise(form).ratio[1]).subs(here, simultaneous=True)
        for form in (quantities, prices)
    )
    wide = sp.Rational(19, 20) * U

    def gap(line: Any) -> Any:
        """Zero where firm 2 exports at the reader's ratio, undefined where it does not."""
        return sp.sqrt(sp.Min(0, r - line.subs(x, wide), evaluate=False))

    tariffs = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ best tariff", 0, 3.4),
        (
            Curve(wide, t_q[1] + gap(trade_q), "", "orange", dash=True),
            Curve(wide, t_q[0] + gap(trade_q), "", "blue", dash=True),
            Curve(wide, t_p[1].subs(g, wide) + gap(trade_p), color="orange"),
            Curve(wide, t_p[0].subs(g, wide) + gap(trade_p), color="blue"),
            Label(0.02, 0.55, "solid: firms set prices", color="muted", anchor="start"),
            Label(0.02, 0.2, "dashed: quantities", color="muted", anchor="start"),
            Point(g, t_p[1], "", "orange", drag=("gamma", "")),
            Point(g, t_p[0], "", "blue", drag=("gamma", "")),
        ),
        "Firms that set prices are taxed less",
    )
    peace = Panel(
        Axis("substitutability γ →", 0, 1),
        Axis("↑ r = (α − c₂)/(α − c₁)", LOWEST, 1),
        (
            Area.between(wide, LOWEST, sp.Max(LOWEST, trade_p.subs(x, wide), evaluate=False), color="purple"),
            Area.between(wide, peace_p.subs(x, wide), 1, color="green"),
            Curve(wide, peace_p.subs(x, wide), color="green"),
            Curve(wide, peace_q.subs(x, wide), color="ink", dash=True),
            Label(0.02, 0.52, "green: firms set prices", color="green", anchor="start"),
            Label(0.02, 0.45, "dashed: quantities", anchor="start"),
            Label(0.98, 0.46, "no exports", color="purple", anchor="end"),
            Point(g, r, "", "ink", drag=("gamma", "r")),
        ),
        "Above a line both prefer free trade (drag the point)",
    )

    def critical(name: str, label: str, ratio: Any) -> Readout:
        return Readout(name, label, ratio, when=ratio < 1, otherwise="no δ suffices")

    return Picture(
        name="price_or_quantity",
        title="If the firms set prices",
        alt="Left: the best tariffs along γ. If firms set quantities they are level; if firms set "
        "prices they fall, to {prices_1} and {prices_2} here, and in both cases the low-cost country 1 has "
        "the lower one. Right: above a line in the map of γ and r both countries prefer free trade to the "
        "war; with prices the line runs higher. Critical patience of country 2: {kept_p} with prices, "
        "{kept_q} with quantities.",
        panels=(tariffs, peace),
        controls=(gamma, RATIO),
        readouts=(
            Readout("quantities_1", "t₁*, quantities", t_q[0], color="blue"),
            Readout("prices_1", "t₁*, prices", t_p[0], color="blue"),
            Readout("quantities_2", "t₂*, quantities", t_q[1], color="orange"),
            Readout("prices_2", "t₂*, prices", t_p[1], color="orange"),
            critical("kept_q", "free trade kept from δ =, quantities", kept_q),
            critical("kept_p", "free trade kept from δ =, prices", kept_p),
        ),
        conditions=(
            Condition(
                r - trade_p.subs(x, g) - sp.Rational(1, 1000),
                "Firm 2 exports nothing at the equilibrium with prices. Raise r by {value} or lower γ.",
            ),
        ),
    )


def linked_replies() -> Picture:
    """Best replies that move, in markets linked by rising marginal cost.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(linked_replies())
    >>> explorer.k = 0
    >>> round(explorer.readouts["slope"], 12)
    0.0
    """
    k = Slider("k", "link k (rise of marginal cost)", 0, 5, 0.05, 1, "per unit²")
    gamma = Slider("gamma", "substitutability γ", 0, 1, 0.01, 0.9)
    slider1 = Slider("t1", "first tariff of country 1, t₁", 0, 3, 0.05, 0.3, "per unit")
    slider2 = Slider("t2", "first tariff of country 2, t₂", 0, 3, 0.05, 0.6, "per unit")
    game = _game(gamma.symbol, RATIO.symbol)
    model, loose = linked.Linked(game=game, k=k.symbol), linked.Linked(game=game, k=0)
    t1, t2 = slider1.symbol, slider2.symbol
    # A best reply is a straight line: the first answer, and the slope times the other tariff.
    slope = model.reply_slope()
    first = model.best_reply(1, 0), model.best_reply(2, 0)
    best = [(first[i] + slope * first[1 - i]) / (1 - slope**2) for i in (0, 1)]
    before = loose.best_reply(1, 0), loose.best_reply(2, 0)
    path = [(t1, t2)]
    for _ in range(2):
        a, b = path[-1]
        path.append((first[0] + slope * b, first[1] + slope * a))
    exports = model.sales(*best)[1]
    start = model.sales(t1, t2)[1]
    high = 3.5
    plane = Panel(
        Axis("tariff of country 1, t₁ →", 0, high),
        Axis("↑ tariff of country 2, t₂", 0, high),
        (
            Line(((before[0], 0), (before[0], high)), color="muted", dash=True),
            Line(((0, before[1]), (high, before[1])), color="muted", dash=True),
            Line(((first[0], 0), (first[0] + slope * high, high)), color="blue"),
            Line(((0, first[1]), (high, first[1] + slope * high)), color="orange"),
            Line(tuple(path), color="green"),
            Point(path[1][0], path[1][1], "", "green"),
            Point(best[0], best[1], "E"),
            Point(t1, t2, "", "green", drag=("t1", "t2")),
        ),
        "Two answers are enough (drag the dot)",
    )
    most = sp.Rational(1, 19)
    along = linked.Linked(game=_game(gamma.symbol, 1), k=5 * U).reply_slope()
    close = linked.Linked(game=_game(sp.Integer(1), 1), k=5 * U).reply_slope()
    lines = Panel(
        Axis("link k, numeraire per unit² →", 0, 5),
        Axis("↑ slope of the best reply", 0, 0.06),
        (
            Line(((0, most), (5, most)), color="muted"),
            Label(0.1, 0.0555, "1/19, the limit at γ = 1", color="muted", anchor="start"),
            Curve(5 * U, sp.factor(close), color="muted", dash=True),
            Label(4.9, 0.004, "dashed: γ = 1", color="muted", anchor="end"),
            Curve(5 * U, along, color="purple"),
            Point(k.symbol, slope, "", "purple", drag=("k", "")),
        ),
        "How much a tariff answers the other",
    )
    room = sp.Min(*exports, *start, evaluate=False) - sp.Rational(1, 1000)
    return Picture(
        name="linked_replies",
        title="Best replies that move",
        alt="Left: in the plane of both tariffs the best replies are two lines, almost vertical and almost "
        "level; they cross at E, {t1_star} and {t2_star}, lower than without the link (dashed). From any "
        "first tariffs both are as good as there after two answers. Right: the slope of the best reply "
        "along the link k; here {slope}.",
        panels=(plane, lines),
        controls=(k, gamma, RATIO, slider1, slider2),
        readouts=(
            Readout("slope", "slope of the best reply", slope, digits=4, color="purple"),
            Readout("t1_star", "best tariff of country 1, t₁*", best[0], color="blue"),
            Readout("t2_star", "best tariff of country 2, t₂*", best[1], color="orange"),
            Readout("loose_1", "t₁* without the link", before[0]),
            Readout("loose_2", "t₂* without the link", before[1]),
            Readout("far", "left of the distance after two answers", 100 * slope**2, "%", digits=3),
        ),
        conditions=(
            Condition(room, "A firm exports nothing at these tariffs. Lower a tariff or γ, or raise r."),
        ),
    )
