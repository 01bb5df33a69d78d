"""The built book: light, whole, readable everywhere, and free of other hosts; and a build that is strict."""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
CHAPTERS = [
    f"{name}.html" for name in [TOC["root"], *(c["file"] for part in TOC["parts"] for c in part["chapters"])]
]
PAGES = [*CHAPTERS, "search.html", "genindex.html"]
SCREENS = {
    "desktop": {},
    "desktop-dark": {"dark": True},
    "phone": {"width": 360, "height": 740, "has_touch": True, "is_mobile": True},
    "phone-dark": {"width": 360, "height": 740, "has_touch": True, "is_mobile": True, "dark": True},
}
ALL_ALIVE = "!document.querySelector('[data-explorer]:not([data-alive])')"
TOO_WIDE = """() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const sticksOut = e => e.getBoundingClientRect().right > innerWidth;
    const wide = [...document.querySelectorAll("main *")].filter(sticksOut);
    return ["the page"].concat(wide.slice(0, 5).map(e => e.outerHTML.slice(0, 150)));
}"""
CUT_OFF = """() => [...document.querySelectorAll(".tg-frame svg text")].filter(e => {
    const [box, word] = [e.closest(".tg"), e].map(x => x.getBoundingClientRect());
    return word.width && (word.left < box.left || word.right > box.right);
}).map(e => e.textContent)"""
UNDRAWN = """() => [...document.querySelectorAll(".fa-solid, .fas, .fab, .far")]
    .filter(e => !getComputedStyle(e, "::before").maskImage.startsWith("url("))
    .map(e => e.className)"""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_sound(site, new_page, path, screen):
    # The fixture fails the test on a script error, an error in the console, a request to another host.
    page = new_page(**SCREENS[screen])
    page.goto(f"{site}/{path}")
    page.wait_for_function(ALL_ALIVE, timeout=10_000)
    assert page.evaluate(UNDRAWN) == []
    assert page.locator("html").get_attribute("data-theme") == ("dark" if "dark" in screen else "light")
    if "phone" in screen:
        assert page.evaluate("innerWidth") == 360
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("path", CHAPTERS)
def test_page_opens_from_disk(html, new_page, path):
    page = new_page()
    page.goto((html / path).as_uri())
    page.wait_for_function(ALL_ALIVE, timeout=10_000)


@pytest.mark.parametrize("path", [*CHAPTERS, "search.html"])
def test_page_is_light(site, new_page, path):
    page, finished = new_page(fresh=True), []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(f"{site}/{path}")
    page.wait_for_function(ALL_ALIVE, timeout=10_000)
    page.wait_for_load_state("networkidle")
    fonts = [request.url for request in finished if request.resource_type == "font"]
    loaded = [request for request in finished if request.resource_type in ("script", "stylesheet")]
    sizes = {request.url: len(gzip.compress(request.response().body())) for request in loaded}
    assert len(sizes) > 10
    assert sum(sizes.values()) <= 250_000, sizes
    assert not [url for url in sizes if re.search("require|html-manager|mathjax|fontawesome|thebe", url)]
    assert not [url for url in fonts if "/katex/" not in url]


def test_styles_and_stills_are_files_beside_the_page(html):
    sheet = html / "_static" / "styles.css"
    named = re.findall(r"url\([\"']?(?!data:|[\"'])([^)\"']+)", sheet.read_text("utf-8"))
    assert [
        name for name in named if name.endswith((".png", ".woff2")) and not (sheet.parent / name).exists()
    ] == []
    for path in PAGES:
        text = (html / path).read_text("utf-8")
        assert len(re.findall(r'rel="stylesheet"', text)) == 1
        assert 'src="data:image/svg+xml;base64' not in text
        stills = re.findall(r'loading="lazy" src="([^"]+)"', text)
        assert bool(stills) == ("data-explorer=" in text) == bool(
            re.search(r"_static/page\.js", text)
        ) or path.endswith("claims.html")
        assert [still for still in stills if not (html / path).parent.joinpath(still).exists()] == []


COUNT = """globalThis.drawn = 0;
    new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(node => {
        if (node.nodeName === "svg" && change.target.matches(".tg-frame")) drawn++;
    }))).observe(document, {childList: true, subtree: true});"""


@pytest.mark.parametrize("width", [360, 768, 1000, 1280, 1440])
def test_pictures_are_drawn_once(site, html, browser, width):
    """The widths that the script guesses before the page has been laid out are those that it finds."""
    paths = [path for path in CHAPTERS if (html / path).read_text("utf-8").count("tg-frame") in (5, 6, 7)][:2]
    context = browser.new_context(viewport={"width": width, "height": 900}, is_mobile=width < 700)
    context.add_init_script(COUNT)
    page = context.new_page()
    for path in paths:
        page.goto(f"{site}/{path}")
        page.wait_for_function(ALL_ALIVE, timeout=10_000)
        page.wait_for_timeout(100)
        assert page.evaluate("drawn") == page.locator(".tg-frame").count() > 4
    context.close()


