"""The money that came in for receivables in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection


class Period(NamedTuple):
    """The days after ``after`` up to ``through`` (期间)."""

    after: dt.date
    through: dt.date

    @property
    def days(self) -> int:
        """How many days there are."""
        return (self.through - self.after).days

    @property
    def before(self) -> Period:
        """The period of the same length that ends where this begins."""
        return Period(self.after - (self.through - self.after), self.after)


class Money(NamedTuple):
    """What came in for a receivable on a day, in fen; below zero where it went back (一次回款)."""

    receivable_id: int
    customer_id: int
    owner: str
    due_on: dt.date
    paid_on: dt.date
    fen: int


def money_in(connection: Connection, period: Period) -> list[Money]:
    """Return what came in for receivables in a period, by receivable and day."""
    chosen = (
        select(
            Receivable.id, Receivable.customer_id, Receivable.owner, Receivable.due_on,
            Receipt.paid_on, func.sum(ReceiptPart.matched_fen),
        )
        .join_from(Receipt, ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .join(Receivable, Receivable.id == ReceiptPart.receivable_id)
        .where(
            Receipt.paid_on > period.after, Receipt.paid_on <= period.through,
            ReceiptPart.closed_on.is_(None), ReceiptPart.matched_fen != 0,
        )
        .group_by(
            Receivable.id, Receivable.customer_id, Receivable.owner, Receivable.due_on,
            Receipt.paid_on,
        )
        .order_by(Receivable.id, Receipt.paid_on)
    )  # fmt: skip
    return [Money(*row[:5], int(row[5])) for row in connection.execute(chosen)]


def received(connection: Connection, period: Period) -> int:
    """Return all the fen that came in, whether or not anybody said what for."""
    chosen = (
        select(func.sum(ReceiptPart.amount_fen))
        .join_from(Receipt, ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(
            Receipt.paid_on > period.after, Receipt.paid_on <= period.through,
            ReceiptPart.closed_on.is_(None),
        )
    )  # fmt: skip
    return int(connection.scalar(chosen) or 0)


def added(connection: Connection, period: Period) -> int:
    """Return the fen that joined what is open, less what was closed unpaid (未收的净增加).

    So that what was open before, with this, less what is open after, is the money that came in. A
    receivable without a day of issue was open before; what is closed left without being paid.
    """
    issued = select(func.sum(Receivable.amount_fen)).where(
        Receivable.issued_on > period.after, Receivable.issued_on <= period.through,
        Receivable.there(period.after),
    )  # fmt: skip
    return int(connection.scalar(issued) or 0) - _closed_unpaid(connection, period)


def _closed_unpaid(connection: Connection, period: Period) -> int:
    """Return the fen not paid by the end of a period of the receivables closed in it."""
    closed = (
        Receivable.closed_on > period.after, Receivable.closed_on <= period.through,
        or_(Receivable.issued_on.is_(None), Receivable.issued_on <= period.through),
    )  # fmt: skip
    later = (
        select(func.sum(ReceiptPart.matched_fen))
        .join_from(Receipt, ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .join(Receivable, Receivable.id == ReceiptPart.receivable_id)
        .where(Receipt.paid_on > period.through, ReceiptPart.closed_on.is_(None), *closed)
    )
    unpaid = connection.scalar(select(func.sum(Receivable.open_fen)).where(*closed))
    return int(unpaid or 0) + int(connection.scalar(later) or 0)


def invoiced(connection: Connection, period: Period) -> int:
    """Return the fen that became owed: by the day of issue, without one by the due day."""
    day = func.coalesce(Receivable.issued_on, Receivable.due_on)
    chosen = select(func.sum(Receivable.amount_fen)).where(
        day > period.after, day <= period.through,
        Receivable.there(period.through),
    )  # fmt: skip
    return int(connection.scalar(chosen) or 0)
