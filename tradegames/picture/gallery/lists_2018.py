"""Pictures of the chapter "What was on the lists of 2018?": chapters, concentration, dependence."""

from __future__ import annotations

from typing import Any

import sympy as sp

from ...data import lists, s2
from ...tariff_lists import concentration
from ..marks import Axis, Bar, Choice, Label, Line, Panel, Picture, Point, Readout, Slider

__all__ = ["dependence_rule", "lists_2018", "who_gets_it"]

COUNTRIES = (("USA", "the United States", "blue", 48), ("CHN", "China", "orange", 34))
KINDS = {"codes": "hs6", "trade": "target_musd"}
SHOWN = 8  # chapters drawn
TOP = 20  # chapters on the axis of concentration
STEP = 5  # points between two classes of dependence


def _at(symbol: sp.Symbol, values: dict[Any, Any]) -> Any:
    """The value that belongs to a chapter; zero where there is none."""
    cases = [(v, (symbol > int(k) - 0.5) & (symbol < int(k) + 0.5)) for k, v in sorted(values.items())]
    return sp.Piecewise(*cases, (0, True))


def _percent(share: float) -> float:
    """Percent with as many digits as a picture can show: they travel with the page."""
    return round(100 * share, 3)


def _rank(symbol: sp.Symbol, values: list[float]) -> Any:
    """The value in a place of a list, from 1; beyond its end the last one."""
    cases = [(value, symbol < k + 1.5) for k, value in enumerate(values[:-1])]
    return sp.Piecewise(*cases, (values[-1], True))


def lists_2018() -> Picture:
    """Lists 1 and 2 of both countries by chapter, and how few chapters hold most of them.

    Examples
    --------
    >>> [control.name for control in lists_2018().controls]
    ['importer', 'measure', 'n', 'chapter']
    """
    options = ("USA", "United States on China"), ("CHN", "China on the United States")
    importer = Choice("importer", "whose lists", options, "USA")
    measure = Choice("measure", "measured by", (("codes", "HS6 codes"), ("trade", "trade covered")), "codes")
    count = Slider("n", "the n largest chapters", 1, TOP, 1, 6)
    chapter = Slider("chapter", "look up chapter", 1, 97, 1, 84)
    table = lists.counts()
    table = table[table["list"].isin(["1", "2"])]
    names = lists.chapters().set_index("hs2")["name"].to_dict()
    bars: list[Any] = []
    curves: list[Any] = []
    readouts: list[Readout] = []
    said: dict[str, dict[str, Any]] = {"1": {}, "2": {}, "trade": {}}
    for country, words, color, legend in COUNTRIES:
        of = table[table["importer"] == country]
        spread, tops, first = {}, {}, {}
        for kind, column in KINDS.items():
            sizes = {str(k): float(v) for k, v in of.groupby("hs2")[column].sum().items()}
            spread[kind] = concentration(sizes)
            tops[kind] = [_percent(spread[kind].top(k)) for k in range(1, TOP + 1)]
            rows = of[of["list"] == "1"].set_index("hs2")[column]
            whole = sum(sizes.values())
            first[kind] = {hs2: _percent(float(rows.get(hs2, 0)) / whole) for hs2 in sizes}
        for k in range(SHOWN):
            shares = {kind: list(c.shares.items())[k] for kind, c in spread.items()}
            end = measure.pick(**{kind: _percent(share) for kind, (_, share) in shares.items()})
            middle = measure.pick(**{kind: first[kind][hs2] for kind, (hs2, _) in shares.items()})
            shown = importer.is_(country) & (count.symbol > k + 0.5)
            bars.append(Bar(-k, middle, color=color, horizontal=True, when=shown))
            bars.append(Bar(-k, end, middle, color="muted", horizontal=True, when=shown))
            for kind, (hs2, share) in shares.items():
                text = f"{hs2} {names[hs2]}"
                bars.append(
                    Label(_percent(share) + 1, -k, text, anchor="start", when=shown & measure.is_(kind))
                )
        for kind, values in tops.items():
            points = ((0.0, 0.0), *((float(k), share) for k, share in enumerate(values, 1)))
            curves.append(Line(points, "", color, when=measure.is_(kind)))
        top = measure.pick(**{kind: _rank(count.symbol, values) for kind, values in tops.items()})
        curves.append(Point(count.symbol, top, "", color, drag=("n", "") if country == "USA" else ("", "")))
        curves.append(Label(TOP - 0.5, legend, f"lists of {words}", color=color, anchor="end"))
        index = measure.pick(**{kind: round(c.herfindahl, 5) for kind, c in spread.items()})
        readouts += [
            Readout(f"top_{country.lower()}", f"n largest, {words}", top, "%", 1, color=color),
            Readout(f"hhi_{country.lower()}", f"Herfindahl, {words}", index, digits=3, color=color),
        ]
        for part in ("1", "2"):
            said[part][country] = _at(
                chapter.symbol, of[of["list"] == part].set_index("hs2")["hs6"].to_dict()
            )
        said["trade"][country] = _at(
            chapter.symbol, (of.groupby("hs2")["target_musd"].sum() / 1000).round(4).to_dict()
        )
    chapters = tuple(names.get(f"{k:02d}", "(no such chapter)") for k in range(1, 98))
    by_chapter = Panel(
        Axis("percent of both lists →", 0, 75),
        Axis("the n largest chapters", 0.6 - SHOWN, 0.6, ((0.6 - SHOWN, ""),)),
        tuple(bars),
        "List 1 in colour, list 2 in grey",
    )
    top_few = Panel(
        Axis(
            "number of chapters, the largest first →", 0, TOP, tuple((k, str(k)) for k in (0, 5, 10, 15, 20))
        ),
        Axis("↑ percent of both lists, added up", 0, 105),
        tuple(curves),
        "How few chapters hold most of a list",
    )
    return Picture(
        name="lists_2018",
        title="What was on lists 1 and 2",
        alt="Left: the largest chapters of the lists of one country. Right: the n largest hold {top_usa} "
        "of the American lists and {top_chn} of the Chinese. The chapter looked up, {chapter_name}, has "
        "{list_1} on list 1 and {list_2} on list 2.",
        panels=(by_chapter, top_few),
        controls=(importer, measure, count, chapter),
        readouts=(
            *readouts,
            Readout("chapter_name", "chapter looked up", chapter.symbol - 1, words=chapters),
            Readout("list_1", "… on list 1", importer.pick(**said["1"]), "HS6 codes", 0),
            Readout("list_2", "… on list 2", importer.pick(**said["2"]), "HS6 codes", 0),
            Readout("trade", "… trade covered", importer.pick(**said["trade"]), "bn USD", 2),
        ),
    )


