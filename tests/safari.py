"""The book in WebKit, the engine of Safari, beside Chromium: what `make safari` runs."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

import chromium
import pytest
from stage import DRIVE, READ
from test_book import ALL_ALIVE, CHAPTERS

TALK = "--enable-write-console-messages-to-stdout=true"
# Each control of each explorer: both ends and three settings between them, every choice.
TOUR = f"""
    return [...document.querySelectorAll("[data-explorer]")].map((root) => {{
        {READ}
        const drive = (given) => {{ {DRIVE} }};
        const settings = (input) => input.tagName === "SELECT"
            ? [...input.options].map((option) => option.value)
            : [0, 0.3, 0.5, 0.8, 1].map((part) => Number(input.min) + part * (input.max - input.min));
        const states = [read()];
        for (const input of root.querySelectorAll("[name]")) {{
            const first = input.value;
            for (const value of [...settings(input), first])
                states.push(...drive([{{ [input.name]: value }}])[0]);
        }}
        return [root.dataset.explorer, states.map(({{ outputs, ...state }}) => ({{
            ...state, outputs: Object.entries(outputs).map(([name, [, text]]) => [name, text]) }}))];
    }});
"""
HANDLES = 'return document.querySelectorAll(".tg-handle").length;'
HANDLE = """
    const g = document.querySelectorAll(".tg-handle")[given];
    g.closest("[data-explorer]").scrollIntoView();
    g.closest(".tg-frame").scrollIntoView({ block: "center" });
    const [dot, svg] = [g.querySelector(".tg-dot"), g.closest("svg")].map((e) => e.getBoundingClientRect());
    const at = [dot.x + dot.width / 2, dot.y + dot.height / 2];
    const way = [0, 1].map((k) => (at[k] < [svg.x + svg.width / 2, svg.y + svg.height / 2][k] ? 1 : -1));
    return {
        at, to: [at[0] + way[0] * 0.15 * svg.width, at[1] + way[1] * 0.15 * svg.height],
        seen: document.elementFromPoint(...at)?.closest(".tg-handle") === g,
        inputs: [...g.closest("[data-explorer]").querySelectorAll("[name]")].map((e) => e.value),
    };
"""


class WebKit:
    """A window of WebKit's MiniBrowser on a screen of its own, led through its WebDriver."""

    def __init__(self, console):
        self.console = console
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{free.getsockname()[1]}"
        # The sandbox asks for rights that a container lacks; the pages are ours.
        environment = {
            "DISPLAY": f":{self.screen.stdout.readline().strip()}",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        with console.open("w") as file:
            self.driver = subprocess.Popen(
                ["WebKitWebDriver", f"--port={self.url.rpartition(':')[2]}"],
                stdout=file,
                stderr=subprocess.STDOUT,
                env=os.environ | environment,
            )
        options = {"webkitgtk:browserOptions": {"args": ["--automation", TALK]}}
        for _ in range(100):
            try:
                made = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": options}})
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        self.url += f"/session/{made['sessionId']}"

    def ask(self, how, path, given=None):
        data = None if given is None else json.dumps(given).encode()
        request = urllib.request.Request(
            self.url + path, data, {"Content-Type": "application/json"}, method=how
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.read().decode()}") from None

    def run(self, script, given=None):
        return self.ask(
            "POST", "/execute/sync", {"script": f"const given = arguments[0]; {script}", "args": [given]}
        )

    def open(self, address):
        self.ask("POST", "/url", {"url": address})
        for _ in range(100):
            if self.run(f"return {ALL_ALIVE};"):
                return
            time.sleep(0.1)
        raise AssertionError(f"{address}: an explorer stays still")

    def drag(self, start, stop):
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y)} for x, y in (start, stop)]
        down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        mouse = {"type": "pointer", "id": "mouse", "actions": [moves[0], down, moves[1], up]}
        self.ask("POST", "/actions", {"actions": [mouse]})

    def errors(self):
        return [line for line in self.console.read_text("utf-8").splitlines() if "CONSOLE" in line]

    def close(self):
        self.ask("DELETE", "")
        for process in (self.driver, self.screen):
            process.terminate()
            process.wait(10)
        self.screen.stdout.close()


@pytest.fixture(scope="module")
def webkit(tmp_path_factory):
    packages = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
    if not all(map(shutil.which, packages)):
        chromium.install(*packages.values())
    if missing := [program for program in packages if not shutil.which(program)]:
        pytest.fail(f"no {', '.join(missing)}: install Debian's packages {', '.join(packages.values())}")
    window = WebKit(tmp_path_factory.mktemp("webkit") / "console")
    yield window
    window.close()


@pytest.mark.parametrize("path", CHAPTERS)
def test_explorers_say_in_webkit_what_they_say_in_chromium(site, html, desktop, webkit, path):
    if "data-explorer=" not in (html / path).read_text("utf-8"):
        return
    desktop.goto(f"{site}/{path}")
    desktop.wait_for_function(ALL_ALIVE, timeout=10_000)
    webkit.open(f"{site}/{path}")
    assert webkit.run(TOUR) == desktop.evaluate(f"() => {{ {TOUR} }}")
    for k in range(webkit.run(HANDLES)):
        handle = webkit.run(HANDLE, k)
        if handle["seen"]:
            webkit.drag(handle["at"], handle["to"])
            assert webkit.run(HANDLE, k)["inputs"] != handle["inputs"], k
    assert webkit.errors() == []
