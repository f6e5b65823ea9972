"""What a party's end, or the sale of the claim, does to the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AgentKind, PartyStatus, Role
from legaldocs.core.findings import FIGURES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.party import AssignmentNotice
    from legaldocs.claim.matter import Matter

_CPI = "cn.cpl_interpretation"


def parties_exist(matter: Matter) -> Iterator[Finding]:
    """A company is a party until it is deregistered; after that its members may be."""
    says = {
        PartyStatus.REVOKED: (
            "已被吊销营业执照，注销前仍以该企业为当事人",
            "核对是否已成立清算组；尽快采取保全措施，并了解清算义务人",
        ),
        PartyStatus.LIQUIDATION: (
            "正在清算，注销前仍以该企业为当事人",
            "在公告的期限内向清算组书面申报债权，并核对由谁代表该企业",
        ),
        PartyStatus.DEREGISTERED: (
            "已经注销，不能再作为收函人、被申请人或者被告",
            "查明是否依法清算；未依法清算的，由律师判断改列股东、发起人或者出资人",
        ),
    }
    for party in matter.case.parties:
        if party.status in says:
            what, step = says[party.status]
            day = f" {party.status_on} " if party.status_on else ""
            yield Finding(
                "LD-PARTY-STATUS",
                "warning",
                f"{party.name}{day}{what}",
                where=str(party.origin),
                article=matter.article(_CPI, "deregistered"),
                next_step=step,
            )


def bankrupts_are_claimed_from_in_bankruptcy(matter: Matter) -> Iterator[Finding]:
    """From acceptance on, a claim is filed with the administrator, and interest stands still."""
    case = matter.case
    for party in case.parties:
        row = party.bankruptcy
        if row is None or party.role is Role.CREDITOR:
            continue
        number = f"（{row.case_number}）" if row.case_number else ""
        beside = (
            "；向该保证人申报的数额计至受理日的前一日，本案按债务人的数额计算，不因此停止"
            if party.role is Role.GUARANTOR
            else ""
        )
        to = row.administrator or "管理人"
        yield Finding(
            "LD-PARTY-BANKRUPT",
            "warning",
            f"{row.court}已于 {row.accepted_on} 受理{party.name}的破产申请{number}，"
            f"附利息的债权自受理之日起停止计息，保全解除，执行中止，新的诉讼只能向该法院提起{beside}",
            where=str(row.origin),
            article=matter.article("cn.bankruptcy", "due_and_interest"),
            next_step=f"在法院公告的期限内向{to}书面申报债权",
        )
    others = [debtor for debtor in case.debtors if debtor.bankruptcy is None]
    bankrupt = [debtor for debtor in case.debtors if debtor.bankruptcy is not None]
    if others and bankrupt:
        yield Finding(
            "LD-PARTY-BANKRUPT-BESIDE",
            "error",
            f"{bankrupt[0].name}已进入破产程序，{others[0].name}没有，两者应付的利息不同，"
            "一个案件算不出两个金额",
            where=str(bankrupt[0].origin),
            article=matter.article("cn.bankruptcy", "due_and_interest"),
            next_step="分成两个案件：一个只列破产的债务人，用于申报债权；一个只列其他债务人",
            blocks=(FIGURES,),
        )


def assignment_is_made(matter: Matter) -> Iterator[Finding]:
    """Who bought the claim is its creditor from the day of the sale, and shows it."""
    row = matter.case.assignment
    if row is None:
        return
    if row.agreed_on > matter.as_of:
        yield Finding(
            "LD-ASSIGN-DAY",
            "error",
            f"债权转让的日期 {row.agreed_on} 晚于计算基准日 {matter.as_of}，"
            f"{matter.case.creditor.name}还不是债权人",
            where=str(row.origin),
            article=matter.article("cn.civil_code", "assignment_transferable"),
            next_step="核对转让日期，或改用更晚的 --as-of",
            blocks=(FIGURES,),
        )
    if not row.file:
        yield Finding(
            "LD-ASSIGN-NO-FILE",
            "warning",
            f"没有{row.assignor}转让债权的协议文件，受让人无法证明自己是债权人",
            where=str(row.origin),
            article=matter.article("cn.civil_code", "assignment_transferable"),
            next_step="在 assignment 写上 file；金额可以遮盖",
        )
    for notice in row.notices:
        if notice.arrived_on and not notice.file:
            yield Finding(
                "LD-ASSIGN-NO-PROOF",
                "warning",
                f"致{notice.to}的债权转让通知没有原件和送达凭证，{notice.to}可能否认收到",
                where=str(notice.origin),
                article=matter.article("cn.civil_code", "assignment_notice"),
                next_step="补上通知和签收记录，写在该通知的 file",
            )


def assignees_notice_shows_the_sale(matter: Matter) -> Iterator[Finding]:
    """A debtor need not believe a stranger: the assignee's own notice shows the sale."""
    row = matter.case.assignment
    known = {notice.to for notice in row.notices if _from_assignor(notice)} if row else set()
    for notice in row.notices if row is not None else ():
        if notice.arrived_on and notice.by_assignee and notice.to not in known:
            yield Finding(
                "LD-ASSIGN-BY-ASSIGNEE",
                "warning",
                f"致{notice.to}的债权转让通知由受让人发出，{notice.to}可能要求证明转让属实",
                where=str(notice.origin),
                article=matter.article("cn.civil_code", "assignment_notice"),
                next_step="随通知附转让协议或者让与人的确认，写在该通知的 file；"
                "最好由让与人另行通知，或者双方共同盖章",
            )


def _from_assignor(notice: AssignmentNotice) -> bool:
    return notice.arrived_on is not None and not notice.by_assignee


def agents_prove_who_they_are(matter: Matter) -> Iterator[Finding]:
    """A lawyer shows licence and letter of the firm, an employee the proof of employment."""
    for agent in matter.case.agents:
        lawyer = agent.kind is AgentKind.LAWYER
        if lawyer and not (agent.firm and agent.licence):
            yield Finding(
                "LD-AGENT-LAWYER",
                "warning",
                f"代理人{agent.name}是律师，没有写律师事务所或者执业证号",
                where=str(agent.origin),
                article=matter.article(_CPI, "lawyer_agent"),
                next_step="补上 firm 和 licence，并准备所函",
            )
        elif not lawyer and not agent.file:
            yield Finding(
                "LD-AGENT-PROOF",
                "warning",
                f"代理人{agent.name}是{agent.kind}，没有证明其身份和关系的材料",
                where=str(agent.origin),
                article=matter.article(_CPI, "agent_papers"),
                next_step="工作人员补上劳动合同或者社保记录，近亲属补上关系证明，写在 file",
            )


GUARDS = (
    parties_exist,
    bankrupts_are_claimed_from_in_bankruptcy,
    assignment_is_made,
    assignees_notice_shows_the_sale,
    agents_prove_who_they_are,
)
