"""What proves payments, bills, deposits, credits and refunds, and what each paper says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.case.payment import PaymentMethod
from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from legaldocs.case.bill import Bill
    from legaldocs.case.model import Case

_OURS = "债权人持有"
_SLIPS = {
    None: ("银行回单", "开户银行"),
    PaymentMethod.TRANSFER: ("银行回单", "开户银行"),
    PaymentMethod.WECHAT: ("微信支付转账凭证", "支付机构"),
    PaymentMethod.ALIPAY: ("支付宝转账凭证", "支付机构"),
    PaymentMethod.CASH: ("现金收据", _OURS),
    PaymentMethod.SET_OFF: ("抵销凭证", _OURS),
    PaymentMethod.THIRD_PARTY: ("第三人代付凭证", "开户银行"),
}
"""What proves a payment, by how it was made, and whose paper that is."""


class PaymentPaper(NamedTuple):
    """A paper on money that moved (收付款凭证)."""

    row: Any
    title: str
    proves: str
    day: dt.date
    source: str = _OURS
    files: tuple[str, ...] = ()


def payment_papers(case: Case) -> Iterator[PaymentPaper]:
    """Yield the papers on what was paid, given and credited, kind by kind; some have no file."""
    for row in case.payments:
        slip, source = _SLIPS.get(row.method or _said(row.reference), ("付款凭证", _OURS))
        day = chinese_day(row.paid_on)
        title = f"{slip} {row.reference}" if row.reference else f"{slip}（{day}）"
        proves = f"{row.payer or '债务人'}{day}付款{figure(row.amount)}元"
        yield PaymentPaper(row, title, proves, row.paid_on, source)
    for bill in case.bills:
        title = f"{bill.title}及拒付证明" if bill.proof and bill.file else bill.title
        files = (*bill.file, *bill.proof)
        history = f"债务人{bill_history(bill)}"
        yield PaymentPaper(bill, title, history, bill.received_on, files=files)
    for deposit in case.deposits:
        given = f"债务人{chinese_day(deposit.paid_on)}交付{deposit.kind}{figure(deposit.amount)}元"
        yield PaymentPaper(deposit, f"{deposit.kind}凭证", given, deposit.paid_on)
    for credit in case.credits:
        what = "抵销" if credit.set_off else "退货或折让"
        why = f"（{credit.reason}）" if credit.reason else ""
        title = "抵销凭证" if credit.set_off else "退货折让凭证"
        yield PaymentPaper(credit, title, f"{what}{figure(credit.amount)}元{why}", credit.agreed_on)
    for refund in case.refunds:
        why = f"（{refund.reason}）" if refund.reason else ""
        back = f"债权人{chinese_day(refund.paid_on)}退款{figure(refund.amount)}元{why}"
        yield PaymentPaper(refund, "退款凭证", back, refund.paid_on)


def _said(reference: str) -> PaymentMethod | None:
    """Return how a payment was made as its reference says: no bank gave what names WeChat."""
    wallets = (PaymentMethod.WECHAT, PaymentMethod.ALIPAY)
    return next((wallet for wallet in wallets if wallet in reference), None)


def bill_history(bill: Bill) -> str:
    """Return when a bill came, when it fell due and what became of it, without who gave it."""
    acceptor = f"（承兑人{bill.acceptor}）" if bill.acceptor else ""
    due = f"，到期日{chinese_day(bill.due_on)}" if bill.due_on else ""
    says = f"{chinese_day(bill.received_on)}交付{bill.title}{acceptor}{figure(bill.amount)}元{due}"
    events = (
        (bill.endorsed_on, "背书转让"),
        (bill.dishonoured_on, "被拒绝付款"),
        (bill.repaid_on, "向后手清偿"),
        (bill.honoured_on, "兑付"),
    )
    return says + "".join(f"，{chinese_day(day)}{what}" for day, what in events if day)
