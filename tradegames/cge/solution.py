"""What an equilibrium means: percent changes by region, partner and sector, and money."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import choice
from .benchmark import Benchmark
from .shock import Shock
from .solve import Equilibrium
from .welfare import PARTS, equivalent_variation, parts

if TYPE_CHECKING:
    import pandas as pd

    from .world import World

__all__ = ["Solution"]


@dataclass(frozen=True, eq=False)
class Solution:
    """A world after a shock. Changes are percent of the benchmark; prices are relative to the numeraire.

    Attributes
    ----------
    world : World
        Whose benchmark is the base of every change.
    shock : Shock
    equilibrium : Equilibrium
        Logs of all changes, with the residual and the iterations.
    """

    world: World
    shock: Shock
    equilibrium: Equilibrium

    @property
    def residual(self) -> float:
        """The largest error left in any equation, relative."""
        return self.equilibrium.residual

    @property
    def iterations(self) -> int:
        """Steps of Newton's method."""
        return self.equilibrium.iterations

    @property
    def x(self) -> Any:
        """All unknowns, to start a neighbouring solution from."""
        return self.equilibrium.x

    @property
    def base(self) -> str:
        """What the changes are measured from."""
        return self.world.base

    @property
    def closure(self) -> str:
        """What is held fixed, as it was given to `World.solve`."""
        wage = "fixed_real_wage" if self.shock.fixed_real_wage else "full_employment"
        return f"{wage}, fixed_trade_balance" if self.shock.fixed_trade_balance else wage

    @property
    def walras(self) -> float:
        """Saving less investment of the world, which no equation asks for, relative to its income."""
        state = self.equilibrium.state
        return float((state.saving - state.net_investment).sum() / self.world.system.gdp.sum())

    def _by_region(self, values: Any, name: str) -> pd.Series:
        import pandas as pd

        return pd.Series(values, index=pd.Index(self.world.benchmark.regions, name="region"), name=name)

    @cached_property
    def _flows(self) -> dict[str, Any]:
        """Values (quantity and price as logs beside them) of what GDP and trade consist of."""
        system, state, goods = self.world.system, self.equilibrium.state, self.world.system.goods
        final = []
        for k in range(3):
            final.append((system.home[:, :, goods + k], state.home_use[k + 1], state.price))
            final.append((system.bought[:, :, goods + k], state.import_use[k + 1], state.import_price))
        price = np.broadcast_to(state.price[:, None, :], system.trade.shape)
        return {"final": final, "trade": (system.trade, state.sales, price)}

    def _gdp(self, volume: bool, price: bool) -> Any:
        """GDP from the side of spending, with quantities and prices as they are now or as they were."""
        total: Any = 0.0
        for value, quantity, cost in self._flows["final"]:
            total = total + (value * np.exp(volume * quantity + price * cost)).sum(axis=1)
        value, quantity, cost = self._flows["trade"]
        sold = (value * np.exp(volume * quantity + price * cost)).sum(axis=2)
        return total + sold.sum(axis=1) - sold.sum(axis=0)

    @cached_property
    def real_gdp(self) -> pd.Series:
        """Volume of GDP (Fisher's index of spending and net exports), percent."""
        gdp = self.world.system.gdp
        index = np.sqrt(self._gdp(True, False) / gdp * self._gdp(True, True) / self._gdp(False, True))
        return self._by_region(100 * (index - 1), "real_gdp")

    @cached_property
    def nominal_gdp(self) -> pd.Series:
        """GDP in units of the numeraire, the world's mean factor price, percent."""
        return self._by_region(100 * (self._gdp(True, True) / self.world.system.gdp - 1), "nominal_gdp")

    @cached_property
    def welfare(self) -> pd.Series:
        """Equivalent variation, in the money of the benchmark."""
        worth = equivalent_variation(self.world.system, self.equilibrium.state, self.shock.population)
        return self._by_region(worth, "welfare")

    @cached_property
    def real_income(self) -> pd.Series:
        """Equivalent variation in percent of the region's income."""
        return self._by_region(100 * self.welfare / self.world.system.income, "real_income")

    @cached_property
    def terms_of_trade(self) -> pd.Series:
        """Price of exports over the price of imports, both before tariffs (Fisher's indices), percent."""
        value, quantity, price = self._flows["trade"]
        before, after = value * np.exp(price), value * np.exp(price + quantity)
        volume = value * np.exp(quantity)

        def index(axis: int) -> Any:
            sums = [part.sum(axis=2).sum(axis=axis) for part in (before, value, after, volume)]
            return np.sqrt(sums[0] / sums[1] * sums[2] / sums[3])

        return self._by_region(100 * (index(1) / index(0) - 1), "terms_of_trade")

    @cached_property
    def employment(self) -> pd.Series:
        """Percent; zero by construction where the closure is full employment."""
        labour = self.world.benchmark.factors.index("labour")
        moved = self.equilibrium.state.endowment[labour] + np.zeros(len(self.world.benchmark.regions))
        return self._by_region(100 * np.expm1(moved), "employment")

    @cached_property
    def output(self) -> pd.Series:
        """Volume of output by (region, sector), percent."""
        import pandas as pd

        b = self.world.benchmark
        index = pd.MultiIndex.from_product([b.regions, b.sectors], names=["region", "sector"])
        return pd.Series(100 * np.expm1(self.equilibrium.state.output.ravel()), index, name="output")

    @cached_property
    def trade(self) -> pd.DataFrame:
        """All flows between regions: exporter, importer, sector, tariff, value before and after, volume.

        Values are before tariffs, ``tariff`` and ``new_tariff`` fractions, ``volume`` a percent change.
        """
        import pandas as pd

        b, state, system = self.world.benchmark, self.equilibrium.state, self.world.system
        places = [(o, d, i) for o, d, i in np.ndindex(system.trade.shape) if o != d]
        o, d, i = (np.array(axis) for axis in zip(*places, strict=True))
        value, quantity, price = self._flows["trade"]
        return pd.DataFrame(
            {
                "exporter": np.array(b.regions)[o],
                "importer": np.array(b.regions)[d],
                "sector": np.array(b.sectors)[i],
                "tariff": b.tariff[o, d, i],
                "new_tariff": state.rate[o, d, i],
                "before": value[o, d, i],
                "after": (value * np.exp(quantity + price))[o, d, i],
                "volume": 100 * np.expm1(quantity[o, d, i]),
            }
        )

    @cached_property
    def exports(self) -> pd.Series:
        """Value of exports before tariffs by (region, partner), percent; partner "all" for the total."""
        import pandas as pd

        flows = self.trade.groupby(["exporter", "importer"], sort=False)[["before", "after"]].sum()
        total = self.trade.groupby("exporter", sort=False)[["before", "after"]].sum()
        total.index = pd.MultiIndex.from_product([total.index, ["all"]])
        both = pd.concat([flows, total])
        both.index.names = ["region", "partner"]
        return (100 * (both["after"] / both["before"] - 1)).rename("exports")

    def sources(self, importer: str, sectors: tuple[str, ...] | None = None) -> pd.DataFrame:
        """Where a region buys: who gains what another loses (trade diversion, home producers included).

        Parameters
        ----------
        importer : str
        sectors : tuple of str, optional
            All but the world's services, if not given.

        Returns
        -------
        DataFrame
            Index: region of origin. Columns before, after, change: money before tariffs, in prices of the
            numeraire; volume: percent, at the benchmark's prices.

        Examples
        --------
        >>> import tradegames as tg
        >>> found = tg.cge.load().solve({("USA", "CHN"): 0.10}).sources("USA")
        >>> bool(found.change["CHN"] < 0 < found.change["ROW"]), bool(found.change["USA"] > 0)
        (True, True)
        """
        import pandas as pd

        b, system, state = self.world.benchmark, self.world.system, self.equilibrium.state
        d = b.regions.index(choice("Solution.sources", "importer", importer, b.regions))
        wanted = sectors or tuple(name for name in b.sectors if name not in self.world.services)
        goods = [b.sectors.index(choice("Solution.sources", "sectors", name, b.sectors)) for name in wanted]
        before = np.array(system.trade[:, d])
        before[d] = system.home[d].sum(axis=1)
        volume = before * np.exp(state.sales[:, d])
        volume[d] = system.over_users(system.home, state.home_use)[d]
        table = pd.DataFrame(
            {
                "before": before[:, goods].sum(axis=1),
                "after": (volume * np.exp(state.price))[:, goods].sum(axis=1),
            },
            index=pd.Index(b.regions, name="source"),
        )
        table["change"] = table.after - table.before
        return table.assign(volume=100 * (volume[:, goods].sum(axis=1) / table.before - 1))

    @cached_property
    def tariff_revenue(self) -> pd.Series:
        """What tariffs yield, in money of the numeraire (not a change)."""
        return self._by_region(self.equilibrium.state.tariff_revenue, "tariff_revenue")

    @cached_property
    def welfare_parts(self) -> pd.DataFrame:
        """Where the equivalent variation comes from, by region, in the money of the benchmark.

        Columns: allocation (tariffs and output taxes times the quantities they keep away), endowments,
        productivity, terms_of_trade, saving_investment, and what the numerical integration leaves out.
        """
        import pandas as pd

        b = self.world.benchmark
        found = parts(self.world.system, self.shock)
        table = pd.DataFrame(found, index=pd.Index(b.regions, name="region"), columns=list(PARTS))
        return table.assign(remainder=self.welfare - table.sum(axis=1))

    def rebased(self, base: str = "") -> World:
        """Return the world calibrated to this equilibrium.

        Sources of imports are the same for all users of a good, as the model has it.
        """
        from dataclasses import replace

        b, system, state = self.world.benchmark, self.world.system, self.equilibrium.state
        goods = len(b.sectors)

        def by_user(values: Any) -> Any:
            return np.concatenate([values[0], np.stack(values[1:], axis=2)], axis=2)

        home = system.home * np.exp(by_user(state.home_use) + state.price[:, :, None])
        taken = system.bought * np.exp(by_user(state.import_use))
        whole = taken.sum(axis=2, keepdims=True)
        share = np.divide(taken, whole, out=np.zeros_like(taken), where=whole > 0)
        sold = system.trade * np.exp(state.sales + state.price[:, None, :])
        use = np.einsum("odi,dia->oida", sold, share)
        for r in range(len(b.regions)):
            use[r, :, r] = home[r]
        factor = np.stack(
            [b.factor[:, :, f] * np.exp(w + state.factor_use[f]) for f, w in enumerate(state.factor_price)],
            axis=2,
        )
        set_aside = np.array(b.depreciation)
        if "capital" in b.factors:
            k = b.factors.index("capital")
            worn = system.depreciation * np.exp(state.investment_price + state.endowment[k])
            set_aside = worn / factor[:, :, k].sum(axis=1)
        benchmark = Benchmark(
            b.regions, b.sectors, b.factors, use[..., :goods], use[..., goods:], factor, state.rate,
            state.output_tax, b.population * np.exp(self.shock.population), set_aside, b.unit, b.source,
        )  # fmt: skip
        return replace(self.world, benchmark=benchmark, base=base or f"{self.world.base}, rebased")
