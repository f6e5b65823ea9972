"""The one ledger: principal by instalment, payments allocated, late charges with their working."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.as_of import as_known_on
from legaldocs.case.contract_facts import facts_by_contract
from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.allocation import allocate
from legaldocs.claim.bankruptcy import bankruptcy_of, late_through, matured
from legaldocs.claim.due import due_parts
from legaldocs.claim.figures import (
    Claim,
    ContractAccount,
    InstalmentAccount,
    LateChargeRun,
    LprComparison,
)
from legaldocs.claim.late_charge_standard import standard
from legaldocs.claim.objections import disputed
from legaldocs.claim.reach_back import reaching_back
from legaldocs.claim.settlement import settled_claim
from legaldocs.claim.spreading import OpenContract, spread
from legaldocs.core.money import ZERO, figure
from legaldocs.core.step import Step
from legaldocs.law.late_terms import LateTerm
from legaldocs.law.penalty import statutory_late_terms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case, Contract
    from legaldocs.claim.allocation import Allocation
    from legaldocs.claim.instalment_balance import InstalmentBalance
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.lawbook import LawBook
    from legaldocs.law.rate_terms import LprMode


_MODES: tuple[LprMode, LprMode] = ("fixed", "floating")


def open_claim(case: Case, as_of: dt.date, book: LawBook) -> Claim:
    """Return what the debtor owes on ``as_of``, with every step.

    Facts dated after ``as_of`` are left out. Payments go to what the payer named, then by 民法典560
    and 561.

    Raises CaseError when an agreed rate cannot be read, and LawError when a rate of law is needed
    for a day the data do not cover.
    """
    known = as_known_on(case, as_of)
    if known.deed is not None:
        return settled_claim(known, known.deed, as_of, book, open_claim)
    contracts = [
        _contract_claim(contract, book, as_of) for contract in _contracts(known, book, as_of)
    ]
    accounts = tuple(contract.account for contract in contracts)
    parts = [part for account in accounts for part in account.instalments]
    principal = _sum(account.principal for account in accounts)
    late_charge = _sum(account.late_charge for account in accounts)
    costs = _sum(contract.allocation.unpaid_costs for contract in contracts)
    overdue = [part.due_on for part in parts if part.overdue and part.due_on]
    coming = [
        part.due_on for part in parts if part.due_on and part.outstanding and not part.overdue_days
    ]
    return Claim(
        as_of=as_of,
        late_through=late_through(known, as_of),
        accounts=accounts,
        principal=principal,
        late_charge=late_charge,
        costs=costs,
        total=principal + late_charge + costs,
        not_due=_sum(account.not_due for account in accounts),
        disputed=disputed(known, principal),
        unapplied=_sum(contract.allocation.unallocated for contract in contracts),
        overdue_days=max((part.overdue_days for part in parts if part.overdue), default=0),
        first_due_on=min(overdue, default=None),
        next_due_on=min(coming, default=None),
        provisional=any(contract.allocation.provisional for contract in contracts),
        floor=_floor(contracts),
        lpr=_lpr_of(accounts),
        steps=tuple(_steps(accounts, costs, principal + late_charge + costs)),
    )


@dataclass(frozen=True, slots=True)
class _ContractClaim:
    """One contract's account and what the claim adds to it."""

    account: ContractAccount
    allocation: Allocation
    floor: Decimal | None


def _contracts(case: Case, book: LawBook, as_of: dt.date) -> list[OpenContract]:
    """Return the contracts with their parts, and with their part of payments that name none."""
    contracts = [_open(case, facts, book, as_of) for facts in facts_by_contract(case)]
    shared = spread(case, contracts, book, as_of)
    return [
        contract._replace(facts=facts) for contract, facts in zip(contracts, shared, strict=True)
    ]


def _open(case: Case, facts: ContractFacts, book: LawBook, as_of: dt.date) -> OpenContract:
    """Return a contract before it is paid; a bankruptcy lets its parts fall due, and stops it."""
    parts = reaching_back(facts, due_parts(facts))
    chosen = standard(case, facts.contract, book, as_of)
    accepted = bankruptcy_of(case)
    if accepted is not None:
        chosen = replace(chosen, stops_on=accepted.accepted_on)
        parts = matured(parts, accepted.accepted_on)
    return OpenContract(facts, parts, chosen)


