"""S3, abstract: what is lost whoever pays, which GDP shows it, currency, paradox and symmetry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import sympy as sp

from ... import data
from ...passthrough import depreciation, exposure, matrix
from ..entries import Fails, Holds, HoldsIf, Verdict, claim
from .shared import SHARES, TARIFF, D, E, S, T, at, exact, formal, percent, printed, worst_share


@claim(
    "S3-abstract-volume",
    place="abstract",
    kind="proposition",
    says="Even if Chinese firms do not lower their prices, American buyers buy less and exports fall.",
    chapter="who_pays",
)
def volume() -> Verdict:
    """Look at the quantity when the exporter bears nothing."""
    change = formal().quantity_change.subs({S: 0, D: 0})
    if change.is_negative and at(0).price_change == 0 and at(0).value_change < 0:
        return Holds(
            "With s = 0 the price before duty stays and the quantity changes by −ετ < 0: "
            f"{percent(at(0).quantity_change)} less at S3's values."
        )
    return Fails("The quantity does not fall.", f"s = 0: {change}", "Exports do not fall then.")


@claim(
    "S3-abstract-same",
    place="abstract",
    kind="proposition",
    says="The value of imports falls by almost as much as the tariff rises, however the cost is shared.",
    chapter="who_pays",
)
def same_loss() -> Verdict:
    """Compare the loss with the tariff over all shares: for all goods and for S3's own extremes."""
    loss = -at(SHARES).value_change / TARIFF
    low, high = (
        -at(SHARES, size).value_change / TARIFF for size in (min(printed().values()), max(printed().values()))
    )
    compounded = -exact(at(SHARES)).value_change / TARIFF
    evidence = (
        f"At ε = {printed()['all']} the loss is between {loss.min():.2f} and {loss.max():.2f} times the "
        f"tariff (compounded, {compounded.min():.2f} to {compounded.max():.2f}). At S3's smallest elasticity "
        f"it is {low.min():.2f} to {low.max():.2f}, at its largest {high.min():.2f} to {high.max():.2f}."
    )
    if np.abs(loss - 1).max() > 0.1:
        return Fails(evidence, f"ε = {printed()['all']}", "The loss depends on the share.")
    if max(np.abs(low - 1).max(), np.abs(high - 1).max()) <= 0.1:
        return Holds(evidence)
    return HoldsIf(
        evidence, "the elasticity is close to one; the loss lies between ετ and τ, or a little below both"
    )


@claim(
    "S3-abstract-nominal",
    place="abstract",
    kind="proposition",
    says="If the Chinese side bears more of the cost, the blow falls more on nominal GDP.",
    chapter="who_pays",
)
def nominal() -> Verdict:
    """Take the loss of nominal GDP apart into price and volume, and compare its level at both ends."""
    ends = {share: at(share).gdp(exposure().share) for share in (0, 1)}
    price = {share: (effect.real - effect.nominal) / -effect.nominal for share, effect in ends.items()}
    evidence = (
        f"Of the loss of nominal GDP, price makes up {percent(price[1], 0)} with s = 1 and "
        f"{percent(price[0], 0)} with s = 0. But the loss itself is {percent(ends[1].nominal, 2)} of GDP "
        f"with s = 1 and {percent(ends[0].nominal, 2)} with s = 0."
    )
    if not price[1] > price[0]:
        return Fails(
            evidence, "s = 1 against s = 0", "The price part does not grow with the exporter's share."
        )
    if ends[1].nominal < ends[0].nominal:
        return Holds(evidence)
    return HoldsIf(
        evidence,
        "the comparison is between price and volume, the parts of one loss; as to its level, nominal GDP "
        "loses more when the importer pays, wherever ε > 1",
    )


