"""Payments of one contract allocated to its costs, instalments and late charges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.ceiling import Ceiling
from legaldocs.claim.cost import is_recoverable
from legaldocs.claim.figures import PaymentShare
from legaldocs.claim.instalment_balance import InstalmentBalance
from legaldocs.core.errors import LawError
from legaldocs.core.money import ZERO
from legaldocs.law.imputation import DebtBalance, impute, unapplied

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Cost
    from legaldocs.case.payment import Credit, Payment
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.imputation import Imputation
    from legaldocs.law.lawbook import LawBook

_DAY = dt.timedelta(days=1)
_NEVER = dt.date.max
"""Stands for a due date that is not known yet; such an instalment is paid last."""

_COSTS_FIRST = "先于利息和本金抵充"


@dataclass(frozen=True, slots=True)
class Allocation:
    """One contract's instalments after payments are allocated, and the unallocated rest (清偿分配).

    In yuan: ``unpaid_costs``, ``late_charge`` (unpaid, of all instalments), ``paid`` (payments and
    credits), ``beyond_price`` (what no instalment took up) and ``unallocated``, what of it no late
    charge and no cost took up either. ``provisional`` when a rate was used past its last checked
    day; ``runs_on`` while the late charge grows: what is owed once or capped does not.
    """

    balances: tuple[InstalmentBalance, ...]
    unpaid_costs: Decimal
    late_charge: Decimal
    provisional: bool
    paid: Decimal
    beyond_price: Decimal
    unallocated: Decimal
    runs_on: bool


def allocate(
    facts: ContractFacts,
    parts: tuple[DuePart, ...],
    standard: LateChargeStandard,
    book: LawBook,
    as_of: dt.date,
) -> Allocation:
    """Allocate every payment and credit to the ``parts`` of the price, in the order of time.

    What exceeds all principal goes to the late charges that have run through ``as_of``, then to
    the costs.
    """
    debt = ContractDebt(facts, parts, standard, book)
    refunded = total(facts.refunds)
    rows: tuple[Payment | Credit, ...] = (*facts.payments, *facts.credits)
    beyond_price = sum((debt.enter(entry) for entry in entries(rows)), -refunded)
    left = min(beyond_price, ZERO) + debt.take_beyond_price(max(beyond_price, ZERO), as_of)
    return Allocation(
        debt.balances,
        debt.costs.unpaid(),
        debt.late_charge(as_of),
        any(run.provisional for balance in debt.balances for _, run in balance.segments(as_of)),
        total(row for row in rows if row.restored_on is None) - refunded,
        beyond_price,
        left,
        debt.runs_on(as_of),
    )


class Entry(NamedTuple):
    """A payment or credit on the day it counts from, or the end of one that failed (入账).

    ``place`` is that of the row among those given.
    """

    day: dt.date
    row: Payment | Credit
    place: int
    restores: bool = False


def entries(rows: Iterable[Payment | Credit]) -> list[Entry]:
    """Return the rows in the order of time; on one day what restores the debt comes first."""
    found = []
    for place, row in enumerate(rows):
        found.append(Entry(row.effective_on, row, place))
        if row.restored_on is not None:
            found.append(Entry(row.restored_on, row, place, restores=True))
    # A bill that fails on the day it came must be taken before it is given back.
    return sorted(
        found,
        key=lambda entry: (entry.day, not entry.restores or entry.day == entry.row.effective_on),
    )


@dataclass(slots=True)
class _Taken:
    """What a row paid; kept to be undone where it is a bill that failed."""

    costs: Decimal
    left: Decimal = ZERO
    parts: list[tuple[InstalmentBalance, Imputation]] = field(default_factory=list)
    shares: list[PaymentShare] = field(default_factory=list)

    def share(
        self,
        balance: InstalmentBalance,
        row: Payment | Credit,
        amount: Decimal,
        towards: Literal["费用", "违约金或利息", "本金"],
        why: str,
    ) -> None:
        """Report what of the row went to one thing under an instalment."""
        if amount:
            share = PaymentShare(row.effective_on, amount, towards, why, row.origin)
            self.shares.append(share)
            balance.shares.append(share)


class ContractDebt:
    """What is owed under one contract while payments come in (合同债务).

    ``balances`` are its instalments, ``costs`` the costs its debtor owes.
    """

    def __init__(
        self,
        facts: ContractFacts,
        parts: tuple[DuePart, ...],
        standard: LateChargeStandard,
        book: LawBook,
    ) -> None:
        self.standard = standard
        self.costs = Costs(facts)
        self.balances = tuple(
            InstalmentBalance(
                part,
                standard.term,
                book,
                part.amount,
                [(dt.date.min, part.amount)],
                stops_on=standard.stops_on or _NEVER,
            )
            for part in parts
        )
        _join(self.balances, standard)
        self._book = book
        self._conditional: dict[int, _Taken] = {}
        self._beyond: list[tuple[Payment | Credit, Decimal]] = []

    def enter(self, entry: Entry) -> Decimal:
        """Allocate a row or undo it, and return by how much what no instalment took up grew.

        What was beyond the price pays what a failed bill restores.
        """
        if not entry.restores:
            left = self.take(entry.row)
            if left and entry.row.restored_on is None:
                self._beyond.append((entry.row, left))
            return left
        grown = self._give_back(entry.row, entry.day)
        waiting, self._beyond = self._beyond, []
        for row, amount in waiting:
            left = self.take(row.moved(amount, entry.day))
            self._beyond += [(row, left)] if left else []
            grown -= amount - left
        return grown

    def take(self, row: Payment | Credit) -> Decimal:
        """Allocate one payment or credit, and return what of it no instalment took up."""
        day = row.effective_on
        unpaid = self.costs.unpaid(day) if row.pays_charges else ZERO
        taken = _Taken(self.costs.pay(min(row.amount, unpaid)))
        taken.share(self._for_costs(row), row, taken.costs, "费用", _COSTS_FIRST)
        named = [str(n) for n, part in enumerate(self.balances) if part.due.is_named(row.towards)]
        first = row.pays_charges and self.standard.before_principal
        debts = self._debts(day, interest_first=first)
        imputations = impute(row.amount - taken.costs, debts, paid_on=day, designated=named)
        order = "" if named else _article(row, self._book, day)
        for paid in imputations:
            balance = self.balances[int(paid.debt)]
            balance.late_paid += paid.interest
            balance.lower(paid.principal, day)
            taken.parts.append((balance, paid))
            taken.share(balance, row, paid.interest, "违约金或利息", paid.why + order)
            taken.share(balance, row, paid.principal, "本金", paid.why + order)
        taken.left = unapplied(row.amount - taken.costs, imputations)
        if row.restored_on is not None:
            self._conditional[id(row)] = taken
        return taken.left

    def _give_back(self, row: Payment | Credit, day: dt.date) -> Decimal:
        """Let the debt stand again that ``row`` paid; its charge runs from the next day."""
        taken = self._conditional.pop(id(row))
        self.costs.pay(-taken.costs)
        for balance, paid in taken.parts:
            balance.late_paid -= paid.interest
            balance.lower(-paid.principal, day + _DAY)
        given_back = {id(share) for share in taken.shares}
        for balance in self.balances:
            balance.shares = [share for share in balance.shares if id(share) not in given_back]
        return -taken.left

    def take_beyond_price(self, amount: Decimal, as_of: dt.date) -> Decimal:
        """Pay late charges through ``as_of`` and then costs, and return what is left."""
        for balance in self.balances:
            taken = min(amount, balance.late_charge(as_of))
            balance.late_paid += taken
            amount -= taken
        return amount - self.costs.pay(amount)

    def late_charge(self, through: dt.date) -> Decimal:
        """Return the unpaid late charge of all instalments."""
        return sum((balance.late_charge(through) for balance in self.balances), ZERO)

    def runs_on(self, through: dt.date) -> bool:
        """Return whether the late charge grows after ``through`` while nothing is paid."""
        running = any(balance.runs_on(through) for balance in self.balances)
        return running and not self.standard.term.once

    def debts(self, day: dt.date) -> list[DebtBalance]:
        """Return the instalments as the rules of imputation see them on ``day``.

        The costs stand with the instalment that is due first.
        """
        before = self.standard.before_principal
        debts = [
            replace(debt, burden=balance.burden(day))
            for debt, balance in zip(
                self._debts(day, interest_first=before), self.balances, strict=True
            )
        ]
        first = min(range(len(debts)), key=lambda place: debts[place].due_on)
        debts[first] = replace(debts[first], costs=self.costs.unpaid(day))
        return debts

    def _debts(self, day: dt.date, *, interest_first: bool) -> list[DebtBalance]:
        """Return the instalments with what is owed before ``day``; an id is a place."""
        return [
            DebtBalance(
                str(place),
                balance.due.due_on or _NEVER,
                interest=balance.late_charge(day - _DAY) if interest_first else ZERO,
                principal=balance.outstanding,
            )
            for place, balance in enumerate(self.balances)
        ]

    def _for_costs(self, row: Payment | Credit) -> InstalmentBalance:
        """Return the instalment under which a payment of costs is reported.

        That is the one the payer designated, or the earliest due.
        """
        named = (balance for balance in self.balances if balance.due.is_named(row.towards))
        earliest = min(self.balances, key=lambda balance: balance.due.due_on or _NEVER)
        return next(named, earliest)


def _join(balances: tuple[InstalmentBalance, ...], standard: LateChargeStandard) -> None:
    """Join the instalments that share a sum, a cap or a statement."""
    term = standard.term
    ordered = sorted(balances, key=lambda balance: balance.due.due_on or _NEVER)
    for place, balance in enumerate(ordered):
        balance.stated = standard.stated
        balance.earlier_due = place > 0 or standard.stated_elsewhere
        if term.fixed_sum and not term.per_part:
            balance.earlier = tuple(ordered[:place])
    if term.cap is not None and term.cap.of == "overdue":
        for balance in balances:
            balance.ceiling = Ceiling(term.cap, (balance,))
    elif term.cap is not None:
        shared = Ceiling(term.cap, balances)
        for balance in balances:
            balance.ceiling = shared


class Costs:
    """The costs of one contract that the debtor owes, and what of them was paid (费用).

    Lawyers' fees and the like are owed only where the contract says so; the fees of an application
    that a court has received are owed without a clause, the fee of a suit not before its judgment.
    """

    def __init__(self, facts: ContractFacts) -> None:
        clause = bool(facts.contract.cost_clause)
        self._rows: tuple[Cost, ...] = tuple(
            cost for cost in facts.costs if is_recoverable(cost, clause=clause)
        )
        self._paid = ZERO

    def unpaid(self, day: dt.date = _NEVER) -> Decimal:
        """Return what was incurred by ``day`` and is not paid."""
        return total(cost for cost in self._rows if cost.incurred_on <= day) - self._paid

    def pay(self, amount: Decimal) -> Decimal:
        """Take up to ``amount`` and return what was taken; a negative amount undoes a payment."""
        taken = min(amount, self.unpaid())
        self._paid += taken
        return taken


def _article(row: Payment | Credit, book: LawBook, day: dt.date) -> str:
    """Return the article on the order of payments, where it was in force on the day of one."""
    place = ("cn.civil_code", "imputation_several")
    if row.is_set_off:
        place = ("cn.contract_interpretation", "set_off_order")
    try:
        return f"（{book.cite(*place, day).text}）"
    except LawError:
        return ""
