"""What the book knows of a customer whose debts are, or may be, placed with an agency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from legaldocs.portfolio.agency.model import Agency, Engagement, EngagementItem
from legaldocs.portfolio.agency.terms import Terms, terms_in
from legaldocs.portfolio.agency.vocabulary import AgencyKind, State
from legaldocs.portfolio.day.limitation import ends_by_due_day
from legaldocs.portfolio.day.model import Contact, Dispute, Promise
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.model import ContactPerson, Customer, Receivable
from legaldocs.portfolio.open_items import OpenItem, open_items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.limitation import End

_OPEN_CASE = "办理中"


@dataclass(frozen=True, slots=True)
class Situation:
    """An engagement with all around it on a day (委托的情况); rows are mappings of columns.

    ``items`` are what is open of the placed receivables; ``placed_fen`` by receivable what was
    open when they were placed. ``elsewhere`` are numbers that another agency has, ``cases`` the
    folders of cases under way with the numbers they are about; ``limitation`` is when it ends by
    due day, with the events the book knows, None where the law data cannot say.
    """

    day: dt.date
    agency: Mapping[str, Any]
    customer: Mapping[str, Any]
    engagement: Mapping[str, Any]
    terms: Terms
    receivables: tuple[Mapping[str, Any], ...]
    items: tuple[OpenItem, ...]
    disputes: tuple[Mapping[str, Any], ...]
    promises: tuple[Mapping[str, Any], ...]
    contacts: tuple[Mapping[str, Any], ...]
    people: tuple[Mapping[str, Any], ...]
    elsewhere: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, tuple[str, ...]], ...]
    limitation: Mapping[dt.date, End | None]

    @property
    def lawyers(self) -> bool:
        """Whether the agency is a law firm."""
        return bool(self.agency["kind"] == AgencyKind.LAW_FIRM)

    @property
    def open_fen(self) -> int:
        """What is open of all that is placed."""
        return sum(item.open_fen for item in self.items)


def situation(connection: Connection, engagement: Mapping[str, Any], day: dt.date) -> Situation:
    """Return the situation of an engagement at the end of a day."""
    customer = engagement["customer_id"]
    owed = _receivables(connection, engagement, day)
    ids = [row["receivable_id"] for row in owed]
    items = [
        item for item in open_items(connection, day, Receivable.customer_id == customer)
        if item.id in {*ids}
    ]  # fmt: skip
    dues = [(customer, item.due_on) for item in items]
    return Situation(
        day,
        _row(connection, Agency, engagement["agency_id"]),
        _row(connection, Customer, customer),
        engagement,
        terms_in(engagement["terms"]),
        owed,
        tuple(items),
        _disputes(connection, customer, ids, day),
        _of(connection, Promise, customer, Promise.made_on, day),
        _of(connection, Contact, customer, Contact.happened_on, day),
        _of(connection, ContactPerson, customer, None, day),
        elsewhere(connection, engagement, ids, day),
        _cases(connection, customer, ids, day),
        {due_on: end for (_, due_on), end in ends_by_due_day(connection, day, dues).items()},
    )


def _row(connection: Connection, model: Any, id_: int) -> Mapping[str, Any]:
    found = connection.execute(select(model.__table__).where(model.id == id_)).mappings().one()
    return dict(found)


def _receivables(
    connection: Connection, engagement: Mapping[str, Any], day: dt.date
) -> tuple[Mapping[str, Any], ...]:
    """Return the placed receivables, each with ``placed_fen`` and ``item_id``."""
    chosen = (
        select(
            Receivable.__table__, EngagementItem.placed_fen, EngagementItem.receivable_id,
            EngagementItem.id.label("item_id"),
        )
        .join(EngagementItem, EngagementItem.receivable_id == Receivable.id)
        .where(
            EngagementItem.engagement_id == engagement["id"],
            EngagementItem.there(day),
        )
        .order_by(Receivable.due_on, Receivable.id)
    )  # fmt: skip
    return tuple(dict(row) for row in connection.execute(chosen).mappings())


def _of(
    connection: Connection, model: Any, customer: int, dated: Any, day: dt.date
) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of a customer that were there on a day, the oldest first."""
    chosen = select(model.__table__).where(model.customer_id == customer, model.there(day))
    if dated is not None:
        chosen = chosen.where(dated <= day).order_by(dated)
    found = connection.execute(chosen.order_by(model.id)).mappings()
    return tuple(dict(row) for row in found)


def _disputes(
    connection: Connection, customer: int, ids: Sequence[int], day: dt.date
) -> tuple[Mapping[str, Any], ...]:
    """Return the disputes that are not settled, about these receivables or the customer's all."""
    rows = _of(connection, Dispute, customer, Dispute.raised_on, day)
    return tuple(
        row for row in rows
        if (row["settled_on"] is None or row["settled_on"] > day)
        and (row["receivable_id"] is None or row["receivable_id"] in ids)
    )  # fmt: skip


def elsewhere(
    connection: Connection, engagement: Mapping[str, Any], ids: Sequence[int], day: dt.date
) -> tuple[tuple[str, str], ...]:
    """Return number and engagement of each receivable that another has, or has past the day."""
    chosen = (
        select(Receivable.number, Engagement.number)
        .join(EngagementItem, EngagementItem.receivable_id == Receivable.id)
        .join(Engagement, Engagement.id == EngagementItem.engagement_id)
        .where(
            Receivable.id.in_(ids),
            EngagementItem.closed_on.is_(None),
            Engagement.closed_on.is_(None),
            Engagement.id != engagement["id"],
            Engagement.state != State.DECLINED,
            or_(Engagement.state == State.AT_WORK, Engagement.ended_on > day),
        )
        .order_by(Receivable.id)
    )
    return tuple((row[0], row[1]) for row in connection.execute(chosen))


def _cases(
    connection: Connection, customer: int, ids: Sequence[int], day: dt.date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the cases under way about these receivables; one without items is about all."""
    chosen = select(BookCase.id, BookCase.folder).where(
        BookCase.customer_id == customer, BookCase.closed_on.is_(None), BookCase.made_on <= day,
        BookCase.state == _OPEN_CASE,
    ).order_by(BookCase.id)  # fmt: skip
    found = []
    for case_id, folder in connection.execute(chosen).all():
        about = select(BookCaseItem.receivable_id, Receivable.number).join(
            Receivable, Receivable.id == BookCaseItem.receivable_id
        ).where(BookCaseItem.book_case_id == case_id, BookCaseItem.closed_on.is_(None))  # fmt: skip
        rows = connection.execute(about.order_by(Receivable.id)).all()
        numbers = tuple(row.number for row in rows if row.receivable_id in ids)
        if numbers or not rows:
            found.append((folder, numbers))
    return tuple(found)


def next_number(connection: Connection, day: dt.date) -> str:
    """Return a number for a new engagement of a year."""
    count = connection.scalar(select(func.max(Engagement.id))) or 0
    return f"WT{day.year}-{count + 1:03d}"
