"""Can the days and sums of a case be what was meant? Slips of the pen, by their size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.contract_facts import facts_by_contract
from legaldocs.case.reconcile.amounts import total
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case, Contract, Cost, Credit, Instalment, Payment
    from legaldocs.core.origin import Origin

_FAR_YEARS = 20
"""No price is agreed to fall due later; a year with two figures changed is."""
_SLIP = 100
"""What a lost decimal point makes of a sum."""
_BEYOND = 10
"""A payment of so many times everything owed was not made on it."""


def due_days_are_near(case: Case, as_of: dt.date) -> Iterator[Finding]:
    """A due day a working life away takes its sum out of the claim without a word."""
    parts: list[tuple[str, Origin, dt.date | None]] = []
    for contract in case.contracts:
        dated: tuple[Contract | Instalment, ...] = (contract, *contract.instalments)
        parts += [("到期日", part.origin, part.due_on) for part in dated]
    for row in case.communications:
        parts.append(("函件的付款期限", row.origin, row.pay_by))
        parts += [("承诺的付款日", part.origin, part.due_on) for part in row.promised]
    if case.settlement:
        parts += [("还款日", part.origin, part.due_on) for part in case.settlement.instalments]
    latest = as_of.year + _FAR_YEARS
    for what, origin, day in parts:
        if day and day.year > latest:
            yield Finding(
                "LD-DAY-FAR",
                "error",
                f"{what} {day} 在计算基准日 {as_of} 的 {_FAR_YEARS} 年以后，年份可能写错",
                where=str(origin),
                next_step="核对原件上的年份并改正",
                blocks=(FIGURES,),
            )


def totals_are_no_hundredfold(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Price, deliveries and invoices of which one is a hundred times another lost a point."""
    for facts in facts_by_contract(case):
        sums = tuple(_sums(facts))
        for place, (name, origin, amount) in enumerate(sums):
            for other, other_origin, less in sums[place + 1 :]:
                if amount == less * _SLIP or less == amount * _SLIP:
                    yield Finding(
                        "LD-SUM-HUNDRED",
                        "error",
                        f"{name} {figure(amount)} 元（{origin}）与{other} {figure(less)} 元"
                        f"（{other_origin}）恰好相差一百倍，小数点可能写错",
                        where=str(origin),
                        next_step="核对原件，改正金额较错的一处",
                        blocks=(FIGURES,),
                    )


def _sums(facts: ContractFacts) -> Iterator[tuple[str, Origin, Decimal]]:
    if facts.contract.price is not None:
        yield "合同价款", facts.contract.origin, facts.contract.price
    for name, rows in (("送货合计", facts.deliveries), ("发票合计", facts.invoices)):
        if rows and total(rows):
            yield name, rows[0].origin, total(rows)


def payments_fit_the_debt(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A payment of many times everything ever owed is a slip, and would end the claim."""
    owed = _everything_owed(case)
    if not owed:
        return
    rows: tuple[Payment | Credit, ...] = (*case.payments, *case.credits)
    for row in rows:
        if (row.slip or row.amount) >= owed * _BEYOND:
            yield _beyond(row, "这一笔", owed, stops=True)
    for cost in case.costs:
        if cost.amount > owed:
            yield _beyond(cost, f"费用“{cost.name}”", owed, stops=False)


def _beyond(row: Payment | Credit | Cost, what: str, owed: Decimal, *, stops: bool) -> Finding:
    return Finding(
        "LD-SUM-BEYOND",
        "error" if stops else "warning",
        f"{what} {figure(row.amount)} 元，超过各合同价款（没有总价的，送货）合计 {figure(owed)} 元"
        + ("的十倍" if stops else "")
        + "，小数点可能写错",
        where=str(row.origin),
        next_step="核对回单、发票上的金额并改正",
        blocks=(FIGURES,) if stops else (),
    )


def _everything_owed(case: Case) -> Decimal:
    """Return what all contracts come to in yuan; nothing where one of them cannot be known."""
    sums = [
        facts.contract.price if facts.contract.price is not None else total(facts.deliveries)
        for facts in facts_by_contract(case)
    ]
    return sum(sums, ZERO) if all(sums) else ZERO


CHECKS = (due_days_are_near, totals_are_no_hundredfold, payments_fit_the_debt)
