"""exceptions.xlsx: the rows given back as they were, with the reason, to be corrected there."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

from legaldocs.case.cell import day_of_serial
from legaldocs.case.heading import fields, is_day, parted
from legaldocs.case.sheet import cell_text
from legaldocs.core.typed import PLACEHOLDER
from legaldocs.importing.sheet_heading import RETURNED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from legaldocs.importing.rows import ReadSheet, Row

EXCEPTIONS_FILE = "exceptions.xlsx"
_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
"""Fixed, so that the same rows give the same bytes."""
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TEXT = 32_767
"""Signs in a cell: the format ends there, and what is behind would be lost."""
_CUT = "……（太长，没有写全）"
_CUT_CELL = f"……{PLACEHOLDER}全文"
"""Ends a cell that was cut, so that it is refused again when it comes back uncorrected."""
_UNITS = {10000: "万元", 1000: "千元"}
_WIDTHS = (16, 12, 8, 14, 44, 34)


def set_aside(path: Path) -> Path:
    """Rename a file by the first number that is free, and return its new path."""
    number = 1
    while (aside := path.with_stem(f"{path.stem}-{number}")).exists():
        number += 1
    return path.rename(aside)


def exceptions(rows: Sequence[Row]) -> bytes:
    """Return a workbook with the refused rows, one sheet for each they come from.

    Each row stands as it was, behind where it was and why it is given back.
    """
    import xlsxwriter  # noqa: PLC0415 - only an import with refused rows pays

    sources: dict[int, tuple[ReadSheet, list[Row]]] = {}
    for row in rows:
        sources.setdefault(id(row.source), (row.source, []))[1].append(row)
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _CREATED})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#FFF2CC", "text_wrap": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        titles: set[str] = set()
        for source, refused in sources.values():
            sheet = book.add_worksheet(_title(source, titles))
            _write(sheet, source, refused, formats)
    return stream.getvalue()


def _title(source: ReadSheet, taken: set[str]) -> str:
    """Return a title that names the kind, so that the sheet is read as it was."""
    kind = source.heading.kind.name
    named = source.sheet.title.removeprefix(f"{kind}-") or source.file.rpartition(".")[0]
    stem = _NOT_IN_TITLES.sub("_", f"{kind}-{named}")[:_LONGEST_TITLE]
    title, number = stem, 1
    while title.casefold() in taken:
        number += 1
        end = f"-{number}"
        title = stem[: _LONGEST_TITLE - len(end)] + end
    taken.add(title.casefold())
    return title


def _write(sheet: Any, source: ReadSheet, rows: Sequence[Row], formats: dict[str, Any]) -> None:
    columns = [
        (place, column)
        for place, column in enumerate(source.heading.columns)
        if column.text not in RETURNED
    ]
    headings = [*RETURNED, *(_heading(source, place) for place, _ in columns)]
    for at, text in enumerate(headings):
        sheet.write_string(0, at, _fitting(text, _CUT), formats["head"])
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        cut = [
            f"“{column.text}”有 {length} 个字，这里一格只放得下 {_LONGEST_TEXT} 个，没有写全"
            for place, column in columns
            if (length := len(_text(_cell(row, place)))) > _LONGEST_TEXT
        ]
        for at, text in enumerate(_reasons(row, cut)):
            sheet.write_string(line, at, _fitting(text, _CUT), formats["wrap"])
        for at, (place, _) in enumerate(columns, start=len(RETURNED)):
            _write_cell(sheet, (line, at), _cell(row, place), formats)


def _reasons(row: Row, cut: Sequence[str]) -> Iterator[str]:
    """Yield where a row was and why it is given back; ``cut`` says which cells are not whole."""
    yield row.source.file
    yield row.source.sheet.title
    yield str(row.line)
    yield "；".join(dict.fromkeys(r.column for r in row.refusals if r.column))
    whole = [f"全文在{row.place}，在那里改短，再导入那个文件"] if cut else []
    yield "；".join([*cut, *dict.fromkeys(r.reason for r in row.refusals)])
    yield "；".join([*whole, *dict.fromkeys(r.next_step for r in row.refusals if r.next_step)])


def _heading(source: ReadSheet, place: int) -> str:
    """Return a heading with the unit that stood above the table."""
    column = source.heading.columns[place]
    unit = _UNITS.get(int(column.scale), "")
    return f"{column.text}({unit})" if unit and not parted(column.text)[1] else column.text


def _cell(row: Row, place: int) -> Any:
    """Return what a cell showed: that of a merged range, a day where its number counts one."""
    cell = row.cells[place] if place < len(row.cells) else ""
    if not cell_text(cell):
        cell = row.source.sheet.covered.get((row.line, place), "")
    column = row.source.heading.columns[place]
    if column.key and is_day(fields(row.kind.model)[column.key]):
        return day_of_serial(cell, since_1904=row.source.sheet.since_1904) or cell
    return cell


def _write_cell(sheet: Any, at: tuple[int, int], cell: Any, formats: dict[str, Any]) -> None:
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if isinstance(cell, dt.date):
        sheet.write_datetime(*at, cell, formats["day"])
    elif number and cell == cell and abs(cell) < 10**15:  # noqa: PLR0124 - no number equals itself not
        sheet.write_number(*at, cell)
    elif cell_text(cell):
        sheet.write_string(*at, _fitting(_text(cell), _CUT_CELL))


def _text(cell: Any) -> str:
    """Return a cell as text, spaces around it included."""
    return cell if isinstance(cell, str) else cell_text(cell)


def _fitting(text: str, end: str) -> str:
    """Return a text as a cell holds it: one that is too long is cut, and ends in ``end``."""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - len(end)] + end
