"""The ledger: the verdict of every claim, that no check is vacuous, and the page that shows it."""

import dataclasses
import inspect
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import yaml
from test_claims_across import EXPECTED as ACROSS
from test_claims_at_home import EXPECTED as AT_HOME
from test_claims_cuts import EXPECTED as CUTS
from test_claims_isowelfare import EXPECTED as GEOMETRY
from test_claims_lists import EXPECTED as LISTS
from test_claims_s0 import EXPECTED as TARIFFS
from test_claims_s1 import EXPECTED as TEN_POINTS
from test_claims_s2 import EXPECTED as SMART
from test_claims_s3 import EXPECTED as PASS_THROUGH
from test_claims_s4 import EXPECTED as RACE
from test_claims_time_cost import EXPECTED as TIME_COST

import tradegames as tg
from tradegames.claims import entries, s0, tools
from tradegames.page.ledger import MARKS, ledger_html

ROOT = Path(__file__).parents[1]
STATIC = Path(tg.__file__).parent / "page" / "static"
IF, NOT = "holds if", "not testable here"

PARTS = TARIFFS, GEOMETRY, CUTS, AT_HOME, TIME_COST, TEN_POINTS, SMART, LISTS, PASS_THROUGH, RACE, ACROSS
FOUND = {id: verdict for part in PARTS for id, verdict in part.items()}
ALL = {claim.id: FOUND.get(claim.id) for claim in tg.claims.claims()}  # in the order of the ledger


def test_every_claim_has_one_expected_verdict():
    assert len(FOUND) == sum(map(len, PARTS))
    assert set(ALL) == set(FOUND)


@pytest.fixture(scope="module")
def results(decided):
    return tuple(decided(id) for id in ALL)


def test_table(results):
    table = tg.claims.ledger(results)
    assert list(table.columns[:7]) == ["id", "document", "place", "kind", "claim", "verdict", "evidence"]
    assert dict(zip(table.id, table.verdict, strict=True)) == ALL
    assert not table.isna().any().any()
    assert (table.loc[table.verdict == "fails", ["counterexample", "correction"]] != "").all().all()
    assert (table.loc[table.verdict == IF, "assumption"] != "").all()


# --- the claims -------------------------------------------------------------------------------


def test_claims_are_complete():
    claims = tg.claims.claims()
    assert len({claim.id for claim in claims}) == len(claims)
    assert {claim.kind for claim in claims} <= set(tg.claims.KINDS)
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    chapters = {
        chapter["file"].removeprefix("book/") for part in toc["parts"] for chapter in part["chapters"]
    }
    for claim in claims:
        assert claim.chapter in chapters, claim.id
        assert claim.place.startswith(("abstract", "introduction", "section ")), claim.id
        assert claim.says.endswith("."), claim.id
        assert claim.check.__doc__, claim.id


def test_an_id_is_taken_once():
    enter = tg.claims.claim("S0-3-eq4", place="p", kind="number", says="s", chapter="c")
    with pytest.raises(ValueError, match="must be unique; 'S0-3-eq4' is taken"):
        enter(lambda: None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "S9-1"}, "must start with one of S0, S1, S2, S3, S4"),
        ({"id": "S0 1"}, "must start with one of"),
        ({"kind": "theorem"}, "kind must be one of derivation, .*; got 'theorem'"),
        ({"place": ""}, "place must say something"),
        ({"says": " "}, "says must say something"),
    ],
)
def test_claims_refuse(change, words):
    whole = {"id": "S0-9", "document": "S0", "place": "p", "kind": "number", "says": "s", "chapter": "c"}
    tg.claims.Claim(**whole, check=lambda: None)
    with pytest.raises(ValueError, match=words):
        tg.claims.Claim(**(whole | change), check=lambda: None)


WHOLE = {
    tg.claims.Holds: ("e",),
    tg.claims.HoldsIf: ("e", "a"),
    tg.claims.Fails: ("e", "x", "c"),
    tg.claims.NotTestable: ("e", "r"),
    tg.claims.NeedsData: ("e", "d"),
}


@pytest.mark.parametrize("kind", WHOLE, ids=lambda kind: kind.__name__)
def test_verdicts_refuse_to_be_incomplete(kind):
    parts = WHOLE[kind]
    assert kind(*parts).name in tg.claims.VERDICTS
    for k, name in enumerate(field.name for field in dataclasses.fields(kind)):
        for nothing in ("", "  ", None):
            with pytest.raises(ValueError, match=f"{kind.__name__}.{name} must say something"):
                kind(*(*parts[:k], nothing, *parts[k + 1 :]))
    with pytest.raises(TypeError):
        kind(*parts[:-1])


