"""S3, who pays the tariff: abstract, section 1 (facts), section 2 (all goods), section 3 (industries).

S3's sections have headings and no numbers; they are counted here. Its arithmetic is ``Shock`` with
``arithmetic="linear"``; "exact" compounds the same changes. Elasticities are given by their size.
"""

# The claims of a module enter the ledger when it is loaded, so the modules stand in the document's order.
# isort: off
from . import abstract
from . import facts
from . import overall
from . import industries
from . import shared

# isort: on

__all__ = ["abstract", "facts", "overall", "industries", "shared"]
