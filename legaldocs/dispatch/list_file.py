"""寄件清单.xlsx: a row a parcel, two columns for a person to fill, and what is not sent and why."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.core.findings import Finding
    from legaldocs.dispatch.item import Item
    from legaldocs.dispatch.stated import Parcel

SHEET, REFUSED = "寄件清单", "未寄出和提示"
TRACKING, SENT_ON = "运单号", "寄出日期"
COLUMNS = (
    ("序号", 6), ("函件", 14), ("收件人", 26), ("地址", 40), ("电话", 14), ("方式", 9),
    ("打印文件", 20), ("起页", 6), ("止页", 6), ("说明", 30), (TRACKING, 18), (SENT_ON, 12),
    ("案件", 20), ("内件", 36), ("电子邮箱", 22), ("函件日期", 11),
    ("付款期限", 11), ("文书", 18), ("SHA-256", 66),
)  # fmt: skip
_REFUSALS = (("案件", 24), ("程度", 8), ("代码", 24), ("事项", 60), ("下一步", 60))
_TO_FILL = frozenset({TRACKING, SENT_ON})
_GRAVITY = {"error": "未寄出", "warning": "注意", "note": "提示"}
_LONGEST = 2000


def list_file(
    rows: Sequence[tuple[Parcel, Item]], findings: Sequence[Finding], as_of: dt.date
) -> bytes:
    """Return the .xlsx; same rows, same bytes. Every cell is text: none is a formula."""
    import xlsxwriter  # noqa: PLC0415 - only at the end

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        made = dt.datetime.combine(as_of, dt.time())
        book.set_properties({"title": SHEET, "created": made})
        _sheet(book, SHEET, COLUMNS, [_cells(*row) for row in rows])
        refused = [
            (one.where, _GRAVITY[one.severity], one.code, one.message, one.next_step)
            for one in findings
        ]
        _sheet(book, REFUSED, _REFUSALS, refused)
    return data.getvalue()


def _cells(parcel: Parcel, item: Item) -> tuple[str, ...]:
    to, pay_by = item.addressee, item.posting.pay_by
    return (
        str(parcel.number),
        parcel.kind,
        to.name,
        to.address,
        to.phone,
        parcel.channel,
        parcel.print,
        str(parcel.first or ""),
        str(parcel.last or ""),
        _remark(parcel, item),
        "",
        "",
        parcel.case,
        item.contents,
        to.email,
        item.as_of.isoformat(),
        str(pay_by or ""),
        parcel.paper,
        parcel.sha256[0],
    )


def _remark(parcel: Parcel, item: Item) -> str:
    parts = []
    if len(item.files) > 1:
        parts.append("含" + "、".join(file.title for file in item.files[1:]))
    if item.by_hand:
        parts.append("另装入" + "、".join(item.by_hand))
    if parcel.blanks:
        parts.append(f"空白 {parcel.blanks} 页")
    if item.printed and not parcel.label:
        parts.append("没有标签")
    if parcel.mail:
        parts.append("有邮件草稿")
    return "；".join(parts)


def _sheet(
    book: Any,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    # As text, so that no program takes a long number for a figure and rounds it.
    fill = book.add_format({"num_format": "@", "bg_color": "#FFF7D6", "border": 1})
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, head)
    for line, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells):
            if columns[place][0] in _TO_FILL:
                sheet.write_blank(line, place, None, fill)
            else:
                sheet.write_string(line, place, _shown(text), body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    # What follows the columns to fill is for the program, and would make the print too small.
    titles = [name for name, _ in columns]
    last = titles.index(SENT_ON) if SENT_ON in titles else len(columns) - 1
    sheet.print_area(0, 0, len(rows), last)
    sheet.repeat_rows(0)


def _shown(text: str) -> str:
    return text[:_LONGEST].encode("utf-8", "backslashreplace").decode()
