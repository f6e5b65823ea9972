"""The guards of every paper that asks for what an instrument in force leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.late_charge import CONFIRM_RATES
from legaldocs.claim.judgment_debt import judgment_debt, unread_interest
from legaldocs.core.findings import Finding
from legaldocs.papers.instrument import judgment_of, owed_by_instrument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_RULES = "cn.enforcement_rules"


def instrument_is_in_force(draft: Draft) -> Iterator[Finding]:
    """Only an instrument in force is enforced, once its day has passed (执行工作规定16)."""
    matter = draft.matter
    judgment = judgment_of(matter)
    article = matter.article(_RULES, "acceptance")
    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    if judgment.effective_on is None:
        yield draft.refuse(
            "LD-ENF-NOT-EFFECTIVE",
            f"{judgment.number}{judgment.kind}没有生效日期",
            article=article,
            where=str(judgment.origin),
            next_step="生效以后填写 effective_on；调解书以各方签收的日期为准",
        )
    elif owed is None and not any(unread_interest(row) for row in judgment.sums):
        yield draft.refuse(
            "LD-ENF-NO-SUM",
            f"{judgment.number}{judgment.kind}没有写明给付金钱的判项",
            article=article,
            where=str(judgment.origin),
            next_step="按主文填写 judgment.sums",
        )
    elif owed is not None and not owed.overdue:
        first = min(account.perform_by for account in owed.accounts)
        yield draft.refuse(
            "LD-ENF-NOT-DUE",
            f"履行期限至 {first} 届满，尚未届满",
            article=article,
            where=str(judgment.origin),
            next_step="届满后仍不履行的，再次生成",
        )


def instrument_is_quoted(draft: Draft) -> Iterator[Finding]:
    """The application states what the instrument orders (执行工作规定18)."""
    matter = draft.matter
    judgment = judgment_of(matter)
    if not judgment.operative:
        yield draft.refuse(
            "LD-ENF-NO-OPERATIVE",
            "没有写明法律文书的主文",
            article=matter.article(_RULES, "application_papers"),
            where=str(judgment.origin),
            next_step="把判决主文（调解协议、裁决项）抄写到 judgment.operative",
        )


def something_is_unpaid(draft: Draft) -> Iterator[Finding]:
    """What was performed is not enforced again."""
    matter = draft.matter
    asked = owed_by_instrument(matter)
    if asked is not None and asked.ordered and not asked.total:
        yield draft.refuse(
            "LD-ENF-PAID",
            "到期的判项和迟延履行期间的债务利息已经付清",
            article=matter.article(_RULES, "acceptance"),
            where=str(matter.case.procedure.origin if matter.case.procedure else ""),
        )


def ordered_rates_are_confirmed(draft: Draft) -> Iterator[Finding]:
    """Interest by a published rate waits until the rate was checked."""
    owed = judgment_debt(draft.matter.case, draft.matter.book, draft.matter.as_of)
    if owed is not None and owed.provisional:
        yield draft.refuse(
            "LD-RATE-UNCONFIRMED", "计算用到的利率尚未核对确认", next_step=CONFIRM_RATES
        )


def interest_is_no_base(draft: Draft) -> Iterator[Finding]:
    """The doubled part is not taken on interest that the instrument put at a sum."""
    matter = draft.matter
    procedure = matter.case.procedure
    judgment = procedure.judgment if procedure else None
    for row in judgment.sums if judgment is not None else ():
        if "利息" in row.name and not row.no_doubled:
            yield Finding(
                "LD-ENF-INTEREST-BASE",
                "warning",
                f"判项“{row.name}”看来是利息，却计入了加倍部分债务利息的基数",
                where=str(row.origin),
                article=matter.article("cn.late_interest_interpretation", "two_parts"),
                next_step="是一般债务利息的，在该项写 no_doubled: 是",
            )


def money_has_an_account(draft: Draft) -> Iterator[Finding]:
    """The court pays what it collects into the account that the application states."""
    creditor = draft.matter.case.creditor
    if creditor.account is None:
        yield draft.refuse(
            "LD-ENF-NO-ACCOUNT",
            f"没有{creditor.name}收取执行款的账户",
            article=draft.matter.article(_RULES, "application_papers"),
            where=str(creditor.origin),
            next_step="填写债权人的 account",
        )


def assets_are_told(draft: Draft) -> Iterator[Finding]:
    """The application states what the creditor knows of the debtor's assets (执行工作规定18)."""
    matter = draft.matter
    procedure = matter.case.procedure
    preservation = procedure.preservation if procedure else None
    if preservation is None or not (preservation.assets or preservation.seizures):
        yield Finding(
            "LD-ENF-NO-LEAD",
            "warning",
            f"{draft.title}没有写明所了解的被执行人的财产状况",
            where=str(procedure.origin if procedure else matter.case.origin),
            article=matter.article(_RULES, "application_papers"),
            next_step="有财产线索的，填写 procedure.preservation.assets",
        )


def successor_proves_it(draft: Draft) -> Iterator[Finding]:
    """Who took over the claim after the instrument proves the succession (执行工作规定18)."""
    matter = draft.matter
    assignment, procedure = matter.case.assignment, matter.case.procedure
    judgment = procedure.judgment if procedure else None
    if assignment is None or judgment is None:
        return
    if assignment.agreed_on > judgment.issued_on:
        yield Finding(
            "LD-ENF-SUCCESSOR",
            "warning",
            f"债权在{judgment.kind}作出以后转让，文书确定的权利人是{assignment.assignor}",
            where=str(assignment.origin),
            article=matter.article(_RULES, "application_papers"),
            next_step=f"随{draft.paper.title}提交债权转让的证明文件；已经立案执行的，申请变更申请执行人",
        )


SHARED = (
    instrument_is_in_force,
    instrument_is_quoted,
    something_is_unpaid,
    ordered_rates_are_confirmed,
    interest_is_no_base,
    money_has_an_account,
    assets_are_told,
    successor_proves_it,
)
