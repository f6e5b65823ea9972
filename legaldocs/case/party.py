"""Who takes part in a case, who answers for its debt, and to whom it was sold.

The text beside a field is its Chinese name, as in :mod:`legaldocs.case.model`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal  # noqa: TC003 - as above
from typing import Annotated

from legaldocs.case.collateral import Collateral  # noqa: TC001 - resolved at run time
from legaldocs.case.disclosure import Shown  # noqa: TC001 - as above
from legaldocs.case.guarantee_period import period_text
from legaldocs.case.handing_in import AsHandedIn, Copies, Source  # noqa: TC001 - as above
from legaldocs.case.vocabulary import (
    AgentAuthority,
    AgentKind,
    AgentPower,
    EnterpriseSize,
    GuaranteeForm,
    GuaranteeScope,
    PartyKind,
    PartyStatus,
    Role,
)
from legaldocs.core.notation import NAME, PATH, Notation, share
from legaldocs.core.origin import Origin  # noqa: TC001 - as above

SHARE = Notation("百分比，如 40%", share)
"""How the part of one of several debtors is written."""

PERIOD = Notation("三年、24个月、主债务履行期限届满之日起三年、至本息还清为止", period_text)
"""How the period of a guarantee is written, where it does not end on a day."""

Files = Annotated[tuple[str, ...], "文件", PATH]
"""Paths of the originals that prove a fact, relative to the case folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """An account that money is to be paid to (收款账户)."""

    origin: Origin
    holder: Annotated[str, "户名"]
    bank: Annotated[str, "开户行"]
    number: Annotated[str, "账号"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bankruptcy:
    """A petition for bankruptcy that a court has accepted (破产申请受理).

    ``claims_until`` is the last day to file a claim. Whether property of the party secures the
    claim is stated either way: ``no_collateral``, or the rows of ``collateral``.
    """

    origin: Origin
    accepted_on: Annotated[dt.date, "受理日期"]
    court: Annotated[str, "受理法院"]
    case_number: Annotated[str, "案号"] = ""
    administrator: Annotated[str, "管理人"] = ""
    claims_until: Annotated[dt.date | None, "债权申报期限届满日"] = None
    no_collateral: Annotated[bool, "债权没有财产担保"] = False
    collateral: Annotated[tuple[Collateral, ...], "财产担保"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Someone who acts for the creditor before a court (委托诉讼代理人).

    ``firm`` is the law firm of a lawyer; ``file`` the papers that prove the capacity, such as the
    labour contract of an employee. ``powers`` are those that a 特别授权 names.
    """

    origin: Origin
    name: Annotated[str, "姓名"]
    kind: Annotated[AgentKind, "身份"]
    firm: Annotated[str, "律师事务所"] = ""
    licence: Annotated[str, "执业证号"] = ""
    post: Annotated[str, "职务"] = ""
    phone: Annotated[str, "电话"] = ""
    authority: Annotated[AgentAuthority | None, "代理权限"] = None
    powers: Annotated[tuple[AgentPower, ...], "特别授权事项"] = ()
    file: Files = ()
    audience: Shown = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company, institution or person that takes part (当事人).

    ``representative`` is who acts for it by its kind: the legal representative, the person in
    charge, the operator, the investor or the managing partner. A 个体工商户 without a trade name
    goes under the name of its operator and has no representative; with one, ``gender``,
    ``ethnicity``, ``id_number`` and ``operator_address`` are those of the operator.
    ``share`` is the part of one of several debtors, in percent.
    """

    origin: Origin
    role: Annotated[Role, "地位"]
    name: Annotated[str, "名称", NAME]
    kind: Annotated[PartyKind, "主体类型"] = PartyKind.COMPANY
    former_name: Annotated[str, "原名称"] = ""
    head_office: Annotated[str, "设立该分公司的法人"] = ""
    status: Annotated[PartyStatus, "登记状态"] = PartyStatus.ACTIVE
    status_on: Annotated[dt.date | None, "状态变更日期"] = None
    bankruptcy: Annotated[Bankruptcy | None, "破产受理情况"] = None
    share: Annotated[Decimal | None, "份额", SHARE] = None
    uscc: Annotated[str, "统一社会信用代码"] = ""
    id_number: Annotated[str, "公民身份号码"] = ""
    gender: Annotated[str, "性别"] = ""
    ethnicity: Annotated[str, "民族"] = ""
    address: Annotated[str, "住所"] = ""
    operator_address: Annotated[str, "经营者住址"] = ""
    service_address: Annotated[str, "送达地址"] = ""
    representative: Annotated[str, "法定代表人"] = ""
    representative_title: Annotated[str, "职务"] = ""
    contact: Annotated[str, "联系人"] = ""
    phone: Annotated[str, "电话"] = ""
    email: Annotated[str, "电子邮箱"] = ""
    account: Annotated[BankAccount | None, "收款账户"] = None
    size: Annotated[EnterpriseSize | None, "企业规模"] = None
    abroad: Annotated[bool, "在境外"] = False
    missing: Annotated[bool, "下落不明"] = False
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""

    @property
    def natural(self) -> bool:
        """Whether the party is a person: a trader without a trade name is its operator."""
        unnamed = self.kind is PartyKind.SOLE_TRADER and not self.representative
        return self.kind is PartyKind.PERSON or unnamed

    @property
    def own_names(self) -> frozenset[str]:
        """The names the party itself pays under: a trader is its operator (民法典56)."""
        operator = self.representative if self.kind is PartyKind.SOLE_TRADER else ""
        return frozenset(filter(None, (self.name, operator)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """A promise to answer for the debt (保证).

    ``period`` is text such as 三年 or 主债务履行期限届满之日起三年, ``until_on`` its end where the
    guarantee names a day; ``covers`` the numbers of the contracts it was given for, all of them
    where it names none; an empty ``scope`` is the one of law. ``arbitration`` is the institution
    that the guarantee itself names: the clause of the contract does not bind the guarantor.
    """

    origin: Origin
    guarantor: Annotated[str, "保证人"]
    signed_on: Annotated[dt.date, "签订日期"]
    form: Annotated[GuaranteeForm | None, "保证方式"] = None
    until_on: Annotated[dt.date | None, "保证期间届满日"] = None
    period: Annotated[str, "保证期间", PERIOD] = ""
    amount: Annotated[Decimal | None, "保证金额"] = None
    scope: Annotated[tuple[GuaranteeScope, ...], "保证范围"] = ()
    covers: Annotated[tuple[str, ...], "所保证的合同"] = ()
    arbitration: Annotated[str, "仲裁机构"] = ""
    resolution: Annotated[tuple[str, ...], "公司决议", PATH] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentNotice:
    """The notice of an assignment to one debtor or guarantor (债权转让通知).

    It is the assignor's unless ``by_assignee``.
    """

    origin: Origin
    to: Annotated[str, "收件人"]
    sent_on: Annotated[dt.date, "发出日期"]
    arrived_on: Annotated[dt.date | None, "到达日期"] = None
    by_assignee: Annotated[bool, "由受让人发出"] = False
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The sale of the claim by which the creditor of the case became it (债权转让).

    ``amount`` is the unpaid price that the agreement says was sold, in yuan.
    """

    origin: Origin
    assignor: Annotated[str, "让与人"]
    agreed_on: Annotated[dt.date, "转让日期"]
    amount: Annotated[Decimal | None, "转让的本金"] = None
    assignor_size: Annotated[EnterpriseSize | None, "让与人规模"] = None
    notices: Annotated[tuple[AssignmentNotice, ...], "转让通知"] = ()
    file: Files = ()
    audience: Shown = None
    handed_in: AsHandedIn = None
    copies: Copies = None
    source: Source = ""

    @property
    def arrivals(self) -> tuple[AssignmentNotice, ...]:
        """The first notice that reached each addressee, in the order of its arrival."""
        first: dict[str, AssignmentNotice] = {}
        for notice in sorted(self.notices, key=lambda notice: notice.arrived_on or dt.date.max):
            if notice.arrived_on is not None:
                first.setdefault(notice.to, notice)
        return tuple(first.values())
