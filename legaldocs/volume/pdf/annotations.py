"""Notes, stamps and fields of a page: those the file draws, and those it leaves to be drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from legaldocs.volume.pdf.field import inherited, is_ticked, read_field, state_of
from legaldocs.volume.pdf.field_drawing import draw_field
from legaldocs.volume.pdf.geometry import Box, Matrix
from legaldocs.volume.pdf.markup import draw_markup
from legaldocs.volume.pdf.values import edges_of, lookup, matrix_of, number_of, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PageObject

    from legaldocs.volume.pdf.drawing import Drawing
    from legaldocs.volume.pdf.form import Form

_MARKS = frozenset(
    {
        *("/Circle", "/FreeText", "/Highlight", "/Ink", "/Line", "/PolyLine", "/Polygon"),
        *("/Square", "/Squiggly", "/StrikeOut", "/Text", "/Underline"),
    }
)
_DRAWN_BY_READERS = frozenset({"/Caret", "/Redact", "/Stamp", "/Watermark"})
_MORE_INSIDE = frozenset(
    {"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/Text"}
)
"""A sign on the page: its words, its file or its film open at a click, and are never printed."""

_ALIKE = frozenset({None, "/Normal", "/Compatible", "/Multiply", "/Darken"})
"""Blend modes by which white paper does not change a colour."""

_HIDDEN, _PRINT, _NO_VIEW = 1 << 1, 1 << 2, 1 << 5
_MOST = 20_000
_ZERO, _ONE = Decimal(0), Decimal(1)
_PLAIN = Matrix(_ONE, _ZERO, _ZERO, _ONE, _ZERO, _ZERO)
_FAR = Decimal(100_000)
_NO_EDGE = Box(-_FAR, -_FAR, _FAR, _FAR)


@dataclass(frozen=True, slots=True)
class Appearance:
    """The appearance of an annotation and its position on the page (批注外观)."""

    stream: StreamObject
    matrix: Matrix
    box: Box | None = None
    """The edges to draw it with when it states none."""


@dataclass(slots=True)
class Annotations:
    """What the annotations of a page draw (页面批注).

    ``made`` counts the drawings that the file does not hold; ``unseen`` the annotations that show
    more in a reader program than what is drawn. ``on_paper`` is whether one mixes its colours with
    those below, the white of the paper included. ``fields`` are where fields were drawn so far.
    """

    drawn: list[Appearance | Drawing] = field(default_factory=list)
    made: int = 0
    unseen: int = 0
    on_paper: bool = False
    fields: list[Box] = field(default_factory=list)


def annotations_of(page: PageObject, hidden: frozenset[tuple[int, int]], form: Form) -> Annotations:
    """Return the annotations of a page, drawn as reader programs show them on the screen.

    Electronic seals (电子签章) and stamps are annotations: without them an invoice looks unsealed.
    ``hidden`` are the layers that are not shown.
    """
    found = Annotations()
    for annotation in _listed(page, hidden):
        flags = int(number_of(annotation.get("/F")) or 0)
        if flags & _HIDDEN:
            continue
        if flags & _NO_VIEW:
            # Not on the screen, but on paper: a viewer and its printer differ.
            found.unseen += bool(flags & _PRINT) and _picture(annotation) is not None
        else:
            _add(found, annotation, form)
    return found


def _add(found: Annotations, annotation: DictionaryObject, form: Form) -> None:
    kind = lookup(annotation, "/Subtype")
    place = edges_of(annotation.get("/Rect"))
    picture = _picture(annotation)
    if kind == "/Widget":
        drawing, unseen = _field(annotation, place, picture, form)
        unseen = unseen or (form.absent and (drawing is not None or picture is not None))
        picture = None if drawing else picture
    else:
        drawing = None
        if picture is None and kind in _MARKS:
            drawing = draw_markup(annotation, place, form.face)
        unseen = _shows_more(annotation, kind, drawn=picture is not None or drawing is not None)
    found.unseen += unseen
    if kind == "/Widget" and place is not None and (drawing or picture) is not None:
        found.fields.append(place)
    if drawing is not None:
        found.drawn.append(drawing)
        found.made += 1
    elif picture is not None and place is not None:
        if kind != "/Widget":
            # Some reader programs show every field above all else, whatever the order.
            found.unseen += sum(one.within(place) is not None for one in found.fields)
        found.drawn.append(_placed(picture, place))
        found.on_paper = found.on_paper or _mixes(picture)


def _mixes(picture: StreamObject) -> bool:
    """Return whether an appearance looks otherwise on white paper than on nothing at all."""
    resources = lookup(picture, "/Resources")
    states = lookup(resources, "/ExtGState") if isinstance(resources, DictionaryObject) else None
    if not isinstance(states, DictionaryObject):
        return False
    for state in map(resolved, states.values()):
        modes = lookup(state, "/BM") if isinstance(state, DictionaryObject) else None
        if not _ALIKE.issuperset(
            map(resolved, modes if isinstance(modes, ArrayObject) else [modes])
        ):
            return True
    return False


def _field(
    widget: DictionaryObject, place: Box | None, picture: StreamObject | None, form: Form
) -> tuple[Drawing | None, bool]:
    """Return a field's drawing where the one in the file does not count, and whether more shows."""
    read = read_field(widget, form.style)
    if picture is not None and not (form.redrawn and read.written):
        # Without a state, some reader programs go by the field's value, and others show it off.
        stateless = lookup(widget, "/AS") is None and not isinstance(_normal(widget), StreamObject)
        return None, stateless
    if place is None or read.kind not in {"/Tx", "/Ch", "/Btn"}:
        return None, False
    empty = not read.letters.strip() and not is_ticked(widget) and "/MK" not in widget
    if picture is None and empty:
        return None, False
    drawing = draw_field(read, widget, place, form.face)
    if picture is None and drawing is not None and not drawing.content:
        return None, False
    formatted = isinstance(lookup(inherited_actions(widget), "/F"), DictionaryObject)
    return drawing, drawing is None or read.too_long or (formatted and bool(read.text))


