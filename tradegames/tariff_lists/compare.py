"""What two lists share, how concentrated a list is, and who depends on whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..checks import number
from .lists import TariffList

__all__ = ["Comparison", "Concentration", "Dependence", "compare", "concentration", "dependence"]


@dataclass(frozen=True)
class Comparison:
    """Two lists beside each other.

    Attributes
    ----------
    both, first, second : tuple of str
        Products on both lists, on the first only, on the second only.
    chapters : dict
        From chapter to the number of products on the first list, the second, and both.
    """

    both: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    chapters: dict[str, tuple[int, int, int]]

    @property
    def overlap(self) -> float:
        """Products on both as a share of products on either (Jaccard)."""
        return len(self.both) / (len(self.both) + len(self.first) + len(self.second))


def compare(first: TariffList, second: TariffList, digits: int = 6) -> Comparison:
    """Compare two lists product by product and chapter by chapter.

    Parameters
    ----------
    first, second : TariffList
    digits : int
        What counts as one product; beyond 6 only lists of one country can be compared.

    Examples
    --------
    >>> a = TariffList("a", ("84713001", "85011010"), (0.25, 0.25))
    >>> b = TariffList("b", ("84713009", "87032101"), (0.25, 0.25))
    >>> compare(a, b).both, compare(a, b).chapters["87"]
    (('847130',), (0, 1, 0))
    """
    one, two = ({code[:digits] for code in part.codes} for part in (first, second))
    chapters = sorted({code[:2] for code in one | two})
    table = {
        chapter: tuple(sum(code[:2] == chapter for code in part) for part in (one, two, one & two))
        for chapter in chapters
    }
    return Comparison(tuple(sorted(one & two)), tuple(sorted(one - two)), tuple(sorted(two - one)), table)  # type: ignore[arg-type]  # triples


@dataclass(frozen=True)
class Concentration:
    """How unevenly something is spread over groups.

    Attributes
    ----------
    herfindahl : float
        Sum of squared shares: 1 if everything lies in one group.
    shares : dict
        From group to share, the largest first.
    """

    herfindahl: float
    shares: dict[str, float]

    @property
    def effective(self) -> float:
        """The number of equal groups that would have the same index."""
        return 1 / self.herfindahl

    def top(self, n: int) -> float:
        """The share of the largest groups together."""
        return sum(list(self.shares.values())[:n])


def concentration(sizes: Mapping[str, float]) -> Concentration:
    """Return the Herfindahl index and the shares of groups.

    Raises
    ------
    ValueError
        If a size is negative, or all are zero.

    Examples
    --------
    >>> spread = concentration({"84": 2, "85": 1, "90": 1})
    >>> spread.herfindahl, spread.top(1)
    (0.375, 0.5)
    """
    values = np.array(list(sizes.values()), dtype=float)
    number("tariff_lists.concentration", "sizes", values, lambda v: v >= 0, "not be negative")
    if not values.sum() > 0:
        raise ValueError(f"tariff_lists.concentration: sizes must not all be zero; got {dict(sizes)!r}")
    shares = {name: float(size / values.sum()) for name, size in sizes.items()}
    ordered = dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))
    return Concentration(float(np.square(values / values.sum()).sum()), ordered)


@dataclass(frozen=True)
class Dependence:
    """How much of each product comes from one country.

    Attributes
    ----------
    share : dict
        From product to that country's share in imports.
    threshold : float
    untraded : tuple of str
        Products that are not imported at all, from anybody.
    """

    share: dict[str, float]
    threshold: float
    untraded: tuple[str, ...]

    @property
    def dependent(self) -> tuple[str, ...]:
        """The products of which at least the threshold comes from the country, in order."""
        return tuple(sorted(code for code, share in self.share.items() if share >= self.threshold))


def dependence(
    from_country: Mapping[str, float], total: Mapping[str, float], threshold: float = 0.75
) -> Dependence:
    """Classify products by their dependence on one supplier.

    Parameters
    ----------
    from_country, total : mapping
        From product to imports, from the country and from everybody.
    threshold : float
        A fraction. S1, section 1: USTR put products of which China supplied 75 percent or more on list 4B,
        the others of that round on list 4A.

    Raises
    ------
    ValueError
        If a value is negative, or a product comes from the country in excess of its total.

    Examples
    --------
    >>> dependence({"950300": 80.0, "847130": 30.0}, {"950300": 100.0, "847130": 60.0}).dependent
    ('950300',)
    """
    rule = "be positive and at most 1"
    number("tariff_lists.dependence", "threshold", threshold, lambda v: (v > 0) & (v <= 1), rule)
    share: dict[str, float] = {}
    untraded = []
    for code in sorted(set(total) | set(from_country)):
        part, whole = from_country.get(code, 0.0), total.get(code, 0.0)
        if not 0 <= part <= whole:
            raise ValueError(
                f"tariff_lists.dependence: from_country must lie between 0 and the total {whole} of {code};"
                f" got {part}"
            )
        if whole > 0:
            share[code] = part / whole
        else:
            untraded.append(code)
    return Dependence(share, threshold, tuple(untraded))
