"""Limitation of one case: which of its facts start or interrupt the period, and what proves them.

The rules themselves are in :mod:`legaldocs.law.limitation`, which knows no case.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.arrival import arrival, counterparties, demands_on_debtor
from legaldocs.case.vocabulary import (
    Channel,
    ContractKind,
    Direction,
    Effect,
    InterruptionKind,
    Liability,
)
from legaldocs.core.errors import LawError
from legaldocs.law.interruptions import Event
from legaldocs.law.limitation import Limitation, LimitationFacts, limitation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.contract import Contract
    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case
    from legaldocs.case.party import Party
    from legaldocs.case.procedure import Arbitration, Enforcement, PaymentOrder, Suit
    from legaldocs.claim.exhibits import Exhibit
    from legaldocs.claim.figures import Claim, ContractAccount
    from legaldocs.core.origin import Origin
    from legaldocs.law.lawbook import LawBook

_DEMAND_BY = {
    Channel.COURIER: "letter_arrived",
    Channel.VISIT: "letter_signed",
    Channel.EMAIL: "email_entered",
    Channel.CHAT: "message_arrived",
    Channel.PHONE: "call_recorded",
}

_BY_PERIOD = frozenset({ContractKind.LEASE, ContractKind.SERVICE})
"""Contracts whose price arises period by period while they run (定期给付之债)."""

_KINDS = {
    InterruptionKind.ARBITRATION: "arbitration",
    InterruptionKind.BANKRUPTCY_CLAIM: "bankruptcy_claim",
    InterruptionKind.ENFORCEMENT: "enforcement",
    InterruptionKind.MEDIATION: "mediation",
    InterruptionKind.REPORT: "report",
    InterruptionKind.SET_OFF: "set_off_in_suit",
    InterruptionKind.ANNOUNCEMENT: "announcement",
    InterruptionKind.AGENT_DEMAND: "agent_demand",
    InterruptionKind.SECURITY: "security_given",
    InterruptionKind.IOU: "iou",
    InterruptionKind.ASSIGNMENT: "assignment_notice",
    InterruptionKind.DEBT_ASSUMED: "debt_assumed",
}


@dataclass(frozen=True, slots=True)
class ContractLimitation:
    """The limitation of one contract's debt (诉讼时效)."""

    contract: Contract
    limitation: Limitation
    price_owed: bool = True
    """False where the price is paid and only the late charge is left."""

    def past(self, day: dt.date) -> bool:
        """Return whether the debtor has a defence on ``day``: over, and no agreement bars it."""
        end = self.limitation.statutory
        return end is not None and end < day and self.limitation.barred_by is None


def limitations(
    case: Case, claim: Claim, exhibits: tuple[Exhibit, ...], book: LawBook
) -> tuple[ContractLimitation, ...]:
    """Return the limitation of every contract on which price or late charge is owed.

    A debt older than the law data is left out; a guard reports it (LD-TIME-UNKNOWN).
    """
    proofs = {str(row): exhibit.label for exhibit in exhibits for row in exhibit.rows}
    found = []
    for account in claim.accounts:
        if account.principal or account.late_charge:
            with contextlib.suppress(LawError):
                results = [
                    limitation(
                        book, _facts(case, account, proofs, claim.as_of, debtor), claim.as_of
                    )
                    for debtor in _apart(case)
                ]
                result = min(results, key=lambda result: result.conservative or dt.date.max)
                owed = account.principal > 0
                found.append(ContractLimitation(account.contract, result, owed))
    return tuple(found)


def _apart(case: Case) -> tuple[Party | None, ...]:
    """Return the debtors whose limitation runs apart: none where they are jointly liable.

    What interrupts it for one joint debtor does for all (诉讼时效规定15); else the earliest counts.
    """
    joint = len(case.debtors) == 1 or case.liability is Liability.JOINT
    return (None,) if joint else case.debtors


def _facts(
    case: Case,
    account: ContractAccount,
    proofs: dict[str, str],
    as_of: dt.date,
    debtor: Party | None,
) -> LimitationFacts:
    parts = [part for part in account.instalments if part.due_on is not None]
    by_period = account.contract.kind in _BY_PERIOD and case.deed is None
    separate = by_period or any(part.separate for part in parts)
    if separate:
        # Once the price is paid, what is left is the late charge of the parts that were paid late.
        unpaid = [part for part in parts if part.overdue]
        parts = unpaid or [part for part in parts if part.late_charge] or parts
    days = [part.due_on for part in parts if part.due_on]
    events = (
        *_deeds(case, proofs),
        *(
            event
            for event in demand_events(case, account.contract, proofs, debtor)
            if event.on <= as_of
        ),
        *promise_events(case, proofs, debtor),
        *_acknowledgements(account.facts, proofs),
        *_procedures(case),
        *_others(case, account.contract, proofs),
        *_assignments(case, proofs),
    )
    # Deliveries that fall due each for itself, and rents, are debts of their own: the oldest runs
    # out first. Some courts take all rents of a lease for one debt (民法典189); that is no day to
    # wait for.
    several = len(days) > 1 and not separate
    return LimitationFacts(
        instalments_due=tuple(days) if several else (),
        due_on=None if several else min(days, default=None),
        events=events,
    )


