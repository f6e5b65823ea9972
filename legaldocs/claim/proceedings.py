"""Where a claim stands before court or arbitral institution, and what an instrument decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ProceedingsEnd
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.deadline import period_end
from legaldocs.law.late_performance import (
    AdjudicatedSum,
    GeneralInterest,
    Performance,
    late_performance,
    paid_by_sum,
)
from legaldocs.law.rate_terms import parse_rate

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.case.procedure import Arbitration, Judgment, JudgmentSum, PaymentOrder, Suit
    from legaldocs.law.lawbook import LawBook

MAY_SUE_AGAIN = frozenset({ProceedingsEnd.WITHDRAWN, ProceedingsEnd.NOT_HEARD})
"""Ends after which the claim is as before the suit."""


@dataclass(frozen=True, slots=True)
class JudgmentDebt:
    """What an instrument in force leaves to be paid (生效文书确定的债务).

    In yuan: ``ordered`` by the instrument, ``unpaid`` of it, and the interest for late performance
    to ``as_of``: ``general`` as the instrument orders, ``doubled`` by law.
    """

    judgment: Judgment
    as_of: dt.date
    ordered: Decimal
    unpaid: Decimal
    general: Decimal
    doubled: Decimal
    provisional: bool
    articles: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """Return all of it together."""
        return self.unpaid + self.general + self.doubled


def pending_suit(case: Case) -> Suit | None:
    """Return the suit that goes on, if any."""
    suit = case.procedure.suit if case.procedure else None
    return suit if suit is not None and suit.ended_on is None and suit.ended_by is None else None


def pending_arbitration(case: Case) -> Arbitration | None:
    """Return the arbitration that goes on, if any."""
    found = case.procedure.arbitration if case.procedure else None
    return found if found is not None and found.ended_on is None and not found.ended_by else None


def decided_by(case: Case) -> str:
    """Return what decided the claim, in words; empty while nothing has."""
    procedure = case.procedure
    if procedure is None:
        return ""
    if procedure.judgment is not None:
        return f"{procedure.judgment.issuer}{procedure.judgment.number}{procedure.judgment.kind}"
    suit, arbitration = procedure.suit, procedure.arbitration
    if suit is not None and suit.ended_by is not None and suit.ended_by not in MAY_SUE_AGAIN:
        return f"{suit.court}{suit.case_number}案件的{suit.ended_by}"
    if arbitration is not None and arbitration.ended_by is not None:
        if arbitration.ended_by in MAY_SUE_AGAIN:
            return ""
        return f"{arbitration.institution}{arbitration.case_number}案件的{arbitration.ended_by}"
    return ""


def order_in_force(order: PaymentOrder, book: LawBook, day: dt.date) -> bool:
    """Whether the time to object to a payment order ran out without an objection (CPL 227)."""
    if order.served_on is None or order.objected_on is not None or order.ended_on is not None:
        return False
    days = int(book.parameter("payment_order.objection", day).value)
    return period_end(order.served_on, days=days).end < day


def judgment_debt(case: Case, book: LawBook, as_of: dt.date) -> JudgmentDebt | None:
    """Return what is owed by the instrument; None where it is not in force or orders no sum.

    Payments after the day of the instrument perform it, the sum that fell due first before others,
    and what exceeds the sums pays the doubled part last (迟延履行利息解释4).

    Raises InputError for a rate that cannot be read, and LawError for days without law data.
    """
    judgment = case.procedure.judgment if case.procedure else None
    if judgment is None or judgment.effective_on is None or not judgment.sums:
        return None
    if judgment.effective_on > as_of:
        return None
    rows = [row for row in case.payments if row.paid_on > judgment.issued_on]
    payments = [Performance(row.paid_on, row.amount) for row in rows]
    effective_on = judgment.effective_on
    ordered_sums = sorted(judgment.sums, key=lambda row: row.perform_by or effective_on)
    sums = [AdjudicatedSum(row.amount, row.perform_by or effective_on) for row in ordered_sums]
    worked = late_performance(book, sums, payments, until=as_of)
    general, provisional = ZERO, False
    for row, (adjudicated, paid) in zip(ordered_sums, paid_by_sum(sums, payments), strict=True):
        terms = _general(row)
        if terms is not None:
            own = late_performance(book, [adjudicated], paid, until=as_of, general=terms).general
            general += TO_FEN.apply(own.interest)
            provisional = provisional or own.provisional
    ordered = sum((row.amount for row in judgment.sums), ZERO)
    paid_off = sum((payment.amount for payment in payments), ZERO)
    doubled = TO_FEN.apply(worked.doubled.interest)
    beyond = max(ZERO, paid_off - ordered)
    first = min(beyond, general)
    return JudgmentDebt(
        judgment,
        as_of,
        ordered,
        max(ZERO, ordered - paid_off),
        general - first,
        max(ZERO, doubled - (beyond - first)),
        provisional,
        worked.articles,
    )


def _general(row: JudgmentSum) -> GeneralInterest | None:
    if not row.interest_rate or row.interest_from is None:
        return None
    return GeneralInterest(parse_rate(row.interest_rate), row.interest_from, row.interest_until)
