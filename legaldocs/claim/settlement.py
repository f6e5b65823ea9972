"""What is owed under a signed settlement: from its day the ledger follows the deed.

The debt of before is worked out to the day of signing, and payments since go to the deed's
instalments. :mod:`legaldocs.claim.ledger` calls :func:`settled_claim` in one place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.late_payment import LatePayment
from legaldocs.case.model import Payment
from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.claim.allocation import Costs
from legaldocs.claim.bankruptcy import bankruptcy_of, late_through
from legaldocs.claim.deed_account import (
    DEED,
    DeedAccount,
    before_runs_on,
    divides,
    fixed_within,
    owed_contract,
    parts_total,
)
from legaldocs.claim.deed_balance import DeedBalance, DeedTerms, row_day
from legaldocs.claim.deed_lines import deed_account
from legaldocs.claim.late_charge_standard import standard
from legaldocs.core.money import ZERO, figure
from legaldocs.core.step import Step
from legaldocs.law.late_terms import LateTerm
from legaldocs.law.penalty import statutory_late_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case, Credit
    from legaldocs.case.settlement import Settlement
    from legaldocs.claim.figures import Claim, ContractAccount, LateChargeRule
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.lawbook import LawBook

    OpenClaim = Callable[[Case, dt.date, LawBook], Claim]

_ONE_DAY = dt.timedelta(days=1)


def settled_claim(
    case: Case, settlement: Settlement, as_of: dt.date, book: LawBook, open_claim: OpenClaim
) -> Claim:
    """Return what is owed on ``as_of`` under the signed deed.

    ``case`` holds only what was known on that day; ``open_claim`` works out the debt of before.

    Raises CaseError when an agreed rate cannot be read, and LawError when a rate of law is needed
    for a day the data do not cover.
    """
    signed_on = settlement.signed_on or as_of
    before, since = _divided(case, settlement, signed_on, book, open_claim)
    facts = _deed_facts(case, before, settlement, since)
    own = standard(case, facts.contract, book, signed_on)
    terms = _terms(case, settlement, before, own, book)
    deed = _balance(terms, facts, before, book, as_of)
    rule = _rule(own.rule, terms, before)
    account = deed_account(deed, facts, rule, as_of)
    if rule.basis == "agreed":
        lower = replace(terms, term=LateTerm.of(statutory_late_terms(book, as_of).high))
        account = replace(
            account, alternative=_charges(_balance(lower, facts, before, book, as_of), as_of)
        )
    claim = _claim(before, account, deed, settlement, as_of)
    return replace(claim, late_through=late_through(case, as_of))


def _divided(
    case: Case, settlement: Settlement, signed_on: dt.date, book: LawBook, open_claim: OpenClaim
) -> tuple[Claim, list[Payment | Credit]]:
    """Return the claim of before, and the payments that belong to the deed.

    A payment of the day of signing belongs to the old debt, unless only without it the old debt is
    what the deed divides.
    """
    earlier_deeds = tuple(deed for deed in case.deeds if deed is not settlement)
    old = replace(case, settlement=None, earlier_settlements=earlier_deeds)
    rows: list[Payment | Credit] = [*case.payments, *case.credits]
    before = open_claim(old, signed_on, book)
    same_day = [row for row in rows if row_day(row) == signed_on]
    since = [row for row in rows if row_day(row) > signed_on]
    if same_day and not divides(settlement, before):
        earlier = replace(
            old,
            payments=tuple(row for row in case.payments if row not in same_day),
            credits=tuple(row for row in case.credits if row not in same_day),
        )
        without = open_claim(earlier, signed_on, book)
        if divides(settlement, without):
            return without, [*same_day, *since]
    return before, since


def _terms(
    case: Case, settlement: Settlement, before: Claim, own: LateChargeStandard, book: LawBook
) -> DeedTerms:
    outcome, fixed = settlement.late_charge, settlement.late_charge_amount
    signed_on = settlement.signed_on or before.as_of
    within = fixed_within(settlement)
    beside = ZERO if within else before.late_charge if fixed is None else fixed
    old_term, accepted = None, bankruptcy_of(case)
    if fixed is None and outcome is not LateChargeOutcome.FIXED and before_runs_on(before):
        old_term = standard(case, owed_contract(before), book, signed_on).term
    return DeedTerms(
        settlement,
        signed_on,
        own.term,
        old_term,
        (before.first_due_on or signed_on) + _ONE_DAY,
        ZERO if outcome is LateChargeOutcome.FIXED else beside,
        before.late_charge_name,
        outcome is LateChargeOutcome.WAIVED_IF_PAID,
        within,
        None if accepted is None else accepted.accepted_on,
    )


def _rule(own: LateChargeRule, terms: DeedTerms, before: Claim) -> LateChargeRule:
    """Return the deed's standard, under a name that fits the late charge of before as well."""
    old = before.late_charge_name
    owed = terms.old_charge or terms.fixed_within
    name = own.name if not owed or old == own.name else f"{old}及{own.name}"
    return replace(own, name=name)


