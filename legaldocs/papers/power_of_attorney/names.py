"""The names of a power of attorney: the agent, the stage, what may be done and what proves it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AgentKind
from legaldocs.papers import proceedings_stage as stages
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.names import name
from legaldocs.papers.parties import PartyRow, claimed
from legaldocs.papers.proceedings_stage import ProceedingsStage, proceedings_stage

if TYPE_CHECKING:
    from legaldocs.case.party import Agent

_ACTS = {
    stages.FIRST_INSTANCE: "参加诉讼、举证、质证、发表意见、签收文书",
    stages.ARBITRATION: "参加仲裁、举证、质证、发表意见、签收文书",
    stages.ORDER: "提交申请和补正材料、签收文书",
    stages.ENFORCEMENT: "提交执行申请和财产线索、发表意见、签收文书",
}
"""What any agent may do at a stage, without a special power."""

_ENCLOSED = {
    AgentKind.LAWYER: "律师事务所函、律师执业证复印件",
    AgentKind.EMPLOYEE: "身份证件复印件、劳动关系证明",
    AgentKind.RELATIVE: "身份证件复印件、近亲属关系证明",
}
"""What proves each kind of agent (民诉法解释88)."""


def proofs_of(agent: Agent) -> str:
    """Return what an agent hands in beside the mandate."""
    return _ENCLOSED[agent.kind]


class PowerOfAttorneyNames(FilingNames):
    """The names of applications, and those of one agent's mandate."""

    @name(
        "受托人：name 姓名、kind 身份、firm 律师事务所、licence 执业证号、post 职务、phone 电话、"
        "authority 代理权限"
    )
    def agent(self) -> Agent:
        agent: Agent = self.subject
        return agent

    @name("委托人栏：role 称谓、party 当事人")
    def parties(self) -> tuple[PartyRow, ...]:
        # Where the principal is served stands in the application and its confirmation.
        return (PartyRow("委托人", replace(self.case.creditor, service_address="")),)

    @name("对方当事人的名称，包括一并主张的保证人")
    def others(self) -> tuple[str, ...]:
        guarantors = (
            dict.fromkeys(row.party.name for row in claimed(self.matter))
            if self.stage.name != stages.ORDER
            else {}
        )
        return (*(debtor.name for debtor in self.case.debtors), *guarantors)

    @name(
        "所处程序：name 名称、heard_by 受理法院或者仲裁机构、case_number 案号、"
        "arbitral 是否仲裁、enforcing 是否执行"
    )
    def stage(self) -> ProceedingsStage:
        return proceedings_stage(self.matter) or ProceedingsStage("", "", "")

    @name("是否同时办理财产保全")
    def preserving(self) -> bool:
        wanted = self._preservation is not None
        return wanted and self.stage.name in (stages.FIRST_INSTANCE, stages.ARBITRATION)

    @name("特别授权的事项；仲裁的，诉讼请求写作仲裁请求")
    def powers(self) -> tuple[str, ...]:
        written = (str(power) for power in self.agent.powers)
        return tuple(
            power.replace("诉讼请求", "仲裁请求") if self.stage.arbitral else power
            for power in written
        )

    @name("该程序里不须特别授权的事项")
    def acts(self) -> str:
        return _ACTS.get(self.stage.name, "")

    @name("证明受托人身份的附件")
    def proofs(self) -> str:
        return proofs_of(self.agent)
