"""A tariff war as a game: two regions choose, and the world in general equilibrium pays them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..checks import choice, number
from .shock import Shock
from .solution import Solution
from .welfare import PARTS, slopes
from .world import World

__all__ = ["BestReply", "Payoffs", "Slopes", "TariffWar", "WarEquilibrium"]

LIMITS = (-0.4, 1.5)  # of the points that a player may add, as fractions
SCAN = 10  # points at which a payoff is looked at before its peak is searched


@dataclass(frozen=True, eq=False)
class Slopes:
    """How real incomes move with one more point of either tariff, exactly.

    Attributes
    ----------
    solution : Solution
        Where.
    parts : dict of arrays (2, 2)
        By part (as in `Solution.welfare_parts`): entry (i, k) is what player i gains by one point of
        player k's tariff, in percent of the income of i at the base.
    """

    solution: Solution
    parts: Mapping[str, Any]

    @property
    def real_income(self) -> Any:
        """The sum of the parts, array (2, 2)."""
        return sum(self.parts.values())


@dataclass(frozen=True, eq=False)
class BestReply:
    """The best tariff of one player against a given tariff of the other.

    Attributes
    ----------
    points : float
        Added to the player's tariff on all goods, a fraction.
    payoff : float
    regime : str
        "interior", or "lower" or "upper" where a limit of the game is the best.
    slope : float
        Of the payoff, per point: zero where the best is interior.
    scanned : array (2, n)
        Points that were looked at, and the payoff at each: none is above ``payoff``.
    """

    points: float
    payoff: float
    regime: str
    slope: float
    scanned: Any


@dataclass(frozen=True, eq=False)
class WarEquilibrium:
    """Two tariffs, each the best reply to the other.

    Attributes
    ----------
    points : tuple of two floats
        Added by the first and by the second player.
    solution : Solution
        The world there.
    payoff : tuple of two floats
        Relative to the base, where nobody adds anything and both get zero.
    slope : tuple of two floats
        Of each payoff by the own tariff, per point.
    gain : tuple of two floats
        The most that a player would gain at any of the other tariffs that were tried (negative).
    """

    points: tuple[float, float]
    solution: Solution
    payoff: tuple[float, float]
    slope: tuple[float, float]
    gain: tuple[float, float]

    @property
    def dilemma(self) -> bool:
        """Whether both would be better off at the base."""
        return max(self.payoff) < 0


@dataclass(frozen=True, eq=False)
class Payoffs:
    """What comes of each pair of tariffs.

    Attributes
    ----------
    points : tuple of two arrays (n,), (m,)
        Of the first and of the second player, fractions.
    real_income : array (R, n, m)
        By region of the world, percent of the base.
    payoff : array (2, n, m)
    residual : float
        The largest error left in any equation of any of the solutions.
    """

    points: tuple[Any, Any]
    real_income: Any
    payoff: Any
    residual: float

    def pure(self) -> list[tuple[float, float]]:
        """Return the pairs from which no player gains by another tariff of the table."""
        first, second = self.payoff
        best = (first >= first.max(axis=0)) & (second >= second.max(axis=1, keepdims=True))
        one, two = self.points
        return [(float(one[i]), float(two[j])) for i, j in np.argwhere(best)]


@dataclass(frozen=True, eq=False)
class TariffWar:
    """Two regions add points to their tariffs on all goods of each other; the rest looks on.

    Parameters
    ----------
    world : World
        Its benchmark is the base: both payoffs are zero there.
    players : tuple of two str
    closure : str or tuple of str
        As for `World.solve`.
    rivalry : float
        Each is paid its own change of real income (equivalent variation in percent of income) less this
        many times the other's: 0 for a country that looks at itself, 1 for one that wants to be ahead.

    Raises
    ------
    ValueError
        If a player is no region, both are the same, or the rivalry is negative.

    Notes
    -----
    Johnson (1953); Kennan and Riezman (1988). Book: chapter "Retaliation".

    Examples
    --------
    >>> import tradegames as tg
    >>> war = tg.cge.TariffWar(tg.cge.load())
    >>> end = war.equilibrium()
    >>> end.points[0] > end.points[1] > 0, max(abs(s) for s in end.slope) < 1e-9
    (True, True)
    """

    world: World
    players: tuple[str, str] = ("USA", "CHN")
    closure: str | tuple[str, ...] = "full_employment"
    rivalry: float = 0.0

    def __post_init__(self) -> None:
        if len(self.players) != 2 or self.players[0] == self.players[1]:
            raise ValueError(f"TariffWar.players must be two regions; got {self.players!r}")
        for player in self.players:
            choice("TariffWar", "players", player, self.world.benchmark.regions)
        number("TariffWar", "rivalry", self.rivalry, lambda v: v >= 0, "not be negative")

    def tariffs(self, t1: float, t2: float) -> dict[tuple[str, ...], float]:
        """Return the points as `World.solve` takes them."""
        one, two = self.players
        return {(one, two): t1, (two, one): t2}

    def outcome(self, t1: float, t2: float, start: Any = None) -> Solution:
        """Return the world after both have added their points (fractions)."""
        return self.world.solve(self.tariffs(t1, t2), closure=self.closure, start=start)

    def _payoff(self, real_income: Any) -> Any:
        """From changes of real income by region (first axis) to both payoffs."""
        regions = self.world.benchmark.regions
        one, two = (np.asarray(real_income)[regions.index(player)] for player in self.players)
        return np.stack([one - self.rivalry * two, two - self.rivalry * one])

    def payoff(self, t1: float, t2: float) -> tuple[float, float]:
        """Return what both get, in percent of income."""
        one, two = self._payoff(self.outcome(t1, t2).real_income)
        return float(one), float(two)

    def payoffs(self, points1: Sequence[float], points2: Sequence[float]) -> Payoffs:
        """Solve for each pair of points; each starts from its neighbour."""
        grid = np.asarray(points1, float), np.asarray(points2, float)
        found = np.empty((len(self.world.benchmark.regions), *(len(axis) for axis in grid)))
        residual = 0.0
        first: Any = None
        for i, t1 in enumerate(grid[0]):
            x = first
            for j, t2 in enumerate(grid[1]):
                solution = self.outcome(float(t1), float(t2), x)
                x = solution.x
                first = x if j == 0 else first
                found[:, i, j] = solution.real_income
                residual = max(residual, solution.residual)
        return Payoffs(grid, found, self._payoff(found), residual)

    def slopes(self, t1: float, t2: float) -> Slopes:
        """Return the exact derivatives of both real incomes by both tariffs."""
        solution = self.outcome(t1, t2)
        system, regions = self.world.system, self.world.benchmark.regions
        here = [regions.index(player) for player in self.players]
        goods = np.array([sector not in self.world.services for sector in self.world.benchmark.sectors])
        rates = self.world.rates(self.tariffs(t1, t2))
        parts = {name: np.empty((2, 2)) for name in PARTS}
        for k, (importer, exporter) in enumerate((here, here[::-1])):
            way = np.zeros_like(rates)
            way[exporter, importer] = 0.01 * goods / (1 + rates[exporter, importer])

            def further(done: Shock, part: Any, way: Any = way) -> Shock:
                return replace(done, tariffs=done.tariffs + part * way)

            onward = replace(solution.shock, way=further)
            for name, money in slopes(system, solution.equilibrium, onward, 0.0).items():
                parts[name][:, k] = 100 * (money / system.income)[here]
        return Slopes(solution, parts)

    def _own(self, found: Slopes) -> Any:
        """Return the slopes of both payoffs by the own tariff."""
        move = found.real_income
        return np.array([move[0, 0] - self.rivalry * move[1, 0], move[1, 1] - self.rivalry * move[0, 1]])

    def _pair(self, player: int, own: float, other: float) -> tuple[float, float]:
        return (own, other) if player == 0 else (other, own)

    def _scan(self, player: int, other: float) -> Any:
        """Return points between the limits, closer where tariffs are low, and the payoff at each."""
        points = np.geomspace(0.7 + LIMITS[0], 0.7 + LIMITS[1], SCAN) - 0.7
        points[[0, -1]] = LIMITS
        paid, x = [], None
        for own in points:
            solution = self.outcome(*self._pair(player, float(own), other), start=x)
            x = solution.x
            paid.append(self._payoff(solution.real_income)[player])
        return np.array([points, paid])

    def best_reply(self, player: str, other: float) -> BestReply:
        """Return the best tariff of a player against these points of the other (a fraction).

        The payoff is looked at all along, then the zero of its exact slope is found around the best.

        Raises
        ------
        ValueError
            If the player is not one of the two.

        Examples
        --------
        >>> import tradegames as tg
        >>> reply = tg.cge.TariffWar(tg.cge.load()).best_reply("USA", 0.0)
        >>> reply.regime, 0 < reply.points < 0.1
        ('interior', True)
        """
        from scipy.optimize import brentq

        k = self.players.index(choice("TariffWar.best_reply", "player", player, self.players))
        scanned = self._scan(k, other)

        def slope(own: float) -> float:
            return float(self._own(self.slopes(*self._pair(k, own, other)))[k])

        best = int(scanned[1].argmax())
        low, high = (float(scanned[0, min(max(best + step, 0), SCAN - 1)]) for step in (-1, 1))
        regime = "interior"
        if best == 0 and slope(low) <= 0:
            points, regime = low, "lower"
        elif best == SCAN - 1 and slope(high) >= 0:
            points, regime = high, "upper"
        else:
            points = float(brentq(slope, low, high, xtol=1e-12))
        paid = self.payoff(*self._pair(k, points, other))[k]
        return BestReply(points, paid, regime, slope(points), scanned)

    def equilibrium(self) -> WarEquilibrium:
        """Return the pair of tariffs that are best replies to each other.

        Both exact slopes are set to zero at once; then it is checked that no tariff of a scan is better.

        Raises
        ------
        ArithmeticError
            If there is none inside the limits of the game.

        Examples
        --------
        >>> import tradegames as tg
        >>> tg.cge.TariffWar(tg.cge.load()).equilibrium().dilemma
        True
        """
        from scipy.optimize import root

        scans = [self._scan(k, 0.0) for k in (0, 1)]
        start = [float(scan[0, scan[1].argmax()]) for scan in scans]
        for player, t in zip(self.players, start, strict=True):
            if t in LIMITS:
                raise ArithmeticError(
                    f"TariffWar: no equilibrium inside {LIMITS}; {player} would go to {t} against no tariff"
                )
        found = root(lambda t: self._own(self.slopes(*t)), start, tol=1e-12)
        t1, t2 = (float(t) for t in found.x)
        inside = all(LIMITS[0] < t < LIMITS[1] for t in (t1, t2))
        left = float(np.abs(found.fun).max())
        if not (inside and left < 1e-8):
            raise ArithmeticError(
                f"TariffWar: no equilibrium inside {LIMITS}; the search ended at {t1:.4g}, {t2:.4g} "
                f"with slopes of {left:.2g}"
            )
        here = self.slopes(t1, t2)
        paid = self._payoff(here.solution.real_income)
        gains = [float(self._scan(k, t)[1].max() - paid[k]) for k, t in ((0, t2), (1, t1))]
        if max(gains) > 1e-9:
            raise ArithmeticError(
                f"TariffWar: at {t1:.4g}, {t2:.4g} a player gains {max(gains):.2g} elsewhere"
            )
        one, two = self._own(here)
        return WarEquilibrium(
            (t1, t2), here.solution, (float(paid[0]), float(paid[1])), (float(one), float(two)),
            (gains[0], gains[1]),
        )  # fmt: skip
