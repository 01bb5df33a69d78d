"""The rules at one depth: the closed forms of the cuts, and the order in which the countries want them."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from test_at_home import games

from tradegames import TariffGame
from tradegames.preferences import at_ends, common_depth, compare, cuts
from tradegames.quadratic import quadratic
from tradegames.reciprocity import RULES

ORDER = ("values", "equal", "cumulative", "marginal", "balanced")


@given(games(), st.sampled_from(sorted(RULES)), st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_cuts_lie_on_the_road(game, rule, share):
    road = RULES[rule](game)
    expected = road.cuts(share * road.limit)
    assert cuts(game, rule, sum(expected)) == pytest.approx(expected, rel=1e-8, abs=1e-10)


def test_closed_form_of_the_balanced_rules():
    """From their conditions: each country's cut in the other's terms, balanced on the imports named."""
    gap1, gap2, depth, more, width = sp.symbols("gap1 gap2 depth more width", positive=True)
    cut1, cut2 = (depth + more) / 2, (depth - more) / 2
    f1, f2 = 2 * gap2 / width, 2 * gap1 / width  # exports at the equilibrium
    now1, now2 = f1 + 2 * cut2 / width, f2 + 2 * cut1 / width
    claimed = {m: depth * (gap2 - gap1) / (gap1 + gap2 + m * depth) for m in (0, 1, 2)}
    conditions = {0: cut1 * f2 - cut2 * f1, 2: cut1 * now2 - cut2 * now1}
    for m, condition in conditions.items():
        (found,) = sp.solve(sp.expand(condition), more)
        assert sp.simplify(found - claimed[m]) == 0
    held = (now1**2 - now2**2) - (f1**2 - f2**2)  # what marginal balance keeps constant
    assert sp.simplify(held.subs(more, claimed[1])) == 0


def test_at_one_depth_a_smaller_own_cut_is_better():
    """Along a line of equal sum of cuts either country's welfare falls in its own cut."""
    own, foreign, cut1, cut2, gap2 = sp.symbols("K L x1 x2 g2", positive=True)
    gain1 = -own * cut1**2 / 2 + foreign * (gap2 * cut2 + cut2**2 / 2)
    slope = sp.expand(sp.diff(gain1, cut1) - sp.diff(gain1, cut2))
    assert all(coefficient < 0 for coefficient in sp.Poly(slope, own, foreign, cut1, cut2, gap2).coeffs())


def leader(game):
    return 1 if game.c1 < game.c2 else 2


@given(games(), st.floats(0.01, 1))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_rules(game, share):
    assume(abs(game.c1 - game.c2) > 1e-3)
    assume(game.surplus == "exact" or game.gamma < 0.75)
    first = leader(game)
    for comparison in (compare(game, share), at_ends(game)):
        gains = [comparison.gains[rule][first - 1] for rule in ORDER]
        assert (np.diff(gains) < 0).all()
        gains = [comparison.gains[rule][2 - first] for rule in ORDER]
        assert (np.diff(gains) > 0).all()
    assert compare(game, share).order(first) == ORDER
    assert compare(game, share).order(3 - first) == ORDER[::-1]


def test_values_fall_behind_equal_cuts_in_a_sliver():
    """With the published surplus, beyond (sqrt(249) - 5)/14; with the exact one nowhere below 1."""
    edge = (249**0.5 - 5) / 14
    assert edge == pytest.approx(0.770, abs=5e-4)
    for gamma, best in ((edge - 1e-3, "values"), (edge + 1e-3, "equal")):
        game = TariffGame(alpha=10, gamma=gamma, c1=1, c2=1.1, surplus="published")
        assert compare(game).order(1)[0] == best
        assert compare(game).order(1)[2:] == ORDER[2:]
    assert compare(TariffGame(alpha=10, gamma=0.99, c1=1, c2=1.1)).order(1) == ORDER


