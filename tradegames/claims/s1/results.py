"""S1, section 4: what ten points do, beside what the package's world says they do.

The world is another than S1's (three regions, nine sectors, flows of 2017 instead of nine, fourteen and
licensed data of 2014), so a figure is asked for its size, and all of them for how they fit together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import brentq

from ... import cge, data
from ..entries import Fails, Holds, HoldsIf, NotTestable, Verdict, claim
from .shared import (
    BASES,
    CLOSURES,
    RESULTS,
    SECTORS,
    TEN,
    action,
    day,
    listed,
    printed,
    ten,
    variants,
    world,
)

THREE = list(SECTORS.values())


@claim(
    "S1-4-powers",
    place="section 4, first paragraph",
    kind="interpretation",
    says="The law of emergency powers (IEEPA) gives the President the right to impose these tariffs.",
    chapter="numbers",
)
def powers() -> Verdict:
    """Look in the list of actions for how the emergency tariffs ended."""
    start, end = action("fentanyl"), action("ieepa_ended")
    evidence = (
        f"In force from {day(start['date'])}; ended on {day(end['date'])}, after "
        f"{(end['date'] - start['date']).days} days: {end['source'].split(';')[0]}."
    )
    if "Court" not in end["source"]:
        return Holds(evidence)
    return Fails(
        evidence,
        "the ruling",
        "They could be put in force at once, as S1 says, and were; the court found a year later that the law "
        "does not allow tariffs.",
    )


@claim(
    "S1-4-base",
    place="section 4, fourth paragraph",
    kind="interpretation",
    says="Since the tariffs rose in 2018 and 2019, today's rates have to be the base of the simulation.",
    chapter=RESULTS,
)
def base() -> Verdict:
    """Compare what the same ten points do from both bases."""
    income = {made: ten(made, "full_employment").real_income["CHN"] for made in BASES}
    ratio = income["pre_war"] / income["war_in_force"]
    evidence = (
        "China's real income at full employment, "
        + ", ".join(f"{BASES[made]} {value:.2f} %" for made, value in income.items())
        + ". Once a tariff stands, there is less trade left for ten more points to stop."
    )
    if max(ratio, 1 / ratio) > 1.5:
        return Holds(f"{evidence} The base moves the answer {ratio:.1f}-fold.")
    return Fails(evidence, "both bases", "The base makes little difference.")


def _of_size(value: float, figure: float) -> bool:
    """Whether a change is that printed up to a factor of two: more cannot be asked of another world."""
    return bool(0.5 <= value / figure <= 2)


def _near(values: dict[tuple[str, str], float], figure: float, more: str) -> Verdict:
    """Judge a printed change by which variants have its size."""
    evidence = f"{listed(values)}. {more}"
    found = [key for key, value in values.items() if _of_size(value, figure)]
    if len(found) == len(values):
        return Holds(evidence)
    if not found:
        return Fails(evidence, f"{figure} % in no variant", listed(values))
    bases, closures = ({key[part]: None for key in found} for part in (0, 1))
    if len(bases) * len(closures) != len(found):
        return HoldsIf(evidence, " or ".join(f"{BASES[b]}, {CLOSURES[c]}" for b, c in found))
    return HoldsIf(
        evidence,
        f"the base is the world {' or '.join(BASES[b] for b in bases)}, and the closure "
        f"{' or '.join(CLOSURES[c] for c in closures)}",
    )


@claim(
    "S1-4-gdp",
    place="section 4, results; abstract",
    kind="number",
    says="Ten points on all Chinese goods lower China's real GDP by 0.09 per cent.",
    chapter=RESULTS,
)
def gdp() -> Verdict:
    """Solve the package's world from every base with both closures."""
    values = {key: found.real_gdp["CHN"] for key, found in variants().items()}
    return _near(
        values, printed("real_gdp"), "With labour fixed, real GDP moves only through existing taxes."
    )


@claim(
    "S1-4-employment",
    place="section 4, results",
    kind="number",
    says="China's employment falls by 0.14 per cent.",
    chapter=RESULTS,
)
def employment() -> Verdict:
    """Solve again; and compare S1's ratio of GDP to employment with labour's share."""
    values = {key: found.employment["CHN"] for key, found in variants().items()}
    b = world("war_in_force").benchmark
    china, labour = b.regions.index("CHN"), b.factors.index("labour")
    share = b.factor[china, :, labour].sum() / b.factor[china].sum()
    ratio = printed("real_gdp") / printed("employment")
    return _near(
        values,
        printed("employment"),
        "In GTAP's standard closure, which S1 names, employment does not move. S1's own figures have the "
        f"ratio {ratio:.2f}, and labour's share here is {share:.2f}: the mark of a fixed real wage, under "
        "which GDP falls by labour's share of the jobs lost and a little more.",
    )


