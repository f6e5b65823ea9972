"""By which tables of book.yaml grades are proposed and warning levels move.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the reader resolves the annotations
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated

from legaldocs.case.party import SHARE
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin
from legaldocs.portfolio.credit.signals import Signal

_USUAL = Origin("通常的标准")


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRule:
    """What a grade asks of the way a customer pays (评级标准); all that it states must hold.

    The most days late on average and at the longest, the most promises not kept, and the largest
    share of what is open that may be overdue. A row that states none takes the rest.
    """

    origin: Origin
    grade: Annotated[str, "等级"]
    average_days: Annotated[int | None, "平均逾期天数"] = None
    longest_days: Annotated[int | None, "最长逾期天数"] = None
    broken_promises: Annotated[int | None, "未守的承诺"] = None
    overdue_share: Annotated[Decimal | None, "逾期占未收的比例", SHARE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRule:
    """What puts a customer on a warning level (预警标准); any one of what it states is enough.

    ``points`` are the weights of the danger signals together, ``days_late`` the days that the
    oldest open sum is overdue.
    """

    origin: Origin
    level: Annotated[int, "预警级别"]
    points: Annotated[int | None, "信号分"] = None
    broken_promises: Annotated[int | None, "未守的承诺"] = None
    days_late: Annotated[int | None, "逾期天数"] = None


USUAL_GRADES = (
    GradeRule(
        origin=_USUAL, grade="A", average_days=5, longest_days=30, broken_promises=0,
        overdue_share=Decimal(5),
    ),
    GradeRule(
        origin=_USUAL, grade="B", average_days=15, longest_days=60, broken_promises=1,
        overdue_share=Decimal(20),
    ),
    GradeRule(
        origin=_USUAL, grade="C", average_days=45, longest_days=120, broken_promises=3,
        overdue_share=Decimal(50),
    ),
    GradeRule(origin=_USUAL, grade="D"),
)  # fmt: skip
USUAL_WARNINGS = (
    WarningRule(origin=_USUAL, level=1, points=2, broken_promises=1, days_late=15),
    WarningRule(origin=_USUAL, level=2, points=4, broken_promises=2, days_late=45),
    WarningRule(origin=_USUAL, level=3, points=7, broken_promises=3, days_late=90),
)
_WEIGHTS = MappingProxyType(
    {
        Signal.SUED: 2,
        Signal.FINANCE_AVOIDS: 2,
        Signal.BREAKS_PROMISES: 2,
        Signal.OWNER_GONE: 3,
        Signal.BOUNCED: 3,
        Signal.BELOW_COST: 2,
    }
)
"""Signals that weigh more than one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPolicy:
    """How customers are judged (信用政策).

    ``small_sum`` is what a receivable may have open, in yuan, without being late; a promise is
    waited for ``grace_days``. Days are counted back from the day asked for. ``weights`` change the
    usual weight of a signal; ``grades`` and ``warnings`` replace the usual tables whole.
    """

    origin: Origin
    grades: Annotated[tuple[GradeRule, ...], "评级标准"] = USUAL_GRADES
    warnings: Annotated[tuple[WarningRule, ...], "预警标准"] = USUAL_WARNINGS
    weights: Annotated[Mapping[Signal, int] | None, "信号权重"] = None
    history_days: Annotated[int, "往来统计天数"] = 365
    least_payments: Annotated[int, "评判所需的笔数"] = 3
    payment_days: Annotated[int, "近期付款天数"] = 180
    slower_by_days: Annotated[int, "变慢天数"] = 10
    broken_promises: Annotated[int, "未守承诺次数"] = 2
    grace_days: int = 3
    small_sum: Annotated[Decimal, "不计的零头"] = Decimal(100)
    order_days: Annotated[int, "新订单天数"] = 90
    order_times: Annotated[int, "大额订单倍数"] = 3
    growth_percent: Annotated[int, "增长百分比"] = 100
    check_days: Annotated[int, "检查有效天数"] = 180

    def weight(self, signal: Signal) -> int:
        """Return what a signal weighs."""
        own = self.weights or {}
        return own.get(signal, _WEIGHTS.get(signal, 1))


def credit_policy(policy: CreditPolicy | None, grace_days: int) -> CreditPolicy:
    """Return the policy of a book, else the usual one; promises are waited for as the day does.

    Raises InputError for a table that is empty, or a level of no warning.
    """
    if policy is None:
        return CreditPolicy(origin=_USUAL, grace_days=grace_days)
    if not policy.grades or not policy.warnings:
        raise InputError(
            "信用政策里的表是空的", where=policy.origin, next_step="删去这一项或者写上各行"
        )
    for rule in policy.warnings:
        if rule.level < 1:
            raise InputError(
                "预警级别从 1 起", where=rule.origin, found=str(rule.level),
                next_step="没有预警的客户不写在表里",
            )  # fmt: skip
    return replace(policy, grace_days=grace_days)
