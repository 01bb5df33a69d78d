"""Iso-welfare curves of the tariff game: where two countries can agree, and which roads lead there.

Everything rests on the two squares of :mod:`tradegames.quadratic`: curves are hyperbolas, and so is the
contract curve. The form ends at the prohibitive tariffs and at the subsidies that drive the home firm
from its own market; between them tariffs may be negative.
"""

from .curves import ContractCurve, Curve, contract_curve, curve, tangency
from .lens import Lens, lens
from .paths import Place, Verdict, along, fall, feasible
from .region import Region, region

__all__ = [
    "ContractCurve",
    "Curve",
    "Lens",
    "Place",
    "Region",
    "Verdict",
    "along",
    "contract_curve",
    "curve",
    "fall",
    "feasible",
    "lens",
    "region",
    "tangency",
]
