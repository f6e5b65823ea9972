"""Do the amounts of contract, deliveries, invoices, payments and statements agree?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from legaldocs.case.contract_facts import facts_by_contract
from legaldocs.case.payment import Payment
from legaldocs.case.vocabulary import ContractKind
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from legaldocs.case.contract import Contract
    from legaldocs.case.contract_facts import ContractFacts
    from legaldocs.case.model import Case, Statement
    from legaldocs.case.payment import Credit
    from legaldocs.core.origin import Origin


class _AmountRow(Protocol):
    @property
    def origin(self) -> Origin: ...
    @property
    def contract(self) -> str: ...
    @property
    def amount(self) -> Decimal: ...


def total(rows: Iterable[_AmountRow]) -> Decimal:
    """Return the sum of the rows' amounts in yuan."""
    return sum((row.amount for row in rows), ZERO)


def _places(rows: Iterable[_AmountRow]) -> str:
    return "、".join(str(row.origin) for row in rows)


def instalments_make_the_price(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Instalments must add up to the price they divide."""
    for contract in case.contracts:
        if contract.price is None:
            continue
        parts = sum((part.amount for part in contract.instalments), ZERO)
        if contract.instalments and parts != contract.price:
            yield Finding(
                "LD-SUM-INSTALMENTS",
                "error",
                f"{contract.title}各期款项合计 {figure(parts)} 元（"
                f"{'、'.join(str(part.origin) for part in contract.instalments)}），"
                f"与合同价款 {figure(contract.price)} 元（{contract.origin}）不一致",
                where=str(contract.origin),
                next_step="核对合同原件，改正金额较错的一处",
                blocks=(FIGURES,),
            )


def to_be_performed(contract: Contract, as_of: dt.date) -> Decimal:
    """Return what must be performed by now, in yuan: of a service, the periods that have ended.

    A service is paid by its periods: one whose instalment is still to come need not be performed.
    """
    periods = [part for part in contract.instalments if part.due_on and part.due_on >= as_of]
    running = periods if contract.kind is ContractKind.SERVICE else []
    return (contract.price or ZERO) - sum((part.amount for part in running), ZERO)


def deliveries_fit_the_price(case: Case, as_of: dt.date) -> Iterator[Finding]:
    """Goods worth more than the price contradict it; less may be an open duty of the creditor."""
    for facts in facts_by_contract(case):
        contract, rows = facts.contract, facts.deliveries
        delivered = total(rows)
        if contract.price is None or contract.kind is ContractKind.LEASE:
            continue
        if delivered > contract.price:
            yield Finding(
                "LD-SUM-DELIVERIES",
                "error",
                f"送货合计 {figure(delivered)} 元（{_places(rows)}）"
                f"超过合同价款 {figure(contract.price)} 元（{contract.origin}）",
                where=str(rows[-1].origin),
                next_step="核对送货单；确有增购的，按补充合同另列一份合同",
                blocks=(FIGURES,),
            )
        elif rows and delivered < to_be_performed(contract, as_of):
            sale = contract.kind is ContractKind.SALE
            done = "送货" if sale else "履行单据"
            yield Finding(
                "LD-SUM-PART-DELIVERED",
                "warning",
                f"{done}合计 {figure(delivered)} 元（{_places(rows)}），"
                f"少于合同价款 {figure(contract.price)} 元（{contract.origin}），"
                f"债务人可能以尚未{'交齐' if sale else '履行完毕'}抗辩",
                where=str(contract.origin),
                next_step="补充其余送货单；每批货款分别到期的，写 due_after: 每批交货，"
                "只主张已交部分"
                if sale
                else "补充其余的履行单据；各期款项分别到期的，写在 instalments",
            )


def invoices_fit(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Invoices beyond the price or the goods delivered contradict them."""
    for facts in facts_by_contract(case):
        contract, rows, deliveries = facts.contract, facts.invoices, facts.deliveries
        invoiced = total(rows)
        if contract.price is not None and invoiced > contract.price:
            yield Finding(
                "LD-SUM-INVOICES",
                "error",
                f"发票合计 {figure(invoiced)} 元（{_places(rows)}）"
                f"超过合同价款 {figure(contract.price)} 元（{contract.origin}）",
                where=str(rows[-1].origin),
                next_step="核对是否重复开票；红字冲销的发票不要列入",
                blocks=(FIGURES,),
            )
        elif contract.kind is not ContractKind.LEASE and invoiced > total(deliveries):
            yield Finding(
                "LD-SUM-INVOICED-NOT-DELIVERED",
                "warning",
                f"发票合计 {figure(invoiced)} 元（{_places(rows)}）"
                f"超过送货合计 {figure(total(deliveries))} 元（{_places(deliveries) or '无'}）；"
                "发票本身不足以证明已经交货",
                where=str(rows[-1].origin),
                next_step="补充其余送货单或签收凭证",
            )


def numbers_are_used_once(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A number that comes twice would count an amount twice."""
    for name, rows in (
        ("发票号码", case.invoices),
        ("送货单号", case.deliveries),
        ("票据号码", case.bills),
    ):
        first: dict[str, Origin] = {}
        for row in rows:
            if row.number in first:
                yield Finding(
                    "LD-SUM-TWICE",
                    "error",
                    f"{name} {row.number} 在 {first[row.number]} 和 {row.origin} 重复出现",
                    where=str(row.origin),
                    next_step="删去重复的一行，或改正号码",
                    blocks=(FIGURES,),
                )
            first.setdefault(row.number, row.origin)


def sums_are_not_zero(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A row of nothing is a sum that was not filled in."""
    rows: tuple[_AmountRow, ...] = (*case.invoices, *case.payments, *case.credits, *case.costs)
    for row in rows:
        if not row.amount:
            yield Finding(
                "LD-SUM-ZERO",
                "error",
                "金额是 0，账目可能漏了这一笔",
                where=str(row.origin),
                next_step="按原件填写金额；没有这一笔的，删去这一行",
                blocks=(FIGURES,),
            )


def payments_differ(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Two payments of one day and one amount may be one payment entered twice."""
    first: dict[tuple[object, ...], Origin] = {}
    for row in case.payments:
        key = (row.contract, row.paid_on, row.amount, row.reference)
        if key in first:
            yield Finding(
                "LD-SUM-SAME-PAYMENT",
                "warning",
                f"{first[key]} 和 {row.origin} 的付款日期、金额、流水号都相同，可能重复录入",
                where=str(row.origin),
                next_step="核对回单；确为两笔的，写上各自的流水号 reference",
            )
        first.setdefault(key, row.origin)


def credits_differ(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """Two credits of one day, amount and reason may be one entered twice."""
    first: dict[tuple[object, ...], Origin] = {}
    for row in case.credits:
        key = (row.contract, row.agreed_on, row.amount, row.reason)
        if key in first:
            yield Finding(
                "LD-SUM-SAME-CREDIT",
                "warning",
                f"{first[key]} 和 {row.origin} 的退货、折让或者抵销的日期、金额、事由都相同，"
                "可能重复录入",
                where=str(row.origin),
                next_step="核对凭证；确为两笔的，在 reason 里写明区别",
            )
        first.setdefault(key, row.origin)


def statements_agree(case: Case, _as_of: dt.date) -> Iterator[Finding]:
    """A statement's balance must follow from price or deliveries, less what was paid by then.

    A statement that names no contract is compared with the sum of all of them.
    """
    by_contract = facts_by_contract(case)
    for facts in by_contract:
        for statement in facts.statements:
            yield from _statement_agrees(statement, (facts,), ())
    rows: tuple[Payment | Credit, ...] = (*case.payments, *case.credits)
    shared = [row for row in rows if not row.contract]
    for statement in by_contract[0].joint_statements:
        yield from _statement_agrees(statement, by_contract, shared)


def _statement_agrees(
    statement: Statement,
    contracts: tuple[ContractFacts, ...],
    shared: Sequence[Payment | Credit],
) -> Iterator[Finding]:
    possible = _balances(contracts, shared, statement.through_on)
    if possible and statement.balance not in possible.values():
        said = "，".join(f"{name}为 {figure(value)} 元" for name, value in possible.items())
        yield Finding(
            "LD-SUM-STATEMENT",
            "error",
            f"对账单（{statement.origin}）载明截至 {statement.through_on} 欠款 "
            f"{figure(statement.balance)} 元，与账目不符：{said}",
            where=str(statement.origin),
            next_step="核对截止日前的送货、付款和退货是否漏列，以原件为准改正",
            blocks=(FIGURES,),
        )


def _balances(
    contracts: tuple[ContractFacts, ...], shared: Sequence[Payment | Credit], day: dt.date
) -> dict[str, Decimal]:
    """Return the balances the other rows allow on ``day``, by what they start from."""
    paid = [row for facts in contracts for row in facts.standing(day)]
    paid += [row for row in shared if _day(row) <= day]
    returned = [row for facts in contracts for row in facts.refunds if row.paid_on <= day]
    less, places = total(paid) - total(returned), _places((*paid, *returned)) or "无"
    prices = [facts.contract.price for facts in contracts]
    delivered = [row for facts in contracts for row in facts.deliveries if row.delivered_on <= day]
    invoiced = [row for facts in contracts for row in facts.invoices if row.issued_on <= day]
    balances = {}
    if None not in prices:
        stated = "、".join(str(facts.contract.origin) for facts in contracts)
        price = sum((price for price in prices if price is not None), ZERO)
        balances[f"合同价款（{stated}）减已付（{places}）"] = price - less
    if delivered:
        balances[f"送货（{_places(delivered)}）减已付（{places}）"] = total(delivered) - less
    if invoiced:
        balances[f"开票（{_places(invoiced)}）减已付（{places}）"] = total(invoiced) - less
    return balances


def _day(row: Payment | Credit) -> dt.date:
    return row.paid_on if isinstance(row, Payment) else row.agreed_on


CHECKS = (
    instalments_make_the_price,
    deliveries_fit_the_price,
    invoices_fit,
    numbers_are_used_once,
    sums_are_not_zero,
    payments_differ,
    credits_differ,
    statements_agree,
)
