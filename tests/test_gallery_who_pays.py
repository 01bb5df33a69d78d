"""The pictures of "Who pays the tariff?", number by number, against the shock they draw."""

import explorers
import numpy as np
import pytest
from explorers import layers, readouts, values

import tradegames as tg
from tradegames.passthrough import (
    Shock,
    depreciation,
    elasticity_behind,
    exposure,
    sector_table,
    sectors,
    waves,
)
from tradegames.picture.spec import trouble

NEAR = {"rel": 1e-9, "abs": 1e-9}


def settings(name, n=60):
    return explorers.random_settings(explorers.picture(name), n, seed=11)


def shock(setting, arithmetic, **change):
    return Shock(
        **({
            "tariff": setting["tariff"],
            "base_tariff": setting["base_tariff"],
            "depreciation": setting.get("depreciation", 0),
            "elasticity": setting.get("elasticity"),
            "exporter_share": setting["exporter_share"] / 100,
        } | change),
        arithmetic=arithmetic,
        unit="percent",
    )  # fmt: skip


@pytest.mark.parametrize("setting", settings("who_pays"))
def test_who_pays(setting):
    run = values("who_pays", setting)
    read = readouts("who_pays", run)
    assert trouble(explorers.data("who_pays"), run) == ""
    both = {a: shock(setting, a) for a in ("linear", "exact")}
    here = both[setting["arithmetic"]]
    fields = {
        "buyer": "buyer_price_change",
        "seller": "price_change_rmb",
        "quantity": "quantity_change",
        "value": "value_change",
        "value_rmb": "value_change_rmb",
    }
    for name, field in fields.items():
        assert read[name][1] == pytest.approx(100 * getattr(here, field), **NEAR)
    effect = here.gdp(exposure().share)
    assert (read["nominal"][1], read["real"][1]) == pytest.approx(
        (100 * effect.nominal, 100 * effect.real), **NEAR
    )
    assert read["lost"][1] == pytest.approx(-exposure().exports * here.value_change_rmb, **NEAR)

    # The bars: linear left, exact right of each name, and none leaves the frame.
    frame = explorers.data("who_pays")["panels"][0]["y"]
    for k, mark in enumerate(layers("who_pays", "bar", 0)):
        expected = 100 * getattr(both[("linear", "exact")[k % 2]], list(fields.values())[k // 2])
        assert run[mark["value"]] == pytest.approx(expected, **NEAR)
        assert frame["low"] <= run[mark["value"]] <= frame["high"]

    # The curves: receipts lost per unit to be shared, inside their frame; the dot on the chosen one.
    shares = np.linspace(0, 1, explorers.data("who_pays")["points"])
    for mark, (arithmetic, one) in zip(layers("who_pays", "curve", 1), both.items(), strict=True):
        if abs(one.burden) > 1e-3:
            lost = -shock(setting, arithmetic, exporter_share=shares).value_change_rmb / one.burden
            assert run[mark["y"]] == pytest.approx(lost, rel=1e-7)
            assert 0 <= lost.min() <= lost.max() <= 2
    *ways, dot = layers("who_pays", "point", 1)
    assert dot["drag"] == ("exporter_share", "")
    assert bool(run[dot["when"]]) == (abs(here.burden) > 1e-6)
    if abs(here.burden) > 1e-3:
        assert run[dot["y"]] == pytest.approx(-here.value_change_rmb / here.burden, rel=1e-7)
        ends = [-shock(setting, here.arithmetic, exporter_share=s).value_change_rmb for s in (0, 0.5, 1)]
        assert [run[way["y"]] * here.burden for way in ways] == pytest.approx(ends, **NEAR)

    # The best share, and whether most is lost when the buyer pays.
    if here.burden <= 1e-6:
        assert read["best_share"] == read["paradox"] == ("nothing to share", None)
        return
    assert read["best_share"][1] == pytest.approx(100 * here.best_share(), **NEAR)
    if abs(setting["elasticity"] - 1) > 1e-9 and here.burden > 1e-3:
        assert read["paradox"][0].startswith("yes") == (setting["elasticity"] > 1)


def test_first_setting_is_the_one_of_s3():
    read = readouts("who_pays", values("who_pays", {}))
    assert (read["value"][0], read["lost"][0], read["best_share"][0]) == ("-19.72", "609", "68.5")
    lines = [mark for mark in layers("who_pays", "line", 1) if mark["dash"]][1:]
    run = values("who_pays", {})
    assert [run[mark["points"][0][0]] for mark in lines] == pytest.approx([68.5185, 100], abs=1e-4)
    assert run[lines[0]["points"][1][1]] == pytest.approx(0.9786, abs=1e-4)


@pytest.mark.parametrize("setting", settings("sector_losses"))
def test_sector_losses(setting):
    run = values("sector_losses", setting)
    read = readouts("sector_losses", run)
    table = sectors().sort_values("imports_musd", ascending=False)
    size = elasticity_behind(table["elasticity"].to_numpy(), setting["noise"] / 100)
    here = shock(setting, setting["arithmetic"], elasticity=size)
    message = trouble(explorers.data("sector_losses"), run)
    left = min(1 + here.quantity_change.min(), 1 + here.price_change)
    if abs(left) > 1e-9:
        assert bool(message) == (left < 0)
    if message:
        assert setting["arithmetic"] == "linear" and f"{-left:.3f}" in message
        return
    before = table["imports_musd"].to_numpy() / 1e3
    lost = -before * here.value_change
    assert read["total"][1] == pytest.approx(lost.sum(), **NEAR)
    assert read["percent"][1] == pytest.approx(100 * lost.sum() / before.sum(), **NEAR)
    assert read["points"][1] == pytest.approx(100 * exposure().share * lost.sum() / before.sum(), **NEAR)
    change = dict(zip(table["chapter"], 100 * here.value_change, strict=True))
    for name, chapter in (("electrical", "85"), ("machinery", "84"), ("plastics", "39")):
        assert read[name][1] == pytest.approx(change[chapter], **NEAR)

    # Bars come in pairs, before and after; the last is all the others.
    bars = [run[mark["value"]] for mark in layers("sector_losses", "bar", 0)]
    rows = [*zip(before[:10], lost[:10], strict=True), (before[10:].sum(), lost[10:].sum())]
    assert bars[::2] == pytest.approx([b for b, _ in rows], **NEAR)
    assert bars[1::2] == pytest.approx([b - x for b, x in rows], **NEAR)
    labels = layers("sector_losses", "label", 0)
    assert [run[mark["value"]] for mark in labels] == pytest.approx([x for _, x in rows], **NEAR)

    # Dots: as printed and without the error; never across one, never out of the frame.
    dots = [run[mark["x"]] for mark in layers("sector_losses", "point", 1)]
    assert dots[::2] == pytest.approx(table["elasticity"].to_numpy()[:10])
    assert dots[1::2] == pytest.approx(size[:10], **NEAR)
    assert 0 < min(dots) <= max(dots) < 2


def test_names_of_the_rows():
    panel = explorers.data("sector_losses")["panels"][0]
    chapters = [name for _, name in sorted(panel["y"]["ticks"], reverse=True)]
    table = sectors().sort_values("imports_musd", ascending=False)
    assert chapters == [*table["chapter"].head(10), "rest"]
    at_s3 = readouts("sector_losses", values("sector_losses", {"exporter_share": 0}))
    lost = sector_table(shares=[0])["loss_musd"].sum() / 1e3
    assert at_s3["total"][1] == pytest.approx(lost)


def average(concept, day):
    table = tg.data.average_tariffs(on=day)
    return table.loc[table["concept"] == concept, "rate_percent"].item()


def test_two_waves():
    table = waves()
    runs = [values("two_waves", {"month": month}) for month in range(18)]
    for k, (wave, n) in enumerate((("2018-19", 18), ("2025", 12)), 1):
        rows = table[table["wave"] == wave].reset_index(drop=True)
        assert len(rows) == n and rows["added"][0] < 0.002 and rows["depreciation"][0] == 0
        (path,) = [mark for mark in layers("two_waves", "line", k - 1) if len(mark["points"]) > 2]
        (dot,) = layers("two_waves", "point", k - 1)
        for month, run in enumerate(runs):
            row = rows.loc[min(month, n - 1)]
            read = readouts("two_waves", run)
            here = read[f"fall_{k}"][1], read[f"added_{k}"][1]
            assert here == pytest.approx((100 * row["depreciation"], 100 * row["added"]), abs=5e-4)
            assert read[f"left_{k}"][1] == pytest.approx(here[1] - here[0])
            assert (run[dot["x"]], run[dot["y"]]) == here
            x, y = path["points"][min(month, n - 1)]
            assert (run[x], run[y]) == here
    # the averages in force, and the exchange rate, on days that anybody can look up
    added = average("added_2017_weights", "2018-09-30")
    assert readouts("two_waves", runs[5])["added_1"][1] == pytest.approx(added)
    april = average("statutory_increase", "2025-04-30")
    assert readouts("two_waves", runs[3])["added_2"][1] == pytest.approx(april)
    assert table["depreciation"].iloc[-1] == depreciation("2025-01", "2025-12")
