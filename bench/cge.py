"""The general-equilibrium world: solving it, beside the tests' exact-hat oracle and beside cgelab."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from typing import Any
from unittest.mock import patch

import numpy as np
from browser import ROOT
from figures import Figure
from python import clock
from smart import peak

GROUP = "General equilibrium"
SIDE = f"{GROUP}, side by side"
SHARED = ROOT.parent / "shared" / "data"
ONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def worlds(repeats: int = 7) -> list[Figure]:
    """All figures of one pass, each part in a fresh process with one thread."""
    result = []
    with patch.dict(os.environ, ONE):
        for part in (own, large, synthetic, tariff_side, free_side):
            with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
                result += fresh.submit(part, repeats).result()
    return result


def timed(action: Callable[[], Any], repeats: int) -> list[float]:
    """Milliseconds of each call after a first one."""
    return [clock(action) for _ in range(repeats + 1)][1:]


def own(repeats: int) -> list[Figure]:
    """The package's own 3 × 9."""
    import tradegames as tg

    world = tg.cge.load()
    ten = {("USA", "CHN"): 0.10}
    scenarios = {f"{k}": {("USA", "CHN"): k / 100, ("CHN", "USA"): k / 150} for k in range(200)}
    return [
        Figure.of(GROUP, "3 × 9, read and check", "ms", timed(tg.cge.load, repeats)),
        Figure.of(GROUP, "3 × 9, solve", "ms", timed(lambda: world.solve(ten), repeats), median=20),
        Figure.of(
            GROUP, "3 × 9, welfare by parts", "ms", timed(lambda: world.solve(ten).welfare_parts, repeats)
        ),
        Figure.of(
            GROUP, "3 × 9, solve at +145 points", "ms",
            timed(lambda: world.solve({("USA", "CHN"): 1.45}), repeats),
        ),
        Figure.of(
            GROUP, "3 × 9, sweep of 200 tariffs", "s",
            [t / 1e3 for t in timed(lambda: tg.cge.sweep(world, scenarios, lambda *_: None), 2)], max=3,
        ),
        Figure.of(GROUP, "3 × 9, memory of the process", "MB", [peak()], max=500),
    ]  # fmt: skip


def large(repeats: int) -> list[Figure]:
    """The 7 × 44 set beside the checkout."""
    if not SHARED.exists():
        return [Figure(GROUP, "7 × 44, solve", "ms", why="needs the data in ../shared/data")]
    import econ7115

    import tradegames as tg

    benchmark = econ7115.benchmark(SHARED)
    world = tg.cge.World(benchmark, parameters_for(benchmark, np.full(len(benchmark.sectors), 3.0)))
    rates = raised(benchmark, "CHN", "USA", 0.10)
    return [
        Figure.of(
            GROUP, "7 × 44, solve", "ms", timed(lambda: world.solve(new_tariffs=rates), repeats), median=500
        ),
        Figure.of(GROUP, "7 × 44, memory of the process", "MB", [peak()], max=500),
    ]  # fmt: skip


def synthetic(repeats: int) -> list[Figure]:
    """S1's size: nine regions, fourteen sectors, four factors, made-up figures."""
    from cge_oracle import made_up

    import tradegames as tg

    benchmark, parameters = made_up(9, 14, 4, seed=1)
    world = tg.cge.World(benchmark, parameters)
    rates = raised(benchmark, "A", "B", 0.10)
    times = timed(lambda: world.solve(new_tariffs=rates), repeats)
    return [
        Figure.of(GROUP, "9 × 14 × 4, made up, solve", "ms", times, median=150),
        Figure.of(GROUP, "9 × 14 × 4, memory of the process", "MB", [peak()], max=500),
    ]


