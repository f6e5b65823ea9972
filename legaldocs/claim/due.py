"""When each part of a price falls due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.model import Contract, Instalment
from legaldocs.case.reconcile.amounts import rows_of
from legaldocs.case.vocabulary import DueEvent
from legaldocs.core.days import chinese_day
from legaldocs.law.workdays import working_day_from

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.core.origin import Origin


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of the price and its due date (应付款项).

    ``due_on`` is None while the event has not happened or no day was agreed; ``says`` tells how the
    day was found or why it is open.
    """

    name: str
    amount: Decimal
    due_on: dt.date | None
    says: str
    origin: Origin


def due_parts(case: Case, contract: Contract, as_of: dt.date) -> tuple[DuePart, ...]:
    """Return the parts of a contract's price; a price without instalments is one part."""
    parts: tuple[Contract | Instalment, ...] = contract.instalments or (contract,)
    return tuple(_due_part(case, contract, part, as_of) for part in parts)


def _due_part(
    case: Case, contract: Contract, part: Contract | Instalment, as_of: dt.date
) -> DuePart:
    name = part.name if isinstance(part, Instalment) else "合同价款"
    amount = part.amount if isinstance(part, Instalment) else part.price
    due_on, says = _due(case, contract, part, as_of)
    return DuePart(name, amount, due_on, says, part.origin)


def _due(
    case: Case, contract: Contract, part: Contract | Instalment, as_of: dt.date
) -> tuple[dt.date | None, str]:
    if part.due_on:
        return part.due_on, "合同约定的到期日"
    if part.due_after is None:
        return None, "未写明到期日"
    event_on = _event_day(case, contract, part.due_after, as_of)
    if event_on is None:
        return None, f"以{part.due_after}起算，该事由尚未发生或未录入"
    return _counted(event_on, part.due_after, part.due_days)


def _counted(event_on: dt.date, event: DueEvent, days: int) -> tuple[dt.date, str]:
    """Count a period of days from an event; its last day rolls over rest days (民法典203)."""
    last = event_on + dt.timedelta(days=days)
    says = f"{event}（{chinese_day(event_on)}）后{days}日，起算当日不计"
    due_on = working_day_from(last) if days else last
    if due_on == last:
        return due_on, says
    return due_on, f"{says}；末日{chinese_day(last)}为休息日，顺延至{chinese_day(due_on)}"


def _event_day(case: Case, contract: Contract, event: DueEvent, as_of: dt.date) -> dt.date | None:
    """Return the day the event was complete: the last delivery, acceptance or invoice."""
    deliveries = rows_of(case, contract, case.deliveries)
    days: list[dt.date | None]
    if event is DueEvent.SIGNING:
        days = [contract.signed_on]
    elif event is DueEvent.DELIVERY:
        days = [each.delivered_on for each in deliveries]
    elif event is DueEvent.ACCEPTANCE:
        days = [each.accepted_on for each in deliveries]
    else:
        days = [each.issued_on for each in rows_of(case, contract, case.invoices)]
    known = [each for each in days if each is not None and each <= as_of]
    return max(known) if known and len(known) == len(days) else None
