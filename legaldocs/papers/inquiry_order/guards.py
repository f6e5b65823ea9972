"""May a lawyer be sent to ask for this evidence?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.proceedings import pending_suit
from legaldocs.core.findings import Finding
from legaldocs.papers.inquiry_order.names import lawyers_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_CPI = "cn.cpl_interpretation"
_RULES = "cn.evidence_rules"
_WIDE = ("所有", "全部", "一切", "任何")
"""Words that name no definite evidence, such as 所有账户."""


def a_suit_is_registered(draft: Draft) -> Iterator[Finding]:
    """The court that hears the case decides; before it, and in enforcement, other rules apply."""
    matter = draft.matter
    suit = pending_suit(matter.case)
    if suit is None or not suit.case_number:
        yield draft.refuse(
            "LD-INQUIRY-NO-SUIT",
            "没有已经立案、正在审理的诉讼",
            article=matter.article(_RULES, "evidence_by_court"),
            where=str(draft.subject.origin),
            next_step="立案后填写 procedure.suit 的 court、case_number；立案前和执行中的，"
            "按受理法院所在地的规定和表格办理",
        )


def a_lawyer_acts(draft: Draft) -> Iterator[Finding]:
    """The order is held by the lawyer who acts in the case."""
    matter = draft.matter
    lawyers = lawyers_of(matter.case)
    missing = [agent.name for agent in lawyers if not (agent.firm and agent.licence)]
    if not lawyers or missing:
        yield draft.refuse(
            "LD-INQUIRY-LAWYER",
            f"律师{'、'.join(missing)}没有写明律师事务所或者执业证号"
            if missing
            else "没有代理律师",
            article=matter.article(_CPI, "lawyer_agent"),
            where=str(lawyers[0].origin if lawyers else matter.case.origin),
            next_step="在 agents 写 kind: 律师、firm 和 licence；"
            "没有律师的，可以自行书面申请人民法院调查收集",
        )


def evidence_is_definite(draft: Draft) -> Iterator[Finding]:
    """An application names the evidence, not everything the holder has."""
    inquiry = draft.subject
    if not inquiry.evidence:
        yield draft.refuse(
            "LD-INQUIRY-EVIDENCE",
            f"没有写明要向{inquiry.holder}调查的证据",
            article=draft.matter.article(_RULES, "evidence_by_court"),
            where=str(inquiry.origin),
            next_step="在 evidence 逐项写明证据的种类、期间、账号或者证号",
        )
    for piece in inquiry.evidence:
        wide = next((word for word in _WIDE if word in piece), "")
        if wide:
            yield Finding(
                "LD-INQUIRY-WIDE",
                "warning",
                f"向{inquiry.holder}调查的“{piece}”写了“{wide}”，范围不明确",
                where=str(inquiry.origin),
                article=draft.matter.article(_RULES, "evidence_by_court"),
                next_step="写明证据的种类、期间、账号或者证号",
            )


def evidence_may_still_be_offered(draft: Draft) -> Iterator[Finding]:
    """The application is made before the time to offer evidence ends (民诉法解释94)."""
    matter = draft.matter
    suit = pending_suit(matter.case)
    if suit is None:
        return
    article = matter.article(_CPI, "evidence_by_court")
    if suit.evidence_until is None:
        yield Finding(
            "LD-INQUIRY-UNTIL",
            "note",
            f"没有写明举证期限，{draft.title}应当在举证期限届满前提出",
            where=str(suit.origin),
            article=article,
            next_step="收到举证通知书后填写 suit.evidence_until",
        )
    elif suit.evidence_until < matter.as_of:
        yield Finding(
            "LD-INQUIRY-LATE",
            "warning",
            f"举证期限已于 {suit.evidence_until} 届满，{draft.title}可能不获准许",
            where=str(suit.origin),
            article=article,
            next_step="同时申请延长举证期限并说明理由；法院另行指定了期限的，"
            "更新 suit.evidence_until",
        )


def rules_are_local(draft: Draft) -> Iterator[Finding]:
    """No national rule knows this order by name; the courts of each place have their own."""
    matter = draft.matter
    yield Finding(
        "LD-INQUIRY-LOCAL",
        "note",
        "律师调查令没有全国统一的规定，是否签发、持令人数和有效期以受理法院所在地的规定为准",
        where=str(draft.subject.origin),
        article=matter.article(_RULES, "evidence_by_court"),
        next_step="提交前向受理法院核实；没有此项规定的，改为申请人民法院调查收集证据",
    )


GUARDS = (
    a_suit_is_registered,
    a_lawyer_acts,
    evidence_is_definite,
    evidence_may_still_be_offered,
    rules_are_local,
)
