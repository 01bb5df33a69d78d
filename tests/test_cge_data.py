"""The data of the general-equilibrium world: balanced books, errors that name the cell, open repair."""

from dataclasses import replace

import econ7115
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradegames import data, tariff_lists
from tradegames.cge import (
    FINAL,
    Benchmark,
    Parameters,
    from_tables,
    load_benchmark,
    load_growth,
    load_parameters,
    scenarios,
    staged_301,
    steps_2025,
)
from tradegames.cge.fit import ras
from tradegames.data import cge as tables
from tradegames.data import reading

OWN = load_benchmark()
FACTORS = {"labour": 0.6, "capital": None}
CHINA, ELEC = OWN.regions.index("CHN"), OWN.sectors.index("ELEC")


def cost(world):
    inputs = np.einsum("eiuj,eui->uj", world.intermediate, 1 + world.tariff)
    return inputs + world.factor.sum(2) + world.output_tax * world.output


def put(array, cell, value):
    changed = np.array(array)
    changed[cell] = value
    return changed


def layout(shares=(0.6, 0.15, 0.25)):
    """The package's own table as a user would have it."""
    flows = tables.flows().drop(columns="source")
    cells = list(flows.index[:-1])
    frame = flows.loc[cells, cells].copy()
    for region in tables.REGIONS:
        for use, share in zip(("HFCE", "GGFC", "GFCF"), shares, strict=True):
            frame[f"{region}_{use}"] = share * flows.loc[cells, f"FD_{region}"]
    return frame


def build(frame, sectors=None, **options):
    names = {region: region for region in tables.REGIONS}
    sectors = sectors or {sector: sector for sector in tables.SECTORS}
    options = {"regions": names, "factors": FACTORS, "source": "test"} | options
    return from_tables(frame, sectors=sectors, **options)


# --- the benchmark --------------------------------------------------------------------------------


def test_own_world_balances_and_keeps_the_table():
    flows = tables.flows().drop(columns="source").to_numpy()
    assert np.abs(cost(OWN) - OWN.output).max() < 1e-9
    np.testing.assert_allclose(OWN.intermediate.reshape(27, 27), flows[:-1, :27], rtol=1e-15)
    np.testing.assert_allclose(OWN.final.sum(3).reshape(27, 3), flows[:-1, 27:], rtol=1e-12)
    duties = np.einsum("eiuj,eui->uj", OWN.intermediate, OWN.tariff)
    moved = OWN.factor.sum(2) + duties - flows[-1, :27].reshape(3, 9)
    assert np.abs(moved).max() <= 0.005 + 1e-9  # rounding of the table, and no more


def test_own_world_has_the_published_shares():
    share = tables.shares().set_index(["item", "region", "sector"])["share"]
    paid = np.einsum("eiuf,eui->uf", OWN.final, 1 + OWN.tariff)
    labour = OWN.factor[..., 0].sum(1) / OWN.factor.sum((1, 2))
    worn = OWN.depreciation * OWN.factor[..., 1].sum(1) / OWN.factor.sum((1, 2))
    for r, region in enumerate(OWN.regions):
        for f, use in enumerate(FINAL):
            assert paid[r, f] / paid[r].sum() == pytest.approx(share[use, region, ""], abs=1e-9)
        assert labour[r] == pytest.approx(share["labour", region, ""], abs=1e-9)
        # the share is of income without duties on inputs
        assert worn[r] == pytest.approx(share["fixed_capital", region, ""], rel=1e-9)
    pattern = np.array([share["labour", "all", sector] for sector in OWN.sectors])
    odds = OWN.factor[..., 0] / OWN.factor[..., 1] / (pattern / (1 - pattern))
    np.testing.assert_allclose(odds, np.broadcast_to(odds[:, :1], odds.shape), rtol=1e-9)
    origins = OWN.final / OWN.final.sum(3, keepdims=True)
    np.testing.assert_allclose(origins, np.broadcast_to(origins[:1], origins.shape), rtol=1e-9)


