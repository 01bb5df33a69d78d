"""The OECD ICIO layout: read a table, add it up to regions and sectors, mend it in the open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .benchmark import FINAL
from .fit import ras

__all__ = ["Flows", "Repair", "few", "mend", "read"]

OWNER = "cge.from_tables"
USES = {
    "HFCE": "private",  # households
    "NPISH": "private",  # what serves them without profit
    "DPABR": "private",  # what residents buy abroad
    "GGFC": "government",
    "GFCF": "investment",
    "INVNT": "investment",  # changes of stocks: often negative, so they go with fixed investment
}
VALUE_ADDED = ("VA", "VALU")
TOTAL = ("OUT", "OUTPUT", "TOTAL")
TAXES = ("TLS", "TXS", "TAXSUB")
ROUNDING = 1e-6  # of the world's output: what counts as rounding


@dataclass(frozen=True)
class Repair:
    """What was done to a table so that its books balance. Money is in the unit of the table.

    Attributes
    ----------
    rounding : float
        The largest gap between what a sector sells and what it costs; value added closes it.
    negative : tuple of (str, float)
        The cells below zero, as "seller to user", that were emptied.
    moved : float
        The sum of all changes made by emptying and scaling, each counted as positive.
    largest : tuple of (str, float, float)
        The cell that changed most, its value before and after; no name if nothing was moved.
    untaxed : float
        Taxes on final spending, which the benchmark leaves out: it knows only tariffs there.
    """

    rounding: float
    negative: tuple[tuple[str, float], ...]
    moved: float
    largest: tuple[str, float, float]
    untaxed: float

    def __str__(self) -> str:
        if not self.moved:
            return f"nothing moved; gaps of at most {self.rounding:.3g} went into value added"
        cell, before, after = self.largest
        below = f"{len(self.negative)} cells below zero emptied ({sum(v for _, v in self.negative):.6g}); "
        return (
            below * bool(self.negative)
            + f"{self.moved:.6g} moved in all, most in {cell}: {before:.6g} before, {after:.6g} after"
        )


@dataclass(frozen=True, eq=False)
class Flows:
    """A table added up. R regions, S sectors; E economies and I industries are the table's own.

    Attributes
    ----------
    regions, sectors : tuple of str
    economy, industry : dict
        From the table's codes to the places of their regions and sectors.
    trade : array (E, E, I)
        By seller's economy, buyer's economy and industry.
    values : array (R S, R S + 3 R)
        By seller, and by user: the sectors, then the uses of each region.
    output, added, taxes : array (R S,) or None
        The rows of the table that say so.
    untaxed : float
        Taxes on final demand.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    economy: dict[str, int]
    industry: dict[str, int]
    trade: Any
    values: Any
    output: Any
    added: Any
    taxes: Any
    untaxed: float


