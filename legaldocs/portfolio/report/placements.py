"""What became of debts placed with agencies and lawyers, each as of the day it was placed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from legaldocs.portfolio.agency.model import (
    Agency,
    AgencyComplaint,
    Engagement,
    EngagementItem,
    Expense,
)
from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.report.bands import age_bands, size_bands
from legaldocs.portfolio.report.customers import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.policy import ReportPolicy

LAW_FIRM = "律师事务所"


@dataclass(slots=True)
class Placed:
    """A receivable that was placed (委托的一笔), in fen."""

    due_on: dt.date
    fen: int
    came: list[tuple[dt.date, int]] = field(default_factory=list)

    def received(self, through: dt.date) -> int:
        """Return what came in for it by a day, up to what was placed."""
        return max(min(sum(fen for day, fen in self.came if day <= through), self.fen), 0)


@dataclass(slots=True)
class Placement:
    """Debts placed with an agency, and what came of it (委托的结果); amounts in fen.

    ``window_ends`` is the last day that counts: money is counted for the same number of days with
    everybody, and not beyond the engagement. It is ``mature`` when that time is over.
    """

    id: int
    agency: str
    kind: str
    customer_id: int
    number: str
    placed_on: dt.date
    accepted: bool
    declined: bool
    mature: bool
    window_ends: dt.date
    items: list[Placed] = field(default_factory=list)
    cost: int = 0
    age: str = ""
    size: str = ""
    trade: str = ""

    @property
    def placed(self) -> int:
        """What was open when it was placed."""
        return sum(item.fen for item in self.items)

    @property
    def received(self) -> int:
        """What came in by the last day that counts."""
        return sum(item.received(self.window_ends) for item in self.items)

    @property
    def first_days(self) -> int | None:
        """The days from placing to the first money, None without any."""
        days = [
            day
            for item in self.items
            for day, fen in item.came
            if fen > 0 and day <= self.window_ends
        ]
        return (min(days) - self.placed_on).days if days else None

    @property
    def compared(self) -> bool:
        """Whether its outcome is known, so that it may be compared."""
        return self.accepted and self.mature and self.placed > 0


def placements(
    connection: Connection, as_of: dt.date, customers: Customers, policy: ReportPolicy
) -> list[Placement]:
    """Return the engagements that began by a day, with what had come of them by then."""
    found = {row["id"]: _placement(row, as_of, policy) for row in _engagements(connection, as_of)}
    _add_items(connection, found, as_of)
    chosen = (
        select(Expense.engagement_id, func.sum(Expense.amount_fen))
        .where(Expense.engagement_id.is_not(None), Expense.spent_on <= as_of, Expense.there(as_of))
        .group_by(Expense.engagement_id)
    )
    for row in connection.execute(chosen):
        if row[0] in found:
            found[row[0]].cost = int(row[1])
    for one in found.values():
        _sort_in(one, customers, policy)
    return [*found.values()]


def _engagements(connection: Connection, as_of: dt.date) -> Sequence[Any]:
    chosen = (
        select(Engagement.__table__, Agency.name.label("agency"), Agency.kind)
        .join(Agency, Agency.id == Engagement.agency_id)
        .where(Engagement.placed_on <= as_of, Engagement.there(as_of))
        .order_by(Engagement.placed_on, Engagement.id)
    )
    return connection.execute(chosen).mappings().all()


def _placement(row: Any, as_of: dt.date, policy: ReportPolicy) -> Placement:
    window = row["placed_on"] + dt.timedelta(days=policy.within_days)
    ended = row["ended_on"] if row["ended_on"] and row["ended_on"] <= as_of else None
    accepted = row["accepted_on"] is not None and row["accepted_on"] <= as_of
    return Placement(
        id=row["id"],
        agency=row["agency"],
        kind=row["kind"],
        customer_id=row["customer_id"],
        number=row["number"],
        placed_on=row["placed_on"],
        accepted=accepted,
        declined=ended is not None and row["accepted_on"] is None,
        mature=ended is not None or window <= as_of,
        window_ends=min(day for day in (window, ended, as_of) if day is not None),
    )


def _add_items(connection: Connection, found: dict[int, Placement], as_of: dt.date) -> None:
    chosen = (
        select(
            EngagementItem.engagement_id, EngagementItem.receivable_id, EngagementItem.placed_fen,
            Receivable.due_on,
        )
        .join(Receivable, Receivable.id == EngagementItem.receivable_id)
        .where(EngagementItem.there(as_of))
        .order_by(EngagementItem.id)
    )  # fmt: skip
    by_receivable: dict[int, list[tuple[Placement, Placed]]] = {}
    for engagement, receivable, fen, due_on in connection.execute(chosen):
        if engagement in found:
            item = Placed(due_on, fen)
            found[engagement].items.append(item)
            by_receivable.setdefault(receivable, []).append((found[engagement], item))
    paid = (
        select(ReceiptPart.receivable_id, Receipt.paid_on, func.sum(ReceiptPart.matched_fen))
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(
            ReceiptPart.receivable_id.in_(select(EngagementItem.receivable_id)),
            ReceiptPart.closed_on.is_(None), Receipt.paid_on <= as_of,
        )
        .group_by(ReceiptPart.receivable_id, Receipt.paid_on)
        .order_by(Receipt.paid_on, ReceiptPart.receivable_id)
    )  # fmt: skip
    for row in connection.execute(paid):
        for one, item in by_receivable.get(row[0] or 0, ()):
            if row[1] > one.placed_on:
                item.came.append((row[1], int(row[2])))


def _sort_in(one: Placement, customers: Customers, policy: ReportPolicy) -> None:
    """Note of which age, size and trade the debts were on the day they were placed."""
    bands = age_bands(policy)
    weighted = sum(item.fen * (one.placed_on - item.due_on).days for item in one.items)
    days = weighted // one.placed if one.placed > 0 else 0
    one.age = bands.labels[bands.of_days(days)]
    one.size = size_bands(policy).label(one.placed)
    one.trade = customers[one.customer_id].trade or UNKNOWN


def complaints(connection: Connection, as_of: dt.date) -> dict[str, tuple[int, int]]:
    """Return, by agency, the complaints up to a day, and how many of them were upheld."""
    chosen = (
        select(Agency.name, AgencyComplaint.upheld)
        .join(Agency, Agency.id == AgencyComplaint.agency_id)
        .where(AgencyComplaint.received_on <= as_of, AgencyComplaint.there(as_of))
    )
    found: dict[str, tuple[int, int]] = {}
    for agency, upheld in connection.execute(chosen):
        count, right = found.get(agency, (0, 0))
        found[agency] = count + 1, right + bool(upheld)
    return found
