"""The benchmark's statistics on known numbers, and its report; no time is ever tested."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import figures
import report
from figures import Figure
from how import HOW

FACTS = {"machine": {"cpu": "a chip", "cores": 2}, "versions": {"python": "3.11"}}


def test_percentile_is_the_nearest_rank():
    assert figures.percentile(range(1, 101), 0.95) == 95
    assert figures.percentile(range(1, 21), 0.95) == 19
    assert figures.percentile([3, 1, 2], 0.95) == 3
    assert figures.percentile([7], 0.95) == 7
    assert figures.percentile([4, 1, 3, 2], 0.5) == 2


def test_summary_of_known_numbers():
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert figures.summary(values) == {"median": 3, "p95": 5, "min": 1, "max": 5, "n": 5, "noise": None}
    with pytest.raises(ValueError, match="at least one value"):
        figures.summary([])


def test_noise_is_the_spread_of_the_passes():
    assert figures.noise([1.0, 3.0, 2.0]) == 1  # from 1 to 3 around 2
    assert figures.noise([2.0, 2.0]) == 0
    assert figures.noise([0.0, 0.0]) == 0
    assert figures.noise([1.0]) is None


def of(*passes: list[float], **goals: float) -> Figure:
    return Figure.pooled([Figure.of("g", "n", "ms", values, **goals) for values in passes])


def test_passes_are_pooled():
    both = of([1.0, 2.0, 3.0], [5.0], median=4)
    assert both.stats == {"median": 2.5, "p95": 5, "min": 1, "max": 5, "n": 4, "noise": 2 * 3 / 7}
    assert both.met is True
    missing = Figure("g", "n", "ms", why="no browser")
    assert Figure.pooled([missing, missing]) == missing
    assert Figure.pooled([missing, Figure.of("g", "n", "ms", [1.0])]).why == "no browser"
    assert "values" not in both.json()


@pytest.mark.parametrize(
    ("values", "goals", "met"),
    [
        ([1, 2, 3], {"median": 2}, True),
        ([1, 2, 3], {"median": 1.99}, False),
        ([1, 2, 9], {"median": 2, "p95": 8}, False),
        ([1, 2, 9], {}, None),
    ],
)
def test_a_goal_is_met_at_its_limit_and_only_all_together(values, goals, met):
    assert Figure.of("g", "n", "ms", values, **goals).met is met


def test_what_was_not_measured_meets_no_goal():
    missing = Figure("g", "n", "ms", goals={"max": 1}, why="no browser")
    assert missing.met is None
    assert missing.verdict == "max ≤ 1: not measured"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (([2.0], [2.0]), ([1.0], [1.0]), "-50%"),
        (([1.5], [2.5]), ([1.1], [1.1]), "within noise"),  # 50 % apart
        (([1.5], [2.5]), ([0.9], [0.9]), "-55%"),
        (([1.0],), ([1.0],), "same"),
        (([0.0],), ([1.0],), "was 0"),
        (([2.0],), ([2.02],), "+1%, noise unknown"),  # one pass: nobody knows
        (([2.0], [2.0]), ([2.02],), "+1%, noise unknown"),
        (([2.0],), ([2.02], [2.02]), "+1%, noise unknown"),
    ],
)
def test_change_counts_only_beyond_the_noise(old, new, words):
    assert figures.change(of(*new), of(*old)) == words


def test_one_figure_in_seventy_exceeds_the_noise_by_chance():
    rng = np.random.default_rng(1)
    runs = [[of(*rng.normal(100, 1, (3, 1)).tolist()) for _ in range(7000)] for _ in range(2)]
    words = [figures.change(*pair) for pair in zip(*runs, strict=True)]
    outside = sum(word not in ("same", "within noise") for word in words)
    assert 75 <= outside <= 125  # 100 expected, give or take two and a half standard deviations


def test_change_without_a_last_report():
    assert figures.change(Figure.of("g", "n", "ms", [1.0]), None) == ""


def sample(scale: float) -> dict:
    passes = [scale * k for k in range(1, 7)], [scale * k for k in range(6, 12)]
    rows = [
        Figure.pooled([Figure.of("Import", "tradegames", "ms", values, median=5) for values in passes]),
        Figure("Book build", "cold", "s", why="too slow today"),
        Figure.of("Outcome grids, full", "per array", "ms", [scale * 1.0], size=500),
        Figure.of("Outcome grids, full", "per array", "ms", [scale * 4.0], size=1000, median=8),
    ]
    return report.build(rows, HOW, FACTS)


def test_the_report_renders_beside_the_last_one(tmp_path):
    text = report.write(sample(1), None, tmp_path)
    assert "Goals met: 1 of 2" in text
    assert "- Not met: Import: tradegames." in text
    assert "- Not measured: Book build: cold. too slow today" in text
    assert HOW["Outcome grids"] in text
    assert "| tradegames | ms | 6 | 11 | 1 | 11 | 12 | 83% | median ≤ 5: **not met** |" in text
    assert "| 1000 | 4 | × 4.0 | median ≤ 8: met |" in text
    assert (tmp_path / "report.md").read_text("utf-8") == text

    last = json.loads((tmp_path / "report.json").read_text("utf-8"))
    beside = report.render(sample(3), last)
    assert "median ≤ 5: **not met** | 6 | +200% |" in beside
    assert "| 1000 | 12 | × 4.0 | median ≤ 8: **not met** | 4 | +200%, noise unknown |" in beside


def test_what_one_pass_measured_is_not_counted_as_reproduced():
    last = sample(1)
    text = report.render(sample(1.3), last)  # passes far apart: within their noise
    assert "Of 1 figures measured in both, 1 are the same or within noise." in text
    assert "Of 2 measured in one pass, here or there, 0 are the same." in text
    assert "Of 2 measured in one pass, here or there, 2 are the same." in report.render(sample(1), last)
    assert "Of 0" not in report.render({**last, "figures": []}, last)


def test_a_table_of_sizes_may_have_gaps():
    rows = [Figure.of("GSIM", "all at once", "ms", [float(n)], size=n) for n in (1, 100, 400)]
    rows += [
        Figure.of("GSIM", "one by one", "ms", [7.0], size=100),
        Figure("GSIM", "one by one", "ms", size=400),
    ]
    lines = report.render(report.build(rows, HOW, FACTS)).splitlines()
    assert lines[-3:] == [
        "| 1 | 1 |  |  |",
        "| 100 | 100 | × 100.0 | 7 |",
        "| 400 | 400 | × 4.0 | not measured |",
    ]


def test_every_row_has_as_many_cells_as_its_head():
    for last in (None, sample(2)):
        for table in report.render(sample(1), last).split("\n\n"):
            rows = [row for row in table.splitlines() if row.startswith("|")]
            assert len({row.count("|") for row in rows}) <= 1
