"""May the parties talk of taking this thing for the debt at all?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.debt_in_kind import DebtInKind
    from legaldocs.papers.kind import Draft

_CON = "cn.contract_interpretation"
_APART = Decimal("0.3")
"""How far a price may lie from the appraisal before it needs a reason."""


def the_debt_is_due(draft: Draft) -> Iterator[Finding]:
    """Before the debt is due, and by a default alone, nothing becomes the creditor's."""
    row: DebtInKind = draft.subject
    matter = draft.matter
    if row.falls_to_creditor:
        yield draft.refuse(
            "LD-KIND-FORFEIT",
            f"约定逾期即以“{row.asset}”归债权人所有，该约定无效",
            article=matter.article(_CON, "debt_in_kind_early"),
            where=str(row.origin),
            next_step="改为到期后另行协商，或者约定拍卖、变卖后受偿；删去 falls_to_creditor",
        )
    elif not matter.claim.principal:
        yield draft.refuse(
            "LD-KIND-NOT-DUE",
            "没有到期未付的本金，履行期届满以前不宜约定以物抵债",
            article=matter.article(_CON, "debt_in_kind_early"),
            where=str(row.origin),
            next_step="到期以后再议；此前需要担保的，另行办理抵押登记",
        )


def the_thing_is_free(draft: Draft) -> Iterator[Finding]:
    """What another owns, or a court holds, cannot be given."""
    row: DebtInKind = draft.subject
    matter = draft.matter
    if row.seized:
        yield draft.refuse(
            "LD-KIND-SEIZED",
            f"“{row.asset}”已被查封扣押",
            article=matter.article(_CON, "debt_in_kind"),
            where=str(row.origin),
            next_step="先由采取措施的法院解除；不能解除的，换成其他财产",
        )
    names = {party.name for party in matter.case.parties} - {matter.case.creditor.name}
    if row.owner not in names:
        yield draft.refuse(
            "LD-KIND-OWNER",
            f"“{row.asset}”的所有权人{row.owner}不是本案的债务人或者保证人",
            article=matter.article(_CON, "no_title"),
            where=str(row.origin),
            next_step="核对权属；由第三人提供的，须该第三人自己签署，先由律师拟定",
        )
    for debtor in matter.case.debtors:
        if debtor.bankruptcy is not None:
            yield draft.refuse(
                "LD-KIND-BANKRUPT",
                f"{debtor.name}的破产申请已被受理，不能单独以物抵债",
                article=matter.article("cn.bankruptcy", "file_claim"),
                where=str(debtor.bankruptcy.origin),
                next_step="向管理人申报债权",
            )


def the_price_is_explained(draft: Draft) -> Iterator[Finding]:
    """A price far from the appraisal may be set aside by other creditors."""
    row: DebtInKind = draft.subject
    apart = row.appraised is not None and abs(row.value - row.appraised) > row.appraised * _APART
    if row.appraised is not None and not apart:
        return
    said = (
        "没有评估"
        if row.appraised is None
        else f"与评估价值 {figure(row.appraised)} 元相差三成以上"
    )
    yield Finding(
        "LD-KIND-PRICE",
        "warning",
        f"“{row.asset}”抵债 {figure(row.value)} 元，{said}",
        where=str(row.origin),
        article=draft.matter.article(_CON, "debt_in_kind"),
        next_step="取得评估报告，填写 appraised 和 appraised_on；作价偏离的，说明理由",
    )


GUARDS = (the_debt_is_due, the_thing_is_free, the_price_is_explained)
