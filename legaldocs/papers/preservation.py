"""What both preservation applications ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AssetKind, GuaranteeForm, PartyKind, Role
from legaldocs.claim.guaranteed import bounds_under_deed, covered, form_of, period_of, saved
from legaldocs.claim.guards.forum import courts_of
from legaldocs.claim.proceedings import pending_suit
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.seats import court_is_at
from legaldocs.papers.parties import claimed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.preservation import Asset, Preservation
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Draft

_SEIZED = frozenset({AssetKind.REAL_ESTATE, AssetKind.VEHICLE})
_HELD = frozenset({AssetKind.MOVABLE, AssetKind.OTHER})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a court is asked to do with an asset (保全措施)."""

    verb: str
    asset: Asset


def measures(matter: Matter) -> tuple[Measure, ...]:
    """Return the measure for each asset that is named definitely."""
    preservation = wanted(matter)
    assets = preservation.assets if preservation is not None else ()
    return tuple(Measure(_verb(asset.kind), asset) for asset in assets if asset.definite)


def _verb(kind: AssetKind) -> str:
    if kind in _SEIZED:
        return "查封"
    return "查封、扣押" if kind in _HELD else "冻结"


def wanted(matter: Matter) -> Preservation | None:
    """Return the preservation that the case asks for, if any."""
    return matter.case.procedure.preservation if matter.case.procedure else None


def asked(matter: Matter) -> Decimal:
    """Return the sum that is to be held, in yuan: the whole claim unless the case says less."""
    preservation = wanted(matter)
    stated = preservation.amount if preservation is not None else None
    return matter.claim.total if stated is None else stated


def place(matter: Matter) -> str:
    """Return where the case speaks of it, or would."""
    return str((wanted(matter) or matter.case.procedure or matter.case).origin)


def debt_is_due(draft: Draft) -> Iterator[Finding]:
    """What is held is held for a debt that is owed."""
    claim = draft.matter.claim
    if claim.principal + claim.late_charge <= 0:
        yield draft.refuse(
            "LD-PRES-NOT-DUE",
            "没有已到期未付的款项",
            article=draft.matter.article("cn.civil_procedure", "preservation.scope"),
        )


def _has_its_turn(draft: Draft) -> bool:
    """Return whether this is the application that the case is at: before a suit, or in it."""
    return draft.paper.needs_surprise is (pending_suit(draft.matter.case) is None)


def sum_is_within_the_claim(draft: Draft) -> Iterator[Finding]:
    """A preservation goes no further than the claim (CPL 105)."""
    matter, total = draft.matter, draft.matter.claim.total
    article = matter.article("cn.civil_procedure", "preservation.scope")
    if asked(matter) > total:
        yield draft.refuse(
            "LD-PRES-TOO-MUCH",
            f"请求保全 {figure(asked(matter))} 元，超过债权金额 {figure(total)} 元",
            article=article,
            where=place(matter),
            next_step="改小 procedure.preservation.amount，或删去它，按债权金额申请",
        )
    if not _has_its_turn(draft):
        return
    value = sum((measure.asset.value or ZERO for measure in measures(matter)), ZERO)
    if value > asked(matter) > 0:
        yield Finding(
            "LD-PRES-VALUE",
            "warning",
            f"{draft.title}所列明确财产的估值合计 {figure(value)} 元，"
            f"超过请求保全的 {figure(asked(matter))} 元，法院只保全其中相应的部分",
            where=place(matter),
            article=article,
            next_step="按变现的难易选择财产，足够的就不列其余；不可分割的财产，说明理由",
        )


def applicant_can_be_served(draft: Draft) -> Iterator[Finding]:
    """The application states where the applicant is to be served (PRES 1)."""
    creditor = draft.matter.case.creditor
    served = creditor.service_address or creditor.address
    if wanted(draft.matter) and _has_its_turn(draft) and not served:
        yield Finding(
            "LD-PRES-SERVICE",
            "warning",
            f"没有申请人{creditor.name}的送达地址，{draft.title}缺少必备的内容",
            where=str(creditor.origin),
            article=draft.matter.article("cn.preservation_rules", "application"),
            next_step="填写债权人的 service_address",
        )


def court_has_a_tie(draft: Draft) -> Iterator[Finding]:
    """Before a suit: the court of the asset, of the respondent, or one that can hear the claim."""
    matter = draft.matter
    preservation = wanted(matter)
    if preservation is None or not preservation.court:
        return
    court = preservation.court
    respondents = (*matter.case.debtors, *(row.party for row in claimed(matter)))
    places = [party.address for party in respondents]
    places += [asset.location for asset in preservation.assets]
    competent = {
        seat.place for contract in matter.case.contracts for seat in courts_of(matter, contract)
    }
    near = any(court_is_at(court, where) for where in (*places, *competent) if where)
    if not near and any((*places, *competent)):
        yield Finding(
            "LD-PRES-COURT-PLACE",
            "warning",
            f"{court}看来不在被保全财产所在地、被申请人住所地，也不是对案件有管辖权的法院",
            where=str(preservation.origin),
            article=matter.article("cn.civil_procedure", "preservation.pre_suit"),
            next_step="改为三者之一；财产在该地的，填写 assets 的 location",
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
                f"{row.party.name}的保证期间已于 {period.deadline.raw_end} 届满，不能再对其主张",
                article=matter.article("cn.civil_code", "guarantee_saving_act"),
                where=str(row.guarantee.origin),
                next_step="期间内已主张过的，录入该函件（counterparty 写保证人）；没有的，"
                "从 procedure.against_guarantors 删去",
            )
        if not covered(matter, row.guarantee):
            least, most = bounds_under_deed(matter, row.guarantee)
            yield draft.refuse(
                "LD-PRES-GUARANTOR-DEED",
                f"还款协议一并处理了{row.party.name}所保证的合同和其他合同，看不出其应承担的金额："
                f"所保证合同的本金至少为 {figure(least)} 元，至多为 {figure(most)} 元",
                article=matter.article("cn.civil_code", "guarantee_scope"),
                where=str(row.guarantee.origin),
                next_step="由律师核对各次付款清偿的是哪一份合同；不主张的，"
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


GUARDS = (
    debt_is_due,
    guarantors_may_be_claimed_on,
    assets_are_respondents,
    sum_is_within_the_claim,
    applicant_can_be_served,
)
