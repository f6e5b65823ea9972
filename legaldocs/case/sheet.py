"""The rows of a CSV or XLSX file beside the case, as a person sees them in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    Row = tuple[int, list[Any]]
    """A line number and the cells of that line: text, numbers, days."""

_READ = (".csv", ".xlsx")
_FOREIGN = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers", ".tsv")
_MEGABYTE = 1024 * 1024
_LARGEST = {".csv": 8 * _MEGABYTE, ".xlsx": 64 * _MEGABYTE}
_LARGEST_UNPACKED = 256 * _MEGABYTE
_MOST_CELLS = 2_000_000
"""Of the rectangle that holds every cell with something in it, for all of it is read."""
_CELL = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})", re.ASCII)
_ROW = re.compile(r"\d{1,7}", re.ASCII)
_GUARDED = re.compile(r"=\"(?P<text>[^\"]*)\"|'(?P<digits>\d+)", re.ASCII)
"""How an export keeps a spreadsheet from taking a long number for a figure."""
_TRUE = frozenset({"1", "true"})


def is_table(raw: Any) -> bool:
    """Return whether a value names a table instead of giving the rows."""
    return isinstance(raw, Text) and raw.lower().endswith((*_READ, *_FOREIGN))


def rows(folder: Path, name: Text) -> Iterable[Row]:
    """Return the rows of the table ``name`` beside the case file, with their line numbers.

    Raises InputError, with the place, for a file that cannot be read or is too large, several
    sheets with rows, hidden rows, formulas without a stored result, and cells with errors.
    """
    data = _bytes(folder, name)
    return _xlsx(data, name) if name.lower().endswith(".xlsx") else _csv(data, name)


def cell_texts(cells: list[Any]) -> list[str]:
    """Return the cells of a row as texts, without the empty ones at its end."""
    texts = [cell_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def cell_text(value: Any) -> str:
    """Return a cell as the text a person sees; the file stores numbers with 15 digits."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return format(value, ".15g")
    text = str(value).strip()
    guarded = _GUARDED.fullmatch(text)
    return (guarded["text"] or guarded["digits"] or "").strip() if guarded else text


def _bytes(folder: Path, name: Text) -> bytes:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("表格应放在案件文件夹内", where=name.origin, found=str(name))
    if not name.lower().endswith(_READ):
        raise InputError(
            "不能读取这种表格",
            where=name.origin,
            found=str(name),
            next_step="用表格软件另存为 .xlsx 或 .csv，并在这里改写文件名",
        )
    largest = _LARGEST[path.suffix.lower()]
    try:
        data = path.read_bytes() if path.stat().st_size <= largest else None
    except OSError as error:
        raise InputError(
            f"找不到或打不开表格“{name}”",
            where=name.origin,
            next_step="核对文件名，或改为直接列出各行",
        ) from error
    if data is None:
        raise _too_large(name, f"不超过 {largest} 字节")
    return data


def _too_large(name: Text, expected: str, found: str = "") -> InputError:
    return InputError(
        "表格过大",
        where=name.origin,
        expected=expected,
        found=found,
        next_step="只留本案的行和列，另存后重新运行",
    )


def _csv(data: bytes, name: Text) -> Iterator[Row]:
    text = _decoded(data, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(
            "表格不是有效的 CSV",
            where=Origin(str(name), reader.line_num),
            next_step="用表格软件另存为 CSV",
        ) from error


def _decoded(data: bytes, name: Text) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        "表格的编码无法识别", where=Origin(str(name)), next_step="另存为 UTF-8 编码的 CSV"
    )


