"""Finished files printed one after another: their pages in one PDF, each file on its own sheets.

What a page draws is not touched. The tags of the sources are left out, since the file is printed
and not read.
"""

from __future__ import annotations

import gc
import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdf import PdfReader, PdfWriter

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_OF_TAGS = ("/StructParents", "/Tabs")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a file of several stands in what they became (页码范围): its first and last page.

    ``blanks`` are the empty pages among and after them, so that each part begins on a new sheet.
    """

    first: int
    last: int
    blanks: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Several finished files in one (合并的文件)."""

    pdf: bytes
    spans: tuple[Span, ...]
    pages: int


def merged(
    stacks: Iterable[tuple[str, Sequence[bytes]]], title: str, *, duplex: bool = False
) -> Merged:
    """Return the pages of all ``stacks`` in one file, with a bookmark for each stack.

    A stack is its bookmark and its files. With ``duplex`` an empty page follows every file of an
    odd number of pages, so that none begins on the back of another.
    """
    writer, spans = PdfWriter(), list[Span]()
    for name, files in stacks:
        first, blanks = len(writer.pages) + 1, 0
        last = first
        for file in files:
            _add(writer, file)
            last = len(writer.pages)
            if duplex and last % 2:
                writer.add_blank_page()
                blanks += 1
        writer.add_outline_item(title=name, page_number=first - 1)
        spans.append(Span(first, last, blanks))
    writer.metadata = {"/Title": title, "/Producer": "legaldocs"}
    data = io.BytesIO()
    writer.write(data)
    made = Merged(data.getvalue(), tuple(spans), len(writer.pages))
    # Its objects hold each other, so that only the collector frees them, which comes seldom.
    del writer
    gc.collect()
    return made


def page_count(pdf: bytes) -> int:
    """Return the number of pages of a finished .pdf. Raises InputError for a damaged one."""
    with _opened(pdf) as document:
        return len(document)


def words_of(pdf: bytes) -> str:
    """Return the text of a finished .pdf without any space or line end.

    Raises InputError for a damaged one.
    """
    with _opened(pdf) as document:
        pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    return "".join("".join(pages).split())


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise InputError("PDF 已损坏，无法读取", next_step="重新生成这份文书") from error
    try:
        yield document
    finally:
        document.close()


def _add(writer: PdfWriter, file: bytes) -> None:
    for page in PdfReader(io.BytesIO(file)).pages:
        for key in _OF_TAGS:
            page.pop(key, None)
        writer.add_page(page)