def dependence_rule() -> Picture:
    """Lists 4A and 4B by China's share in American imports, and the rule that is said to divide them.

    Examples
    --------
    >>> [readout.name for readout in dependence_rule().readouts][:2]
    ['right_4b', 'right_4a']
    """
    threshold = Slider("threshold", "threshold", STEP, 100 - STEP, STEP, 75, "%")
    measure = Choice(
        "measure", "measured by", (("codes", "HS6 codes"), ("trade", "imports from China")), "codes"
    )
    table = lists.dependence()
    bars: list[Any] = []
    lines: list[Any] = []
    right: dict[str, Any] = {}
    size: dict[str, Any] = {}
    for part, color, shift in (("4A", "blue", -1.1), ("4B", "orange", 1.1)):
        rows = table[table["list"] == part].sort_values("share_percent")
        columns = {"codes": rows["hs6"].to_numpy(float), "trade": rows["china_musd"].to_numpy(float)}
        share = {kind: (100 * values / values.sum()).round(3) for kind, values in columns.items()}
        for k in range(len(rows)):
            height = measure.pick(**{kind: values[k] for kind, values in share.items()})
            bars.append(Bar(STEP * (k + 0.5) + shift, height, width=2.1, color=color))
        # Of list 4A what lies below the threshold is where the rule wants it, of list 4B what lies above.
        sorted_ = {
            kind: [round(float((v[:k] if part == "4A" else v[k:]).sum()), 3) for k in range(len(rows) + 1)]
            for kind, v in share.items()
        }
        for kind, values in sorted_.items():
            points = tuple((float(STEP * k), value) for k, value in enumerate(values))
            words = "4A: below" if part == "4A" else "4B: at or above"
            lines.append(Line(points, "", color, when=measure.is_(kind)))
        lines.append(Label(*((97, 88) if part == "4A" else (62, 55)), words, color=color,
                           anchor="end"))  # fmt: skip
        steps = {kind: _rank(threshold.symbol / STEP, values[1:]) for kind, values in sorted_.items()}
        right[part] = measure.pick(**steps)
        lines.append(Point(threshold.symbol, right[part], "", color, drag=("threshold", "")))
        size[part] = measure.pick(**{kind: float(values.sum()) for kind, values in columns.items()})
    total = (right["4A"] * size["4A"] + right["4B"] * size["4B"]) / (size["4A"] + size["4B"])
    line = Line(((threshold.symbol, 0), (threshold.symbol, 100)), color="muted", dash=True)
    return Picture(
        name="dependence_rule",
        title="Does dependence on China divide lists 4A and 4B?",
        alt="Left: China's share in American imports is low for most of list 4A and mostly high for list 4B. "
        "Right: {right_4b} of list 4B lies at or above the chosen threshold and {right_4a} of list 4A below.",
        panels=(
            Panel(
                Axis("China's share in US imports, percent →", 0, 100),
                Axis("↑ percent of the list", 0, 55),
                (line, *bars),
                "List 4A (blue) and 4B (orange) by dependence",
            ),
            Panel(
                Axis("threshold, percent →", 0, 100),
                Axis("↑ percent of the list", 0, 105),
                (line, *lines),
                "Where the rule would put them, too",
            ),
        ),
        controls=(threshold, measure),
        readouts=(
            Readout("right_4b", "of list 4B at or above the threshold", right["4B"], "%", 1, color="orange"),
            Readout("right_4a", "of list 4A below the threshold", right["4A"], "%", 1, color="blue"),
            Readout("right", "of both sorted as by the rule", total, "%", 1),
        ),
    )  # fmt: skip