def tariff_side(repeats: int) -> list[Figure]:
    """The 3 × 9 with all that is in it, solved here and by the oracle."""
    from cge_oracle import Oracle, pooled

    import tradegames as tg

    world = tg.cge.load()
    rates = world.rates({("USA", "CHN"): 0.10})
    oracle = Oracle(pooled(world.benchmark), world.parameters)
    found, answer = world.solve(new_tariffs=rates), oracle.solve(rates)
    gap = np.abs(np.exp(found.equilibrium.state.output) - answer.output).max()
    here, there = (
        timed(lambda: world.solve(new_tariffs=rates), repeats),
        timed(lambda: oracle.solve(rates), repeats),
    )
    return side("+10 points on China", {"tradegames": here, "exact hats": there}, {"exact hats": gap})


def free_side(repeats: int) -> list[Figure]:
    """A tenth more labour in one of three countries that trade freely: the question all three can answer."""
    from cge_oracle import Oracle

    import tradegames as tg

    benchmark, parameters = free_world(3, 9)
    world, oracle = tg.cge.World(benchmark, parameters), Oracle(benchmark, parameters)
    more = np.ones((3, 2))
    more[1, 0] = 1.1
    how = {"closure": "fixed_trade_balance"}

    def ours() -> Any:
        return np.exp(world.solve(endowments={("B", "labour"): 0.1}, **how).equilibrium.state.output)

    solves: dict[str, Callable[[], Any]] = {
        "tradegames": ours,
        "exact hats": lambda: oracle.solve(endowments=more, **how).output,
    }
    name = "more labour, free trade"
    missing = []
    if find_spec("cgelab"):
        solves["cgelab"] = cgelab(benchmark, parameters, more)
    else:
        missing = [Figure(SIDE, f"{name}: cgelab", "ms", why="needs `pip install cgelab`")]
    first = {who: solve() for who, solve in solves.items()}
    gap = {who: np.abs(output - first["tradegames"]).max() for who, output in first.items()}
    del gap["tradegames"]
    times = {
        who: [clock(solve)] if who == "cgelab" else timed(solve, repeats) for who, solve in solves.items()
    }
    return [*side(name, times, gap), *missing]


def side(name: str, times: dict[str, list[float]], gap: dict[str, Any]) -> list[Figure]:
    """Times, times as multiples of ours, and how far the outputs lie apart."""
    ours = times["tradegames"]
    return [
        *(Figure.of(SIDE, f"{name}: {who}", "ms", taken) for who, taken in times.items()),
        *(
            Figure.of(
                SIDE, f"{name}: {who} / tradegames", "×", [t / float(np.median(ours)) for t in times[who]]
            )
            for who in gap
        ),
        *(
            Figure.of(
                SIDE,
                f"{name}: outputs differ from {who} by",
                "share",
                [float(g)],
                max=1e-5 if who == "cgelab" else 1e-8,
            )
            for who, g in gap.items()
        ),
    ]


def raised(benchmark: Any, exporter: str, importer: str, points: float) -> Any:
    rates = np.array(benchmark.tariff)
    rates[benchmark.regions.index(exporter), benchmark.regions.index(importer)] += points
    return rates


def parameters_for(benchmark: Any, armington: Any) -> Any:
    """Plain elasticities for a table that comes without."""
    from tradegames.cge import Parameters

    shape, ones = benchmark.output.shape, np.ones(len(benchmark.sectors))
    mobile = np.full(len(benchmark.factors), np.inf)
    return Parameters(armington, 2 * armington, ones, 0 * ones, np.full(shape, 0.5), np.ones(shape), mobile)


