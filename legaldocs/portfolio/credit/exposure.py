"""What customers owe on a day, what is overdue of it, and what they may owe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.portfolio.credit.model import CreditReview
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.plan.pending import pending

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.open_items import OpenItem


@dataclass(slots=True)
class Exposure:
    """What a customer owes on a day (信用敞口), in fen.

    ``open_fen`` is all that is open, red invoices taken off; ``planned_fen`` what contracts state
    that has no due day yet and that finance has not booked either. Money that nobody said what for
    is shown, and not taken off.
    """

    open_fen: int = 0
    overdue_fen: int = 0
    days_overdue: int = 0
    planned_fen: int = 0
    unmatched_fen: int = 0
    limit_fen: int | None = None

    @property
    def total_fen(self) -> int:
        """What is open and what is planned."""
        return self.open_fen + self.planned_fen

    @property
    def over_fen(self) -> int:
        """What goes beyond the limit; 0 within it, or without one."""
        return 0 if self.limit_fen is None else max(self.total_fen - self.limit_fen, 0)


def reviews_in_force(
    connection: Connection, as_of: dt.date, customers: Collection[int] | None = None
) -> dict[int, Mapping[str, Any]]:
    """Return the latest review of each customer by a day."""
    chosen = select(CreditReview.__table__).where(
        CreditReview.there(as_of), CreditReview.reviewed_on <= as_of
    )
    if customers is not None:
        chosen = chosen.where(CreditReview.customer_id.in_(customers))
    ordered = chosen.order_by(CreditReview.reviewed_on, CreditReview.id)
    return {row["customer_id"]: dict(row) for row in connection.execute(ordered).mappings()}


def exposures(
    connection: Connection,
    as_of: dt.date,
    customers: Collection[int] | None = None,
    items: Iterable[OpenItem] | None = None,
    *,
    small: int = 0,
) -> dict[int, Exposure]:
    """Return what customers owe, all of them by default; who owes nothing may be left out.

    ``items`` are what is open, where the caller has read it already. What is open of one receivable
    up to ``small`` fen is no reason to call it late.
    """
    alone = next(iter(customers)) if customers is not None and len(customers) == 1 else None
    chosen = () if customers is None else (Receivable.customer_id.in_(customers),)
    found: dict[int, Exposure] = {}

    def of(customer: int) -> Exposure:
        return found.setdefault(customer, Exposure())

    if items is None:
        items = open_items(connection, as_of, *chosen, customer=alone)
    for item in items:
        one = of(item.customer_id)
        one.open_fen += item.open_fen
        if item.open_fen > 0 and (days := item.days_overdue(as_of)):
            one.overdue_fen += item.open_fen
            one.days_overdue = max(one.days_overdue, days if item.open_fen > small else 0)
    for customer, planned in pending(connection, as_of, customers).items():
        of(customer).planned_fen = planned
    for customer, left in unmatched(connection, as_of, customer=alone).items():
        of(customer).unmatched_fen = left
    for customer, review in reviews_in_force(connection, as_of, customers).items():
        of(customer).limit_fen = review["limit_fen"]
    return {one: at for one, at in found.items() if customers is None or one in customers}
