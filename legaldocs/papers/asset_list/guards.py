"""Were the leads got lawfully, and can a court act on them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.preservation import LeadSource
from legaldocs.core.findings import Finding
from legaldocs.law.deadline import corresponding_day
from legaldocs.papers.asset_list.names import leads_of, respondents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.preservation import Asset
    from legaldocs.papers.kind import Draft

_UNLAWFUL = frozenset({LeadSource.BOUGHT, LeadSource.FOLLOWED, LeadSource.UNLAWFUL})
_STALE_MONTHS = 6
"""Practice, not law: accounts are emptied and cars sold; an older lead is looked at again."""

_RULES = "cn.preservation_rules"


def every_lead_has_a_source(draft: Draft) -> Iterator[Finding]:
    """A court can weigh a lead only if it is told where it is from."""
    for asset in leads_of(draft.matter):
        missing = [key for key in ("source", "source_kind") if not getattr(asset, key)]
        if missing:
            yield draft.refuse(
                "LD-ASSET-SOURCE",
                f"财产线索“{asset.description}”没有写来源",
                article=draft.matter.article(_RULES, "asset_information"),
                where=str(asset.origin),
                next_step=f"填写 {'、'.join(missing)}；来源说不清的，删去该线索",
            )


def no_lead_was_got_unlawfully(draft: Draft) -> Iterator[Finding]:
    """What was bought, or got by following somebody, is not handed to a court (民诉法解释106)."""
    for asset in leads_of(draft.matter):
        if asset.source_kind in _UNLAWFUL:
            yield draft.refuse(
                "LD-ASSET-UNLAWFUL",
                f"财产线索“{asset.description}”的取得方式是{asset.source_kind}",
                article=draft.matter.article("cn.cpl_interpretation", "unlawful_evidence"),
                where=str(asset.origin),
                next_step="删去该线索；需要核实的，申请人民法院调查或者查询",
            )


def leads_can_be_acted_on(draft: Draft) -> Iterator[Finding]:
    """A definite lead with a value can be held at once."""
    for asset in leads_of(draft.matter):
        wants = {
            "账号、权证号、车牌号等明确信息（写全后注明 definite: 是）": asset.definite,
            "估值（value）": asset.value,
            "取得日期（obtained_on）": asset.obtained_on,
        }
        missing = [what for what, known in wants.items() if not known]
        if missing:
            yield _warning(
                draft,
                asset,
                "LD-ASSET-THIN",
                f"没有{'、'.join(missing)}",
                "能查明的补上；不能查明的，法院可能要求补充",
            )


def leads_are_recent(draft: Draft) -> Iterator[Finding]:
    """A lead grows old."""
    for asset in leads_of(draft.matter):
        known_on = asset.obtained_on
        if known_on and corresponding_day(known_on, months=_STALE_MONTHS) < draft.matter.as_of:
            yield _warning(
                draft,
                asset,
                "LD-ASSET-OLD",
                f"取得于 {known_on}，已超过 {_STALE_MONTHS} 个月",
                "重新核实后更新 obtained_on",
            )


def leads_are_the_respondents(draft: Draft) -> Iterator[Finding]:
    """What belongs to a third party is not held for the debtor's debt."""
    names = {party.name for party in respondents(draft.matter)}
    for asset in leads_of(draft.matter):
        if asset.holder and asset.holder not in names:
            yield _warning(
                draft,
                asset,
                "LD-ASSET-HOLDER",
                f"的权利人是{asset.holder}，不是{'、'.join(sorted(names))}",
                "核对登记；属于案外人的删去，是债务人对他人的债权的，权利人写债务人",
            )


def personal_data_stay_with_the_court(draft: Draft) -> Iterator[Finding]:
    """Leads on a natural person are personal information (个人信息保护法6)."""
    matter = draft.matter
    people = [party.name for party in respondents(matter) if party.natural]
    if people:
        yield Finding(
            "LD-ASSET-PERSON",
            "warning",
            f"{draft.title}可能含有自然人（{'、'.join(people)}）的个人信息",
            where=str(leads_of(matter)[0].origin),
            article=matter.article("cn.personal_information", "minimum"),
            next_step="只写执行保全所需的信息；清单只交人民法院，不发给对方和其他人",
        )


def _warning(draft: Draft, asset: Asset, code: str, message: str, step: str) -> Finding:
    return Finding(
        code,
        "warning",
        f"财产线索“{asset.description}”{message}",
        where=str(asset.origin),
        article=draft.matter.article(_RULES, "asset_information"),
        next_step=step,
    )


GUARDS = (
    every_lead_has_a_source,
    no_lead_was_got_unlawfully,
    leads_can_be_acted_on,
    leads_are_recent,
    leads_are_the_respondents,
    personal_data_stay_with_the_court,
)
