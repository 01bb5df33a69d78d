"""The pictures of "What was on the lists of 2018?", number by number, against the tables."""

import explorers
import pytest

from tradegames import tariff_lists
from tradegames.data import lists, s2
from tradegames.picture.spec import reading

DIGITS = {"abs": 2e-3}  # of percents that are drawn
COLUMN = {"codes": "hs6", "trade": "target_musd"}


def read(name, setting):
    run = explorers.run(explorers.picture(name), explorers.data(name), setting)
    return run, {item["name"]: reading(item, run) for item in explorers.data(name)["readouts"]}


@pytest.mark.parametrize("setting", explorers.random_settings(explorers.picture("lists_2018"), 60, seed=3))
def test_lists_2018(setting):
    setting = {**setting, "n": round(setting["n"]), "chapter": round(setting["chapter"])}
    run, said = read("lists_2018", setting)
    table = lists.counts().query("list in ('1', '2')")
    column = COLUMN[setting["measure"]]
    for country in ("USA", "CHN"):
        sizes = table[table["importer"] == country].groupby("hs2")[column].sum().to_dict()
        spread = tariff_lists.concentration(sizes)
        assert said[f"top_{country.lower()}"][1] == pytest.approx(100 * spread.top(setting["n"]), **DIGITS)
        assert said[f"hhi_{country.lower()}"][1] == pytest.approx(spread.herfindahl, abs=1e-5)
        if country != setting["importer"]:
            continue
        # The bars that are shown: the n largest chapters, list 1 and then list 2.
        layers = explorers.data("lists_2018")["panels"][0]["layers"]
        bars = [m for m in layers if m["kind"] == "bar" and run[m["when"]]]
        assert len(bars) == 2 * min(setting["n"], 8)
        first = table[(table["importer"] == country) & (table["list"] == "1")].set_index("hs2")[column]
        for k, (hs2, share) in enumerate(list(spread.shares.items())[: len(bars) // 2]):
            one, two = bars[2 * k : 2 * k + 2]
            assert run[two["value"]] == pytest.approx(100 * share, **DIGITS)
            assert (
                run[one["value"]]
                == run[two["base"]]
                == pytest.approx(100 * first.get(hs2, 0) / sum(sizes.values()), **DIGITS)
            )
        labels = [m["text"] for m in layers if m["kind"] == "label" and run[m["when"]]]
        assert [text[:2] for text in labels] == list(spread.shares)[: len(labels)]
    own = table[table["importer"] == setting["importer"]]
    here = own[own["hs2"] == f"{setting['chapter']:02d}"]
    for part in ("1", "2"):
        assert said[f"list_{part}"][1] == here[here["list"] == part]["hs6"].sum()
    assert said["trade"][1] == pytest.approx(here["target_musd"].sum() / 1000, abs=1e-4)


@pytest.mark.parametrize("threshold", range(5, 100, 5))
@pytest.mark.parametrize("measure", ["codes", "trade"])
def test_dependence_rule(threshold, measure):
    run, said = read("dependence_rule", {"threshold": threshold, "measure": measure})
    table, right, all_ = lists.dependence(), 0.0, 0.0
    column = {"codes": "hs6", "trade": "china_musd"}[measure]
    for part, fits in (
        ("4A", table["share_percent"] < threshold),
        ("4B", table["share_percent"] >= threshold),
    ):
        of = table["list"] == part
        inside = table[of & fits][column].sum()
        assert said[f"right_{part.lower()}"][1] == pytest.approx(
            100 * inside / table[of][column].sum(), abs=0.02
        )
        right, all_ = right + inside, all_ + table[of][column].sum()
    assert said["right"][1] == pytest.approx(100 * right / all_, abs=0.02)
    # The points lie on the lines that are shown.
    layers = explorers.data("dependence_rule")["panels"][1]["layers"]
    shown = [m for m in layers if m["kind"] == "line" and run[m["when"]]][1:]
    dots = [m for m in layers if m["kind"] == "point"]
    for line, dot in zip(shown, dots, strict=True):
        ends = {run[x]: run[y] for x, y in line["points"]}
        assert ends[run[dot["x"]]] == pytest.approx(run[dot["y"]])


@pytest.mark.parametrize("buyer", ["USA", "CHN"])
@pytest.mark.parametrize(("scenario", "name"), [("force", "lists 1 and 2"), ("april", "April list")])
def test_who_gets_it(buyer, scenario, name):
    run, said = read("who_gets_it", {"buyer": buyer, "scenario": scenario})
    table = s2.diversion().query("importer == @buyer and scenario == @name").set_index("partner")["diverted"]
    rows = table.drop("total")
    layers = explorers.data("who_gets_it")["panels"][0]["layers"]
    bars = [run[m["value"]] for m in layers if m["kind"] == "bar" and run[m["when"]]]
    assert sorted(bars) == pytest.approx(sorted(rows / 1000), abs=1e-5)
    labels = [m["text"] for m in layers if m["kind"] == "label" and run[m["when"]]]
    assert {text.removesuffix(" {value}") for text in labels if "{value}" in text} == {
        "all others" if partner == "Other" else partner for partner in rows.index
    }
    assert said["whole"][1] == pytest.approx(table["total"] / 1000, abs=1e-9)
    assert said["three"][1] == pytest.approx(
        100 * rows.drop("Other").nlargest(3).sum() / rows.sum(), abs=1e-9
    )
