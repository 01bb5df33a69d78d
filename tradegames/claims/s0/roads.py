"""S0, section 4: feasible roads, and roads that break off (figure 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from ..tools import Case, smallest
from .iso_curves import at, change, traded

Point = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Walk:
    """What a road does to one country, compared with E."""

    rising: bool
    lowest: Fraction
    highest: Fraction
    end: Fraction

    @property
    def inside(self) -> bool:
        """Whether the country is nowhere worse off than at E or better off than at the end."""
        return self.lowest >= 0 and self.highest <= self.end


def leg(case: Case, start: Point, stop: Point) -> list[tuple[Fraction, Fraction, Fraction, Fraction]]:
    """Return, for each country, the gains at both ends of a straight leg, and how fast they rise there."""
    middle = (start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2
    parts = zip(*(change(case, *point) for point in (start, middle, stop)), strict=True)
    # Welfare along a leg is a quadratic, so three values give it.
    return [(f, e, 4 * h - 3 * f - e, f - 4 * h + 3 * e) for f, h, e in parts]


def walks(case: Case, road: Sequence[Point]) -> tuple[Walk, Walk]:
    """Return what a road does to both countries."""
    legs = [leg(case, *ends) for ends in pairwise(road)]

    def walk(k: int) -> Walk:
        seen = []
        for first, last, a, e in (ends[k] for ends in legs):
            top = first + a * a / (2 * (a - e)) if a * e < 0 else first  # where the slope is zero
            seen += [first, last, top]
        rising = all(min(ends[k][2:]) >= 0 for ends in legs)
        return Walk(rising, min(seen), max(seen), legs[-1][k][1])

    return walk(0), walk(1)


def roads(parts: Sequence[str]) -> Iterator[tuple[Point, ...]]:
    """Yield roads from E over two points, in parts of the equilibrium tariffs, on which both only fall."""
    shares = [Fraction(p) for p in parts]
    points = [(a, b) for a in shares for b in shares]
    for p, q, r in product(points, repeat=3):
        if all(a >= b >= c for a, b, c in zip(p, q, r, strict=True)) and p != q != r:
            yield (Fraction(1), Fraction(1)), p, q, r


@claim(
    "S0-4-fig3-region",
    place="section 4, figure 3",
    kind="figure",
    says="The feasible roads lie in the region between the curves of both countries through E and "
    "through the target: outside it a country would stop rather than go on to the target.",
    chapter="roads",
)
def region() -> Verdict:
    """See whether the roads on which both gain all along stay in the region."""
    tried = found = 0
    for case in traded()[::40]:
        for road in roads(("3/4", "1/2", "1/4")):
            one, two = walks(case, [at(case, *point) for point in road])
            tried += 1
            if one.rising and two.rising:
                found += 1
                if not (one.inside and two.inside):
                    return Fails(
                        "A road on which both gain leaves it.", f"{case}: {road}", "Not only those in it."
                    )
    if found == 0:
        return Fails("No road raises both all along.", "every road tried", "There are no feasible roads.")
    return Holds(
        "Where somebody has more than at the target, or less than at E, that country stops: outside is not "
        f"feasible. Of {tried} roads in exact games both gain all along on {found}; all of these stay "
        "inside."
    )


@claim(
    "S0-4-fig3-gains",
    place="section 4, figure 3",
    kind="figure",
    says="Because each point of the road lies in that region, going along it always raises the welfare "
    "of both.",
    chapter="roads",
)
def always_gains() -> Verdict:
    """Look for a road that stays in the region and yet lowers somebody's welfare on the way."""
    for case in traded()[:1]:  # the smallest
        for road in roads(("3/4", "1/2", "1/4", "0")):
            whole = [at(case, *point) for point in road]
            both = walks(case, whole)
            if all(w.inside for w in both) and not all(w.rising for w in both):
                k = 0 if not both[0].rising else 1
                words = " → ".join(f"({a}, {b})" for a, b in whole)
                gains = ", ".join(str(change(case, *point)[k]) for point in whole[1:])
                return Fails(
                    "A road in the region on which both tariffs only fall, and one country gives back on the "
                    "way some of what it has gained.",
                    f"{case}: {words}: country {k + 1} has gained {gains} over E at these points",
                    "In the region no country ever has more than at the target, so none would rather stop; "
                    "gaining at each step demands more, and every road that meets it is in the region.",
                )
    return Holds("No road in the region lowers anybody's welfare, of all that were tried.")


def breaks_off(country: int) -> Verdict:
    """Let the other country make all its cuts first, then this one; see where this one's welfare ends."""
    k = country - 1
    games = traded()

    def stops(case: Case) -> bool:
        target = Fraction(3, 4), Fraction(3, 4)
        corner = (target[0], Fraction(1)) if country == 2 else (Fraction(1), target[1])
        start, stop, end = (at(case, *point) for point in ((1, 1), corner, target))
        (first, top, *up), (_, last, *down) = leg(case, start, stop)[k], leg(case, stop, end)[k]
        return min(up) >= 0 >= max(down) and first < top > last

    contrary = smallest(games, lambda c: not stops(c))
    first, other = ("S", 1) if country == 2 else ("T", 2)
    if contrary is None:
        return Holds(
            f"In all {len(games)} exact games with trade: if country {other} makes all its cuts first, "
            f"country {country} is best off at {first}, where they end, and every cut of its own takes it "
            "down from there to the target."
        )
    return Fails("Such a road does not break off.", str(contrary), "It depends on the game.")


@claim(
    "S0-4-fig3-ESR",
    place="section 4, figure 3, the road ESR",
    kind="figure",
    says="If country 1 cuts more at the beginning, country 2's welfare may peak before the target, at S, "
    "above what the target brings: country 2 stops there.",
    chapter="roads",
)
def country_2_stops() -> Verdict:
    """Let country 1 make all its cuts first."""
    return breaks_off(2)


@claim(
    "S0-4-fig3-ETR",
    place="section 4, figure 3, the road ETR",
    kind="figure",
    says="If country 2 cuts more at the beginning, country 1's welfare may peak before the target, at T, "
    "above what the target brings: country 1 stops there.",
    chapter="roads",
)
def country_1_stops() -> Verdict:
    """Let country 2 make all its cuts first."""
    return breaks_off(1)


@claim(
    "S0-4-fn-interim",
    place="section 4, footnote on end points",
    kind="proposition",
    says="The analysis carries over to interim targets: tariffs that raise both but leave room for more.",
    chapter="roads",
)
def interim() -> Verdict:
    """Look for a feasible road to targets of all depths in exact games."""
    games, open_ = traded(), 0
    for case in games:
        for depth in ("1/4", "1/2", "3/4"):
            left = 1 - Fraction(depth)
            both = walks(case, [at(case, 1, 1), at(case, left, left)])
            if any(w.rising and not w.inside for w in both):
                return Fails("Both gain all along outside the region.", f"{case}, cut by {depth}", "None.")
            open_ += all(w.rising for w in both)
    if open_ == 0:
        return HoldsIf("No straight road to an interim target is feasible.", "the road is bent")
    return Holds(
        "Only the welfare at the target enters, not that curves touch there. Straight roads to a quarter, a "
        f"half and three quarters of the way to free trade: {open_} of {3 * len(games)} are feasible."
    )
