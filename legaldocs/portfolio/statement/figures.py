"""A customer's account for a period: opening, movements, closing, ageing, by contract."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.core.errors import InternalError
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items, prepaid, unmatched_receipts
from legaldocs.portfolio.statement.movements import Movement, movements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from legaldocs.portfolio.open_items import OpenItem

BUCKETS = ((0, "未到期"), (30, "30日以内"), (60, "31至60日"), (90, "61至90日"), (None, "90日以上"))
"""Days overdue that end each bucket, and what it is called."""


class ContractLine(NamedTuple):
    """What a contract adds to the balance, in fen (分合同余额); None for money for nothing said."""

    contract: str | None
    opening_fen: int
    raised_fen: int
    lowered_fen: int
    closing_fen: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The account of a customer for a period, in fen (往来账).

    ``ageing`` are the open items on the last day, by bucket; less ``unmatched_fen``, money that
    nobody said what for, and ``prepaid_fen``, money for later receivables, they are the closing.
    ``without_day`` counts the open items of unknown day, which stand in the opening, ``planned``
    those of them that are not due yet: perhaps nothing has been delivered for them.
    """

    customer_id: int
    from_on: dt.date
    through_on: dt.date
    opening_fen: int
    movements: tuple[Movement, ...]
    closing_fen: int
    ageing: tuple[int, ...]
    unmatched_fen: int
    prepaid_fen: int
    contracts: tuple[ContractLine, ...]
    without_day: int
    planned: int
    first_due_on: dt.date | None

    @property
    def raised_fen(self) -> int:
        """What the movements added."""
        return sum(row.change_fen for row in self.movements if row.change_fen > 0)

    @property
    def lowered_fen(self) -> int:
        """What they took off."""
        return -sum(row.change_fen for row in self.movements if row.change_fen < 0)

    @property
    def overdue_fen(self) -> int:
        """What of the open items is overdue."""
        return sum(self.ageing[1:])


def figures(
    connection: Connection, from_on: dt.date, through_on: dt.date, *customers: int
) -> list[Figures]:
    """Return the accounts of customers, or of each with a balance or movement where none is named.

    Raises InternalError where the movements do not lead from one balance of the book to the other.
    """
    before = _Balances(connection, from_on - dt.timedelta(days=1), customers)
    after = _Balances(connection, through_on, customers)
    moved = movements(connection, from_on, through_on, *customers)
    concerned = customers or sorted({*before.customers, *after.customers, *moved})
    return [_of(customer, (from_on, through_on), before, moved, after) for customer in concerned]


class _Balances:
    """What every customer owes on a day, by contract (某日余额)."""

    def __init__(self, connection: Connection, day: dt.date, customers: tuple[int, ...]) -> None:
        conditions = (Receivable.customer_id.in_(customers),) if customers else ()
        self.items: dict[int, list[OpenItem]] = {}
        for item in open_items(connection, day, *conditions):
            self.items.setdefault(item.customer_id, []).append(item)
        self.unmatched = {
            who: one.fen - one.prepaid_fen
            for who, one in unmatched_receipts(connection, day).items()
        }
        self.prepaid = prepaid(connection, day, *customers)
        self.day = day

    @property
    def customers(self) -> set[int]:
        """Who has anything open."""
        return {*self.items, *self.unmatched, *self.prepaid}

    def of(self, customer: int) -> Counter[str | None]:
        """Return the balance of a customer by contract; None is money for nothing said."""
        found: Counter[str | None] = Counter({None: -self.unmatched.get(customer, 0)})
        for item in self.items.get(customer, ()):
            found[item.contract_number] += item.open_fen
        for contract, fen in self.prepaid.get(customer, {}).items():
            found[contract] -= fen
        return found


def _of(
    customer: int,
    period: tuple[dt.date, dt.date],
    before: _Balances,
    moved: dict[int, list[Movement]],
    after: _Balances,
) -> Figures:
    rows, items = tuple(moved.get(customer, ())), after.items.get(customer, [])
    opening, closing = before.of(customer), after.of(customer)
    lines = tuple(_lines(opening, rows, closing))
    return Figures(
        customer,
        *period,
        opening.total(),
        rows,
        closing.total(),
        _ageing(items, after.day),
        after.unmatched.get(customer, 0),
        sum(after.prepaid.get(customer, {}).values()),
        lines,
        sum(item.issued_on is None for item in items),
        sum(item.issued_on is None and item.due_on > after.day for item in items),
        min((item.due_on for item in items if item.open_fen > 0), default=None),
    )


def _lines(
    opening: Counter[str | None], rows: Iterable[Movement], closing: Counter[str | None]
) -> Iterable[ContractLine]:
    raised, lowered = Counter[str | None](), Counter[str | None]()
    for row in rows:
        (raised if row.change_fen > 0 else lowered)[row.contract] += abs(row.change_fen)
    known = {*opening, *closing, *raised, *lowered}
    for contract in sorted(known, key=lambda one: (one is None, one or "")):
        line = ContractLine(
            contract, opening[contract], raised[contract], lowered[contract], closing[contract]
        )
        if line.opening_fen + line.raised_fen - line.lowered_fen != line.closing_fen:
            raise InternalError(f"合同{contract or '（未写）'}的期初加本期发生额不等于期末")
        if any(line[1:]):
            yield line


def _ageing(items: Iterable[OpenItem], day: dt.date) -> tuple[int, ...]:
    sums = [0] * len(BUCKETS)
    for item in items:
        late = item.days_overdue(day)
        at = next(at for at, (most, _) in enumerate(BUCKETS) if most is None or late <= most)
        sums[at] += item.open_fen
    return tuple(sums)
