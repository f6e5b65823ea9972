"""When each part of a price falls due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from legaldocs.case.model import Contract, Instalment
from legaldocs.case.reconcile.amounts import total
from legaldocs.case.vocabulary import DueEvent
from legaldocs.core.days import chinese_day
from legaldocs.law.workdays import working_day_from

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.core.origin import Origin

P = TypeVar("P", Contract, Instalment)

_EVERY = {
    DueEvent.ALL_DELIVERIES: DueEvent.DELIVERY,
    DueEvent.ALL_ACCEPTANCES: DueEvent.ACCEPTANCE,
    DueEvent.ALL_INVOICES: DueEvent.INVOICE,
}
"""Events that are complete when the whole price is covered, and the event each is made of."""


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of the price and its due date (应付款项).

    ``due_on`` is None while the event has not happened or no day was agreed; ``says`` states
    how the day was found or why it is open.
    """

    name: str
    amount: Decimal
    due_on: dt.date | None
    says: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class OpenReading:
    """A due day that events on several days leave open (起算日不明).

    ``first`` and ``last`` are the days of the first and the last event; ``due_from_first`` and
    ``due_from_last`` the due days counted from them. The ledger counts from the last.
    """

    name: str
    event: DueEvent
    first: dt.date
    last: dt.date
    due_from_first: dt.date
    due_from_last: dt.date
    origin: Origin


def due_parts(facts: ContractFacts) -> tuple[DuePart, ...]:
    """Return the parts of a contract's price; a price without instalments is one part."""
    return tuple(_due_part(facts, part) for part in _parts(facts.contract))


def open_readings(facts: ContractFacts) -> tuple[OpenReading, ...]:
    """Return the parts whose due day depends on which of several events is meant."""
    found = []
    for part in _parts(facts.contract):
        if part.due_after is None or part.due_after in _EVERY:
            continue
        days = _event_days(facts, part.due_after)
        if not days:
            continue
        first, last = min(days), max(days)
        early, _ = _counted(first, part.due_after, part.due_days)
        late, _ = _counted(last, part.due_after, part.due_days)
        if early != late:
            reading = OpenReading(
                _name(part), part.due_after, first, last, early, late, part.origin
            )
            found.append(reading)
    return tuple(found)


def due_from_first(contract: Contract, readings: tuple[OpenReading, ...]) -> Contract:
    """Return the contract with each open due day fixed to the one counted from the first event."""
    days = {reading.name: reading.due_from_first for reading in readings}

    def fixed(part: P) -> P:
        day = days.get(_name(part))
        return part if day is None else replace(part, due_on=day, due_after=None, due_days=0)

    if not contract.instalments:
        return fixed(contract)
    return replace(contract, instalments=tuple(fixed(part) for part in contract.instalments))


def _parts(contract: Contract) -> tuple[Contract | Instalment, ...]:
    return contract.instalments or (contract,)


def _name(part: Contract | Instalment) -> str:
    return part.name if isinstance(part, Instalment) else "合同价款"


def _due_part(facts: ContractFacts, part: Contract | Instalment) -> DuePart:
    amount = part.amount if isinstance(part, Instalment) else part.price
    due_on, says = _due(facts, part)
    return DuePart(_name(part), amount, due_on, says, part.origin)


def _due(facts: ContractFacts, part: Contract | Instalment) -> tuple[dt.date | None, str]:
    if part.due_on:
        return part.due_on, "合同约定的到期日"
    if part.due_after is None:
        return None, "未写明到期日"
    days = _event_days(facts, part.due_after)
    if not days:
        return None, f"以{part.due_after}起算，该事由尚未发生或未录入"
    return _counted(max(days), part.due_after, part.due_days)


def _counted(event_on: dt.date, event: DueEvent, days: int) -> tuple[dt.date, str]:
    """Count a period of days from an event; its last day rolls over rest days (民法典203)."""
    last = event_on + dt.timedelta(days=days)
    says = f"{_EVERY.get(event, event)}（{chinese_day(event_on)}）后{days}日，起算当日不计"
    due_on = working_day_from(last) if days else last
    if due_on == last:
        return due_on, says
    return due_on, f"{says}；末日{chinese_day(last)}为休息日，顺延至{chinese_day(due_on)}"


def _event_days(facts: ContractFacts, event: DueEvent) -> tuple[dt.date, ...]:
    """Return the days the event happened on; none while a part of it is still to come."""
    kind = _EVERY.get(event, event)
    if event in _EVERY:
        done = facts.invoices if kind is DueEvent.INVOICE else facts.deliveries
        if total(done) + total(facts.credits) < facts.contract.price:
            return ()
    days: dict[DueEvent, list[dt.date | None]] = {
        DueEvent.SIGNING: [facts.contract.signed_on],
        DueEvent.DELIVERY: [delivery.delivered_on for delivery in facts.deliveries],
        DueEvent.ACCEPTANCE: [delivery.accepted_on for delivery in facts.deliveries],
        DueEvent.INVOICE: [invoice.issued_on for invoice in facts.invoices],
    }
    known = tuple(day for day in days[kind] if day is not None)
    return known if len(known) == len(days[kind]) else ()
