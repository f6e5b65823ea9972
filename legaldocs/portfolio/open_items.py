"""What is open on a day: every receivable less the money that had come in for it by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, or_, select

from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import CTE, ColumnElement, Connection


class OpenItem(NamedTuple):
    """A receivable with something open on the day (未收的一笔), in fen."""

    id: int
    customer_id: int
    number: str
    invoice_number: str
    contract_number: str
    part: str
    amount_fen: int
    open_fen: int
    due_on: dt.date
    issued_on: dt.date | None
    invoice_received_on: dt.date | None
    invoice_confirmed_on: dt.date | None
    owner: str

    def days_overdue(self, as_of: dt.date) -> int:
        """Return the days that have passed since the due day, 0 until then."""
        return max((as_of - self.due_on).days, 0)


_COLUMNS = tuple(getattr(Receivable, name) for name in OpenItem._fields if name != "open_fen")


def open_items(
    connection: Connection,
    as_of: dt.date,
    *conditions: ColumnElement[bool],
    customer: int | None = None,
) -> list[OpenItem]:
    """Return what is open at the end of a day, by customer and due day.

    Left out is what was closed by then, or issued later. ``conditions`` restrict the receivables;
    ``customer`` those of one customer, whose receipts alone are looked at then.
    """
    if customer is not None:
        conditions = (Receivable.customer_id == customer, *conditions)
    later = _paid_later(as_of, customer)
    there = (
        Receivable.there(as_of),
        or_(Receivable.entered_on().is_(None), Receivable.entered_on() <= as_of),
        *conditions,
    )
    # Two ways in, each by an index: what is open today, and what was paid after the day.
    today = select(*_COLUMNS, Receivable.open_fen).where(Receivable.open_fen != 0, *there)
    again = (
        select(*_COLUMNS, Receivable.open_fen)
        .join(later, later.c.receivable_id == Receivable.id)
        .where(Receivable.open_fen == 0, *there)
    )
    since = {row.receivable_id: int(row.fen) for row in connection.execute(select(later))}
    found = []
    for chosen in (today, again) if since else (today,):
        for row in connection.execute(chosen).mappings():
            open_fen = row["open_fen"] + since.get(row["id"], 0)
            if open_fen:
                found.append(OpenItem(**{**row, "open_fen": open_fen}))
    found.sort(key=lambda item: (item.customer_id, item.due_on, item.id))
    return found


def _paid_later(as_of: dt.date, customer: int | None) -> CTE:
    """Return what was paid of each receivable after a day, by one customer or by all."""
    whose = () if customer is None else (Receipt.customer_id == customer,)
    return (
        select(ReceiptPart.receivable_id, func.sum(ReceiptPart.matched_fen).label("fen"))
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(
            Receipt.paid_on > as_of,
            ReceiptPart.closed_on.is_(None),
            ReceiptPart.receivable_id.is_not(None),
            *whose,
        )
        .group_by(ReceiptPart.receivable_id)
        .cte("later")
    )


def unmatched(
    connection: Connection, as_of: dt.date, *, customer: int | None = None
) -> dict[int, int]:
    """Return, by customer, the fen that had come in by a day and that nobody said what for."""
    found = unmatched_receipts(connection, as_of, customer=customer)
    return {who: one.fen for who, one in found.items()}


class Unmatched(NamedTuple):
    """What nobody said what for (未核销的回款), in fen, of which first and last receipt."""

    fen: int
    first: int
    last: int


def unmatched_receipts(
    connection: Connection, as_of: dt.date, *, customer: int | None = None
) -> dict[int, Unmatched]:
    """Return, by customer, what had come in by a day and nobody said what for.

    ``customer`` looks at the receipts of one customer alone.
    """
    whose = () if customer is None else (Receipt.customer_id == customer,)
    left = func.sum(ReceiptPart.amount_fen - ReceiptPart.matched_fen)
    chosen = (
        select(Receipt.customer_id, left, func.min(Receipt.id), func.max(Receipt.id))
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(
            Receipt.paid_on <= as_of,
            ReceiptPart.closed_on.is_(None),
            ReceiptPart.amount_fen != ReceiptPart.matched_fen,
            *whose,
        )
        .group_by(Receipt.customer_id)
    )
    return {
        customer: Unmatched(int(fen), first, last)
        for customer, fen, first, last in connection.execute(chosen).all()
        if fen
    }
