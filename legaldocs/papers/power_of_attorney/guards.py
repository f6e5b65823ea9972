"""May this mandate be given, and does it say enough?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AgentAuthority, AgentKind
from legaldocs.papers.proceedings_stage import proceedings_stage
from legaldocs.papers.standing import MOST_AGENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft

_CPL = "cn.civil_procedure"
_CPI = "cn.cpl_interpretation"


def stage_is_known(draft: Draft) -> Iterator[Finding]:
    """A mandate is given for proceedings, of which the next must be known."""
    matter = draft.matter
    if proceedings_stage(matter) is None:
        yield draft.refuse(
            "LD-MANDATE-STAGE",
            "看不出委托代理的是哪一个程序",
            article=matter.article(_CPL, "agent_authority"),
            where=str((matter.case.procedure or draft.subject).origin),
            next_step="填写 procedure.route；已经起诉、申请仲裁、裁判已经生效或者申请执行的，"
            "填写 suit、arbitration、judgment（effective_on）或 enforcement；上诉的另行出具",
        )


def authority_is_named(draft: Draft) -> Iterator[Finding]:
    """A special mandate names its powers one by one; a general one has none (民诉法62)."""
    agent = draft.subject
    special = agent.authority is AgentAuthority.SPECIAL
    if agent.authority is None:
        what, step = "没有写代理权限", "authority 写“一般授权”或者“特别授权”"
    elif special and not agent.powers:
        what, step = "是特别授权，没有列明授权的事项", "在 powers 逐项写明"
    elif agent.powers and not special:
        what = f"是一般授权，又列了须特别授权的事项（{'、'.join(agent.powers)}）"
        step = "要给这些权限的，authority 写“特别授权”；不给的，删去 powers"
    else:
        return
    yield draft.refuse(
        "LD-MANDATE-AUTHORITY",
        f"代理人{agent.name}{what}",
        article=draft.matter.article(_CPL, "agent_authority"),
        where=str(agent.origin),
        next_step=step,
    )


def lawyer_is_identified(draft: Draft) -> Iterator[Finding]:
    """A lawyer acts through a firm and shows a licence."""
    agent = draft.subject
    missing = [key for key in ("firm", "licence") if not getattr(agent, key)]
    if agent.kind is AgentKind.LAWYER and missing:
        yield draft.refuse(
            "LD-MANDATE-LAWYER",
            f"代理人{agent.name}是律师，没有写明律师事务所或者执业证号",
            article=draft.matter.article(_CPI, "lawyer_agent"),
            where=str(agent.origin),
            next_step=f"填写 {'、'.join(missing)}",
        )


def agency_staff_do_not_litigate(draft: Draft) -> Iterator[Finding]:
    """Whoever works for the collection agency is no employee of the creditor (民诉法61)."""
    agent, agency = draft.subject, draft.matter.case.agency
    if agency is not None and agent.kind is AgentKind.EMPLOYEE and not agent.file:
        yield draft.refuse(
            "LD-MANDATE-AGENCY",
            f"案件委托了{agency.name}催收，没有材料证明代理人{agent.name}是债权人的工作人员，"
            "催收机构的人员不能以此身份代理诉讼",
            article=draft.matter.article(_CPI, "employee_agent"),
            where=str(agent.origin),
            next_step="确是债权人员工的，把劳动合同或者社保记录写在该代理人的 file；"
            "是催收机构人员的，改由律师或者债权人员工代理",
        )


def no_more_than_two(draft: Draft) -> Iterator[Finding]:
    """A party has one or two agents before a court."""
    agents = draft.matter.case.agents
    if draft.subject in agents[MOST_AGENTS:]:
        yield draft.refuse(
            "LD-AGENT-NUMBER",
            f"委托了 {len(agents)} 名诉讼代理人，最多二人",
            article=draft.matter.article(_CPL, "agents"),
            where=str(draft.subject.origin),
            next_step="在 agents 里只留一至二人",
        )


GUARDS = (
    stage_is_known,
    authority_is_named,
    lawyer_is_identified,
    agency_staff_do_not_litigate,
    no_more_than_two,
)