def free_world(regions: int, sectors: int, seed: int = 0) -> tuple[Any, Any]:
    """Free trade without imbalances, as cgelab has it: sources by country, one Cobb-Douglas consumer.

    Consumption is the government's here, whose demand is Cobb-Douglas; a ten-thousandth goes to each of the
    other uses, which may not be empty, so the answers differ in the seventh digit.
    """
    from tradegames.cge import Benchmark, Parameters

    random = np.random.default_rng(seed)
    origin = random.uniform(0.5, 1.5, (regions, sectors, regions))
    origin *= np.where(np.eye(regions, dtype=bool), 6, 0.6)[:, None, :]
    origin /= origin.sum(axis=0)
    inputs = random.uniform(0.2, 1, (sectors, regions, sectors))
    each = origin[..., None] * (0.5 * inputs / inputs.sum(axis=0))
    taste = random.uniform(0.2, 1, (sectors, regions))
    taste = origin * taste / taste.sum(axis=0)
    size = regions * sectors
    made = np.linalg.solve(np.eye(size) - each.reshape(size, size), taste.reshape(size, regions))
    earned = 0.5 * made.reshape(regions, sectors, regions).sum(axis=1)  # incomes for a unit spent by each
    values, vectors = np.linalg.eig(earned)
    income = np.abs(np.real(vectors[:, np.argmax(np.real(values))]))
    output = (made @ income).reshape(regions, sectors)
    least = 1e-4
    final = (taste * income)[..., None] * [least, 1 - 2 * least, least]
    skills = random.uniform(0.3, 1, (regions, sectors, 2))
    skills *= (0.5 * output / skills.sum(axis=2))[..., None]
    benchmark = Benchmark(
        tuple("ABCDEFGHI"[:regions]), tuple(f"s{i}" for i in range(sectors)), ("labour", "capital"),
        each * output, final, skills, np.zeros((regions, regions, sectors)), np.zeros((regions, sectors)),
        np.ones(regions), np.zeros(regions), "coins", "made up",
    )  # fmt: skip
    sigma, ones = np.full(sectors, 2.5), np.ones((regions, sectors))
    parameters = Parameters(
        sigma, sigma, np.full(sectors, 0.8), np.zeros(sectors), 0.5 * ones, ones, [np.inf, np.inf]
    )
    return benchmark, parameters


def cgelab(benchmark: Any, parameters: Any, more: Any) -> Callable[[], Any]:
    """The same world as cgelab's social accounting matrix (its regions refuse tariffs; here are none)."""
    import cgelab as lab
    import pandas as pd

    b = benchmark
    hold = [f"{r}:hh" for r in b.regions]

    def names(kind: str, parts: tuple[str, ...]) -> Any:
        return np.array([[f"{r}:{kind}_{part}" for part in parts] for r in b.regions], dtype=object)

    fac, act, com = names("f", b.factors), names("a", b.sectors), names("c", b.sectors)
    rows: list[tuple[str, str, float]] = [(name, name, 0.0) for name in ("gov", "s_i", "row")]
    for r, i in np.ndindex(b.output.shape):
        rows.append((act[r][i], com[r][i], b.output[r, i]))
        rows += [(fac[r][f], act[r][i], b.factor[r, i, f]) for f in range(len(b.factors))]
        rows += [(com[r][i], hold[n], b.final[r, i, n].sum()) for n in range(len(b.regions))]
        rows += [(com[r][i], act[n][j], b.intermediate[r, i, n, j]) for n, j in np.ndindex(b.output.shape)]
    rows += [(hold[r], fac[r][f], paid) for (r, f), paid in np.ndenumerate(b.factor.sum(axis=1))]
    table = lab.SAM.from_long(pd.DataFrame(rows, columns=["row", "col", "value"]), name="world")
    spec = lab.ModelSpec(
        regions=b.regions, activities=[*act.flat], commodities=[*com.flat], households=hold,
        factors=[*fac.flat], numeraire_factor=fac[0][0], government="gov", investment="s_i",
        rest_of_world="row", value_added="ces", sigma_va=float(parameters.value_added[0]),
        sigma_interregional=float(parameters.armington[0]), margins=False,
    )  # fmt: skip
    economy = lab.calibrate(table, spec)
    shock = lab.Scenario(factor_supply=economy.fac_supply * more.ravel())
    return lambda: (lab.solve_period(economy, scenario=shock).X / economy.X0).reshape(b.output.shape)
