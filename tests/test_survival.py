"""The table of what survives: its verdicts, and the theorems and counterexamples behind its cells."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tradegames import TariffGame
from tradegames.extensions import bertrand, forms, linked, repeated, survival
from tradegames.quadratic import Quadratic

KINDS = ("S0", "prices", "linked", "weights", "sizes")
YES, NO, SOME = "holds", "fails", "in some"
EXPECTED = {
    "dominant": (YES, YES, SOME, YES, YES),
    "third": (YES, SOME, NO, SOME, YES),
    "order": (YES, YES, YES, SOME, YES),
    "mutual": (YES, YES, SOME, YES, YES),
    "dilemma": (YES, YES, YES, YES, SOME),
    "equal": (YES, YES, YES, YES, SOME),
    "balanced": (YES, YES, SOME, YES, SOME),
    "inefficient": (YES, YES, SOME, YES, YES),
}
GAMMA, A1, A2, N, ALPHA = sp.symbols("gamma A1 A2 n alpha", positive=True)
FAST = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize("result", EXPECTED)
def test_verdicts(result):
    cells = [survival.cell(result, kind) for kind in KINDS]
    assert tuple(cell.verdict for cell in cells) == EXPECTED[result]
    for cell in cells:
        assert (cell.verdict == YES) == (cell.held == cell.tried) == (cell.counterexample == "")
        assert (cell.verdict == NO) == (cell.held == 0)
        assert cell.tried >= 10


def test_the_sample_is_what_it_says():
    assert tuple(survival.KINDS) == KINDS
    assert tuple(survival.RESULTS) == tuple(EXPECTED)
    table = survival.table()
    assert table.shape == (len(EXPECTED), len(KINDS))
    assert table.loc["best tariff: a third of α − cⱼ", "linked"] == "fails"
    for kind, column in table.items():
        held = [survival.cell(result, kind) for result in EXPECTED]
        words = [f"{c.held}/{c.tried}" if c.verdict == SOME else c.verdict for c in held]
        assert column.tolist() == words
    # both firms sell everywhere in every game, up to S0's border r > 3 gamma / 4 and no further
    plain = survival.games("S0")
    every = [(g, r) for g in survival.GAMMAS for r in survival.RATIOS]
    inside = [(g, r) for g, r in every if 4 * r > 3 * g + 1e-9 and 2 * r > g]
    assert list(zip(plain.gamma, plain.ratio, strict=True)) == inside


def test_a_result_that_is_wrong_is_seen(monkeypatch):
    monkeypatch.setitem(survival.RESULTS, "order", ("", lambda g: g.tariffs[0] > g.tariffs[1], None))
    assert survival.cell("order", "prices").verdict == NO
    assert survival.cell("order", "prices").counterexample == "γ = 0, r = 1"


def test_the_cells_on_cuts_turn_where_the_theorem_says():
    sample = survival.games("sizes")
    game = TariffGame(alpha=10.0, gamma=sample.gamma, c1=1.0, c2=10 - 9 * sample.ratio)
    form = forms.plain(game)
    ratio = (form.barrier[1] - form.peak[1]) / (form.barrier[0] - form.peak[0])
    clear = np.abs(sample.extra / ratio**2 - 1) > 1e-6
    balanced = survival.RESULTS["balanced"][1](sample)
    assert np.array_equal(balanced[clear], (sample.extra < ratio**2)[clear])
    equal = survival.RESULTS["equal"][1](sample)
    assert not np.any(equal[sample.extra > ratio * 1.001])


# --- theorems ------------------------------------------------------------------------------------


@FAST
@given(*(st.floats(0.1, 3) for _ in range(6)), st.floats(0, 1))
def test_cuts_in_every_game_of_two_squares(own, foreign, peak1, peak2, gap1, gap2, x):
    """Equal cuts favour the country that exports more, balanced cuts the other."""
    form = Quadratic(
        (own, own), (foreign, foreign), (peak1, peak2), (peak1 + gap1, peak2 + gap2), (-9.0, -9.0), (0, 0)
    )

    def gains(speeds):
        end = min(peak1 / speeds[0], peak2 / speeds[1]) * x
        after = form.welfare(peak1 - speeds[0] * end, peak2 - speeds[1] * end)
        return [b - a for a, b in zip(form.welfare(peak1, peak2), after, strict=True)]

    assume(abs(gap1 - gap2) > 1e-6 and x > 0.01)
    equal, balanced = gains((1, 1)), gains((gap2, gap1))  # exports of firm 1 go with gap2
    assert (equal[0] > equal[1]) == (gap2 > gap1)
    assert (balanced[0] > balanced[1]) == (gap2 < gap1)


@FAST
@given(st.floats(0, 1), st.floats(0.4, 0.999), st.floats(0.1, 10))
def test_sizes_at_which_the_rules_turn(gamma, ratio, n):
    """At the start equal cuts favour the exporter, n2 g2 > n1 g1; balanced cuts turn at the squares."""
    assume(ratio > 0.76 * gamma)
    form = forms.sized(TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * ratio), (n, 1.0))
    g1, g2 = (barrier - peak for barrier, peak in zip(form.barrier, form.peak, strict=True))
    assume(abs(n * g1 / g2 - 1) > 1e-3 and abs(n * g1**2 / g2**2 - 1) > 1e-3)
    step = 1e-4
    exports = g2, n * g1

    def lead(speeds):
        after = form.welfare(form.peak[0] - speeds[0], form.peak[1] - speeds[1])
        first, second = (b - a for a, b in zip(form.welfare(*form.peak), after, strict=True))
        return first - second

    assert (lead((step, step)) > 0) == (n < g2 / g1)
    far = 0.5 * min(form.peak[0] / exports[0], form.peak[1] / exports[1])
    assert (lead((far * exports[0], far * exports[1])) < 0) == (n < (g2 / g1) ** 2)


def test_linked_markets_a_tariff_abroad_can_help():
    """Country 2 gains from a higher tariff of country 1, at a strong link and one good."""
    game = TariffGame(alpha=10, gamma=1, c1=1, c2=5.5)
    model = linked.Linked(game=game, k=5.0)
    best = model.equilibrium()
    higher = model.outcome(best.t1 * 1.01, best.t2)
    before = best.outcome
    assert min(*higher.exports, *higher.home_sales) > 0
    assert higher.welfare[1] > before.welfare[1]
    assert higher.exports[0] < before.exports[0]  # firm 1 is drawn home, and firm 2 has less to fear there
    assert higher.profit[1] > before.profit[1]
    assert higher.tariff_revenue[1] < before.tariff_revenue[1]
    # without the link it cannot
    assert linked.Linked(game=TariffGame(alpha=10, gamma=1, c1=1, c2=2), k=0).marginal(2, 1.0, 1.0)[0] < 0


def test_linked_tariffs_fall_with_the_link():
    ks = np.linspace(0, 20, 81)
    for gamma in (0, 0.3, 0.6, 0.9):
        best = linked.Linked(game=TariffGame(alpha=10, gamma=gamma, c1=1, c2=2), k=ks).equilibrium()
        assert np.all(np.diff(best.t1) < 0)
        assert np.all(np.diff(best.t2) < 0)
    k = sp.symbols("k", positive=True)
    game = TariffGame(alpha=ALPHA, gamma=sp.Integer(0), c1=ALPHA - A1, c2=ALPHA - A2, corners=False)
    tariff = linked.Linked(game=game, k=k).best_reply(1, 0)
    assert sp.simplify(tariff - 2 * A2 * (3 * k + 2) / ((k + 2) * (7 * k + 6))) == 0


def test_price_competition_passes_more_of_the_tariff_on():
    game = TariffGame(alpha=ALPHA, gamma=GAMMA, c1=ALPHA - A1, c2=ALPHA - A2, corners=False)
    t = sp.symbols("t", real=True)
    through = sp.diff(bertrand.prices(game, ALPHA - A1, ALPHA - A2 + t)[1], t)
    d, f = game.market(ALPHA - A1, ALPHA - A2 + t)
    quantities = sp.diff(ALPHA - f - GAMMA * d, t)
    assert sp.simplify(through - 2 / (4 - GAMMA**2)) == 0
    assert sp.simplify(through - quantities - GAMMA**2 / (4 - GAMMA**2)) == 0


def test_price_competition_and_the_dilemma():
    """Where both want free trade: a higher ratio is needed than with quantities, and between equals none."""
    for gamma in np.linspace(0, 0.95, 39):
        equals = TariffGame(alpha=10, gamma=gamma, c1=1, c2=1)
        assert repeated.promise(bertrand.quadratic(equals)).ratio[0] < 1
        border = gamma * (3 - 2 * gamma**2) / (2 - gamma**2) ** 2  # firm 2 exports above it
        r = np.linspace(border + 1e-3, 1, 400)
        game = TariffGame(alpha=10, gamma=gamma, c1=1, c2=10 - 9 * r)
        prices, quantities = (
            repeated.promise(form).ratio[1] for form in (bertrand.quadratic(game), forms.plain(game))
        )
        assert not np.any((prices < 1) & (quantities >= 1))
        if gamma > 0.3:
            assert np.any((prices >= 1) & (quantities < 1))
