"""The figures of a period beside those of the period before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.portfolio.report.table import Column, Measure, Table, Unit, share_of
from legaldocs.portfolio.report.turnover import CEI, DSO, LATE, PRACTICE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from legaldocs.portfolio.report.money_in import Period
    from legaldocs.portfolio.report.policy import ReportPolicy
    from legaldocs.portfolio.report.table import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a period comes to (一个期间的指标); money in fen."""

    period: Period
    open: int
    overdue: int
    oldest: int
    unmatched: int
    received: int
    new: int
    dso: Decimal | None
    cei: Decimal | None
    late: Decimal | None
    promises: Decimal | None
    cost: int
    per_yuan: Decimal | None
    disputes: int
    limitation: int
    top_share: Decimal | None


UNMATCHED = "收到了、没有写明付哪一笔的钱，连同为以后才开票的应收预收的"
Line = tuple[str, str, str, Unit, str]
"""Key, name, the field of :class:`Figures`, its unit, its definition."""


def _lines(policy: ReportPolicy) -> tuple[Line, ...]:
    last = policy.ages[-1]
    return (
        ("open", "未收合计", "open", Unit.MONEY, "期末未收，红字为负数；未核销回款不在里面扣减"),
        ("overdue", "其中逾期", "overdue", Unit.MONEY, "到期日在期末以前的未收"),
        ("oldest", f"其中逾期{last}天以上", "oldest", Unit.MONEY, "最老一档的未收"),
        ("received", "本期收款", "received", Unit.MONEY, "本期收到的全部回款，含未核销和抵销"),
        ("dso", "DSO", "dso", Unit.DAYS, DSO),
        ("promises", "承诺履行率", "promises", Unit.SHARE, "本期到期的承诺里按期足额付的件数÷件数"),
        ("unmatched", "未核销回款", "unmatched", Unit.MONEY, UNMATCHED),
        ("new", "本期新增应收", "new", Unit.MONEY, "本期开票的应收，没有开票日的按到期日"),
        ("cei", "CEI", "cei", Unit.SHARE, CEI),
        ("late", "平均迟延", "late", Unit.DAYS, LATE),
        ("cost", "催收费用", "cost", Unit.MONEY, "本期记进账册的费用"),
        ("per_yuan", "每收回一元的费用", "per_yuan", Unit.RATIO, "催收费用÷到期日以后收到的金额"),
        ("disputes", "新的争议", "disputes", Unit.COUNT, "本期提出的争议"),
        ("limitation", "时效要核对的笔数", "limitation", Unit.COUNT, "见“风险”一节"),
        ("top_share", f"前{policy.top}大客户占比", "top_share", Unit.SHARE, "其未收÷全部未收"),
    )  # fmt: skip


_CARDS = 6


def card_table(now: Figures, before: Figures, policy: ReportPolicy) -> Table:
    """Return what a finance director asks first."""
    return _table("cards", "要点", _lines(policy)[:_CARDS], now, before)


def review_table(now: Figures, before: Figures, policy: ReportPolicy) -> Table:
    """Return all figures of the period and of the one before, with the change."""
    return _table("review", "本期与上期", _lines(policy), now, before)


def _table(id_: str, title: str, lines: Sequence[Line], now: Figures, before: Figures) -> Table:
    period, other = now.period, before.period
    return Table(
        id_, title,
        f"本期 {_first(period)} 至 {period.through}，上期 {_first(other)} 至 {other.through}，"
        f"各 {period.days} 天。比例的增减是百分点。{PRACTICE}。",
        (
            Column("figure", "指标"), Column("now", "本期", Unit.MIXED),
            Column("before", "上期", Unit.MIXED), Column("change", "增减", Unit.MIXED),
            Column("growth", "增减幅度", Unit.SHARE), Column("unit", "单位"),
            Column("defined", "口径"),
        ),
        tuple(_row(line, now, before) for line in lines),
    )  # fmt: skip


def _first(period: Period) -> dt.date:
    return period.after + dt.timedelta(days=1)


def _row(line: Line, now: Figures, before: Figures) -> tuple[Value, ...]:
    _, name, field, unit, defined = line
    new, old = getattr(now, field), getattr(before, field)
    change = None if new is None or old is None else new - old
    growth = share_of(change, old) if unit is Unit.MONEY and change is not None else None
    measures = (Measure(value, unit) for value in (new, old, change))
    return name, *measures, growth, unit.value, defined