def who_gets_it() -> Picture:
    """Who sells instead of the target: S2's Table 7, supplier by supplier.

    Examples
    --------
    >>> who_gets_it().name
    'who_gets_it'
    """
    options = ("USA", "the United States (from China)"), ("CHN", "China (from the United States)")
    importer = Choice("buyer", "who diverts its imports", options, "USA")
    lists_ = ("force", "lists 1 and 2"), ("april", "the list of April")
    scenario = Choice("scenario", "by which list", lists_, "force")
    names = {"force": "lists 1 and 2", "april": "April list"}
    table = s2.diversion()
    bars: list[Any] = []
    wholes, thirds = {}, {}
    for country, _, color, _ in COUNTRIES:
        rows = table[table["importer"] == country].set_index(["scenario", "partner"])["diverted"] / 1000
        by = {kind: rows[name].drop("total") for kind, name in names.items()}
        order = list(by["force"].index.drop("Other"))
        order += [name for name in by["april"].index.drop("Other") if name not in order]
        shown = importer.is_(country)
        for k, partner in enumerate([*order, "Other"]):
            words = "all others" if partner == "Other" else partner
            hue = "muted" if partner == "Other" else color
            for kind, column in by.items():
                here = shown & scenario.is_(kind)
                if partner in column.index:
                    value = round(float(column[partner]), 5)
                    bars.append(Bar(-k, value, color=hue, horizontal=True, when=here))
                    text = f"{words} {{value}}"
                    bars.append(Label(value + 0.1, -k, text, value, 2, anchor="start", when=here))
                else:
                    text = f"{partner}: among the others"
                    bars.append(Label(0.1, -k, text, color="muted", anchor="start", when=here))
        wholes[country] = {kind: float(rows[name, "total"]) for kind, name in names.items()}
        named = {kind: column.drop("Other") for kind, column in by.items()}
        thirds[country] = {kind: float(c.nlargest(3).sum() / by[kind].sum()) for kind, c in named.items()}
    whole = importer.pick(**{who: scenario.pick(**values) for who, values in wholes.items()})
    three = importer.pick(**{who: scenario.pick(**values) for who, values in thirds.items()})
    return Picture(
        name="who_gets_it",
        title="Who sells instead",
        alt="Bars for the suppliers that take over what is diverted, {whole} billion dollars in all; the "
        "three largest that are named take {three} percent of it.",
        panels=(
            Panel(
                Axis("imports taken over, billion USD a year →", 0, 9),
                Axis("supplier", -9.6, 0.6, ((-9.6, ""),)),
                tuple(bars),
            ),
        ),
        controls=(importer, scenario),
        readouts=(
            Readout("whole", "diverted in all", whole, "bn USD", 2),
            Readout("three", "the three largest take", 100 * three, "%", 1),
        ),
    )