def test_own_elasticities_spend_one_more_for_one_more():
    p = load_parameters()
    bill = np.einsum("eiu,eui->ui", OWN.final[..., 0], 1 + OWN.tariff)
    s = bill / bill.sum(1, keepdims=True)
    give = 1 - p.substitution
    inner = (s * p.income).sum(1, keepdims=True)
    np.testing.assert_allclose(inner, 1, rtol=1e-12)
    answer = p.income * (1 - give) + (s * p.income * give).sum(1, keepdims=True)
    answer += give - (s * give).sum(1, keepdims=True)
    np.testing.assert_allclose((s * answer).sum(1), 1, rtol=1e-12)  # Engel
    np.testing.assert_allclose(answer[:, 0], [0.846, 0.567, 0.66], rtol=1e-12)  # food as the table has it
    # and the formula is that of the CDE: move spending a little and solve for utility and demand
    for r in range(3):
        b, e, tiny = p.substitution[r], p.income[r], 1e-6
        weight = s[r] / b / (s[r] / b).sum()
        move = tiny * (weight * b).sum() / (weight * b * e).sum()
        up = b * e * move - b * tiny  # change of the log of each term of the sum
        log = up - (s[r] * up).sum()  # spending shares follow b times the terms
        np.testing.assert_allclose(1 + log / tiny, answer[r], rtol=1e-5)


def test_elasticities_for_another_benchmark(shared):
    same = load_parameters(OWN, regions={"USA": "USA"})
    np.testing.assert_array_equal(same.income, load_parameters().income)
    world = econ7115.benchmark(shared)
    p = econ7115.parameters(world)
    assert p.income.shape == (7, 44)
    for industry, sector in econ7115.NINE.items():
        like = OWN.sectors.index(sector)
        assert p.armington[industry - 1] == same.armington[like]
        assert p.value_added[industry - 1] == same.value_added[like]
    with pytest.raises(ValueError, match=r"load_parameters.sectors must say which of .* 'I01' is like"):
        load_parameters(world)
    with pytest.raises(ValueError, match=r"load_parameters.regions must name USA, CHN, ROW; got 'EU'"):
        load_parameters(OWN, regions={"ROW": "EU"})
    land = replace(OWN, factors=("labour", "land", "water", "resources"))
    assert load_parameters(land).mobility.tolist() == [np.inf, 1.0, np.inf, 0.0]


SMALL = Benchmark(
    regions=("A", "B"),
    sectors=("farm", "mill"),
    factors=("labour", "capital"),
    intermediate=np.full((2, 2, 2, 2), 5.0),
    final=np.full((2, 2, 2, 3), 10.0),
    factor=np.full((2, 2, 2), 29.5),
    tariff=np.array([[[0, 0], [0.1, 0.1]], [[0.1, 0.1], [0, 0]]]),
    output_tax=np.zeros((2, 2)),
    population=[1, 2],
    depreciation=[0, 0.1],
    unit="bn",
    source="made up",
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"regions": ("A", "A")}, "regions must be 2 or more different names; got .'A', 'A'."),
        ({"regions": ("A",)}, "regions must be 2 or more different names"),
        ({"sectors": "farm"}, "sectors must be 1 or more different names; got 'farm'"),
        ({"factor": np.ones((2, 2))}, r"factor must have shape \(2, 2, 2\); got \(2, 2\)"),
        ({"intermediate": put(SMALL.intermediate, (0, 1, 1, 0), -1)},
         r"intermediate must be finite and not negative; got -1.0 at \(A, mill, B, farm\)"),
        ({"final": put(SMALL.final, (1, 0, 0, 1), np.nan)},
         r"final must be finite and not negative; got nan at \(B, farm, A, government\)"),
        ({"tariff": put(SMALL.tariff, (0, 1, 1), np.inf)},
         r"tariff must be finite and above -1; got inf at \(A, B, mill\)"),
        ({"tariff": put(SMALL.tariff, (1, 1, 0), 0.1)},
         r"tariff must be zero inside a region; got 0.1 at \(B, farm\)"),
        ({"output_tax": put(SMALL.output_tax, (0, 0), 1)},
         r"output_tax must be finite and below 1; got 1.0 at \(A, farm\)"),
        ({"population": [1, 0]}, r"population must be finite and positive; got 0.0 at \(B\)"),
        ({"depreciation": [0, 1]}, r"depreciation must lie in \[0, 1\); got 1.0 at \(B\)"),
        ({"factor": put(SMALL.factor, (1, 1), 0)},
         r"factor must be paid in every sector; got 0.0 at \(B, mill\)"),
        ({"final": put(SMALL.final, (slice(None), slice(None), 0, 2), 0)},
         r"final must be positive in every use; got 0.0 at \(A, investment\)"),
        ({"intermediate": put(SMALL.intermediate, (0, 0), 0), "final": put(SMALL.final, (0, 0), 0)},
         r"output must be positive; got 0.0 at \(A, farm\)"),
        ({"final": put(SMALL.final, (0, 1, 1, 0), 10.001)},
         r"output less cost must be zero: .*; got 0.00(0999|1000).* at \(A, mill\)"),
        ({"unit": " "}, "unit must be words; got ' '"),
    ],
)  # fmt: skip
def test_benchmark_refuses(change, words):
    with pytest.raises(ValueError, match=f"^Benchmark.{words}"):
        replace(SMALL, **change)


