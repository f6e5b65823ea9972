"""Payments of one contract allocated to its costs, instalments and late charges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.case.model import Payment
from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.figures import PaymentShare
from legaldocs.core.errors import LawError
from legaldocs.core.money import TO_FEN, ZERO
from legaldocs.law.imputation import DebtBalance, impute, unapplied
from legaldocs.law.interest import accrue, as_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Cost, Credit
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import AgreedRate, LprMultiple

_DAY = dt.timedelta(days=1)
_NEVER = dt.date.max
"""Stands for a due date that is not known yet; such an instalment is paid last."""

_COSTS_FIRST = "先于利息和本金抵充"


@dataclass(slots=True)
class InstalmentBalance:
    """An instalment while payments are allocated to it (分期余额).

    ``outstanding`` is its unpaid principal in yuan, ``bases`` each principal with the first day it
    stood, ``late_paid`` what was paid of the late charge.
    """

    due: DuePart
    rate: AgreedRate | LprMultiple
    book: LawBook
    outstanding: Decimal
    bases: list[tuple[dt.date, Decimal]]
    late_paid: Decimal = ZERO
    stops_on: dt.date = _NEVER
    """The first day that no late charge runs on, such as that of the debtor's bankruptcy."""
    shares: list[PaymentShare] = field(default_factory=list)
    _accrued: dict[tuple[Decimal, dt.date, dt.date], tuple[InterestSegment, ...]] = field(
        default_factory=dict
    )
    """Runs worked out before: interest that is paid first asks for them at each payment."""

    def segments(self, through: dt.date) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield each run of late days with its base; a day of payment has the lower base."""
        due_on = self.due.due_on
        through = min(through, self.stops_on - _DAY)
        if due_on is None or due_on >= through:
            return
        starts = [max(due_on + _DAY, since) for since, _ in self.bases]
        for n, (_, base) in enumerate(self.bases):
            last = min(starts[n + 1] - _DAY if n + 1 < len(starts) else through, through)
            if base and starts[n] <= last:
                days = (base, starts[n], last)
                if days not in self._accrued:
                    accrual = accrue(self.book, *days, self.rate, breach_on=due_on + _DAY)
                    self._accrued[days] = accrual.segments
                for segment in self._accrued[days]:
                    yield base, segment

    def late_charge(self, through: dt.date) -> Decimal:
        """Return the unpaid late charge; it is rounded to the fen here, once, and nowhere later."""
        exact = sum((segment.exact for _, segment in self.segments(through)), Fraction(0))
        return TO_FEN.apply(as_decimal(exact)) - self.late_paid


@dataclass(frozen=True, slots=True)
class Allocation:
    """One contract's instalments after payments are allocated, and the unallocated rest (清偿分配).

    In yuan: ``unpaid_costs``, ``late_charge`` (unpaid, of all instalments), ``paid`` (payments and
    credits), ``beyond_price`` (what no instalment took up) and ``unallocated``, what of it no late
    charge and no cost took up either. ``provisional`` when a rate was used past its last checked
    day.
    """

    balances: tuple[InstalmentBalance, ...]
    unpaid_costs: Decimal
    late_charge: Decimal
    provisional: bool
    paid: Decimal
    beyond_price: Decimal
    unallocated: Decimal


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
                standard.rate,
                book,
                part.amount,
                [(part.due_on or _NEVER, part.amount)],
                stops_on=standard.stops_on or _NEVER,
            )
            for part in parts
        )
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

    def debts(self, day: dt.date, burden: Decimal = ZERO) -> list[DebtBalance]:
        """Return the instalments as the rules of imputation see them on ``day``.

        The costs stand with the instalment that is due first.
        """
        before = self.standard.before_principal
        debts = [
            _as_debt(place, balance, day, interest_first=before, burden=burden)
            for place, balance in enumerate(self.balances)
        ]
        first = min(range(len(debts)), key=lambda place: debts[place].due_on)
        debts[first] = replace(debts[first], costs=self.costs.unpaid(day))
        return debts


class Costs:
    """The costs of one contract that the debtor owes, and what of them was paid (费用).

    Lawyers' fees and the like are owed only where the contract says so.
    """

    def __init__(self, facts: ContractFacts) -> None:
        self._rows: tuple[Cost, ...] = facts.costs if facts.contract.cost_clause else ()
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
