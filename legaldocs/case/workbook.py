"""What is inside a workbook file: which sheets it has, and what makes one unreadable."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.case.workbook_looks import unseen_formats
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

Looks = dict[str, tuple[str, str]]

_LARGEST_UNPACKED = 256 * 1024 * 1024
_MOST_CELLS = 2_000_000
"""Of the rectangle that holds every cell with something in it, for all of it is read."""
_CELL = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})", re.ASCII)
_ROW = re.compile(r"\d{1,7}", re.ASCII)
_SIZE = re.compile(r"\d{1,7}(?:\.\d+)?", re.ASCII)
_TRUE = frozenset({"1", "true"})
_LEAST = 1
"""Points of height, and signs of width, below which a row or column cannot be seen."""
_WORKBOOK = "xl/workbook.xml"


class Fault(NamedTuple):
    """What would be read otherwise than a person sees it (表格的问题)."""

    what: str
    line: int
    found: str
    next_step: str
    place: str = ""
    """The cell, such as B3; empty where the whole row is meant."""

    def error(self, path: str) -> InputError:
        """Return the fault as the error of the sheet ``path``."""
        where = Origin(path, self.line)
        return InputError(self.what, where=where, found=self.found, next_step=self.next_step)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the parts of a workbook say beside its cells (工作簿).

    ``faults`` are those of each sheet, by title, the first of each row; ``unseen`` its hidden
    columns, counted from one; days are counted from 1904 in some workbooks.
    """

    faults: Mapping[str, tuple[Fault, ...]]
    unseen: Mapping[str, tuple[range, ...]]
    since_1904: bool


def workbook(data: bytes, name: str) -> Workbook:
    """Return what the parts of a workbook say; ``name`` is its file, for messages.

    Raises InputError for a workbook too large to read or with a cell without a place.
    """
    from lxml import etree  # noqa: PLC0415 - only tables pay

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > _LARGEST_UNPACKED:
            raise too_large(name, f"解压后不超过 {_LARGEST_UNPACKED} 字节", f"{unpacked} 字节")
        titles, since_1904 = _sheets(archive)
        looks = unseen_formats(archive)
        faults: dict[str, tuple[Fault, ...]] = {}
        unseen: dict[str, tuple[range, ...]] = {}
        for part in archive.namelist():
            if part.endswith(".xml"):  # one that the workbook does not list may still be read
                with archive.open(part) as stream:
                    tags = ("{*}row", "{*}si", "{*}col")
                    parsed = etree.iterparse(stream, tag=tags, resolve_entities=False)
                    found, columns = _check_part(parsed, name, looks)
                if found:
                    faults[titles.get(part, "")] = found
                if columns:
                    unseen[titles.get(part, "")] = columns
    return Workbook(faults, unseen, since_1904)


def too_large(name: str, expected: str, found: str = "") -> InputError:
    """Return the error of a table that is not read because of its size."""
    return InputError(
        "表格过大",
        where=name,
        expected=expected,
        found=found,
        next_step="只留本案的行和列，另存后重新运行",
    )


def invalid(name: str) -> InputError:
    """Return the error of a file that is no workbook."""
    return InputError("表格不是有效的 XLSX", where=name, next_step="用表格软件重新另存为 .xlsx")


