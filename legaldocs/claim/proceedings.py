"""Where a claim stands before court or arbitral institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ProceedingsEnd, Route
from legaldocs.law.deadline import period_end

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case
    from legaldocs.case.procedure import Arbitration, PaymentOrder, Suit
    from legaldocs.core.origin import Origin
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


def decision(case: Case, book: LawBook, day: dt.date) -> tuple[str, Origin] | None:
    """Return what decided the claim, in words, and where it stands; None while nothing has.

    A payment order does too, once the time to object to it ran out.
    """
    procedure = case.procedure
    if procedure is None:
        return None
    decided, order = decided_by(case), procedure.payment_order
    if decided:
        return decided, procedure.origin
    if order is not None and order_in_force(order, book, day):
        return f"{order.case_number}支付令（债务人没有在期限内提出异议）", order.origin
    return None


def order_is_open(case: Case, book: LawBook, day: dt.date) -> bool:
    """Return whether a payment order may still be applied for, as the proceedings stand."""
    procedure = case.procedure
    if procedure is None:
        return True
    held, order = procedure.preservation, procedure.payment_order
    elsewhere = procedure.route in (Route.SUIT, Route.ARBITRATION)
    pending = pending_suit(case) or pending_arbitration(case)
    asked = (held and held.pre_suit_applied_on) or (order and order.applied_on)
    return not (elsewhere or pending or asked or decision(case, book, day))


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
