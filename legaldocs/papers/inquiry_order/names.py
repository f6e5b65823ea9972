"""The names of an application for an inquiry: the holder, the evidence and the lawyers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AgentKind
from legaldocs.claim.proceedings import pending_suit
from legaldocs.papers.filings import BLANK_COURT, FilingNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from legaldocs.case.inquiry import Inquiry
    from legaldocs.case.model import Case
    from legaldocs.case.party import Agent
    from legaldocs.case.procedure import Suit


def lawyers_of(case: Case) -> tuple[Agent, ...]:
    """Return the agents who are lawyers: only they can hold the order."""
    return tuple(agent for agent in case.agents if agent.kind is AgentKind.LAWYER)


class InquiryOrderNames(FilingNames):
    """The names of applications, and those of one inquiry."""

    @name(
        "调查事项：holder 被调查人、address 住所、evidence 证据（几项）、proves 要证明的事实、"
        "reason 不能自行收集的原因、clue 线索"
    )
    def inquiry(self) -> Inquiry:
        inquiry: Inquiry = self.subject
        return inquiry

    @name("申请持令调查的律师：name 姓名、firm 律师事务所、licence 执业证号、phone 电话")
    def lawyers(self) -> tuple[Agent, ...]:
        return lawyers_of(self.case)

    @name("正在进行的诉讼：court 法院、case_number 案号；没有的为空")
    def pending(self) -> Suit | None:
        return pending_suit(self.case)

    @name("受理的人民法院")
    def court(self) -> str:
        return self.pending.court if self.pending is not None else BLANK_COURT
