"""What may an agent do for the creditor before a court?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AgentAuthority, AgentPower
from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter


def authority_is_stated(matter: Matter) -> Iterator[Finding]:
    """A mandate names what it gives: a special one its powers, a general one none of them."""
    for agent in matter.case.agents:
        if agent.authority is None:
            what = "没有写代理权限"
            step = "authority 写“一般授权”或者“特别授权”"
        elif agent.authority is AgentAuthority.SPECIAL and not agent.powers:
            what = (
                "是特别授权，没有列明授权的事项，"
                "不能代为承认、放弃、变更诉讼请求，和解，反诉或者上诉"
            )
            step = "在 powers 逐项写明，与授权委托书一致"
        elif agent.authority is AgentAuthority.GENERAL and agent.powers:
            what = f"是一般授权，又列了须特别授权的事项（{'、'.join(agent.powers)}）"
            step = "委托书有这些事项的，authority 写“特别授权”；没有的，删去 powers"
        else:
            continue
        yield Finding(
            "LD-AGENT-AUTHORITY",
            "warning",
            f"代理人{agent.name}{what}",
            where=str(agent.origin),
            article=matter.article("cn.civil_procedure", "agent_authority"),
            next_step=f"{step}；仅写“全权代理”的，没有特别授权",
        )


def settlement_in_enforcement_is_in_the_mandate(matter: Matter) -> Iterator[Finding]:
    """An agent settles an enforcement only by a special power (执行和解规定4)."""
    case = matter.case
    enforcement = case.procedure.enforcement if case.procedure else None
    if enforcement is None or enforcement.settlement is None or not case.agents:
        return
    if not any(AgentPower.SETTLE_ENFORCEMENT in agent.powers for agent in case.agents):
        yield Finding(
            "LD-AGENT-SETTLE",
            "warning",
            "已达成执行和解，没有一名代理人有执行和解的特别授权",
            where=str(enforcement.settlement.origin),
            article=matter.article("cn.enforcement_settlement", "agent"),
            next_step="由债权人自己签署的，可忽略本提示；"
            "由代理人签署的，补正授权并在 powers 写“执行和解”",
        )


GUARDS = (authority_is_stated, settlement_in_enforcement_is_in_the_mandate)
