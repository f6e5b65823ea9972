"""Which cases a customer's debts make: one, or one a forum where contracts name different ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from legaldocs.core.errors import InputError
from legaldocs.core.near import folded
from legaldocs.portfolio.follow.contract_terms import terms_of
from legaldocs.portfolio.follow.debts import DEED_KEY, debts_of
from legaldocs.portfolio.follow.facts import Deed
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.follow.state import CaseState
from legaldocs.portfolio.model import Receivable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Connection

    Forum = tuple[str, str]

_UNKNOWN: Forum = ("", "")


@dataclass(slots=True)
class Wanted:
    """A case to write or to look at again (要写的案件).

    ``row`` is what the book has of it, None for a new one; ``items`` are its receivables, and
    ``contracts`` the folded numbers whose other receivables join them.
    """

    row: Mapping[str, Any] | None = None
    items: frozenset[int] = frozenset()
    contracts: set[str] = field(default_factory=set)
    deed: Deed | None = None

    @property
    def is_open(self) -> bool:
        """Whether more receivables may join it: not once they were settled or decided upon."""
        return self.row is None or self.row["state"] == CaseState.WORKING

    def takes(self, receivable: Mapping[str, Any], taken: Collection[int]) -> bool:
        """Return whether a receivable belongs to it; ``taken`` are those of any case."""
        if receivable["id"] in self.items:
            return True
        fresh = self.is_open and receivable["id"] not in taken
        return fresh and folded(receivable["contract_number"]) in self.contracts


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a customer (客户的案件), and every receivable that is in one."""

    wanted: list[Wanted]
    taken: frozenset[int]


def cases_of(
    connection: Connection, customer: int, as_of: dt.date, contracts: Sequence[str] = ()
) -> Cases:
    """Return the cases that a customer's debts make on a day, those that are there first.

    ``contracts`` restricts new ones, and those looked at again, to some contracts. A case that is
    over is left alone. Raises InputError for a contract on which nothing is open.
    """
    there = [_there(connection, row) for row in book_cases(connection, customer)]
    taken = frozenset(item for case in there for item in case.items)
    live = [case for case in there if case.row and case.row["state"] != CaseState.OVER]
    every = debts_of(connection, customer, as_of).debts
    forums = {folded(debt.number): terms_of(debt.terms).forum for debt in every}
    debts = [debt for debt in every if any(row["id"] not in taken for row in debt.parts)]
    if contracts:
        asked = {folded(number) for number in contracts}
        known = {folded(debt.number) for debt in debts}.union(*(case.contracts for case in live))
        if unknown := [number for number in contracts if folded(number) not in known]:
            raise InputError(
                "没有这份合同的未收应收款",
                found="、".join(unknown),
                expected="、".join(sorted(debt.number or "（没有编号）" for debt in debts)),
            )
        debts = [debt for debt in debts if folded(debt.number) in asked]
        live = [case for case in live if case.contracts & asked]
    numbers = [folded(debt.number) for debt in debts]
    return Cases([*live, *_new(numbers, forums, live)], taken)


def book_cases(connection: Connection, customer: int | None = None) -> list[dict[str, Any]]:
    """Return the cases of the book, or of a customer, that were not closed."""
    chosen = select(BookCase.__table__).where(BookCase.closed_on.is_(None))
    if customer is not None:
        chosen = chosen.where(BookCase.customer_id == customer)
    return [dict(row) for row in connection.execute(chosen.order_by(BookCase.id)).mappings()]


def items_of(connection: Connection, case: int) -> list[dict[str, Any]]:
    """Return the receivables of a case."""
    chosen = (
        select(Receivable.__table__)
        .join(BookCaseItem, BookCaseItem.receivable_id == Receivable.id)
        .where(BookCaseItem.book_case_id == case, BookCaseItem.closed_on.is_(None))
        .order_by(Receivable.id)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def agreed_of(connection: Connection, case: int) -> list[dict[str, Any]]:
    """Return the sums that deeds and instruments of a case put into the book, ended ones too."""
    chosen = select(Receivable.__table__).where(Receivable.key.startswith(f"{DEED_KEY}{case})"))
    return [dict(row) for row in connection.execute(chosen.order_by(Receivable.id)).mappings()]


def _there(connection: Connection, row: Mapping[str, Any]) -> Wanted:
    rows, agreed = items_of(connection, row["id"]), agreed_of(connection, row["id"])
    deed = None
    if agreed:
        since = min(one["issued_on"] for one in agreed)
        deed = Deed(since, frozenset(one["id"] for one in agreed))
    own = {folded(one["contract_number"]) for one in rows}
    return Wanted(row, frozenset(one["id"] for one in rows), own, deed)


def _new(
    numbers: Sequence[str], forums: Mapping[str, Forum], live: Sequence[Wanted]
) -> list[Wanted]:
    """Put each contract into the case that is open for it, and return the new ones, one a forum."""
    several = len({*forums.values()} - {_UNKNOWN}) > 1
    working = [case for case in live if case.is_open]
    fresh: dict[Forum, Wanted] = {}
    for number in numbers:
        forum = forums[number] if several else _UNKNOWN
        homes = [case for case in working if number in case.contracts]
        homes += [
            case
            for case in working
            if not several or any(forums.get(other) == forum for other in case.contracts)
        ]
        home = homes[0] if homes else fresh.setdefault(forum, Wanted())
        home.contracts.add(number)
    return [*fresh.values()]
