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
from legaldocs.core.near import folded
from legaldocs.core.origin import Origin
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.interruptions import Event
from legaldocs.law.lawbook import packaged
from legaldocs.law.limitation import LimitationFacts, limitation
from legaldocs.portfolio.day.contract_terms import agreed_of, contract_terms
from legaldocs.portfolio.day.facts import accounts
from legaldocs.portfolio.day.letters import read_letters
from legaldocs.portfolio.day.model import Contact, Promise, Task, TaskItem
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.rows import chunks
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.statement.confirmed import confirmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.day.letters import Correspondence
    from legaldocs.portfolio.day.rows import Account
    from legaldocs.portfolio.open_items import OpenItem

    Due = tuple[int, dt.date]
    """A customer and the day that something of it was due."""


class About(NamedTuple):
    """The receivables and contracts that something was said of (所涉应收)."""

    receivables: frozenset[int]
    contracts: frozenset[str]

    def covers(self, item: OpenItem) -> bool:
        """Return whether it is about a receivable: itself, or another part of its contract.

        What interrupts limitation for a part of a debt does for the rest of it (诉讼时效规定9).
        """
        return item.id in self.receivables or folded(item.contract_number) in self.contracts


class Said(NamedTuple):
    """What customers said, and what each letter was about (往来)."""

    by_customer: dict[int, list[tuple[Communication | Event, About | None]]]
    letters: dict[int, About]


Events = tuple[tuple[Event, About | None], ...]
"""What interrupts limitation for a customer, and for which receivables; None for all of them."""

_NOTHING = About(frozenset(), frozenset())
"""What a letter is about of which the book names no receivable: it interrupts nothing."""

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

    Of several receivables of a day it is the earliest end. None where the law data cannot say: a
    lawyer has to, by the law of that time.
    """
    wanted = sorted({*dues})
    ends = LimitationEnds(connection, as_of)
    customers = sorted({customer for customer, _ in wanted})
    known = _accounts(connection, as_of, customers)
    terms = contract_terms(connection, customers, as_of)
    said = ends.acknowledged(customers)
    found: dict[Due, list[End | None]] = {}
    for customer, account in known.items():
        # How long a letter gives does not move the end: the usual policy reads it as any would.
        agreed = agreed_of(account, terms)
        letters = read_letters(account, agreed, as_of, USUAL.pay_within_days)
        events = ends.events(customer, letters, said)
        for item in account.items:
            found.setdefault((customer, item.due_on), []).append(ends.end(item, events))
    return {due: _earliest(found[due]) if due in found else ends.reckoned(due[1], ())
            for due in wanted}  # fmt: skip


def _earliest(ends: Sequence[End | None]) -> End | None:
    known = [end for end in ends if end is not None]
    return min(known) if len(known) == len(ends) else None


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

    def acknowledged(self, customers: Iterable[int]) -> Said:
        """Return what customers promised with a file, the statements they confirmed, the letters.

        A promise or statement about nothing named is about all that is owed.
        """
        found: dict[int, list[tuple[Communication | Event, About | None]]] = {}
        letters: dict[int, About] = {}
        for chunk in chunks(customers):
            letters |= self._named_in_letters(chunk)
            for who, receivable, contract, *row in self._promises(chunk):
                about = None if receivable is None else _about([(receivable, contract)])
                found.setdefault(who, []).append((_promised(*row), about))
            for who, one in confirmed(self._connection, self._as_of, *chunk):
                proof = f"对账单 {one.number} 的回执" if one.file else ""
                event = Event("statement_signed", one.confirmed_on, proof)
                found.setdefault(who, []).append((event, None))
        return Said(found, letters)

    def _named_in_letters(self, chunk: list[int]) -> dict[int, About]:
        """Return what each letter was about, paid or not, by its task."""
        chosen = (
            select(TaskItem.task_id, Receivable.id, Receivable.contract_number)
            .join(Task, Task.id == TaskItem.task_id)
            .join(Receivable, Receivable.id == TaskItem.receivable_id)
            .where(
                Task.customer_id.in_(chunk), Task.sent_on <= self._as_of,
                TaskItem.there(self._as_of),
            )
        )  # fmt: skip
        named: dict[int, list[tuple[int, str]]] = {}
        for task, receivable, contract in self._connection.execute(chosen).all():
            named.setdefault(task, []).append((receivable, contract))
        return {task: _about(rows) for task, rows in named.items()}

    def _promises(self, chunk: list[int]) -> Sequence[Any]:
        chosen = (
            select(
                Contact.customer_id, Receivable.id, Receivable.contract_number, Contact.id,
                Contact.happened_on, Contact.channel, Contact.kept_as,
            )
            .join(Promise, Promise.contact_id == Contact.id)
            .outerjoin(Receivable, Receivable.id == Promise.receivable_id)
            .where(
                Promise.customer_id.in_(chunk), Contact.kept_as != "",
                Contact.channel.in_([*Channel]),
                Contact.happened_on <= self._as_of,
                Contact.there(self._as_of), Promise.there(self._as_of),
            )
            .distinct()
        )  # fmt: skip
        rows = self._connection.execute(chosen).all()
        return sorted(rows, key=lambda row: (row[0], row[3], row[1] or 0))

    def end(self, item: OpenItem, events: Events) -> End | None:
        """Return the end for a receivable; None where the law data cannot say."""
        mine = (one for one, about in events if about is None or about.covers(item))
        return self.reckoned(item.due_on, tuple(mine))

    def reckoned(self, due_on: dt.date, events: tuple[Event, ...]) -> End | None:
        """Return the end for a due day with some events, worked out once."""
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

    def events(self, customer: int, letters: Correspondence, said: Said) -> Events:
        """Return what interrupts limitation for a customer: demands, promises, statements."""
        return tuple(self._events(customer, letters, said))

    def _events(
        self, customer: int, letters: Correspondence, said: Said
    ) -> Iterator[tuple[Event, About | None]]:
        case = letters.case
        proofs = {
            str(row.origin): f"待办 {row.origin.line} 的留底"
            for row in case.communications
            if row.file or row.proof
        }
        for row in case.communications:
            about = said.letters.get(row.origin.line, _NOTHING)
            for event in demand_events(letters.with_rows([row]), case.contracts[0], proofs):
                if event.on <= self._as_of:
                    yield event, about
        for one, named in said.by_customer.get(customer, ()):
            if isinstance(one, Event):
                yield one, named
                continue
            proofs = {str(one.origin): f"联络 {one.origin.line} 的留底"}
            for event in promise_events(letters.with_rows([one]), proofs):
                yield event, named


def _about(rows: Iterable[tuple[int, str]]) -> About:
    known = [*rows]
    contracts = frozenset(folded(contract) for _, contract in known if contract)
    return About(frozenset(number for number, _ in known), contracts)


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
