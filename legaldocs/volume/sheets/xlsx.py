"""Workbooks of Excel (.xlsx, .xlsm): cells by stored value and format, and what is hidden."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import attribute, child, descendants, local, whole
from legaldocs.volume.sheets.drawings import drawn
from legaldocs.volume.sheets.grid import Area, Cell, Measure, Sheet
from legaldocs.volume.sheets.number_format import (
    BUILT_IN,
    GENERAL,
    displayed,
    general_or_text,
    shown_text,
)
from legaldocs.volume.sheets.sheet_notes import comments

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from lxml.etree import _Element

    from legaldocs.volume.package import Package

SHEETS = 200
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_MERGED = 20_000
_REPEATED = 10
"""Rows at the top that repeat on every page at most."""

_TITLES = re.compile(r"(?:^|[!,])\$([0-9]{1,7}):\$([0-9]{1,7})")
_READ = ("col", "row", "mergeCell", "pane", "sheetProtection", "conditionalFormatting", "control")


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets of a workbook share."""

    strings: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool
    measure: Measure


def read_xlsx(package: Package) -> list[Sheet]:
    """Return the sheets of a workbook, hidden ones too. Raises Unreadable when it is broken."""
    main = next(
        (
            relation.target
            for relation in package.relations("").values()
            if relation.kind == "officeDocument" and not relation.external
        ),
        "xl/workbook.xml",
    )
    root = package.xml(main)
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations.values()}
    listed = child(root, "sheets")
    if listed is None:
        raise Unreadable("文件里没有工作表")
    if len(listed) > SHEETS:
        raise Unreadable(f"工作表过多（上限 {SHEETS} 张）")
    book = _Book(
        tuple(_strings(package.xml(parts.get("sharedStrings", "")))),
        tuple(_formats(package.xml(parts.get("styles", "")))),
        attribute(child(root, "workbookPr"), "date1904") in {"1", "true"},
        Measure(),
    )
    sheets = []
    for element in listed:
        name = attribute(element, "name")[:80]
        sheet = Sheet(name, hidden=attribute(element, "state", "visible") != "visible")
        relation = relations.get(_relation_id(element))
        if relation is None or relation.kind != "worksheet":
            sheet.lost["图表工作表或者宏表"] += 1
        else:
            _read_sheet(package, relation.target, book, sheet)
        sheets.append(sheet)
    _repeat_titles(root, sheets)
    return sheets


def _relation_id(element: _Element) -> str:
    """Return r:id, which stands beside sheetId."""
    return next((str(v) for k, v in element.attrib.items() if k.endswith("}id")), "")


def _strings(root: _Element | None) -> Iterator[str]:
    for item in root.iterfind("{*}si") if root is not None else ():
        yield _rich(item)


