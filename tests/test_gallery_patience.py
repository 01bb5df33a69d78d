"""The pictures of "Can they keep a promise?", number by number, against the models."""

import math

import explorers
import numpy as np
import pytest
from explorers import layers, readouts, values

from tradegames import TariffGame
from tradegames.extensions import forms, negotiation, repeated
from tradegames.picture.spec import trouble

NEAR = {"rel": 1e-9, "abs": 1e-9}


def possible(name, n=150):
    """Settings at which firm 2 exports; the others are refused in words."""
    kept = []
    for setting in explorers.random_settings(explorers.picture(name), n, seed=12):
        run = values(name, setting)
        exports = TariffGame(alpha=10, gamma=setting["gamma"], c1=1, c2=10 - 9 * setting["r"]).equilibrium()
        words = trouble(explorers.data(name), run)
        if exports.outcome.exports[1] < 1e-9:
            assert "Firm 2 exports nothing" in words
        elif not words:
            kept.append(setting)
    assert len(kept) > n / 2
    return kept


def made(setting):
    """The form, the speeds of the chosen road and its end."""
    form = forms.plain(TariffGame(alpha=10, gamma=setting["gamma"], c1=1, c2=10 - 9 * setting["r"]))
    gap = form.barrier[0] - form.peak[0], form.barrier[1] - form.peak[1]
    second = {"equal": 1, "balanced": gap[0] / gap[1], "proportional": form.peak[1] / form.peak[0]}
    speeds = 1, second[setting["road"]]
    return form, speeds, min(form.peak[0], form.peak[1] / speeds[1])


def test_promises():
    for setting in possible("promises"):
        form, speeds, limit = made(setting)
        run = values("promises", setting)
        read = readouts("promises", run)
        free = repeated.promise(form)
        for k in (0, 1):
            words, number = read[f"critical_{k + 1}"]
            if free.reason[k] == repeated.KEEPS:
                assert number == pytest.approx(free.critical[k], **NEAR)
            else:
                assert words.startswith("no δ")
        cut = repeated.deepest(form, setting["delta"], speeds)
        assert read["depth"][1] == pytest.approx(100 * cut.cut / limit, **NEAR)
        assert (read["t1"][1], read["t2"][1]) == pytest.approx(cut.tariffs, **NEAR)
        first = 1 + int(np.argmin(cut.by_country))
        if cut.cut < limit * (1 - 1e-8) and setting["r"] < 1:
            assert read["binding"][0] == f"country {first}"
        elif cut.cut >= limit:
            assert read["binding"][0].startswith("nobody")
        # the curves: needed patience along the road; at the end of the proportional road it is free trade
        x = np.linspace(0, 1, explorers.data("promises")["points"])
        needed = repeated.needed(form, x * limit, speeds)
        for mark, expected in zip(layers("promises", "curve", 1), needed, strict=True):
            assert run[mark["y"]] == pytest.approx(expected, **NEAR)
        if setting["road"] == "proportional":
            assert [y[-1] for y in needed] == pytest.approx(free.ratio, **NEAR)


def test_lines_of_equal_patience():
    run = values("promises", {"delta": 0.45})
    curves = layers("promises", "curve", 0)
    for mark, level in zip(curves, (0.4, 0.5, 0.7, 1, 0.45), strict=True):
        places = list(zip(run[mark["x"]], run[mark["y"]], strict=True))
        assert max(r for _, r in places) <= 1 + 1e-9
        for gamma, r in places[::10]:
            form = forms.plain(TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * r))
            assert max(repeated.promise(form).ratio) == pytest.approx(level, rel=1e-9)
    for delta, shown in ((0.29, False), (0.31, True)):  # nobody keeps free trade below 0.3
        at = values("promises", {"delta": delta})
        assert bool(at[layers("promises", "area", 0)[1]["when"]]) == shown


def test_talks():
    for setting in possible("talks"):
        form, speeds, limit = made(setting)
        run = values("talks", setting)
        read = {name: value for name, (_, value) in readouts("talks", run).items()}
        yearly = 1 / (1 + setting["rate"] / 100)
        share = negotiation.depth(form, yearly ** setting["years"], speeds)
        end = min(share)
        assert (read["stop_1"], read["stop_2"]) == pytest.approx([100 * s for s in share], **NEAR)
        assert read["after"] == pytest.approx(setting["years"] * end, **NEAR)

        def gains(u, form=form, speeds=speeds, limit=limit):
            tariffs = [form.peak[k] - speeds[k] * limit * u for k in (0, 1)]
            return [a - b for a, b in zip(form.welfare(*tariffs), form.welfare(*form.peak), strict=True)]

        late = yearly ** (setting["years"] * end)
        assert (read["gain_1"], read["gain_2"]) == pytest.approx([g * late for g in gains(end)], **NEAR)
        # the curves with their dots: highest where the side would close
        u = np.linspace(0, 1, explorers.data("talks")["points"])
        curves, dots = layers("talks", "curve", 0), layers("talks", "point", 0)
        for k in (0, 1):
            assert run[curves[2 * k]["y"]] == pytest.approx(gains(u)[k], **NEAR)
            payoff = gains(u)[k] * yearly ** (setting["years"] * u)
            assert run[curves[2 * k + 1]["y"]] == pytest.approx(payoff, **NEAR)
            assert run[dots[k]["y"]] >= payoff.max() - 1e-9
        time = layers("talks", "curve", 1)
        for k, year in ((0, 60), (1, 120)):
            expected = negotiation.depth(form, yearly ** (20 * u[year]), speeds)[k]
            assert run[time[k]["y"]][year] == pytest.approx(expected, **NEAR)
        who = readouts("talks", run)["who"][0]
        if abs(share[0] - share[1]) > 1e-8:
            assert who == f"country {1 + (share[1] < share[0])}"
            # who gains less has enough first
            if setting["road"] != "proportional":
                assert who == {"equal": "country 2", "balanced": "country 1"}[setting["road"]]


def test_talks_without_interest_end_where_a_side_has_its_best():
    setting = {"rate": 0, "gamma": 0, "r": 1, "road": "equal", "years": 20}
    read = readouts("talks", values("talks", setting))
    assert read["stop_1"][1] == read["stop_2"][1] == 100
    assert read["who"][0] == "both together"
    assert math.isclose(read["gain_1"][1], 0.5 * 3 * (2 * 6 + 3) / 2 - 0.75 * 9 / 2, abs_tol=1e-12)
