"""Payments that name no contract, divided over the debts of several (民法典560, 561)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.payment import Payment
from legaldocs.case.reconcile.amounts import total
from legaldocs.case.vocabulary import GuaranteeScope
from legaldocs.claim.allocation import ContractDebt, entries
from legaldocs.core.money import ZERO
from legaldocs.law.imputation import impute, unapplied

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case
    from legaldocs.case.payment import Credit
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.lawbook import LawBook


_ALL = Decimal(1)


class OpenContract(NamedTuple):
    """A contract with its parts and the standard of its late charge, unpaid (待清偿合同)."""

    facts: ContractFacts
    parts: tuple[DuePart, ...]
    standard: LateChargeStandard


@dataclass(slots=True)
class _Receiver:
    """A contract while shared rows are divided: what it owes and what it was given."""

    contract: OpenContract
    debt: ContractDebt
    left: Decimal = ZERO
    given: dict[int, Decimal] = field(default_factory=dict)
    """The sum of each shared row, by its place in the case."""


def spread(
    case: Case, contracts: Sequence[OpenContract], book: LawBook, as_of: dt.date
) -> tuple[ContractFacts, ...]:
    """Return the facts of each contract with its part of the rows that name no contract.

    The parts of a row sum to the row. Due debts come first, then the less secured, the more
    burdensome and the earlier due, and equals share by size. What exceeds all principal goes to
    late charges through ``as_of`` and costs, contract by contract; what is left even then stays
    with the first.
    """
    rows: tuple[Payment | Credit, ...] = (*case.payments, *case.credits)
    if len(contracts) == 1 or all(row.contract for row in rows):
        return tuple(contract.facts for contract in contracts)
    receivers = [_Receiver(contract, ContractDebt(*contract, book)) for contract in contracts]
    by_number = {receiver.contract.facts.contract.number: receiver for receiver in receivers}
    rest: dict[int, Decimal] = {}
    given = (row for contract in contracts for row in contract.facts.payments if row.given)
    for entry in entries((*rows, *given)):
        if entry.row.contract:
            receiver = by_number[entry.row.contract]
            receiver.left += receiver.debt.enter(entry)
        else:
            rest[entry.place] = _divide(case, entry.row, entry.place, receivers)
    _settle(rest, receivers, as_of)
    return tuple(_with_parts(receiver, rows) for receiver in receivers)


def _divide(
    case: Case, row: Payment | Credit, place: int, receivers: Sequence[_Receiver]
) -> Decimal:
    """Give each contract its part of a row, and return what no debt took up."""
    day = row.effective_on
    debts = [
        replace(debt, id=f"{number}:{debt.id}", secured=_secured(case, receiver, day))
        for number, receiver in enumerate(receivers)
        for debt in receiver.debt.debts(day)
    ]
    imputations = impute(row.amount, debts, paid_on=day)
    for number, receiver in enumerate(receivers):
        part = sum((paid.total for paid in imputations if paid.debt.startswith(f"{number}:")), ZERO)
        if part:
            receiver.given[place] = part
            receiver.left += receiver.debt.take(replace(row, amount=part))
    return unapplied(row.amount, imputations)


def _secured(case: Case, receiver: _Receiver, day: dt.date) -> Decimal:
    """Return which part of a contract's debt guarantees cover, 1 for all of it; each adds its own.

    One for late charges or costs alone leaves the price bare. Whether a guarantor is still bound is
    not asked: that would turn on what was done since.
    """
    owed = sum((balance.outstanding for balance in receiver.debt.balances), ZERO)
    number = receiver.contract.facts.contract.number
    return sum(
        (
            _ALL if row.amount is None or row.amount >= owed else row.amount / owed
            for row in case.guarantees
            if row.signed_on <= day
            and (not row.covers or number in row.covers)
            and (not row.scope or GuaranteeScope.PRINCIPAL in row.scope)
        ),
        ZERO,
    )


def _settle(rest: dict[int, Decimal], receivers: Sequence[_Receiver], as_of: dt.date) -> None:
    """Give what no principal took up to the contracts that owe late charges and costs."""
    for receiver in receivers:
        receiver.left -= total(receiver.contract.facts.refunds)
        receiver.left = receiver.debt.take_beyond_price(max(receiver.left, ZERO), as_of)
    for place, amount in rest.items():
        left = amount
        for receiver in receivers:
            after = receiver.debt.take_beyond_price(left, as_of)
            _give(receiver, place, left - after)
            left = after
        _give(receivers[0], place, left)


def _give(receiver: _Receiver, place: int, amount: Decimal) -> None:
    if amount:
        receiver.given[place] = receiver.given.get(place, ZERO) + amount


def _with_parts(receiver: _Receiver, rows: Sequence[Payment | Credit]) -> ContractFacts:
    facts = receiver.contract.facts
    parts = [
        replace(
            rows[place],
            amount=amount,
            contract=facts.contract.number,
            slip=None if amount == rows[place].amount else rows[place].amount,
        )
        for place, amount in sorted(receiver.given.items())
    ]
    return replace(
        facts,
        payments=(*facts.payments, *(part for part in parts if isinstance(part, Payment))),
        credits=(*facts.credits, *(part for part in parts if not isinstance(part, Payment))),
    )