def _rich(item: _Element) -> str:
    """Return the text of a string; how it is pronounced (rPh) is no part of it."""
    pieces = []
    for element in item:
        name = local(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name == "r":
            pieces.extend(text.text or "" for text in element.iterfind("{*}t"))
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """Return a text with characters that XML cannot hold (_x000D_) in place of their codes."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _formats(root: _Element | None) -> Iterator[str]:
    own = {
        whole(attribute(element, "numFmtId")): attribute(element, "formatCode")
        for element in descendants(child(root, "numFmts"), "numFmt")
    }
    for element in descendants(child(root, "cellXfs"), "xf"):
        number = whole(attribute(element, "numFmtId"))
        yield own.get(number) or BUILT_IN.get(number, GENERAL)


def _read_sheet(package: Package, part: str, book: _Book, sheet: Sheet) -> None:
    names = [f"{{*}}{name}" for name in _READ]
    data = package.data(part)
    row_before = 0
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), tag=names, resolve_entities=False, no_network=True, huge_tree=False
        ):
            name = local(element)
            if name == "row":
                row_before = _read_row(element, row_before, book, sheet)
                element.clear()
            else:
                _mark(name, element, sheet)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"文件已损坏（工作表“{sheet.name}”不是完整的 XML）") from error
    relations = package.relations(part)
    sheet.behind += "".join(comments(package, relations, sheet))
    sheet.behind += "".join(drawn(package, relations, sheet))


def _mark(name: str, element: _Element, sheet: Sheet) -> None:
    if name == "col":
        first, last = (whole(attribute(element, key)) for key in ("min", "max"))
        if _hidden(element) and 0 < first <= last:
            sheet.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
    elif name == "mergeCell":
        area = area_of(attribute(element, "ref"))
        if area and len(sheet.merged) < _MOST_MERGED:
            sheet.merged.append(area)
    elif name == "pane" and attribute(element, "state").startswith("frozen"):
        _freeze(element, sheet)
    elif name == "conditionalFormatting":
        sheet.lost["条件格式（颜色、图标）"] = 1
    elif name == "control":
        sheet.lost["控件"] += 1


def _hidden(element: _Element) -> bool:
    return attribute(element, "hidden") in {"1", "true"} or attribute(element, "width") == "0"


def _freeze(pane: _Element, sheet: Sheet) -> None:
    rows, columns = (whole(attribute(pane, key)) for key in ("ySplit", "xSplit"))
    if 0 < rows <= _REPEATED:
        sheet.head_rows = range(1, rows + 1)
    if 0 < columns <= 3:  # noqa: PLR2004  # more would fill the page
        sheet.head_columns = range(1, columns + 1)


def _read_row(element: _Element, before: int, book: _Book, sheet: Sheet) -> int:
    row = whole(attribute(element, "r"), before + 1) or before + 1
    if row > _MOST_ROWS:
        raise Unreadable("工作表的行号超出范围")
    if attribute(element, "hidden") in {"1", "true"} or attribute(element, "ht") == "0":
        sheet.hidden_rows.add(row)
    column = 0
    for cell in element.iterfind("{*}c"):
        place = attribute(cell, "r")
        at = _place(place) if place else None
        column = at[1] if at else column + 1
        shown = _cell(cell, book, sheet)
        if shown is not None and shown.text and column <= _MOST_COLUMNS:
            book.measure.take(shown.text)
            sheet.cells[row, column] = shown
    return row


def _cell(element: _Element, book: _Book, sheet: Sheet) -> Cell | None:  # noqa: PLR0911  # one a kind
    kind = attribute(element, "t", "n")
    stored = child(element, "v")
    value = None if stored is None else stored.text or ""
    code = _format(book, attribute(element, "s"))
    if kind == "inlineStr":
        inline = child(element, "is")
        return None if inline is None else Cell(_rich(inline))
    if value is None or (not value and kind != "str"):
        if child(element, "f") is None:
            return None
        sheet.lost["没有存下结果的公式"] += 1
        return Cell("〔公式，文件中没有结果〕")
    if kind == "s":
        at = whole(value, -1)
        text = book.strings[at] if 0 <= at < len(book.strings) else "〔文字缺失〕"
        return Cell(shown_text(text, code))
    if kind == "b":
        return Cell("TRUE" if value.strip() == "1" else "FALSE")
    if kind in {"str", "e"}:
        return Cell(_unescaped(value) if kind == "e" else shown_text(_unescaped(value), code))
    if kind == "d":
        return Cell(value.replace("T", " "))
    return _number(value, code, book, sheet.lost)


def _number(value: str, code: str, book: _Book, lost: Counter[str]) -> Cell:
    text = displayed(value, code, from_1904=book.from_1904)
    if text is None:
        lost["看不懂的数字格式（按存储的数印出）"] += 1
        text = general_or_text(value)
    return Cell(text, number=True)


def _format(book: _Book, style: str) -> str:
    at = whole(style, 0)
    return book.formats[at] if 0 <= at < len(book.formats) else GENERAL


def _repeat_titles(root: _Element | None, sheets: list[Sheet]) -> None:
    """Take the rows that the workbook itself repeats in print (Print_Titles)."""
    for name in descendants(child(root, "definedNames"), "definedName"):
        if not attribute(name, "name").endswith("Print_Titles"):
            continue
        at = whole(attribute(name, "localSheetId"), -1)
        rows = _TITLES.search(name.text or "")
        if rows and 0 <= at < len(sheets):
            first, last = int(rows[1]), int(rows[2])
            if 0 < first <= last < first + _REPEATED:
                sheets[at].head_rows = range(first, last + 1)


def area_of(reference: str) -> Area | None:
    """Return the cells of a reference such as B2:D4, None when it is none.

    >>> area_of("B2:D4")
    Area(top=2, left=2, bottom=4, right=4)
    """
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None:
        return None
    return Area(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )


def _place(reference: str) -> tuple[int, int] | None:
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
