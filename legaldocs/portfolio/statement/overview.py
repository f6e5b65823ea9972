"""Which statements were sent, which were answered, and how long the others have been waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement.code import is_number
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.named import statement_named
from legaldocs.portfolio.statement.unfinished import being_written, clear_unfinished

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.store import Store

FOLDER = "statements"
"""Where the statements lie in the folder of the book, each by its number."""

UNSENT, WAITING, LATE = "未寄出", "待回复", "逾期未回复"


class StatementLine(NamedTuple):
    """A statement as it stands on a day (对账进度), the balance in fen.

    ``state`` is the outcome of the last answer, or whether it was sent; ``waiting_days`` are those
    since it was sent, None where nothing is waited for.
    """

    number: str
    customer: str
    from_on: dt.date
    through_on: dt.date
    closing_fen: int
    made_on: dt.date
    sent_on: dt.date | None
    reply_by: dt.date | None
    state: str
    answered_on: dt.date | None
    waiting_days: int | None


def statement_lines(connection: Connection, as_of: dt.date) -> list[StatementLine]:
    """Return the statements that count on a day, the oldest first; replaced ones are left out."""
    last: dict[int, Any] = {}
    answers = (
        select(StatementAnswer.statement_id, StatementAnswer.outcome, StatementAnswer.answered_on)
        .where(StatementAnswer.answered_on <= as_of, StatementAnswer.there(as_of))
        .order_by(StatementAnswer.answered_on, StatementAnswer.id)
    )
    for row in connection.execute(answers):
        last[row.statement_id] = row
    table: Any = AccountStatement.__table__
    chosen = (
        select(*table.c, Customer.name)
        .join(Customer, Customer.id == AccountStatement.customer_id)
        .where(AccountStatement.made_on <= as_of, AccountStatement.there(as_of))
        .order_by(AccountStatement.made_on, AccountStatement.id)
    )
    return [_line(row, last.get(row.id), as_of) for row in connection.execute(chosen)]


def stray_folders(connection: Connection, book: Path) -> Iterator[Finding]:
    """Yield a warning where a run that was killed left statements that the book does not know."""
    known = {number for (number,) in connection.execute(select(AccountStatement.number))}
    folder = book / FOLDER
    found = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    known |= being_written(folder)
    stray = [name for name in found if is_number(name) and name not in known]
    if stray:
        yield Finding(
            "LD-STMT-STRAY", "warning",
            f"有 {len(stray)} 个文件夹不在账册里，是中途被终止的一次留下的（{stray[0]} 等）",
            str(folder),
            next_step="不要寄出；再做一次对账单即清除、重做；没有清除的，可能是账册从备份恢复过，核对后删去",
        )  # fmt: skip


def cleared_folders(store: Store, book: Path) -> Iterator[Finding]:
    """Clear what killed runs left, and say so; what nobody can tell from a statement is named."""
    cleared = clear_unfinished(store, book / FOLDER)
    if cleared:
        yield Finding(
            "LD-STMT-CLEARED", "note",
            f"清除了中途被终止的一次留下的 {len(cleared)} 个文件夹（{cleared[0]} 等）",
            str(book / FOLDER),
            next_step="已经从里面寄出的，以这一次做成的为准，另行告知对方",
        )  # fmt: skip
    with store.reading() as connection:
        yield from stray_folders(connection, book)


def record_sent(store: Store, named: Sequence[str], day: dt.date, author: Author) -> list[str]:
    """Enter that statements were sent on a day, and return their numbers.

    Raises InputError for one that is not there, or was not made by then.
    """
    with recording(store, author) as entry:
        rows = entry.rows(AccountStatement)
        found = [statement_named(entry.connection, one) for one in named]
        for one in found:
            if day < one["made_on"]:
                raise InputError(
                    "寄出日早于制作日", where=str(one["number"]), expected=f"{one['made_on']} 以后",
                    found=str(day), next_step="改正 --on",
                )  # fmt: skip
            rows.change(one, {"sent_on": day})
    return [str(one["number"]) for one in found]


def _line(row: Any, answer: Any, as_of: dt.date) -> StatementLine:
    sent_on = row.sent_on if row.sent_on is not None and row.sent_on <= as_of else None
    waiting = (as_of - sent_on).days if sent_on is not None and answer is None else None
    if answer is not None:
        state = answer.outcome
    elif sent_on is None:
        state = UNSENT
    else:
        late = row.reply_by is not None and as_of > row.reply_by
        state = LATE if late else WAITING
    return StatementLine(
        row.number, row.name, row.from_on, row.to_on, row.closing_fen, row.made_on, sent_on,
        row.reply_by, state, answer and answer.answered_on, waiting,
    )  # fmt: skip
