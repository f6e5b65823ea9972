"""What raised and lowered a customer's balance in a period, row by row of the book.

A receivable counts from the day it was issued on; one without that day has always been there, as in
``open_items``. From the day it was closed on it counts for nothing: what was open then is a
movement of that day, and money that comes for it later is written back in the same breath.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import or_, select

from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection

OWED, RED, PAID, REFUND = "应收", "红字发票", "收款", "退款"
CLOSED, RETURNED = "其他冲减", "冲减后又收回"

_ORDER = {kind: at for at, kind in enumerate((OWED, RED, PAID, REFUND, CLOSED, RETURNED))}
_ALWAYS, _NEVER = dt.date.min, dt.date.max


class Movement(NamedTuple):
    """One row that raises or lowers the balance, in fen (往来明细).

    ``contract`` is None for money of which nobody said what for.
    """

    day: dt.date
    what: str
    number: str
    contract: str | None
    change_fen: int
    note: str = ""

    @property
    def order(self) -> tuple[dt.date, int, str, str]:
        """What rows are sorted by."""
        return self.day, _ORDER[self.what], self.number, self.contract or ""


def movements(
    connection: Connection, from_on: dt.date, through_on: dt.date, *customers: int
) -> dict[int, list[Movement]]:
    """Return the movements of a period by customer, in their order; of all where none is named."""
    found: dict[int, dict[tuple[Any, ...], int]] = {}
    period = (from_on, through_on)
    for customer, row in (
        *_of_receivables(connection, period, _of(Receivable.customer_id, customers)),
        *_of_receipts(connection, period, _of(Receipt.customer_id, customers)),
    ):
        rows = found.setdefault(customer, {})
        mark = (row.day, row.what, row.number, row.contract, row.note)
        rows[mark] = rows.get(mark, 0) + row.change_fen
    return {
        customer: sorted(
            (
                Movement(day, what, number, contract, change, note)
                for (day, what, number, contract, note), change in rows.items()
                if change
            ),
            key=lambda row: row.order,
        )
        for customer, rows in sorted(found.items())
    }


def _of(column: Any, customers: tuple[int, ...]) -> tuple[ColumnElement[bool], ...]:
    return (column.in_(customers),) if customers else ()


def _of_receivables(
    connection: Connection, period: tuple[dt.date, dt.date], conditions: tuple[Any, ...]
) -> Iterator[tuple[int, Movement]]:
    """Yield what entered the balance in the period, and what was taken out of it."""
    table: Any = Receivable.__table__
    chosen = select(table).where(
        or_(Receivable.entered_on().between(*period), Receivable.closed_on.between(*period)),
        *conditions,
    )
    found = connection.execute(chosen.order_by(Receivable.id)).mappings()
    rows = [dict(row) for row in found]
    paid = _paid_before_closing(connection, period, conditions)
    for row in rows:
        entered, closed = (
            row["issued_on"] or row["starts_on"] or _ALWAYS,
            row["closed_on"] or _NEVER,
        )
        # The customer knows the invoice; our own number stands where there is none.
        number, amount = row["invoice_number"] or row["number"], row["amount_fen"]
        if period[0] <= entered <= period[1] and entered < closed:
            what = RED if amount < 0 else OWED
            yield (
                row["customer_id"],
                Movement(entered, what, number, row["contract_number"], amount, _note(row)),
            )
        if period[0] <= closed <= period[1]:
            left = (amount if entered < closed else 0) - paid.get(row["id"], 0)
            yield (
                row["customer_id"],
                Movement(closed, CLOSED, number, row["contract_number"], -left, _note(row)),
            )


def _paid_before_closing(
    connection: Connection, period: tuple[dt.date, dt.date], conditions: tuple[Any, ...]
) -> dict[int, int]:
    """Return what had been paid on each receivable closed in the period, before that day."""
    chosen = (
        select(Receivable.id, ReceiptPart.matched_fen)
        .join(ReceiptPart, ReceiptPart.receivable_id == Receivable.id)
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(
            Receivable.closed_on.between(*period),
            Receipt.paid_on < Receivable.closed_on,
            ReceiptPart.closed_on.is_(None),
            *conditions,
        )
    )
    paid: dict[int, int] = {}
    for receivable, fen in connection.execute(chosen):
        paid[receivable] = paid.get(receivable, 0) + fen
    return paid


def _note(row: Mapping[str, Any]) -> str:
    """Return what beside its number tells a receivable: its part."""
    return str(row["part"]) if row["part"] != row["number"] else ""


def _of_receipts(
    connection: Connection, period: tuple[dt.date, dt.date], conditions: tuple[Any, ...]
) -> Iterator[tuple[int, Movement]]:
    """Yield the money of the period, by contract, and what of it nobody said what for."""
    chosen = (
        select(
            Receipt.customer_id, Receipt.paid_on, Receipt.number, Receipt.amount_fen,
            ReceiptPart.amount_fen.label("part_fen"), ReceiptPart.matched_fen,
            Receivable.contract_number, Receivable.number.label("towards"), Receivable.closed_on,
        )
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .outerjoin(Receivable, Receivable.id == ReceiptPart.receivable_id)
        .where(Receipt.paid_on.between(*period), ReceiptPart.closed_on.is_(None), *conditions)
        .order_by(Receipt.id, ReceiptPart.id)
    )  # fmt: skip
    for row in connection.execute(chosen):
        what = REFUND if row.amount_fen < 0 else PAID
        day, number = row.paid_on, row.number
        if row.matched_fen:
            mark = row.contract_number
            yield row.customer_id, Movement(day, what, number, mark, -row.matched_fen)
            if row.closed_on is not None and row.closed_on <= day:
                yield row.customer_id, Movement(day, RETURNED, row.towards, mark, row.matched_fen)
        if left := row.part_fen - row.matched_fen:
            yield row.customer_id, Movement(day, what, number, None, -left)
