"""The drawing of a form field: border, ground, and the text or the tick that stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import DictionaryObject

from legaldocs.volume.pdf.drawing import (
    Drawing,
    colour_of,
    ellipse,
    moved,
    pen_of,
    polyline,
    rectangle,
)
from legaldocs.volume.pdf.field import FieldFlag, is_ticked
from legaldocs.volume.pdf.geometry import Box, Matrix, point
from legaldocs.volume.pdf.lettering import lines_of, text_of
from legaldocs.volume.pdf.values import lookup, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdf.generic import PdfObject

    from legaldocs.volume.pdf.field import Field
    from legaldocs.volume.pdf.lettering import Face

_LARGEST, _SMALLEST, _STEP = Decimal(12), Decimal(4), Decimal("0.5")
_LEADING, _ASCENT, _DESCENT = Decimal("1.15"), Decimal("0.75"), Decimal("0.25")
_PAD = Decimal(2)
_CHOSEN = "0.6 0.757 0.855 rg"
"""The ground of a chosen line, as reader programs have it."""

_TOKEN = re.compile(rb"/([^\s/()<>\[\]{}%]*)|(-?\d*\.?\d+)|([A-Za-z*]+)")
_CELLS = 500
_COLOURS = {"g": 1, "rg": 3, "k": 4}
_LOWER = Decimal("0.15")
_TICKS: dict[str, tuple[tuple[str, str], ...]] = {
    "4": (("0.15", "0.5"), ("0.4", "0.2"), ("0.85", "0.85")),
    "8": (("0.15", "0.15"), ("0.85", "0.85"), ("0.5", "0.5"), ("0.15", "0.85"), ("0.85", "0.15")),
    "u": (("0.5", "0.1"), ("0.9", "0.5"), ("0.5", "0.9"), ("0.1", "0.5")),
    "n": (("0.15", "0.15"), ("0.85", "0.15"), ("0.85", "0.85"), ("0.15", "0.85")),
    "H": (
        *(("0.5", "0.95"), ("0.61", "0.62"), ("0.95", "0.62"), ("0.68", "0.42"), ("0.78", "0.08")),
        *(("0.5", "0.28"), ("0.22", "0.08"), ("0.32", "0.42"), ("0.05", "0.62"), ("0.39", "0.62")),
    ),
}
"""The marks that a button may name, by their codes in ZapfDingbats: tick, cross, diamond, square,
star. The disc has no corners."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Font, size and colour that a field or note names (/DA) (文字样式)."""

    font: str
    size: Decimal
    colour: str


def style_of(style: bytes) -> TextStyle:
    """Return what a style names last; a size of nought is for the reader program to choose."""
    font, size, colour = "", Decimal(0), "0 g"
    operands: list[Decimal] = []
    for name, number, operator in _TOKEN.findall(style[:1000]):
        if operator:
            found = operator.decode()
            if found == "Tf" and operands:
                size = abs(operands[-1])
            elif found in _COLOURS and len(operands) >= _COLOURS[found]:
                parts = operands[-_COLOURS[found] :]
                colour = f"{' '.join(map(point, parts))} {found}"
            operands = []
        elif number:
            operands.append(Decimal(number.decode()))
        else:
            font = name.decode("latin-1")
    return TextStyle(font, min(size, Decimal(1000)), colour)


@dataclass(frozen=True, slots=True)
class _Inside:
    """The room of a field and what its text is written with (域内)."""

    width: Decimal
    height: Decimal
    border: Decimal
    style: TextStyle
    face: Face


