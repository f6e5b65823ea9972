"""A contract, its instalments and the supplements that change them."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
import re
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.late_payment import LatePayment  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.case.payment_term import TERM, PaymentTerm
from legaldocs.case.vocabulary import ContractKind, DueEvent, LprChoice
from legaldocs.core.origin import Origin  # noqa: TC001 - as above

_CLAUSE_NUMBER = re.compile(r"第[^，。：:；\s]{1,6}条(?:第[^，。：:；\s]{1,4}款)?")


@dataclass(frozen=True, slots=True)
class EarlierTerm:
    """The term of a part before a supplement signed on ``until`` changed it (原付款期限)."""

    due_on: dt.date | None
    due_after: DueEvent | None
    due_days: PaymentTerm | None
    until: dt.date


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
    contract: Annotated[str, "合同编号"] = ""
    earlier: tuple[EarlierTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """An agreement that changes terms of a contract from its day (补充协议).

    What it leaves out stays. ``instalments`` change those of the same name, or divide the price of
    a contract without any. ``waives_late_charge`` when what ran on the moved parts before it is
    given up.
    """

    origin: Origin
    signed_on: Annotated[dt.date, "签订日期"]
    name: Annotated[str, "名称"] = "补充协议"
    number: Annotated[str, "编号"] = ""
    price: Annotated[Decimal | None, "合同价款"] = None
    due_on: Annotated[dt.date | None, "到期日"] = None
    instalments: Annotated[tuple[Instalment, ...], "分期"] = ()
    late_payment: Annotated[LatePayment | None, "逾期付款条款"] = None
    court: Annotated[str, "约定管辖法院"] = ""
    arbitration: Annotated[str, "仲裁机构"] = ""
    dispute_clause: Annotated[str, "争议解决条款"] = ""
    cost_clause: Annotated[str, "费用承担条款"] = ""
    service_clause: Annotated[str, "送达条款"] = ""
    waives_late_charge: Annotated[bool | None, "免除此前的逾期付款责任"] = None
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""

    @property
    def title(self) -> str:
        """The supplement as papers name it, such as 《延期付款补充协议》."""
        return f"《{self.name}》" + (f"（编号：{self.number}）" if self.number else "")

    @property
    def changes(self) -> str:
        """What it changes, as papers name it, such as 的付款期限; may be empty."""
        changed = (
            "合同价款" if self.price is not None else "",
            "付款期限" if self.due_on or self.instalments else "",
            "逾期付款责任" if self.late_payment or self.waives_late_charge else "",
            "争议解决条款" if self.court or self.arbitration or self.dispute_clause else "",
            "费用承担条款" if self.cost_clause else "",
            "送达条款" if self.service_clause else "",
        )
        named = "、".join(filter(None, changed))
        return f"的{named}" if named else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """An agreement the debt rests on (合同).

    A framework contract states no ``price``: what was delivered, or confirmed in statements, is
    owed. ``lpr_mode`` matters only where the late charge follows the LPR. ``as_signed`` is the
    contract without its supplements, where its terms are those in force ``in_force_on``.
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
    supplements: Annotated[tuple[Supplement, ...], "补充协议"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
    earlier: tuple[EarlierTerm, ...] = ()
    as_signed: Contract | None = None
    in_force_on: dt.date | None = None

    @property
    def title(self) -> str:
        """The contract as papers name it, such as 《设备买卖合同》（编号：HT-1）."""
        return f"《{self.name}》" + (f"（编号：{self.number}）" if self.number else "")


def clause_number(clause: str) -> str:
    """Return the number that opens a clause's text, such as 第十条第二款; empty without one."""
    number = _CLAUSE_NUMBER.match(clause)
    return number[0] if number else ""
