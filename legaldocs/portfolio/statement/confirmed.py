"""The statements that customers confirmed: what a case says of them, and shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.outcome import CONFIRMING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy import Connection


class Confirmed(NamedTuple):
    """A statement that a customer confirmed (经确认的对账单), the balance in fen.

    ``file`` is the answer, and ``folder`` that of the statement, both in the book's folder;
    ``sha256`` is that of the answer. ``confirmed_by`` is the customer where nobody is named.
    """

    number: str
    through_on: dt.date
    balance_fen: int
    confirmed_by: str
    authority: str
    confirmed_on: dt.date
    outcome: str
    file: str
    sha256: str
    folder: str


def confirmed(
    connection: Connection, as_of: dt.date, *customers: int
) -> Iterator[tuple[int, Confirmed]]:
    """Yield customer and confirmed statement as known on a day, of all where none is named.

    A later objection to a statement does not take its confirmation away; it is a dispute.
    """
    conditions = (AccountStatement.customer_id.in_(customers),) if customers else ()
    chosen = (
        select(AccountStatement, StatementAnswer, Customer.name)
        .join(StatementAnswer, StatementAnswer.statement_id == AccountStatement.id)
        .join(Customer, Customer.id == AccountStatement.customer_id)
        .with_only_columns(
            AccountStatement.customer_id, AccountStatement.number, AccountStatement.to_on,
            AccountStatement.closing_fen, StatementAnswer.balance_fen, StatementAnswer.who,
            Customer.name, StatementAnswer.authority, StatementAnswer.answered_on,
            StatementAnswer.outcome, StatementAnswer.kept_as, StatementAnswer.sha256,
            AccountStatement.folder,
        )
        .where(
            StatementAnswer.outcome.in_(CONFIRMING),
            StatementAnswer.answered_on <= as_of,
            StatementAnswer.there(as_of),
            *conditions,
        )
        .order_by(AccountStatement.to_on, StatementAnswer.answered_on, StatementAnswer.id)
    )  # fmt: skip
    for row in connection.execute(chosen):
        stated = row.closing_fen if row.balance_fen is None else row.balance_fen
        yield row.customer_id, Confirmed(
            row.number, row.to_on, stated, row.who or row.name, row.authority, row.answered_on,
            row.outcome, row.kept_as, row.sha256, row.folder,
        )  # fmt: skip
