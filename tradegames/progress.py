"""A progress line for people at a terminal, on runs that take longer than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic

__all__ = ["Progress", "line"]

Progress = Callable[[int, int], None]


def line(what: str) -> Progress:
    """Return a function of (done, of) that keeps a line on stderr; it is silent where nobody looks.

    Examples
    --------
    >>> report = line("draw")
    >>> report(1, 10)
    """
    if not sys.stderr.isatty():
        return lambda done, of: None
    last = monotonic() + 1

    def show(done: int, of: int) -> None:
        nonlocal last
        if monotonic() - last > 1:
            last = monotonic()
            print(f"\r{what} {done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)

    return show
