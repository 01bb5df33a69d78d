"""Claims, verdicts and the ledger that brings them together.

A claim is what a document says, in our words, with the function that decides it. A verdict is
what that function returns; each has to bring what a reader needs in order to check it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar

from . import tools

if TYPE_CHECKING:
    import pandas as pd

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

KINDS = ("derivation", "proposition", "figure", "table", "number", "interpretation")
DOCUMENTS = ("S0", "S1", "S2", "S3", "S4")


def _insist(owner: object) -> None:
    """Every field of a verdict or claim that holds text must say something."""
    for field in fields(owner):  # type: ignore[arg-type]  # a dataclass
        value = getattr(owner, field.name)
        if not callable(value) and not (isinstance(value, str) and value.strip()):
            raise ValueError(f"{type(owner).__name__}.{field.name} must say something; got {value!r}")


@dataclass(frozen=True)
class Verdict:
    """What a check returns; use one of its kinds.

    Attributes
    ----------
    name : str
        The verdict in words, as in the ledger.
    evidence : str
        What was computed that decides it.
    """

    name: ClassVar[str] = ""
    evidence: str

    def __post_init__(self) -> None:
        if not self.name:
            raise TypeError("Verdict has no meaning of its own: use Holds, HoldsIf, Fails, ...")
        _insist(self)


@dataclass(frozen=True)
class Holds(Verdict):
    """The claim follows as it stands.

    Examples
    --------
    >>> Holds("the derivative is −2").name
    'holds'
    """

    name: ClassVar[str] = "holds"


@dataclass(frozen=True)
class HoldsIf(Verdict):
    """The claim follows under an assumption that does not follow itself.

    Attributes
    ----------
    assumption : str
        What has to be assumed.

    Examples
    --------
    >>> HoldsIf("f₂ > 0 there", assumption="")
    Traceback (most recent call last):
        ...
    ValueError: HoldsIf.assumption must say something; got ''
    """

    name: ClassVar[str] = "holds if"
    assumption: str


@dataclass(frozen=True)
class Fails(Verdict):
    """The claim does not follow.

    Attributes
    ----------
    counterexample : str
        The smallest one found, with its numbers.
    correction : str
        The statement that does hold.
    """

    name: ClassVar[str] = "fails"
    counterexample: str
    correction: str


@dataclass(frozen=True)
class NotTestable(Verdict):
    """The claim cannot be decided here.

    Attributes
    ----------
    reason : str
        Why not.
    """

    name: ClassVar[str] = "not testable here"
    reason: str


@dataclass(frozen=True)
class NeedsData(Verdict):
    """The claim can be decided with data that are not at hand.

    Attributes
    ----------
    data : str
        Which data, and where they are to be had.
    """

    name: ClassVar[str] = "needs data"
    data: str


VERDICTS = tuple(kind.name for kind in (Holds, HoldsIf, Fails, NotTestable, NeedsData))


@dataclass(frozen=True)
class Claim:
    """What a document says, and the function that decides it.

    Attributes
    ----------
    id : str
        The document's short name first, as in "S0-3-eq4".
    document : str
        "S0" to "S4".
    place : str
        Section, equation, table or footnote.
    kind : str
        One of ``KINDS``.
    says : str
        The claim in our words.
    chapter : str
        The chapter of the book that it belongs to.
    check : callable
        Without arguments; computes the verdict.
    """

    id: str
    document: str
    place: str
    kind: str
    says: str
    chapter: str
    check: Callable[[], Verdict]

    def __post_init__(self) -> None:
        _insist(self)
        if self.document not in DOCUMENTS or not re.fullmatch(self.document + r"(-\w+)+", self.id, re.ASCII):
            names = ", ".join(DOCUMENTS)
            raise ValueError(f"Claim.id must start with one of {names} and a hyphen; got {self.id!r}")
        if self.kind not in KINDS:
            raise ValueError(f"Claim.kind must be one of {', '.join(KINDS)}; got {self.kind!r}")


@dataclass(frozen=True)
class Result:
    """A claim and its verdict."""

    claim: Claim
    verdict: Verdict


class ClaimError(RuntimeError):
    """A check went wrong: that is no verdict on its claim."""


_CLAIMS: dict[str, Claim] = {}


def claim(
    id: str, *, place: str, kind: str, says: str, chapter: str
) -> Callable[[Callable[[], Verdict]], Callable[[], Verdict]]:
    """Enter a check into the ledger, with the claim that it decides.

    Parameters
    ----------
    id, place, kind, says, chapter : str
        As in :class:`Claim`; the document is the first part of the id.

    Raises
    ------
    ValueError
        If something is missing, or the id is taken.
    """

    def enter(check: Callable[[], Verdict]) -> Callable[[], Verdict]:
        if id in _CLAIMS:
            raise ValueError(f"Claim.id must be unique; {id!r} is taken")
        _CLAIMS[id] = Claim(id, id.partition("-")[0], place, kind, says, chapter, check)
        return check

    return enter


def claims() -> tuple[Claim, ...]:
    """Return all claims, in the order of the documents.

    Examples
    --------
    >>> from tradegames.claims import claims
    >>> claims()[0].place
    'abstract'
    """
    return tuple(sorted(_CLAIMS.values(), key=lambda claim: claim.document))


def decide(claim: Claim) -> Result:
    """Run the check of one claim.

    Raises
    ------
    ClaimError
        If the check raises, or returns anything but a verdict.
    """
    try:
        verdict = claim.check()
    except Exception as error:
        raise ClaimError(f"the check of {claim.id} ({claim.place}) went wrong: {error}") from error
    if not isinstance(verdict, Verdict):
        raise ClaimError(f"the check of {claim.id} ({claim.place}) must return a verdict; got {verdict!r}")
    return Result(claim, verdict)


def results() -> tuple[Result, ...]:
    """Run every check, and keep what they say until `tools.forget` or until a claim is entered.

    Examples
    --------
    >>> from tradegames.claims import claims, decide
    >>> decide(claims()[1]).verdict.name  # one claim alone is decided anew each time
    'fails'
    """
    return _decided(claims())


@tools.remember
def _decided(claims: tuple[Claim, ...]) -> tuple[Result, ...]:
    return tuple(decide(claim) for claim in claims)


def ledger(found: Sequence[Result] | None = None) -> pd.DataFrame:
    """Return the ledger as a table.

    Parameters
    ----------
    found : sequence of Result, optional
        Claims with their verdicts; all of them unless given.

    Returns
    -------
    pandas.DataFrame
        One row a claim: id, document, place, kind, claim, verdict, evidence, assumption,
        counterexample, correction, reason, data, chapter; empty text where a verdict has no such part.

    Raises
    ------
    ClaimError
        If a check goes wrong; it names the claim.

    Examples
    --------
    >>> from tradegames.claims import claims, decide, ledger
    >>> table = ledger([decide(claim) for claim in claims()[:2]])
    >>> dict(zip(table.id, table.verdict, strict=True))
    {'S0-abstract-weak': 'holds', 'S0-abstract-strong': 'fails'}
    """
    import pandas as pd

    parts = ("evidence", "assumption", "counterexample", "correction", "reason", "data")
    rows = [
        {
            "id": result.claim.id,
            "document": result.claim.document,
            "place": result.claim.place,
            "kind": result.claim.kind,
            "claim": result.claim.says,
            "verdict": result.verdict.name,
            **{part: getattr(result.verdict, part, "") for part in parts},
            "chapter": result.claim.chapter,
        }
        for result in (results() if found is None else found)
    ]
    return pd.DataFrame(rows)
