"""Statements are made: worked out from the book, written into folders, entered in the book."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.errors import InputError, LegaldocsError
from legaldocs.core.findings import Finding
from legaldocs.law.lawbook import packaged
from legaldocs.portfolio.fen import fen
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.settings import OwnSide
from legaldocs.portfolio.statement.account import accounts
from legaldocs.portfolio.statement.code import RANDOM_BYTES, new_codes, payload
from legaldocs.portfolio.statement.content import Side, content_of
from legaldocs.portfolio.statement.guards import STATEMENT, Asked
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.overview import FOLDER
from legaldocs.portfolio.statement.policy import StatementPolicy
from legaldocs.portfolio.statement.recipient import recipient
from legaldocs.portfolio.statement.unfinished import noted
from legaldocs.portfolio.statement.writing import Letter, Written, write_folders

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from legaldocs.case.party import Party
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.statement.account import Account
    from legaldocs.portfolio.statement.code import Codes
    from legaldocs.portfolio.statement.content import Content
    from legaldocs.portfolio.statement.writing import Draft
    from legaldocs.portfolio.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which statements are to be made (对账任务).

    ``customer`` names one, or is empty for each with a balance or movement. ``agreed`` says that
    what was taken off in the period was agreed on. ``chance`` gives bytes that nobody can foresee.
    """

    customer: str
    from_on: dt.date
    through_on: dt.date
    made_on: dt.date
    agreed: bool
    chance: Callable[[int], bytes]
    draft: Draft
    jobs: int


class Made(NamedTuple):
    """What became of the statement of a customer (对账单的结果); no content: none was made.

    ``there_already`` is the number of one for the same period with the same figures.
    """

    customer: str
    findings: tuple[Finding, ...]
    content: Content | None = None
    short_code: str = ""
    folder: str = ""
    mailed: bool = False
    there_already: str = ""


class _Ready(NamedTuple):
    """A statement about to be written (待写)."""

    account: Account
    findings: tuple[Finding, ...]
    codes: Codes
    letter: Letter


def make_statements(
    book: BookFolder, store: Store, order: Order, author: Author
) -> Iterator[list[Made]]:
    """Make statements and yield what became of each, in parts as they are entered in the book.

    Raises InputError for a period that is none, a customer that is not there, and what stops all.
    """
    _check_period(order)
    with store.reading() as connection:
        period = (order.from_on, order.through_on)
        named = [customer_named(connection, order.customer)["id"]] if order.customer else []
        found = accounts(connection, period, order.made_on, *named)
    looked_at = [_looked_at(book, account, order) for account in found]
    yield [one for one in looked_at if isinstance(one, Made)]
    waiting = [one for one in looked_at if isinstance(one, _Ready)]
    known = {one.codes.number: one for one in waiting}
    with noted(book.path / FOLDER, [*known]):
        for part in write_folders([one.letter for one in waiting], order.draft, order.jobs):
            written = [(known[letter.content.number], outcome) for letter, outcome in part]
            yield _entered(store, order, author, written)


def _check_period(order: Order) -> None:
    if order.from_on > order.through_on:
        raise InputError(
            "对账的起始日晚于截止日", found=f"{order.from_on} 至 {order.through_on}",
            next_step="改正 --from 或者 --to",
        )  # fmt: skip
    if order.through_on > order.made_on:
        raise InputError(
            "对账截止日还没有到", found=str(order.through_on), next_step="--to 不晚于今天"
        )


def _looked_at(book: BookFolder, account: Account, order: Order) -> _Ready | Made:
    """Return a statement with its codes, or why there is none."""
    settings, name = book.settings, str(account.customer["name"])
    asked = Asked(account, settings, packaged(), order.made_on, agreed=order.agreed)
    findings = asked.findings()
    if any(STATEMENT in finding.blocks for finding in findings):
        return Made(name, findings)
    policy = settings.statement or StatementPolicy(origin=settings.origin)
    creditor = settings.creditor or OwnSide(origin=settings.origin, name=settings.name)
    side = _side(creditor)
    if not order.customer and (same := _same(account, side)):
        return Made(name, (), there_already=same)
    codes = new_codes(order.through_on, order.chance(RANDOM_BYTES))
    content = content_of(account, side, codes.number, order.made_on, policy.reply_within_days)
    to = recipient(account.people)
    letter = Letter(
        content, payload(codes, content.sha256), codes.short, creditor, *to,
        book.path / FOLDER / codes.number,
    )  # fmt: skip
    return _Ready(account, findings, codes, letter)


