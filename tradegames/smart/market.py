"""A market with names: products, suppliers, imports and tariffs; and what a scenario does, seen by three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .scenarios import Change, change_tariffs
from .simulation import Result, simulate

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Market", "Simulation"]


@dataclass(frozen=True, eq=False)
class Market:
    """What one country imports in one year.

    Attributes
    ----------
    products, suppliers : tuple of str
        HS codes as text, and names of suppliers.
    imports, tariff : array (product, supplier)
        Imports at world prices; tariffs as fractions.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"product": ["850110", "850110"], "supplier": ["CHINA", "JAPAN"],
    ...                       "imports": [60.0, 40.0], "tariff": [0.03, 0.03]})
    >>> market = Market.from_table(table)
    >>> run = market.simulate([Change("points", 0.25, partners=["CHINA"])], demand_elasticity=-1.0)
    >>> run.exporters()["import_change"].round(2).to_dict()
    {'CHINA': -23.3, 'JAPAN': 8.74}
    """

    products: tuple[str, ...]
    suppliers: tuple[str, ...]
    imports: Any
    tariff: Any

    @classmethod
    def from_table(cls, table: pd.DataFrame) -> Market:
        """Return the market of a table with one row a flow.

        Parameters
        ----------
        table : DataFrame
            Columns "product", "supplier", "imports" and either "tariff" (fraction) or "duty" (collected, in
            the unit of the imports); "importer", "year" and "unit", if there, must not vary. A flow that is
            not listed is zero, and its tariff the product's average.

        Raises
        ------
        ValueError
            If columns are missing, importers, years or units are mixed, a flow is listed twice, or a value is
            missing or negative; the error names product and supplier.
        """
        owner = "smart.Market.from_table"
        missing = [c for c in ("product", "supplier", "imports") if c not in table]
        if missing or ("tariff" not in table and "duty" not in table):
            wanted = missing[0] if missing else "tariff or duty"
            raise ValueError(
                f"{owner} must have the column {wanted}; got {', '.join(map(str, table.columns))}"
            )
        for column in ("product", "supplier"):
            if not (gaps := table[table[column].isna()]).empty:
                raise ValueError(f"{owner}: {column} must not be missing; got {_flow(gaps.iloc[0])}")
        for column in ("importer", "year", "unit"):
            if column in table and not (odd := table[table[column] != table[column].iloc[0]]).empty:
                row = odd.iloc[0]
                raise ValueError(
                    f"{owner} must get one {column}; got {table[column].iloc[0]}, and {row[column]} for "
                    f"{_flow(row)}"
                )
        for column in ("imports", "tariff", "duty"):
            if (
                column in table
                and not (bad := table[~(table[column] >= (-1 if column == "tariff" else 0))]).empty
            ):
                rule = "be above -1" if column == "tariff" else "not be negative or missing"
                row = bad.iloc[0]
                raise ValueError(f"{owner}: {column} must {rule}; got {row[column]} for {_flow(row)}")
        twice = table.duplicated(["product", "supplier"])
        if twice.any():
            raise ValueError(f"{owner} must get each flow once; got {_flow(table[twice].iloc[0])} twice")
        rows, products = _codes(table["product"])
        columns, suppliers = _codes(table["supplier"])
        shape = len(products), len(suppliers)
        imports, duty = np.zeros(shape), np.zeros(shape)
        imports[rows, columns] = table["imports"]
        given = np.full(shape, np.nan)
        if "tariff" in table:
            given[rows, columns] = table["tariff"]
            duty[rows, columns] = table["tariff"] * table["imports"]
        else:
            duty[rows, columns] = table["duty"]
            given = np.divide(duty, imports, out=given, where=imports > 0)
        return cls(products, suppliers, imports, np.where(np.isnan(given), _average(imports, duty), given))

    def aggregate(self, digits: int = 2) -> Market:
        """Return the market in which products whose codes begin alike are one.

        Imports add up; tariffs are weighted with imports from the supplier, or, where there are none,
        with those from all suppliers.

        Examples
        --------
        >>> fine = Market(("850110", "850120"), ("CHINA", "JAPAN"), np.array([[60.0, 40], [20, 80]]),
        ...               np.array([[0.0, 0.0], [0.04, 0.1]]))
        >>> coarse = fine.aggregate()
        >>> coarse.products, coarse.imports.tolist(), coarse.tariff.round(3).tolist()
        (('85',), [[80.0, 120.0]], [[0.01, 0.067]])
        """
        names, place = np.unique([code[:digits] for code in self.products], return_inverse=True)
        imports, duty = np.zeros((2, len(names), len(self.suppliers)))
        np.add.at(imports, place, self.imports)
        np.add.at(duty, place, self.imports * self.tariff)
        own = np.divide(duty, imports, out=np.full_like(imports, np.nan), where=imports > 0)
        tariff = np.where(np.isnan(own), _average(imports, duty), own)
        return Market(tuple(map(str, names)), self.suppliers, imports, tariff)

    def simulate(self, changes: Sequence[Change], demand_elasticity: Any, **options: Any) -> Simulation:
        """Simulate a scenario.

        Parameters
        ----------
        changes : sequence of Change
        demand_elasticity : float or array (product,)
        **options
            As in `simulate`. Tariffs are fractions: with ``unit="fraction"`` nobody warns of those above 1.

        Returns
        -------
        Simulation
        """
        new = change_tariffs(self.tariff, changes, self.products, self.suppliers)
        names = {"products": self.products, "suppliers": self.suppliers}
        return Simulation(
            self, simulate(self.imports, self.tariff, new, demand_elasticity, **{**names, **options})
        )


@dataclass(frozen=True, eq=False)
class Simulation:
    """A scenario's result with its names, seen from the market, the exporter and the treasury.

    Attributes
    ----------
    market : Market
    result : Result
    """

    market: Market
    result: Result

    def products(self, digits: int | None = None) -> pd.DataFrame:
        """The market's view: one row a product, or with `digits` one row an HS heading (2: a chapter).

        Columns: imports, creation, diverted, import_change, revenue_change, welfare_change.
        """
        import pandas as pd

        r = self.result
        table = pd.DataFrame(
            {
                "imports": r.imports.sum(-1),
                "creation": r.creation.sum(-1),
                "diverted": r.diverted,
                "import_change": r.import_change.sum(-1),
                "revenue_change": r.revenue_change,
                "welfare_change": r.welfare_change,
            },
            index=pd.Index(self.market.products, name="product"),
        )
        if digits is None:
            return table
        return table.groupby(table.index.str[:digits]).sum()

    def exporters(self) -> pd.DataFrame:
        """The exporter's view: one row a supplier.

        Columns: imports, creation, diversion, import_change, and share: of all that is diverted, what this
        supplier gains (S2's Table 7).
        """
        import pandas as pd

        r = self.result
        table = pd.DataFrame(
            {
                "imports": r.imports.sum(0),
                "creation": r.creation.sum(0),
                "diversion": r.diversion.sum(0),
                "import_change": r.import_change.sum(0),
            },
            index=pd.Index(self.market.suppliers, name="supplier"),
        )
        won = np.maximum(table["diversion"], 0)
        table["share"] = won / won.sum() if won.sum() > 0 else 0.0
        return table

    def treasury(self) -> pd.DataFrame:
        """The treasury's view: revenue and the average tariff before and after, and where the change is from.

        Rows "before", "after", "change"; columns imports, revenue, average tariff. The change splits into
        new rates on old imports ("rates") and old and new rates on lost imports ("volumes").
        """
        import pandas as pd

        r = self.result
        before, after = r.imports, r.imports + r.import_change
        revenues = float((r.tariff * before).sum()), float((r.new_tariff * after).sum())
        volumes = float(before.sum()), float(after.sum())
        rates = float(((r.new_tariff - r.tariff) * before).sum())
        rows = [
            (volume, revenue, revenue / volume if volume else 0.0)
            for volume, revenue in zip(volumes, revenues, strict=True)
        ]
        change = tuple(b - a for a, b in zip(*rows, strict=True))
        table = pd.DataFrame(
            [*rows, change],
            index=["before", "after", "change"],
            columns=["imports", "revenue", "average_tariff"],
        )
        table["rates"] = [0.0, 0.0, rates]
        table["volumes"] = [0.0, 0.0, revenues[1] - revenues[0] - rates]
        return table


def _average(imports: Any, duty: Any) -> Any:
    """The average tariff of each product; zero where nothing is imported."""
    total = imports.sum(1, keepdims=True)
    return duty.sum(1, keepdims=True) / np.where(total > 0, total, 1.0)


def _flow(row: Any) -> str:
    return f"product {row['product']!r}, supplier {row['supplier']!r}"


def _codes(column: Any) -> tuple[Any, tuple[str, ...]]:
    import pandas as pd

    place, names = pd.factorize(column, sort=True)
    return place, tuple(map(str, names))
