"""The bound volume read again: stamp, label, bookmark, link and catalogue name the same page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from legaldocs.core.errors import InternalError
from legaldocs.render.printed_page import open_printed
from legaldocs.volume.bind import stamp_of
from legaldocs.volume.pdf.code import code_drawing
from legaldocs.volume.pdf.stamp_font import characters
from legaldocs.volume.pdf.values import lookup, resolved
from legaldocs.volume.record import roman

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pypdf import PageObject
    from pypdf.generic import Destination

    from legaldocs.core.errors import LegaldocsError
    from legaldocs.volume.bind import VolumeFile
    from legaldocs.volume.layout import Chapter, Layout

_STAMP = re.compile(rb"/(Stamp\d+) [\d.]+ Tf <([0-9a-f]+)> Tj")


def check_volume(
    files: Sequence[VolumeFile],
    layout: Layout,
    *,
    catalogue_fault: Callable[..., LegaldocsError] = InternalError,
) -> None:
    """Open every bound file and compare its pages with the layout.

    Compared are the number of pages, the stamp on each, its label, where each bookmark and link
    leads, and the page numbers in the text of the catalogue.

    Raises InternalError, naming file and page, at the first that differs; ``catalogue_fault`` when
    the catalogue does not print the pages of an exhibit, which a user's own template may leave out.
    """
    _same("证据卷", "分卷数", len(layout.parts), len(files))
    for file, part in zip(files, layout.parts, strict=True):
        with file.path.open("rb") as stream:
            reader = PdfReader(stream)
            _check_pages(file, part.chapters, reader)
            _check_bookmarks(file, part.chapters, reader)
            if file.front:
                _check_catalogue(file, layout, catalogue_fault)
                _check_links(file, part.chapters, reader)


def _check_pages(file: VolumeFile, chapters: Iterable[Chapter], reader: PdfReader) -> None:
    stamps = list(_expected_stamps(chapters))
    front = [("", roman(number), "") for number in range(1, file.front + 1)]
    expected = front + stamps
    _same(file.path.name, "页数", len(expected), len(reader.pages))
    labels = list(reader.page_labels)
    fonts: dict[int, dict[str, str]] = {}
    for at, (page, (stamp, label, code)) in enumerate(zip(reader.pages, expected, strict=True)):
        where = f"{file.path.name} 第 {at + 1} 张"
        _same(where, "页码戳", stamp, stamp_on(page, fonts))
        _same(where, "页面标签", label, labels[at])
        if code and not shows_code(page, code):
            _same(where, "二维码", code, "")


def _expected_stamps(chapters: Iterable[Chapter]) -> Iterator[tuple[str, str, str]]:
    """Yield stamp, label and code of each numbered sheet."""
    for chapter in chapters:
        if chapter.separator is not None:
            yield chapter.separator.stamp, str(chapter.separator.page), ""
        codes = {leaf.first: leaf.code for leaf in chapter.leaves}
        for number in range(chapter.first, chapter.last + 1):
            yield stamp_of(chapter, number), str(number), codes.get(number, "")


def shows_code(page: PageObject, code: str) -> bool:
    """Return whether a page draws the code of this text, where its own content draws one."""
    content = lookup(page, "/Contents")
    return isinstance(content, StreamObject) and code_drawing(code).encode() in content.get_data()


def stamp_on(page: PageObject, fonts: dict[int, dict[str, str]]) -> str:
    """Return the text of a page's stamp, read through the font's own map of characters."""
    content = lookup(page, "/Contents")
    if not isinstance(content, StreamObject):
        return ""
    return "".join(
        _codes(page, resource.decode(), fonts).get(run[at : at + 4].decode(), "�")
        for resource, run in _STAMP.findall(content.get_data())
        for at in range(0, len(run), 4)
    )


def _codes(page: PageObject, resource: str, fonts: dict[int, dict[str, str]]) -> dict[str, str]:
    resources = lookup(page, "/Resources")
    listed = lookup(resources, "/Font") if isinstance(resources, DictionaryObject) else None
    reference = listed.get(f"/{resource}") if isinstance(listed, DictionaryObject) else None
    if not isinstance(reference, IndirectObject):
        return {}
    if reference.idnum not in fonts:
        font = reference.get_object()
        fonts[reference.idnum] = characters(font) if isinstance(font, DictionaryObject) else {}
    return fonts[reference.idnum]


def _check_bookmarks(file: VolumeFile, chapters: Iterable[Chapter], reader: PdfReader) -> None:
    leads: dict[str, list[int]] = {}
    for line in _bookmarks(reader.outline):
        page = reader.get_destination_page_number(line)
        leads.setdefault(str(line.title), []).append(-1 if page is None else page)
    for title, number in _expected_bookmarks(chapters):
        at = file.front + number - file.first
        found = leads.get(title, [])
        shown = "、".join(f"第 {page + 1} 张" for page in found) or "没有"
        where = f"{file.path.name} 书签“{title}”"
        _same(where, "指向", f"第 {at + 1} 张", f"第 {at + 1} 张" if at in found else shown)


def _expected_bookmarks(chapters: Iterable[Chapter]) -> Iterator[tuple[str, int]]:
    """Yield each exhibit and each place inside one, with the number of its page."""
    for chapter in chapters:
        yield f"{chapter.exhibit.label} {chapter.exhibit.title}", chapter.first
        for number, titles in chapter.marks.items():
            yield from ((title, number) for title in titles)


def _bookmarks(outline: Iterable[object]) -> Iterable[Destination]:
    for line in outline:
        if isinstance(line, list):
            yield from _bookmarks(line)
        else:
            yield line  # type: ignore[misc]  # pypdf's outline holds destinations and lists


def _check_catalogue(
    file: VolumeFile,
    layout: Layout,
    fault: Callable[..., LegaldocsError],
) -> None:
    """Look for every exhibit's pages in the text in front, however its columns are read."""
    with open_printed(file.path) as printed:
        text = "\n".join(page.text() for page in islice(printed.pages(), file.front))
    for chapter in layout.chapters:
        first, last = chapter.first, chapter.last
        wanted = rf"{first}" if first == last else rf"{first}\D{{1,8}}{last}"
        if not re.search(rf"(?<!\d){wanted}(?!\d)", text):
            shown = f"{first}" if first == last else f"{first}—{last}"
            raise fault(
                f"{file.path.name} 里证据目录的页码与证据卷不符",
                expected=f"{chapter.exhibit.label} 第 {shown} 页",
                found="目录中没有这个页码",
            )


