"""What the letters to the debtor see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Direction, Effect, Route
from legaldocs.claim.papers import LETTERS
from legaldocs.documents.agreements import (
    agreements,
    coming_lines,
    late_agreements,
    outstanding,
    overdue_lines,
)

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.model import Case, Communication, Contract
    from legaldocs.documents.agreements import Agreement, Line
    from legaldocs.documents.desk import Desk

_DEMANDS = (*(kind.title for kind in LETTERS), Effect.OTHER_DEMAND)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the debtor may answer to (联系人); any part may be empty."""

    name: str
    phone: str
    email: str
    address: str


def letter_context(desk: Desk) -> dict[str, object]:
    """Return what the letters see beside the names of every paper."""
    case = desk.case
    parts = late_agreements(case, desk.claim)
    coming = coming_lines(agreements(case, desk.claim), desk.signed_on)
    return {
        "letter_number": case.demand.letter_number if case.demand else "",
        "pay_by": desk.pay_by,
        "agreements": parts,
        "lines": overdue_lines(parts),
        "coming": coming,
        "coming_contracts": _contracts(coming),
        "coming_total": outstanding(coming),
        "late_name": desk.claim.late_charge_name,
        "account": desk.account,
        "contact": _contact(case),
        "forum": _proceedings(case, parts, desk.signed_on),
        "arbitrated": arbitrated(parts),
        "order_court": _order_court(case, parts),
        "earlier": earlier_demands(case, desk.signed_on),
        "promises": promises(case, desk.signed_on),
        "firm": case.law_firm,
    }


def forum(parts: tuple[Agreement, ...]) -> str:
    """Return where the dispute would go, as the contracts say, in words that follow 依法."""
    chosen = {(part.contract.arbitration, part.contract.court) for part in parts}
    if len(chosen) != 1:
        return "按照各合同约定的争议解决方式申请仲裁或者提起诉讼"
    arbitration, court = chosen.pop()
    if arbitration:
        return f"向{arbitration}申请仲裁"
    return f"向{court or '有管辖权的人民法院'}提起诉讼"


def arbitrated(parts: tuple[Agreement, ...]) -> bool:
    """Tell whether every contract leaves its disputes to arbitration."""
    return all(part.contract.arbitration for part in parts)


def _proceedings(case: Case, parts: tuple[Agreement, ...], day: dt.date) -> str:
    """Return the creditor's next step: the pending suit, else where the dispute would go."""
    suit = case.procedure.suit if case.procedure else None
    if suit is not None and suit.case_number and suit.filed_on <= day:
        return f"继续进行{suit.court}已经受理的{suit.case_number}案件的诉讼"
    return forum(parts)


def _order_court(case: Case, parts: tuple[Agreement, ...]) -> str:
    """Return the court for a payment order where that way was chosen, else nothing."""
    procedure = case.procedure
    chosen = procedure is not None and procedure.route is Route.PAYMENT_ORDER
    if procedure is None or not chosen or any(part.contract.arbitration for part in parts):
        return ""
    return procedure.debtor_court


def earlier_demands(case: Case, before: dt.date) -> tuple[Communication, ...]:
    """Return the demands the creditor sent before a day, oldest first, as known on that day."""
    sent = (
        each
        if each.arrived_on is None or each.arrived_on <= before
        else replace(each, arrived_on=None)
        for each in case.communications
        if each.direction is Direction.SENT and each.effect in _DEMANDS and each.sent_on < before
    )
    return tuple(sorted(sent, key=lambda each: each.sent_on))


def promises(case: Case, before: dt.date) -> tuple[Communication, ...]:
    """Return the debtor's promises to pay before a day, oldest first."""
    received = (
        each
        for each in case.communications
        if each.direction is Direction.RECEIVED
        and each.effect is Effect.PROMISE
        and each.sent_on < before
    )
    return tuple(sorted(received, key=lambda each: each.sent_on))


def _contact(case: Case) -> Contact:
    demand, creditor = case.demand, case.creditor
    return Contact(
        (demand.contact if demand else "") or creditor.contact,
        (demand.phone if demand else "") or creditor.phone,
        creditor.email,
        creditor.service_address or creditor.address,
    )


def _contracts(lines: tuple[Line, ...]) -> tuple[Contract, ...]:
    """Return the contracts of the lines, each once, in their order."""
    return tuple({id(line.contract): line.contract for line in lines}.values())
