"""What the tests share: the built book, a browser cut off from the network, the data beside the checkout."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import chromium
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from serve import server

from tradegames.claims import Result, claims, decide

pytest_plugins = ["stage"]

ROOT = Path(__file__).parents[1]
HTML = ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of outside data, which lies beside the checkout where there is one."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs the data in ../shared/data")
    return folder


@pytest.fixture(scope="session")
def decided() -> Callable[[str], Result]:
    """Return what decides a claim of the ledger, by its id: once, since many take seconds."""
    known = {claim.id: claim for claim in claims()}
    return cache(lambda id: decide(known[id]))


@pytest.fixture(scope="session")
def html() -> Path:
    """Return the folder of the built book."""
    if not (HTML / "index.html").exists():
        pytest.fail("the book is not built: run `make html` first")
    return HTML


@pytest.fixture(scope="session")
def site(html: Path) -> Iterator[str]:
    """Serve the built book; return its address, without a slash at the end."""
    with server(html) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium.find()
    if not program:
        pytest.fail("no Chromium or Chrome: `make browser` installs or names what is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tabs() -> dict[str, list[Page]]:
    """Return the tabs that no test uses, by their options; a new one costs more than most tests."""
    return {}


@pytest.fixture
def new_page(browser: Browser, tabs: dict[str, list[Page]]) -> Iterator[Callable[..., Page]]:
    """Open pages; the test fails where one has an error or asks another host for anything.

    Each is blank, in a context of its own without anything stored, but for the cache of earlier tests:
    ``fresh`` asks for one without that too.
    """
    opened, faults = [], []

    def new_page(
        width: int = 1280, height: int = 900, dark: bool = False, fresh: bool = False, **options
    ) -> Page:
        options["viewport"] = {"width": width, "height": height}
        options["color_scheme"] = "dark" if dark else "light"
        free = tabs.setdefault(json.dumps(options, sort_keys=True), [])
        page = free.pop() if free and not fresh else browser.new_context(**options).new_page()
        listeners = {
            "pageerror": lambda e: faults.append(f"error in {page.url}: {e}"),
            "console": lambda m: m.type == "error" and faults.append(f"console of {page.url}: {m.text}"),
            "request": lambda r: foreign(r.url) and faults.append(f"{page.url} asks for {r.url}"),
        }
        for event, listener in listeners.items():
            page.on(event, listener)
        opened.append((page, None if fresh else free, options["viewport"], listeners))
        return page

    yield new_page
    for page, free, viewport, listeners in opened:
        if free is not None and page.viewport_size == viewport and page.context.pages == [page]:
            leave(page)
            for event, listener in listeners.items():
                page.remove_listener(event, listener)
            free.append(page)
        else:
            page.context.close()
    assert not faults, "\n".join(faults)


def leave(page: Page) -> None:
    """Leave what a test has opened, with all that it has stored."""
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.evaluate("/^(http|file)/.test(location.protocol) && (localStorage.clear(), sessionStorage.clear())")
    page.goto("about:blank")  # the next address may differ by its hash alone, which loads nothing
    page.mouse.move(0, 0)


def foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


@pytest.fixture
def desktop(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    return new_page(width=360, height=740, has_touch=True, is_mobile=True)
