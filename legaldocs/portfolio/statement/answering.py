"""What came back on a statement is checked, kept with its hash, and entered in the book."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.case.arrival import names_a_return
from legaldocs.core.errors import InputError, IntegrityError
from legaldocs.core.regular_file import read_regular
from legaldocs.core.system_error import reason
from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.naming import receivable_named
from legaldocs.portfolio.place import keep_file
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement.answer_findings import answer_findings
from legaldocs.portfolio.statement.code import code_hash
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.named import statement_named
from legaldocs.portfolio.statement.outcome import CONFIRMING, Outcome, Way
from legaldocs.portfolio.statement.returned import Returned, read_returned
from legaldocs.portfolio.statement.stated import Stated, answer_values

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.store import Store

ANSWERS = "answers"
"""Where answers lie in the folder of the book."""

_LARGEST = 64 << 20
_OBJECTION = ("outcome", "balance_fen", "note", "answered_on")
"""What of an answer a dispute follows from; with the same the one that was opened stays."""


class Answer(NamedTuple):
    """An answer as the book has it (登记的回复).

    ``dispute`` is the objection it opened; ``again`` when it was there already.
    """

    statement: Mapping[str, Any]
    row: Mapping[str, Any]
    findings: tuple[Finding, ...]
    dispute: int | None = None
    again: bool = False


def take_answer(
    book: BookFolder, store: Store, path: Path, stated: Stated, today: dt.date, author: Author
) -> Answer:
    """Enter a file that came back. The same file with the same content changes nothing.

    Raises InputError for a file that is no answer, and where something must be stated; and
    IntegrityError where its hash or answer code is not that of the statement.
    """
    try:
        data = read_regular(path, _LARGEST)
    except OSError as error:
        raise InputError("文件无法读取", where=str(path), found=reason(error)) from error
    returned = read_returned(path, data)
    _refuse_our_own(book, path, returned)
    sha256 = hashlib.sha256(data).hexdigest()
    with recording(store, author) as entry:
        statement = _statement(entry.connection, returned, stated)
        _check_codes(statement, returned)
        before = _before(entry.connection, statement, sha256)
        values = answer_values(statement, returned, stated, before, today)
        _refuse_its_name(path, values["outcome"])
        if before is not None and all(before[key] == value for key, value in values.items()):
            return Answer(statement, before, (), again=True)
        disputed = _disputed(entry.connection, statement, values, stated.receivable)
        kept = keep_file(book.path, path, ANSWERS)
        if kept.sha256 != sha256:
            raise InputError("文件在读取时被改动", where=str(path), next_step="重新运行")
        entered = (statement, values, before)
        findings = tuple(answer_findings(entry.connection, returned, *entered))
        row = {
            "statement_id": statement["id"], "sha256": sha256, "kept_as": kept.kept_as, **values,
        }  # fmt: skip
        if statement["closed_on"] is not None:
            # What was answered counts, though a newer statement had taken its place.
            entry.rows(AccountStatement).change(statement, {"closed_on": None, "closed_why": ""})
        if before is not None:
            entry.rows(StatementAnswer).change(before, _corrected(today))
        entry.rows(StatementAnswer).make(row)
        dispute = None
        if before is None or any(before[name] != values[name] for name in _OBJECTION):
            if before is not None or disputed is not None:
                _withdraw(entry, statement, today)
            dispute = None if disputed is None else entry.rows(Dispute).make(disputed)
    return Answer(statement, row, findings, dispute)


def _refuse_its_name(path: Path, outcome: str) -> None:
    """Refuse a result that the name of its file contradicts: one of the two is a slip."""
    objects = names_a_return(path.name) or "不符" in path.name
    if objects if outcome in CONFIRMING else "无误" in path.name:
        raise InputError(
            f"结果写的是{outcome}，文件名写的是相反的", found=path.name,
            next_step="核对回执；结果没有写错的，改文件名",
        )  # fmt: skip


def _refuse_our_own(book: BookFolder, path: Path, returned: Returned) -> None:
    """Refuse a mail that we wrote ourselves: it confirms nothing."""
    creditor = book.settings.creditor
    ours = "" if creditor is None else creditor.email.strip().lower()
    if returned.way is Way.MAIL and (not returned.sender or returned.sender == ours):
        raise InputError(
            "这封邮件是我方写的，或者没有发件人", where=str(path), found=returned.sender,
            next_step="登记对方发来的那一封",
        )  # fmt: skip


def _statement(connection: Connection, returned: Returned, stated: Stated) -> Mapping[str, Any]:
    """Return the statement that was answered, as the file or a person names it."""
    if not stated.statement and len(returned.numbers) != 1:
        raise InputError(
            "文件里有几份对账单的编号" if returned.numbers else "不知道回复的是哪一份对账单",
            found="、".join(returned.numbers) or returned.remark,
            next_step="用 --statement 写编号或者短码",
        )
    found = statement_named(connection, stated.statement or returned.numbers[0])
    codes = {one.number for one in returned.payloads}
    if codes and found["number"] not in codes:
        raise InputError(
            "二维码不是这份对账单的", expected=str(found["number"]), found="、".join(sorted(codes)),
            next_step="核对 --statement 和文件",
        )  # fmt: skip
    return found


def _check_codes(statement: Mapping[str, Any], returned: Returned) -> None:
    """Refuse an answer to other words than ours, and one by somebody who has not the statement."""
    for code in returned.payloads:
        if code.number != statement["number"]:
            continue
        if code.content_sha256 != statement["content_sha256"]:
            raise IntegrityError(
                "回复所针对的内容与我方制作的对账单不同", where=str(statement["number"]),
                expected=str(statement["content_sha256"]), found=code.content_sha256,
                next_step="请对方重新打开我方发出的对账单回复；怀疑被改动的，交给法务",
            )  # fmt: skip
        if not hmac.compare_digest(code_hash(code.answer_code), str(statement["code_sha256"])):
            raise IntegrityError(
                "回复码不是这份对账单的", where=str(statement["number"]),
                next_step="请对方用我方发出的对账单上的二维码；怀疑冒用的，交给法务",
            )  # fmt: skip


def _before(
    connection: Connection, statement: Mapping[str, Any], sha256: str
) -> Mapping[str, Any] | None:
    """Return the answer that was entered from the same file."""
    table: Any = StatementAnswer.__table__
    chosen = select(table).where(
        table.c.statement_id == statement["id"],
        table.c.sha256 == sha256,
        table.c.closed_on.is_(None),
    )
    found = connection.execute(chosen).mappings().first()
    return None if found is None else dict(found)


def _corrected(day: dt.date) -> dict[str, Any]:
    return {"closed_on": day, "closed_why": "登记更正"}


def _withdraw(entry: Recording, statement: Mapping[str, Any], today: dt.date) -> None:
    """Close what an earlier answer to the same statement disputed: the later answer counts."""
    table: Any = Dispute.__table__
    chosen = select(table).where(
        table.c.customer_id == statement["customer_id"],
        table.c.ground.startswith(_ground(statement, ""), autoescape=True),
        table.c.closed_on.is_(None),
    )
    for row in entry.connection.execute(chosen.order_by(table.c.id)).mappings().all():
        entry.rows(Dispute).change(dict(row), _corrected(today))


def _ground(statement: Mapping[str, Any], note: str) -> str:
    return f"对账单 {statement['number']} 不符：{note}"


def _disputed(
    connection: Connection, statement: Mapping[str, Any], values: Mapping[str, Any], receivable: str
) -> dict[str, Any] | None:
    """Return the dispute over what the customer objects to: the sum by which it owes less.

    None where it says that it owes as much, or more: nothing of what we state is disputed. Without
    a sum all of it is. Raises InputError for a receivable that is not the customer's.
    """
    if values["outcome"] != Outcome.OBJECTED:
        return None
    named = receivable_named(connection, receivable) if receivable else None
    if named is not None and named["customer_id"] != statement["customer_id"]:
        raise InputError("这笔应收不是这个客户的", found=receivable, next_step="核对 --receivable")
    balance = values["balance_fen"]
    if balance is not None and balance >= statement["closing_fen"]:
        return None
    return {
        "customer_id": statement["customer_id"],
        "receivable_id": None if named is None else named["id"],
        "raised_on": values["answered_on"],
        "ground": _ground(statement, values["note"]),
        "amount_fen": None if balance is None else statement["closing_fen"] - balance,
    }
