"""S3, section 3: elasticities by industry, and what they weigh."""

from __future__ import annotations

import numpy as np

from ...passthrough import division_bias, sector_table, sectors
from ..entries import Fails, Holds, HoldsIf, NotTestable, Verdict, claim
from .shared import at, percent, printed


def _weights() -> dict[str, float]:
    """The parts of American imports from China in 2024, by industry of S3."""
    table = sectors()
    sums = table.groupby("industry")["imports_musd"].sum() / table["imports_musd"].sum()
    return {str(name): float(part) for name, part in sums.items()}


@claim(
    "S3-3-range",
    place="section 3, figure 2",
    kind="figure",
    says="The elasticities of the industries lie between −0.8 and −1.3.",
    chapter="measuring",
)
def range_() -> Verdict:
    """Look at those that the text prints."""
    low, high = min(printed().values()), max(printed().values())
    evidence = (
        f"Of the {len(printed()) - 1} industries in the text the smallest has {low}, the largest {high}."
    )
    if 0.8 <= low <= high <= 1.3:
        return Holds(evidence)
    return Fails(evidence, f"{low} to {high}", "The range is wider.")


@claim(
    "S3-3-weight",
    place="section 3",
    kind="number",
    says="Electrical equipment (chapter 85) and machinery (84) are about 45 percent of imports from "
    "China in 2024.",
    chapter="who_pays",
)
def weight() -> Verdict:
    """Add up the customs values."""
    part = _weights()["electrical"] + _weights()["machinery"]
    evidence = f"They are {percent(part)} of the customs value of 2024."
    return Holds(evidence) if abs(part - 0.45) < 0.015 else Fails(evidence, "2024", f"{percent(part)}.")


@claim(
    "S3-3-plastics-metals",
    place="section 3",
    kind="number",
    says="Plastics, rubber and metals together are 11 percent of imports from China.",
    chapter="who_pays",
)
def plastics_metals() -> Verdict:
    """Add up the customs values of the chapters."""
    part = _weights()["plastics"] + _weights()["metals"]
    evidence = f"Chapters 39, 40 and 72 to 83 are {percent(part)} of the customs value of 2024."
    return Holds(evidence) if abs(part - 0.11) < 0.005 else Fails(evidence, "2024", f"{percent(part)}.")


@claim(
    "S3-3-low",
    place="section 3",
    kind="proposition",
    says="For most of what the United States imports from China, demand is not very sensitive to the "
    "price: the elasticity is below one.",
    chapter="measuring",
)
def low() -> Verdict:
    """Add up the imports whose printed elasticity is below one; ask whether error could have put it there."""
    below = sum(part for name, part in _weights().items() if printed()[name] < 1)
    sizes = np.linspace(0, 3, 301)
    kept = all(np.all((division_bias(sizes, 1 - w, w) < 1) == (sizes < 1)) for w in (0, 0.3, 0.6, 0.9))
    evidence = (
        f"Industries with a printed elasticity below one make up {percent(below)} of the customs value of "
        "2024. Error in the unit values draws an estimate towards one "
        f"{'and never across it' if kept else 'and may carry it across'}."
    )
    if below <= 0.5:
        return Fails(evidence, "2024", "It is less than half.")
    return Holds(evidence) if kept else HoldsIf(evidence, "unit values are free of error")


@claim(
    "S3-3-channels",
    place="section 3",
    kind="derivation",
    says="What the Chinese side bears turns into a lower price; what the American side bears turns, by "
    "the elasticity, into a smaller quantity.",
    chapter="who_pays",
)
def channels() -> Verdict:
    """Check both in the table of chapters: price by share alone, quantity by share and elasticity."""
    table = sector_table()
    price = table.groupby("exporter_share")["price_change"].nunique().max() == 1
    ratio = table["quantity_change"] + table["elasticity"] * 0.2 * (1 - table["exporter_share"])
    if price and np.allclose(ratio, 0):
        return Holds(
            f"In all {len(table)} rows (98 chapters, three ways) the price changes by −sτ and the quantity "
            f"by −ε(1 − s)τ; machinery loses {percent(at(0, printed()['machinery']).value_change)} with s = "
            f"0 and plastics {percent(at(0, printed()['plastics']).value_change)}."
        )
    return Fails(
        "Price or quantity follow something else.", "the table of chapters", "Both follow more than that."
    )


@claim(
    "S3-3-switching",
    place="section 3",
    kind="interpretation",
    says="A higher elasticity, as for plastics and metals, means that buyers are far more likely to "
    "turn to other countries.",
    chapter="who_pays",
)
def switching() -> Verdict:
    """See which prices the model has."""
    moved = at(0, printed()["plastics"]).quantity_change
    fields = {name for name in vars(at(0)) if "elasticity" in name}
    if fields != {"elasticity"}:
        raise NotImplementedError(f"there are several elasticities, {sorted(fields)}: test the claim")
    return NotTestable(
        f"Plastics: {percent(moved)} less from China at 20 points. The regression has one price, that of the "
        "Chinese good.",
        "Buying elsewhere and buying less add up to one own-price elasticity; only imports from other "
        "countries tell them apart.",
    )
