"""S0, the tariff game: abstract, sections 1 to 3, cuts between countries in 5, section 7 on Proposition 1.

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
from . import equal_cuts
from . import balanced_cuts
from . import shared

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
    "equal_cuts",
    "balanced_cuts",
    "shared",
]
