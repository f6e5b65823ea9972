"""A template back as text: how a change made in Word finds its way into the source."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml.ns import qn

from legaldocs.core.errors import InputError
from legaldocs.render.wording import (
    AFTER_TABLE,
    BODY,
    CELLS,
    HEAD_CELL,
    TABLE_TAG,
    TWIPS_PER_MM,
    to_twips,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


_PLACES = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
_NO_SIGN = ("b", "i", "u", "strike", "jc", "pageBreakBefore", "vMerge")
_ALIGNED = {style: alignment for alignment, style in CELLS.items()}


def write_wording(package: bytes) -> list[str]:
    """Return the lines of a template whose format is that of its styles alone.

    Raises InputError for bold words and the like, which a text has no sign for.
    """
    document = docx.Document(io.BytesIO(package))
    _refuse_format(document.element.body)
    names = {style.style_id: style.name for style in document.styles}
    lines: list[str] = []
    after_table = False
    for element in document.element.body:
        if element.tag == qn("w:tbl"):
            lines.extend(_table(element, names))
        elif element.tag == qn("w:p") and not (after_table and _is_spacer(element, names)):
            lines.extend(_paragraph(element, names))
        after_table = element.tag == qn("w:tbl")
    return lines


def _refuse_format(body: Any) -> None:
    for mark in body.iter(*(qn(f"w:{name}") for name in _NO_SIGN)):
        if mark.getparent().tag in {qn("w:rPr"), qn("w:pPr")} or mark.tag == qn("w:vMerge"):
            paragraph = next(mark.iterancestors(qn("w:p"), qn("w:tc")))
            raise InputError(
                "文字源没有加粗、对齐、分页、纵向合并等记号",
                found=_paragraph_text(paragraph)[:30],
                next_step="改用另一种段落样式",
            )


def _is_spacer(element: Any, names: dict[str, str]) -> bool:
    return _style(element, names) == AFTER_TABLE and not _paragraph_text(element)


def _style(element: Any, names: dict[str, str]) -> str:
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return BODY if style is None else names[style.get(qn("w:val"))]


def _paragraph_text(element: Any) -> str:
    pieces = element.iter(qn("w:t"), qn("w:br"))
    return "".join(piece.text or "" if piece.tag == qn("w:t") else "\\\n" for piece in pieces)


def _paragraph(element: Any, names: dict[str, str]) -> list[str]:
    style, text = _style(element, names), _paragraph_text(element)
    marked = style != BODY or text[:1] in {"[", "|", "@", "#", ""}
    return (f"[{style}] {text}".rstrip(" ") if marked else text).split("\n")


def _table(element: Any, names: dict[str, str]) -> Iterator[str]:
    widths = [Decimal(column.get(qn("w:w"))) for column in element.iter(qn("w:gridCol"))]
    rows = element.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    body = [row for row in rows if row not in heads]
    columns = _columns(body, len(widths), names)
    for row in heads:
        yield _row(row, [HEAD_CELL] * len(widths), names)
    yield f"|{'|'.join(map(_width, widths, columns))}|"
    for row in body:
        yield _row(row, columns, names)


def _columns(rows: list[Any], count: int, names: dict[str, str]) -> list[str]:
    """Return the style of each column: that of its cells in most rows."""
    seen: list[list[str]] = [[] for _ in range(count)]
    for row in rows:
        if TABLE_TAG.fullmatch(_paragraph_text(row)):
            continue
        column = 0
        for cell in row.findall(qn("w:tc")):
            if _span(cell) == 1 and (style := _style(cell.find(qn("w:p")), names)) in _ALIGNED:
                seen[column].append(style)
            column += _span(cell)
    return [max(styles, key=styles.count) if styles else CELLS[""] for styles in seen]


def _width(twips: Decimal, style: str) -> str:
    """Return a width in millimetres, as short as the same twips allow."""
    exact = twips / TWIPS_PER_MM
    rounded = [exact.quantize(place) for place in _PLACES]
    number = next((short for short in rounded if to_twips(short) == twips), rounded[-1])
    return {"": f"{number}", "centre": f":{number}:", "right": f"{number}:"}[_ALIGNED[style]]


def _row(row: Any, columns: list[str], names: dict[str, str]) -> str:
    if TABLE_TAG.fullmatch(text := _paragraph_text(row)):
        return text
    cells = []
    column = 0
    for cell in row.findall(qn("w:tc")):
        paragraph = cell.find(qn("w:p"))
        style, span = _style(paragraph, names), _span(cell)
        marked = f"[{style}] " if style != columns[column] else ""
        cells.append(f" {marked}{_paragraph_text(paragraph)} ".replace("  ", " ") + "|" * span)
        column += span
    return "|" + "".join(cells)


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))
