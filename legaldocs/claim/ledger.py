"""The one ledger: principal by instalment, payments imputed, late charges with their working."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.reconcile.amounts import rows_of, total
from legaldocs.claim.allocation import charge, keep_books, segments
from legaldocs.claim.figures import (
    Claim,
    ContractAccount,
    InstalmentAccount,
    LateChargeRun,
    LprComparison,
)
from legaldocs.claim.late_charge_standard import Standard, standard
from legaldocs.core.money import ZERO, figure
from legaldocs.core.step import Step
from legaldocs.law.penalty import statutory_late_terms
from legaldocs.law.rate_terms import LprMultiple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from legaldocs.case.model import Case, Contract
    from legaldocs.claim.allocation import Part
    from legaldocs.law.interest import Segment
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import AgreedRate


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
    books = keep_books(case, contract, rule, book, as_of)
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
        return _late(keep_books(case, contract, other, book, as_of).parts, rate, book, as_of)

    statutory = None if rule.rule.basis == "lpr" else statutory_late_terms(book, as_of).high
    return _Others(
        alternative=None if statutory is None else late_at(statutory).unpaid,
        lpr=_compared(rule.rate, late_at) if isinstance(rule.rate, LprMultiple) else None,
        floor=None if rule.floor is None else late_at(rule.floor).unpaid,
    )


def _instalment(
    part: Part, contract: Contract, rule: Standard, book: LawBook, as_of: dt.date
) -> InstalmentAccount:
    due_on = part.due.due_on
    runs = segments(part, rule.rate, book, as_of)
    return InstalmentAccount(
        name=part.due.name,
        amount=part.due.amount,
        due_on=due_on,
        due_says=part.due.says,
        paid=part.due.amount - part.outstanding,
        outstanding=part.outstanding,
        overdue_days=max(0, (as_of - due_on).days) if due_on and part.outstanding else 0,
        late_charge=charge(part, rule.rate, book, as_of) - part.late_paid,
        late_charge_paid=part.late_paid,
        runs=tuple(_run(base, segment, contract, rule) for base, segment in runs),
        shares=tuple(part.shares),
        origin=part.due.origin,
    )


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
    parts: list[Part], rate: AgreedRate | LprMultiple, book: LawBook, as_of: dt.date
) -> _Late:
    days = (each for part in parts for _, each in segments(part, rate, book, as_of))
    unpaid = _sum(charge(part, rate, book, as_of) - part.late_paid for part in parts)
    return _Late(unpaid, any(each.provisional for each in days))


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
