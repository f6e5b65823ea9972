"""May the repayment agreement be drawn up as planned?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.claim.guaranteed import guarantor_of, period_of
from legaldocs.claim.guards.forum import check_agreed
from legaldocs.claim.objections import open_objections
from legaldocs.claim.proceedings import pending_arbitration, pending_suit
from legaldocs.core.errors import InputError
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.penalty import compare_penalty
from legaldocs.law.rate_terms import parse_rate
from legaldocs.papers.contracts import later
from legaldocs.papers.repayment_agreement.names import bound_guarantees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft


def no_forfeiture(draft: Draft) -> Iterator[Finding]:
    """A thing that falls to the creditor on default is forfeiture, and void."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is not None and settlement.forfeits:
        yield Finding(
            "LD-SET-FORFEIT",
            "error",
            f"约定逾期即以“{settlement.forfeits}”归债权人所有，该约定无效",
            where=str(settlement.origin),
            article=matter.article("cn.contract_interpretation", "debt_in_kind_early"),
            next_step="改为拍卖、变卖或折价后受偿，或到期后另行协商以物抵债",
            blocks=(draft.id,),
        )


def not_signed_yet(draft: Draft) -> Iterator[Finding]:
    """What was signed is not drawn up again."""
    settlement = draft.matter.case.settlement
    if settlement is not None and settlement.signed_on is not None:
        yield draft.refuse(
            "LD-SET-SIGNED",
            f"{draft.paper.title}已于 {settlement.signed_on} 签订，债权金额按该协议计算",
            where=str(settlement.origin),
            next_step="要拟新的协议的，把已签的移到 earlier_settlements，settlement 写新的安排",
        )


def terms_are_given(draft: Draft) -> Iterator[Finding]:
    """An agreement needs terms."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is None or not settlement.instalments:
        yield draft.refuse(
            "LD-SET-NO-TERMS",
            "没有拟定的还款期次",
            where=str((settlement or matter.case).origin),
            next_step="填写 settlement.instalments",
        )


def parts_make_the_debt(draft: Draft) -> Iterator[Finding]:
    """The parts must add up to what the agreement confirms."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is None or not settlement.instalments or settlement.signed_on is not None:
        return
    if any(part.due_on <= matter.as_of for part in settlement.instalments):
        return
    parts = sum((instalment.amount for instalment in settlement.instalments), ZERO)
    confirmed = matter.claim.principal + later(matter.claim).total
    allowed = {total - settlement.given_up for total in (matter.claim.principal, confirmed)}
    if settlement.late_charge is LateChargeOutcome.FIXED:
        allowed = {total + matter.claim.late_charge for total in allowed}
    if parts not in allowed:
        sums = "或".join(figure(total) for total in sorted(allowed))
        yield Finding(
            "LD-SET-SUM",
            "error",
            f"各期还款合计 {figure(parts)} 元，与应还金额（{sums} 元）不一致",
            where=str(settlement.origin),
            next_step="调整各期金额；逾期付款责任一并分期的，late_charge 写“确定”",
            blocks=(draft.id,),
        )


def days_run_on(draft: Draft) -> Iterator[Finding]:
    """Parts fall due after the agreement and in order; past days refuse this draft alone."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is None or settlement.signed_on is not None:
        return
    last = matter.as_of
    for part in settlement.instalments:
        if part.due_on <= last:
            yield draft.refuse(
                "LD-SET-DAYS",
                f"还款日 {part.due_on} 不晚于前一日期 {last}",
                where=str(part.origin),
                next_step="各期按日期先后排列，并晚于协议日；已经签订的，填写 settlement.signed_on",
            )
        last = max(last, part.due_on)


def one_way_to_settle_disputes(draft: Draft) -> Iterator[Finding]:
    """Court and arbitration cannot both be agreed."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement and settlement.court and settlement.arbitration:
        yield Finding(
            "LD-SET-FORUM",
            "error",
            f"{draft.paper.title}同时约定了法院和仲裁，仲裁约定无效",
            where=str(settlement.origin),
            article=matter.article("cn.jurisdiction_reply", "arbitrate_or_sue"),
            next_step="只保留一种争议解决方式",
            blocks=(draft.id,),
        )


def company_guarantors_resolved(draft: Draft) -> Iterator[Finding]:
    """A company's promise to answer for another needs its resolution."""
    matter = draft.matter
    for guarantee in bound_guarantees(matter):
        party = guarantor_of(matter, guarantee)
        if party.uscc and not guarantee.resolution:
            yield Finding(
                "LD-SET-RESOLUTION",
                "error" if matter.case.settlement else "warning",
                f"保证人{guarantee.guarantor}是公司，没有其决议文件",
                where=str(guarantee.origin),
                article=matter.article("cn.company_law", "guarantee_resolution"),
                next_step="取得董事会或股东会决议，写在 resolution",
                blocks=(draft.id,),
            )


def guarantees_last_as_long_as_the_plan(draft: Draft) -> Iterator[Finding]:
    """A guarantor whose period ends before the plan does is free when the last parts fall due."""
    matter = draft.matter
    bound = bound_guarantees(matter)
    for row in matter.case.guarantees if matter.case.settlement else ():
        period = period_of(matter, row)
        if row not in bound and period is not None:
            yield Finding(
                "LD-SET-SURETY-SHORT",
                "warning",
                f"{row.guarantor}的保证期间至 {period.deadline.raw_end} 届满，早于最后一期还款日，"
                f"{draft.paper.title}没有把该保证人写成继续承担保证责任",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "guarantee_change"),
                next_step="请保证人就新的还款安排另行书面保证，写成新的一行 guarantees；"
                f"同时最迟 {period.deadline.raw_end} 依法保全原保证：{period.saving_act}",
            )


