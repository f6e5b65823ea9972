"""What of a customer's receivables a case is about, sorted by contract."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from legaldocs.core.near import folded
from legaldocs.portfolio.model import Receivable
from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.plan.model import Contract
from legaldocs.portfolio.receipt_parts import REPLACED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    Chosen = Callable[[Mapping[str, Any]], bool]

DEED_KEY = "n:(案件"
"""How the key of a receivable begins that is an instalment of a deed: no part of a contract."""
_NO_NUMBER = "无"
"""What a contract is called whose number nobody noted, where there are several."""


@dataclass(slots=True)
class Debt:
    """One contract of a case (一份合同的欠款): the rows of its receivables, above and below zero.

    ``number`` is as the book writes it, ``terms`` its row among the contracts of the book.
    """

    number: str
    terms: Mapping[str, Any] | None = None
    parts: list[Mapping[str, Any]] = field(default_factory=list)
    reds: list[Mapping[str, Any]] = field(default_factory=list)
    whole: bool = False
    """Whether the parts are the whole price, as the book knows the contract."""
    called: str = ""
    """The number by which the case calls it; empty only where it is the only one."""
    names: dict[int, str] = field(default_factory=dict)
    """What each part is called, by the receivable."""


@dataclass(slots=True)
class Debts:
    """What a case is about (案件的欠款), and the red invoices that no contract of it takes up.

    ``open_fen`` is what the book has open, by receivable; below zero for a red invoice.
    """

    debts: list[Debt]
    open_fen: Mapping[int, int]
    left_out: list[Mapping[str, Any]] = field(default_factory=list)
    homeless: list[Mapping[str, Any]] = field(default_factory=list)
    """Red invoices that name no contract where there are several."""

    @property
    def receivables(self) -> tuple[int, ...]:
        """Every receivable of the case."""
        rows = (row for debt in self.debts for row in (*debt.parts, *debt.reds))
        return tuple(sorted(row["id"] for row in (*rows, *self.homeless)))


def _call(parts: Sequence[Mapping[str, Any]], before: Mapping[int, str]) -> dict[int, str]:
    """Return what each part is called: as before, else by the first name that no other has.

    What the debtor knows it by comes first: the name of the part, the number of its invoice.
    """
    found = {row["id"]: name for row in parts if (name := before.get(row["id"]))}
    taken = {*found.values()}
    candidates = {row["id"]: _candidates(row) for row in parts if row["id"] not in found}
    counted = Counter(name for names in candidates.values() for name in names)
    for receivable, names in candidates.items():
        free = (name for name in names if counted[name] == 1 and name not in taken)
        found[receivable] = next(free, f"{names[-1]}（{receivable}）")
    return found


def _candidates(row: Mapping[str, Any]) -> tuple[str, ...]:
    part, invoice, number = row["part"], row["invoice_number"], row["number"]
    names = (part, f"发票 {invoice}" if invoice else "", f"{part}（{number}）" if part else "")
    return (*dict.fromkeys(filter(None, names)), f"应收 {number}")


def debts_of(
    connection: Connection,
    customer: int,
    as_of: dt.date,
    *,
    only: Chosen | None = None,
    known: Mapping[int, str] | None = None,
    also_open_on: Iterable[dt.date] = (),
) -> Debts:
    """Return what a case of a customer is about on a day.

    Where the book knows the price of a contract and its receivables come to it, all of them are
    parts; else those that are open, or were on one of the days ``also_open_on``. ``only`` chooses
    among the receivables; ``known`` are those that the case has already, with what it calls them.
    """
    known = known or {}
    rows = [row for row in _rows(connection, customer, as_of, known) if only is None or only(row)]
    items = open_items(connection, as_of, customer=customer)
    is_open = {item.id: item.open_fen for item in items}
    is_open |= {row["id"]: row["open_fen"] for row in rows if _replaced(row)}
    wanted = {*is_open, *known}
    for day in also_open_on:
        wanted |= {item.id for item in open_items(connection, day, customer=customer)}
    contracts = _contracts(connection, customer)
    groups: dict[str, Debt] = {}
    for row in rows:
        key = folded(row["contract_number"])
        debt = groups.setdefault(key, Debt(row["contract_number"], contracts.get(key)))
        (debt.parts if row["amount_fen"] > 0 else debt.reds).append(row)
    for debt in groups.values():
        _restrict(debt, is_open, wanted)
    debts = [debt for debt in groups.values() if debt.parts]
    _name(debts, known)
    found = Debts(debts, {row["id"]: is_open.get(row["id"], 0) for row in rows})
    _place_reds(found, [debt for debt in groups.values() if not debt.parts])
    return found


def _replaced(row: Mapping[str, Any]) -> bool:
    return str(row["closed_why"]).startswith(REPLACED)


def _rows(
    connection: Connection, customer: int, as_of: dt.date, known: Collection[int]
) -> Sequence[Mapping[str, Any]]:
    """Return the receivables that are there on the day, and those a deed of the case replaced."""
    there = or_(
        Receivable.closed_on.is_(None),
        Receivable.closed_on > as_of,
        Receivable.id.in_([*known]) & Receivable.closed_why.startswith(REPLACED),
    )
    chosen = (
        select(Receivable.__table__)
        .where(
            Receivable.customer_id == customer,
            there,
            or_(Receivable.entered_on().is_(None), Receivable.entered_on() <= as_of),
            Receivable.amount_fen != 0,
        )
        .order_by(Receivable.id)
    )
    found = connection.execute(chosen).mappings()
    return [dict(row) for row in found if not row["key"].startswith(DEED_KEY)]


def _contracts(connection: Connection, customer: int) -> dict[str, Mapping[str, Any]]:
    chosen = select(Contract.__table__).where(
        Contract.customer_id == customer, Contract.closed_on.is_(None)
    )
    found = connection.execute(chosen.order_by(Contract.id)).mappings()
    return {folded(row["number"]): dict(row) for row in found}


def _restrict(debt: Debt, is_open: Mapping[int, int], wanted: Collection[int]) -> None:
    """Keep the whole of a contract whose price is known and complete, else what is wanted."""
    price = debt.terms["price_fen"] if debt.terms else None
    debt.whole = price is not None and sum(row["amount_fen"] for row in debt.parts) == price
    some = any(row["id"] in wanted for row in debt.parts)
    if not (debt.whole and some):
        debt.parts = [row for row in debt.parts if row["id"] in wanted]
    debt.parts.sort(key=lambda row: (row["due_on"], row["id"]))
    debt.reds = [row for row in debt.reds if is_open.get(row["id"], 0) < 0]


def _name(debts: list[Debt], known: Mapping[int, str]) -> None:
    """Call each contract by its number, where there are several, and each part by its name."""
    debts.sort(key=lambda debt: min(row["id"] for row in debt.parts))
    for debt in debts:
        debt.called = debt.number or (_NO_NUMBER if len(debts) > 1 else "")
        debt.names = _call(debt.parts, known)


def _place_reds(found: Debts, without: list[Debt]) -> None:
    """Put red invoices without a contract where only one can be meant."""
    for debt in without:
        if folded(debt.number):
            found.left_out += debt.reds
        elif len(found.debts) == 1:
            found.debts[0].reds += debt.reds
        elif found.debts:
            found.homeless += debt.reds
        else:
            found.left_out += debt.reds
