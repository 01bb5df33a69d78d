"""The picture of the chapter "Which roads lead there?" (S0, section 4, figure 3)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

from ...isowelfare import Lens, Region, along, fall
from ...quadratic import quadratic
from ...tariff_game import TariffGame
from .. import marks
from ..marks import Axis, Condition, Line, Panel, Picture, Point, Readout, Slider, U
from .isowelfare import band, gains, lens_area, line_of, trades
from .own_tariff import ALPHA
from .two_firms import C1, C2, GAMMA

__all__ = ["roads"]

HIGHEST = 3.5  # the highest tariff drawn
TINY = 1e-9  # what is less than this is zero but for rounding
COLORS = ("blue", "orange")
VERDICTS = (
    "gains all the way to R",
    "gives some back on the way, but at R it has most",
    "would rather stop on the way: it has more there than at R",
    "has less on the way than at E",
    "would lose at R",
)


def roads() -> Picture:
    """A road with two way-points from E to a target, and who would stop on it (figure 3).

    Examples
    --------
    >>> [control.name for control in roads().controls]
    ['p1', 'p2', 'q1', 'q2', 'r1', 'r2', 'gamma', 'c1', 'c2']
    """
    sliders = {
        name: Slider(name, f"{what}: t{'₁₂'[int(name[1]) - 1]}", 0, HIGHEST, 0.05, value, "per unit")
        for name, what, value in (
            ("p1", "first way-point P", 1.75),
            ("p2", "first way-point P", 2.0),
            ("q1", "second way-point Q", 1.2),
            ("q2", "second way-point Q", 1.3),
            ("r1", "target R", 0.5),
            ("r2", "target R", 0.8),
        )
    }
    gamma, c1, c2 = GAMMA.symbol, C1.symbol, C2.symbol
    form = quadratic(TariffGame(alpha=ALPHA, gamma=gamma, c1=c1, c2=c2, corners=False))
    stops = [form.peak, *((sliders[k + "1"].symbol, sliders[k + "2"].symbol) for k in "pqr")]
    target = stops[-1]
    whole = gains(form, *target)
    legs = list(pairwise(stops))
    pieces = {country: [along(form, country, *leg) for leg in legs] for country in (1, 2)}
    turns, shown = zip(*(_first_fall(pieces[country]) for country in (1, 2)), strict=True)
    verdicts = [_verdict(pieces[country], shown[country - 1], whole[country - 1]) for country in (1, 2)]

    inside = sp.And(*(sp.Ge(gain, 0, evaluate=False) for gain in whole))
    grey = Region(form, target, whole)
    wide = form.peak[0] - target[0]
    marks_on_road = [
        Point(*_place(stops, turn), "", color, when=when)
        for turn, color, when in zip(turns, COLORS, shown, strict=True)
    ]
    plane = Panel(
        Axis("tariff of country 1, t₁ →", 0, HIGHEST),
        Axis("↑ tariff of country 2, t₂", 0, HIGHEST),
        (
            lens_area(Lens(form, (0, 0))),
            band(grey.span, form.peak[0], wide, color="purple", when=inside),
            line_of(form, 1, form.peak),
            line_of(form, 2, form.peak),
            *(line_of(form, k, target, dash=True) for k in (1, 2)),
            Line(tuple(stops)),
            *marks_on_road,
            Point(*form.peak, "E"),
            Point(*stops[1], "P", drag=("p1", "p2")),
            Point(*stops[2], "Q", drag=("q1", "q2")),
            Point(*target, "R", drag=("r1", "r2")),
        ),
        "The road E–P–Q–R (drag the points)",
    )
    curves = []
    for country, color in ((1, "blue"), (2, "orange")):
        k = country - 1
        curves += [
            Line(((0, whole[k]), (3, whole[k])), color=color, dash=True),
            marks.Curve(3 * U, _change(pieces[country], 3 * U), "", color),
            Point(turns[k], _change(pieces[country], turns[k]), "", color, when=shown[k]),
        ]
    walk = Panel(
        Axis("along the road →", 0, 3, ((0, "E"), (1, "P"), (2, "Q"), (3, "R"))),
        Axis("↑ welfare, change since E (dashed: at R)", -5, 15),
        (Line(((0, 0), (3, 0)), color="muted"), *curves),
        "Welfare along the road (dots: about to fall)",
    )
    beyond = "The road goes beyond the prohibitive tariff of country {}: nothing is imported there."
    highest = [sp.Max(*(stop[k] for stop in stops[1:]), evaluate=False) for k in (0, 1)]
    return Picture(
        name="roads",
        title="Which roads lead there?",
        alt="Left: a road from the equilibrium E over the way-points P and Q to the target R, inside the "
        "lens; darker the region in which nobody has more than at R or less than at E. Right: welfare along "
        "the road. Country 1 {verdict1}; country 2 {verdict2}.",
        panels=(plane, walk),
        controls=(*sliders.values(), GAMMA, C1, C2),
        readouts=tuple(
            item
            for k in (0, 1)
            for item in (
                Readout(f"verdict{k + 1}", f"country {k + 1}", verdicts[k], words=VERDICTS, color=COLORS[k]),
                Readout(
                    f"fall{k + 1}", f"W{'₁₂'[k]} falls after (legs)", turns[k],
                    when=shown[k], otherwise="never",
                ),
                Readout(f"whole{k + 1}", f"W{'₁₂'[k]} at R, compared with E", whole[k]),
            )
        ),
        conditions=(
            *trades(form),
            *(
                Condition(form.barrier[k] - highest[k] - 0.01, beyond.format(k + 1))
                for k in (0, 1)
            ),
        ),
    )  # fmt: skip


def _less(a: Any, b: Any) -> Any:
    return sp.Lt(a, b, evaluate=False)


def _first_fall(pieces: list[tuple[Any, Any, Any]]) -> tuple[Any, Any]:
    """Where welfare first begins to fall, in legs, and whether it does."""
    shares = [fall(a, b) for _, a, b in pieces]
    end = 1 - TINY  # a share of 1, no fall, may come out as a little less
    cases = [(k + share, _less(share, end)) for k, share in enumerate(shares)]
    return sp.Piecewise(*cases, (len(pieces), True)), _less(sp.Min(*shares, evaluate=False), end)


def _gone(x: Any, legs: int) -> list[Any]:
    """How much of each leg is gone at a place on the road."""
    return [sp.Max(0, sp.Min(1, x - k, evaluate=False), evaluate=False) for k in range(legs)]


def _change(pieces: list[tuple[Any, Any, Any]], x: Any) -> Any:
    """Welfare at a place on the road, compared with E."""
    shares = _gone(x, len(pieces))
    return sum(a * s + b * s**2 / 2 for (_, a, b), s in zip(pieces, shares, strict=True))


def _place(stops: list[tuple[Any, Any]], x: Any) -> tuple[Any, Any]:
    """The tariffs at a place on the road."""
    legs = list(zip(pairwise(stops), _gone(x, len(stops) - 1), strict=True))
    t1, t2 = (stops[0][i] + sum(s * (b[i] - a[i]) for (a, b), s in legs) for i in (0, 1))
    return t1, t2


def _verdict(pieces: list[tuple[Any, Any, Any]], falls: Any, whole: Any) -> Any:
    """The position of the words for one country."""
    places = []
    for w, a, b in pieces:
        # Welfare on a leg is extreme at its ends, or where its slope, from a to a + b, is zero.
        first, last = (sp.Max(v, -v, evaluate=False) for v in (a, a + b))
        inner = first / (first + last + TINY**2)
        places += [w, w + a * inner + b * inner**2 / 2]
    start = pieces[0][0]
    most, least = (extreme(*places, evaluate=False) - start for extreme in (sp.Max, sp.Min))
    return sp.Piecewise(
        (4, _less(whole, 0)),
        (3, _less(least, -TINY)),
        (2, _less(whole + TINY, most)),
        (1, falls),
        (0, True),
    )
