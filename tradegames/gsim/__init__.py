"""GSIM: one industry, n countries, each its own variety, with supply that bends.

Francois and Hall's global simulation model. Where SMART has one importer and prices that do not move, here
every exporter has a supply curve and sells to everybody, so a tariff moves the prices that exporters
get, and somebody's gain is somebody else's loss.

Examples
--------
>>> from tradegames import gsim
>>> trade = [[0, 40, 60], [80, 0, 50], [90, 60, 0]]
>>> tariff = [[0, 0, 0], [0, 0, 0], [0, 0, 0]]
>>> war = [[0, 0, 0], [0.25, 0, 0], [0, 0, 0]]  # country 0 taxes the goods of country 1
>>> result = gsim.simulate(trade, tariff, war, -1.25, 1.5, 3.0)
>>> [round(float(p), 3) for p in result.price_change]
[-0.009, -0.088, 0.022]
"""

from .model import Solution, shares, system
from .simulate import Result, simulate

__all__ = ["Result", "Solution", "shares", "simulate", "system"]
