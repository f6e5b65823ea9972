"""Limitation of one case: which of its facts start or interrupt the period, and what proves them.

The rules themselves are in :mod:`legaldocs.law.limitation`, which knows no case.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.reconcile.proof import DEMANDS, arrival_proof
from legaldocs.case.vocabulary import Channel, Direction, Effect
from legaldocs.core.errors import LawError
from legaldocs.law.interruptions import Event
from legaldocs.law.limitation import Limitation, LimitationFacts, limitation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case, Communication, Contract
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.figures import Claim, ContractAccount
    from legaldocs.core.origin import Origin
    from legaldocs.law.lawbook import LawBook

_DEMAND_BY = {
    Channel.COURIER: "letter_arrived",
    Channel.VISIT: "letter_signed",
    Channel.EMAIL: "email_entered",
    Channel.CHAT: "message_arrived",
}
"""A telephone call delivers no document, and by itself is not counted."""


@dataclass(frozen=True, slots=True)
class ContractLimitation:
    """The limitation of one contract's debt (诉讼时效)."""

    contract: Contract
    limitation: Limitation


def limitations(
    case: Case, claim: Claim, exhibits: tuple[Exhibit, ...], book: LawBook
) -> tuple[ContractLimitation, ...]:
    """Return the limitation of every contract on which something is overdue.

    A debt older than the law data is left out; a guard reports it (LD-TIME-UNKNOWN).
    """
    proofs = {str(row): exhibit.label for exhibit in exhibits for row in exhibit.rows}
    found = []
    for account in claim.accounts:
        if account.principal:
            with contextlib.suppress(LawError):
                facts = _facts(case, account, proofs)
                result = limitation(book, facts, claim.as_of)
                found.append(ContractLimitation(account.contract, result))
    return tuple(found)


def _facts(case: Case, account: ContractAccount, proofs: dict[str, str]) -> LimitationFacts:
    days = [part.due_on for part in account.instalments if part.due_on is not None]
    events = (
        *_demands(case, proofs),
        *_acknowledgements(account.facts, proofs),
        *_procedures(case),
        *_assignments(case, proofs),
    )
    several = len(account.instalments) > 1
    return LimitationFacts(
        instalments_due=tuple(days) if several else (),
        due_on=None if several else days[0],
        events=events,
    )


def _demands(case: Case, proofs: dict[str, str]) -> Iterator[Event]:
    """Letters and promises name no contract, and count for every one of them."""
    for row in case.communications:
        if row.direction is Direction.SENT and row.effect in DEMANDS and row.arrived_on:
            kind = _DEMAND_BY.get(row.channel)
            if kind is not None:
                yield Event(kind, row.arrived_on, _arrival(row, proofs))
        if row.direction is Direction.RECEIVED and row.effect is Effect.PROMISE:
            yield Event("promise", row.sent_on, _proof(row.origin, proofs))


def _arrival(row: Communication, proofs: dict[str, str]) -> str:
    return _proof(row.origin, proofs) if arrival_proof(row) else ""


def _acknowledgements(facts: ContractFacts, proofs: dict[str, str]) -> Iterator[Event]:
    for payment in facts.payments:
        yield Event("part_payment", payment.paid_on, _proof(payment.origin, proofs))
    for statement in facts.statements:
        if statement.confirmed_on:
            proof = _proof(statement.origin, proofs)
            yield Event("statement_signed", statement.confirmed_on, proof)


def _procedures(case: Case) -> Iterator[Event]:
    procedure = case.procedure
    if procedure is None:
        return
    order = procedure.payment_order
    if order is not None and order.applied_on:
        yield Event("payment_order", order.applied_on, order.case_number, order.ended_on)
    if procedure.suit is not None:
        yield Event("suit", procedure.suit.filed_on, procedure.suit.case_number)


def _assignments(case: Case, proofs: dict[str, str]) -> Iterator[Event]:
    debtors = {debtor.name for debtor in case.debtors}
    for notice in case.assignment.notices if case.assignment else ():
        if notice.to in debtors and notice.arrived_on:
            yield Event("assignment_notice", notice.arrived_on, _proof(notice.origin, proofs))


def _proof(row: Origin, proofs: dict[str, str]) -> str:
    return proofs.get(str(row), "")
