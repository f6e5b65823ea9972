"""The sheets of a CSV or XLSX file beside the case, as a person sees them in a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from legaldocs.case.workbook import Fault, invalid, too_large, workbook
from legaldocs.core.errors import InputError
from legaldocs.core.near import shown, suggestion
from legaldocs.core.origin import Origin
from legaldocs.core.regular_file import read_regular
from legaldocs.core.strict_yaml import Text
from legaldocs.core.system_error import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

Row = tuple[int, list[Any]]
"""A line number and the cells of that line: text, numbers, days."""

_READ = (".csv", ".tsv", ".xlsx")
_FOREIGN = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers")
_ENDINGS = "|".join(ending[1:] for ending in (*_READ, *_FOREIGN))
_NAMED = re.compile(rf"(?P<file>.*?\.(?:{_ENDINGS}))(?:#(?P<sheet>.+))?", re.IGNORECASE | re.DOTALL)
_MEGABYTE = 1024 * 1024
_LARGEST = {".csv": 8 * _MEGABYTE, ".tsv": 8 * _MEGABYTE, ".xlsx": 64 * _MEGABYTE}
_LARGEST_LEDGER = 64 * _MEGABYTE
_SAMPLE = 4000
_GUARDED = re.compile(r"=\"(?P<text>[^\"]*)\"|'(?P<digits>\d+)", re.ASCII)
"""How an export keeps a spreadsheet from taking a long number for a figure."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a table (工作表).

    ``path`` is the file, and the sheet where it has several; ``covered`` holds what stands in the
    first cell of a merged range, by line and column of the cells below it. ``rows`` may be gone
    through again and again; those of a large sheet are made anew each time.
    """

    path: str
    rows: Iterable[Row]
    title: str = ""
    several: bool = False
    hidden: bool = False
    faults: tuple[Fault, ...] = ()
    covered: Mapping[tuple[int, int], Any] = field(default_factory=dict)
    since_1904: bool = False
    unseen: tuple[range, ...] = ()
    """The hidden columns, counted from one."""

    def refuse_unseen(self, place: int, text: str, line: int) -> None:
        """Raise InputError where the column at ``place``, from zero, that is read is hidden."""
        if any(place + 1 in columns for columns in self.unseen):
            raise InputError(
                f"表格里“{text}”一列是隐藏的，看不见的内容无法确定是否计入",
                where=Origin(self.path, line),
                next_step="取消隐藏，核对这一列，保存后重新运行；不用的删去这一列",
            )

    @property
    def fault(self) -> Fault | None:
        """The first fault, where one is enough to refuse the sheet."""
        return self.faults[0] if self.faults else None


def is_table(raw: Any) -> bool:
    """Return whether a value names a table instead of giving the rows."""
    return isinstance(raw, Text) and _NAMED.fullmatch(raw) is not None


def file_of(name: str) -> str:
    """Return the file that a value such as 送货.xlsx#2025年 names."""
    match = _NAMED.fullmatch(name)
    return match["file"] if match else name


