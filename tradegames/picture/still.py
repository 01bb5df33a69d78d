"""The matplotlib renderer: the picture that stands before any script runs, and in print."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .marks import COLORS
from .spec import show
from .tape import Tape

__all__ = ["MARGIN", "SIZE", "draw", "svg"]

# Pixels; the browser keeps the same proportions, so that nothing jumps when it takes over.
SIZE = (560, 400)
MARGIN = {"left": 48, "right": 18, "top": 28, "bottom": 42}


def svg(panel: dict[str, Any], values: list[Any], inputs: dict[str, Any], grid: int) -> str:
    """Return one panel of a picture as SVG text that two builds make alike."""
    width, height = SIZE
    # Text stays text (small, sharp, searchable); ids come from a fixed salt.
    with rc_context({"svg.hashsalt": "tradegames", "svg.fonttype": "none", "font.size": 9.5}):
        figure = Figure(figsize=(width / 96, height / 96), dpi=96)
        figure.patch.set_alpha(0)
        axes = figure.add_axes(
            (
                MARGIN["left"] / width,
                MARGIN["bottom"] / height,
                1 - (MARGIN["left"] + MARGIN["right"]) / width,
                1 - (MARGIN["top"] + MARGIN["bottom"]) / height,
            )
        )
        draw(axes, panel, values, inputs, grid)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()[out.getvalue().index("<svg") :]


def draw(axes: Axes, panel: dict[str, Any], values: list[Any], inputs: dict[str, Any], grid: int) -> None:
    """Draw one panel of a spec on matplotlib axes, with the values of its tape."""
    axes.patch.set_alpha(0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    x, y = panel["x"], panel["y"]
    axes.set_xlim(x["low"], x["high"])
    axes.set_ylim(y["low"], y["high"])
    axes.set_xlabel(x["label"], loc="right")
    axes.set_title(y["label"], loc="left", fontsize=9.5)
    for axis, set_ticks in ((x, axes.set_xticks), (y, axes.set_yticks)):
        if axis["ticks"]:
            set_ticks([place for place, _ in axis["ticks"]], [name for _, name in axis["ticks"]])
    brush = _Brush(axes, panel, values, inputs, grid)
    for layer in panel["layers"]:
        if values[layer["when"]]:
            getattr(brush, layer["kind"])(layer, COLORS[layer["color"]])


@dataclass(frozen=True)
class _Brush:
    """One method for each kind of layer; ``values`` are those of the picture's tape."""

    axes: Axes
    panel: dict[str, Any]
    values: list[Any]
    inputs: dict[str, Any]
    grid: int

    def curve(self, layer: dict[str, Any], color: str) -> None:
        xs, ys = self._edge(layer["x"], layer["y"]).T
        self._stroke(layer, xs, ys, color, layer["label_at"])

    def line(self, layer: dict[str, Any], color: str) -> None:
        xs, ys = (np.array([self.values[place[k]] for place in layer["points"]]) for k in (0, 1))
        if layer["step"]:
            xs, ys = np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]
        self._stroke(layer, xs, ys, color, 1.0)

    def area(self, layer: dict[str, Any], color: str) -> None:
        corners = np.concatenate([self._edge(x, y) for x, y in layer["edges"]])
        corners = corners[np.isfinite(corners).all(axis=1)]
        self.axes.fill(corners[:, 0], corners[:, 1], color=color, alpha=0.22, linewidth=0)
        if layer["label"] and len(corners):
            x, y = (corners.min(axis=0) + corners.max(axis=0)) / 2
            self.axes.text(x, y, layer["label"], color=color, ha="center", va="center")

    def contour(self, layer: dict[str, Any], color: str) -> None:
        xs, ys = (np.linspace(self.panel[a]["low"], self.panel[a]["high"], self.grid) for a in "xy")
        value = Tape(layer["tape"]).run({**self.inputs, "x": xs[None, :], "y": ys[:, None]})[layer["value"]]
        z = np.broadcast_to(value, (self.grid, self.grid))
        if layer["fill"]:
            self.axes.contourf(xs, ys, z, levels=[layer["levels"][0], np.inf], colors=[color], alpha=0.16)
        else:
            self.axes.contour(xs, ys, z, levels=sorted(layer["levels"]), colors=[color], linewidths=1)

    def point(self, layer: dict[str, Any], color: str) -> None:
        x, y = self._at(layer, "x", "y")
        self.axes.plot([x], [y], "o", color=color, markersize=8 if any(layer["drag"]) else 6, zorder=5)
        self._text(x, y, layer["label"], color)

    def arrow(self, layer: dict[str, Any], color: str) -> None:
        x0, y0, x1, y1 = self._at(layer, "x0", "y0", "x1", "y1")
        style = {"arrowstyle": "->", "color": color, "lw": 1.6}
        self.axes.annotate("", (x1, y1), (x0, y0), arrowprops=style)
        self._text((x0 + x1) / 2, (y0 + y1) / 2, layer["label"], color)

    def bar(self, layer: dict[str, Any], color: str) -> None:
        at, value, base = self._at(layer, "at", "value", "base")
        size: dict[str, Any] = {"color": color, "alpha": 0.85}
        if layer["horizontal"]:
            self.axes.barh(at, value - base, left=base, height=layer["width"], **size)
        else:
            self.axes.bar(at, value - base, bottom=base, width=layer["width"], **size)
        place = (value, at) if layer["horizontal"] else (at, value)
        style: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "color": color}
        self.axes.annotate(layer["label"], place, xytext=(0, 4), **style)

    def label(self, layer: dict[str, Any], color: str) -> None:
        x, y, value = self._at(layer, "x", "y", "value")
        anchor = {"start": "left", "middle": "center", "end": "right"}[layer["anchor"]]
        text = layer["text"].replace("{value}", show(float(value), layer["digits"]))
        self.axes.text(x, y, text, color=color, ha=anchor, va="center")

    def _at(self, layer: dict[str, Any], *fields: str) -> list[Any]:
        return [self.values[layer[field]] for field in fields]

    def _edge(self, x: int, y: int) -> Any:
        return np.column_stack(np.broadcast_arrays(self.values[x], self.values[y], self.inputs["u"])[:2])

    def _stroke(self, layer: dict[str, Any], xs: Any, ys: Any, color: str, at: float) -> None:
        self.axes.plot(xs, ys, color=color, linestyle="--" if layer["dash"] else "-", linewidth=1.8)
        seen = np.flatnonzero(self._inside("x", xs) & self._inside("y", ys))
        if len(seen):
            k = seen[np.argmin(np.abs(seen - at * (len(xs) - 1)))]
            self._text(xs[k], ys[k], layer["label"], color)

    def _inside(self, axis: str, values: Any) -> Any:
        return (values >= self.panel[axis]["low"]) & (values <= self.panel[axis]["high"])

    def _text(self, x: Any, y: Any, text: str, color: str) -> None:
        """A label beside a place, on the side where there is room."""
        right = x > self.panel["x"]["low"] + 0.7 * (self.panel["x"]["high"] - self.panel["x"]["low"])
        style: dict[str, Any] = {"textcoords": "offset points", "ha": "right" if right else "left"}
        self.axes.annotate(text, (x, y), xytext=(-6 if right else 6, 5), color=color, **style)
