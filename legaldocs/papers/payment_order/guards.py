"""May a payment order be asked for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.reconcile.amounts import to_be_performed
from legaldocs.case.vocabulary import ContractKind, Liability, Route
from legaldocs.claim.contract_words import words_of
from legaldocs.claim.objections import open_objections
from legaldocs.claim.proceedings import pending_arbitration, pending_suit
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.jurisdiction import payment_order_forum
from legaldocs.law.seats import court_is_at, seat_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft


_CPL = "cn.civil_procedure"
_CPI = "cn.cpl_interpretation"


def debt_is_due_and_certain(draft: Draft) -> Iterator[Finding]:
    """The sum must be due and fixed; where all that is due is disputed, that is the reason."""
    matter = draft.matter
    claim = matter.claim
    if claim.order_sum.total > 0 or claim.disputed:
        return
    if claim.late_charge > 0:
        yield draft.refuse(
            "LD-PO-LATE-CHARGE",
            f"价款已经付清，尚欠的{claim.late_charge_name}没有合同约定，支付令不能请求",
            article=matter.article(_CPI, "payment_order.late_charge_documents"),
            next_step="要主张逾期付款损失的，改为起诉",
        )
    else:
        yield draft.refuse(
            "LD-PO-NOT-DUE",
            "没有已到期且数额确定的款项" if claim.not_due > 0 else "没有未付款项",
            article=matter.article(_CPI, "payment_order.due_and_certain"),
            next_step="到期后再申请" if claim.not_due > 0 else "核对合同价款和付款记录",
        )


def route_is_payment_order(draft: Draft) -> Iterator[Finding]:
    """A suit, or preservation before it, and a payment order exclude each other."""
    matter = draft.matter
    procedure = matter.case.procedure
    preservation = procedure.preservation if procedure else None
    if preservation and preservation.pre_suit_applied_on:
        yield draft.refuse(
            "LD-PO-PRESERVED",
            f"已于 {preservation.pre_suit_applied_on} 申请诉前财产保全，法院不受理支付令申请",
            article=matter.article(_CPI, "payment_order.no_pre_suit_preservation"),
            where=str(preservation.origin),
            next_step="在法定期限内起诉",
        )
    suit, arbitration = pending_suit(matter.case), pending_arbitration(matter.case)
    if suit or arbitration:
        yield draft.refuse(
            "LD-PO-SUED",
            f"已经{'起诉' if suit else '申请仲裁'}，不再申请支付令",
            article=matter.article(_CPI, "payment_order.suit_elsewhere"),
            where=str((suit or arbitration or matter.case).origin),
        )
    if procedure and procedure.route in (Route.SUIT, Route.ARBITRATION):
        yield draft.refuse(
            "LD-PO-ROUTE",
            f"案件已选择{procedure.route}程序，与支付令只能选一",
            article=matter.article(_CPI, "payment_order.no_pre_suit_preservation"),
            where=str(procedure.origin),
            next_step="要改走督促程序的，把 procedure.route 改为 支付令",
        )
    if procedure and procedure.payment_order and procedure.payment_order.applied_on:
        yield draft.refuse(
            "LD-PO-APPLIED",
            f"已于 {procedure.payment_order.applied_on} 申请支付令",
            where=str(procedure.payment_order.origin),
        )


def court_is_named(draft: Draft) -> Iterator[Finding]:
    """Only the basic court of the debtor's domicile has jurisdiction; no clause changes that."""
    matter = draft.matter
    procedure = matter.case.procedure
    court = procedure.debtor_court if procedure else ""
    if not court:
        yield draft.refuse(
            "LD-PO-NO-COURT",
            "没有写明债务人住所地的基层人民法院",
            article=matter.article(_CPI, "payment_order.court"),
            where=str(procedure.origin if procedure else matter.case.origin),
            next_step="填写 procedure.debtor_court；合同约定的法院不适用于支付令",
        )
    elif any(word in court for word in ("中级", "高级", "最高", "专门", "海事", "知识产权")):
        yield draft.refuse(
            "LD-PO-COURT-LEVEL",
            f"支付令只由基层人民法院管辖，不受金额影响，写的是{court}",
            article=matter.article(_CPI, "payment_order.court"),
            where=str(procedure.origin if procedure else matter.case.origin),
            next_step="改为债务人住所地的基层人民法院",
        )


