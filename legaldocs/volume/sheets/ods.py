"""Workbooks of OpenDocument (.ods): each cell holds the text that it shows (ODF 1.3 part 3, 9)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import attribute, child, descendants, holds, local, whole
from legaldocs.volume.sheets.grid import Area, Cell, Measure, Sheet, column_name
from legaldocs.volume.sheets.xlsx import SHEETS
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from legaldocs.volume.package import Package

CONTENT = "content.xml"
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_MERGED = 20_000
_MOST_COMMENTS = 2000
_REPEATED = 10
"""Rows at the top that repeat on every page at most."""

_NUMBERS = frozenset({"float", "currency", "percentage", "date", "time"})
_VALUES = ("value", "date-value", "time-value", "boolean-value", "string-value")
_ROWS = ("table-row-group", "table-rows", "table-header-rows")
_COLUMNS = ("table-column-group", "table-columns", "table-header-columns")
_NO_TEXT = frozenset({"annotation", "frame", "shapes", "table"})
"""What may stand in a cell beside its text."""


def is_ods(package: Package) -> bool:
    """Return whether a package is a workbook of OpenDocument."""
    return package.data("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def read_ods(package: Package) -> list[Sheet]:
    """Return the sheets of a workbook, hidden ones too.

    Raises Unreadable when it is broken, or asks for a password.
    """
    if holds(package.xml("META-INF/manifest.xml"), "encryption-data"):
        raise Unreadable("表格需要密码才能打开")
    root = package.xml(CONTENT)
    book = child(root, "body", "spreadsheet")
    if root is None or book is None:
        raise Unreadable("文件里没有工作表")
    tables = book.findall("{*}table")
    if len(tables) > SHEETS:
        raise Unreadable(f"工作表过多（上限 {SHEETS} 张）")
    hidden, measure = set(_hidden_styles(root)), Measure()
    sheets = []
    for table in tables:
        of_hidden = attribute(table, "style-name") in hidden
        sheet = Sheet(attribute(table, "name")[:80], hidden=of_hidden)
        _Reading(sheet, measure).read(table)
        sheets.append(sheet)
    if sheets and child(book, "tracked-changes") is not None:
        sheets[0].lost["修订记录"] += 1
    return sheets


def _hidden_styles(root: _Element) -> Iterator[str]:
    for style in descendants(child(root, "automatic-styles"), "style"):
        if attribute(child(style, "table-properties"), "display") == "false":
            yield attribute(style, "name")


class _Reading:
    """The reading of one sheet from top to bottom (读表)."""

    def __init__(self, sheet: Sheet, measure: Measure) -> None:
        self._sheet = sheet
        self._measure = measure
        self._row = self._column = 0
        self._comments: list[str] = []

    def read(self, table: _Element) -> None:
        for column in _within(table, _COLUMNS, "table-column"):
            self._take_column(column)
        for row in _within(table, _ROWS, "table-row"):
            self._take_row(row)
        heads = sum(_times(row, "rows") for row in _heads(table))
        if 0 < heads <= _REPEATED and child(table, "table-header-rows") is not None:
            self._sheet.head_rows = range(1, heads + 1)
        for frame in descendants(table, "frame"):
            what = "图片" if child(frame, "image") is not None else "图表或者嵌入的对象"
            self._sheet.lost[what] += 1
        self._sheet.behind += "".join(self._listed())

    def _listed(self) -> Iterator[str]:
        """Yield the comments on cells as HTML."""
        if self._comments:
            yield f"<h2>批注（{len(self._comments)} 条）</h2>"
        if len(self._comments) > _MOST_COMMENTS:
            self._sheet.lost["批注"] = len(self._comments) - _MOST_COMMENTS
        for words in self._comments[:_MOST_COMMENTS]:
            yield f"<p class=entry>{escape(visible(words))}</p>"

    def _take_column(self, column: _Element) -> None:
        times = min(_times(column, "columns"), _MOST_COLUMNS - self._column)
        if _is_hidden(column):
            first = self._column + 1
            self._sheet.hidden_columns.update(range(first, first + times))
        self._column += times

    def _take_row(self, row: _Element) -> None:
        times, before = _times(row, "rows"), len(self._sheet.cells)
        for _ in range(times):
            self._row += 1
            if self._row > _MOST_ROWS:
                raise Unreadable("工作表的行号超出范围")
            self._take_cells(row)
            if len(self._sheet.cells) == before:
                # An empty row may stand for the million below what is filled.
                self._row += times - 1
                return
            if _is_hidden(row):
                self._sheet.hidden_rows.add(self._row)

    def _take_cells(self, row: _Element) -> None:
        self._column = 0
        for element in row:
            if local(element) not in {"table-cell", "covered-table-cell"}:
                continue
            times = min(_times(element, "columns"), _MOST_COLUMNS - self._column)
            first = self._column + 1
            self._column += times
            cell = self._cell(element)
            for column in range(first, first + times) if cell.text else ():
                self._measure.take(cell.text)
                self._sheet.cells[self._row, column] = cell
            self._merge(element, first)
            self._comment(element, first)

    def _cell(self, element: _Element) -> Cell:
        number = attribute(element, "value-type") in _NUMBERS
        shown = "\n".join(map(_words, element.iterfind("{*}p")))
        if shown:
            return Cell(shown, number=number)
        stored = next(filter(None, (attribute(element, name) for name in _VALUES)), "")
        if stored:
            self._sheet.lost["没有存下显示文字的单元格（按存储的值印出）"] += 1
        elif attribute(element, "formula"):
            self._sheet.lost["没有存下结果的公式"] += 1
            stored = "〔公式，文件中没有结果〕"
        return Cell(stored, number=number)

    def _merge(self, element: _Element, first: int) -> None:
        across, down = (
            whole(attribute(element, f"number-{what}-spanned"), 1) for what in ("columns", "rows")
        )
        if (across > 1 or down > 1) and len(self._sheet.merged) < _MOST_MERGED:
            last, bottom = first + max(across, 1) - 1, self._row + max(down, 1) - 1
            area = Area(self._row, first, min(bottom, _MOST_ROWS), min(last, _MOST_COLUMNS))
            self._sheet.merged.append(area)

    def _comment(self, element: _Element, column: int) -> None:
        for note in element.iterfind("{*}annotation"):
            author = child(note, "creator")
            by = f"（{(author.text or '')[:60]}）" if author is not None and author.text else ""
            words = " ".join(map(_words, note.iterfind("{*}p")))
            self._comments.append(f"{column_name(column)}{self._row}{by}：{words}")


def _within(table: _Element, groups: tuple[str, ...], name: str) -> Iterator[_Element]:
    """Yield rows or columns in order, from within the groups that they may stand in."""
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if local(element) in groups:
            waiting += reversed(element)
        elif local(element) == name:
            yield element


def _heads(table: _Element) -> Iterator[_Element]:
    """Yield the rows down to the last that repeats on every page."""
    passed: list[_Element] = []
    for element in table:
        if local(element) == "table-header-rows":
            yield from passed
            yield from element.iterfind("{*}table-row")
            return
        if local(element) == "table-row":
            passed.append(element)


def _times(element: _Element, what: str) -> int:
    return max(whole(attribute(element, f"number-{what}-repeated"), 1), 1)


def _is_hidden(element: _Element) -> bool:
    return attribute(element, "visibility") in {"collapse", "filter"}


def _words(paragraph: _Element) -> str:
    """Return the text of a paragraph; spaces, tabs and breaks are elements of their own."""
    pieces: list[str] = []
    waiting: list[_Element | str] = [paragraph]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        name = local(one)
        if name == "s":
            pieces.append(" " * min(max(whole(attribute(one, "c"), 1), 1), 1000))
        elif name in {"tab", "line-break"}:
            pieces.append("\n" if name == "line-break" else "\t")
        if name and name not in _NO_TEXT:
            for inner in reversed(one):
                waiting += [inner.tail or "", inner]
            waiting.append(one.text or "")
    return "".join(pieces)
