"""A sheet set as tables: portrait or landscape, wide ones in groups of columns, heads repeated."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.sheets.grid import Area, column_name
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from legaldocs.volume.sheets.grid import Sheet

_PORTRAIT, _LANDSCAPE = 166, 250
"""Millimetres of a page that a table may take."""

_ROW_NUMBER = 11
_NARROWEST, _WIDEST = 9, 62
_WIDEST_WHEN_CROWDED = 42
_HALF_MM = 15
"""Tenths of a millimetre that half a Chinese character of the table takes."""

_PADDING = 3
_GAP = 3
"""Empty rows or columns in a run that are kept; a longer run is left out and said."""

CELLS_IN_A_BODY = 8000
"""Cells set at once, empty ones too: memory grows with them."""

SLOTS = 400_000
"""Cells of all tables, empty ones too, that are set."""


@dataclass(frozen=True, slots=True)
class _Block:
    """The rows and columns of one table (表块)."""

    rows: Sequence[int]
    columns: Sequence[int]


def set_sheet(sheet: Sheet) -> Iterator[str]:
    """Yield the tables of a sheet as HTML, each of a size that can be set at once.

    Raises Unreadable when the sheet has too many places for cells.
    """
    rows = _kept({row for row, _ in sheet.cells}, sheet.hidden_rows)
    columns = _kept({column for _, column in sheet.cells}, sheet.hidden_columns)
    if not rows or not columns:
        return
    if len(rows) * len(columns) > SLOTS:
        raise Unreadable("表格过大（行数乘以列数超过上限）")
    widths = _widths(sheet, rows, columns)
    groups, wide = _groups(sheet, columns, widths)
    heads = _heads(sheet, rows)
    body = [row for row in rows if row not in heads]
    for number, group in enumerate(groups, 1):
        for some in _portions(body or list(heads), len(group)):
            caption = _caption(group, number, len(groups))
            inner = _table(sheet, heads if body else [], _Block(some, group), widths)
            yield f"<section class={'wide' if wide else 'tall'}>{caption}{inner}</section>"


def _kept(filled: set[int], hidden: set[int]) -> list[int]:
    """Return the lines to print: filled ones, and short gaps between them."""
    found: list[int] = []
    visible_lines = sorted(filled - hidden)
    for before, line in pairwise([0, *visible_lines]):
        if line - before - 1 <= _GAP:
            found.extend(n for n in range(before + 1, line) if n not in hidden)
        found.append(line)
    return found


def _widths(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> dict[int, int]:
    """Return the width of each column in millimetres, by what its cells show."""
    covered = {
        (area.top, column)
        for area in sheet.merged
        if area.right > area.left
        for column in range(area.left, min(area.right, area.left + 200) + 1)
    }
    longest = dict.fromkeys(columns, 0)
    printed = set(rows)
    for (row, column), cell in sheet.cells.items():
        if column in longest and row in printed and (row, column) not in covered:
            lines = cell.text.splitlines() or [""]
            longest[column] = max(longest[column], *(_halves(line[:200]) for line in lines))
    most = _WIDEST if len(columns) <= 8 else _WIDEST_WHEN_CROWDED  # noqa: PLR2004
    return {
        column: min(max(halves * _HALF_MM // 10 + _PADDING, _NARROWEST), most)
        for column, halves in longest.items()
    }


def _halves(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _groups(
    sheet: Sheet, columns: list[int], widths: Mapping[int, int]
) -> tuple[list[list[int]], bool]:
    """Return the columns of each table side by side, and whether the page is turned."""
    total = sum(widths.values()) + _ROW_NUMBER
    if total <= _LANDSCAPE:
        return [columns], total > _PORTRAIT
    repeated = [column for column in sheet.head_columns or columns[:1] if column in widths]
    if sum(widths[column] for column in repeated) > _LANDSCAPE // 3:
        repeated = []
    room = _LANDSCAPE - _ROW_NUMBER - sum(widths[column] for column in repeated)
    groups: list[list[int]] = [[]]
    used = 0
    for column in columns:
        if column in repeated:
            continue
        if groups[-1] and used + widths[column] > room:
            groups.append([])
            used = 0
        groups[-1].append(column)
        used += widths[column]
    return [[*repeated, *group] for group in groups], True


def _heads(sheet: Sheet, rows: Sequence[int]) -> list[int]:
    """Return the rows that repeat: as the file says, else down to the first that is well filled."""
    if sheet.head_rows is not None:
        return [row for row in rows if row in sheet.head_rows]
    filled: dict[int, int] = {}
    for row, _ in sheet.cells:
        filled[row] = filled.get(row, 0) + 1
    widest = max(filled.values())
    for at, row in enumerate(rows[:5]):
        if 3 * filled.get(row, 0) >= 2 * widest:
            return list(rows[: at + 1])
    return []


def _portions(rows: list[int], columns: int) -> Iterator[list[int]]:
    step = max(CELLS_IN_A_BODY // max(columns, 1), 1)
    for start in range(0, len(rows), step):
        yield rows[start : start + step]


def _caption(group: Sequence[int], number: int, count: int) -> str:
    if count == 1:
        return ""
    ends = f"{column_name(group[0])}、" if number > 1 else ""
    span = f"{column_name(group[1] if number > 1 and len(group) > 1 else group[0])}—"
    span += column_name(group[-1])
    return f"<p class=note>表格过宽，分成 {count} 组列：第 {number} 组，{ends}{span} 列</p>"


def _table(
    sheet: Sheet,
    heads: Sequence[int],
    block: _Block,
    widths: Mapping[int, int],
) -> str:
    columns = "".join(f'<col style="width:{widths[column]}mm">' for column in block.columns)
    letters = "".join(f"<th>{column_name(column)}" for column in block.columns)
    head = "".join(_rows(sheet, _Block(heads, block.columns)))
    body = "".join(_rows(sheet, block))
    total = sum(widths[column] for column in block.columns) + _ROW_NUMBER
    return (
        f'<table class=grid style="width:{total}mm"><colgroup><col style="width:{_ROW_NUMBER}mm">'
        f"{columns}</colgroup><thead><tr class=letters><th>{letters}{head}</thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _rows(sheet: Sheet, block: _Block) -> Iterator[str]:
    spans, covered = _spans(sheet.merged, block)
    before = 0
    for row in block.rows:
        if before and row - before > 1:
            span = f"{before + 1}" if row - before == 2 else f"{before + 1}—{row - 1}"  # noqa: PLR2004
            yield (
                f'<tr><th><td class=gap colspan="{len(block.columns)}">'
                f"（第 {span} 行是空行或者隐藏的行）"
            )
        before = row
        cells = [
            _cell(sheet, (row, column), spans.get((row, column)))
            for column in block.columns
            if (row, column) not in covered
        ]
        yield f"<tr><th>{row}{''.join(cells)}"


def _spans(
    merged: Sequence[Area], block: _Block
) -> tuple[dict[tuple[int, int], tuple[int, int, Area]], set[tuple[int, int]]]:
    """Return how far the merged cells reach inside a block, and the cells that they cover."""
    spans: dict[tuple[int, int], tuple[int, int, Area]] = {}
    covered: set[tuple[int, int]] = set()
    if not block.rows:
        return spans, covered
    for area in merged:
        if area.bottom < block.rows[0] or area.top > block.rows[-1]:
            continue
        rows = _between(block.rows, area.top, area.bottom)
        columns = _between(block.columns, area.left, area.right)
        places = [(row, column) for row in rows for column in columns]
        if not places or any(place in covered or place in spans for place in places):
            continue
        spans[places[0]] = len(rows), len(columns), area
        covered.update(places[1:])
    return spans, covered


def _between(lines: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Return those of some lines in rising order that lie between two, both included."""
    return lines[bisect_left(lines, first) : bisect_right(lines, last)]


def _cell(
    sheet: Sheet,
    place: tuple[int, int],
    span: tuple[int, int, Area] | None,
) -> str:
    attributes = ""
    if span is not None:
        down, across, area = span
        place = area.top, area.left
        attributes = f' rowspan="{down}"' if down > 1 else ""
        attributes += f' colspan="{across}"' if across > 1 else ""
    cell = sheet.cells.get(place)
    if cell is None:
        return f"<td{attributes}>"
    text = escape(visible(cell.text)).replace("\n", "<br>")
    return f"<td{attributes}{' class=n' if cell.number else ''}>{text}"
