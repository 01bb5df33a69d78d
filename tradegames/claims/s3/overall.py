"""S3, section 2: the arithmetic of twenty points, the elasticity of all goods, exports and GDP lost."""

from __future__ import annotations

import numpy as np
import sympy as sp

from ...passthrough import division_bias, exposure
from ..entries import Fails, Holds, HoldsIf, NeedsData, Verdict, claim
from .shared import BASE, LINEAR, TARIFF, at, exact, percent, printed


def _printed(value: float, figure: float) -> bool:
    """Whether a change is the printed percentage, as far as it is printed."""
    return round(abs(100 * value), 1) == figure


@claim(
    "S3-2-example",
    place="section 2, first example",
    kind="number",
    says="A price cut by 10 percent and a quantity 15 percent lower (10 percent times an elasticity of "
    "1.5) bring the value of imports down by 23.5 percent.",
    chapter="who_pays",
)
def example() -> Verdict:
    """Multiply what is left of price and quantity."""
    value = (1 - 0.10) * (1 - 0.15) - 1
    shock = at(0.5, 1.5)
    if _printed(value, 23.5) and np.isclose(value, shock.value_change):
        return Holds(
            "0.90 × 0.85 = 0.765, which is 23.5 % less; the formula of the linear arithmetic says the same."
        )
    return Fails(f"0.90 × 0.85 = {1 + value:.3f}.", "the example", f"{percent(shock.value_change)} less.")


@claim(
    "S3-2-half",
    place="section 2, first example",
    kind="derivation",
    says="If both sides bear half of 20 points, the price before duty falls by 10 percent and the "
    "price with duty rises by 10 percent.",
    chapter="who_pays",
)
def half() -> Verdict:
    """Multiply the price before duty by one plus the tariff."""
    shock = at(0.5)
    with_duty = (1 + shock.price_change) * (1 + TARIFF) - 1
    if np.isclose(with_duty, shock.buyer_price_change):
        return Holds("The price with duty is the price before duty times 1.2.")
    true = exact(shock)
    return Fails(
        "The price with duty is the price before duty times 1.2, and the two changes do not fit it.",
        f"0.90 × 1.20 = {1 + with_duty:.2f}: the price with duty rises by {percent(with_duty)}",
        f"Equal parts are a fall by {percent(true.price_change)} and a rise by "
        f"{percent(true.buyer_price_change)}; to first order, half of τ each.",
    )


@claim(
    "S3-2-full",
    place="section 2",
    kind="derivation",
    says="If the Chinese side bears the whole tariff it must cut its price by about 20 percent; the "
    "price with duty stays.",
    chapter="who_pays",
)
def full() -> Verdict:
    """Ask which price before duty leaves the price with duty where it was."""
    cut = sp.solve((1 + sp.Symbol("p")) * (1 + sp.Rational(str(TARIFF))) - 1, sp.Symbol("p"))[0]
    if _printed(float(cut), 20):
        return Holds("That cut leaves the price with duty where it was.")
    return Fails(
        "The price with duty stays if the price before duty is divided by 1.2.",
        f"0.80 × 1.20 = {0.8 * (1 + TARIFF):.2f}: after a cut by 20 % the price with duty falls by 4 %",
        f"The cut is τ/(1 + τ) = {percent(cut)}, and with a tariff of {percent(BASE, 0)} before, "
        f"{percent(exact(at(1, base_tariff=BASE)).price_change)}.",
    )


@claim(
    "S3-2-elasticity",
    place="section 2, table 1",
    kind="table",
    says="The price elasticity of American demand for Chinese goods is −1.08.",
    chapter="measuring",
)
def elasticity() -> Verdict:
    """Say what it would take; and what the figure means if part of the unit values' variance is error."""
    noise = 0.5
    behind = (printed()["all"] - noise) / (1 - noise)
    return NeedsData(
        "S3 prints no standard error in the text. If half of the variance of unit values were error, "
        f"{printed()['all']} would stand for a true elasticity of {behind:.2f} (S3-2-identification).",
        "USITC DataWeb, HTS 10-digit, monthly 2017 to 2024: quantity, landed duty-paid value, customs value "
        "and duty of imports from China",
    )


