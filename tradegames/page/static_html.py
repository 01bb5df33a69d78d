"""An explorer as static HTML: the still picture, the controls, the numbers, and its data.

It is complete without any script; the page's script finds ``[data-explorer]`` and brings it to
life in place. Handles for keyboards, screen readers and tests: inputs by ``name``, numbers by
``[data-readout]``.
"""

from __future__ import annotations

import base64
import json
from datetime import date
from html import escape
from typing import Any

from ..picture.spec import decimals, reading, show
from ..picture.still import SIZE, svg

__all__ = ["skeleton", "static_html"]


def static_html(spec: dict[str, Any], values: list[Any], inputs: dict[str, Any], say: str = "") -> str:
    """Return the explorer at the present settings, with the still picture and its data.

    Parameters are those of :func:`skeleton`, and words for the reader (none: the setting is possible).
    """
    data = json.dumps(spec, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    end = f'<script type="application/json">{data}</script><i data-end hidden></i></figure>'
    return skeleton(spec, values, inputs, say, still=True).removesuffix("</figure>") + end


def skeleton(
    spec: dict[str, Any], values: list[Any], inputs: dict[str, Any], say: str = "", *, still: bool = False
) -> str:
    """Return the explorer's HTML: controls, frames and numbers.

    Parameters
    ----------
    spec : dict
        The picture as data.
    values : list
        The value of each step of its tape.
    inputs : dict
        What the tape was run with, by control.
    say : str
        Words for the reader, above the controls.
    still : bool
        Whether matplotlib's picture stands in each frame.
    """
    numbers = {item["name"]: reading(item, values) for item in spec["readouts"]}
    alt = spec["alt"]
    for name, (text, _) in numbers.items():
        alt = alt.replace("{" + name + "}", text)
    panels = "".join(
        _panel(spec, k, _still(spec, k, values, inputs, alt) if still else "")
        for k in range(len(spec["panels"]))
    )
    controls = "".join(_control(control, inputs[control["name"]]) for control in spec["controls"])
    readouts = "".join(_readout(item, *numbers[item["name"]]) for item in spec["readouts"])
    buttons = "".join(
        f'<button type="button" data-do="{do}" title="{escape(title)}">{label}</button>'
        for do, label, title in (
            ("pin", "Pin", "Keep this setting in view and compare others with it"),
            ("reset", "Reset", "Back to the first setting"),
            ("svg", "SVG", "Download the picture"),
            ("csv", "CSV", "Download the numbers shown"),
        )
    )
    return (
        f'<figure class="tg" data-explorer="{escape(spec["name"])}">'
        f'<figcaption class="tg-title">{escape(spec["title"])}</figcaption>'
        f'<div class="tg-panels" data-picture>{panels}</div>'
        f'<p class="tg-say" role="status">{escape(say)}</p>'
        f'<fieldset disabled><legend class="tg-hidden">Settings: {escape(spec["title"])}</legend>{controls}'
        f'<div class="tg-buttons">{buttons}</div></fieldset>'
        f'<dl class="tg-readouts">{readouts}</dl>'
        f'<noscript><p class="tg-say">The picture moves when scripts are allowed.</p></noscript></figure>'
    )


def _panel(spec: dict[str, Any], k: int, picture: str) -> str:
    words = spec["panels"][k]["title"]
    title = f'<p class="tg-panel-title">{escape(words)}</p>' if words else ""
    return f'<div class="tg-panel">{title}<div class="tg-frame">{picture}</div></div>'


def _still(spec: dict[str, Any], k: int, values: list[Any], inputs: dict[str, Any], alt: str) -> str:
    panel = spec["panels"][k]
    picture = base64.b64encode(svg(panel, values, inputs, spec["grid"]).encode()).decode()
    words = escape(alt if k == 0 else f"{panel['title']}: described with the picture before it.")
    return (
        f'<img class="dark-light" src="data:image/svg+xml;base64,{picture}" '
        f'alt="{words}" width="{SIZE[0]}" height="{SIZE[1]}">'
    )


def _control(control: dict[str, Any], value: float) -> str:
    name, label = escape(control["name"]), escape(control["label"])
    if control["type"] == "choice":
        options = "".join(
            f'<option value="{escape(option)}"{" selected" if k == value else ""}>{escape(words)}</option>'
            for k, (option, words) in enumerate(control["options"])
        )
        select = f'<select name="{name}">{options}</select>'
        return f'<div class="tg-control"><label><span>{label}</span>{select}</label></div>'
    if control["format"] == "date":
        text = date.fromordinal(date(1970, 1, 1).toordinal() + int(value)).isoformat()
    else:
        text = show(value, decimals(control["step"]))
    return (
        f'<div class="tg-control"><label><span>{label}</span>'
        f'<input type="range" name="{name}" min="{control["low"]}" max="{control["high"]}" '
        f'step="{control["step"]}" value="{value:.12g}"></label>'
        f'<output data-readout="{name}" data-value="{value!r}">{text}</output></div>'
    )


def _readout(item: dict[str, Any], text: str, value: float | None) -> str:
    swatch = (
        f'<i class="tg-swatch" style="background:var(--tg-{item["color"]})"></i>' if item["color"] else ""
    )
    kind = ' class="tg-words"' if item["words"] else ""
    unit = f' <span class="tg-unit">{escape(item["unit"])}</span>' if item["unit"] else ""
    return (
        f"<div{kind}><dt>{swatch}{escape(item['label'])}{unit}</dt>"
        f'<dd data-readout="{escape(item["name"])}" data-value="{"" if value is None else repr(value)}">'
        f"{escape(text)}</dd></div>"
    )
