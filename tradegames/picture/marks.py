"""The vocabulary of pictures: what may be drawn, what may be moved, what is read out.

A coordinate is a SymPy expression (or a number) in the symbols of the picture's controls. Curves
and areas are parametric: their expressions also contain ``U``, which runs from 0 to 1. Contours
are functions of the place: their expression contains ``X`` and ``Y``. A mark is drawn only while
its ``when`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import sympy as sp

__all__ = [
    "COLORS", "U", "X", "Y",
    "Arrow", "Area", "Axis", "Bar", "Choice", "Condition", "Contour", "Curve", "Label", "Line",
    "Panel", "Picture", "Point", "Readout", "Slider",
]  # fmt: skip

U, X, Y = sp.symbols("u x y", real=True)

# Okabe and Ito's palette, which people with any form of colour blindness can tell apart.
COLORS = {
    "blue": "#0072B2",  # country 1
    "orange": "#D55E00",  # country 2
    "green": "#009E73",
    "purple": "#AA4499",
    "sky": "#3399CC",
    "gold": "#B07D00",
    "muted": "#767676",
    "ink": "#1A1A1A",
}


@dataclass(frozen=True)
class Axis:
    """An axis: its label with the unit, its ends, and named ticks where numbers are not wanted.

    ``ticks`` are pairs (place, name); empty: the renderer chooses.
    """

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Slider:
    """A number the reader sets. ``format`` "date" takes days since 1 January 1970."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    unit: str = ""
    format: str = "number"

    @property
    def symbol(self) -> sp.Symbol:
        """The symbol that stands for this control in expressions."""
        return sp.Symbol(self.name, real=True)


