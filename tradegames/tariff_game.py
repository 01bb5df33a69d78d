"""The two-country tariff game with a technology gap (S0, sections 2 and 3).

Two countries, one firm each, two goods that are imperfect substitutes. First both
governments set a specific import tariff, then both firms choose what to sell at home and
abroad (Cournot). In every formula ``i`` is the importing country, ``j`` the other one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .checks import broadcast, choice, number
from .maths import maximum, minimum, symbolic, where

__all__ = ["Equilibrium", "Outcome", "TariffGame"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the firms do and what the countries get; each field a pair (country 1, country 2).

    Attributes
    ----------
    home_sales : pair
        ``d_i``, sales of firm i at home, in units of its good.
    exports : pair
        ``f_i``, sales of firm i abroad, in units of its good.
    profit, consumer_surplus, tariff_revenue, welfare : pair
        In units of the numeraire good; welfare is the sum of the other three.
        The entries are numbers, arrays of the common shape of the inputs, or expressions.
    """

    home_sales: Pair
    exports: Pair
    profit: Pair
    consumer_surplus: Pair
    tariff_revenue: Pair
    welfare: Pair

    @classmethod
    def added_up(
        cls,
        home_sales: Pair,
        exports: Pair,
        profit: Pair,
        surplus: Pair,
        tariffs: Pair,
        shape: tuple[int, ...],
    ) -> Outcome:
        """Return the outcome with revenue and welfare, arrays in a common shape.

        Examples
        --------
        >>> Outcome.added_up((4, 3), (2, 1), (20, 10), (10, 8), tariffs=(1, 0), shape=()).welfare
        (31, 18)
        """
        revenue = tariffs[0] * exports[1], tariffs[1] * exports[0]
        welfare = profit[0] + surplus[0] + revenue[0], profit[1] + surplus[1] + revenue[1]
        pairs: list[Pair] = [home_sales, exports, profit, surplus, revenue, welfare]
        if shape:  # a pair never mixes a number and an array
            pairs = [(np.broadcast_to(a, shape), np.broadcast_to(b, shape)) for a, b in pairs]
        return cls(*pairs)


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """The tariffs both governments choose, with the evidence that they are best replies.

    Attributes
    ----------
    t1, t2 : float, array or expression
        Equilibrium tariffs, in units of the numeraire per unit of the imported good.
    outcome : Outcome
        What follows from them.
    regime : pair
        For each country "interior", "prohibitive" (nothing is imported: every higher tariff is
        as good, and the lowest one that is not a subsidy is reported) or "home firm out" (the
        home firm sells nothing at home); "symbolic" where the inputs are symbols.
    residual : pair
        Marginal welfare of the own tariff, from the first-order condition; zero in a corner,
        where the tariff is a bound and no first-order condition holds.
    """

    t1: Any
    t2: Any
    outcome: Outcome
    regime: Pair
    residual: Pair


