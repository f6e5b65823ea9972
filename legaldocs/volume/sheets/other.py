"""Workbooks in older and other forms (.xls, .xlsb): values as stored, read by calamine."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.volume.limits import Unreadable
from legaldocs.volume.sheets.grid import Area, Cell, Measure, Sheet
from legaldocs.volume.sheets.number_format import general
from legaldocs.volume.sheets.xlsx import SHEETS

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_GRID = 5_000_000
"""Cells, empty ones too, of the area that a sheet says it fills."""


def read_other(data: bytes) -> list[Sheet]:
    """Return the sheets of a workbook. Raises Unreadable when it cannot be read."""
    from python_calamine import (  # noqa: PLC0415 - only tables pay
        CalamineError,
        PasswordError,
        load_workbook,
    )

    try:
        with load_workbook(io.BytesIO(data)) as book:
            return _sheets(book)
    except PasswordError as error:
        raise Unreadable("表格需要密码才能打开") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("表格已损坏或者格式不受支持") from error
    except BaseException as error:
        # A panic of the reader is no Exception, so that it is not caught by chance.
        if type(error).__name__ == "PanicException":
            raise Unreadable("表格已损坏，读不出内容") from error
        raise


def _sheets(book: CalamineWorkbook) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - as above

    if len(book.sheets_metadata) > SHEETS:
        raise Unreadable(f"工作表过多（上限 {SHEETS} 张）")
    measure = Measure()
    found = []
    for at, facts in enumerate(book.sheets_metadata):
        sheet = Sheet(facts.name[:80], hidden=facts.visible != SheetVisibleEnum.Visible)
        found.append(sheet)
        if facts.typ != SheetTypeEnum.WorkSheet:
            sheet.lost["图表工作表或者宏表"] += 1
            continue
        _fill(book, at, sheet, measure)
    return found


def _fill(book: CalamineWorkbook, at: int, sheet: Sheet, measure: Measure) -> None:
    source = book.get_sheet_by_index(at)
    if source.total_height * source.total_width > _GRID:
        raise Unreadable("工作表的范围过大")
    if source.start is None:
        return
    for row, values in enumerate(source.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            cell = _cell(value)
            if cell.text:
                measure.take(cell.text)
                sheet.cells[row, column] = cell
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        sheet.merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))


def _cell(value: object) -> Cell:  # noqa: PLR0911  # one a kind
    match value:
        case bool():
            return Cell("TRUE" if value else "FALSE")
        case int():
            return Cell(str(value), number=True)
        case dt.datetime():
            return Cell(value.isoformat(" ", "seconds"), number=True)
        case dt.timedelta():
            return Cell(_span(value), number=True)
        case dt.date() | dt.time():
            return Cell(value.isoformat(), number=True)
        case str():
            return Cell(value)
        case _:
            # Numbers arrive in binary; their shortest decimal form is the one that was typed in.
            return Cell(general(Decimal(repr(value))), number=True)


def _span(value: dt.timedelta) -> str:
    hours, rest = divmod(int(value.total_seconds()), 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
