"""Pictures of the chapter "Measuring who pays" (S3, the regression behind the elasticity)."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import sympy as sp

from ...data import s3_elasticities
from ...maths import where
from ...passthrough.bias import division_bias, elasticity_behind
from ..marks import Axis, Curve, Label, Line, Panel, Picture, Point, Readout, Slider, U

__all__ = ["behind", "cloud", "measuring"]

# The cloud: half of the products get a tariff of 25 per cent. Standard deviations in log points.
TARIFF = 0.25
SUPPLY, DEMAND = 0.15, 0.15
COUNT, SEED = 40, 5
MOST = 0.4  # of the error
SIZE = 0.016, 0.045  # half of a diamond, in log points


@cache
def cloud() -> dict[str, Any]:
    """Return the draws behind the cloud: no two of them correlated, each without effect on a group's mean.

    So the cloud has no luck: lines fitted to it have exactly the slopes of an endless panel.

    Returns
    -------
    dict
        Arrays (products,): ``z`` the logarithm of one plus tariff less its mean; ``w``, ``u``, ``e``,
        ``m`` with mean square 1, and mean 0 in both groups.

    Examples
    --------
    >>> draws = cloud()
    >>> bool(abs((draws["z"] * draws["e"]).mean()) < 1e-12), round(float((draws["e"] ** 2).mean()), 12)
    (True, 1.0)
    """
    taxed = np.arange(COUNT) >= COUNT // 2
    groups = np.column_stack([taxed, ~taxed]).astype(float)
    draws = np.random.default_rng(SEED).uniform(-1, 1, (COUNT, 4))
    basis, _ = np.linalg.qr(np.column_stack([groups, draws]))
    kept = (basis[:, 2:] * np.sqrt(COUNT)).T
    return {"z": np.log1p(TARIFF) * (taxed - 0.5), **dict(zip("wuem", kept, strict=True))}


def measuring() -> Picture:
    """A cloud of recorded quantities and unit values, two lines through it, and what noise does to them.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(measuring())
    >>> explorer.elasticity, explorer.noise, explorer.mix = 2.0, 0.0, 0.0
    >>> round(explorer.readouts["unit_value"], 6), round(explorer.readouts["iv"], 6)
    (2.0, 2.0)
    """
    sliders = (
        Slider("elasticity", "true elasticity ε", 0, 3, 0.05, 2.5),
        Slider("noise", "error of recorded quantities, σₑ", 0, MOST, 0.01, 0.25, "log points"),
        Slider("share", "exporters absorb, s", 0, 0.9, 0.01, 0.2),
        Slider("mix", "varying mix of varieties, σₘ", 0, MOST, 0.01, 0, "log points"),
    )
    elasticity, noise, share, mix = (slider.symbol for slider in sliders)
    draws = cloud()
    var_z = float((draws["z"] ** 2).mean())
    var_price = (1 - share) ** 2 * var_z + SUPPLY**2

    def slope(noise: Any) -> Any:
        return division_bias(elasticity, var_price, noise**2, mix**2)

    found, tariff = slope(noise), elasticity * (1 - share)
    gap = sp.sqrt(-1 - noise)  # undefined, so that the pen is lifted between two diamonds

    def diamonds(taxed: bool) -> Line:
        points: list[tuple[Any, Any]] = []
        dx, dy = SIZE
        for k in np.flatnonzero((draws["z"] > 0) == taxed):
            z, w, u, e, m = (float(draws[name][k]) for name in "zwuem")
            price = (1 - share) * z + SUPPLY * w
            x = price + mix * m - noise * e
            y = -elasticity * price + DEMAND * u + noise * e
            points += [(x - dx, y), (x, y + dy), (x + dx, y), (x, y - dy), (x - dx, y), (gap, gap)]
        return Line(tuple(points), color="gold" if taxed else "sky")

    middle = (1 - share) * float(draws["z"].max())
    reach, height = 0.75, 1.4
    across = reach * (2 * U - 1)
    scatter = Panel(
        Axis("unit value with duty, log →", -reach, reach),
        Axis("↑ recorded quantity, log", -height, height),
        (
            diamonds(False),
            diamonds(True),
            Curve(across, -elasticity * across, "", "green"),
            Curve(across, -found * across, "", "purple", dash=True),
            Point(-middle, elasticity * middle, "", "sky"),
            Point(middle, -elasticity * middle, "", "gold"),
            Label(0.72, 1.22, "tariff of 25 %", color="gold", anchor="end"),
            Label(0.72, 0.92, "no tariff", color="sky", anchor="end"),
            Label(-0.72, -0.92, "least squares", color="purple", anchor="start"),
            Label(-0.72, -1.22, "through the means", color="green", anchor="start"),
        ),
        "Forty products; the dots are the two means",
    )
    along = MOST * U
    bias = Panel(
        Axis("error of recorded quantities, σₑ →", 0, MOST),
        Axis("↑ estimated elasticity", 0, 3.2),
        (
            Line(((0, 1), (MOST, 1)), color="muted"),
            Curve(along, elasticity, "", "green"),
            Curve(along, tariff, "", "gold"),
            Curve(along, slope(along), "", "purple", dash=True),
            Point(noise, tariff, "", "gold"),
            Point(noise, elasticity, "", "green", drag=("noise", "elasticity")),
            Point(noise, found, "", "purple", drag=("noise", "")),
        ),
        "What three regressions find (drag a dot)",
    )
    off = found - elasticity
    return Picture(
        name="measuring",
        title="Noise in quantities draws the elasticity towards one",
        alt="Left: a cloud of forty products, recorded log quantity against log unit value. The line through "
        "the means of the taxed and the untaxed products has a slope of minus {iv} whatever the noise; the "
        "line of least squares has minus {unit_value}. Right: the three estimates along the error of "
        "quantities. Instrument: level at {iv}. Tariff: level at {tariff}. Unit values: from the first "
        "towards one. Verdict on unit values: {verdict}.",
        panels=(scatter, bias),
        controls=sliders,
        readouts=(
            Readout("unit_value", "on unit values (S3’s way)", found, color="purple"),
            Readout("iv", "instrumented by the tariff", elasticity, color="green"),
            Readout("tariff", "on the tariff itself", tariff, color="gold"),
            Readout("passed", "buyers pay of the tariff, 1 − s", 1 - share),
            Readout(
                "error_share", "error in unit values’ variance",
                100 * noise**2 / (var_price + noise**2 + mix**2), "%", digits=1,
            ),
            Readout(
                "verdict", "unit values say",
                where(sp.Abs(off) < 5e-4, sp.Integer(0), where(off < 0, sp.Integer(1), sp.Integer(2))),
                words=("the truth", "less elastic than it is", "more elastic than it is"),
            ),
        ),
    )  # fmt: skip


def behind() -> Picture:
    """S3's elasticities, and the true ones behind them for every share of error in the unit values.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(behind())
    >>> explorer.noise = 50
    >>> round(explorer.readouts["all_goods"], 2), round(explorer.readouts["hs84"], 2)
    (1.16, 0.68)
    """
    last = 80
    share = Slider("noise", "error in the variance of unit values", 0, last, 1, 40, "%")
    own = Slider("estimate", "an estimate of yours", 0.6, 1.4, 0.01, 1.15)
    # Name of the read-out, words, key, colour, and where the words stand, if there is room.
    marked = (
        ("plastics", "plastics, rubber", "plastics", "purple", 66, 0.15),
        ("all_goods", "all goods", "all", "ink", 0, 0),
        ("hs85", "HS 85", "electrical", "gold", 78, -0.13),
        ("hs84", "HS 84", "machinery", "green", 62, -0.16),
    )
    table = s3_elasticities()
    printed = {name: float(e) for name, e in zip(table.industry, table.elasticity, strict=True)}
    along = last * U

    def true(estimate: Any, percent: Any) -> Any:
        return elasticity_behind(estimate, percent / 100)

    fan: list[Any] = []
    for _, words, key, color, place, above in marked:
        published = printed[key]
        fan += [
            Curve(along, true(published, along), "", color),
            *(
                [Label(place, true(published, place) + above, words, color=color, anchor="end")]
                if place
                else []
            ),
            Point(share.symbol, true(published, share.symbol), "", color),
        ]
    yours = true(own.symbol, share.symbol)
    panel = Panel(
        Axis("error in the variance of unit values (%) →", 0, last),
        Axis("↑ true elasticity", 0, 2.6),
        (
            Line(((0, 1), (last, 1)), color="muted"),
            *fan,
            Curve(along, true(own.symbol, along), "", "blue", dash=True),
            Point(share.symbol, yours, "", "blue", drag=("noise", "")),
        ),
        "The further from one, the further it moves",
    )
    return Picture(
        name="behind",
        title="What stands behind the published elasticities",
        alt="Curves fan out from the published elasticities at no error. With the error chosen, 1.26 for "
        "plastics and rubber stands for {plastics}, 1.08 for all goods for {all_goods}, 0.97 for HS 85 for "
        "{hs85} and 0.84 for HS 84 for {hs84}. The estimate of your own stands for {yours}.",
        panels=(panel,),
        controls=(share, own),
        readouts=(
            *(
                Readout(name, f"behind {printed[key]}, {label}", true(printed[key], share.symbol),
                        digits=2, color=color)
                for name, label, key, color, *_ in marked
            ),
            Readout(
                "yours", "behind your estimate", yours, digits=2, color="blue",
                when=yours >= 0, otherwise="none: so much error would have hidden less",
            ),
        ),
    )  # fmt: skip
