"""When each part of a price falls due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from legaldocs.case.arrival import DEMANDS
from legaldocs.case.contract import Contract, Instalment
from legaldocs.case.payment_term import event_of
from legaldocs.case.reconcile.amounts import total
from legaldocs.case.vocabulary import ALL, EACH, Direction, DueEvent
from legaldocs.claim.contract_words import words_of
from legaldocs.claim.due_day import due_day
from legaldocs.core.days import chinese_day
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.interest import as_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract import EarlierTerm
    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Statement
    from legaldocs.core.origin import Origin

P = TypeVar("P", Contract, Instalment)

Waits = Literal["", "day", "event", "counterpart", "demand", "third_party"]
"""Why a part has no due day: none was agreed, its event has not happened, the creditor has not
performed what it pays for, no demand has come, or a third party has not paid. Empty with a day."""

_DAY = dt.timedelta(days=1)
_EACH_OF = {event: every for every, event in EACH.items() if every is not event}


@dataclass(frozen=True, slots=True)
class DuePart:
    """A part of the price and its due date (应付款项).

    ``due_on`` is None while it waits for something; ``says`` states how the day was found or why it
    is open. ``names`` are what a payer may call the part; ``counted`` when the day follows from an
    event; ``separate`` when it is a debt of its own, such as the price of one delivery. Once it is
    late, a late charge that reaches back runs from ``runs_from``.
    """

    name: str
    amount: Decimal
    due_on: dt.date | None
    says: str
    origin: Origin
    waits: Waits = ""
    names: tuple[str, ...] = ()
    counted: bool = True
    separate: bool = False
    runs_from: dt.date | None = None
    earlier: tuple[tuple[dt.date, dt.date], ...] = ()
    """The first and last late day by terms that a supplement has changed."""

    def late_periods(self) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield the first and last day of the days on which it is late while unpaid."""
        yield from self.earlier
        if self.due_on is not None and self.due_on < dt.date.max:
            yield self.due_on + _DAY, dt.date.max

    def is_named(self, designation: str) -> bool:
        """Whether a payer who writes ``designation`` means this part."""
        return bool(designation) and designation in (self.name, *self.names)


class _Batch(NamedTuple):
    """One event that makes its own amount due (一批)."""

    name: str
    number: str
    amount: Decimal
    on: dt.date | None
    origin: Origin


def due_parts(facts: ContractFacts) -> tuple[DuePart, ...]:
    """Return the parts of a contract's price, in yuan; together they are the price.

    A price without instalments is one part; counted from each delivery, acceptance, invoice or
    statement, it is as many parts as there are of them and what no event has made due yet. A
    contract without a price owes what was delivered, else what was confirmed.
    """
    parts = facts.contract.instalments or (facts.contract,)
    found = tuple(due for part in parts for due in parts_of(facts, part))
    says = "没有价款，也没有送货、开票或对账"
    return found or (
        _open_part(facts.contract, whole_name(facts.contract), "", ZERO, says, "event"),
    )


def whole_name(contract: Contract) -> str:
    """Return what the whole debt is called: a contract without a price has no 合同价款."""
    words = words_of(contract)
    return words.owed if contract.price is not None else words.money


def as_each(part: P) -> P:
    """Return the part with a plain event read as each of them: 每批交货 for 交货."""
    event = event_of(part)
    return replace(part, due_after=_EACH_OF[event]) if event in _EACH_OF else part


def parts_of(facts: ContractFacts, part: Contract | Instalment) -> Iterator[DuePart]:
    """Yield what one instalment, or a price without any, falls into."""
    event = event_of(part)
    if isinstance(part, Contract) and event in _EACH_OF and part.price is None:
        event = _EACH_OF[event]
    if part.due_on is None and event in EACH:
        yield from _batch_parts(facts, part, EACH[event])
        return
    due_on, says, waits = _single(facts, part, event)
    yield DuePart(
        part.name if isinstance(part, Instalment) else whole_name(part),
        part.amount if isinstance(part, Instalment) else agreed_or_performed(facts),
        due_on,
        says,
        part.origin,
        waits,
        () if isinstance(part, Instalment) else (words_of(part).owed,),
        counted=part.due_on is None,
        earlier=tuple(_earlier(facts, part)),
    )


