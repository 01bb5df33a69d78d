"""What the checks share: the game derived from its primitives, exact games by size, formulas as text.

Nothing here takes a formula from a document: quantities, surplus and welfare are derived from the
utility function and from what the firms and the governments maximise. What a document prints
is taken from the library (``TariffGame`` with ``surplus="published"``) or stands in the check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, TypeVar

import sympy as sp

from ..tariff_game import Equilibrium, TariffGame

ALPHA, BETA, GAMMA, C1, C2, T1, T2 = sp.symbols("alpha beta gamma c1 c2 t1 t2", real=True)
A1, A2 = sp.symbols("A1 A2", positive=True)  # alpha less the cost of firm 1 and of firm 2
D1, F1, D2, F2 = sp.symbols("d1 f1 d2 f2", real=True)  # sales at home and abroad
T = TypeVar("T")


# --- the game, from its primitives ----------------------------------------------------------


def utility(q1: Any, q2: Any, beta: Any = 1 - GAMMA) -> Any:
    """Return the utility of the two goods (S0, section 2), without the numeraire."""
    return ALPHA * (q1 + q2) - beta * (q1**2 + q2**2) / 2 - GAMMA * (q1 + q2) ** 2 / 2


def price(good: int, q1: Any, q2: Any) -> Any:
    """Return the inverse demand for a good, 1 or 2: its marginal utility."""
    x1, x2 = sp.symbols("x1 x2")
    return sp.diff(utility(x1, x2), (x1, x2)[good - 1]).subs({x1: q1, x2: q2}, simultaneous=True)


@dataclass(frozen=True, eq=False)
class Derived:
    """The game of country 1, in quantities, and the quantities that the firms choose.

    Attributes
    ----------
    profit, surplus, revenue : Expr
        In terms of d1, f1, d2, f2 and the tariffs.
    sales : dict
        The quantities, by symbol, that solve the four first-order conditions.
    """

    profit: Any
    surplus: Any
    revenue: Any
    sales: dict[Any, Any]

    def chosen(self, expression: Any) -> Any:
        """Return an expression in quantities at the quantities that the firms choose."""
        return expression.subs(self.sales)

    def welfare(self, surplus: str = "exact") -> Any:
        """Return country 1's welfare as a function of the tariffs, with the surplus named."""
        consumers = self.surplus if surplus == "exact" else printed().consumer_surplus(D1, F2)
        return self.chosen(self.profit + consumers + self.revenue)


@cache
def derived() -> Derived:
    """Derive the game from the utility function; d1 and f2 are sold in country 1, d2 and f1 in country 2."""
    profit1 = (price(1, D1, F2) - C1) * D1 + (price(1, F1, D2) - C1 - T2) * F1
    profit2 = (price(2, F1, D2) - C2) * D2 + (price(2, D1, F2) - C2 - T1) * F2
    conditions = [sp.diff(profit1, q) for q in (D1, F1)] + [sp.diff(profit2, q) for q in (D2, F2)]
    sales = sp.solve(conditions, [D1, F1, D2, F2])
    surplus = utility(D1, F2) - price(1, D1, F2) * D1 - price(2, D1, F2) * F2
    return Derived(profit1, surplus, T1 * F2, {q: sp.factor(e) for q, e in sales.items()})


def printed() -> TariffGame:
    """Return the formulas that S0 prints, in symbols."""
    return TariffGame.symbolic(surplus="published")


@cache
def tariff(surplus: str = "exact") -> Any:
    """Return the tariff at which country 1's welfare is stationary."""
    (solution,) = sp.solve(sp.diff(derived().welfare(surplus), T1), T1)
    return sp.factor(solution)


@cache
def tariff_gap(surplus: str = "exact") -> Any:
    """Return (t1* - t2*)/(c2 - c1): positive where the low-cost country has the higher tariff."""
    other = tariff(surplus).subs({C1: C2, C2: C1}, simultaneous=True)
    return sp.factor(sp.cancel((tariff(surplus) - other) / (C2 - C1)))


def costs_as_gaps(expression: Any) -> Any:
    """Return an expression with alpha - A1 and alpha - A2 for the unit costs."""
    return sp.factor(expression.subs({C1: ALPHA - A1, C2: ALPHA - A2}))


def same(a: Any, b: Any) -> bool:
    """Whether two expressions are equal."""
    gap = sp.sympify(a - b)
    names = sorted(gap.free_symbols, key=str)
    somewhere = gap.subs({name: sp.Rational(k, 7) for k, name in enumerate(names, 2)})
    # One point at which they differ says so sooner than algebra does.
    return not somewhere.is_nonzero and bool(sp.simplify(gap) == 0)


def exactly(names: Any, expression: Any) -> Callable[..., Fraction]:
    """Return a formula as a function that keeps fractions exact."""
    parts = [sp.lambdify(names, part) for part in sp.fraction(sp.cancel(expression))]
    return lambda *values: Fraction(parts[0](*values)) / Fraction(parts[1](*values))


def difference(a: Any, b: Any) -> dict[Any, Any] | None:
    """Return the smallest whole numbers (and simple gamma) at which two expressions differ, if they do."""
    if same(a, b):
        return None
    names = sorted((a - b).free_symbols, key=str)
    simple = {GAMMA: sp.S(["1/2", "1/3", "2/3", "0", "1"])}
    for values in product(*(simple.get(name, sp.S([2, 1, 3])) for name in names)):
        point = dict(zip(names, values, strict=True))
        gap = (a - b).subs(point)
        if gap.is_finite and gap != 0:
            return point
    raise ArithmeticError(f"{a} and {b} differ, but at none of the points tried")


