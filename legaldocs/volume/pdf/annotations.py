"""Notes, stamps and filled-in fields of a page, as far as the file itself draws them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

from legaldocs.volume.pdf.geometry import Box, Matrix
from legaldocs.volume.pdf.values import box_of, lookup, matrix_of, number_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject, PdfReader

_NOT_DRAWN = frozenset({"/Link", "/Popup"})
_DRAWN_BY_READERS = frozenset(
    {
        *("/Circle", "/FreeText", "/Highlight", "/Ink", "/Line", "/PolyLine", "/Polygon"),
        *("/Square", "/Squiggly", "/Stamp", "/StrikeOut", "/Underline"),
    }
)
_MORE_INSIDE = frozenset({"/FileAttachment", "/Text"})
"""An icon on the page: its words or its file open at a click, and are never printed."""

_WRITTEN = frozenset({"/Ch", "/Tx"})
_DEEPEST_FIELD = 32
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_MOST = 20_000
_PLAIN = Matrix(*(Decimal(part) for part in (1, 0, 0, 1, 0, 0)))


@dataclass(frozen=True, slots=True)
class Appearance:
    """The appearance of an annotation and its position on the page (批注外观)."""

    stream: StreamObject
    matrix: Matrix


def needs_appearances(reader: PdfReader) -> bool:
    """Return whether the file asks reader programs to draw its fields anew (/NeedAppearances)."""
    form = lookup(reader.root_object, "/AcroForm")
    asked = lookup(form, "/NeedAppearances") if isinstance(form, DictionaryObject) else None
    return isinstance(asked, BooleanObject) and bool(asked.value)


def appearances(
    page: PageObject, hidden: frozenset[tuple[int, int]], *, redrawn: bool = False
) -> tuple[list[Appearance], int]:
    """Return the annotations that the page draws, and how many show more than what is drawn.

    Electronic seals (电子签章) and stamps are annotations: without them an invoice looks unsealed.
    ``hidden`` are the layers that are not shown; ``redrawn`` says that reader programs draw filled
    fields anew and ignore their stored appearance.
    """
    drawn: list[Appearance] = []
    unseen = 0
    for annotation in _visible(page, hidden):
        picture = _picture(annotation)
        rectangle = box_of(annotation.get("/Rect"))
        if picture is None or redrawn or lookup(annotation, "/Subtype") in _MORE_INSIDE:
            unseen += _shows_more(annotation, drawn=picture is not None)
        if picture is None or rectangle is None:
            continue
        if (matrix := _fitted(picture, rectangle)) is not None:
            drawn.append(Appearance(picture, matrix))
    return drawn, unseen


def _visible(page: PageObject, hidden: frozenset[tuple[int, int]]) -> Iterator[DictionaryObject]:
    listed = lookup(page, "/Annots")
    for reference in listed[:_MOST] if isinstance(listed, ArrayObject) else ():
        annotation = resolved(reference)
        if not isinstance(annotation, DictionaryObject):
            continue
        flags = number_of(annotation.get("/F")) or Decimal(0)
        if lookup(annotation, "/Subtype") in _NOT_DRAWN or int(flags) & (_HIDDEN | _NO_VIEW):
            continue
        layer = annotation.raw_get("/OC") if "/OC" in annotation else None
        if isinstance(layer, IndirectObject) and (layer.idnum, layer.generation) in hidden:
            continue
        yield annotation


def _picture(annotation: DictionaryObject) -> StreamObject | None:
    """Return the normal appearance, in the state that the annotation is in."""
    appearance = lookup(annotation, "/AP")
    normal = lookup(appearance, "/N") if isinstance(appearance, DictionaryObject) else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        state = lookup(annotation, "/AS")
        normal = lookup(normal, state) if isinstance(state, str) else None
    return normal if isinstance(normal, StreamObject) else None


def _shows_more(annotation: DictionaryObject, *, drawn: bool) -> bool:
    """Return whether a reader program shows what the stored appearance, if any, does not."""
    kind = lookup(annotation, "/Subtype")
    if kind == "/Widget":
        return _inherited(annotation, "/FT") in _WRITTEN and _filled(_inherited(annotation, "/V"))
    if kind == "/Text":
        return _filled(annotation.get("/Contents"))
    return kind == "/FileAttachment" or (kind in _DRAWN_BY_READERS and not drawn)


def _inherited(field: DictionaryObject, key: str) -> object:
    """Return the entry of a form field, which stands in one of its parents where it has several."""
    for _ in range(_DEEPEST_FIELD):
        if key in field:
            return lookup(field, key)
        parent = lookup(field, "/Parent")
        if not isinstance(parent, DictionaryObject):
            break
        field = parent
    return None


def _filled(value: object) -> bool:
    found = resolved(value)
    return isinstance(found, str | bytes | ArrayObject) and len(found) > 0


def _fitted(picture: StreamObject, rectangle: Box) -> Matrix | None:
    """Return what brings the picture's transformed box onto its rectangle (ISO 32000-1, 12.5.5)."""
    box = box_of(picture.get("/BBox"))
    if box is None:
        return None
    outer = (matrix_of(picture.get("/Matrix")) or _PLAIN).bounds(box)
    if not outer.width or not outer.height:
        return None
    across, up = rectangle.width / outer.width, rectangle.height / outer.height
    zero = Decimal(0)
    return Matrix(
        across,
        zero,
        zero,
        up,
        rectangle.left - outer.left * across,
        rectangle.bottom - outer.bottom * up,
    )
