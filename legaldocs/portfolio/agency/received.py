"""The money that came in for placed receivables while an agency had them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.agency.commission import Received
from legaldocs.portfolio.agency.model import EngagementItem
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection


class Recovery(NamedTuple):
    """What of a receipt counts for an engagement (委托期间的回款), in fen."""

    part_id: int
    receipt: str
    paid_on: dt.date
    receivable: str
    age: int
    amount_fen: int

    @property
    def counted(self) -> Received:
        """What the commission is worked out from."""
        return Received(self.amount_fen, self.age)


def recoveries(
    connection: Connection, engagement: Mapping[str, Any], through: dt.date
) -> list[Recovery]:
    """Return what came in for an engagement through a day, by the day it was paid.

    It counts what was paid after the day of placing, which is what was still open at its end, and
    by the last day of the engagement; for one receivable no more than was placed.
    """
    parts = _parts(connection, engagement, min(through, last_day(engagement)))
    taken: dict[int, int] = {}
    found = []
    for row in parts:
        before = taken.get(row.receivable_id, 0)
        taken[row.receivable_id] = before + row.matched_fen
        counts = min(before + row.matched_fen, row.placed_fen) - min(before, row.placed_fen)
        if counts:
            age = max((engagement["placed_on"] - row.due_on).days, 0)
            found.append(Recovery(row.id, row.number, row.paid_on, row.owed, age, counts))
    return found


def _parts(
    connection: Connection, engagement: Mapping[str, Any], through: dt.date
) -> Sequence[Any]:
    chosen = (
        select(
            ReceiptPart.id, ReceiptPart.matched_fen, ReceiptPart.receivable_id, Receipt.number,
            Receipt.paid_on, Receivable.number.label("owed"), Receivable.due_on,
            EngagementItem.placed_fen,
        )
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .join(Receivable, Receivable.id == ReceiptPart.receivable_id)
        .join(EngagementItem, EngagementItem.receivable_id == ReceiptPart.receivable_id)
        .where(
            EngagementItem.engagement_id == engagement["id"],
            EngagementItem.closed_on.is_(None),
            ReceiptPart.closed_on.is_(None),
            Receipt.closed_on.is_(None),
            ReceiptPart.matched_fen != 0,
            Receipt.paid_on > engagement["placed_on"],
            Receipt.paid_on <= through,
        )
        .order_by(Receipt.paid_on, ReceiptPart.id)
    )  # fmt: skip
    return connection.execute(chosen).all()
