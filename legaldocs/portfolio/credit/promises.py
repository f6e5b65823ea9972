"""What became of the payments that customers promised: each yuan keeps one promise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.portfolio.credit.dealings import there
from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.model import Receipt, ReceiptPart

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection


@dataclass(slots=True)
class PromiseOutcome:
    """A promise whose day has passed, and the fen that came in for it in time (承诺的结果)."""

    customer_id: int
    made_on: dt.date
    due_on: dt.date
    amount_fen: int
    receivable_id: int | None
    paid_fen: int = 0

    @property
    def kept(self) -> bool:
        """Whether all of it came in between the promise and its day."""
        return self.paid_fen >= self.amount_fen


@dataclass(slots=True)
class _Money:
    """What of a receipt no promise has used yet (尚未归到承诺的钱)."""

    paid_on: dt.date
    receivable_id: int | None
    left: int


def promise_outcomes(
    connection: Connection, as_of: dt.date, customers: Collection[int] | None = None
) -> dict[int, list[PromiseOutcome]]:
    """Return, by customer, the promises that were due before a day, in the order of their days.

    A promise for one receivable is kept by money for it, another by any money of the customer.
    """
    columns = (
        Promise.customer_id, Promise.made_on, Promise.due_on, Promise.amount_fen,
        Promise.receivable_id,
    )  # fmt: skip
    chosen = select(*columns).where(there(Promise, as_of), Promise.due_on < as_of)
    if customers is not None:
        chosen = chosen.where(Promise.customer_id.in_(customers))
    found: dict[int, list[PromiseOutcome]] = defaultdict(list)
    for row in connection.execute(chosen.order_by(Promise.due_on, Promise.id)):
        found[row.customer_id].append(PromiseOutcome(*row))
    if found:
        first = min(one.made_on for ones in found.values() for one in ones)
        money = _money(connection, first, as_of, customers)
        for customer, ones in found.items():
            _judge(ones, money.get(customer, []))
    return dict(found)


def _money(
    connection: Connection, first: dt.date, as_of: dt.date, customers: Collection[int] | None
) -> dict[int, list[_Money]]:
    promised = select(Promise.customer_id) if customers is None else customers
    chosen = (
        select(Receipt.customer_id, Receipt.paid_on, ReceiptPart.receivable_id,
               ReceiptPart.amount_fen, ReceiptPart.matched_fen)
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(ReceiptPart.closed_on.is_(None), Receipt.paid_on >= first,
               Receipt.paid_on <= as_of, Receipt.customer_id.in_(promised))
        .order_by(Receipt.paid_on, Receipt.id, ReceiptPart.id)
    )  # fmt: skip
    found: dict[int, list[_Money]] = defaultdict(list)
    for customer, paid_on, receivable, amount, matched in connection.execute(chosen):
        if matched:
            found[customer].append(_Money(paid_on, receivable, matched))
        found[customer].append(_Money(paid_on, None, amount - matched))
    return found


def _judge(promises: Sequence[PromiseOutcome], money: Sequence[_Money]) -> None:
    for promise in promises:
        for one in money:
            in_time = promise.made_on <= one.paid_on <= promise.due_on
            for_it = promise.receivable_id in (None, one.receivable_id)
            if in_time and for_it and one.left > 0:
                step = min(one.left, promise.amount_fen - promise.paid_fen)
                promise.paid_fen += step
                one.left -= step
