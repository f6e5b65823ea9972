"""What became of debts placed with agencies and lawyers, each as of the day it was placed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, or_, select

from legaldocs.portfolio.agency.model import (
    Agency,
    AgencyComplaint,
    Engagement,
    EngagementItem,
    Expense,
)
from legaldocs.portfolio.agency.received import recoveries
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.agency.vocabulary import AgencyKind, ExpenseKind, State
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.report.bands import age_bands, size_bands
from legaldocs.portfolio.report.customers import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.policy import ReportPolicy

LAW_FIRM = AgencyKind.LAW_FIRM
_ONE = Decimal(1)


class Placed(NamedTuple):
    """A receivable that was placed (委托的一笔), in fen."""

    due_on: dt.date
    fen: int


@dataclass(slots=True)
class Placement:
    """Debts placed with an agency, and what came of it (委托的结果); amounts in fen.

    ``window_ends`` is the last day that counts: money is counted for the same number of days with
    everybody, and not beyond the engagement. It is ``mature`` when that time is over. ``received``
    and ``cost`` are those of that time; ``first_days`` runs from placing to the first money.
    """

    id: int
    agency: str
    kind: str
    customer_id: int
    number: str
    placed_on: dt.date
    declined: bool
    mature: bool
    window_ends: dt.date
    items: list[Placed] = field(default_factory=list)
    received: int = 0
    first_days: int | None = None
    cost: int = 0
    age: str = ""
    size: str = ""
    trade: str = ""

    @property
    def placed(self) -> int:
        """What was open when it was placed."""
        return sum(item.fen for item in self.items)

    @property
    def compared(self) -> bool:
        """Whether its outcome is known, so that it may be compared."""
        return not self.declined and self.mature and self.placed > 0


def with_agency(as_of: dt.date) -> ColumnElement[bool]:
    """Return the condition that an engagement was placed by a day, and not only reviewed."""
    return (
        Engagement.state.in_((State.AT_WORK, State.CLOSED))
        & (Engagement.placed_on <= as_of)
        & Engagement.there(as_of)
    )


def placements(
    connection: Connection, as_of: dt.date, customers: Customers, policy: ReportPolicy
) -> list[Placement]:
    """Return the engagements placed or declined by a day, with what had come of them by then."""
    items, spent = _items(connection, as_of), _spent(connection, as_of)
    found = []
    for row in _engagements(connection, as_of):
        one = _placement(row, as_of, policy)
        one.items = items.get(one.id, [])
        if not one.declined:
            _count(connection, one, row, as_of, spent.get(one.id, ()))
        _sort_in(one, customers, policy)
        found.append(one)
    return found


def _engagements(connection: Connection, as_of: dt.date) -> Sequence[Any]:
    declined = (
        (Engagement.state == State.DECLINED)
        & (Engagement.ended_on <= as_of)
        & Engagement.there(as_of)
    )
    chosen = (
        select(Engagement.__table__, Agency.name.label("agency"), Agency.kind)
        .join(Agency, Agency.id == Engagement.agency_id)
        .where(or_(with_agency(as_of), declined))
        .order_by(Engagement.placed_on, Engagement.id)
    )
    return connection.execute(chosen).mappings().all()


def _placement(row: Any, as_of: dt.date, policy: ReportPolicy) -> Placement:
    window = min(row["placed_on"] + dt.timedelta(days=policy.within_days), last_day(row))
    return Placement(
        id=row["id"],
        agency=row["agency"],
        kind=row["kind"],
        customer_id=row["customer_id"],
        number=row["number"],
        placed_on=row["placed_on"],
        declined=row["state"] == State.DECLINED,
        mature=window <= as_of,
        window_ends=min(window, as_of),
    )


def _items(connection: Connection, as_of: dt.date) -> dict[int, list[Placed]]:
    """Return the placed receivables by engagement."""
    chosen = (
        select(EngagementItem.engagement_id, Receivable.due_on, EngagementItem.placed_fen)
        .join(Receivable, Receivable.id == EngagementItem.receivable_id)
        .where(EngagementItem.there(as_of))
        .order_by(EngagementItem.id)
    )
    found: dict[int, list[Placed]] = {}
    for engagement, due_on, fen in connection.execute(chosen):
        found.setdefault(engagement, []).append(Placed(due_on, fen))
    return found


class _Spent(NamedTuple):
    """What an engagement cost of a kind on a day, in fen (费用)."""

    kind: str
    on: dt.date
    fen: int


def _spent(connection: Connection, as_of: dt.date) -> dict[int, list[_Spent]]:
    """Return the expenses by engagement."""
    chosen = (
        select(Expense.engagement_id, Expense.kind, Expense.spent_on, func.sum(Expense.amount_fen))
        .where(Expense.engagement_id.is_not(None), Expense.spent_on <= as_of, Expense.there(as_of))
        .group_by(Expense.engagement_id, Expense.kind, Expense.spent_on)
    )
    found: dict[int, list[_Spent]] = {}
    for row in connection.execute(chosen):
        found.setdefault(int(row[0] or 0), []).append(_Spent(row[1], row[2], int(row[3])))
    return found


def _count(
    connection: Connection, one: Placement, row: Any, as_of: dt.date, spent: Sequence[_Spent]
) -> None:
    """Note what came in within the window, and what that cost.

    Commission is settled after the money came, so it counts for the part of the money that came
    within the window, whenever it was settled; other expenses count by their day.
    """
    came = recoveries(connection, row, as_of)
    within = [money for money in came if money.paid_on <= one.window_ends]
    one.received = sum(money.amount_fen for money in within)
    first = [money.paid_on for money in within if money.amount_fen > 0]
    one.first_days = (min(first) - one.placed_on).days if first else None
    commission = sum(cost.fen for cost in spent if cost.kind == ExpenseKind.COMMISSION)
    one.cost = _part(commission, one.received, sum(money.amount_fen for money in came))
    one.cost += sum(
        cost.fen
        for cost in spent
        if cost.kind != ExpenseKind.COMMISSION and cost.on <= one.window_ends
    )


def _part(commission: int, received: int, whole: int) -> int:
    """Return the commission on the money of the window; on no money at all it counts whole."""
    if received >= whole:
        return commission
    return int((Decimal(commission) * received / whole).quantize(_ONE, ROUND_HALF_UP))


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