class _Anew:
    """The rows of a large sheet, which are never all in memory at once (大表的各行)."""

    def __init__(self, made: Callable[[], Iterator[Row]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[Row]:
        return self._made()


def sheets(folder: Path, name: Text, *, large: bool = False) -> tuple[Sheet, ...]:
    """Return the sheets with something in them of the table ``name`` beside the case file.

    A name such as 送货.xlsx#2025年 stands for one of them. With ``large`` a CSV may be as large as
    an XLSX, and rows are not kept: what is wrong with a CSV is said when they are gone through.

    Raises InputError, with the place, for a file that cannot be read or is too large, and for a
    sheet that is not there.
    """
    match = _NAMED.fullmatch(name)
    file, title = (match["file"], match["sheet"]) if match else (str(name), None)
    data = _bytes(folder, Text(file, name.origin), large=large)
    if not file.lower().endswith(".xlsx"):
        if title:
            raise InputError("只有 .xlsx 才有工作表", where=name.origin, found=str(name))
        encoding = _encoding(data, file)
        lines = _Anew(lambda: _csv(data, file, encoding))
        return (Sheet(file, lines if large else tuple(lines)),)
    found = _xlsx(data, file, large=large)
    titles = [sheet.title for sheet in found]
    if title and title not in titles:
        raise InputError(
            f"表格里没有名为“{title}”的工作表，或者这张工作表没有内容",
            where=name.origin,
            found="、".join(titles),
            next_step=suggestion(title, titles) or "核对工作表的名称",
        )
    return tuple(sheet for sheet in found if not title or sheet.title == title)


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


def _bytes(folder: Path, name: Text, *, large: bool) -> bytes:
    path = folder / name
    if "\0" in name or not path.resolve().is_relative_to(folder.resolve()):
        raise InputError("表格应放在案件文件夹内", where=name.origin, found=str(name))
    if not name.lower().endswith(_READ):
        raise InputError(
            "不能读取这种表格",
            where=name.origin,
            found=str(name),
            next_step="用表格软件另存为 .xlsx 或 .csv，并在这里改写文件名",
        )
    largest = _LARGEST_LEDGER if large else _LARGEST[path.suffix.lower()]
    try:
        return read_regular(path, largest)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise too_large(str(name.origin), f"不超过 {largest} 字节") from error
        beside = sorted(other.name for other in folder.iterdir()) if folder.is_dir() else []
        raise InputError(
            f"找不到或打不开表格“{shown(name)}”",
            where=name.origin,
            found=reason(error),
            next_step=suggestion(name, filter(_NAMED.fullmatch, beside))
            or "核对文件名，或改为直接列出各行",
        ) from error


def _csv(data: bytes, name: str, encoding: str) -> Iterator[Row]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    sample = text.read(_SAMPLE)
    text.seek(0)
    delimiter = "\t" if sample.count("\t") > sample.count(",") else ","
    reader = csv.reader(text, strict=True, delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(
            "表格不是有效的 CSV",
            where=Origin(name, reader.line_num),
            next_step="用表格软件另存为 CSV",
        ) from error


def _encoding(data: bytes, name: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))  # what spreadsheets call Unicode text
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InputError("表格的编码无法识别", where=name, next_step="另存为 UTF-8 编码的 CSV")


def _xlsx(data: bytes, name: str, *, large: bool) -> list[Sheet]:
    from lxml import etree  # noqa: PLC0415 - only tables pay
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    try:
        book = workbook(data, name)
        read = _sheets(data)
    except (
        CalamineError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise invalid(name) from error
    several = len(read) > 1
    return [
        Sheet(
            f"{name}#{title}" if several else name,
            lines if large else tuple(lines),
            title=title,
            several=several,
            hidden=hidden,
            faults=book.faults.get(title, ()) or book.faults.get("", ()),
            covered=_covered(lines, merged),
            since_1904=book.since_1904,
            unseen=book.unseen.get(title, ()) or book.unseen.get("", ()),
        )
        for title, (lines, merged, hidden) in read.items()
    ]


def _covered(lines: Iterable[Row], merged: Any) -> dict[tuple[int, int], Any]:
    """Return what the cells below the first of a merged range show, by line and column.

    A range may reach to the last line of all; there is nothing to show below the last row.
    """
    if not merged:
        return {}
    last = 0
    firsts: dict[int, list[Any]] = {top + 1: [] for (top, _), _ in merged}
    for line, cells in lines:
        last = line
        if line in firsts:
            firsts[line] = cells
    return {
        (line + 1, left): firsts[top + 1][left]
        for (top, left), (bottom, _) in merged
        if left < len(firsts[top + 1])
        for line in range(top + 1, min(bottom + 1, last))
    }


def _sheets(data: bytes) -> dict[str, tuple[_Anew, Any, bool]]:
    """Return the lines, merged ranges and whether it is hidden of every filled sheet, by its title.

    Lines are counted from the first one on even if it is empty. A panic of the Rust library below
    is no Exception; it becomes a RuntimeError.
    """
    from python_calamine import (  # noqa: PLC0415 - only tables pay
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        read = {}
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            lines = _Anew(partial(_lines, sheet))
            if any(cell_texts(cells) for _, cells in lines):
                hidden = about.visible != SheetVisibleEnum.Visible
                read[about.name] = lines, sheet.merged_cell_ranges or (), hidden
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise RuntimeError(str(error)) from error
        raise
    return read


def _lines(sheet: Any) -> Iterator[Row]:
    """Yield each line from the first one on; the library leaves out the empty columns in front."""
    empty = [""] * (sheet.start or (0, 0))[1]
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        yield line, [*empty, *cells]
