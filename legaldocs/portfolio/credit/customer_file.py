"""The credit file of a customer on a day: who it is, how it paid, what it owes and may owe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.portfolio.credit.exposure import reviews_in_force
from legaldocs.portfolio.credit.grade import proposed_grade
from legaldocs.portfolio.credit.model import CreditReview, WarningMove
from legaldocs.portfolio.credit.warning import judged
from legaldocs.portfolio.day.model import Dispute
from legaldocs.portfolio.model import ContactPerson

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy import Connection, Select

    from legaldocs.portfolio.credit.grade import ProposedGrade
    from legaldocs.portfolio.credit.policy import CreditPolicy
    from legaldocs.portfolio.credit.warning import Judged

    Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CustomerFile:
    """What the book knows of a customer on a day (客户信用档案)."""

    customer: Row
    people: tuple[Row, ...]
    judged: Judged
    proposed: ProposedGrade
    review: Row | None
    reviews: tuple[Row, ...]
    disputes: tuple[Row, ...]
    """Those that are not settled."""
    moves: tuple[Row, ...]


def customer_file(
    connection: Connection, policy: CreditPolicy, customer: Row, as_of: dt.date
) -> CustomerFile:
    """Return the credit file of a customer as of a day."""
    own = customer["id"]
    known = judged(connection, policy, [own], as_of)[own]

    def rows(model: Any, order: Any, *conditions: Any) -> tuple[Row, ...]:
        chosen: Select[Any] = select(model.__table__).where(
            model.customer_id == own, model.there(as_of), *conditions
        )
        found = connection.execute(chosen.order_by(order, model.id)).mappings()
        return tuple(dict(row) for row in found)

    unsettled = or_(Dispute.settled_on.is_(None), Dispute.settled_on > as_of)
    return CustomerFile(
        customer,
        rows(ContactPerson, ContactPerson.id),
        known,
        proposed_grade(policy, known),
        reviews_in_force(connection, as_of, [own]).get(own),
        rows(CreditReview, CreditReview.reviewed_on, CreditReview.reviewed_on <= as_of),
        rows(Dispute, Dispute.raised_on, Dispute.raised_on <= as_of, unsettled),
        rows(WarningMove, WarningMove.moved_on, WarningMove.moved_on <= as_of),
    )
