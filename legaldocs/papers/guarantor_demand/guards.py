"""May this guarantor be asked to perform?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import GuaranteeForm, PartyKind
from legaldocs.claim.guaranteed import (
    bounds_under_deed,
    contract_accounts,
    covered,
    form_of,
    guarantor_of,
    period_of,
    saved,
)
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.papers.letters import demand_has_a_due_debt, letter_asks_for_the_price

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_CODE = "cn.civil_code"
_NEAR = 15
"""Days before the end of the period from which a courier alone may arrive too late."""


def form_is_joint(draft: Draft) -> Iterator[Finding]:
    """A letter saves a joint guarantee alone; a general one needs a suit against the debtor."""
    row, matter = draft.subject, draft.matter
    if form_of(matter, row) is not GuaranteeForm.JOINT:
        said = "一般保证" if row.form else "没有写明保证方式，不能认定为连带责任保证"
        yield draft.refuse(
            "LD-GUA-LETTER-FORM",
            f"{said}，发函不产生在保证期间内主张权利的效果",
            article=matter.article(_CODE, "guarantee_saving_act"),
            where=str(row.origin),
            next_step="在保证期间内对债务人起诉或者申请仲裁；保证文件写明连带责任的，补上 form",
        )


def period_is_running(draft: Draft) -> Iterator[Finding]:
    """After the period a request saves nothing, and even a signature revives nothing."""
    row, matter = draft.subject, draft.matter
    period = period_of(matter, row)
    if period is None:
        return
    end = period.deadline.raw_end
    left = (end - matter.as_of).days
    record = saved(matter, row, period)
    if record.whole:
        return
    if left < 0 and record.done:
        yield draft.refuse(
            "LD-GUA-LETTER-PART",
            f"保证期间已于 {end} 届满，期间内的主张（{record.done}）只及于当时已到期的款项，"
            "其余款项是否仍可请求保证人承担，看不出",
            article=matter.article(_CODE, "guarantee_saving_act_joint"),
            where=str(row.origin),
            next_step="该次请求写明包括未到期款项的，在该行写 covers_not_due: 是；"
            "没有的，由律师就当时已到期的部分另行拟函",
        )
    elif left < 0:
        yield draft.refuse(
            "LD-GUA-LETTER-LATE",
            f"保证期间已于 {end} 届满，逾期主张的，保证人不再承担保证责任",
            article=matter.article(_CODE, "guarantee_saving_act_joint"),
            where=str(row.origin),
            next_step="核对期间内是否已向保证人主张过并留有证据；没有的，另行取得新的保证",
        )
    elif left < _NEAR:
        yield Finding(
            "LD-GUA-LETTER-NEAR",
            "warning",
            f"{row.guarantor}的保证期间还有 {left} 天（至 {end}），请求须在期间内到达保证人",
            where=str(row.origin),
            article=matter.article(_CODE, "notice_arrival"),
            next_step="除快递外，当面递交保证人并由其签收",
        )


def guarantor_may_guarantee(draft: Draft) -> Iterator[Finding]:
    """State organs are no guarantors, but for loans the State Council approved."""
    row, matter = draft.subject, draft.matter
    party = guarantor_of(matter, row)
    if party.kind is PartyKind.INSTITUTION:
        yield draft.refuse(
            "LD-GUA-LETTER-BARRED",
            f"{row.guarantor}是机关事业单位，依法可能不得为保证人",
            article=matter.article(_CODE, "guarantor_barred"),
            where=str(row.origin),
            next_step="由律师判断保证的效力和责任后处理",
        )


def debt_is_the_guaranteed_one(draft: Draft) -> Iterator[Finding]:
    """A guarantor answers for the contract that was guaranteed, and for no other."""
    row, matter = draft.subject, draft.matter
    deed = matter.claim.deed
    late = [
        account.contract
        for account in contract_accounts(matter)
        if account.principal > 0 or (deed and account.not_due > 0)
    ]
    if not row.covers and len(late) > 1:
        titles = "、".join(contract.title for contract in late)
        yield draft.refuse(
            "LD-GUA-LETTER-CONTRACT",
            f"有几份合同逾期（{titles}），看不出保证的是哪一份，不能把全部欠款列入请求",
            article=matter.article(_CODE, "guarantee_scope"),
            where=str(row.origin),
            next_step="在该保证写上 covers（所保证合同的编号）；保证全部合同的，逐一列出编号",
        )
    elif deed and late and not covered(matter, row):
        least, most = bounds_under_deed(matter, row)
        yield draft.refuse(
            "LD-GUA-LETTER-DEED",
            "还款协议一并处理了所保证的合同和其他合同，看不出未付的款项里保证的是哪一部分："
            f"所保证合同的本金至少为 {figure(least)} 元，至多为 {figure(most)} 元",
            article=matter.article(_CODE, "guarantee_scope"),
            where=str(row.origin),
            next_step="由律师核对签订以后的各次付款清偿的是哪一份合同（没有指定的，"
            "先抵充缺乏担保的债务），以及保证人是否书面同意还款协议，另行拟函；"
            "保证期间不因协议延长，函件须在期间内到达",
        )
    elif late and not any(account.principal > 0 for account in covered(matter, row)):
        yield draft.refuse(
            "LD-GUA-LETTER-NOT-DUE",
            "所保证的合同没有已到期未付的款项",
            article=matter.article(_CODE, "guarantee_joint"),
            where=str(row.origin),
        )


def guarantor_can_be_reached(draft: Draft) -> Iterator[Finding]:
    """The request takes effect when it arrives."""
    row, matter = draft.subject, draft.matter
    party = guarantor_of(matter, row)
    if not (party.address or party.service_address):
        yield Finding(
            "LD-GUA-LETTER-ADDRESS",
            "warning",
            f"保证人{row.guarantor}没有住所或者送达地址，函件难以证明送达",
            where=str(party.origin),
            article=matter.article(_CODE, "notice_arrival"),
            next_step="补上保证人的 address 或 service_address",
        )


GUARDS = (
    demand_has_a_due_debt,
    letter_asks_for_the_price,
    form_is_joint,
    period_is_running,
    guarantor_may_guarantee,
    debt_is_the_guaranteed_one,
    guarantor_can_be_reached,
)
