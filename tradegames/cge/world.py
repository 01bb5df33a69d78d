"""A world in general equilibrium: a benchmark, its elasticities, and what a change of tariffs does to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..checks import choice, number
from .benchmark import Benchmark, Parameters
from .shock import OWNER, shock
from .solution import Solution
from .solve import Equilibrium, direction, find
from .system import System

__all__ = ["World"]

# Mappings take their keys as they are declared: two or three names, or either.
Tariffs = (
    Mapping[tuple[str, ...], float] | Mapping[tuple[str, str], float] | Mapping[tuple[str, str, str], float]
)


@dataclass(frozen=True, eq=False)
class World:
    """A world in general equilibrium.

    Parameters
    ----------
    benchmark : Benchmark
        Its flows and taxes in the base year.
    parameters : Parameters
        Its elasticities.
    services : tuple of str
        The sectors that a tariff on "all goods" leaves alone.
    base : str
        What the benchmark is, in words; stands beside every result.

    Examples
    --------
    >>> import tradegames as tg
    >>> world = tg.cge.load()
    >>> bool(world.solve({("USA", "CHN"): 0.10}).exports["CHN", "USA"] < -20)
    True
    """

    benchmark: Benchmark
    parameters: Parameters
    services: tuple[str, ...] = ()
    base: str = "the benchmark"

    def __post_init__(self) -> None:
        b, shape = self.benchmark, np.shape(self.parameters.substitution)
        if shape != (len(b.regions), len(b.sectors)):
            raise ValueError(
                f"World.parameters must fit {len(b.regions)} regions and {len(b.sectors)} sectors; "
                f"got {shape}"
            )
        if len(self.parameters.mobility) != len(b.factors):
            raise ValueError(
                f"World.parameters must give the mobility of {len(b.factors)} factors; "
                f"got {len(self.parameters.mobility)}"
            )
        for name in self.services:
            choice("World", "services", name, b.sectors)

    @cached_property
    def system(self) -> System:
        """The equations on this benchmark."""
        return System(self.benchmark, self.parameters)

    def replace(self, **elasticities: Any) -> World:
        """Return the same world with other elasticities.

        Parameters
        ----------
        **elasticities
            Fields of `Parameters`: an array as there, one number for all, or a mapping of sectors (of
            factors, for ``mobility``) to numbers, the others staying as they are.

        Raises
        ------
        ValueError
            If a name is not known or a value is not allowed.

        Examples
        --------
        >>> import tradegames as tg
        >>> tg.cge.load().replace(armington={"ELEC": 2.0}).parameters.armington[4]
        np.float64(2.0)
        """
        known = tuple(field.name for field in fields(Parameters))
        changed = {}
        for name, value in elasticities.items():
            old = np.array(getattr(self.parameters, choice("World.replace", "name", name, known)))
            axis = self.benchmark.factors if name == "mobility" else self.benchmark.sectors
            if isinstance(value, Mapping):
                for key, one in value.items():
                    old[..., axis.index(choice("World.replace", name, key, axis))] = one
                changed[name] = old
            else:
                changed[name] = np.broadcast_to(np.asarray(value, float), old.shape)
        return replace(self, parameters=replace(self.parameters, **changed))

    def elastic(self, factor: float) -> World:
        """Return the same world with both elasticities of trade times a factor, in every sector.

        Examples
        --------
        >>> import tradegames as tg
        >>> float(tg.cge.load().elastic(0.5).parameters.armington[4])
        2.2
        """
        old = self.parameters
        return self.replace(armington=factor * old.armington, sources=factor * old.sources)

    def rates(self, tariffs: Tariffs | None = None, unit: str = "fraction") -> Any:
        """Return the tariffs (exporter, importer, good) that stand after these points are added.

        Raises
        ------
        ValueError
            If a region or sector is not known, a region taxes itself, a rate would be -100 % or less, or
            points above 10 look like percent.
        """
        b = self.benchmark
        rates = np.array(b.tariff)
        choice(OWNER, "unit", unit, ("fraction", "percent"))
        for key, points in (tariffs or {}).items():
            if not isinstance(key, tuple) or len(key) not in (2, 3):
                raise ValueError(
                    f"{OWNER}.tariffs must have keys (importer, exporter) or (importer, exporter, sector); "
                    f"got {key!r}"
                )
            importer, exporter = (choice(OWNER, "tariffs", name, b.regions) for name in key[:2])
            if importer == exporter:
                raise ValueError(f"{OWNER}.tariffs must be between two regions; got {key!r}")
            label = f"tariffs[{', '.join(key)}]"
            number(OWNER, label, points)
            if unit == "fraction" and points > 10:
                raise ValueError(
                    f"{OWNER}.{label} must be a fraction, or unit='percent' be given; got {points!r}"
                )
            taxed = [choice(OWNER, "tariffs", key[2], b.sectors)] if len(key) == 3 else b.sectors
            for sector in taxed:
                if len(key) == 3 or sector not in self.services:
                    cell = b.regions.index(exporter), b.regions.index(importer), b.sectors.index(sector)
                    rates[cell] += points / (100 if unit == "percent" else 1)
        return self._checked(rates)

    def _checked(self, rates: Any) -> Any:
        b = self.benchmark
        number(OWNER, "new_tariffs", rates)
        if np.shape(rates) != b.tariff.shape:
            raise ValueError(f"{OWNER}.new_tariffs must have shape {b.tariff.shape}; got {np.shape(rates)}")
        for o, d, i in np.argwhere(rates <= -1)[:1]:
            raise ValueError(
                f"{OWNER}.tariffs must stay above -1; got {rates[o, d, i]:.4g} "
                f"on {b.sectors[i]} from {b.regions[o]} to {b.regions[d]}"
            )
        for r in np.argwhere(np.diagonal(rates).T != 0)[:1, 0]:
            raise ValueError(
                f"{OWNER}.new_tariffs must be zero inside a region; got others in {b.regions[r]}"
            )
        return rates

    def solve(
        self,
        tariffs: Tariffs | None = None,
        *,
        new_tariffs: Any = None,
        output_taxes: Mapping[tuple[str, str], float] | None = None,
        closure: str | tuple[str, ...] = "full_employment",
        endowments: Mapping[tuple[str, str], float] | None = None,
        productivity: Mapping[str, float] | None = None,
        population: Mapping[str, float] | None = None,
        government: Mapping[str, float] | None = None,
        method: str = "newton",
        unit: str = "fraction",
        start: Any = None,
    ) -> Solution:
        """Find the equilibrium after a change of tariffs or of anything else that is given.

        Parameters
        ----------
        tariffs : mapping, optional
            Points added to the tariff, fractions: (importer, exporter) on all goods (services are left
            alone), (importer, exporter, sector) on one sector. Entries for the same flow add up.
        new_tariffs : array (R, R, S), optional
            Instead: all rates as they are to be (exporter, importer, good).
        output_taxes : mapping (region, sector) -> points, optional
            Added to the tax on output, fractions of its value; negative for a subsidy.
        closure : str or tuple of str
            "full_employment": labour is fully used, its wage moves. "fixed_real_wage": the wage keeps its
            purchasing power (the price of the benchmark's consumption), employment moves.
            "fixed_trade_balance": each region lends as much as before, in units of the numeraire; otherwise
            a global bank invests in fixed proportions. A tuple combines them.
        endowments : mapping (region, factor) -> fraction, optional
            Growth.
        productivity, population : mapping region -> fraction, optional
            Growth of what a unit of value added yields; of the number of people.
        government : mapping region -> fraction, optional
            Points of the region's income moved from saving to government demand.
        method : {"newton", "linear"}
            All equations solved, or the change extrapolated from its first derivative (Johansen); the
            residual then shows what that leaves open. After a large shock the accounts of the straight
            line do not add up, and ``real_gdp`` means little.
        unit : {"fraction", "percent"}
            Of ``tariffs``.
        start : array, optional
            A neighbouring solution's ``x``, to begin from.

        Returns
        -------
        Solution

        Raises
        ------
        ValueError
            If a name is not known or a value is not allowed.
        NoEquilibrium
            If no equilibrium is found; names the equation, region and sector that are worst.

        Examples
        --------
        >>> import tradegames as tg
        >>> world = tg.cge.load()
        >>> tariff = world.solve({("USA", "CHN"): 0.10})
        >>> tariff.residual < 1e-10, abs(tariff.walras) < 1e-10
        (True, True)
        >>> bool(tariff.terms_of_trade["USA"] > 0 > tariff.terms_of_trade["CHN"])
        True
        """
        if tariffs is not None and new_tariffs is not None:
            raise ValueError(f"{OWNER}.new_tariffs must not be given together with tariffs")
        rates = self.rates(tariffs, unit) if new_tariffs is None else self._checked(np.asarray(new_tariffs))
        change = shock(
            self.system, rates, closure, output_taxes=output_taxes, endowments=endowments,
            productivity=productivity, population=population, government=government,
        )  # fmt: skip
        if choice(OWNER, "method", method, ("newton", "linear")) == "newton":
            return Solution(self, change, find(self.system, change, start))
        x = direction(self.system, np.zeros(self.system.size), change, 0.0)
        left, state = self.system.equations(self.system.unpack(x, derive=False), change)
        residual = max(float(np.abs(part).max()) for part in left.values())
        return Solution(self, change, Equilibrium(x, state, residual, 1))

    def rebase(self, tariffs: Tariffs | None = None, *, base: str = "", **how: Any) -> World:
        """Simulate a change and return the world calibrated to where it leads.

        Parameters
        ----------
        tariffs, **how
            As for `solve`.
        base : str
            What the new benchmark is, in words.

        Examples
        --------
        >>> import tradegames as tg
        >>> after = tg.cge.load().rebase({("USA", "CHN"): 0.10})
        >>> float(after.solve().residual) < 1e-10
        True
        """
        return self.solve(tariffs, **how).rebased(base)

    def update(
        self,
        gdp: Mapping[str, float] | None = None,
        *,
        capital: Mapping[str, float] | None = None,
        labour: Mapping[str, float] | None = None,
        population: Mapping[str, float] | None = None,
        base: str = "",
    ) -> World:
        """Bring an older benchmark forward and return the world calibrated there.

        Capital, labour and population grow as given; the productivity of value added is whatever makes
        real GDP (at the benchmark's prices) grow as given, and stays as it is in regions without a figure.

        Parameters
        ----------
        gdp, capital, labour, population : mapping region -> fraction, optional
        base : str

        Notes
        -----
        Source: Walmsley and Strutt (2010); S1, section 4.

        Examples
        --------
        >>> import tradegames as tg
        >>> later = tg.cge.load().update({"CHN": 0.3}, labour={"CHN": -0.02}, base="2023")
        >>> bool(later.benchmark.output[1].sum() > 1.1 * tg.cge.load().benchmark.output[1].sum())
        True
        """
        grown: dict[tuple[str, str], float] = {}
        for factor, given in (("capital", capital), ("labour", labour)):
            grown |= {(region, factor): value for region, value in (given or {}).items()}
        change = shock(
            self.system, self.rates(), "full_employment", endowments=grown, population=population, gdp=gdp
        )
        return Solution(self, change, find(self.system, change)).rebased(base or "updated")
