"""The event that a late charge reaches back to once the due day is missed (追溯起算)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.reconcile.amounts import total
from legaldocs.case.vocabulary import DueEvent
from legaldocs.claim.agreed_term import runs_from
from legaldocs.claim.due import agreed_or_performed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Delivery, Invoice
    from legaldocs.claim.due import DuePart

    Row = Delivery | Invoice

_DAYS: dict[DueEvent, Callable[[Row], dt.date | None]] = {
    DueEvent.DELIVERY: lambda row: getattr(row, "delivered_on", None),
    DueEvent.ACCEPTANCE: lambda row: getattr(row, "accepted_on", None),
    DueEvent.INVOICE: lambda row: getattr(row, "issued_on", None),
    DueEvent.RECEIPT: lambda row: getattr(row, "received_on", None),
}


def reaching_back(facts: ContractFacts, parts: tuple[DuePart, ...]) -> tuple[DuePart, ...]:
    """Return the parts with the day of the event that their late charge runs from.

    A part that is the price of one delivery or invoice takes its day. Any other takes the last
    event of the contract once they cover the price: later, and so less, where there are several.
    A part without such a day keeps none; a guard asks for it.
    """
    term = facts.contract.late_payment
    event = runs_from(term) if term else None
    if event is None:
        return parts
    return tuple(replace(part, runs_from=_day(facts, part, event)) for part in parts)


def _day(facts: ContractFacts, part: DuePart, event: DueEvent) -> dt.date | None:
    if event is DueEvent.SIGNING:
        return facts.contract.signed_on
    kind: tuple[Row, ...] = facts.deliveries
    if event in (DueEvent.INVOICE, DueEvent.RECEIPT):
        kind = facts.invoices
    own = tuple(row for row in kind if row.origin == part.origin)
    rows = own or (() if part.separate else kind)
    if not own and total(rows) + total(facts.credits) < agreed_or_performed(facts):
        return None
    days = [_DAYS[event](row) for row in rows]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None