def _earlier(
    facts: ContractFacts, part: Contract | Instalment
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the late days a part had by each earlier term, up to the supplement that changed it."""
    since = dt.date.min
    for term in part.earlier:
        due_on, _, _ = _single(facts, term, event_of(term))
        if due_on is not None and due_on + _DAY < term.until:
            first = max(due_on + _DAY, since)
            if first < term.until:
                yield first, term.until - _DAY
        since = term.until


def agreed_or_performed(facts: ContractFacts) -> Decimal:
    """Return the price in yuan; without one, what was delivered, else what was confirmed."""
    contract = facts.contract
    if contract.price is not None:
        return contract.price
    if contract.instalments:
        return sum((part.amount for part in contract.instalments), ZERO)
    rows = (*facts.statements, *facts.joint_statements)
    confirmed = (_confirmed(facts, row) for row in rows if row.confirmed_on or row.confirmed_by)
    return max(total(facts.deliveries), _billed(facts), *confirmed)


def _billed(facts: ContractFacts) -> Decimal:
    """Return what was invoiced where the contract makes invoices due; they prove nothing else."""
    event = event_of(facts.contract)
    kind = EACH.get(_EACH_OF.get(event, event)) if event else None
    return total(facts.invoices) if kind in (DueEvent.INVOICE, DueEvent.RECEIPT) else ZERO


def _single(
    facts: ContractFacts, part: Contract | Instalment | EarlierTerm, event: DueEvent | None
) -> tuple[dt.date | None, str, Waits]:
    """Return the day of a part that falls due at once, how it was found, or what it waits for."""
    if part.due_on:
        return part.due_on, "合同约定的到期日", ""
    if event is None:
        return None, "未写明到期日", "day"
    if event is DueEvent.THIRD_PARTY:
        return None, "约定以第三方付款为条件", "third_party"
    if event is DueEvent.DEMAND:
        return _demanded(facts)
    kind = ALL.get(event, event)
    on = facts.contract.signed_on if kind is DueEvent.SIGNING else _completed(facts, kind)
    if on is None:
        return None, f"以{event}起算，该事由尚未发生或未录入", "event"
    due = due_day(part.due_days, _event_name(facts.contract, kind), on)
    return due.on, due.says, ""


def _completed(facts: ContractFacts, kind: DueEvent) -> dt.date | None:
    """Return the day of the last event, once all have happened and cover the price."""
    batches = _batches(facts, kind)
    days = [batch.on for batch in batches if batch.on is not None]
    covered = sum((batch.amount for batch in batches), ZERO) + total(facts.credits)
    whole = agreed_or_performed(facts)
    return max(days) if days and len(days) == len(batches) and covered >= whole else None


def _demanded(facts: ContractFacts) -> tuple[dt.date | None, str, Waits]:
    """Return the day the first demand gave that left time to prepare (民法典511)."""
    for row in sorted(facts.communications, key=lambda row: row.sent_on):
        is_demand = row.direction is Direction.SENT and row.effect in DEMANDS
        if is_demand and row.arrived_on and row.pay_by and row.pay_by > row.arrived_on:
            says = (
                f"未约定付款期限，{chinese_day(row.arrived_on)}送达的{row.effect}"
                f"要求于{chinese_day(row.pay_by)}前付款"
            )
            return row.pay_by, says, ""
    return None, "未约定付款期限，尚未送达载明合理付款期限的付款请求", "demand"


def _batch_parts(
    facts: ContractFacts, part: Contract | Instalment, kind: DueEvent
) -> Iterator[DuePart]:
    """Yield what each event makes due, and the rest of the part that none has made due yet."""
    batches = _batches(facts, kind)
    share = _share(facts, part)
    event = _event_name(facts.contract, kind)
    own = part.name if isinstance(part, Instalment) else ""
    done = running = ZERO
    for batch in batches:
        running += batch.amount
        amount = TO_FEN.apply(as_decimal(Fraction(running) * share)) - done
        if amount > 0:
            done += amount
            yield _batch_part(part, event, batch, amount, own)
    whole = part.amount if isinstance(part, Instalment) else facts.contract.price
    performed = max(running, total(facts.deliveries))
    billable = TO_FEN.apply(as_decimal(Fraction(performed) * share)) - done
    if whole is not None and not facts.deliveries and kind is not DueEvent.DELIVERY:
        billable = max(whole - done, ZERO)
    if billable > 0:
        says = f"以每次{event}起算，这一部分尚未{event}或未录入"
        yield _open_part(part, f"尚未{event}部分", own, billable, says, "event")
    if whole is not None and whole > done + billable:
        rest = whole - done - billable
        undone = f"尚未{_event_name(facts.contract, DueEvent.DELIVERY)}"
        yield _open_part(part, f"{undone}部分", own, rest, undone, "counterpart")


def _batch_part(
    part: Contract | Instalment, event: str, batch: _Batch, amount: Decimal, own: str
) -> DuePart:
    due = due_day(part.due_days, event, batch.on) if batch.on else None
    return DuePart(
        f"{own}（{batch.name}）" if own else batch.name,
        amount,
        due.on if due else None,
        due.says if due else f"以{event}起算，尚未{event}或未录入其日期",
        batch.origin,
        "" if due else "event",
        tuple(filter(None, (own, batch.name, batch.number))),
        separate=True,
    )


def _open_part(
    part: Contract | Instalment, name: str, own: str, amount: Decimal, says: str, waits: Waits
) -> DuePart:
    name = f"{own}（{name}）" if own else name
    names = (own,) if own else ()
    return DuePart(name, amount, None, says, part.origin, waits, names, separate=True)


def _event_name(contract: Contract, kind: DueEvent) -> str:
    """Return an event in the words of the contract's kind: what is let is not 交货."""
    return words_of(contract).event if kind is DueEvent.DELIVERY else str(kind)


def _share(facts: ContractFacts, part: Contract | Instalment) -> Fraction:
    """Return what of each event the part is: its share of the price."""
    if not isinstance(part, Instalment):
        return Fraction(1)
    contract = facts.contract
    price = contract.price or sum((part.amount for part in contract.instalments), ZERO)
    return Fraction(part.amount) / Fraction(price)


def _batches(facts: ContractFacts, kind: DueEvent) -> list[_Batch]:
    """Return the events of a kind in the order of time, those without a day last."""
    if kind is DueEvent.STATEMENT:
        return _statement_batches(facts)
    if kind in (DueEvent.DELIVERY, DueEvent.ACCEPTANCE):
        batches = [
            _Batch(
                f"{words_of(facts.contract).slip} {row.number}",
                row.number,
                row.amount,
                row.delivered_on if kind is DueEvent.DELIVERY else row.accepted_on,
                row.origin,
            )
            for row in facts.deliveries
        ]
    else:
        batches = [
            _Batch(
                f"发票 {row.number}",
                row.number,
                row.amount,
                row.issued_on if kind is DueEvent.INVOICE else row.received_on,
                row.origin,
            )
            for row in facts.invoices
        ]
    return sorted(batches, key=lambda batch: batch.on or dt.date.max)


def _statement_batches(facts: ContractFacts) -> list[_Batch]:
    """Return what each statement confirmed beyond the one before it.

    That is the balance with what was paid by its day; of a statement for several contracts, what
    was delivered by then under this one.
    """
    batches = []
    before = ZERO
    rows = (*facts.statements, *facts.joint_statements)
    for row in sorted(rows, key=lambda row: row.through_on):
        so_far = _confirmed(facts, row)
        name = f"{chinese_day(row.through_on)}对账单"
        batches.append(_Batch(name, "", so_far - before, row.confirmed_on, row.origin))
        before = so_far
    return batches


def confirmed_amounts(facts: ContractFacts) -> tuple[tuple[Statement, Decimal], ...]:
    """Return the contract's statements with what each confirmed beyond the one before it."""
    rows = sorted((*facts.statements, *facts.joint_statements), key=lambda row: row.through_on)
    amounts = (batch.amount for batch in _statement_batches(facts))
    return tuple(zip(rows, amounts, strict=True))


def rests_on_statements(facts: ContractFacts) -> bool:
    """Return whether statements say what is due, or how much is owed at all."""
    contract = facts.contract
    parts = contract.instalments or (contract,)
    counted = any(event_of(part) is DueEvent.STATEMENT for part in parts)
    return counted or (contract.price is None and not facts.deliveries)


def _confirmed(facts: ContractFacts, statement: Statement) -> Decimal:
    day = statement.through_on
    if statement in facts.joint_statements or facts.joint_payments:
        return total(row for row in facts.deliveries if row.delivered_on <= day)
    return (
        statement.balance
        + total(facts.standing(day))
        - total(row for row in facts.refunds if row.paid_on <= day)
    )
