"""One part of the volume as it is written: pages, stamps, bookmarks, labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from legaldocs.volume.limits import bytes_allowed
from legaldocs.volume.pdf.code import code_drawing
from legaldocs.volume.pdf.copy import PageCopier
from legaldocs.volume.pdf.geometry import Box, point
from legaldocs.volume.pdf.text_layer import TextLayer
from legaldocs.volume.pdf.values import lookup, numbers
from legaldocs.volume.pdf.writer import dictionary, name, stream

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Sequence

    from pypdf import PdfReader
    from pypdf.generic import IndirectObject

    from legaldocs.volume.pdf.copy import PageContent
    from legaldocs.volume.pdf.geometry import Placement
    from legaldocs.volume.pdf.stamp_font import StampFonts
    from legaldocs.volume.pdf.writer import ObjectWriter

_SIZE = Decimal("10.5")
_RIGHT, _BASE = Decimal(40), Decimal(13)
_FONT_BYTES = 64 << 20
_RECORD = "legaldocs"


@dataclass(slots=True)
class _Bookmark:
    """A line of the outline and its sub-lines (书签)."""

    title: str
    page: IndirectObject
    below: list[_Bookmark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a sheet that leads to another sheet, both counted from nought (链接)."""

    sheet: int
    box: Box
    to: int