@given(games(), st.sampled_from(["product", "norm", "trade"]), st.floats(0.1, 0.9), st.floats(0.2, 3))
@settings(max_examples=80, deadline=None)
def test_no_other_measure_of_depth_changes_the_order(game, measure, share, weight):
    """Any measure that rises in both cuts."""
    assume(abs(game.c1 - game.c2) > 1e-2 and (game.surplus == "exact" or game.gamma < 0.75))
    form = quadratic(game)
    before = form.welfare(*form.peak)
    far = common_depth(game)

    def depth(cut1, cut2):
        if measure == "product":
            return (1 + cut1) * (1 + weight * cut2)
        if measure == "norm":
            return (cut1**2 + weight * cut2**2) ** 0.5
        outcome = game.outcome(form.peak[0] - cut1, form.peak[1] - cut2)  # trade at the producers' prices
        f1, f2 = outcome.exports
        return (game.c1 + f1) * f1 + (game.c2 + f2) * f2

    level = depth(*cuts(game, "equal", share * far / 2))
    first, gains = leader(game), []
    for rule in ORDER:
        total = brentq(lambda s, rule=rule: depth(*cuts(game, rule, s)) - level, 0, 4 * far, xtol=1e-13)
        cut1, cut2 = cuts(game, rule, total)
        after = form.welfare(form.peak[0] - cut1, form.peak[1] - cut2)
        gains.append([after[k] - before[k] for k in (first - 1, 2 - first)])
    assert (np.diff([g[0] for g in gains]) < 1e-10).all()
    assert (np.diff([g[1] for g in gains]) > -1e-10).all()


def test_equal_countries_are_indifferent():
    comparison = compare(TariffGame(alpha=10, gamma=0.4, c1=3, c2=3), 0.7)
    gains = [gain for pair in comparison.gains.values() for gain in pair]
    assert gains == pytest.approx([gains[0]] * 10, rel=1e-12)
    assert comparison.premium(1, "equal", over="balanced") == pytest.approx(0, abs=1e-12)


def test_maps():
    ratio = np.linspace(0.8, 0.99, 4)[None, :]
    gamma = np.linspace(0, 0.5, 3)[:, None]
    many = compare(TariffGame(alpha=10, gamma=gamma, c1=0, c2=10 - 10 * ratio))
    assert many.order(1).shape == (5, 3, 4)
    assert (many.order(1) == np.array(ORDER)[:, None, None]).all()
    one = compare(TariffGame(alpha=10, gamma=0.5, c1=0, c2=10 - 10 * 0.8))
    assert many.premium(2, "balanced", "equal")[2, 0] == pytest.approx(one.premium(2, "balanced", "equal"))
    assert one.depth["equal"] == pytest.approx(common_depth(one.game))


@given(games())
@settings(max_examples=50, deadline=None)
def test_common_depth_is_where_the_first_rule_ends(game):
    left = {rule: np.subtract(quadratic(game).peak, cuts(game, rule, common_depth(game))) for rule in RULES}
    assert min(map(min, left.values())) == pytest.approx(0, abs=1e-9)


def test_errors():
    game = TariffGame(alpha=10, gamma=0, c1=1, c2=4)
    with pytest.raises(ValueError, match=r"preferences\.cuts\.rule must be 'equal' or .*; got 'fair'"):
        cuts(game, "fair", 1.0)
    with pytest.raises(ValueError, match=r"preferences\.cuts\.depth must be at least 0; got -1"):
        cuts(game, "equal", -1)
    with pytest.raises(ValueError, match=r"preferences\.compare\.share must lie in \[0, 1\]; got 1\.2"):
        compare(game, 1.2)
    with pytest.raises(ValueError, match=r"Comparison\.order\.country must be 1 or 2; got 0"):
        compare(game).order(0)
    with pytest.raises(ValueError, match=r"Comparison\.premium\.over must be 'equal' or"):
        compare(game).premium(1, "equal", over="free")
    with pytest.raises(ValueError, match=r"t1\* must be below the prohibitive tariff"):
        compare(TariffGame(alpha=10, gamma=1, c1=1, c2=5))
