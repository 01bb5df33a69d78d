"""The tariff war on general-equilibrium payoffs: exact slopes, best replies, equilibria, a closed form."""

from dataclasses import replace
from functools import cache

import nashpy
import numpy as np
import pytest

import tradegames as tg
from tradegames.cge import Benchmark, Parameters, TariffWar, World


@cache
def world():
    return tg.cge.load()


@cache
def equilibrium(closure="full_employment"):
    return TariffWar(world(), closure=closure).equilibrium()


def two_countries(home=(80.0, 80.0), sigma=4.0):
    """One good, labour alone, balanced trade of 20, no tariffs: the textbook's Armington world."""
    use = np.array([0.5, 0.25, 0.25])
    final = np.zeros((2, 1, 2, 3))
    for r in (0, 1):
        final[r, 0, r] = home[r] * use
        final[r, 0, 1 - r] = 20 * use
    benchmark = Benchmark(
        regions=("A", "B"), sectors=("goods",), factors=("labour",),
        intermediate=np.zeros((2, 1, 2, 1)), final=final, factor=[[[home[0] + 20]], [[home[1] + 20]]],
        tariff=np.zeros((2, 2, 1)), output_tax=np.zeros((2, 1)), population=[1, 1], depreciation=[0, 0],
        unit="bn", source="made up",
    )  # fmt: skip
    half = [[0.5], [0.5]]
    parameters = Parameters([sigma], [2 * sigma], [1], [0], half, [[1.0], [1.0]], [np.inf])
    return World(benchmark, parameters)


@pytest.mark.parametrize("closure", ["full_employment", "fixed_real_wage"])
@pytest.mark.parametrize("points", [(0.0, 0.0), (0.23, 0.11), (-0.05, 0.6)])
def test_slopes_are_those_of_real_income(closure, points):
    war = TariffWar(world(), closure=closure)
    found, step = war.slopes(*points), 1e-4
    for k in (0, 1):
        ends = []
        for sign in (1, -1):
            moved = list(points)
            moved[k] += sign * step
            ends.append(war.outcome(*moved).real_income[["USA", "CHN"]].to_numpy())
        central = (ends[0] - ends[1]) / (200 * step)
        assert found.real_income[:, k] == pytest.approx(central, rel=1e-4, abs=1e-8)


def test_equilibrium_is_one():
    war, end = TariffWar(world()), equilibrium()
    assert max(abs(slope) for slope in end.slope) < 1e-9
    assert max(end.gain) < 0
    reply = war.best_reply("USA", end.points[1])
    assert reply.points == pytest.approx(end.points[0], abs=1e-8)
    assert reply.payoff >= reply.scanned[1].max()
    # What the last point gains on the terms of trade it loses elsewhere.
    parts = war.slopes(*end.points).parts
    assert parts["terms_of_trade"][0, 0] > 0 > parts["allocation"][0, 0]
    assert sum(part[0, 0] for part in parts.values()) == pytest.approx(0, abs=1e-9)
    assert end.points == pytest.approx((0.0467, 0.0222), abs=0.0005)


def test_two_options_are_a_dilemma_by_nashpy():
    end = equilibrium()
    options = [(0.0, t) for t in end.points]
    table = TariffWar(world()).payoffs(*options)
    assert table.residual < 1e-10
    assert table.pure() == [end.points]
    found = list(nashpy.Game(*table.payoff).support_enumeration())
    assert len(found) == 1
    assert [side.tolist() for side in found[0]] == [[0, 1], [0, 1]]
    assert end.dilemma
    assert not replace(end, payoff=(0.01, -0.2)).dilemma  # one of them is better off
    assert (table.payoff[:, 1, 1] < table.payoff[:, 0, 0]).all()
    assert table.payoff[:, 1, 1] == pytest.approx(end.payoff, abs=1e-9)


def test_with_a_fixed_real_wage_both_cut():
    end = equilibrium("fixed_real_wage")
    assert max(end.points) < 0 < min(end.payoff)
    assert not end.dilemma


@pytest.mark.parametrize("home", [(80.0, 80.0), (30.0, 180.0)])
def test_best_tariff_of_the_textbook(home):
    """Gros (1987): 1 / ((sigma - 1) times the share of its own good in the other's spending)."""
    sigma = 4.0
    war = TariffWar(two_countries(home, sigma), ("A", "B"), closure="fixed_trade_balance")
    for k, (player, other) in enumerate((("A", "B"), ("B", "A"))):
        reply = war.best_reply(player, 0.0)
        trade = war.outcome(*((reply.points, 0.0) if k == 0 else (0.0, reply.points))).trade
        sold = trade.set_index("exporter")["after"]
        state = war.outcome(*((reply.points, 0.0) if k == 0 else (0.0, reply.points))).equilibrium.state
        made = war.world.system.produced[1 - k, 0] * np.exp(state.price + state.output)[1 - k, 0]
        at_home = made - sold[other]
        share = at_home / (at_home + sold[player])
        assert reply.regime == "interior"
        assert reply.points == pytest.approx(1 / ((sigma - 1) * share), rel=1e-7)


def test_equal_countries_stay_equal_and_lose():
    war = TariffWar(two_countries(), ("A", "B"), closure="fixed_trade_balance")
    end = war.equilibrium()
    assert end.points[0] == pytest.approx(end.points[1], abs=1e-9)
    assert end.payoff[0] == pytest.approx(end.payoff[1], abs=1e-9)
    assert end.dilemma
    # Full rivalry is a game of one's gain and the other's loss.
    table = replace(war, rivalry=1.0).payoffs([0.0, 0.3], [0.1, 0.2, 0.4])
    assert table.payoff[0] == pytest.approx(-table.payoff[1], abs=1e-12)
    assert table.real_income.shape == (2, 2, 3)


def test_a_fierce_rival_goes_to_the_limit():
    war = TariffWar(two_countries(), ("A", "B"), closure="fixed_trade_balance", rivalry=50.0)
    reply = war.best_reply("A", 0.0)
    assert (reply.regime, reply.points) == ("upper", 1.5)
    assert reply.slope > 0
    with pytest.raises(ArithmeticError, match=r"no equilibrium inside \(-0.4, 1.5\); A would go to 1.5"):
        war.equilibrium()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"players": ("USA", "USA")}, r"TariffWar.players must be two regions; got \('USA', 'USA'\)"),
        ({"players": ("USA", "MARS")}, r"TariffWar.players must be 'USA' or 'CHN' or 'ROW'; got 'MARS'"),
        ({"rivalry": -0.1}, r"TariffWar.rivalry must not be negative; got -0.1"),
    ],
)
def test_refuses(change, words):
    with pytest.raises(ValueError, match=words):
        TariffWar(world(), **change)


def test_refuses_a_player_that_looks_on():
    with pytest.raises(ValueError, match=r"best_reply.player must be 'USA' or 'CHN'; got 'ROW'"):
        TariffWar(world()).best_reply("ROW", 0.0)
