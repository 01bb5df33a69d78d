"""The tables that a world is calibrated to, and the elasticities it is given: checked once, then frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..checks import number

__all__ = ["FINAL", "Benchmark", "Parameters"]

FINAL = ("private", "government", "investment")
BALANCE = 1e-9  # of the output of the world


def _names(owner: str, field: str, value: Any, least: int) -> tuple[str, ...]:
    names = tuple(value) if not isinstance(value, str) else ()
    good = all(isinstance(name, str) and name.strip() for name in names)
    if not good or len(set(names)) < len(names) or len(names) < least:
        raise ValueError(f"{owner}.{field} must be {least} or more different names; got {value!r}")
    return names


def _array(owner: str, field: str, value: Any, axes: tuple[tuple[str, ...], ...]) -> Any:
    """Return a copy that cannot be written to, of the shape that the names give."""
    array = np.array(value, dtype=float)
    shape = tuple(len(names) for names in axes)
    if array.shape != shape:
        raise ValueError(f"{owner}.{field} must have shape {shape}; got {array.shape}")
    array.setflags(write=False)
    return array


def _cells(
    owner: str,
    field: str,
    array: Any,
    axes: tuple[tuple[str, ...], ...],
    good: Callable[[Any], Any],
    rule: str,
) -> None:
    """Raise an error that names the first cell that breaks the rule."""
    kept = good(array)
    if kept.all():
        return
    bad = np.argwhere(~kept)
    cell = ", ".join(names[i] for names, i in zip(axes, bad[0], strict=True))
    value = float(array[tuple(bad[0])])
    more = f", and {len(bad) - 1} more" if len(bad) > 1 else ""
    raise ValueError(f"{owner}.{field} must {rule}; got {value!r} at ({cell}){more}")


def _not_negative(array: Any) -> Any:
    return np.isfinite(array) & (array >= 0)


@dataclass(frozen=True, eq=False)
class Benchmark:
    """Who sold what to whom in one year, who earned it, and what was taxed. R regions, S sectors, F factors.

    Flows are worth what the seller gets: tariffs are not in them. Each sector of each region sells as
    much as it pays for inputs with their tariffs, for factors, and in output tax.

    Attributes
    ----------
    regions, sectors, factors : tuple of str
    intermediate : array (R, S, R, S)
        By exporter, good, using region, using sector.
    final : array (R, S, R, 3)
        By exporter, good, region and use; the uses are `FINAL`.
    factor : array (R, S, F)
        Payments to the factors, by region and sector.
    tariff : array (R, R, S)
        By exporter, importer and good; a fraction of the value, zero at home.
    output_tax : array (R, S)
        A fraction of the value of output.
    population : array (R,)
    depreciation : array (R,)
        The share of the income of the factor "capital" that is set aside for it.
    unit, source : str
        Of the flows.

    Raises
    ------
    ValueError
        If a name is empty or twice there, a shape is wrong, a flow is negative, a tariff closes a market, a
        sector makes nothing or pays no factor, a region uses nothing of one kind, or the books do not
        balance to 1e-9 of the world's output. The cell is named.

    Notes
    -----
    The accounts are those of GTAP without its margins and its taxes on use: Corong, Hertel, McDougall, Tsigas
    and van der Mensbrugghe (2017), "The standard GTAP model, version 7".

    Examples
    --------
    Two countries, one sector, labour alone; the second taxes what it imports:

    >>> import numpy as np
    >>> final = np.zeros((2, 1, 2, 3))
    >>> final[0, 0] = [[40, 20, 20], [10, 5, 5]]
    >>> final[1, 0] = [[10, 5, 5], [40, 20, 20]]
    >>> world = Benchmark(
    ...     regions=("A", "B"), sectors=("goods",), factors=("labour",),
    ...     intermediate=np.zeros((2, 1, 2, 1)), final=final, factor=[[[100]], [[100]]],
    ...     tariff=[[[0], [0.1]], [[0], [0]]], output_tax=[[0], [0]],
    ...     population=[1, 1], depreciation=[0, 0], unit="bn", source="made up",
    ... )
    >>> world.output.tolist()
    [[100.0], [100.0]]
    >>> world.trade[:, :, 0].tolist()
    [[80.0, 20.0], [20.0, 80.0]]
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    factors: tuple[str, ...]
    intermediate: Any
    final: Any
    factor: Any
    tariff: Any
    output_tax: Any
    population: Any
    depreciation: Any
    unit: str
    source: str

    def __post_init__(self) -> None:
        def put(field: str, value: Any) -> None:
            object.__setattr__(self, field, value)

        put("regions", _names("Benchmark", "regions", self.regions, 2))
        put("sectors", _names("Benchmark", "sectors", self.sectors, 1))
        put("factors", _names("Benchmark", "factors", self.factors, 1))
        r, s, f = self.regions, self.sectors, self.factors
        flow = (_not_negative, "be finite and not negative")
        rules: dict[str, tuple[tuple[tuple[str, ...], ...], Callable[[Any], Any], str]] = {
            "intermediate": ((r, s, r, s), *flow),
            "final": ((r, s, r, FINAL), *flow),
            "factor": ((r, s, f), *flow),
            "tariff": ((r, r, s), lambda v: np.isfinite(v) & (v > -1), "be finite and above -1"),
            "output_tax": ((r, s), lambda v: np.isfinite(v) & (v < 1), "be finite and below 1"),
            "population": ((r,), lambda v: np.isfinite(v) & (v > 0), "be finite and positive"),
            "depreciation": ((r,), lambda v: (v >= 0) & (v < 1), "lie in [0, 1)"),
        }
        for field, (axes, good, rule) in rules.items():
            array = _array("Benchmark", field, getattr(self, field), axes)
            _cells("Benchmark", field, array, axes, good, rule)
            put(field, array)
        for field in ("unit", "source"):
            if not (isinstance(getattr(self, field), str) and getattr(self, field).strip()):
                raise ValueError(f"Benchmark.{field} must be words; got {getattr(self, field)!r}")
        self._check_markets()
        self._check_books()

    def _check_markets(self) -> None:
        r, s = self.regions, self.sectors
        home = np.arange(len(r))
        _cells(
            "Benchmark",
            "tariff",
            self.tariff[home, home],
            (r, s),
            lambda v: v == 0,
            "be zero inside a region",
        )
        _cells("Benchmark", "output", self.output, (r, s), lambda v: v > 0, "be positive")
        _cells("Benchmark", "factor", self.factor.sum(2), (r, s), lambda v: v > 0, "be paid in every sector")
        used = self.final.sum((0, 1))
        _cells("Benchmark", "final", used, (r, FINAL), lambda v: v > 0, "be positive in every use")

    def _check_books(self) -> None:
        cost = np.einsum("eiuj,eui->uj", self.intermediate, 1 + self.tariff) + self.factor.sum(2)
        cost += self.output_tax * self.output
        gap = self.output - cost
        _cells(
            "Benchmark",
            "output less cost",
            gap,
            (self.regions, self.sectors),
            lambda v: np.abs(v) <= BALANCE * self.output.sum(),
            "be zero: sales, and inputs with tariffs, factors and output tax, must balance",
        )

    @property
    def output(self) -> Any:
        """What each sector sells, array (R, S)."""
        return self.intermediate.sum((2, 3)) + self.final.sum((2, 3))

    @property
    def trade(self) -> Any:
        """What goes from exporter to importer, home sales included, array (R, R, S)."""
        flows = self.intermediate.sum(3) + self.final.sum(3)
        return flows.transpose(0, 2, 1)


