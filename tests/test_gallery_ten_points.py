"""The pictures of "Ten points", number by number, against the world itself."""

import explorers
import numpy as np
import pytest
from explorers import layers, values

import tradegames as tg
from tradegames.picture.gallery.repair import SPENT, futures
from tradegames.picture.gallery.ten_points import (
    CLOSURES,
    LOWEST,
    NAMES,
    SCALES,
    TEN,
    WHOLE,
    bases,
    measured,
    orientation,
)
from tradegames.picture.spec import reading

DIGITS = 6e-5  # tables are rounded to four digits


def readouts(name, setting):
    run = values(name, setting)
    return {item["name"]: reading(item, run)[1] for item in explorers.data(name)["readouts"]}


def drawn(name, panel, kind, setting, fields):
    run = values(name, setting)
    return [tuple(float(run[mark[field]]) for field in fields) for mark in layers(name, kind, panel)]


# --- the experiment


@pytest.mark.parametrize(
    ("base", "closure", "factor"),
    [("after", "wage", 1.0), ("after", "full", 0.2), ("rates", "wage", 0.15), ("before", "full", 1.2)],
)
def test_ten_points(base, closure, factor):
    setting = {"base": base, "closure": closure, "factor": factor}
    found = measured(bases()[base].elastic(factor).solve(TEN, closure=CLOSURES[closure]))
    read = readouts("ten_points", setting)
    assert {name: value for name, value in read.items()} == pytest.approx(
        {name: found[name] for name in read}, abs=DIGITS
    )
    whole = drawn("ten_points", 2, "bar", setting, ("value", "at"))
    assert whole == [pytest.approx((found[name], 3 - k), abs=DIGITS) for k, name in enumerate(WHOLE)]
    bars = drawn("ten_points", 0, "bar", setting, ("value", "at"))
    assert bars == [
        pytest.approx((found[sector], len(NAMES) - 1 - k), abs=DIGITS) for k, sector in enumerate(NAMES)
    ]
    *three, s1, here = drawn("ten_points", 1, "point", setting, ("x", "y"))
    assert here == pytest.approx((found["employment"], found["real_gdp"]), abs=DIGITS)
    if closure == "wage":
        assert here == three[list(bases()).index(base)]
    assert s1 == (-0.14, -0.09)
    (dot,) = drawn("ten_points", 3, "point", setting, ("x", "y"))
    assert dot == pytest.approx((factor, found["goods"]), abs=DIGITS)


def test_what_s1_reports_stands_in_the_picture():
    printed = tg.data.s1_results().set_index("figure")["percent"]
    dots = drawn("ten_points", 0, "point", {}, ("x", "y"))
    rows = [len(NAMES) - 1 - list(NAMES).index(sector) for sector in ("ART", "ELEC", "TEX")]
    told = [printed["output_art"], printed["output_elec"], printed["output_tex"]]
    assert dots == list(zip(told, rows, strict=True))
    assert drawn("ten_points", 2, "point", {}, ("x", "y")) == [
        (printed["real_gdp"], 3),
        (printed["employment"], 2),
        (printed["nominal_gdp"], 0),
    ]
    labels = " ".join(item["label"] for item in explorers.data("ten_points")["readouts"])
    for percent in printed:
        assert f"S1: {percent:g}".replace("-", "−") in labels


def test_every_dot_and_bar_lies_inside_its_axes():
    tens = [{"base": b, "closure": c, "factor": f} for b in bases() for c in CLOSURES for f in (0.2, 1.2)]
    repairs = [{"future": f, "closure": c, "spent": g} for f in futures() for c in CLOSURES for g in (0, 2)]
    for name, settings in (("ten_points", tens), ("repair", repairs)):
        for setting in settings:
            for panel, frame in enumerate(explorers.data(name)["panels"]):
                for kind, x, y in (("bar", "value", "at"), ("point", "x", "y")):
                    for across, up in drawn(name, panel, kind, setting, (x, y)):
                        assert frame["x"]["low"] <= across <= frame["x"]["high"]
                        assert frame["y"]["low"] <= up <= frame["y"]["high"]


