"""The drawing of a mark on a page whose file leaves it to the reader program (标注)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject

from legaldocs.volume.pdf.drawing import (
    Drawing,
    Pen,
    colour_of,
    ellipse,
    moved,
    pen_of,
    polyline,
    rectangle,
)
from legaldocs.volume.pdf.field_drawing import style_of
from legaldocs.volume.pdf.geometry import Box, point
from legaldocs.volume.pdf.lettering import lines_of, text_of
from legaldocs.volume.pdf.values import lookup, number_of, resolved

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf.generic import DictionaryObject, PdfObject

    from legaldocs.volume.pdf.lettering import Face

    Point = tuple[Decimal, Decimal]
    FaceOf = Callable[[str, str], tuple[Face, dict[str, PdfObject]] | None]

_NOTE = Decimal(20)
"""Side of the sign of a note, whatever its rectangle."""

_NUMBERS = 20_000
_BLACK = "0 G"
_LEADING, _ASCENT, _SIZE = Decimal("1.15"), Decimal("0.8"), Decimal(12)
_HEAD = Decimal(9)
_ZERO, _ONE = Decimal(0), Decimal(1)


def draw_markup(annotation: DictionaryObject, place: Box | None, face_of: FaceOf) -> Drawing | None:
    """Return a mark as reader programs draw it, or None when they differ or draw nothing."""
    kind = str(lookup(annotation, "/Subtype"))
    opacity = number_of(annotation.get("/CA"))
    fonts: dict[str, PdfObject] = {}
    if kind in {"/Highlight", "/Underline", "/StrikeOut", "/Squiggly"}:
        content = _text_mark(annotation, place, kind)
    elif kind in {"/Line", "/Ink", "/PolyLine", "/Polygon"}:
        content = _stroke(annotation, kind)
    elif place is None:
        return None
    elif kind in {"/Square", "/Circle"}:
        content = _shape(annotation, place, kind)
    elif kind == "/FreeText":
        content, fonts = _free_text(annotation, place, face_of)
    else:
        content = _note(place) if kind == "/Text" else ""
    if not content:
        return None
    return Drawing(
        content,
        _everywhere(),
        moved(_ZERO, _ZERO),
        fonts,
        _ONE if opacity is None else min(max(opacity, _ZERO), _ONE),
        multiply=kind == "/Highlight",
    )


def _everywhere() -> Box:
    far = Decimal(20_000)
    return Box(-far, -far, far, far)


def _numbers(value: object) -> list[Decimal]:
    found = resolved(value)
    listed = found[:_NUMBERS] if isinstance(found, ArrayObject) else []
    numbers = [number_of(part) for part in listed]
    return [] if None in numbers else [number for number in numbers if number is not None]


def _points(value: object) -> list[Point]:
    numbers = _numbers(value)
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _quads(annotation: DictionaryObject, place: Box | None) -> list[Box]:
    """Return the boxes of the marked words; their corners come in any order."""
    points = _points(annotation.get("/QuadPoints"))
    quads = [_box(points[at : at + 4]) for at in range(0, len(points) - 3, 4)]
    return quads or ([place] if place is not None else [])


def _text_mark(annotation: DictionaryObject, place: Box | None, kind: str) -> str:
    colour = annotation.get("/C")
    if kind == "/Highlight":
        fill = colour_of(resolved(colour)) or "1 1 0 rg"
        return "\n".join((fill, *(f"{rectangle(box)} f" for box in _quads(annotation, place))))
    lines = [colour_of(resolved(colour), stroke=True) or _BLACK, "1 w"]
    for box in _quads(annotation, place):
        if kind == "/StrikeOut":
            middle = (box.top + box.bottom) / 2
            path = [(box.left, middle), (box.right, middle)]
        elif kind == "/Underline":
            path = [(box.left, box.bottom + 1), (box.right, box.bottom + 1)]
        else:
            path = _zigzag(box)
        lines.append(f"{polyline(path)} S")
    return "\n".join(lines)


def _zigzag(box: Box) -> list[Point]:
    step = Decimal(2)
    steps = min(int(box.width / step), 2000)
    return [
        (box.left + at * step, box.bottom + 1 + (step if at % 2 else _ZERO))
        for at in range(steps + 1)
    ]


def _box(points: list[Point]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))


def _stroke(annotation: DictionaryObject, kind: str) -> str:
    if kind == "/Ink":
        strokes = resolved(annotation.get("/InkList"))
        listed = strokes[:_NUMBERS] if isinstance(strokes, ArrayObject) else []
        paths = [_points(stroke) for stroke in listed]
    else:
        key = "/L" if kind == "/Line" else "/Vertices"
        paths = [_points(annotation.get(key))]
    pen = pen_of(annotation)
    paths = [path for path in paths if len(path) > 1]
    if not paths or not pen.width:
        return ""
    edge = colour_of(lookup(annotation, "/C"), stroke=True) or _BLACK
    ground = colour_of(lookup(annotation, "/IC"))
    lines = [edge, *([ground] if ground else []), pen.operators(), "1 J 1 j"]
    if kind == "/Polygon":
        return "\n".join((*lines, f"{polyline(paths[0])} {'b' if ground else 's'}"))
    lines += [f"{polyline(path)} S" for path in paths]
    if kind != "/Ink":
        lines += _ends(annotation, paths[0], pen)
    return "\n".join(lines)


def _ends(annotation: DictionaryObject, path: list[Point], pen: Pen) -> list[str]:
    """Return the arrows at the ends of a line; its other endings are small and left out."""
    listed = lookup(annotation, "/LE")
    names = list(listed)[:2] if isinstance(listed, ArrayObject) else []
    ends = zip(names, (path[:2], path[-1:-3:-1]), strict=False)
    return [
        _arrow(tip, tail, pen, closed=name == "/ClosedArrow")
        for name, (tip, tail) in ends
        if name in {"/OpenArrow", "/ClosedArrow"} and tip != tail
    ]


def _arrow(tip: Point, tail: Point, pen: Pen, *, closed: bool) -> str:
    across, up = tail[0] - tip[0], tail[1] - tip[1]
    length = (across * across + up * up).sqrt()
    side = _HEAD * max(pen.width, _ONE) / length
    dx, dy = across * side, up * side
    wing = Decimal("0.5")
    corners = [(tip[0] + dx - dy * wing, tip[1] + dy + dx * wing), tip]
    corners.append((tip[0] + dx + dy * wing, tip[1] + dy - dx * wing))
    return f"{polyline(corners)} {'b' if closed else 'S'}"


def _shape(annotation: DictionaryObject, place: Box, kind: str) -> str:
    pen = pen_of(annotation)
    inner = _shrunk(place, annotation, pen.width / 2)
    ground = colour_of(lookup(annotation, "/IC"))
    edge = colour_of(lookup(annotation, "/C"), stroke=True) or _BLACK
    if not pen.width and not ground:
        return ""
    outline = ellipse(inner) if kind == "/Circle" else rectangle(inner)
    paint = ("B" if ground else "S") if pen.width else "f"
    return "\n".join((edge, *([ground] if ground else []), pen.operators(), f"{outline} {paint}"))


def _shrunk(place: Box, annotation: DictionaryObject, inset: Decimal) -> Box:
    """Return the rectangle without the room its border effect takes (/RD), and half the border."""
    room = _numbers(annotation.get("/RD"))
    left, bottom, right, top = room if len(room) == 4 else [_ZERO] * 4  # noqa: PLR2004  # sides
    inner = Box(
        place.left + left + inset,
        place.bottom + bottom + inset,
        place.right - right - inset,
        place.top - top - inset,
    )
    return inner if inner.width > 0 and inner.height > 0 else place


def _free_text(
    annotation: DictionaryObject, place: Box, face_of: FaceOf
) -> tuple[str, dict[str, PdfObject]]:
    text = text_of(lookup(annotation, "/Contents"))[:_NUMBERS]
    da = lookup(annotation, "/DA")
    style = style_of(da.encode("latin-1", "replace") if isinstance(da, str) else b"")
    found = face_of(style.font, text) if text.strip() else None
    if found is None:
        return "", {}
    face, fonts = found
    pen = pen_of(annotation)
    inner = _shrunk(place, annotation, pen.width / 2)
    ground = colour_of(lookup(annotation, "/C"))
    lines = [f"q {ground} {rectangle(inner)} f Q"] if ground else []
    if pen.width and ("/BS" in annotation or "/Border" in annotation):
        edge = " ".join((*style.colour.split()[:-1], style.colour.split()[-1].upper()))
        lines.append(f"q {edge} {pen.operators()} {rectangle(inner)} S Q")
    lines += [f"q {rectangle(inner)} W n"]
    size = style.size or _SIZE
    margin = pen.width + 2
    width = inner.width - 2 * margin
    base = inner.top - margin - size * _ASCENT
    alignment = int(number_of(annotation.get("/Q")) or 0)
    for line in lines_of(text, face, size, width):
        spare = width - face.width(line) * size
        left = inner.left + margin + {1: spare / 2, 2: spare}.get(alignment, _ZERO)
        if line and base > inner.bottom - size:
            lines.append(f"BT {style.colour} {point(left)} {point(base)} Td")
            lines.append(f"{face.show(line, size)} ET")
        base -= size * _LEADING
    return "\n".join((*lines, "Q")), fonts


def _note(place: Box) -> str:
    """Return the sign of a note: a yellow sheet with a tip and three lines."""
    left, bottom = place.left + Decimal("0.5"), place.bottom + Decimal("4.5")
    right, top = place.left + _NOTE - Decimal("0.5"), place.bottom + _NOTE - Decimal("0.5")
    sheet = [(left, bottom), (left, top), (right, top), (right, bottom)]
    sheet += [(left + 8, bottom), (left + 6, bottom - 4), (left + 4, bottom), (left, bottom)]
    lines = [f"1 1 0 rg {_BLACK} 1 w {polyline(sheet)}"]
    step = (top - bottom) / 4
    lines += [
        polyline([(left + 2, top - step * row), (right - 2, top - step * row)]) for row in (1, 2, 3)
    ]
    return "\n".join((*lines, "B*"))