@dataclass(frozen=True, eq=False)
class Parameters:
    r"""What no table tells: elasticities. R regions, S sectors, F factors, in the order of a `Benchmark`.

    Attributes
    ----------
    armington : array (S,)
        Between home goods and imports (GTAP's ESUBD).
    sources : array (S,)
        Between foreign countries of origin (ESUBM).
    value_added : array (S,)
        Between the factors (ESUBVA).
    top : array (S,)
        Between inputs, and between them and value added (ESUBT).
    substitution : array (R, S)
        CDE parameters of substitution (SUBPAR): at most 1 and not zero, and in each region all on one side
        of zero.
    income : array (R, S)
        CDE parameters of expansion (INCPAR), positive.
    mobility : array (F,)
        How a factor moves between sectors: infinite, with one price in the region; zero, not at all;
        between, by a constant elasticity of transformation.

    Raises
    ------
    ValueError
        If the shapes do not fit each other, or a value breaks its rule (with its index).

    Notes
    -----
    CDE: consumption per head :math:`q_i` is the one for which
    :math:`\sum_i B_i U^{b_i e_i} (P_i / E)^{b_i} = 1`, with b the substitution and e the income
    parameters (Hanoch 1975; in GTAP, Corong et al. 2017). It is well behaved where e > 0 and all 1 - b > 0
    lie on one side of 1.

    Examples
    --------
    >>> ones = [[1.0, 1.0], [1.0, 1.0]]
    >>> half = [[0.5, 0.5], [0.5, 0.5]]
    >>> Parameters([2, 3], [4, 6], [1, 1], [0, 0], half, ones, [float("inf")]).sources.tolist()
    [4.0, 6.0]
    >>> Parameters([2, -3], [4, 6], [1, 1], [0, 0], half, ones, [float("inf")])
    Traceback (most recent call last):
        ...
    ValueError: Parameters.armington must not be negative; got -3.0 at index (1), 1 of 2 values
    """

    armington: Any
    sources: Any
    value_added: Any
    top: Any
    substitution: Any
    income: Any
    mobility: Any

    def __post_init__(self) -> None:
        elasticity = (lambda v: v >= 0, "not be negative")
        rules: dict[str, tuple[Callable[[Any], Any], str]] = {
            "armington": elasticity,
            "sources": elasticity,
            "value_added": elasticity,
            "top": elasticity,
            "substitution": (
                lambda v: (v < 1) & (v != 0) & (np.sign(v) == np.sign(v[:, :1])),
                "be below 1, not zero, and of one sign in a region",
            ),
            "income": (lambda v: v > 0, "be positive"),
        }
        arrays = {field: np.array(getattr(self, field), dtype=float) for field in (*rules, "mobility")}
        one = arrays["armington"].shape
        for field, array in arrays.items():
            wrong = array.shape != one if field in ("sources", "value_added", "top") else False
            if field in ("substitution", "income"):
                wrong = array.ndim != 2 or array.shape != (len(arrays["substitution"]), *one)
            if wrong or (field in ("armington", "mobility") and array.ndim != 1):
                raise ValueError(f"Parameters.{field} must fit armington {one}; got shape {array.shape}")
            if field in rules:
                number("Parameters", field, array, *rules[field])
            elif np.isnan(array).any() or (array < 0).any():
                raise ValueError(f"Parameters.{field} must not be negative or missing; got {array.tolist()}")
            array.setflags(write=False)
            object.__setattr__(self, field, array)
