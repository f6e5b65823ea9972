"""``exceptions.xlsx``: the cases that a person must look at, one row each."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook

    from legaldocs.batch.outcome import Outcome

_COLUMNS = (("案件", 28), ("状态", 10), ("代码", 24), ("位置", 26), ("事项", 60), ("下一步", 52))
_MORE = ("另有", 8)
_WARNED = (("代码", 24), ("件数", 8), ("案件（详见各案件的 SUMMARY.md）", 120))
_FIRST = 10
"""Cases that are named for a code."""
_STATES = {"built": "已生成", "unchanged": "已是最新", "failed": "没有结果"}
_OLDER = "；文件夹里是以前的结果，不要使用"
_LONGEST = 2000
"""Characters of a cell; a spreadsheet takes some 32,000."""


def exceptions_list(outcomes: Iterable[Outcome], as_of: dt.date) -> bytes:
    """Return an .xlsx with a row for each outcome that is not in order; same rows, same bytes.

    A second sheet counts the warnings of all outcomes by their codes, the rarest first.
    """
    import xlsxwriter  # noqa: PLC0415 - only at the end of a run

    outcomes = tuple(outcomes)
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        made = dt.datetime.combine(as_of, dt.time(), dt.UTC)
        book.set_properties({"title": "需要处理的案件", "created": made.replace(tzinfo=None)})
        rows = (_cells(outcome) for outcome in outcomes if not outcome.ok)
        _write(book, "需要处理的案件", (*_COLUMNS, _MORE), rows, filtered=len(_COLUMNS))
        if warned := _warned(outcomes):
            _write(book, "警告", _WARNED, warned, filtered=0)
    return data.getvalue()


def _write(
    book: Workbook,
    title: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[str]],
    *,
    filtered: int,
) -> None:
    sheet = book.add_worksheet(title)
    head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, head)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells):
            # Always as text: a name that begins with = is no formula.
            sheet.write_string(last, place, _shown(text), body)
    if filtered:
        sheet.autofilter(0, 0, last, filtered)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _warned(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str]]:
    """Return each code of a warning, how many cases have it, and the first of them."""
    cases: dict[str, list[str]] = defaultdict(list)
    for outcome in outcomes:
        for code in outcome.warned:
            cases[code].append(outcome.case)
    rare = sorted(cases.items(), key=lambda item: (len(item[1]), item[0]))
    return [
        (code, str(len(names)), "、".join(names[:_FIRST]) + ("等" if len(names) > _FIRST else ""))
        for code, names in rare
    ]


def _cells(outcome: Outcome) -> tuple[str, ...]:
    first, more = outcome.reasons[0], len(outcome.reasons) - 1
    what = first.what + (_OLDER if outcome.older else "")
    others = f"{more} 条" if more else ""
    state = _STATES[outcome.state]
    return outcome.case, state, first.code, first.where, what, first.next_step, others


def _shown(text: str) -> str:
    return text[:_LONGEST].encode("utf-8", "backslashreplace").decode()
