"""The 7 x 44 set beside the checkout, as an ICIO table and as a benchmark: for tests and benchmarks."""

import numpy as np
import pandas as pd

from tradegames.cge import from_tables, load_parameters

ECONOMIES = ("BRA", "CHN", "EU", "IND", "JPN", "ROW", "USA")
USES = {"HFCE": 0.58, "GGFC": 0.17, "GFCF": 0.25}  # one split for all: the set has one column of final demand
# The sectors of the package's own table, by number of industry.
NINE = {
    **dict.fromkeys((1, 2, 6), "AGRFOOD"),
    **dict.fromkeys((3, 4, 5, *range(10, 17)), "MINMAT"),
    7: "TEX",
    **dict.fromkeys((8, 9), "WOODPAP"),
    **dict.fromkeys((17, 18), "ELEC"),
    19: "MACH",
    **dict.fromkeys((20, 21), "VEH"),
    22: "ART",
    **dict.fromkeys(range(23, 45), "SVC"),
}


def code(industry: int) -> str:
    return f"I{industry:02d}"


def read(shared):
    """Return trade (E, E, I), inputs over output (E, input, user) and tariffs (E, E, I)."""
    folder = shared / "io" / "econ7115_7x44"
    place = {name: k for k, name in enumerate(ECONOMIES)}
    trade, tariff = np.zeros((7, 7, 44)), np.zeros((7, 7, 44))
    for array, name, column in (
        (trade, "TradeFlow2017.csv", "tradevalue"),
        (tariff, "tariff_prewar2017.csv", "AHS_simple"),
    ):
        rows = pd.read_csv(folder / name)
        array[rows["iso_o"].map(place), rows["iso_d"].map(place), rows["indcode"] - 1] = rows[column]
    rows = pd.read_csv(folder / "IOshare.csv")
    share = np.zeros((7, 44, 44))
    share[rows["iso_o"].map(place), rows["input_ind"] - 1, rows["output_ind"] - 1] = rows["valueshare"]
    rows = pd.read_csv(folder / "vashare.csv")
    added = np.zeros((7, 44))
    added[rows["iso_o"].map(place), rows["indcode"] - 1] = rows["vashare"]
    share *= 1 - added[:, None]  # in the file they are shares of all inputs, here of output
    return trade, share, tariff


def table(shared):
    """Return the set in the ICIO layout, million USD: every user of a good buys it where the country does."""
    trade, share, _ = read(shared)
    output = trade.sum(1)
    origin = trade / trade.sum(0)  # where a country gets a good
    inputs = np.einsum("eui,uij,uj->eiuj", origin, share, output)
    final = trade.transpose(0, 2, 1) - inputs.sum(3)
    split = final[..., None] * np.array(list(USES.values()))
    cells = [f"{e}_{code(i)}" for e in ECONOMIES for i in range(1, 45)]
    columns = [*cells, *(f"{e}_{use}" for e in ECONOMIES for use in USES)]
    values = np.hstack([inputs.reshape(308, 308), split.reshape(308, 21)])
    frame = pd.DataFrame(values, index=cells, columns=columns)
    frame.loc["VA"] = np.append(output.ravel() - inputs.sum((0, 1)).ravel(), np.zeros(21))
    return frame


def tariffs(shared):
    """Return pre-war tariffs on goods, a line for each exporter, importer and industry."""
    _, _, rate = read(shared)
    return pd.DataFrame(
        [
            (e, u, code(i + 1), rate[a, b, i])
            for a, e in enumerate(ECONOMIES)
            for b, u in enumerate(ECONOMIES)
            for i in range(44)
            if a != b
        ],
        columns=["exporter", "importer", "sector", "tariff"],
    )


def build(shared, regions=None, sectors=None, **options):
    """Return a benchmark from the set, and its repair; everything as it is by default, and then mended."""
    regions = regions or {name: name for name in ECONOMIES}
    sectors = sectors or {i: code(i) for i in range(1, 45)}
    options = {"factors": {"labour": 0.6, "capital": None}, "balance": True} | options
    return from_tables(
        table(shared),
        regions,
        {code(i): name for i, name in sectors.items()},
        tariffs=tariffs(shared),
        source="Zi Wang, ECON7115 (HKBU 2026)",
        **options,
    )


def benchmark(shared, *args, **options):
    """Return the benchmark alone."""
    return build(shared, *args, **options)[0]


def parameters(world, sectors=None):
    """Return elasticities for a benchmark that `build` made with this map."""
    sectors = sectors or {i: code(i) for i in range(1, 45)}
    return load_parameters(world, {name: NINE[i] for i, name in sectors.items()})
