"""``exceptions.xlsx``: the cases that a person must look at, one row each."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.batch.outcome import Outcome

_COLUMNS = (("案件", 28), ("状态", 10), ("代码", 24), ("位置", 26), ("事项", 60), ("下一步", 52))
_MORE = ("另有", 8)
_STATES = {"built": "已生成", "unchanged": "已是最新", "failed": "没有结果"}
_OLDER = "；文件夹里是以前的结果，不要使用"
_LONGEST = 2000
"""Characters of a cell; a spreadsheet takes some 32,000."""


def exceptions_list(outcomes: Iterable[Outcome], as_of: dt.date) -> bytes:
    """Return an .xlsx with a row for each outcome that is not in order; same rows, same bytes."""
    import xlsxwriter  # noqa: PLC0415 - only at the end of a run

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        made = dt.datetime.combine(as_of, dt.time(), dt.UTC)
        book.set_properties({"title": "需要处理的案件", "created": made.replace(tzinfo=None)})
        sheet = book.add_worksheet("需要处理的案件")
        head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for place, (title, width) in enumerate((*_COLUMNS, _MORE)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, title, head)
        sheet.freeze_panes(1, 1)
        last = 0
        for last, outcome in enumerate((one for one in outcomes if not one.ok), start=1):
            for place, text in enumerate(_cells(outcome)):
                # Always as text: a name that begins with = is no formula.
                sheet.write_string(last, place, _shown(text), body)
        sheet.autofilter(0, 0, last, len(_COLUMNS))
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return data.getvalue()


def _cells(outcome: Outcome) -> tuple[str, ...]:
    first, more = outcome.reasons[0], len(outcome.reasons) - 1
    what = first.what + (_OLDER if outcome.older else "")
    others = f"{more} 条" if more else ""
    state = _STATES[outcome.state]
    return outcome.case, state, first.code, first.where, what, first.next_step, others


def _shown(text: str) -> str:
    return text[:_LONGEST].encode("utf-8", "backslashreplace").decode()