# --- exact games, smallest first ------------------------------------------------------------

SHARES = sorted({Fraction(p, q) for q in range(1, 6) for p in range(q + 1)})
LARGEST = 8


@dataclass(frozen=True, eq=False)
class Case:
    """A game in fractions, in which country 1 has the lower cost, and what happens in it.

    Attributes
    ----------
    game : TariffGame
        Corners solved.
    equilibrium : Equilibrium
        Of that game.
    """

    game: TariffGame
    equilibrium: Equilibrium

    @property
    def ratio(self) -> Fraction:
        """A2/A1, below one."""
        ratio: Fraction = (self.game.alpha - self.game.c2) / (self.game.alpha - self.game.c1)
        return ratio

    @property
    def trade(self) -> bool:
        """Whether both firms sell in both countries."""
        return bool(min(*self.equilibrium.outcome.exports, *self.equilibrium.outcome.home_sales) > 0)

    def __str__(self) -> str:
        game = self.game
        return f"α = {game.alpha}, γ = {game.gamma}, c₁ = {game.c1}, c₂ = {game.c2}"


@cache
def cases(surplus: str = "exact") -> tuple[Case, ...]:
    """Return every game with alpha up to 8, whole costs 0 = c1 < c2 < alpha and gamma in fifths or simpler.

    Only alpha - c1, alpha - c2 and gamma matter, and only the ratio of the first two, so c1 = 0 leaves
    out nothing. Smallest first: by the sum of all numerators, and of gamma's denominator.
    """
    made = []
    for alpha in range(2, LARGEST + 1):
        for c2, gamma in product(range(1, alpha), SHARES):
            size = alpha + c2 + gamma.numerator + gamma.denominator
            numbers: dict[str, Any] = {
                "alpha": Fraction(alpha),
                "gamma": gamma,
                "c1": Fraction(0),
                "c2": Fraction(c2),
            }
            made.append((size, alpha, gamma, numbers))
    made.sort(key=lambda item: item[:3])
    games = (TariffGame(surplus=surplus, **numbers) for *_, numbers in made)
    return tuple(Case(game, game.equilibrium()) for game in games)


def smallest(found: Iterable[Case], what: Callable[[Case], bool]) -> Case | None:
    """Return the first case of which something is true."""
    return next((case for case in found if what(case)), None)


_REMEMBERED: list[Any] = [derived, tariff, tariff_gap, cases]


def remember(function: Callable[..., T]) -> Callable[..., T]:
    """Keep what a function returns until `forget`: for what several checks of a document share."""
    kept = cache(function)
    _REMEMBERED.append(kept)
    return kept


def forget() -> None:
    """Let everything be derived anew."""
    for function in _REMEMBERED:
        function.cache_clear()


# --- formulas as text -----------------------------------------------------------------------

_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INDICES = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def text(expression: Any) -> str:
    """Return a formula as a reader would write it.

    Examples
    --------
    >>> text((ALPHA - C2) / 3 - GAMMA**2)
    'α/3 − c₂/3 − γ²'
    >>> text(sp.sqrt(17) * GAMMA)
    '√17·γ'
    """
    words = sp.sstr(expression)
    for name, letter in (("alpha", "α"), ("beta", "β"), ("gamma", "γ")):
        words = re.sub(rf"\b{name}\b", letter, words)
    words = re.sub(r"sqrt\((\w+)\)", r"√\1", words)
    words = re.sub(r"sqrt\(", "√(", words)
    words = re.sub(r"\*\*(\d+)", lambda m: m[1].translate(_POWERS), words)
    words = re.sub(r"([A-Za-z])(\d+)", lambda m: m[1] + m[2].translate(_INDICES), words)
    return re.sub(r"(?<![√\d])(\d+)\*(?=[^\W\d]|\()", r"\1", words).replace("*", "·").replace("-", "−")


def ratio_text(expression: Any) -> str:
    """Return a quotient with its numerator multiplied out, and 4 - gamma^2 in one piece.

    Examples
    --------
    >>> ratio_text(-(C2 - ALPHA) / (3 * (GAMMA - 2) * (GAMMA + 2)))
    '(−α + c₂)/(3·(4 − γ²))'
    >>> ratio_text(-(C2 - ALPHA) / 3)
    '(α − c₂)/3'
    """
    top, bottom = sp.fraction(sp.factor(expression))
    power = next(n for n in range(9) if sp.rem(bottom, (GAMMA - 2) ** (n + 1), GAMMA) != 0)
    rest = sp.factor(sp.cancel(bottom / (GAMMA**2 - 4) ** power))
    top = sp.expand(top * (-1) ** power)
    if rest.is_number and rest < 0:
        top, rest = -top, -rest
    piece = {0: "", 1: "(4 − γ²)"}.get(power, f"(4 − γ²){str(power).translate(_POWERS)}")
    if bottom == 1 and sp.rem(top, GAMMA**2 - 4, GAMMA) == 0 and top != 0:
        return f"(4 − γ²)·({text(sp.expand(sp.cancel(top / (4 - GAMMA**2))))})"
    words = "" if rest == 1 else f"({text(rest)})" if rest.is_Add else text(rest)
    below = "·".join(part for part in (words, piece) if part)
    over = f"({text(top)})" if top.is_Add else text(top)
    return f"{over}/({below})" if "·" in below else f"{over}/{below}" if below else text(top)


def near(value: Any) -> str:
    """Return a number to three decimals.

    Examples
    --------
    >>> near(sp.sqrt(2))
    '1.414'
    """
    return f"{float(value):.3f}"
