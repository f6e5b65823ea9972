"""May the agreement be signed: is all of it settled that the law wants settled before?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Liability, PartyKind
from legaldocs.core.money import figure
from legaldocs.papers.debt_to_equity_checklist.guards import (
    the_company_has_resolved,
    the_debt_is_due_and_undisputed,
    the_debtor_issues_the_share,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.core.findings import Finding
    from legaldocs.papers.kind import Draft

_COM = "cn.company_law"


def terms_are_complete(draft: Draft) -> Iterator[Finding]:
    """What an agreement leaves open here is a dispute later."""
    row = draft.matter.case.debt_to_equity
    if row is None:
        return
    missing = {
        key: what
        for key, what, given in (
            ("appraised_on", "评估日期", row.appraised_on),
            ("votes", "增资决议的表决情况", row.votes.strip()),
            ("preemption_waived", "其他股东放弃优先认缴", row.preemption_waived),
            ("share", "取得的股权", row.share.strip()),
            ("register_by", "变更登记期限", row.register_by),
        )
        if not given
    }
    if missing:
        key = "preemption" if "preemption_waived" in missing else "capital_increase"
        yield draft.refuse(
            "LD-EQUITY-TERMS",
            f"没有写明{'、'.join(missing.values())}",
            article=draft.matter.article(_COM, key),
            where=str(row.origin),
            next_step=f"取得书面文件以后，在 debt_to_equity 填写 {'、'.join(missing)}",
        )


def days_are_in_order(draft: Draft) -> Iterator[Finding]:
    """Appraisal and resolution lie behind, the registration ahead."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is None:
        return
    problems = [
        f"{what} {on} 晚于 {matter.as_of}"
        for what, on in (("评估日期", row.appraised_on), ("增资决议日期", row.resolved_on))
        if on is not None and on > matter.as_of
    ]
    if row.register_by is not None and row.register_by <= matter.as_of:
        problems.append(f"变更登记期限 {row.register_by} 应当晚于 {matter.as_of}")
    if problems:
        yield draft.refuse(
            "LD-EQUITY-DAYS",
            f"日期不相合：{'；'.join(problems)}",
            where=str(row.origin),
            next_step="核对 appraised_on、resolved_on、register_by",
        )


def the_claim_is_not_overvalued(draft: Draft) -> Iterator[Finding]:
    """A claim is worth something, and no more than its own amount (公司法48)."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is None or row.appraised is None or 0 < row.appraised <= row.amount:
        return
    yield draft.refuse(
        "LD-EQUITY-VALUE",
        f"评估价值 {figure(row.appraised)} 元应当大于零，"
        f"不超过转股的债权 {figure(row.amount)} 元，不得高估作价",
        article=matter.article(_COM, "contribution_in_kind"),
        where=str(row.origin),
        next_step="appraised 写转股的这一部分债权的评估价值，按评估报告改正",
    )


def a_company_takes_the_claim(draft: Draft) -> Iterator[Finding]:
    """Only a company has shares, and one joint debt ends for all who owe it."""
    case = draft.matter.case
    row = case.debt_to_equity
    if row is None:
        return
    for debtor in case.debtors:
        if debtor.name == row.company and debtor.kind is not PartyKind.COMPANY:
            yield draft.refuse(
                "LD-EQUITY-KIND",
                f"{debtor.name}是{debtor.kind}，不是公司，没有可以认缴的股权",
                article=draft.matter.article(_COM, "contribution_in_kind"),
                where=str(debtor.origin),
                next_step="核对债务人的 kind；确实不是公司的，另行协商清偿方式",
            )
    if len(case.debtors) > 1 and case.liability is not Liability.JOINT:
        yield draft.refuse(
            "LD-EQUITY-DEBTORS",
            "几个债务人不负连带责任，转股的债权由谁负担不能确定",
            where=str(row.origin),
            next_step="由律师拟定；债务人负连带责任的，填写 liability",
        )


def nothing_is_decided(draft: Draft) -> Iterator[Finding]:
    """Once an instrument orders payment, what it orders is converted, and its interest."""
    matter = draft.matter
    row = matter.case.debt_to_equity
    if row is not None and matter.decided_by:
        yield draft.refuse(
            "LD-EQUITY-DECIDED",
            f"债权已由{matter.decided_by}确定，应当按它确定的金额转股",
            where=str(row.origin),
            next_step="由律师拟定，写明执行程序怎样处理",
        )


def the_company_buys_nothing_back(draft: Draft) -> Iterator[Finding]:
    """A company that buys the share back returns its capital: the shareholders may."""
    case = draft.matter.case
    row = case.debt_to_equity
    if row is None or row.repurchase_by not in {row.company, *(one.name for one in case.debtors)}:
        return
    yield draft.refuse(
        "LD-EQUITY-REPURCHASE",
        f"约定由{row.repurchase_by}回购，目标公司自己回购与资本维持相抵触",
        where=str(row.origin),
        next_step="repurchase_by 写目标公司的股东，或者删去",
    )


def others_approve(draft: Draft) -> Iterator[Finding]:
    """Authorities and special rules come first: until a lawyer has asked, it is a draft."""
    row = draft.matter.case.debt_to_equity
    if row is None:
        return
    reasons = [
        why
        for why, true in (
            ("有国有企业，可能须经批准", row.state_owned),
            ("有外方，可能须报告外商投资信息", row.foreign),
            ("是上市公司，适用证券监管规定", row.listed),
            ("目标公司是股份有限公司，增资的决议和优先认购另有规定", "股份" in row.company),
        )
        if true
    ]
    if reasons:
        yield draft.hold(
            "LD-EQUITY-APPROVAL",
            f"须由律师核对，{'；'.join(reasons)}",
            where=str(row.origin),
            next_step="由律师按目标公司适用的规定拟定",
        )


GUARDS = (
    the_debtor_issues_the_share,
    the_debt_is_due_and_undisputed,
    the_company_has_resolved,
    terms_are_complete,
    days_are_in_order,
    the_claim_is_not_overvalued,
    a_company_takes_the_claim,
    nothing_is_decided,
    the_company_buys_nothing_back,
)
HOLDS = (others_approve,)