def test_benchmark_is_a_copy_that_stays():
    mine = np.array(SMALL.final)
    kept = replace(SMALL, final=mine)
    mine[:] = 0
    assert kept.final.min() == 10
    with pytest.raises(ValueError, match="read-only"):
        kept.final[0] = 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"armington": [2.0, -1.0]}, "armington must not be negative; got -1.0"),
        ({"sources": [2.0]}, r"sources must fit armington \(2,\); got shape \(1,\)"),
        (
            {"substitution": [[0.5, 1.0], [0.5, 0.5]]},
            "substitution must be below 1, not zero, and of one sign",
        ),
        (
            {"substitution": [[0.5, -0.5], [0.5, 0.5]]},
            "substitution must be below 1, not zero, and of one sign",
        ),
        ({"income": [[0.0, 1.0], [1.0, 1.0]]}, "income must be positive; got 0.0"),
        ({"income": [[1.0, 1.0]]}, "income must fit armington"),
        ({"mobility": [np.nan]}, "mobility must not be negative or missing"),
    ],
)
def test_parameters_refuse(change, words):
    good = Parameters([2, 3], [4, 6], [1, 1], [0, 0], np.full((2, 2), 0.5), np.ones((2, 2)), [np.inf])
    with pytest.raises(ValueError, match=f"^Parameters.{words}"):
        replace(good, **change)


# --- scaling --------------------------------------------------------------------------------------

AMOUNTS = st.lists(st.floats(0.1, 10), min_size=12, max_size=12)


@given(AMOUNTS, AMOUNTS)
@settings(max_examples=30, deadline=None)
def test_scaling_meets_the_sums_and_keeps_all_odds(prior, target):
    prior, target = np.reshape(prior, (3, 4)), np.reshape(target, (3, 4))
    fit = ras(prior, target.sum(1), target.sum(0))
    np.testing.assert_allclose(fit.table.sum(1), target.sum(axis=1), rtol=1e-10)
    np.testing.assert_allclose(fit.table.sum(0), target.sum(0), rtol=1e-10)
    ratio = fit.table / prior  # rows times columns: every 2 x 2 block keeps its odds
    np.testing.assert_allclose(ratio * ratio[0, 0], ratio[:, :1] * ratio[:1], rtol=1e-8)
    assert fit.moved == pytest.approx(np.abs(fit.table - prior).sum())


def test_scaling_refuses():
    ones = np.ones((2, 2))
    with pytest.raises(ValueError, match="prior must be finite and not negative; got -1"):
        ras([[1, -1], [1, 1]], np.ones(2), np.ones(2))
    with pytest.raises(ValueError, match="rows and columns must add up to the same; got 3 and 2"):
        ras(ones, np.array([1.0, 2.0]), np.ones(2))
    with pytest.raises(ArithmeticError, match="the zeros of the prior must allow the sums; row 0"):
        ras([[0, 0], [1, 1]], np.ones(2), np.ones(2))


# --- tables in the ICIO layout --------------------------------------------------------------------


@pytest.mark.parametrize("as_file", [False, True])
def test_round_trip(as_file, tmp_path):
    table = layout()
    if as_file:
        table.to_csv(tmp_path / "icio.csv")
        table = tmp_path / "icio.csv"
    world, repair = build(table, tariffs=tables.tariffs(), population=dict(USA=325, CHN=1421, ROW=5802))
    assert (repair.moved, repair.negative) == (0, ())
    np.testing.assert_allclose(world.intermediate, OWN.intermediate, rtol=1e-15)
    np.testing.assert_allclose(world.final.sum(3), OWN.final.sum(3), rtol=1e-12)
    np.testing.assert_allclose(world.factor.sum(2), OWN.factor.sum(2), rtol=1e-11)
    np.testing.assert_allclose(world.tariff, OWN.tariff, rtol=1e-12)
    assert world.population.tolist() == [325, 1421, 5802]


