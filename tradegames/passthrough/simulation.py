"""Panels of imports with a known elasticity, under the American tariffs of 2018 to 2025.

In logarithms, for product ``i`` in month ``t`` with ``z = log(1 + tariff)``::

    price before duty   p = ... - exporter_share z + w + price_response u
    buyers' price       c = p + z
    demand              q = ... - elasticity c + u
    recorded quantity   q + e
    recorded value      p + q + composition z + m

The dots are product and period effects. The shocks ``w`` (supply) and ``u`` (demand) may last; the
error ``e`` of quantities and the changes ``m`` of the mix of varieties do not.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..checks import number

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LAST_MONTH", "Design", "simulate"]

# Actions of `tradegames.data.tariff_actions` that a product of each list meets, and the action whose
# number of tariff lines says how long the list is. List 4B never had its extra duty; it is mostly
# telephones and computers, and stands here for the goods that were spared in April 2025.
_LISTS = {
    "list_1": ("list_1",),
    "list_2": ("list_2",),
    "list_3": ("list_3", "list_3_raised"),
    "list_4a": ("list_4a", "list_4a_halved"),
    "list_4b_suspended": (),
}
_ALL_GOODS = ("fentanyl", "fentanyl_doubled", "reciprocal_10", "reciprocal_84", "reciprocal_125", "geneva_us")
_SPARED = ("fentanyl", "fentanyl_doubled", "electronics_exempt")
LAST_MONTH = "2025-10"
_GENERAL = (0.0, 0.03, 0.06)  # general tariffs, equally frequent in each list


@dataclass(frozen=True, kw_only=True)
class Design:
    """What a simulated panel is made of: its size, the truth, and what goes wrong in recording it.

    Attributes
    ----------
    products, periods : int
        Numbers of products (at least 5) and of months (at least 2).
    elasticity : float
        Price elasticity of demand, as a positive number.
    exporter_share : float
        Share of the (logarithmic) tariff that exporters absorb, in [0, 1].
    start : str
        First month, "YYYY-MM", 2017-01 or later; the last one may be 2025-10.
    supply_sd, demand_sd : float
        Standard deviations of ``w`` and ``u``, log points.
    persistence : float
        Correlation of ``w``, and of ``u``, with itself a month before, in [0, 1).
    price_response : float
        How far a shock of demand moves the price. Where supply slopes upwards and sellers compete it
        is ``exporter_share / elasticity``.
    quantity_error, mix_sd : float
        Standard deviations of ``e`` and ``m``, log points.
    composition : float
        By how much the tariff changes the average worth of a unit within a product: below zero where
        buyers go over to cheaper varieties.
    chapters : tuple of str
        HS chapters, two digits each, to which the products belong in turn.

    Raises
    ------
    TypeError, ValueError
        If an argument breaks its rule, or the months lie outside the history of tariffs.

    Examples
    --------
    >>> Design(products=100, periods=24, elasticity=1.5, start="2018-01").quantity_error
    0.0
    """

    products: int
    periods: int
    elasticity: float
    exporter_share: float = 0.0
    start: str = "2017-01"
    supply_sd: float = 0.1
    demand_sd: float = 0.3
    persistence: float = 0.0
    price_response: float = 0.0
    quantity_error: float = 0.0
    mix_sd: float = 0.0
    composition: float = 0.0
    chapters: tuple[str, ...] = ("39", "61", "73", "84", "85", "94")

    def __post_init__(self) -> None:
        for field in ("products", "periods"):
            value = getattr(self, field)
            if isinstance(value, bool) or not isinstance(value, int):
                raise TypeError(f"Design.{field} must be a whole number; got {value!r}")
        number("Design", "products", self.products, lambda v: v >= len(_LISTS), f"be at least {len(_LISTS)}")
        number("Design", "periods", self.periods, lambda v: v >= 2, "be at least 2")
        number("Design", "elasticity", self.elasticity, lambda v: v >= 0, "be given as a positive number")
        for field in ("exporter_share", "persistence"):
            number("Design", field, getattr(self, field), lambda v: (v >= 0) & (v <= 1), "lie in [0, 1]")
        if self.persistence == 1:
            raise ValueError("Design.persistence must be below 1; got 1")
        for field in ("supply_sd", "demand_sd", "quantity_error", "mix_sd"):
            number("Design", field, getattr(self, field), lambda v: v >= 0, "not be negative")
        for field in ("price_response", "composition"):
            number("Design", field, getattr(self, field))
        if not self.chapters or any(not (len(c) == 2 and c.isdigit()) for c in self.chapters):
            raise ValueError(f"Design.chapters must be texts of two digits; got {self.chapters!r}")
        months = self.months()
        if months[0] < np.datetime64("2017-01") or months[-1] > np.datetime64(LAST_MONTH):
            raise ValueError(
                f"Design.start and periods must lie between 2017-01 and {LAST_MONTH};"
                f" got {months[0]} to {months[-1]}"
            )

    def months(self) -> Any:
        """Return the months of the panel, an array (periods,) of NumPy dates."""
        try:
            first = np.datetime64(self.start, "M")
        except ValueError:
            raise ValueError(f"Design.start must be a month as 'YYYY-MM'; got {self.start!r}") from None
        return first + np.arange(self.periods)

    def tariffs(self) -> tuple[Any, Any]:
        """Return the paths of tariffs, and which one each product has.

        Returns
        -------
        table : array (paths, periods)
            Tariffs as fractions, one row for each list and general tariff.
        path : array (products,)
            Row of the table. The lists have the shares in products that they have in tariff lines.
        """
        since = np.datetime64("2017-01", "M")
        columns = (self.months() - since).astype(int)
        shares, added = _history()
        table = (added[:, None, :] + np.array(_GENERAL)[None, :, None])[:, :, columns]
        product = np.arange(self.products)
        place = np.searchsorted(np.cumsum(shares), (product + 0.5) / self.products)
        return table.reshape(-1, self.periods), place * len(_GENERAL) + product % len(_GENERAL)

    def simulate(self, seed: int) -> pd.DataFrame:
        """Return a panel with one row for each product and month.

        Parameters
        ----------
        seed : int
            The same seed gives the same panel.

        Returns
        -------
        DataFrame
            ``product`` (text of ten digits, as categories), ``period`` (date), ``value`` (before duty),
            ``quantity``, ``tariff`` (fraction). ``attrs["truth"]`` has the design and the seed.
        """
        import pandas as pd
        from scipy.signal import lfilter

        random = np.random.default_rng(seed)
        shape = self.products, self.periods
        table, path = self.tariffs()
        path = random.permutation(path)
        z = np.log1p(table)[path]

        def shocks(sd: float) -> Any:
            draws = random.standard_normal(shape)
            if self.persistence:  # each month keeps a part of the last; the first is drawn in full
                draws[:, 1:] *= np.sqrt(1 - self.persistence**2)
                draws = lfilter([1.0], [1.0, -self.persistence], draws, axis=1)
            draws *= sd
            return draws

        def effects() -> Any:
            return random.normal(0, 1, (self.products, 1)) + random.normal(0, 0.1, (1, self.periods))

        u = shocks(self.demand_sd)
        price = effects() + shocks(self.supply_sd)
        price += self.price_response * u - self.exporter_share * z
        quantity = effects() + u
        quantity -= self.elasticity * (price + z)
        value = price
        value += quantity
        value += self.composition * z
        if self.mix_sd:
            value += random.normal(0, self.mix_sd, shape)
        if self.quantity_error:
            quantity += random.normal(0, self.quantity_error, shape)
        codes = [f"{self.chapters[k % len(self.chapters)]}{k:08d}" for k in range(self.products)]
        rows = np.arange(self.products, dtype=np.int32).repeat(self.periods)
        panel = pd.DataFrame(
            {
                "product": pd.Categorical.from_codes(rows, categories=pd.Index(codes)),
                "period": np.tile(self.months().astype("datetime64[s]"), self.products),
                "value": np.exp(value, out=value).ravel(),
                "quantity": np.exp(quantity, out=quantity).ravel(),
                "tariff": table[path].ravel(),
            }
        )
        panel.attrs["truth"] = {**asdict(self), "seed": seed}
        return panel


def simulate(products: int, periods: int, elasticity: float, seed: int, **settings: Any) -> pd.DataFrame:
    """Return a panel of imports with a known elasticity; see `Design` for all settings.

    Examples
    --------
    >>> panel = simulate(products=50, periods=24, elasticity=1.5, seed=1, start="2018-01")
    >>> panel.shape, panel.attrs["truth"]["elasticity"]
    ((1200, 5), 1.5)
    >>> panel.columns.tolist()
    ['product', 'period', 'value', 'quantity', 'tariff']
    """
    return Design(products=products, periods=periods, elasticity=elasticity, **settings).simulate(seed)


@cache
def _history() -> tuple[Any, Any]:
    """Shares of the lists (lists,), and their extra tariffs (lists, months from 2017-01 on).

    A duty counts from the first month that begins under it.
    """
    from ..data import tariff_actions

    table = tariff_actions()[["action_id", "date", "rate_percent", "lines"]]
    actions = {name: (np.datetime64(day, "D"), rate, lines) for name, day, rate, lines in table.to_numpy()}
    months = np.arange(np.datetime64("2017-01"), np.datetime64(LAST_MONTH) + 1)

    def path(names: tuple[str, ...]) -> Any:
        rates = np.zeros(len(months))
        for name in names:
            day, rate, _ = actions[name]
            rates[months.astype("datetime64[D]") >= day] = rate / 100
        return rates

    lines = np.array([float(actions[name][2]) for name in _LISTS])
    added = [path(names) + path(_ALL_GOODS if names else _SPARED) for names in _LISTS.values()]
    return lines / lines.sum(), np.array(added)
