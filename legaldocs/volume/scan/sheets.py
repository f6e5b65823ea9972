"""Sheets that are pictures of writing: found, and read one at a time, behind the fence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.volume.scan.engine import DPI, recognised
from legaldocs.volume.sheet_text import open_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from legaldocs.volume.pages import Corner, ReadLine
    from legaldocs.volume.sheet_text import Glyph, RenderedSheet

    Edges = tuple[Decimal, Decimal, Decimal, Decimal]

_LITTLE = Decimal("0.01")
"""Part of a sheet covered by characters up to which it counts as a picture: a header, a number."""


def pictured(path: Path, chosen: range) -> tuple[int, ...]:
    """Return which of the chosen sheets, from nought, are pictures with little or no text."""
    with open_sheets(path, DPI, chosen) as sheets:
        pairs = zip(chosen, sheets, strict=True)
        return tuple(at for at, sheet in pairs if _is_picture(sheet))


def read_sheet(path: Path, number: int) -> tuple[ReadLine, ...]:
    """Return the lines recognised on a sheet, without those that are text on it already.

    A sheet is A4, whatever shape and size the pictures on it have: a strip of three pixels, or a
    photograph of 160 million, is read as large as it is printed and with paper around it.
    """
    with open_sheets(path, DPI, range(number, number + 1)) as sheets:
        (sheet,) = sheets
        lines = recognised(sheet.render())
        there = [edges for glyph in sheet.glyphs if (edges := _edges(glyph)) is not None]
        return tuple(line for line in lines if not _is_text_already(line.corners, there))


def _is_picture(sheet: RenderedSheet) -> bool:
    """Return whether something is drawn, and next to nothing of it can be searched."""
    width, height = sheet.size
    covered = sum(
        (edges[2] - edges[0]) * (edges[3] - edges[1])
        for glyph in sheet.glyphs
        if (edges := _edges(glyph)) is not None
    )
    if not covered:
        return sheet.is_drawn_on
    return sheet.has_picture and covered <= _LITTLE * width * height


def _edges(glyph: Glyph) -> Edges | None:
    """Return the edges of a character that is seen or searched, None for a space."""
    return None if glyph.text.isspace() else glyph.edges


def _is_text_already(corners: tuple[Corner, ...], there: Iterable[Edges]) -> bool:
    """Return whether a character stands in the middle of the line's box."""
    across, up = [x for x, _ in corners], [y for _, y in corners]
    left, bottom, right, top = min(across), min(up), max(across), max(up)
    return any(
        left < (edges[0] + edges[2]) / 2 < right and bottom < (edges[1] + edges[3]) / 2 < top
        for edges in there
    )
