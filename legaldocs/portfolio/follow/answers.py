"""What customers answered to statements of account, as a case states it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.model import Customer
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.statement.outcome import CONFIRMING

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection


class Answer(NamedTuple):
    """What came back on a statement (对账回执): the balance in fen, by whom, and its file.

    Who confirmed is the customer where nobody is named.
    """

    number: str
    through_on: dt.date
    balance_fen: int
    answered_on: dt.date
    way: str
    outcome: str
    who: str
    authority: str
    note: str
    kept_as: str
    sha256: str

    @property
    def agrees(self) -> bool:
        """Whether it confirms the balance of the statement."""
        return self.outcome in CONFIRMING


def answers_of(connection: Connection, customer: int, as_of: dt.date) -> list[Answer]:
    """Return what a customer had answered by a day, oldest first.

    What was answered counts, though a newer statement took the place of that one.
    """
    chosen = (
        select(AccountStatement.__table__, StatementAnswer.__table__, Customer.name.label("whose"))
        .join(StatementAnswer, StatementAnswer.statement_id == AccountStatement.id)
        .join(Customer, Customer.id == AccountStatement.customer_id)
        .where(
            AccountStatement.customer_id == customer,
            StatementAnswer.answered_on <= as_of,
            StatementAnswer.there(as_of),
        )
        .order_by(AccountStatement.to_on, StatementAnswer.answered_on, StatementAnswer.id)
    )
    statement, answer = AccountStatement.__table__.c, StatementAnswer.__table__.c
    found = []
    for row in connection.execute(chosen).mappings():
        balance = row[answer.balance_fen]
        one = Answer(
            row[statement.number],
            row[statement.to_on],
            row[statement.closing_fen] if balance is None else balance,
            *(row[answer[name]] for name in Answer._fields[3:]),
        )
        found.append(one._replace(who=one.who or row["whose"]) if one.agrees else one)
    return found
