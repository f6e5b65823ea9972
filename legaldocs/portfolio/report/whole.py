"""The report of a book on a day: what each section says, from one reading of the book."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.day.policy import USUAL as USUAL_DAY
from legaldocs.portfolio.day.promises import Kept
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.report.ageing import aged, ageing_table
from legaldocs.portfolio.report.bands import age_bands
from legaldocs.portfolio.report.closed_cases import closed_cases, library_tables
from legaldocs.portfolio.report.concentration import (
    concentration_table,
    movement_table,
    top_share,
)
from legaldocs.portfolio.report.costs import cost_table, overdue_money, per_yuan, spent
from legaldocs.portfolio.report.customers import Customers, Grouping
from legaldocs.portfolio.report.limitation_near import limitation_table, period_table, standing
from legaldocs.portfolio.report.money_in import Period, added, invoiced, money_in, received
from legaldocs.portfolio.report.placements import complaints, placements
from legaldocs.portfolio.report.policy import USUAL
from legaldocs.portfolio.report.pool import pool_tables
from legaldocs.portfolio.report.promises import judged, kept_share, promise_table
from legaldocs.portfolio.report.recovery import recovery_tables
from legaldocs.portfolio.report.review import Figures, card_table, review_table
from legaldocs.portfolio.report.table import Column, Section, Table, Unit
from legaldocs.portfolio.report.trend import trend, trend_table
from legaldocs.portfolio.report.turnover import cei, days_late, dso
from legaldocs.portfolio.report.warnings import levels_on, warning_table

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.ageing import Ageing
    from legaldocs.portfolio.report.limitation_near import PeriodsNear
    from legaldocs.portfolio.report.money_in import Money
    from legaldocs.portfolio.report.policy import ReportPolicy
    from legaldocs.portfolio.report.promises import Judged
    from legaldocs.portfolio.settings import BookFile


@dataclass(frozen=True, slots=True)
class WholeReport:
    """The report of a book (账册报表)."""

    name: str
    period: Period
    sections: tuple[Section, ...]

    @property
    def first(self) -> dt.date:
        """The first day of the period."""
        return self.period.after + dt.timedelta(days=1)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in their order."""
        return tuple(table for section in self.sections for table in section.tables)


@dataclass(frozen=True, slots=True)
class _Span:
    """What the book says of one period, read once (一个期间的数据)."""

    period: Period
    opening: list[OpenItem]
    closing: list[OpenItem]
    left: dict[int, int]
    money: list[Money]
    promises: list[Judged]
    near: PeriodsNear
    costs: dict[str, int]


def whole_report(connection: Connection, settings: BookFile, period: Period) -> WholeReport:
    """Return the report of a book at the end of a period, with the period before it."""
    policy, rules = settings.report or USUAL, settings.day or USUAL_DAY
    customers = Customers(connection)
    before = _span(connection, period.before, rules)
    now = _span(connection, period, rules, before.closing)
    aged_now, aged_before = (
        aged(span.closing, span.left, span.period.through, Grouping.CUSTOMER, customers,
             age_bands(policy))
        for span in (now, before)
    )  # fmt: skip
    figures = [
        _figures(connection, span, found, policy)
        for span, found in ((now, aged_now), (before, aged_before))
    ]
    placed = placements(connection, period.through, customers, policy)
    agencies = pool_tables(placed, complaints(connection, period.through), policy)
    cases = closed_cases(connection, period.through, customers, policy)
    return WholeReport(
        settings.name,
        period,
        (
            Section("first", "要点", (
                card_table(figures[0], figures[1], policy),
                _attention(connection, now, aged_now, policy),
            )),
            Section("ageing", "账龄", _ageing(connection, now, aged_now, customers, policy)),
            Section("recovery", "收回", tuple(
                recovery_tables(now.opening, now.money, period, age_bands(policy), customers)
            )),
            Section("agencies", "机构和律师", agencies),
            Section("work", "承诺和费用", (
                promise_table(now.promises, customers),
                cost_table(now.costs, overdue_money(now.money)),
            )),
            Section("risk", "风险", _risk(connection, now, before, customers, rules)),
            Section("concentration", "集中度", (
                concentration_table(aged_now, policy.top),
                movement_table(aged_now, aged_before, policy.top),
            )),
            Section("review", "与上期相比", (review_table(figures[0], figures[1], policy),)),
            Section("library", "案例库", tuple(library_tables(cases, policy))),
        ),
    )  # fmt: skip


