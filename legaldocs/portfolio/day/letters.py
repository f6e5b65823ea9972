"""The letters of the book as a case reads them: one reading of arrival, one of the time given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.arrival import came_back
from legaldocs.case.as_of import as_known_on
from legaldocs.case.communication import Communication
from legaldocs.case.contract import Contract
from legaldocs.case.demand import Demand
from legaldocs.case.model import Case
from legaldocs.case.party import Party
from legaldocs.case.vocabulary import Channel, DeliveryResult, Effect, PartyKind, Role
from legaldocs.claim.letter_due import SentLetter, sent_letters, still_running
from legaldocs.core.origin import Origin
from legaldocs.portfolio.day.rows import CustomerRow, LetterFiles
from legaldocs.portfolio.follow.said import effect_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.portfolio.day.rows import Account, TaskRow

_BOOK = Origin("book.db")
_GRADES = (Effect.OVERDUE, Effect.DEMAND, Effect.WARNING, Effect.LAWYER)


def communication(task: TaskRow, files: LetterFiles) -> Communication | None:
    """Return the row of a case that a sent message of the book is; None before it is sent.

    What it does in law is said once, for the case and the day: a call hands over no letter, and
    what went nobody knows how is none.
    """
    if task.sent_on is None or task.channel not in [*Channel]:
        return None
    result = DeliveryResult(task.result) if task.result else None
    back = result not in (None, DeliveryResult.ARRIVED)
    return Communication(
        origin=Origin("task", task.id),
        sent_on=task.sent_on,
        channel=Channel(task.channel),
        gist="请求付清到期款项",
        effect=effect_of(task._asdict()),
        result=result,
        arrived_on=None if back else task.arrived_on,
        returned_on=task.arrived_on if back else None,
        pay_by=task.pay_by,
        tracking=task.tracking,
        address=task.address,
        file=files.files,
        proof=files.proof,
    )


class Agreed(NamedTuple):
    """What a contract says of service (送达约定); clause and address are empty where unknown."""

    contract: str
    clause: str = ""
    address: str = ""


def correspondence(
    customer: CustomerRow, rows: Sequence[Communication], agreed: Sequence[Agreed], within: int
) -> Case:
    """Return the least case in which the letters to a customer are read."""
    known = {kind.value for kind in PartyKind}
    addresses = (one.address for one in agreed)
    debtor = Party(
        origin=_BOOK,
        role=Role.DEBTOR,
        name=customer.name,
        kind=PartyKind(customer.kind) if customer.kind in known else PartyKind.COMPANY,
        uscc=customer.uscc or "",
        address=customer.address,
        service_address=customer.service_address or next(filter(None, addresses), ""),
    )
    creditor = Party(origin=_BOOK, role=Role.CREDITOR, name="")
    contracts = tuple(
        Contract(origin=_BOOK, number=one.contract, service_clause=one.clause)
        for one in agreed or (Agreed(""),)
    )
    return Case(
        folder=Path(),
        origin=_BOOK,
        parties=(creditor, debtor),
        contracts=contracts,
        communications=tuple(rows),
        demand=Demand(origin=_BOOK, pay_within_days=within),
    )


@dataclass(frozen=True, slots=True)
class Correspondence:
    """The letters to a customer, read on a day (往来函件).

    ``waiting`` says why no further letter goes out yet; empty when one may.
    """

    case: Case
    sent: dict[int, SentLetter]
    waiting: str
    as_of: dt.date
    fair: dt.timedelta

    def passed(self, tasks: Sequence[int], letter: Effect) -> bool:
        """Return whether one of the letters, or a stricter one, arrived and its day is over."""
        return any(
            one.arrival.on is not None
            and one.grade >= _GRADES.index(letter)
            and (one.term_ends(self.fair) or dt.date.max) < self.as_of
            for one in self._of(tasks)
        )

    def came_back(self, task: int) -> bool:
        """Return whether the letter of a task was returned and does not count as arrived."""
        one = self.sent.get(task)
        return one is not None and one.arrival.on is None and came_back(one.row)

    def missing(self, task: int) -> str:
        """Return what the arrival of the letter of a task wants; empty when it arrived."""
        one = self.sent.get(task)
        return "" if one is None else one.arrival.missing

    def with_rows(self, rows: Sequence[Communication]) -> Case:
        """Return the case with other communications in place of the letters."""
        return replace(self.case, communications=tuple(rows))

    def _of(self, tasks: Sequence[int]) -> list[SentLetter]:
        return [self.sent[task] for task in tasks if task in self.sent]


@cache
def _silence(as_of: dt.date, pay_within_days: int) -> Correspondence:
    """Return the reading of a customer to whom no letter was sent."""
    nobody = CustomerRow(0, "", "", "", "", "", "", None, None)
    case = correspondence(nobody, (), (), pay_within_days)
    return Correspondence(case, {}, "", as_of, dt.timedelta(days=pay_within_days))


def read_letters(
    account: Account, agreed: Sequence[Agreed], as_of: dt.date, pay_within_days: int
) -> Correspondence:
    """Return the letters to a customer as a case with the same facts reads them on a day."""
    rows = [
        row
        for task in account.tasks.values()
        if (row := communication(task, account.files.get(task.id, LetterFiles())))
        and task.sent_on is not None
        and task.sent_on <= as_of
    ]
    if not rows:
        return _silence(as_of, pay_within_days)
    case = as_known_on(correspondence(account.customer, rows, agreed, pay_within_days), as_of)
    fair = dt.timedelta(days=pay_within_days)
    letters = sent_letters(case)
    sent = {one.row.origin.line: one for one in letters}
    return Correspondence(case, sent, still_running(letters, as_of, fair), as_of, fair)
