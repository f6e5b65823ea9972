"""Who may be written to, sued or bound at all: what a party's end or a sold claim forbids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.party import Party
from legaldocs.case.vocabulary import PartyStatus
from legaldocs.claim.guaranteed import guarantor_of
from legaldocs.papers.kind import Audience
from legaldocs.papers.parties import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft

MOST_AGENTS = 2
"""The most that a party may have before a court (民诉法61)."""


def _other_side(draft: Draft) -> tuple[Party, ...]:
    """Return the parties that a paper asks something of; none of a paper for one's own use."""
    matter, paper = draft.matter, draft.paper
    if not paper.asks_for_money or paper.goes_to is Audience.SELF:
        return ()
    if isinstance(draft.subject, Party):
        return (draft.subject,)
    if paper.goes_to is Audience.GUARANTOR:
        return (guarantor_of(matter, draft.subject),)
    if paper.goes_to is Audience.ADMINISTRATOR:
        return (draft.subject,)
    guarantors = tuple(row.party for row in claimed(matter))
    return (*matter.case.debtors, *(guarantors if paper.goes_to is Audience.COURT else ()))


def nobody_is_asked_who_has_ended(draft: Draft) -> Iterator[Finding]:
    """A deregistered company can neither receive a letter nor be sued."""
    for party in _other_side(draft):
        if party.status is PartyStatus.DEREGISTERED:
            yield draft.refuse(
                "LD-PARTY-DEREGISTERED",
                f"{party.name}已经注销",
                article=draft.matter.article("cn.cpl_interpretation", "deregistered"),
                where=str(party.origin),
                next_step="查明清算情况；由律师判断改列股东、发起人或者出资人后，改写当事人",
            )


def bankrupts_are_not_pursued(draft: Draft) -> Iterator[Finding]:
    """A claim on a bankrupt is filed with the administrator; assets are no longer held for one."""
    filed = draft.paper.goes_to is Audience.ADMINISTRATOR
    for party in () if filed else _other_side(draft):
        if party.bankruptcy is not None and party.status is not PartyStatus.DEREGISTERED:
            administrator = party.bankruptcy.administrator or "管理人"
            yield draft.refuse(
                "LD-PARTY-IN-BANKRUPTCY",
                f"{party.bankruptcy.court}已于 {party.bankruptcy.accepted_on} 受理"
                f"{party.name}的破产申请，应当申报债权",
                article=draft.matter.article("cn.bankruptcy", "file_claim"),
                where=str(party.bankruptcy.origin),
                next_step=f"在公告的期限内，把债权申报书和所附的材料提交{administrator}",
            )


def the_other_side_knows_its_creditor(draft: Draft) -> Iterator[Finding]:
    """A sold claim binds debtor and guarantor only once notified; a suit notifies them."""
    case = draft.matter.case
    if case.assignment is None or draft.paper.goes_to is Audience.PARTIES:
        return
    if draft.paper.announces_assignment:
        return
    if case.procedure is not None and case.procedure.suit is not None:
        return
    notified = {notice.to for notice in case.assignment.notices if notice.arrived_on}
    served = case.debtors if draft.paper.notifies_assignment else ()
    for party in _other_side(draft):
        if party.name not in notified and party not in served:
            guarantor = draft.paper.goes_to is Audience.GUARANTOR or party not in case.debtors
            key = "guarantee_assignment" if guarantor else "assignment_notice"
            yield draft.refuse(
                "LD-ASSIGN-NOT-TOLD",
                f"没有债权转让通知已到达{party.name}的记录，转让对它不发生效力",
                article=draft.matter.article("cn.civil_code", key),
                where=str(case.assignment.origin),
                next_step=f"由{case.assignment.assignor}通知并留存送达凭证，"
                "在 assignment.notices 写 to、sent_on、arrived_on 和 file",
            )


def agents_are_one_or_two(draft: Draft) -> Iterator[Finding]:
    """A party has one or two agents before a court."""
    agents = draft.matter.case.agents
    if draft.paper.goes_to is Audience.COURT and draft.paper.asks_for_money:
        for agent in agents[MOST_AGENTS:]:
            yield draft.refuse(
                "LD-AGENT-NUMBER",
                f"委托了 {len(agents)} 名诉讼代理人，最多二人",
                article=draft.matter.article("cn.civil_procedure", "agents"),
                where=str(agent.origin),
                next_step="在 agents 里只留一至二人",
            )


GUARDS = (
    nobody_is_asked_who_has_ended,
    bankrupts_are_not_pursued,
    the_other_side_knows_its_creditor,
    agents_are_one_or_two,
)
