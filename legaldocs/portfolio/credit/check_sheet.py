"""The sheet on which a person answers the danger signals, and what comes back of it."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.case.sheet import cell_texts, sheets
from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.near import folded, suggestion
from legaldocs.core.origin import Origin
from legaldocs.core.strict_yaml import Text
from legaldocs.core.system_error import reason
from legaldocs.portfolio.credit.model import SignalAnswer
from legaldocs.portfolio.credit.signals import Answer, Signal
from legaldocs.portfolio.credit.warning import judged
from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.naming import customer_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.credit.policy import CreditPolicy
    from legaldocs.portfolio.recording import Recording

SHEET = "危险信号检查"
_HEAD = ("客户名称", "统一社会信用代码", "客户编码", "信号", "回答", "说明", "现有结论", "依据")
_NEEDED = ("客户名称", "信号", "回答")
_WIDTHS = (28, 22, 14, 28, 10, 40, 12, 60)
_ANSWER, _FIRST_GIVEN = 4, 6
_MARKS = ("统一社会信用代码", "客户编码", "客户名称")
_CREATED = dt.datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook knows no zone


def write_sheet(
    connection: Connection,
    policy: CreditPolicy,
    customers: Sequence[Mapping[str, Any]],
    as_of: dt.date,
    path: Path,
) -> int:
    """Write a sheet with a row a customer and signal, and return the number of rows.

    What is known stands beside it. Raises InputError for a path that exists or cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 - only this command pays

    if path.exists():
        raise InputError("文件已经存在，不会覆盖", where=str(path), next_step="换一个名称")
    known = judged(connection, policy, [row["id"] for row in customers], as_of)
    rows = [
        (row["name"], row["uscc"] or "", row["code"] or "", state.signal, "", "",
         state.answer, "；".join(filter(None, (state.by, str(state.on or ""), state.note))))
        for row in customers
        for state in known[row["id"]].signals
    ]  # fmt: skip
    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"created": _CREATED})
        _fill(book, rows)
    try:
        write_whole(path, data.getvalue())
    except OSError as error:
        raise InputError(
            "表格没有写成", where=str(path), found=reason(error),
            next_step="换一个可以写入的文件夹，再运行一次",
        ) from error  # fmt: skip
    return len(rows)


def _fill(book: Any, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    given = book.add_format({"font_color": "#7F7F7F"})
    for at, (text, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, text, head)
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(rows, start=1):
        for at, text in enumerate(row):
            if text:
                sheet.write_string(line, at, str(text), given if at >= _FIRST_GIVEN else None)
    if rows:
        choices = {"validate": "list", "source": [*Answer]}
        sheet.data_validation(1, _ANSWER, len(rows), _ANSWER, choices)


def open_customers(connection: Connection, ids: Sequence[int]) -> list[Mapping[str, Any]]:
    """Return the rows of customers by their identifiers, without those that are closed."""
    wanted = {*ids}
    chosen = select(Customer.__table__).where(Customer.closed_on.is_(None)).order_by(Customer.id)
    rows = connection.execute(chosen).mappings()
    return [dict(row) for row in rows if row["id"] in wanted]


@dataclass(slots=True)
class CheckTaken:
    """What came back of a check sheet (检查的入账)."""

    made: int = 0
    changed: int = 0
    empty: int = 0
    findings: list[Finding] = field(default_factory=list)


def take_sheet(entry: Recording, path: Path, day: dt.date, who: str) -> CheckTaken:
    """Take in the answers of a filled sheet; rows that cannot be read are findings.

    The same sheet on the same day again changes nothing. Raises InputError for a file that cannot
    be read, or is no such sheet.
    """
    taken = CheckTaken()
    rows = entry.rows(SignalAnswer)
    known: dict[str, int | InputError] = {}
    answers: dict[tuple[int, str], tuple[str, dict[str, Any]]] = {}
    for where, cells in _rows(path):
        if not cells["回答"]:
            taken.empty += 1
            continue
        try:
            customer = _customer(entry.connection, cells, known)
            signal, answer = _word(Signal, cells["信号"]), _word(Answer, cells["回答"])
        except InputError as error:
            message = f"{error.what}：{error.found}"
            taken.findings.append(
                Finding("LD-CREDIT-ROW", "error", message, where, next_step=error.next_step)
            )
            continue
        stated = {"customer_id": customer, "checked_on": day, "who": who, "signal": str(signal),
                  "answer": str(answer), "note": cells.get("说明", "")}  # fmt: skip
        if (twice := answers.get((customer, signal))) and twice[1] != stated:
            message = f"同一个客户的“{signal}”与{twice[0]}的回答不同，两行都没有记"
            taken.findings.append(
                Finding("LD-CREDIT-TWICE", "error", message, where, next_step="只留正确的一行")
            )
            answers[customer, signal] = (twice[0], {})
            continue
        answers.setdefault((customer, signal), (where, stated))
    before = {(row["customer_id"], row["signal"]): row
              for row in rows.known("checked_on", [day]) if row["closed_on"] is None}  # fmt: skip
    for key, (_, stated) in answers.items():
        if stated and key in before:
            taken.changed += rows.change(before[key], stated)
        elif stated:
            rows.make(stated)
            taken.made += 1
    return taken


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    found = sheets(path.parent, Text(path.name, Origin(path.name, 0)))
    named = [sheet for sheet in found if sheet.title in ("", SHEET)]
    if not named:
        raise _no_sheet(path, f"没有工作表“{SHEET}”")
    (_, head), *body = named[0].rows
    titles = cell_texts(head)
    lacking = [title for title in _NEEDED if titles.count(title) != 1]
    if lacking:
        raise _no_sheet(path, f"没有或者重复了这些列：{'、'.join(lacking)}")
    for line, row in body:
        texts = cell_texts(row)
        if any(texts):
            cells = dict.fromkeys(titles, "") | dict(zip(titles, texts, strict=False))
            yield f"{path.name}:{line}", cells


def _no_sheet(path: Path, found: str) -> InputError:
    return InputError(
        "不是危险信号检查表",
        where=str(path),
        expected=f"含有{'、'.join(_NEEDED)}各列的表格",
        found=found,
        next_step="用 legaldocs book credit check --blank 写出的表格填写，不改列名",
    )


def _customer(
    connection: Connection, cells: Mapping[str, str], known: dict[str, int | InputError]
) -> int:
    named = next((cells[mark] for mark in _MARKS if cells.get(mark)), "")
    if named not in known:
        try:
            known[named] = int(customer_named(connection, named)["id"])
        except InputError as error:
            known[named] = error
    found = known[named]
    if isinstance(found, InputError):
        raise found
    return found


def _word(words: Any, text: str) -> Any:
    for word in words:
        if folded(word) == folded(text):
            return word
    raise InputError(
        f"“{'信号' if words is Signal else '回答'}”无法识别",
        found=text[:40],
        next_step=suggestion(text, words) or f"写 {'、'.join(words)} 之一",
    )
