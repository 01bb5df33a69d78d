"""The pictures of "What if …?", number by number, against the models."""

import explorers
import numpy as np
import pytest
from explorers import layers, readouts, values

from tradegames import TariffGame
from tradegames.extensions import bertrand, forms, linked, repeated
from tradegames.picture.spec import trouble

NEAR = {"rel": 1e-9, "abs": 1e-9}


def game(setting):
    return TariffGame(alpha=10, gamma=setting["gamma"], c1=1, c2=10 - 9 * setting["r"])


def test_price_or_quantity():
    shown = 0
    for setting in explorers.random_settings(explorers.picture("price_or_quantity"), 150, seed=13):
        run = values("price_or_quantity", setting)
        model = game(setting)
        try:
            form = bertrand.quadratic(model)
        except ValueError:
            assert "Firm 2 exports nothing" in trouble(explorers.data("price_or_quantity"), run)
            continue
        if trouble(explorers.data("price_or_quantity"), run):
            assert form.barrier[0] - form.peak[0] < 0.01  # within a hair of the border
            continue
        shown += 1
        read = readouts("price_or_quantity", run)
        quantities = model.equilibrium()
        assert [read["quantities_1"][1], read["quantities_2"][1]] == pytest.approx(
            [quantities.t1, quantities.t2], **NEAR
        )
        assert [read["prices_1"][1], read["prices_2"][1]] == pytest.approx(form.peak, **NEAR)
        for name, made in (("kept_q", forms.plain(model)), ("kept_p", form)):
            kept = repeated.promise(made)
            if kept.reason[1] == repeated.KEEPS:
                assert read[name][1] == pytest.approx(kept.critical[1], **NEAR)
            else:
                assert read[name][0] == "no δ suffices"
    assert shown > 60


def test_lines_of_price_or_quantity():
    run = values("price_or_quantity", {"gamma": 0.5, "r": 0.8})
    prices, quantities = layers("price_or_quantity", "curve", 1)
    for mark, form in ((prices, bertrand.quadratic), (quantities, forms.plain)):
        for gamma, r in list(zip(run[mark["x"]], run[mark["y"]], strict=True))[::8]:
            model = TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * r)
            assert repeated.promise(form(model)).ratio[1] == pytest.approx(1, rel=1e-9)
    # the best tariffs are drawn where firm 2 exports, and only there
    q2, q1, p2, p1 = layers("price_or_quantity", "curve", 0)
    for gamma, *drawn in zip(run[p1["x"]], *(run[mark["y"]] for mark in (p1, p2, q1, q2)), strict=True):
        model = TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * 0.8)
        assert drawn[2:] == pytest.approx(model.interior_tariffs(), **NEAR)
        try:
            expected = bertrand.quadratic(model).peak
        except ValueError:
            assert np.isnan(drawn[:2]).all()
        else:
            assert drawn[:2] == pytest.approx(expected, **NEAR)
    none = layers("price_or_quantity", "area", 1)[0]
    x, border = (run[edge] for edge in none["edges"][0])
    assert border.min() == 0.4
    for gamma, r in [place for place in zip(x, border, strict=True) if place[1] > 0.401][::3]:
        with pytest.raises(ValueError, match="below the prohibitive tariff"):
            bertrand.quadratic(TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * (r - 1e-4)))
        bertrand.quadratic(TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * (r + 1e-4)))


def test_linked_replies():
    shown = 0
    for setting in explorers.random_settings(explorers.picture("linked_replies"), 120, seed=14):
        run = values("linked_replies", setting)
        model = linked.Linked(game=game(setting), k=setting["k"])
        t = setting["t1"], setting["t2"]
        try:
            best, here = model.equilibrium(), model.outcome(*t)
            room = min(*best.outcome.exports, *here.exports)
        except ValueError:
            room = -1
        words = trouble(explorers.data("linked_replies"), run)
        if abs(room - 0.001) > 1e-9:
            assert (words == "") == (room > 0.001), setting
        if words:
            continue
        shown += 1
        read = {name: value for name, (_, value) in readouts("linked_replies", run).items()}
        assert read["slope"] == pytest.approx(model.reply_slope(), **NEAR)
        assert (read["t1_star"], read["t2_star"]) == pytest.approx((best.t1, best.t2), **NEAR)
        assert (read["loose_1"], read["loose_2"]) == pytest.approx(game(setting).interior_tariffs(), **NEAR)
        assert read["far"] == pytest.approx(100 * model.reply_slope() ** 2, **NEAR)
        path = layers("linked_replies", "line", 0)[-1]["points"]
        a, b = model.answers(*t, rounds=2)
        assert [run[x] for x, _ in path] == pytest.approx(a, **NEAR)
        assert [run[y] for _, y in path] == pytest.approx(b, **NEAR)
        reply1, reply2 = layers("linked_replies", "line", 0)[2:4]
        (x, y) = reply1["points"][1]
        assert run[x] == pytest.approx(model.best_reply(1, run[y]), **NEAR)
        (x, y) = reply2["points"][1]
        assert run[y] == pytest.approx(model.best_reply(2, run[x]), **NEAR)
        close, yours = layers("linked_replies", "curve", 1)
        ks = np.linspace(0, 5, explorers.data("linked_replies")["points"])
        for mark, gamma in ((close, 1.0), (yours, setting["gamma"])):
            same = linked.Linked(game=TariffGame(alpha=10, gamma=gamma, c1=1, c2=1), k=ks)
            assert run[mark["y"]] == pytest.approx(same.reply_slope(), **NEAR)
    assert shown > 40
