"""Everything along a tariff, against the solutions themselves."""

import numpy as np
import pytest

import tradegames as tg
from tradegames.cge.welfare import PARTS

TARIFF = {("USA", "CHN"): 1.0, ("CHN", "USA"): 0.5}


@pytest.fixture(scope="module")
def way():
    return tg.cge.along(tg.cge.load(), TARIFF, "fixed_real_wage", nodes=12)


@pytest.mark.parametrize("points", [0.0, 0.013, 0.4, 1.0])
def test_a_way_is_its_solutions(way, points):
    """All flows rise in proportion: where the first has its points, the second has half of them."""
    exact = tg.cge.load().solve(
        {("USA", "CHN"): points, ("CHN", "USA"): points / 2}, closure="fixed_real_wage"
    )
    for measure, near in (("output", 1e-3), ("exports", 1e-3), ("real_gdp", 1e-5), ("employment", 1e-5)):
        read = way.read(lambda found, name=measure: getattr(found, name), points)
        assert read == pytest.approx(getattr(exact, measure).to_numpy(), abs=near)
    assert way.welfare_parts(points).sum(axis=-1) == pytest.approx(exact.welfare.to_numpy(), abs=2e-3)


def test_parts_are_those_of_the_solution(way):
    """Near the start it does not matter by which way one goes; employment shows as an endowment."""
    exact = tg.cge.load().solve({("USA", "CHN"): 0.02, ("CHN", "USA"): 0.01}, closure="fixed_real_wage")
    parts = way.welfare_parts(np.array([0.02]))[0]
    assert parts == pytest.approx(exact.welfare_parts[list(PARTS)].to_numpy(), rel=2e-3, abs=2e-3)
    assert parts[1, PARTS.index("endowments")] < -1


def test_shapes_and_errors(way):
    points = np.linspace(0, 1, 5)
    assert way.read(lambda found: found.real_income, points).shape == (5, 3)
    assert way.welfare_parts(points[:, None]).shape == (5, 1, 3, len(PARTS))
    with pytest.raises(ValueError, match=r"Path.points must lie in \[0, 1\]; got 1.2"):
        way.read(lambda found: found.real_income, 1.2)
    with pytest.raises(ValueError, match=r"along.tariffs must have one above zero; got \{\}"):
        tg.cge.along(tg.cge.load(), {})