def test_a_verdict_needs_a_meaning():
    with pytest.raises(TypeError, match="use Holds, HoldsIf"):
        tg.claims.Verdict("e")


@pytest.mark.parametrize("broken", [lambda: 1 / 0, lambda: True, lambda: "holds"])
def test_an_error_is_no_verdict(monkeypatch, broken):
    claim = dataclasses.replace(tg.claims.claims()[3], check=broken)
    monkeypatch.setitem(entries._CLAIMS, claim.id, claim)
    with pytest.raises(tg.claims.ClaimError, match=r"check of S0-1-retaliation \(section 1, of Johnson"):
        tg.claims.ledger()


def test_verdicts_are_kept_until_they_are_forgotten(monkeypatch):
    asked = []

    def check():
        asked.append(1)
        return tg.claims.Holds("e")

    first, second = (dataclasses.replace(claim, check=check) for claim in tg.claims.claims()[:2])
    monkeypatch.setattr(entries, "_CLAIMS", {first.id: first})
    expected = tg.claims.Result(first, tg.claims.Holds("e"))
    assert tg.claims.results() == tg.claims.results() == (expected,)
    assert len(asked) == 1
    monkeypatch.setitem(entries._CLAIMS, second.id, second)
    assert [result.claim.id for result in tg.claims.results()] == [first.id, second.id]
    assert len(asked) == 3
    tools.forget()
    assert len(tg.claims.results()) == 2
    assert len(asked) == 5


# --- the page ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def html(results):
    return ledger_html(results, {"own_tariff": "A <title>"})


@pytest.fixture(scope="module")
def address(html, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledger")
    for file in ("page.js", "explorer.css"):
        shutil.copy(STATIC / file, folder)
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ledger</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="explorer.css"><script async src="page.js"></script></head>'
        f'<body style="margin: 0 auto; max-width: 800px; padding: 8px">{html}</body></html>',
        "utf-8",
    )
    return (folder / "index.html").as_uri()


ROW = re.compile(
    r'<details class="tg-claim" id="([\w-]+)"(.*?)</details></details>',
    re.DOTALL,
)


def test_page_shows_every_part(html, results):
    rows = dict(ROW.findall(html))
    assert list(rows) == list(ALL)
    for result in results:
        row = unescape(rows[result.claim.id])
        parts = [getattr(result.verdict, field.name) for field in dataclasses.fields(result.verdict)]
        for words in (
            result.claim.says,
            result.claim.place,
            f"{MARKS[result.verdict.name]} {ALL[result.claim.id]}",
            *parts,
        ):
            assert words in row
        assert f'href="{result.claim.chapter}.html"' in row
    assert "A &lt;title&gt;" in html
    assert set(MARKS) == set(tg.claims.VERDICTS)


def test_page_shows_the_source(html):
    for claim in tg.claims.claims():
        row = html.partition(f'id="{claim.id}"')[2].partition("</details></details>")[0]
        blocks = [
            unescape(block) for block in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", row, re.DOTALL)
        ]
        lines, start = inspect.getsourcelines(claim.check)
        assert blocks[0] == "".join(lines)
        path = f"{claim.check.__module__.replace('.', '/')}.py"
        assert re.match(r"tradegames/claims/(s\d|across)", path)
        assert f"{path}</code>, lines {start}–{start + len(lines) - 1}" in row
        places = re.findall(r'<pre[^>]* aria-label="([^"]*), lines (\d+)–(\d+)">', row)
        assert len(places) == len(blocks)
        for block, (path, first, last) in zip(blocks, places, strict=True):
            file = (ROOT / path).read_text("utf-8").splitlines(keepends=True)
            assert "".join(file[int(first) - 1 : int(last)]) == block
            assert re.search(rf"{path}</code>, lines [^;<]*\b{first}–{last}\b", row)


def test_page_shows_helpers_that_decide(html):
    row = unescape(html.partition('id="S0-3-sign-above"')[2].partition("</details></details>")[0])
    for helper in (s0.order.signs, s0.shared.g, s0.shared.threshold, s0.shared.border):
        assert inspect.getsource(helper) in row
    assert inspect.getsource(s0.intuition.weigh) not in row
    revenue = unescape(html.partition('id="S0-3-tr"')[2].partition("</details></details>")[0])
    assert inspect.getsource(s0.shared.follows) in revenue
    assert inspect.getsource(s0.outcomes.profit) not in revenue  # named as an attribute, never called
    assert inspect.getsource(tools) in unescape(html)