@claim(
    "S3-abstract-real",
    place="abstract",
    kind="proposition",
    says="If the American side bears more of the cost, the blow falls more on real GDP.",
    chapter="who_pays",
)
def real() -> Verdict:
    """Differentiate the quantity by the exporter's share, in both arithmetics."""
    slope = sp.diff(formal().quantity_change.subs(D, 0), S)
    falls = np.diff(exact(at(SHARES)).quantity_change) > 0
    if slope.is_positive and falls.all() and at(1).quantity_change == 0:
        return Holds(
            f"Real exports change by −ε(1 − s)τ: nothing with s = 1, {percent(at(0).quantity_change)} less "
            "with s = 0, and the slope in s has one sign in both arithmetics."
        )
    return Fails("The quantity does not follow the share.", f"∂q/∂s = {slope}", "Real GDP falls otherwise.")


@claim(
    "S3-abstract-full-offset",
    place="abstract",
    kind="proposition",
    says="If the exchange rate offsets the tariff in full, both sides feel the least pain.",
    chapter="who_pays",
)
def full_offset() -> Verdict:
    """Go through offsets and shares; count in RMB, in quantity, in the buyer's price and in dollars."""
    grid = matrix(TARIFF, printed()["all"], offsets=np.linspace(0, 1, 21), shares=SHARES)
    rmb, dollars, buyer = grid.value_change_rmb, grid.value_change, grid.buyer_price_change
    cell = np.unravel_index(dollars.argmax(), dollars.shape)
    evidence = (
        "Over all offsets and shares the RMB receipts fall least with full offset "
        f"({percent(rmb[-1].max())}), and the buyer's price does not move. In dollars receipts then fall by "
        f"{percent(dollars[-1].max())}; they fall least, by {percent(dollars.max())}, with an offset of "
        f"{percent(grid.depreciation[cell[0], 0] / TARIFF, 0)} and s = {SHARES[cell[1]]:.2f}."
    )
    if not (
        np.isclose(rmb.max(), rmb[-1]).all() and np.isclose(buyer[-1], 0).all() and (buyer >= -1e-12).all()
    ):
        return Fails(evidence, "full offset", "Full offset is not where the pain is least.")
    if np.isclose(dollars.max(), dollars[-1].max()):
        return Holds(evidence)
    return HoldsIf(
        evidence,
        "China's pain is counted in RMB: in dollars, which pay for imports, the country as a whole bears the "
        "tariff",
    )


@claim(
    "S3-abstract-no-offset",
    place="abstract",
    kind="proposition",
    says="Without any offset by the exchange rate and with the American side paying all, the pain of "
    "both is greatest.",
    chapter="who_pays",
)
def no_offset() -> Verdict:
    """Find the worst cell of the matrix for each side, for all goods and for every elasticity of S3."""
    worst = {}
    for name, size in printed().items():
        grid = matrix(TARIFF, size, offsets=np.linspace(0, 1, 21), shares=SHARES)
        cells = [int(a.argmin()) for a in (grid.value_change_rmb, -grid.buyer_price_change)]
        worst[name] = cells == [0, 0]
    fail = [name for name, both in worst.items() if not both]
    evidence = (
        "The buyer's price rises most there for every elasticity. RMB receipts fall most there for "
        f"{len(worst) - len(fail)} of S3's {len(worst)} elasticities, that of all goods among them: "
        f"{worst['all']}."
    )
    if not worst["all"]:
        return Fails(evidence, "all goods", "The worst cell is another one.")
    if not fail:
        return Holds(evidence)
    return HoldsIf(
        evidence, f"ε > 1; with less, exports lose most in value when the exporter pays ({', '.join(fail)})"
    )


