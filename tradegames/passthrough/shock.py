"""A tariff rise shared between exporter, exchange rate and importer (S3, sections 2 and 3).

Prices are those of one good on its way: what the exporter keeps in RMB, the same in dollars before
duty, and what the buyer pays in dollars with duty. Every change is a fraction: -0.2 is a fall by 20 %.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import Any

from ..checks import broadcast, choice, number
from ..maths import log, maximum, minimum, where

__all__ = ["GDPEffect", "Shock", "Split"]

RATES = ("tariff", "base_tariff", "depreciation")


@dataclass(frozen=True, eq=False)
class Split:
    """Who bears the tariff: three shares that add up to one.

    Attributes
    ----------
    exporter : float, array or expression
        Borne by a lower price in RMB.
    currency : float, array or expression
        Borne by a cheaper RMB (negative: the RMB became dearer, and others bear more than the tariff).
    importer : float, array or expression
        Borne by a higher price, with duty, in dollars.
    """

    exporter: Any
    currency: Any
    importer: Any


@dataclass(frozen=True, eq=False)
class GDPEffect:
    """The direct effect on the exporting country, as a fraction of its GDP.

    Attributes
    ----------
    nominal : float, array or expression
        Receipts in RMB: price and quantity.
    real : float, array or expression
        Quantity alone, at the old prices.
    real_income : float, array or expression
        Receipts in dollars: what the exports buy abroad, if the dollar prices of imports stay.
    """

    nominal: Any
    real: Any
    real_income: Any


@dataclass(frozen=True, eq=False, kw_only=True)
class Shock:
    """A rise of a tariff, the elasticity of demand, and who absorbs how much.

    Parameters
    ----------
    tariff : float or array
        Rise of the ad valorem tariff, as a fraction: 0.2 is 20 percentage points.
    elasticity : float or array
        Size of the price elasticity of the importer's demand: 1.08 where a table prints -1.08.
    exporter_share : float or array
        Part, from 0 to 1, of what the currency leaves of the burden that the exporter bears by a lower
        price in RMB.
    depreciation : float or array
        Fall of the RMB in dollars, as a fraction below 1: at an unchanged RMB price it cuts the dollar
        price by as much. Negative: the RMB becomes dearer.
    base_tariff : float or array
        Tariff before the rise, as a fraction.
    arithmetic : {"linear", "exact"}
        "linear" is S3's: percentages are added and multiplied by the elasticity, and nothing stops it at
        a loss of more than everything. "exact" compounds them: prices are ratios, the elasticity is one
        of logarithms.
    unit : {"fraction", "percent"}
        Of the tariff, the base tariff and the depreciation as given; the fields hold fractions.

    Raises
    ------
    ValueError, TypeError
        If a parameter is not a finite real number or breaks its rule; a rate above 10 as a fraction is
        taken for a percentage and refused.

    Notes
    -----
    Linear: with ``z = tariff/(1 + base_tariff)`` and ``b = z - depreciation`` the RMB price falls by
    ``s b`` and the buyer's price rises by ``(1 - s) b``. Exact: with ``1 + b = (1 + z)(1 - depreciation)``
    the RMB price is multiplied by ``(1 + b)^(-s)``, the buyer's price by ``(1 + b)^(1 - s)`` and the
    quantity by the ``-elasticity``-th power of that. To first order the two agree. S3's figures are
    linear with a base tariff of zero. Source: S3 section 2; book: eq-linear-value and eq-exact-value.

    Examples
    --------
    >>> half = Shock(tariff=0.2, elasticity=1.5, exporter_share=0.5)
    >>> round(half.value_change, 4)
    -0.235
    >>> exact = Shock(tariff=20, elasticity=1.5, exporter_share=0.5, arithmetic="exact", unit="percent")
    >>> round(exact.value_change, 4)
    -0.2038
    >>> Shock(tariff=20, elasticity=1.5, exporter_share=0.5)
    Traceback (most recent call last):
        ...
    ValueError: Shock.tariff must be at most 10 as a fraction (percent need unit="percent"); got 20
    >>> Shock(tariff=0.2, elasticity=-1.08, exporter_share=0.5)
    Traceback (most recent call last):
        ...
    ValueError: Shock.elasticity must not be negative: give its size, 1.08 for -1.08; got -1.08
    """

    tariff: Any
    elasticity: Any
    exporter_share: Any
    depreciation: Any = 0
    base_tariff: Any = 0
    arithmetic: str = "linear"
    unit: InitVar[str] = "fraction"

    def __post_init__(self, unit: str) -> None:
        owner = "Shock"
        percent = choice(owner, "unit", unit, ("fraction", "percent")) == "percent"
        choice(owner, "arithmetic", self.arithmetic, ("linear", "exact"))
        for field in (*RATES, "elasticity", "exporter_share"):  # lists become arrays
            value = number(owner, field, getattr(self, field))
            object.__setattr__(self, field, value / 100 if percent and field in RATES else value)
        large = 'be at most 10 as a fraction (percent need unit="percent")'
        for field in ("tariff", "base_tariff"):
            number(owner, field, getattr(self, field), lambda v: v <= 10, large)
        number(owner, "base_tariff", self.base_tariff, lambda v: v >= 0, "not be negative")
        below = 'be below 1 as a fraction (percent need unit="percent")'
        number(owner, "depreciation", self.depreciation, lambda v: v < 1, below)
        sign = "not be negative: give its size, 1.08 for -1.08"
        number(owner, "elasticity", self.elasticity, lambda v: v >= 0, sign)
        number(owner, "exporter_share", self.exporter_share, lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
        names = ("tariff", "base_tariff", "depreciation", "elasticity", "exporter_share")
        broadcast(owner, **{name: getattr(self, name) for name in names})
        left = f"leave a price: above -1 less base_tariff = {self.base_tariff}"
        number(owner, "tariff", self.tariff, lambda v: 1 + self.base_tariff + v > 0, left)

    @property
    def exact(self) -> bool:
        """Whether the arithmetic is the exact one."""
        return self.arithmetic == "exact"

    # --- prices -------------------------------------------------------------------------

    @property
    def wedge(self) -> Any:
        """Rise of the buyer's price if the tariff were passed on in full.

        Examples
        --------
        >>> Shock(tariff=0.2, base_tariff=0.25, elasticity=1, exporter_share=0).wedge
        0.16
        """
        return self.tariff / (1 + self.base_tariff)

    @property
    def full_offset(self) -> Any:
        """The depreciation at which the buyer's price and the RMB price both stay where they are.

        Examples
        --------
        >>> Shock(tariff=0.25, elasticity=1, exporter_share=0, arithmetic="exact").full_offset
        0.2
        """
        return self.wedge / (1 + self.wedge) if self.exact else self.wedge

    @property
    def burden(self) -> Any:
        """What the currency leaves of the wedge, to be shared by exporter and importer."""
        if self.exact:
            return (1 + self.wedge) * (1 - self.depreciation) - 1
        return self.wedge - self.depreciation

    @property
    def price_change_rmb(self) -> Any:
        """Change of what the exporter keeps for a unit, in RMB."""
        if self.exact:
            return (1 + self.burden) ** (-self.exporter_share) - 1
        return -self.exporter_share * self.burden

    @property
    def price_change(self) -> Any:
        """Change of the dollar price before duty, the price in the importer's customs statistics.

        Examples
        --------
        >>> round(Shock(tariff=0.2, elasticity=1, exporter_share=1, arithmetic="exact").price_change, 4)
        -0.1667
        """
        if self.exact:
            return (1 - self.depreciation) * (1 + self.price_change_rmb) - 1
        return self.price_change_rmb - self.depreciation

    @property
    def buyer_price_change(self) -> Any:
        """Change of the dollar price with duty."""
        if self.exact:
            return (1 + self.burden) ** (1 - self.exporter_share) - 1
        return (1 - self.exporter_share) * self.burden

    # --- quantity, receipts, revenue ----------------------------------------------------

    @property
    def quantity_change(self) -> Any:
        """Change of the quantity imported.

        Examples
        --------
        >>> round(Shock(tariff=0.2, elasticity=1.08, exporter_share=0).quantity_change, 4)
        -0.216
        """
        if self.exact:
            return (1 + self.burden) ** (-self.elasticity * (1 - self.exporter_share)) - 1
        return -self.elasticity * self.buyer_price_change

    @property
    def value_change(self) -> Any:
        """Change of the value of imports before duty: the exporters' receipts in dollars.

        Examples
        --------
        >>> round(Shock(tariff=0.2, elasticity=1.08, exporter_share=0.5).value_change, 4)
        -0.1972
        """
        return (1 + self.price_change) * (1 + self.quantity_change) - 1

    @property
    def value_change_rmb(self) -> Any:
        """Change of the exporters' receipts in RMB."""
        return (1 + self.price_change_rmb) * (1 + self.quantity_change) - 1

    @property
    def revenue_change(self) -> Any:
        """Change of the duty collected, as a fraction of the imports before.

        Examples
        --------
        >>> round(Shock(tariff=0.2, elasticity=1.08, exporter_share=0, arithmetic="exact").revenue_change, 4)
        0.1643
        """
        return (self.base_tariff + self.tariff) * (1 + self.value_change) - self.base_tariff

    def split(self) -> Split:
        """Who bears the tariff: parts of its points (linear) or of its logarithm (exact).

        Raises
        ------
        ValueError
            If the tariff is zero: then there is nothing to share.

        Examples
        --------
        >>> parts = Shock(tariff=0.2, elasticity=1, exporter_share=0.25, depreciation=0.04).split()
        >>> round(parts.exporter, 2), round(parts.currency, 2), round(parts.importer, 2)
        (0.2, 0.2, 0.6)
        """
        number("Shock.split", "tariff", self.tariff, lambda v: v != 0, "not be zero")
        if self.exact:
            whole, left = log(1 + self.wedge), log(1 + self.burden)
        else:
            whole, left = self.wedge, self.burden
        share = self.exporter_share
        return Split(share * left / whole, (whole - left) / whole, (1 - share) * left / whole)

    def gdp(self, export_share: Any) -> GDPEffect:
        """Direct effect on the exporting country's GDP, nothing else moving.

        Parameters
        ----------
        export_share : float or array
            Value of these exports as a fraction of GDP. If it is the gross value, imported parts in
            the exports are counted as if they were made at home.

        Examples
        --------
        >>> effect = Shock(tariff=0.2, elasticity=1.08, exporter_share=0.5).gdp(export_share=0.023)
        >>> round(effect.nominal, 5), round(effect.real, 5)
        (-0.00454, -0.00248)
        """
        part = "be a fraction of GDP between 0 and 10 (0.02 is 2 percent)"
        share = number("Shock.gdp", "export_share", export_share, lambda v: (v >= 0) & (v <= 10), part)
        return GDPEffect(
            share * self.value_change_rmb, share * self.quantity_change, share * self.value_change
        )

    # --- the share at which least is lost -----------------------------------------------

    def interior_share(self) -> Any:
        """The exporter's share at which the linear loss of RMB receipts is stationary, in [0, 1] or not.

        Notes
        -----
        With burden ``b`` it is ``(e (1 + b) - 1)/(2 e b)``; the burden is the tariff where nothing else
        moves. Book: eq-best-share.

        Examples
        --------
        >>> round(Shock(tariff=0.2, elasticity=1.08, exporter_share=0).interior_share(), 4)
        0.6852
        """
        elasticity, burden = self.elasticity, self.burden
        return (elasticity * (1 + burden) - 1) / (2 * elasticity * burden)

    def best_share(self) -> Any:
        """The exporter's share at which the receipts in RMB fall least.

        Returns
        -------
        float, array or expression
            Linear: the interior share if it lies between 0 and 1, else the nearer end. Exact: an end,
            1 where the elasticity exceeds one and 0 where it does not; at an elasticity of one every
            share loses the same.

        Raises
        ------
        ValueError
            If the currency leaves nothing to share, or the elasticity is zero in the linear arithmetic.

        Examples
        --------
        >>> best = Shock(tariff=0.2, elasticity=1.08, exporter_share=0, arithmetic="exact").best_share()
        >>> best
        1.0
        """
        owner = "Shock.best_share"
        number(owner, "burden", self.burden, lambda v: v > 0, "be positive: the tariff beyond the currency")
        if self.exact:
            return where(self.elasticity > 1, 1.0, 0.0)
        number(owner, "elasticity", self.elasticity, lambda v: v > 0, "be positive")
        return minimum(maximum(self.interior_share(), 0), 1)
