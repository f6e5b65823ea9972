"""What the rows of an export state: one class a kind of sheet, one section a kind of fact.

All kinds share one set of keys, such as ``contract.number``: a kind says which of them its sheets
may have, and which they must. The text beside a field is its Chinese name, which mapping.yaml uses.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated, NamedTuple

from legaldocs.case.communication import Communication
from legaldocs.case.contract import Contract, Instalment
from legaldocs.case.model import Delivery, Invoice, Statement
from legaldocs.case.payment import Payment, PaymentMethod
from legaldocs.case.payment_term import TERM, PaymentTerm
from legaldocs.case.vocabulary import (  # noqa: TC001 - as above
    Channel,
    ContractKind,
    DeliveryResult,
    Direction,
    DueEvent,
    Effect,
    PartyKind,
)
from legaldocs.core.notation import NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorColumns:
    """Who owes (债务人的各列)."""

    name: Annotated[str, "债务人名称", NAME] = ""
    uscc: Annotated[str, "债务人统一社会信用代码"] = ""
    id_number: Annotated[str, "债务人公民身份号码"] = ""
    kind: Annotated[PartyKind | None, "债务人主体类型"] = None
    address: Annotated[str, "债务人住所"] = ""
    representative: Annotated[str, "债务人法定代表人"] = ""
    contact: Annotated[str, "债务人联系人"] = ""
    phone: Annotated[str, "债务人电话"] = ""
    email: Annotated[str, "债务人电子邮箱"] = ""
    service_address: Annotated[str, "债务人送达地址"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtorMark:
    """By what a row of another sheet names who owes (债务人的标识)."""

    name: Annotated[str, "债务人名称", NAME] = ""
    uscc: Annotated[str, "债务人统一社会信用代码"] = ""
    id_number: Annotated[str, "债务人公民身份号码"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditorMark:
    """Whose claim it is, where an agency collects for several (债权人的标识)."""

    name: Annotated[str, "债权人名称", NAME] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractColumns:
    """What the debt rests on (合同的各列)."""

    number: Annotated[str, "合同编号"] = ""
    name: Annotated[str, "合同名称"] = ""
    kind: Annotated[ContractKind | None, "合同类型"] = None
    signed_on: Annotated[dt.date | None, "合同签订日期"] = None
    price: Annotated[Decimal | None, "合同价款"] = None
    goods: Annotated[str, "合同标的"] = ""
    due_after: Annotated[DueEvent | None, "付款起算事由"] = None
    due_days: Annotated[PaymentTerm | None, "付款期限", TERM] = None
    court: Annotated[str, "约定管辖法院"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractMark:
    """By what a row of another sheet names the contract (合同的标识)."""

    number: Annotated[str, "合同编号"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateColumns:
    """What the contract says of paying late (违约金的各列)."""

    rate: Annotated[str, "违约金标准"] = ""
    clause: Annotated[str, "违约金条款"] = ""
    wording: Annotated[str, "违约金条款原文"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartColumns:
    """One part of the price (一期款项的各列)."""

    name: Annotated[str, "款项名称"] = ""
    amount: Annotated[Decimal | None, "本期应付金额"] = None
    due_on: Annotated[dt.date | None, "到期日"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidColumns:
    """What a row says was paid and is left, of its own debt (已付和欠款的各列)."""

    amount: Annotated[Decimal | None, "已付金额"] = None
    paid_on: Annotated[dt.date | None, "已付日期"] = None
    balance: Annotated[Decimal | None, "尚欠金额"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryColumns:
    """One delivery (送货的各列)."""

    number: Annotated[str, "送货单号"] = ""
    delivered_on: Annotated[dt.date | None, "送货日期"] = None
    amount: Annotated[Decimal | None, "送货金额"] = None
    goods: Annotated[str, "送货货物"] = ""
    signed_by: Annotated[str, "签收人"] = ""
    signed_on: Annotated[dt.date | None, "签收日期"] = None
    accepted_on: Annotated[dt.date | None, "验收日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceColumns:
    """One invoice (发票的各列)."""

    number: Annotated[str, "发票号码"] = ""
    issued_on: Annotated[dt.date | None, "开票日期"] = None
    amount: Annotated[Decimal | None, "发票价税合计"] = None
    received_on: Annotated[dt.date | None, "收票日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentColumns:
    """One receipt (回款的各列)."""

    paid_on: Annotated[dt.date | None, "回款日期"] = None
    amount: Annotated[Decimal | None, "回款金额"] = None
    method: Annotated[PaymentMethod | None, "付款方式"] = None
    payer: Annotated[str, "付款人"] = ""
    towards: Annotated[str, "指定用途"] = ""
    reference: Annotated[str, "流水号"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementColumns:
    """One statement of account (对账的各列)."""

    through_on: Annotated[dt.date | None, "对账截止日"] = None
    balance: Annotated[Decimal | None, "对账余额"] = None
    confirmed_by: Annotated[str, "对账确认人"] = ""
    confirmed_on: Annotated[dt.date | None, "对账确认日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterColumns:
    """One letter or message (往来函件的各列)."""

    sent_on: Annotated[dt.date | None, "发函日期"] = None
    channel: Annotated[Channel | None, "发送方式"] = None
    gist: Annotated[str, "内容摘要"] = ""
    direction: Annotated[Direction | None, "收发方向"] = None
    effect: Annotated[Effect | None, "函件性质"] = None
    result: Annotated[DeliveryResult | None, "投递结果"] = None
    arrived_on: Annotated[dt.date | None, "送达日期"] = None
    address: Annotated[str, "寄送地址"] = ""
    pay_by: Annotated[dt.date | None, "函件付款期限"] = None
    tracking: Annotated[str, "快递单号"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtRow:
    """One row a debt, with everything known of it (一行一笔债务)."""

    debtor: Annotated[DebtorColumns, "债务人"]
    creditor: Annotated[CreditorMark, "债权人"]
    contract: Annotated[ContractColumns, "合同"]
    late_payment: Annotated[LateColumns, "违约金"]
    part: Annotated[PartColumns, "款项"]
    paid: Annotated[PaidColumns, "已付"]
    delivery: Annotated[DeliveryColumns, "送货"]
    invoice: Annotated[InvoiceColumns, "发票"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One row a customer (客户资料)."""

    debtor: Annotated[DebtorColumns, "债务人"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """One row a contract (合同台账)."""

    debtor: Annotated[DebtorColumns, "债务人"]
    creditor: Annotated[CreditorMark, "债权人"]
    contract: Annotated[ContractColumns, "合同"]
    late_payment: Annotated[LateColumns, "违约金"]
    part: Annotated[PartColumns, "款项"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One row an instalment (分期付款)."""

    debtor: Annotated[DebtorMark, "债务人"]
    contract: Annotated[ContractMark, "合同"]
    part: Annotated[PartColumns, "款项"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One row a delivery (送货明细)."""

    debtor: Annotated[DebtorMark, "债务人"]
    contract: Annotated[ContractMark, "合同"]
    delivery: Annotated[DeliveryColumns, "送货"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """One row an invoice (发票明细)."""

    debtor: Annotated[DebtorMark, "债务人"]
    contract: Annotated[ContractMark, "合同"]
    invoice: Annotated[InvoiceColumns, "发票"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One row a receipt (回款明细)."""

    debtor: Annotated[DebtorMark, "债务人"]
    contract: Annotated[ContractMark, "合同"]
    payment: Annotated[PaymentColumns, "回款"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One row a statement of account (对账记录)."""

    debtor: Annotated[DebtorMark, "债务人"]
    contract: Annotated[ContractMark, "合同"]
    statement: Annotated[StatementColumns, "对账"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRow:
    """One row a letter (往来函件)."""

    debtor: Annotated[DebtorMark, "债务人"]
    contract: Annotated[ContractMark, "合同"]
    letter: Annotated[LetterColumns, "往来"]


class RowKind(NamedTuple):
    """A kind of sheet (工作表的种类).

    ``titles`` are words by which a sheet is named so; of each group in ``must`` a sheet has one
    column at least; ``like`` are the models of a case whose tables check the same columns, such as
    the currency; ``states`` names the kinds whose rows it states too, so that a sheet that could be
    either is read as this one; in a ``signed`` kind amounts may be below zero; of each group in
    ``hints`` the heading has one column, and a row may leave it empty.
    """

    name: str
    model: type
    titles: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    like: tuple[type, ...] = ()
    states: tuple[str, ...] = ()
    signed: bool = False
    hints: tuple[tuple[str, ...], ...] = ()


_WHO = ("debtor.name", "debtor.uscc", "debtor.id_number")
_WHOSE = ("contract.number", *_WHO)

DEBT = RowKind(
    "债务", DebtRow, ("应收", "欠款", "债务", "台账", "账龄", "逾期"),
    (_WHO, ("contract.price", "part.amount", "paid.balance")), (Contract, Invoice),
    ("合同", "分期"),
)  # fmt: skip
CUSTOMER = RowKind(
    "客户", CustomerRow, ("客户", "债务人", "往来单位"),
    (("debtor.name",), ("debtor.uscc", "debtor.address", "debtor.phone", "debtor.contact",
                        "debtor.representative", "debtor.email", "debtor.service_address")),
)  # fmt: skip
CONTRACT = RowKind(
    "合同", ContractRow, ("合同",), (_WHO, ("contract.number", "contract.name")), (Contract,),
    ("分期",),
)  # fmt: skip
PART = RowKind(
    "分期", PartRow, ("分期", "付款计划", "收款计划"),
    (_WHOSE, ("part.amount",), ("part.due_on",)), (Instalment,),
)  # fmt: skip
DELIVERY = RowKind(
    "送货", DeliveryRow, ("送货", "发货", "出库", "交货"),
    (_WHOSE, ("delivery.number",), ("delivery.delivered_on",), ("delivery.amount",)), (Delivery,),
)  # fmt: skip
INVOICE = RowKind(
    "发票", InvoiceRow, ("发票", "开票"),
    (_WHOSE, ("invoice.number",), ("invoice.issued_on",), ("invoice.amount",)), (Invoice,),
)  # fmt: skip
PAYMENT = RowKind(
    "回款", PaymentRow, ("回款", "收款", "付款", "到账", "流水"),
    ((*_WHOSE, "payment.payer"), ("payment.paid_on",), ("payment.amount",)), (Payment,),
)  # fmt: skip
STATEMENT = RowKind(
    "对账", StatementRow, ("对账",),
    (_WHOSE, ("statement.through_on",), ("statement.balance",)), (Statement,),
)  # fmt: skip
LETTER = RowKind(
    "函件", LetterRow, ("函", "催收记录", "沟通记录"),
    (_WHOSE, ("letter.sent_on",), ("letter.channel",), ("letter.gist",)), (Communication,),
)  # fmt: skip

KINDS = (DEBT, CUSTOMER, CONTRACT, PART, DELIVERY, INVOICE, PAYMENT, STATEMENT, LETTER)
BASE = (DEBT, CONTRACT)
"""The kinds whose rows make a case; those of the others belong to one."""
