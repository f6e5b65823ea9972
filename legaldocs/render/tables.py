"""A Word table as an HTML table: widths, merged cells, head rows that repeat."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml.ns import qn

from legaldocs.render.word_xml import whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from legaldocs.render.word_xml import Fault

_LONG_ROW = 8
"""Lines from which a row may run on to the next page, so that the head and three rows fit on one.

Where they do not, the renderer leaves out the head.
"""
_HALF_CHARACTER = 105
"""Twips: half of the 10.5 points in which tables are set."""

_SPAN_OF_CELL = f"{qn('w:tcPr')}/{qn('w:gridSpan')}"
_SPAN = f"{qn('w:tc')}/{_SPAN_OF_CELL}"
_VERTICAL = {"center": "middle", "bottom": "bottom", "top": "top"}


class Cell(NamedTuple):
    """What a cell of a table becomes (单元格): its classes, its rules of CSS, and what it holds."""

    classes: str
    rules: list[str]
    inner: str


def attributes(classes: str, rules: Sequence[str]) -> str:
    """Return classes and rules as attributes of HTML."""
    named = f' class="{html.escape(classes)}"' if classes else ""
    return f'{named} style="{";".join(rules)}"' if rules else named


def table_html(
    table: Any, styles: dict[str, str], cell_of: Callable[[Any], Cell], fault: Fault
) -> str:
    """Return a w:tbl as HTML; ``cell_of`` reads one w:tc.

    Raises the ``fault`` for a width that is no whole number, and for a cell wider than the grid.
    """
    rows = table.findall(qn("w:tr"))
    widths = column_widths(table, fault)
    heads = sum(1 for _ in head_rows(rows))
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    named = styles.get(style.get(qn("w:val")), "") if style is not None else ""
    lines = [
        _row(row, _row_spans(rows, index), cell_of, long=_lines(row, widths) > _LONG_ROW)
        for index, row in enumerate(rows)
    ]
    head = f"<thead>{''.join(lines[:heads])}</thead>" if heads else ""
    body = f"<tbody>{''.join(lines[heads:])}</tbody>"
    return f'<table class="{html.escape(named)}">{_columns(widths)}{head}{body}</table>\n'


def head_text(table: Any) -> str:
    """Return the text of the rows that repeat at the top of each page."""
    rows = head_rows(table.findall(qn("w:tr")))
    return "".join(text.text or "" for row in rows for text in row.iter(qn("w:t")))


def head_rows(rows: list[Any]) -> Iterator[Any]:
    """Yield the rows that repeat: only those at the very top do."""
    for row in rows:
        if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            return
        yield row


def column_widths(table: Any, fault: Fault) -> list[int]:
    """Return the widths of the columns in twips, after seeing that every row fits them.

    Raises the ``fault`` as :func:`table_html` does.
    """
    columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    widths = [
        whole_number(column, "w:w", fault) if column.get(qn("w:w")) else 0 for column in columns
    ]
    spans = [
        [whole_number(span, "w:val", fault) for span in row.findall(_SPAN)]
        for row in table.findall(qn("w:tr"))
    ]
    for row, wide in zip(table.findall(qn("w:tr")), spans, strict=True):
        cells = len(row.findall(qn("w:tc"))) - len(wide) + sum(wide)
        if min(wide, default=1) < 1 or cells > len(widths) or min(widths) < 0:
            raise fault(
                "模板的表格里有超出列数的格子",
                found=f"一行占 {cells} 列，表格有 {len(widths)} 列",
                next_step="在 Word 里重新合并或者拆分该行的单元格",
            )
    return widths


def _lines(row: Any, widths: Sequence[int]) -> int:
    """Return about how many lines a row takes: those of its longest cell."""
    return max(
        (
            _cell_lines(cell, sum(widths[at : at + grid_span(cell)]))
            for at, cell in placed_cells(row)
        ),
        default=1,
    )


def _cell_lines(cell: Any, width: int) -> int:
    halves = [
        sum(
            2 if sign >= "\u2e80" else 1
            for text in paragraph.iter(qn("w:t"))
            for sign in text.text or ""
        )
        for paragraph in cell.iter(qn("w:p"))
    ]
    return sum(1 + count * _HALF_CHARACTER // max(width, _HALF_CHARACTER) for count in halves)


def _columns(widths: Sequence[int]) -> str:
    whole = sum(widths)
    if not whole:
        return ""
    # A thousandth of the table, counted in whole numbers so that no float is printed.
    parts = [width * 1000 // whole for width in widths]
    columns = "".join(f'<col style="width:{part // 10}.{part % 10}%">' for part in parts)
    return f"<colgroup>{columns}</colgroup>"


def _row(row: Any, spans: dict[int, int], cell_of: Callable[[Any], Cell], *, long: bool) -> str:
    cells = []
    for column, cell in placed_cells(row):
        if _merge(cell) == "continue":
            continue
        spanned = ""
        if (width := grid_span(cell)) > 1:
            spanned += f' colspan="{width}"'
        if (height := spans.get(column, 1)) > 1:
            spanned += f' rowspan="{height}"'
        classes, rules, inner = cell_of(cell)
        align = cell.find(f"{qn('w:tcPr')}/{qn('w:vAlign')}")
        if align is not None and (rule := _VERTICAL.get(align.get(qn("w:val")))):
            rules.append(f"vertical-align:{rule}")
        cells.append(f"<td{spanned}{attributes(classes, rules)}>{inner}</td>")
    opening = '<tr class="长行">' if long else "<tr>"
    return f"{opening}{''.join(cells)}</tr>"


def _row_spans(rows: list[Any], index: int) -> dict[int, int]:
    """Return, by grid column, how many rows a cell that starts a merge in this row covers."""
    spans = {}
    for column, cell in placed_cells(rows[index]):
        if _merge(cell) != "restart":
            continue
        height = 1
        for later in rows[index + 1 :]:
            below = dict(placed_cells(later)).get(column)
            if below is None or _merge(below) != "continue":
                break
            height += 1
        spans[column] = height
    return spans


def placed_cells(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield each cell of a row with the first column of the grid that it takes."""
    column = 0
    for cell in row.findall(qn("w:tc")):
        yield column, cell
        column += grid_span(cell)


def grid_span(cell: Any) -> int:
    """Return how many columns of the grid a cell takes."""
    span = cell.find(_SPAN_OF_CELL)
    return 1 if span is None else int(span.get(qn("w:val")))


def _merge(cell: Any) -> str:
    """Return restart or continue for a cell merged downwards; Word omits the value for continue."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is None:
        return ""
    return str(merge.get(qn("w:val")) or "continue")
