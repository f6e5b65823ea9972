"""What own collecting brought in of customers' overdue debts, looked at on past days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from legaldocs.portfolio.agency.model import Engagement, EngagementItem
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.report.bands import age_bands, size_bands
from legaldocs.portfolio.report.customers import UNKNOWN
from legaldocs.portfolio.report.debt import overdue, weighted_days
from legaldocs.portfolio.report.evidence import Past
from legaldocs.portfolio.report.money_in import Period, money_in
from legaldocs.portfolio.report.placements import with_agency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.policy import ReportPolicy

_MOST = 12
"""Past days that are looked at: further back, customers and ways have changed."""
DEFINED = (
    "自行催收：从基准日起每隔一个收回期限往回看一天，当天逾期未收、没有交给机构的各客户欠款，其后一个期限内"
    "收到并核销的比例；交给机构以后收到的不算"
)


def own_history(
    connection: Connection, as_of: dt.date, customers: Customers, policy: ReportPolicy
) -> list[Past]:
    """Return customers' overdue debts on past days, with the share that then came in.

    The days lie a window apart, so that no money counts twice.
    """
    earliest = connection.scalar(select(func.min(Receivable.due_on)))
    placed = _placed(connection, as_of)
    window = dt.timedelta(days=policy.within_days)
    found: list[Past] = []
    day = as_of - window
    for _ in range(_MOST):
        if earliest is None or day <= earliest:
            break
        found += _on(connection, Period(day, day + window), placed, customers, policy)
        day -= window
    return found


def _on(
    connection: Connection, period: Period, placed: dict[int, dt.date], customers: Customers,
    policy: ReportPolicy,
) -> Iterator[Past]:  # fmt: skip
    came: dict[int, int] = {}
    for one in money_in(connection, period):
        if one.paid_on <= placed.get(one.receivable_id, dt.date.max):
            came[one.receivable_id] = came.get(one.receivable_id, 0) + one.fen
    debts: dict[int, list[OpenItem]] = {}
    for item in overdue(open_items(connection, period.after), period.after):
        if placed.get(item.id, dt.date.max) > period.after:
            debts.setdefault(item.customer_id, []).append(item)
    bands, sizes = age_bands(policy), size_bands(policy)
    for customer, items in debts.items():
        total = sum(item.open_fen for item in items)
        paid = sum(min(max(came.get(item.id, 0), 0), item.open_fen) for item in items)
        age = bands.labels[bands.of_days(weighted_days(items, period.after))]
        trade = customers[customer].trade or UNKNOWN
        yield Past(customer, age, sizes.label(total), trade, Decimal(paid) / total)


def _placed(connection: Connection, as_of: dt.date) -> dict[int, dt.date]:
    """Return the day from which each receivable was with an agency, the first time."""
    chosen = (
        select(EngagementItem.receivable_id, func.min(Engagement.placed_on))
        .join(Engagement, Engagement.id == EngagementItem.engagement_id)
        .where(with_agency(as_of), EngagementItem.there(as_of))
        .group_by(EngagementItem.receivable_id)
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}
