"""Which approval the terms of a contract need, and which they have."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.portfolio.credit.exposure import Exposure, exposures, reviews_in_force
from legaldocs.portfolio.fen import fen, yuan_of
from legaldocs.portfolio.plan.instalments import share_of
from legaldocs.portfolio.plan.kept_terms import digest
from legaldocs.portfolio.plan.model import Approval
from legaldocs.portfolio.plan.policy import ApprovalPolicy, ApprovalRule, Beyond, approval_rules
from legaldocs.portfolio.plan.terms import Purpose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.plan.instalments import ScheduledPart
    from legaldocs.portfolio.plan.terms import ContractTerms
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.settings import BookFile

NOUN = "contract"
_BASIS_POINTS = Decimal(100)


class Outcome(StrEnum):
    """What was decided (审批结果)."""

    YES = "同意"
    NO = "不同意"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what of some terms, and when (审批意见)."""

    who: str
    level: int
    day: dt.date
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """Why terms need an approval, and of which level (审批理由)."""

    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What an approval looks at (报批的条件): the terms, their parts, what the customer owes.

    ``longest_days`` is the longest term of a part of the price from the event it counts from.
    """

    terms: ContractTerms
    parts: tuple[ScheduledPart, ...]
    owes: Exposure
    review: Mapping[str, Any] | None
    longest_days: int

    @property
    def price_fen(self) -> int:
        """The price, as its parts add up to it."""
        return sum(part.amount_fen for part in self.parts)


def offer(
    connection: Connection,
    terms: ContractTerms,
    parts: tuple[ScheduledPart, ...],
    customer: int,
    as_of: dt.date,
    longest_days: int,
) -> Offer:
    """Return what an approval looks at; the contract itself is in the book already."""
    owes = exposures(connection, as_of, [customer]).get(customer, Exposure())
    review = reviews_in_force(connection, as_of, [customer]).get(customer)
    return Offer(terms, parts, owes, review, longest_days)


def needs(policy: ApprovalPolicy | None, offered: Offer) -> tuple[Need, ...]:
    """Return which approvals the terms need; of each matter the highest level alone."""
    found: dict[Beyond, Need] = {}
    for rule in approval_rules(policy):
        reason = _CHECKS[rule.what](offered, rule)
        if reason and (rule.what not in found or found[rule.what].level < rule.level):
            found[rule.what] = Need(rule.level, reason)
    return tuple(found.values())


def level_needed(found: tuple[Need, ...]) -> int:
    """Return the level that may approve all of it, 0 where none is needed."""
    return max((need.level for need in found), default=0)


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%"


def _term(offered: Offer, rule: ApprovalRule) -> str:
    if offered.longest_days <= (rule.days or 0):
        return ""
    return f"付款期限最长 {offered.longest_days} 天，超过 {rule.days} 天"


def _prepayment(offered: Offer, rule: ApprovalRule) -> str:
    share = share_of(offered.parts, Purpose.PREPAYMENT)
    least = rule.share or Decimal(0)
    return f"预付款 {_percent(share)}，低于 {least:f}%" if share < least else ""


def _retention(offered: Offer, rule: ApprovalRule) -> str:
    share = share_of(offered.parts, Purpose.RETENTION)
    most = rule.share or Decimal(0)
    return f"质保金 {_percent(share)}，超过 {most:f}%" if share > most else ""


def _review(offered: Offer, _rule: ApprovalRule) -> str:
    if offered.review is None:
        return ""
    found = []
    days, least = offered.review["term_days"], offered.review["prepayment_bp"]
    if days is not None and offered.longest_days > days:
        found.append(f"付款期限最长 {offered.longest_days} 天，评定的账期是 {days} 天")
    share = share_of(offered.parts, Purpose.PREPAYMENT)
    if least is not None and share < Decimal(least) / _BASIS_POINTS:
        asked = _percent(Decimal(least) / _BASIS_POINTS)
        found.append(f"预付款 {_percent(share)}，评定的预付比例是 {asked}")
    return "；".join(found)


def _limit(offered: Offer, _rule: ApprovalRule) -> str:
    owes = offered.owes
    if not owes.over_fen or owes.limit_fen is None:
        return ""
    return (
        f"连同这份合同，未收和待定的共 {figure(yuan_of(owes.total_fen))} 元，"
        f"超过额度 {figure(yuan_of(owes.limit_fen))} 元"
    )


def _no_guarantee(offered: Offer, rule: ApprovalRule) -> str:
    most = rule.amount or Decimal(0)
    if offered.terms.guarantees or offered.price_fen <= fen(most):
        return ""
    return f"价款 {figure(yuan_of(offered.price_fen))} 元，超过 {figure(most)} 元而没有保证"


def _discount(offered: Offer, rule: ApprovalRule) -> str:
    given, most = offered.terms.discount or Decimal(0), rule.share or Decimal(0)
    return f"折让 {given:f}%，超过 {most:f}%" if given > most else ""


def _waiver(offered: Offer, _rule: ApprovalRule) -> str:
    return "免除逾期付款责任" if offered.terms.waives_late_charge else ""


_CHECKS: dict[Beyond, Callable[[Offer, ApprovalRule], str]] = {
    Beyond.TERM: _term,
    Beyond.PREPAYMENT: _prepayment,
    Beyond.RETENTION: _retention,
    Beyond.REVIEW: _review,
    Beyond.LIMIT: _limit,
    Beyond.NO_GUARANTEE: _no_guarantee,
    Beyond.DISCOUNT: _discount,
    Beyond.WAIVER: _waiver,
}


def approval_in_force(
    connection: Connection, contract: Mapping[str, Any], as_of: dt.date
) -> Mapping[str, Any] | None:
    """Return the latest decision on a contract by a day, whatever terms it was about."""
    chosen = select(Approval.__table__).where(
        Approval.noun == NOUN,
        Approval.row_id == contract["id"],
        Approval.decided_on <= as_of,
        Approval.there(as_of),
    )
    latest = chosen.order_by(Approval.decided_on.desc(), Approval.id.desc()).limit(1)
    row = connection.execute(latest).mappings().first()
    return None if row is None else dict(row)


def standing(
    decision: Mapping[str, Any] | None, contract: Mapping[str, Any], needed: int
) -> tuple[bool, str]:
    """Return whether the terms may stand as they are, and in words how they stand."""
    if decision is None:
        return not needed, "不需要审批" if not needed else f"需要 {needed} 级审批"
    said = f"{decision['decided_on']} {decision['who']}（{decision['level']} 级）"
    said += f"{decision['outcome']}" + (f"：{decision['note']}" if decision["note"] else "")
    if decision["digest"] != digest(contract["terms"]):
        return not needed, f"{said}；此后条件有变，" + (
            f"需要重新审批（{needed} 级）" if needed else "现在的条件不需要审批"
        )
    if decision["outcome"] != Outcome.YES:
        return False, said
    enough = decision["level"] >= needed
    return enough, said if enough else f"{said}；现在需要 {needed} 级"


def level_of(settings: BookFile, who: str) -> int:
    """Return up to which level a person may approve; 0 for one that book.yaml does not name."""
    return next((person.level for person in settings.people if person.name == who), 0)


def record_approval(
    entry: Recording, contract: Mapping[str, Any], decided: Decision, found: tuple[Need, ...]
) -> int:
    """Record a decision on a contract and return its identifier.

    Raises InputError where a person approves what is above their level.
    """
    needed = level_needed(found)
    if decided.outcome is Outcome.YES and decided.level < needed:
        raise InputError(
            f"{decided.who}不能批准这些条件",
            expected=f"{needed} 级",
            found=f"{decided.level} 级；" + "；".join(f"{n.reason}（{n.level} 级）" for n in found),
            next_step="由够级别的人批准，或者改合同条件；各人的级别写在 book.yaml 的 people 里",
        )
    what = "；".join(need.reason for need in found) or "条件在常规以内"
    return entry.rows(Approval).make(
        {
            "noun": NOUN,
            "row_id": contract["id"],
            "what": what,
            "level": decided.level,
            "who": decided.who,
            "decided_on": decided.day,
            "outcome": str(decided.outcome),
            "note": decided.note,
            "digest": digest(contract["terms"]),
        }
    )