@claim(
    "S3-abstract-paradox",
    place="abstract, first implication",
    kind="proposition",
    says="The paradox of volume and price: if the United States bears the whole tariff, the blow to "
    "China's exports is the largest of all.",
    chapter="who_pays",
)
def paradox() -> Verdict:
    """Compare both ends in symbols, and find the worst share for each elasticity of S3."""
    gap = sp.factor(formal().value_change.subs({D: 0, S: 1}) - formal().value_change.subs({D: 0, S: 0}))
    condition = sp.cancel(gap / T) == E - 1  # the loss is convex in s: the largest is at an end
    always = sp.factor(sp.diff(formal().quantity_change.subs(D, 0), S)).is_positive
    worst = {name: worst_share(at(0, size)) for name, size in printed().items()}
    agree = all(worst_share(exact(at(0, size))) == worst[name] for name, size in printed().items())
    against = [name for name, share in worst.items() if share > 0]
    evidence = (
        "In quantity the statement holds for every elasticity. In value both ends differ by (ε − 1)τ. With "
        f"S3's own elasticities most is lost when the exporter pays in {len(against)} of {len(worst)} cases "
        f"({', '.join(against)}); the exact arithmetic {'agrees in all' if agree else 'does not agree'}."
    )
    if not (condition and always and agree):
        return Fails(evidence, f"difference of the ends: {gap}", "The order does not turn on ε = 1.")
    if not against:
        return Holds(evidence)
    size = printed()[against[0]]
    return HoldsIf(
        f"{evidence} Smallest case: ε = {size}, loss {percent(at(0, size).value_change)} with s = 0 and "
        f"{percent(at(1, size).value_change)} with s = 1.",
        "exports are counted in quantity; or ε > 1, if they are counted in value",
    )


@claim(
    "S3-abstract-symmetry",
    place="abstract, second implication",
    kind="proposition",
    says="The effects on both countries are symmetric: exports fall most exactly where American prices "
    "rise most.",
    chapter="who_pays",
)
def symmetry() -> Verdict:
    """Put the share with the largest fall of exports beside the one with the largest rise of the price."""
    highest = {
        n: float(SHARES[np.argmax(at(SHARES, size).buyer_price_change)]) for n, size in printed().items()
    }
    apart = [name for name, size in printed().items() if worst_share(at(0, size)) != highest[name]]
    quantity = all(np.argmin(at(SHARES, size).quantity_change) == 0 for size in printed().values())
    evidence = (
        f"American prices rise most at s = {highest['all']:.0f}, and there the quantity falls most. The "
        f"value does so for {len(printed()) - len(apart)} of S3's {len(printed())} elasticities."
    )
    if "all" in apart or not quantity:
        return Fails(evidence, "all goods", "The two extremes are apart.")
    if not apart:
        return Holds(evidence)
    return HoldsIf(evidence, "exports are counted in quantity, or ε > 1")


@claim(
    "S3-abstract-stable-rmb",
    place="abstract, third implication",
    kind="proposition",
    says="Since the RMB is now kept stable, this round of tariffs may hurt more than the last one did.",
    chapter="who_pays",
)
def stable_rmb() -> Verdict:
    """Compare both waves with their tariffs and exchange rates; then the currency alone, tariff held."""
    added = (
        data.average_tariffs(on="2019-09-01").query("concept == 'added_2017_weights'")["rate_percent"].item()
        / 100
    )
    fall = depreciation("2018-04", "2019-09")
    last = at(SHARES, tariff=added, depreciation=fall)
    now = at(SHARES)
    loss = [-w.value_change_rmb.mean() for w in (last, now)]
    lower = replace(at(0.5), depreciation=fall)
    in_dollars = {
        size: at(0.5, size).value_change - replace(lower, elasticity=size).value_change
        for size in (0.84, 1.26)
    }
    evidence = (
        f"2018–19: {100 * added:.1f} points added by September 2019, the RMB {percent(fall)} down since "
        "April 2018. Now: 20 points, the RMB as it was (from January to December 2025 it even rose by "
        f"{percent(depreciation('2025-01', '2025-12'))}). RMB receipts fall by {percent(loss[0])} then and "
        f"{percent(loss[1])} now, on average over the shares. With the same 20 points a fall of the RMB like "
        f"the last would have brought the loss at s = ½ from {percent(at(0.5).value_change_rmb)} to "
        f"{percent(lower.value_change_rmb)}. In dollars it would have made it "
        f"{'smaller' if in_dollars[1.26] < 0 else 'larger'} at ε = 1.26 and "
        f"{'smaller' if in_dollars[0.84] < 0 else 'larger'} at ε = 0.84."
    )
    worse = (now.value_change_rmb < last.value_change_rmb).all() and (
        now.buyer_price_change >= last.buyer_price_change
    ).all()
    if worse and lower.value_change_rmb > at(0.5).value_change_rmb:
        return Holds(evidence)
    return Fails(evidence, "the two waves", "A stable RMB does not make this round worse.")