class Document:
    """One file of the volume being written: each page at once, in its order (一册)."""

    def __init__(
        self,
        writer: ObjectWriter,
        fonts: StampFonts,
        title: str,
        recognised: Collection[str] = (),
    ) -> None:
        self.writer = writer
        self._stamp_fonts = fonts
        self._title = title
        self._root = writer.reserve()
        self._pages: list[IndirectObject] = []
        self._looks: list[DictionaryObject] = []
        self._links: list[tuple[int, Box, IndirectObject]] = []
        self._bookmarks: list[_Bookmark] = []
        self._copiers: list[PageCopier] = []
        self._front = 0
        self._reserved: dict[int, IndirectObject] = {}
        self._fonts = self._write_fonts()
        self._layer = TextLayer(writer, recognised) if recognised else None

    def _write_fonts(self) -> DictionaryObject:
        fonts = DictionaryObject()
        for resource, stamp_font in zip(
            self._stamp_fonts.names(), self._stamp_fonts.fonts, strict=True
        ):
            fonts[name(resource)] = self.writer.put(
                PageCopier(None, self.writer, _FONT_BYTES).value(stamp_font.font)
            )
        return fonts

    def copier(self, reader: PdfReader, size: int) -> PageCopier:
        """Return a copier of the pages of a source of ``size`` bytes into this file."""
        copier = PageCopier(reader, self.writer, bytes_allowed(size))
        self._copiers.append(copier)
        return copier

    def add_page(  # noqa: PLR0913 - what a page may have besides its content
        self,
        placement: Placement,
        content: PageContent,
        stamp: str,
        *,
        number: int = 0,
        links: Sequence[tuple[Box, IndirectObject]] = (),
        stamp_leads_to: IndirectObject | None = None,
        code: str = "",
    ) -> IndirectObject:
        """Write one page and return a reference to it; without a stamp it is a front page.

        ``number`` is the one that is stamped; ``links`` are parts of the page with the page they
        lead to, to which the stamp may lead as well. ``code`` is drawn beside the stamp.
        """
        page = self._drawn(placement, content, stamp, code)
        self._looks.append(look_of(page))
        page.update(dictionary(Type=name("Page"), Parent=self._root))
        if stamp and stamp_leads_to is not None:
            links = (*links, (self._stamp_box(stamp, placement), stamp_leads_to))
        if links:
            self._links += [(len(self._pages), *link) for link in links]
            page[name("Annots")] = ArrayObject([_link(*link) for link in links])
        self._pages.append(self.writer.put(page, at=self._reserved.pop(number, None)))
        return self._pages[-1]

    def _drawn(
        self, placement: Placement, content: PageContent, stamp: str, code: str
    ) -> DictionaryObject:
        """Return the entries of a page that say how it looks."""
        drawing = _drawing(placement, content)
        resources = dictionary(
            XObject=DictionaryObject(
                {name(f"P{n}"): form for n, (form, _) in enumerate(content.drawn)}
            )
        )
        if stamp:
            drawing += self._stamping(stamp, placement, code)
            resources[name("Font")] = self._fonts
        else:
            self._front += 1
        if content.lines and self._layer is not None:
            drawing += "\n" + self._layer.write(content.lines)
            resources[name("Font")] = self._layer.beside(self._fonts)
        sheet = Box(Decimal(0), Decimal(0), placement.width, placement.height)
        page = dictionary(
            MediaBox=numbers(sheet),
            Resources=resources,
            Contents=self.writer.put(stream(drawing.encode("ascii"))),
        )
        if content.group is not None:
            page[name("Group")] = content.group
        return page

    def page_to_come(self, number: int) -> IndirectObject:
        """Return a reference to the page that will be stamped with ``number``."""
        if number not in self._reserved:
            self._reserved[number] = self.writer.reserve()
        return self._reserved[number]

    def _stamping(self, stamp: str, placement: Placement, code: str) -> str:
        """Return the operators that draw a stamp, and the code where there is one."""
        right = placement.width - _RIGHT
        drawing = "\n" + self._stamp_fonts.write(stamp, right=right, base=_BASE, size=_SIZE)
        return f"{drawing}\n{code_drawing(code)}" if code else drawing

    def _stamp_box(self, stamp: str, placement: Placement) -> Box:
        right = placement.width - _RIGHT
        left = right - self._stamp_fonts.width(stamp) * _SIZE
        return Box(left - 2, _BASE - 4, right + 2, _BASE + _SIZE + 2)

    def add_bookmark(
        self, group: str, title: str, page: IndirectObject, opening: IndirectObject | None = None
    ) -> None:
        """Add a bookmark below the one of its group; a new group leads to its ``opening`` page."""
        line = _Bookmark(title, page)
        if not group:
            self._bookmarks.append(line)
        elif self._bookmarks and self._bookmarks[-1].title == group:
            self._bookmarks[-1].below.append(line)
        else:
            self._bookmarks.append(_Bookmark(group, opening or page, [line]))

    def add_mark(self, title: str, page: IndirectObject) -> None:
        """Add a bookmark below the last one of its group: a place inside an exhibit."""
        self._bookmarks[-1].below[-1].below.append(_Bookmark(title, page))

    def digests(self) -> tuple[str, ...]:
        """Return the digest of what each page draws, in the order of the pages."""
        digests = self.writer.digests()
        return tuple(map(digests.of, self._looks))

    def layers_digest(self) -> str:
        """Return the digest of the layers, empty where there is none."""
        layers = self._layers()
        return self.writer.digests().of(layers) if layers else ""

    def links(self) -> tuple[Link, ...]:
        """Return the links of all pages."""
        places = {page.idnum: at for at, page in enumerate(self._pages)}
        return tuple(Link(sheet, box, places[page.idnum]) for sheet, box, page in self._links)

    def outline(self) -> tuple[tuple[int, str, int], ...]:
        """Return the bookmarks from top to bottom: depth, title and sheet, counted from nought."""
        places = {page.idnum: at for at, page in enumerate(self._pages)}
        return tuple(_lines(self._bookmarks, places, 0))

    def close(self, as_of: dt.date, first: int, record: bytes = b"") -> int:
        """Write page tree, labels, outline and information; return the file's size in bytes.

        ``first`` is the number stamped on the first page after the front pages; ``record`` is kept
        in the file where no reader program shows it.
        """
        pages = dictionary(
            Type=name("Pages"),
            Kids=ArrayObject(self._pages),
            Count=NumberObject(len(self._pages)),
        )
        self.writer.put(pages, at=self._root)
        catalog = dictionary(
            Type=name("Catalog"),
            Pages=self._root,
            Lang=TextStringObject("zh-CN"),
            PageMode=name("UseOutlines"),
            PageLabels=dictionary(Nums=self._labels(first)),
            Outlines=self._outline(),
            ViewerPreferences=dictionary(DisplayDocTitle=BooleanObject(value=True)),
        )
        if layers := self._layers():
            catalog[name("OCProperties")] = layers
        # Midnight in Beijing of the day the volume is dated; no clock is read.
        day = TextStringObject(f"D:{as_of:%Y%m%d}000000+08'00'")
        if record:
            kept = dictionary(LastModified=day, Private=self.writer.put(stream(record)))
            catalog[name("PieceInfo")] = DictionaryObject({name(_RECORD): kept})
        info = dictionary(
            Title=TextStringObject(self._title),
            Producer=TextStringObject("legaldocs"),
            CreationDate=day,
            ModDate=day,
        )
        self.writer.close(self.writer.put(catalog), self.writer.put(info))
        return self.writer.written

    def _labels(self, first: int) -> ArrayObject:
        """Return roman figures for the front pages, then the numbers that are stamped."""
        labels = ArrayObject()
        if self._front:
            labels.extend([NumberObject(0), dictionary(S=name("r"))])
        if len(self._pages) > self._front:
            stamped = dictionary(S=name("D"), St=NumberObject(first))
            labels.extend([NumberObject(self._front), stamped])
        return labels

    def _outline(self) -> IndirectObject:
        root = self.writer.reserve()
        entries = dictionary(Type=name("Outlines"), Count=NumberObject(_count(self._bookmarks)))
        self._link(entries, self._bookmarks, root)
        return self.writer.put(entries, at=root)

    def _link(
        self, holder: DictionaryObject, lines: list[_Bookmark], parent: IndirectObject
    ) -> None:
        """Write the lines below ``holder`` as a doubly linked list (ISO 32000-1, 12.3.3)."""
        places = [self.writer.reserve() for _ in lines]
        for at, line in enumerate(lines):
            item = dictionary(
                Title=TextStringObject(line.title),
                Parent=parent,
                Dest=_to(line.page),
            )
            if at:
                item[name("Prev")] = places[at - 1]
            if at + 1 < len(places):
                item[name("Next")] = places[at + 1]
            if line.below:
                item[name("Count")] = NumberObject(_count(line.below))
                self._link(item, line.below, places[at])
            self.writer.put(item, at=places[at])
        if places:
            holder[name("First")], holder[name("Last")] = places[0], places[-1]

    def _layers(self) -> DictionaryObject | None:
        """Return the layers of all sources; those hidden in a source stay hidden."""
        layers = [layer for copier in self._copiers for layer in copier.layers]
        if not layers:
            return None
        off = ArrayObject([reference for reference, hidden in layers if hidden])
        return dictionary(
            OCGs=ArrayObject([reference for reference, _ in layers]),
            D=dictionary(OFF=off, Order=ArrayObject()),
        )


