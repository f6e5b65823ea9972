"""May a claim be filed with the administrator, and for what sum?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Liability
from legaldocs.claim.bankruptcy import bankruptcy_of
from legaldocs.claim.judgment_debt import judgment_debt
from legaldocs.claim.proceedings import decided_by
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure
from legaldocs.papers.contracts import later
from legaldocs.papers.proof_of_claim.names import proceedings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_DAY = dt.timedelta(days=1)


def _article(draft: Draft, key: str) -> str:
    """Return an article of the bankruptcy law as it stood on the day of acceptance."""
    day = proceedings_of(draft.subject).accepted_on
    return draft.matter.book.cite("cn.bankruptcy", key, day).text


def proceedings_are_known(draft: Draft) -> Iterator[Finding]:
    """A claim is filed in proceedings that have a number."""
    row = proceedings_of(draft.subject)
    if not row.case_number:
        yield draft.refuse(
            "LD-BKR-NO-NUMBER",
            f"没有{draft.subject.name}破产案件的案号",
            article=_article(draft, "file_claim"),
            where=str(row.origin),
            next_step="按受理裁定或者公告填写 bankruptcy.case_number",
        )


def collateral_is_stated(draft: Draft) -> Iterator[Finding]:
    """Whether property secures the claim is stated in writing (企业破产法49)."""
    row = proceedings_of(draft.subject)
    if row.no_collateral == bool(row.collateral):
        yield draft.refuse(
            "LD-BKR-COLLATERAL",
            "no_collateral 和 collateral 只能写一项"
            if row.collateral
            else "没有写明债权有无财产担保，而申报时应当书面说明",
            article=_article(draft, "claim_contents"),
            where=str(row.origin),
            next_step="没有财产担保的，写 bankruptcy.no_collateral: 是；有的，逐项写 collateral",
        )


def sum_is_one_sum(draft: Draft) -> Iterator[Finding]:
    """Debtors of whom each owes another sum, or whose interest stops on another day, go apart."""
    case = draft.matter.case
    row = proceedings_of(draft.subject)
    first = bankruptcy_of(case)
    other_day = first is not None and first.accepted_on != row.accepted_on
    other_sum = len(case.debtors) > 1 and case.liability is not Liability.JOINT
    if other_day or other_sum:
        why = "各债务人应付的金额不同" if other_sum else "各债务人破产申请的受理日期不同"
        yield draft.refuse(
            "LD-BKR-DEBTORS",
            f"{why}，一个案件算不出{draft.subject.name}的申报数额",
            article=_article(draft, "due_and_interest"),
            where=str(draft.subject.origin),
            next_step="每个破产的债务人另立一个案件，只列该债务人",
        )


def something_is_claimed(draft: Draft) -> Iterator[Finding]:
    """A claim on the contracts is filed only for what is unpaid and not yet decided."""
    matter = draft.matter
    row = proceedings_of(draft.subject)
    decided = decided_by(matter.case)
    owed = judgment_debt(matter.case, matter.book, row.accepted_on - _DAY) if decided else None
    if decided:
        sums = (
            f"：判项未付 {figure(owed.unpaid)} 元，迟延履行期间的一般债务利息 "
            f"{figure(owed.general)} 元、加倍部分 {figure(owed.doubled)} 元"
            f"（计至 {row.accepted_on - _DAY}，含当日）"
            if owed
            else ""
        )
        yield draft.refuse(
            "LD-BKR-DECIDED",
            f"债权已由{decided}确定，应当按该文书申报{sums}",
            article=matter.article("cn.bankruptcy_interpretation_3", "judgment_claims"),
            where=str(row.origin),
            next_step="用管理人提供的申报表按上述数额申报，附生效法律文书",
        )
    elif matter.claim.total <= 0 and not later(matter.claim).unscheduled:
        yield draft.refuse(
            "LD-BKR-NOTHING",
            "没有未付的款项",
            article=_article(draft, "file_claim"),
            where=str(matter.case.origin),
        )
    elif later(matter.claim).scheduled:
        yield draft.refuse(
            "LD-BKR-DAY",
            f"计算基准日 {matter.as_of} 就是受理日，视为到期的款项还没有计入",
            article=_article(draft, "due_and_interest"),
            where=str(row.origin),
            next_step="改用受理日以后的 --as-of",
        )


def period_runs(draft: Draft) -> Iterator[Finding]:
    """A claim filed after the period takes no part in earlier distributions (企业破产法56)."""
    row = proceedings_of(draft.subject)
    if row.claims_until is None:
        yield Finding(
            "LD-BKR-NO-PERIOD",
            "warning",
            f"没有写明{draft.subject.name}的债权申报期限",
            where=str(row.origin),
            article=_article(draft, "claim_period"),
            next_step="按受理公告填写 bankruptcy.claims_until，并在该日以前送达管理人",
        )
    elif row.claims_until < draft.matter.as_of:
        yield Finding(
            "LD-BKR-LATE",
            "warning",
            f"债权申报期限已于 {row.claims_until} 届满，只能在破产财产最后分配以前补充申报，"
            "此前的分配不再补充，并负担审查和确认的费用",
            where=str(row.origin),
            article=_article(draft, "late_filing"),
            next_step="立即提交；债权申报书已写明是补充申报",
        )


def own_debts_are_set_off(draft: Draft) -> Iterator[Finding]:
    """Who owes the bankrupt may set it off, by a notice to the administrator (企业破产法40)."""
    held = [deposit for deposit in draft.matter.case.deposits if deposit.held]
    if held:
        total = sum((deposit.amount for deposit in held), ZERO)
        yield Finding(
            "LD-BKR-SET-OFF",
            "warning",
            f"债权人还持有债务人交付而没有抵扣的 {figure(total)} 元，申报总额没有扣除",
            where=str(held[0].origin),
            article=_article(draft, "set_off"),
            next_step="由律师判断能否向管理人主张抵销；主张的，另行书面提出",
        )


def costs_are_of_the_time_before(draft: Draft) -> Iterator[Finding]:
    """What filing the claim costs is the creditor's own."""
    matter, row = draft.matter, proceedings_of(draft.subject)
    after = [cost for cost in matter.case.costs if cost.incurred_on >= row.accepted_on]
    if after and matter.claim.costs:
        total = sum((cost.amount for cost in after), ZERO)
        yield Finding(
            "LD-BKR-COSTS",
            "warning",
            f"申报总额包括受理日及以后发生的费用 {figure(total)} 元，管理人可能不予确认",
            where=str(after[0].origin),
            next_step="参加破产程序的费用，从 costs 删去；其他的由律师核对",
        )


def distributions_have_an_account(draft: Draft) -> Iterator[Finding]:
    """What is distributed is paid into an account of the creditor."""
    creditor = draft.matter.case.creditor
    if creditor.account is None:
        yield Finding(
            "LD-BKR-NO-ACCOUNT",
            "warning",
            f"没有{creditor.name}收取分配款的账户",
            where=str(creditor.origin),
            next_step="填写债权人的 account",
        )


GUARDS = (
    proceedings_are_known,
    collateral_is_stated,
    sum_is_one_sum,
    something_is_claimed,
    period_runs,
    own_debts_are_set_off,
    costs_are_of_the_time_before,
    distributions_have_an_account,
)
