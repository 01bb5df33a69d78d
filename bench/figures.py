"""A figure: what was measured, its statistics, and whether it meets its goal. All of it computed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from statistics import median
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered) - 1e-9) - 1)]


def noise(medians: Sequence[float]) -> float | None:
    """How far the medians of the passes lie apart, as a share of their middle; None for a single pass."""
    if len(medians) < 2:
        return None
    low, high = min(medians), max(medians)
    return 2 * (high - low) / (high + low) if high + low else 0.0


def summary(values: Sequence[float]) -> dict[str, Any]:
    """Median, p95, least, greatest and number of values; the noise is known only between passes."""
    if not values:
        raise ValueError("a figure needs at least one value; got none")
    return {
        "median": median(values),
        "p95": percentile(values, 0.95),
        "min": min(values),
        "max": max(values),
        "n": len(values),
        "noise": None,
    }


@dataclass
class Figure:
    """One row of the report, or one cell where it has a ``size``.

    ``goals`` are upper limits by statistic, ``{"median": 3.0, "p95": 8.0}``. A figure that could not be
    measured has no statistics; ``why`` says what is to be known about it.
    """

    group: str
    name: str
    unit: str
    stats: dict[str, Any] = field(default_factory=dict)
    goals: dict[str, float] = field(default_factory=dict)
    size: int | None = None
    why: str = ""
    values: tuple[float, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def of(
        cls,
        group: str,
        name: str,
        unit: str,
        values: Sequence[float],
        size: int | None = None,
        **goals: float,
    ) -> Figure:
        """A figure with the statistics of these values."""
        return cls(group, name, unit, summary(values), goals, size, values=tuple(values))

    @classmethod
    def pooled(cls, passes: Sequence[Figure]) -> Figure:
        """The figure of all passes: statistics of all values, noise from pass to pass."""
        first, measured = passes[0], [f for f in passes if f.stats]
        why = next((f.why for f in passes if f.why), "")
        if not measured:
            return replace(first, why=why)
        values = [value for f in measured for value in f.values]
        stats = {**summary(values), "noise": noise([f.stats["median"] for f in measured])}
        return replace(first, stats=stats, why=why, values=tuple(values))

    @property
    def met(self) -> bool | None:
        """Whether every goal is met; None where there is none or nothing was measured."""
        if not (self.goals and self.stats):
            return None
        return all(self.stats[statistic] <= limit for statistic, limit in self.goals.items())

    @property
    def verdict(self) -> str:
        """The goals with what became of each."""
        return "; ".join(
            f"{statistic} ≤ {limit:g}: {'met' if self.stats[statistic] <= limit else '**not met**'}"
            if self.stats
            else f"{statistic} ≤ {limit:g}: not measured"
            for statistic, limit in self.goals.items()
        )

    @property
    def key(self) -> tuple[str, str, int | None]:
        return self.group, self.name, self.size

    def json(self) -> dict[str, Any]:
        data = {**asdict(self), "met": self.met}
        del data["values"]  # the statistics are enough for the next report
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Figure:
        return cls(**{name: value for name, value in data.items() if name != "met"})


def change(new: Figure, old: Figure | None) -> str:
    """The change of the median since the last report, in words where it is within the noise of both.

    Without a noise, where one pass alone has measured the figure, nobody can say what the change means.
    """
    if not (old and old.stats and new.stats):
        return ""
    before, now = old.stats["median"], new.stats["median"]
    if abs(now - before) <= 0.005 * abs(before):
        return "same"
    if not before:
        return "was 0"
    words = f"{now / before - 1:+.0%}"
    if not repeated(new, old):
        return f"{words}, noise unknown"
    return "within noise" if abs(now / before - 1) <= old.stats["noise"] + new.stats["noise"] else words


def repeated(*figures: Figure) -> bool:
    """Whether each was measured in more than one pass, so that its noise is known."""
    return all(figure.stats.get("noise") is not None for figure in figures)
