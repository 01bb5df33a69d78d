"""The picture of the chapter "One number, four ways": one law, averaged in five ways."""

from __future__ import annotations

from typing import Any

from ...tariff_lists import FOURTH, averages, law_on_2024, published, rate_shares
from ..marks import Area, Axis, Bar, Choice, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["one_number"]

TOP = 24.0  # percent, on both axes
MOST = 6.0  # the largest elasticity


def one_number() -> Picture:
    """One law averaged in five ways, and how buyers who leave move the average.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(one_number())
    >>> explorer.elasticity = 0
    >>> round(explorer.readouts["old"], 1), round(explorer.readouts["left"], 1)
    (16.4, 16.4)
    """
    law = Choice(
        "law",
        "the law of",
        (("since", "February 2020 (list 4A at 7.5 %)"), ("december", "December 2019 (list 4A at 15 %)")),
        "since",
    )
    slider = Slider("elasticity", "elasticity of the buyers ε", 0, MOST, 0.02, 1.08)
    missing = Slider("uncharged", "special duty not charged", 0, 40, 1, 8, "%")
    s, now = rate_shares(), law_on_2024()
    rate = law.pick(**{name: points for name, (_, points) in FOURTH.items()})
    fourth = law.pick(since=s["since"], december=s["december"])
    piie = law.pick(**{name: published("piie", day) for name, (day, _) in FOURTH.items()})
    found = averages(rate, fourth, slider.symbol, missing.symbol / 100)
    along = averages(rate, fourth, MOST * U, missing.symbol / 100)
    bars = (
        ("China's sales to the world (PIIE) {value}", piie, "muted"),
        ("listed goods only, special duty {value}", found["listed"], "green"),
        ("all goods, by the imports of 2017 {value}", found["old"], "sky"),
        ("all goods, by the imports left {value}", found["left"], "blue"),
        ("… and what is charged of it {value}", found["paid"], "orange"),
    )
    printed = [(published("cf40", "2019-12-15"), "S3")]
    printed += [(published("lists_2023_weights", day), "S1") for day in ("2020-03-01", "2025-01-25")]
    layers: list[Any] = []
    for place, words in ((now["paid"], "paid 2024"), *printed):
        layers.append(Line(((place, -4.6), (place, 0.75)), color="muted", dash=True))
        end = "end" if words == "paid 2024" else "start"
        layers.append(Label(place, 0.93, words, color="muted", anchor=end))
    for k, (words, value, color) in enumerate(bars):
        layers.append(Bar(-k, value, color=color, width=0.34, horizontal=True))
        layers.append(Label(0.2, -k + 0.36, words, value, digits=1, anchor="start"))
    ways = Panel(
        Axis("average tariff, % →", 0, TOP),
        Axis("", -4.6, 1.2, ((-4.6, ""),)),
        tuple(layers),
        "One law, five averages",
    )
    path = MOST * U
    buyers = Panel(
        Axis("elasticity of the buyers ε →", 0, MOST),
        Axis("↑ average tariff, %", 6, 20),
        (
            Area.between(path, now["low"] + 0 * U, now["high"] + 0 * U, color="gold"),
            Line(((0, now["paid"]), (MOST, now["paid"])), color="muted", dash=True),
            Label(0.1, now["paid"] - 0.8, "paid in 2024", color="muted", anchor="start"),
            Label(MOST - 0.1, now["high"] + 0.6, "law, imports of 2024", color="gold", anchor="end"),
            Curve(path, along["left"], color="blue"),
            Curve(path, along["paid"], color="orange", dash=True),
            Point(slider.symbol, found["paid"], "", "orange", drag=("elasticity", "")),
            Point(slider.symbol, found["left"], "", "blue", drag=("elasticity", "")),
        ),
        "Buyers leave, and the average falls",
    )
    return Picture(
        name="one_number",
        title="One law, five averages",
        alt="Left: bars of the average American tariff on Chinese goods by five weightings of one law: "
        "{piie} percent with China's sales to the world, {listed} on the listed goods alone, {old} with the "
        "imports of 2017, {left} with the imports that are left, {paid} charged. Right: the last two fall as "
        "the elasticity of the buyers rises; on the trade of 2024 the law gives {now_low} to {now_high} "
        "percent.",
        panels=(ways, buyers),
        controls=(law, slider, missing),
        readouts=(
            Readout("piie", "weights: China to the world", piie, "%", 1, color="muted"),
            Readout("listed", "on listed goods, special", found["listed"], "%", 1, color="green"),
            Readout("old", "weights: imports of 2017", found["old"], "%", 1, color="sky"),
            Readout("left", "weights: the imports left", found["left"], "%", 1, color="blue"),
            Readout("paid", "charged", found["paid"], "%", 1, color="orange"),
            Readout("share", "imports that are on a list", found["share"], "%", 1),
            Readout("now_low", "weights: 2024, at least", now["low"], "%", 1, color="gold"),
            Readout("now_high", "… at most", now["high"], "%", 1),
        ),
    )
