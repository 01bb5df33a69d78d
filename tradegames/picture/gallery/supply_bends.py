"""Pictures of the chapter "When supply bends" (GSIM beside SMART)."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from ...data import lists
from ...gsim.model import Solution, linear, surplus
from ..marks import Axis, Bar, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["once_or_twice", "supply_bends"]

NAMES = ("USA", "CHN", "ROW")
WORDS = ("United States", "China", "others")
COUNTRY_COLORS = ("blue", "orange", "green")
MOST = 30  # points of tariff


def _symbols(values: Any) -> Any:
    return np.array([sp.Float(v) for v in np.ravel(values)], dtype=object).reshape(np.shape(values))


def supply_bends() -> Picture:
    """Three countries in electronics: what an American tariff on Chinese goods does to prices and welfare.

    Examples
    --------
    >>> [control.name for control in supply_bends().controls]
    ['t', 'mu', 'sigma', 'epsilon']
    """
    points = Slider("t", "US tariff added on Chinese goods, t", 0, MOST, 0.5, 25, "points")
    supply = Slider("mu", "elasticity of export supply, μ", 0.5, 20, 0.25, 1.5)
    armington = Slider("sigma", "elasticity of substitution, σ", 0.5, 3, 0.05, 2)
    demand = Slider("epsilon", "elasticity of demand, ε", -2.5, -0.5, 0.05, -1.25)
    mu, sigma, epsilon = supply.symbol, armington.symbol, demand.symbol
    trade, tariff = (_symbols(table) for table in lists.world("ELEC"))
    one = tariff.copy()
    one[1, 0] += sp.Rational(1, 100)
    # The model is linear: what one point of tariff does, times the points.
    unit = linear(trade, tariff, one, epsilon, np.array([mu] * 3, dtype=object), sigma)

    def at(t: Any) -> tuple[Solution, tuple[Any, Any, Any]]:
        changes = Solution(unit.price * t, unit.paid * t, unit.quantity * t, unit.composite * t)
        new = tariff.copy()
        new[1, 0] += t / 100
        return changes, surplus(trade, tariff, new, epsilon, changes)

    here, parts = at(points.symbol)
    welfare = sum(parts)
    cubics = _cubics(trade, tariff, epsilon, unit)
    best = _top(*(coefficient[0] for coefficient in cubics))
    along = sum(c * (MOST * U) ** k for k, c in enumerate(cubics, 1))
    goods = Panel(
        Axis("goods of", -0.5, 2.5, tuple(enumerate(("USA", "China", "others")))),
        Axis("↑ change of the world price, percent", -6, 5),
        (
            *(Bar(k, 100 * here.price[k], color=color) for k, color in enumerate(COUNTRY_COLORS)),
            Line(((-0.5, 0), (2.5, 0))),
        ),
        "What exporters get",
    )
    kinds = (("producers", "purple"), ("consumers", "gold"), ("treasury", "sky"))
    who = Panel(
        Axis("country", -0.5, 2.5, tuple(enumerate(("USA", "China", "others")))),
        Axis("↑ change, billion USD", -55, 45),
        (
            *(
                Bar(k + (i - 1) * 0.26, part[k], width=0.24, color=kinds[i][1])
                for i, part in enumerate(parts)
                for k in range(3)
            ),
            Line(((-0.5, 0), (2.5, 0))),
            *(Point(k, welfare[k]) for k in range(3)),
        ),
        "Who gains and who loses (dots: together)",
    )
    path = Panel(
        Axis("US tariff added on Chinese goods, points →", 0, MOST),
        Axis("↑ welfare, billion USD", -25, 12),
        (
            Line(((0, 0), (MOST, 0)), color="muted"),
            *(
                Curve(MOST * U, along[k], name, color, label_at=place)
                for k, (name, color, place) in enumerate(
                    zip(("USA", "China", "others"), COUNTRY_COLORS, (0.45, 0.97, 0.7), strict=True)
                )
            ),
            Line(((best, -25), (best, 12)), color="muted", dash=True, when=best > 0),
            Label(best + 0.4, -23, "best for the USA", color="muted", anchor="start", when=best > 0),
            Point(points.symbol, welfare[0], "", "blue", drag=("t", "")),
        ),
        "Welfare along the tariff (drag the point)",
    )
    wedge = sp.Float(1 / (1 + float(tariff[1, 0]))) * points.symbol / 100
    return Picture(
        name="supply_bends",
        title="A tariff when supply bends",
        alt="Left: an American tariff on Chinese electronics changes what Chinese exporters get by {p_chn}. "
        "Middle: producers, consumers and treasuries of three countries; together the United States "
        "change by {w_usa}, China by {w_chn}, the others by {w_row}. Right: welfare along the tariff; the "
        "best tariff for the United States is {best}, China loses more with every point, others gain.",
        panels=(goods, who, path),
        controls=(points, supply, armington, demand),
        readouts=(
            *(
                Readout(f"p_{name.lower()}", f"world price, goods of {word}", 100 * here.price[k], "%", 2,
                        color=COUNTRY_COLORS[k])
                for k, (name, word) in enumerate(zip(NAMES, WORDS, strict=True))
            ),
            Readout("borne", "of the tariff, Chinese sellers bear", -100 * here.price[1] / wedge, "%", 1,
                    when=points.symbol > 0, otherwise="nothing to bear"),
            Readout("trade", "Chinese sales to the USA", 100 * here.quantity[1, 0], "%", 1),
            *(
                Readout(f"{word}_usa", f"US {word}", parts[i][0], "bn USD", 2, color=color)
                for i, (word, color) in enumerate(kinds)
            ),
            *(
                Readout(f"w_{name.lower()}", f"welfare, {word}", welfare[k], "bn USD", 2)
                for k, (name, word) in enumerate(zip(NAMES, WORDS, strict=True))
            ),
            Readout("world", "welfare, all together", sum(welfare), "bn USD", 2),
            Readout("best", "best tariff for the USA", best, "points", 1, when=best > 0, otherwise="none"),
        ),
    )  # fmt: skip


def _cubics(trade: Any, tariff: Any, demand: Any, unit: Solution) -> list[Any]:
    """The coefficients of ``a t + b t^2 + c t^3``, the welfare of the three countries at t points."""
    t = sp.Symbol("t")
    names: dict[Any, Any] = {}  # a symbol for each number of the solution, so that a polynomial is read off

    def named(values: Any) -> Any:
        fresh = [sp.Dummy() for _ in range(values.size)]
        names.update(zip(fresh, values.flat, strict=True))
        return np.array(fresh, dtype=object).reshape(values.shape) * t

    changes = Solution(*(named(x) for x in (unit.price, unit.paid, unit.quantity, unit.composite)))
    new = tariff.copy()
    new[1, 0] += t / 100
    welfare = sum(surplus(trade, tariff, new, demand, changes))
    read = [sp.Poly(sp.expand(w), t) for w in welfare]
    return [np.array([w.coeff_monomial(t**k).xreplace(names) for w in read], dtype=object) for k in (1, 2, 3)]


def _top(a: Any, b: Any, c: Any) -> Any:
    """Where that is highest, in points: ``a + 2 b x + 3 c x^2 = 0``, in a form for c = 0 as well."""
    return -a / (b - sp.sqrt(sp.Max(0, b**2 - 3 * a * c, evaluate=False)))


def once_or_twice() -> Picture:
    """One importer, supply without limits: SMART and GSIM share out the same change, and measure its loss.

    Examples
    --------
    >>> [readout.name for readout in once_or_twice().readouts][:2]
    ['total', 'smart_target']
    """
    share = Slider("s", "share of the target in imports, s", 0.05, 0.95, 0.05, 0.4)
    points = Slider("t", "tariff on the target, t", 0, 25, 0.5, 25, "percent")
    armington = Slider("sigma", "elasticity of substitution, σ", 0.25, 2.5, 0.05, 1.5)
    demand = Slider("epsilon", "elasticity of demand, ε", -1.5, -0.1, 0.05, -0.9)
    s, z, sigma, epsilon = share.symbol, points.symbol / 100, armington.symbol, demand.symbol
    target, others = 100 * s, 100 * (1 - s)
    # The importer's own goods are sold elsewhere: a market apart.
    trade = np.array([[0, 0, 1], [target, 0, 0], [others, 0, 0]], dtype=object)
    free = np.zeros((3, 3), dtype=int)
    taxed = free.astype(object)
    taxed[1, 0] = z
    model = linear(trade, free, taxed, epsilon, np.array([sp.oo] * 3, dtype=object), sigma)
    gsim = [sp.factor(trade[k, 0] * model.quantity[k, 0]) for k in (1, 2)]
    creation, diversion = epsilon * target * z, (1 - s) * sigma * target * z
    smart = [creation - diversion, diversion]
    total = creation
    loss = {
        name: sp.factor(-sum(part[0] for part in surplus(trade, free, taxed, epsilon, model, name)))
        for name in ("varieties", "composite")
    }
    reported = -z * (target + smart[0]) / (100 + total) * total / 2
    market = sp.factor(2 * loss["varieties"] - loss["composite"])
    split = Panel(
        Axis("imports from", -0.5, 2.5, ((0, "target"), (1, "others"), (2, "all"))),
        Axis("↑ change (imports before: 100)", -42, 18),
        (
            *(Bar(k - 0.2, v, width=0.36, color="orange") for k, v in enumerate((*smart, total))),
            *(Bar(k + 0.2, v, width=0.36, color="blue") for k, v in enumerate((*gsim, sum(gsim)))),
            Line(((-0.5, 0), (2.5, 0))),
        ),
        "The same total, shared out differently",
    )
    heights = (loss["varieties"], loss["composite"])
    losses = Panel(
        Axis("measure", -0.5, 2.5, ((0, "SMART"), (1, "by good"), (2, "composite"))),
        Axis("↑ loss (imports before: 100)", 0, 6),
        (
            Bar(0, reported, color="green"),
            *(Bar(k + 1, market, color="green") for k in (0, 1)),
            *(Bar(k + 1, height, market, color="gold") for k, height in enumerate(heights)),
            Label(0, reported + 0.3, "{value}", reported),
            *(Label(k + 1, height + 0.3, "{value}", height) for k, height in enumerate(heights)),
        ),
        "The loss of the importing country, three times",
    )
    return Picture(
        name="once_or_twice",
        title="One market, two models, three losses",
        alt="Left: both models change all imports by {total}. SMART changes the target’s by "
        "{smart_target} and the others’ by {smart_others}, GSIM by {gsim_target} and {gsim_others}. Right: "
        "the loss is {smart_loss} as SMART reports it, {loss} good by good, {composite} on the composite.",
        panels=(split, losses),
        controls=(share, points, armington, demand),
        readouts=(
            Readout("total", "all imports, both models", total, digits=2),
            Readout("smart_target", "SMART: target", smart[0], digits=2, color="orange"),
            Readout("smart_others", "SMART: others", smart[1], digits=2, color="orange"),
            Readout("gsim_target", "GSIM: target", gsim[0], digits=2, color="blue"),
            Readout("gsim_others", "GSIM: others", gsim[1], digits=2, color="blue"),
            Readout("market", "loss because the market shrinks", market, color="green"),
            Readout("substitution", "loss from substitution", loss["varieties"] - market, color="gold"),
            Readout("smart_loss", "loss as SMART reports it", reported),
            Readout("loss", "loss, good by good", loss["varieties"]),
            Readout("composite", "loss on the composite good", loss["composite"]),
            Readout(
                "verdict", "In GSIM the others", sp.Piecewise((0, sigma + epsilon > 0), (1, True)),
                words=("gain: the goods are substitutes", "do not gain: σ ≤ −ε"),
            ),
        ),
    )  # fmt: skip
