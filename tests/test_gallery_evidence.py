"""The picture of "What the evidence says", number by number, against the loss."""

import explorers
import numpy as np
import pytest

from tradegames import decoupling as dc
from tradegames.picture.spec import inputs, reading
from tradegames.picture.tape import Tape

SETTINGS = explorers.random_settings(explorers.picture("shortage"), 60, seed=5)


@pytest.mark.parametrize("setting", SETTINGS)
def test_shortage(setting):
    data = explorers.data("shortage")
    run = Tape(data["tape"]).run(inputs(explorers.picture("shortage").controls, setting))
    read = {item["name"]: reading(item, run)[1] for item in data["readouts"]}
    theta, kappa, start, s = (setting[k] for k in ("share", "cut", "start", "speed"))

    def lost(time, end, fraction=kappa):
        return 100 * dc.loss(theta, fraction, dc.elasticity(time, start, end, s))

    low, high = setting["low"], setting["low"] + setting["more"]
    expected = {
        "at_once": lost(0, low),
        "soon": lost(1, low),
        "late_low": lost(10, low),
        "late_high": lost(10, high),
        "floor": 100 * theta * kappa,
    }
    assert read == pytest.approx(expected, rel=1e-6)
    assert read["floor"] < read["late_high"] <= read["late_low"] + 1e-9 <= read["at_once"] + 2e-9
    curves = [m for panel in data["panels"] for m in panel["layers"] if m["kind"] == "curve"]
    worse, better, *along = curves
    for mark, end in ((worse, low), (better, high)):
        x, y = run[mark["x"]], run[mark["y"]]
        away = np.abs(dc.elasticity(x, start, end, s) - 1) > 1e-4  # at 1 the formula has no value
        assert y[away] == pytest.approx(lost(x, end)[away], rel=1e-5)
    for mark, time in zip(along, (0, 1, 10), strict=True):
        x, y = run[mark["x"]], run[mark["y"]]
        assert y == pytest.approx(lost(time, low, x), rel=1e-6, abs=1e-9)