def draw_field(
    field: Field,
    widget: DictionaryObject,
    place: Box,
    face_of: Callable[[str, str], tuple[Face, dict[str, PdfObject]] | None],
) -> Drawing | None:
    """Return a field as reader programs draw it, or None when they alone can.

    ``face_of`` gives a face for a font's name and the characters to be written.
    """
    look = lookup(widget, "/MK")
    looks = look if isinstance(look, DictionaryObject) else DictionaryObject()
    turn = int(number_of(looks.get("/R")) or 0) % 360
    width, height = (
        (place.height, place.width) if turn in {90, 270} else (place.width, place.height)
    )
    room = Box(Decimal(0), Decimal(0), width, height)
    style = style_of(field.style)
    border = pen_of(widget).width if colour_of(lookup(looks, "/BC")) else Decimal(0)
    parts = [*_frame(widget, looks, room, round_=_is_round(field, looks))]
    if border and FieldFlag.COMB in field.flags and 0 < field.longest <= _CELLS:
        parts += _cells(field, room, colour_of(lookup(looks, "/BC"), stroke=True), border)
    fonts: dict[str, PdfObject] = {}
    letters = field.letters or _caption(field, looks)
    if field.kind == "/Btn" and FieldFlag.PUSH_BUTTON not in field.flags:
        if is_ticked(widget):
            parts += _tick(text_of(lookup(looks, "/CA")), field, room, style.colour)
    elif letters.strip():
        found = face_of(style.font, letters)
        if found is None:
            return None
        face, fonts = found
        inside = _Inside(width, height, border, style, face)
        parts += ["/Tx BMC q", rectangle(room, max(border, Decimal(1))), "W n"]
        parts += [*_written(field, inside, letters), "Q EMC"]
    return Drawing("\n".join(parts), room, _upright(place, turn), fonts)


def _caption(field: Field, looks: DictionaryObject) -> str:
    if field.kind == "/Btn" and FieldFlag.PUSH_BUTTON in field.flags:
        return text_of(lookup(looks, "/CA"))
    return ""


def _is_round(field: Field, looks: DictionaryObject) -> bool:
    radio = field.kind == "/Btn" and FieldFlag.RADIO in field.flags
    return radio and text_of(lookup(looks, "/CA")) in {"", "l"}


def _frame(
    widget: DictionaryObject, looks: DictionaryObject, room: Box, *, round_: bool
) -> Iterator[str]:
    pen = pen_of(widget)
    half = pen.width / 2
    ground, edge = (
        colour_of(lookup(looks, "/BG")),
        colour_of(lookup(looks, "/BC"), stroke=True),
    )
    inner = Box(half, half, room.width - half, room.height - half)
    if ground:
        yield f"q {ground} {ellipse(inner) if round_ else rectangle(room)} f Q"
    if edge and pen.width:
        outline = ellipse(inner) if round_ else rectangle(room, half)
        if pen.style == "/U":
            outline = f"0 {point(half)} m {point(room.width)} {point(half)} l"
        yield f"q {edge} {pen.operators()} {outline} S Q"


def _cells(field: Field, room: Box, edge: str, width: Decimal) -> Iterator[str]:
    """Yield the lines between the cells of a comb, which have the colour of its border."""
    cell = room.width / field.longest
    yield f"q {edge} {point(width)} w"
    for at in range(1, field.longest):
        yield f"{polyline([(cell * at, Decimal(0)), (cell * at, room.height)])} S"
    yield "Q"


def _tick(mark: str, field: Field, room: Box, colour: str) -> Iterator[str]:
    mark = mark or ("l" if FieldFlag.RADIO in field.flags else "4")
    side = min(room.width, room.height) * Decimal("0.8")
    left, bottom = (room.width - side) / 2, (room.height - side) / 2
    if mark == "l":
        dot = side / 2
        x, y = room.width / 2 - dot / 2, room.height / 2 - dot / 2
        yield f"q {colour} {ellipse(Box(x, y, x + dot, y + dot))} f Q"
        return
    corners = [
        (left + Decimal(x) * side, bottom + Decimal(y) * side)
        for x, y in _TICKS.get(mark, _TICKS["4"])
    ]
    ink = colour.upper() if mark in {"4", "8"} or mark not in _TICKS else colour
    ends = "S" if ink is not colour else "h f"
    yield f"q {ink} {point(side / 8)} w {polyline(corners)} {ends} Q"


