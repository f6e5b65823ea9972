"""May the complaint be filed, with this court, against these parties?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Role, Route
from legaldocs.claim.guaranteed import form_of
from legaldocs.claim.guards.forum import check_agreed, competent_courts
from legaldocs.claim.proceedings import pending_arbitration, pending_suit
from legaldocs.core.findings import Finding
from legaldocs.papers.complaint.forum import court_of, stated, tie_of
from legaldocs.papers.complaint.names import by_elements
from legaldocs.papers.filings import proof
from legaldocs.papers.parties import claimed
from legaldocs.papers.relief import (
    guarantors_are_bound,
    owed_contracts,
    parties_are_described,
    something_is_due,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_CPL = "cn.civil_procedure"
_CPI = "cn.cpl_interpretation"


def the_way_is_open(draft: Draft) -> Iterator[Finding]:
    """A claim is brought once, and not beside arbitration or a payment order."""
    matter = draft.matter
    procedure = matter.case.procedure
    suit, arbitration = pending_suit(matter.case), pending_arbitration(matter.case)
    if suit is not None and (suit.case_number or suit.accepted_on):
        yield draft.refuse(
            "LD-SUIT-ACCEPTED",
            f"{suit.court}已经立案{suit.case_number}",
            where=str(suit.origin),
            next_step="变更诉讼请求的，由律师另拟；撤诉以后再起诉的，填写 ended_on 和 ended_by",
        )
    if arbitration is not None:
        yield draft.refuse(
            "LD-SUIT-ARBITRATING",
            "已经申请仲裁",
            article=matter.article(_CPL, "arbitration_agreed"),
            where=str(arbitration.origin),
        )
    if procedure is None:
        return
    if procedure.route in (Route.PAYMENT_ORDER, Route.ARBITRATION):
        yield draft.refuse(
            "LD-SUIT-ROUTE",
            f"案件选择的程序是{procedure.route}",
            where=str(procedure.origin),
            next_step="要起诉的，把 procedure.route 改为 诉讼",
        )
    order = procedure.payment_order
    if order is not None and order.applied_on and order.ended_on is None:
        yield draft.refuse(
            "LD-SUIT-ORDER",
            f"已于 {order.applied_on} 申请支付令，督促程序还没有终结",
            article=matter.article(_CPI, "payment_order.suit_elsewhere"),
            where=str(order.origin),
            next_step="收到终结督促程序的裁定后填写 payment_order.ended_on",
        )


def parties_are_as_the_code_asks(draft: Draft) -> Iterator[Finding]:
    """What a complaint states of the parties is set by law (民诉法124)."""
    article = draft.matter.article(_CPL, "complaint_contents")
    for finding in parties_are_described(draft):
        yield replace(finding, article=article)


def no_arbitration_clause(draft: Draft) -> Iterator[Finding]:
    """An arbitration clause, of the contract or of a guarantee, takes the dispute from the court.

    One that stands beside a choice of court is void and is disclosed in the complaint.
    """
    matter = draft.matter
    for contract in owed_contracts(matter):
        check = check_agreed(matter, contract.court, contract.arbitration)
        if contract.arbitration and check.arbitration_valid:
            yield draft.refuse(
                "LD-SUIT-ARBITRATION",
                f"{contract.title}{contract.dispute_clause}约定由{contract.arbitration}仲裁",
                article=matter.article(_CPI, "arbitration_clause"),
                where=str(contract.origin),
                next_step="申请仲裁：procedure.route 写 仲裁；"
                "仲裁条款无效的，由律师判断后删去 arbitration",
            )
    for row in claimed(matter):
        if row.guarantee.arbitration:
            yield draft.refuse(
                "LD-SUIT-GUARANTOR-ARBITRATION",
                f"{row.party.name}的保证合同约定由{row.guarantee.arbitration}仲裁，不能一并起诉",
                article=matter.article("cn.guarantee_interpretation", "jurisdiction"),
                where=str(row.guarantee.origin),
                next_step="从 procedure.against_guarantors 删去，对该保证人另行申请仲裁",
            )


def court_can_hear_it(draft: Draft) -> Iterator[Finding]:
    """The court is the one agreed on, of a defendant, or where the money is to be received."""
    matter = draft.matter
    court, said = court_of(matter), stated(matter)
    where = str((said or matter.case.procedure or matter.case).origin)
    for contract in owed_contracts(matter):
        forums = competent_courts(matter, contract)
        places = "、".join(f"{forum.why}（{forum.seat.place or '地点不明'}）" for forum in forums)
        tie = tie_of(matter, contract) if court else None
        if not court:
            yield draft.refuse(
                "LD-SUIT-NO-COURT",
                "没有写明受诉法院",
                article=matter.article(_CPL, "contract_court"),
                where=where,
                next_step=f"填写 procedure.complaint.court；{contract.title}可以选择：{places}",
            )
            return
        if tie is None and forums:
            yield draft.refuse(
                "LD-SUIT-COURT",
                f"{court}看来对{contract.title}的纠纷没有管辖权；有管辖权的是{places}",
                article="、".join(dict.fromkeys(forum.article for forum in forums)),
                where=where,
                next_step="改为其中之一；该院另有管辖依据的，填写 procedure.complaint.court_link",
            )
        elif tie is not None and not tie.article:
            yield Finding(
                "LD-SUIT-COURT-LINK",
                "warning",
                f"{court}不在约定地和当事人住所地，起诉状以“{tie.why}”为管辖依据",
                where=where,
                article=matter.article(_CPL, "contract_court"),
                next_step="准备证明该联系的材料，由律师核对",
            )
            return


def nothing_is_left_blank_unseen(draft: Draft) -> Iterator[Finding]:
    """What only a person knows is left open in the form, and named here."""
    matter = draft.matter
    said = stated(matter)
    if not by_elements(matter):
        return
    blank = [
        f"{contract.title}的{words}（{key}）"
        for contract in owed_contracts(matter)
        for key, words in (("delivery_clause", "交货约定"), ("quality_clause", "质量和检验约定"))
        if not getattr(contract, key) and not proof(matter, contract)
    ]
    if said is None or said.mediation_wish is None:
        blank.append("是否考虑先行调解（procedure.complaint.mediation_wish）")
    yield Finding(
        "LD-SUIT-BLANK",
        "note",
        "起诉状下列各项留空，提交以前由原告填写："
        + "、".join((*blank, "对调解的了解", "所有制性质")),
        where=str((said or matter.case.procedure or matter.case).origin),
        next_step="括号里有键名的，可以写进案件文件再制作",
    )


def what_the_court_will_ask(draft: Draft) -> Iterator[Finding]:
    """Warn of what slows the suit down: who cannot be found, named or held liable first."""
    matter = draft.matter
    for party in matter.case.parties:
        sued = party.role is Role.DEBTOR or party.name in {
            row.party.name for row in claimed(matter)
        }
        if sued and party.missing:
            yield Finding(
                "LD-SUIT-MISSING",
                "warning",
                f"{party.name}下落不明，不能适用简易程序，须公告送达",
                where=str(party.origin),
                article=matter.article(_CPI, "simple_excluded"),
                next_step="准备下落不明的证明，预留公告的时间和费用",
            )
        if sued and party.natural and not party.id_number:
            yield Finding(
                "LD-SUIT-IDENTITY",
                "warning",
                f"没有{party.name}的公民身份号码，起诉状的信息应足以与他人区分",
                where=str(party.origin),
                article=matter.article(_CPI, "defendant_known"),
                next_step="填写 id_number，或者准备户籍等其他身份信息",
            )
    for row in claimed(matter):
        if form_of(matter, row.guarantee) != "连带责任保证":
            yield Finding(
                "LD-SUIT-GENERAL",
                "warning",
                f"{row.party.name}承担一般保证责任，请求限于对债务人强制执行后仍不能履行的部分",
                where=str(row.guarantee.origin),
                article=matter.article("cn.guarantee_interpretation", "general_suit"),
                next_step="核对保证文件；约定连带责任保证的，写 form: 连带责任保证",
            )


def assignment_is_notified_by_service(draft: Draft) -> Iterator[Finding]:
    """A debtor who learns of the sale from the complaint may set off what that cost him."""
    matter = draft.matter
    assignment = matter.case.assignment
    if assignment is None or pending_suit(matter.case) is not None:
        return
    notified = {notice.to for notice in assignment.notices if notice.arrived_on}
    for debtor in matter.case.debtors:
        if debtor.name not in notified:
            yield Finding(
                "LD-SUIT-ASSIGNED",
                "warning",
                f"没有债权转让通知到达{debtor.name}的记录，转让自起诉状副本送达时才对其发生效力，"
                "因未通知而增加的费用可以从债权数额中扣除",
                where=str(assignment.origin),
                article=matter.article("cn.contract_interpretation", "assignment_notice"),
                next_step="有条件的，先由让与人通知并留存凭证",
            )


GUARDS = (
    the_way_is_open,
    something_is_due,
    parties_are_as_the_code_asks,
    no_arbitration_clause,
    court_can_hear_it,
    guarantors_are_bound,
    what_the_court_will_ask,
    assignment_is_notified_by_service,
    nothing_is_left_blank_unseen,
)
