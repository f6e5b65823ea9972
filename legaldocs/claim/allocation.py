"""Payments of one contract allocated to its costs, instalments and late charges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from legaldocs.case.model import Payment
from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.ceiling import Ceiling
from legaldocs.claim.cost import is_recoverable
from legaldocs.claim.figures import PaymentShare
from legaldocs.claim.instalment_balance import InstalmentBalance
from legaldocs.core.errors import LawError
from legaldocs.core.money import ZERO
from legaldocs.law.imputation import DebtBalance, impute, unapplied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Cost, Credit
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.late_charge_standard import LateChargeStandard
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
    rows: tuple[Payment | Credit, ...] = (*facts.payments, *facts.credits)
    beyond_price = sum((debt.take(row) for row in sorted(rows, key=row_day)), ZERO)
    left = debt.take_beyond_price(beyond_price, as_of)
    return Allocation(
        debt.balances,
        debt.costs.unpaid(),
        debt.late_charge(as_of),
        any(run.provisional for balance in debt.balances for _, run in balance.segments(as_of)),
        total(facts.payments) + total(facts.credits),
        beyond_price,
        left,
        debt.runs_on(as_of),
    )


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
                [(part.due_on or _NEVER, part.amount)],
                stops_on=standard.stops_on or _NEVER,
            )
            for part in parts
        )
        _join(self.balances, standard)
        self._book = book

    def take(self, row: Payment | Credit) -> Decimal:
        """Allocate one payment or credit, and return what of it no instalment took up."""
        return _allocate_row(row, self.balances, self.costs, self.standard, self._book)

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
            _as_debt(place, balance, day, interest_first=before, burden=balance.burden(day))
            for place, balance in enumerate(self.balances)
        ]
        first = min(range(len(debts)), key=lambda place: debts[place].due_on)
        debts[first] = replace(debts[first], costs=self.costs.unpaid(day))
        return debts


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
        """Take up to ``amount`` and return what was taken."""
        taken = min(amount, self.unpaid())
        self._paid += taken
        return taken


def row_day(row: Payment | Credit) -> dt.date:
    """Return the day from which a payment or credit lowers the debt."""
    return row.paid_on if isinstance(row, Payment) else row.from_on or row.agreed_on


def _allocate_row(
    row: Payment | Credit,
    balances: tuple[InstalmentBalance, ...],
    costs: Costs,
    standard: LateChargeStandard,
    book: LawBook,
) -> Decimal:
    """Allocate one payment or credit, and return what no instalment took up."""
    day = row_day(row)
    is_payment = isinstance(row, Payment) or row.set_off
    interest_first = is_payment and standard.before_principal
    debts = [
        _as_debt(place, balance, day, interest_first=interest_first)
        for place, balance in enumerate(balances)
    ]
    named = [
        debt.id
        for debt, balance in zip(debts, balances, strict=True)
        if balance.due.is_named(row.towards)
    ]
    taken = costs.pay(min(row.amount, costs.unpaid(day))) if is_payment else ZERO
    reported_under = _instalment_for_costs(balances, row)
    reported_under.shares.extend(_shares(row, day, taken, "费用", _COSTS_FIRST))
    imputations = impute(row.amount - taken, debts, paid_on=day, designated=named)
    order = "" if named else _article(row, book, day)
    for paid in imputations:
        balance = balances[int(paid.debt)]
        balance.late_paid += paid.interest
        if paid.principal:
            balance.outstanding -= paid.principal
            balance.bases.append((day, balance.outstanding))
        why = paid.why + order
        balance.shares.extend(_shares(row, day, paid.interest, "违约金或利息", why))
        balance.shares.extend(_shares(row, day, paid.principal, "本金", why))
    return unapplied(row.amount - taken, imputations)


def _article(row: Payment | Credit, book: LawBook, day: dt.date) -> str:
    """Return the article on the order of payments, where it was in force on the day of one."""
    place = ("cn.civil_code", "imputation_several")
    if not isinstance(row, Payment) and row.set_off:
        place = ("cn.contract_interpretation", "set_off_order")
    try:
        return f"（{book.cite(*place, day).text}）"
    except LawError:
        return ""


def _as_debt(
    place: int,
    balance: InstalmentBalance,
    day: dt.date,
    *,
    interest_first: bool,
    burden: Decimal = ZERO,
) -> DebtBalance:
    """Return an instalment as the rules of imputation see it on ``day``; its id is its place."""
    owed = balance.late_charge(day - _DAY) if interest_first else ZERO
    return DebtBalance(
        str(place),
        balance.due.due_on or _NEVER,
        interest=owed,
        principal=balance.outstanding,
        burden=burden,
    )


def _instalment_for_costs(
    balances: tuple[InstalmentBalance, ...], row: Payment | Credit
) -> InstalmentBalance:
    """Return the instalment under which a payment of costs is reported.

    That is the one the payer designated, or the earliest due.
    """
    designated = (balance for balance in balances if balance.due.is_named(row.towards))
    return next(designated, min(balances, key=lambda balance: balance.due.due_on or _NEVER))


def _shares(
    row: Payment | Credit,
    day: dt.date,
    amount: Decimal,
    towards: Literal["费用", "违约金或利息", "本金"],
    why: str,
) -> Iterator[PaymentShare]:
    if amount:
        yield PaymentShare(day, amount, towards, why, row.origin)
