"""Payments of one contract allocated to its costs, instalments and late charges."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.case.model import Payment
from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.ceiling import Ceiling
from legaldocs.claim.cost import is_recoverable
from legaldocs.claim.figures import PaymentShare
from legaldocs.core.days import chinese_day
from legaldocs.core.errors import LawError
from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.law.imputation import DebtBalance, impute, unapplied
from legaldocs.law.interest import as_decimal
from legaldocs.law.late_terms import fixed_segment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Cost, Credit, Statement
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.late_terms import LateTerm
    from legaldocs.law.lawbook import LawBook

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
    term: LateTerm
    book: LawBook
    outstanding: Decimal
    bases: list[tuple[dt.date, Decimal]]
    late_paid: Decimal = ZERO
    shares: list[PaymentShare] = field(default_factory=list)
    earlier: tuple[InstalmentBalance, ...] = ()
    """Instalments whose late days take a sum that counts once for the contract."""
    ceiling: Ceiling | None = None
    stated: Statement | None = None
    """The statement that fixes the charge; the whole sum stands under the earliest due."""
    earlier_due: bool = False
    _ran: dict[tuple[Decimal, dt.date, dt.date], tuple[InterestSegment, ...]] = field(
        default_factory=dict
    )
    """Runs worked out before: interest that is paid first asks for them at each payment."""

    def segments(self, through: dt.date) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield each run of late days with its base, as far as the contract's cap allows."""
        if self.ceiling is None:
            return self.uncapped(through)
        return self.ceiling.segments(self, through)

    def uncapped(self, through: dt.date) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield each run of late days with its base; a day of payment has the lower base."""
        if self.stated is not None and self.stated.through_on <= through:
            yield from self._as_stated(self.stated, through)
        else:
            yield from self._running(dt.date.min, through)

    def _as_stated(
        self, stated: Statement, through: dt.date
    ) -> Iterator[tuple[Decimal, InterestSegment]]:
        """Yield what a statement fixed through its day, and what it reserved after it."""
        day = stated.through_on
        paid = sum(
            (
                share.amount
                for share in self.shares
                if share.towards == "违约金或利息" and share.paid_on <= day
            ),
            ZERO,
        )
        sum_ = paid + (stated.late_charge or ZERO if not self.earlier_due else ZERO)
        if sum_:
            says = f"对账单载明截至{chinese_day(day)}的金额，计{figure(sum_)}"
            yield self.outstanding, fixed_segment(day, day, sum_, "对账载明", says)
        if stated.late_charge_reserved:
            yield from self._running(day + _DAY, through)

    def _running(
        self, since: dt.date, through: dt.date
    ) -> Iterator[tuple[Decimal, InterestSegment]]:
        due_on = self.due.due_on
        for base, first, last in self.late_days(through):
            if due_on is None or last < since:
                continue
            for start, end in self._own(max(first, since), last):
                days = (base, start, end)
                if days not in self._ran:
                    run = self.term.segments(self.book, *days, due_on + _DAY)
                    self._ran[days] = tuple(run)
                for segment in self._ran[days]:
                    yield base, segment

    def late_days(self, through: dt.date) -> Iterator[tuple[Decimal, dt.date, dt.date]]:
        """Yield each principal with the first and the last late day it stood."""
        due_on = self.due.due_on
        if due_on is None or due_on >= through:
            return
        starts = [max(due_on + _DAY, since) for since, _ in self.bases]
        for n, (_, base) in enumerate(self.bases):
            last = min(starts[n + 1] - _DAY if n + 1 < len(starts) else through, through)
            if base and starts[n] <= last:
                yield base, starts[n], last

    def runs_on(self, through: dt.date) -> bool:
        """Return whether the late charge grows after ``through`` while nothing is paid."""
        due_on = self.due.due_on
        late = due_on is not None and due_on < through and self.outstanding > 0
        if self.stated is not None and not self.stated.late_charge_reserved:
            return False
        return late and (self.ceiling is None or self.ceiling.reached(through) is None)

    def first_base(self) -> Decimal:
        """Return what was unpaid on the first late day, in yuan."""
        late = self.late_days(dt.date.max)
        return next((base for base, _, _ in late), ZERO)

    def _own(self, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
        """Return the days that no earlier instalment was late on, in runs."""
        runs = [(first, last)]
        for balance in self.earlier:
            for _, begins, ends in balance.late_days(last):
                runs = [part for run in runs for part in _without(run, begins, ends)]
        if self.earlier and self.term.once:
            late = [balance for balance in self.earlier if any(balance.late_days(last))]
            return [] if late else runs
        return runs

    def late_charge(self, through: dt.date) -> Decimal:
        """Return the unpaid late charge; it is rounded to the fen here, once, and nowhere later."""
        exact = sum((segment.exact for _, segment in self.segments(through)), Fraction(0))
        return TO_FEN.apply(as_decimal(exact)) - self.late_paid


@dataclass(frozen=True, slots=True)
class Allocation:
    """One contract's instalments after payments are allocated, and the unallocated rest (清偿分配).

    In yuan: ``unpaid_costs``, ``late_charge`` (unpaid, of all instalments), ``paid`` (payments and
    credits) and ``unallocated``. ``provisional`` when a rate was used past its last checked day;
    ``runs_on`` while the late charge grows: what is owed once or capped does not.
    """

    balances: tuple[InstalmentBalance, ...]
    unpaid_costs: Decimal
    late_charge: Decimal
    provisional: bool
    paid: Decimal
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
    costs = Costs(facts)
    balances = tuple(
        InstalmentBalance(
            part, standard.term, book, part.amount, [(part.due_on or _NEVER, part.amount)]
        )
        for part in parts
    )
    _join(balances, standard)
    rows: list[Payment | Credit] = [*facts.payments, *facts.credits]
    left = ZERO
    for row in sorted(rows, key=_row_day):
        left += _allocate_row(row, balances, costs, standard, book)
    for balance in balances:
        taken = min(left, balance.late_charge(as_of))
        balance.late_paid += taken
        left -= taken
    left -= costs.pay(left)
    return Allocation(
        balances,
        costs.unpaid(),
        sum((balance.late_charge(as_of) for balance in balances), ZERO),
        any(run.provisional for balance in balances for _, run in balance.segments(as_of)),
        total(facts.payments) + total(facts.credits),
        left,
        not standard.term.once and any(balance.runs_on(as_of) for balance in balances),
    )


def _join(balances: tuple[InstalmentBalance, ...], standard: LateChargeStandard) -> None:
    """Join the instalments that share a sum, a cap or a statement."""
    term = standard.term
    ordered = sorted(balances, key=lambda balance: balance.due.due_on or _NEVER)
    for place, balance in enumerate(ordered):
        balance.stated = standard.stated
        balance.earlier_due = place > 0
        if term.fixed_sum and not term.per_part:
            balance.earlier = tuple(ordered[:place])
    if term.cap is not None and term.cap.of == "overdue":
        for balance in balances:
            balance.ceiling = Ceiling(term.cap, (balance,))
    elif term.cap is not None:
        shared = Ceiling(term.cap, balances)
        for balance in balances:
            balance.ceiling = shared


def _without(
    run: tuple[dt.date, dt.date], begins: dt.date, ends: dt.date
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield what is left of a run of days without those from ``begins`` to ``ends``."""
    first, last = run
    if ends < first or begins > last:
        yield run
        return
    if first < begins:
        yield first, begins - _DAY
    if ends < last:
        yield ends + _DAY, last


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


