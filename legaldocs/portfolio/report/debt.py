"""What a customer owes and is overdue on a day, and of which kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.naming import customer_named
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.report.bands import age_bands, size_bands
from legaldocs.portfolio.report.customers import UNKNOWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.report.policy import ReportPolicy


@dataclass(frozen=True, slots=True)
class Debt:
    """The overdue debt of a customer (逾期欠款); amounts in fen.

    ``age`` is that of the days overdue, weighted by the sums, as with placed debts.
    """

    customer_id: int
    customer: str
    as_of: dt.date
    items: tuple[OpenItem, ...]
    unmatched: int
    days: int
    age: str
    size: str
    trade: str

    @property
    def total(self) -> int:
        """What is open and overdue."""
        return sum(item.open_fen for item in self.items)

    @property
    def kind(self) -> tuple[str, str, str]:
        """Its age, size and trade."""
        return self.age, self.size, self.trade


def overdue(items: Iterable[OpenItem], day: dt.date) -> list[OpenItem]:
    """Return the items that are owed and overdue on a day; red invoices are not."""
    return [item for item in items if item.open_fen > 0 and item.due_on < day]


def weighted_days(items: Sequence[OpenItem], day: dt.date) -> int:
    """Return the whole days that items are overdue, weighted by what is open."""
    total = sum(item.open_fen for item in items)
    return sum(item.open_fen * (day - item.due_on).days for item in items) // total


def debt_of(connection: Connection, named: str, as_of: dt.date, policy: ReportPolicy) -> Debt:
    """Return what a customer owes and is overdue. Raises InputError where nothing is."""
    who = customer_named(connection, named)
    found = open_items(connection, as_of, Receivable.customer_id == who["id"])
    items = overdue(found, as_of)
    if not items:
        raise InputError(
            "这个客户没有逾期未收的款项", where=f"截至 {as_of}", found=who["name"],
            next_step="用 legaldocs book ageing 查看",
        )  # fmt: skip
    days, bands = weighted_days(items, as_of), age_bands(policy)
    return Debt(
        customer_id=who["id"],
        customer=who["name"],
        as_of=as_of,
        items=tuple(items),
        unmatched=unmatched(connection, as_of).get(who["id"], 0),
        days=days,
        age=bands.labels[bands.of_days(days)],
        size=size_bands(policy).label(sum(item.open_fen for item in items)),
        trade=who["trade"] or UNKNOWN,
    )