def test_explorers_are_there(html):
    assert any("data-explorer=" in (html / path).read_text("utf-8") for path in CHAPTERS)


def test_no_page_names_a_script_of_another_host(html):
    loads = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*\b(?:src|href)=\"(?:https?:)?//")
    assert [str(p) for p in html.rglob("*.html") if loads.search(p.read_text("utf-8"))] == []


def test_theme_can_be_switched(site, desktop):
    desktop.goto(f"{site}/{CHAPTERS[0]}")
    seen = set()
    for _ in range(3):
        desktop.locator(".article-header-buttons .theme-switch-button").click()
        seen.add(desktop.locator("html").get_attribute("data-theme"))
    assert seen == {"light", "dark"}


def test_phone_reaches_the_chapters(site, phone):
    phone.goto(f"{site}/{CHAPTERS[0]}")
    phone.locator(".bd-header-article .primary-toggle").click()
    phone.locator(f"dialog[open] a[href$='{Path(CHAPTERS[-1]).name}']").click()
    phone.wait_for_url(f"**/{CHAPTERS[-1]}")


def test_search_finds_a_page(site, desktop):
    desktop.goto(f"{site}/{CHAPTERS[0]}")
    desktop.locator(".search-button-field").first.click()
    desktop.locator("dialog[open] input[name=q]").fill("tariff")
    desktop.keyboard.press("Enter")
    desktop.locator("#search-results li a").first.wait_for()


def test_search_marks_the_text_and_no_picture(site, desktop):
    desktop.goto(f"{site}/book/own_tariff.html?highlight=tariff")
    desktop.wait_for_function(ALL_ALIVE, timeout=10_000)
    desktop.locator("article p .highlighted").first.wait_for()
    assert desktop.locator(".tg-frame text", has_text="tariff").count() > 2
    assert desktop.locator(".tg-frame .highlighted, .tg-frame tspan").count() == 0
    label = desktop.locator(".tg-control label .highlighted").first  # a word of a line, not a line
    assert label.bounding_box()["width"] < label.locator("..").bounding_box()["width"] / 2


def test_paper_shows_all_of_the_code(site, new_page):
    desktop = new_page(width=700, fresh=True)  # about as wide as a sheet
    desktop.goto(f"{site}/book/own_tariff.html")
    desktop.emulate_media(media="print")
    wide = "e => [...e].filter(pre => pre.scrollWidth > pre.clientWidth + 1).length"
    assert desktop.locator("article .highlight pre").evaluate_all(wide) == 0


@pytest.mark.parametrize("path", CHAPTERS)
def test_chinese_is_marked(html, path):
    page = BeautifulSoup((html / path).read_text("utf-8"), "html.parser").article
    chinese = page.find_all(string=re.compile("[\u4e00-\u9fff]"))
    code = ["pre", "code", "script", "style", "math", "section[data-ledger]"]
    free = [words for words in chinese if not any(words.parent.css.closest(name) for name in code)]
    assert [words for words in free if not words.find_parent(lang="zh-Hans")] == []


def test_notebook_can_be_downloaded(site, desktop):
    for stored in sorted((ROOT / "book" / "notebooks").glob("*.ipynb")):
        desktop.goto(f"{site}/book/{stored.stem}.html")
        desktop.locator(".dropdown-download-buttons > button").click()
        assert desktop.locator(".btn-download-pdf-button").is_visible()
        link = desktop.locator(".btn-download-source-button").get_attribute("href")
        answer = desktop.request.get(f"{site}/book/{link}")
        assert answer.ok
        assert answer.body() == stored.read_bytes()


FAULTS = {
    "cell": "```{code-cell} ipython3\n1 / 0\n```",
    "reference": "See {eq}`eq-that-is-not-there`.",
    "tex": "A formula: $\\frac{1}{$",
}


@pytest.mark.parametrize("fault", [None, *FAULTS])
def test_build_is_strict(tmp_path, fault):
    for name in ("_ext", "_static", "_templates"):
        shutil.copytree(ROOT / "book" / name, tmp_path / "book" / name)
    static = Path("tradegames", "page", "static")
    shutil.copytree(ROOT / static, tmp_path / static)
    (tmp_path / "book" / "references.bib").touch()
    shutil.copy(ROOT / "_config.yml", tmp_path)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/page\n", "utf-8")
    head = "---\nkernelspec: {name: python3, display_name: Python}\n---\n\n# Page\n\nText and $x^2$.\n\n"
    (tmp_path / "book" / "page.md").write_text(head + FAULTS.get(fault, "") + "\n", "utf-8")
    command = [Path(sys.executable).parent / "jupyter-book", "build", tmp_path, "-W", "-n", "--keep-going"]
    build = subprocess.run(command, capture_output=True, text=True)
    assert (build.returncode == 0) == (fault is None), build.stdout + build.stderr
