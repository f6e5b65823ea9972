"""May the parties settle as planned, and does the paper say what becomes of the suit?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.compromise import Milestone, QualityOutcome, SuitEnding
from legaldocs.case.vocabulary import AgentPower
from legaldocs.claim.objections import open_objections
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.papers.repayment_agreement.guards import GUARDS as PLAN_GUARDS
from legaldocs.papers.settlement_agreement.names import assets_are_held, pending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.compromise import Compromise
    from legaldocs.papers.kind import Draft

_CPL = "cn.civil_procedure"


def _compromise(draft: Draft) -> Compromise | None:
    settlement = draft.matter.case.settlement
    return settlement.compromise if settlement is not None else None


def pending_proceedings_are_dealt_with(draft: Draft) -> Iterator[Finding]:
    """A settlement that is silent on the suit leaves it running, and the fees in dispute."""
    compromise, going_on = _compromise(draft), pending(draft.matter)
    if compromise is None or going_on is None:
        return
    missing = [
        words
        for words, value in (
            ("suit_ends_by（调解书、撤诉）", compromise.suit_ends_by),
            ("fees_by（债务人、债权人、各半）", compromise.fees_by),
        )
        if value is None
    ]
    if missing:
        yield draft.refuse(
            "LD-COMP-SUIT",
            f"{going_on.forum}{going_on.number}案件正在进行，和解条件没有写怎样结案、费用由谁负担",
            article=draft.matter.article("cn.cpl_interpretation", "settlement_no_judgment"),
            where=str(compromise.origin),
            next_step=f"填写 {'、'.join(missing)}",
        )


def no_suit_is_ended_that_is_not_there(draft: Draft) -> Iterator[Finding]:
    """How a suit ends is not agreed before one is filed."""
    compromise = _compromise(draft)
    if compromise is None or compromise.suit_ends_by is None or pending(draft.matter) is not None:
        return
    yield draft.refuse(
        "LD-COMP-NO-SUIT",
        f"和解条件写了以{compromise.suit_ends_by}结案，案件没有正在进行的诉讼或者仲裁",
        where=str(compromise.origin),
        next_step="已经起诉的，填写 procedure.suit；没有起诉的，删去 suit_ends_by 和 fees_by",
    )


def withdrawal_leaves_no_title(draft: Draft) -> Iterator[Finding]:
    """After a withdrawal the settlement is a contract; only a 调解书 can be enforced."""
    compromise = _compromise(draft)
    if compromise is None or compromise.suit_ends_by is not SuitEnding.WITHDRAWAL:
        return
    if pending(draft.matter) is not None:
        yield Finding(
            "LD-COMP-WITHDRAW",
            "warning",
            "撤诉以后和解协议不能申请强制执行，债务人不履行的，须另行起诉",
            where=str(compromise.origin),
            article=draft.matter.article(_CPL, "enforcement.mediation_paper"),
            next_step="没有特别理由的，suit_ends_by 写“调解书”；"
            "撤诉的，withdraws_after 写“付清全部款项”",
        )


def held_assets_are_dealt_with(draft: Draft) -> Iterator[Finding]:
    """What a court holds is released only when the paper says so, best after payment."""
    compromise, matter = _compromise(draft), draft.matter
    if compromise is None or not assets_are_held(matter):
        return
    if compromise.releases_after is None:
        yield draft.refuse(
            "LD-COMP-HELD",
            "法院已经采取保全措施，和解条件没有写何时解除",
            article=matter.article(_CPL, "preservation.litigation"),
            where=str(compromise.origin),
            next_step="填写 releases_after（付清全部款项、付清第一期、签订）",
        )
    elif compromise.releases_after is not Milestone.ALL_PAID:
        yield Finding(
            "LD-COMP-RELEASE",
            "warning",
            f"约定{compromise.releases_after}以后即解除保全，此时还有各期款项没有付清",
            where=str(compromise.origin),
            article=matter.article(_CPL, "preservation.substitute"),
            next_step="确有此意的，可忽略本提示；否则 releases_after 写“付清全部款项”",
        )


def discount_is_less_than_the_principal(draft: Draft) -> Iterator[Finding]:
    """Something must be left to pay."""
    settlement, compromise = draft.matter.case.settlement, _compromise(draft)
    if settlement is None or compromise is None or compromise.discount is None:
        return
    owed = draft.matter.claim.principal + draft.matter.claim.not_due
    if not 0 < compromise.discount < owed:
        yield draft.refuse(
            "LD-COMP-DISCOUNT",
            f"减免的本金 {figure(compromise.discount)} 元应当大于零而小于未付的 {figure(owed)} 元",
            article=draft.matter.article("cn.civil_code", "contract_change"),
            where=str(compromise.origin),
            next_step="改正 compromise.discount；没有减免的，删去这一行",
        )


def open_objections_are_not_waived(draft: Draft) -> Iterator[Finding]:
    """The paper keeps an open objection open, so it cannot say that there is none."""
    compromise = _compromise(draft)
    if compromise is None or compromise.quality is not QualityOutcome.WAIVED:
        return
    for row in open_objections(draft.matter.case):
        yield draft.refuse(
            "LD-COMP-QUALITY",
            f"和解条件写质量异议放弃，债务人于 {row.sent_on} 提出的异议（{row.ground}）还没有解决",
            article=draft.matter.article("cn.civil_code", "contract_change_unclear"),
            where=str(row.origin),
            next_step="债务人同意放弃的，在该行写 objection.settled_on；不放弃的，quality 写“保留”",
        )


def agents_may_settle(draft: Draft) -> Iterator[Finding]:
    """An agent settles a suit only by a special power (民诉法62)."""
    matter, compromise = draft.matter, _compromise(draft)
    agents = matter.case.agents
    if compromise is None or not agents or pending(matter) is None:
        return
    if not any(AgentPower.SETTLE in agent.powers for agent in agents):
        yield Finding(
            "LD-COMP-AGENT",
            "warning",
            "没有一名代理人有和解的特别授权",
            where=str(agents[0].origin),
            article=matter.article(_CPL, "agent_authority"),
            next_step="由债权人自己签署的，可忽略本提示；"
            "由代理人签署的，补正授权并在 powers 写“和解”",
        )


GUARDS = (
    *PLAN_GUARDS,
    pending_proceedings_are_dealt_with,
    no_suit_is_ended_that_is_not_there,
    withdrawal_leaves_no_title,
    held_assets_are_dealt_with,
    discount_is_less_than_the_principal,
    open_objections_are_not_waived,
    agents_may_settle,
)
