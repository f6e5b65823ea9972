"""What no export of a finance program has is written into the book, as of the day it happened."""

from __future__ import annotations

import hashlib
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from ledgers.collectors import COLLECTORS
from legaldocs.core.near import folded
from legaldocs.portfolio.agency.model import (
    Agency,
    AgencyComplaint,
    Engagement,
    EngagementItem,
    Expense,
)
from legaldocs.portfolio.credit.model import WarningMove
from legaldocs.portfolio.day.model import Contact, Dispute, Promise
from legaldocs.portfolio.history import Author
from legaldocs.portfolio.model import Customer, Receivable
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.statement.model import AccountStatement, StatementAnswer
from legaldocs.portfolio.store import opened

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from ledgers.dealings import HalfYear, Life, Objection, Placement, Talk
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording

_CLERK = "徐某"
_TABLES = (
    Agency, Engagement, EngagementItem, Contact, Promise, Dispute, Expense, AgencyComplaint,
    WarningMove, AccountStatement, StatementAnswer,
)  # fmt: skip
"""In the order in which they name each other."""


class _Event(NamedTuple):
    """Something that is written on a day; ``order`` where one needs another (事件)."""

    day: dt.date
    order: int
    customer: str
    what: Any
    write: Any


def enter(book: BookFolder, lives: list[Life], until: dt.date) -> None:
    """Write the dealings of all customers, a day an entry."""
    with opened(book) as store:
        with store.reading() as connection:
            ids = {
                name: {row[0]: row[1] for row in connection.execute(chosen)}
                for name, chosen in (
                    ("customer", select(Customer.code, Customer.id)),
                    ("receivable", select(Receivable.number, Receivable.id)),
                )
            }
        writer = _Writer(ids)
        events = sorted(
            (event for life in lives for event in _events(writer, life) if event.day <= until),
            key=lambda event: event[:3],
        )
        for day, group in itertools.groupby(events, lambda event: event.day):
            with recording(store, Author(_CLERK, f"{day}T18:00:00+08:00")) as entry:
                for table in _TABLES:
                    entry.rows(table)
                for event in group:
                    event.write(entry, ids["customer"][event.customer], event)


def _events(to: _Writer, life: Life) -> Iterator[_Event]:
    code = life.firm.code
    for placed in life.placements:
        yield _Event(placed.day, 0, code, placed, to.place)
        if placed.accepted_on:
            yield _Event(placed.accepted_on, 1, code, placed, to.accept)
        yield _Event(placed.ended_on, 5, code, placed, to.end)
    for talk in life.talks:
        yield _Event(talk.day, 2, code, talk, to.talk)
    for objection in life.objections:
        yield _Event(objection.day, 2, code, objection, to.object)
        yield _Event(objection.settled_on, 3, code, objection, to.settle)
    for cost in life.costs:
        yield _Event(cost.day, 3, code, cost, to.spend)
    for complaint in life.complaints:
        yield _Event(complaint.day, 3, code, complaint, to.complain)
    for level in life.levels:
        yield _Event(level.day, 3, code, level, to.warn)
    for half in life.statements:
        yield _Event(half.to_on, 4, code, half, to.state)
        if half.answered_on:
            yield _Event(half.answered_on, 4, code, half, to.answer)