def debtor_can_be_served(draft: Draft) -> Iterator[Finding]:
    """A debtor abroad, missing, or without an address cannot be given the order."""
    matter = draft.matter
    for debtor in matter.case.debtors:
        reasons = {
            "不在我国境内": debtor.abroad,
            "下落不明": debtor.missing,
            "没有可供送达的住所": not (debtor.address or debtor.service_address),
        }
        for reason in (reason for reason, holds in reasons.items() if holds):
            key = "deliverable" if reason.startswith("没有") else "debtor_in_mainland"
            yield draft.refuse(
                "LD-PO-DEBTOR",
                f"债务人{debtor.name}{reason}，支付令无法送达",
                article=matter.article(_CPI, f"payment_order.{key}"),
                where=str(debtor.origin),
                next_step="查明住所后填写 address，或改为起诉",
            )


def every_debtor_owes_now(draft: Draft) -> Iterator[Finding]:
    """Who pays only what another cannot owes no sum that is due and certain."""
    matter = draft.matter
    if matter.case.liability is Liability.SUPPLEMENTARY:
        yield draft.refuse(
            "LD-PO-SUPPLEMENTARY",
            "部分债务人只对其他债务人不能清偿的部分承担补充责任，对其债权没有到期，数额也不确定",
            article=matter.article(_CPI, "payment_order.due_and_certain"),
            where=str(matter.case.debtors[1].origin),
            next_step="改为起诉，或另立案件只对第一顺位的债务人申请支付令",
        )


def creditor_owes_nothing(draft: Draft) -> Iterator[Finding]:
    """The creditor must say that it owes no counter-performance and there is no other dispute."""
    matter = draft.matter
    procedure = matter.case.procedure
    if procedure is None or not procedure.no_counter_duty:
        yield draft.refuse(
            "LD-PO-COUNTER-DUTY",
            "没有确认债权人无对待给付义务",
            article=matter.article(_CPI, "payment_order.no_counter_debt"),
            where=str(procedure.origin if procedure else matter.case.origin),
            next_step="确属如此的，填写 procedure.no_counter_duty: 是",
        )
    if procedure is None or not procedure.no_other_dispute:
        yield draft.refuse(
            "LD-PO-OTHER-DISPUTE",
            "没有确认债权人与债务人之间没有其他债务纠纷，而申请书须作此陈述",
            article=matter.article(_CPL, "payment_order.application"),
            where=str(procedure.origin if procedure else matter.case.origin),
            next_step="确属如此的，填写 procedure.no_other_dispute: 是；债务人提出过异议的，先核实",
        )


def undelivered_goods_are_not_asked_for(draft: Draft) -> Iterator[Finding]:
    """Who still has to deliver what he asks the price of owes a counter-performance."""
    matter = draft.matter
    for account in matter.claim.accounts:
        contract, price = account.contract, account.contract.price
        if contract.kind is ContractKind.LEASE:
            continue
        if not account.principal or price is None:
            continue
        if account.delivered >= to_be_performed(contract, matter.as_of):
            continue
        slip = words_of(contract).slip
        due = sum((part.amount for part in account.instalments if part.overdue_days), ZERO)
        if account.facts.deliveries and due > account.delivered:
            yield draft.refuse(
                "LD-PO-UNDELIVERED",
                f"{contract.title}已到期的款项合计 {figure(due)} 元，"
                f"超过已经{words_of(contract).done}的 {figure(account.delivered)} 元，"
                "债权人尚有对待给付义务",
                article=matter.article(_CPI, "payment_order.no_counter_debt"),
                where=str(contract.origin),
                next_step=f"补充{slip}；每批款项分别到期的，写 due_after: 每批交货，"
                "只请求已履行部分",
            )
        else:
            yield Finding(
                "LD-PO-PART-DELIVERED",
                "warning",
                f"{contract.title}录入的{slip}没有达到合同价款，债务人可能以此提出异议",
                where=str(contract.origin),
                article=matter.article(_CPI, "payment_order.no_counter_debt"),
                next_step=f"确认未履行部分与申请的款项无关，或补充{slip}",
            )


def no_arbitration(draft: Draft) -> Iterator[Finding]:
    """An arbitration clause takes the dispute away from the courts."""
    matter = draft.matter
    for account in matter.claim.accounts:
        contract = account.contract
        owed = account.principal or account.late_charge
        if contract.arbitration and not contract.court and owed:
            yield draft.refuse(
                "LD-PO-ARBITRATION",
                f"{contract.title}约定由{contract.arbitration}仲裁",
                article=matter.article(_CPL, "arbitration_agreed"),
                where=str(contract.origin),
                next_step="按仲裁条款申请仲裁",
            )


