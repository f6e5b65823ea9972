"""When limitation ends, from the events that a case counts: one reading for all of the book.

What the book cannot show interrupts nothing: a demand counts where a case reads it as arrived, a
promise or an answer to a statement where its file is kept; of payments the book keeps no slips.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.case.communication import Communication
from legaldocs.case.vocabulary import Channel, Direction, Effect
from legaldocs.claim.limitation import demand_events, promise_events
from legaldocs.core.errors import LawError
from legaldocs.core.origin import Origin
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.interruptions import Event
from legaldocs.law.lawbook import packaged
from legaldocs.law.limitation import LimitationFacts, limitation
from legaldocs.portfolio.day.contract_terms import agreed_of, contract_terms
from legaldocs.portfolio.day.facts import accounts
from legaldocs.portfolio.day.letters import read_letters
from legaldocs.portfolio.day.model import Contact, Promise
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.rows import chunks
from legaldocs.portfolio.statement.confirmed import confirmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.day.letters import Correspondence
    from legaldocs.portfolio.day.rows import Account

    Due = tuple[int, dt.date]
    """A customer and the day that something of it was due."""

_FEW = 20
"""Customers up to which each is read alone."""


class End(NamedTuple):
    """The careful end of limitation, and the day to act by (时效届满).

    Both are the last day of all where it does not run.
    """

    on: dt.date
    act_by: dt.date


def ends_by_due_day(
    connection: Connection, as_of: dt.date, dues: Iterable[Due]
) -> dict[Due, End | None]:
    """Return when limitation ends for debts of customers, with the events known on a day.

    None where the law data cannot say: a lawyer has to, by the law of that time.
    """
    wanted = sorted({*dues})
    ends = LimitationEnds(connection, as_of)
    customers = sorted({customer for customer, _ in wanted})
    known = _accounts(connection, as_of, customers)
    terms = contract_terms(connection, customers, as_of)
    said = ends.acknowledged(customers)
    events: dict[int, tuple[Event, ...]] = {}
    for customer, account in known.items():
        # How long a letter gives does not move the end: the usual policy reads it as any would.
        agreed = agreed_of(account, terms)
        letters = read_letters(account, agreed, as_of, USUAL.pay_within_days)
        events[customer] = ends.events(letters, said.get(customer, []))
    return {(customer, due_on): ends.end(due_on, events.get(customer, ()))
            for customer, due_on in wanted}  # fmt: skip


def _accounts(
    connection: Connection, as_of: dt.date, customers: Sequence[int]
) -> dict[int, Account]:
    """Return what the book knew of customers, of few each alone."""
    if len(customers) > _FEW:
        everybody = accounts(connection, USUAL, as_of)
        return {one: everybody[one] for one in customers if one in everybody}
    found: dict[int, Account] = {}
    for one in customers:
        found |= accounts(connection, USUAL, as_of, one)
    return found


class LimitationEnds:
    """Works out ends of limitation on a day, each once (诉讼时效)."""

    def __init__(self, connection: Connection, as_of: dt.date) -> None:
        self._connection, self._as_of = connection, as_of
        self._law: LawBook = packaged()
        self._years = _general_years(self._law, as_of)
        self._known: dict[tuple[dt.date, tuple[Event, ...]], End | None] = {}

    def may_end(self, due_on: dt.date, by: dt.date) -> bool:
        """Return whether limitation ends by a day if nothing interrupted it; most do not."""
        if self._years is None:
            return True
        if by.year - due_on.year < self._years:
            return False
        return corresponding_day(due_on, years=self._years) <= by

    def acknowledged(self, customers: Iterable[int]) -> dict[int, list[Communication | Event]]:
        """Return what customers promised with a file, and the statements they confirmed."""
        found: dict[int, list[Communication | Event]] = {}
        for chunk in chunks(customers):
            for row in self._promises(chunk):
                found.setdefault(row[0], []).append(_promised(*row[1:]))
            for who, one in confirmed(self._connection, self._as_of, *chunk):
                proof = f"对账单 {one.number} 的回执" if one.file else ""
                event = Event("statement_signed", one.confirmed_on, proof)
                found.setdefault(who, []).append(event)
        return found

    def _promises(self, chunk: list[int]) -> Sequence[Any]:
        chosen = (
            select(
                Contact.customer_id, Contact.id, Contact.happened_on, Contact.channel,
                Contact.kept_as,
            )
            .join(Promise, Promise.contact_id == Contact.id)
            .where(
                Promise.customer_id.in_(chunk), Contact.kept_as != "",
                Contact.channel.in_([*Channel]),
                Contact.happened_on <= self._as_of,
                Contact.there(self._as_of), Promise.there(self._as_of),
            )
            .distinct()
        )  # fmt: skip
        return sorted(self._connection.execute(chosen).all())

    def end(self, due_on: dt.date, events: tuple[Event, ...]) -> End | None:
        """Return the end for a due day; None where the law data cannot say."""
        if (due_on, events) not in self._known:
            self._known[due_on, events] = self._reckoned(due_on, events)
        return self._known[due_on, events]

    def _reckoned(self, due_on: dt.date, events: tuple[Event, ...]) -> End | None:
        try:
            found = limitation(
                self._law, LimitationFacts(due_on=due_on, events=events), self._as_of
            )
        except LawError:
            return None
        end = found.conservative
        if end is None:  # a pending procedure: there is none in the book
            return End(dt.date.max, dt.date.max)
        return End(end, found.advised or end)

    def events(self, letters: Correspondence, said: Sequence[Any]) -> tuple[Event, ...]:
        """Return what interrupts limitation for a customer: demands, promises, statements."""
        return tuple(self._events(letters, said))

    def _events(self, letters: Correspondence, said: Sequence[Any]) -> Iterator[Event]:
        case = letters.case
        proofs = {
            str(row.origin): f"待办 {row.origin.line} 的留底"
            for row in case.communications
            if row.file or row.proof
        }
        demands = demand_events(case, case.contracts[0], proofs)
        yield from (event for event in demands if event.on <= self._as_of)
        for row in said:
            if isinstance(row, Event):
                yield row
        promised = tuple(row for row in said if isinstance(row, Communication))
        proofs = {str(row.origin): f"联络 {row.origin.line} 的留底" for row in promised}
        yield from promise_events(letters.with_rows(promised), proofs)


def _general_years(law: LawBook, as_of: dt.date) -> int | None:
    """Return the general period on a day, None where the law data begin later."""
    try:
        return int(law.parameter("limitation.general", as_of).value)
    except LawError:
        return None


def _promised(contact: int, happened_on: dt.date, channel: str, kept_as: str) -> Communication:
    return Communication(
        origin=Origin("contact", contact),
        sent_on=happened_on,
        channel=Channel(channel),
        gist="承诺付款",
        direction=Direction.RECEIVED,
        effect=Effect.PROMISE,
        file=(kept_as,),
    )
