"""The lines of a signed settlement, in the terms of the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.deed_account import DEED, parts_total
from legaldocs.claim.figures import ContractAccount, InstalmentAccount, LateChargeRun
from legaldocs.core.days import chinese_day
from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.claim.deed_balance import DeedBalance, DeedPart
    from legaldocs.claim.figures import LateChargeRule
    from legaldocs.core.origin import Origin
    from legaldocs.law.interest import InterestSegment


def deed_account(
    deed: DeedBalance, facts: ContractFacts, rule: LateChargeRule, as_of: dt.date
) -> ContractAccount:
    """Return the deed's instalments as a contract account of the ledger."""
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
        principal=sum((line.outstanding for line in lines if line.overdue), ZERO),
        not_due=sum((line.outstanding for line in lines if not line.overdue), ZERO),
        late_charge=sum((line.late_charge for line in lines), ZERO),
        costs=deed.unpaid_costs(),
        alternative=None,
        lpr=None,
        runs_on=deed.runs_on(as_of),
    )


def _lines(
    deed: DeedBalance, contract: Contract, rule: LateChargeRule, as_of: dt.date
) -> Iterator[InstalmentAccount]:
    """Yield the late charge of before, then for each instalment its fixed charge and its price."""
    if deed.old_left(as_of) or deed.old_paid:
        yield _old_line(deed, contract, as_of)
    for part in deed.parts:
        line = _part_line(deed, part, contract, as_of)
        if part.late:
            yield _fixed_charge_line(line, part, deed.terms.old_name)
        if part.principal:
            yield replace(
                line,
                name=f"{part.name}中的本金" if part.late else part.name,
                amount=part.principal,
                paid=part.principal - part.principal_left,
                outstanding=part.principal_left,
                overdue_days=line.overdue_days if part.principal_left else 0,
                late_charge=deed.charge(part, as_of),
                late_charge_paid=part.charge_paid,
                runs=tuple(
                    _run(base, run, rule.source if whose == "deed" else "")
                    for base, run, whose in deed.segments(part, as_of)
                ),
                shares=tuple(part.shares),
            )


def _old_line(deed: DeedBalance, contract: Contract, as_of: dt.date) -> InstalmentAccount:
    """Return the line of the late charge to the day of signing that is owed beside the parts."""
    terms, broken = deed.terms, deed.default(as_of)
    due_on = broken.on if terms.revives and broken else terms.signed_on
    name = f"截至{chinese_day(terms.signed_on)}的{terms.old_name}"
    line = _empty_line(contract, name, due_on, f"《{DEED}》的约定", contract.origin)
    return replace(
        line,
        late_charge=deed.old_left(as_of),
        late_charge_paid=deed.old_paid,
        shares=tuple(deed.old_shares),
    )


def _part_line(
    deed: DeedBalance, part: DeedPart, contract: Contract, as_of: dt.date
) -> InstalmentAccount:
    """Return the line of an instalment with its day, before its amounts."""
    due_on, says = deed.due_on(part, as_of), f"《{DEED}》约定的还款日"
    broken = deed.default(as_of) if deed.accelerated(part, as_of) else None
    if broken is not None:
        says = (
            f"《{DEED}》约定{chinese_day(part.due_on)}，"
            f"因{broken.part.name}至{chinese_day(broken.on)}未付清而提前到期"
        )
    if deed.matured(part, as_of):
        says = f"{says}，破产申请受理时视为到期"
    line = _empty_line(contract, part.name, due_on, says, part.origin)
    days = max(0, (as_of - due_on).days)
    return replace(line, counted=broken is not None, overdue_days=days)


def _fixed_charge_line(line: InstalmentAccount, part: DeedPart, name: str) -> InstalmentAccount:
    """Return the line of the fixed late charge in an instalment: a late charge once it is due."""
    due = line.overdue_days > 0
    return replace(
        line,
        name=f"{part.name}中已确定的{name}",
        amount=part.late,
        paid=part.late - part.late_left,
        outstanding=ZERO if due else part.late_left,
        overdue_days=line.overdue_days if part.late_left else 0,
        late_charge=part.late_left if due else ZERO,
        # Without a price in the instalment there is no other line to show its payments.
        shares=() if part.principal else tuple(part.shares),
    )


def _empty_line(
    contract: Contract, name: str, due_on: dt.date, says: str, origin: Origin
) -> InstalmentAccount:
    return InstalmentAccount(
        contract=contract,
        name=name,
        amount=ZERO,
        due_on=due_on,
        due_says=says,
        waits="",
        counted=False,
        separate=False,
        paid=ZERO,
        outstanding=ZERO,
        overdue_days=0,
        late_charge=ZERO,
        late_charge_paid=ZERO,
        runs=(),
        shares=(),
        origin=origin,
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
