"""A picture as plain data, ready for JSON: both renderers read this and nothing else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import ROUND_HALF_UP, Decimal
from numbers import Real
from typing import Any

import numpy as np
import sympy as sp

from .marks import Choice, Picture, Slider
from .tape import Tape

__all__ = [
    "CURVE_POINTS",
    "GRID_POINTS",
    "decimals",
    "inputs",
    "position",
    "reading",
    "show",
    "spec",
    "trouble",
]

CURVE_POINTS = 121
GRID_POINTS = 61

# The fields of each kind of layer that hold expressions; the rest is copied as it is.
_EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "curve": ("x", "y"),
    "line": ("points",),
    "area": ("edges",),
    "contour": ("value",),
    "point": ("x", "y"),
    "arrow": ("x0", "y0", "x1", "y1"),
    "bar": ("at", "value", "base"),
    "label": ("x", "y", "value"),
}


def spec(picture: Picture) -> dict[str, Any]:
    """Return the picture as a dictionary; expressions become step numbers of its tapes.

    Raises
    ------
    ValueError
        If an expression contains a symbol that no control sets.
    """
    names = {control.name for control in picture.controls}
    tape, keep = Tape(), set()  # keep: the steps that somebody reads when the tape has run

    def add(value: Any, on: Tape, also: tuple[str, ...] = ()) -> Any:
        if isinstance(value, tuple):
            return [add(item, on, also) for item in value]
        expression = sp.sympify(value)
        unknown = {s.name for s in expression.free_symbols} - names - set(also)
        if unknown:
            raise ValueError(f"Picture {picture.name!r}: no control sets {', '.join(sorted(unknown))}")
        k = on.add(expression)
        if on is tape:
            keep.add(k)
        return k

    def layer(mark: Any) -> dict[str, Any]:
        data = {"kind": mark.kind, **_shallow(mark)}
        own = Tape() if mark.kind == "contour" else tape
        also = {"contour": ("x", "y"), "curve": ("u",), "area": ("u",)}.get(mark.kind, ())
        for field in _EXPRESSIONS[mark.kind]:
            data[field] = add(getattr(mark, field), own, also)
        data["when"] = add(mark.when, tape)
        if mark.kind == "contour":
            data["tape"] = own.steps
        return data

    panels = [
        {"title": p.title, "x": asdict(p.x), "y": asdict(p.y), "layers": [layer(m) for m in p.layers]}
        for p in picture.panels
    ]
    conditions = [{"margin": add(c.margin, tape), "message": c.message} for c in picture.conditions]
    readouts = [
        {**_shallow(r), "value": add(r.value, tape), "when": add(r.when, tape)} for r in picture.readouts
    ]
    return {
        "name": picture.name,
        "title": picture.title,
        "alt": picture.alt,
        "controls": [
            {"type": "slider" if isinstance(c, Slider) else "choice", **asdict(c)} for c in picture.controls
        ],
        "panels": panels,
        "readouts": readouts,
        "conditions": conditions,
        "points": CURVE_POINTS,
        "grid": GRID_POINTS,
        "tape": tape.steps,
        "keep": sorted(keep),
    }


def _shallow(item: Any) -> dict[str, Any]:
    """The fields of a mark: `asdict` copies expressions, and SymPy evaluates a copied Max for seconds."""
    return {field.name: getattr(item, field.name) for field in fields(item)}


def inputs(controls: tuple[Slider | Choice, ...], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a tape needs: the settings as numbers, and the running parameter ``u``.

    Raises
    ------
    ValueError
        If a setting is missing, unknown or outside its control's range.
    """
    unknown = set(settings) - {c.name for c in controls}
    if unknown:
        raise ValueError(f"no control is named {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {"u": np.linspace(0.0, 1.0, CURVE_POINTS)}
    for control in controls:
        value = settings.get(control.name, control.value)
        values[control.name] = position(control, value)
    return values


def position(control: Slider | Choice, value: Any) -> float:
    """Return the number that stands for a control's value on the tape, after checking it."""
    if isinstance(control, Choice):
        options = [option for option, _ in control.options]
        if value not in options:
            raise ValueError(f"{control.name} must be one of {', '.join(options)}; got {value!r}")
        return float(options.index(value))
    number = isinstance(value, Real) and not isinstance(value, bool)
    if not (number and control.low <= value <= control.high):
        raise ValueError(f"{control.name} must lie between {control.low} and {control.high}; got {value!r}")
    return float(value)


def decimals(step: float) -> int:
    """Digits after the point that a slider with this step needs."""
    sizes = (step * 10**digits for digits in range(12))
    return next((k for k, size in enumerate(sizes) if abs(round(size) - size) < 1e-6 * size), 12)


def show(value: float, digits: int) -> str:
    """A number as it is read out: fixed digits, halves away from zero as in the browser, no negative zero."""
    text = str(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return text.lstrip("-") if float(text) == 0 else text


def reading(item: dict[str, Any], values: list[Any]) -> tuple[str, float | None]:
    """What a read-out shows, and its value (None where words stand instead of a number)."""
    if not values[item["when"]]:
        return item["otherwise"], None
    value = float(values[item["value"]])
    if item["words"]:
        return item["words"][round(value)], None
    return show(value, item["digits"]), value


def trouble(spec: Mapping[str, Any], values: list[Any]) -> str:
    """Why a setting is impossible: the first condition that fails or number that is undefined; else ""."""
    for condition in spec["conditions"]:
        margin = float(values[condition["margin"]])
        if not margin >= 0:
            missing = show(-margin, 3) if math.isfinite(margin) else "an unknown amount"
            return str(condition["message"]).replace("{value}", missing)
    for item in spec["readouts"]:
        if values[item["when"]] and not math.isfinite(values[item["value"]]):
            return f"“{item['label']}” has no value at this setting."
    return ""
