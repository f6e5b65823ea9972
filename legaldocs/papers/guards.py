"""Guards of every paper, applied by what it declares: no paper is named here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.late_charge import CONFIRM_RATES
from legaldocs.core.findings import EXHIBITS, FIGURES
from legaldocs.papers import standing
from legaldocs.papers.kind import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from legaldocs.claim.matter import Matter
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft, Paper

EXPIRED = "LD-TIME-EXPIRED"
"""Limitation has run out; ``--only`` makes the paper all the same."""


def court_papers_state_confirmed_rates(draft: Draft) -> Iterator[Finding]:
    """A letter may state a provisional figure; a court paper waits until the rate is confirmed."""
    if FIGURES in draft.paper.states and _is_filed(draft) and draft.matter.claim.provisional:
        yield draft.refuse(
            "LD-RATE-UNCONFIRMED", "计算用到的利率尚未核对确认", next_step=CONFIRM_RATES
        )


def court_papers_have_exhibits(draft: Draft) -> Iterator[Finding]:
    """No claim can be filed without proof; an instrument in force is its own."""
    rests_on_proof = not draft.paper.states.isdisjoint({FIGURES, EXHIBITS})
    if _is_filed(draft) and rests_on_proof and not draft.matter.exhibits:
        yield draft.refuse(
            "LD-LIST-EMPTY",
            "没有任何证据文件",
            article=draft.matter.article("cn.evidence_rules", "catalogue"),
            where=str(draft.matter.case.origin),
            next_step="把原件放进案件文件夹，在对应的事实里写上 file",
        )


def court_papers_are_in_time(draft: Draft) -> Iterator[Finding]:
    """After limitation a person decides: the court accepts a filing, the debtor may object.

    A claim of which some part is still in time may be filed, and one whose debtor agreed to perform
    after the end.
    """
    matter = draft.matter
    owed = [
        account for account in matter.claim.accounts if account.principal or account.late_charge
    ]
    past = [watched for watched in matter.limitations if watched.past(matter.as_of)]
    if not _claims_in_court(draft) or not past or len(past) < len(owed):
        return
    ends = "、".join(f"{watched.contract.title} {watched.limitation.statutory}" for watched in past)
    yield draft.refuse(
        EXPIRED,
        f"诉讼时效已经届满（{ends}），债务人提出时效抗辩的，请求将被驳回",
        article=matter.article("cn.civil_code", "limitation_period"),
        where=str(past[0].contract.origin),
        next_step="先取得债务人同意履行的书面承诺；法院不得以时效届满为由不予受理，"
        f"决定仍要提交的，用 --only {draft.paper.title} 生成",
    )


def figures_are_confirmed(draft: Draft) -> Iterator[Finding]:
    """What asks for a sum that rests on a rate nobody has checked is not sent."""
    if FIGURES in draft.paper.states and draft.matter.claim.provisional:
        yield draft.hold(
            "LD-ISSUE-PROVISIONAL", "计算用到的利率尚未核对确认", next_step=CONFIRM_RATES
        )


GENERAL = (
    *standing.GUARDS,
    court_papers_state_confirmed_rates,
    court_papers_have_exhibits,
    court_papers_are_in_time,
)


def guard_papers(matter: Matter, papers: Sequence[Paper]) -> tuple[Finding, ...]:
    """Return what forbids the papers a case may have, in their order.

    Of a paper that the case has no subject for nothing is asked.
    """
    return tuple(
        finding
        for paper in papers
        for draft in paper.drafts(matter)
        if draft.has_subject
        for guard in (*GENERAL, *paper.guards)
        for finding in guard(draft)
    )


HOLDS = (figures_are_confirmed,)


def held(draft: Draft) -> tuple[Finding, ...]:
    """Return what a paper lacks to be issued, so that it stays a draft; nothing when it may be."""
    if not draft.paper.is_issued:
        return ()
    return tuple(finding for hold in (*HOLDS, *draft.paper.holds) for finding in hold(draft))


def _is_filed(draft: Draft) -> bool:
    return draft.paper.goes_to in (Audience.COURT, Audience.ADMINISTRATOR)


def _claims_in_court(draft: Draft) -> bool:
    return draft.paper.goes_to is Audience.COURT and FIGURES in draft.paper.states
