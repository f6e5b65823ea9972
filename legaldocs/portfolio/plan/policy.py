"""Which terms of a contract need whose approval, as book.yaml says it.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from legaldocs.case.party import SHARE
from legaldocs.core.errors import InputError
from legaldocs.core.origin import Origin


class Beyond(StrEnum):
    """What of a contract may go beyond the usual terms (超出常规的条件)."""

    TERM = "付款期限超过"
    PREPAYMENT = "预付款低于"
    RETENTION = "质保金超过"
    REVIEW = "超出客户的评定条件"
    LIMIT = "超过授信额度"
    NO_GUARANTEE = "没有保证而价款超过"
    DISCOUNT = "折让超过"
    WAIVER = "免除逾期付款责任"


_THRESHOLD = {
    Beyond.TERM: "days",
    Beyond.PREPAYMENT: "share",
    Beyond.RETENTION: "share",
    Beyond.NO_GUARANTEE: "amount",
    Beyond.DISCOUNT: "share",
}
"""By which field a row says how far is usual; the others need none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRule:
    """From where on a term needs an approval, and of which level (审批标准)."""

    origin: Origin
    what: Annotated[Beyond, "事项"]
    level: Annotated[int, "审批级别"]
    days: Annotated[int | None, "天数"] = None
    share: Annotated[Decimal | None, "比例", SHARE] = None
    amount: Annotated[Decimal | None, "金额"] = None


_USUAL = Origin("通常的标准")
USUAL_RULES = (
    ApprovalRule(origin=_USUAL, what=Beyond.TERM, days=60, level=1),
    ApprovalRule(origin=_USUAL, what=Beyond.TERM, days=90, level=2),
    ApprovalRule(origin=_USUAL, what=Beyond.PREPAYMENT, share=Decimal(30), level=1),
    ApprovalRule(origin=_USUAL, what=Beyond.RETENTION, share=Decimal(10), level=1),
    ApprovalRule(origin=_USUAL, what=Beyond.REVIEW, level=1),
    ApprovalRule(origin=_USUAL, what=Beyond.LIMIT, level=2),
    ApprovalRule(origin=_USUAL, what=Beyond.NO_GUARANTEE, amount=Decimal(1000000), level=2),
    ApprovalRule(origin=_USUAL, what=Beyond.DISCOUNT, share=Decimal(5), level=1),
    ApprovalRule(origin=_USUAL, what=Beyond.DISCOUNT, share=Decimal(10), level=2),
    ApprovalRule(origin=_USUAL, what=Beyond.WAIVER, level=2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalPolicy:
    """Which terms need an approval (审批制度); ``rules`` replace the usual table whole."""

    origin: Origin
    rules: Annotated[tuple[ApprovalRule, ...], "审批标准"] = USUAL_RULES


def approval_rules(policy: ApprovalPolicy | None) -> tuple[ApprovalRule, ...]:
    """Return the table of a book, else the usual one.

    Raises InputError for a row without its threshold, or below level 1.
    """
    rules = USUAL_RULES if policy is None else policy.rules
    for rule in rules:
        needed = _THRESHOLD.get(rule.what)
        if (needed and getattr(rule, needed) is None) or rule.level < 1:
            raise InputError(
                f"审批标准“{rule.what}”不完整",
                where=rule.origin,
                expected=f"写明 {needed or 'level'}，level 从 1 起",
                next_step="补上或者改正",
            )
    return rules