def _same(account: Account, side: Side) -> str:
    """Return the number of a statement for the same period that says the same to the last row."""
    for row, _ in account.earlier:
        if row["reply_by"] is not None:
            days = (row["reply_by"] - row["made_on"]).days
            again = content_of(account, side, row["number"], row["made_on"], days)
            if again.sha256 == row["content_sha256"]:
                return str(row["number"])
    return ""


def _side(creditor: Party) -> Side:
    return Side(creditor.name, creditor.uscc, creditor.name, natural=creditor.natural)


def _entered(
    store: Store,
    order: Order,
    author: Author,
    written: Sequence[tuple[_Ready, Written | LegaldocsError]],
) -> list[Made]:
    """Enter what was written in the book; where that fails, its folders go again."""
    try:
        with recording(store, author) as entry:
            late = {
                one.codes.number: other
                for one, outcome in written
                if isinstance(outcome, Written) and (other := _enter(entry, order, one, outcome))
            }
    except BaseException:
        for one, _ in written:
            shutil.rmtree(one.letter.folder, ignore_errors=True)
        raise
    for one, _ in written:
        if one.codes.number in late:
            shutil.rmtree(one.letter.folder, ignore_errors=True)
    return [
        Made(str(one.account.customer["name"]), (), there_already=late[one.codes.number])
        if one.codes.number in late
        else _made(one, outcome)
        for one, outcome in written
    ]


def _enter(entry: Recording, order: Order, one: _Ready, written: Written) -> str:
    """Enter a statement in place of those of its period that nobody has answered.

    Setting the papers took a while. Where another run has entered one for the same period, its
    number is returned and nothing is entered.
    """
    rows, account = entry.rows(AccountStatement), one.account
    seen = {row["id"] for row, _ in account.earlier}
    now = [
        row
        for row in rows.known("customer_id", [account.figures.customer_id])
        if row["closed_on"] is None
        and (row["from_on"], row["to_on"]) == (order.from_on, order.through_on)
    ]
    other = next((str(row["number"]) for row in now if row["id"] not in seen), "")
    if other:
        return other
    answers = entry.rows(StatementAnswer).known("statement_id", [row["id"] for row in now])
    answered = {answer["statement_id"] for answer in answers if answer["closed_on"] is None}
    why = f"由 {one.codes.number} 取代"
    for row in now:
        if row["id"] not in answered:
            rows.change(row, {"closed_on": order.made_on, "closed_why": why})
    rows.make(_row(one, written))
    return ""


def _row(one: _Ready, written: Written) -> dict[str, object]:
    content = one.letter.content
    return {
        "customer_id": one.account.figures.customer_id,
        "number": content.number,
        "from_on": content.from_on,
        "to_on": content.through_on,
        "opening_fen": fen(content.opening),
        "closing_fen": fen(content.closing),
        "made_on": content.made_on,
        "reply_by": content.reply_by,
        "content_sha256": content.sha256,
        "document_sha256": written.document_sha256,
        "code_sha256": one.codes.code_sha256,
        "folder": f"{FOLDER}/{content.number}",
    }


def _made(one: _Ready, outcome: Written | LegaldocsError) -> Made:
    name = str(one.account.customer["name"])
    if not isinstance(outcome, Written):
        why = Finding(
            "LD-STMT-UNWRITTEN", "error", f"对账单没有写成：{outcome.what}", where=name,
            next_step=outcome.next_step,
        )  # fmt: skip
        return Made(name, (*one.findings, why))
    content = one.letter.content
    folder = f"{FOLDER}/{content.number}"
    return Made(name, one.findings, content, one.codes.short, folder, outcome.mailed)
