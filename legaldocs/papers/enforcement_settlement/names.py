"""The names of a settlement in enforcement: what the instrument orders, and the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.compromise import Milestone
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.core.errors import InternalError
from legaldocs.papers.names import name
from legaldocs.papers.repayment_agreement.names import RepaymentNames
from legaldocs.papers.signatories import Signatory, creditor_and_debtors

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.procedure import Enforcement
    from legaldocs.claim.judgment_debt import JudgmentDebt
    from legaldocs.claim.matter import Matter


def running_enforcement(matter: Matter) -> Enforcement | None:
    """Return the enforcement that goes on and is not settled yet."""
    procedure = matter.case.procedure
    found = procedure.enforcement if procedure is not None else None
    if found is None or found.settlement is not None:
        return None
    ended = found.ended_on is not None or found.ended_by is not None
    return None if ended and found.resumed_on is None else found


def may_settle(matter: Matter) -> bool:
    """Whether an instrument is being enforced and a plan is drafted for it."""
    plan = matter.case.settlement
    drafted = plan is not None and plan.signed_on is None
    return drafted and running_enforcement(matter) is not None and _debt(matter) is not None


def _debt(matter: Matter) -> JudgmentDebt | None:
    return judgment_debt(matter.case, matter.book, matter.as_of)


class EnforcementSettlementNames(RepaymentNames):
    """The names of a plan of payment, and those of the instrument that is enforced."""

    @name("强制执行：court 执行法院、applied_on 申请日期、case_number 案号")
    def enforcement(self) -> Enforcement:
        found = running_enforcement(self.matter)
        if found is None:
            raise InternalError("没有正在进行的强制执行，不应制作执行和解协议")
        return found

    @name(
        "执行依据确定的债务：judgment 执行依据（issuer 制作机关、number 文号、kind 种类）、"
        "ordered 确定的金额、unpaid 尚未履行、general 另行确定的利息、"
        "doubled 迟延履行期间加倍部分的利息、total 合计"
    )
    def adjudged(self) -> JudgmentDebt:
        found = _debt(self.matter)
        if found is None:
            raise InternalError("没有生效法律文书确定的债务，不应制作执行和解协议")
        return found

    @name("附条件减免的文书确定金额，没有的为零")
    def given_up(self) -> Decimal:
        return self.settlement.given_up

    @name("解除执行措施的时间：签订、付清第一期、付清全部款项")
    def releases_after(self) -> str:
        compromise = self.settlement.compromise
        chosen = compromise.releases_after if compromise is not None else None
        return str(chosen or Milestone.ALL_PAID)

    @name("最后一期的还款日")
    def last_day(self) -> dt.date:
        return max(part.due_on for part in self.settlement.instalments)

    @name("签约各方：name 甲方等称谓、role 地位、party 当事人")
    def signatories(self) -> tuple[Signatory, ...]:
        creditor, *debtors = creditor_and_debtors(self.case)
        return (
            replace(creditor, role="申请执行人"),
            *(replace(row, role="被执行人") for row in debtors),
        )
