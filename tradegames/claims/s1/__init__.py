"""S1, ten points on all Chinese goods: abstract, section 1 (the tariffs), 2 (studies), 3 (GTAP), 4 (results).

The document numbers its sections in Chinese, one to four. What it says of the first two lists' industries
and of the rule behind lists 4A and 4B stands with the lists, in ``s2_lists``.
"""

# The claims of a module enter the ledger when it is loaded, so the modules stand in the document's order.
# isort: off
from . import abstract
from . import tariffs
from . import averages
from . import studies
from . import gtap
from . import results
from . import shared

# isort: on

__all__ = ["abstract", "averages", "gtap", "results", "shared", "studies", "tariffs"]