@claim(
    "S3-2-identification",
    place="section 2",
    kind="derivation",
    says="The coefficient of log quantity on the log unit value, with product and time effects, is the "
    "price elasticity of demand.",
    chapter="measuring",
)
def identification() -> Verdict:
    """Take the probability limit with an error in log quantity, which enters the unit value reversed."""
    size, price, error = sp.symbols("epsilon sigma_p sigma_u", positive=True)
    limit = (-size * price**2 - error**2) / (price**2 + error**2)  # cov(q + u, p - u) over var(p - u)
    noise = error**2 / (price**2 + error**2)
    weighted = sp.simplify(-limit - division_bias(size, 1 - noise, noise)) == 0
    if sp.simplify(limit.subs(error, 0) + size) != 0 or not weighted:
        return Fails(f"The limit is {limit}.", "σ_u = 0", "It is not the elasticity even without error.")
    if sp.simplify(limit + size) == 0:
        return Holds("The limit is −ε, whatever the error.")
    return HoldsIf(
        "Unit value is value over quantity, so an error u in log quantity adds u on one side and takes u "
        "from the other: the limit is −[(1 − ω)ε + ω], with ω the part of the unit value's variance that is "
        "error. Every estimate is drawn towards 1: 1.08 says ε ≥ 1.08, 0.84 says ε ≤ 0.84.",
        "quantities are free of error and of changes in composition (ω = 0), and prices move for reasons "
        "that do not move demand (with rising supply curves they do not)",
    )


@claim(
    "S3-2-reading",
    place="section 2",
    kind="interpretation",
    says="With a coefficient of −1.08 in logarithms, a price with duty 10 percent higher means a "
    "quantity about 10.8 percent lower.",
    chapter="measuring",
)
def reading() -> Verdict:
    """Read the coefficient as what it is, one of logarithms."""
    rise, size = 0.1, printed()["all"]
    shock = exact(at(0, size, tariff=rise))
    if _printed(shock.quantity_change, 10.8):
        return Holds(f"1.1^(−{size}) is {percent(shock.quantity_change)} less.")
    further = exact(at(0, size)).quantity_change
    return HoldsIf(
        f"1.1^(−{size}) is {percent(shock.quantity_change)} less; at 20 % it is {percent(further)} instead "
        f"of {percent(0.2 * size)}, at 145 % {percent(exact(at(0, size, tariff=1.45)).quantity_change)} "
        f"instead of {percent(1.45 * size)}.",
        "the change is small: a coefficient of logarithms is a slope at the point, not a rate for any "
        "distance",
    )


def _value(share: float, figure: float, words: str) -> Verdict:
    """Decide a printed loss of value at an exporter's share."""
    shock = at(share)
    if not _printed(shock.value_change, figure):
        return Fails(
            f"{words} gives {percent(shock.value_change)}.", f"s = {share}", f"{percent(shock.value_change)}."
        )
    compounded, based = exact(shock), exact(at(share, base_tariff=BASE))
    evidence = (
        f"{words} gives {percent(shock.value_change)}, as printed. Compounded it is "
        f"{percent(compounded.value_change)}, and on top of the {percent(BASE, 0)} that S3 reports "
        f"{percent(based.value_change)}."
    )
    return Holds(evidence) if _printed(compounded.value_change, figure) else HoldsIf(evidence, LINEAR)


@claim(
    "S3-2-china-pays",
    place="section 2",
    kind="number",
    says="If the Chinese side bears all, imports fall by 20 percent in value.",
    chapter="who_pays",
)
def china_pays() -> Verdict:
    """Compute it both ways."""
    return _value(1, 20.0, "τ")


