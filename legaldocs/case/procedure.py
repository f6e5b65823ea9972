"""What was asked of a court or an arbitral institution, and what came of it.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - the reader resolves the annotations at run time
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.complaint import Complaint  # noqa: TC001 - the reader resolves annotations
from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.distribution import Distribution  # noqa: TC001 - as above
from legaldocs.case.inquiry import Inquiry  # noqa: TC001 - as above
from legaldocs.case.party import Files  # noqa: TC001 - as above
from legaldocs.case.preservation import Preservation  # noqa: TC001 - as above
from legaldocs.case.restriction import Listing, RestrictedPerson  # noqa: TC001 - as above
from legaldocs.case.settlement import SettlementPart  # noqa: TC001 - as above
from legaldocs.case.vocabulary import (  # noqa: TC001 - as above
    EnforcementEnd,
    InstrumentKind,
    ProceedingsEnd,
    Route,
)
from legaldocs.core.origin import Origin  # noqa: TC001 - as above


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
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suit:
    """A suit that was filed with a court, registered or not yet (诉讼).

    ``evidence_until`` is the last day to offer evidence, as the court set it.
    """

    origin: Origin
    court: Annotated[str, "受理法院"]
    filed_on: Annotated[dt.date, "起诉日期"]
    accepted_on: Annotated[dt.date | None, "立案日期"] = None
    case_number: Annotated[str, "案号"] = ""
    evidence_until: Annotated[dt.date | None, "举证期限届满日"] = None
    ended_on: Annotated[dt.date | None, "结案日期"] = None
    ended_by: Annotated[ProceedingsEnd | None, "结案方式"] = None
    file: Files = ()
    audience: Shown = None


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
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgmentSum:
    """A sum that an instrument orders to be paid, without the interest that runs on (判项).

    ``perform_by`` is the last day to perform; without one the day the instrument took effect
    counts. ``interest_rate`` runs on the sum by the instrument itself, from ``interest_from`` to
    ``interest_until`` or to performance. ``no_doubled`` where the doubled interest is not taken on
    it: general interest that the instrument puts at a sum (迟延履行利息解释1).
    """

    origin: Origin
    amount: Annotated[Decimal, "金额"]
    name: Annotated[str, "款项名称"] = ""
    no_doubled: Annotated[bool, "不计加倍部分"] = False
    perform_by: Annotated[dt.date | None, "履行期限"] = None
    interest_rate: Annotated[str, "文书确定的利率"] = ""
    interest_from: Annotated[dt.date | None, "计息首日"] = None
    interest_until: Annotated[dt.date | None, "计息末日"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgment:
    """The instrument that decides the claim (生效法律文书).

    Payments after ``issued_on`` perform it. ``accelerates`` when it says that a sum not paid on
    its day lets the later ones fall due, as a 调解书 often does. ``operative`` is what it orders,
    in its own words; ``guarantors`` are those that it orders to answer with the debtor, and
    ``enforcing_court`` where enforcement is asked for, if not of the court that heard the case.
    """

    origin: Origin
    kind: Annotated[InstrumentKind, "种类"]
    issuer: Annotated[str, "制作机关"]
    number: Annotated[str, "文号"]
    issued_on: Annotated[dt.date, "作出日期"]
    effective_on: Annotated[dt.date | None, "生效日期"] = None
    sums: Annotated[tuple[JudgmentSum, ...], "判项"] = ()
    accelerates: Annotated[bool, "一期逾期则其余各期提前到期"] = False
    operative: Annotated[str, "主文"] = ""
    guarantors: Annotated[tuple[str, ...], "判令承担责任的保证人"] = ()
    enforcing_court: Annotated[str, "申请执行的法院"] = ""
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementSettlement:
    """What the parties agreed in place of the instrument while it was enforced (执行和解协议).

    ``filed_on`` is the day it came before the court. Where the debtor breaks it, the creditor
    resumes the enforcement, or sues on it from ``sued_on``, not both.
    """

    origin: Origin
    signed_on: Annotated[dt.date, "签订日期"]
    instalments: Annotated[tuple[SettlementPart, ...], "履行期次"] = ()
    filed_on: Annotated[dt.date | None, "提交法院日期"] = None
    sued_on: Annotated[dt.date | None, "就和解协议起诉日期"] = None
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enforcement:
    """An enforcement that was applied for (强制执行).

    ``notice_until`` is the last day to perform that the notice of enforcement gives. ``listing``
    are the grounds to put the debtor on the list, ``restricted`` those restricted beside it.
    ``resumed_on`` is the day of the application to take it up again, after a settlement was broken
    or the enforcement had ended for want of assets; ``ruling_number`` that of the ruling by which
    it ended.
    """

    origin: Origin
    court: Annotated[str, "执行法院"]
    applied_on: Annotated[dt.date, "申请日期"]
    case_number: Annotated[str, "案号"] = ""
    settlement: Annotated[EnforcementSettlement | None, "执行和解"] = None
    ended_on: Annotated[dt.date | None, "结案日期"] = None
    ended_by: Annotated[EnforcementEnd | None, "结案方式"] = None
    ruling_number: Annotated[str, "结案裁定文号"] = ""
    resumed_on: Annotated[dt.date | None, "申请恢复执行日期"] = None
    notice_served_on: Annotated[dt.date | None, "执行通知书送达日期"] = None
    notice_until: Annotated[dt.date | None, "执行通知书指定的履行期间届满日"] = None
    restricted: Annotated[tuple[RestrictedPerson, ...], "一并限制消费的人员"] = ()
    listing: Annotated[tuple[Listing, ...], "失信情形"] = ()
    file: Files = ()
    audience: Shown = None


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
    inquiries: Annotated[tuple[Inquiry, ...], "律师调查事项"] = ()
    arbitration: Annotated[Arbitration | None, "仲裁"] = None
    judgment: Annotated[Judgment | None, "生效法律文书"] = None
    enforcement: Annotated[Enforcement | None, "强制执行"] = None
    distribution: Annotated[Distribution | None, "参与分配"] = None
