"""The ledger: what the documents claim, and the check that decides each claim.

Examples
--------
>>> from tradegames import claims
>>> table = claims.ledger()
>>> table.set_index("id").verdict["S0-3-eq4"]
'holds'
"""

from . import s0 as s0  # its claims enter the ledger when it is loaded
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
    "ledger",
    "results",
]