@claim(
    "S3-2-us-pays",
    place="section 2",
    kind="number",
    says="If the American side bears all, imports fall by about 21.6 percent in quantity and in value.",
    chapter="who_pays",
)
def us_pays() -> Verdict:
    """Compute it both ways."""
    return _value(0, 21.6, "ετ")


@claim(
    "S3-2-both-pay",
    place="section 2",
    kind="number",
    says="If both bear half, imports fall by about 19.7 percent in value.",
    chapter="who_pays",
)
def both_pay() -> Verdict:
    """Compute it both ways."""
    return _value(0.5, 19.7, "½τ + (1 − ½τ)·½ετ")


@claim(
    "S3-2-exports",
    place="section 2",
    kind="number",
    says="Twenty points may cost China about 600 billion RMB of exports to the United States.",
    chapter="who_pays",
)
def exports() -> Verdict:
    """Take the three losses from the exports of 2024, by either country's statistics."""
    lost = {
        c: [-exposure(c).exports * at(s).value_change for s in (0.5, 0)] for c in ("importer", "exporter")
    }
    smaller = -exposure().exports * exact(at(0.5, base_tariff=BASE)).value_change
    evidence = (
        f"American customs value of 2024, {exposure().exports:.0f} bn RMB: {lost['importer'][0]:.0f} to "
        f"{lost['importer'][1]:.0f} bn. Chinese statistics, {exposure('exporter').exports:.0f} bn RMB: "
        f"{lost['exporter'][0]:.0f} to {lost['exporter'][1]:.0f} bn. Compounded, on top of "
        f"{percent(BASE, 0)}, the American count gives {smaller:.0f} bn at s = ½."
    )
    near = [min(abs(value / 600 - 1) for value in values) < 0.1 for values in lost.values()]
    if all(near):
        return Holds(evidence)
    if near[0]:
        return HoldsIf(evidence, f"the importer's statistics are taken, and {LINEAR}")
    return Fails(evidence, "both counts", f"About {lost['importer'][0]:.0f} bn RMB.")


@claim(
    "S3-2-gdp",
    place="section 2",
    kind="number",
    says="That drags China's GDP down by close to 0.5 percentage points.",
    chapter="who_pays",
)
def gdp() -> Verdict:
    """Divide the loss by GDP, with gross exports and with the quantity alone."""
    points = {
        c: [-100 * at(s).gdp(exposure(c).share).nominal for s in (0.5, 0)] for c in ("importer", "exporter")
    }
    real = [-100 * at(s).gdp(exposure().share).real for s in (1, 0.5, 0)]
    evidence = (
        f"Nominal: {points['importer'][0]:.2f} to {points['importer'][1]:.2f} points by the American count, "
        f"{points['exporter'][0]:.2f} to {points['exporter'][1]:.2f} by the Chinese. Real: {real[0]:.2f}, "
        f"{real[1]:.2f} and {real[2]:.2f} with s = 1, ½ and 0."
    )
    if not any(abs(value - 0.5) < 0.06 for values in points.values() for value in values):
        return Fails(evidence, "both counts", f"{points['importer'][0]:.2f} points.")
    if max(real) - min(real) < 0.1:
        return Holds(evidence)
    return HoldsIf(
        evidence,
        "nominal GDP is meant, exports lost are not sold elsewhere, and their whole value is made in China "
        "(imported parts are no part of GDP)",
    )


@claim(
    "S3-2-margins",
    place="section 2",
    kind="proposition",
    says="With the Chinese side paying, the fall of exports is led by price; with the American side "
    "paying, by quantity.",
    chapter="who_pays",
)
def margins() -> Verdict:
    """Look at price and quantity at both ends, in both arithmetics."""
    ends = [(w.price_change, w.quantity_change) for s in (1, 0) for w in (at(s), exact(at(s)))]
    if all(p < 0 == q for p, q in ends[:2]) and all(q < 0 == p for p, q in ends[2:]):
        return Holds(
            "With s = 1 the quantity stays and the price falls, with s = 0 the reverse, in both arithmetics."
        )
    return Fails("At an end both move.", str(ends), "Price and quantity both move.")