def _xlsx(data: bytes, name: Text) -> Iterator[Row]:
    from lxml import etree  # noqa: PLC0415 - only tables pay
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    try:
        _check_sheets(data, name)
        sheets = _sheets(data)
    except (
        CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise _invalid(name) from error
    filled = [title for title, lines in sheets.items() if any(map(cell_texts, lines))]
    if len(filled) > 1:
        raise InputError(
            "有内容的工作表不止一张，无法确定读哪一张",
            where=Origin(str(name)),
            found="、".join(filled),
            next_step="只保留一张（包括隐藏的），其余另存为别的文件",
        )
    return enumerate(sheets[filled[0]] if filled else [], start=1)


def _invalid(name: Text) -> InputError:
    return InputError(
        "表格不是有效的 XLSX", where=Origin(str(name)), next_step="用表格软件重新另存为 .xlsx"
    )


def _sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """Return the lines of every sheet by its title, from the first line on even if it is empty.

    A panic of the Rust library below is no Exception; it becomes a RuntimeError.
    """
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only tables pay

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            title: workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in workbook.sheet_names
        }
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise RuntimeError(str(error)) from error
        raise


def _check_sheets(data: bytes, name: Text) -> None:
    """Refuse what would be read otherwise than a person sees it, and sheets too large to read."""
    from lxml import etree  # noqa: PLC0415 - only tables pay

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise _too_large(name, f"解压后不超过 {_LARGEST_UNPACKED} 字节", f"{unpacked} 字节")
        for part in archive.namelist():
            if part.endswith(".xml"):  # which of them are sheets, the workbook decides
                with archive.open(part) as stream:
                    tags = ("{*}row", "{*}si")
                    _check_part(etree.iterparse(stream, tag=tags, resolve_entities=False), name)


def _check_part(parsed: Any, name: Text) -> None:
    number = deepest = widest = 0
    for _, row in parsed:
        number = int(_matched(_ROW, row.get("r", f"{number + 1}"), name)[0])
        last, width = _extent(row, number, name)
        deepest, widest = max(deepest, last), max(widest, width)
        if row.get("hidden") in _TRUE and any(map(_is_filled, row)):
            raise InputError(
                "表格里有隐藏的行，无法确定是否计入",
                where=Origin(str(name), number),
                next_step="取消隐藏和筛选，删去不该计入的行，保存后重新运行",
            )
        row.clear()
    if deepest * widest > _MOST_CELLS:
        raise _too_large(name, f"不超过 {_MOST_CELLS} 个单元格", f"{deepest} 行 {widest} 列")


def _extent(row: Any, number: int, name: Text) -> tuple[int, int]:
    """Return the last line and the last column for which a row has a value, or zeros."""
    column = deepest = widest = 0
    for cell in row.iterfind("{*}c"):
        _check_cell(cell, name)
        line, column = number, column + 1
        if place := cell.get("r"):
            match = _matched(_CELL, place, name)
            line, column = int(match["row"]), _column_number(match["column"])
        if len(cell):
            deepest, widest = max(deepest, line), max(widest, column)
    return deepest, widest


def _matched(pattern: re.Pattern[str], place: str, name: Text) -> re.Match[str]:
    match = pattern.fullmatch(place)
    if match is None:
        raise _invalid(name)
    return match


def _is_filled(cell: Any) -> bool:
    return bool(cell.findtext("{*}v")) or cell.find("{*}is") is not None


def _column_number(letters: str) -> int:
    """Return the number of a column, from one.

    >>> _column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _check_cell(cell: Any, name: Text) -> None:
    """Refuse a formula no program has worked out, and an error: both would read as empty."""
    value = cell.findtext("{*}v")
    kind = cell.get("t")
    if kind == "e":
        problem, step = "是错误值", "改正公式，或删去该格内容"
    elif cell.find("{*}f") is not None and not value and (value is None or kind != "str"):
        problem, step = "里的公式没有存下结果", "用表格软件打开并保存一次，或改成数值"
    else:
        return
    place = cell.get("r", "")
    number = re.sub(r"\D", "", place)
    raise InputError(
        f"单元格 {place} {problem}",
        where=Origin(str(name), int(number) if number else 0),
        found=value or "",
        next_step=step,
    )
