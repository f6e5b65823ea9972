"""Limitation and guarantee periods that end soon, from the events that a case counts.

What the book cannot show interrupts nothing: a demand counts where a case reads it as arrived, a
promise or an answer to a statement where its file is kept; of payments the book keeps no slips.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import or_, select

from legaldocs.case.communication import Communication
from legaldocs.case.party import Guarantee
from legaldocs.case.vocabulary import Channel, Direction, Effect, GuaranteeForm
from legaldocs.claim.deed_account import DEED
from legaldocs.claim.limitation import demand_events, promise_events
from legaldocs.core.errors import InputError, LawError
from legaldocs.core.near import folded
from legaldocs.core.origin import Origin
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.enforcement import enforcement_period
from legaldocs.law.interruptions import Event
from legaldocs.law.lawbook import packaged
from legaldocs.law.limitation import LimitationFacts, limitation
from legaldocs.portfolio.day.model import Contact, Promise, Task, TaskItem
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.follow.debts import DEED_KEY
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.statement.confirmed import confirmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.day.letters import Correspondence
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.rows import Account
    from legaldocs.portfolio.open_items import OpenItem

_CHUNK = 500


class Ending(NamedTuple):
    """A period that ends soon, or is over, for some receivables of a contract (将届满的期间)."""

    step: Step
    contract: str
    ends_on: dt.date
    act_by: dt.date
    items: tuple[OpenItem, ...]
    why: str


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


class TermsOfContract(NamedTuple):
    """What of a contract's terms the day needs (合同条件)."""

    service_clause: str
    service_address: str
    guarantees: tuple[Mapping[str, str], ...]
    signed_on: dt.date | None


def contract_terms(
    connection: Connection, customers: Iterable[int], as_of: dt.date
) -> dict[tuple[int, str], TermsOfContract]:
    """Return the terms of contracts by customer and folded number."""
    columns = (Contract.customer_id, Contract.number, Contract.terms, Contract.signed_on)
    found = {}
    for chunk in _chunks(customers):
        chosen = select(*columns).where(
            Contract.customer_id.in_(chunk),
            or_(Contract.closed_on.is_(None), Contract.closed_on > as_of),
        )
        for who, number, terms, signed_on in connection.execute(chosen).all():
            stated = _stated(terms)
            guarantees = stated.get("guarantees") or ()
            found[who, folded(number)] = TermsOfContract(
                str(stated.get("service_clause") or ""),
                str(stated.get("service_address") or ""),
                tuple(row for row in guarantees if isinstance(row, dict)),
                signed_on,
            )
    return found