def inherited_actions(widget: DictionaryObject) -> DictionaryObject:
    """Return the actions of a field: a script may show its value in another form."""
    actions = inherited(widget, "/AA")
    return actions if isinstance(actions, DictionaryObject) else DictionaryObject()


def _listed(page: PageObject, hidden: frozenset[tuple[int, int]]) -> Iterator[DictionaryObject]:
    listed = lookup(page, "/Annots")
    for reference in listed[:_MOST] if isinstance(listed, ArrayObject) else ():
        annotation = resolved(reference)
        if not isinstance(annotation, DictionaryObject):
            continue
        if lookup(annotation, "/Subtype") == "/Popup":
            continue
        layer = annotation.raw_get("/OC") if "/OC" in annotation else None
        if isinstance(layer, IndirectObject) and (layer.idnum, layer.generation) in hidden:
            continue
        yield annotation


def _normal(annotation: DictionaryObject) -> object:
    appearance = lookup(annotation, "/AP")
    return lookup(appearance, "/N") if isinstance(appearance, DictionaryObject) else None


def _picture(annotation: DictionaryObject) -> StreamObject | None:
    """Return the normal appearance, in the state that the annotation is in."""
    normal = _normal(annotation)
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        normal = lookup(normal, state_of(annotation, normal))
    return normal if isinstance(normal, StreamObject) else None


def _shows_more(annotation: DictionaryObject, kind: object, *, drawn: bool) -> bool:
    """Return whether a reader program shows what is not drawn, at a click or at once."""
    if kind == "/Text":
        return _filled(annotation.get("/Contents"))
    if kind in _MORE_INSIDE:
        return True
    return kind in (_MARKS | _DRAWN_BY_READERS) and not drawn


def _filled(value: object) -> bool:
    found = resolved(value)
    return isinstance(found, str | bytes | ArrayObject) and len(found) > 0


def _placed(picture: StreamObject, place: Box) -> Appearance:
    """Return what brings the picture's transformed box onto its rectangle (ISO 32000-1, 12.5.5).

    A side without length is not stretched; a picture without a box begins at its origin. So reader
    programs have it.
    """
    stated = edges_of(picture.get("/BBox"))
    box = stated or Box(_ZERO, _ZERO, _ZERO, _ZERO)
    outer = (matrix_of(picture.get("/Matrix")) or _PLAIN).bounds(box)
    across = place.width / outer.width if outer.width else _ONE
    up = place.height / outer.height if outer.height else _ONE
    matrix = Matrix(
        across,
        _ZERO,
        _ZERO,
        up,
        place.left - outer.left * across,
        place.bottom - outer.bottom * up,
    )
    return Appearance(picture, matrix, None if stated else _NO_EDGE)