def default_rate_is_sound(draft: Draft) -> Iterator[Finding]:
    """The new penalty must be readable, and is measured like any other."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is None or not settlement.default_rate or settlement.signed_on is not None:
        return
    try:
        rate = parse_rate(settlement.default_rate)
    except InputError as error:
        yield Finding(
            "LD-SET-RATE",
            "error",
            f"default_rate（再次逾期的违约金标准）：{error.what}，"
            f"应为{error.expected}，写的是“{error.found}”",
            where=str(settlement.origin),
            next_step=error.next_step,
            blocks=(draft.id,),
        )
        return
    view = compare_penalty(matter.book, rate, matter.as_of, matter.as_of)
    if not view.firm:
        yield Finding(
            "LD-SET-RATE-HIGH",
            "warning",
            f"{draft.paper.title}拟约定的违约金：{view.says}",
            where=str(settlement.origin),
            article="、".join(view.articles),
            next_step="降低 default_rate，或准备说明损失的材料",
        )


def late_charge_is_meant(draft: Draft) -> Iterator[Finding]:
    """Fixing the late charge ends the contract's; a waiver should be meant."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is None or settlement.signed_on is not None:
        return
    if settlement.late_charge is LateChargeOutcome.FIXED:
        yield Finding(
            "LD-SET-FIXED",
            "warning",
            f"{draft.paper.title}确定了{matter.claim.late_charge_name}，"
            "此后不能再按原合同主张这一段的逾期付款责任，"
            "也不能对它计收违约金",
            where=str(settlement.origin),
            article=matter.article("cn.sale_interpretation", "late_payment.statement"),
            next_step="确有此意的，可忽略本提示；只分期偿还本金的，late_charge 写“保留”",
        )
    if settlement.late_charge is LateChargeOutcome.WAIVED_IF_PAID:
        yield Finding(
            "LD-SET-WAIVER",
            "warning",
            f"{draft.paper.title}附条件免除{matter.claim.late_charge_name}：按期付清的，不能再主张",
            where=str(settlement.origin),
            next_step="确认已获批准；不愿免除的，late_charge 写“保留”",
        )


def debtor_has_an_address(draft: Draft) -> Iterator[Finding]:
    """The clause on service is worth what its address is worth."""
    matter = draft.matter
    for debtor in matter.case.debtors if matter.case.settlement else ():
        if not (debtor.service_address or debtor.address):
            yield Finding(
                "LD-SET-SERVICE",
                "warning",
                f"没有债务人的送达地址，{draft.paper.title}的送达条款只能写登记住所",
                where=str(debtor.origin),
                article=matter.article("cn.service_opinions", "agreed_address"),
                next_step="填写债务人的 service_address",
            )


def settlement_court_is_connected(draft: Draft) -> Iterator[Finding]:
    """The agreement must not name a court that could not hear it."""
    matter = draft.matter
    settlement = matter.case.settlement
    if settlement is None or not settlement.court:
        return
    proven = bool(settlement.court_link)
    check = check_agreed(matter, settlement.court, "", connection_proven=proven)
    if not check.court_valid:
        yield Finding(
            "LD-SET-COURT",
            "error",
            f"{draft.paper.title}拟约定的{settlement.court}看来不在任何一方当事人的住所地，也没有写明联系",
            where=str(settlement.origin),
            article="、".join(check.articles),
            next_step="改为有实际联系的法院，补上当事人的 address，或填写 court_link",
            blocks=(draft.id,),
        )


def objections_are_reserved(draft: Draft) -> Iterator[Finding]:
    """The debt is confirmed with an objection to a part of it left open."""
    for row in open_objections(draft.matter.case) if draft.matter.case.settlement else ():
        yield Finding(
            "LD-SET-OBJECTION",
            "warning",
            f"债务人于 {row.sent_on} 提出的异议（{row.ground}）尚未解决，"
            f"{draft.paper.title}只写明保留，"
            "所涉金额仍在确认的债务之内",
            where=str(row.origin),
            next_step="最好在签订前解决异议：解决的写 objection.settled_on，减让的写在 credits",
        )


def no_suit_is_left_running(draft: Draft) -> Iterator[Finding]:
    """A plan that is silent on a pending suit leaves it running."""
    case = draft.matter.case
    suit, arbitration = pending_suit(case), pending_arbitration(case)
    found = suit or arbitration
    if found is not None and case.settlement is not None and case.settlement.signed_on is None:
        yield draft.refuse(
            "LD-SET-PENDING",
            "诉讼或者仲裁正在进行，还款协议没有写怎样结案",
            article=draft.matter.article("cn.cpl_interpretation", "settlement_no_judgment"),
            where=str(found.origin),
            next_step="在 settlement 写 compromise（和解条件），制作和解协议",
        )


GUARDS = (
    not_signed_yet,
    objections_are_reserved,
    no_forfeiture,
    terms_are_given,
    parts_make_the_debt,
    days_run_on,
    one_way_to_settle_disputes,
    company_guarantors_resolved,
    guarantees_last_as_long_as_the_plan,
    default_rate_is_sound,
    late_charge_is_meant,
    debtor_has_an_address,
    settlement_court_is_connected,
)
