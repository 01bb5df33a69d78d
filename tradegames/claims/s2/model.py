"""S2, section 2: the model, as its own tables show it."""

from __future__ import annotations

import numpy as np
import sympy as sp

from ...smart import formulas
from ..entries import Fails, Holds, NotTestable, Verdict, claim
from .shared import ALONE, ROUNDING, one_product, row, rows, welfare


@claim(
    "S2-2-identity",
    place="section 2(1), of the two effects",
    kind="table",
    says="What imports from the target lose is trade creation plus trade diversion.",
    chapter="one_market",
)
def identity() -> Verdict:
    """Add the two effects in every row of Tables 1 and 2."""
    table = rows("12")
    gap = (table["creation"] + table["diversion"] - table["change"]).abs()
    evidence = (
        f"In {len(table)} rows of Tables 1 and 2 the two add up to the change, to within {gap.max():.2f}."
    )
    if gap.max() <= ROUNDING:
        return Holds(evidence)
    worst = table.loc[gap.idxmax()]
    return Fails(evidence, f"chapter {worst['hs2']}", "They do not add up.")


@claim(
    "S2-2-diversion",
    place="section 2(1), Armington's assumption",
    kind="derivation",
    says="As goods of different origin are imperfect substitutes, imports never come from the favoured "
    "suppliers alone.",
    chapter="one_market",
)
def imperfect() -> Verdict:
    """Ask when diversion, linear in the elasticity of substitution, takes everything that creation leaves."""
    m, s, sigma, z, eps = sp.symbols("m s sigma z epsilon", positive=True)  # epsilon without its sign
    (edge,) = sp.solve(m - eps * m * z - sigma * m * (1 - s) * z, sigma)
    at = edge.subs({eps: 1, z: sp.Rational(1, 4), s: sp.Rational(1, 2)})
    wiped = row("35")
    original = float(rows("6", "CHN").set_index("hs2").loc["35", "imports"])
    evidence = (
        "The formula leaves m − |ε|mz − σm(1 − s)z to the target and is cut off at zero. In chapter 35 of "
        f"Table 2 the target loses {-wiped['change']:.2f}, of {original:.2f} in Table 6."
    )
    if at.is_finite and -wiped["change"] >= original:
        return Fails(
            evidence,
            f"|ε| = 1, z = 1/4, s = 1/2: from σ = {at} on nothing comes from the target",
            "The target keeps some of its sales only while |ε| + σ(1 − s) < 1/z.",
        )
    return Holds(evidence)


@claim(
    "S2-2-welfare",
    place="section 2(1), definition of the welfare effect",
    kind="derivation",
    says="The welfare effect is the change of consumer welfare plus that of tariff revenue: the deadweight "
    "loss.",
    chapter="one_market",
)
def definition() -> Verdict:
    """Compare the printed welfare of the chapters with one product with both measures."""
    found = {hs: (row(hs)["welfare"], *(float(one_product(*p, m).welfare_change) for m in ("smart", "exact")))
             for hs, p in ALONE.items()}  # fmt: skip
    evidence = "; ".join(
        f"chapter {hs}: printed {a:.2f}, ½(t̄₀ + t̄₁)ΔM {b:.2f}, surplus plus revenue {c:.2f}"
        for hs, (a, b, c) in found.items()
    )
    if all(abs(a - c) <= 0.02 for a, _, c in found.values()):
        return Holds(f"{evidence}.")
    a, _, c = found["14"]
    return Fails(
        f"{evidence}.",
        f"chapter 14: {a:.2f} is printed, consumers and treasury together change by {c:.2f}",
        "The printed figure is ½(t̄₀ + t̄₁)ΔM with the average tariff of all suppliers, weighted after the "
        "change by what is imported then.",
    )


