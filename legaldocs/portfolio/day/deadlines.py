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
from legaldocs.claim.limitation import demand_events, promise_events
from legaldocs.core.errors import InputError, LawError
from legaldocs.core.near import folded
from legaldocs.core.origin import Origin
from legaldocs.law.deadline import corresponding_day
from legaldocs.law.interruptions import Event
from legaldocs.law.lawbook import packaged
from legaldocs.law.limitation import LimitationFacts, limitation
from legaldocs.portfolio.day.model import Contact, Promise
from legaldocs.portfolio.day.step import Step
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
            and self._as_of.year - item.due_on.year >= self._years - 1
            and corresponding_day(item.due_on, years=self._years) <= self._near
        ]

    def acknowledged(self, customers: Iterable[int]) -> dict[int, list[Communication | Event]]:
        """Return what customers promised with a file, and the statements they confirmed."""
        found: dict[int, list[Communication | Event]] = {}
        for chunk in _chunks(customers):
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
                or_(Contact.closed_on.is_(None), Contact.closed_on > self._as_of),
                or_(Promise.closed_on.is_(None), Promise.closed_on > self._as_of),
            )
            .distinct()
        )  # fmt: skip
        return sorted(self._connection.execute(chosen).all())

    def limitations(
        self, items: Sequence[OpenItem], letters: Correspondence, said: Sequence[Any]
    ) -> Iterator[Ending]:
        """Yield the limitation periods that end soon, those of a contract and day together."""
        ends: dict[tuple[str, dt.date], list[OpenItem]] = {}
        act_by: dict[dt.date, dt.date] = {}
        for item, found in self.ends(items, letters, said):
            if found is None:
                ends.setdefault((item.contract_number, dt.date.min), []).append(item)
            else:
                ends.setdefault((item.contract_number, found[0]), []).append(item)
                act_by[found[0]] = found[1]
        for (contract, end), rows in sorted(ends.items()):
            yield _limited(contract, end, act_by.get(end, self._as_of), rows, self._as_of)

    def ends(
        self, items: Sequence[OpenItem], letters: Correspondence, said: Sequence[Any]
    ) -> Iterator[tuple[OpenItem, tuple[dt.date, dt.date] | None]]:
        """Yield each receivable whose period ends soon, with the careful end and the day to act by.

        None stands for both where the law data cannot say.
        """
        events = tuple(self._events(letters, said))
        for item in items:
            found = self._limitation(item.due_on, events)
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
