"""What the papers of an engagement may print: who, which debts, on which terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.money import figure
from legaldocs.papers.names import Names, name
from legaldocs.papers.parties import capacity
from legaldocs.papers.words import Ordinals, citing, particulars
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from decimal import Decimal

    from legaldocs.case.party import Party
    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.agency.terms import Terms
    from legaldocs.portfolio.settings import OwnSide


@dataclass(frozen=True, slots=True)
class AgentSide:
    """The agency as its papers name it (受托人)."""

    name: str
    kind: str
    uscc: str
    licence: str
    address: str
    contact: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class DebtorSide:
    """The debtor as the papers of an agency name it (债务人): nothing of a person but the name."""

    name: str
    uscc: str
    address: str
    representative: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """The engagement as its papers name it (委托)."""

    number: str
    state: str
    placed_on: dt.date
    accepted_on: dt.date | None
    ends_on: dt.date | None
    ended_on: dt.date | None
    outcome: str


@dataclass(frozen=True, slots=True)
class DebtRow:
    """A placed receivable (委托的款项): what was owed, placed, and is open on the day."""

    number: str
    invoice: str
    contract: str
    due_on: dt.date
    overdue_days: int
    amount: Decimal
    placed: Decimal
    open: Decimal


class EngagementNames(Names):
    """The names of every paper of an engagement."""

    def __init__(self, found: Situation, creditor: OwnSide, book: LawBook) -> None:
        self.found = found
        self._creditor = creditor
        self.book = book

    @name("委托人（债权人），字段同其他文书")
    def creditor(self) -> Party:
        return self._creditor

    @name(
        "受托人：name 名称、kind 种类、uscc 统一社会信用代码、licence 执业许可证号、address 地址、"
        "contact 联系人、phone 电话、email 邮箱"
    )
    def agency(self) -> AgentSide:
        return AgentSide(*(self.found.agency[key] for key in AgentSide.__slots__))

    @name("受托人是否律师事务所")
    def lawyers(self) -> bool:
        return self.found.lawyers

    @name("债务人：name 名称、uscc 统一社会信用代码、address 住所、representative 法定代表人")
    def debtor(self) -> DebtorSide:
        row = self.found.customer
        person = row["kind"] == "自然人"
        address = "" if person else row["address"]
        return DebtorSide(row["name"], row["uscc"] or "", address, row["representative"])

    @name(
        "委托：number 编号、state 状态、placed_on 委托日、accepted_on 受理日、ends_on 期限末日、"
        "ended_on 结案日、outcome 结果"
    )
    def mandate(self) -> Mandate:
        return Mandate(*(self.found.engagement[key] for key in Mandate.__slots__))

    @name(
        "委托的款项：number 应收单号、invoice 发票号码、contract 合同编号、due_on 到期日、"
        "overdue_days 逾期天数、amount 应收金额、placed 委托时未收、open 未收"
    )
    def debts(self) -> tuple[DebtRow, ...]:
        left = {item.id: item.open_fen for item in self.found.items}
        return tuple(
            DebtRow(
                row["number"],
                row["invoice_number"],
                row["contract_number"],
                row["due_on"],
                max((self.found.day - row["due_on"]).days, 0),
                yuan_of(row["amount_fen"]),
                yuan_of(row["placed_fen"]),
                yuan_of(left.get(row["receivable_id"], 0)),
            )
            for row in self.found.receivables
        )

    @name("委托时未收的合计")
    def placed(self) -> Decimal:
        return yuan_of(self.found.engagement["placed_fen"])

    @name("这一天未收的合计")
    def open_total(self) -> Decimal:
        return yuan_of(self.found.open_fen)

    @name("佣金条件，字段同佣金条件文件")
    def terms(self) -> Terms:
        return self.found.terms

    @name("佣金怎样计算，每项一句")
    def fees(self) -> tuple[str, ...]:
        return fee_sentences(self.found.terms)

    @name("文书的日期")
    def signed_on(self) -> dt.date:
        return self.found.day

    @name("引用法条：cite('civil_code', 'mandate')，条文编号以文书的日期为准")
    def cite(self) -> Callable[..., str]:
        return citing(self.book, self.found.day)

    @name("中文序号：每用一次加一")
    def ordinal(self) -> Ordinals:
        return Ordinals()

    @name("标签和值：particulars(['联系人', agency.contact])，值为空的不印")
    def particulars(self) -> Callable[..., str]:
        return particulars

    @name("代表人的身份：capacity(creditor)，如法定代表人、负责人、经营者")
    def capacity(self) -> Callable[[Party], str]:
        return capacity


def fee_sentences(terms: Terms) -> tuple[str, ...]:
    """Return how the commission is worked out, a sentence each."""
    return (*_rates(terms), *_conditions(terms))


def _rates(terms: Terms) -> list[str]:
    says = []
    if terms.percent:
        says.append(f"按回款金额的{terms.percent:f}%计")
    below = ""
    for tier in terms.tiers:
        end = "" if tier.up_to is None else f"{figure(tier.up_to)}元以内"
        part = f"超过{below}" + (f"、{end}" if end else "") if below else end or "全部"
        says.append(f"累计回款{part}的部分，{_at(tier.percent)}")
        below = "" if tier.up_to is None else f"{figure(tier.up_to)}元"
    first = 0
    for age in terms.ages:
        last = age.up_to_days
        span = f"逾期{first}至{last}天" if last is not None else f"逾期{first}天以上"
        says.append(f"委托之日已{span}的款项，{_at(age.percent, '其回款的')}")
        first = 0 if last is None else last + 1
    if terms.hourly:
        says.append(f"按工时计，每小时{figure(terms.hourly)}元，不足一小时的按分钟折算")
    if terms.fixed:
        says.append(f"固定费用{figure(terms.fixed)}元，只计一次")
    return says


def _at(percent: Decimal, of: str = "") -> str:
    return f"按{of}{percent:f}%计" if percent else "不计佣"


def _conditions(terms: Terms) -> list[str]:
    says = []
    if terms.no_cure_no_pay:
        says.append("没有回款的，不收取任何佣金")
    if terms.minimum is not None:
        only = "有回款的，" if terms.no_cure_no_pay else ""
        says.append(f"委托终止时，{only}佣金合计最低{figure(terms.minimum)}元")
    if terms.cap is not None:
        says.append(f"佣金合计最高{figure(terms.cap)}元")
    if terms.vat is None:
        says.append("以上金额即应付金额，不另加税款")
    elif terms.vat.included:
        says.append(f"以上金额含增值税，税率{terms.vat.percent:f}%")
    else:
        says.append(f"以上金额不含增值税，另加{terms.vat.percent:f}%")
    return says
