"""The picture of both waves of tariffs: what was added, and what the currency took off (S3)."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...passthrough import waves
from ..marks import Axis, Label, Line, Panel, Picture, Point, Readout, Slider

__all__ = ["two_waves"]

TOP = {"2018-19": 20, "2025": 100}  # points, on the axis
WORDS = {"2018-19": ("2018–19", 9.3), "2025": ("2025", 19.0)}  # in read-outs; where "full offset" is written
TITLES = {"2018-19": "April 2018 to September 2019", "2025": "2025: mind the scale"}


def two_waves() -> Picture:
    """Tariffs added against the fall of the RMB, month by month, with the line of full offset.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(two_waves())
    >>> explorer.month = 17
    >>> round(explorer.readouts["added_1"], 1), round(explorer.readouts["fall_1"], 1)
    (15.3, 11.5)
    """
    table = waves()
    last = int(table.groupby("wave").size().max()) - 1
    slider = Slider("month", "months since the wave began", 0, last, 1, last)
    month = slider.symbol
    panels, readouts = [], []
    for k, (wave, top) in enumerate(TOP.items(), 1):
        rows = table[table["wave"] == wave]
        color, (words, height) = ("blue", "orange")[k - 1], WORDS[wave]
        places = [
            (round(100 * d, 3), round(100 * a, 3))
            for d, a in zip(rows["depreciation"], rows["added"], strict=True)
        ]

        def now(axis: int, places: list[tuple[float, float]] = places) -> Any:
            """A coordinate of the month that is chosen; after the last month, of the last."""
            cases = [(place[axis], month < j + 0.5) for j, place in enumerate(places[:-1])]
            return sp.Piecewise(*cases, (places[-1][axis], True))

        fall, added = now(0), now(1)
        end = min(14, top)
        panels.append(
            Panel(
                Axis("fall of the RMB since the start, % →", -5, 15),
                Axis("↑ average points added", 0, top),
                (
                    Line(((0, 0), (0, top)), color="muted"),
                    Line(((0, 0), (end, end)), color="muted", dash=True),
                    Label(14.6, height, "full offset", color="muted", anchor="end"),
                    Line(tuple(places), color=color),
                    Point(fall, added, color=color),
                ),
                TITLES[wave],
            )
        )
        readouts += [
            Readout(f"added_{k}", f"{words}: added", added, "points", 2, color=color),
            Readout(f"fall_{k}", f"{words}: fall of the RMB", fall, "%", 2, color=color),
            Readout(
                f"left_{k}", f"{words}: left to share", added - fall, "points", 2,
                color=color,
            ),
        ]  # fmt: skip
    return Picture(
        name="two_waves",
        title="What the currency took off, in two waves of tariffs",
        alt="Paths of average tariffs added, upwards, and of the fall of the RMB, to the right, by month. "
        "In the first wave the path follows the line of full offset: in the chosen month {added_1} points "
        "added, the RMB down by {fall_1} percent. In the second it climbs straight up and bends to the left: "
        "{added_2} points, the RMB down by {fall_2} percent.",
        panels=tuple(panels),
        controls=(slider,),
        readouts=tuple(readouts),
    )