@pytest.mark.parametrize("base", ["after", "rates", "before"])
def test_where_no_market_would_find_the_equilibrium(base):
    """The picture refuses exactly the stop of its slider at which the orientation is wrong."""
    world = bases()[base]
    sound = {c: orientation(world, CLOSURES[c]) for c in CLOSURES}
    (margin,) = [item["margin"] for item in explorers.data("ten_points")["conditions"]]
    for closure in CLOSURES:
        for factor in SCALES[:2]:
            run = values("ten_points", {"base": base, "closure": closure, "factor": float(factor)})
            refused = float(run[margin]) < 0
            assert refused == (orientation(world.elastic(factor), CLOSURES[closure]) != sound[closure])
            assert refused == (closure == "full" and factor < LOWEST)


def test_bases_differ_in_what_they_say():
    after, rates, before = (bases()[name].benchmark for name in ("after", "rates", "before"))
    assert (rates.trade == before.trade).all()
    assert (rates.tariff >= before.tariff).all()
    assert rates.tariff == pytest.approx(after.tariff, abs=1e-12)
    assert after.trade[1, 0].sum() < 0.6 * before.trade[1, 0].sum()
    # What is paid in tariffs on inputs comes out of what factors earn; the table itself balances to 1e-7.
    more = np.einsum("eiuj,eui->uj", before.intermediate, rates.tariff - before.tariff)
    assert before.factor.sum(2) - rates.factor.sum(2) == pytest.approx(more, abs=1e-7)
    with pytest.raises(ValueError, match=r"Benchmark\.factor must be finite and not negative"):
        tg.cge.overlay(bases()["before"], {("CHN", "ROW"): 9.0})


# --- what would come next, and the remedy


@pytest.mark.parametrize(
    ("future", "closure", "spent"),
    [
        ("ten", "wage", 0.5),
        ("no_mfn", "wage", 2.0),
        ("list_1", "full", 0.0),
        ("list_4a", "wage", 0.7),
        ("no_mfn", "full", 1.0),
    ],
)
def test_repair(future, closure, spent):
    world, setting = bases()["after"], {"future": future, "closure": closure, "spent": spent}

    def solved(points):
        return world.solve(futures()[future], closure=CLOSURES[closure], government={"CHN": points / 100})

    found, alone = solved(spent), measured(solved(0.0))
    here = measured(found) | {"all": found.exports["CHN", "all"]}
    read = readouts("repair", setting)
    # Between the places that are sampled the reading is a chord.
    near = DIGITS if spent in SPENT else 1e-3
    for name in ("real_gdp", "employment", "all", "ART", "ELEC", "TEX", "SVC"):
        assert read[name] == pytest.approx(here[name], abs=near), name
    assert read["cost"] == pytest.approx(spent / 100 * world.system.income[1])
    if measured(solved(SPENT[-1]))["real_gdp"] > 0:
        assert measured(solved(read["needed"]))["real_gdp"] == pytest.approx(0, abs=5e-4)
    else:
        assert read["needed"] is None
    bars = drawn("repair", 0, "bar", setting, ("value", "at"))
    for k, sector in enumerate(reversed(NAMES)):
        assert bars[2 * k] == pytest.approx((alone[sector], k), abs=DIGITS)
        assert bars[2 * k + 1] == pytest.approx((here[sector], k), abs=near)


def test_futures_have_the_points_that_they_say():
    points = futures()
    assert points["ten"] == {("USA", "CHN"): 0.10}
    for earlier, later in (("list_1", "list_3"), ("list_3", "list_4a")):
        assert all(points[later][key] >= points[earlier][key] for key in points[earlier])
        assert sum(points[later].values()) > sum(points[earlier].values())
    assert {key[:2] for name in ("list_4a", "no_mfn") for key in points[name]} == {("USA", "CHN")}
