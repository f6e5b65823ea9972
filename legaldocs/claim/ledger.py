"""The one ledger: principal by instalment, payments imputed, late charges with their working."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from legaldocs.case.model import Payment
from legaldocs.case.reconcile.amounts import rows_of, total
from legaldocs.claim.account import (
    Claim,
    ContractAccount,
    InstalmentAccount,
    LateChargeRun,
    LprComparison,
    Share,
)
from legaldocs.claim.due import DuePart, due_parts
from legaldocs.claim.standard import Standard, standard
from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.core.working import Step
from legaldocs.law.imputation import Debt, impute, unapplied
from legaldocs.law.interest import accrue, as_decimal
from legaldocs.law.penalty import statutory_late_terms
from legaldocs.law.rate_terms import LprMultiple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from legaldocs.case.model import Case, Contract, Cost, Credit
    from legaldocs.law.book import LawBook
    from legaldocs.law.interest import Segment
    from legaldocs.law.rate_terms import AgreedRate

_DAY = dt.timedelta(days=1)
_NEVER = dt.date.max
"""Stands for a due date that is not known yet; such a part is paid last."""

_COSTS_FIRST = "先于利息和本金抵充"


@dataclass(slots=True)
class _Part:
    """An instalment while payments are worked in; ``bases`` are the principals and from when."""

    due: DuePart
    outstanding: Decimal
    bases: list[tuple[dt.date, Decimal]]
    late_paid: Decimal = ZERO
    shares: list[Share] = field(default_factory=list)


def open_claim(case: Case, as_of: dt.date, book: LawBook) -> Claim:
    """Return what the debtor owes on ``as_of``, with every step.

    Rows dated after ``as_of`` do not count. Payments go to what the payer named, then by 民法典560
    and 561.

    Raises CaseError when an agreed rate cannot be read, and LawError when a rate of law is needed
    for a day the data do not cover.
    """
    worked = [_worked(case, contract, book, as_of) for contract in case.contracts]
    accounts = tuple(each.account for each in worked)
    parts = [part for account in accounts for part in account.instalments]
    principal = _sum(each.principal for each in accounts)
    late_charge = _sum(each.late_charge for each in accounts)
    costs = _sum(each.costs for each in worked)
    overdue = [part.due_on for part in parts if part.overdue and part.due_on]
    coming = [
        part.due_on for part in parts if part.due_on and part.outstanding and not part.overdue_days
    ]
    floors = [each.floor for each in worked]
    return Claim(
        as_of=as_of,
        accounts=accounts,
        principal=principal,
        late_charge=late_charge,
        costs=costs,
        total=principal + late_charge + costs,
        not_due=_sum(each.not_due for each in accounts),
        unapplied=_sum(each.unapplied for each in worked),
        overdue_days=max((part.overdue_days for part in parts if part.overdue), default=0),
        first_due_on=min(overdue, default=None),
        next_due_on=min(coming, default=None),
        provisional=any(each.provisional for each in worked),
        floor=_floor(worked) if any(each is not None for each in floors) else None,
        lpr=_lpr_of(accounts),
        steps=tuple(_steps(accounts, costs, principal + late_charge + costs)),
    )


@dataclass(frozen=True, slots=True)
class _Worked:
    """One contract's account and what the claim adds to it."""

    account: ContractAccount
    costs: Decimal
    unapplied: Decimal
    provisional: bool
    floor: Decimal | None


def _worked(case: Case, contract: Contract, book: LawBook, as_of: dt.date) -> _Worked:
    rule = standard(case, contract, book, as_of)
    books = _kept(case, contract, rule, book, as_of)
    deliveries = rows_of(case, contract, case.deliveries)
    invoices = rows_of(case, contract, case.invoices)
    instalments = tuple(_instalment(part, contract, rule, book, as_of) for part in books.parts)
    others = _at_other_rates(case, contract, rule, book, as_of)
    account = ContractAccount(
        contract=contract,
        rule=rule.rule,
        instalments=instalments,
        delivered=total(each for each in deliveries if each.delivered_on <= as_of),
        invoiced=total(each for each in invoices if each.issued_on <= as_of),
        paid=books.paid,
        principal=_sum(each.outstanding for each in instalments if each.overdue),
        not_due=_sum(each.outstanding for each in instalments if not each.overdue),
        late_charge=_sum(each.late_charge for each in instalments),
        alternative=others.alternative,
        lpr=others.lpr,
    )
    return _Worked(
        account,
        books.costs.unpaid(),
        books.left,
        provisional=_late(books.parts, rule.rate, book, as_of).provisional,
        floor=others.floor,
    )


@dataclass(frozen=True, slots=True)
class _Others:
    """The late charge of one contract at the other rates a court may come to."""

    alternative: Decimal | None
    lpr: LprComparison | None
    floor: Decimal | None


