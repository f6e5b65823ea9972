"""Terms that can be read two ways, and what the debtor owes by each reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from legaldocs.case.contract import Contract, Instalment
from legaldocs.case.payment_term import event_of
from legaldocs.claim.due import as_each, parts_of, whole_name
from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.core.origin import Origin

P = TypeVar("P", Contract, Instalment)


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A part of a price whose term can be read two ways (约定不明).

    ``other`` is the contract by the reading that the ledger does not follow; ``days`` the days of
    the term.
    """

    name: str
    event: str
    origin: Origin
    other: Contract
    days: int = 0


def events_read_two_ways(facts: ContractFacts) -> tuple[OpenReading, ...]:
    """Return the parts counted from an event that came in several, or not for the whole price.

    The ledger waits for all of them; by the other reading each makes its own amount due.
    """
    return _readings(facts, as_each)


def months_read_two_ways(facts: ContractFacts) -> tuple[OpenReading, ...]:
    """Return the parts with a term such as 月结30天.

    The ledger counts from the end of the month; by the other reading from the event itself.
    """
    return _readings(facts, _from_the_event)


def _from_the_event(part: P) -> P:
    term = part.due_days
    if term is None or not term.monthly:
        return part
    return replace(part, due_days=replace(term, from_month_end=False, monthly=False))


def _readings(
    facts: ContractFacts, read: Callable[[Any], Contract | Instalment]
) -> tuple[OpenReading, ...]:
    contract = facts.contract
    found = []
    for part in contract.instalments or (contract,):
        other = read(part)
        if other is part or _days(facts, part) == _days(facts, other):
            continue
        name = part.name if isinstance(part, Instalment) else whole_name(part)
        whole = _put_back(contract, part, other)
        days = part.due_days.days if part.due_days else 0
        found.append(OpenReading(name, str(event_of(part)), part.origin, whole, days))
    return tuple(found)


def _put_back(
    contract: Contract, part: Contract | Instalment, other: Contract | Instalment
) -> Contract:
    if isinstance(other, Contract):
        return other
    parts = (other if one is part else one for one in contract.instalments)
    return replace(contract, instalments=tuple(parts))


def _days(facts: ContractFacts, part: Contract | Instalment) -> dict[dt.date | None, Decimal]:
    """Return how much falls due on each day."""
    sums: dict[dt.date | None, Decimal] = {}
    for due in parts_of(facts, part):
        sums[due.due_on] = sums.get(due.due_on, ZERO) + due.amount
    return sums
