"""Is the agreement complete, and does who must sign it sign it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.money import figure
from legaldocs.papers.debt_in_kind_checklist import guards as checklist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.debt_in_kind import DebtInKind
    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft

_CON = "cn.contract_interpretation"
_NEEDED = {
    "identifier": "权属证号或者识别号",
    "deliver_by": "交付和登记的期限",
    "taxes_by": "税费由谁负担",
}


def the_terms_are_complete(draft: Draft) -> Iterator[Finding]:
    """Without what is given, by when and at whose cost nothing can be performed."""
    row: DebtInKind = draft.subject
    lacking = {key: name for key, name in _NEEDED.items() if not getattr(row, key)}
    if lacking:
        yield draft.refuse(
            "LD-KIND-TERMS",
            f"没有写明“{row.asset}”的{'、'.join(lacking.values())}",
            article=draft.matter.article(_CON, "debt_in_kind"),
            where=str(row.origin),
            next_step=f"议定以后填写 {'、'.join(lacking)}",
        )
    if row.deliver_by is not None and row.deliver_by <= draft.matter.as_of:
        yield draft.refuse(
            "LD-KIND-DAY",
            f"交付和登记的期限 {row.deliver_by} 不晚于协议的日期 {draft.matter.as_of}",
            where=str(row.origin.of("deliver_by")),
            next_step="重新议定期限，改正 deliver_by",
        )


def the_value_is_within_the_debt(draft: Draft) -> Iterator[Finding]:
    """What a thing is worth beyond the debt would have to be paid back."""
    row: DebtInKind = draft.subject
    total = draft.matter.claim.total
    if row.value > total:
        yield draft.refuse(
            "LD-KIND-EXCESS",
            f"抵债金额 {figure(row.value)} 元超过债务合计 {figure(total)} 元",
            where=str(row.origin.of("value")),
            next_step="差额怎样返还由双方议定，协议由律师拟定；或者改正 value",
        )


def every_owner_signs(draft: Draft) -> Iterator[Finding]:
    """Who owns a part of the thing has to sign as well."""
    row: DebtInKind = draft.subject
    parties = {party.name for party in draft.matter.case.parties}
    if absent := [name for name in row.co_owners if name not in parties]:
        yield draft.refuse(
            "LD-KIND-CO-OWNER",
            f"共有人{'、'.join(absent)}不是本案当事人，没有签署的位置",
            where=str(row.origin.of("co_owners")),
            next_step="由共有人一并签署，协议由律师拟定",
        )


GUARDS = (
    *checklist.GUARDS,
    the_terms_are_complete,
    the_value_is_within_the_debt,
    every_owner_signs,
)
