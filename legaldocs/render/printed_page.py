"""The pages of a finished .pdf as a second program reads them: the text, and how it is drawn."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Matrix = tuple[float, float, float, float, float, float]

_HYPHEN = str.maketrans("\x02\ufffe", "--")
"""What stands for a hyphen at the end of a line, where the program expects a word to go on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn in one go (文字块): its height and start in points, and how it is painted.

    Red, green, blue and opacity are parts of 1.
    """

    height: float
    start: tuple[float, float]
    colour: tuple[float, float, float]
    opacity: float
    unpainted: bool


class Run(NamedTuple):
    """Words drawn one after another at one height (文字行): the text, its start and right edge."""

    text: str
    start: tuple[float, float]
    end: float


class PrintedPage:
    """One page of a finished .pdf (成稿页)."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self._page.get_size()  # type: ignore[no-any-return]  # the library has no types

    @property
    def has_annotations(self) -> bool:
        """Whether there is anything to click."""
        return bool(raw.FPDFPage_GetAnnotCount(self._page.raw))

    def text(self) -> str:
        """Return the words, in the order of the file."""
        words: str = self._page.get_textpage().get_text_range()
        return words.translate(_HYPHEN)

    def figures(self) -> Iterator[str]:
        """Yield the alternative text of each figure that is no logo."""
        tree = raw.FPDF_StructTree_GetForPage(self._page.raw)
        try:
            for at in range(raw.FPDF_StructTree_CountChildren(tree)):
                yield from _figures(raw.FPDF_StructTree_GetChildAtIndex(tree, at))
        finally:
            raw.FPDF_StructTree_Close(tree)

    def pieces(self) -> Iterator[Piece]:
        """Yield each piece of text, in the order of the file."""
        return (piece for _, piece in self._drawn())

    def runs(self) -> Iterator[Run]:
        """Yield the words drawn one after another at one height, in the order of the file."""
        words = self._page.get_textpage()
        begun = Run("", (0, 0), 0)
        for one, piece in self._drawn():
            left, right = _edges(one)
            beside = abs(left - begun.end) < piece.height / 2 and begun.start[1] == piece.start[1]
            if begun.text and not beside:
                yield begun
            before, start = (begun.text, begun.start) if beside else ("", piece.start)
            begun = Run(before + _text(one, words.raw), start, right)
        if begun.text:
            yield begun

    def _drawn(self) -> Iterator[tuple[Any, Piece]]:
        page = self._page.raw
        for at in range(raw.FPDFPage_CountObjects(page)):
            yield from _pieces(raw.FPDFPage_GetObject(page, at), (1, 0, 0, 1, 0, 0), 1)


class PrintedFile:
    """A finished .pdf (成稿)."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._read: dict[int, PrintedPage] = {}

    def pages(self) -> Iterator[PrintedPage]:
        """Yield the pages in their order; each is read once."""
        for at in range(len(self._document)):
            if at not in self._read:
                self._read[at] = PrintedPage(self._document[at])
            yield self._read[at]

    def texts(self) -> tuple[str, ...]:
        """Return the words of each page."""
        return tuple(page.text() for page in self.pages())

    def extras(self) -> list[str]:
        """Return what the file holds beside pages to read."""
        document = self._document.raw
        counted = {
            "表单": self._document.get_formtype() != raw.FORMTYPE_NONE,
            "脚本": raw.FPDFDoc_GetJavaScriptActionCount(document),
            "附件": raw.FPDFDoc_GetAttachmentCount(document),
            "链接或者批注": any(page.has_annotations for page in self.pages()),
        }
        return [name for name, found in counted.items() if found]


@contextmanager
def open_printed(pdf: bytes | Path) -> Iterator[PrintedFile]:
    """Open a finished .pdf, one of our own: what others made may be more than it can read."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield PrintedFile(document)
    finally:
        document.close()


def _figures(element: Any) -> Iterator[str]:
    if not element:
        return
    words = _asked(raw.FPDF_StructElement_GetAltText, element)
    if words and _asked(raw.FPDF_StructElement_GetType, element) == "Figure":
        yield words
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        yield from _figures(raw.FPDF_StructElement_GetChildAtIndex(element, at))


def _asked(ask: Any, element: Any) -> str:
    size = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(element, buffer, size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _edges(one: Any) -> tuple[float, float]:
    """Return the left and the right edge of a piece, in points of what it is drawn into."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(one, *edges)
    return edges[0].value, edges[2].value


def _text(one: Any, words: Any) -> str:
    size = raw.FPDFTextObj_GetText(one, words, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(one, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace").translate(_HYPHEN)


def _pieces(one: Any, outer: Matrix, opacity: float) -> Iterator[tuple[Any, Piece]]:
    kind = raw.FPDFPageObj_GetType(one)
    if kind not in {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM}:
        return
    at, (*colour, own) = _times(_matrix(one), outer), _paint(one)
    if kind == raw.FPDF_PAGEOBJ_FORM:
        for number in range(raw.FPDFFormObj_CountObjects(one)):
            yield from _pieces(raw.FPDFFormObj_GetObject(one, number), at, opacity * own)
        return
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(one, size)
    mode = raw.FPDFTextObj_GetTextRenderMode(one)
    yield (
        one,
        Piece(
            height=abs(size.value) * (at[2] ** 2 + at[3] ** 2) ** 0.5,
            start=(at[4], at[5]),
            colour=(colour[0], colour[1], colour[2]),
            opacity=opacity * own,
            unpainted=mode in {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP},
        ),
    )


def _paint(one: Any) -> tuple[float, ...]:
    """Return red, green, blue and opacity of a fill; a pattern counts as black."""
    parts = [ctypes.c_uint(part) for part in (0, 0, 0, 255)]
    raw.FPDFPageObj_GetFillColor(one, *parts)
    return tuple(part.value / 255 for part in parts)


def _matrix(one: Any) -> Matrix:
    found = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(one, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return one transformation after the other, the first within the second."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
            e * p + f * r + t, e * q + f * s + u)  # fmt: skip
