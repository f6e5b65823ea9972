"""What became of the bills that were given for the debt?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.law.deadline import corresponding_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.bill import Bill
    from legaldocs.case.deposit import Deposit
    from legaldocs.claim.matter import Matter

_LAW = "cn.negotiable_instruments"
_COUNTS_ON = ("received_on", "dishonoured_on", "repaid_on", "applied_on")
_DAY = dt.timedelta(days=1)


def bills_have_an_outcome(matter: Matter) -> Iterator[Finding]:
    """A bill pays on condition; whether it was honoured decides what is owed."""
    for bill in matter.case.bills:
        if bill.in_payment:
            if bill.dishonoured_on:
                yield _in_payment(matter, bill)
        elif bill.dishonoured_on:
            yield _dishonoured(matter, bill) if bill.has_failed else _passed_on(matter, bill)
        elif not bill.honoured_on:
            due_on = bill.due_on or bill.received_on
            waits = due_on >= matter.as_of or bill.endorsed_on is not None
            yield _pending(matter, bill) if waits else _unknown(matter, bill)


def _sum(bill: Bill) -> str:
    return f"{bill.title} {figure(bill.amount)} 元"


def _in_payment(matter: Matter, bill: Bill) -> Finding:
    return Finding(
        "LD-BILL-IN-PAYMENT",
        "warning",
        f"{_sum(bill)}约定以票抵债，{bill.dishonoured_on} 被拒付；按约定价款已经清偿，"
        "本次不计入欠款，只能向票据债务人追索",
        where=str(bill.origin),
        article=matter.article(_LAW, "recourse"),
        next_step="核对约定的原文：没有约定交付票据即清偿的，in_payment 写“否”；"
        + _by(matter, bill),
    )


def _by(matter: Matter, bill: Bill) -> str:
    """Return the last day of recourse against those who signed before (票据法17)."""
    since = bill.dishonoured_on or matter.as_of
    months = matter.book.parameter("bill.recourse", matter.as_of)
    last = corresponding_day(since, months=int(months.value))
    return f"向前手追索的，自拒付之日起{int(months.value)}个月内行使，至 {last}（{months.source}）"


def _dishonoured(matter: Matter, bill: Bill) -> Finding:
    open_term = bill.counted and bill.extends_term is None and not bill.endorsed_on
    steps = (
        "" if bill.proof else "把拒付证明或者退票理由书写在 proof",
        "同意延至票据到期日付款的，写 extends_term: 是，没有同意的写“否”" if open_term else "",
        "也可以改为行使票据权利，两者不能重复受偿",
        _by(matter, bill),
    )
    return Finding(
        "LD-BILL-DISHONOURED",
        "warning",
        f"{_sum(bill)} {bill.dishonoured_on} 被拒付，没有清偿，{_restored(bill)}"
        + ("" if bill.proof else "；没有拒付证明"),
        where=str(bill.origin),
        article=f"{matter.article(_LAW, 'recourse')}、{matter.article(_LAW, 'proof_of_dishonour')}",
        next_step="；".join(filter(None, steps)),
    )


def _restored(bill: Bill) -> str:
    """Return from when the debt stands again, as the ledger counts it."""
    restored = bill.restored_on
    if not bill.counted or restored is None:
        return "自始不算付款，逾期付款责任按原到期日计算"
    since = restored + _DAY
    return (
        f"{bill.received_on} 至 {restored} 暂不计逾期付款责任，自 {since} 起按恢复的欠款计算，"
        "收票不作为部分付款中断诉讼时效"
    )


def _passed_on(matter: Matter, bill: Bill) -> Finding:
    return Finding(
        "LD-BILL-RECOURSE",
        "warning",
        f"{_sum(bill)}已于 {bill.endorsed_on} 背书转让，{bill.dishonoured_on} 被拒付；"
        "债权人没有向后手清偿以前仍按已付款处理，不计入欠款",
        where=str(bill.origin),
        article=matter.article(_LAW, "recourse"),
        next_step="被追索并已清偿的，写 repaid_on（清偿日期），清偿凭证写在 proof",
    )


def _pending(matter: Matter, bill: Bill) -> Finding:
    due = f"{bill.due_on} 到期" if bill.due_on else "没有写到期日"
    state = "已背书转让，" if bill.endorsed_on else ""
    return Finding(
        "LD-BILL-PENDING",
        "warning",
        f"{_sum(bill)}{due}，{state}没有写兑付结果；本次按附条件的付款处理，不计入欠款",
        where=str(bill.origin),
        article=f"{matter.article(_LAW, 'presentment')}、{matter.article(_LAW, 'recourse')}",
        next_step="约定交付票据即清偿的，写 in_payment: 是，没有约定的写“否”；"
        "到期后写 honoured_on 或者 dishonoured_on",
    )


def _unknown(matter: Matter, bill: Bill) -> Finding:
    due = f"已于 {bill.due_on} 到期" if bill.due_on else "没有写到期日"
    return Finding(
        "LD-BILL-OUTCOME",
        "error",
        f"{_sum(bill)}{due}，没有写是否兑付；不明确以前不出具载明金额的文书",
        where=str(bill.origin),
        article=matter.article(_LAW, "presentment"),
        next_step="已兑付的写 honoured_on；被拒付的写 dishonoured_on，拒付证明写在 proof；"
        "已背书转让的写 endorsed_on",
        blocks=(FIGURES,),
    )


def given_before_the_deed(matter: Matter) -> Iterator[Finding]:
    """What the deed divides does not hold bills and deposits that count later."""
    deed = matter.claim.deed
    rows: tuple[Bill | Deposit, ...] = (*matter.case.bills, *matter.case.deposits)
    for row in rows:
        days = filter(None, (getattr(row, name, None) for name in _COUNTS_ON))
        if deed is not None and any(day > deed.signed_on for day in days):
            yield Finding(
                "LD-PAY-SETTLED",
                "error",
                f"还款协议签订以后才收到、拒付或者抵充的{row.kind}，不能按协议的账目计算",
                where=str(row.origin),
                next_step="已经兑付或者抵充的，按该日写成 payments 里的一行，并删去这一行；"
                "协议签订后被拒付的，由律师确定恢复的金额",
                blocks=(FIGURES,),
            )


GUARDS = (bills_have_an_outcome, given_before_the_deed)
