"""The worklist of an owner: a text to read, and a workbook to sort and to fill in."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from legaldocs.core.money import figure
from legaldocs.portfolio.day.owners import approvers
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.settings import Colleague

_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
_HEADINGS = (
    "编号", "步骤", "客户", "金额", "时限", "方式", "函件", "审批级别", "可以审批的人", "为什么",
    "所涉应收", "提示", "草稿", "结果",
)  # fmt: skip
_WIDTHS = (8, 14, 28, 14, 12, 10, 12, 9, 16, 40, 50, 30, 50, 30)


def worklist_text(
    owner: str, works: Sequence[Work], people: Sequence[Colleague], as_of: dt.date
) -> bytes:
    """Return an owner's list as text, in the order of the time limits."""
    rows = [f"{owner or '没有写明经办的'}：{as_of} 待办 {len(works)} 件", ""]
    for work in works:
        rows += _lines(work, people, as_of)
    return ("\n".join(rows) + "\n").encode()


def _lines(work: Work, people: Sequence[Colleague], as_of: dt.date) -> Iterator[str]:
    late = "，已过时限" if work.due_on < as_of else ""
    amount = figure(yuan_of(work.amount_fen))
    yield f"{work.task_id} [{work.step}] {work.customer} {amount} 元"
    yield f"    {work.due_on} 以前{late}，{work.channel or '内部'}：{work.why}"
    if work.approval_level:
        who = "、".join(approvers(work.approval_level, people)) or "没有人有这一级"
        yield f"    须 {work.approval_level} 级审批：{who}"
    for line in work.lines:
        yield f"    {line.number}：{figure(yuan_of(line.asked_fen))} 元，{line.due_on} 到期"
    for note in work.note:
        yield f"    {note}"
    if work.sent_on:
        yield f"    {work.sent_on} 已发出，等结果"
    if work.drafts:
        yield f"    草稿：{work.drafts}"


def worklist_book(works: Sequence[Work], people: Sequence[Colleague]) -> bytes:
    """Return an owner's list as a workbook, the same bytes for the same list."""
    import xlsxwriter  # noqa: PLC0415 - only a run pays

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as made:
        made.set_properties({"created": _CREATED})
        head = made.add_format({"bold": True, "bottom": 1})
        kinds = {
            "day": made.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
            "sum": made.add_format({"num_format": "#,##0.00", "valign": "top"}),
            "text": made.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet = made.add_worksheet("待办")
        sheet.freeze_panes(1, 0)
        for at, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, heading, head)
        for line, work in enumerate(works, start=1):
            for at, value in enumerate(_cells(work, people)):
                _write(sheet, (line, at), value, kinds)
        if works:
            sheet.autofilter(0, 0, len(works), len(_HEADINGS) - 1)
    return stream.getvalue()


def _cells(work: Work, people: Sequence[Colleague]) -> tuple[Any, ...]:
    lines = "\n".join(
        f"{line.number} {figure(yuan_of(line.asked_fen))} 元，{line.due_on} 到期"
        for line in work.lines
    )
    return (
        work.task_id, work.step.value, work.customer, yuan_of(work.amount_fen), work.due_on,
        str(work.channel or "内部"), str(work.letter or ""), work.approval_level or "",
        "、".join(approvers(work.approval_level, people)), work.why, lines, "\n".join(work.note),
        work.drafts, f"{work.sent_on} 已发出" if work.sent_on else "",
    )  # fmt: skip


def _write(sheet: Any, at: tuple[int, int], value: Any, kinds: dict[str, Any]) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(*at, value, kinds["day"])
    elif isinstance(value, str):
        sheet.write_string(*at, value, kinds["text"])
    elif value is not None:
        sheet.write_number(*at, value, kinds["sum"] if at[1] == _HEADINGS.index("金额") else None)