def letters(number: int) -> str:
    """Return the letters of a column, counted from one.

    >>> letters(28)
    'AB'
    """
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _sheets(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Return the title of the sheet in each part, and whether days are counted from 1904."""
    from lxml import etree  # noqa: PLC0415 - only tables pay

    parser = etree.XMLParser(resolve_entities=False)
    relations = "xl/_rels/workbook.xml.rels"
    if not {_WORKBOOK, relations} <= {*archive.namelist()}:
        return {}, False
    book = etree.fromstring(archive.read(_WORKBOOK), parser)
    parts = {
        relation.get("Id"): posixpath.normpath(
            posixpath.join("/xl", relation.get("Target", ""))
        ).lstrip("/")
        for relation in etree.fromstring(archive.read(relations), parser)
    }
    titles = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
        titles[parts.get(ids[0] if ids else "", "")] = sheet.get("name", "")
    settings = book.find("{*}workbookPr")
    return titles, settings is not None and settings.get("date1904") in _TRUE


def _check_part(
    parsed: Any, name: str, looks: Looks
) -> tuple[tuple[Fault, ...], tuple[range, ...]]:
    """Return the first fault of each row of a sheet, and its hidden columns, counted from one.

    Raises InputError for a sheet that is too large to read.
    """
    number = deepest = widest = 0
    faults: list[Fault] = []
    unseen: list[range] = []
    for _, row in parsed:
        if str(row.tag).endswith("}col"):
            unseen += _unseen_columns(row)
            continue
        number = int(_matched(_ROW, row.get("r", f"{number + 1}"), name)[0])
        last, width = _extent(row, number, name)
        deepest, widest = max(deepest, last), max(widest, width)
        if _is_unseen(row, "ht") and any(map(_is_filled, row)):
            step = "取消隐藏和筛选，删去不该计入的行，保存后重新运行"
            faults.append(Fault("表格里有隐藏的行，无法确定是否计入", number, "", step))
        elif fault := next(
            filter(None, (_cell_fault(cell, looks) for cell in row.iterfind("{*}c"))), None
        ):
            faults.append(fault)
        row.clear()
    if deepest * widest > _MOST_CELLS:
        raise too_large(name, f"不超过 {_MOST_CELLS} 个单元格", f"{deepest} 行 {widest} 列")
    return tuple(faults), tuple(unseen)


def _is_unseen(element: Any, size: str) -> bool:
    """Return whether a row or column is hidden, or has next to no ``size``."""
    given = element.get(size) or ""
    small = _SIZE.fullmatch(given) is not None and Decimal(given) < _LEAST
    return element.get("hidden") in _TRUE or small


def _unseen_columns(column: Any) -> list[range]:
    ends = [column.get("min") or "", column.get("max") or ""]
    if not _is_unseen(column, "width") or not all(map(_ROW.fullmatch, ends)):
        return []
    return [range(int(ends[0]), int(ends[1]) + 1)]


def _extent(row: Any, number: int, name: str) -> tuple[int, int]:
    """Return the last line and the last column for which a row has a value, or zeros."""
    column = deepest = widest = 0
    for cell in row.iterfind("{*}c"):
        line, column = number, column + 1
        if place := cell.get("r"):
            match = _matched(_CELL, place, name)
            line, column = int(match["row"]), _column_number(match["column"])
        if len(cell):
            deepest, widest = max(deepest, line), max(widest, column)
    return deepest, widest


def _matched(pattern: re.Pattern[str], place: str, name: str) -> re.Match[str]:
    match = pattern.fullmatch(place)
    if match is None:
        raise invalid(name)
    return match


def _is_filled(cell: Any) -> bool:
    return bool(cell.findtext("{*}v")) or cell.find("{*}is") is not None


def _column_number(column: str) -> int:
    """Return the number of a column, from one.

    >>> _column_number("AB")
    28
    """
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cell_fault(cell: Any, looks: Looks) -> Fault | None:
    """Return what would be read otherwise than it is seen.

    A formula no program has worked out and an error would both read as empty; what its format
    hides or changes would be read all the same.
    """
    value = cell.findtext("{*}v")
    kind = cell.get("t")
    if kind == "e":
        problem, step = "是错误值", "改正公式，或删去该格内容"
    elif cell.find("{*}f") is not None and not value and (value is None or kind != "str"):
        problem, step = "里的公式没有存下结果", "用表格软件打开并保存一次，或改成数值"
    elif (look := looks.get(cell.get("s", "0"))) is not None and _is_filled(cell):
        problem, step = look
        value = ""
    else:
        return None
    place = cell.get("r", "")
    number = re.sub(r"\D", "", place)
    line = int(number) if number else 0
    return Fault(f"单元格 {place} {problem}", line, value or "", step, place)
