"""S2, the lists of 2018 in WITS-SMART: model, tables, comparison of the lists, robustness, conclusions.

A statement about a table is judged from the printed numbers; a finding, from the model as section 2 describes
it, on the printed chapters taken as products (`tradegames.smart.chapters`). Amounts are in units of 100
million USD (亿美元), as in the text of S2.
"""

# The claims of a module enter the ledger when it is loaded, so the modules stand in the document's order.
# isort: off
from . import abstract
from . import model
from . import june
from . import april
from . import robustness
from . import conclusions
from . import shared

# isort: on

__all__ = ["abstract", "model", "june", "april", "robustness", "conclusions", "shared"]
