"""Every word of a PDF that a search can read, and whether anything else is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdfium2 import raw

from legaldocs.core.regular_file import read_regular
from legaldocs.volume.render_page import rendered
from legaldocs.volume.sheet_text import open_sheets

if TYPE_CHECKING:
    from pathlib import Path

_DPI = 72
_LARGEST = 512 << 20
_ATTACHED = b"EmbeddedFile"
"""What the dictionary of an attached file says, which no PDF can compress."""


def words_of_pdf(path: Path) -> tuple[str, bool]:
    """Return the text of a PDF and whether that is all of it.

    It is not where a page has a picture, letters drawn as lines, signs without a meaning, or a note
    or field laid over it, and where a file is attached. The text comes in the order of the file and
    in that of the places, so that a word is found in either. Raises ValueError for what no reader
    opens; meant for the fence.
    """
    texts, whole = [], _ATTACHED not in read_regular(path, _LARGEST)
    with rendered(path) as file:
        whole = whole and not any(_is_annotated(file.page(at)) for at in range(len(file)))
    with open_sheets(path, _DPI) as sheets:
        for sheet in sheets:
            texts += ["".join(glyph.text for glyph in reading) for reading in sheet.readings()]
            whole = whole and bool(sheet.glyphs) and not sheet.has_unreadable
    return "\n".join(texts), whole


def _is_annotated(page: object) -> bool:
    """Return whether anything but links is laid over a page."""
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind != raw.FPDF_ANNOT_LINK:
            return True
    return False
