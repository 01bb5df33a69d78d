"""One state of the race, or many at once: a game of two actions with a known continuation above it.

What is played in a state may be played there again, so a country's own value stands on both sides. For
each pure pair of actions the value is a quotient; for mixed ones indifference is a quadratic. All
equilibria therefore have a closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Chosen", "Node"]

Pair = tuple[Any, Any]
TIE = 1e-11  # payoffs closer than this, relative to their size, are equal but for rounding


@dataclass(frozen=True, eq=False)
class Chosen:
    """What is played in each state, what it is worth, of how many equilibria, and how exact it is."""

    play: Any
    value: Any
    count: Any
    residual: float


@dataclass(frozen=True, eq=False)
class Node:
    """Many states at once: what each country gets now, how it climbs, and what follows.

    ``ahead[i][u, v]`` is the value of country i after 1 has climbed u rungs and 2 has climbed v.
    """

    lost: Pair
    gain: Pair
    calm: Pair
    climb: Pair
    discount: Any
    ahead: tuple[dict[tuple[int, int], Any], ...]

    @classmethod
    def of(cls, race: Any, a: Any, b: Any, lost: Pair, value: Any) -> Node:
        """Return the states in which 1 stands on the rungs ``a`` and 2 on ``b``, given the values above."""
        n, shape = race.rungs, race.shape
        wide = (len(a), *shape)
        column = (len(a),) + (1,) * len(shape)
        climbs = tuple(
            np.where((rung < n).reshape(column), np.broadcast_to(race.climb[k], wide), 0.0)
            for k, rung in enumerate((a, b))
        )
        gain = tuple(race.leverage[k] * lost[1 - k] - race.backlash[k] + np.zeros(wide) for k in (0, 1))
        calm = tuple(np.broadcast_to(np.asarray(race.gains[k], dtype=float), wide) for k in (0, 1))
        ahead = tuple({(u, v): value[k][a + u, b + v] for u in (0, 1) for v in (0, 1)} for k in (0, 1))
        discount = np.broadcast_to(np.asarray(race.discount, dtype=float), wide)
        return cls(
            (lost[0], lost[1]),
            (gain[0], gain[1]),
            (calm[0], calm[1]),
            (climbs[0], climbs[1]),
            discount,
            ahead,
        )

    def terms(self, i: int, x: Any, y: Any) -> Pair:
        """What country i gets when 1 restricts with probability x and 2 with y.

        Returns the flow together with what follows a climb, and the weight of its own value (nobody climbs).
        """
        own, other = (x, y) if i == 0 else (y, x)
        flow = (1 - x) * (1 - y) * self.calm[i] + own * self.gain[i] - other * self.lost[i]
        up1, up2 = y * self.climb[0], x * self.climb[1]
        ahead = self.ahead[i]
        after = up1 * up2 * ahead[1, 1] + up1 * (1 - up2) * ahead[1, 0] + (1 - up1) * up2 * ahead[0, 1]
        return flow + self.discount * after, self.discount * (1 - up1) * (1 - up2)

    def values(self, x: Any, y: Any) -> list[Any]:
        """The value of each country if x and y are played in this state for ever."""
        return [first / (1 - weight) for first, weight in (self.terms(i, x, y) for i in (0, 1))]

    def temptation(self, x: Any, y: Any, value: list[Any]) -> Any:
        """The most that one country could gain by another action for one period."""
        best = -np.inf
        for i in (0, 1):
            for action in (0.0, 1.0):
                first, weight = self.terms(i, action, y) if i == 0 else self.terms(i, x, action)
                best = np.maximum(best, first + weight * value[i] - value[i])
        return best

    def mixtures(self, i: int) -> list[Any]:
        """Probabilities with which the other country restricts that leave country i indifferent.

        Its value when it never restricts is a ratio of two lines in that probability; put into the value
        of restricting once, it gives a quadratic. Roots outside (0, 1) are NaN.
        """

        def at(own: float, other: float) -> Pair:
            return self.terms(i, own, other) if i == 0 else self.terms(i, other, own)

        (n0, w0), (n1, w1) = at(0.0, 0.0), at(0.0, 1.0)  # never restricting: value = n / (1 - w)
        (e0, c0), (e1, c1) = at(1.0, 0.0), at(1.0, 1.0)  # restricting once: e + c value
        d0, d1 = 1 - w0, w0 - w1
        n1, e1, c1 = n1 - n0, e1 - e0, c1 - c0
        a = e1 * d1 + c1 * n1
        b = e0 * d1 + e1 * d0 + c0 * n1 + c1 * n0 - n1
        c = e0 * d0 + c0 * n0 - n0
        with np.errstate(all="ignore"):
            root = np.sqrt(b * b - 4 * a * c)
            far = -(b + np.where(b < 0, -root, root)) / 2
            roots = [far / a, c / far]
        return [np.where((r > 0) & (r < 1), r, np.nan) for r in roots]

    def solve(self, select: str, place: tuple[Any, Any]) -> Chosen:
        """Find every equilibrium of each state and choose one."""
        zero = np.zeros_like(self.gain[0])
        candidates = [(zero + x, zero + y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        candidates += [(x, y) for y in self.mixtures(0) for x in self.mixtures(1)]
        scale = sum(np.abs(part) for pair in (self.gain, self.lost, self.calm) for part in pair) / (
            1 - self.discount
        )
        best = np.full(zero.shape, -np.inf)
        play, value = np.zeros((2, *zero.shape)), np.zeros((2, *zero.shape))
        gain, closest = np.zeros(zero.shape), np.full(zero.shape, np.inf)
        count = np.zeros(zero.shape, dtype=int)
        for x, y in candidates:
            exists = np.isfinite(x) & np.isfinite(y)
            x, y = np.where(exists, x, 0.0), np.where(exists, y, 0.0)
            values = self.values(x, y)
            tempted = self.temptation(x, y, values) / np.where(scale > 0, scale, 1.0)
            stable = exists & (tempted <= TIE)
            closest = np.where(exists, np.minimum(closest, tempted), closest)
            count += stable
            total = values[0] + values[1] if select == "peaceful" else -(values[0] + values[1])
            better = stable & (total > best + TIE * scale)
            best = np.where(better, total, best)
            gain = np.where(better, tempted, gain)
            for k, own in enumerate((x, y)):
                play[k] = np.where(better, own, play[k])
                value[k] = np.where(better, values[k], value[k])
        if not (count > 0).all():
            bad = tuple(np.argwhere(count == 0)[0])
            state = f"({place[0][bad[0]]}, {place[1][bad[0]]})"
            raise RuntimeError(
                f"Race.equilibrium found none in state {state}: the smallest gain from deviating is "
                f"{closest[bad]:.3g} of the payoffs, and at most {TIE:g} is rounding"
            )
        return Chosen(play, value, count, float(max(gain.max(), 0.0)))
