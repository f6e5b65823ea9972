"""May the contract be changed as planned?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.papers.supplementary_agreement.names import amended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.amendment import Amendment
    from legaldocs.papers.kind import Draft

_CODE = "cn.civil_code"
_TOUCHY = ("质保金", "税率", "含税", "税额")
"""What a change brings questions of its own with: retention money and VAT."""


def no_deed_governs(draft: Draft) -> Iterator[Finding]:
    """Once a settlement governs what is owed, it is changed by a settlement."""
    deed = draft.matter.case.deed
    if deed is not None:
        yield draft.refuse(
            "LD-AMEND-DEED",
            f"{deed.signed_on} 已签还款协议，欠款按该协议计算",
            article=draft.matter.article(_CODE, "contract_change"),
            where=str(deed.origin),
            next_step="要改还款安排的，把已签的移到 earlier_settlements，settlement 写新的安排",
        )


def changes_are_clear(draft: Draft) -> Iterator[Finding]:
    """A change that is not clear counts as none (民法典544)."""
    row: Amendment = draft.subject
    matter = draft.matter
    clauses = [change.clause for change in row.changes]
    problems = [
        f"“{change.clause}”的变更后与原约定相同"
        for change in row.changes
        if change.old.strip() == change.new.strip()
    ]
    problems += [
        f"“{clause}”写了两次" for clause in dict.fromkeys(clauses) if clauses.count(clause) > 1
    ]
    contract = matter.case.contract_of(row.contract)
    others = [other for other in matter.case.amendments if other is not row]
    if any(matter.case.contract_of(other.contract) is contract for other in others):
        problems.append("同一合同有几份拟签的补充协议")
    if not row.changes:
        problems.append("没有写变更的条款")
    if problems:
        yield draft.refuse(
            "LD-AMEND-CHANGES",
            "，".join(problems),
            article=matter.article(_CODE, "contract_change_unclear"),
            where=str(row.origin),
            next_step="changes 每一条款写一行，old 照抄原约定，new 写变更后的全文；几份合并成一份",
        )


def guarantors_agree(draft: Draft) -> Iterator[Finding]:
    """A guarantor who does not agree in writing answers for no heavier debt (民法典695)."""
    row: Amendment = draft.subject
    matter = draft.matter
    number = amended(matter, row).contract.number
    bound = [
        given.guarantor
        for given in matter.case.guarantees
        if not given.covers or number in given.covers
    ]
    silent = [guarantor for guarantor in bound if guarantor not in row.guarantors_sign]
    strange = [guarantor for guarantor in row.guarantors_sign if guarantor not in bound]
    if silent or strange:
        why = f"保证人{'、'.join(silent)}没有签署" if silent else ""
        other = f"{'、'.join(strange)}没有保证所变更的合同" if strange else ""
        yield draft.refuse(
            "LD-AMEND-GUARANTOR",
            "；".join(filter(None, (why, other))),
            article=matter.article(_CODE, "guarantee_change"),
            where=str(row.origin),
            next_step="guarantors_sign 写明签署的保证人，即 guarantees 里保证该合同的各人",
        )


def what_is_given_up_has_a_day(draft: Draft) -> Iterator[Finding]:
    """A waiver without a condition is final; one with a condition needs its day."""
    row: Amendment = draft.subject
    matter = draft.matter
    conditional = row.discount is not None or row.late_charge is LateChargeOutcome.WAIVED_IF_PAID
    owed = amended(matter, row).account.principal
    problem, step = "", ""
    if row.late_charge is LateChargeOutcome.FIXED:
        problem = "补充协议不确定逾期付款责任的数额"
        step = "late_charge 写“保留”或者“按期付清则免除”；要确定数额的，写 settlement"
    elif conditional and (row.pay_by is None or row.pay_by <= matter.as_of):
        problem = f"减免的条件没有晚于 {matter.as_of} 的付清期限"
        step = "填写 pay_by"
    elif conditional and not owed:
        problem = "原合同没有到期未付的本金，减免没有可以附的条件"
        step = "late_charge 写“保留”，删去 discount"
    elif row.discount is not None and not 0 < row.discount < owed:
        problem = (
            f"减免的本金 {figure(row.discount)} 元应当大于零而小于到期未付的 {figure(owed)} 元"
        )
        step = "改正 discount"
    if problem:
        yield draft.refuse(
            "LD-AMEND-WAIVER",
            problem,
            article=matter.article(_CODE, "contract_change"),
            where=str(row.origin),
            next_step=step,
        )


def touchy_clauses_are_pointed_out(draft: Draft) -> Iterator[Finding]:
    """Retention money and tax have consequences beyond the clause."""
    row: Amendment = draft.subject
    for change in row.changes:
        text = f"{change.clause}{change.old}{change.new}"
        found = [word for word in _TOUCHY if word in text]
        if found:
            yield Finding(
                "LD-AMEND-CLAUSE",
                "warning",
                f"补充协议变更的“{change.clause}”涉及{'、'.join(found)}",
                where=str(change.origin),
                next_step="涉及税的，核对已开发票和不含税价；涉及质保金的，核对到期日和质量责任",
            )


GUARDS = (
    no_deed_governs,
    changes_are_clear,
    guarantors_agree,
    what_is_given_up_has_a_day,
    touchy_clauses_are_pointed_out,
)
