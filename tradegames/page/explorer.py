"""An explorer: an ipywidget in Jupyter that also lives by itself on the static page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets as T

from ..picture.marks import Choice, Picture, Slider
from ..picture.spec import inputs, position, reading, spec, trouble
from ..picture.tape import Tape
from .static_html import skeleton, static_html

__all__ = ["Explorer", "explore"]

_STATIC = Path(__file__).parent / "static"


class _Setting(T.TraitType[Any, Any]):
    """A trait that takes what its control takes and says so otherwise."""

    def __init__(self, control: Slider | Choice) -> None:
        super().__init__(control.value)
        self.control = control

    def validate(self, obj: Any, value: Any) -> Any:
        position(self.control, value)  # raises, naming the control, its range and the value
        return value if isinstance(self.control, Choice) else float(value)


class Explorer(anywidget.AnyWidget):
    """A picture with controls; made by :func:`explore`.

    Each control is a trait of the same name: read it, set it, observe it.

    Attributes
    ----------
    picture : Picture
        What is drawn.
    readouts : dict
        The numbers beside the picture, at the present settings.
    """

    spec = T.Dict().tag(sync=True)
    picture: Picture

    @property
    def settings(self) -> dict[str, Any]:
        """The present value of each control."""
        return {control.name: getattr(self, control.name) for control in self.picture.controls}

    @property
    def readouts(self) -> dict[str, float | str]:
        """The numbers read out beside the picture, or the words that stand in their place.

        Raises
        ------
        ValueError
            If the settings break a condition of the picture or leave a number undefined; the
            message says which.
        """
        _, values = self._run(self.settings)
        if words := trouble(self.spec, values):
            raise ValueError(words)
        read = {item["name"]: reading(item, values) for item in self.spec["readouts"]}
        return {name: text if value is None else value for name, (text, value) in read.items()}

    def _run(self, settings: dict[str, Any]) -> tuple[dict[str, Any], list[Any]]:
        """Return what the tape is given at these settings, and what it makes of it."""
        now = inputs(self.picture.controls, settings)
        return now, Tape(self.spec["tape"]).run(now)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        page = {name: value for name, value in self.spec.items() if name != "html"}
        # The page starts, and resets, where the student left the controls.
        now, values = self._run(self.settings)
        if words := trouble(self.spec, values):
            now, values = self._run({})
            words += " The picture shows its first setting."
        else:
            page["controls"] = [{**c, "value": getattr(self, c["name"])} for c in page["controls"]]
        own = {
            "text/html": static_html(page, values, now, words),
            "text/plain": f"Explorer {self.picture.name!r}",
        }
        return {**data, **own}, metadata


def explore(picture: Picture) -> Explorer:
    """Return the explorer of a picture.

    Parameters
    ----------
    picture : Picture
        One of ``tradegames.gallery``, or your own.

    Raises
    ------
    TypeError
        If it is not a picture.
    ValueError
        If an expression of the picture contains a symbol that no control sets, or if its first
        setting is impossible. Later, when a control is set to a value it does not take.

    Examples
    --------
    >>> import tradegames as tg
    >>> explorer = tg.explore(tg.gallery.market())
    >>> explorer.t1 = 3
    >>> round(explorer.readouts["f2"], 3)
    1.467
    >>> explorer.t1 = 30
    Traceback (most recent call last):
        ...
    ValueError: t1 must lie between 0 and 10; got 30
    """
    if not isinstance(picture, Picture):
        raise TypeError(f"explore must get a Picture; got {picture!r}")
    traits: dict[str, Any] = {c.name: _Setting(c).tag(sync=True) for c in picture.controls}
    script, style = _STATIC / "widget.js", _STATIC / "explorer.css"
    kind = type("Explorer", (Explorer,), {"_esm": script, "_css": style, **traits})
    data = spec(picture)
    start = inputs(picture.controls, {})
    values = Tape(data["tape"]).run(start)
    if words := trouble(data, values):
        raise ValueError(f"Picture {picture.name!r} must start at a setting that is possible; {words}")
    html = skeleton(data, values, start)
    explorer: Explorer = kind(spec={**data, "html": html})
    explorer.picture = picture
    return explorer
