"""The usual way: `ipywidgets.interactive_output` and matplotlib, through a running kernel."""

from __future__ import annotations

import json
import time
from queue import Empty
from typing import Any

from figures import Figure
from jupyter_client.manager import start_new_kernel

GROUP = "Redraw, kernel (ipywidgets.interactive_output and matplotlib)"
ALIVE = "Time to alive through a kernel"

SETUP = """
%matplotlib inline
import json
import ipywidgets as widgets
import matplotlib.pyplot as plt
"""

# What is needed only because the kernel is to draw the very picture of the page: not timed.
OURS = """
import tradegames as tg
from tradegames.picture.marks import Slider
from tradegames.picture.spec import inputs, spec
from tradegames.picture.still import SIZE, draw
from tradegames.picture.tape import Tape
"""

# The formulas of the picture; whoever draws it the usual way has them typed, so this takes no time there.
FORMULAS = """
picture = tg.gallery.{name}()
data = spec(picture)
tape = Tape(data["tape"])
"""

# The same spec, drawn at the same size by the project's own matplotlib renderer.
CELL = """
def show(**settings):
    now = inputs(picture.controls, settings)
    values = tape.run(now)
    panels = data["panels"]
    size = (len(panels) * SIZE[0] / 96, SIZE[1] / 96)
    figure, axes = plt.subplots(1, len(panels), figsize=size, dpi=96, squeeze=False)
    for place, panel in zip(axes[0], panels):
        draw(place, panel, values, now, data["grid"])
    plt.show()

controls = {
    c.name: widgets.FloatSlider(value=c.value, min=c.low, max=c.high, step=c.step)
    if isinstance(c, Slider)
    else widgets.Dropdown(options=[value for value, _ in c.options], value=c.value)
    for c in picture.controls
}
display(widgets.interactive_output(show, controls))
print(json.dumps([controls[c.name].model_id for c in picture.controls]))
"""


class Kernel:
    """A kernel of its own process; a comm message moves a slider as a front end would."""

    def __enter__(self) -> Kernel:
        start = time.perf_counter()
        self.manager, self.client = start_new_kernel(kernel_name="python3")
        self._run(SETUP)
        self.ready = (time.perf_counter() - start) * 1e3
        self._run(OURS)
        return self

    def __exit__(self, *error: object) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def figures(self, name: str, picture: Any, moves: int, page: float, alive: float) -> list[Figure]:
        """Show a picture, then move its controls as often as asked.

        ``page`` and ``alive`` are the page's median redraw and its time to alive, which the ratios are to.
        """
        self._run(FORMULAS.format(name=name))
        start = time.perf_counter()
        first, printed = self._follow(self.client.execute(CELL), start)
        if first is None:
            raise RuntimeError(f"{name}: the kernel showed no picture")
        ids = json.loads(printed)
        times = []
        for k in range(moves):
            control, model = picture.controls[k % len(ids)], ids[k % len(ids)]
            share = ((k // len(ids) * 7 + 3) % 101) / 101
            if hasattr(control, "options"):
                state: dict[str, Any] = {"index": (k // len(ids) + 1) % len(control.options)}
            else:
                steps = round(share * (control.high - control.low) / control.step)
                state = {"value": control.low + steps * control.step}
            content = {"comm_id": model, "data": {"method": "update", "state": state, "buffer_paths": []}}
            start = time.perf_counter()
            message = self.client.session.msg("comm_msg", content)
            self.client.shell_channel.send(message)
            shown = self._follow(message["header"]["msg_id"], start)[0]
            if shown is not None:  # a value the slider had already draws nothing
                times.append(shown)
        figure = Figure.of(GROUP, name, "ms", times)
        ratio = Figure.of("Redraw, kernel / page", name, "×", [t / page for t in times])
        whole = self.ready + first
        return [
            figure,
            ratio,
            Figure.of(ALIVE, f"{name}, running kernel", "ms", [first]),
            Figure.of(ALIVE, f"{name}, kernel's start included", "ms", [whole]),
            Figure.of(ALIVE, f"{name}, start included / page", "×", [whole / alive]),
        ]

    def memory(self) -> float:
        """Resident memory of the kernel's process, in MB."""
        return float(self._run("import psutil; print(psutil.Process().memory_info().rss / 1e6)"))

    def _run(self, code: str) -> str:
        return self._follow(self.client.execute(code), time.perf_counter())[1]

    def _follow(self, parent: str, start: float) -> tuple[float | None, str]:
        """Wait until idle; milliseconds to the last picture (None without one), and what was printed."""
        shown, text = None, ""
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=60)
            except Empty:
                raise RuntimeError("the kernel does not answer") from None
            if message["parent_header"].get("msg_id") != parent:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "error":
                raise RuntimeError("\n".join(content["traceback"]))
            if kind == "stream":
                text += content["text"]
            if kind == "display_data" and "image/png" in content["data"]:
                shown = (time.perf_counter() - start) * 1e3
            if kind == "status" and content["execution_state"] == "idle":
                return shown, text