@given(st.lists(st.sampled_from("abc"), min_size=9, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_merging_adds_up_in_any_order(groups, random):
    frame = layout()
    rows, columns = list(frame.index), list(frame.columns)
    random.shuffle(rows)
    random.shuffle(columns)
    names = dict(zip(tables.SECTORS, groups, strict=True))
    whole, _ = build(layout(), names, tariffs=tables.tariffs())
    shuffled, _ = build(frame.loc[rows, columns], names, tariffs=tables.tariffs())
    for sector in whole.sectors:
        j, k = whole.sectors.index(sector), shuffled.sectors.index(sector)
        members = [i for i, name in enumerate(tables.SECTORS) if names[OWN.sectors[i]] == sector]
        order = [shuffled.regions.index(region) for region in whole.regions]
        np.testing.assert_allclose(whole.output[:, j], OWN.output[:, members].sum(axis=1), rtol=1e-12)
        np.testing.assert_allclose(shuffled.output[order, k], whole.output[:, j], rtol=1e-12)
        trade = OWN.trade[:, :, members]
        revenue = (trade * OWN.tariff[:, :, members]).sum(2)
        np.testing.assert_allclose(whole.tariff[..., j] * trade.sum(2), revenue, rtol=1e-9, atol=1e-9)
    assert np.abs(cost(whole) - whole.output).max() < 1e-8


def test_merging_regions_leaves_no_border_inside():
    world, _ = build(layout(), regions={"USA": "West", "ROW": "West", "CHN": "CHN"}, tariffs=tables.tariffs())
    assert world.regions == ("West", "CHN")
    assert not world.tariff[0, 0].any()
    sold, rate = OWN.trade[[0, 2], CHINA, ELEC], OWN.tariff[[0, 2], CHINA, ELEC]
    assert world.tariff[0, 1, ELEC] == pytest.approx((sold * rate).sum() / sold.sum())
    named = pd.DataFrame([("CHN", "West", "ELEC", 0.3)], columns=["exporter", "importer", "sector", "tariff"])
    world, _ = build(layout(), regions={"CHN": "CHN"}, rest="West", tariffs=named)
    assert world.tariff[world.regions.index("CHN"), world.regions.index("West"), ELEC] == pytest.approx(0.3)


def test_taxes_factors_and_rows_of_totals():
    frame, duty = layout(), np.einsum("eiuj,eui->uj", OWN.intermediate, OWN.tariff).ravel()
    output = frame.sum(axis=1)
    frame.loc["TLS"] = [*(0.05 * output), *([7.0] * 9)]
    frame.loc["VA"] = [*(output - frame.iloc[:27, :27].sum() - 0.05 * output), *([0.0] * 9)]
    frame.loc["OUT"] = [*output, *([0.0] * 9)]
    frame["OUT"] = [*output, 0, 0, 0]
    factors = {"labour": 0.6, "capital": None, "land": {"AGRFOOD": 0.1, ("CHN", "AGRFOOD"): 0.2}}
    world, repair = build(
        frame, factors=factors, tariffs=tables.tariffs(), depreciation=dict(USA=0.1, CHN=0.2, ROW=0.3)
    )
    assert repair.untaxed == pytest.approx(63)
    # duties on inputs are part of taxes on products
    np.testing.assert_allclose(world.output_tax.ravel() * output, 0.05 * output - duty, rtol=1e-9)
    np.testing.assert_allclose(world.factor.sum(2).ravel(), frame.loc["VA"].iloc[:27], rtol=1e-9)
    share = world.factor / world.factor.sum(2, keepdims=True)
    np.testing.assert_allclose(share[:, 0], [[0.6, 0.3, 0.1], [0.6, 0.2, 0.2], [0.6, 0.3, 0.1]], rtol=1e-9)
    np.testing.assert_allclose(share[:, 1:], np.broadcast_to([0.6, 0.4, 0], (3, 8, 3)), rtol=1e-9)


def test_repair_says_what_moved():
    frame = layout()
    frame.loc["CHN_TEX", "ROW_GFCF"] = -40.0
    with pytest.raises(
        ValueError, match="flows must not be negative; got -40 from CHN TEX to ROW investment, 1 cells"
    ):
        build(frame)
    world, repair = build(frame, balance=True)
    assert repair.negative == (("CHN TEX to ROW investment", -40.0),)
    assert repair.largest == ("CHN TEX to ROW investment", -40.0, 0.0)
    np.testing.assert_allclose(world.output.ravel(), frame.sum(axis=1), rtol=1e-9)
    np.testing.assert_allclose(world.final.sum((0, 1)).ravel(), frame.iloc[:, 27:].sum(), rtol=1e-9)
    now = np.hstack([world.intermediate.reshape(27, 27), world.final.reshape(27, 9)])
    assert repair.moved == pytest.approx(np.abs(now - frame.to_numpy()).sum())
    assert "1 cells below zero emptied (-40); " in str(repair)


def test_books_that_do_not_balance():
    frame = layout()
    added = frame.sum(axis=1) - frame.iloc[:, :27].sum()
    frame.loc["VA"] = [*added, *([0.0] * 9)]
    frame.loc["VA", "USA_MACH"] += 5.0
    with pytest.raises(ValueError, match=r"sales must equal cost and output; USA MACH sells .* is off by -5"):
        build(frame)
    world, repair = build(frame, balance=True)
    mach = world.sectors.index("MACH")
    assert world.factor[0, mach].sum() == pytest.approx(frame.loc["VA", "USA_MACH"])
    assert (repair.rounding < 1e-6, repair.moved > 5) == (True, True)
    frame.loc["VA", "USA_MACH"] -= 5.0 - 1e-3
    world, repair = build(frame)  # a rounding error: value added takes it
    assert (repair.moved, repair.rounding) == (0, pytest.approx(1e-3, rel=1e-6))


def refuse(words, frame=None, error=ValueError, **options):
    with pytest.raises(error, match=words):
        build(layout() if frame is None else frame, **options)


def test_from_tables_refuses():
    names = {sector: sector for sector in tables.SECTORS}
    refuse(
        "regions must name codes of the table; not there: MEX",
        regions={**dict(USA="USA", CHN="CHN", ROW="ROW"), "MEX": "ROW"},
    )
    refuse("regions must cover every code of the table; missing: ROW", regions=dict(USA="USA", CHN="CHN"))
    refuse(
        "sectors must cover every code of the table; missing: SVC",
        sectors={k: k for k in names if k != "SVC"},
    )
    refuse("sectors must name codes of the table; not there: GAS", sectors={**names, "GAS": "SVC"})
    refuse("must have the same sectors in rows and columns; only once: USA_TEX", layout().drop("USA_TEX"))
    refuse("must have each label once; got 'USA_TEX' again", pd.concat([layout(), layout().loc[["USA_TEX"]]]))
    broken = layout().astype(object)
    broken.loc["CHN_ELEC", "USA_MACH"] = "n/a"
    refuse("must hold numbers; got 'n/a' in row CHN_ELEC, column USA_MACH", broken)
    refuse(
        "factors must share out value added; got 0.9 of it in USA AGRFOOD",
        factors={"labour": 0.6, "capital": 0.3},
    )
    refuse("factors must share out value added; got 1.1 of it in USA TEX",
           factors={"labour": 0.6, "capital": None, "land": {"TEX": 0.5}})  # fmt: skip
    refuse(
        "factors must name sectors, or regions and sectors; land has 'CORN'",
        factors={**FACTORS, "land": {"CORN": 0.1}},
    )
    refuse(
        "factors must leave the rest to one factor at most; got 2", factors={"labour": None, "capital": None}
    )
    refuse("population must name each of USA, CHN, ROW once", population={"USA": 1})
    rates = pd.DataFrame([("CHN", "USA", "TEX", 0.1)], columns=["exporter", "importer", "sector", "tariff"])
    refuse("tariffs must have columns .*; missing: tariff", tariffs=rates.drop(columns="tariff"))
    refuse("line 1: exporter must be a code or name; got 'MEX'", tariffs=rates.assign(exporter="MEX"))
    refuse("line 1: tariff must be above -1; got -1", tariffs=rates.assign(tariff=-1.0))
    refuse("line 2: a flow must have one rate; CHN to USA, TEX has one", tariffs=pd.concat([rates, rates]))


def test_a_world_of_nine_by_fourteen_by_four():
    rng = np.random.default_rng(14)
    regions, sectors = [f"R{k}" for k in range(9)], sorted(set(tariff_lists.FOURTEEN_SECTORS.values()))
    cells = [f"{r}_{s}" for r in regions for s in sectors]
    uses = [f"{r}_{use}" for r in regions for use in ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT", "DPABR")]
    home = np.kron(np.eye(9), np.full((14, 1), 20.0)) + 1
    frame = pd.DataFrame(
        np.hstack(
            [np.kron(np.eye(9), np.full((14, 14), 2.0)) + rng.random((126, 126)) / 20, np.repeat(home, 6, 1)]
        ),
        index=cells,
        columns=[*cells, *uses],
    )
    frame.loc["R1_FOOD", "R1_INVNT"] = -3.0  # stocks fall; with fixed investment the cell stays above zero
    same = {name: name for name in regions}, {name: name for name in sectors}
    factors = {"labour": 0.5, "capital": None, "land": {"FOOD": 0.1}, "resources": {"EXTRACTION": 0.2}}
    world, repair = from_tables(frame, *same, factors, source="made up")
    assert world.factor.shape == (9, 14, 4)
    assert repair.moved == 0
    assert world.final[1, sectors.index("FOOD"), 1].tolist() == pytest.approx([63, 21, 18])


# --- the 7 x 44 set beside the checkout -----------------------------------------------------------


def test_seven_by_44_adds_up_to_the_own_table(shared):
    regions = {"USA": "USA", "CHN": "CHN"}
    world, repair = econ7115.build(shared, regions, econ7115.NINE, rest="ROW", balance=False)
    assert repair.moved == 0  # what is below zero in 44 industries is not in nine
    order = [world.sectors.index(sector) for sector in OWN.sectors]
    mine = world.intermediate[:, order][..., order] / 1e3
    assert np.abs(mine - OWN.intermediate).max() < 0.00051
    assert np.abs(world.final[:, order].sum(3) / 1e3 - OWN.final.sum(3)).max() < 0.00051
    assert np.abs(world.tariff[..., order] - OWN.tariff).max() < 6e-6


def test_seven_by_44_is_mended_in_the_open(shared):
    table = econ7115.table(shared)
    final = table.iloc[:308, 308:].to_numpy().reshape(7, 44, 7, 3).sum((0, 3))
    assert (final < 0).sum() == 20  # uses more than there is: 144 of 74,900 bn
    assert final[final < 0].sum() == pytest.approx(-143_849, abs=1)
    assert final.sum() == pytest.approx(74.9e6, rel=0.001)
    with pytest.raises(
        ValueError, match=r"flows must not be negative; got -26070.* from CHN I15 to CHN private, 420"
    ):
        econ7115.build(shared, balance=False)
    world, repair = econ7115.build(shared)
    assert len(repair.negative) == 20 * 7 * 3  # by country of origin and use
    assert sum(value for _, value in repair.negative) == pytest.approx(-143_849, abs=1)
    assert repair.moved < 0.005 * world.output.sum()
    np.testing.assert_allclose(world.output.ravel(), table.iloc[:308].sum(axis=1), rtol=1e-9)
    assert np.abs(cost(world) - world.output).max() < 1e-9 * world.output.sum()


def test_own_files_are_the_shared_facts(shared):
    theirs = pd.read_csv(shared / "facts" / "icio2017_3x9_usd_bn.csv", index_col=0).drop(columns="source")
    ours = tables.flows().drop(columns="source")
    pd.testing.assert_frame_equal(ours, theirs, check_names=False, check_exact=True)
    theirs = pd.read_csv(shared / "facts" / "icio2017_3x9_tariffs.csv")
    ours = tables.tariffs().rename(columns={"tariff": "prewar_tariff", "war_points": "tradewar_added"})
    columns = ["exporter", "importer", "sector", "prewar_tariff", "tradewar_added"]
    pd.testing.assert_frame_equal(ours[columns], theirs[columns])


def test_stages_are_bown_s_waves(shared):
    waves = pd.read_csv(
        shared / "tariffs" / "us_tariff_waves_on_china_hs6_bown2021.csv", dtype={"hs06": str}
    ).fillna(0)  # 26 codes have nothing before September 2019
    codes = pd.read_csv(shared / "tariffs" / "hs6_gtap_crosswalk_yale.csv", dtype=str)
    imports = pd.read_csv(shared / "trade" / "us_imports_hs6_partner_2024.csv.gz", dtype={"hs6": str})
    imports = imports[imports["partner"] == "CHINA"].set_index("hs6")["imports_usd"]
    sector = {
        hs6.zfill(6): tariff_lists.NINE_SECTORS[gtap.lower()]
        for hs6, gtap in zip(codes["hs6_code"], codes["gtap_code"], strict=True)
        if isinstance(gtap, str) and gtap.lower() in tariff_lists.NINE_SECTORS
    }
    listed = waves[waves["hs06"].map(sector).isin(tables.stages()["sector"])].set_index("hs06")
    assert (len(waves), int((~waves["hs06"].isin(sector)).sum())) == (5309, 154)
    points = listed[[f"TT301_{wave}" for wave in "abcdef"]].cumsum(axis=1) / 100
    flows = imports.reindex(points.index).fillna(0)
    found = tables.stages().set_index(["action_id", "sector"])
    for column, step in zip(points, staged_301(), strict=True):
        rates = points[column].to_dict()
        simple = tariff_lists.aggregate(rates, dict.fromkeys(rates, 1.0), sector)
        weighted = tariff_lists.aggregate(rates, flows.to_dict(), sector)
        for name, products in simple.weight.items():
            row = found.loc[(step.name, name)]
            assert row["products"] == products
            assert row["simple"] == pytest.approx(simple.rate[name], abs=6e-6)
            assert row["weighted"] == pytest.approx(weighted.rate[name], abs=6e-6)


# --- scenarios, maps, growth ----------------------------------------------------------------------


def test_scenarios_are_about_goods_and_name_their_base():
    found = scenarios()
    assert list(found) == ["pre_war", "war", "war_in_force", "ten_points", "no_mfn"]
    goods = set(tables.SECTORS) - {"SVC"}
    for scenario in (*found.values(), *staged_301(), *steps_2025()):
        assert scenario.source
        assert scenario.base in ("", *found)
        for (importer, exporter, sector), points in scenario.tariffs.items():
            assert importer != exporter
            assert sector in goods
            assert 0 <= points <= 1.45
    assert {key[:2] for key in found["war"].tariffs} == {("USA", "CHN"), ("CHN", "USA")}
    assert found["war"].tariffs["CHN", "USA", "MACH"] == 0.09804
    assert found["ten_points"].tariffs == {("USA", "CHN", sector): 0.1 for sector in goods}
    sold = OWN.trade[CHINA, OWN.regions.index("USA")]
    for name, points in (("war", 0.238), ("war_in_force", 0.180)):  # S1 says about 18 % for the four lists
        added = [found[name].tariffs.get(("USA", "CHN", sector), 0) for sector in OWN.sectors]
        share = sold[:-1].sum()
        assert sold @ added / share == pytest.approx(points, abs=0.0005)
    # the war as its author has it is more than what came into force, in every sector
    for sector in goods:
        assert (
            found["war"].tariffs["USA", "CHN", sector] > found["war_in_force"].tariffs["USA", "CHN", sector]
        )


def test_steps_hold_the_rates_of_the_actions():
    rate = data.tariff_actions().set_index("action_id")["rate_percent"] / 100
    steps = {step.name: step.tariffs for step in steps_2025()}
    for name, importer, exporter in (
        ("fentanyl", "USA", "CHN"),
        ("reciprocal_84", "USA", "CHN"),
        ("china_125", "CHN", "USA"),
        ("busan_us", "USA", "CHN"),
    ):
        assert steps[name][importer, exporter, "ART"] == rate[name]
    assert steps["geneva_us+geneva_china"]["CHN", "USA", "ART"] == rate["geneva_china"]
    assert ("USA", "ROW", "ART") not in steps["fentanyl_doubled"]
    assert steps["ieepa_ended+surcharge"]["USA", "ROW", "ART"] == rate["surcharge"]
    assert {key[:2] for key in steps["surcharge_ended"]} == {("CHN", "USA")}  # China's ten points stay
    levels = [step.tariffs["USA", "CHN", "ELEC"] for step in staged_301("weighted")]
    assert levels[:5] == sorted(levels[:5])
    assert levels[5] < levels[4]
    with pytest.raises(ValueError, match=r"staged_301.weights must be 'simple' or 'weighted'; got 'none'"):
        staged_301("none")


def test_maps_cover_gtap():
    assert len(tariff_lists.NINE_SECTORS) == 65
    assert set(tariff_lists.NINE_SECTORS) == set(tariff_lists.FOURTEEN_SECTORS)
    assert set(tariff_lists.NINE_SECTORS.values()) == set(tables.SECTORS)
    assert len(set(tariff_lists.FOURTEEN_SECTORS.values())) == 14


def test_growth():
    step = load_growth(2014, 2017), load_growth(2017, 2019), load_growth(2014, 2019)
    for variable in step[2]:
        for region in OWN.regions:
            assert step[0][variable][region] * step[1][variable][region] == pytest.approx(
                step[2][variable][region]
            )
    assert step[0]["gdp"]["CHN"] == pytest.approx(22_849_138 / 18_680_110)
    with pytest.raises(ValueError, match=r"load_growth.end must be one of 2014, 2017, 2019, 2023; got 2030"):
        load_growth(2014, 2030)


@pytest.mark.parametrize(
    ("name", "old", "new", "reader", "words"),
    [
        ("cge_flows.csv", "416.798", "-416.798", tables.flows, "line 2: USA_AGRFOOD must lie between"),
        ("cge_flows.csv", "\nCHN_TEX,", "\nCHN_XXX,", tables.flows, "line 13: seller must be one of"),
        ("cge_shares.csv", "private,USA,,0.656", "private,USA,,0.7", tables.shares,
         "three uses must add up to 1; got 1.044 for USA"),
        ("cge_elasticities.csv", "armington,all,TEX", "armington,all,TEXT", tables.elasticities,
         "line 4: sector must be one of"),
        ("cge_growth.csv", "CHN,gdp,2017", "CHN,gdp,2014", tables.growth,
         "region . variable . year must be unique"),
        ("cge_tariffs.csv", "CHN,USA,TEX,0.07661", "CHN,USA,TEX,7.661", tables.tariffs,
         "tariff must lie between 0 and 1; got '7.661'"),
        ("cge_stages.csv", "list_4a,TEX", "list_4a,ELEC", tables.stages, "action_id . sector must be unique"),
    ],
)  # fmt: skip
def test_damaged_tables_are_refused(tmp_path, monkeypatch, name, old, new, reader, words):
    text = (reading.FOLDER / name).read_text("utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr(reading, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=words):
        reader()


def test_what_is_not_verified_says_so():
    for table in (tables.shares(), tables.elasticities(), tables.growth()):
        assert table["source"].str.len().min() > 5
        assert (table["note"].str.contains("unverified") | (table["source"] == "assumption")).any()
    whole = tables.shares().query("sector == '' and item != 'fixed_capital'")
    assert not whole["note"].str.contains("unverified").any()
    demand = tables.elasticities().query("item in ('income', 'substitution')")
    assert not demand["note"].str.contains("unverified").any()


def test_income_elasticities_add_up_before_they_are_scaled():
    """They were computed at these spending shares: wrong entries in either would show (Engel)."""
    bill = np.einsum("eiu,eui->ui", OWN.final[..., FINAL.index("private")], 1 + OWN.tariff)
    table = tables.elasticities().query("item == 'income'").pivot(index="region", columns="sector")["value"]
    wanted = table.loc[list(OWN.regions), list(OWN.sectors)].to_numpy()
    assert (bill * wanted).sum(1) / bill.sum(1) == pytest.approx(1, abs=0.01)


def test_elasticity_between_factors_of_services_is_the_mean_of_its_parts(shared):
    flows = pd.read_csv(shared / "io/econ7115_7x44/TradeFlow2017.csv")
    added = pd.read_csv(shared / "io/econ7115_7x44/vashare.csv")
    output = flows.groupby(["iso_o", "indcode"], as_index=False)["tradevalue"].sum()
    both = output.merge(added, on=["iso_o", "indcode"]).query("indcode >= 23")
    weight = both["tradevalue"] * both["vashare"]
    part = both["indcode"].map({25: 1.4} | dict.fromkeys(range(26, 33), 1.68)).fillna(1.26)  # GTAP
    found = tables.elasticities().query("item == 'value_added' and sector == 'SVC'")["value"].iloc[0]
    assert found == pytest.approx((weight * part).sum() / weight.sum(), abs=0.005)