def _row_day(row: Payment | Credit) -> dt.date:
    return row.paid_on if isinstance(row, Payment) else row.agreed_on


def _allocate_row(
    row: Payment | Credit,
    balances: tuple[InstalmentBalance, ...],
    costs: Costs,
    standard: LateChargeStandard,
    book: LawBook,
) -> Decimal:
    """Allocate one payment or credit, and return the unallocated rest."""
    day = _row_day(row)
    is_payment = isinstance(row, Payment) or row.set_off
    interest_first = is_payment and standard.before_principal
    debts = [_as_debt(balance, day, interest_first=interest_first) for balance in balances]
    named = [balance.due.name for balance in balances if balance.due.name == row.towards]
    taken = costs.pay(min(row.amount, costs.unpaid(day))) if is_payment else ZERO
    reported_under = _instalment_for_costs(balances, named)
    reported_under.shares.extend(_shares(row, day, taken, "费用", _COSTS_FIRST))
    imputations = impute(row.amount - taken, debts, paid_on=day, designated=named)
    order = "" if named else _article(row, book, day)
    for paid in imputations:
        balance = next(one for one in balances if one.due.name == paid.debt)
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


def _as_debt(balance: InstalmentBalance, day: dt.date, *, interest_first: bool) -> DebtBalance:
    """Return an instalment as the rules of imputation see it on ``day``."""
    owed = balance.late_charge(day - _DAY) if interest_first else ZERO
    return DebtBalance(
        balance.due.name,
        balance.due.due_on or _NEVER,
        interest=owed,
        principal=balance.outstanding,
    )


def _instalment_for_costs(
    balances: tuple[InstalmentBalance, ...], named: list[str]
) -> InstalmentBalance:
    """Return the instalment under which a payment of costs is reported.

    That is the one the payer designated, or the earliest due.
    """
    designated = (balance for balance in balances if balance.due.name in named)
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
