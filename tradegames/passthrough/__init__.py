"""Who pays a tariff (S3): the arithmetic of pass-through, and its estimation from panels."""

from .bias import PUBLISHED, division_bias, elasticity_behind, noise_share
from .download import from_comtrade, from_dataweb
from .panel import Finding, Report, check
from .precision import instrument_strength, limit, power, products_needed, standard_error
from .regression import Chapters, Estimate, by_chapter, compare, estimate
from .simulation import Design, simulate

__all__ = [
    "PUBLISHED", "Chapters", "Design", "Estimate", "Finding", "Report",
    "by_chapter", "check", "compare", "division_bias", "elasticity_behind", "estimate",
    "from_comtrade", "from_dataweb", "instrument_strength", "limit", "noise_share", "power",
    "products_needed", "simulate", "standard_error",
]  # fmt: skip
