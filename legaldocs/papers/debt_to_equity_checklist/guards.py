"""May this claim become a share in the debtor at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.objections import open_objections
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_COM = "cn.company_law"


def the_debtor_issues_the_share(draft: Draft) -> Iterator[Finding]:
    """The claim is a contribution to the company that owes it, and a company is needed."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is not None and row.company not in {debtor.name for debtor in matter.case.debtors}:
        yield draft.refuse(
            "LD-EQUITY-COMPANY",
            f"目标公司{row.company}不是债务人，对它的出资不是本案的债权",
            article=matter.article(_COM, "contribution_in_kind"),
            where=str(row.origin),
            next_step="company 写债务人；取得他人股权的，另由律师拟定",
        )
    for debtor in matter.case.debtors:
        if row is not None and debtor.bankruptcy is not None:
            yield draft.refuse(
                "LD-EQUITY-BANKRUPT",
                f"{debtor.name}的破产申请已被受理，只能依重整计划或者和解协议处理",
                article=matter.article("cn.bankruptcy", "file_claim"),
                where=str(debtor.bankruptcy.origin),
                next_step="向管理人申报债权",
            )


def the_debt_is_due_and_undisputed(draft: Draft) -> Iterator[Finding]:
    """A claim that is disputed, not due or smaller is overvalued as a contribution."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is None:
        return
    problem = ""
    if open_objections(matter.case):
        problem = "债务人的异议还没有解决"
    elif not 0 < row.amount <= matter.claim.total:
        problem = (
            f"转股的债权 {figure(row.amount)} 元应当大于零，"
            f"不超过到期的债权 {figure(matter.claim.total)} 元"
        )
    if problem:
        yield draft.refuse(
            "LD-EQUITY-DEBT",
            problem,
            article=matter.article(_COM, "contribution_in_kind"),
            where=str(row.origin),
            next_step="先对账、解决异议，再按确认的金额填写 amount",
        )


def the_company_has_resolved(draft: Draft) -> Iterator[Finding]:
    """Without appraisal and resolution there is nothing to sign."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is None:
        return
    for missing, says, key in (
        (row.appraised is None, "没有债权的评估，填写 appraised", "contribution_in_kind"),
        (row.resolved_on is None, "没有增资的决议，填写 resolved_on", "capital_increase"),
    ):
        if missing:
            what, step = says.split("，")
            yield draft.refuse(
                "LD-EQUITY-PAPERS",
                what,
                article=matter.article(_COM, key),
                where=str(row.origin),
                next_step=f"取得以后{step}",
            )


def others_are_asked(draft: Draft) -> Iterator[Finding]:
    """Other shareholders, authorities and the repurchase are pointed out."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is None:
        return
    says = [
        words
        for words, true in (
            ("其他股东没有放弃优先认缴", not row.preemption_waived),
            ("有国有企业，可能须经批准", row.state_owned),
            ("有外方，可能须报告外商投资信息", row.foreign),
            ("是上市公司，适用证券监管规定", row.listed),
            ("由目标公司自己回购，与资本维持相抵触", row.repurchase_by == row.company),
        )
        if true
    ]
    if says:
        yield Finding(
            "LD-EQUITY-OTHERS",
            "warning",
            f"债转股：{'；'.join(says)}",
            where=str(row.origin),
            article=matter.article(_COM, "preemption"),
            next_step="由律师逐项核对；回购的，由股东承担",
        )


GUARDS = (
    the_debtor_issues_the_share,
    the_debt_is_due_and_undisputed,
    the_company_has_resolved,
    others_are_asked,
)
