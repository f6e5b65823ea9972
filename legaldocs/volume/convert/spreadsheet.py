"""Spreadsheets as pages: every visible sheet as tables, what is hidden or not printed named."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.volume.convert.printed import Print, print_pages, read_bounded, running_head
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.package import Package
from legaldocs.volume.sheets.grid import column_name
from legaldocs.volume.sheets.ods import is_ods, read_ods
from legaldocs.volume.sheets.other import read_other
from legaldocs.volume.sheets.setting import set_sheet
from legaldocs.volume.sheets.xlsx import read_xlsx
from legaldocs.volume.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from legaldocs.volume.pages import OriginalPages
    from legaldocs.volume.sheets.grid import Sheet

_NOTE = (
    "本件由表格文件排印，左边和上边印有行号、列号；列宽、颜色、字体、边框与表格软件中显示的不同，"
    "公式印出文件中存下的结果。原文件收在证据包中，可按页首的 SHA-256 核对。"
)
_AS_STORED = (
    "这种格式读不出数字和日期的显示格式以及隐藏的行列：全部行列印出，数字和日期按存储的值。"
)
_MOST_NAMED = 12


def convert(path: Path, name: str) -> OriginalPages:
    """Return a workbook as pages; see ``Converter``."""
    data = read_bounded(path)
    as_stored = True
    sheets: list[Sheet] = []
    if data.startswith(b"PK"):
        with Package(path) as package:
            if package.holds("xl/workbook.xml") or package.holds("xl/worksheets/sheet1.xml"):
                as_stored, sheets = False, read_xlsx(package)
            elif is_ods(package):
                as_stored, sheets = False, read_ods(package)
    if as_stored:
        sheets = read_other(data)
    return print_sheets(sheets, data, name, _AS_STORED if as_stored else "")


def print_sheets(sheets: list[Sheet], data: bytes, name: str, note: str = "") -> OriginalPages:
    """Return sheets as pages, the hidden ones named only. Raises Unreadable when there is none."""
    shown = [sheet for sheet in sheets if not sheet.hidden]
    bodies = [body for sheet in shown for body in _bodies(sheet)]
    lines = (_NOTE, note, *_said(sheets))
    head = "".join(f"<p class=note>{escape(visible(line))}</p>" for line in lines if line)
    if not bodies:
        raise Unreadable(_nothing(sheets))
    first, *more = bodies
    # Inside the first table's section, so that a turned page carries the notes too.
    printed = Print(name, running_head(name, data), first.replace(">", f">{head}", 1), tuple(more))
    return print_pages(printed, name, *_remarks(name, sheets, note))


def _nothing(sheets: list[Sheet]) -> str:
    """Return why there is nothing to print."""
    if sheets and all(sheet.hidden for sheet in sheets):
        return "全部工作表都是隐藏的"
    lost = [what for sheet in sheets for what in sheet.lost]
    return "表格里没有可以印出的内容" + (f"，只有{_listed(dict.fromkeys(lost))}" if lost else "")


def _bodies(sheet: Sheet) -> Iterator[str]:
    title = f"<h2>工作表“{escape(visible(sheet.name))}”</h2>" if sheet.name else ""
    for number, table in enumerate(set_sheet(sheet)):
        yield table.replace(">", f">{title}", 1) if not number else table
    if sheet.behind:
        yield f"<div>{title}{sheet.behind}</div>"


def _said(sheets: list[Sheet]) -> Iterator[str]:
    hidden = [sheet.name for sheet in sheets if sheet.hidden]
    if hidden:
        yield f"隐藏的工作表没有印出：{_listed(hidden)}。"
    for sheet in sheets:
        if sheet.hidden:
            continue
        for what in _hidden_parts(sheet):
            yield f"工作表“{sheet.name}”：{what}，没有印出。"
        for what, count in sheet.lost.items():
            yield f"工作表“{sheet.name}”：{what} {count} 处，没有印出或者没有原样印出。"
        if not sheet.cells and not sheet.behind and not sheet.lost:
            yield f"工作表“{sheet.name}”是空的。"


def _hidden_parts(sheet: Sheet) -> Iterator[str]:
    """Yield the hidden rows and columns that hold something, as a person names them."""
    rows = sorted({row for row, _ in sheet.cells} & sheet.hidden_rows)
    columns = sorted({column for _, column in sheet.cells} & sheet.hidden_columns)
    if rows:
        yield f"隐藏了 {len(rows)} 行（第 {_listed(_runs(rows))} 行）"
    if columns:
        named = [
            "—".join(column_name(int(end)) for end in run.split("—")) for run in _runs(columns)
        ]
        yield f"隐藏了 {len(columns)} 列（{_listed(named)} 列）"


def _runs(numbers: list[int]) -> list[str]:
    """Return numbers with those that follow each other joined.

    >>> _runs([1, 2, 3, 7])
    ['1—3', '7']
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    return ["—".join(map(str, run)) for run in found]


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"等 {len(listed)} 处" if len(listed) > _MOST_NAMED else ""
    return "、".join(listed[:_MOST_NAMED]) + more


def _remarks(name: str, sheets: list[Sheet], note: str) -> Iterator[Finding]:
    hidden = [f"工作表“{sheet.name}”" for sheet in sheets if sheet.hidden]
    for sheet in sheets:
        if not sheet.hidden:
            hidden += [f"工作表“{sheet.name}”{what}" for what in _hidden_parts(sheet)]
    if hidden:
        yield Finding(
            "LD-VOL-HIDDEN",
            "warning",
            f"文件中有隐藏的内容没有印出：{_listed(hidden)}",
            where=name,
            next_step="取消隐藏看一遍；要印出的另存一份；原文件随证据包交出，隐藏的内容对方也能看到",
        )
    lost = [
        f"工作表“{sheet.name}”{what} {count} 处"
        for sheet in sheets
        if not sheet.hidden
        for what, count in sheet.lost.items()
    ]
    if lost:
        yield Finding(
            "LD-VOL-PARTLY",
            "warning",
            f"有内容没有印出或者没有原样印出：{_listed(lost)}",
            where=name,
            next_step="用表格软件另存为 PDF，与原件写在同一行的 file 里",
        )
    if note:
        yield Finding(
            "LD-VOL-AS-STORED",
            "note",
            "数字和日期按存储的值印出，不一定是表格软件显示的样子；隐藏的行列也印出",
            where=name,
            next_step="对照表格软件里显示的核对；不一致的，另存为 .xlsx 或者 PDF 一并提交",
        )
