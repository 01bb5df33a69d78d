"""WITS-SMART: what a tariff does to imports, product by product (S2), with two measures of welfare.

`simulate` is the model: arrays of products and suppliers in, creation, diversion, revenue and welfare out.
Around it: scenarios as WITS users write them, a market with names, views from the market, the exporter and
the treasury, robustness sweeps and Monte Carlo, a reader of downloads; S2's chapters as products, and the
lists of 2018 on American imports.

Examples
--------
>>> import tradegames as tg
>>> hs14 = tg.smart.simulate([4.45, 103.01], 0.04, 0.29, demand_elasticity=-0.5, target=0)
>>> round(float(hs14.diversion[0]), 2), round(float(hs14.revenue_change), 2)  # S2, table 2: -1.54, 0.57
(-1.54, 0.57)
"""

from .american import listed
from .market import Market, Simulation
from .published import Chapters, chapters
from .scenarios import Change, change_tariffs
from .sensitivity import Sensitivity, monte_carlo, sweep
from .simulation import Result, simulate
from .tables import read

__all__ = [
    "Change",
    "Chapters",
    "Market",
    "Result",
    "Sensitivity",
    "Simulation",
    "change_tariffs",
    "chapters",
    "listed",
    "monte_carlo",
    "read",
    "simulate",
    "sweep",
]
