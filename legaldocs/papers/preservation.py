"""What both preservation applications ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import GuaranteeForm, PartyKind, Role
from legaldocs.claim.guaranteed import form_of, period_of, saved
from legaldocs.core.findings import Finding
from legaldocs.papers.parties import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Preservation
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Draft


def wanted(matter: Matter) -> Preservation | None:
    """Return the preservation that the case asks for, if any."""
    return matter.case.procedure.preservation if matter.case.procedure else None


def place(matter: Matter) -> str:
    """Return where the case speaks of it, or would."""
    return str((wanted(matter) or matter.case.procedure or matter.case).origin)


def debt_is_due(draft: Draft) -> Iterator[Finding]:
    """What is held is held for a debt that is owed."""
    if draft.matter.claim.principal <= 0:
        yield draft.refuse(
            "LD-PRES-NOT-DUE",
            "没有已到期未付的款项",
            article=draft.matter.article("cn.civil_procedure", "preservation.scope"),
        )


def guarantors_may_be_claimed_on(draft: Draft) -> Iterator[Finding]:
    """A guarantor who is free, or may not be one, is no respondent."""
    matter = draft.matter
    for row in claimed(matter):
        period = period_of(matter, row.guarantee)
        late = period is not None and period.deadline.raw_end < matter.as_of
        if late and period is not None and not saved(matter, row.guarantee, period).done:
            yield draft.refuse(
                "LD-PRES-GUARANTOR-LATE",
                f"{row.party.name}的保证期间已于 {period.deadline.raw_end} 届满，不能列为被申请人",
                article=matter.article("cn.civil_code", "guarantee_saving_act"),
                where=str(row.guarantee.origin),
                next_step="期间内已主张过的，录入该函件（counterparty 写保证人）；没有的，"
                "从 procedure.against_guarantors 删去",
            )
        if row.party.kind is PartyKind.INSTITUTION:
            yield draft.refuse(
                "LD-PRES-GUARANTOR-BARRED",
                f"{row.party.name}是机关事业单位，依法可能不得为保证人",
                article=matter.article("cn.civil_code", "guarantor_barred"),
                where=str(row.guarantee.origin),
                next_step="由律师判断保证的效力和责任后处理",
            )
        if form_of(matter, row.guarantee) is not GuaranteeForm.JOINT:
            yield Finding(
                "LD-PRES-GUARANTOR-GENERAL",
                "warning",
                f"{row.party.name}承担的是一般保证责任，在债务人的财产依法执行之前可以拒绝承担",
                where=str(row.guarantee.origin),
                article=matter.article("cn.guarantee_interpretation", "general_suit"),
                next_step="先就债务人的财产申请保全；由律师判断能否同时保全保证人的财产",
            )


def assets_are_respondents(draft: Draft) -> Iterator[Finding]:
    """What belongs to a guarantor can be held only where the guarantor is a respondent."""
    matter = draft.matter
    named = {row.party.name for row in claimed(matter)}
    preservation = wanted(matter)
    others = [
        party.name
        for party in matter.case.parties
        if party.role is Role.GUARANTOR and party.name not in named
    ]
    for asset in preservation.assets if preservation else ():
        owner = next((name for name in others if name in asset.description), "")
        if owner:
            yield draft.refuse(
                "LD-PRES-OWNER",
                f"财产线索“{asset.description}”提到保证人{owner}，{owner}没有列为被申请人",
                article=matter.article("cn.civil_procedure", "preservation.scope"),
                where=str(asset.origin),
                next_step=f"一并主张保证责任的，在 procedure 写 against_guarantors: [{owner}]；"
                "不主张的，删去该财产",
            )
