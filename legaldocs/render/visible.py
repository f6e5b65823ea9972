"""Whether the text of a finished .pdf can be seen: its colour, size, opacity and place on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.render.printed_page import Piece, PrintedFile
    from legaldocs.render.word_xml import Fault

_PALE = 0xE0 / 0xFF
"""Each of red, green and blue from here on: too pale to be read, as in a template."""
_FAINT = 0.5
"""Opacity below which text is a shadow."""
_SMALLEST = 4.0
"""Points."""
_OUTSIDE = "在纸张之外"


def refuse_unseen(printed: PrintedFile, fault: Fault, *, filled: bool = True) -> None:
    """Look at each piece of text as it is drawn, and at what the file does beside being read.

    Raises the ``fault`` for text that is too pale, too faint, below 4 points, not drawn or not on
    the paper, and for links, scripts, forms and attachments. A template that is not ``filled`` has
    cells of tags that no page holds: where they run off the paper is no fault.
    """
    if extras := printed.extras():
        raise fault("PDF 里有链接、脚本、表单或者附件", found="、".join(extras))
    for number, page in enumerate(printed.pages(), start=1):
        reasons = (reason for piece in page.pieces() for reason in _reasons(piece, page.size))
        for reason in (found for found in reasons if filled or found != _OUTSIDE):
            raise fault(f"PDF 第 {number} 页有看不见的文字", found=reason)


def _reasons(piece: Piece, size: tuple[float, float]) -> Iterator[str]:
    """Yield why a piece of text cannot be seen on a page of ``size``."""
    if piece.unpainted:
        yield "没有画出"
    if min(piece.colour) >= _PALE:
        yield "白色或者接近白色"
    if piece.opacity < _FAINT:
        yield "透明"
    if piece.height < _SMALLEST:
        yield f"小于 {_SMALLEST:g} 磅"
    if not all(0 <= at <= most for at, most in zip(piece.start, size, strict=True)):
        yield _OUTSIDE
