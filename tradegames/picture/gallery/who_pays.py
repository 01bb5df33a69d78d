"""Pictures of the chapter "Who pays the tariff?" (S3)."""

from __future__ import annotations

from functools import cache
from typing import Any

import sympy as sp

from ...passthrough import Shock, elasticity_behind, exposure, sectors
from ..marks import (
    Axis,
    Bar,
    Choice,
    Condition,
    Curve,
    Label,
    Line,
    Panel,
    Picture,
    Point,
    Readout,
    Slider,
    U,
)

__all__ = ["sector_losses", "who_pays"]

LINEAR, EXACT = "gold", "purple"
NOTHING = 1e-6  # a burden below this is none: there is nothing to divide by

SHARE = Slider("exporter_share", "exporter’s share s, %", 0, 100, 1, 50, "%")
BASE = Slider("base_tariff", "tariff before, t₀, %", 0, 40, 1, 0, "%")
ARITHMETIC = Choice(
    "arithmetic",
    "arithmetic",
    (("linear", "linear (S3’s)"), ("exact", "exact (compounded)")),
    "linear",
)
ROWS = 10  # the largest chapters, drawn one by one; the others together
SHORT = {
    "85": "Electrical",
    "84": "Machinery",
    "95": "Toys, sports",
    "39": "Plastics",
    "94": "Furniture",
    "87": "Vehicles",
    "73": "Steel articles",
    "90": "Instruments",
    "61": "Knitwear",
    "64": "Footwear",
}


@cache
def _exposure() -> tuple[Any, Any]:
    """China's exports to the United States, billion RMB, and per unit of GDP."""
    here = exposure()
    return sp.Float(here.exports), sp.Float(here.share)


def _shock(arithmetic: str, tariff: Slider, elasticity: Any, share: Any, depreciation: Any = 0) -> Shock:
    """The shock that the sliders set; the share is a fraction."""
    return Shock(
        tariff=tariff.symbol,
        base_tariff=BASE.symbol,
        depreciation=depreciation,
        elasticity=elasticity,
        exporter_share=share,
        arithmetic=arithmetic,
        unit="percent",
    )


