"""The volume itself: every page on A4, stamped with its number, bookmarked and labelled."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pypdf import PdfReader

from legaldocs.core.errors import InternalError
from legaldocs.volume.catalogue import catalogue_entries
from legaldocs.volume.convert.slip import Slip, set_sheets
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.pdf.document import Document
from legaldocs.volume.pdf.geometry import place_front, place_page, raised
from legaldocs.volume.pdf.names import exact_names
from legaldocs.volume.pdf.stamp_font import stamp_fonts
from legaldocs.volume.pdf.values import page_shape
from legaldocs.volume.pdf.writer import ObjectWriter
from legaldocs.volume.record import (
    RecordedBookmark,
    RecordedSheet,
    VolumeRecord,
    digest_of,
    recorded_exhibits,
    recorded_link,
    roman,
    written,
)
from legaldocs.volume.separator import SEPARATOR

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from pypdf.generic import IndirectObject

    from legaldocs.volume.layout import Chapter, Layout, Leaf, VolumePart
    from legaldocs.volume.pages import ReadLine
    from legaldocs.volume.pdf.copy import PageContent, PageCopier
    from legaldocs.volume.pdf.geometry import Box, Placement
    from legaldocs.volume.separator import Separator


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The title and date of the volume, and the pages in front of it (卷首).

    ``cover`` and ``catalogue`` are PDFs, either may be empty; ``as_of`` dates the file, for no
    clock is read.
    """

    title: str
    as_of: dt.date
    cover: bytes = b""
    catalogue: bytes = b""


@dataclass(frozen=True, slots=True)
class VolumeFile:
    """One bound file (证据卷). ``front`` counts the unstamped pages before page ``first``."""

    path: Path
    part: int
    front: int
    first: int
    last: int
    size: int


def stamp_of(chapter: Chapter, page: int) -> str:
    """Return the stamp of a page: the label of its exhibit and its number in the volume."""
    return f"{chapter.exhibit.label} · {page}"


def bind(
    layout: Layout,
    front_matter: FrontMatter,
    into: Path,
    *,
    tick: Callable[[str], None] = lambda _: None,
) -> tuple[VolumeFile, ...]:
    """Write the parts of the volume into the folder ``into`` and return them.

    Cover and catalogue stand in front of the first part, numbered in roman figures and without a
    stamp; the stamped numbers run on through the parts. ``tick`` is called with each exhibit's
    label once it is bound.

    Raises InternalError when an original no longer has the pages that were laid out, and InputError
    when the system has no font for the stamps.
    """
    if not layout.parts:
        return ()
    with exact_names():
        stamps = [stamp_of(chapter, 0) for chapter in layout.chapters]
        fonts = stamp_fonts([*stamps, SEPARATOR, "0123456789"])
        slips = _SlipSheets(layout)
        files = []
        previous = ""
        for part in layout.parts:
            path = into / f"证据卷-{part.number}.pdf"
            with path.open("xb") as sink:
                title = _title(front_matter, part, layout)
                document = Document(ObjectWriter(sink), fonts, title, _characters(part))
                front = _bind_front(document, front_matter, layout) if part.number == 1 else _NONE
                slips.begin(document)
                for chapter in part.chapters:
                    _bind_chapter(document, chapter, slips, front.leads_from(chapter))
                    tick(chapter.exhibit.label)
                record = written(_record(document, front_matter, layout, part, front, previous))
                previous = digest_of(record)
                size = document.close(front_matter.as_of, part.first, record)
            files.append(VolumeFile(path, part.number, front.count, part.first, part.last, size))
    return tuple(files)


@dataclass(frozen=True, slots=True)
class _Front:
    """The front pages that are bound (卷首页): their count, and the one an exhibit leads back to.

    ``rows`` has the sheet of the catalogue with the exhibit's row, by its first page.
    """

    count: int
    catalogue: tuple[IndirectObject, ...]
    rows: Mapping[int, int]

    def leads_from(self, chapter: Chapter) -> IndirectObject | None:
        if not self.catalogue:
            return None
        return self.catalogue[self.rows.get(chapter.first, 0)]


_NONE = _Front(0, (), {})


def _record(
    document: Document,
    front_matter: FrontMatter,
    layout: Layout,
    part: VolumePart,
    front: _Front,
    previous: str,
) -> VolumeRecord:
    read = {str(number) for number, _ in _read(part)}
    faces = [("", roman(number), True, "") for number in range(1, front.count + 1)]
    for chapter in part.chapters:
        if chapter.separator is not None:
            faces.append((chapter.separator.stamp, str(chapter.separator.page), True, ""))
        faces += [
            (stamp_of(chapter, number), str(number), isinstance(leaf.content, Slip), code)
            for leaf in chapter.leaves
            for number in range(leaf.first, leaf.last + 1)
            for code in (leaf.code if number == leaf.first else "",)
        ]
    return VolumeRecord(
        title=front_matter.title,
        as_of=front_matter.as_of.isoformat(),
        part=part.number,
        parts=len(layout.parts),
        previous=previous,
        front=front.count,
        exhibits=recorded_exhibits(layout),
        sheets=tuple(
            RecordedSheet(stamp, label, drawn, ours, code, label in read)
            for (stamp, label, ours, code), drawn in zip(faces, document.digests(), strict=True)
        ),
        outline=tuple(RecordedBookmark(*line) for line in document.outline()),
        links=tuple(map(recorded_link, document.links())),
        layers=document.layers_digest(),
        recogniser=layout.recogniser,
        separators=tuple(
            chapter.separator.page for chapter in layout.chapters if chapter.separator is not None
        ),
    )


