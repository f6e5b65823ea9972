"""The names of the repayment agreement: its parties, its debt, its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.claim.guaranteed import form_of, period_of, saved, still_bound
from legaldocs.claim.late_charge_standard import rate_in_words
from legaldocs.claim.objections import OpenObjection, open_objections
from legaldocs.core.errors import InternalError
from legaldocs.core.money import ZERO
from legaldocs.law.numerals import numeral
from legaldocs.law.rate_terms import parse_rate
from legaldocs.papers.contracts import contract_views, later
from legaldocs.papers.names import PaperNames, name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from legaldocs.case.model import Case
    from legaldocs.case.party import BankAccount, Guarantee, Party
    from legaldocs.case.settlement import Settlement
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.contracts import ContractView

_NAMES = ("甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方", "壬方", "癸方")
_COUNTED = {2: "两"}
"""Two things are counted with another word than the number."""

_OUTCOMES = {
    LateChargeOutcome.RESERVED: "reserved",
    LateChargeOutcome.FIXED: "fixed",
    LateChargeOutcome.WAIVED_IF_PAID: "waived_if_paid",
}


@dataclass(frozen=True, slots=True)
class Surety:
    """The guarantee that a guarantor confirms by signing (继续有效的保证).

    ``form`` is empty where neither the guarantee nor the law of its day says; ``until`` the end of
    the period; ``called`` when the guarantor was called upon within it, so that it runs no more.
    """

    guarantee: Guarantee
    form: str
    until: dt.date | None
    called: bool


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party to the agreement under the name it has there, such as 甲方 (签约方)."""

    name: str
    role: str
    party: Party
    surety: Surety | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """What the plan pays off, in yuan (协议债务): ``late_charge`` only where the parties fix it."""

    overdue: Decimal
    not_due: Decimal
    late_charge: Decimal

    @property
    def principal(self) -> Decimal:
        """Return the unpaid price the plan covers."""
        return self.overdue + self.not_due


class RepaymentNames(PaperNames):
    """The names that the repayment agreement uses beside those of every paper."""

    @name(
        "还款安排：instalments 期次（due_on 还款日、amount 金额）、grace_days 宽限天数、"
        "court 管辖法院、court_link 与争议的联系、arbitration 仲裁机构、place 签订地点"
    )
    def settlement(self) -> Settlement:
        settlement = self.case.settlement
        if settlement is None:
            raise InternalError("没有还款安排，不应制作还款协议")
        return settlement

    @name("合同列表，无论是否逾期；字段见函件模板")
    def contracts(self) -> tuple[ContractView, ...]:
        return contract_views(self.matter.claim.on_contracts)

    @name("债务现在所依据的约定：原合同，或者原合同和此前的还款协议")
    def sources(self) -> str:
        return "原合同和上述还款协议" if self.deed else "原合同"

    @name("逾期付款责任的处理：reserved 保留、fixed 确定、waived_if_paid 按期付清则免除")
    def outcome(self) -> str:
        return _OUTCOMES[self.settlement.late_charge]

    @name(
        "协议清偿的债务：overdue 已到期本金、not_due 未到期本金、principal 本金合计、"
        "late_charge 已确定的逾期付款责任"
    )
    def debt(self) -> Debt:
        given_up = self.settlement.given_up
        return _debt(self.matter.claim, self.parts_total + given_up, self.settlement)

    @name("债务人提出、尚未解决的异议，字段见函件模板")
    def objections(self) -> tuple[OpenObjection, ...]:
        return open_objections(self.case)

    @name("各期还款的合计")
    def parts_total(self) -> Decimal:
        return sum((part.amount for part in self.settlement.instalments), ZERO)

    @name("再次逾期的违约金标准，可以为空")
    def default_rate(self) -> str:
        rate = self.settlement.default_rate
        return rate_in_words(parse_rate(rate)) if rate else ""

    @name("收款账户，字段见函件模板，可以没有")
    def account(self) -> BankAccount | None:
        return self.case.creditor.account

    @name("签约各方：name 甲方等称谓、role 地位、party 当事人、surety 继续有效的保证")
    def signatories(self) -> tuple[Signatory, ...]:
        return with_sureties(self.matter, bound_guarantees(self.matter))

    @name("几个债务人在协议里的称谓，如“乙方一、乙方二”")
    def debtor_sides(self) -> str:
        sides = (side.name for side in self.signatories if side.party in self.case.debtors)
        return "、".join(sides)

    @name("其中的保证人，字段与 signatories 相同")
    def sureties(self) -> tuple[Signatory, ...]:
        return tuple(signatory for signatory in self.signatories if signatory.surety is not None)

    @name("文本份数，中文数字")
    def copies(self) -> str:
        return copies_of(self.signatories)


def copies_of(signatories: tuple[Signatory, ...]) -> str:
    """Return how many copies there are, one for each who signs, in words."""
    return _COUNTED.get(len(signatories)) or numeral(len(signatories))


def with_sureties(matter: Matter, bound: Iterable[Guarantee]) -> tuple[Signatory, ...]:
    """Return creditor, debtors, and the guarantors of the guarantees that are still ``bound``."""
    case = matter.case
    promises = {row.guarantor: row for row in bound}
    guarantors = [party for party in case.parties if party.name in promises]
    return (
        *creditor_and_debtors(case),
        *(
            Signatory(side(place), str(party.role), party, _surety(matter, promises[party.name]))
            for place, party in enumerate(guarantors, start=2)
        ),
    )


def _surety(matter: Matter, guarantee: Guarantee) -> Surety:
    period = period_of(matter, guarantee)
    return Surety(
        guarantee,
        str(form_of(matter, guarantee) or ""),
        None if period is None else period.deadline.raw_end,
        called=period is not None and saved(matter, guarantee, period).whole,
    )


def creditor_and_debtors(case: Case) -> tuple[Signatory, ...]:
    """Return the parties to the debt; several debtors are 乙方一, 乙方二."""
    several = len(case.debtors) > 1
    return (
        Signatory("甲方", str(case.creditor.role), case.creditor),
        *(
            Signatory(f"乙方{numeral(place)}" if several else "乙方", str(debtor.role), debtor)
            for place, debtor in enumerate(case.debtors, start=1)
        ),
    )


def side(place: int) -> str:
    """Return what a party is called by its place, counted from zero: 甲方, 乙方, 丙方."""
    return _NAMES[place] if place < len(_NAMES) else f"第{numeral(place + 1)}方"


def bound_guarantees(matter: Matter) -> tuple[Guarantee, ...]:
    """Return the guarantees that hold until the last part of the plan falls due."""
    settlement = matter.case.settlement
    days = [part.due_on for part in settlement.instalments] if settlement else []
    last = max(days, default=matter.as_of)
    return tuple(row for row in matter.case.guarantees if still_bound(matter, row, last))


def _debt(claim: Claim, planned: Decimal, settlement: Settlement) -> Debt:
    """Return the debt the plan pays: what is overdue, and the rest of the price if it has that."""
    fixed = claim.late_charge if settlement.late_charge is LateChargeOutcome.FIXED else ZERO
    rest = planned - claim.principal - fixed
    to_come = later(claim).total
    return Debt(claim.principal, to_come if rest == to_come else ZERO, fixed)
