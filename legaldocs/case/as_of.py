"""A case as it was known on a day: facts dated later are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from legaldocs.case.terms_in_force import in_force
from legaldocs.case.vocabulary import PartyStatus

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.communication import Communication
    from legaldocs.case.model import Case
    from legaldocs.case.party import Assignment, Party
    from legaldocs.case.preservation import Preservation
    from legaldocs.case.procedure import Procedure

F = TypeVar("F")

_BILL_DAYS = ("honoured_on", "endorsed_on", "dishonoured_on", "repaid_on")
_ENFORCEMENT_DAYS = ("applied_on", "ended_on", "resumed_on", "notice_served_on")
_ORDER_DAYS = ("applied_on", "issued_on", "served_on", "objected_on", "ended_on")


def as_known_on(case: Case, day: dt.date) -> Case:
    """Return the case without the facts dated after ``day``.

    A fact that had begun stays and loses only its later dates, such as the day a letter arrived;
    a contract has the terms in force on the day.
    This is the only place that filters by day; readers of the returned case need not.
    """
    return replace(
        case,
        parties=tuple(_party(party, day) for party in case.parties),
        contracts=tuple(in_force(contract, day) for contract in case.contracts),
        assignment=_assignment(case.assignment, day),
        deliveries=tuple(
            _without_later(delivery, day, "signed_on", "accepted_on")
            for delivery in _until(case.deliveries, day, "delivered_on")
        ),
        invoices=tuple(
            _without_later(invoice, day, "received_on")
            for invoice in _until(case.invoices, day, "issued_on")
        ),
        **_money(case, day),
        costs=_until(case.costs, day, "incurred_on"),
        statements=tuple(
            replace(statement, confirmed_on=None, confirmed_by="")
            if _later(statement.confirmed_on, day)
            else statement
            for statement in _until(case.statements, day, "through_on")
        ),
        communications=tuple(
            _communication(communication, day)
            for communication in _until(case.communications, day, "sent_on")
        ),
        interruptions=tuple(
            _without_later(interruption, day, "ended_on")
            for interruption in _until(case.interruptions, day, "happened_on")
        ),
        guarantees=_until(case.guarantees, day, "signed_on"),
        other_evidence=_until(case.other_evidence, day, "dated_on"),
        agency=None if case.agency and _later(case.agency.engaged_on, day) else case.agency,
        rescission=_without_later(case.rescission, day, "known_on") if case.rescission else None,
        procedure=_procedure(case.procedure, day) if case.procedure else None,
        settlement=_without_later(case.settlement, day, "signed_on") if case.settlement else None,
        earlier_settlements=_until(case.earlier_settlements, day, "signed_on"),
    )


def _money(case: Case, day: dt.date) -> dict[str, Any]:
    """Return what was paid, given, credited and paid back by the day."""
    bills = _until(case.bills, day, "received_on")
    deposits = _until(case.deposits, day, "paid_on")
    return {
        "payments": _until(case.payments, day, "paid_on"),
        "bills": tuple(_without_later(bill, day, *_BILL_DAYS) for bill in bills),
        "deposits": tuple(
            _without_later(deposit, day, "applied_on", "returned_on") for deposit in deposits
        ),
        "credits": _until(case.credits, day, "agreed_on"),
        "set_off": _without_later(case.set_off, day, "arrived_on") if case.set_off else None,
        "refunds": _until(case.refunds, day, "paid_on"),
    }


def _until(rows: tuple[F, ...], day: dt.date, field: str) -> tuple[F, ...]:
    return tuple(row for row in rows if not _later(getattr(row, field), day))


def _later(dated: dt.date | None, day: dt.date) -> bool:
    return dated is not None and dated > day


def _without_later(fact: Any, day: dt.date, *fields: str) -> Any:
    later = {name: None for name in fields if _later(getattr(fact, name), day)}
    return replace(fact, **later) if later else fact


def _communication(row: Communication, day: dt.date) -> Communication:
    """Return a letter as it stood: on its way until its result is known, an objection open."""
    said = row.objection and _without_later(row.objection, day, "answered_on", "settled_on")
    if said and row.objection and said.answered_on != row.objection.answered_on:
        said = replace(said, answer="")
    known: Communication = _without_later(
        replace(row, objection=said), day, "arrived_on", "returned_on"
    )
    on_its_way = (known.arrived_on, known.returned_on) != (row.arrived_on, row.returned_on)
    return replace(known, result=None) if on_its_way else known


def _party(party: Party, day: dt.date) -> Party:
    accepted = party.bankruptcy
    bankruptcy = None if accepted and accepted.accepted_on > day else accepted
    dropped = bankruptcy is None and party.status is PartyStatus.BANKRUPT
    if dropped or _later(party.status_on, day):
        return replace(party, status=PartyStatus.ACTIVE, status_on=None, bankruptcy=bankruptcy)
    return party if bankruptcy is accepted else replace(party, bankruptcy=bankruptcy)


def _assignment(assignment: Assignment | None, day: dt.date) -> Assignment | None:
    """Keep an assignment after the day: its creditor is the assignee; a guard reports the day."""
    if assignment is None:
        return None
    notices = _until(assignment.notices, day, "sent_on")
    return replace(
        assignment,
        notices=tuple(_without_later(notice, day, "arrived_on") for notice in notices),
    )


def _procedure(procedure: Procedure, day: dt.date) -> Procedure:
    suit, order, held = procedure.suit, procedure.payment_order, procedure.preservation
    arbitration, judgment = procedure.arbitration, procedure.judgment
    shared = procedure.distribution
    enforcement = _begun(procedure.enforcement, day, *_ENFORCEMENT_DAYS)
    if enforcement is not None:
        settled = _begun(enforcement.settlement, day, "signed_on", "filed_on", "sued_on")
        enforcement = replace(enforcement, settlement=settled)
    return replace(
        procedure,
        suit=_begun(suit, day, "filed_on", "accepted_on", "ended_on"),
        arbitration=_begun(arbitration, day, "filed_on", "ended_on"),
        payment_order=_without_later(order, day, *_ORDER_DAYS) if order else None,
        preservation=_preservation(held, day) if held else None,
        judgment=_begun(judgment, day, "issued_on", "effective_on"),
        enforcement=enforcement,
        distribution=_without_later(shared, day, "distributed_on") if shared else None,
    )


def _preservation(held: Preservation, day: dt.date) -> Preservation:
    """Return a preservation without what the court did, or the parties agreed, after the day."""
    known: Preservation = _without_later(held, day, "pre_suit_applied_on", "taken_on", "ruled_on")
    release = None if held.release and _later(held.release.agreed_on, day) else held.release
    seizures = _until(held.seizures, day, "taken_on")
    return replace(
        known,
        assets=_until(known.assets, day, "obtained_on"),
        seizures=tuple(_without_later(seizure, day, "released_on") for seizure in seizures),
        release=release,
    )


def _begun(fact: Any, day: dt.date, first: str, *later: str) -> Any:
    """Return the fact without its later days, or None when it had not begun."""
    if fact is None or getattr(fact, first) > day:
        return None
    known = _without_later(fact, day, *later)
    ended = hasattr(fact, "ended_by") and known.ended_on is None and fact.ended_on is not None
    return replace(known, ended_by=None) if ended else known
