"""What the tests share: the built book, a browser cut off from the network, the data beside the checkout."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import chromium
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from serve import server

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


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open pages; the test fails where one has an error or asks another host for anything."""
    contexts, faults = [], []

    def new_page(width: int = 1280, height: int = 900, dark: bool = False, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: faults.append(f"error in {page.url}: {e}"))
        page.on("console", lambda m: m.type == "error" and faults.append(f"console of {page.url}: {m.text}"))
        page.on("request", lambda r: foreign(r.url) and faults.append(f"{page.url} asks for {r.url}"))
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


@pytest.fixture
def desktop(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    return new_page(width=360, height=740, has_touch=True, is_mobile=True)