def who_pays() -> Picture:
    """What a tariff does to prices, quantity and value, and the loss along the exporter's share.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(who_pays())
    >>> round(explorer.readouts["value_rmb"], 2)
    -19.72
    >>> half = tg.passthrough.Shock(tariff=0.2, elasticity=1.08, exporter_share=0.5)
    >>> round(100 * half.value_change_rmb, 2)
    -19.72
    """
    tariff = Slider("tariff", "rise of the tariff τ, points", 1, 60, 1, 20, "points")
    size = Slider("elasticity", "elasticity of demand ε", 0.2, 1.5, 0.01, 1.08)
    fall = Slider("depreciation", "fall of the RMB δ, %", -5, 20, 0.5, 0, "%")

    def shock(arithmetic: str, share: Any) -> Shock:
        return _shock(arithmetic, tariff, size.symbol, share, fall.symbol)

    here = {name: shock(name, SHARE.symbol / 100) for name, _ in ARITHMETIC.options}
    parts = (
        ("buyer", "buyer $", "buyer’s price", "buyer_price_change"),
        ("seller", "seller ¥", "seller’s price in RMB", "price_change_rmb"),
        ("quantity", "units", "quantity", "quantity_change"),
        ("value", "total $", "value in dollars", "value_change"),
        ("value_rmb", "total ¥", "value in RMB", "value_change_rmb"),
    )
    bars, readouts = [], []
    for k, (name, _, words, field) in enumerate(parts):
        change = {a: 100 * getattr(s, field) for a, s in here.items()}
        bars.append(Bar(k - 0.2, change["linear"], width=0.36, color=LINEAR))
        bars.append(Bar(k + 0.2, change["exact"], width=0.36, color=EXACT))
        readouts.append(Readout(name, words, ARITHMETIC.pick(**change), "%", 2))
    changes = Panel(
        Axis("", -0.6, 4.6, tuple((k, tick) for k, (_, tick, _, _) in enumerate(parts))),
        Axis("↑ change in percent", -100, 75),
        (
            *bars,
            Line(((-0.6, 0), (4.6, 0)), color="muted"),
            Label(4.5, 66, "linear", color=LINEAR, anchor="end"),
            Label(4.5, 54, "exact", color=EXACT, anchor="end"),
        ),
        "What changes, in both arithmetics",
    )

    # Receipts in RMB that are lost, per unit of what the currency leaves of the tariff.
    loss = {a: lambda share, a=a: -shock(a, share).value_change_rmb / shock(a, 0).burden for a in here}
    burden = ARITHMETIC.pick(**{a: shock(a, 0).burden for a in here})
    shared = {a: sp.Abs(shock(a, 0).burden) > NOTHING for a in here}
    some = sp.Abs(burden) > NOTHING
    left = burden > NOTHING

    def chosen(share: Any) -> Any:
        return ARITHMETIC.pick(**{a: loss[a](share) for a in here})

    best = {a: shock(a, 0).best_share() for a in here}
    best_share = ARITHMETIC.pick(**best)
    ways = ((0, "buyer pays all"), (50, "half each"), (100, "exporter"))
    along = Panel(
        Axis("exporter’s share s, % →", 0, 100, ((0, "0"), (25, "25"), (50, "50"), (75, "75"), (100, "100"))),
        Axis("↑ RMB receipts lost, per point to be shared", 0, 2),
        (
            Line(((0, 1), (100, 1)), color="muted", dash=True),
            Label(98, 1.13, "loss = tariff", color="muted", anchor="end"),
            Curve(100 * U, loss["linear"](U), color=LINEAR, when=shared["linear"]),
            Curve(100 * U, loss["exact"](U), color=EXACT, when=shared["exact"]),
            *(Point(way, chosen(sp.Rational(way, 100)), color="muted", when=some) for way, _ in ways),
            Line(((100 * best["linear"], 0), (100 * best["linear"], loss["linear"](best["linear"]))),
                 color=LINEAR, dash=True, when=shock("linear", 0).burden > NOTHING),
            Line(((100 * best["exact"], 0), (100 * best["exact"], loss["exact"](best["exact"]))),
                 color=EXACT, dash=True, when=shock("exact", 0).burden > NOTHING),
            Label(2, 0.1, "dashed: least loss, at s*", color="muted", anchor="start"),
            Point(SHARE.symbol, chosen(SHARE.symbol / 100), drag=("exporter_share", ""), when=some),
        ),
        "Who should bear it? (drag the dark point)",
    )  # fmt: skip
    exports, share = _exposure()
    nominal = {a: 100 * s.gdp(share).nominal for a, s in here.items()}
    real = {a: 100 * s.gdp(share).real for a, s in here.items()}
    lost = {a: -exports * s.value_change_rmb for a, s in here.items()}
    gap = chosen(sp.Integer(0)) - chosen(sp.Integer(1))
    return Picture(
        name="who_pays",
        title="Who pays the tariff, and what is lost",
        alt="Left: bars of the changes, in the linear and in the exact arithmetic. At this setting the "
        "buyer’s price changes by {buyer} percent, the seller’s price in RMB by {seller}, the quantity by "
        "{quantity}, the value in RMB by {value_rmb}. Right: the loss of receipts along the exporter’s "
        "share, a shallow bowl in the linear arithmetic, monotone in the exact one; least at a share of "
        "{best_share} percent.",
        panels=(changes, along),
        controls=(tariff, SHARE, size, fall, BASE, ARITHMETIC),
        readouts=(
            *readouts,
            Readout("nominal", "China’s nominal GDP", ARITHMETIC.pick(**nominal), "%"),
            Readout("real", "China’s real GDP", ARITHMETIC.pick(**real), "%"),
            Readout("lost", "receipts lost a year", ARITHMETIC.pick(**lost), "bn RMB", 0),
            Readout(
                "best_share", "share with least loss, s*", 100 * best_share, "%", 1,
                when=left, otherwise="nothing to share",
            ),
            Readout(
                "paradox", "Is most lost when the buyer pays all?", sp.Piecewise((0, gap > 0), (1, True)),
                when=left, otherwise="nothing to share",
                words=("yes: the paradox", "no: when the exporter does"),
            ),
        ),
    )  # fmt: skip


