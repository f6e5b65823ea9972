"""A credit review: what a customer may owe from a day on, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from legaldocs.core.errors import InputError
from legaldocs.portfolio.credit.exposure import reviews_in_force
from legaldocs.portfolio.credit.model import CreditReview
from legaldocs.portfolio.fen import fen

if TYPE_CHECKING:
    from legaldocs.portfolio.recording import Recording

_BASIS_POINTS = Decimal(100)
_FAR = dt.date.max
_LONGEST_DAYS = 3650
_LARGEST = Decimal(10) ** 13


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTerms:
    """What a review decides (评定内容); what is None stays as the review before had it."""

    grade: str | None = None
    reasons: str = ""
    limit: Decimal | None = None
    term_days: int | None = None
    prepayment: Decimal | None = None
    """Percent of the price before delivery."""


def record_review(
    entry: Recording, customer: int, day: dt.date, who: str, terms: ReviewTerms
) -> dict[str, Any]:
    """Record a review of a customer and return it whole.

    Raises InputError where nothing is decided, no reason is given, or a later review stands.
    """
    decided = _decided(terms)
    if not decided or not terms.reasons:
        raise InputError(
            "没有写评定了什么，或者没有写理由" if not decided else "没有写理由",
            next_step="至少写等级、额度、账期、预付比例之一，并写 --why",
        )
    latest = reviews_in_force(entry.connection, _FAR, [customer]).get(customer)
    if latest is not None and latest["reviewed_on"] > day:
        raise InputError(
            "已经有更晚的评定", found=str(latest["reviewed_on"]), next_step="核对评定日期"
        )
    kept = {name: latest[name] for name in _KEPT} if latest is not None else {}
    row = {**kept, **decided, "customer_id": customer, "reviewed_on": day, "who": who,
           "reasons": terms.reasons}  # fmt: skip
    if latest is not None and latest["reviewed_on"] == day:
        entry.rows(CreditReview).change(latest, row)
    else:
        entry.rows(CreditReview).make(row)
    return {**dict.fromkeys(_KEPT), **row}


_KEPT = ("grade", "limit_fen", "term_days", "prepayment_bp")


def _decided(terms: ReviewTerms) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if terms.grade is not None:
        found["grade"] = terms.grade
    if terms.limit is not None:
        if terms.limit >= _LARGEST:
            raise InputError("额度过大", found=f"{terms.limit:f}", next_step="核对单位")
        found["limit_fen"] = fen(terms.limit)
    if terms.term_days is not None:
        if terms.term_days > _LONGEST_DAYS:
            raise InputError("账期过长", found=str(terms.term_days), next_step="以天为单位")
        found["term_days"] = terms.term_days
    if terms.prepayment is not None:
        found["prepayment_bp"] = int(terms.prepayment * _BASIS_POINTS)
    return found
