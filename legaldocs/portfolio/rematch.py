"""Receipts meet the receivables whose number they state; what states none stays open."""

from __future__ import annotations

from itertools import groupby, islice, product
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, true, update

from legaldocs.portfolio.matching import matched
from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import History

_CHUNK = 1000
_OPEN = ReceiptPart.closed_on.is_(None) & ReceiptPart.receivable_id.is_(None)


def rematch(connection: Connection, history: History, touched: set[int]) -> None:
    """Link each part of a receipt to the receivable of its customer that has the number it states.

    What has no number is named by its contract and part, as HT-1/预付款.
    ``touched`` are receivables that changed; what is taken of each part is worked out anew for them
    and for those that were linked.
    """
    concerned = touched | _link(connection, history)
    waiting = iter(sorted(concerned))
    while chunk := [*islice(waiting, _CHUNK)]:
        _take(connection, history, chunk)
        _open(connection, chunk)


def _open(connection: Connection, receivables: Iterable[int]) -> None:
    """Work out what is open of receivables."""
    paid = (
        select(func.sum(ReceiptPart.matched_fen))
        .where(ReceiptPart.receivable_id == Receivable.id, ReceiptPart.closed_on.is_(None))
        .scalar_subquery()
    )
    connection.execute(
        update(Receivable)
        .where(Receivable.id.in_([*receivables]))
        .values(open_fen=Receivable.amount_fen - func.coalesce(paid, 0))
    )


def open_parts(connection: Connection) -> tuple[int, int]:
    """Return how many parts of receipts are not used up, and the fen that are left of them."""
    left = ReceiptPart.amount_fen - ReceiptPart.matched_fen
    chosen = select(func.count(), func.sum(left)).where(ReceiptPart.closed_on.is_(None), left != 0)
    count, total = connection.execute(chosen).one()
    return int(count), int(total or 0)


def _link(connection: Connection, history: History) -> set[int]:
    linked: set[int] = set()
    parts = select(ReceiptPart.id, func.min(Receivable.id), func.count()).join(
        Receipt, Receipt.id == ReceiptPart.receipt_id
    )
    own = Receivable.customer_id == Receipt.customer_id
    numbers = (
        Receivable.key == "n:" + ReceiptPart.towards_key,
        Receivable.invoice_number == ReceiptPart.towards,
        ReceiptPart.towards.contains("/")
        & (Receivable.contract_number + "/" + Receivable.part == ReceiptPart.towards),
    )
    # What was closed has a number, too: an open receivable goes before it.
    for number, which in product(numbers, (Receivable.closed_on.is_(None), true())):
        found = connection.execute(
            parts.join(Receivable, number & own)
            .where(_OPEN, ReceiptPart.towards != "", which)
            .group_by(ReceiptPart.id)
            .order_by(ReceiptPart.id)
        ).all()
        links = [(part, to) for part, to, count in found if count == 1]
        for part, receivable in links:
            history.changed("receipt_part", part, "receivable_id", None, receivable)
            linked.add(receivable)
        _update(connection, "receivable_id", links)
    return linked


def _take(connection: Connection, history: History, receivables: Iterable[int]) -> None:
    columns = (ReceiptPart.id, ReceiptPart.amount_fen, ReceiptPart.matched_fen)
    chosen = (
        select(Receivable.id, Receivable.amount_fen, *columns)
        .join(ReceiptPart, ReceiptPart.receivable_id == Receivable.id)
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(Receivable.id.in_([*receivables]), ReceiptPart.closed_on.is_(None))
        .order_by(Receivable.id, Receipt.paid_on, Receipt.key, ReceiptPart.id)
    )
    changed = []
    for (_, amount), group in groupby(connection.execute(chosen).all(), lambda row: row[:2]):
        parts = [row[2:] for row in group]
        taken = matched(amount, [part[1] for part in parts])
        for (part, _, before), now in zip(parts, taken, strict=True):
            if before != now:
                history.changed("receipt_part", part, "matched_fen", before, now)
                changed.append((part, now))
    _update(connection, "matched_fen", changed)


def _update(connection: Connection, column: str, values: list[tuple[int, Any]]) -> None:
    if values:
        table: Any = ReceiptPart.__table__
        statement = (
            update(table)
            .where(table.c.id == bindparam("to_id"))
            .values({column: bindparam("value")})
        )
        connection.execute(statement, [{"to_id": part, "value": value} for part, value in values])
