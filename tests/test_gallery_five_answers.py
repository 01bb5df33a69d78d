"""The picture of five models, number by number, against the models; and how far its tables may be off."""

import sys

import explorers
import numpy as np
import pytest

from tradegames.picture.spec import reading
from tradegames.scenario import MODELS

module = sys.modules["tradegames.picture.gallery.five_answers"]
SETTINGS = explorers.random_settings(explorers.picture("five_answers"), 25, seed=4)


def said(setting):
    picture, data = explorers.picture("five_answers"), explorers.data("five_answers")
    run = explorers.run(picture, data, setting)
    return run, {item["name"]: reading(item, run) for item in data["readouts"]}


@pytest.mark.parametrize("setting", SETTINGS)
def test_against_the_models(setting):
    run, read = said(setting)
    problem = module.problem(setting["points"] / 100, setting["factor"], setting["goods"])
    for model, (name, *_) in module.SHOWN.items():
        values = MODELS[model](problem).values
        off = module.ERROR if model in module.SAMPLED else {"trade": 1e-6, "money": 1e-6}
        if model != module.FIXED:
            assert read[f"trade_{name}"][1] == pytest.approx(values["target_trade_percent"], abs=off["trade"])
        column = module.MONEY[setting["whose"]]
        if column in values:
            assert read[f"welfare_{name}"][1] == pytest.approx(values[column], abs=off["money"]), model
        elif f"welfare_{name}" in read:
            assert "silent" in str(read[f"welfare_{name}"])
    # The dots stand on their curves.
    for panel, title in zip(explorers.data("five_answers")["panels"], ("trade", "welfare"), strict=True):
        dot = next(m for m in panel["layers"] if m["kind"] == "point")
        assert run[dot["x"]] == setting["points"]
        assert run[dot["y"]] == pytest.approx(read[f"{title}_full"][1])


def test_nothing_happens_without_points():
    for goods in module.GOODS:
        _, read = said({"points": 0.0, "factor": 1.0, "goods": goods, "whose": "usa"})
        numbers = [value[1] for value in read.values() if isinstance(value[1], float)]
        assert np.abs(numbers).max() < 1e-6


def test_the_page_fits_its_axes():
    for setting in explorers.random_settings(explorers.picture("five_answers"), 40, seed=8):
        _, read = said({**setting, "factor": 1.0})
        for name, value in read.items():
            if name.startswith("welfare") and isinstance(value[1], float):
                assert module.LOW <= value[1] <= module.HIGH
