"""The terms of one contract, as a file states them: price, parts, what else was agreed."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from collections.abc import Mapping  # noqa: TC003 - as above
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from enum import StrEnum
from typing import Annotated

from legaldocs.case.late_payment import LatePayment  # noqa: TC001 - as above
from legaldocs.case.party import PERIOD, SHARE
from legaldocs.case.payment_term import TERM, PaymentTerm
from legaldocs.case.vocabulary import (
    ContractKind,
    DueEvent,
    EnterpriseSize,
    GuaranteeForm,
    LprChoice,
)
from legaldocs.core.notation import NAME
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


class Purpose(StrEnum):
    """What a part of the price is (款项性质)."""

    PREPAYMENT = "预付款"
    PRICE = "货款"
    RETENTION = "质保金"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPart:
    """One part of the price, and when it falls due (付款安排的一期).

    ``share`` is percent of the price; one part may state neither share nor amount and takes the
    rest. ``due_after`` and ``due_days`` count from an event, as in a case file.
    """

    origin: Origin
    name: Annotated[str, "期次", NAME]
    purpose: Annotated[Purpose, "款项性质"] = Purpose.PRICE
    share: Annotated[Decimal | None, "比例", SHARE] = None
    amount: Annotated[Decimal | None, "金额"] = None
    due_on: Annotated[dt.date | None, "到期日"] = None
    due_after: Annotated[DueEvent | None, "起算事由"] = None
    due_days: Annotated[PaymentTerm | None, "付款期限", TERM] = None

    @property
    def event(self) -> DueEvent | None:
        """The event it is counted from, stated by itself or by the term's own words."""
        return self.due_after or (self.due_days.event if self.due_days else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedGuarantee:
    """A guarantee agreed with the contract (约定的保证)."""

    origin: Origin
    guarantor: Annotated[str, "保证人", NAME]
    signed_on: Annotated[dt.date | None, "签订日期"] = None
    form: Annotated[GuaranteeForm | None, "保证方式"] = None
    period: Annotated[str, "保证期间", PERIOD] = ""
    until_on: Annotated[dt.date | None, "保证期间届满日"] = None
    amount: Annotated[Decimal | None, "保证金额"] = None
    company: Annotated[bool, "保证人是公司"] = False
    resolved: Annotated[bool, "有公司决议"] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTerms:
    """The terms of a contract (合同条件).

    The clauses are what a case later quotes. ``discount`` is what was taken off the usual price, in
    percent; ``movables`` whether the goods are movable. ``signed_at`` and ``performed_at`` are
    places that tie a court to the contract. ``events`` are days on which events happened that parts
    count from; they are no terms.
    """

    origin: Origin
    customer: Annotated[str, "客户", NAME]
    number: Annotated[str, "合同编号", NAME]
    parts: Annotated[tuple[PlannedPart, ...], "付款安排"]
    name: Annotated[str, "合同名称", NAME] = "合同"
    kind: Annotated[ContractKind, "合同类型"] = ContractKind.SALE
    signed_on: Annotated[dt.date | None, "签订日期"] = None
    price: Annotated[Decimal | None, "合同价款"] = None
    goods: Annotated[str, "标的"] = ""
    owner: Annotated[str, "业务员", NAME] = ""
    customer_size: Annotated[EnterpriseSize | None, "客户规模"] = None
    discount: Annotated[Decimal | None, "折让", SHARE] = None
    late_payment: Annotated[LatePayment | None, "逾期付款条款"] = None
    lpr_mode: Annotated[LprChoice, "LPR取值"] = LprChoice.FIXED
    waives_late_charge: Annotated[bool, "免除逾期付款责任"] = False
    payment_clause: Annotated[str, "付款条款"] = ""
    delivery_clause: Annotated[str, "交货条款"] = ""
    quality_clause: Annotated[str, "质量和检验条款"] = ""
    cost_clause: Annotated[str, "费用承担条款"] = ""
    court: Annotated[str, "约定管辖法院"] = ""
    arbitration: Annotated[str, "仲裁机构"] = ""
    dispute_clause: Annotated[str, "争议解决条款"] = ""
    signed_at: Annotated[str, "签订地"] = ""
    performed_at: Annotated[str, "履行地"] = ""
    service_clause: Annotated[str, "送达条款"] = ""
    service_address: Annotated[str, "送达地址"] = ""
    retention_of_title: Annotated[bool, "所有权保留"] = False
    movables: Annotated[bool | None, "标的是动产"] = None
    title_registered_on: Annotated[dt.date | None, "所有权保留登记日期"] = None
    guarantees: Annotated[tuple[AgreedGuarantee, ...], "保证"] = ()
    events: Annotated[Mapping[DueEvent, dt.date] | None, "事由的日期"] = None

    @property
    def title(self) -> str:
        """The contract as messages name it."""
        return f"《{self.name}》（编号：{self.number}）"
