"""What is open on a day: every receivable less the money that had come in for it by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

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
    """Return, by customer, the fen that had come in by a day and pay nothing that was owed then.

    What is open less this is what was invoiced by the day less what had come in, closed rows aside.
    """
    found = unmatched_receipts(connection, as_of, customer=customer)
    return {who: one.fen for who, one in found.items() if one.fen}


class Unmatched(NamedTuple):
    """What pays nothing that is owed (未核销的回款), in fen, of which first and last receipt.

    ``prepaid_fen`` of it is for receivables that were issued later (预收); of the rest nobody said
    what for.
    """

    fen: int
    first: int
    last: int
    prepaid_fen: int = 0


def unmatched_receipts(
    connection: Connection, as_of: dt.date, *, customer: int | None = None
) -> dict[int, Unmatched]:
    """Return, by customer, what had come in by a day and pays nothing that was owed then.

    ``customer`` looks at the receipts of one customer alone.
    """
    whose = () if customer is None else (Receipt.customer_id == customer,)
    differs = ReceiptPart.amount_fen != ReceiptPart.matched_fen
    left = ReceiptPart.amount_fen - ReceiptPart.matched_fen
    found = _by_customer(connection, left, as_of, differs, *whose)
    later = select(Receivable.id).where(*_early(as_of))
    early = _by_customer(
        connection, ReceiptPart.matched_fen, as_of, ReceiptPart.receivable_id.in_(later), *whose
    )
    for who, one in early.items():
        other = found.get(who, one._replace(fen=0))
        found[who] = Unmatched(
            one.fen + other.fen, min(one.first, other.first), max(one.last, other.last), one.fen
        )
    return found


def _by_customer(
    connection: Connection, fen: Any, as_of: dt.date, *conditions: Any
) -> dict[int, Unmatched]:
    """Return the sums of the parts of receipts that had come in by a day."""
    chosen = (
        select(Receipt.customer_id, func.sum(fen), func.min(Receipt.id), func.max(Receipt.id))
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(Receipt.paid_on <= as_of, ReceiptPart.closed_on.is_(None), *conditions)
        .group_by(Receipt.customer_id)
    )
    return {
        who: Unmatched(int(total), first, last)
        for who, total, first, last in connection.execute(chosen).all()
        if total
    }


def _early(as_of: dt.date) -> tuple[ColumnElement[bool], ...]:
    """Return that a part pays a receivable that is issued after a day, and was not closed by it."""
    return (Receivable.still_to_come(as_of), Receivable.there(as_of))


def prepaid(connection: Connection, as_of: dt.date, *customers: int) -> dict[int, dict[str, int]]:
    """Return, by customer and contract, the fen that had come in by a day for later receivables.

    They are in :func:`unmatched`, too, which does not say for which contract.
    """
    whose = (Receivable.customer_id.in_(customers),) if customers else ()
    chosen = (
        select(
            Receivable.customer_id, Receivable.contract_number, func.sum(ReceiptPart.matched_fen)
        )
        .join(ReceiptPart, ReceiptPart.receivable_id == Receivable.id)
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(
            Receipt.paid_on <= as_of, ReceiptPart.closed_on.is_(None), *_early(as_of), *whose
        )
        .group_by(Receivable.customer_id, Receivable.contract_number)
    )  # fmt: skip
    found: dict[int, dict[str, int]] = {}
    for customer, contract, fen in connection.execute(chosen):
        found.setdefault(customer, {})[contract] = int(fen)
    return found
