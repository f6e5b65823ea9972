"""The promises of the book that are to be judged on a day, with the money they are held against."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.day.promises import Money, Promised, judge
from legaldocs.portfolio.model import Receipt, ReceiptPart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

    from legaldocs.portfolio.day.promises import Judged

_CHUNK = 500
_EVER = 36_500
"""Days of grace after which nothing is late: what was promised may still come."""
_COLUMNS = (
    Promise.customer_id, Promise.id, Promise.made_on, Promise.due_on, Promise.amount_fen,
    Promise.receivable_id,
)  # fmt: skip


def open_promises(
    connection: Connection,
    grace_days: int,
    as_of: dt.date,
    customer: int | None = None,
    *,
    since: dt.date,
    called: Collection[int] = (),
) -> dict[int, list[Judged]]:
    """Return, by customer, the promises that a day looks at, and what came for each.

    They are those that nobody had judged, those due ``since`` a day, since their receipts may have
    changed, and those somebody is still to call about. What came after its time is in them too.
    """
    fresh = or_(Promise.judged_on.is_(None), Promise.judged_on > as_of, Promise.due_on >= since)
    wanted = or_(fresh, Promise.id.in_(called)) if called else fresh
    customers = None if customer is None else (customer,)
    found = judged_promises(connection, grace_days, as_of, wanted, customers=customers)
    broken = {who for who, some in found.items() if any(one.broken for one in some)}
    for who in sorted(broken):
        ids = [one.promise.id for one in found[who]]
        late = judged_promises(connection, _EVER, as_of, Promise.id.in_(ids), customers=(who,))
        paid = {one.promise.id: one.paid_fen for one in late[who]}
        found[who] = [
            replace(one, late_fen=max(paid[one.promise.id] - one.paid_fen, 0))
            if one.broken else one
            for one in found[who]
        ]  # fmt: skip
    return found


def judged_promises(
    connection: Connection,
    grace_days: int,
    as_of: dt.date,
    *wanted_ones: ColumnElement[bool],
    customers: Collection[int] | None = None,
) -> dict[int, list[Judged]]:
    """Return, by customer, the promises that conditions choose, and what came for each by a day.

    Others take their share of the money where their days overlap.
    """
    there = (
        Promise.made_on <= as_of,
        Promise.there(as_of),
        *(() if customers is None else (Promise.customer_id.in_(customers),)),
    )
    chosen = select(*_COLUMNS).where(*wanted_ones, *there)
    wanted: dict[int, list[Promised]] = {}
    rows: Sequence[Any] = connection.execute(chosen).all()
    # Sorted here: to read in the order of the rows, SQLite would read all of them.
    for who, *rest in sorted(rows, key=lambda row: int(row.id)):
        wanted.setdefault(who, []).append(Promised(*rest))
    if not wanted:
        return {}
    grace = dt.timedelta(days=grace_days)
    since = min(one.made_on for promises in wanted.values() for one in promises) - grace
    everyone = [*sorted(wanted)]
    beside = {
        who: [Promised(*rest) for rest in rows]
        for who, rows in _by_customer(
            connection, select(*_COLUMNS)
            .where(Promise.due_on >= since, *there),
            Promise.customer_id, everyone,
        ).items()
    }  # fmt: skip
    oldest = min(one.made_on for promises in beside.values() for one in promises)
    money = _receipts(connection, everyone, oldest, as_of)
    found = {}
    for who, promises in wanted.items():
        ids = {one.id for one in promises}
        judged = judge(beside[who], money.get(who, ()), as_of, grace_days)
        found[who] = [one for one in judged if one.promise.id in ids]
    return found


def _receipts(
    connection: Connection, customers: Sequence[int], first: dt.date, last: dt.date
) -> dict[int, list[Money]]:
    chosen = (
        select(
            Receipt.customer_id, Receipt.paid_on, ReceiptPart.id, ReceiptPart.amount_fen,
            ReceiptPart.matched_fen, ReceiptPart.receivable_id,
        )
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(
            Receipt.paid_on >= first, Receipt.paid_on <= last,
            # As open_items: a receipt that was closed never paid anything, on whatever day.
            ReceiptPart.closed_on.is_(None), Receipt.closed_on.is_(None),
        )
    )  # fmt: skip
    found: dict[int, list[Money]] = {}
    for who, rows in _by_customer(connection, chosen, Receipt.customer_id, customers).items():
        for paid_on, _, amount, matched, receivable in sorted(rows, key=lambda row: row[:2]):
            found.setdefault(who, []).extend(_money(paid_on, amount, matched, receivable))
    return found


def _money(paid_on: dt.date, amount: int, matched: int, receivable: int | None) -> Iterator[Money]:
    """Yield what pays a receivable, and what nobody said what for."""
    if matched:
        yield Money(paid_on, matched, receivable)
    if amount != matched:
        yield Money(paid_on, amount - matched, None)


def _by_customer(
    connection: Connection, chosen: Any, column: Any, customers: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """Return the rows of some customers, whose first column is the customer."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for first in range(0, len(customers), _CHUNK):
        chunk = chosen.where(column.in_(customers[first : first + _CHUNK]))
        for who, *rest in connection.execute(chunk).all():
            found.setdefault(who, []).append(tuple(rest))
    return found
