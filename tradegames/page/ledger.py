"""The ledger of claims as static HTML: each row opens its evidence, and in it the lines that decide.

It is complete without any script; the page's script finds ``[data-ledger]`` and adds the filters.
Each row is a ``details`` element whose ``id`` is the claim's, so that a link can name it.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Mapping, Sequence
from dis import get_instructions
from html import escape
from pathlib import Path
from types import CodeType
from typing import Any

from ..claims import KINDS, VERDICTS, Result, results, tools

__all__ = ["ledger_html"]

PACKAGE = Path(__file__).parents[1]
# The mark before each verdict, for readers who do not see its colour.
MARKS = {"holds": "✓", "holds if": "◐", "fails": "✗", "not testable here": "–", "needs data": "?"}
PARTS = (
    ("assumption", "Holds if"),
    ("evidence", "Evidence"),
    ("counterexample", "Smallest counterexample"),
    ("correction", "What holds instead"),
    ("reason", "Why not testable here"),
    ("data", "Data needed"),
)


def ledger_html(
    found: Sequence[Result] | None = None,
    titles: Mapping[str, str] | None = None,
    name: str = "ledger",
) -> str:
    """Return the ledger as HTML.

    Parameters
    ----------
    found : sequence of Result, optional
        Claims with their verdicts; all of them unless given.
    titles : mapping, optional
        The title of each chapter by its name, for the link; the name itself unless given.
    name : str
        What the page's address calls it, as in ``#ledger.verdict=fails``.

    Returns
    -------
    str
        A ``section`` that holds the filters, one ``details`` a claim, and the code that the checks share.

    Examples
    --------
    >>> from tradegames.claims import claims, decide
    >>> page = ledger_html([decide(claim) for claim in claims()[:2]])
    >>> page.count('<details class="tg-claim"'), "def abstract_weak()" in page
    (2, True)
    """
    found = results() if found is None else found
    rows = "".join(_row(result, dict(titles or {})) for result in found)
    filters = "".join(
        _filter(label, key, Counter(values), order)
        for label, key, values, order in (
            ("Document", "document", [r.claim.document for r in found], None),
            ("Kind", "kind", [r.claim.kind for r in found], KINDS),
            ("Verdict", "verdict", [r.verdict.name for r in found], VERDICTS),
        )
    )
    return (
        f'<section class="tg tg-ledger" data-ledger="{escape(name)}" aria-label="Ledger of claims">'
        f'<fieldset disabled><legend class="tg-hidden">Show only</legend>{filters}</fieldset>'
        f'<p class="tg-count" role="status">{len(found)} claims</p>'
        f"{rows}{_code('What the checks share', tools)}"
        "<i data-end hidden></i></section>"
    )


def _filter(label: str, key: str, counts: Counter[str], order: Sequence[str] | None) -> str:
    """Return a choice among the values that occur, with how often they do."""
    options = "".join(
        f'<option value="{escape(value)}">{escape(value)} ({counts[value]})</option>'
        for value in order or sorted(counts)
        if counts[value]
    )
    select = f'<select name="{key}"><option value="">all</option>{options}</select>'
    return f'<div class="tg-control"><label><span>{label}</span>{select}</label></div>'


def _row(result: Result, titles: dict[str, str]) -> str:
    claim, verdict = result.claim, result.verdict
    parts = "".join(
        f"<dt>{words}</dt><dd>{escape(getattr(verdict, part))}</dd>"
        for part, words in PARTS
        if getattr(verdict, part, "")
    )
    chapter = escape(titles.get(claim.chapter, claim.chapter))
    code = _code("The lines that decide it", claim.check, *_helpers(claim.check))
    return (
        f'<details class="tg-claim" id="{escape(claim.id)}" data-document="{escape(claim.document)}" '
        f'data-kind="{escape(claim.kind)}" data-verdict="{escape(verdict.name)}">'
        f'<summary><span class="tg-verdict">{MARKS[verdict.name]} {escape(verdict.name)}</span> '
        f'<span class="tg-says">{escape(claim.says)}</span> '
        f'<span class="tg-place">{escape(claim.document)}, {escape(claim.place)}; {escape(claim.kind)}</span>'
        f"</summary><dl>{parts}</dl>"
        f'<p>Chapter: <a href="{escape(claim.chapter)}.html">{chapter}</a>. '
        f'This row: <a href="#{escape(claim.id)}">{escape(claim.id)}</a>.</p>'
        f"{code}</details>"
    )


def _code(words: str, *parts: Any) -> str:
    """Return the source of functions or modules, file by file, with their place in the package."""
    files: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        file = Path(inspect.getsourcefile(part) or "").relative_to(PACKAGE.parent).as_posix()
        lines, start = inspect.getsourcelines(part)
        place = f"{max(start, 1)}–{max(start, 1) + len(lines) - 1}"
        files.setdefault(file, []).append((place, "".join(lines)))
    places = "; ".join(
        f"<code>{escape(file)}</code>, lines {', '.join(place for place, _ in found)}"
        for file, found in files.items()
    )
    blocks = "".join(
        f'<pre tabindex="0" aria-label="{escape(file)}, lines {place}"><code>{escape(source)}</code></pre>'
        for file, found in files.items()
        for place, source in found
    )
    return f'<details class="tg-source"><summary>{words}: {places}</summary>{blocks}</details>'


def _helpers(check: Any) -> list[Any]:
    """Return the functions that a check calls among its document's, those it calls itself first."""
    found: list[Any] = []
    calling = [(check.__code__, check.__globals__)]
    while calling:
        code, known = calling.pop(0)
        calling += [(constant, known) for constant in code.co_consts if isinstance(constant, CodeType)]
        for step in get_instructions(code):
            function = known.get(step.argval) if step.opname == "LOAD_GLOBAL" else None
            inner = inspect.unwrap(function) if callable(function) else None
            if inspect.isfunction(inner) and inner not in found and _document(inner) == _document(check):
                found.append(inner)
                calling.append((inner.__code__, inner.__globals__))
    return found


def _document(function: Any) -> list[str]:
    """Return where a document's claims are, as the first three parts of ``tradegames.claims.s0.firms``."""
    parts: list[str] = function.__module__.split(".")
    return parts[:3]
