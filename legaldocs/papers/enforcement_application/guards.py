"""May this instrument be enforced, and is all there that the court asks for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import GuaranteeForm, InstrumentKind
from legaldocs.claim.guaranteed import form_of
from legaldocs.core.findings import Finding
from legaldocs.papers.instrument import judgment_of
from legaldocs.papers.instrument_guards import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter
    from legaldocs.papers.kind import Draft

_CPL = "cn.civil_procedure"
_RULES = "cn.enforcement_rules"


def court_asked(matter: Matter) -> str:
    """Return the court to apply to: that of first instance unless the case names another.

    An award has none of its own, and a payment order is enforced by the court that issued it.
    """
    judgment = judgment_of(matter)
    if judgment.enforcing_court or judgment.kind is InstrumentKind.AWARD:
        return judgment.enforcing_court
    suit = matter.case.procedure.suit if matter.case.procedure else None
    if judgment.kind is InstrumentKind.ORDER or suit is None:
        return judgment.issuer
    return suit.court


def order_stands(draft: Draft) -> Iterator[Finding]:
    """A payment order that was objected to in time has no effect (民诉法228)."""
    matter = draft.matter
    procedure = matter.case.procedure
    order = procedure.payment_order if procedure else None
    if judgment_of(matter).kind is not InstrumentKind.ORDER or order is None:
        return
    if order.objected_on is not None or order.ended_on is not None:
        yield draft.refuse(
            "LD-ENF-ORDER-ENDED",
            "债务人对支付令提出了异议，或者督促程序已经终结",
            article=matter.article(_CPL, "payment_order.objection"),
            where=str(order.origin),
            next_step="异议被驳回、支付令有效的，删去 objected_on 和 ended_on；失效的，转入诉讼",
        )


def court_is_named(draft: Draft) -> Iterator[Finding]:
    """The application goes to one court alone ."""
    matter = draft.matter
    if not court_asked(matter):
        yield draft.refuse(
            "LD-ENF-NO-COURT",
            "没有写明申请执行的法院",
            article=matter.article(_CPL, "enforcement.court"),
            where=str(judgment_of(matter).origin),
            next_step="填写 judgment.enforcing_court：被执行人住所地或者被执行的财产所在地的法院，"
            "级别由律师核对；不向两个法院申请",
        )


def award_may_be_attacked(draft: Draft) -> Iterator[Finding]:
    """An award may be set aside, or not enforced; the creditor asks first."""
    matter = draft.matter
    if judgment_of(matter).kind is InstrumentKind.AWARD:
        yield Finding(
            "LD-ENF-AWARD",
            "warning",
            "执行依据是仲裁裁决：核对对方有没有申请撤销裁决或者不予执行",
            where=str(judgment_of(matter).origin),
            article=matter.article(_CPL, "enforcement.award"),
            next_step="强制执行申请书另附载有仲裁条款的合同和裁决书送达的证明",
        )


def general_guarantors_come_second(draft: Draft) -> Iterator[Finding]:
    """A general guarantor answers only for what enforcement against the debtor leaves."""
    matter = draft.matter
    for guarantee in matter.case.guarantees:
        named = guarantee.guarantor in judgment_of(matter).guarantors
        if named and form_of(matter, guarantee) is not GuaranteeForm.JOINT:
            yield Finding(
                "LD-ENF-GENERAL",
                "warning",
                f"{guarantee.guarantor}承担的是一般保证责任，"
                "在债务人的财产依法强制执行仍不能履行以前，可以拒绝承担",
                where=str(guarantee.origin),
                article=matter.article("cn.guarantee_interpretation", "general_suit"),
                next_step="核对主文；由律师判断是否在强制执行申请书里把该保证人列为被执行人",
            )


GUARDS = (
    order_stands,
    court_is_named,
    *SHARED,
    award_may_be_attacked,
    general_guarantors_come_second,
)