class _Writer:
    """Writes each kind of event, and remembers the rows that later ones name (登记)."""

    def __init__(self, ids: dict[str, dict[Any, int]]) -> None:
        self._receivable = ids["receivable"]
        self._agency: dict[str, int] = {}
        self._engagement: dict[str, int] = {}
        self._dispute: dict[Any, int] = {}

    def place(self, entry: Recording, customer: int, event: _Event) -> None:
        placed: Placement = event.what
        one = next(one for one in COLLECTORS if one.name == placed.agency)
        agency = self._agency.get(placed.agency)
        if agency is None:
            agency = entry.rows(Agency).make(
                {"key": folded(one.name), "name": one.name, "kind": one.kind}
            )
            self._agency[placed.agency] = agency
        made = entry.rows(Engagement).make(
            {
                "agency_id": agency,
                "customer_id": customer,
                "number": placed.number,
                "state": "审查中",
                "placed_on": placed.day,
                "placed_fen": sum(fen for _, fen in placed.items),
                "ends_on": placed.ends_on,
                "terms": one.terms,
            }
        )
        self._engagement[placed.number] = made
        for invoice, fen in placed.items:
            entry.rows(EngagementItem).make(
                {
                    "engagement_id": made,
                    "receivable_id": self._receivable[invoice.number],
                    "placed_fen": fen,
                }
            )

    def accept(self, entry: Recording, _customer: int, event: _Event) -> None:
        self._change(entry, event.what, {"state": "办理中", "accepted_on": event.day})

    def end(self, entry: Recording, _customer: int, event: _Event) -> None:
        placed: Placement = event.what
        state = "已结案" if placed.accepted_on else "不受理"
        now = {"state": state, "ended_on": event.day, "outcome": placed.outcome}
        self._change(entry, placed, now)

    def _change(self, entry: Recording, placed: Placement, now: dict[str, Any]) -> None:
        entry.flush()
        rows = entry.rows(Engagement)
        (row,) = rows.known("number", [placed.number])
        rows.change(row, now)

    def talk(self, entry: Recording, customer: int, event: _Event) -> None:
        talk: Talk = event.what
        contact = entry.rows(Contact).make(
            {
                "customer_id": customer,
                "happened_on": talk.day,
                "channel": talk.channel,
                "direction": talk.direction,
                "who": talk.who,
                "with_whom": talk.with_whom,
                "gist": talk.gist,
                "attitude": talk.attitude,
                "engagement_id": talk.placement and self._engagement[talk.placement.number],
            }
        )
        if talk.promised:
            due, fen, invoice = talk.promised
            entry.rows(Promise).make(
                {
                    "customer_id": customer,
                    "contact_id": contact,
                    "made_on": talk.day,
                    "due_on": due,
                    "amount_fen": fen,
                    "receivable_id": self._receivable[invoice.number],
                }
            )

    def object(self, entry: Recording, customer: int, event: _Event) -> None:
        objection: Objection = event.what
        self._dispute[id(objection)] = entry.rows(Dispute).make(
            {
                "customer_id": customer,
                "receivable_id": self._receivable[objection.invoice.number],
                "raised_on": objection.day,
                "ground": objection.ground,
                "amount_fen": objection.fen,
            }
        )

    def settle(self, entry: Recording, _customer: int, event: _Event) -> None:
        entry.flush()
        rows = entry.rows(Dispute)
        (row,) = rows.known("id", [self._dispute[id(event.what)]])
        rows.change(row, {"settled_on": event.day, "outcome": event.what.outcome})

    def spend(self, entry: Recording, customer: int, event: _Event) -> None:
        placed = event.what.placement
        entry.rows(Expense).make(
            {
                "customer_id": customer,
                "engagement_id": placed and self._engagement[placed.number],
                "spent_on": event.day,
                "kind": event.what.kind,
                "amount_fen": event.what.fen,
                "who": event.what.who,
            }
        )

    def complain(self, entry: Recording, _customer: int, event: _Event) -> None:
        placed: Placement = event.what.placement
        entry.rows(AgencyComplaint).make(
            {
                "agency_id": self._agency[placed.agency],
                "engagement_id": self._engagement[placed.number],
                "received_on": event.day,
                "gist": event.what.gist,
                "upheld": event.what.upheld,
            }
        )

    def warn(self, entry: Recording, customer: int, event: _Event) -> None:
        entry.rows(WarningMove).make(
            {
                "customer_id": customer,
                "moved_on": event.day,
                "level": event.what.level,
                "reasons": event.what.why,
            }
        )

    def state(self, entry: Recording, customer: int, event: _Event) -> None:
        half: HalfYear = event.what
        number = _statement(event)
        entry.rows(AccountStatement).make(
            {
                "customer_id": customer,
                "number": number,
                "from_on": half.from_on,
                "to_on": half.to_on,
                "opening_fen": half.opening,
                "closing_fen": half.closing,
                "made_on": half.to_on,
                "content_sha256": _stand_in(number, "content"),
                "code_sha256": _stand_in(number, "code"),
                "sent_on": half.to_on,
            }
        )

    def answer(self, entry: Recording, _customer: int, event: _Event) -> None:
        half: HalfYear = event.what
        number = _statement(event)
        entry.flush()
        (row,) = entry.rows(AccountStatement).known("number", [number])
        entry.rows(StatementAnswer).make(
            {
                "statement_id": row["id"],
                "answered_on": event.day,
                "way": "扫描件",
                "outcome": half.outcome,
                "balance_fen": half.closing if half.outcome == "无误" else None,
                "who": "财务",
                "sha256": _stand_in(number, "answer"),
                "kept_as": "",
            }
        )


def _statement(event: _Event) -> str:
    return f"造-{event.customer}-{event.what.to_on:%Y%m%d}"


def _stand_in(number: str, what: str) -> str:
    """Return a hash where a real book has that of a file: a made book has no papers."""
    return hashlib.sha256(f"{number}/{what}".encode()).hexdigest()
