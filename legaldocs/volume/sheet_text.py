"""Sheets as a second renderer shows them: their pixels, and each character with its place."""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PIL import Image

    PixelBox = tuple[int, int, int, int]

_POINTS = 72
_DEEPEST = 30
_PADDING = Decimal("1.5")
"""Points around a character: what is slanted or bold reaches beyond its own box."""

_UNREADABLE = frozenset({"\x00", "\ufffd"})


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of a sheet and the edges of its box in points (字符).

    The edges are left, bottom, right and top; None where the character has no place, such as a
    space that the renderer makes up.
    """

    text: str
    edges: tuple[Decimal, Decimal, Decimal, Decimal] | None


class RenderedSheet:
    """One sheet of a PDF (版面); pixels are counted from its upper left corner."""

    def __init__(self, page: Any, dpi: int) -> None:
        self._page = page
        self._scale = Decimal(dpi) / _POINTS
        self._height = Decimal(page.get_height())
        self.size = Decimal(page.get_width()), self._height

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """Every character, in the order of the file."""
        text = self._page.get_textpage()
        return tuple(_glyph(text.raw, at) for at in range(text.count_chars()))

    @cached_property
    def _kinds(self) -> frozenset[int]:
        """The kinds of what is drawn, whatever it is nested in."""
        return frozenset(item.type for item in self._page.get_objects(max_depth=_DEEPEST))

    @property
    def has_picture(self) -> bool:
        """Whether a picture is drawn."""
        return raw.FPDF_PAGEOBJ_IMAGE in self._kinds

    @property
    def is_drawn_on(self) -> bool:
        """Whether anything is drawn."""
        return bool(self._kinds - {raw.FPDF_PAGEOBJ_FORM})

    @cached_property
    def has_unreadable(self) -> bool:
        """Whether there is something that no search for words can read.

        A picture, a character without a meaning, or lines that may be the outlines of letters where
        there is no character at all.
        """
        kinds = self._kinds
        drawn = kinds - {raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM}
        outlines = raw.FPDF_PAGEOBJ_PATH in kinds and not any(
            not glyph.text.isspace() for glyph in self.glyphs
        )
        text = self._page.get_textpage()
        unmapped = any(
            glyph.text in _UNREADABLE or raw.FPDFText_HasUnicodeMapError(text.raw, at) == 1
            for at, glyph in enumerate(self.glyphs)
        )
        return bool(drawn) or outlines or unmapped

    def readings(self) -> Iterator[tuple[Glyph, ...]]:
        """Yield the characters in the order of the file, and in the order of their places."""
        yield self.glyphs
        yield tuple(_by_place(self.glyphs))

    def render(self) -> Image.Image:
        """Return the pixels."""
        numerator, denominator = self._scale.as_integer_ratio()
        picture: Image.Image = self._page.render(scale=numerator / denominator).to_pil()
        return picture.convert("RGB")

    def pixels(self, glyphs: Sequence[Glyph]) -> Iterator[PixelBox]:
        """Yield boxes that together cover the characters, a little larger than they are."""
        for glyph in glyphs:
            if glyph.edges is not None:
                left, bottom, right, top = glyph.edges
                yield self._pixels(left, self._height - top, right, self._height - bottom)
        for one, other in pairwise(glyph.edges for glyph in glyphs if glyph.edges):
            # The gap between two characters of a line, so that a word is one bar.
            if one[1] < other[3] and other[1] < one[3] and one[2] < other[0] <= one[2] + 12:
                top = self._height - min(one[3], other[3])
                yield self._pixels(one[2], top, other[0], self._height - max(one[1], other[1]))

    def _pixels(self, left: Decimal, top: Decimal, right: Decimal, bottom: Decimal) -> PixelBox:
        low = [edge - _PADDING for edge in (left, top)]
        high = [edge + _PADDING for edge in (right, bottom)]
        first = [max(int((e * self._scale).to_integral_value(ROUND_FLOOR)), 0) for e in low]
        last = [int((e * self._scale).to_integral_value(ROUND_CEILING)) for e in high]
        return first[0], first[1], last[0], last[1]


@contextmanager
def open_sheets(
    path: Path, dpi: int, chosen: range | None = None
) -> Iterator[Iterator[RenderedSheet]]:
    """Yield the sheets of a PDF one after another: all of them, or the ``chosen``, from nought."""
    document = pypdfium2.PdfDocument(path)
    try:
        numbers = range(len(document)) if chosen is None else chosen
        yield (RenderedSheet(document[at], dpi) for at in numbers)
    finally:
        document.close()


def _glyph(text: Any, at: int) -> Glyph:
    code = raw.FPDFText_GetUnicode(text, at)
    character = chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004
    if raw.FPDFText_IsGenerated(text, at) == 1:
        return Glyph(character, None)
    edges = [ctypes.c_double() for _ in range(4)]
    loose = raw.FS_RECTF()
    left, right, bottom, top = edges
    found = raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    around = raw.FPDFText_GetLooseCharBox(text, at, loose)
    boxes = []
    if found:
        boxes.append((left.value, bottom.value, right.value, top.value))
    if around:
        boxes.append((loose.left, loose.bottom, loose.right, loose.top))
    if not boxes:
        return Glyph(character, None)
    lows = [min(Decimal(box[n]) for box in boxes) for n in (0, 1)]
    highs = [max(Decimal(box[n]) for box in boxes) for n in (2, 3)]
    return Glyph(character, (lows[0], lows[1], highs[0], highs[1]))


def _by_place(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the characters line by line, with a space where there is a gap."""
    placed = [(glyph, glyph.edges) for glyph in glyphs if glyph.edges is not None]
    placed.sort(key=lambda one: (-(one[1][1] + one[1][3]), one[1][0]))
    lines: list[list[tuple[Glyph, tuple[Decimal, Decimal, Decimal, Decimal]]]] = []
    for glyph, edges in placed:
        middle = (edges[1] + edges[3]) / 2
        if lines and lines[-1][0][1][1] <= middle <= lines[-1][0][1][3]:
            lines[-1].append((glyph, edges))
        else:
            lines.append([(glyph, edges)])
    for line in lines:
        line.sort(key=lambda one: one[1][0])
        for at, (glyph, edges) in enumerate(line):
            if at and edges[0] - line[at - 1][1][2] > (edges[3] - edges[1]) / 3:
                yield Glyph(" ", None)
            yield glyph
        yield Glyph("\n", None)