def demand_events(
    case: Case, contract: Contract, proofs: dict[str, str], debtor: Party | None = None
) -> Iterator[Event]:
    """Yield the demands that arrived; ``proofs`` name the exhibit of each row by its place.

    Letters name no contract, and count for every one of them; what came back, as deemed.
    """
    for row in demands_on_debtor(case, debtor):
        found = arrival(case, row, contract)
        on = found.on or row.arrived_on
        kind = "letter_deemed" if found.deemed else _DEMAND_BY.get(row.channel)
        if on is not None and kind is not None:
            yield Event(kind, on, _proof(row.origin, proofs) if found.on else "")


def promise_events(
    case: Case, proofs: dict[str, str], debtor: Party | None = None
) -> Iterator[Event]:
    """Yield the promises of a debtor, or of any; ``proofs`` as for :func:`demand_events`."""
    whose = case.debtors if debtor is None else (debtor,)
    for row in case.communications:
        theirs = any(party in whose for party in counterparties(case, row))
        received = row.direction is Direction.RECEIVED and theirs
        if received and row.effect is Effect.PROMISE:
            yield Event("promise", row.sent_on, _proof(row.origin, proofs))


def _deeds(case: Case, proofs: dict[str, str]) -> Iterator[Event]:
    """A signed settlement acknowledges the debt it divides (诉讼时效规定14)."""
    for deed in case.deeds:
        if deed.signed_on is not None:
            yield Event("promise", deed.signed_on, _proof(deed.origin, proofs))


def _acknowledgements(facts: ContractFacts, proofs: dict[str, str]) -> Iterator[Event]:
    for payment in (row for row in facts.payments if row.made_by_debtor):
        yield Event("part_payment", payment.paid_on, _proof(payment.origin, proofs))
    for statement in (*facts.statements, *facts.joint_statements):
        if statement.confirmed_on:
            proof = _proof(statement.origin, proofs)
            yield Event("statement_signed", statement.confirmed_on, proof)


def _procedures(case: Case) -> Iterator[Event]:
    procedure = case.procedure
    if procedure is None:
        return
    order = procedure.payment_order
    if order is not None and order.applied_on:
        yield Event("payment_order", order.applied_on, _filing(order), order.ended_on)
    suit, arbitration, enforcement = procedure.suit, procedure.arbitration, procedure.enforcement
    if suit is not None:
        yield Event("suit", suit.filed_on, _filing(suit), suit.ended_on)
    if arbitration is not None:
        yield Event("arbitration", arbitration.filed_on, _filing(arbitration), arbitration.ended_on)
    if enforcement is not None:
        yield Event(
            "enforcement", enforcement.applied_on, _filing(enforcement), enforcement.ended_on
        )
    held = procedure.preservation
    if held is not None and held.pre_suit_applied_on:
        # The measure lapses unless a suit follows, which is an event of its own: so the period is
        # counted from the application, and never stands still for it.
        day = held.pre_suit_applied_on
        yield Event("preservation", day, f"{held.court}诉前保全申请材料", ended_on=day)


def _filing(row: PaymentOrder | Suit | Arbitration | Enforcement) -> str:
    return row.case_number or "、".join(row.file)


def _others(case: Case, contract: Contract, proofs: dict[str, str]) -> Iterator[Event]:
    for row in case.interruptions:
        if row.contract in ("", contract.number):
            proof = _proof(row.origin, proofs) or row.case_number
            yield Event(_KINDS[row.kind], row.happened_on, proof, row.ended_on)


def _assignments(case: Case, proofs: dict[str, str]) -> Iterator[Event]:
    debtors = {debtor.name for debtor in case.debtors}
    for notice in case.assignment.notices if case.assignment else ():
        if notice.to in debtors and notice.arrived_on:
            yield Event("assignment_notice", notice.arrived_on, _proof(notice.origin, proofs))


def _proof(row: Origin, proofs: dict[str, str]) -> str:
    return proofs.get(str(row), "")
