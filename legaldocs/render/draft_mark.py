"""The mark of a draft: a line of the header, so that Word and PDF bear it on every page alike."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from legaldocs.render.page_lines import Line, Look, Piece, line_element

_LOOK = Look(size=28, colour="C00000", bold=True)
_HEIGHT = 374
"""Twips that the line takes: 18.7 points, a third more than its size."""

_NEAREST = 284
"""Twips, 5 mm: no printer prints nearer to the edge of the paper."""

_USUAL = 1134
"""Twips, 20 mm: where a document without a header may write none, or 0."""

_DIGITS = 6


def mark(document: Any, words: str) -> None:
    """Put ``words`` above whatever the header of a document says.

    The header begins higher by the height of the line, so that page breaks are those of the paper
    without the mark wherever the paper leaves room above its header.
    """
    section = document.sections[0]
    header = section.header
    if header.is_linked_to_previous:
        header.is_linked_to_previous = False
        for paragraph in list(header._element):  # noqa: SLF001 - the empty one that comes with it
            header._element.remove(paragraph)  # noqa: SLF001
    line = Line((Piece("text", words, _LOOK),), "center", _LOOK.size)
    header._element.insert(0, line_element(line, header.part))  # noqa: SLF001 - the first line
    edge = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001 - whole twips
    if edge is not None:
        distance = edge.get(qn("w:header")) or ""
        known = int(distance) if distance.isdigit() and len(distance) < _DIGITS else 0
        edge.set(qn("w:header"), str(max((known or _USUAL) - _HEIGHT, _NEAREST)))
