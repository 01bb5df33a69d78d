"""What is announced: who taxes whom, which goods, by how many points, from when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..checks import choice, number
from ..data import cge as tables
from ..data.coverage import goods_on_lists

__all__ = ["Measure", "Scenario"]

REGIONS = tables.REGIONS
GOODS = tuple(sector for sector in tables.SECTORS if sector != "SVC")
LISTS = {"list 1": "list_1", "list 2": "list_2", "list 3": "list_3", "list 4A": "list_4A"}
PAIRS = {("USA", "CHN"): "USA", ("CHN", "USA"): "CHN"}


@cache
def _cover(importer: str) -> tuple[Any, frozenset[str]]:
    """Imports by chapter and sector with the share on each list; and the chapters that there are."""
    table = goods_on_lists()
    table = table[table["importer"] == importer]
    return table, frozenset(table["chapter"])


@dataclass(frozen=True)
class Measure:
    """One line of an announcement.

    Parameters
    ----------
    importer, exporter : {"USA", "CHN", "ROW"}
        Who taxes whose goods.
    points : float
        Added to the tariff: a fraction, 0.10 is ten percentage points. Negative: a cut.
    goods : str or sequence of str
        "all" (services are never taxed); or sectors of the package's world ("ELEC"), chapters of the
        Harmonised System ("85"), lists of 2018-19 ("list 1", "list 2", "list 3", "list 4A"). Goods named
        twice are taxed once for each name.

    Raises
    ------
    ValueError, TypeError
        If a name is not known, a region taxes itself, or the points look like percent. Chapters and lists
        are known for the two pairs USA-CHN only.

    Examples
    --------
    >>> {k: round(v, 3) for k, v in Measure("USA", "CHN", 0.25, ["61", "62", "ELEC"]).by_sector().items()}
    {'TEX': 0.103, 'ELEC': 0.25}
    >>> Measure("USA", "CHN", 10)
    Traceback (most recent call last):
        ...
    ValueError: Measure.points must lie above -1 and at most 5 (0.10 is ten percentage points); got 10
    """

    importer: str
    exporter: str
    points: float
    goods: str | Sequence[str] = "all"

    def __post_init__(self) -> None:
        choice("Measure", "importer", self.importer, REGIONS)
        others = tuple(region for region in REGIONS if region != self.importer)
        choice("Measure", "exporter", self.exporter, others)
        rule = "lie above -1 and at most 5 (0.10 is ten percentage points)"
        number("Measure", "points", self.points, lambda v: (v > -1) & (v <= 5), rule)
        names = (self.goods,) if isinstance(self.goods, str) else tuple(self.goods)
        if not names:
            raise ValueError("Measure.goods must name something, or be 'all'; got nothing")
        object.__setattr__(self, "goods", names)
        self.by_sector()

    def by_sector(self) -> dict[str, float]:
        """Return the points on each sector's imports: the points times the share of them that is named.

        Shares of chapters and lists are those of `tradegames.data.coverage`, weights of 2017.
        """
        found = dict.fromkeys(GOODS, 0.0)
        for name in self.goods:
            for sector, share in self._shares(name).items():
                found[sector] += share * self.points
        return {sector: points for sector, points in found.items() if points}

    def _shares(self, name: str) -> dict[str, float]:
        if name == "all":
            return dict.fromkeys(GOODS, 1.0)
        if name in GOODS:
            return {name: 1.0}
        side = PAIRS.get((self.importer, self.exporter))
        known = ("'all'", f"a sector ({', '.join(GOODS)})", "a chapter of two digits", *LISTS)
        if side is None:
            raise ValueError(
                f"Measure.goods must be 'all' or a sector for {self.importer} and {self.exporter}; chapters"
                f" and lists are known between USA and CHN only; got {name!r}"
            )
        table, chapters = _cover(side)
        if name in LISTS:
            share = table[LISTS[name]]
            if share.isna().all():
                raise ValueError(
                    f"Measure.goods must be a list that our sources have for {side}; got {name!r}"
                )
        elif name in chapters:
            share = (table["chapter"] == name).astype(float)
        else:
            raise ValueError(f"Measure.goods must be {' or '.join(known)}; got {name!r}")
        imports = table["imports_2017_musd"]
        sums = (share * imports).groupby(table["sector"]).sum() / imports.groupby(table["sector"]).sum()
        return {str(sector): float(part) for sector, part in sums.items() if part > 0}


@dataclass(frozen=True)
class Scenario:
    """A shock that every model takes.

    Parameters
    ----------
    name : str
    measures : sequence of Measure
        All that is added together. The first says who is the ``importer`` and who the ``target``: the two
        sides of the table.
    since : str
        The day it came or comes into force, as YYYY-MM-DD; may be empty.
    note, source : str

    Raises
    ------
    ValueError, TypeError
        If there is no measure, a name is empty or the day is none.

    Examples
    --------
    >>> war = Scenario("tit for tat", [Measure("USA", "CHN", 0.1), Measure("CHN", "USA", 0.1, ["12", "87"])])
    >>> war.importer, war.target, round(war.tariffs["CHN", "USA", "VEH"], 2)
    ('USA', 'CHN', 0.05)
    """

    name: str
    measures: Sequence[Measure]
    since: str = ""
    note: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError(f"Scenario.name must not be empty; got {self.name!r}")
        measures = tuple(self.measures)
        for measure in measures:
            if not isinstance(measure, Measure):
                raise TypeError(f"Scenario.measures must hold Measures; got {measure!r}")
        if not measures:
            raise ValueError("Scenario.measures must hold at least one Measure; got none")
        object.__setattr__(self, "measures", measures)
        if self.since:
            try:
                date.fromisoformat(self.since)
            except ValueError:
                raise ValueError(
                    f"Scenario.since must be a day as YYYY-MM-DD, or empty; got {self.since!r}"
                ) from None

    @property
    def importer(self) -> str:
        """Who taxes."""
        return self.measures[0].importer

    @property
    def target(self) -> str:
        """Whose goods are taxed."""
        return self.measures[0].exporter

    @property
    def tariffs(self) -> dict[tuple[str, ...], float]:
        """Points added, fractions, by (importer, exporter, sector): what `World.solve` takes."""
        found: dict[tuple[str, ...], float] = {}
        for measure in self.measures:
            for sector, points in measure.by_sector().items():
                key = measure.importer, measure.exporter, sector
                found[key] = found.get(key, 0.0) + points
        return found