def _at_other_rates(
    case: Case, contract: Contract, rule: Standard, book: LawBook, as_of: dt.date
) -> _Others:
    def late_at(rate: AgreedRate | LprMultiple) -> _Late:
        """Return the late charge at another rate, with the payments set anew by it."""
        other = replace(rule, rate=rate)
        return _late(_kept(case, contract, other, book, as_of).parts, rate, book, as_of)

    statutory = None if rule.rule.basis == "lpr" else statutory_late_terms(book, as_of).high
    return _Others(
        alternative=None if statutory is None else late_at(statutory).unpaid,
        lpr=_compared(rule.rate, late_at) if isinstance(rule.rate, LprMultiple) else None,
        floor=None if rule.floor is None else late_at(rule.floor).unpaid,
    )


@dataclass(frozen=True, slots=True)
class _Books:
    """The parts of one contract with its payments worked in, and what none of them took up."""

    parts: list[_Part]
    costs: _Costs
    paid: Decimal
    left: Decimal


def _kept(case: Case, contract: Contract, rule: Standard, book: LawBook, as_of: dt.date) -> _Books:
    """Work every payment and credit up to ``as_of`` into the parts."""
    payments = [each for each in rows_of(case, contract, case.payments) if each.paid_on <= as_of]
    credits_ = [each for each in rows_of(case, contract, case.credits) if each.agreed_on <= as_of]
    costs = _Costs(_claimable(case, contract, as_of))
    parts = [
        _Part(each, each.amount, [((each.due_on or _NEVER), each.amount)])
        for each in due_parts(case, contract, as_of)
    ]
    left = ZERO
    rows: list[Payment | Credit] = [*payments, *credits_]
    for row in sorted(rows, key=_row_day):
        left += _apply(row, parts, costs, rule, book)
    left = _to_late_charges(left, parts, rule, book, as_of)
    left -= costs.pay(left)
    return _Books(parts, costs, total(payments) + total(credits_), left)


class _Costs:
    """The costs of one contract that the debtor bears, and what of them was paid (费用)."""

    def __init__(self, rows: list[Cost]) -> None:
        self._rows = rows
        self._paid = ZERO

    def unpaid(self, day: dt.date = _NEVER) -> Decimal:
        """Return what was incurred by ``day`` and is not paid."""
        return _sum(each.amount for each in self._rows if each.incurred_on <= day) - self._paid

    def pay(self, amount: Decimal) -> Decimal:
        """Take up to ``amount`` and return what was taken."""
        taken = min(amount, self.unpaid())
        self._paid += taken
        return taken


def _claimable(case: Case, contract: Contract, as_of: dt.date) -> list[Cost]:
    """Return the costs the debtor bears: only a contract term makes lawyers' fees its burden."""
    if not contract.cost_clause:
        return []
    return [each for each in rows_of(case, contract, case.costs) if each.incurred_on <= as_of]


def _row_day(row: Payment | Credit) -> dt.date:
    return row.paid_on if isinstance(row, Payment) else row.agreed_on


def _apply(
    row: Payment | Credit, parts: list[_Part], costs: _Costs, rule: Standard, book: LawBook
) -> Decimal:
    """Work one payment or credit into the parts, and return what none of them took up."""
    day = _row_day(row)
    is_payment = isinstance(row, Payment)
    debts = [_debt(part, day, rule, book, interest=is_payment) for part in parts]
    named = [part.due.name for part in parts if part.due.name == row.towards]
    taken = costs.pay(min(row.amount, costs.unpaid(day))) if is_payment else ZERO
    _bearer(parts, named).shares.extend(_told(row, day, taken, "费用", _COSTS_FIRST))
    shares = impute(row.amount - taken, debts, paid_on=day, designated=named)
    for share in shares:
        part = next(each for each in parts if each.due.name == share.debt)
        part.late_paid += share.interest
        if share.principal:
            part.outstanding -= share.principal
            part.bases.append((day, part.outstanding))
        part.shares.extend(_told(row, day, share.interest, "违约金或利息", share.why))
        part.shares.extend(_told(row, day, share.principal, "本金", share.why))
    return unapplied(row.amount - taken, shares)


def _debt(part: _Part, day: dt.date, rule: Standard, book: LawBook, *, interest: bool) -> Debt:
    """Return a part as the rules of imputation see it on ``day``."""
    owed = ZERO
    if interest and rule.before_principal:
        owed = _charge(part, rule.rate, book, day - _DAY) - part.late_paid
    return Debt(part.due.name, part.due.due_on or _NEVER, interest=owed, principal=part.outstanding)


def _bearer(parts: list[_Part], named: list[str]) -> _Part:
    """Return the part beside which a payment of costs is told: the one named, or the first due."""
    designated = (each for each in parts if each.due.name in named)
    return next(designated, min(parts, key=lambda each: each.due.due_on or _NEVER))


def _told(
    row: Payment | Credit,
    day: dt.date,
    amount: Decimal,
    towards: Literal["费用", "违约金或利息", "本金"],
    why: str,
) -> Iterator[Share]:
    if amount:
        yield Share(day, amount, towards, why, row.origin)


def _to_late_charges(
    left: Decimal, parts: list[_Part], rule: Standard, book: LawBook, as_of: dt.date
) -> Decimal:
    """Set what was paid beyond all principal against the late charges, and return the rest."""
    for part in parts:
        taken = min(left, _charge(part, rule.rate, book, as_of) - part.late_paid)
        part.late_paid += taken
        left -= taken
    return left


