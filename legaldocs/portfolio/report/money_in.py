"""The money that came in for receivables in a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

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


def invoiced(connection: Connection, period: Period) -> int:
    """Return the fen that became owed: by the day of issue, without one by the due day."""
    day = func.coalesce(Receivable.issued_on, Receivable.due_on)
    chosen = select(func.sum(Receivable.amount_fen)).where(
        day > period.after, day <= period.through,
        Receivable.closed_on.is_(None) | (Receivable.closed_on > period.through),
    )  # fmt: skip
    return int(connection.scalar(chosen) or 0)
