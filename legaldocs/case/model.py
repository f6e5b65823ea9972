"""The facts of a case, frozen, each with the place it was written at.

The text beside a field is its Chinese name: it is used in messages and accepted as a column
heading of a table. Amounts are yuan; a field without a default must be given.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from pathlib import Path  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.communication import (  # noqa: TC001 - as above
    Communication,
    Interruption,
)
from legaldocs.case.complaint import Complaint  # noqa: TC001 - as above
from legaldocs.case.late_payment import LatePayment  # noqa: TC001 - as above
from legaldocs.case.party import (  # noqa: TC001 - as above
    Agent,
    Assignment,
    Files,
    Guarantee,
    Party,
)
from legaldocs.case.payment_term import TERM, PaymentTerm
from legaldocs.case.preservation import Preservation  # noqa: TC001 - as above
from legaldocs.case.vocabulary import (
    ContractKind,
    DueEvent,
    EnforcementEnd,
    ExhibitGroup,
    InstrumentKind,
    LateChargeOutcome,
    Liability,
    LprChoice,
    ProceedingsEnd,
    Role,
    Route,
)
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFirm:
    """The firm and lawyer that act for the creditor (律师事务所)."""

    origin: Origin
    name: Annotated[str, "律师事务所"]
    licence: Annotated[str, "执业许可证号"]
    lawyer: Annotated[str, "律师"]
    lawyer_licence: Annotated[str, "律师执业证号"]
    mandated_on: Annotated[dt.date, "委托日期"]
    letter_number: Annotated[str, "函件编号"] = ""
    address: Annotated[str, "地址"] = ""
    phone: Annotated[str, "电话"] = ""
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of the price and when it falls due (分期款项).

    Counted from each delivery, invoice or statement, it is that share of each of them.
    """

    origin: Origin
    name: Annotated[str, "款项名称"]
    amount: Annotated[Decimal, "金额"]
    due_on: Annotated[dt.date | None, "到期日"] = None
    due_after: Annotated[DueEvent | None, "起算事由"] = None
    due_days: Annotated[PaymentTerm | None, "付款期限", TERM] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """An agreement the debt rests on (合同).

    A framework contract states no ``price``: what was delivered, or confirmed in statements, is
    owed. ``lpr_mode`` matters only where the late charge follows the LPR.
    """

    origin: Origin
    price: Annotated[Decimal | None, "合同价款"] = None
    number: Annotated[str, "合同编号"] = ""
    name: Annotated[str, "合同名称"] = "合同"
    kind: Annotated[ContractKind, "合同类型"] = ContractKind.SALE
    signed_on: Annotated[dt.date | None, "签订日期"] = None
    goods: Annotated[str, "标的"] = ""
    due_on: Annotated[dt.date | None, "到期日"] = None
    due_after: Annotated[DueEvent | None, "起算事由"] = None
    due_days: Annotated[PaymentTerm | None, "付款期限", TERM] = None
    payment_clause: Annotated[str, "付款条款"] = ""
    delivery_clause: Annotated[str, "交货条款"] = ""
    quality_clause: Annotated[str, "质量和检验条款"] = ""
    instalments: Annotated[tuple[Instalment, ...], "分期"] = ()
    late_payment: Annotated[LatePayment | None, "逾期付款条款"] = None
    lpr_mode: Annotated[LprChoice, "LPR取值"] = LprChoice.FIXED
    court: Annotated[str, "约定管辖法院"] = ""
    arbitration: Annotated[str, "仲裁机构"] = ""
    dispute_clause: Annotated[str, "争议解决条款"] = ""
    cost_clause: Annotated[str, "费用承担条款"] = ""
    service_clause: Annotated[str, "送达条款"] = ""
    retention_of_title: Annotated[bool, "所有权保留"] = False
    file: Files = ()

    @property
    def title(self) -> str:
        """The contract as papers name it, such as 《设备买卖合同》（编号：HT-1）."""
        return f"《{self.name}》" + (f"（编号：{self.number}）" if self.number else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Goods handed over (送货)."""

    origin: Origin
    number: Annotated[str, "送货单号"]
    delivered_on: Annotated[dt.date, "送货日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    goods: Annotated[str, "货物"] = ""
    signed_by: Annotated[str, "签收人"] = ""
    signed_on: Annotated[dt.date | None, "签收日期"] = None
    accepted_on: Annotated[dt.date | None, "验收日期"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A VAT invoice the creditor issued (发票)."""

    origin: Origin
    number: Annotated[str, "发票号码"]
    issued_on: Annotated[dt.date, "开票日期"]
    amount: Annotated[Decimal, "价税合计"]
    received_on: Annotated[dt.date | None, "收票日期"] = None
    contract: Annotated[str, "合同编号"] = ""
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money the debtor paid (付款).

    Without a contract where there are several, it is spread over their debts (民法典560); ``slip``
    is then the whole sum of which this is the part that went to one contract.
    """

    origin: Origin
    paid_on: Annotated[dt.date, "付款日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reference: Annotated[str, "流水号"] = ""
    file: Files = ()
    slip: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Goods returned, a price cut or a set-off that lowers the debt (退货、折让、抵销).

    A set-off pays costs and interest first, as a payment does; the others lower the price alone,
    from ``from_on`` where they were agreed to reach back.
    """

    origin: Origin
    agreed_on: Annotated[dt.date, "日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reason: Annotated[str, "事由"] = ""
    set_off: Annotated[bool, "抵销"] = False
    from_on: Annotated[dt.date | None, "追溯至"] = None
    file: Files = ()
    slip: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A cost of pursuing the claim (实现债权的费用)."""

    origin: Origin
    name: Annotated[str, "费用名称"]
    amount: Annotated[Decimal, "金额"]
    incurred_on: Annotated[dt.date, "发生日期"]
    contract: Annotated[str, "合同编号"] = ""
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement of account and who confirmed it (对账单).

    ``balance`` is the unpaid price on ``through_on``, of all contracts together where no contract
    is named; ``late_charge`` only when the statement fixed one expressly, and
    ``late_charge_reserved`` when it reserves what runs after that day.
    """

    origin: Origin
    through_on: Annotated[dt.date, "对账截止日"]
    balance: Annotated[Decimal, "欠款余额"]
    contract: Annotated[str, "合同编号"] = ""
    late_charge: Annotated[Decimal | None, "载明的违约金或利息"] = None
    late_charge_reserved: Annotated[bool, "保留此后的违约金或利息"] = False
    confirmed_by: Annotated[str, "确认人"] = ""
    confirmed_on: Annotated[dt.date | None, "确认日期"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    """A payment order applied for (支付令)."""

    origin: Origin
    applied_on: Annotated[dt.date | None, "申请日期"] = None
    case_number: Annotated[str, "案号"] = ""
    issued_on: Annotated[dt.date | None, "发出日期"] = None
    served_on: Annotated[dt.date | None, "债务人收到日期"] = None
    objected_on: Annotated[dt.date | None, "异议日期"] = None
    ended_on: Annotated[dt.date | None, "终结日期"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """A suit that was filed with a court, registered or not yet (诉讼)."""

    origin: Origin
    court: Annotated[str, "受理法院"]
    filed_on: Annotated[dt.date, "起诉日期"]
    accepted_on: Annotated[dt.date | None, "立案日期"] = None
    case_number: Annotated[str, "案号"] = ""
    ended_on: Annotated[dt.date | None, "结案日期"] = None
    ended_by: Annotated[ProceedingsEnd | None, "结案方式"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbitration:
    """An arbitration that was applied for (仲裁)."""

    origin: Origin
    institution: Annotated[str, "仲裁机构"]
    filed_on: Annotated[dt.date, "申请日期"]
    case_number: Annotated[str, "案号"] = ""
    ended_on: Annotated[dt.date | None, "结案日期"] = None
    ended_by: Annotated[ProceedingsEnd | None, "结案方式"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentSum:
    """A sum that an instrument orders to be paid, without the interest that runs on (判项).

    ``perform_by`` is the last day to perform; without one the day the instrument took effect
    counts. ``interest_rate`` runs on the sum by the instrument itself, from ``interest_from`` to
    ``interest_until`` or to performance.
    """

    origin: Origin
    amount: Annotated[Decimal, "金额"]
    perform_by: Annotated[dt.date | None, "履行期限"] = None
    interest_rate: Annotated[str, "文书确定的利率"] = ""
    interest_from: Annotated[dt.date | None, "计息首日"] = None
    interest_until: Annotated[dt.date | None, "计息末日"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """The instrument that decides the claim (生效法律文书).

    Payments after ``issued_on`` perform it.
    """

    origin: Origin
    kind: Annotated[InstrumentKind, "种类"]
    issuer: Annotated[str, "制作机关"]
    number: Annotated[str, "文号"]
    issued_on: Annotated[dt.date, "作出日期"]
    effective_on: Annotated[dt.date | None, "生效日期"] = None
    sums: Annotated[tuple[JudgmentSum, ...], "判项"] = ()
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """An enforcement that was applied for (强制执行)."""

    origin: Origin
    court: Annotated[str, "执行法院"]
    applied_on: Annotated[dt.date, "申请日期"]
    case_number: Annotated[str, "案号"] = ""
    settled_on: Annotated[dt.date | None, "执行和解日期"] = None
    ended_on: Annotated[dt.date | None, "结案日期"] = None
    ended_by: Annotated[EnforcementEnd | None, "结案方式"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """What has been or will be asked of a court (程序)."""

    origin: Origin
    route: Annotated[Route | None, "程序选择"] = None
    debtor_court: Annotated[str, "债务人住所地基层法院"] = ""
    no_counter_duty: Annotated[bool, "债权人无对待给付义务"] = False
    no_other_dispute: Annotated[bool, "双方无其他债务纠纷"] = False
    against_guarantors: Annotated[tuple[str, ...], "一并主张的保证人"] = ()
    payment_order: Annotated[PaymentOrder | None, "支付令"] = None
    preservation: Annotated[Preservation | None, "财产保全"] = None
    complaint: Annotated[Complaint | None, "起诉事项"] = None
    suit: Annotated[Suit | None, "诉讼"] = None
    arbitration: Annotated[Arbitration | None, "仲裁"] = None
    judgment: Annotated[Judgment | None, "生效法律文书"] = None
    enforcement: Annotated[Enforcement | None, "强制执行"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPart:
    """One payment of a settlement (还款期次)."""

    origin: Origin
    due_on: Annotated[dt.date, "付款日"]
    amount: Annotated[Decimal, "金额"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Terms for paying in parts, meant or signed (还款安排).

    From ``signed_on`` the deed governs what is owed. ``late_charge_amount`` is the late charge to
    that day where the deed fixes it, in yuan; where the outcome is 确定 it is part of the
    instalments. ``before_principal`` when payments after a default go to the late charge first.
    ``accelerates`` when a default lets the later instalments fall due.
    """

    origin: Origin
    instalments: Annotated[tuple[SettlementPart, ...], "还款期次"]
    signed_on: Annotated[dt.date | None, "签订日期"] = None
    late_charge: Annotated[LateChargeOutcome, "逾期付款责任的处理"] = LateChargeOutcome.RESERVED
    late_charge_amount: Annotated[Decimal | None, "确定的逾期付款责任金额"] = None
    grace_days: Annotated[int, "宽限天数"] = 0
    accelerates: Annotated[bool, "逾期则其余各期提前到期"] = True
    default_rate: Annotated[str, "再次逾期的违约金标准"] = ""
    before_principal: Annotated[bool | None, "先于本金抵充"] = None
    cost_clause: Annotated[str, "费用承担条款"] = ""
    file: Files = ()
    court: Annotated[str, "管辖法院"] = ""
    arbitration: Annotated[str, "仲裁机构"] = ""
    court_link: Annotated[str, "法院与争议的联系"] = ""
    forfeits: Annotated[str, "逾期即归债权人所有的财产"] = ""
    place: Annotated[str, "签订地点"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How the creditor's letters are set, and from which day a grade is in place (函件要求).

    The defaults are the steps that collection practice uses. ``pay_within_days`` is what a letter
    gives, time to pass a payment through a firm, and what a letter that gave no day is granted from
    its arrival.
    """

    origin: Origin
    pay_within_days: Annotated[int, "付款宽限天数"] = 7
    remind_within_days: Annotated[int, "到期前提醒天数"] = 15
    warn_from_days: Annotated[int, "警告函起始逾期天数"] = 30
    lawyer_from_days: Annotated[int, "律师函起始逾期天数"] = 90
    letter_number: Annotated[str, "函件编号"] = ""
    contact: Annotated[str, "联系人"] = ""
    phone: Annotated[str, "联系电话"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """A collection agency the creditor engaged (委托催收机构)."""

    origin: Origin
    name: Annotated[str, "机构名称"]
    engaged_on: Annotated[dt.date, "委托日期"]
    commission: Annotated[str, "佣金约定"] = ""
    authority: Annotated[str, "授权范围"] = ""
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvidence:
    """A document that no other row names (其他证据)."""

    origin: Origin
    title: Annotated[str, "证据名称"]
    proves: Annotated[str, "证明目的"]
    dated_on: Annotated[dt.date | None, "日期"] = None
    source: Annotated[str, "来源"] = ""
    group: Annotated[ExhibitGroup, "归入"] = ExhibitGroup.OTHER
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a case file states (案件)."""

    folder: Path
    origin: Origin
    parties: Annotated[tuple[Party, ...], "当事人"]
    contracts: Annotated[tuple[Contract, ...], "合同"]
    title: Annotated[str, "案件名称"] = ""
    liability: Annotated[Liability | None, "债务人之间的责任"] = None
    assignment: Annotated[Assignment | None, "债权转让"] = None
    agents: Annotated[tuple[Agent, ...], "委托诉讼代理人"] = ()
    law_firm: Annotated[LawFirm | None, "律师事务所"] = None
    demand: Annotated[Demand | None, "函件要求"] = None
    deliveries: Annotated[tuple[Delivery, ...], "送货"] = ()
    invoices: Annotated[tuple[Invoice, ...], "发票"] = ()
    payments: Annotated[tuple[Payment, ...], "付款"] = ()
    credits: Annotated[tuple[Credit, ...], "退货折让"] = ()
    costs: Annotated[tuple[Cost, ...], "费用"] = ()
    statements: Annotated[tuple[Statement, ...], "对账"] = ()
    communications: Annotated[tuple[Communication, ...], "往来函件"] = ()
    interruptions: Annotated[tuple[Interruption, ...], "时效中断"] = ()
    guarantees: Annotated[tuple[Guarantee, ...], "保证"] = ()
    procedure: Annotated[Procedure | None, "程序"] = None
    settlement: Annotated[Settlement | None, "还款安排"] = None
    agency: Annotated[Agency | None, "委托催收"] = None
    other_evidence: Annotated[tuple[OtherEvidence, ...], "其他证据"] = ()

    @property
    def creditor(self) -> Party:
        """The party that is owed."""
        return self._only(Role.CREDITOR)

    @property
    def debtor(self) -> Party:
        """The party that owes; the first where there are several."""
        return self._only(Role.DEBTOR)

    @property
    def debtors(self) -> tuple[Party, ...]:
        """The parties that owe, in the order they are written in."""
        return tuple(party for party in self.parties if party.role is Role.DEBTOR)

    def _only(self, role: Role) -> Party:
        return next(party for party in self.parties if party.role is role)

    @property
    def letter_terms(self) -> Demand:
        """How letters are set: as the case says, else as practice has it."""
        return self.demand or Demand(origin=self.origin)

    def contract_of(self, name: str) -> Contract | None:
        """Return the contract a row names; a row may leave it out when there is only one."""
        if not name and len(self.contracts) == 1:
            return self.contracts[0]
        return next(
            (contract for contract in self.contracts if name and contract.number == name), None
        )
