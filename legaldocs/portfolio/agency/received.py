"""The money that came in for placed receivables while an agency had them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.case.payment import PaymentMethod
from legaldocs.portfolio.agency.commission import Received
from legaldocs.portfolio.agency.model import EngagementItem
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

NOT_MONEY = frozenset(
    {
        PaymentMethod.SET_OFF,
        PaymentMethod.BANK_BILL,
        PaymentMethod.COMMERCIAL_BILL,
        PaymentMethod.CHEQUE,
    }
)
"""How a debt is paid without money: set off, or by an instrument, which a bank may not honour."""


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


class LeftOut(NamedTuple):
    """A receipt within the engagement that is no money (不计佣的抵销和票据), in fen."""

    receipt: str
    paid_on: dt.date
    receivable: str
    method: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class CameIn:
    """All that came in for what was placed (委托后的回款), by the day it was paid.

    ``later_fen`` is what came after the last day and was not paid back.
    """

    counted: tuple[Recovery, ...]
    left_out: tuple[LeftOut, ...]
    later_fen: int


@dataclass(slots=True)
class _Account:
    """What came in so far for one receivable, in fen: in the engagement, and after its end."""

    placed_fen: int
    within_fen: int = 0
    later_fen: int = 0

    def take(self, amount_fen: int, *, within: bool) -> int:
        """Take in a receipt; return what of it counts, below zero for a refund.

        A refund gives back the latest money first. One of more than what came in since the
        placing is of money from before it, and touches nothing that counts.
        """
        before = min(self.within_fen, self.placed_fen)
        if amount_fen < 0:
            of_later = min(self.later_fen, -amount_fen)
            self.later_fen -= of_later
            self.within_fen = max(self.within_fen + amount_fen + of_later, 0)
        elif within:
            self.within_fen += amount_fen
        else:
            self.later_fen += amount_fen
        return min(self.within_fen, self.placed_fen) - before


def came_in(connection: Connection, engagement: Mapping[str, Any], through: dt.date) -> CameIn:
    """Return what came in for an engagement through a day.

    What counts was paid after the day of placing, which is what was still open at its end, and by
    the last day of the engagement; for one receivable no more than was placed. Refunds count
    whenever they were made, up to what had counted of that receivable.
    """
    last = last_day(engagement)
    accounts: dict[int, _Account] = {}
    counted, left_out = [], []
    for row in _parts(connection, engagement, through):
        within = row.paid_on <= last
        if row.method in NOT_MONEY:
            if within:
                left_out.append(
                    LeftOut(row.number, row.paid_on, row.owed, row.method, row.matched_fen)
                )
            continue
        account = accounts.setdefault(row.receivable_id, _Account(row.placed_fen))
        if counts := account.take(row.matched_fen, within=within):
            age = max((engagement["placed_on"] - row.due_on).days, 0)
            counted.append(Recovery(row.id, row.number, row.paid_on, row.owed, age, counts))
    later = sum(account.later_fen for account in accounts.values())
    return CameIn(tuple(counted), tuple(left_out), later)


def recoveries(
    connection: Connection, engagement: Mapping[str, Any], through: dt.date
) -> list[Recovery]:
    """Return what counts for an engagement through a day, by the day it was paid."""
    return [*came_in(connection, engagement, through).counted]


def _parts(
    connection: Connection, engagement: Mapping[str, Any], through: dt.date
) -> Sequence[Any]:
    """Return the parts of receipts after the placing; on one day money before what went back."""
    chosen = (
        select(
            ReceiptPart.id, ReceiptPart.matched_fen, ReceiptPart.receivable_id, Receipt.number,
            Receipt.paid_on, Receipt.method, Receivable.number.label("owed"), Receivable.due_on,
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
        .order_by(Receipt.paid_on, ReceiptPart.matched_fen < 0, ReceiptPart.id)
    )  # fmt: skip
    return connection.execute(chosen).all()
