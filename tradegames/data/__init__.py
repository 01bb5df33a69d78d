"""Small tables of facts: what was done to tariffs between the United States and China, and what it averaged.

Every row names its source. Several averages exist for one and the same day because they measure
different things: never mix rows of two concepts, read `tariff_concepts` first. Rates are in percent,
and the columns say so.
"""

from .china_trade import china_accounts, s3_elasticities, us_imports_from_china, usd_cny
from .s1 import s1_results
from .tariffs import average_tariffs, tariff_actions, tariff_concepts

__all__ = [
    "average_tariffs",
    "tariff_actions",
    "tariff_concepts",
    "us_imports_from_china",
    "s1_results",
    "s3_elasticities",
    "usd_cny",
    "china_accounts",
]
