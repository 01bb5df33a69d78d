"""The browser, the folders it is shown, and what a page loads."""

from __future__ import annotations

import gzip
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "book"), str(ROOT / "tests")]

# The line above must come before these.
import chromium  # noqa: E402 - found by that line
import serve  # noqa: E402 - found by that line
from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - sorted with them

HTML = ROOT / "_build" / "html"
STATIC = ROOT / "tradegames" / "page" / "static"
# The browser's clock ticks in 5 µs on pages that are isolated by these headers, else in 100 µs.
FINE_CLOCK = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}


@contextmanager
def chrome() -> Iterator[Browser]:
    """A running browser, cut off from the network, that has already opened a page."""
    program = chromium.find()
    if not program:
        raise RuntimeError("no Chromium or Chrome: `make browser` installs or names what is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.QUIET)
        page = browser.new_page()
        page.goto("data:text/html,<title>warm</title>")
        page.context.close()
        yield browser
        browser.close()


@contextmanager
def served(folder: Path, headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve a folder as `make book` does; give its address, without a slash at the end."""
    httpd = serve.server(folder)
    if headers:
        original = httpd.RequestHandlerClass

        class Handler(original.func):
            def end_headers(self):
                for name, value in headers.items():
                    self.send_header(name, value)
                super().end_headers()

        httpd.RequestHandlerClass = lambda *a, **k: Handler(*a, **original.keywords, **k)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        httpd.server_close()


def bare_page(folder: Path, name: str, body: str) -> None:
    """Write a page with these explorers, our script and style, and nothing else."""
    for file in ("explorer.css", "page.js"):
        shutil.copy(STATIC / file, folder / file)
    head = (
        '<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><title>bench</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="explorer.css"><script async src="page.js"></script>'
    )
    column = "<body style='max-width:760px;margin:auto'>"
    (folder / name).write_text(f"{head}{column}{body}", "utf-8")


def weigh(browser: Browser, url: str) -> dict[str, Any]:
    """What a page loads in a fresh context: compressed bytes by kind, and requests to other hosts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    requests: list[Any] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(url, wait_until="networkidle")
    page.mouse.wheel(0, 100_000)  # what is loaded only when it comes into view
    page.wait_for_timeout(300)
    foreign = [request.url for request in requests if is_foreign(request.url)]
    weights: dict[str, Any] = dict.fromkeys(("script", "stylesheet", "document", "font", "image", "other"), 0)
    for address, kind in {r.url: r.resource_type for r in requests if r.url.startswith("http")}.items():
        if not is_foreign(address):  # the browser does not keep every body: asked for again
            weights[kind if kind in weights else "other"] += packed(address)
    context.close()
    return {**weights, "foreign": foreign}


@cache
def packed(address: str) -> int:
    """Bytes of what stands there, compressed; most pages load the same files."""
    with urlopen(address) as answer:
        return len(gzip.compress(answer.read(), 6))


def is_foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"
