"""The names of the repayment agreement: its parties, its debt, its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.claim.guaranteed import still_bound
from legaldocs.claim.late_charge_standard import rate_in_words
from legaldocs.claim.objections import OpenObjection, open_objections
from legaldocs.core.errors import InternalError
from legaldocs.core.money import ZERO
from legaldocs.law.rate_terms import parse_rate
from legaldocs.papers.contracts import contract_views, later
from legaldocs.papers.names import name
from legaldocs.papers.signatories import Signatory, SignedNames, with_sureties

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.party import BankAccount, Guarantee
    from legaldocs.case.settlement import Settlement
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.contracts import ContractView

_OUTCOMES = {
    LateChargeOutcome.RESERVED: "reserved",
    LateChargeOutcome.FIXED: "fixed",
    LateChargeOutcome.WAIVED_IF_PAID: "waived_if_paid",
}


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


class RepaymentNames(SignedNames):
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