def state(page):
    return page.locator(".tg-claim:visible").evaluate_all("all => all.map((e) => e.id)")


def choose(page, name, value):
    page.locator(f"select[name={name}]").select_option(value)


def wanted(results, kind="", verdict=""):
    return [
        result.claim.id
        for result in results
        if kind in ("", result.claim.kind) and verdict in ("", result.verdict.name)
    ]


def test_filters(new_page, address, results):
    page = new_page()
    page.goto(address)
    page.wait_for_selector("[data-ledger][data-alive]")
    assert state(page) == list(ALL)
    choose(page, "verdict", "fails")
    fails = wanted(results, verdict="fails")
    assert state(page) == fails
    assert page.locator("[role=status]").inner_text() == f"Showing {len(fails)} of {len(ALL)} claims"
    choose(page, "kind", "proposition")
    both = wanted(results, verdict="fails", kind="proposition")
    assert 0 < len(both) < len(fails)
    assert state(page) == both
    assert page.evaluate("location.hash") == "#ledger.kind=proposition&ledger.verdict=fails"
    copied = page.url
    choose(page, "verdict", "")
    choose(page, "kind", "")
    assert state(page) == list(ALL)
    assert page.evaluate("location.hash") == ""
    other = new_page()
    other.goto(copied)
    other.wait_for_selector("[data-ledger][data-alive]")
    assert state(other) == both
    assert other.locator("select[name=kind]").input_value() == "proposition"
    other.evaluate("location.hash = '#ledger.verdict=nonsense'")
    other.wait_for_function("document.querySelector('select[name=verdict]').value === ''")
    assert other.locator("option[value=fails]").inner_text() == f"fails ({len(fails)})"


def test_a_row_has_an_address(new_page, address):
    page = new_page()
    page.goto(f"{address}#S0-3-prop1")
    page.wait_for_selector("[data-ledger][data-alive]")
    row = page.locator("#S0-3-prop1")
    assert row.evaluate("e => e.open")
    assert page.locator(".tg-claim[open]").count() == 1
    assert row.locator("summary").first.evaluate("e => e.getBoundingClientRect().top < innerHeight")
    choose(page, "verdict", "holds")  # hides it; a link to it brings it back
    assert not row.is_visible()
    page.evaluate("location.hash = '#S0-3-cs'")
    page.wait_for_selector("#S0-3-cs[open]")
    assert page.locator("#S0-3-cs").is_visible()


def test_two_steps_by_keyboard(new_page, address):
    page = new_page()
    page.goto(address)
    page.wait_for_selector("[data-ledger][data-alive]")
    row = page.locator("#S0-3-cs")
    code = row.locator("pre").first
    row.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert row.locator("dl").is_visible()
    assert not code.is_visible()
    row.locator(".tg-source > summary").focus()
    page.keyboard.press("Enter")
    assert code.is_visible()
    assert "def consumer_surplus()" in code.inner_text()


def test_without_scripts(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".tg-claim").count() == len(ALL)
    assert page.locator(".tg-claim >> nth=-1").is_visible()
    assert not page.locator("select").first.is_visible()
    page.locator("#S0-3-cs > summary").click()
    assert page.locator("#S0-3-cs dl").is_visible()
    context.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_phone(new_page, address, dark):
    page = new_page(width=360, height=740, has_touch=True, is_mobile=True)
    page.goto(address)
    page.wait_for_selector("[data-ledger][data-alive]")
    page.evaluate("dark => document.documentElement.dataset.theme = dark ? 'dark' : 'light'", dark)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    contrast = """e => {
        const light = c => c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, k) => sum + v * [.2126, .7152, .0722][k], 0);
        const paper = light(getComputedStyle(document.querySelector(".tg-ledger")).backgroundColor);
        const ink = light(getComputedStyle(e).color);
        return (Math.max(paper, ink) + .05) / (Math.min(paper, ink) + .05);
    }"""
    for part in (
        ".tg-place",
        ".tg-says",
        "dd",
        "a",
        "pre code",
        *(f"[data-verdict='{v}'] .tg-verdict" for v in set(ALL.values())),
    ):
        assert page.locator(f".tg-claim {part}, .tg-claim{part}").first.evaluate(contrast) >= 4.5, part
