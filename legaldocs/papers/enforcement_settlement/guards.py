"""May what an instrument orders be paid by this plan?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.compromise import Milestone
from legaldocs.case.vocabulary import AgentPower, LateChargeOutcome, PartyStatus
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.papers.repayment_agreement.guards import (
    days_run_on,
    debtor_has_an_address,
    no_forfeiture,
    terms_are_given,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_SETTLE = "cn.enforcement_settlement"


def parties_can_settle(draft: Draft) -> Iterator[Finding]:
    """In bankruptcy an enforcement stands still, and one debtor may not be paid alone."""
    for debtor in draft.matter.case.debtors:
        if debtor.bankruptcy is not None or debtor.status is PartyStatus.DEREGISTERED:
            state = "已经注销" if debtor.bankruptcy is None else "的破产申请已被受理"
            yield draft.refuse(
                "LD-ENF-PARTY",
                f"{debtor.name}{state}，不能达成执行和解",
                article=draft.matter.article("cn.bankruptcy", "stay"),
                where=str(debtor.origin),
                next_step="破产的，向管理人申报债权；注销的，由律师判断变更、追加被执行人",
            )


def interest_is_dealt_with(draft: Draft) -> Iterator[Finding]:
    """Once the settlement is performed the enforcement ends: what it reserves is lost."""
    plan = draft.matter.case.settlement
    if plan is not None and plan.late_charge is LateChargeOutcome.RESERVED:
        yield draft.refuse(
            "LD-ENF-INTEREST",
            "执行和解协议履行完毕的作结案处理，没有写进协议的利息不能再申请执行",
            article=draft.matter.article(_SETTLE, "performed"),
            where=str(plan.origin),
            next_step="late_charge 写“确定”（利息计入各期）或者“按期付清则免除”",
        )


def parts_make_what_was_ordered(draft: Draft) -> Iterator[Finding]:
    """The parts come to what the instrument leaves unpaid, with its interest where it is fixed."""
    matter = draft.matter
    plan = matter.case.settlement
    debt = judgment_debt(matter.case, matter.book, matter.as_of)
    if plan is None or debt is None or not plan.instalments:
        return
    fixed = plan.late_charge is LateChargeOutcome.FIXED
    owed = (debt.total if fixed else debt.unpaid) - plan.given_up
    parts = sum((part.amount for part in plan.instalments), ZERO)
    if parts != owed or not ZERO <= plan.given_up < debt.unpaid:
        interest = f"（其中利息 {figure(debt.general + debt.doubled)} 元）" if fixed else ""
        yield draft.refuse(
            "LD-ENF-SUM",
            f"各期合计 {figure(parts)} 元，应当等于尚未履行的金额减去减免额："
            f"{figure(owed)} 元{interest}",
            article=matter.article(_SETTLE, "performed"),
            where=str(plan.origin),
            next_step="调整各期金额或者 compromise.discount；利息不计入各期的，"
            "late_charge 写“按期付清则免除”",
        )


def guarantors_are_not_bound_by_it(draft: Draft) -> Iterator[Finding]:
    """The paper has the parties to the enforcement alone."""
    for row in draft.matter.case.guarantees:
        yield Finding(
            "LD-ENF-GUARANTOR",
            "warning",
            f"执行和解协议没有列入保证人{row.guarantor}，其没有书面同意的，对加重的债务不承担责任",
            where=str(row.origin),
            article=draft.matter.article("cn.civil_code", "guarantee_change"),
            next_step="保证人也是被执行人或者愿意继续担保的，由律师补上其签署和担保条款",
        )


def assets_are_not_released_early(draft: Draft) -> Iterator[Finding]:
    """What is seized is the creditor's hold until the plan is paid."""
    plan = draft.matter.case.settlement
    compromise = plan.compromise if plan is not None else None
    if compromise is None or compromise.releases_after in {None, Milestone.ALL_PAID}:
        return
    yield Finding(
        "LD-ENF-RELEASE",
        "warning",
        f"约定{compromise.releases_after}以后即解除执行措施，此时还有各期款项没有付清",
        where=str(compromise.origin),
        article=draft.matter.article(_SETTLE, "effect"),
        next_step="确有此意的，可忽略本提示；否则 releases_after 写“付清全部款项”",
    )


def agents_may_settle_the_enforcement(draft: Draft) -> Iterator[Finding]:
    """An agent settles an enforcement only by a special power (执行和解规定4)."""
    agents = draft.matter.case.agents
    if agents and not any(AgentPower.SETTLE_ENFORCEMENT in agent.powers for agent in agents):
        yield Finding(
            "LD-ENF-AGENT",
            "warning",
            "没有一名代理人有执行和解的特别授权",
            where=str(agents[0].origin),
            article=draft.matter.article(_SETTLE, "agent"),
            next_step="由债权人自己签署的，可忽略本提示；"
            "由代理人签署的，补正授权并在 powers 写“执行和解”",
        )


GUARDS = (
    parties_can_settle,
    no_forfeiture,
    terms_are_given,
    days_run_on,
    interest_is_dealt_with,
    parts_make_what_was_ordered,
    guarantors_are_not_bound_by_it,
    assets_are_not_released_early,
    agents_may_settle_the_enforcement,
    debtor_has_an_address,
)
