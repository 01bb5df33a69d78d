"""The picture of the chapter "The standoff" (S4, section 3): restrict or trade, once."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...decoupling import Stage
from ...maths import maximum, minimum
from ..marks import Area, Arrow, Axis, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["standoff"]

MOST = 2  # the highest leverage drawn
TINY = 1e-9  # payoffs closer than this are equal but for rounding
WORDS = (
    "on the border between two games",
    "trade: nobody wants to restrict",
    "one-sided: only country 1 restricts",
    "one-sided: only country 2 restricts",
    "coordination: trade and standoff both hold",
    "chicken: one restricts, the other gives way",
    "restless: no pair of actions holds",
    "standoff: a prisoner’s dilemma",
    "standoff: country 1 likes it better than trade",
    "standoff: country 2 likes it better than trade",
    "standoff: both like it better than trade",
    "standoff: country 1 starts it, country 2 answers",
    "standoff: country 2 starts it, country 1 answers",
)


def standoff() -> Picture:
    """Restrict or trade: the game of two by two, its equilibria, and which leverage makes it a dilemma.

    Examples
    --------
    >>> [control.name for control in standoff().controls]
    ['b1', 'b2', 'L1', 'L2', 'm', 'g1', 'g2']
    """
    b1 = Slider("b1", "leverage of country 1, b₁", 0, MOST, 0.01, 0.7)
    b2 = Slider("b2", "leverage of country 2, b₂", 0, MOST, 0.01, 0.7)
    loss1 = Slider("L1", "loss of country 1 under restriction, L₁", 0.05, 1, 0.01, 0.5, "of output")
    loss2 = Slider("L2", "loss of country 2 under restriction, L₂", 0.05, 1, 0.01, 0.6, "of output")
    backlash = Slider("m", "backlash on who restricts, m", 0, 0.5, 0.01, 0.1, "of output")
    calm1 = Slider("g1", "worth of open trade to country 1, g₁", -0.3, 0.5, 0.01, 0.2, "of output")
    calm2 = Slider("g2", "worth of open trade to country 2, g₂", -0.3, 0.5, 0.01, 0.2, "of output")
    controls = (b1, b2, loss1, loss2, backlash, calm1, calm2)
    m = backlash.symbol
    lost, calm = (loss1.symbol, loss2.symbol), (calm1.symbol, calm2.symbol)
    game = Stage.of(lost=lost, leverage=(b1.symbol, b2.symbol), backlash=(m, m), calm=calm)
    gain = game.gain
    # What each country would do: always restrict, answer in kind, do the contrary, never restrict.
    always = game.dominant
    kind = tuple((gain[i] > 0) & (gain[i] < calm[i]) for i in (0, 1))
    contrary = tuple((gain[i] < 0) & (gain[i] > calm[i]) for i in (0, 1))
    never = tuple((gain[i] < 0) & (gain[i] < calm[i]) for i in (0, 1))
    likes = tuple(gain[i] - lost[i] >= calm[i] for i in (0, 1))
    tie = sp.Or(*(sp.Abs(gain[i] - edge) < TINY for i in (0, 1) for edge in (0, calm[i])))

    def either(what: Any, other: Any) -> Any:
        return (what[0] & other[1]) | (what[1] & other[0])

    cases = (
        tie,
        (never[0] & never[1]) | either(never, kind),
        (always[0] & (never[1] | contrary[1])) | (contrary[0] & never[1]),
        (always[1] & (never[0] | contrary[0])) | (contrary[1] & never[0]),
        kind[0] & kind[1],
        contrary[0] & contrary[1],
        either(kind, contrary),
        game.dilemma,
        always[0] & always[1] & likes[0] & ~likes[1],
        always[0] & always[1] & likes[1] & ~likes[0],
        always[0] & always[1],
        always[0] & kind[1],
    )
    verdict = sp.Piecewise(*((k, case) for k, case in enumerate(cases)), (len(cases), True), evaluate=False)
    holds = {  # in which cells nobody wants to change
        (0, 0): (gain[0] <= calm[0]) & (gain[1] <= calm[1]),
        (1, 0): (gain[0] >= calm[0]) & (gain[1] <= 0),
        (0, 1): (gain[0] <= 0) & (gain[1] >= calm[1]),
        (1, 1): (gain[0] >= 0) & (gain[1] >= 0),
    }
    mixes = sp.And(*(((kind[i] | contrary[i]) & ~tie) for i in (0, 1)))

    matrices = game.payoffs()
    layers: list[Any] = []
    for (i, j), color in (((0, 0), "green"), ((1, 0), "blue"), ((0, 1), "orange"), ((1, 1), "gold")):
        left, low = j - sp.Rational(1, 2), sp.Rational(1, 2) - i
        layers.append(Area.between(left + U, low, low + 1, color=color, when=holds[i, j]))
    layers += [
        Line(((0.5, -0.5), (0.5, 1.5)), color="muted"),
        Line(((-0.5, 0.5), (1.5, 0.5)), color="muted"),
    ]
    for i, j in holds:
        for k, color in ((0, "blue"), (1, "orange")):
            layers.append(
                Label(
                    j + (0.1 if j else -0.1), 1 - i + (0.16, -0.1)[k] - (0 if i else 0.04),
                    f"U{'₁₂'[k]} {{value}}", matrices[k][i, j], color=color,
                )
            )  # fmt: skip
    for other, place in ((0, -0.38), (1, 1.38)):
        way = [
            sp.Piecewise((1, gain[k] > (0 if other else calm[k])), (-1, True), evaluate=False) / 4
            for k in (0, 1)
        ]
        layers.append(Arrow(place, 0.5 + way[0], place, 0.5 - way[0], color="blue"))
        layers.append(Arrow(0.5 - way[1], 1 - place, 0.5 + way[1], 1 - place, color="orange"))
    square = Panel(
        Axis("country 2", -0.5, 1.5, ((0, "trade"), (1, "restrict"))),
        Axis("↑ country 1", -0.5, 1.5, ((0, "restrict"), (1, "trade"))),
        tuple(layers),
        "Arrows lead to what each prefers; a shaded cell holds",
    )

    # The same in the plane of both leverages: rectangles.
    def rung(k: int, edge: Any) -> Any:
        """The leverage of country k from which restricting brings more than the edge."""
        return minimum(MOST, maximum(0, (m + edge) / lost[1 - k]))

    top, low = (tuple(rung(k, pick(0, calm[k])) for k in (0, 1)) for pick in (maximum, minimum))
    high = tuple(rung(k, calm[k] + lost[k]) for k in (0, 1))
    in_kind, against = (calm[0] > 0) & (calm[1] > 0), (calm[0] < 0) & (calm[1] < 0)

    def box(one: Any, two: Any, color: str, when: Any, name: str) -> tuple[Any, ...]:
        """A rectangle of leverages, named where there is room."""
        room = (one[1] - one[0] > 0.45) & (two[1] - two[0] > 0.2)
        area = Area.between(one[0] + (one[1] - one[0]) * U, two[0], two[1], color=color, when=when)
        middle = (one[0] + one[1]) / 2, (two[0] + two[1]) / 2
        return area, Label(*middle, name, color=color, when=when & room)

    some = (high[0] > top[0]) & (high[1] > top[1])
    plane = Panel(
        Axis("leverage of country 1, b₁ →", 0, MOST),
        Axis("↑ leverage of country 2, b₂", 0, MOST),
        (
            *box((top[0], high[0]), (top[1], high[1]), "gold", some, "dilemma"),
            *box((low[0], top[0]), (low[1], top[1]), "green", in_kind, "coordination"),
            *box((low[0], top[0]), (low[1], top[1]), "purple", against, "chicken"),
            *box((0, low[0]), (0, low[1]), "sky", (low[0] > 0) & (low[1] > 0), "trade"),
            Line(((top[0], 0), (top[0], MOST)), color="blue"),
            Line(((0, top[1]), (MOST, top[1])), color="orange"),
            Point(b1.symbol, b2.symbol, "", "ink", drag=("b1", "b2")),
        ),
        "Which leverages make which game (drag the point)",
    )
    patience = game.critical_discount()
    return Picture(
        name="standoff",
        title="Restrict or trade",
        alt="Left: a game of two by two, trade or restrict. Restricting brings country 1 {gain_1} and "
        "country 2 {gain_2} before what the other does to it. Result: {verdict}. Right: the plane of both "
        "leverages, with rectangles for dilemma, coordination or chicken, and trade; country 1 always "
        "restricts to the right of its line, country 2 above its own.",
        panels=(square, plane),
        controls=controls,
        readouts=(
            Readout("verdict", "Which game is it?", verdict, words=WORDS),
            Readout("gain_1", "country 1 gains by restricting, b₁L₂ − m", gain[0]),
            Readout("gain_2", "country 2 gains by restricting, b₂L₁ − m", gain[1]),
            Readout(
                "patience", "trade can be kept from a discount factor of", maximum(*patience),
                when=game.dilemma & ~tie, otherwise="no dilemma",
            ),
            Readout(
                "mixture_1", "mixed equilibrium: country 1 restricts with probability", game.mixture[0],
                when=mixes, otherwise="none",
            ),
            Readout(
                "mixture_2", "… and country 2 with", game.mixture[1], when=mixes, otherwise="none",
            ),
            Readout(
                "burnt", "standoff instead of trade: both together lose",
                sum(calm) - sum(gain) + sum(lost),
            ),
        ),
    )  # fmt: skip
