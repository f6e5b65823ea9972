"""The pages of a finished .pdf as a second program reads them: the text, and how it is drawn."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

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

    def pieces(self) -> Iterator[Piece]:
        """Yield each piece of text, in the order of the file."""
        page = self._page.raw
        for at in range(raw.FPDFPage_CountObjects(page)):
            yield from _pieces(raw.FPDFPage_GetObject(page, at), (1, 0, 0, 1, 0, 0), 1)


class PrintedFile:
    """A finished .pdf (成稿)."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def pages(self) -> Iterator[PrintedPage]:
        """Yield the pages in their order."""
        for at in range(len(self._document)):
            yield PrintedPage(self._document[at])

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
def open_printed(pdf: bytes) -> Iterator[PrintedFile]:
    """Open a finished .pdf."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield PrintedFile(document)
    finally:
        document.close()


def _pieces(one: Any, outer: Matrix, opacity: float) -> Iterator[Piece]:
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
    yield Piece(
        height=abs(size.value) * (at[2] ** 2 + at[3] ** 2) ** 0.5,
        start=(at[4], at[5]),
        colour=(colour[0], colour[1], colour[2]),
        opacity=opacity * own,
        unpainted=mode in {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP},
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
