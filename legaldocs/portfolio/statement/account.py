"""A customer's account with what must be known before it is asked to confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import exists, or_, select

from legaldocs.portfolio.day.limitation import ends_by_due_day
from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.follow.model import BookCase
from legaldocs.portfolio.model import ContactPerson, Customer, Receivable
from legaldocs.portfolio.statement.confirmed import Confirmed, confirmed
from legaldocs.portfolio.statement.figures import Figures, figures
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select

    from legaldocs.portfolio.day.limitation import End


class OpenDispute(NamedTuple):
    """What a customer objects to and nobody has settled yet (未决异议), in fen; None: all of it."""

    raised_on: dt.date
    number: str
    amount_fen: int | None


class Earlier(NamedTuple):
    """A statement of the same period that was made before, and whether it was answered (前一份)."""

    row: Mapping[str, Any]
    answered: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What a statement of account rests on (对账依据).

    ``cases`` are the states of cases made of the customer; ``earlier`` the statements of the same
    period; ``confirmed`` what the customer confirmed before; ``limitation`` when it ends for what
    was due first, None where nothing was due or the law data cannot say.
    """

    figures: Figures
    customer: Mapping[str, Any]
    people: tuple[Mapping[str, Any], ...]
    disputes: tuple[OpenDispute, ...]
    cases: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    confirmed: tuple[Confirmed, ...]
    limitation: End | None


def accounts(
    connection: Connection,
    period: tuple[dt.date, dt.date],
    made_on: dt.date,
    *customers: int,
) -> list[Account]:
    """Return the accounts of customers for a period, of all that have one where none is named."""
    found = figures(connection, *period, *customers)
    rows = {row["id"]: row for row in _rows(connection, select(Customer.__table__), Customer.id)}
    people = _people(connection)
    disputes = _disputes(connection, made_on)
    cases = _cases(connection, made_on)
    earlier = _earlier(connection, period)
    before: dict[int, list[Confirmed]] = {}
    for customer, one in confirmed(connection, made_on, *customers):
        before.setdefault(customer, []).append(one)
    due = ((one.customer_id, one.first_due_on) for one in found)
    ends = ends_by_due_day(
        connection, made_on, ((who, on) for who, on in due if on is not None and on <= made_on)
    )
    return [
        Account(
            one,
            rows[one.customer_id],
            tuple(people.get(one.customer_id, ())),
            tuple(disputes.get(one.customer_id, ())),
            tuple(cases.get(one.customer_id, ())),
            tuple(earlier.get(one.customer_id, ())),
            tuple(before.get(one.customer_id, ())),
            ends.get((one.customer_id, one.first_due_on)) if one.first_due_on else None,
        )
        for one in found
    ]


def _rows(connection: Connection, chosen: Select[Any], *order: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(chosen.order_by(*order)).mappings()]


def _people(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    table: Any = ContactPerson.__table__
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(connection, select(table).where(table.c.closed_on.is_(None)), table.c.id):
        found.setdefault(row["customer_id"], []).append(row)
    return found


def _disputes(connection: Connection, day: dt.date) -> dict[int, list[OpenDispute]]:
    chosen = (
        select(Dispute.customer_id, Dispute.raised_on, Receivable.number, Dispute.amount_fen)
        .outerjoin(Receivable, Receivable.id == Dispute.receivable_id)
        .where(
            Dispute.raised_on <= day,
            or_(Dispute.settled_on.is_(None), Dispute.settled_on > day),
            Dispute.there(day),
        )
        .order_by(Dispute.raised_on, Dispute.id)
    )
    found: dict[int, list[OpenDispute]] = {}
    for customer, raised_on, number, amount in connection.execute(chosen):
        one = OpenDispute(raised_on, number or "", amount)
        found.setdefault(customer, []).append(one)
    return found


def _cases(connection: Connection, day: dt.date) -> dict[int, list[str]]:
    chosen = select(BookCase.customer_id, BookCase.state).where(
        BookCase.made_on <= day, BookCase.there(day)
    )
    found: dict[int, list[str]] = {}
    for customer, state in connection.execute(chosen.order_by(BookCase.id)):
        found.setdefault(customer, []).append(state)
    return found


def _earlier(connection: Connection, period: tuple[dt.date, dt.date]) -> dict[int, list[Earlier]]:
    table: Any = AccountStatement.__table__
    answer = StatementAnswer.statement_id == AccountStatement.id
    answered = exists().where(answer, StatementAnswer.closed_on.is_(None)).label("answered")
    chosen = select(*table.c, answered).where(
        table.c.from_on == period[0], table.c.to_on == period[1], table.c.closed_on.is_(None)
    )
    found: dict[int, list[Earlier]] = {}
    for row in _rows(connection, chosen, table.c.id):
        one = Earlier(row, answered=bool(row.pop("answered")))
        found.setdefault(row["customer_id"], []).append(one)
    return found
