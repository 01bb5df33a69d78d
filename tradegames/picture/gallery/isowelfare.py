"""Pictures of the chapter "Where can two countries agree?" (S0, section 4, figures 1 and 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy as sp

from ...isowelfare import ContractCurve, Curve, Lens
from ...quadratic import Quadratic, quadratic
from ...tariff_game import TariffGame
from .. import marks
from ..marks import Area, Axis, Condition, Label, Line, Panel, Picture, Point, Readout, Slider, U
from .own_tariff import ALPHA
from .two_firms import C1, C2, GAMMA, SURPLUS

__all__ = ["agreement", "iso_curves"]

HIGHEST = 10  # the highest tariff drawn of a single country's curves
NEAR, FAR = 6, -16  # the highest tariff drawn of both, and the lowest
AGREE = ("both lose", "X: only country 2 gains", "Z: only country 1 gains", "Y: both gain")


def picked() -> Quadratic:
    """Welfare as two squares, in the symbols of the controls, for the surplus that is chosen."""
    forms = {
        name: quadratic(
            TariffGame(
                alpha=ALPHA, gamma=GAMMA.symbol, c1=C1.symbol, c2=C2.symbol, surplus=name, corners=False
            )
        )
        for name, _ in SURPLUS.options
    }
    exact, published = forms["exact"], forms["published"]
    chosen = SURPLUS.symbol  # 0 or 1: a blend picks as a Piecewise does, and SymPy leaves it alone

    def pick(part: str) -> tuple[Any, Any]:
        pairs = zip(getattr(exact, part), getattr(published, part), strict=True)
        one, two = (a + chosen * (b - a) for a, b in pairs)
        return one, two

    # The surplus is in the own square only.
    return Quadratic(pick("own"), exact.foreign, pick("peak"), exact.barrier, exact.floor, (0, 0))


def trades(form: Quadratic) -> tuple[Condition, ...]:
    """Both countries import at the equilibrium."""
    words = "Country {} would import nothing at its best tariff: lower γ, or bring the costs together."
    return tuple(Condition(form.barrier[k] - form.peak[k] - 0.01, words.format(k + 1)) for k in (0, 1))


def gains(form: Quadratic, t1: Any, t2: Any) -> tuple[Any, Any]:
    """What these tariffs bring each country, compared with the equilibrium."""
    here, start = form.welfare(t1, t2), form.welfare(*form.peak)
    return here[0] - start[0], here[1] - start[1]


def line_of(
    form: Quadratic, country: int, through: tuple[Any, Any], low: Any = 0, **options: Any
) -> marks.Curve:
    """The iso-welfare curve of a country, for own tariffs from ``low`` to the prohibitive one."""
    own = low + (form.barrier[country - 1] - low) * U
    other = Curve(form, country, through)(own)
    options = {"color": ("blue", "orange")[country - 1], **options}
    return marks.Curve(own, other, **options) if country == 1 else marks.Curve(other, own, **options)


def band(span: Callable[[Any], tuple[Any, Any]], peak: Any, wide: Any, **options: Any) -> Area:
    """What lies between two curves of ``t2``, from E on for ``wide`` to the left; empty where they cross."""

    def edge(u: Any, upper: bool) -> tuple[Any, Any]:
        low, high = span(peak - wide * u)
        return peak - wide * u, high if upper else sp.Min(low, high, evaluate=False)

    # Built anew for the way back: SymPy takes seconds to put 1 - u into what is built.
    return Area((edge(U, True), edge(1 - U, False)), **options)


def lens_area(lens: Lens, **options: Any) -> Area:
    """The lens, from E to where the curve of country 1 or the lowest tariffs end it."""
    form, ratio = lens.form, lens.form.own[0] / lens.form.foreign[0]
    gap2 = form.barrier[1] - form.peak[1]
    room1, room2 = form.peak[0] - lens.lowest[0], form.peak[1] - lens.lowest[1]
    wide = sp.Min(room1, sp.sqrt(room2 * (2 * gap2 + room2) / ratio), evaluate=False)
    return band(lens.span, form.peak[0], wide, **options)


def iso_curves() -> Picture:
    """Curves of equal welfare of each country, and the one through a point (figure 1).

    Examples
    --------
    >>> [panel.title for panel in iso_curves().panels]
    ['Country 1: lower is better', 'Country 2: further left is better']
    """
    slider1 = Slider("t1", "tariff of country 1, t₁", 0, HIGHEST, 0.05, 1, "per unit")
    slider2 = Slider("t2", "tariff of country 2, t₂", 0, HIGHEST, 0.05, 3, "per unit")
    t1, t2 = slider1.symbol, slider2.symbol
    form = picked()
    here = gains(form, t1, t2)
    panels, slopes = [], []
    for country, color, title in (
        (1, "blue", "Country 1: lower is better"),
        (2, "orange", "Country 2: further left is better"),
    ):
        i, j = country - 1, 2 - country
        peak, barrier = form.peak[i], form.barrier
        slope = Curve(form, country, (t1, t2)).slope((t1, t2)[i])
        slopes.append(slope)
        run = sp.Rational(3, 2) / sp.sqrt(1 + slope**2)
        step = (run, run * slope) if country == 1 else (run * slope, run)
        places = [(peak, sp.Rational(k, 8) * barrier[j]) for k in (1, 3, 5, 7)]
        family = [line_of(form, country, p if country == 1 else p[::-1], color="muted") for p in places]
        ridge = ((peak, 0), (peak, HIGHEST)) if country == 1 else ((0, peak), (HIGHEST, peak))
        mark = (peak, 9.6) if country == 1 else (9.6, peak + 0.35)
        shut = ((barrier[0], 0), (barrier[0], barrier[1]), (0, barrier[1]))
        panels.append(
            Panel(
                Axis("tariff of country 1, t₁ →", 0, HIGHEST),
                Axis("↑ tariff of country 2, t₂", 0, HIGHEST),
                (
                    Line(shut, color="purple", dash=True),
                    Line(ridge, color="muted", dash=True),
                    Label(
                        mark[0], mark[1], f"t{'₁₂'[i]}*", color="muted", anchor="start" if i == 0 else "end"
                    ),
                    *family,
                    line_of(form, country, (t1, t2)),
                    Line(((t1 - step[0], t2 - step[1]), (t1 + step[0], t2 + step[1])), color="ink"),
                    Point(t1, t2, "", color, drag=("t1", "t2")),
                ),
                title,
            )
        )
    short = "The point lies beyond the prohibitive tariff of country {}: nothing is imported there."
    return Picture(
        name="iso_curves",
        title="Curves of equal welfare",
        alt="Left: through each pair of tariffs runs one curve of equal welfare of country 1; all of them "
        "rise up to t₁* = {t1_star}, are level there, and fall beyond it. At the marked point the slope is "
        "{slope1}. Right: those of country 2 lie on their sides and are upright at t₂* = {t2_star}. Dashed "
        "lines in purple: prohibitive tariffs.",
        panels=tuple(panels),
        controls=(slider1, slider2, GAMMA, C1, C2, SURPLUS),
        readouts=(
            Readout("t1_star", "best tariff of country 1, t₁*", form.peak[0]),
            Readout("t2_star", "best tariff of country 2, t₂*", form.peak[1]),
            Readout("slope1", "slope dt₂/dt₁, country 1", slopes[0], color="blue"),
            Readout("slope2", "slope dt₁/dt₂, country 2", slopes[1], color="orange"),
            Readout("gain1", "W₁ here, compared with E", here[0]),
            Readout("gain2", "W₂ here, compared with E", here[1]),
        ),
        conditions=(
            *trades(form),
            *(Condition(form.barrier[k] - t - 0.01, short.format(k + 1)) for k, t in enumerate((t1, t2))),
        ),
    )


def agreement() -> Picture:
    """The lens of agreements, near and from afar, with the contract curve (figure 2).

    Examples
    --------
    >>> agreement().panels[1].title
    'From further away, with import subsidies'
    """
    slider1 = Slider("t1", "tariff of country 1, t₁", FAR, NEAR, 0.05, 1, "per unit")
    slider2 = Slider("t2", "tariff of country 2, t₂", FAR, NEAR, 0.05, 1.5, "per unit")
    t1, t2 = slider1.symbol, slider2.symbol
    form = picked()
    e1, e2 = form.peak
    here, free = gains(form, t1, t2), gains(form, 0, 0)
    low = [sp.Max(floor, FAR, evaluate=False) for floor in form.floor]

    # The two parts left and right of the lens, where S0 puts its points X and Z.
    left, below = Curve(form, 1, form.peak)(0), Curve(form, 2, form.peak)(0)
    x_at = (sp.Max(0, left, evaluate=False) + e2) / 2
    z_at = (sp.Max(0, below, evaluate=False) + e1) / 2
    both = tuple(
        line_of(form, k, form.peak, label=name, label_at=at)
        for k, name, at in ((1, "C₁", 0.97), (2, "C₂", 0.7))
    )
    mine = tuple(line_of(form, k, (t1, t2), low=low[k - 1], dash=True) for k in (1, 2))
    near = Panel(
        Axis("tariff of country 1, t₁ →", 0, NEAR),
        Axis("↑ tariff of country 2, t₂", 0, NEAR),
        (
            lens_area(Lens(form, (0, 0))),
            *both,
            *mine,
            Label(0.12, x_at, "X", color="orange", anchor="start"),
            Label(z_at, 0.2, "Z", color="blue"),
            Point(e1, e2, "E"),
            Point(t1, t2, "", "green", drag=("t1", "t2")),
        ),
        "Both gain in the lens (drag the green point Y)",
    )
    ratio = form.own[0] / form.foreign[0]
    first = (1 + (form.barrier[0] - e1) / (e1 - low[0])) / ratio
    second = ratio / (1 + (form.barrier[1] - e2) / (e2 - low[1]))
    there = sp.Lt(first, second, evaluate=False)
    rule = ContractCurve(form, (first, second))
    joint = rule.tariffs(sp.Integer(1))
    far = Panel(
        Axis("tariff of country 1, t₁ →", FAR, NEAR),
        Axis("↑ tariff of country 2, t₂", FAR, NEAR),
        (
            lens_area(Lens(form, (low[0], low[1]))),
            Line(((0, FAR), (0, NEAR)), color="muted"),
            Line(((FAR, 0), (NEAR, 0)), color="muted"),
            Line(((e1, 0), (e1, e2), (0, e2)), color="ink"),
            *(line_of(form, k, form.peak, low=low[k - 1]) for k in (1, 2)),
            marks.Curve(
                *rule.tariffs(first + (second - first) * U),
                "contract curve",
                "purple",
                label_at=0.5,
                when=there,
            ),
            *mine,
            Point(e1, e2, "E"),
            Point(t1, t2, "", "green", drag=("t1", "t2")),
        ),
        "From further away, with import subsidies",
    )
    more = form.own[0] ** 2 * (t1 - e1) * (t2 - e2) - form.foreign[0] ** 2 * (form.barrier[0] - t1) * (
        form.barrier[1] - t2
    )
    gaining = [sp.Gt(gain, 0, evaluate=False) for gain in here]
    zone = sp.Piecewise((1, gaining[1]), (0, True)) + sp.Piecewise((2, gaining[0]), (0, True))
    above = sp.Or(sp.Gt(t1, e1, evaluate=False), sp.Gt(t2, e2, evaluate=False))
    weighed = sp.And(sp.Lt(first, 1, evaluate=False), sp.Gt(second, 1, evaluate=False))
    outside = "The point lies {} of country {}: the curves end there."
    return Picture(
        name="agreement",
        title="The lens in which both gain",
        alt="Left: the curves of both countries through the equilibrium E open a lens towards lower tariffs, "
        "cut off by the two axes. At the marked point Y country 1 gains {gain1} and country 2 {gain2}: "
        "{zone}. Right: with import subsidies the lens goes on; the contract curve crosses it far below "
        "zero.",
        panels=(near, far),
        controls=(slider1, slider2, GAMMA, C1, C2, SURPLUS),
        readouts=(
            Readout("zone", "at the point Y", zone, words=AGREE),
            Readout("gain1", "W₁, compared with E", here[0], color="blue"),
            Readout("gain2", "W₂, compared with E", here[1], color="orange"),
            Readout(
                "more", "from Y, can both gain by cutting more?",
                sp.Piecewise((0, above), (1, sp.Lt(more, 0, evaluate=False)), (2, True)),
                words=("a tariff is above t*", "yes", "no: Y is on the contract curve or beyond"),
            ),
            Readout("free1", "free trade: W₁, compared with E", free[0]),
            Readout("free2", "free trade: W₂, compared with E", free[1]),
            Readout(
                "joint1", "highest sum of both: t₁", joint[0],
                when=weighed, otherwise="where a home firm is out",
            ),
            Readout(
                "joint2", "highest sum of both: t₂", joint[1],
                when=weighed, otherwise="where a home firm is out",
            ),
        ),
        conditions=(
            *trades(form),
            *(
                Condition(form.barrier[k] - t - 0.01, outside.format("beyond the prohibitive tariff", k + 1))
                for k, t in enumerate((t1, t2))
            ),
            *(
                Condition(
                    t - sp.Max(form.floor[k], 2 * FAR, evaluate=False),
                    outside.format("beyond the subsidy that drives out the home firm", k + 1),
                )
                for k, t in enumerate((t1, t2))
            ),
        ),
    )  # fmt: skip
