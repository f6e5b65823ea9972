"""Pages of one PDF copied into another: their appearance, and no active content."""

from __future__ import annotations

import zlib
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from legaldocs.volume.limits import DEEPEST, OBJECTS, Damaged, Unreadable
from legaldocs.volume.pdf.annotations import Appearance, annotations_of
from legaldocs.volume.pdf.form import Form
from legaldocs.volume.pdf.geometry import point
from legaldocs.volume.pdf.names import ExactName
from legaldocs.volume.pdf.values import lookup, numbers, resolved
from legaldocs.volume.pdf.writer import dictionary, name, stream

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from legaldocs.volume.pages import ReadLine
    from legaldocs.volume.pdf.drawing import Drawing
    from legaldocs.volume.pdf.geometry import Box, Matrix, PageShape
    from legaldocs.volume.pdf.writer import ObjectWriter

_NEVER = frozenset(
    f"/{kind}"
    for kind in (
        *("Action", "Annot", "Catalog", "EmbeddedFile", "Filespec", "ObjStm", "Outlines", "Page"),
        *("Pages", "Sig", "StructElem", "StructTreeRoot", "XRef"),
    )
)
"""Types that are never drawn; they may run an action, embed a file or link elsewhere."""

_ACTIONS = frozenset(
    f"/{kind}"
    for kind in (
        *("GoTo", "GoTo3DView", "GoToE", "GoToR", "Hide", "ImportData", "JavaScript", "Launch"),
        *("Movie", "Named", "Rendition", "ResetForm", "SetOCGState", "SubmitForm", "Sound"),
        *("Thread", "Trans", "URI"),
    )
)
_OF_STREAMS = frozenset(
    f"/{key}"
    for key in (
        *("AF", "Alternates", "F", "FDecodeParms", "FFilter", "LastModified", "Length", "Measure"),
        *("Metadata", "OPI", "PieceInfo", "PtData", "Ref", "StructParent", "StructParents"),
    )
)
"""Entries of a stream that its picture does not need: files elsewhere, versions, history."""

_FILTERS = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
}
_FONT_BYTES = 64 << 20

_CACHED = 24 << 20
"""Bytes written and decoded before a reader's cache of parsed objects is emptied."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What is drawn on one sheet (页面内容).

    ``drawn`` stand in their order, each with its own transformation if it has one, and nothing
    outside ``clip`` shows.
    """

    drawn: tuple[tuple[IndirectObject, Matrix | None], ...]
    clip: Box | None = None
    group: PdfObject | None = None
    unseen: int = 0
    """Notes and fields that show more in a reader program than what is drawn."""

    made: int = 0
    """Notes and fields that the file leaves to be drawn, and that are drawn."""

    lines: tuple[ReadLine, ...] = ()
    """Lines recognised in the picture, which are found by a search and not seen."""


