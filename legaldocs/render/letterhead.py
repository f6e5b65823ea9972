"""A letterhead: header, footer and the room they take, put into a template before it is filled."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from legaldocs.render.page_lines import read_lines, write_lines
from legaldocs.render.settle import settle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.render.page_lines import Line
    from legaldocs.render.word_xml import Fault

_ROOM = ("top", "bottom", "header", "footer")
"""What of the margins a letterhead decides; the sides are those that tables are measured for."""


def has_header(package: bytes, fault: Fault) -> bool:
    """Return whether a template says something in a header of its own."""
    document = docx.Document(io.BytesIO(package))
    return bool(read_lines(document.sections[0].header, document, fault))


def with_letterhead(package: bytes, letterhead: bytes, fault: Fault) -> bytes:
    """Return a template under the header and footer of a letterhead; both are .docx files.

    What the letterhead says in its body is left out. A footer of the letterhead without number of
    pages stands above that of the template; without a footer, or a header, that of the template
    stays. Raises the ``fault`` for what cannot be set.
    """
    source, target = (docx.Document(io.BytesIO(one)) for one in (letterhead, package))
    head = read_lines(source.sections[0].header, source, fault)
    foot = read_lines(source.sections[0].footer, source, fault)
    section = target.sections[0]
    if head:
        write_lines(section.header, head)
    if foot:
        own = read_lines(section.footer, target, fault)
        write_lines(section.footer, foot if _numbered(foot) else (*foot, *own))
    _take_room(source.sections[0], section)
    made = io.BytesIO()
    target.save(made)
    return settle(made.getvalue())


def _numbered(lines: Sequence[Line]) -> bool:
    return any(piece.kind == "PAGE" for line in lines for piece in line.pieces)


def _take_room(source: Any, target: Any) -> None:
    edges = [section._sectPr.find(qn("w:pgMar")) for section in (source, target)]  # noqa: SLF001 - whole twips
    if None in edges:
        return
    for name in _ROOM:
        if value := edges[0].get(qn(f"w:{name}")):
            edges[1].set(qn(f"w:{name}"), value)