def _check_links(file: VolumeFile, chapters: Sequence[Chapter], reader: PdfReader) -> None:
    """Follow the links of the catalogue: either there is none, or each row leads to its exhibit."""
    places = {
        page.indirect_reference.idnum: at
        for at, page in enumerate(reader.pages)
        if page.indirect_reference is not None
    }
    leads = [
        places.get(_target(link), -1)
        for page in reader.pages[: file.front]
        for link in map(resolved, page.get("/Annots", ()))
    ]
    where = f"{file.path.name} 证据目录"
    if leads:
        _same(where, "链接数", len(chapters), len(leads))
    for chapter, at in zip(chapters, leads, strict=False):
        expected = file.front + chapter.first - file.first
        row = f"{where}“{chapter.exhibit.label}”"
        _same(row, "链接指向", f"第 {expected + 1} 张", f"第 {at + 1} 张")


def _target(link: object) -> int:
    """Return the object number of the page that a link leads to, or 0."""
    destination = lookup(link, "/Dest") if isinstance(link, DictionaryObject) else None
    if not isinstance(destination, ArrayObject) or not destination:
        return 0
    page = resolved(destination[0])
    reference = page.indirect_reference if isinstance(page, DictionaryObject) else None
    return reference.idnum if isinstance(reference, IndirectObject) else 0


def _same(where: str, what: str, expected: object, found: object) -> None:
    if expected != found:
        raise InternalError(
            f"证据卷复核不通过：{what}不符",
            where=where,
            expected=str(expected) or "没有",
            found=str(found) or "没有",
        )
