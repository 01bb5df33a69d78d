"""S0, the tariff game: abstract, sections, footnotes and conclusion.

Country 1 stands for country i wherever one country is enough, and for the low-cost country
wherever costs are compared. ``A_i = alpha - c_i``. A step of a derivation is judged from the step before it,
a finding from the model as section 2 sets it up.
"""

# The claims of a module enter the ledger when it is loaded, so the modules stand in the document's order.
# isort: off
from . import abstract
from . import trade_wars
from . import trade_talks
from . import model
from . import firms
from . import outcomes
from . import governments
from . import order
from . import intuition
from . import proposition
from . import iso_curves
from . import end_points
from . import roads
from . import equal_cuts
from . import balanced_cuts
from . import at_home
from . import conflict
from . import conclusion
from . import shared
from . import time_cost

# isort: on

__all__ = [
    "abstract",
    "trade_wars",
    "trade_talks",
    "model",
    "firms",
    "outcomes",
    "governments",
    "order",
    "intuition",
    "proposition",
    "iso_curves",
    "end_points",
    "roads",
    "equal_cuts",
    "balanced_cuts",
    "at_home",
    "conflict",
    "conclusion",
    "shared",
    "time_cost",
]
