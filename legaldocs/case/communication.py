"""What was said and sent between the parties, as a case file states it.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.case.vocabulary import (
    Channel,
    DeliveryResult,
    Direction,
    Effect,
    InterruptionKind,
)
from legaldocs.core.notation import PATH
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What the other side disputes, and what became of it (异议).

    ``amount`` is what of the price is disputed; None where the objection is to the whole debt or
    names no sum. ``answered_on`` and ``answer`` are the creditor's reply; ``settled_on`` the day it
    was withdrawn or agreed upon.
    """

    origin: Origin
    ground: Annotated[str, "异议理由"]
    amount: Annotated[Decimal | None, "异议金额"] = None
    answered_on: Annotated[dt.date | None, "答复日期"] = None
    answer: Annotated[str, "答复要点"] = ""
    settled_on: Annotated[dt.date | None, "解决日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedPayment:
    """One payment that the debtor promised (承诺付款期次)."""

    origin: Origin
    due_on: Annotated[dt.date, "承诺付款日"]
    amount: Annotated[Decimal, "承诺金额"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication:
    """A letter, message or call between the parties (往来函件).

    ``counterparty`` is to whom it went or from whom it came: the name of a party, 保证人 where
    there is one; the debtor unless named. ``address`` is where a letter was sent; the
    counterparty's address for service unless named. ``returned_on`` is the day it was returned
    or refused. ``covers_not_due`` when a request to a guarantor says that it is also for what falls
    due later. ``quotes`` are the messages of the files that count: their time, words, or both.
    """

    origin: Origin
    sent_on: Annotated[dt.date, "日期"]
    channel: Annotated[Channel, "方式"]
    gist: Annotated[str, "内容摘要"]
    direction: Annotated[Direction, "方向"] = Direction.SENT
    counterparty: Annotated[str, "对方"] = ""
    effect: Annotated[Effect, "性质"] = Effect.OTHER
    result: Annotated[DeliveryResult | None, "投递结果"] = None
    arrived_on: Annotated[dt.date | None, "送达日期"] = None
    returned_on: Annotated[dt.date | None, "退回日期"] = None
    address: Annotated[str, "寄送地址"] = ""
    pay_by: Annotated[dt.date | None, "付款期限"] = None
    covers_not_due: Annotated[bool, "请求包括未到期款项"] = False
    tracking: Annotated[str, "快递单号"] = ""
    proof: Annotated[tuple[str, ...], "送达证明", PATH] = ()
    objection: Annotated[Objection | None, "异议"] = None
    promised: Annotated[tuple[PromisedPayment, ...], "承诺的付款"] = ()
    quotes: Annotated[tuple[str, ...], "引用的消息"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """An act that interrupts limitation and stands in no other row (时效中断).

    ``ended_on`` is the day a procedure ended; while it is pending limitation stands still.
    ``contract`` is its number; every contract where it names none. ``quotes`` as in
    :class:`Communication`.
    """

    origin: Origin
    kind: Annotated[InterruptionKind, "事由"]
    happened_on: Annotated[dt.date, "日期"]
    ended_on: Annotated[dt.date | None, "终结日期"] = None
    contract: Annotated[str, "合同编号"] = ""
    case_number: Annotated[str, "案号"] = ""
    quotes: Annotated[tuple[str, ...], "引用的消息"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""
