"""The picture of "Who pays whom?", number by number, against the world itself."""

import importlib

import explorers
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tradegames as tg
from tradegames.picture.spec import inputs, reading
from tradegames.picture.tape import Tape

page = importlib.import_module("tradegames.picture.gallery.circular_flow")
WORLD = tg.cge.load()
REGIONS = WORLD.benchmark.regions


def values(setting):
    picture = explorers.picture("circular_flow")
    return Tape(explorers.data("circular_flow")["tape"]).run(inputs(picture.controls, setting))


def layers(panel, kind):
    return [m for m in explorers.data("circular_flow")["panels"][panel]["layers"] if m["kind"] == kind]


@settings(max_examples=8, deadline=None)
@given(st.floats(0, 1.5), st.sampled_from(tg.cge.CLOSURES), st.floats(-0.3, 0.5))
def test_every_purse_balances(points, closure, back):
    """The accounts of the chapter (eq-accounts), whatever the tariffs and the closure."""
    m = page.money(WORLD.solve({("USA", "CHN"): points, ("CHN", "ROW"): back / 10}, closure=closure))
    near = {"abs": 1e-6}
    zero = np.zeros(3)
    assert m["private"] + m["government"] + m["saving"] - m["factors"] - m["tariffs"] == pytest.approx(
        zero, **near
    )
    final = m["home"] + m["final_imports"] + m["final_tariffs"]
    assert m["private"] + m["government"] + m["investment"] - final == pytest.approx(zero, **near)
    paid = m["factors"] + m["input_imports"] + m["input_tariffs"]
    assert m["home"] + m["exports"] - paid == pytest.approx(zero, **near)
    assert m["saving"] - m["investment"] - m["exports"] + m["imports"] == pytest.approx(zero, **near)
    assert m["final_tariffs"] + m["input_tariffs"] - m["tariffs"] == pytest.approx(zero, **near)
    assert m["final_imports"] + m["input_imports"] - m["imports"] == pytest.approx(zero, **near)
    assert m["exports"].sum() == pytest.approx(m["imports"].sum(), **near)


def test_the_base_year_is_the_table():
    m, b = page.money(WORLD.solve()), WORLD.benchmark
    assert m["factors"] == pytest.approx(b.factor.sum(axis=(1, 2)))
    abroad = b.trade * (1 - np.eye(3))[:, :, None]
    assert m["exports"] == pytest.approx(abroad.sum(axis=(1, 2)))
    assert m["tariffs"] == pytest.approx((abroad * b.tariff).sum(axis=(0, 2)))
    paid = np.einsum("eiru,eri->ru", b.final, 1 + b.tariff)
    found = np.stack([m["private"], m["government"], m["investment"]], axis=1)
    assert found == pytest.approx(paid)


@pytest.mark.parametrize("setting", explorers.random_settings(explorers.picture("circular_flow"), 12, 3))
def test_read_outs_bars_and_arrows(setting):
    exact = page.money(WORLD.solve({("USA", "CHN"): setting["tariff"] / 100}))
    base = page.money(WORLD.solve())
    r = REGIONS.index(setting["region"])
    run, tables = values(setting), page.flow_tables()
    read = {item["name"]: reading(item, run)[1] for item in explorers.data("circular_flow")["readouts"]}
    for name in page.FLOWS:
        assert read[name] == pytest.approx(exact[name][r], abs=1.1 * tables[name].error), name
    lent = exact["exports"][r] - exact["imports"][r]
    assert read["lent"] == pytest.approx(lent, abs=2.2)
    for mark, name in zip(layers(1, "bar"), list(page.FLOWS)[::-1], strict=True):
        change = exact[name][r] - base[name][r]
        assert run[mark["value"]] == pytest.approx(change, abs=1.1 * tables[name].error + 0.01)
        assert abs(run[mark["value"]]) < explorers.data("circular_flow")["panels"][1]["x"]["high"]
    shown = [run[mark["when"]] for mark in layers(0, "arrow") if mark["color"] == "purple"]
    assert [bool(s) for s in shown] == [lent > 0, lent < 0]
    # Every pipe is as wide as its money, in parts of GDP before the tariff, and stays inside the frame.
    gdp = base["factors"][r] + base["tariffs"][r]
    pipes = layers(0, "bar")
    names = ["factors", "private", "government", "saving", "investment", "home"]
    names += ["final_imports", "input_imports", "exports"]
    for mark, name in zip(pipes, names, strict=True):
        scale = page.WIDE if mark["horizontal"] else page.HIGH
        wide = float(run[mark["value"]]) - float(run[mark["base"]])
        assert wide == pytest.approx(scale * exact[name][r] / gdp, abs=1e-3)


def test_errors_of_the_tables_are_stated():
    assert len(page.flow_tables()) == 13
    assert all(0 < table.error < 2 for table in page.flow_tables().values())
