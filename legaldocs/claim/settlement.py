"""What is owed under a signed settlement: from its day the ledger follows the deed.

The debt of before is worked out to the day of signing, and payments since go to the deed's
instalments. :mod:`legaldocs.claim.ledger` calls :func:`settled_claim` in one place.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from legaldocs.case.late_payment import LatePayment
from legaldocs.case.payment import Payment
from legaldocs.case.reconcile.amounts import total
from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.claim.allocation import Costs
from legaldocs.claim.bankruptcy import bankruptcy_of, late_through
from legaldocs.claim.deed_balance import DeedBalance, DeedTerms, row_day
from legaldocs.claim.figures import (
    Claim,
    ContractAccount,
    InstalmentAccount,
    LateChargeRule,
    LateChargeRun,
)
from legaldocs.claim.late_charge_standard import standard
from legaldocs.core.days import chinese_day
from legaldocs.core.money import ZERO, figure
from legaldocs.core.step import Step
from legaldocs.law.late_terms import LateTerm
from legaldocs.law.penalty import statutory_late_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case, Settlement
    from legaldocs.case.payment import Credit
    from legaldocs.claim.deed_balance import DeedPart, Default
    from legaldocs.claim.late_charge_standard import LateChargeStandard
    from legaldocs.law.interest import InterestSegment
    from legaldocs.law.lawbook import LawBook

    OpenClaim = Callable[[Case, dt.date, LawBook], Claim]

DEED = "还款协议"
"""What papers call the signed settlement."""

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DeedAccount:
    """How a signed settlement stands (还款协议账目).

    ``before`` is the claim on the day of signing. ``default`` is the instalment that was not paid
    in time, None while the deed is kept. Amounts in yuan: ``old_charge`` is the late charge to the
    day of signing, ``old_left`` what is owed of it now.
    """

    settlement: Settlement
    signed_on: dt.date
    before: Claim
    parts: tuple[DeedPart, ...]
    default: Default | None
    old_charge: Decimal
    old_name: str
    old_left: Decimal
    rule: LateChargeRule

    @property
    def total(self) -> Decimal:
        """What the instalments come to."""
        return parts_total(self.settlement)

    @property
    def left(self) -> Decimal:
        """What is unpaid of them."""
        return _sum(part.left for part in self.parts)

    @property
    def fixed(self) -> bool:
        """Whether the deed fixes the late charge to the day it was signed."""
        return self.settlement.late_charge_amount is not None

    @property
    def outcome(self) -> LateChargeOutcome:
        """What the deed does with the late charge."""
        return self.settlement.late_charge

    @property
    def accelerated(self) -> tuple[DeedPart, ...]:
        """The instalments that fell due with the broken one."""
        if self.default is None or not self.settlement.accelerates:
            return ()
        return tuple(part for part in self.parts if part.due_on > self.default.on)


def parts_total(settlement: Settlement) -> Decimal:
    """Return the sum of the instalments in yuan."""
    return _sum(part.amount for part in settlement.instalments)


def fixed_within(settlement: Settlement) -> Decimal:
    """Return the fixed late charge that the instalments contain, in yuan."""
    if settlement.late_charge is LateChargeOutcome.FIXED:
        return settlement.late_charge_amount or ZERO
    return ZERO


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
    account = _account(deed, facts, rule, as_of)
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
    old = replace(case, settlement=None)
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


def divides(settlement: Settlement, before: Claim) -> bool:
    """Return whether the instalments make up the price that was unpaid on the day of signing."""
    principal = parts_total(settlement) - fixed_within(settlement)
    return principal in (before.principal, before.principal + before.not_due)


def owed_contract(before: Claim) -> Contract:
    """Return the first contract on which something was owed when the deed was signed."""
    owed = (account for account in before.accounts if account.principal or account.not_due)
    return next(owed, before.accounts[0]).contract


def before_runs_on(before: Claim) -> bool:
    """Return whether the contracts' late charge still grew on the day of signing."""
    return any(account.runs_on for account in before.accounts)


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
        supplements=(),
        file=settlement.file,
    )
    return replace(
        before.accounts[0].facts.without_rows(),
        contract=deed,
        payments=tuple(row for row in since if isinstance(row, Payment)),
        credits=tuple(row for row in since if not isinstance(row, Payment)),
        costs=tuple(cost for cost in case.costs if cost.incurred_on > before.as_of),
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


def _account(
    deed: DeedBalance, facts: ContractFacts, rule: LateChargeRule, as_of: dt.date
) -> ContractAccount:
    lines = tuple(_lines(deed, facts.contract, rule, as_of))
    return ContractAccount(
        facts=facts,
        rule=rule,
        instalments=lines,
        delivered=parts_total(deed.terms.settlement),
        invoiced=ZERO,
        paid=total(facts.payments) + total(facts.credits),
        beyond_price=deed.unapplied,
        unapplied=deed.unapplied,
        principal=_sum(line.outstanding for line in lines if line.overdue),
        not_due=_sum(line.outstanding for line in lines if not line.overdue),
        late_charge=_sum(line.late_charge for line in lines),
        costs=deed.unpaid_costs(),
        alternative=None,
        lpr=None,
        runs_on=deed.runs_on(as_of),
    )


def _lines(
    deed: DeedBalance, contract: Contract, rule: LateChargeRule, as_of: dt.date
) -> Iterator[InstalmentAccount]:
    """Yield the deed's lines: the late charge of before, then each instalment."""
    terms = deed.terms
    if deed.old_left(as_of) or deed.old_paid:
        broken = deed.default(as_of)
        yield InstalmentAccount(
            contract=contract,
            name=f"截至{chinese_day(terms.signed_on)}的{terms.old_name}",
            amount=ZERO,
            due_on=broken.on if terms.revives and broken else terms.signed_on,
            due_says=f"《{DEED}》的约定",
            waits="",
            counted=False,
            separate=False,
            paid=ZERO,
            outstanding=ZERO,
            overdue_days=0,
            late_charge=deed.old_left(as_of),
            late_charge_paid=deed.old_paid,
            runs=(),
            shares=tuple(deed.old_shares),
            origin=contract.origin,
        )
    for part in deed.parts:
        yield from _part_lines(deed, part, contract, rule, as_of)


def _part_lines(
    deed: DeedBalance, part: DeedPart, contract: Contract, rule: LateChargeRule, as_of: dt.date
) -> Iterator[InstalmentAccount]:
    due_on = deed.due_on(part, as_of)
    days = max(0, (as_of - due_on).days)
    says = f"《{DEED}》约定的还款日"
    broken = deed.default(as_of)
    if broken is not None and deed.accelerated(part, as_of):
        says = (
            f"《{DEED}》约定{chinese_day(part.due_on)}，"
            f"因{broken.part.name}至{chinese_day(broken.on)}未付清而提前到期"
        )
    if deed.matured(part, as_of):
        says = f"{says}，破产申请受理时视为到期"
    if part.late:
        yield InstalmentAccount(
            contract=contract,
            name=f"{part.name}中已确定的{deed.terms.old_name}",
            amount=part.late,
            due_on=due_on,
            due_says=says,
            waits="",
            counted=broken is not None and deed.accelerated(part, as_of),
            separate=False,
            paid=part.late - part.late_left,
            outstanding=ZERO if days else part.late_left,
            overdue_days=days if part.late_left else 0,
            late_charge=part.late_left if days else ZERO,
            late_charge_paid=ZERO,
            runs=(),
            shares=(),
            origin=part.origin,
        )
    if part.principal:
        yield InstalmentAccount(
            contract=contract,
            name=f"{part.name}中的本金" if part.late else part.name,
            amount=part.principal,
            due_on=due_on,
            due_says=says,
            waits="",
            counted=broken is not None and deed.accelerated(part, as_of),
            separate=False,
            paid=part.principal - part.principal_left,
            outstanding=part.principal_left,
            overdue_days=days if part.principal_left else 0,
            late_charge=deed.charge(part, as_of),
            late_charge_paid=part.charge_paid,
            runs=tuple(
                _run(base, run, rule.source if whose == "deed" else "")
                for base, run, whose in deed.segments(part, as_of)
            ),
            shares=tuple(part.shares),
            origin=part.origin,
        )


def _run(base: Decimal, segment: InterestSegment, source: str) -> LateChargeRun:
    return LateChargeRun(
        first=segment.first,
        last=segment.last,
        days=segment.days,
        base=base,
        rate=segment.label or f"{segment.percent}%/{'日' if segment.per == 'day' else '年'}",
        amount=segment.interest,
        says=segment.says,
        source=source or segment.source,
    )


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
