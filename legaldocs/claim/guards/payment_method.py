"""Can it be proved who paid, and how?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.bill import BillKind
from legaldocs.case.payment import PaymentMethod
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.payment import Payment
    from legaldocs.claim.matter import Matter

_BILLS = frozenset(map(str, BillKind))
_ACCOUNTS = (PaymentMethod.WECHAT, PaymentMethod.ALIPAY)


def payments_show_who_paid(matter: Matter) -> Iterator[Finding]:
    """A part payment restarts limitation only where it is known to be the debtor's."""
    debtors = {name for party in matter.case.debtors for name in party.own_names}
    for row in matter.case.payments:
        paid = f"{row.paid_on} 以{row.method or '其他方式'}支付的 {figure(row.amount)} 元"
        if row.method is PaymentMethod.CASH and not row.file:
            yield _proof(
                "LD-PAY-CASH",
                row,
                f"{paid}没有收据，以它证明债务人部分履行、诉讼时效中断的，债务人可能否认",
                "补上双方签字的收据或者记载这笔付款的对账单，写在 file",
            )
        elif row.method in _ACCOUNTS and not row.payer:
            yield _proof(
                "LD-PAY-PAYER",
                row,
                f"{paid}没有写付款人的实名，昵称和头像不能证明是债务人付款",
                "从支付机构调取载明双方实名的转账凭证，填写 payer 和 file",
            )
        elif row.payer and row.payer not in debtors:
            yield _by_another(matter, row, f"由{row.payer}付款，不是债务人本人")
        elif row.method is PaymentMethod.THIRD_PARTY and not row.payer:
            yield _by_another(matter, row, "由第三人代付，没有写付款人")


def _proof(code: str, row: Payment, says: str, step: str) -> Finding:
    return Finding(code, "warning", says, where=str(row.origin), next_step=step)


def _by_another(matter: Matter, row: Payment, who: str) -> Finding:
    return Finding(
        "LD-PAY-THIRD-PARTY",
        "warning",
        f"{row.paid_on} 的付款 {figure(row.amount)} 元{who}，本次计入已付款项；"
        "是不是为债务人清偿、债务人是否知情，决定它能不能中断诉讼时效",
        where=str(row.origin),
        article=matter.article("cn.civil_code", "performance_by_third"),
        next_step="补上代付说明、委托付款书或者债务人确认这笔付款的材料；"
        "付款人不是替债务人付款的，删去这一行",
    )


def bills_stand_among_the_bills(matter: Matter) -> Iterator[Finding]:
    """A bill without its maturity and outcome is taken as paid, which is too much or too little."""
    for row in matter.case.payments:
        if str(row.method) in _BILLS:
            yield Finding(
                "LD-PAY-BILL",
                "warning",
                f"{row.paid_on} 收到的{row.method} {figure(row.amount)} 元没有写到期日和兑付结果，"
                "本次按已付款处理",
                where=str(row.origin),
                article=matter.article("cn.negotiable_instruments", "recourse"),
                next_step="把这一行移到 bills：写 kind、number、received_on、due_on，"
                "已兑付的写 honoured_on，被拒付的写 dishonoured_on",
            )


GUARDS = (payments_show_who_paid, bills_stand_among_the_bills)