@claim(
    "S2-2-revenue",
    place="section 2(1), definition of the revenue effect",
    kind="derivation",
    says="Tariff revenue is rate times imports, and the revenue effect its change.",
    chapter="one_market",
)
def revenue() -> Verdict:
    """Compute the revenue of the chapters with one product, diverted flows included."""
    found = {hs: (row(hs)["revenue"], float(one_product(*p).revenue_change)) for hs, p in ALONE.items()}
    evidence = "; ".join(f"chapter {hs}: printed {a:.2f}, computed {b:.2f}" for hs, (a, b) in found.items())
    bad = [hs for hs, (a, b) in found.items() if abs(a - b) > max(0.006, 0.01 * abs(a))]
    if not bad:
        return Holds(f"{evidence}. Duty on what other suppliers take over is included.")
    return Fails(f"{evidence}.", f"chapter {bad[0]}", "Another formula was used.")


@claim(
    "S2-2-elastic",
    place="section 2(1), infinite supply elasticity",
    kind="derivation",
    says="With the supply elasticity of 99 that stands for infinity, world prices do not move.",
    chapter="one_market",
)
def elastic() -> Verdict:
    """Take the limit of the world price, and compare 99 with infinity on the chapters as products."""
    eps, mu = sp.Symbol("epsilon", negative=True), sp.Symbol("mu", positive=True)
    price = eps / (mu - eps)
    limit = sp.limit(price, mu, sp.oo)
    at = float(price.subs({eps: -1, mu: 99}))
    same = all(
        abs(welfare(w, "smart", supply_elasticity=99.0) / welfare(w, "smart") - 1) < 0.01
        for w in ("USA", "CHN")
    )
    gaps = {w: welfare(w, "exact", supply_elasticity=99.0) / welfare(w, "exact") - 1 for w in ("USA", "CHN")}
    evidence = (
        f"The world price moves by εz/(μ − ε), which tends to {limit}; at ε = −1 and μ = 99 by {at:.3f}·z. "
        f"The reported welfare of both lists changes by less than 1 %, the exact one by {gaps['USA']:+.1%} "
        f"(United States) and {gaps['CHN']:+.1%} (China)."
    )
    if limit == 0 and same:
        return Holds(evidence)
    return Fails(evidence, "μ = 99", "The price moves.")


@claim(
    "S2-2-creation",
    place="section 2(1), of the import demand elasticity",
    kind="derivation",
    says="How much is imported altogether is decided by the demand elasticity, not by the choice among "
    "suppliers.",
    chapter="one_market",
)
def creation() -> Verdict:
    """Differentiate total imports by the elasticity of substitution, in symbols."""
    m, o, t, d, e, s = sp.symbols("m o t d e s", positive=True)
    imports = np.array([m, o], dtype=object)
    step = np.array([d / (1 + t), sp.Integer(0)], dtype=object)
    created = formulas.creation(imports, step, -e, 0)
    # The formula guards against markets without imports; with imports the guard is the sum itself.
    pulled = sum(formulas.pull(imports, step, s)).replace(
        sp.Max, lambda *a: sum(x for x in a if not x.is_number)
    )
    moved = sp.simplify(pulled)
    evidence = (
        f"Without caps diversion sums to {moved} over the suppliers; creation is {created[0]}, without σ."
    )
    if moved == 0 and s not in created[0].free_symbols:
        return Holds(evidence)
    return Fails(evidence, "two suppliers", "Total imports depend on σ.")


@claim(
    "S2-2-exporter",
    place="section 2(2) and footnote 8",
    kind="interpretation",
    says="The model cannot say what the importer's tariff does to the welfare of the exporter.",
    chapter="one_market",
)
def exporter() -> Verdict:
    """Nothing to compute: with infinitely elastic supply an exporter has no surplus to lose."""
    return NotTestable(
        "With infinitely elastic supply the exporter's surplus is zero before and after.",
        "It is a statement about what the model is for; with finite supply elasticities the exporter's loss "
        "could be computed, which is what GSIM does.",
    )
