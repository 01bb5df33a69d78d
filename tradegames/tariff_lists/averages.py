"""From rates on national lines to HS6, chapters and sectors, weighted with trade."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import number

__all__ = ["Average", "aggregate", "to_hs6"]


@dataclass(frozen=True)
class Average:
    """Average rates and what they rest on.

    Attributes
    ----------
    rate : dict
        From group to average rate, a fraction.
    weight : dict
        From group to the trade that it is weighted with.
    unweighted : tuple of str
        Products with a rate but without trade: they count for nothing in any average.
    """

    rate: dict[str, float]
    weight: dict[str, float]
    unweighted: tuple[str, ...]


def to_hs6(
    rates: Mapping[str, float],
    weights: Mapping[str, float] | None = None,
    lines: Collection[str] | None = None,
) -> dict[str, float]:
    """Return one rate for each HS6 code, from rates on its national lines.

    Parameters
    ----------
    rates : mapping
        From line (8 or 10 digits) to rate.
    weights : mapping, optional
        From line to trade. Without it every line counts alike (S1's data have only HS6 trade).
    lines : collection of str, optional
        All lines that there are: those without a rate count with zero. Without it a rate holds for
        the whole HS6 code as soon as one of its lines has it, which is what S2 assumes.

    Raises
    ------
    ValueError
        If a line with a rate is not among the lines or has no weight, or a weight is negative.

    Examples
    --------
    >>> listed = {"84713001": 0.25}
    >>> to_hs6(listed)
    {'847130': 0.25}
    >>> to_hs6(listed, lines=["84713001", "84713009"])
    {'847130': 0.125}
    >>> to_hs6(listed, {"84713001": 1.0, "84713009": 3.0}, ["84713001", "84713009"])
    {'847130': 0.0625}
    """
    every = sorted(rates if lines is None else set(lines))
    if strange := sorted(set(rates) - set(every)):
        raise ValueError(
            f"tariff_lists.to_hs6: rates must be on known lines; not among them: {_few(strange)}"
        )
    if weights is not None:
        if missing := [line for line in every if line not in weights]:
            raise ValueError(f"tariff_lists.to_hs6: weights must cover every line; missing: {_few(missing)}")
        _trade("tariff_lists.to_hs6", "weights", [weights[line] for line in every])
    total: dict[str, float] = {}
    weighted: dict[str, float] = {}
    untraded = {code for code in {line[:6] for line in every}} if weights is not None else set()
    if weights is not None:
        untraded -= {line[:6] for line in every if weights[line] > 0}
    for line in every:
        code = line[:6]
        # Where nothing is traded there is nothing to weight with, and every line counts alike.
        weight = 1.0 if weights is None or code in untraded else weights[line]
        total[code] = total.get(code, 0.0) + weight
        weighted[code] = weighted.get(code, 0.0) + weight * rates.get(line, 0.0)
    return {code: weighted[code] / total[code] for code in total}


def aggregate(
    rates: Mapping[str, float],
    trade: Mapping[str, float],
    groups: int | Mapping[str, str] | Callable[[str], str] = 2,
) -> Average:
    """Average rates with trade weights, by chapter or by any map of sectors.

    Parameters
    ----------
    rates : mapping
        From product to rate; a product that is traded and has none counts with zero.
    trade : mapping
        From product to value, the weights.
    groups : int, mapping or callable
        The first so many digits (2: chapters, 0: everything together), or from product to group.

    Raises
    ------
    ValueError
        If trade is negative, a product has no group, or a group has no trade at all.

    Notes
    -----
    Source: S1, section 4 (HS8 rates, HS6 trade, sectors). Codes of rates and trade must have the
    same length: use `to_hs6` first.

    Examples
    --------
    >>> trade = {"847130": 300.0, "847141": 100.0, "850110": 50.0}
    >>> aggregate({"847130": 0.25}, trade).rate
    {'84': 0.1875, '85': 0.0}
    """
    products = sorted(trade)
    values = _trade("tariff_lists.aggregate", "trade", [trade[product] for product in products])
    names = _groups(products, groups)
    found, place = np.unique(names, return_inverse=True)
    added = np.array([rates.get(product, 0.0) for product in products], dtype=float)
    total = np.bincount(place, values, len(found))
    if (empty := total <= 0).any():
        raise ValueError(
            f"tariff_lists.aggregate: trade must be positive in every group; zero in {str(found[empty][0])!r}"
        )
    mean = np.bincount(place, values * added, len(found)) / total
    untraded = tuple(sorted(product for product in rates if not trade.get(product, 0) > 0))
    labels = [str(name) for name in found]
    return Average(
        dict(zip(labels, mean.tolist(), strict=True)),
        dict(zip(labels, total.tolist(), strict=True)),
        untraded,
    )


def _groups(products: list[str], groups: Any) -> list[str]:
    if isinstance(groups, int):
        return [product[:groups] for product in products]
    if callable(groups):
        return [groups(product) for product in products]
    if missing := [product for product in products if product not in groups]:
        raise ValueError(
            f"tariff_lists.aggregate: groups must name the group of every product; missing: {_few(missing)}"
        )
    return [groups[product] for product in products]


def _trade(owner: str, field: str, values: list[float]) -> Any:
    array = np.array(values, dtype=float)
    return number(owner, field, array, lambda v: v >= 0, "not be negative")


def _few(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