@dataclass(frozen=True, eq=False, kw_only=True)
class TariffGame:
    """Two-country tariff game with Cournot competition in differentiated goods.

    Utility is ``q0 + alpha (q1 + q2) - (1 - gamma)(q1^2 + q2^2)/2 - gamma (q1 + q2)^2/2``.

    Parameters
    ----------
    alpha : float or array
        Demand intercept, the highest price anybody pays; positive.
    gamma : float or array
        Substitutability of the two goods, from 0 (independent markets) to 1 (the same good).
    c1, c2 : float or array
        Unit costs, at least 0 and below ``alpha``.
    surplus : {"exact", "published"}
        Consumer surplus: "exact" follows from the utility function; "published" is S0's formula,
        which leaves out the cross term ``gamma d_i f_j``. They agree at ``gamma = 0``.
    corners : bool
        True: quantities that would be negative are zero and the other firm has the market for
        itself. False: the formulas of S0 as printed; numbers for which a quantity would be
        negative are refused. Symbols with ``corners=False`` give the printed formulas.

    Raises
    ------
    ValueError, TypeError
        If a parameter is not a finite real number, or breaks its rule.

    Notes
    -----
    Source: S0 section 2 (utility, eq. 1) and section 3; book: "Two firms, two tariffs".

    Examples
    --------
    >>> game = TariffGame(alpha=10, gamma=0.3, c1=1, c2=2)
    >>> round(game.outcome(t1=1, t2=1).welfare[0], 4)
    47.4947
    >>> TariffGame(alpha=10, gamma=0.3, c1=12.5, c2=2)
    Traceback (most recent call last):
        ...
    ValueError: TariffGame.c1 must be at least 0 and below alpha = 10; got 12.5
    """

    alpha: Any
    gamma: Any
    c1: Any
    c2: Any
    surplus: str = "exact"
    corners: bool = True

    def __post_init__(self) -> None:
        owner = "TariffGame"
        for field in ("alpha", "gamma", "c1", "c2"):  # lists become arrays
            object.__setattr__(self, field, number(owner, field, getattr(self, field)))
        number(owner, "alpha", self.alpha, lambda v: v > 0, "be positive")
        number(owner, "gamma", self.gamma, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
        below = f"be at least 0 and below alpha = {self.alpha}"
        for field in ("c1", "c2"):
            cost = getattr(self, field)
            broadcast(owner, alpha=self.alpha, **{field: cost})
            number(owner, field, cost, lambda v: (v >= 0) & (v < self.alpha), below)
        broadcast(owner, alpha=self.alpha, gamma=self.gamma, c1=self.c1, c2=self.c2)
        choice(owner, "surplus", self.surplus, ("exact", "published"))
        if not isinstance(self.corners, bool):
            raise TypeError(f"{owner}.corners must be True or False; got {self.corners!r}")

    @classmethod
    def symbolic(cls, surplus: str = "exact", corners: bool = False) -> TariffGame:
        """Return the game with SymPy symbols alpha, gamma, c1 and c2 in its fields.

        Examples
        --------
        >>> import sympy
        >>> game = TariffGame.symbolic()
        >>> t1, t2 = sympy.symbols("t1 t2", real=True)
        >>> sympy.factor(sympy.diff(game.outcome(t1, t2).welfare[0], t1))
        (-alpha + c2 + 3*t1)/((gamma - 2)*(gamma + 2))
        """
        import sympy

        alpha, gamma, c1, c2 = sympy.symbols("alpha gamma c1 c2", real=True)
        return cls(alpha=alpha, gamma=gamma, c1=c1, c2=c2, surplus=surplus, corners=corners)

    # --- stage 2: the firms -------------------------------------------------------------

    def best_reply(self, cost: Any, rival_sales: Any) -> Any:
        """What a firm sells in a market where the other firm sells this much (eqs. 2 and 3).

        Parameters
        ----------
        cost : float, array or expression
            Unit cost including the tariff, if the firm pays one there.
        rival_sales : float, array or expression
            Sales of the other firm in the same market.

        Examples
        --------
        >>> TariffGame(alpha=10, gamma=0.5, c1=1, c2=2).best_reply(cost=2, rival_sales=4)
        3.0
        """
        reply = (self.alpha - self.gamma * rival_sales - cost) / 2
        return maximum(0, reply) if self.corners else reply

    def market(self, home_cost: Any, import_cost: Any) -> Pair:
        """Sales in one market of the home firm and of the importer (eqs. 4 and 5).

        Parameters
        ----------
        home_cost, import_cost : float, array or expression
            Unit costs in this market, the importer's with the tariff.

        Returns
        -------
        pair
            ``d_i`` and ``f_j``.

        Examples
        --------
        >>> TariffGame(alpha=10, gamma=0, c1=1, c2=2).market(home_cost=1, import_cost=2 + 3)
        (4.5, 2.5)
        """
        alpha, gamma = self.alpha, self.gamma
        home = (alpha * (2 - gamma) + gamma * import_cost - 2 * home_cost) / (4 - gamma**2)
        if self.corners:  # each quantity the best reply to the other, none negative
            imports = self.best_reply(import_cost, maximum(0, home))
            return self.best_reply(home_cost, imports), imports
        return home, (alpha * (2 - gamma) + gamma * home_cost - 2 * import_cost) / (4 - gamma**2)

    def outcome(self, t1: Any, t2: Any) -> Outcome:
        """Sales, profit, consumer surplus, tariff revenue and welfare at these tariffs.

        Parameters
        ----------
        t1, t2 : float, array or expression
            Specific import tariffs of countries 1 and 2 (negative: a subsidy), in units of the
            numeraire per unit. Arrays broadcast against each other and against the fields.

        Returns
        -------
        Outcome
            Arrays have the common shape; those that depend on fewer inputs are read-only views.

        Raises
        ------
        ValueError, TypeError
            If a tariff is not a finite real number, if shapes do not broadcast, or, with
            ``corners=False``, if a quantity would be negative.

        Notes
        -----
        Source: S0 eqs. 4 and 5 and the display after them; book: "Two firms, two tariffs".

        Examples
        --------
        >>> game = TariffGame(alpha=10, gamma=0, c1=1, c2=2)
        >>> game.outcome(t1=3, t2=20).exports
        (0.0, 2.5)
        """
        owner = "TariffGame.outcome"
        t1, t2 = number(owner, "t1", t1), number(owner, "t2", t2)
        shape = broadcast(owner, t1=t1, t2=t2, alpha=self.alpha, gamma=self.gamma, c1=self.c1, c2=self.c2)
        d1, f2 = self.market(self.c1, self.c2 + t1)
        d2, f1 = self.market(self.c2, self.c1 + t2)
        if not self.corners:
            for field, value in (("d1", d1), ("d2", d2), ("f1", f1), ("f2", f2)):
                number(owner, field, value, lambda v: v >= 0, "not be negative (with corners=False)")
        profit = d1 * d1 + f1 * f1, d2 * d2 + f2 * f2
        surplus = self.consumer_surplus(d1, f2), self.consumer_surplus(d2, f1)
        return Outcome.added_up((d1, d2), (f1, f2), profit, surplus, (t1, t2), shape)

    def consumer_surplus(self, home_sales: Any, imports: Any) -> Any:
        """Consumer surplus of a country that buys these quantities.

        Notes
        -----
        Exact: utility less spending, ``(d^2 + f^2)/2 + gamma d f``. Published: without the last
        term (S0, display after eq. 5); book: "Two firms, two tariffs".

        Examples
        --------
        >>> TariffGame(alpha=10, gamma=0.5, c1=1, c2=2).consumer_surplus(4.0, 2.0)
        14.0
        """
        squares = (home_sales * home_sales + imports * imports) / 2
        return squares + self.gamma * home_sales * imports if self.surplus == "exact" else squares

    # --- stage 1: the governments -------------------------------------------------------

    def prohibitive_tariffs(self) -> Pair:
        """The lowest tariff of each country at which nothing is imported.

        Negative where the foreign firm would not export even free of duty.

        Examples
        --------
        >>> TariffGame(alpha=10, gamma=0.5, c1=1, c2=2).prohibitive_tariffs()
        (5.75, 7.0)
        """
        a1, a2 = self.alpha - self.c1, self.alpha - self.c2
        return a2 - self.gamma * a1 / 2, a1 - self.gamma * a2 / 2

    def interior_tariffs(self) -> Pair:
        """The tariffs of eq. 6: each country's best while both firms sell in its market.

        Where nothing would be imported at them, or a firm sells nothing at home, the equilibrium is
        another one.

        Examples
        --------
        >>> TariffGame(alpha=10, gamma=1, c1=1, c2=5).interior_tariffs()
        (1.6666666666666667, 3.0)
        """
        game = replace(self, corners=False)
        return game._own_tariff(self.c1, self.c2, None), game._own_tariff(self.c2, self.c1, None)

    def _own_tariff(self, home_cost: Any, import_cost: Any, prohibitive: Any) -> Any:
        """Equilibrium tariff of one country: eq. 6 between the corners, else the corner."""
        alpha, gamma = self.alpha, self.gamma
        monopoly = (alpha - import_cost) / 3  # best where only the foreign firm sells
        if self.surplus == "exact":
            interior = monopoly
        else:
            interior = (
                alpha * (2 - gamma) * (-(gamma**2) + 3 * gamma + 2)
                - gamma * (4 + gamma**2) * home_cost
                + (5 * gamma**2 - 4) * import_cost
            ) / (12 - 7 * gamma**2)
        if not self.corners:
            return interior
        # Below this tariff the home firm sells nothing at home. Times gamma: no division by zero.
        out = gamma * (alpha - import_cost) - 2 * (alpha - home_cost)
        interior = where(gamma * interior < out, _bounded(monopoly, out, gamma), interior)
        return minimum(interior, maximum(prohibitive, 0))

    def own_margins(self, tariff: Any, home_sales: Any, imports: Any) -> tuple[Any, Any, Any]:
        """What one more unit of the own tariff does to profit, consumer surplus and revenue.

        Parameters
        ----------
        tariff, home_sales, imports : float, array or expression
            ``t_i``, ``d_i`` and ``f_j`` of one country, at which both firms sell.

        Examples
        --------
        >>> TariffGame(alpha=10, gamma=0, c1=1, c2=2).own_margins(tariff=1, home_sales=4.5, imports=3.5)
        (0.0, -1.75, 3.0)
        """
        gamma = self.gamma
        home_slope, import_slope = gamma / (4 - gamma**2), -2 / (4 - gamma**2)
        profit = 2 * home_sales * home_slope
        surplus = home_sales * home_slope + imports * import_slope
        if self.surplus == "exact":
            surplus = surplus + gamma * (home_slope * imports + home_sales * import_slope)
        return profit, surplus, imports + tariff * import_slope

    def equilibrium(self) -> Equilibrium:
        """The tariffs both governments choose: each the best reply to every tariff of the other.

        Returns
        -------
        Equilibrium
            Subgame-perfect; corners are solved (see ``regime``).

        Raises
        ------
        ValueError
            With ``corners=False``, if a firm would not export at it; the error gives the
            quantity.

        Notes
        -----
        Source: S0 eq. 6 for ``surplus="published"``. With the exact surplus the tariff is
        ``(alpha - c_j)/3`` for every ``gamma``; book: "The tariff each country chooses".

        Examples
        --------
        >>> eq = TariffGame(alpha=10, gamma=0.3, c1=1, c2=4).equilibrium()
        >>> eq.t1, eq.t2, eq.regime
        (2.0, 3.0, ('interior', 'interior'))
        >>> TariffGame(alpha=10, gamma=1, c1=1, c2=5).equilibrium().regime
        ('prohibitive', 'interior')
        """
        barrier1, barrier2 = self.prohibitive_tariffs()
        t1 = self._own_tariff(self.c1, self.c2, barrier1)
        t2 = self._own_tariff(self.c2, self.c1, barrier2)
        outcome = self.outcome(t1, t2)
        d, f = outcome.home_sales, outcome.exports
        residual = sum(self.own_margins(t1, d[0], f[1])), sum(self.own_margins(t2, d[1], f[0]))
        if symbolic(t1, t2):
            return Equilibrium(t1, t2, outcome, ("symbolic", "symbolic"), residual)
        zero = 1e-12 * self.alpha  # at a corner tariff a quantity is zero up to rounding
        regime = _regime(d[0] - zero, f[1] - zero), _regime(d[1] - zero, f[0] - zero)
        residual = _inside(regime[0], residual[0]), _inside(regime[1], residual[1])
        return Equilibrium(t1, t2, outcome, regime, residual)


def _bounded(monopoly: Any, out: Any, gamma: Any) -> Any:
    """The monopoly tariff, but not above the one at which the home firm starts to sell."""
    safe = where(gamma > 0, gamma, 1)
    with np.errstate(over="ignore"):  # infinite where gamma is next to nothing, and not chosen there
        return minimum(monopoly, out / safe)


def _regime(home_sales: Any, imports: Any) -> Any:
    """Which firm, if any, sells nothing in a market."""
    if np.ndim(home_sales) == 0:
        return "prohibitive" if imports <= 0 else "home firm out" if home_sales <= 0 else "interior"
    return np.select([imports <= 0, home_sales <= 0], ["prohibitive", "home firm out"], "interior")


def _inside(regime: Any, residual: Any) -> Any:
    """The residual where a first-order condition holds, else zero."""
    if np.ndim(regime) == 0:
        return residual if regime == "interior" else 0.0
    return np.where(regime == "interior", residual, 0.0)
