"""What both preservation applications ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import AssetKind
from legaldocs.claim.guards.forum import courts_of
from legaldocs.claim.proceedings import pending_suit
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.law.seats import court_is_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.model import Asset, Preservation
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
    """Tell whether this is the application that the case is at: before a suit, or in it."""
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
    places = [matter.case.debtor.address, *(asset.location for asset in preservation.assets)]
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


GUARDS = (debt_is_due, sum_is_within_the_claim, applicant_can_be_served)
