"""Tables as a workbook, whose values are those of the page and of JSON."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.report.table import Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from legaldocs.portfolio.report.table import Table, Value

_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
_FORMATS = {
    Unit.TEXT: "@", Unit.MONEY: "#,##0.00", Unit.SHARE: "0.00%", Unit.RATIO: "0.0000",
    Unit.DAYS: "0.0", Unit.COUNT: "#,##0", Unit.DAY: "yyyy-mm-dd",
}  # fmt: skip
_LARGEST_NUMBER = Decimal(10) ** 13
"""Yuan that a spreadsheet keeps to the fen."""
_LONGEST_NAME = 31
_WIDTH = 16


def write_tables(path: Path, tables: Sequence[Table], heading: str) -> None:
    """Write a sheet a table: its title, its definition, the rows.

    Raises OSError where the file cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 - only who wants a workbook pays

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED, "title": heading})
        formats: dict[Any, Any] = {
            unit: book.add_format({"num_format": code}) for unit, code in _FORMATS.items()
        }
        formats["head"] = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
        formats["title"] = book.add_format({"bold": True, "font_size": 14})
        names: set[str] = set()
        for table in tables:
            _write(book.add_worksheet(_name(table.title, names)), table, formats, heading)


def _name(title: str, taken: set[str]) -> str:
    """Return a name that a sheet may have and no other has."""
    short = "".join(sign for sign in title if sign not in "[]:*?/\\")[:_LONGEST_NAME]
    name, number = short, 1
    while name in taken:
        number += 1
        name = f"{short[: _LONGEST_NAME - 3]}-{number}"
    taken.add(name)
    return name


def _write(sheet: Any, table: Table, formats: dict[Any, Any], heading: str) -> None:
    sheet.set_column(0, len(table.columns) - 1, _WIDTH)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, f"{table.title}（{heading}）", formats["title"])
    sheet.write_string(1, 0, table.defined)
    for at, column in enumerate(table.columns):
        sheet.write_string(3, at, column.title, formats["head"])
    sheet.freeze_panes(4, 1)
    for line, row in enumerate(table.rows, start=4):
        for at, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, (line, at), value, column.unit, formats)


def _cell(
    sheet: Any, at: tuple[int, int], value: Value, unit: Unit, formats: dict[Any, Any]
) -> None:
    if isinstance(value, Measure):
        _cell(sheet, at, value.value, value.unit, formats)
        return
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(*at, value, formats[Unit.DAY])
        return
    if isinstance(value, str):
        sheet.write_string(*at, value)
        return
    number = yuan_of(value) if unit is Unit.MONEY and isinstance(value, int) else Decimal(value)
    if abs(number) < _LARGEST_NUMBER:
        sheet.write_number(*at, number, formats[unit])
    else:
        sheet.write_string(*at, str(number))
