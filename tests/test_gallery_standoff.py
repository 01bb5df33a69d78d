"""The picture of "The standoff", number by number, against the game and nashpy's equilibria."""

import explorers
import numpy as np
import pytest

from tradegames.decoupling import Stage
from tradegames.picture.spec import inputs, reading
from tradegames.picture.tape import Tape

NEAR = {"rel": 1e-9, "abs": 1e-9}
CELLS = ((0, 0), (1, 0), (0, 1), (1, 1))  # actions of country 1 and 2, in the order of the shaded cells
PLAIN = {  # the pure equilibria that each name promises
    "trade": [(0, 0)],
    "one-sided: only country 1 restricts": [(1, 0)],
    "one-sided: only country 2 restricts": [(0, 1)],
    "coordination": [(0, 0), (1, 1)],
    "chicken": [(0, 1), (1, 0)],
    "restless": [],
    "standoff": [(1, 1)],
}


def game_of(s):
    return Stage.of(
        lost=(s["L1"], s["L2"]),
        leverage=(s["b1"], s["b2"]),
        backlash=(s["m"], s["m"]),
        calm=(s["g1"], s["g2"]),
    )


def shown(setting):
    made, data = explorers.picture("standoff"), explorers.data("standoff")
    run = Tape(data["tape"]).run(inputs(made.controls, setting))
    return run, {item["name"]: reading(item, run) for item in data["readouts"]}


def layers(kind, panel):
    return [mark for mark in explorers.data("standoff")["panels"][panel]["layers"] if mark["kind"] == kind]


def settings():
    return explorers.random_settings(explorers.picture("standoff"), 400, seed=4)


def test_names_equilibria_and_numbers():
    seen = set()
    for setting in settings():
        game = game_of(setting)
        one, two = game.payoffs()
        run, read = shown(setting)
        words = read["verdict"][0]
        assert read["gain_1"][1] == pytest.approx(game.gain[0], **NEAR)
        assert read["gain_2"][1] == pytest.approx(game.gain[1], **NEAR)
        lost = one[0, 0] + two[0, 0] - one[1, 1] - two[1, 1]
        assert read["burnt"][1] == pytest.approx(lost, **NEAR)
        cells = [float(run[mark["value"]]) for mark in layers("label", 0)]
        assert cells == pytest.approx([m[i, j] for i, j in CELLS for m in (one, two)], **NEAR)
        gaps = np.abs(np.concatenate([one[1] - one[0], two[:, 1] - two[:, 0]]))
        if gaps.min() < 1e-9:
            assert words.startswith("on the border")
            continue
        seen.add(words)
        found = [e.restricts for e in game.equilibria()]
        pure = sorted(e for e in found if set(e) <= {0.0, 1.0})
        promised = next(cells for start, cells in PLAIN.items() if words.startswith(start))
        assert pure == [tuple(map(float, cell)) for cell in promised]
        shaded = [bool(run[mark["when"]]) for mark in layers("area", 0)]
        assert shaded == [(float(i), float(j)) in pure for i, j in CELLS]
        mixed = [e for e in found if e not in pure]
        if mixed:
            assert (read["mixture_1"][1], read["mixture_2"][1]) == pytest.approx(mixed[0], abs=1e-7)
        else:
            assert read["mixture_1"] == read["mixture_2"] == ("none", None)
        assert ("dilemma" in words) == bool(game.dilemma)
        if game.dilemma:
            assert read["patience"][1] == pytest.approx(max(game.critical_discount()), **NEAR)
        else:
            assert read["patience"] == ("no dilemma", None)
        likes = [k + 1 for k, m in enumerate((one, two)) if m[1, 1] >= m[0, 0]]
        if "likes" in words or "both like" in words:
            assert words.endswith(
                "likes it better than trade" if len(likes) == 1 else "both like it better than trade"
            )
            assert len(likes) == 2 or f"country {likes[0]}" in words
        if "starts" in words:
            starter = int(words.split("country ")[1][0])
            assert game.dominant[starter - 1] and not game.dominant[2 - starter]
    assert len(seen) >= 11


def test_arrows_lead_to_what_pays():
    for setting in settings()[:60]:
        one, two = game_of(setting).payoffs()
        run, _ = shown(setting)
        arrows = layers("arrow", 0)
        for other in (0, 1):
            down, right = arrows[2 * other], arrows[2 * other + 1]
            if abs(one[1, other] - one[0, other]) > 1e-12:
                assert (run[down["y1"]] < run[down["y0"]]) == (one[1, other] > one[0, other])
            if abs(two[other, 1] - two[other, 0]) > 1e-12:
                assert (run[right["x1"]] > run[right["x0"]]) == (two[other, 1] > two[other, 0])


def test_rectangles_hold_the_games_that_they_name():
    boxes = dict(zip(("dilemma", "coordination", "chicken", "trade"), layers("area", 1), strict=True))
    counted = dict.fromkeys(boxes, 0)
    for setting in settings():
        game, (run, read) = game_of(setting), shown(setting)
        one, two = game.payoffs()
        edges = np.concatenate(
            [(one[1] - one[0]), (two[:, 1] - two[:, 0]), (one[0] - one[1]), (two[:, 0] - two[:, 1])]
        )
        if np.abs(edges).min() < 1e-6 or min(abs(one[0, 0] - one[1, 1]), abs(two[0, 0] - two[1, 1])) < 1e-6:
            continue
        for name, mark in boxes.items():
            (x, high), (_, low) = [[run[k] for k in edge] for edge in mark["edges"]]
            inside = bool(run[mark["when"]]) and (
                np.min(x) < setting["b1"] < np.max(x) and np.min(low) < setting["b2"] < np.max(high)
            )
            on_the_edge = {setting["b1"], setting["b2"]} & {0.0, 2.0}
            is_it = {
                "dilemma": bool(game.dilemma),
                "coordination": read["verdict"][0].startswith("coordination"),
                "chicken": read["verdict"][0].startswith("chicken"),
                "trade": (one[1] < one[0]).all() and (two[:, 1] < two[:, 0]).all(),
            }[name]
            assert on_the_edge or inside == is_it, (name, setting)
            counted[name] += inside
    assert min(counted.values()) > 0
