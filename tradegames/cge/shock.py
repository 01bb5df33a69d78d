"""What changes: checked, and brought into the arrays that the equations take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice, number

if TYPE_CHECKING:
    from .system import System

__all__ = ["CLOSURES", "Shock", "by_logs", "by_points", "shock"]

CLOSURES = ("full_employment", "fixed_real_wage", "fixed_trade_balance")
OWNER = "World.solve"


def by_logs(shock: Shock, part: Any) -> Shock:
    """Return a part of a shock: everything rises by equal steps, tariffs by equal steps of their logs."""
    names = ("tariffs", "output_taxes", "endowments", "productivity", "population", "government", "gdp")
    return replace(shock, **{name: part * getattr(shock, name) for name in names})


def by_points(shock: Shock, part: Any) -> Shock:
    """Return a part of a shock: tariffs rise by equal points, the rest as in `by_logs`."""
    return replace(by_logs(shock, part), tariffs=np.log1p(part * np.expm1(shock.tariffs)))


@dataclass(frozen=True, eq=False)
class Shock:
    """What changes, and the closure; logs of changes unless said otherwise."""

    tariffs: Any  # (exporter, importer, good): of one plus the rate
    output_taxes: Any  # (region, good): of one less the rate
    endowments: Any  # (region, factor)
    productivity: Any  # (region,)
    population: Any  # (region,)
    government: Any  # (region,): points of income moved from saving to the government, a fraction
    gdp: Any  # (region,): target of real GDP; used where ``has_target``
    has_target: Any  # (region,) of bool
    fixed_real_wage: bool = False
    fixed_trade_balance: bool = False
    way: Callable[[Shock, Any], Shock] = by_logs  # where one is on the way to it

    def scaled(self, part: Any) -> Shock:
        """Return a part of the way from the benchmark to this shock; the part may be a `Dual`."""
        return self.way(self, part)


def shock(
    system: System,
    rates: Any,
    closure: str | tuple[str, ...],
    *,
    output_taxes: Mapping[tuple[str, str], float] | None = None,
    endowments: Mapping[tuple[str, str], float] | None = None,
    productivity: Mapping[str, float] | None = None,
    population: Mapping[str, float] | None = None,
    government: Mapping[str, float] | None = None,
    gdp: Mapping[str, float] | None = None,
) -> Shock:
    """Return the shock that sets these tariffs and changes what is given by name.

    Parameters
    ----------
    system : System
    rates : array (R, R, S)
        All tariffs as they are to be, from `World.rates`.
    closure, output_taxes, endowments, productivity, population, government
        As for `World.solve`.
    gdp : mapping region -> fraction, optional
        Growth of real GDP that the productivity of value added has to bring about.

    Raises
    ------
    ValueError
        If a name is not known or a value is not allowed.
    """
    b = system.benchmark
    names = (closure,) if isinstance(closure, str) else tuple(closure)
    for name in names:
        choice(OWNER, "closure", name, CLOSURES)
    if {"full_employment", "fixed_real_wage"} <= set(names):
        raise ValueError(f"{OWNER}.closure must fix employment or the real wage; got both")
    if "fixed_real_wage" in names and "labour" not in b.factors:
        raise ValueError(
            f"{OWNER}.closure must be without a real wage where no factor is labour; got {names}"
        )
    if "fixed_real_wage" in names and len(b.factors) == 1:
        raise ValueError(f"{OWNER}.closure must fix employment where labour is the only factor; got {names}")

    def by_region(field: str, given: Mapping[str, float] | None, log: bool = True) -> Any:
        values = np.zeros(len(b.regions))
        for region, value in (given or {}).items():
            r = b.regions.index(choice(OWNER, field, region, b.regions))
            values[r] = _growth(field, value) if log else number(OWNER, field, value)
        return values

    growth = np.zeros((len(b.regions), len(b.factors)))
    for (region, factor), value in (endowments or {}).items():
        r = b.regions.index(choice(OWNER, "endowments", region, b.regions))
        f = b.factors.index(choice(OWNER, "endowments", factor, b.factors))
        growth[r, f] = _growth("endowments", value)
    taxes = np.array(b.output_tax)
    for (region, sector), value in (output_taxes or {}).items():
        r = b.regions.index(choice(OWNER, "output_taxes", region, b.regions))
        i = b.sectors.index(choice(OWNER, "output_taxes", sector, b.sectors))
        label = f"output_taxes[{region}, {sector}]"
        taxes[r, i] += number(OWNER, label, value)
        number(OWNER, label, float(taxes[r, i]), lambda v: (v < 1) & (v > -10), "make a rate in (-10, 1)")
    moved = by_region("government", government, log=False)
    for r in np.argwhere(system.final_total[:, 1] + moved * system.income <= 0)[:1, 0]:
        raise ValueError(f"{OWNER}.government must leave some spending; got {moved[r]:.4g} in {b.regions[r]}")
    return Shock(
        tariffs=np.log((1 + rates) / (1 + b.tariff)),
        output_taxes=np.log((1 - taxes) / (1 - b.output_tax)),
        endowments=growth,
        productivity=by_region("productivity", productivity),
        population=by_region("population", population),
        government=moved,
        gdp=by_region("gdp", gdp),
        has_target=np.array([region in (gdp or {}) for region in b.regions]),
        fixed_real_wage="fixed_real_wage" in names,
        fixed_trade_balance="fixed_trade_balance" in names,
    )


def _growth(field: str, value: float) -> float:
    number(OWNER, field, value, lambda v: (v > -1) & (v < 10), "lie between -1 and 10, as a fraction")
    return float(np.log1p(value))
