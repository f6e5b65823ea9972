"""What became of the payments that customers promised: each yuan keeps one promise."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.portfolio.credit.dealings import there
from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.model import Receipt, ReceiptPart

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Connection


_TWO = 2


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
        """Whether all of it came in time."""
        return self.paid_fen >= self.amount_fen


@dataclass(slots=True)
class _Money:
    """What of a receipt no promise has used yet (尚未归到承诺的钱)."""

    paid_on: dt.date
    receivable_id: int | None
    left: int


def promise_outcomes(
    connection: Connection,
    as_of: dt.date,
    grace_days: int,
    customers: Collection[int] | None = None,
) -> dict[int, list[PromiseOutcome]]:
    """Return, by customer, the promises whose time was over before a day, in their order.

    A promise is waited for ``grace_days`` longer. Money counts once, first for a promise about the
    receivable that it pays; what is known to pay one is none for another. What went back is taken
    from what came last.
    """
    grace = dt.timedelta(grace_days)
    columns = (
        Promise.customer_id, Promise.made_on, Promise.due_on, Promise.amount_fen,
        Promise.receivable_id,
    )  # fmt: skip
    chosen = select(*columns).where(there(Promise, as_of), Promise.due_on < as_of - grace)
    if customers is not None:
        chosen = chosen.where(Promise.customer_id.in_(customers))
    found: dict[int, list[PromiseOutcome]] = defaultdict(list)
    for row in connection.execute(chosen.order_by(Promise.due_on, Promise.id)):
        found[row.customer_id].append(PromiseOutcome(*row))
    if found:
        first = min(one.made_on for ones in found.values() for one in ones)
        money = _money(connection, first, as_of, customers)
        for customer, ones in found.items():
            _judge(ones, _net(money.get(customer, [])), grace)
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
        pieces = _Money(paid_on, receivable, matched), _Money(paid_on, None, amount - matched)
        found[customer].extend(piece for piece in pieces if piece.left)
    return found


def _net(money: Sequence[_Money]) -> list[_Money]:
    """Return what came in, less what went back: from the same receivable first, and the last."""
    kept: list[_Money] = []
    for one in sorted(money, key=lambda one: (one.paid_on, one.left < 0)):
        if one.left >= 0:
            kept.append(one)
            continue
        back, latest = -one.left, [*reversed(kept)]
        for piece in sorted(latest, key=lambda p: p.receivable_id != one.receivable_id):
            step = min(back, piece.left)
            piece.left -= step
            back -= step
    return kept


def _judge(
    promises: Sequence[PromiseOutcome], money: Sequence[_Money], grace: dt.timedelta
) -> None:
    own_first = sorted(promises, key=lambda promise: promise.receivable_id is None)
    for one in money:
        for promise in own_first:
            in_time = promise.made_on <= one.paid_on <= promise.due_on + grace
            known = {promise.receivable_id, one.receivable_id} - {None}
            if in_time and len(known) < _TWO:
                step = min(one.left, promise.amount_fen - promise.paid_fen)
                promise.paid_fen += step
                one.left -= step