def look_of(page: DictionaryObject) -> DictionaryObject:
    """Return the entries of a page that say how it looks, its links left out."""
    keys = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
    return DictionaryObject({name(key[1:]): page.raw_get(key) for key in keys if key in page})


def kept_record(root: DictionaryObject) -> object:
    """Return what stands where ``Document.close`` keeps its record, or None."""
    found: object = root
    for key in ("/PieceInfo", f"/{_RECORD}", "/Private"):
        found = lookup(found, key) if isinstance(found, DictionaryObject) else None
    return found


def _link(box: Box, page: IndirectObject) -> DictionaryObject:
    return dictionary(
        Type=name("Annot"),
        Subtype=name("Link"),
        Rect=numbers(box),
        Border=ArrayObject([NumberObject(0)] * 3),
        Dest=_to(page),
    )


def _lines(
    lines: list[_Bookmark], places: dict[int, int], depth: int
) -> Iterator[tuple[int, str, int]]:
    for line in lines:
        yield depth, line.title, places[line.page.idnum]
        yield from _lines(line.below, places, depth + 1)


def _to(page: IndirectObject) -> ArrayObject:
    """Return a destination: the page, as large as the reader program shows it already."""
    return ArrayObject([page, name("XYZ"), *[NullObject()] * 3])


def _count(lines: list[_Bookmark]) -> int:
    return sum(1 + _count(line.below) for line in lines)


def _drawing(placement: Placement, content: PageContent) -> str:
    """Return the operators that draw the content where it is placed, clipped to its box."""
    lines = ["q", f"{placement.matrix.operands()} cm"]
    if (clip := content.clip) is not None:
        edges = (clip.left, clip.bottom, clip.width, clip.height)
        # Ten places: the clip of a tall picture is measured in parts of its height.
        lines.append(f"{' '.join(point(edge, places=10) for edge in edges)} re W n")
    for number, (_, matrix) in enumerate(content.drawn):
        draw = f"/P{number} Do"
        lines.append(draw if matrix is None else f"q {matrix.operands()} cm {draw} Q")
    return "\n".join((*lines, "Q"))