@claim(
    "S1-4-nominal",
    place="section 4, results",
    kind="number",
    says="China's nominal GDP falls by 0.19 per cent.",
    chapter=RESULTS,
)
def nominal() -> Verdict:
    """Measure one and the same equilibrium in several units."""
    found = ten("war_in_force", "fixed_real_wage")
    state, regions = found.equilibrium.state, found.world.benchmark.regions
    level = 1 + found.nominal_gdp["CHN"] / 100
    at_home, abroad = (
        100 * (level * np.exp(-state.consumer_price[regions.index(name)]) - 1) for name in ("CHN", "USA")
    )
    evidence = (
        f"One equilibrium ({BASES['war_in_force']}, {CLOSURES['fixed_real_wage']}): {100 * (level - 1):.2f} "
        f"% in units of the world's mean factor price, {at_home:.2f} % in units of what the Chinese consume, "
        f"{abroad:.2f} % in units of what Americans consume; real GDP {found.real_gdp['CHN']:.2f} %."
    )
    if level - 1 > found.real_gdp["CHN"] / 100:
        return Fails(evidence, "nominal against real GDP", "Nominal GDP falls by less than real GDP.")
    return NotTestable(
        evidence,
        "In a model without money nominal GDP is a number of units of the price that is fixed, and S1 does "
        "not name it. That it falls by more than real GDP follows: China's prices fall against the world's.",
    )


@claim(
    "S1-4-sectors",
    place="section 4, results",
    kind="table",
    says="Most output is lost in other manufactures (4.14 per cent), electronics (1.65) and textiles (1.39).",
    chapter=RESULTS,
)
def sectors() -> Verdict:
    """Look for the three largest falls and for the variants in which they have these sizes."""
    output = {key: found.output["CHN"] for key, found in variants().items()}
    worst = {key: set(found.nsmallest(3).index) for key, found in output.items()}
    if any(found != set(THREE) for found in worst.values()):
        return Fails(f"{worst}", "another sector", "Other sectors lose more.")
    fits = [
        key
        for key, found in output.items()
        if all(_of_size(found[s], printed(n)) for n, s in SECTORS.items())
    ]
    evidence = "The same three in every variant; " + "; ".join(
        f"{BASES[b]}, {CLOSURES[c]}: {', '.join(f'{found[s]:.2f}' for s in THREE)} % (employment "
        f"{variants()[b, c].employment['CHN']:.2f} %)"
        for (b, c), found in output.items()
    )
    if len(fits) == len(output):
        return Holds(f"{evidence}.")
    if not fits:
        return Fails(f"{evidence}.", "no variant", "The same three sectors, of other sizes.")
    both = sum(_of_size(variants()[key].employment["CHN"], printed("employment")) for key in fits)
    bases = " or ".join({BASES[base]: None for base, _ in fits})
    return HoldsIf(
        f"{evidence}. Of those in which the three have S1's size, {both or 'none'} has S1's employment as "
        "well.",
        f"the base is the world {bases}; S1 describes another, with the tariffs of the war in it",
    )


@claim(
    "S1-4-exports",
    place="section 4, results",
    kind="number",
    says="China's exports to the United States fall by 4.99 per cent.",
    chapter=RESULTS,
)
def exports() -> Verdict:
    """Solve from every base; then look for the elasticities that would give the figure."""
    values = {key: found.exports["CHN", "USA"] for key, found in variants().items()}
    everything = [-found.exports["CHN", "all"] for found in variants().values()]
    target, made = printed("exports_usa"), world("war_in_force")

    def stiff(part: float) -> cge.Solution:
        less = {name: part * getattr(made.parameters, name) for name in ("armington", "sources")}
        return made.replace(**less).solve(TEN, closure="fixed_real_wage")

    part = float(brentq(lambda part: stiff(part).exports["CHN", "USA"] - target, 0.1, 1, xtol=2e-3))
    found = stiff(part)
    lost = ", ".join(f"{found.output['CHN', s]:.2f}" for s in THREE)
    sigma = found.world.parameters.armington[found.world.benchmark.sectors.index("ELEC")]
    evidence = (
        f"{listed(values, '.1f')}. With all Armington elasticities at {part:.0%} of GTAP's (electronics "
        f"{sigma:.2f}) it is {found.exports['CHN', 'USA']:.1f} %, and the three sectors change by {lost} %."
    )
    if any(_of_size(value, target) for value in values.values()):
        return Holds(evidence)
    return Fails(
        evidence,
        f"{max(values.values()):.1f} % at the least",
        "Ten points at GTAP's elasticities stop a quarter to a third of these exports. (All of China's "
        f"exports fall by {min(everything):.1f} to {max(everything):.1f} %.)",
    )


