"""What interrupts limitation, by which article, and which evidence proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event that restarts limitation (中断事由)."""

    title: str
    instrument: str
    article: str
    proof: str
    """The evidence that the bundle needs."""
    procedure: bool = False
    """Limitation stands still until the procedure ends (MFD 195)."""
    by_debtor: bool = False
    """The debtor agrees to perform: after expiry it bars the defence instead (MFD 192, LIM 19)."""


_RULES = "cn.limitation_rules"
_SUIT = "受理通知书或者收件凭证"

KINDS: dict[str, Kind] = {
    "letter_signed": Kind(
        "催款函当面送交并签收",
        _RULES,
        "demand.letter",
        "签收回执，以及签收人是法定代表人、负责人、收发部门或者被授权人的证明",
    ),
    "letter_arrived": Kind(
        "催款函寄达",
        _RULES,
        "demand.data_message",
        "写明内件品名的快递单、函件底稿、签收轨迹和地址来源",
    ),
    "letter_deemed": Kind(
        "催款函退回、拒收，视为送达或者应当到达",
        _RULES,
        "demand.data_message",
        "送达条款或者登记的地址、写明内件品名的快递单、函件底稿和退件或者拒收凭证",
    ),
    "email_entered": Kind(
        "催款邮件进入约定邮箱",
        _RULES,
        "demand.data_message",
        "邮件原件（含完整邮件头）或者服务器记录，以及邮箱属于对方的证明",
    ),
    "message_arrived": Kind(
        "即时通讯催款送达",
        _RULES,
        "demand.data_message",
        "原始设备上的完整聊天记录，以及账号与对方对应关系的证明",
    ),
    "call_recorded": Kind(
        "电话催款有录音",
        "cn.civil_code",
        "interruption",
        "完整的录音和通话记录，以及号码与对方对应关系的证明",
    ),
    "agent_demand": Kind(
        "向债务人的代理人、财产代管人催款",
        "cn.general_interpretation",
        "demand_to_agent",
        "送达凭证和代理、代管身份的证明",
    ),
    "announcement": Kind(
        "债务人下落不明，媒体公告催款",
        _RULES,
        "demand.announcement",
        "国家级或者债务人住所地省级媒体的公告，以及下落不明的证明",
    ),
    "part_payment": Kind(
        "部分付款", _RULES, "debtor_agrees", "载明付款人和用途的银行回单", by_debtor=True
    ),
    "promise": Kind(
        "承诺付款、请求延期、制定还款计划",
        _RULES,
        "debtor_agrees",
        "债务人签章的承诺或者能够确认身份的往来记录",
        by_debtor=True,
    ),
    "security_given": Kind("提供担保", _RULES, "debtor_agrees", "担保合同或者保函", by_debtor=True),
    "statement_signed": Kind(
        "签认对账单",
        _RULES,
        "debtor_agrees",
        "债务人签章的对账单，签字人有权限的证明",
        by_debtor=True,
    ),
    "iou": Kind(
        "出具没有还款日期的欠条",
        "cn.iou_reply",
        "restart",
        "欠条原件和收到日期的证明",
        by_debtor=True,
    ),
    "assignment_notice": Kind("债权转让通知到达", _RULES, "assignment", "转让通知和到达凭证"),
    "debt_assumed": Kind(
        "债务承担的意思表示到达债权人", _RULES, "assignment", "债务承担文件", by_debtor=True
    ),
    "suit": Kind("提起诉讼", _RULES, "complaint", _SUIT, procedure=True),
    "arbitration": Kind(
        "申请仲裁", "cn.civil_code", "interruption", "仲裁受理通知书", procedure=True
    ),
    "payment_order": Kind("申请支付令", _RULES, "same_as_suit", _SUIT, procedure=True),
    "preservation": Kind("申请诉前财产保全", _RULES, "same_as_suit", _SUIT, procedure=True),
    "bankruptcy_claim": Kind(
        "申报破产债权", _RULES, "same_as_suit", "债权申报回执", procedure=True
    ),
    "enforcement": Kind("申请强制执行", _RULES, "same_as_suit", _SUIT, procedure=True),
    "set_off_in_suit": Kind("在诉讼中主张抵销", _RULES, "same_as_suit", "庭审笔录或者答辩状"),
    "mediation": Kind(
        "向调解组织等请求保护", _RULES, "mediation_bodies", "受理回执", procedure=True
    ),
    "report": Kind(
        "向公安、检察院、法院报案或者控告", _RULES, "report", "受案回执", procedure=True
    ),
}
"""Every kind of event by its id."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened and may interrupt limitation (时效事件).

    ``on`` is the day of arrival for a demand, of the act for the rest. ``proof`` names the exhibit;
    empty means unproven. ``ended_on`` is the day a procedure ended, None while it is pending.
    """

    kind: str
    on: dt.date
    proof: str = ""
    ended_on: dt.date | None = None