def _read(part: VolumePart) -> Iterator[tuple[int, tuple[ReadLine, ...]]]:
    """Yield the number of each page with recognised lines, and the lines."""
    for chapter in part.chapters:
        for leaf in chapter.leaves:
            if not isinstance(leaf.content, Slip):
                yield from (
                    (leaf.first + at, lines)
                    for at, lines in leaf.content.recognised.items()
                    if lines
                )


def _characters(part: VolumePart) -> frozenset[str]:
    return frozenset(char for _, lines in _read(part) for line in lines for char in line.text)


def _title(front_matter: FrontMatter, part: VolumePart, layout: Layout) -> str:
    title = front_matter.title
    return title if len(layout.parts) == 1 else f"{title}（第{part.number}卷）"


def _bind_front(document: Document, front_matter: FrontMatter, layout: Layout) -> _Front:
    """Bind cover and catalogue as they are, rows linked."""
    catalogue = front_matter.catalogue
    bound_here = {chapter.first for chapter in layout.parts[0].chapters}
    links: dict[int, list[tuple[Box, IndirectObject]]] = {}
    rows: dict[int, int] = {}
    for row in catalogue_entries(catalogue, layout) if catalogue else ():
        # A link into another file breaks when that file is renamed: later parts are not linked.
        if row.first in bound_here:
            to = document.page_to_come(row.first)
            links.setdefault(row.sheet, []).append((row.box, to))
            rows[row.first] = row.sheet
    covers = _bind_unstamped(document, "封面", front_matter.cover, {})
    listed = _bind_unstamped(document, "证据目录", catalogue, links)
    return _Front(len(covers) + len(listed), listed, rows)


def _bind_unstamped(
    document: Document,
    title: str,
    pdf: bytes,
    links: Mapping[int, list[tuple[Box, IndirectObject]]],
) -> tuple[IndirectObject, ...]:
    if not pdf:
        return ()
    reader = PdfReader(io.BytesIO(pdf))
    copier = document.copier(reader, len(pdf))
    pages = []
    for sheet, source in enumerate(reader.pages):
        shape = page_shape(source)
        content = copier.page(source, shape)
        page = document.add_page(place_front(shape), content, "", links=links.get(sheet, ()))
        if sheet == 0:
            document.add_bookmark("", title, page)
        pages.append(page)
    return tuple(pages)


def _bind_chapter(
    document: Document, chapter: Chapter, slips: _SlipSheets, row: IndirectObject | None
) -> None:
    """Bind the pages of an exhibit; the stamp of the first leads back to its catalogue ``row``."""
    number, marks, opening = chapter.first, chapter.marks, None
    if (separator := chapter.separator) is not None:
        placement, content = slips.next_page()
        opening = document.add_page(placement, content, separator.stamp, number=separator.page)
    for leaf in chapter.leaves:
        for placement, content in _drawn(document, leaf, slips):
            stamp = stamp_of(chapter, number)
            back = row if number == chapter.first else None
            code = leaf.code if number == leaf.first else ""
            page = document.add_page(
                raised(placement) if code else placement,
                content,
                stamp,
                number=number,
                stamp_leads_to=back,
                code=code,
            )
            if number == chapter.first:
                title = f"{chapter.exhibit.label} {chapter.exhibit.title}"
                document.add_bookmark(chapter.exhibit.group, title, page, opening or page)
            for mark in marks.get(number, ()):
                document.add_mark(mark, page)
            number += 1
        if number != leaf.last + 1:
            raise InternalError(
                "装订的页数与版面不符",
                where=leaf.file,
                expected=f"{leaf.last - leaf.first + 1} 页",
                found=f"{number - leaf.first} 页",
            )


def _drawn(
    document: Document, leaf: Leaf, slips: _SlipSheets
) -> Iterator[tuple[Placement, PageContent]]:
    """Yield each page of a leaf: its place on the sheet, and what is drawn there."""
    if isinstance(leaf.content, Slip):
        yield slips.next_page()
        return
    try:
        recognised = leaf.content.recognised
        for at, (placement, content) in enumerate(leaf.content.draw(document)):
            lines = recognised.get(at)
            yield placement, replace(content, lines=lines) if lines else content
    except Unreadable as error:
        raise InternalError(
            "文件在编排版面时可以读取，装订时不能", where=leaf.file, found=str(error)
        ) from error


def _sheets(layout: Layout) -> Iterator[Slip | Separator]:
    """Yield the sheets of our own in the order of the volume."""
    for chapter in layout.chapters:
        if chapter.separator is not None:
            yield chapter.separator
        yield from (leaf.content for leaf in chapter.leaves if isinstance(leaf.content, Slip))


class _SlipSheets:
    """All slip sheets and separators, set in one run and bound one after another (说明页)."""

    def __init__(self, layout: Layout) -> None:
        sheets = list(_sheets(layout))
        self._pdf = set_sheets(sheets) if sheets else b""
        self._reader = PdfReader(io.BytesIO(self._pdf)) if sheets else None
        self._copier: PageCopier | None = None
        self._bound = 0

    def begin(self, document: Document) -> None:
        """Bind the sheets that follow into ``document``."""
        if self._reader is not None:
            self._copier = document.copier(self._reader, len(self._pdf))

    def next_page(self) -> tuple[Placement, PageContent]:
        """Return the next sheet in the order of the volume."""
        if self._reader is None or self._copier is None:
            raise InternalError("说明页没有排版")
        page = self._reader.pages[self._bound]
        self._bound += 1
        shape = page_shape(page)
        return place_page(shape), self._copier.page(page, shape)
