"""S3's elasticities on what the United States imports from China, chapter by chapter (S3, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import data
from ..checks import choice
from .shock import Shock
from .waves import rates

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Exposure", "exposure", "sector_table", "sectors"]


def sectors(year: int = 2024) -> pd.DataFrame:
    """Return imports from China by HS chapter, each with the elasticity that S3 gives it.

    Parameters
    ----------
    year : {2024, 2017}
        Year of the imports.

    Returns
    -------
    DataFrame
        ``chapter``, ``name``, ``industry`` (S3's; "all" where S3 prints none for the chapter and the
        elasticity is that of all goods), ``elasticity`` (its size), ``imports_musd``.

    Examples
    --------
    >>> table = sectors().set_index("chapter")
    >>> table.loc["84", "industry"], float(table.loc["84", "elasticity"])
    ('machinery', 0.84)
    >>> table.loc["95", "industry"], float(table.loc["95", "elasticity"])
    ('all', 1.08)
    """
    choice("sectors", "year", str(year), ("2024", "2017"))
    printed = data.s3_elasticities().set_index("industry")
    table = data.us_imports_from_china()

    def industry(chapter: str) -> str:
        for name, span in printed["chapters"].items():
            if span and span[:2] <= chapter <= span[3:]:
                return str(name)
        return "all"

    table["industry"] = table["chapter"].map(industry)
    table["elasticity"] = table["industry"].map(printed["elasticity"])
    table["imports_musd"] = table[f"imports_{year}_musd"]
    return table[["chapter", "name", "industry", "elasticity", "imports_musd"]]


def sector_table(
    tariff: float = 0.2,
    shares: Any = (1, 0.5, 0),
    base_tariff: float = 0,
    arithmetic: str = "linear",
    year: int = 2024,
) -> pd.DataFrame:
    """Return what each HS chapter loses under several ways of sharing the tariff.

    Parameters
    ----------
    tariff, base_tariff, arithmetic
        As in :class:`Shock`.
    shares : sequence of float
        Exporter's shares; S3 takes all, half and none.
    year : {2024, 2017}
        Year of the imports.

    Returns
    -------
    DataFrame
        One row a chapter and share: the columns of :func:`sectors`, then ``exporter_share``,
        ``price_change``, ``quantity_change``, ``value_change`` (fractions) and ``loss_musd``.

    Notes
    -----
    Source: S3 section 3. Its own table is not in the copy we read; this one follows its description.

    Examples
    --------
    >>> table = sector_table(tariff=0.2).set_index(["chapter", "exporter_share"])
    >>> float(table.loc[("84", 0.0), "value_change"].round(3))
    -0.168
    """
    import pandas as pd

    base = sectors(year)
    parts = []
    for share in shares:
        shock = Shock(
            tariff=tariff,
            elasticity=base["elasticity"].to_numpy(),
            exporter_share=share,
            base_tariff=base_tariff,
            arithmetic=arithmetic,
        )
        parts.append(
            base.assign(
                exporter_share=float(share),
                price_change=shock.price_change,
                quantity_change=shock.quantity_change,
                value_change=shock.value_change,
                loss_musd=-shock.value_change * base["imports_musd"],
            )
        )
    return pd.concat(parts, ignore_index=True)


@dataclass(frozen=True)
class Exposure:
    """What a loss of exports is measured against.

    Attributes
    ----------
    exports : float
        Exports to the United States in 2024, billion RMB.
    gdp : float
        China's GDP in 2024, billion RMB.
    """

    exports: float
    gdp: float

    @property
    def share(self) -> float:
        """The exports as a fraction of GDP."""
        return self.exports / self.gdp


def exposure(count: str = "importer") -> Exposure:
    """Return China's exports to the United States in 2024 beside its GDP.

    Parameters
    ----------
    count : {"importer", "exporter"}
        Whose statistics: "importer" is the American customs value, "exporter" the Chinese one.
        Both are gross: imported parts count as if they were made in China.

    Examples
    --------
    >>> round(exposure().exports), round(100 * exposure().share, 2)
    (3090, 2.29)
    >>> round(exposure("exporter").exports), round(100 * exposure("exporter").share, 2)
    (3776, 2.8)
    """
    choice("exposure", "count", count, ("importer", "exporter"))
    dollar = [rate for month, rate in rates().items() if month.startswith("2024")]
    accounts: dict[str, float] = dict(data.china_accounts()[["fact", "value"]].itertuples(index=False))
    dollars = accounts["china_exports_to_usa_2024"]
    if count == "importer":
        dollars = sum(data.us_imports_from_china()["imports_2024_musd"]) / 1e3
    return Exposure(float(dollars * sum(dollar) / len(dollar)), float(accounts["china_gdp_2024"]))
