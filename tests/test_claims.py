"""The ledger: the verdict of every claim, that no check is vacuous, and the page that shows it."""

import dataclasses
import inspect
import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import yaml
from test_claims_at_home import EXPECTED as AT_HOME
from test_claims_cuts import EXPECTED as CUTS
from test_claims_isowelfare import EXPECTED as GEOMETRY
from test_claims_lists import EXPECTED as LISTS
from test_claims_s0 import EXPECTED as TARIFFS
from test_claims_s2 import EXPECTED as SMART
from test_claims_s3 import EXPECTED as PASS_THROUGH
from test_claims_time_cost import EXPECTED as TIME_COST
from test_claims_s4 import EXPECTED as EXPECTED_S4

import tradegames as tg
from tradegames.claims import entries, s0, tools
from tradegames.page.ledger import MARKS, ledger_html

ROOT = Path(__file__).parents[1]
STATIC = Path(tg.__file__).parent / "page" / "static"
IF, NOT = "holds if", "not testable here"

PARTS = TARIFFS, GEOMETRY, CUTS, AT_HOME, TIME_COST, SMART, LISTS, PASS_THROUGH
FOUND = {id: verdict for part in PARTS for id, verdict in part.items()}
ALL = {claim.id: FOUND.get(claim.id) for claim in tg.claims.claims()}  # in the order of the ledger


def test_every_claim_has_one_expected_verdict():
    assert len(FOUND) == sum(map(len, PARTS))
    assert set(ALL) == set(FOUND)
EXPECTED_S0 = {
    "S0-abstract-weak": "holds",
    "S0-abstract-strong": "fails",
    "S0-1-own-tariff": "holds",
    "S0-1-retaliation": IF,
    "S0-1-size": NOT,
    "S0-1-both-lose": "fails",
    "S0-1-mutual-gain": "holds",
    "S0-1-symmetric": NOT,
    "S0-2-eq1": "holds",
    "S0-2-alpha-gamma": "holds",
    "S0-2-beta": "holds",
    "S0-2-normalisation": "holds",
    "S0-3-foc-firms": "holds",
    "S0-3-fn-foc-firms": "holds",
    "S0-3-eq2": "holds",
    "S0-3-eq3": "holds",
    "S0-3-eq4": "holds",
    "S0-3-eq5": "holds",
    "S0-3-own-tariff-only": "holds",
    "S0-3-profit": "holds",
    "S0-3-cs": "fails",
    "S0-3-tr": "holds",
    "S0-3-foc-government": IF,
    "S0-3-fn-concave": IF,
    "S0-3-eq6": IF,
    "S0-3-eq6-spe": IF,
    "S0-3-fn-positive": IF,
    "S0-3-eq7": IF,
    "S0-3-fn-g": "holds",
    "S0-3-sign-below": "holds",
    "S0-3-sign-above": IF,
    "S0-3-intuition-weak": IF,
    "S0-3-intuition-strong": IF,
    "S0-3-intuition-cause": "fails",
    "S0-3-prop1": "fails",
    "S0-7-cause": "holds",
    "S0-7-weak": "fails",
    "S0-7-strong": "holds",
}
EXPECTED = EXPECTED_S0 | EXPECTED_S4  # each document's mutations stand beside its verdicts


@pytest.fixture(scope="module")
def results():
    return tg.claims.results()


def test_table(results, monkeypatch):
    monkeypatch.setattr(entries, "results", lambda: results)
    table = tg.claims.ledger()
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
        assert claim.place.startswith(("abstract", "section ")), claim.id
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


# --- no check is vacuous ----------------------------------------------------------------------

ERROR = "error"
own_tariff, market, outcome, derive = (
    TariffGame._own_tariff,
    TariffGame.market,
    TariffGame.outcome,
    tools.derived.__wrapped__,
)


def published_is_exact(self, d, f):
    return (d * d + f * f) / 2 + self.gamma * d * f


def exact_is_published(self, d, f):
    return (d * d + f * f) / 2


def tariffs_of_eq_6(self, *arguments):
    return own_tariff(dataclasses.replace(self, surplus="published"), *arguments)


@cache
def printed_surplus_follows():
    return dataclasses.replace(derive(), surplus=(tools.D1**2 + tools.F2**2) / 2)


@cache
def linked_markets():
    """The cost of a firm rises with all that it makes."""
    game = derive()
    return dataclasses.replace(
        game,
        profit=game.profit - (tools.D1 + tools.F1) ** 2 / 2,
        sales={q: e + tools.T1 + tools.T2 for q, e in game.sales.items()},
    )


def wrong_sign(self, home_cost, import_cost, prohibitive):
    tariff = own_tariff(self, home_cost, import_cost, prohibitive)
    return tariff if self.surplus == "exact" else tariff + self.gamma * (home_cost - import_cost) / 5


def by_own_cost(self, home_cost, import_cost, prohibitive):
    return own_tariff(self, import_cost, home_cost, prohibitive)


def other_sales(self, home_cost, import_cost):
    d, f = market(self, home_cost, import_cost)
    return d + self.gamma * (home_cost - import_cost) / 7, f - self.gamma * (home_cost - import_cost) / 9


def complements(q1, q2, beta=1 - tools.GAMMA):
    return tools.ALPHA * (q1 + q2) - beta * (q1**2 + q2**2) / 2 - tools.GAMMA * (q1 - q2) ** 2 / 2


def cubic(q1, q2, beta=1 - tools.GAMMA):
    return complements(q1, q2, beta) - q1**3


@dataclasses.dataclass
class WithSize:
    c1: float
    c2: float
    size1: float
    size2: float


