"""One law, many averages: weights of the world, of the lists, of before and after; and what is charged."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..checks import number
from ..data import average_tariffs, us_imports_from_china
from ..data.coverage import law_and_duty

__all__ = ["FOURTH", "averages", "law_on_2024", "published", "rate_shares"]

HIGH = 25.0  # points on lists 1 to 3
FOURTH = {"since": ("2020-02-14", 7.5), "december": ("2019-12-15", 15.0)}  # list 4A


def published(concept: str, day: str) -> float:
    """Return a published average American tariff on Chinese goods on one day, percent (or points).

    Examples
    --------
    >>> published("piie", "2020-03-01")
    19.3
    """
    found = average_tariffs(on=day)
    found = found[(found["concept"] == concept) & (found["importer"] == "USA") & (found["exporter"] == "CHN")]
    return float(found["rate_percent"].item())


def rate_shares() -> dict[str, float]:
    """Return which part of the imports of 2017 met each rate, from the steps of the average; and the rest.

    Examples
    --------
    >>> {name: round(value, 3) for name, value in rate_shares().items()}
    {'base': 2.681, 'other': 0.12, 'high': 0.48, 'since': 0.216, 'december': 0.213}
    """
    return dict(_shares())


@cache
def _shares() -> tuple[tuple[str, float], ...]:
    other = published("added_2017_weights", "2018-03-23")
    lists = published("added_2017_weights", "2019-06-15")
    found = {
        "base": published("duty_over_value", "2017-07-01"),
        "other": other,
        "high": (lists - other) / HIGH,
    }
    for name, (day, rate) in FOURTH.items():
        found[name] = (published("added_2017_weights", day) - lists) / rate
    return tuple(found.items())


def law_on_2024() -> dict[str, float]:
    """Return averages on the trade of 2024, percent: the law of 2020 (low and high) and what was collected.

    The law does not know all codes of 2024: low counts the unknown as free of special tariffs, high as taxed
    like the rest of their chapter. The general tariff is each chapter's of 2017.

    Examples
    --------
    >>> {name: round(value, 1) for name, value in law_on_2024().items()}
    {'low': 12.2, 'high': 12.8, 'paid': 10.9, 'base': 2.4}
    """
    table = law_and_duty().set_index("chapter")
    trade = us_imports_from_china().set_index("chapter")
    then, now = trade["imports_2017_musd"], trade["imports_2024_musd"]
    base = float((table["duty_2017_musd"] / then * now).sum() / now.sum())
    low = float(table["due_2024_musd"].sum() / now.sum())
    high = float((table["due_2024_musd"] / table["known_2024_musd"] * now).sum() / now.sum())
    paid = float(table["duty_2024_musd"].sum() / now.sum())
    return {"low": 100 * (base + low), "high": 100 * (base + high), "paid": 100 * paid, "base": 100 * base}


def averages(rate: Any, fourth: Any, elasticity: Any, uncharged: Any) -> dict[str, Any]:
    """Return averages of the law of the four lists, percent.

    Parameters
    ----------
    rate, fourth : float or array
        Points on list 4A, and its share in the imports of 2017.
    elasticity : float or array
        Size of the elasticity of imports to the duty-paid price, not negative.
    uncharged : float or array
        Fraction of the special duty that is not charged, from 0 to 1.

    Returns
    -------
    dict
        ``listed``: special duty, goods on the lists only, weights of the imports that are left; ``old``: all
        goods, weights of 2017, general tariff included; ``left``: weights of the imports that are left;
        ``paid``: what is charged of it; ``share``: of the imports left that are on a list, percent.

    Examples
    --------
    >>> found = averages(7.5, rate_shares()["since"], 0, 0)
    >>> round(found["old"], 2) == round(found["left"], 2) == round(found["paid"], 2)
    True
    """
    owner = "tariff_lists.averages"
    number(owner, "elasticity", elasticity, lambda v: v >= 0, "not be negative: give its size")
    number(owner, "uncharged", uncharged, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    number(owner, "fourth", fourth, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    s = rate_shares()
    price = 100 + s["base"]

    def left(points: Any) -> Any:
        return ((price + points) / price) ** (-elasticity)

    first, last = s["high"] * left(HIGH), fourth * left(rate)
    free = 1 - s["high"] - fourth
    due, listed, base = HIGH * first + rate * last, first + last, s["base"] + s["other"]
    added = due / (listed + free)
    return {
        "listed": due / listed,
        "old": base + HIGH * s["high"] + rate * fourth,
        "left": base + added,
        "paid": base + (1 - uncharged) * added,
        "share": 100 * listed / (listed + free),
    }
