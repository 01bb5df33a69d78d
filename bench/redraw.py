"""Redraw: from the event handled to layout done, beside the same picture through a kernel."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from browser import FINE_CLOCK, bare_page, chrome, served
from figures import Figure
from kernel import Kernel

GROUP = "Redraw, page"
SLOW = "Redraw, page, CPU four times slower"
LIMITS = {"median": 3.0, "p95": 8.0}

# Each slider sweeps over its range, each choice over its options; the share of moves is the same for all.
# Between two moves the page paints a frame, so that every move meets a page at rest, as a hand's does.
MOVE = """
async ([name, moves]) => {
  const figure = document.querySelector(`[data-explorer="${name}"]`);
  const inputs = [...figure.querySelectorAll("input[type=range], select")];
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  figure.scrollIntoView();
  await frame();
  const times = [];
  for (let k = 0; k < moves; k++) {
    const input = inputs[k % inputs.length];
    if (input.tagName === "SELECT") input.selectedIndex = (input.selectedIndex + 1) % input.options.length;
    else {
      const [low, high] = [Number(input.min), Number(input.max)];
      const share = ((Math.floor(k / inputs.length) * 7) % 101) / 101;
      const before = input.value;
      input.value = low + share * (high - low);
      if (input.value === before) input.value = low + ((share + 0.5) % 1) * (high - low);
    }
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    figure.getBoundingClientRect();
    times.push(performance.now() - start);
    await frame();
  }
  return times;
}
"""


def pictures() -> dict[str, Any]:
    from tradegames import gallery

    return {name: getattr(gallery, name)() for name in gallery.__all__}


def body(picture: Any) -> str:
    import tradegames as tg

    return tg.explore(picture)._repr_mimebundle_()[0]["text/html"]


def redraw(moves: int = 240, kernel_moves: int = 40) -> list[Figure]:
    """Every explorer of the gallery, each on a page of its own, then at once through the kernel."""
    result = []
    with tempfile.TemporaryDirectory() as folder, chrome() as browser, Kernel() as kernel:
        with served(Path(folder), FINE_CLOCK) as address:
            for name, picture in pictures().items():
                print(f"  redraw {name}", file=sys.stderr, flush=True)
                bare_page(Path(folder), f"{name}.html", body(picture))
                times = {}
                for speed in (1, 4):
                    times[speed] = move(browser, f"{address}/{name}.html", picture.name, moves, speed)
                result.append(Figure.of(GROUP, name, "ms", times[1], **LIMITS))
                result.append(Figure.of(SLOW, name, "ms", times[4], p95=16.0))
                result += kernel.figures(name, picture, kernel_moves, result[-2].stats["median"])
    return result


def move(browser: Any, url: str, name: str, moves: int, slower: int) -> list[float]:
    """Milliseconds of each move in a fresh context, from the page's first move on."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(url)
    page.wait_for_selector(f'[data-explorer="{name}"][data-alive]')
    page.wait_for_timeout(200)
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    times = page.evaluate(MOVE, [name, moves])
    context.close()
    if faults:
        raise RuntimeError(f"{name}: {faults[0]}")
    return times
