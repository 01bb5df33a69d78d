"""S4, chips against rare earths: abstract, section 2 (framework), 3 (paths), 4 (evidence, conclusion).

S4 is verbal. Its claims are judged in the formalisation of ``tradegames.decoupling``: the loss of a CES
output, payoffs that add up, and a ladder climbed under restriction. The numbers are of small games.
"""

# The claims of a module enter the ledger when it is loaded, so the modules stand in the document's order.
# isort: off
from . import force
from . import paths
from . import conclusion
from . import shared

# isort: on

__all__ = ["force", "paths", "conclusion", "shared"]
