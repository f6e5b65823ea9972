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
from legaldocs.volume.pdf.copy import Graft
from legaldocs.volume.pdf.geometry import Box, point
from legaldocs.volume.pdf.values import numbers
from legaldocs.volume.pdf.writer import dictionary, name, stream

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pypdf import PdfReader
    from pypdf.generic import IndirectObject

    from legaldocs.volume.pdf.copy import Picture
    from legaldocs.volume.pdf.geometry import Placed
    from legaldocs.volume.pdf.stamp_font import Ink
    from legaldocs.volume.pdf.writer import Press

_SIZE = Decimal("10.5")
_RIGHT, _BASE = Decimal(40), Decimal(13)
_FONT_BYTES = 64 << 20


@dataclass(slots=True)
class _Bookmark:
    """A line of the outline, with those below it (书签)."""

    title: str
    page: IndirectObject
    below: list[_Bookmark] = field(default_factory=list)


class Quire:
    """Gathers pages into one file: each written at once, the order kept (一册)."""

    def __init__(self, press: Press, ink: Ink, title: str) -> None:
        self.press = press
        self._ink = ink
        self._title = title
        self._root = press.reserve()
        self._pages: list[IndirectObject] = []
        self._bookmarks: list[_Bookmark] = []
        self._grafts: list[Graft] = []
        self._front = 0
        self._promised: dict[int, IndirectObject] = {}
        self._fonts = self._write_fonts()

    def _write_fonts(self) -> DictionaryObject:
        fonts = DictionaryObject()
        for resource, face in zip(self._ink.names(), self._ink.faces, strict=True):
            fonts[name(resource)] = self.press.put(
                Graft(None, self.press, _FONT_BYTES).value(face.font)
            )
        return fonts

    def graft(self, reader: PdfReader, size: int) -> Graft:
        """Return what carries pages of a source of ``size`` bytes into this file."""
        graft = Graft(reader, self.press, bytes_allowed(size))
        self._grafts.append(graft)
        return graft

    def page(
        self,
        placed: Placed,
        picture: Picture,
        stamp: str,
        *,
        number: int = 0,
        links: Sequence[tuple[Box, int]] = (),
    ) -> IndirectObject:
        """Write one page and return a reference to it; without a stamp it is a front page.

        ``number`` is the one that is stamped; ``links`` are parts of a front page with the number
        of the page they lead to.
        """
        content = _drawing(placed, picture)
        resources = dictionary(
            XObject=DictionaryObject(
                {name(f"P{n}"): form for n, (form, _) in enumerate(picture.drawn)}
            )
        )
        if stamp:
            right = placed.width - _RIGHT
            content += "\n" + self._ink.write(stamp, right=right, base=_BASE, size=_SIZE)
            resources[name("Font")] = self._fonts
        else:
            self._front += 1
        sheet = Box(Decimal(0), Decimal(0), placed.width, placed.height)
        page = dictionary(
            Type=name("Page"),
            Parent=self._root,
            MediaBox=numbers(sheet),
            Resources=resources,
            Contents=self.press.put(stream(content.encode("ascii"))),
        )
        if picture.group is not None:
            page[name("Group")] = picture.group
        if links:
            page[name("Annots")] = ArrayObject([self._link_to(*link) for link in links])
        self._pages.append(self.press.put(page, at=self._promised.pop(number, None)))
        return self._pages[-1]

    def _link_to(self, box: Box, number: int) -> DictionaryObject:
        """Return a link to a page still to be written, whose place in the file is promised."""
        if number not in self._promised:
            self._promised[number] = self.press.reserve()
        return dictionary(
            Type=name("Annot"),
            Subtype=name("Link"),
            Rect=numbers(box),
            Border=ArrayObject([NumberObject(0)] * 3),
            Dest=_to(self._promised[number]),
        )

    def bookmark(self, group: str, title: str, page: IndirectObject) -> None:
        """Add a bookmark below the one of its group; a new group begins with its first page."""
        line = _Bookmark(title, page)
        if not group:
            self._bookmarks.append(line)
        elif self._bookmarks and self._bookmarks[-1].title == group:
            self._bookmarks[-1].below.append(line)
        else:
            self._bookmarks.append(_Bookmark(group, page, [line]))

    def close(self, as_of: dt.date, first: int) -> int:
        """Write what holds the pages together and return the size of the file in bytes.

        ``first`` is the number stamped on the first page after the front pages.
        """
        pages = dictionary(
            Type=name("Pages"),
            Kids=ArrayObject(self._pages),
            Count=NumberObject(len(self._pages)),
        )
        self.press.put(pages, at=self._root)
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
        # Midnight in Beijing: the day the volume speaks of, not the moment it was made.
        day = TextStringObject(f"D:{as_of:%Y%m%d}000000+08'00'")
        info = dictionary(
            Title=TextStringObject(self._title),
            Producer=TextStringObject("legaldocs"),
            CreationDate=day,
            ModDate=day,
        )
        self.press.close(self.press.put(catalog), self.press.put(info))
        return self.press.written

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
        root = self.press.reserve()
        entries = dictionary(Type=name("Outlines"), Count=NumberObject(_count(self._bookmarks)))
        self._link(entries, self._bookmarks, root)
        return self.press.put(entries, at=root)

    def _link(
        self, holder: DictionaryObject, lines: list[_Bookmark], parent: IndirectObject
    ) -> None:
        """Write the lines below ``holder``, each knowing the one before and the one after."""
        places = [self.press.reserve() for _ in lines]
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
            self.press.put(item, at=places[at])
        if places:
            holder[name("First")], holder[name("Last")] = places[0], places[-1]

    def _layers(self) -> DictionaryObject | None:
        """Return the layers of all sources, those hidden that were hidden there."""
        layers = [each for graft in self._grafts for each in graft.layers]
        if not layers:
            return None
        off = ArrayObject([reference for reference, hidden in layers if hidden])
        return dictionary(
            OCGs=ArrayObject([reference for reference, _ in layers]),
            D=dictionary(OFF=off, Order=ArrayObject()),
        )


def _to(page: IndirectObject) -> ArrayObject:
    """Return a destination: the page, as large as the reader program shows it already."""
    return ArrayObject([page, name("XYZ"), *[NullObject()] * 3])


def _count(lines: list[_Bookmark]) -> int:
    return sum(1 + _count(each.below) for each in lines)


def _drawing(placed: Placed, picture: Picture) -> str:
    """Return content that draws the picture where it is placed, clipped to its box."""
    lines = ["q", f"{placed.matrix.operands()} cm"]
    if (clip := picture.clip) is not None:
        edges = (clip.left, clip.bottom, clip.width, clip.height)
        lines.append(f"{' '.join(point(each) for each in edges)} re W n")
    for number, (_, matrix) in enumerate(picture.drawn):
        draw = f"/P{number} Do"
        lines.append(draw if matrix is None else f"q {matrix.operands()} cm {draw} Q")
    return "\n".join((*lines, "Q"))