@dataclass(frozen=True)
class Choice:
    """One of several named options; ``options`` are pairs (value, label)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str

    @property
    def symbol(self) -> sp.Symbol:
        """The symbol that stands for the position of the chosen option, from 0."""
        return sp.Symbol(self.name, real=True)

    def is_(self, option: str) -> Any:
        """Whether this option is chosen, as an expression."""
        k = [value for value, _ in self.options].index(option)
        return (self.symbol > k - 0.5) & (self.symbol < k + 0.5)

    def pick(self, **cases: Any) -> Any:
        """Return the expression that belongs to the chosen option."""
        names = [value for value, _ in self.options]
        if sorted(cases) != sorted(names):
            raise ValueError(
                f"Choice.pick must name each option of {self.name}, {names}; got {sorted(cases)}"
            )
        first = [(cases[name], self.is_(name)) for name in names[:-1]]
        return sp.Piecewise(*first, (cases[names[-1]], True))


@dataclass(frozen=True)
class Curve:
    """A curve ``(x(U), y(U))``; undefined stretches are gaps. The label stands at ``label_at``."""

    x: Any
    y: Any
    label: str = ""
    color: str = "ink"
    dash: bool = False
    label_at: float = 1.0
    when: Any = True
    kind: ClassVar[str] = "curve"


@dataclass(frozen=True)
class Line:
    """A line through given points, each a pair of expressions without ``U``.

    ``step`` holds each value until the next point.
    """

    points: tuple[tuple[Any, Any], ...]
    label: str = ""
    color: str = "ink"
    dash: bool = False
    step: bool = False
    when: Any = True
    kind: ClassVar[str] = "line"


@dataclass(frozen=True)
class Area:
    """The inside of a closed boundary made of parametric edges ``(x(U), y(U))``, end to end."""

    edges: tuple[tuple[Any, Any], ...]
    label: str = ""
    color: str = "green"
    when: Any = True
    kind: ClassVar[str] = "area"

    @classmethod
    def between(cls, x: Any, low: Any, high: Any, **options: Any) -> Area:
        """The area between two curves over the same ``x(U)``."""
        back = {U: 1 - U}
        edges = ((x, high), (sp.sympify(x).subs(back), sp.sympify(low).subs(back)))
        return cls(edges=edges, **options)


@dataclass(frozen=True)
class Contour:
    """Level lines of ``value(X, Y)``, or with ``fill`` the places where it exceeds the one level."""

    value: Any
    levels: tuple[float, ...]
    label: str = ""
    color: str = "muted"
    fill: bool = False
    when: Any = True
    kind: ClassVar[str] = "contour"


@dataclass(frozen=True)
class Point:
    """A point; ``drag`` names the sliders that its x and y move ("" for a fixed coordinate)."""

    x: Any
    y: Any
    label: str = ""
    color: str = "ink"
    drag: tuple[str, str] = ("", "")
    when: Any = True
    kind: ClassVar[str] = "point"


@dataclass(frozen=True)
class Arrow:
    """An arrow from the first place to the second."""

    x0: Any
    y0: Any
    x1: Any
    y1: Any
    label: str = ""
    color: str = "ink"
    when: Any = True
    kind: ClassVar[str] = "arrow"


@dataclass(frozen=True)
class Bar:
    """A bar at ``at`` from ``base`` to ``value``; horizontal bars have ``at`` on the y axis."""

    at: Any
    value: Any
    base: Any = 0
    width: float = 0.8
    label: str = ""
    color: str = "blue"
    horizontal: bool = False
    when: Any = True
    kind: ClassVar[str] = "bar"


@dataclass(frozen=True)
class Label:
    """Words at a place; ``{value}`` in the text is replaced by the value."""

    x: Any
    y: Any
    text: str
    value: Any = 0
    digits: int = 2
    color: str = "ink"
    anchor: str = "middle"
    when: Any = True
    kind: ClassVar[str] = "label"


@dataclass(frozen=True)
class Panel:
    """One frame with its axes and what is drawn in it, from back to front."""

    x: Axis
    y: Axis
    layers: tuple[Any, ...]
    title: str = ""


@dataclass(frozen=True)
class Readout:
    """A number read out beside the picture; where ``when`` does not hold, words instead.

    With ``words`` the value is a position, from 0, and the words at that position are shown. A
    ``color`` makes the read-out the legend of what is drawn in that colour.
    """

    name: str
    label: str
    value: Any
    unit: str = ""
    digits: int = 3
    when: Any = True
    otherwise: str = ""
    words: tuple[str, ...] = ()
    color: str = ""


@dataclass(frozen=True)
class Condition:
    """What must hold (``margin >= 0``) for the picture to mean anything, and what to say if not.

    ``{value}`` in the message is replaced by the margin that is missing.
    """

    margin: Any
    message: str


@dataclass(frozen=True)
class Picture:
    """A picture that can be moved.

    Attributes
    ----------
    name : str
        Unique in the book; part of the page's address when the reader moves something.
    title, alt : str
        Heading and description for those who do not see the picture; ``{name}`` in the
        description is replaced by the read-out of that name.
    panels : tuple of Panel
        Side by side where there is room, else one below the other.
    controls : tuple of Slider or Choice
        Their symbols may stand in every expression.
    readouts : tuple of Readout
    conditions : tuple of Condition
        The first that fails is told to the reader, and the last good picture stays.

    Raises
    ------
    ValueError
        If a name is used twice or is no identifier, a slider starts outside its range, a colour
        is unknown, or an expression contains a symbol that no control sets.
    """

    name: str
    title: str
    alt: str
    panels: tuple[Panel, ...]
    controls: tuple[Slider | Choice, ...] = ()
    readouts: tuple[Readout, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        owner = f"Picture {self.name!r}"
        names = [item.name for item in (*self.controls, *self.readouts)]
        for name in names:
            if not name.isidentifier() or name in ("u", "x", "y") or names.count(name) > 1:
                raise ValueError(
                    f"{owner}: a name must be an identifier, not u, x or y, used once; got {name!r}"
                )
        for control in self.controls:
            if isinstance(control, Choice):
                good = control.value in dict(control.options)
            else:
                good = control.low <= control.value <= control.high and control.step > 0
            if not good:
                raise ValueError(
                    f"{owner}: {control.name} must start inside its range; got {control.value!r}"
                )
        layers = [layer for panel in self.panels for layer in panel.layers]
        for item in (*layers, *(r for r in self.readouts if r.color)):
            if item.color not in COLORS:
                raise ValueError(f"{owner}: color must be one of {', '.join(COLORS)}; got {item.color!r}")
