"""A Word table as an HTML table: widths, merged cells, head rows that repeat."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEPT_WHOLE = 10
"""Rows up to which a table is not split between pages; a longer one repeats its head instead."""

_VERTICAL = {"center": "middle", "bottom": "bottom", "top": "top"}


def table_html(table: Any, styles: dict[str, str], block: Callable[[Any], str]) -> str:
    """Return a w:tbl as HTML; ``block`` renders one block of a cell."""
    rows = table.findall(qn("w:tr"))
    heads = sum(1 for _ in _head_rows(rows))
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    named = styles.get(style.get(qn("w:val")), "") if style is not None else ""
    named += " 整表" if len(rows) <= KEPT_WHOLE else ""
    lines = [_row(row, _row_spans(rows, index), block) for index, row in enumerate(rows)]
    head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
    body = f"<tbody>{''.join(lines[heads:])}</tbody>"
    return f'<table class="{html.escape(named)}">{_columns(table)}{head}{body}</table>\n'


def head_text(table: Any) -> str:
    """Return the text of the rows that repeat at the top of each page."""
    rows = _head_rows(table.findall(qn("w:tr")))
    return "".join(text.text or "" for row in rows for text in row.iter(qn("w:t")))


def _head_rows(rows: list[Any]) -> Iterator[Any]:
    """Only rows at the very top repeat."""
    for row in rows:
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            return
        yield row


def _columns(table: Any) -> str:
    widths = [int(column.get(qn("w:w")) or 0) for column in table.iter(qn("w:gridCol"))]
    whole = sum(widths)
    if not whole:
        return ""
    # A thousandth of the table, counted in whole numbers so that no float is printed.
    parts = [width * 1000 // whole for width in widths]
    columns = "".join(f'<col style="width:{part // 10}.{part % 10}%">' for part in parts)
    return f"<colgroup>{columns}</colgroup>"


def _row(row: Any, spans: dict[int, int], block: Callable[[Any], str]) -> str:
    cells = []
    for column, cell in _placed(row):
        if _merge(cell) == "continue":
            continue
        attributes = ""
        if (width := _grid_span(cell)) > 1:
            attributes += f' colspan="{width}"'
        if (height := spans.get(column, 1)) > 1:
            attributes += f' rowspan="{height}"'
        align = cell.find(f"{qn('w:tcPr')}/{qn('w:vAlign')}")
        if align is not None and (rule := _VERTICAL.get(align.get(qn("w:val")))):
            attributes += f' style="vertical-align:{rule}"'
        inner = "".join(block(child) for child in cell if child.tag != qn("w:tcPr"))
        cells.append(f"<td{attributes}>{inner}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _row_spans(rows: list[Any], index: int) -> dict[int, int]:
    """Return, by grid column, how many rows a cell that starts a merge in this row covers."""
    spans = {}
    for column, cell in _placed(rows[index]):
        if _merge(cell) != "restart":
            continue
        height = 1
        for later in rows[index + 1 :]:
            below = dict(_placed(later)).get(column)
            if below is None or _merge(below) != "continue":
                break
            height += 1
        spans[column] = height
    return spans


def _placed(row: Any) -> Iterator[tuple[int, Any]]:
    column = 0
    for cell in row.findall(qn("w:tc")):
        yield column, cell
        column += _grid_span(cell)


def _grid_span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _merge(cell: Any) -> str:
    """Return restart or continue for a cell merged downwards; Word omits the value for continue."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is None:
        return ""
    return str(merge.get(qn("w:val")) or "continue")