def _written(field: Field, inside: _Inside, letters: str) -> Iterator[str]:
    if field.lines:
        yield from _list(field, inside)
    elif FieldFlag.MULTILINE in field.flags and field.kind == "/Tx":
        yield from _multiline(field, inside)
    elif FieldFlag.COMB in field.flags and field.longest > 0 and field.kind == "/Tx":
        yield from _comb(field, inside)
    else:
        text = " ".join(letters.split("\n"))
        size = inside.style.size or _fitting(inside, text)
        alignment = 1 if field.kind == "/Btn" else field.alignment
        yield from _line(inside, text, size, alignment, _middle(inside.height, size))


def _fitting(inside: _Inside, text: str) -> Decimal:
    high = (inside.height - 2 * inside.border) / _LEADING
    wide = (inside.width - 2 * inside.border - 2 * _PAD) / (inside.face.width(text) or 1)
    return max(min(high, wide), _SMALLEST)


def _middle(height: Decimal, size: Decimal) -> Decimal:
    """Return the base line of one line of text in the middle of its room."""
    return (height - size * (_ASCENT + _DESCENT)) / 2 + size * _DESCENT


def _line(
    inside: _Inside, text: str, size: Decimal, alignment: int, base: Decimal
) -> Iterator[str]:
    margin = inside.border + _PAD
    spare = inside.width - 2 * margin - inside.face.width(text) * size
    left = margin + {1: spare / 2, 2: spare}.get(alignment, Decimal(0))
    yield f"BT {inside.style.colour} {point(left)} {point(base)} Td"
    yield f"{inside.face.show(text, size)} ET"


def _multiline(field: Field, inside: _Inside) -> Iterator[str]:
    width = inside.width - 2 * (inside.border + _PAD)
    room = inside.height - 2 * inside.border
    size = inside.style.size or _LARGEST
    lines = lines_of(field.text, inside.face, size, width)
    while not inside.style.size and size > _SMALLEST and len(lines) * size * _LEADING > room:
        size -= _STEP
        lines = lines_of(field.text, inside.face, size, width)
    base = inside.height - inside.border - _PAD - size * _ASCENT
    for line in lines:
        if base < -size:
            break
        if line:
            yield from _line(inside, line, size, field.alignment, base)
        base -= size * _LEADING


def _comb(field: Field, inside: _Inside) -> Iterator[str]:
    cell = inside.width / field.longest
    size = inside.style.size or min(_fitting(inside, "0"), _LARGEST)
    base = _middle(inside.height, size)
    text = field.text[: field.longest]
    free = field.longest - len(text)
    start = {1: free // 2, 2: free}.get(field.alignment, 0)
    for at, character in enumerate(text, start):
        left = cell * at + (cell - inside.face.width(character) * size) / 2
        yield f"BT {inside.style.colour} {point(left)} {point(base)} Td"
        yield f"{inside.face.show(character, size)} ET"


def _list(field: Field, inside: _Inside) -> Iterator[str]:
    size = inside.style.size or _LARGEST
    step = size * _LEADING
    top = inside.height - inside.border - Decimal(1)
    for at, line in enumerate(field.lines):
        if top < 0:
            break
        if at in field.chosen:
            yield f"{_CHOSEN} 1 {point(top - step)} {point(inside.width - 2)} {point(step)} re f"
        if line:
            yield from _line(inside, line, size, field.alignment, top - size * _ASCENT - _LOWER)
        top -= step


def _upright(place: Box, turn: int) -> Matrix:
    """Return what brings the field's own space onto the page, turned as its widget is."""
    x, y = place.left, place.bottom
    one, zero = Decimal(1), Decimal(0)
    match turn:
        case 90:
            return Matrix(zero, one, -one, zero, place.right, y)
        case 180:
            return Matrix(-one, zero, zero, -one, place.right, place.top)
        case 270:
            return Matrix(zero, -one, one, zero, x, place.top)
        case _:
            return moved(x, y)
