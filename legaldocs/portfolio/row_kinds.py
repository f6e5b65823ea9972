"""What the rows of a ledger state that goes into the book: one class a kind of sheet.

The keys are those of ``importing``, so that both know the same headings. The text beside a field is
its Chinese name, which mapping.yaml and an export of the book use.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.contract import Instalment
from legaldocs.case.payment import Payment, PaymentMethod
from legaldocs.case.vocabulary import PartyKind  # noqa: TC001 - as above
from legaldocs.core.notation import NAME
from legaldocs.importing.row_kinds import RowKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerColumns:
    """Who owes (客户的各列)."""

    name: Annotated[str, "客户名称", NAME] = ""
    uscc: Annotated[str, "统一社会信用代码"] = ""
    id_number: Annotated[str, "公民身份号码"] = ""
    kind: Annotated[PartyKind | None, "主体类型"] = None
    address: Annotated[str, "住所"] = ""
    representative: Annotated[str, "法定代表人"] = ""
    service_address: Annotated[str, "送达地址"] = ""
    contact: Annotated[str, "联系人", NAME] = ""
    phone: Annotated[str, "电话"] = ""
    email: Annotated[str, "电子邮箱"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerMark:
    """By what a row of another sheet names who owes (客户的标识)."""

    name: Annotated[str, "客户名称", NAME] = ""
    uscc: Annotated[str, "统一社会信用代码"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeColumns:
    """The customer's code in the accounting software (客户编码)."""

    code: Annotated[str, "客户编码", NAME] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumns(CodeColumns):
    """What the credit file says of a customer (客户档案的各列)."""

    owner: Annotated[str, "业务员", NAME] = ""
    trade: Annotated[str, "行业"] = ""
    segment: Annotated[str, "客户类别"] = ""
    registration: Annotated[str, "登记情况"] = ""
    owners: Annotated[str, "股东和实际控制人"] = ""
    note: Annotated[str, "备注"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonColumns:
    """A person at the customer (联系人的各列)."""

    name: Annotated[str, "客户名称", NAME] = ""
    uscc: Annotated[str, "统一社会信用代码"] = ""
    contact: Annotated[str, "联系人", NAME] = ""
    phone: Annotated[str, "电话"] = ""
    email: Annotated[str, "电子邮箱"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostColumns:
    """What that person is (联系人的职务)."""

    post: Annotated[str, "职务"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractMark:
    """On which contract the sum rests (合同的标识)."""

    number: Annotated[str, "合同编号", NAME] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumColumns:
    """What is due, and when (应收的金额和日期)."""

    name: Annotated[str, "期次", NAME] = ""
    amount: Annotated[Decimal | None, "应收金额"] = None
    due_on: Annotated[dt.date | None, "到期日"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceColumns:
    """The invoice for it (应收的发票)."""

    number: Annotated[str, "发票号码", NAME] = ""
    issued_on: Annotated[dt.date | None, "开票日期"] = None
    received_on: Annotated[dt.date | None, "收票日期"] = None
    confirmed_on: Annotated[dt.date | None, "发票确认日期"] = None
    state: Annotated[str, "发票状态"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableColumns:
    """By what it is known, and who minds it (应收的标识)."""

    number: Annotated[str, "应收单号", NAME] = ""
    owner: Annotated[str, "业务员", NAME] = ""
    note: Annotated[str, "备注"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableMark:
    """Which receivable a receipt pays (核销的应收)."""

    number: Annotated[str, "核销应收单号", NAME] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptColumns:
    """One receipt (回款的各列)."""

    paid_on: Annotated[dt.date | None, "回款日期"] = None
    amount: Annotated[Decimal | None, "回款金额"] = None
    method: Annotated[PaymentMethod | None, "付款方式"] = None
    payer: Annotated[str, "付款人", NAME] = ""
    reference: Annotated[str, "回款单号", NAME] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """One row a customer (客户)."""

    debtor: Annotated[CustomerColumns, "客户"]
    customer: Annotated[FileColumns, "客户"]
    contact: Annotated[PostColumns, "联系人"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One row a person at a customer (联系人)."""

    debtor: Annotated[PersonColumns, "客户"]
    customer: Annotated[CodeColumns, "客户"]
    contact: Annotated[PostColumns, "联系人"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableRow:
    """One row a receivable (应收)."""

    debtor: Annotated[CustomerMark, "客户"]
    customer: Annotated[CodeColumns, "客户"]
    contract: Annotated[ContractMark, "合同"]
    receivable: Annotated[ReceivableColumns, "应收"]
    part: Annotated[SumColumns, "款项"]
    invoice: Annotated[InvoiceColumns, "发票"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptRow:
    """One row a receipt, or what of it pays one receivable (回款)."""

    debtor: Annotated[CustomerMark, "客户"]
    customer: Annotated[CodeColumns, "客户"]
    payment: Annotated[ReceiptColumns, "回款"]
    receivable: Annotated[ReceivableMark, "核销"]


_WHO = ("debtor.name", "debtor.uscc", "customer.code")

CUSTOMER = RowKind(
    "客户", CustomerRow, ("客户", "往来单位"),
    (("debtor.name",),), states=("联系人",),
    hints=(("debtor.uscc", "debtor.id_number", "debtor.address", "customer.code",
            "debtor.representative", "debtor.kind", "debtor.service_address"),),
)  # fmt: skip
CONTACT = RowKind(
    "联系人", ContactRow, ("联系人",), (_WHO, ("debtor.contact", "debtor.phone", "debtor.email")),
)  # fmt: skip
RECEIVABLE = RowKind(
    "应收", ReceivableRow, ("应收", "欠款", "台账", "账龄", "逾期"),
    (_WHO, ("receivable.number", "invoice.number", "part.name"), ("part.amount",),
     ("part.due_on",)),
    (Instalment,), signed=True,
)  # fmt: skip
RECEIPT = RowKind(
    "回款", ReceiptRow, ("回款", "收款", "到账", "流水"),
    (_WHO, ("payment.paid_on",), ("payment.amount",), ("payment.reference",)),
    (Payment,), signed=True,
)  # fmt: skip

BOOK_KINDS = (CUSTOMER, CONTACT, RECEIVABLE, RECEIPT)
"""In the order in which they are taken in: a receipt needs its receivable, both their customer."""