def _made_for(benchmark: cge.Benchmark) -> tuple[Any, float, float]:
    """Return what the three sectors make, goods sold to the United States, and what a dollar of them needs.

    The last is output of the three sectors together, direct and indirect, per dollar of the good that needs
    most of it (Leontief).
    """
    china, usa = benchmark.regions.index("CHN"), benchmark.regions.index("USA")
    places = [benchmark.sectors.index(s) for s in THREE]
    goods = [i for i, name in enumerate(benchmark.sectors) if name != "SVC"]
    output = benchmark.output[china]
    needed = np.linalg.inv(np.eye(len(output)) - benchmark.intermediate[china, :, china] / output)
    return (
        output[places],
        float(benchmark.trade[china, usa, goods].sum()),
        float(needed[places][:, goods].sum(0).max()),
    )


@claim(
    "S1-4-together",
    place="section 4, results",
    kind="proposition",
    says="Exports to the United States fall by 4.99 per cent and the three sectors lose 4.14, 1.65 and 1.39 "
    "per cent of their output.",
    chapter=RESULTS,
)
def together() -> Verdict:
    """Bound what lost exports can take from the three sectors, direct and indirect, and compare."""
    output, exported, needed = _made_for(world("pre_war").benchmark)
    lost = float(sum(-printed(name) / 100 * value for name, value in zip(SECTORS, output, strict=True)))
    stopped = -printed("exports_usa") / 100 * exported
    evidence = (
        f"In 2017 the three made {output.sum():.0f} bn USD, so S1's losses are {lost:.0f} bn. Goods exports "
        f"to the United States were {exported:.0f} bn, so S1's fall is {stopped:.0f} bn. A dollar of exports "
        f"needs at most {needed:.2f} dollars of output in the three, inputs of inputs included."
    )
    if lost <= stopped * needed:
        return Holds(evidence)
    return Fails(
        evidence,
        f"{lost:.0f} bn lost, {stopped * needed:.0f} bn explained at the very most",
        f"The losses would need exports to fall by at least {lost / needed / exported:.1%}, even if all of "
        f"it fell on one good; by {lost / exported:.1%} if each dollar lost were a dollar of these sectors' "
        "output. If all other demand fell with S1's real GDP, that would be "
        f"{-printed('real_gdp') / 100 * output.sum():.0f} bn more.",
    )


@claim(
    "S1-4-controllable",
    place="section 4, results; abstract",
    kind="interpretation",
    says="The effect on China's economy is controllable on the whole.",
    chapter=RESULTS,
)
def controllable() -> Verdict:
    """Say what the figure is in money, and what more points would do."""
    made = world("war_in_force")
    points = {
        p: made.solve({("USA", "CHN"): p}, closure="fixed_real_wage").real_gdp["CHN"] for p in (0.2, 1.45)
    }
    accounts = data.china_accounts().set_index("fact")["value"]
    money = -printed("real_gdp") / 100 * accounts["china_gdp_2024"]
    evidence = (
        f"{abs(printed('real_gdp'))} % of China's GDP of 2024 is {money:.0f} bn RMB. Real GDP "
        f"({BASES['war_in_force']}, {CLOSURES['fixed_real_wage']}): "
        f"{ten('war_in_force', 'fixed_real_wage').real_gdp['CHN']:.2f} % at ten "
        "points, " + ", ".join(f"{value:.2f} % at {100 * p:g}" for p, value in points.items()) + "."
    )
    if min(points.values()) < -5:
        return Fails(evidence, "145 points", "More points would bring a deep recession.")
    return NotTestable(
        evidence, "S1 says neither how large a loss could not be controlled, nor at how many points."
    )


@claim(
    "S1-4-fiscal",
    place="section 4, results; abstract",
    kind="proposition",
    says="Active fiscal policy will repair the shock in full.",
    chapter=RESULTS,
)
def fiscal() -> Verdict:
    """Look for the shift of income from saving to the government that brings employment back."""
    made = world("war_in_force")

    def spent(share: float, *more: str) -> cge.Solution:
        return made.solve(TEN, closure=("fixed_real_wage", *more), government={"CHN": share})

    def needed(*more: str) -> float:
        return float(brentq(lambda share: spent(share, *more).employment["CHN"], 0, 0.25, xtol=1e-4))

    lent, alone = needed(), needed("fixed_trade_balance")
    found = spent(lent)
    evidence = (
        f"In the world {BASES['war_in_force']}, with {CLOSURES['fixed_real_wage']}, jobs are back at "
        f"{lent:.1%} of income spent by the government instead of saved; real GDP is then "
        f"{round(found.real_gdp['CHN'], 1) + 0.0:.1f} %, the terms of trade "
        f"{found.terms_of_trade['CHN']:+.2f} %. With the trade balance fixed it takes {alone:.1%}. At full "
        "employment there are no jobs to bring back, and the loss is in the terms of trade."
    )
    if found.terms_of_trade["CHN"] >= 0:
        return Holds(evidence)
    if found.real_gdp["CHN"] < -0.05:
        return Fails(evidence, "real GDP at that spending", "GDP stays lower.")
    return HoldsIf(
        evidence,
        "the shock means jobs and real GDP, unemployment is there to be lowered, and the rest of the world "
        f"lends the money; alone it is {alone / lent:.0f} times as dear, and dearer imports stay",
    )
