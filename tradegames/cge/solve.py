"""Newton's method on all equations at once, with their exact Jacobian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .dual import Dual, jacobian
from .shock import Shock
from .system import State, System

__all__ = ["Equilibrium", "NoEquilibrium", "direction", "find"]

TOLERANCE = 1e-11
SHORTEST = 1e-3  # part of the way to a shock in one stride, before the search is given up
LONGEST = 1.0  # of a step of Newton's, in logs: a price changes at most e-fold


class NoEquilibrium(ArithmeticError):
    """No equilibrium was found; the message names the worst equation and where it stands."""


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """A solved system.

    Attributes
    ----------
    x : array (unknowns,)
    state : State
        Every price and quantity.
    residual : float
        The largest error that is left in any equation, relative.
    iterations : int
        Steps of Newton's method, failed attempts included.
    """

    x: Any
    state: State
    residual: float
    iterations: int


def _errors(left: dict[str, Any]) -> Any:
    parts = [part.value if isinstance(part, Dual) else np.asarray(part) for part in left.values()]
    return np.concatenate([part.ravel() for part in parts])


def _worst(system: System, left: dict[str, Any]) -> str:
    """Name the equation with the largest error, and its region and sector."""
    errors = {name: np.abs(np.nan_to_num(part, nan=np.inf)) for name, part in left.items()}
    name = max(errors, key=lambda n: float(errors[n].max()))
    cell = np.unravel_index(int(errors[name].argmax()), errors[name].shape)
    axes = (system.benchmark.regions, system.benchmark.sectors)
    place = ", ".join(axis[i] for axis, i in zip(axes, cell, strict=False))
    value = float(left[name][cell])
    return f"{name}{f' ({place})' if place else ''} is off by {value:.3g}"


def find(system: System, shock: Shock, start: Any = None, most: int = 40) -> Equilibrium:
    """Find the equilibrium after a shock: at once, or step by step along the way to it.

    Parameters
    ----------
    system : System
    shock : Shock
    start : array (unknowns,), optional
        Where to begin; the benchmark, if not given.
    most : int
        Steps of Newton's method at most, in each attempt.

    Raises
    ------
    NoEquilibrium
        If there is none to be found; names the equation with the largest error, its region and sector.
    """
    x = np.zeros(system.size) if start is None else start
    try:
        return _search(system, shock, x, most)
    except NoEquilibrium:
        if start is not None:
            raise
    # Where trade dies out, Newton's steps become huge: follow the equilibrium there instead.
    at, stride, steps = 0.0, 0.5, most
    while True:
        to = min(1.0, at + stride)
        guess = x + (to - at) * direction(system, x, shock, at)
        try:
            found = _search(system, shock.scaled(to), guess, most)
        except NoEquilibrium:
            stride /= 2
            steps += most
            if stride < SHORTEST:
                raise
            continue
        x, at, stride, steps = found.x, to, 2 * stride, steps + found.iterations
        if at == 1.0:
            return Equilibrium(found.x, found.state, found.residual, steps)


def _search(system: System, shock: Shock, x: Any, most: int) -> Equilibrium:
    for step in range(most + 1):
        with np.errstate(all="ignore"):
            left, state = system.equations(system.unpack(x, derive=False), shock)
            errors = _errors(left)
        residual = float(np.abs(errors).max())
        if residual <= TOLERANCE:  # a NaN fails this comparison, so it can never pass for a solution
            return Equilibrium(x, state, residual, step)
        if not np.isfinite(residual):
            raise NoEquilibrium(f"cge: the search left the numbers; {_worst(system, left)}")
        if step < most:
            x = x + _step(system, x, shock, errors, left)
    raise NoEquilibrium(f"cge: not solved after {most} steps; {_worst(system, left)}")


def _step(system: System, x: Any, shock: Shock, errors: Any, left: dict[str, Any]) -> Any:
    parts = list(system.equations(system.unpack(x, derive=True), shock)[0].values())
    move = _solved(system, jacobian(parts, system.size), -errors, left)
    return move * min(1.0, LONGEST / max(float(np.abs(move).max()), LONGEST))


def _solved(system: System, matrix: Any, errors: Any, left: dict[str, Any]) -> Any:
    try:
        return np.linalg.solve(matrix, errors)
    except np.linalg.LinAlgError:
        raise NoEquilibrium(f"cge: the equations are singular; {_worst(system, left)}") from None


def direction(system: System, x: Any, shock: Shock, part: float) -> Any:
    """Return how the unknowns move per unit of the way to the shock, at a point of that way (exactly)."""
    unknown = system.unpack(x, derive=True)
    left, _ = system.equations(unknown, shock.scaled(Dual.unknowns(np.asarray(part), system.size)))
    matrix = jacobian(list(left.values()), system.size + 1)
    return _solved(system, matrix[:, :-1], -matrix[:, -1], {name: part.value for name, part in left.items()})
