"""What the checks of S4 share: one shape of country, the smallest races, learning against the calendar."""

from __future__ import annotations

from typing import Any

from ...decoupling import Adjustment, Race

__all__ = ["END", "START", "WITHHELD", "learner", "race"]

WITHHELD, START, END = 0.8, 0.1, 6.0


def race(**changes: Any) -> Race:
    """A race of equals on the shortest ladder: two rungs, from no substitutes to good ones."""
    numbers: dict[str, Any] = {
        "share": (0.1, 0.1),
        "restriction": (WITHHELD, WITHHELD),
        "leverage": (0.6, 0.6),
        "backlash": (0.05, 0.05),
        "climb": (0.5, 0.5),
        "rungs": 1,
        "discount": 0.9,
    }
    return Race(**(numbers | changes))


def learner(share: float, speed: float, tolerance: float) -> Adjustment:
    """A country that learns by the calendar."""
    return Adjustment(
        share=share, restriction=WITHHELD, start=START, end=END, speed=speed, tolerance=tolerance
    )
