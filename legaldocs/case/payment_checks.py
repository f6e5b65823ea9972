"""Do bills, deposits and supplements say what such a fact can?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.payment_term import event_of
from legaldocs.case.terms_in_force import in_force
from legaldocs.case.vocabulary import EACH, DueEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.bill import Bill
    from legaldocs.case.contract import Contract, Instalment, Supplement
    from legaldocs.case.deposit import Deposit
    from legaldocs.case.model import Case
    from legaldocs.core.typed import TypedReader

_DAY = dt.timedelta(days=1)
_PLAIN = (DueEvent.DELIVERY, DueEvent.ACCEPTANCE, DueEvent.INVOICE, DueEvent.RECEIPT)


def check_payments(case: Case, reader: TypedReader) -> None:
    """Note what a bill, a deposit or a supplement cannot say."""
    for bill in case.bills:
        for problem, step in _bill(bill):
            reader.note("LD-CASE-BILL", bill.origin, problem, next_step=step)
    for deposit in case.deposits:
        for problem, step in _deposit(deposit):
            reader.note("LD-CASE-DEPOSIT", deposit.origin, problem, next_step=step)
    for contract in case.contracts:
        for supplement in contract.supplements:
            for problem, step in _supplement(contract, supplement):
                reader.note("LD-CASE-SUPPLEMENT", supplement.origin, problem, next_step=step)


def _before(first: dt.date, **later: dt.date | None) -> str:
    """Return the first of the days, by its key, that is before ``first``; may be empty."""
    return next((f"{key} {day}" for key, day in later.items() if day and day < first), "")


def _bill(bill: Bill) -> Iterator[tuple[str, str]]:
    if bill.honoured_on and bill.dishonoured_on:
        yield "写了兑付日期，又写了拒付日期", "先拒付后兑付的，只写 honoured_on"
    if bill.repaid_on and not (bill.endorsed_on and bill.dishonoured_on):
        yield (
            "写了向后手清偿的日期，没有写背书转让和拒付的日期",
            "补上 endorsed_on 和 dishonoured_on；没有背书转让的，删去 repaid_on",
        )
    early = _before(
        bill.received_on,
        due_on=bill.due_on,
        honoured_on=bill.honoured_on,
        endorsed_on=bill.endorsed_on,
        dishonoured_on=bill.dishonoured_on,
        repaid_on=bill.repaid_on,
    )
    if early:
        yield f"{early} 早于收票日期 {bill.received_on}", "核对票据和凭证上的日期并改正"


def _deposit(deposit: Deposit) -> Iterator[tuple[str, str]]:
    if deposit.applied_on and deposit.returned_on:
        yield (
            "写了抵充日期，又写了退还日期",
            "只保留实际发生的一种；一部分抵充、一部分退还的，分成两行",
        )
    early = _before(deposit.paid_on, applied_on=deposit.applied_on, returned_on=deposit.returned_on)
    if early:
        yield f"{early} 早于交付日期 {deposit.paid_on}", "核对凭证上的日期并改正"


def _supplement(contract: Contract, supplement: Supplement) -> Iterator[tuple[str, str]]:
    if contract.signed_on and supplement.signed_on < contract.signed_on:
        yield (
            f"补充协议的签订日期 {supplement.signed_on} 早于合同的签订日期 {contract.signed_on}",
            "核对原件上的日期并改正",
        )
    if sum(row.signed_on == supplement.signed_on for row in contract.supplements) > 1:
        yield "同一日有两份补充协议，看不出先后", "合并写成一行，file 写两份文件"
    before = in_force(contract, supplement.signed_on - _DAY)
    parts = {part.name: part for part in before.instalments}
    unknown = [part.name for part in supplement.instalments if part.name not in parts]
    if supplement.due_on and (parts or supplement.instalments):
        yield (
            "分期付款的合同，补充协议不能只写一个到期日",
            "在 supplements 的 instalments 里写出改变的各期：name、amount、due_on",
        )
    elif parts and unknown:
        names = f"沿用合同的款项名称：{'、'.join(parts)}；"
        split = "把一期拆成几期的，双方签订还款协议的写 settlement，否则按补充协议另列一份合同"
        yield f"合同没有名为“{unknown[0]}”的款项", names + split
    else:
        yield from _terms(contract, supplement)


def _terms(contract: Contract, supplement: Supplement) -> Iterator[tuple[str, str]]:
    """Yield what the changed terms cannot be: due before they were agreed, or one by one."""
    known = in_force(contract, supplement.signed_on)
    after: tuple[Contract | Instalment, ...] = known.instalments or (known,)
    for part in after:
        changed = [term for term in part.earlier if term.until == supplement.signed_on]
        one_by_one = [
            event
            for event in (event_of(part), *map(event_of, changed))
            if event in EACH or (contract.price is None and event in _PLAIN)
        ]
        if changed and one_by_one:
            yield (
                f"以{one_by_one[0]}分别起算的款项，不能用补充协议改变付款期限",
                "补充协议以后的交货、开票另列一份合同，编号可以写成原编号加“补1”",
            )
        elif changed and part.due_on and part.due_on < supplement.signed_on:
            yield (
                f"补充协议约定的到期日 {part.due_on} 早于其签订日期 {supplement.signed_on}",
                "核对原件；到期日没有改变的，不要写在 supplements 里",
            )
