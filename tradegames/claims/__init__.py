"""The ledger: what the documents claim, and the check that decides each claim.

Examples
--------
>>> from tradegames import claims
>>> check = {claim.id: claim.check for claim in claims.claims()}["S0-3-cs"]
>>> check().correction
'CSᵢ = ½(dᵢ² + fⱼ²) + γ dᵢ fⱼ.'
"""

# The claims of a document enter the ledger when it is loaded.
from . import s0 as s0
from . import s1 as s1
from . import s2 as s2
from . import s2_lists as s2_lists
from . import s3 as s3
from . import s4 as s4

from . import across as across  # isort: skip  # last: it adds to all of them
from .entries import (
    KINDS,
    VERDICTS,
    Claim,
    ClaimError,
    Fails,
    Holds,
    HoldsIf,
    NeedsData,
    NotTestable,
    Result,
    Verdict,
    claim,
    claims,
    decide,
    ledger,
    results,
)

__all__ = [
    "KINDS",
    "VERDICTS",
    "Claim",
    "ClaimError",
    "Fails",
    "Holds",
    "HoldsIf",
    "NeedsData",
    "NotTestable",
    "Result",
    "Verdict",
    "claim",
    "claims",
    "decide",
    "ledger",
    "results",
]