def sector_losses() -> Picture:
    """Imports from China by HS chapter before and after a tariff, with S3's elasticities.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(sector_losses())
    >>> explorer.exporter_share = 0
    >>> round(explorer.readouts["machinery"], 1)
    -16.8
    >>> table = tg.passthrough.sector_table(tariff=0.2, shares=[0]).set_index("chapter")
    >>> round(100 * float(table.loc["84", "value_change"]), 1)
    -16.8
    """
    tariff = Slider("tariff", "rise of the tariff τ, points", 0, 145, 1, 20, "points")
    noise = Slider("noise", "error in unit values ω, %", 0, 70, 1, 0, "% of variance")

    def shock(arithmetic: str, elasticity: Any) -> Shock:
        return _shock(arithmetic, tariff, elasticity, SHARE.symbol / 100)

    table = sectors().sort_values("imports_musd", ascending=False)
    printed = {e: sp.Rational(str(e)) for e in sorted(set(table["elasticity"]))}
    true = {e: elasticity_behind(number, noise.symbol / 100) for e, number in printed.items()}
    change = {
        e: ARITHMETIC.pick(
            **{a: shock(a, number).value_change for a, _ in ARITHMETIC.options}
        )
        for e, number in true.items()
    }  # fmt: skip
    worth = dict(zip(table["chapter"], table["imports_musd"] / 1e3, strict=True))
    elasticity = dict(zip(table["chapter"], table["elasticity"], strict=True))
    top, rest = list(worth)[:ROWS], list(worth)[ROWS:]
    after = [worth[c] * (1 + change[elasticity[c]]) for c in top]
    others = {e: sum(worth[c] for c in rest if elasticity[c] == e) for e in printed}
    after.append(sum(value * (1 + change[e]) for e, value in others.items()))
    rows = [(c, SHORT[c], worth[c]) for c in top] + [("rest", "All others", sum(others.values()))]
    ticks = tuple((ROWS - k, chapter) for k, (chapter, _, _) in enumerate(rows))
    marks: list[Any] = []
    for k, ((_, name, before), now) in enumerate(zip(rows, after, strict=True)):
        marks.append(Bar(ROWS - k, before, width=0.72, color="muted", horizontal=True))
        marks.append(Bar(ROWS - k, now, width=0.72, color="blue", horizontal=True))
        marks.append(Label(before + 3, ROWS - k, f"{name} −{{value}}", before - now, 1, anchor="start"))
    values = Panel(
        Axis("bn USD from China (blue: what is left) →", 0, 210),
        Axis("HS chapter, and what is lost", -0.6, ROWS + 0.6, ticks),
        tuple(marks),
        "Customs value of 2024, before and after",
    )
    dots: list[Any] = [Line(((1, 0.4), (1, ROWS + 0.6)), color="muted", dash=True)]
    for k, e in enumerate(elasticity[c] for c in top):
        dots.append(Line(((printed[e], ROWS - k), (true[e], ROWS - k)), color="orange"))
        dots.append(Point(printed[e], ROWS - k, color="muted"))
        dots.append(Point(true[e], ROWS - k, color="orange"))
    elasticities = Panel(
        Axis("elasticity ε →", 0, 2),
        Axis("HS chapter", 0.4, ROWS + 0.6, ticks[:ROWS]),
        tuple(dots),
        "Elasticities: printed (grey), behind (orange)",
    )  # fmt: skip
    total = sum(worth.values())
    loss = total - sum(after)
    _, share = _exposure()
    largest = true[max(printed)]
    least = shock("linear", largest)
    room = sp.Min(1 + least.quantity_change, 1 + least.price_change, evaluate=False)
    return Picture(
        name="sector_losses",
        title="The same tariff, chapter by chapter",
        alt="Left: horizontal bars of American imports from China in 2024 for the ten largest HS chapters "
        "and the rest, and how much is left after the tariff: together {total} billion dollars less. "
        "Electrical equipment changes by {electrical} percent, machinery by {machinery}. Right: the "
        "elasticities that S3 prints, and those behind them if part of the variance of unit values is "
        "error: they move away from one on either side.",
        panels=(values, elasticities),
        controls=(tariff, SHARE, noise, BASE, ARITHMETIC),
        readouts=(
            Readout("total", "lost, all chapters", loss, "bn USD", 1),
            Readout("percent", "lost, of all imports", 100 * loss / total, "%", 2),
            Readout("points", "of China’s GDP", 100 * share * loss / total, "%"),
            Readout("electrical", "electrical goods (85)", 100 * change[0.97], "%", 1),
            Readout("machinery", "machinery (84)", 100 * change[0.84], "%", 1),
            Readout("plastics", "plastics (39)", 100 * change[1.26], "%", 1),
        ),
        conditions=(
            Condition(
                ARITHMETIC.pick(linear=room, exact=sp.Integer(1)),
                "In the linear arithmetic some chapter would lose more than everything ({value} too much). "
                "Choose the exact one.",
            ),
        ),
    )  # fmt: skip
