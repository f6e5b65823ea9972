"""What a mail or a text message to a customer says: exact, courteous, and no more than is owed.

It goes to the customer's own contacts only, and a person sends it, between 08:00 and 22:00.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.portfolio.day.plan_offer import offer_of
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.case.party import BankAccount
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.work import Line, Work

_ONE_SMS, _PART_OF_SMS = 70, 67
"""Characters of a message in Chinese, and of each part of a longer one."""
_MOST_NAMED = 3
"""Invoices that a text message names."""
_BEFORE = frozenset({Step.NOTICE, Step.ON_THE_DAY})
_ASKING = frozenset({Step.OVERDUE, Step.DEMAND, Step.WARNING})
SPOKEN_TO = _BEFORE | _ASKING | {
    Step.PLAN_OFFER, Step.INVOICE, Step.MATCH, Step.PROMISE_DUE, Step.PROMISE_BROKEN,
}  # fmt: skip
"""The steps in which something is written to the customer."""
TEXTED = frozenset({Step.NOTICE, Step.ON_THE_DAY, Step.OVERDUE, Step.PROMISE_DUE})
"""The steps for which a text message is drafted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes (发件人); ``account`` is where to pay."""

    company: str
    person: str = ""
    phone: str = ""
    email: str = ""
    account: BankAccount | None = None


class Message:
    """The words of a task's mail and text message (消息)."""

    def __init__(self, work: Work, sender: Sender, policy: DayPolicy, as_of: dt.date) -> None:
        self._work, self._sender, self._policy, self._as_of = work, sender, policy, as_of

    @property
    def subject(self) -> str:
        """The subject of the mail."""
        about = {
            Step.INVOICE: "请确认收到发票",
            Step.MATCH: "请告知款项用途",
            Step.PLAN_OFFER: "分期付款方案，请回复",
            Step.PROMISE_DUE: "约定的付款日",
            Step.PROMISE_BROKEN: "约定的款项，请告知安排",
        }
        usual = "付款提醒" if self._work.step in _BEFORE else "逾期款项，请安排付款"
        return f"{about.get(self._work.step, usual)}：{self._sender.company}"

    def body(self, attached: str = "") -> str:
        """Return the text of the mail; ``attached`` is the title of the letter that goes along."""
        rows = [f"{self._work.customer}：", ""]
        if attached:  # the letter says the sum, after what the law sets against it
            rows += [f"现发送《{attached}》，见附件，请查收，并按函件所载的金额和期限办理。", ""]
        else:
            rows += [*self._said(), ""]
            if self._work.step in _BEFORE | _ASKING:
                rows += ["明细如下：", *map(self._line, self._work.lines), ""]
        if self._work.step in _BEFORE | _ASKING | {Step.PLAN_OFFER, Step.PROMISE_DUE}:
            rows += [*self._where_to_pay(), ""]
        rows += [*self._closing(), "", *self._signed()]
        return "\n".join(rows) + "\n"

    def sms(self) -> str:
        """Return the text message, none for a step that has none."""
        work = self._work
        if work.step not in TEXTED:
            return ""
        if work.step is Step.PROMISE_DUE:
            said = f"您好，{work.customer}约定的款项尚余{self._sum()}元，请按约安排"
        else:
            owed = "将到期" if work.step is Step.NOTICE else "今日到期" if (
                work.step is Step.ON_THE_DAY
            ) else "已逾期"  # fmt: skip
            # What else came in is set against it in the letter: two sums would contradict.
            sum_ = "" if work.credit_fen else f"{self._sum()}元"
            said = f"您好，{work.customer}{self._named()}货款{sum_}{owed}"
            if work.step is Step.NOTICE:
                said += f"（{chinese_day(min(line.due_on for line in work.lines))}）"
            said += "，请安排付款"
        asked = f"，如有疑问请联系{self._contact()}" if self._contact() else ""
        return f"【{self._sender.company}】{said}；已付请忽略{asked}。"

    def _said(self) -> Iterator[str]:
        work, total = self._work, f"人民币{self._sum()}元"
        by = chinese_day(self._as_of + dt.timedelta(days=self._policy.pay_within_days))
        if work.step is Step.NOTICE:
            yield f"贵方有下列款项将到期，共{total}，请按约定的日期付款。"
        elif work.step is Step.ON_THE_DAY:
            yield f"贵方下列款项今日（{chinese_day(self._as_of)}）到期，共{total}，请安排付款。"
        elif work.step in _ASKING:
            yield f"截至{chinese_day(self._as_of)}，贵方下列款项已过约定的付款日，共{total}。"
            yield f"请于{by}以前付清；确有困难的，请在此以前告知原因和付款安排。"
        elif work.step is Step.PLAN_OFFER:
            yield from self._offered(total)
        elif work.step is Step.INVOICE:
            whole = figure(yuan_of(sum(line.amount_fen for line in work.lines)))
            yield f"我方已开出下列发票，共人民币{whole}元，请贵方财务确认是否收到、有无异议："
            yield from map(self._invoice, work.lines)
        elif work.step is Step.MATCH:
            yield f"贵方付来的款项中有{total}没有写明付的是哪一笔，"
            yield "请告知对应的合同和发票号码，以便核销。"
        elif work.step is Step.PROMISE_DUE:
            yield f"贵方约定付款的日子到了，尚余{total}没有到账，请按约安排；已付的请告知付款日期。"
        elif work.step is Step.PROMISE_BROKEN:
            yield f"贵方约定的款项尚余{total}没有到账，请告知原因和新的付款日期。"
        if work.credit_fen and work.step in _BEFORE | _ASKING | {Step.PLAN_OFFER}:
            yield "贵方另有付款尚未核对到具体款项，没有从以上金额里扣除，核对后相应减少。"

    def _offered(self, total: str) -> Iterator[str]:
        parts = offer_of(self._work, self._policy, self._as_of)
        yield f"截至{chinese_day(self._as_of)}，贵方逾期款项共{total}。"
        yield f"为便于贵方安排，我方可以商量分{len(parts)}期支付："
        for number, part in enumerate(parts, start=1):
            day, amount = chinese_day(part.due_on), figure(yuan_of(part.amount_fen))
            yield f"  第{number}期：{day}以前付{amount}元"
        yield "同意的，请回复，双方另签还款协议，以协议为准；签订以前，各笔款项仍按原约定履行。"

    def _line(self, line: Line) -> str:
        late = (self._as_of - line.due_on).days
        said = f"逾期 {late} 天" if late > 0 else "尚未到期" if late < 0 else "今日到期"
        about = "，".join(
            f"{name} {number}"
            for name, number in (
                ("合同", line.contract_number), ("发票", line.invoice_number),
                ("单号", "" if line.invoice_number else line.number),
            )
            if number
        )  # fmt: skip
        amount = figure(yuan_of(line.asked_fen))
        part = "（不含有争议、另有约定的部分）" if line.asked_fen < line.open_fen else ""
        return f"  {about}：{amount}元{part}，{chinese_day(line.due_on)}到期，{said}"

    def _invoice(self, line: Line) -> str:
        contract = f"合同 {line.contract_number}，" if line.contract_number else ""
        return f"  {contract}发票 {line.invoice_number}：{figure(yuan_of(line.amount_fen))}元"

    def _where_to_pay(self) -> Sequence[str]:
        account = self._sender.account
        if account is None:
            return ("收款账户：按合同约定的账户。",)
        return (f"收款账户：{account.holder}，{account.bank}，账号 {account.number}。",)

    def _closing(self) -> Iterator[str]:
        if self._work.step is not Step.MATCH and self._work.step is not Step.INVOICE:
            yield "如已付款，请告知付款日期，我方即行核对；对金额有异议的，请说明是哪一笔、差多少。"
        elif self._work.step is Step.INVOICE:
            yield "没有收到或者内容有误的，请在回复里写明，我方即行补寄或者更正。"

    def _signed(self) -> Iterator[str]:
        yield self._sender.company
        if self._sender.person:
            yield f"联系人：{self._sender.person}"
        if self._sender.phone:
            yield f"电话：{self._sender.phone}"

    def _sum(self) -> str:
        return figure(yuan_of(self._work.amount_fen))

    def _named(self) -> str:
        lines = self._work.lines
        numbers = [line.invoice_number or line.number for line in lines[:_MOST_NAMED]]
        more = f"等{len(lines)}笔" if len(lines) > _MOST_NAMED else ""
        return f"（{'、'.join(numbers)}{more}）" if numbers else ""

    def _contact(self) -> str:
        return " ".join(filter(None, (self._sender.person, self._sender.phone)))


def sms_size(text: str) -> tuple[int, int]:
    """Return the length of a text message, and in how many parts it is sent.

    A character beyond the first plane counts twice.

    >>> sms_size("款" * 70), sms_size("款" * 71)
    ((70, 1), (71, 2))
    """
    length = len(text.encode("utf-16-le")) // 2
    return length, 1 if length <= _ONE_SMS else -(-length // _PART_OF_SMS)