def few(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _kind(label: str) -> str:
    code = label.partition("_")[2]
    if label in TOTAL or code in TOTAL:
        return "total"
    if label in VALUE_ADDED or code in VALUE_ADDED:
        return "added"
    if label.startswith(TAXES) or code.startswith(TAXES):
        return "tax"
    return "use" if code in USES else "cell"


def _places(
    field: str, codes: Sequence[str], chosen: Mapping[str, str], rest: str | None
) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the names wanted, and the place among them of each code of the table."""
    if unknown := [code for code in chosen if code not in codes]:
        raise ValueError(f"{OWNER}: {field} must name codes of the table; not there: {few(unknown)}")
    missing = [code for code in codes if code not in chosen]
    if missing and rest is None:
        raise ValueError(f"{OWNER}: {field} must cover every code of the table; missing: {few(missing)}")
    names = tuple(dict.fromkeys([*chosen.values(), *([rest] if missing and rest else [])]))
    return names, {code: names.index(chosen.get(code, str(rest))) for code in codes}


def read(table: Any, regions: Mapping[str, str], sectors: Mapping[str, str], rest: str | None) -> Flows:
    """Return a table, added up. See `tradegames.cge.from_tables`."""
    import pandas as pd

    frame = table if isinstance(table, pd.DataFrame) else pd.read_csv(table, index_col=0)
    for axis in (frame.index, frame.columns):
        if axis.has_duplicates:
            raise ValueError(
                f"{OWNER}: table must have each label once; got {axis[axis.duplicated()][0]!r} again"
            )
    rows = {kind: [x for x in frame.index if _kind(x) == kind] for kind in ("cell", "total", "added", "tax")}
    users = {kind: [x for x in frame.columns if _kind(x) == kind] for kind in ("cell", "use")}
    cells, wanted = rows["cell"], [*rows["cell"], *users["use"]]
    if odd := sorted(set(cells) ^ set(users["cell"])):
        raise ValueError(
            f"{OWNER}: table must have the same sectors in rows and columns; only once: {few(odd)}"
        )
    used = frame[wanted].apply(pd.to_numeric, errors="coerce")
    values = used.loc[cells].to_numpy(float)
    if not np.isfinite(values).all():
        i, j = np.argwhere(~np.isfinite(values))[0]
        got = frame.loc[cells[i], wanted[j]]
        raise ValueError(
            f"{OWNER}: table must hold numbers; got {got!r} in row {cells[i]}, column {wanted[j]}"
        )

    split = [x.partition("_")[::2] for x in wanted]
    economies = list(dict.fromkeys(country for country, _ in split))
    industries = list(dict.fromkeys(code for _, code in split[: len(cells)]))
    r, economy = _places("regions", economies, regions, rest)
    s, industry = _places("sectors", industries, sectors, None)
    made = [(economies.index(country), industries.index(code)) for country, code in split[: len(cells)]]
    buyer = np.eye(len(economies))[[economies.index(country) for country, _ in split]]
    trade = np.zeros((len(economies), len(economies), len(industries)))
    for (e, i), sold in zip(made, values @ buyer, strict=True):
        trade[e, :, i] = sold
    size = len(r) * len(s)
    seller = [economy[country] * len(s) + industry[code] for country, code in split[: len(cells)]]
    use = [size + economy[c] * len(FINAL) + FINAL.index(USES[code]) for c, code in split[len(cells) :]]
    down, across = np.eye(size)[:, seller], np.eye(size + len(r) * len(FINAL))[seller + use]
    extra = {
        kind: used.loc[rows[kind]].fillna(0).to_numpy(float).sum(0) if rows[kind] else None
        for kind in ("total", "added", "tax")
    }
    output, added, taxes = (None if x is None else down @ x[: len(cells)] for x in extra.values())
    untaxed = 0.0 if extra["tax"] is None else float(extra["tax"][len(cells) :].sum())
    return Flows(
        r, s, economy, industry, trade, down @ values @ across, output, added, taxes, untaxed
    )  # fmt: skip


def _gap(flows: Flows, values: Any) -> Any:
    """Return sales less cost, or less the row of output, whichever is farther off."""
    size = len(values)
    sales, found = values.sum(1), np.zeros(size)
    wanted = [] if flows.output is None else [flows.output]
    if flows.added is not None:
        taxes = 0 if flows.taxes is None else flows.taxes
        wanted.append(values[:, :size].sum(0) + flows.added + taxes)
    for cost in wanted:
        found = np.where(abs(sales - cost) > abs(found), sales - cost, found)
    return found


def mend(flows: Flows, balance: bool) -> tuple[Any, Repair]:
    """Return flows that are not negative and add up, and what that took. See `tradegames.cge.from_tables`."""
    values = flows.values
    size, gap = len(values), _gap(flows, values)
    sellers = [f"{r} {s}" for r in flows.regions for s in flows.sectors]
    users = [*sellers, *(f"{r} {use}" for r in flows.regions for use in FINAL)]
    below = [(f"{sellers[i]} to {users[j]}", float(values[i, j])) for i, j in np.argwhere(values < 0)]
    worst = int(abs(gap).argmax())
    uneven = abs(gap[worst]) > ROUNDING * values.sum()
    if not (below or uneven):
        return values, Repair(float(abs(gap[worst])), (), 0.0, ("", 0.0, 0.0), flows.untaxed)
    if below and not balance:
        cell, value = min(below, key=lambda pair: pair[1])
        raise ValueError(
            f"{OWNER}: flows must not be negative; got {value:g} from {cell}, {len(below)} cells in all."
            " balance=True empties them and says what moved"
        )
    if not balance:
        raise ValueError(
            f"{OWNER}: sales must equal cost and output; {sellers[worst]} sells {values[worst].sum():g}"
            f" and is off by {gap[worst]:g}. balance=True scales the table and says what moved"
        )
    rows, columns = values.sum(1) if flows.output is None else flows.output, values.sum(0)
    if flows.added is not None:
        columns[:size] = rows - flows.added - (0 if flows.taxes is None else flows.taxes)
    columns[size:] *= (rows.sum() - columns[:size].sum()) / columns[size:].sum()
    fitted = ras(np.maximum(values, 0), rows, columns).table
    change = abs(fitted - values)
    i, j = np.unravel_index(change.argmax(), change.shape)
    largest = f"{sellers[i]} to {users[j]}", float(values[i, j]), float(fitted[i, j])
    left = float(abs(_gap(flows, fitted)).max())
    return fitted, Repair(left, tuple(below), float(change.sum()), largest, flows.untaxed)
