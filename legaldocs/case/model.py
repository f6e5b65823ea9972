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

from legaldocs.case.party import (  # noqa: TC001 - as above
    Agent,
    Assignment,
    Files,
    Guarantee,
    Party,
)
from legaldocs.case.vocabulary import (
    AssetKind,
    Channel,
    Direction,
    DueEvent,
    Effect,
    ExhibitGroup,
    LateChargeKind,
    LateChargeOutcome,
    Liability,
    LprChoice,
    Role,
    Route,
    SecurityKind,
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
class LatePayment:
    """What the contract says about paying late (逾期付款条款).

    ``before_principal`` when a payment goes to the charge first; without it agreed interest goes
    first and a penalty does not (民法典561).

    ``rate`` is text such as ``0.05%/day``, ``6%/year`` or ``lpr*1.5``.
    """

    origin: Origin
    rate: Annotated[str, "标准"]
    kind: Annotated[LateChargeKind, "性质"] = LateChargeKind.PENALTY
    clause: Annotated[str, "合同条款"] = ""
    before_principal: Annotated[bool | None, "先于本金抵充"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of the price and when it falls due (分期款项)."""

    origin: Origin
    name: Annotated[str, "款项名称"]
    amount: Annotated[Decimal, "金额"]
    due_on: Annotated[dt.date | None, "到期日"] = None
    due_after: Annotated[DueEvent | None, "起算事由"] = None
    due_days: Annotated[int, "起算后天数"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """An agreement the debt rests on (合同).

    ``lpr_mode`` matters only where the late charge follows the LPR.
    """

    origin: Origin
    price: Annotated[Decimal, "合同价款"]
    number: Annotated[str, "合同编号"] = ""
    name: Annotated[str, "合同名称"] = "合同"
    signed_on: Annotated[dt.date | None, "签订日期"] = None
    goods: Annotated[str, "标的"] = ""
    due_on: Annotated[dt.date | None, "到期日"] = None
    due_after: Annotated[DueEvent | None, "起算事由"] = None
    due_days: Annotated[int, "起算后天数"] = 0
    payment_clause: Annotated[str, "付款条款"] = ""
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
    contract: Annotated[str, "合同编号"] = ""
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money the debtor paid (付款)."""

    origin: Origin
    paid_on: Annotated[dt.date, "付款日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reference: Annotated[str, "流水号"] = ""
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Goods returned, a price cut or a set-off that lowers the debt (退货、折让、抵销).

    A set-off pays costs and interest first, as a payment does; returns and price
    cuts lower the price alone.
    """

    origin: Origin
    agreed_on: Annotated[dt.date, "日期"]
    amount: Annotated[Decimal, "金额"]
    contract: Annotated[str, "合同编号"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reason: Annotated[str, "事由"] = ""
    set_off: Annotated[bool, "抵销"] = False
    file: Files = ()


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

    ``balance`` is the unpaid price on ``through_on``; ``late_charge`` only when the statement fixed
    one expressly.
    """

    origin: Origin
    through_on: Annotated[dt.date, "对账截止日"]
    balance: Annotated[Decimal, "欠款余额"]
    contract: Annotated[str, "合同编号"] = ""
    late_charge: Annotated[Decimal | None, "载明的违约金或利息"] = None
    confirmed_by: Annotated[str, "确认人"] = ""
    confirmed_on: Annotated[dt.date | None, "确认日期"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication:
    """A letter, message or call between the parties (往来函件)."""

    origin: Origin
    sent_on: Annotated[dt.date, "日期"]
    channel: Annotated[Channel, "方式"]
    gist: Annotated[str, "内容摘要"]
    direction: Annotated[Direction, "方向"] = Direction.SENT
    counterparty: Annotated[str, "对方"] = ""
    effect: Annotated[Effect, "性质"] = Effect.OTHER
    arrived_on: Annotated[dt.date | None, "送达日期"] = None
    pay_by: Annotated[dt.date | None, "付款期限"] = None
    tracking: Annotated[str, "快递单号"] = ""
    proof: Annotated[tuple[str, ...], "送达证明"] = ()
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """Something of the debtor's that a court could hold (财产线索)."""

    origin: Origin
    kind: Annotated[AssetKind, "财产类型"]
    description: Annotated[str, "财产信息"]
    location: Annotated[str, "所在地"] = ""
    value: Annotated[Decimal | None, "估值"] = None
    definite: Annotated[bool, "信息明确"] = False
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """What the creditor gives for a preservation (保全担保)."""

    origin: Origin
    kind: Annotated[SecurityKind, "担保方式"]
    provider: Annotated[str, "担保人"]
    amount: Annotated[Decimal, "担保金额"]
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    """A payment order applied for (支付令)."""

    origin: Origin
    applied_on: Annotated[dt.date | None, "申请日期"] = None
    case_number: Annotated[str, "案号"] = ""
    ended_on: Annotated[dt.date | None, "终结日期"] = None
    file: Files = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preservation:
    """A preservation wanted or applied for (财产保全)."""

    origin: Origin
    urgency: Annotated[str, "紧急情况"] = ""
    court: Annotated[str, "保全法院"] = ""
    pre_suit_applied_on: Annotated[dt.date | None, "诉前保全申请日期"] = None
    security: Annotated[Security | None, "担保"] = None
    assets: Annotated[tuple[Asset, ...], "财产线索"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """A suit that a court has registered (诉讼)."""

    origin: Origin
    court: Annotated[str, "受理法院"]
    filed_on: Annotated[dt.date, "起诉日期"]
    case_number: Annotated[str, "案号"] = ""
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
    suit: Annotated[Suit | None, "诉讼"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPart:
    """One payment of a settlement (还款期次)."""

    origin: Origin
    due_on: Annotated[dt.date, "付款日"]
    amount: Annotated[Decimal, "金额"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Terms the parties mean to sign for paying in parts (还款安排)."""

    origin: Origin
    instalments: Annotated[tuple[SettlementPart, ...], "还款期次"]
    late_charge: Annotated[LateChargeOutcome, "逾期付款责任的处理"] = LateChargeOutcome.RESERVED
    grace_days: Annotated[int, "宽限天数"] = 0
    default_rate: Annotated[str, "再次逾期的违约金标准"] = ""
    court: Annotated[str, "管辖法院"] = ""
    arbitration: Annotated[str, "仲裁机构"] = ""
    court_link: Annotated[str, "法院与争议的联系"] = ""
    forfeits: Annotated[str, "逾期即归债权人所有的财产"] = ""
    place: Annotated[str, "签订地点"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How the creditor's letters are set (函件要求)."""

    origin: Origin
    pay_within_days: Annotated[int, "付款宽限天数"] = 7
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

    def counterparty_of(self, row: Communication) -> Party | None:
        """Return the party a communication went to or came from; None when it is unknown."""
        named = row.counterparty
        if not named:
            return self.debtor
        others = [party for party in self.parties if party.role is not Role.CREDITOR]
        found = [party for party in others if named in (party.name, f"{party.role}{party.name}")]
        found = found or [party for party in others if named == party.role]
        return found[0] if len(found) == 1 else None

    def contract_of(self, name: str) -> Contract | None:
        """Return the contract a row names; a row may leave it out when there is only one."""
        if not name and len(self.contracts) == 1:
            return self.contracts[0]
        return next(
            (contract for contract in self.contracts if name and contract.number == name), None
        )
