"""The sheets of one original as a file of their own, still without stamps, to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.volume.pdf.document import Document
from legaldocs.volume.pdf.stamp_font import StampFonts
from legaldocs.volume.pdf.writer import ObjectWriter

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages


def write_unstamped(content: OriginalPages, as_of: dt.date, into: Path) -> None:
    """Write the sheets as the volume has them, without what was recognised in them.

    Raises Unreadable as drawing them does.
    """
    with into.open("xb") as sink:
        document = Document(ObjectWriter(sink), StampFonts(()), "")
        for placement, drawn in content.draw(document):
            document.add_page(placement, drawn, "")
        document.close(as_of, 1)