def _contract_claim(contract: OpenContract, book: LawBook, as_of: dt.date) -> _ContractClaim:
    facts, parts, chosen = contract

    @functools.cache
    def at(term: LateTerm) -> Allocation:
        """Return the allocation under ``term``: less interest leaves less principal."""
        return allocate(facts, parts, replace(chosen, term=term), book, as_of)

    own = at(chosen.term)
    instalments = tuple(
        _instalment(balance, facts.contract, chosen, as_of) for balance in own.balances
    )
    agreed = chosen.rule.basis != "lpr"
    statutory = at(LateTerm.of(statutory_late_terms(book, as_of).high)) if agreed else None
    account = ContractAccount(
        facts=facts,
        rule=chosen.rule,
        instalments=instalments,
        delivered=total(facts.deliveries),
        invoiced=total(facts.invoices),
        paid=own.paid,
        beyond_price=own.beyond_price,
        unapplied=own.unallocated,
        principal=_sum(part.outstanding for part in instalments if part.overdue),
        not_due=_sum(part.outstanding for part in instalments if not part.overdue),
        late_charge=own.late_charge,
        costs=own.unpaid_costs,
        alternative=None if statutory is None else statutory.late_charge,
        lpr=_lpr_comparison(chosen.term, at) if chosen.term.lpr else None,
        runs_on=own.runs_on,
    )
    floor = None if chosen.floor is None else at(chosen.floor).late_charge
    return _ContractClaim(account, own, floor)


def _instalment(
    balance: InstalmentBalance, contract: Contract, chosen: LateChargeStandard, as_of: dt.date
) -> InstalmentAccount:
    due = balance.due
    outstanding = balance.outstanding
    return InstalmentAccount(
        contract=contract,
        name=due.name,
        amount=due.amount,
        due_on=due.due_on,
        due_says=due.says,
        waits=due.waits,
        counted=due.counted,
        separate=due.separate,
        paid=due.amount - outstanding,
        outstanding=outstanding,
        overdue_days=max(0, (as_of - due.due_on).days) if due.due_on and outstanding else 0,
        late_charge=balance.late_charge(as_of),
        late_charge_paid=balance.late_paid,
        runs=tuple(_run(base, run, contract, chosen) for base, run in balance.segments(as_of)),
        shares=tuple(balance.shares),
        origin=due.origin,
    )


def _run(
    base: Decimal, segment: InterestSegment, contract: Contract, chosen: LateChargeStandard
) -> LateChargeRun:
    agreed = chosen.rule.basis == "agreed"
    return LateChargeRun(
        first=segment.first,
        last=segment.last,
        days=segment.days,
        base=base,
        rate=segment.label or f"{segment.percent}%/{'日' if segment.per == 'day' else '年'}",
        amount=segment.interest,
        says=segment.says,
        source=chosen.rule.source if agreed and contract.late_payment else segment.source,
    )


def _lpr_comparison(term: LateTerm, at: Callable[[LateTerm], Allocation]) -> LprComparison:
    """Return both readings of a charge that follows the LPR: text and practice differ."""
    fixed, floating = (at(term.in_mode(mode)) for mode in _MODES)
    return LprComparison(
        fixed.late_charge,
        floating.late_charge,
        provisional=fixed.provisional or floating.provisional,
    )


def _lpr_of(accounts: tuple[ContractAccount, ...]) -> LprComparison | None:
    """Return both readings of the claim; a contract that does not follow the LPR has only one."""
    known = [account.lpr for account in accounts if account.lpr is not None]
    if not known:
        return None
    others = _sum(account.late_charge for account in accounts if account.lpr is None)
    return LprComparison(
        others + _sum(both.fixed for both in known),
        others + _sum(both.floating for both in known),
        any(both.provisional for both in known),
    )


def _floor(contracts: list[_ContractClaim]) -> Decimal | None:
    """Return the lower late charge of the claim; contracts with an agreed rate have only one."""
    if all(contract.floor is None for contract in contracts):
        return None
    return _sum(
        contract.account.late_charge if contract.floor is None else contract.floor
        for contract in contracts
    )


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