def disputes_invite_objection(draft: Draft) -> Iterator[Finding]:
    """What is disputed is not asked for; a dispute that goes to the root leaves nothing to ask."""
    matter = draft.matter
    whole = 0 < matter.claim.principal <= matter.claim.disputed
    for row in open_objections(matter.case):
        where, article = str(row.origin), matter.article(_CPL, "payment_order.objection")
        said = f"债务人于 {row.sent_on} 提出异议（{row.ground}），尚未解决"
        if whole:
            yield draft.refuse(
                "LD-PO-DISPUTED",
                f"{said}，涉及全部款项或者没有写明金额，申请书不能称没有纠纷",
                article=article,
                where=where,
                next_step="改为起诉；只对一部分有异议的写 objection.amount，"
                "已经解决的写 settled_on",
            )
        elif matter.claim.disputed:
            yield Finding(
                "LD-PO-DISPUTE",
                "warning",
                f"{said}；有争议的 {figure(matter.claim.disputed)} 元和逾期付款责任"
                "不列入支付令申请，债务人仍可能异议而终结程序",
                where=where,
                article=article,
                next_step="权衡后可改为起诉",
            )


def late_charge_needs_a_document(draft: Draft) -> Iterator[Finding]:
    """A late charge the documents do not provide for gets the whole application dismissed."""
    matter = draft.matter
    for account in matter.claim.accounts if matter.claim.order_sum.total else ():
        if account.late_charge and account.rule.basis != "agreed":
            yield Finding(
                "LD-PO-PRINCIPAL-ONLY",
                "note",
                f"{account.contract.title}没有约定逾期付款责任，支付令申请书只请求本金",
                where=str(account.contract.origin),
                article=matter.article(_CPI, "payment_order.late_charge_documents"),
                next_step="要主张逾期付款损失的，改为起诉",
            )


def late_term_has_its_paper(draft: Draft) -> Iterator[Finding]:
    """The court looks for the term in the documents; without the contract there is none."""
    matter = draft.matter
    for account in matter.claim.accounts:
        contract = account.contract
        if account.late_charge and account.rule.basis == "agreed" and not contract.file:
            yield draft.refuse(
                "LD-PO-NO-DOCUMENT",
                f"请求{account.rule.name}，但没有载明该约定的{contract.title}原件文件",
                article=matter.article(_CPI, "payment_order.late_charge_documents"),
                where=str(contract.origin),
                next_step="在该合同写上 file；没有书面约定的，删去 late_payment，只请求本金",
            )


def guarantors_are_not_bound(draft: Draft) -> Iterator[Finding]:
    """The order binds the debtor alone, and does not save a general guarantee."""
    matter = draft.matter
    claimed_on = matter.case.procedure.against_guarantors if matter.case.procedure else ()
    if claimed_on:
        yield draft.refuse(
            "LD-PO-AGAINST-GUARANTOR",
            f"案件要一并主张保证人{'、'.join(claimed_on)}的责任，支付令对保证人没有拘束力",
            article=matter.article(_CPI, "payment_order.guarantor"),
            where=str(matter.case.procedure.origin if matter.case.procedure else ""),
            next_step="改为起诉；只对债务人申请支付令的，删去 procedure.against_guarantors",
        )
    procedure = matter.case.procedure
    chosen = procedure is None or procedure.route is not Route.SUIT
    for row in matter.case.guarantees if chosen else ():
        yield Finding(
            "LD-PO-GUARANTOR",
            "warning",
            f"支付令对保证人{row.guarantor}没有拘束力；就保证单独起诉的，支付令失效",
            where=str(row.origin),
            article=matter.article(_CPI, "payment_order.guarantor"),
            next_step="要同时追究保证人的，改为起诉；保证期间不因申请支付令而保全",
        )


def payment_order_court_is_at_the_debtor(draft: Draft) -> Iterator[Finding]:
    """The only court for a payment order is the one where the debtor is; of several, any one."""
    matter = draft.matter
    procedure = matter.case.procedure
    places = [debtor.address for debtor in matter.case.debtors if debtor.address]
    court = procedure.debtor_court if procedure else ""
    if procedure and court and places and not any(court_is_at(court, place) for place in places):
        only = payment_order_forum(matter.book, seat_of(places[0]), matter.as_of)
        yield Finding(
            "LD-PO-COURT-PLACE",
            "warning",
            f"{court}看来不在债务人住所地（{'；'.join(places)}）；{only.why}",
            where=str(procedure.origin),
            article=only.article,
            next_step="核对债务人主要办事机构所在地的基层人民法院",
        )


GUARDS = (
    debt_is_due_and_certain,
    route_is_payment_order,
    court_is_named,
    payment_order_court_is_at_the_debtor,
    debtor_can_be_served,
    every_debtor_owes_now,
    creditor_owes_nothing,
    undelivered_goods_are_not_asked_for,
    no_arbitration,
    disputes_invite_objection,
    late_charge_needs_a_document,
    late_term_has_its_paper,
    guarantors_are_not_bound,
)
