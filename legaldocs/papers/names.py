"""The names a template may use: each is computed once, and has a note for the author."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from legaldocs.case.vocabulary import Role
from legaldocs.claim.small_creditor import creditor_size, size_of, size_words
from legaldocs.core.money import TO_FEN
from legaldocs.papers.contracts import ContractView, Later, contract_views, late_contracts, later
from legaldocs.papers.costs import costs_in_words
from legaldocs.papers.due_grounds import DueGround, due_grounds
from legaldocs.papers.parties import addressed, capacity, shares
from legaldocs.papers.words import Ordinals, born, citing, particulars, person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from legaldocs.case.model import Statement
    from legaldocs.case.party import Assignment, Party
    from legaldocs.claim.deed_account import DeedAccount
    from legaldocs.claim.figures import Claim, InstalmentAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.parties import DebtorShare

T = TypeVar("T")


class _Name(cached_property[T]):
    """A name with its note in Chinese."""

    def __init__(self, value: Callable[[Any], T], note: str) -> None:
        super().__init__(value)
        self.note = note


def name(note: str) -> Callable[[Callable[[Any], T]], _Name[T]]:
    """Make a method a name of the template, which ``note`` explains to its author."""
    return lambda value: _Name(value, note)


class Names:
    """The names of a template (模板名称); a class has those of its bases as well."""


def notes_on(names: type[Names]) -> dict[str, str]:
    """Return each name with its note, those of the bases first."""
    return {
        key: member.note
        for kind in reversed(names.__mro__)
        for key, member in vars(kind).items()
        if isinstance(member, _Name)
    }


def values_of(names: Names) -> dict[str, object]:
    """Return each name with its value, all of them computed."""
    return {key: getattr(names, key) for key in notes_on(type(names))}


class PaperNames(Names):
    """The names that the template of any paper may use."""

    def __init__(self, matter: Matter, subject: Any = None) -> None:
        self.matter = matter
        self.case = matter.case
        self.subject = subject

    @property
    def author(self) -> str:
        """Who signs the paper; the author in the properties of its files."""
        return self.case.creditor.name

    @name(
        "债权人：name 名称、uscc 统一社会信用代码、address 住所、service_address 送达地址、"
        "representative 法定代表人、负责人或者经营者、contact 联系人、phone 电话、email 邮箱、"
        "kind 主体类型、natural 是否自然人"
    )
    def creditor(self) -> Party:
        return self.case.creditor

    @name("债务人，字段与债权人相同；有几个债务人的，为第一个")
    def debtor(self) -> Party:
        return self.case.debtor

    @name("全部债务人，每项字段与债权人相同")
    def debtors(self) -> tuple[Party, ...]:
        return self.case.debtors

    @name("全部债务人的名称，用顿号连接")
    def debtor_names(self) -> str:
        return "、".join(debtor.name for debtor in self.case.debtors)

    @name("代表人的身份：capacity(creditor)，如法定代表人、负责人、经营者")
    def capacity(self) -> Callable[[Party], str]:
        return capacity

    @name("函件抬头的称呼：addressed(debtor)，个体工商户的字号后注明经营者")
    def addressed(self) -> Callable[[Party], str]:
        return addressed

    @name("债务人之间的责任：连带、按份、补充，只有一个债务人的为空")
    def liability(self) -> str:
        return str(self.case.liability or "")

    @name("按份债务人各自的份额：shares(claim.total)，每项有 party、percent、amount")
    def shares(self) -> Callable[[Decimal], tuple[DebtorShare, ...]]:
        return lambda total: shares(self.case, total)

    @name(
        "债权转让：assignor 让与人、agreed_on 转让日期、"
        "arrivals 各人最先收到的通知（to、arrived_on），可以没有"
    )
    def assignment(self) -> Assignment | None:
        return self.case.assignment

    @name("保证人列表，每项字段与债权人相同")
    def guarantors(self) -> tuple[Party, ...]:
        return tuple(party for party in self.case.parties if party.role is Role.GUARANTOR)

    @name(
        "债权金额：as_of 计算截止日、principal 到期未付本金、late_charge 逾期付款责任、costs 费用、"
        "total 合计、not_due 未到期金额、overdue_days 最长逾期天数"
    )
    def claim(self) -> Claim:
        return self.matter.claim

    @name(
        "未计入债权金额的未付款项：scheduled 到期日已定而尚未到期、unscheduled 到期日未定、"
        "total 合计"
    )
    def later(self) -> Later:
        return later(self.matter.claim)

    @name("逾期付款责任的名称：违约金、逾期利息或者逾期付款损失")
    def late_name(self) -> str:
        return self.matter.claim.late_charge_name

    @name(
        "有逾期款项的合同列表：title 名称、signed_on 签订日期、goods 标的、price 价款、"
        "contract 合同的其他内容、rule 计算标准、account 账目、deliveries 送货、"
        "accepted_on 全部验收的日期、invoices 发票、payments 付款、credits 退货折让、"
        "supplements 补充协议、dishonoured 被拒付的票据、deposits_held 未抵扣的定金押金、"
        "refunds 退款、statements 对账、payment_term 付款约定、"
        "lines 各期款项（每项有 runs 计算期间、shares 抵充、accrued 应计、late_charge_paid 已付）、"
        "shares 按日期排列的抵充（款项和抵充）、to_charges 付款抵充的费用和逾期付款责任、"
        "resting 被拒付以前暂按付款处理的票据、handed_back 承租人退还的租赁物"
    )
    def contracts(self) -> tuple[ContractView, ...]:
        return late_contracts(self.matter.claim)

    @name(
        "费用金额之后的括号：费用的名称和依据，如“（律师费，依据合同约定的条款）”，没有费用的为空"
    )
    def costs_said(self) -> str:
        return costs_in_words(self.matter)

    @name(
        "到期日的依据：due_grounds(unpaid)，只列由约定的事由起算的，每项有 of 款项、says 依据；"
        "同一合同里算法相同的四笔以上，合为一项"
    )
    def due_grounds(self) -> Callable[[Iterable[InstalmentAccount]], tuple[DueGround, ...]]:
        several = len(self.contracts) > 1
        return lambda lines: due_grounds(lines, several=several)

    @name("各合同逾期付款责任的计算标准是否相同")
    def one_standard(self) -> bool:
        return len({view.rule for view in self.contracts if view.account.late_charge}) == 1

    @name("订立合同时债权人（受让债权的为让与人）的规模，如“小型企业”，没有写明的为空")
    def creditor_sized(self) -> str:
        return size_words(creditor_size(self.case))

    @name("订立合同时债务人的规模，如“大型企业”“机关、事业单位”，没有写明的为空")
    def debtor_sized(self) -> str:
        return size_words(size_of(self.case, self.case.debtor))

    @name("多付款项的合同，字段与 contracts 相同；overpaid 多付而未抵销的金额")
    def overpaid(self) -> tuple[ContractView, ...]:
        views = contract_views(self.matter.claim)
        return tuple(view for view in views if view.overpaid or view.set_off_elsewhere)

    @name("经债务人确认、没有指明合同的对账单：through_on 截止日、balance 余额")
    def joint_statements(self) -> tuple[Statement, ...]:
        rows = self.matter.claim.on_contracts.accounts[0].facts.joint_statements
        return tuple(row for row in rows if row.confirmed_by or row.confirmed_on)

    @name("已经签订的还款协议，由先到后，每项字段与 deed 相同；最后一份是 deed")
    def deeds(self) -> tuple[DeedAccount, ...]:
        return self.matter.claim.deeds

    @name(
        "现行的还款协议，可以没有：signed_on 签订日期、total 还款总额、left 未付合计、"
        "settlement 协议内容、parts 期次（name 名称、due_on 还款日、amount 金额、left 未付）、"
        "accelerated 提前到期的期次、default 违约（part 期次、on 宽限期届满日、left 当时未付）、"
        "outcome 和 fixed "
        "逾期付款责任的处理和是否确定、old_name 其名称、old_charge 截至签订日的金额、"
        "old_left 其中现在应付的、rule 再次逾期的标准"
    )
    def deed(self) -> DeedAccount | None:
        return self.matter.claim.deed

    @name("债务所依据的合同，字段见函件模板；有还款协议的，为协议签订时的账目")
    def background(self) -> tuple[ContractView, ...]:
        return late_contracts(self.matter.claim.on_contracts)

    @name("舍入规则")
    def rounding(self) -> str:
        return TO_FEN.reason

    @name("落款日期")
    def signed_on(self) -> dt.date:
        return self.matter.as_of

    @name(
        "引用法条：cite('civil_code', 'money_debt')，条文编号以落款日期为准；一部法律可以列多个条文"
    )
    def cite(self) -> Callable[..., str]:
        return citing(self.matter.book, self.matter.as_of)

    @name("中文序号：每用一次加一；ordinal('措施') 另起一个序列")
    def ordinal(self) -> Ordinals:
        return Ordinals()

    @name("标签和值：particulars(['联系人', contact.name], ['电话', contact.phone])，值为空的不印")
    def particulars(self) -> Callable[..., str]:
        return particulars

    @name("从公民身份号码得出出生日期，号码无效时不印")
    def born(self) -> Callable[[str], str]:
        return born

    @name("自然人的性别、民族、出生日期：person(party)，没有写性别的，从公民身份号码得出")
    def person(self) -> Callable[[Party], str]:
        return person
