"""A figure: what was measured, its statistics, and whether it meets its goal. All of it computed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered) - 1e-9) - 1)]


def noise(values: Sequence[float], blocks: int = 5) -> float:
    """How far the medians of consecutive blocks of the values lie from their middle, as a share of it."""
    if len(values) < 2 * blocks:
        return math.nan
    cuts = [round(k * len(values) / blocks) for k in range(blocks + 1)]
    medians = [median(values[a:b]) for a, b in zip(cuts, cuts[1:], strict=False)]
    low, high = min(medians), max(medians)
    return (high - low) / (high + low) if high + low else 0.0


def summary(values: Sequence[float]) -> dict[str, float]:
    """Median, p95, least, greatest, number of values and the noise between blocks of them."""
    if not values:
        raise ValueError("no values")
    return {
        "median": median(values),
        "p95": percentile(values, 0.95),
        "min": min(values),
        "max": max(values),
        "n": len(values),
        "noise": noise(values),
    }


@dataclass
class Figure:
    """One row of the report.

    ``goals`` are upper limits by statistic, ``{"median": 3.0, "p95": 8.0}``. A figure that could not be
    measured has no statistics and says why.
    """

    group: str
    name: str
    unit: str
    stats: dict[str, float] = field(default_factory=dict)
    goals: dict[str, float] = field(default_factory=dict)
    why: str = ""

    @classmethod
    def of(cls, group: str, name: str, unit: str, values: Sequence[float], **goals: float) -> Figure:
        return cls(group, name, unit, summary(values), goals)

    @classmethod
    def missing(cls, group: str, name: str, unit: str, why: str) -> Figure:
        return cls(group, name, unit, why=why)

    @property
    def met(self) -> bool | None:
        """Whether every goal is met; None where there is none or nothing was measured."""
        if not (self.goals and self.stats):
            return None
        return all(self.stats[statistic] <= limit for statistic, limit in self.goals.items())

    @property
    def key(self) -> str:
        return f"{self.group} | {self.name}"

    def json(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.met}


def change(new: dict[str, float], old: dict[str, float] | None) -> str:
    """The new median beside the last one: its change, in words where it is within the noise of both."""
    if not old or not old.get("median"):
        return ""
    share = new["median"] / old["median"] - 1
    allowed = sum(n for n in (new["noise"], old["noise"]) if n is not None and not math.isnan(n))
    return "within noise" if abs(share) <= allowed else f"{share:+.0%}"
