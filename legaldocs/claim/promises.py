"""The debtor's promises to pay, and what the payments say of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.arrival import with_debtor
from legaldocs.case.vocabulary import Direction, Effect
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.communication import Communication
    from legaldocs.case.model import Case


@dataclass(frozen=True, slots=True)
class PromisePart:
    """One promised payment and what came of it (承诺的履行).

    Amounts in yuan: ``in_time`` was paid by the promised day, ``later`` after it; both after the
    promise was made. ``pending`` while the day has not passed.
    """

    due_on: dt.date
    amount: Decimal
    in_time: Decimal
    later: Decimal
    pending: bool

    @property
    def broken(self) -> bool:
        """Whether the day passed and not all of it was paid by then."""
        return not self.pending and self.in_time < self.amount

    @property
    def outcome(self) -> str:
        """What came of it, in the words of papers."""
        if self.in_time >= self.amount:
            return "已按期支付"
        if self.pending:
            return "尚未到期"
        paid = f"届期仅支付{figure(self.in_time)}元" if self.in_time else "届期未支付"
        return paid + (f"，逾期后支付{figure(self.later)}元" if self.later else "")


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to pay that the debtor made (付款承诺); without parts where it names no sum."""

    sent_on: dt.date
    channel: str
    parts: tuple[PromisePart, ...]

    @property
    def broken(self) -> tuple[PromisePart, ...]:
        """The parts that were not kept."""
        return tuple(part for part in self.parts if part.broken)


def promises(case: Case, as_of: dt.date) -> tuple[Promise, ...]:
    """Return the debtor's promises made before ``as_of``, oldest first.

    Payments from the day of the promise on go to its parts in the order of their days.
    """
    rows = [
        row
        for row in case.communications
        if row.direction is Direction.RECEIVED
        and row.effect is Effect.PROMISE
        and row.sent_on < as_of
        and with_debtor(case, row)
    ]
    return tuple(
        Promise(row.sent_on, str(row.channel), _parts(case, row, as_of))
        for row in sorted(rows, key=lambda row: row.sent_on)
    )


def _parts(case: Case, row: Communication, as_of: dt.date) -> tuple[PromisePart, ...]:
    found = []
    before = ZERO
    for part in sorted(row.promised, key=lambda part: part.due_on):
        in_time = _share(_paid(case, row.sent_on, min(part.due_on, as_of)), before, part.amount)
        by_now = _share(_paid(case, row.sent_on, as_of), before, part.amount)
        pending = part.due_on >= as_of
        found.append(PromisePart(part.due_on, part.amount, in_time, by_now - in_time, pending))
        before += part.amount
    return tuple(found)


def _paid(case: Case, first: dt.date, last: dt.date) -> Decimal:
    paid = (row.amount for row in case.payments if first <= row.paid_on <= last)
    return sum(paid, ZERO)


def _share(paid: Decimal, before: Decimal, amount: Decimal) -> Decimal:
    """Return what of ``paid`` is left for a part after the parts ``before`` it."""
    return max(ZERO, min(amount, paid - before))
