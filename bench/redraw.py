"""Redraw: from the event handled to layout done, beside the same picture through a kernel."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from browser import FINE_CLOCK, bare_page, chrome, served
from figures import Figure
from kernel import Kernel

GROUP = "Redraw, page"
SLOW = "Redraw, page, CPU four times slower"
MEMORY = "Redraw, memory"
POINTS = "Redraw and the number of points"
HOW = {
    SLOW: "The same with `Emulation.setCPUThrottlingRate` 4.",
    GROUP + ",": "",
    GROUP: "One explorer on a bare page, 240 moves that go through all its controls. Inside the page, from just before an "
    "`input` event is dispatched: the handler (formulas, paths, numbers, description) and a layout forced by "
    "`getBoundingClientRect`; painting is not included. A frame is painted between two moves. Every move counts, from "
    "the page's first on.",
    "Redraw, kernel": "The same spec at the same size in the same run: `ipywidgets.interactive_output` around "
    "`tradegames.picture.still.draw` on an inline matplotlib figure, in a kernel of its own process. From the comm message "
    "that sets the slider, sent, to the PNG received; decoding and showing it in the browser is not included. The ratio "
    "is to the page's median above.",
    MEMORY: "The page's JavaScript heap after garbage collection, before and after the 240 moves; the kernel's process "
    "after its moves.",
    POINTS: "",
}

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