def _span(
    connection: Connection, period: Period, rules: DayPolicy, opening: list[OpenItem] | None = None
) -> _Span:
    through = period.through
    closing = open_items(connection, through)
    return _Span(
        period,
        open_items(connection, period.after) if opening is None else opening,
        closing,
        unmatched(connection, through),
        money_in(connection, period),
        judged(connection, period, rules.grace_days),
        standing(connection, closing, through, rules),
        spent(connection, period),
    )


def _figures(connection: Connection, span: _Span, found: Ageing, policy: ReportPolicy) -> Figures:
    period, total = span.period, found.total
    new, cost = invoiced(connection, period), sum(span.costs.values())
    opening = sum(item.open_fen for item in span.opening)
    return Figures(
        period=period,
        open=total.total,
        overdue=total.overdue,
        oldest=total.bands[-1],
        unmatched=total.unmatched,
        received=received(connection, period),
        new=new,
        dso=dso(total.total, new, period.days),
        cei=cei(opening, added(connection, period), total.total, total.bands[0]),
        late=days_late(span.money),
        promises=kept_share(span.promises),
        cost=cost,
        per_yuan=per_yuan(cost, overdue_money(span.money)),
        disputes=_disputes(connection, period),
        limitation=len(span.near.items),
        top_share=top_share(found, policy.top),
    )


def _disputes(connection: Connection, period: Period) -> int:
    chosen = select(func.count()).where(
        Dispute.raised_on > period.after, Dispute.raised_on <= period.through,
        Dispute.there(period.through),
    )  # fmt: skip
    return int(connection.scalar(chosen) or 0)


def _ageing(
    connection: Connection, now: _Span, found: Ageing, customers: Customers, policy: ReportPolicy
) -> tuple[Table, ...]:
    through, bands = now.period.through, age_bands(policy)
    return (
        trend_table(trend(connection, through, policy), policy),
        ageing_table(found, Grouping.CUSTOMER.value, policy.top),
        *(
            ageing_table(
                aged(now.closing, now.left, through, grouping, customers, bands), grouping.value,
                policy.top,
            )
            for grouping in (Grouping.PERSON, Grouping.TRADE, Grouping.SEGMENT)
        ),
    )  # fmt: skip


def _attention(connection: Connection, now: _Span, found: Ageing, policy: ReportPolicy) -> Table:
    """Return what somebody has to look at, with how much of it there is."""
    through, bands = now.period.through, age_bands(policy)
    last = len(bands.labels) - 1
    old = [item for item in now.closing if bands.band(item.due_on, through) == last]
    near, others = now.near.items, [one for _, one in now.near.others]
    levels = levels_on(connection, through, now.closing)
    worst = max(levels, default=0)
    broken = [one for one in now.promises if one.outcome is not Kept.KEPT]
    rows = (
        (f"{bands.labels[last]}的", "笔", len(old), found.total.bands[last]),
        ("诉讼时效要核对的", "笔", len(near), sum(item.open_fen for item in near)),
        ("申请执行、保证期间将届满的", "项", len(others),
         sum(item.open_fen for one in others for item in one.items)),
        (f"预警 {worst} 级的", "客户", *levels[worst]) if worst else ("有预警的", "客户", 0, 0),
        ("本期到期没有足额履行的承诺", "件", len(broken),
         sum(one.promised_fen - min(one.paid_fen, one.promised_fen) for one in broken)),
        ("收到了、没有核销的回款", "客户", len(now.left), found.total.unmatched),
    )  # fmt: skip
    return Table(
        "attention", "先看这几件", "截至当日的件数和金额；承诺是本期到期而没有收到的部分。",
        (
            Column("what", "事项"), Column("of", "单位"), Column("count", "数量", Unit.COUNT),
            Column("amount", "金额", Unit.MONEY),
        ),
        rows,
    )  # fmt: skip


def _risk(
    connection: Connection, now: _Span, before: _Span, customers: Customers, rules: DayPolicy
) -> tuple[Table, ...]:
    levels = [levels_on(connection, span.period.through, span.closing) for span in (now, before)]
    through = now.period.through
    return (
        warning_table(levels[0], levels[1]),
        limitation_table(now.near.limitation, through, customers, rules),
        period_table(now.near, through, customers, rules),
    )
