"""The tariff game played again and again: promises that are kept for fear of the war.

Both countries keep to agreed tariffs; once one breaks its word, both set their best tariffs for ever
(trigger strategies). A country that values the next period at ``discount`` times this one keeps its
word if and only if ``temptation <= discount * punishment``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import ge, le
from typing import Any

import numpy as np

from ..checks import broadcast, number
from ..maths import maximum, minimum, symbolic, where
from ..quadratic import Quadratic, interior

__all__ = ["KEEPS", "NOTHING_TO_LOSE", "PREFERS_WAR", "Cut", "Promise", "deepest", "needed", "promise"]

Pair = tuple[Any, Any]

KEEPS = "patience can hold it"
PREFERS_WAR = "its own tariff is worth more to it than the other's costs it"
NOTHING_TO_LOSE = "the war would not raise the tariff it meets"


@dataclass(frozen=True, eq=False)
class Promise:
    """What holds two countries to a pair of tariffs; each field a pair (country 1, country 2).

    Attributes
    ----------
    temptation : pair
        What one period with the own best tariff adds, while the other keeps its word.
    punishment : pair
        What the other's best tariff costs in each later period; temptation and punishment are in
        units of the numeraire.
    ratio : pair
        Temptation over punishment.
    critical : pair
        The lowest discount factor at which the country keeps its word: the ratio where that is
        below 1, else infinity, for then no discount factor suffices; the ratio itself for symbols.
    reason : pair
        ``KEEPS``, or why no discount factor suffices: ``PREFERS_WAR`` or ``NOTHING_TO_LOSE``;
        "symbolic" for symbols.
    """

    temptation: Pair
    punishment: Pair
    ratio: Pair
    critical: Pair
    reason: Pair


def promise(form: Quadratic, t1: Any = 0, t2: Any = 0) -> Promise:
    """Return how patient each country must be to keep the agreed tariffs.

    Parameters
    ----------
    form : Quadratic
        Of any game with an interior equilibrium: S0's (:func:`forms.plain`), or one of
        :mod:`tradegames.extensions`.
    t1, t2 : float, array or expression
        The agreed tariffs; free trade unless said otherwise. Numeraire per unit.

    Raises
    ------
    ValueError, TypeError
        If the equilibrium is not interior, or an agreed tariff is no finite number or lies outside
        the form's domain.

    Notes
    -----
    Book: "Can they keep a promise?".

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.extensions.forms import plain
    >>> kept = promise(plain(TariffGame(alpha=10, gamma=0, c1=1, c2=4)))
    >>> [round(value, 3) for value in kept.critical]
    [0.133, 0.675]
    >>> promise(plain(TariffGame(alpha=10, gamma=0, c1=1, c2=6))).reason[1]
    "its own tariff is worth more to it than the other's costs it"
    """
    owner = "repeated.promise"
    interior(owner, form)
    agreed = number(owner, "t1", t1), number(owner, "t2", t2)
    broadcast(owner, t1=t1, t2=t2, game=form.peak[0], other=form.peak[1])
    for name, tariff, floor, barrier in zip(("t1", "t2"), agreed, form.floor, form.barrier, strict=True):
        if not symbolic(tariff, floor, barrier):
            words = f"lie between {floor} and {barrier}, where both firms sell"
            number(owner, name, tariff, partial(le, floor), words)
            number(owner, name, tariff, partial(ge, barrier), words)
    temptation, punishment, ratio = [], [], []
    for i, j in ((0, 1), (1, 0)):
        gain, loss = _stakes(form, i, j, agreed)
        temptation.append(gain)
        punishment.append(loss)
        ratio.append(gain / (loss if symbolic(loss) else where(loss == 0, 1.0, loss)))
    if symbolic(*ratio):
        reason = ("symbolic", "symbolic")
        return Promise(_pair(temptation), _pair(punishment), _pair(ratio), _pair(ratio), reason)
    verdicts = [_verdict(g, p) for g, p in zip(temptation, punishment, strict=True)]
    ratio = [where(p > 0, r, np.inf) for r, p in zip(ratio, punishment, strict=True)]
    critical = [where(v == KEEPS, r, np.inf) for v, r in zip(verdicts, ratio, strict=True)]
    return Promise(_pair(temptation), _pair(punishment), _pair(ratio), _pair(critical), _pair(verdicts))


def _stakes(form: Quadratic, i: int, j: int, agreed: Pair) -> Pair:
    """Temptation and punishment of country i, whose partner is j."""
    temptation = form.own[i] * (form.peak[i] - agreed[i]) ** 2 / 2
    before, after = form.barrier[j] - agreed[j], form.barrier[j] - form.peak[j]
    return temptation, form.foreign[i] * (before**2 - after**2) / 2


def _pair(values: list[Any]) -> Pair:
    return values[0], values[1]


def _verdict(temptation: Any, punishment: Any) -> Any:
    if np.ndim(temptation) == np.ndim(punishment) == 0:
        if punishment <= 0:
            return NOTHING_TO_LOSE
        return KEEPS if temptation < punishment else PREFERS_WAR
    return np.select([punishment <= 0, temptation < punishment], [NOTHING_TO_LOSE, KEEPS], PREFERS_WAR)


@dataclass(frozen=True, eq=False)
class Cut:
    """How far mutual cuts can go if they must be kept without a court.

    Attributes
    ----------
    by_country : pair
        The deepest cut that each country would keep, in the road's parameter, up to the limit.
    limit : float, array or expression
        Where the first tariff is zero.
    cut : float, array or expression
        The deepest cut that both keep, the smaller of the two.
    tariffs : pair
        The tariffs there, numeraire per unit.
    """

    by_country: Pair
    limit: Any
    cut: Any
    tariffs: Pair


def needed(form: Quadratic, cut: Any, speeds: Pair = (1, 1)) -> Pair:
    """Return how patient each country must be at a place on a straight road of cuts.

    The ratio of :func:`promise` at ``t_i = t_i* - speeds_i * cut``, without its 0/0 at the start.

    Parameters
    ----------
    form : Quadratic
        With an interior equilibrium.
    cut : float, array or expression
        The road's parameter, at least 0; the tariffs must stay in the form's domain.
    speeds : pair
        By how much each tariff falls for one unit of it, positive; equal cuts unless said otherwise.

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.extensions.forms import plain
    >>> needed(plain(TariffGame(alpha=10, gamma=0, c1=1, c2=1)), cut=3.0)
    (0.3, 0.3)
    """
    owner = "repeated.needed"
    interior(owner, form)
    number(owner, "cut", cut, lambda v: v >= 0, "be at least 0")
    _speeds(owner, speeds)
    ratios = []
    for i, j in ((0, 1), (1, 0)):
        gap = form.barrier[j] - form.peak[j]
        loss = form.foreign[i] * speeds[j] * (2 * gap + speeds[j] * cut)
        ratios.append(form.own[i] * speeds[i] ** 2 * cut / loss)
    return _pair(ratios)


def _speeds(owner: str, speeds: Pair) -> None:
    for name, speed in zip(("speeds[0]", "speeds[1]"), speeds, strict=True):
        number(owner, name, speed, lambda v: v > 0, "be positive")


def deepest(form: Quadratic, discount: Any, speeds: Pair = (1, 1)) -> Cut:
    """Return the most liberal tariffs on a straight road of cuts that countries keep.

    Parameters
    ----------
    form : Quadratic
        With an interior equilibrium at positive tariffs.
    discount : float, array or expression
        The discount factor of both, at least 0 and below 1.
    speeds : pair
        By how much each tariff falls for one unit of the road's parameter, positive; equal cuts
        unless said otherwise. For balanced cuts ``(3 f_1*, 3 f_2*)``.

    Notes
    -----
    Book: "Can they keep a promise?". The needed patience rises from zero along the road, so small cuts
    are kept by everybody who thinks of tomorrow at all.

    Examples
    --------
    >>> from tradegames import TariffGame
    >>> from tradegames.extensions.forms import plain
    >>> kept = deepest(plain(TariffGame(alpha=10, gamma=0, c1=1, c2=1)), discount=0.15)
    >>> [round(t, 4) for t in kept.tariffs]
    [1.6667, 1.6667]
    """
    owner = "repeated.deepest"
    interior(owner, form)
    discount = number(owner, "discount", discount, lambda v: (v >= 0) & (v < 1), "lie in [0, 1)")
    _speeds(owner, speeds)
    for name, peak in zip(("t1*", "t2*"), form.peak, strict=True):
        number(owner, name, peak, lambda v: v > 0, "be positive: there is nothing to cut")
    limit = minimum(form.peak[0] / speeds[0], form.peak[1] / speeds[1])
    found = [_reach(form, i, j, speeds, discount, limit) for i, j in ((0, 1), (1, 0))]
    cut = minimum(found[0], found[1])
    tariffs = tuple(maximum(0, form.peak[i] - speeds[i] * cut) for i in (0, 1))
    return Cut(_pair(found), limit, cut, (tariffs[0], tariffs[1]))


def _reach(form: Quadratic, i: int, j: int, speeds: Pair, discount: Any, limit: Any) -> Any:
    """The deepest cut that country i keeps: far / room, or the limit where that is nearer."""
    far = 2 * discount * form.foreign[i] * speeds[j] * (form.barrier[j] - form.peak[j])
    room = form.own[i] * speeds[i] ** 2 - discount * form.foreign[i] * speeds[j] ** 2
    return limit * far / maximum(far, room * limit)  # the limit as well where room is not positive
