"""A drawing made for a note or field whose file leaves it to the reader program."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject

from legaldocs.volume.pdf.geometry import Box, Matrix, point
from legaldocs.volume.pdf.values import lookup, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf.generic import PdfObject

_ONE, _ZERO = Decimal(1), Decimal(0)
_FILL = {1: "g", 3: "rg", 4: "k"}
_CURVE = Decimal("0.5523")
"""How far the handles of a quarter of a circle lie from its ends, as a part of the radius."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Content in a space of its own, and the fonts of the original it writes with (补画).

    ``matrix`` brings it onto the page; nothing outside ``box`` shows.
    """

    content: str
    box: Box
    matrix: Matrix
    fonts: Mapping[str, PdfObject] = field(default_factory=dict)
    opacity: Decimal = _ONE
    multiply: bool = False
    """Whether what lies below shows through, as under a highlighter."""


@dataclass(frozen=True, slots=True)
class Pen:
    """The line a shape is drawn with (线型)."""

    width: Decimal
    dashes: tuple[Decimal, ...] = ()
    style: str = "/S"

    def operators(self) -> str:
        """Return the operators that take up the pen."""
        dashes = " ".join(point(dash) for dash in self.dashes)
        return f"{point(self.width)} w [{dashes}] 0 d"


def pen_of(annotation: DictionaryObject) -> Pen:
    """Return the pen that an annotation names (ISO 32000-1, 12.5.4); one point when it does not."""
    style, border = lookup(annotation, "/BS"), lookup(annotation, "/Border")
    if isinstance(style, DictionaryObject):
        kind, width = lookup(style, "/S"), number_of(style.get("/W"))
        dashes = _dashes(lookup(style, "/D")) or (Decimal(3),)
        return Pen(
            _ONE if width is None else max(width, _ZERO),
            dashes if kind == "/D" else (),
            kind if isinstance(kind, str) else "/S",
        )
    if isinstance(border, ArrayObject) and len(border) > 2:  # noqa: PLR2004  # width is the third
        width = number_of(border[2])
        dashes = _dashes(border[3]) if len(border) > 3 else ()  # noqa: PLR2004
        return Pen(_ONE if width is None else max(width, _ZERO), dashes)
    return Pen(_ONE)


def _dashes(value: object) -> tuple[Decimal, ...]:
    listed = [number_of(part) for part in value[:8]] if isinstance(value, ArrayObject) else []
    dashes = tuple(part for part in listed if part is not None and part >= 0)
    return dashes if any(dashes) else ()


def colour_of(value: object, *, stroke: bool = False) -> str:
    """Return the operator that takes up a colour (ISO 32000-1, 12.5.2), or nothing for none."""
    if not isinstance(value, ArrayObject) or len(value) not in _FILL:
        return ""
    parts = [number_of(part) for part in value]
    if any(part is None for part in parts):
        return ""
    operator = _FILL[len(value)]
    shown = " ".join(point(min(max(part or _ZERO, _ZERO), _ONE)) for part in parts)
    return f"{shown} {operator.upper() if stroke else operator}"


def rectangle(box: Box, inset: Decimal = _ZERO) -> str:
    """Return the operators of a rectangle's outline, drawn inside its edges by ``inset``."""
    edges = (box.left + inset, box.bottom + inset, box.width - 2 * inset, box.height - 2 * inset)
    return " ".join(map(point, edges)) + " re"


def ellipse(box: Box) -> str:
    """Return the operators of the ellipse that fills a box."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    across, up = box.width / 2, box.height / 2
    dx, dy = across * _CURVE, up * _CURVE
    curves = (
        (box.right, y + dy, x + dx, box.top, x, box.top),
        (x - dx, box.top, box.left, y + dy, box.left, y),
        (box.left, y - dy, x - dx, box.bottom, x, box.bottom),
        (x + dx, box.bottom, box.right, y - dy, box.right, y),
    )
    lines = (" ".join(map(point, curve)) + " c" for curve in curves)
    return "\n".join((f"{point(box.right)} {point(y)} m", *lines, "h"))


def polyline(points: list[tuple[Decimal, Decimal]]) -> str:
    """Return the operators of a line through points."""
    (x, y), *others = points
    start = f"{point(x)} {point(y)} m"
    return "\n".join((start, *(f"{point(x)} {point(y)} l" for x, y in others)))


def moved(x: Decimal, y: Decimal) -> Matrix:
    """Return the transformation that moves the origin."""
    return Matrix(_ONE, _ZERO, _ZERO, _ONE, x, y)
