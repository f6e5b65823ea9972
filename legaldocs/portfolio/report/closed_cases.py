"""A library of closed cases: what preceded the money, by situation."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from statistics import median_low
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from legaldocs.case.vocabulary import Direction
from legaldocs.portfolio.agency.model import Agency, Engagement, EngagementItem
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.day.model import Contact, Task
from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.report.bands import age_bands, size_bands
from legaldocs.portfolio.report.customers import UNKNOWN
from legaldocs.portfolio.report.placements import with_agency
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.policy import ReportPolicy

NONE = "没有联络记录"
_REACH = 30
"""Days for which a contact may be what moved a customer."""
_STEPS = 3
"""How many steps of a situation are listed."""


class Closed(NamedTuple):
    """An overdue receivable that was paid off, and what preceded the last money (结清的一笔)."""

    age: str
    size: str
    trade: str
    step: str
    days: int | None
    fen: int


def closed_cases(
    connection: Connection, as_of: dt.date, customers: Customers, policy: ReportPolicy
) -> list[Closed]:
    """Return the receivables overdue beyond the first edge that were paid off by a day."""
    ages, sizes = age_bands(policy), size_bands(policy)
    contacts, agents = _contacts(connection, as_of), _agents(connection, as_of)
    found = []
    for row in _paid_off(connection, as_of):
        if (row.last - row.due_on).days <= policy.ages[0]:
            continue
        step, days = _before(row, contacts, agents)
        trade = customers[row.customer_id].trade or UNKNOWN
        age, size = ages.label(row.due_on, row.last), sizes.label(row.amount_fen)
        found.append(Closed(age, size, trade, step, days, row.amount_fen))
    return found


def _paid_off(connection: Connection, as_of: dt.date) -> Iterator[Any]:
    chosen = (
        select(
            Receivable.id, Receivable.customer_id, Receivable.amount_fen, Receivable.due_on,
            func.max(Receipt.paid_on).label("last"),
        )
        .join_from(Receivable, ReceiptPart, ReceiptPart.receivable_id == Receivable.id)
        .join(Receipt, Receipt.id == ReceiptPart.receipt_id)
        .where(
            Receivable.open_fen == 0, Receivable.amount_fen > 0, Receivable.there(as_of),
            ReceiptPart.closed_on.is_(None), ReceiptPart.matched_fen != 0,
        )
        .group_by(
            Receivable.id, Receivable.customer_id, Receivable.amount_fen, Receivable.due_on
        )
        .having(
            func.max(Receipt.paid_on) > Receivable.due_on, func.max(Receipt.paid_on) <= as_of
        )
        .order_by(Receivable.id)
    )  # fmt: skip
    yield from connection.execute(chosen)


def _contacts(connection: Connection, as_of: dt.date) -> dict[int, tuple[list[dt.date], list[str]]]:
    """Return, by customer, the days on which we approached it, and by which step or channel."""
    chosen = (
        select(Contact.customer_id, Contact.happened_on, func.coalesce(Task.step, Contact.channel))
        .outerjoin(Task, Task.id == Contact.task_id)
        .where(
            Contact.direction == Direction.SENT, Contact.happened_on <= as_of, Contact.there(as_of)
        )
        .order_by(Contact.customer_id, Contact.happened_on, Contact.id)
    )
    found: dict[int, tuple[list[dt.date], list[str]]] = {}
    for customer, day, step in connection.execute(chosen):
        days, steps = found.setdefault(customer, ([], []))
        days.append(day)
        steps.append(step)
    return found


def _agents(
    connection: Connection, as_of: dt.date
) -> dict[int, list[tuple[dt.date, dt.date, str]]]:
    """Return, by receivable, when it was with which agency."""
    chosen = (
        select(
            EngagementItem.receivable_id, Engagement.placed_on, Engagement.ended_on,
            Engagement.ends_on, Agency.name,
        )
        .join(Engagement, Engagement.id == EngagementItem.engagement_id)
        .join(Agency, Agency.id == Engagement.agency_id)
        .where(with_agency(as_of), EngagementItem.there(as_of))
        .order_by(Engagement.placed_on, Engagement.id)
    )  # fmt: skip
    found: dict[int, list[tuple[dt.date, dt.date, str]]] = {}
    for row in map(dict, connection.execute(chosen).mappings()):
        span = row["placed_on"], last_day(row), row["name"]
        found.setdefault(row["receivable_id"], []).append(span)
    return found


def _before(
    row: Any, contacts: dict[int, tuple[list[dt.date], list[str]]],
    agents: dict[int, list[tuple[dt.date, dt.date, str]]],
) -> tuple[str, int | None]:  # fmt: skip
    """Return the agency or step that preceded the last money, and by how many days."""
    last: dt.date = row.last
    for placed, ended, name in reversed(agents.get(row.id, ())):
        if placed < last <= ended:
            return name, (last - placed).days
    days, steps = contacts.get(row.customer_id, ([], []))
    at = bisect_right(days, last) - 1
    if at >= 0 and (last - days[at]).days <= _REACH:
        return steps[at], (last - days[at]).days
    return NONE, None


def library_tables(found: Sequence[Closed], policy: ReportPolicy) -> list[Table]:
    """Return what most often preceded the money, by age and size, and by trade."""
    return [
        _table("library", "结清的案件，按账龄和金额", ("账龄", "金额"),
               [((one.age, one.size), one) for one in found], policy),
        _table("library_trade", "结清的案件，按行业", ("行业",),
               [((one.trade,), one) for one in found], policy),
    ]  # fmt: skip


def _table(
    id_: str, title: str, headings: tuple[str, ...],
    cases: list[tuple[tuple[str, ...], Closed]], policy: ReportPolicy,
) -> Table:  # fmt: skip
    groups: dict[tuple[str, ...], list[Closed]] = {}
    for key, one in cases:
        groups.setdefault(key, []).append(one)
    rows = []
    for key, some in sorted(groups.items()):
        if len(some) >= policy.fewest_cases:
            steps = Counter(one.step for one in some)
            for step, count in sorted(steps.items(), key=lambda pair: (-pair[1], pair[0]))[:_STEPS]:
                mine = [one for one in some if one.step == step]
                days = [one.days for one in mine if one.days is not None]
                rows.append(
                    (*key, step, count, share_of(count, len(some)), sum(one.fen for one in mine),
                     median_low(days) if days else None)
                )  # fmt: skip
    return Table(
        id_, title,
        f"逾期超过 {policy.ages[0]} 天以后付清的应收，最后一笔回款以前在办的机构；没有的，是以前"
        f" {_REACH} 天内最近一次我方联络。每种情形列最多的 {_STEPS} 种，"
        f"不满 {policy.fewest_cases} 件的情形不列。"
        "只看付清的，不等于这一步的成功率。",
        (
            *(Column(f"key_{at}", heading) for at, heading in enumerate(headings)),
            Column("step", "之前的一步"), Column("cases", "件数", Unit.COUNT),
            Column("share", "占这种情形", Unit.SHARE), Column("amount", "金额", Unit.MONEY),
            Column("days", "到付清的天数", Unit.COUNT),
        ),
        tuple(rows),
    )  # fmt: skip
