"""What customers answered to statements of account, as a case states it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement, Connection

_OBJECTS = ("异议", "不符", "不认", "不同意", "拒绝")
"""Words of an outcome that says no."""


class Answer(NamedTuple):
    """What came back on a statement (对账回执): the balance in fen, by whom, and its file."""

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
        return not any(word in self.outcome for word in _OBJECTS)


def answers_of(connection: Connection, customer: int, as_of: dt.date) -> list[Answer]:
    """Return what a customer had answered by a day, oldest first."""
    chosen = (
        select(AccountStatement.__table__, StatementAnswer.__table__)
        .join(StatementAnswer, StatementAnswer.statement_id == AccountStatement.id)
        .where(
            AccountStatement.customer_id == customer,
            StatementAnswer.answered_on <= as_of,
            _standing(StatementAnswer, as_of),
            _standing(AccountStatement, as_of),
        )
        .order_by(AccountStatement.to_on, StatementAnswer.answered_on, StatementAnswer.id)
    )
    statement, answer = AccountStatement.__table__.c, StatementAnswer.__table__.c
    found = []
    for row in connection.execute(chosen).mappings():
        balance = row[answer.balance_fen]
        found.append(
            Answer(
                row[statement.number],
                row[statement.to_on],
                row[statement.closing_fen] if balance is None else balance,
                *(row[answer[name]] for name in Answer._fields[3:]),
            )
        )
    return found


def _standing(
    model: type[AccountStatement | StatementAnswer], as_of: dt.date
) -> ColumnElement[bool]:
    return model.closed_on.is_(None) | (model.closed_on > as_of)
