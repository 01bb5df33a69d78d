"""Who pays the tariff: the arithmetic of pass-through (S3), and its estimation from panels.

Examples
--------
>>> from tradegames import passthrough
>>> shock = passthrough.Shock(tariff=0.2, elasticity=1.08, exporter_share=0.5)
>>> round(shock.value_change, 3)
-0.197
"""

from .bias import division_bias, elasticity_behind, noise_share
from .download import from_comtrade, from_dataweb
from .panel import Finding, Report, check
from .precision import instrument_strength, limit, power, products_needed, standard_error
from .regression import Estimate, estimate
from .sectors import Exposure, exposure, sector_table, sectors
from .sharing import matrix
from .shock import GDPEffect, Shock, Split
from .side_by_side import Chapters, by_chapter, compare
from .simulation import Design, simulate
from .waves import depreciation, waves

__all__ = [
    "Chapters", "Design", "Estimate", "Exposure", "Finding", "GDPEffect", "Report", "Shock", "Split",
    "by_chapter", "check", "compare", "depreciation", "division_bias", "elasticity_behind", "estimate",
    "exposure", "from_comtrade", "from_dataweb", "instrument_strength", "limit", "matrix", "noise_share",
    "power", "products_needed", "sector_table", "sectors", "simulate", "standard_error", "waves",
]  # fmt: skip
