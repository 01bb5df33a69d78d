"""The pictures of "Losing force", number by number, against the library."""

import explorers
import numpy as np
import pytest
from explorers import layers

from tradegames import decoupling as dc
from tradegames.picture.gallery.losing_force import force_table
from tradegames.picture.spec import inputs, reading
from tradegames.picture.tape import Tape

NEAR = {"rel": 1e-7, "abs": 1e-9}


def shown(name, setting):
    made, data = explorers.picture(name), explorers.data(name)
    run = Tape(data["tape"]).run(inputs(made.controls, setting))
    return run, {item["name"]: reading(item, run) for item in data["readouts"]}


def test_losing_force():
    settings = explorers.random_settings(explorers.picture("losing_force"), 150, seed=5)
    words = set()
    for s in [*settings, {"theta": 0.1, "kappa": 0.8, "sigma": 1.0, "b": 1.0, "m": 0.2}]:
        run, read = shown("losing_force", s)
        theta, kappa, b, m = s["theta"], s["kappa"], s["b"], s["m"]
        here, whole = dc.loss(theta, kappa, s["sigma"]), dc.loss(theta, 1.0, s["sigma"])
        limits = [dc.loss(theta, kappa, sigma) for sigma in (0, 1, np.inf)]
        assert read["loss"][1] == pytest.approx(here, **NEAR)
        assert [read[k][1] for k in ("most", "unit", "least")] == pytest.approx(limits, **NEAR)
        assert read["even"][1] == pytest.approx(m * kappa / b, **NEAR)
        assert read["payoff"][1] == pytest.approx(b * here - m * kappa, **NEAR)
        assert read["whole"][1] == pytest.approx(b * whole - m, **NEAR)
        best = dc.best_restriction(theta, s["sigma"], leverage=b, stake=1, backlash=m)
        if abs(b * whole - m) > 1e-9:
            assert read["best"][0] == ("withhold all" if best.fraction == 1 else "withhold nothing")
        if abs(b * theta - m) > 1e-9 and abs(read["payoff"][1]) > 1e-9:
            lasting = "yes" if b * theta > m else "only" if b * here > m * kappa else "no"
            assert read["lasting"][0].startswith(lasting)
            words.add(lasting)
        (falling,), (graded,) = (layers("losing_force", "curve", panel) for panel in (0, 1))
        assert run[falling["y"]] == pytest.approx(
            dc.loss(theta, kappa, run[falling["x"]]), rel=1e-6, abs=1e-9
        )
        cuts = run[graded["x"]]
        assert run[graded["y"]] == pytest.approx(
            b * dc.loss(theta, cuts, s["sigma"]) - m * cuts, rel=1e-6, abs=1e-9
        )
    assert words == {"yes", "only", "no"}


def test_strategic_window():
    settings = explorers.random_settings(explorers.picture("strategic_window"), 160, seed=6)
    seen = set()
    for s in settings:
        run, read = shown("strategic_window", s)
        pair, through = [], []
        for k in (1, 2):
            theta = s[f"theta{k}"]
            through.append(dc.loss(theta, 0.8, 6.0) < s["T"])
            pair.append((theta, s[f"s{k}"]))
            if abs(dc.loss(theta, 0.8, 6.0) - s["T"]) < 0.01:
                through = []  # on the edge the time goes to infinity, and so does the table's error
                break
        if not through:
            continue
        made = [
            dc.Adjustment(share=t, restriction=0.8, start=0.1, end=6, speed=v, tolerance=s["T"])
            if ok
            else None
            for (t, v), ok in zip(pair, through, strict=True)
        ]
        for k, (one, ok) in enumerate(zip(made, through, strict=True)):
            text, value = read[f"tau{k + 1}"]
            if ok:
                assert value == pytest.approx(one.time, rel=2e-2, abs=1e-2)
            else:
                assert (text, value) == ("never", None)
        curves = layers("strategic_window", "curve", 0)
        for (theta, speed), mark in zip(pair, curves, strict=True):
            years = run[mark["x"]]
            reached = dc.elasticity(years, 0.1, 6, speed)
            assert run[mark["y"]] == pytest.approx(dc.loss(theta, 0.8, reached), rel=1e-6, abs=1e-9)
        verdict = read["verdict"][0]
        seen.add(verdict)
        if not any(through):
            assert verdict.startswith("nobody")
        elif not all(through):
            assert verdict == f"country {1 + through.index(True)} leads"
            assert read["worth"] == ("none or without end", None)
        elif abs(made[0].time - made[1].time) > 0.05:
            # The same window as the picture's, whose times come from the table.
            found = dc.window(*made, leverage=s["b"], backlash=s["m"])
            assert verdict.startswith(f"country {found.leader} leads")
            assert read["length"][1] == pytest.approx(found.length, rel=3e-2, abs=2e-2)
            flow = max(abs(s["b"] * 0.8 - s["m"]), s["m"])
            off = abs(read["tau1"][1] - made[0].time) + abs(read["tau2"][1] - made[1].time)
            assert read["worth"][1] == pytest.approx(found.worth, abs=flow * off + 1e-4)
            if abs(found.worth) > flow * off + 1e-4:
                assert ("costs more" in verdict) == (found.worth < 0)
        shaded = [bool(run[mark["when"]]) for mark in layers("strategic_window", "area", 0)]
        assert shaded == [verdict.startswith(f"country {k} leads") for k in (1, 2)]
    assert len(seen) == 5


def test_the_table_is_as_near_as_it_says():
    random = np.random.default_rng(1)
    table = force_table()
    worst = 0.0
    for share, tolerance in zip(random.uniform(0.02, 0.3, 200), random.uniform(0.06, 0.6, 200), strict=True):
        place = (tolerance - 0.8 * share) / (0.8 * (1 - share))
        if place <= 0:
            continue
        exact = dc.required_elasticity(share, 0.8, tolerance)
        if exact < 6:
            worst = max(worst, abs(float(table(share, place).evalf()) - place * exact))
    assert worst <= table.error
