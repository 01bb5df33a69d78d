"""Who pays the tariff: the arithmetic of pass-through, by exporter, exchange rate and importer (S3).

Examples
--------
>>> from tradegames import passthrough
>>> shock = passthrough.Shock(tariff=0.2, elasticity=1.08, exporter_share=0.5)
>>> round(shock.value_change, 3)
-0.197
"""

from .sectors import Exposure, exposure, sector_table, sectors
from .sharing import matrix, observed_elasticity, true_elasticity
from .shock import GDPEffect, Shock, Split
from .waves import depreciation, waves

__all__ = [
    "Exposure",
    "GDPEffect",
    "Shock",
    "Split",
    "depreciation",
    "exposure",
    "matrix",
    "observed_elasticity",
    "sector_table",
    "sectors",
    "true_elasticity",
    "waves",
]
