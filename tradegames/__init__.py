"""Trade wars, computed: models as formulas that work on numbers, arrays, symbols and web pages.

Examples
--------
>>> import tradegames as tg
>>> game = tg.TariffGame(alpha=10, gamma=0.3, c1=1, c2=2)
>>> game.equilibrium().t2
3.0
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from . import isowelfare, reciprocity
from .tariff_game import TariffGame

if TYPE_CHECKING:
    from . import (
        at_home,
        bargain,
        cge,
        claims,
        data,
        decoupling,
        extensions,
        gsim,
        passthrough,
        preferences,
        scenario,
        smart,
        tariff_lists,
    )
    from .page.explorer import explore
    from .picture import gallery

__version__ = "0.1.0"
__all__ = [
    "TariffGame",
    "at_home",
    "bargain",
    "cge",
    "claims",
    "data",
    "decoupling",
    "explore",
    "extensions",
    "gallery",
    "gsim",
    "isowelfare",
    "passthrough",
    "preferences",
    "reciprocity",
    "scenario",
    "smart",
    "tariff_lists",
]

# What needs SymPy, SciPy, matplotlib, pandas or ipywidgets is loaded when it is first used.
_LAZY = {
    "at_home": ("at_home", ""),
    "bargain": ("bargain", ""),
    "cge": ("cge", ""),
    "claims": ("claims", ""),
    "data": ("data", ""),
    "decoupling": ("decoupling", ""),
    "extensions": ("extensions", ""),
    "gsim": ("gsim", ""),
    "passthrough": ("passthrough", ""),
    "preferences": ("preferences", ""),
    "scenario": ("scenario", ""),
    "smart": ("smart", ""),
    "tariff_lists": ("tariff_lists", ""),
    "gallery": ("picture.gallery", ""),
    "explore": ("page.explorer", "explore"),
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'tradegames' has no attribute {name!r}")
    module, attribute = _LAZY[name]
    loaded = importlib.import_module(f".{module}", __name__)
    value = getattr(loaded, attribute) if attribute else loaded
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
