"""What all models are asked: one change of tariffs on the goods of one world."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ..cge import World, load
from ..checks import number

__all__ = ["Problem", "Setting"]


@dataclass(frozen=True)
class Setting:
    """What the models are told besides the scenario.

    Parameters
    ----------
    world : World
        Flows, tariffs and elasticities for all models.
    supply_elasticity : float
        Of each exporter in GSIM, positive, may be infinite as SMART's is. S2's robustness check has 2.
    absorption : float
        The exporter's part of the burden in pass-through, from 0 to 1.
    elasticity_factor : float
        Multiplies the elasticities of substitution and the demand elasticities that follow from them.
    withheld : float
        The part of its sales that the target could withhold, between 0 and 1.
    substitution : float
        How well the importer can do without, at once; 0.76 is the short-run estimate of Boehm et al. (2023).

    Raises
    ------
    ValueError, TypeError
        If a value breaks its rule.
    """

    world: World = field(default_factory=load)
    supply_elasticity: float = 2.0
    absorption: float = 0.5
    elasticity_factor: float = 1.0
    withheld: float = 0.5
    substitution: float = 0.76

    def __post_init__(self) -> None:
        if not isinstance(self.world, World):
            raise TypeError(f"Setting.world must be a World; got {self.world!r}")
        for name in ("elasticity_factor", "substitution"):
            number("Setting", name, getattr(self, name), lambda v: v > 0, "be positive")
        if self.supply_elasticity != np.inf:
            rule = "be positive (it may be infinite)"
            number("Setting", "supply_elasticity", self.supply_elasticity, lambda v: v > 0, rule)
        number("Setting", "absorption", self.absorption, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
        number("Setting", "withheld", self.withheld, lambda v: (v > 0) & (v < 1), "lie between 0 and 1")

    @cached_property
    def scaled(self) -> World:
        """The world with its elasticities of substitution between sources multiplied."""
        if self.elasticity_factor == 1:
            return self.world
        return self.world.elastic(self.elasticity_factor)


@dataclass(frozen=True, eq=False)
class Problem:
    """The shock on the goods of the world, in arrays; the first region of each pair is the exporter."""

    setting: Setting
    rates: Any
    importer: int
    target: int

    @cached_property
    def world(self) -> World:
        """The world whose elasticities are scaled."""
        return self.setting.scaled

    @cached_property
    def goods(self) -> list[int]:
        """Places of the sectors that are goods."""
        b = self.world.benchmark
        return [k for k, name in enumerate(b.sectors) if name not in self.world.services]

    @cached_property
    def trade(self) -> Any:
        """(exporter, importer, good), billion USD."""
        return self.world.system.trade[:, :, self.goods]

    @cached_property
    def old(self) -> Any:
        """Tariffs before, (exporter, importer, good)."""
        return self.world.benchmark.tariff[:, :, self.goods]

    @cached_property
    def new(self) -> Any:
        """Tariffs after."""
        return self.rates[:, :, self.goods]

    @cached_property
    def demand(self) -> Any:
        """Elasticity of each region's import demand, negative, (region, good).

        Composite goods are wanted in fixed proportions as inputs and with elasticity one in final use; home
        and foreign goods are substitutes with the world's Armington elasticity, at a given home price.
        Book: eq-import-demand.
        """
        system, goods = self.world.system, self.goods
        spent = system.spent[:, goods]
        foreign = system.import_value[:, goods] / spent.sum(axis=2)
        final = spent[:, :, len(self.world.benchmark.sectors) :].sum(axis=2) / spent.sum(axis=2)
        armington = np.asarray(self.world.parameters.armington)[goods]
        return -(armington * (1 - foreign) + final * foreign)

    @cached_property
    def substitution(self) -> Any:
        """Elasticity of substitution between foreign sources, (good,)."""
        return np.asarray(self.world.parameters.sources)[self.goods]

    @cached_property
    def bilateral(self) -> Any:
        """Size of the elasticity of imports from one source to its own price, (exporter, importer, good).

        Of the source's variety, the prices of all others given. Book: eq-bilateral-demand.
        """
        paid = self.trade * (1 + self.old)
        share = paid / np.maximum(paid.sum(axis=0), 1e-300)
        return self.substitution * (1 - share) - self.demand * share

    @property
    def bought(self) -> Any:
        """The importer's purchases from the target, by good."""
        return self.trade[self.target, self.importer]

    @property
    def duty_factor(self) -> Any:
        """What the duty alone does to the price of the target's goods, by good."""
        return (1 + self.new[self.target, self.importer]) / (1 + self.old[self.target, self.importer])

    def mean(self, change: Any) -> float:
        """Percent, from a fraction by good, with the weights of before."""
        return float(100 * (change * self.bought).sum() / self.bought.sum())

    def hit(self, region: int) -> bool:
        """Whether this region changes a tariff."""
        return bool((self.new[:, region] != self.old[:, region]).any())