class PageCopier:
    """Copies pages of one source into a file; what pages share is copied once (页面复制)."""

    def __init__(self, reader: PdfReader | None, writer: ObjectWriter, allowed: int) -> None:
        self._writer = writer
        self._reader = reader
        self._left = allowed
        self._decodes = 4 * allowed
        self._released_at = writer.written - self._decodes
        self._references: dict[tuple[int, int], IndirectObject] = {}
        self._waiting: deque[tuple[IndirectObject, IndirectObject]] = deque()
        self._hidden = hidden_layers(reader) if reader is not None else frozenset()
        self.form = Form(reader)
        self._house: DictionaryObject | None = None
        self.layers: list[tuple[IndirectObject, bool]] = []
        """Layers met, and whether the source hides them."""

    def page(self, page: PageObject, shape: PageShape) -> PageContent:
        """Copy one page and all it needs.

        Raises Unreadable when it takes more than an original may, and what pypdf raises when the
        page is broken.
        """
        content = self._content(page, shape.box)
        group = lookup(page, "/Group")
        kept = self._copy(group, 0) if isinstance(group, DictionaryObject) else None
        found = annotations_of(page, self._hidden, self.form)
        forms: list[tuple[IndirectObject, Matrix | None]] = []
        if found.on_paper:
            # Reader programs lay the finished page on white before they draw annotations over it.
            forms.append((self._put(_paper(shape.box)), None))
            content[name("Group")] = kept or dictionary(S=name("Transparency"))
        forms.append((self._put(content), None))
        unseen = found.unseen
        for drawn in found.drawn:
            form = self._form(drawn) if isinstance(drawn, Appearance) else self._made(drawn)
            if form is None:
                unseen += 1
            else:
                forms.append((self._put(form), drawn.matrix))
        self._copy_waiting()
        self._release_cache()
        return PageContent(tuple(forms), shape.box, kept, unseen, found.made)

    def value(self, source: PdfObject) -> PdfObject:
        """Copy a single object, such as a font."""
        copied = self._copy(source, 0)
        self._copy_waiting()
        return copied

    def _put(self, value: PdfObject, at: IndirectObject | None = None) -> IndirectObject:
        before = self._writer.written
        reference = self._writer.put(value, at)
        self._left -= self._writer.written - before
        if self._left < 0:
            raise Unreadable("展开后的内容过大")
        return reference

    def _content(self, page: PageObject, box: Box) -> StreamObject:
        """Return the page's content as a form; a single stream keeps its bytes as they are."""
        streams = _streams(page)
        # Decoding proves that the page can be read at all, even when its bytes are kept.
        decoded = [self._decoded(part) for part in streams]
        if len(streams) == 1:
            form = _raw(streams[0])
            for key in {"/Filter", "/DecodeParms"} & streams[0].keys():
                form[name(key[1:])] = self._copy(streams[0].raw_get(key), 0)
        else:
            form = stream(zlib.compress(b"\n".join(decoded), 6), Filter=name("FlateDecode"))
        resources = lookup(page, "/Resources")
        form[name("Resources")] = self._copy(
            resources if isinstance(resources, DictionaryObject) else DictionaryObject(), 0
        )
        form[name("BBox")] = numbers(box)
        return _as_form(form)

    def _decoded(self, source: StreamObject) -> bytes:
        if "/Filter" in source:
            source[name("Filter")] = _in_full(source["/Filter"])
        data = source.get_data()
        self._decodes -= len(data)
        if self._decodes < 0:
            raise Unreadable("展开后的内容过大")
        return data

    def _release_cache(self) -> None:
        """Empty the reader's cache of parsed objects once it may have grown large."""
        done = self._writer.written - self._decodes
        if self._reader is not None and done - self._released_at > _CACHED:
            self._reader.resolved_objects.clear()
            self._released_at = done

    def _form(self, source: Appearance) -> StreamObject | None:
        """Return an appearance as a form, or None when it is none that may be copied."""
        copied = self._copy(source.stream, 0)
        if not isinstance(copied, StreamObject):
            return None
        if source.box is not None:
            copied[name("BBox")] = numbers(source.box)
        return _as_form(copied)

    def _made(self, drawing: Drawing) -> StreamObject:
        """Return a drawing of ours as a form, in the fonts of the source and in those we add."""
        fonts = DictionaryObject(
            {name(key): self._copy(font, 0) for key, font in drawing.fonts.items()}
        )
        if not drawing.fonts:
            fonts.update(self._house_fonts() if " Tf <" in drawing.content else {})
        state = dictionary(ca=FloatObject(point(drawing.opacity)))
        state[name("CA")] = state[name("ca")]
        if drawing.multiply:
            state[name("BM")] = name("Multiply")
        form = stream(f"/G gs\n{drawing.content}".encode("latin-1"))
        form[name("Resources")] = dictionary(Font=fonts, ExtGState=dictionary(G=state))
        form[name("BBox")] = numbers(drawing.box)
        return _as_form(form)

    def _house_fonts(self) -> DictionaryObject:
        """Return our fonts for this source's fields, written once."""
        if self._house is None:
            # Their objects have numbers of their own, which a copier of the source would confuse.
            copier = PageCopier(None, self._writer, _FONT_BYTES)
            house = self.form.house
            self._house = DictionaryObject(
                {
                    name(key): self._writer.put(copier.value(each.font))
                    for key, each in zip(house.names(), house.fonts, strict=True)
                }
            )
        return self._house

    def _copy(self, value: object, depth: int) -> PdfObject:
        if depth > DEEPEST:
            raise Unreadable("对象嵌套过深")
        if isinstance(value, IndirectObject):
            return self._reference(value)
        if isinstance(value, ArrayObject):
            return ArrayObject([self._copy(member, depth + 1) for member in value])
        if isinstance(value, StreamObject):
            return self._stream(value, depth)
        if isinstance(value, DictionaryObject):
            return self._entries(value, DictionaryObject(), frozenset(), depth)
        return _plain(value)

    def _reference(self, source: IndirectObject) -> IndirectObject:
        key = source.idnum, source.generation
        if key not in self._references:
            if len(self._references) >= OBJECTS:
                raise Unreadable("对象过多")
            self._references[key] = self._writer.reserve()
            self._waiting.append((source, self._references[key]))
        return self._references[key]

    def _stream(self, source: StreamObject, depth: int) -> PdfObject:
        if lookup(source, "/Subtype") == "/PS":
            return NullObject()
        return self._entries(source, _raw(source), _OF_STREAMS, depth)

    def _entries(
        self,
        source: DictionaryObject,
        into: DictionaryObject,
        dropped: frozenset[str],
        depth: int,
    ) -> PdfObject:
        if _is_active(source):
            return NullObject()
        if _lost_its_stream(source):
            raise Damaged("文件里有图片或者内容读不出")
        for key in source:
            if key not in dropped:
                into[_exact(key)] = self._copy(source.raw_get(key), depth + 1)
        return into

    def _copy_waiting(self) -> None:
        """Write the objects referred to, and those they refer to, until none is left."""
        while self._waiting:
            source, reference = self._waiting.popleft()
            value = resolved(source)
            if isinstance(value, DictionaryObject) and lookup(value, "/Type") == "/OCG":
                hidden = (source.idnum, source.generation) in self._hidden
                self.layers.append((reference, hidden))
            self._put(self._copy(value, 0), at=reference)