class Deadlines:
    """The periods of the customers of a day that end soon (期间)."""

    def __init__(self, connection: Connection, policy: DayPolicy, as_of: dt.date) -> None:
        self._connection, self._policy, self._as_of = connection, policy, as_of
        self._law: LawBook = packaged()
        self._years = int(self._law.parameter("limitation.general", as_of).value)
        self._near = as_of + dt.timedelta(days=policy.limitation_days)
        self._known: dict[tuple[dt.date, tuple[Event, ...]], tuple[dt.date, dt.date] | None] = {}

    def old(self, account: Account) -> list[OpenItem]:
        """Return the receivables whose period would end soon if nothing had interrupted it."""
        if not self._policy.limitation_days:
            return []
        return [
            item
            for item in account.items
            if item.open_fen > 0
            and item.id not in account.in_case
            and not _is_ordered(item)
            and self._as_of.year - item.due_on.year >= self._years - 1
            and corresponding_day(item.due_on, years=self._years) <= self._near
        ]

    def acknowledged(self, customers: Iterable[int]) -> Said:
        """Return what customers promised with a file, the statements they confirmed, the letters.

        A promise or statement about nothing named is about all that is owed.
        """
        found: dict[int, list[tuple[Communication | Event, About | None]]] = {}
        letters: dict[int, About] = {}
        for chunk in _chunks(customers):
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
                or_(TaskItem.closed_on.is_(None), TaskItem.closed_on > self._as_of),
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
                or_(Contact.closed_on.is_(None), Contact.closed_on > self._as_of),
                or_(Promise.closed_on.is_(None), Promise.closed_on > self._as_of),
            )
            .distinct()
        )  # fmt: skip
        rows = self._connection.execute(chosen).all()
        return sorted(rows, key=lambda row: (row[0], row[3], row[1] or 0))

    def limitations(
        self, customer: int, items: Sequence[OpenItem], letters: Correspondence, said: Said
    ) -> Iterator[Ending]:
        """Yield the limitation periods that end soon, those of a contract and day together."""
        ends: dict[tuple[str, dt.date], list[OpenItem]] = {}
        act_by: dict[dt.date, dt.date] = {}
        for item, found in self.ends(customer, items, letters, said):
            if found is None:
                ends.setdefault((item.contract_number, dt.date.min), []).append(item)
            else:
                ends.setdefault((item.contract_number, found[0]), []).append(item)
                act_by[found[0]] = found[1]
        for (contract, end), rows in sorted(ends.items()):
            yield _limited(contract, end, act_by.get(end, self._as_of), rows, self._as_of)

    def ends(
        self, customer: int, items: Sequence[OpenItem], letters: Correspondence, said: Said
    ) -> Iterator[tuple[OpenItem, tuple[dt.date, dt.date] | None]]:
        """Yield each receivable whose period ends soon, with the careful end and the day to act by.

        None stands for both where the law data cannot say.
        """
        every = [*self._events(customer, letters, said)] if items else []
        for item in items:
            mine = (one for one, about in every if about is None or about.covers(item))
            found = self._limitation(item.due_on, tuple(mine))
            if found is None or found[0] <= self._near:
                yield item, found

    def _limitation(
        self, due_on: dt.date, events: tuple[Event, ...]
    ) -> tuple[dt.date, dt.date] | None:
        """Return the careful end and the day to act by; None where the law data cannot say."""
        if (due_on, events) not in self._known:
            self._known[due_on, events] = self._reckoned(due_on, events)
        return self._known[due_on, events]

    def _reckoned(
        self, due_on: dt.date, events: tuple[Event, ...]
    ) -> tuple[dt.date, dt.date] | None:
        try:
            found = limitation(
                self._law, LimitationFacts(due_on=due_on, events=events), self._as_of
            )
        except LawError:
            return None
        end = found.conservative
        if end is None:  # a pending procedure: there is none in the book
            return dt.date.max, dt.date.max
        return end, found.advised or end

    def enforcements(self, account: Account) -> Iterator[Ending]:
        """Yield by when to ask that instruments be enforced: two years, no limitation."""
        ordered: dict[str, list[OpenItem]] = {}
        for item in account.items if self._policy.limitation_days else ():
            if item.open_fen > 0 and _is_ordered(item):
                ordered.setdefault(item.number.rpartition(" 之")[0], []).append(item)
        for instrument, items in sorted(ordered.items()):
            days = tuple(item.due_on for item in items)
            period = enforcement_period(self._law, perform_by=days, day=self._as_of)
            end = period.deadlines[-1].raw_end
            if end <= self._near:
                over = "，已经过了" if end < self._as_of else ""
                why = f"{instrument}申请执行的期间 {end} 届满{over}；已经申请执行的，不必再办"
                contract = items[0].contract_number
                yield Ending(Step.LIMITATION, contract, end, end, tuple(items), why)

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

    def guarantees(self, items: Sequence[OpenItem], terms: TermsOfContract) -> Iterator[Ending]:
        """Yield the guarantee periods of a contract that end soon."""
        days = self._policy.guarantee_days
        if not items or not days:
            return
        from legaldocs.claim.guaranteed import agreed_period  # noqa: PLC0415 - few have one

        first = min(item.due_on for item in items)
        for row in terms.guarantees:
            guarantee = _guarantee(row, terms.signed_on or self._as_of)
            if guarantee is None:
                continue
            try:
                period = agreed_period(guarantee, first, self._law, self._as_of)
            except (InputError, LawError):
                continue
            end = period.deadline.raw_end
            near = self._as_of <= end <= self._as_of + dt.timedelta(days=days)
            if near and first < self._as_of:
                why = f"{guarantee.guarantor}的保证期间 {end} 届满；{period.saving_act}"
                yield Ending(Step.GUARANTEE, items[0].contract_number, end, end, tuple(items), why)


_NOTHING = About(frozenset(), frozenset())
"""What a letter is about of which the book names no receivable: it interrupts nothing."""


def _about(rows: Iterable[tuple[int, str]]) -> About:
    known = [*rows]
    contracts = frozenset(folded(contract) for _, contract in known if contract)
    return About(frozenset(number for number, _ in known), contracts)


def _is_ordered(item: OpenItem) -> bool:
    """Return whether a judgment or another instrument in force orders it to be paid."""
    return f"n:{folded(item.number)}".startswith(DEED_KEY) and not item.part.startswith(DEED)


def _limited(
    contract: str, end: dt.date, act_by: dt.date, rows: list[OpenItem], as_of: dt.date
) -> Ending:
    if end == dt.date.min:
        why = "到期日过早，诉讼时效由律师按当时的规定核对"
        first = min(item.due_on for item in rows)
        return Ending(Step.LIMITATION, contract, first, act_by, tuple(rows), why)
    over = "，已经过了" if end < as_of else ""
    why = f"诉讼时效 {end} 届满{over}；已有证据的催告、承诺和对账都已计入"
    return Ending(Step.LIMITATION, contract, end, act_by, tuple(rows), why)


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


def _guarantee(row: Mapping[str, Any], signed_on: dt.date) -> Guarantee | None:
    """Return a guarantee as the terms of a contract state it; None where it names nobody."""
    forms = {form.value: form for form in GuaranteeForm}
    try:
        until = dt.date.fromisoformat(row["until_on"]) if row.get("until_on") else None
        signed = dt.date.fromisoformat(row["signed_on"]) if row.get("signed_on") else signed_on
    except (TypeError, ValueError):
        return None
    if not row.get("guarantor"):
        return None
    return Guarantee(
        origin=Origin("book.db"),
        guarantor=str(row["guarantor"]),
        signed_on=signed,
        form=forms.get(str(row.get("form", ""))),
        period=str(row.get("period") or ""),
        until_on=until,
    )


def _stated(terms: str) -> dict[str, Any]:
    try:
        found = json.loads(terms) if terms else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _chunks(customers: Iterable[int]) -> Iterator[list[int]]:
    values = sorted(customers)
    for first in range(0, len(values), _CHUNK):
        yield values[first : first + _CHUNK]