def _deed_facts(
    case: Case, before: Claim, settlement: Settlement, since: list[Payment | Credit]
) -> ContractFacts:
    """Return the deed as a contract, with the rows that belong to it.

    Without a rate of its own a new default follows the contract that was owed on.
    """
    contracts = [account.contract for account in before.accounts]
    clauses = [contract.cost_clause for contract in contracts]
    first = owed_contract(before)
    forum = {(contract.court, contract.arbitration) for contract in contracts}
    own_forum = settlement.court or settlement.arbitration
    court, arbitration = next(iter(forum)) if len(forum) == 1 else ("", "")
    deed = replace(
        first,
        origin=settlement.origin,
        name=DEED,
        number="",
        price=parts_total(settlement),
        signed_on=settlement.signed_on,
        goods="",
        due_on=settlement.signed_on,
        due_after=None,
        payment_clause="",
        instalments=(),
        late_payment=LatePayment(origin=settlement.origin, rate=settlement.default_rate)
        if settlement.default_rate
        else first.late_payment,
        court=settlement.court if own_forum else court,
        arbitration=settlement.arbitration if own_forum else arbitration,
        cost_clause=settlement.cost_clause or (first.cost_clause if all(clauses) else ""),
        retention_of_title=False,
        file=settlement.file,
    )
    return replace(
        before.accounts[0].facts,
        contract=deed,
        deliveries=(),
        invoices=(),
        payments=tuple(row for row in since if isinstance(row, Payment)),
        credits=tuple(row for row in since if not isinstance(row, Payment)),
        costs=tuple(cost for cost in case.costs if cost.incurred_on > before.as_of),
        statements=(),
    )


def _balance(
    terms: DeedTerms, facts: ContractFacts, before: Claim, book: LawBook, as_of: dt.date
) -> DeedBalance:
    deed = DeedBalance(terms, Costs(facts), before.costs, book)
    deed.allocate([*facts.payments, *facts.credits], as_of)
    return deed


def _charges(deed: DeedBalance, as_of: dt.date) -> Decimal:
    """Return all that is owed beside the price: old late charge, fixed one and new one."""
    due = (part for part in deed.parts if deed.due_on(part, as_of) < as_of)
    new = _sum(deed.charge(part, as_of) for part in deed.parts)
    return deed.old_left(as_of) + _sum(part.late_left for part in due) + new


def _claim(
    before: Claim,
    account: ContractAccount,
    deed: DeedBalance,
    settlement: Settlement,
    as_of: dt.date,
) -> Claim:
    lines = account.instalments
    costs = deed.unpaid_costs()
    owed = account.principal + account.late_charge + costs
    overdue = [line for line in lines if line.overdue]
    coming = [line.due_on for line in lines if line.outstanding and not line.overdue_days]
    open_charge = settlement.late_charge_amount is None and bool(deed.old_left(as_of))
    return replace(
        before,
        as_of=as_of,
        accounts=(account,),
        principal=account.principal,
        late_charge=account.late_charge,
        costs=costs,
        total=owed,
        not_due=account.not_due,
        unapplied=deed.unapplied,
        overdue_days=max((line.overdue_days for line in overdue), default=0),
        first_due_on=min((line.due_on for line in overdue if line.due_on), default=None),
        next_due_on=min((day for day in coming if day), default=None),
        provisional=(before.provisional and open_charge)
        or any(run.provisional for part in deed.parts for _, run, _ in deed.segments(part, as_of)),
        floor=None,
        lpr=None,
        steps=tuple(_steps(account, costs, owed)),
        deed=DeedAccount(
            settlement=settlement,
            signed_on=deed.terms.signed_on,
            before=before,
            parts=deed.parts,
            default=deed.default(as_of),
            old_charge=deed.terms.old_charge + deed.terms.fixed_within,
            old_name=before.late_charge_name,
            old_left=deed.old_left(as_of),
            rule=account.rule,
        ),
    )


def _steps(account: ContractAccount, costs: Decimal, owed: Decimal) -> Iterator[Step]:
    for line in account.instalments:
        if line.outstanding and line.overdue:
            says = f"《{DEED}》{line.name}{figure(line.amount)}－已付{figure(line.paid)}"
            yield Step(f"{says}＝{figure(line.outstanding)}", line.outstanding, line.due_says)
        for run in line.runs:
            yield Step(f"{run.first}至{run.last}：{run.says}", run.amount, run.source)
        if line.late_charge and not line.runs:
            yield Step(f"{line.name}{figure(line.late_charge)}", line.late_charge, line.due_says)
        if line.late_charge_paid:
            paid = figure(line.late_charge_paid)
            yield Step(f"“{line.name}”已付{account.rule.name}{paid}", -line.late_charge_paid)
    if costs:
        yield Step(f"费用合计{figure(costs)}", costs)
    yield Step(f"合计{figure(owed)}", owed)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