def hidden_layers(reader: PdfReader) -> frozenset[tuple[int, int]]:
    """Return the object numbers of the layers that the document does not show (图层)."""
    properties = lookup(reader.root_object, "/OCProperties")
    if not isinstance(properties, DictionaryObject):
        return frozenset()
    settings = lookup(properties, "/D")
    if not isinstance(settings, DictionaryObject):
        return frozenset()
    off = _keys(settings.get("/OFF"))
    if lookup(settings, "/BaseState") == "/OFF":
        off |= _keys(properties.get("/OCGs")) - _keys(settings.get("/ON"))
    return off


def _paper(box: Box) -> StreamObject:
    """Return a form that is white all over."""
    edges = " ".join(point(edge) for edge in (box.left, box.bottom, box.width, box.height))
    return _as_form(stream(f"1 g {edges} re f".encode("ascii"), BBox=numbers(box)))


def _streams(page: PageObject) -> list[StreamObject]:
    """Return the streams that a page's content is made of; an empty page has none.

    Raises Damaged when one is named and not there: a page gone blank would be evidence lost.
    """
    content = lookup(page, "/Contents")
    parts = content if isinstance(content, ArrayObject) else [page.get("/Contents")]
    streams = []
    for part in parts:
        found = resolved(part)
        if isinstance(found, StreamObject):
            streams.append(found)
        elif isinstance(part, IndirectObject) or not isinstance(found, NullObject | None):
            raise Damaged("页面内容缺失")
    return streams


def _in_full(filters: PdfObject) -> PdfObject:
    """Return the names of filters in full: short ones are for pictures in line, but are met."""
    if isinstance(filters, ArrayObject):
        return ArrayObject([_in_full(part) for part in filters])
    return NameObject(_FILTERS.get(str(filters), str(filters)))


def _keys(value: object) -> frozenset[tuple[int, int]]:
    listed = resolved(value)
    if not isinstance(listed, ArrayObject):
        return frozenset()
    return frozenset(
        (layer.idnum, layer.generation) for layer in listed if isinstance(layer, IndirectObject)
    )


def _is_active(source: DictionaryObject) -> bool:
    """Return whether a dictionary is an action, embeds a file or is no part of what is drawn."""
    kind, action = lookup(source, "/Type"), lookup(source, "/S")
    return (
        (isinstance(kind, str) and kind in _NEVER)
        or (isinstance(action, str) and action in _ACTIONS)
        or "/EF" in source
    )


def _lost_its_stream(source: DictionaryObject) -> bool:
    """Return whether pypdf has read a stream as a mere dictionary, and would say nothing of it."""
    return (
        not isinstance(source, StreamObject)
        and "/Length" in source
        and ("/Filter" in source or lookup(source, "/Type") == "/XObject")
    )


def _raw(source: StreamObject) -> StreamObject:
    """Return a new stream with the same encoded bytes and no entries."""
    fresh = StreamObject()
    fresh.set_data(source._data)  # noqa: SLF001  # get_data would decode, and lose the original
    return fresh


def _plain(value: object) -> PdfObject:
    if isinstance(value, NameObject):
        return _exact(value)
    if isinstance(value, TextStringObject):
        # A palette or a key may look like text: its bytes are what counts.
        return ByteStringObject(value.original_bytes)
    return value if isinstance(value, PdfObject) else NullObject()


def _exact(name_read: str) -> NameObject:
    return NameObject(name_read) if name_read.isascii() else ExactName(name_read)


def _as_form(form: StreamObject) -> StreamObject:
    form[name("Type")] = name("XObject")
    form[name("Subtype")] = name("Form")
    form[name("FormType")] = NumberObject(1)
    return form
