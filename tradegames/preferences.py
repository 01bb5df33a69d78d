"""Which country asks for which rule of reciprocity (S0, section 6).

Two rules can be compared only where both have gone equally far. Depth is the sum of the two cuts: of two
places with the same sum the mean tariff that is left is the same, and so is what both countries import
together, since a unit of either tariff moves imports by the same amount. Along a line of equal depth
either country loses what the other gains, so that the order of the rules is the order of the own cuts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .checks import choice, number
from .maths import minimum
from .quadratic import quadratic
from .reciprocity import RULES
from .tariff_game import TariffGame

__all__ = ["Comparison", "at_ends", "common_depth", "compare", "cuts"]

Pair = tuple[Any, Any]

# How fast the balance is struck anew, in the formula of ``cuts``.
_UPDATED = {"balanced": 0, "marginal": 1, "cumulative": 2}


@dataclass(frozen=True, eq=False)
class Comparison:
    """The five rules, each at some place of its road.

    Attributes
    ----------
    game : TariffGame
    depth : dict
        The sum of both cuts, by rule.
    cuts, gains : dict
        By rule, the cuts of both tariffs and the gains in welfare since the equilibrium.
    """

    game: TariffGame
    depth: dict[str, Any]
    cuts: dict[str, Pair]
    gains: dict[str, Pair]

    def order(self, country: int) -> Any:
        """Return the rules, the best for a country first.

        Returns
        -------
        tuple of str, or array
            For arrays of games an array with the places as its first axis.

        Examples
        --------
        >>> compare(TariffGame(alpha=10, gamma=0, c1=1, c2=4)).order(2)
        ('balanced', 'marginal', 'cumulative', 'equal', 'values')
        """
        number("Comparison.order", "country", country, lambda v: (v == 1) | (v == 2), "be 1 or 2")
        names = np.array(list(self.gains))
        gains = np.array(np.broadcast_arrays(*(pair[country - 1] for pair in self.gains.values())))
        ranked = names[np.argsort(-gains, axis=0, kind="stable")]
        return tuple(str(name) for name in ranked) if ranked.ndim == 1 else ranked

    def premium(self, country: int, rule: str, over: str) -> Any:
        """Return by how much a country gains more under one rule than under another, as a fraction.

        Examples
        --------
        >>> comparison = compare(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
        >>> round(comparison.premium(1, "equal", over="balanced"), 3)
        0.58
        """
        number("Comparison.premium", "country", country, lambda v: (v == 1) | (v == 2), "be 1 or 2")
        choice("Comparison.premium", "rule", rule, tuple(self.gains))
        choice("Comparison.premium", "over", over, tuple(self.gains))
        return self.gains[rule][country - 1] / self.gains[over][country - 1] - 1


def cuts(game: TariffGame, rule: str, depth: Any) -> Pair:
    """Return the cuts of both tariffs under a rule at a depth, their sum.

    Parameters
    ----------
    game : TariffGame
        With an interior equilibrium.
    rule : {"equal", "balanced", "marginal", "cumulative", "values"}
    depth : float, array or expression
        At least 0, in units of the numeraire per unit of a good. How far the road goes is not checked.

    Raises
    ------
    ValueError, TypeError
        If the equilibrium is not interior, the rule is unknown or the depth is no number.

    Notes
    -----
    With ``g_i`` the distance of tariff i from the prohibitive one, the three balanced rules cut tariff 1
    by more than tariff 2, by ``depth (g_2 - g_1)/(g_1 + g_2 + m depth)``: m is 0 if the balance is struck
    on the imports before the talks, 1 if step by step, 2 if on the imports that result. Book: "Which rule
    would you ask for?".

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    >>> cuts(game, "equal", 2.0), cuts(game, "balanced", 2.0)
    ((1.0, 1.0), (1.2, 0.8))
    """
    owner = "preferences.cuts"
    choice(owner, "rule", rule, tuple(RULES))
    number(owner, "depth", depth, lambda v: v >= 0, "be at least 0")
    road = RULES[rule](game)
    if rule not in _UPDATED:
        speed1, speed2 = road.speeds(0)
        return depth * speed1 / (speed1 + speed2), depth * speed2 / (speed1 + speed2)
    form = quadratic(game)
    gap1, gap2 = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
    more = depth * (gap2 - gap1) / (gap1 + gap2 + _UPDATED[rule] * depth)
    return (depth + more) / 2, (depth - more) / 2


def common_depth(game: TariffGame) -> Any:
    """Return the largest sum of both cuts that every one of the five rules reaches.

    Examples
    --------
    >>> common_depth(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    3.333333333333333
    """
    roads = [rule(game) for rule in RULES.values()]
    depth, *others = [sum(road.cuts(road.limit)) for road in roads]
    for other in others:
        depth = minimum(depth, other)
    return depth


def compare(game: TariffGame, share: Any = 1.0) -> Comparison:
    """Compare the five rules at the same sum of both cuts.

    Parameters
    ----------
    game : TariffGame
        With an interior equilibrium; fields may be arrays.
    share : float, array or expression
        How far to go, from 0 to 1, of the largest sum that every rule reaches (``common_depth``).

    Raises
    ------
    ValueError, TypeError
        If the equilibrium is not interior, or the share is no number from 0 to 1.

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    >>> {rule: round(gain, 2) for rule, (gain, _) in compare(game).gains.items()}
    {'equal': 4.65, 'balanced': 2.94, 'marginal': 3.37, 'cumulative': 3.63, 'values': 6.33}
    """
    number("preferences.compare", "share", share, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
    depth = share * common_depth(game)
    return _compared(game, {rule: cuts(game, rule, depth) for rule in RULES})


def at_ends(game: TariffGame) -> Comparison:
    """Compare the five rules where each of them ends: where the first tariff is zero.

    Examples
    --------
    >>> ends = at_ends(TariffGame(alpha=10, gamma=0, c1=1, c2=4))
    >>> [round(cut, 2) for cut in ends.cuts["equal"]], [round(cut, 2) for cut in ends.cuts["values"]]
    ([2.0, 2.0], [2.0, 3.0])
    """
    roads = {name: rule(game) for name, rule in RULES.items()}
    return _compared(game, {name: road.cuts(road.limit) for name, road in roads.items()})


def _compared(game: TariffGame, cut: dict[str, Pair]) -> Comparison:
    form = quadratic(game)
    before = form.welfare(*form.peak)
    gains = {}
    for rule, (cut1, cut2) in cut.items():
        after = form.welfare(form.peak[0] - cut1, form.peak[1] - cut2)
        gains[rule] = after[0] - before[0], after[1] - before[1]
    return Comparison(game, {rule: cut1 + cut2 for rule, (cut1, cut2) in cut.items()}, cut, gains)
