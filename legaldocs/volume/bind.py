"""The volume itself: every page on A4, stamped with its number, bookmarked and labelled."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypdf import PdfReader

from legaldocs.core.errors import InternalError
from legaldocs.volume.catalogue import entries
from legaldocs.volume.convert import picture as photo
from legaldocs.volume.convert.pdf import open_reader, readable
from legaldocs.volume.convert.slip import set_slips
from legaldocs.volume.limits import Metered, Unreadable
from legaldocs.volume.pdf.copy import Picture
from legaldocs.volume.pdf.document import Quire
from legaldocs.volume.pdf.geometry import place_front, place_page, place_photo
from legaldocs.volume.pdf.stamp_font import mix
from legaldocs.volume.pdf.values import page_shape
from legaldocs.volume.pdf.writer import Press

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from legaldocs.volume.layout import Chapter, Layout, Leaf, Part
    from legaldocs.volume.pdf.geometry import Box, Placed


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the volume says about itself, and the pages in front of it (卷首).

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
    """Return what is stamped on a page.

    The exhibit's label says whose page it is, the number where it stands in the volume.
    """
    return f"{chapter.exhibit.label} · {page}"


def bind(
    layout: Layout,
    imprint: Imprint,
    into: Path,
    *,
    tick: Callable[[str], None] = lambda _: None,
) -> tuple[VolumeFile, ...]:
    """Write the parts of the volume into the folder ``into`` and return them.

    Cover and catalogue stand in front of the first part, numbered in roman figures and without a
    stamp; the stamped numbers run on through the parts. ``tick`` is told each exhibit's label once
    it is bound.

    Raises InternalError when an original no longer has the pages that were laid out, and InputError
    when the system has no font for the stamps.
    """
    if not layout.parts:
        return ()
    ink = mix([*(stamp_of(each, 0) for each in layout.chapters), "0123456789"])
    slips = _set(layout)
    files = []
    for part in layout.parts:
        path = into / f"证据卷-{part.number}.pdf"
        first, last = part.chapters[0].first, part.chapters[-1].last
        with path.open("xb") as sink:
            quire = Quire(Press(sink), ink, _title(imprint, part, layout))
            front = _front(quire, imprint, layout) if part.number == 1 else 0
            sheets = _Slips(slips, layout, quire)
            for chapter in part.chapters:
                _bind_chapter(quire, chapter, sheets)
                tick(chapter.exhibit.label)
            size = quire.close(imprint.as_of, first)
        files.append(VolumeFile(path, part.number, front, first, last, size))
    return tuple(files)


def _title(imprint: Imprint, part: Part, layout: Layout) -> str:
    return imprint.title if len(layout.parts) == 1 else f"{imprint.title}（第{part.number}卷）"


def _front(quire: Quire, imprint: Imprint, layout: Layout) -> int:
    """Bind cover and catalogue as they are, rows linked, and return how many pages they have."""
    listed = entries(imprint.catalogue, layout) if imprint.catalogue else ()
    near = {chapter.first for chapter in layout.parts[0].chapters}
    links: dict[int, list[tuple[Box, int]]] = {}
    for each in listed:
        # A link into another file breaks when that file is renamed: later parts are not linked.
        if each.first in near:
            links.setdefault(each.sheet, []).append((each.box, each.first))
    covers = _bind_front(quire, "封面", imprint.cover, {})
    return covers + _bind_front(quire, "证据目录", imprint.catalogue, links)


def _bind_front(
    quire: Quire, title: str, pdf: bytes, links: Mapping[int, list[tuple[Box, int]]]
) -> int:
    if not pdf:
        return 0
    reader = PdfReader(io.BytesIO(pdf))
    graft = quire.graft(reader, len(pdf))
    for sheet, source in enumerate(reader.pages):
        shape = page_shape(source)
        picture = graft.page(source, shape)
        page = quire.page(place_front(shape), picture, "", links=links.get(sheet, ()))
        if sheet == 0:
            quire.bookmark("", title, page)
    return len(reader.pages)


def _bind_chapter(quire: Quire, chapter: Chapter, slips: _Slips) -> None:
    number = chapter.first
    for leaf in chapter.leaves:
        for placed, picture in _pages(quire, leaf, slips):
            page = quire.page(placed, picture, stamp_of(chapter, number), number=number)
            if number == chapter.first:
                title = f"{chapter.exhibit.label} {chapter.exhibit.title}"
                quire.bookmark(chapter.exhibit.group, title, page)
            number += 1
        if number != leaf.last + 1:
            raise InternalError(
                "装订的页数与版面不符",
                where=leaf.file,
                expected=f"{leaf.pages} 页",
                found=f"{leaf.pages + number - leaf.last - 1} 页",
            )


def _pages(quire: Quire, leaf: Leaf, slips: _Slips) -> Iterator[tuple[Placed, Picture]]:
    """Yield each page of a leaf: where it lies on its sheet, and its picture."""
    try:
        if leaf.slip is not None:
            yield slips.page(leaf)
        elif leaf.form == "photo":
            for frame in photo.frames(_path(leaf)):
                placed = place_photo(frame.pixels, frame.orientation)
                yield placed, Picture(((quire.press.put(frame.image), None),))
        else:
            yield from _pdf_pages(quire, _path(leaf))
    except Unreadable as error:
        raise InternalError(
            "文件在编排版面时可以读取，装订时不能", where=leaf.file, found=str(error)
        ) from error


def _pdf_pages(quire: Quire, path: Path) -> Iterator[tuple[Placed, Picture]]:
    with path.open("rb") as stream, readable():
        # Inspection has counted the work on this file already, and it has not changed since.
        reader = open_reader(Metered(stream))
        graft = quire.graft(reader, path.stat().st_size)
        for page in reader.pages:
            shape = page_shape(page)
            yield place_page(shape), graft.page(page, shape)


def _path(leaf: Leaf) -> Path:
    if leaf.path is None:
        raise InternalError("版面中的页面没有原件", where=leaf.file)
    return leaf.path


def _set(layout: Layout) -> bytes:
    """Return all slip sheets as one PDF, a page each, in the order of the volume."""
    slips = [slip for each in layout.chapters for leaf in each.leaves if (slip := leaf.slip)]
    return set_slips(slips) if slips else b""


class _Slips:
    """The slip sheets, ready for one part of the volume (说明页)."""

    def __init__(self, pdf: bytes, layout: Layout, quire: Quire) -> None:
        numbers = [leaf.first for each in layout.chapters for leaf in each.leaves if leaf.slip]
        self._places = {number: place for place, number in enumerate(numbers)}
        self._reader = PdfReader(io.BytesIO(pdf)) if pdf else None
        self._graft = quire.graft(self._reader, len(pdf)) if self._reader else None

    def page(self, leaf: Leaf) -> tuple[Placed, Picture]:
        """Return the slip sheet that stands for ``leaf``."""
        if self._reader is None or self._graft is None:
            raise InternalError("说明页没有排版", where=leaf.file)
        page = self._reader.pages[self._places[leaf.first]]
        shape = page_shape(page)
        return place_page(shape), self._graft.page(page, shape)
