"""Tariff lists: read what governments publish, count it, weight it with trade.

A list names products by national codes of 8 or 10 digits; the first six digits mean the same in every
country, the first two are the chapter. Files damage codes, so every code is looked at, and what is
wrong with one is said with its line.

Examples
--------
>>> from tradegames import tariff_lists as lists
>>> steel = lists.TariffList("steel", ("72085100", "72085200", "73089095"), (0.25, 0.25, 0.25))
>>> steel.count()
{'72': 2, '73': 1}
"""

from .averages import Average, aggregate, to_hs6
from .codes import Fault, ListError, Repair, Report, clean
from .compare import (
    Comparison,
    Concentration,
    Dependence,
    compare,
    concentration,
    dependence,
)
from .lists import TariffList, read
from .one_law import FOURTH, averages, law_on_2024, published, rate_shares
from .sectors import FOURTEEN_SECTORS, NINE_SECTORS

__all__ = [
    "FOURTH",
    "Average",
    "Comparison",
    "Concentration",
    "Dependence",
    "FOURTEEN_SECTORS",
    "Fault",
    "ListError",
    "NINE_SECTORS",
    "Repair",
    "Report",
    "TariffList",
    "aggregate",
    "averages",
    "clean",
    "compare",
    "concentration",
    "dependence",
    "law_on_2024",
    "published",
    "rate_shares",
    "read",
    "to_hs6",
]
