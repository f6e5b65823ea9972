"""Can the debtor confirm this balance without loss to the creditor?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.balance import balance, disagreements
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_NEAR = 90
"""Days before the end of limitation from which a statement that may stay unsigned is not enough."""


def no_settlement_governs(draft: Draft) -> Iterator[Finding]:
    """Under a signed settlement its instalments are owed, and not what deliveries left unpaid."""
    deed = draft.matter.case.deed
    if deed is not None:
        yield draft.refuse(
            "LD-BAL-DEED",
            f"{deed.signed_on} 签订的还款协议已经确定债务，按送货和付款核对会与协议不一致",
            article=draft.matter.article("cn.sale_interpretation", "late_payment.statement"),
            where=str(deed.origin),
            next_step="请债务人确认协议的未付期次，由律师另行拟函",
        )


def period_has_begun(draft: Draft) -> Iterator[Finding]:
    """A period ends on the day of the letter."""
    row, matter = draft.matter.case.reconciliation, draft.matter
    if row is not None and row.from_on is not None and row.from_on > matter.as_of:
        yield draft.refuse(
            "LD-BAL-PERIOD",
            f"对账起始日 {row.from_on} 晚于对账截止日 {matter.as_of}",
            where=str(row.origin.of("from_on")),
            next_step="改正 from_on，或改用更晚的 --as-of",
        )


def books_agree_with_the_ledger(draft: Draft) -> Iterator[Finding]:
    """A balance that the ledger does not show would be held against the creditor."""
    claim = draft.matter.claim
    if claim.deed is not None:
        return
    article = draft.matter.article("cn.civil_code", "price_amount")
    for found in disagreements(claim):
        yield draft.refuse(
            "LD-BAL-LEDGER",
            f"{found.contract.title}按送货（没有送货的按到期款项）和收付款计算，"
            f"未付 {figure(found.moved)} 元，账目的未付价款为 {figure(found.ledger)} 元",
            article=article,
            where=str(found.contract.origin),
            next_step="核对是否有先到期而未送货的款项、先抵充费用或者违约金的付款、多付的款项；"
            "不能一致的，由财务另行编制对账单",
        )
    if not disagreements(claim) and balance(claim, None).closing <= 0:
        yield draft.refuse(
            "LD-BAL-NOTHING", "没有未付的价款，不需要债务人确认余额", article=article
        )


def credits_are_documented(draft: Draft) -> Iterator[Finding]:
    """What nobody agreed to is not deducted in a statement that the creditor signs."""
    matter = draft.matter
    for credit in matter.case.credits:
        if not credit.file:
            yield draft.refuse(
                "LD-BAL-CREDIT",
                f"{credit.agreed_on} 的退货、折让或者抵销 {figure(credit.amount)} 元没有凭证，"
                "不能确认双方已经谈妥",
                article=matter.article("cn.evidence_rules", "catalogue"),
                where=str(credit.origin),
                next_step="补上双方确认的凭证，写在该行的 file",
            )


def somebody_may_confirm(draft: Draft) -> Iterator[Finding]:
    """A signature binds the debtor only where its writer may act for it."""
    row = draft.matter.case.reconciliation
    if row is not None and not (row.confirmed_by and row.authority):
        yield Finding(
            "LD-BAL-AUTHORITY",
            "warning",
            "没有写债务人的对账经办人及其授权，确认后债务人可能否认",
            where=str(row.origin),
            article=draft.matter.article("cn.civil_code", "agency_authority"),
            next_step="在 reconciliation 写 confirmed_by 和 authority；"
            "没有授权文件的，要求加盖公章或者合同专用章",
        )


def limitation_is_not_left_to_an_answer(draft: Draft) -> Iterator[Finding]:
    """Only a signed statement restarts limitation; a demand does so by arriving."""
    matter = draft.matter
    for watched in matter.limitations:
        left = watched.limitation.days_left(matter.as_of)
        if left is not None and 0 <= left < _NEAR:
            yield Finding(
                "LD-BAL-LIMITATION",
                "warning",
                f"{watched.contract.title}的诉讼时效还有 {left} 天，对账函没有签回的不中断时效",
                where=str(watched.contract.origin),
                article=matter.article("cn.civil_code", "interruption"),
                next_step="同时发出催告函并留存送达凭证",
            )


GUARDS = (
    no_settlement_governs,
    period_has_begun,
    books_agree_with_the_ledger,
    credits_are_documented,
    somebody_may_confirm,
    limitation_is_not_left_to_an_answer,
)
