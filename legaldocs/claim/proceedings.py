"""Where a claim stands before court or arbitral institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ProceedingsEnd
from legaldocs.law.deadline import period_end

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.case.procedure import Arbitration, PaymentOrder, Suit
    from legaldocs.law.lawbook import LawBook

MAY_SUE_AGAIN = frozenset({ProceedingsEnd.WITHDRAWN, ProceedingsEnd.NOT_HEARD})
"""Ends after which the claim is as before the suit."""


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


def pending_in_words(case: Case) -> str:
    """Return the suit or arbitration that goes on, in words that follow 依法; empty for none."""
    suit, arbitration = pending_suit(case), pending_arbitration(case)
    if suit is not None and suit.case_number:
        return f"继续进行{suit.court}已经受理的{suit.case_number}案件的诉讼"
    if suit is not None:
        return f"继续进行已向{suit.court}提起的诉讼"
    if arbitration is not None:
        return f"继续进行已向{arbitration.institution}提起的{arbitration.case_number}仲裁"
    return ""
