"""A grade proposed from the way a customer pays; a person decides whether it is given."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from legaldocs.portfolio.credit.dealings import Lateness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.portfolio.credit.policy import CreditPolicy, GradeRule
    from legaldocs.portfolio.credit.warning import Judged

_TENTH = Decimal("0.1")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class ProposedGrade:
    """A grade that the table leads to, and why (建议等级); empty where too little is known."""

    grade: str
    reasons: tuple[str, ...]


def proposed_grade(policy: CreditPolicy, known: Judged) -> ProposedGrade:
    """Return the first grade of the table all of whose limits hold."""
    paid = known.known.window or Lateness()
    if paid.payments < policy.least_payments and not known.owes.overdue_fen:
        why = (
            f"近 {policy.history_days} 天只有 {paid.payments} 笔付款，"
            f"不足 {policy.least_payments} 笔，不建议等级"
        )
        return ProposedGrade("", (why,))
    measured = _measured(policy, known)
    better: list[str] = []
    for rule in policy.grades:
        missed = [*_missed(rule, measured)]
        if not missed:
            return ProposedGrade(rule.grade, (*(says for _, says in measured.values()), *better))
        better.append(f"不到 {rule.grade}：{'、'.join(missed)}")
    return ProposedGrade("", (*(says for _, says in measured.values()), *better))


def _measured(policy: CreditPolicy, known: Judged) -> dict[str, tuple[Decimal, str]]:
    """Return the value of each limit of the table, and the words for it."""
    paid = known.known.window or Lateness()
    longest = max(paid.longest, known.owes.days_overdue)
    open_ = known.owes.open_fen
    share = known.owes.overdue_fen * _HUNDRED / open_ if open_ > 0 else Decimal(0)
    exact = Decimal(paid.fen_days) / paid.paid_fen if paid.paid_fen else Decimal(0)
    shown = share.quantize(_TENTH, ROUND_HALF_UP)
    broken = known.broken_promises
    return {
        "average_days": (
            exact, f"近 {policy.history_days} 天 {paid.payments} 笔付款，平均逾期 {paid.average} 天"
        ),
        "longest_days": (Decimal(longest), f"含未付的，最长逾期 {longest} 天"),
        "broken_promises": (Decimal(broken), f"没有守的承诺 {broken} 个"),
        "overdue_share": (share, f"逾期占未收的 {shown}%"),
    }  # fmt: skip


def _missed(rule: GradeRule, measured: dict[str, tuple[Decimal, str]]) -> Iterator[str]:
    for name, (value, says) in measured.items():
        limit = getattr(rule, name)
        if limit is not None and value > limit:
            yield (
                f"{says}（标准 {limit:f}%）"
                if name == "overdue_share"
                else f"{says}（标准 {limit}）"
            )