def _instalment(
    part: _Part, contract: Contract, rule: Standard, book: LawBook, as_of: dt.date
) -> InstalmentAccount:
    due_on = part.due.due_on
    segments = list(_segments(part, rule.rate, book, as_of))
    return InstalmentAccount(
        name=part.due.name,
        amount=part.due.amount,
        due_on=due_on,
        due_says=part.due.says,
        paid=part.due.amount - part.outstanding,
        outstanding=part.outstanding,
        overdue_days=max(0, (as_of - due_on).days) if due_on and part.outstanding else 0,
        late_charge=_charge(part, rule.rate, book, as_of) - part.late_paid,
        late_charge_paid=part.late_paid,
        runs=tuple(_run(base, segment, contract, rule) for base, segment in segments),
        shares=tuple(part.shares),
        origin=part.due.origin,
    )


def _segments(
    part: _Part, rate: AgreedRate | LprMultiple, book: LawBook, through: dt.date
) -> Iterator[tuple[Decimal, Segment]]:
    """Yield each run of days with its base; a day of payment counts at the lower base."""
    due_on = part.due.due_on
    if due_on is None or due_on >= through:
        return
    starts = [max(due_on + _DAY, since) for since, _ in part.bases]
    for n, (_, base) in enumerate(part.bases):
        last = starts[n + 1] - _DAY if n + 1 < len(starts) else through
        if base and starts[n] <= min(last, through):
            accrual = accrue(
                book, base, starts[n], min(last, through), rate, breach_on=due_on + _DAY
            )
            for segment in accrual.segments:
                yield base, segment


def _charge(
    part: _Part, rate: AgreedRate | LprMultiple, book: LawBook, through: dt.date
) -> Decimal:
    """Return the late charge of a part to the fen: rounded here, once, and nowhere later."""
    exact = sum((each.exact for _, each in _segments(part, rate, book, through)), Fraction(0))
    return TO_FEN.apply(as_decimal(exact))


def _run(base: Decimal, segment: Segment, contract: Contract, rule: Standard) -> LateChargeRun:
    agreed = rule.rule.basis == "agreed"
    return LateChargeRun(
        first=segment.first,
        last=segment.last,
        days=segment.days,
        base=base,
        rate=f"{segment.percent}%/{'日' if segment.per == 'day' else '年'}",
        amount=segment.interest,
        says=segment.says,
        source=rule.rule.source if agreed and contract.late_payment else segment.source,
    )


@dataclass(frozen=True, slots=True)
class _Late:
    """What is left of a late charge at some rate, and whether that rate was checked that far."""

    unpaid: Decimal
    provisional: bool


def _late(
    parts: list[_Part], rate: AgreedRate | LprMultiple, book: LawBook, as_of: dt.date
) -> _Late:
    segments = (each for part in parts for _, each in _segments(part, rate, book, as_of))
    unpaid = _sum(_charge(part, rate, book, as_of) - part.late_paid for part in parts)
    return _Late(unpaid, any(each.provisional for each in segments))


def _compared(rate: LprMultiple, late_at: Callable[[LprMultiple], _Late]) -> LprComparison:
    """Return both readings of a charge that follows the LPR: text and practice differ."""
    fixed, floating = late_at(replace(rate, mode="fixed")), late_at(replace(rate, mode="floating"))
    return LprComparison(
        fixed.unpaid, floating.unpaid, provisional=fixed.provisional or floating.provisional
    )


def _lpr_of(accounts: tuple[ContractAccount, ...]) -> LprComparison | None:
    """Return both readings of the claim; a contract that does not follow the LPR has only one."""
    known = [each.lpr for each in accounts if each.lpr is not None]
    if not known:
        return None
    others = _sum(each.late_charge for each in accounts if each.lpr is None)
    return LprComparison(
        others + _sum(each.fixed for each in known),
        others + _sum(each.floating for each in known),
        any(each.provisional for each in known),
    )


def _floor(worked: list[_Worked]) -> Decimal:
    """Return the lower late charge of the claim; contracts with an agreed rate have only one."""
    return _sum(each.account.late_charge if each.floor is None else each.floor for each in worked)


def _steps(accounts: tuple[ContractAccount, ...], costs: Decimal, owed: Decimal) -> Iterator[Step]:
    for account in accounts:
        for part in account.instalments:
            if part.overdue:
                says = (
                    f"{account.contract.title}“{part.name}”{figure(part.amount)}"
                    f"－已付{figure(part.paid)}＝{figure(part.outstanding)}"
                )
                yield Step(says, part.outstanding, part.due_says)
            for run in part.runs:
                yield Step(f"{run.first}至{run.last}：{run.says}", run.amount, run.source)
            if part.late_charge_paid:
                paid = figure(part.late_charge_paid)
                yield Step(f"“{part.name}”已付{account.rule.name}{paid}", -part.late_charge_paid)
    if costs:
        yield Step(f"费用合计{figure(costs)}", costs)
    yield Step(f"合计{figure(owed)}", owed)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