def of_s0(name, value):
    """Change a name in every module of S0 that holds it."""
    modules = [module for module in vars(s0).values() if inspect.ismodule(module) and name in vars(module)]
    assert modules, f"no module of S0 holds {name}"
    return [(module, name, value) for module in modules]


# What is changed, and what the verdicts that depend on it become.
MUTATIONS = {
    "the printed surplus is the exact one": (
        [(TariffGame, "consumer_surplus", published_is_exact)],
        {
            "S0-3-cs": "holds",
            "S0-3-foc-government": "fails",
            "S0-3-fn-concave": "fails",
            "S0-3-eq6": "fails",
            "S0-3-eq6-spe": "fails",
            "S0-3-eq7": "fails",
            "S0-3-sign-above": "fails",
            "S0-3-fn-positive": ERROR,
        },
    ),
    "the printed surplus follows from the utility": (
        [
            (TariffGame, "consumer_surplus", exact_is_published),
            (TariffGame, "_own_tariff", tariffs_of_eq_6),
            (tools, "derived", printed_surplus_follows),
            *of_s0("derived", printed_surplus_follows),
        ],
        {
            "S0-abstract-weak": "holds",
            "S0-abstract-strong": "holds",
            "S0-3-cs": "holds",
            "S0-3-foc-government": "holds",
            "S0-3-fn-concave": "holds",
            "S0-3-eq6": "holds",
            "S0-3-eq7": "holds",
            "S0-3-sign-above": "holds",
            "S0-3-intuition-strong": "holds",
            "S0-3-prop1": "holds",
            "S0-7-cause": IF,
            "S0-7-strong": "fails",
        },
    ),
    "eq. 6 has a wrong sign": (
        [(TariffGame, "_own_tariff", wrong_sign)],
        {"S0-3-eq6": "fails", "S0-3-eq6-spe": "fails", "S0-3-fn-positive": ERROR},
    ),
    "tariffs follow the own cost": (
        [(TariffGame, "_own_tariff", by_own_cost)],
        {"S0-abstract-weak": "fails", "S0-7-weak": "holds", "S0-7-strong": "fails"},
    ),
    "the goods are complements": (
        [(tools, "utility", complements), *of_s0("utility", complements)],
        dict.fromkeys(
            [
                *("S0-2-eq1", "S0-2-alpha-gamma", "S0-2-beta", "S0-3-foc-firms", "S0-3-profit", "S0-3-tr"),
                *("S0-3-eq2", "S0-3-eq3", "S0-3-eq4", "S0-3-eq5"),
            ],
            "fails",
        ),
    ),
    "demand has a bend": (of_s0("utility", cubic), {"S0-2-normalisation": "fails"}),
    "markets are linked by costs": (
        of_s0("derived", linked_markets),
        {"S0-3-fn-foc-firms": "fails", "S0-3-own-tariff-only": "fails", "S0-3-foc-firms": "fails"},
    ),
    "sales are others": (
        [(TariffGame, "market", other_sales)],
        {"S0-1-own-tariff": "fails", "S0-1-retaliation": ERROR, "S0-1-mutual-gain": "fails"},
    ),
    "tariffs do nothing": (
        [(TariffGame, "outcome", lambda self, t1, t2: outcome(self, 0 * t1, 0 * t2))],
        {"S0-1-symmetric": "holds", "S0-1-retaliation": "fails", "S0-1-own-tariff": "fails"},
    ),
    "best replies are others": (
        [(TariffGame, "best_reply", lambda self, c, r: (self.alpha - self.gamma * r - 2 * c) / 2)],
        {
            **{"S0-3-eq2": "fails", "S0-3-eq3": "fails"},
            **{"S0-1-both-lose": "holds", "S0-3-intuition-cause": "holds"},
        },
    ),
    "g is another": (
        of_s0("g", lambda x: (x + 2) * (x**2 + 3 * x - 1)),
        {"S0-3-eq7": "fails", "S0-3-fn-g": "fails", "S0-3-sign-above": "fails"},
    ),
    "the leading country has the higher tariff": (
        of_s0("tariff_gap", lambda surplus="exact": sp.Rational(1, 3)),
        {"S0-abstract-weak": "fails", "S0-3-sign-below": "fails", "S0-3-sign-above": "holds"},
    ),
    "g is zero early": (of_s0("g", lambda x: 10 * x - 1), {"S0-3-intuition-weak": "holds"}),
    "countries have sizes": (of_s0("TariffGame", WithSize), {"S0-1-size": ERROR}),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_verdicts_follow_the_formulas(monkeypatch, name):
    changes, expected = MUTATIONS[name]
    for owner, attribute, value in changes:
        monkeypatch.setattr(owner, attribute, value)
    tools.forget()
    found = {}
    for claim in tg.claims.claims():
        if claim.id in expected:
            try:
                found[claim.id] = entries.decide(claim).verdict.name
            except tg.claims.ClaimError as error:
                assert claim.id in str(error)
                found[claim.id] = ERROR
    monkeypatch.undo()
    tools.forget()
    assert found == expected


def test_every_check_is_seen_to_change():
    changed = {id for _, found in MUTATIONS.values() for id in found if found[id] != EXPECTED[id]}
    assert set(EXPECTED_S0) - changed == set()


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
        assert path.startswith("tradegames/claims/s")
        assert path.startswith(f"tradegames/claims/{claim.document.lower()}/")
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
    shown = page.locator(".tg-claim:visible")
    return [shown.nth(k).get_attribute("id") for k in range(shown.count())]


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
