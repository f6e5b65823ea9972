"""The code in the margin of a first page: which exhibit it is, and what its file is known by."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from legaldocs.volume.pdf.geometry import point

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODULE = Decimal("1.3")
"""Points a module: 0.46 mm, which telephones read from paper and from a screen."""

_LEFT, _BASE = Decimal(40), Decimal(13)
_VERSION = 3
_DIGITS = 16


def code_text(label: str, sha256: str) -> str:
    """Return what the code of a file says.

    >>> code_text("证据3", "00" * 32)
    '证据3 SHA-256 0000000000000000'
    """
    return f"{label} SHA-256 {sha256[:_DIGITS]}"


def code_drawing(text: str) -> str:
    """Return the operators that draw a text as a QR code (ISO/IEC 18004) in the lower left corner.

    Version 3 with correction level M, bytes in UTF-8: the same text is the same drawing.
    """
    import segno  # noqa: PLC0415 - only where a code is asked for

    made = segno.make(
        text,
        version=_VERSION,
        error="m",
        mode="byte",
        encoding="utf-8",
        boost_error=False,
        micro=False,
    )
    rows = [bytes(row) for row in made.matrix]
    return "\n".join(("q 0 g", *_bars(rows), "f Q"))


def _bars(rows: list[bytes]) -> Iterator[str]:
    """Yield a rectangle for each run of dark modules, row by row from the top."""
    for at, row in enumerate(rows):
        base = _BASE + _MODULE * (len(rows) - 1 - at)
        across = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                edges = (_LEFT + _MODULE * across, base, _MODULE * width, _MODULE)
                yield f"{' '.join(map(point, edges))} re"
            across += width
