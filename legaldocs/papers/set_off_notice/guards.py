"""May the creditor set off, and will it hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.objections import open_objections
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

ALONE = "LD-OFF-ALONE"
"""The other papers ask for what is owed before the set-off; ``--only`` makes this one."""

_CODE = "cn.civil_code"
_RULES = "cn.contract_interpretation"


def nothing_asks_for_the_whole_beside_it(draft: Draft) -> Iterator[Finding]:
    """Letters made at once would ask for what the notice sets off."""
    row = draft.matter.case.set_off
    if row is not None:
        yield draft.refuse(
            ALONE,
            "其他文书按没有抵销的金额请求付款，不能与抵销通知同时发出",
            article=draft.matter.article(_CODE, "set_off"),
            where=str(row.origin),
            next_step=f"决定抵销的，用 --only {draft.paper.title} 单独生成；到达以后记入 credits，"
            "再生成其他文书",
        )


def both_debts_may_be_set_off(draft: Draft) -> Iterator[Finding]:
    """Both are owed, the debtor's is due, and nobody agreed otherwise."""
    matter, row = draft.matter, draft.matter.case.set_off
    if row is None:
        return
    article = matter.article(_CODE, "set_off")
    if row.barred:
        yield draft.refuse(
            "LD-OFF-BARRED",
            "双方约定该债务不得抵销",
            article=article,
            where=str(row.origin.of("barred")),
            next_step="协商一致的，签订抵销协议，写进 credits",
        )
    if row.amount <= 0:
        yield draft.refuse(
            "LD-OFF-AMOUNT",
            f"债权人应付的金额 {figure(row.amount)} 元不大于零",
            article=article,
            where=str(row.origin.of("amount")),
            next_step="核对 set_off 的 amount",
        )
    if matter.claim.total <= 0:
        yield draft.refuse(
            "LD-OFF-NOT-DUE",
            "债务人没有到期未付的款项，不能以未到期的债权抵销",
            article=article,
            next_step="到期以后再通知；或者由双方协商抵销",
        )
    if len(matter.case.debtors) > 1:
        yield draft.refuse(
            "LD-OFF-DEBTORS",
            "有几个债务人，看不出债权人对其中哪一个负有债务",
            article=article,
            where=str(row.origin),
            next_step="由律师判断对各债务人的效力后另行拟函",
        )


def limitation_leaves_the_claim_usable(draft: Draft) -> Iterator[Finding]:
    """A claim that is time-barred sets nothing off once the debtor says so."""
    matter = draft.matter
    past = [watched for watched in matter.limitations if watched.past(matter.as_of)]
    if past:
        ends = "、".join(f"{one.contract.title} {one.limitation.statutory}" for one in past)
        yield draft.refuse(
            "LD-OFF-TIME-BARRED",
            f"债权人的债权诉讼时效已经届满（{ends}），债务人提出时效抗辩的，抵销不成立",
            article=matter.article(_RULES, "set_off_time_barred"),
            where=str(past[0].contract.origin),
            next_step="由律师判断；债务人同意履行的，先记入往来函件",
        )


def set_off_will_hold(draft: Draft) -> Iterator[Finding]:
    """Who sets off shows both debts; a debt that is not due yet is paid early by it."""
    matter, row = draft.matter, draft.matter.case.set_off
    if row is None:
        return
    article = matter.article(_CODE, "set_off")
    if not row.file:
        yield Finding(
            "LD-OFF-NO-FILE",
            "warning",
            "要抵销的债务没有凭证，债务人否认的，无法证明双方互负债务",
            where=str(row.origin),
            article=article,
            next_step="在 set_off 写 file（合同、对账单等）",
        )
    if row.due_on is not None and row.due_on > matter.as_of:
        yield Finding(
            "LD-OFF-EARLY",
            "warning",
            f"债权人的债务 {row.due_on} 才到期，现在抵销等于提前清偿",
            where=str(row.origin.of("due_on")),
            article=article,
            next_step="确认愿意提前清偿；不愿意的，到期后再通知",
        )
    if open_objections(matter.case, None):
        yield Finding(
            "LD-OFF-DISPUTED",
            "warning",
            "债务人对债权有尚未解决的异议，抵销可能被全部或者部分否定",
            where=str(row.origin),
            article=matter.article(_RULES, "set_off_effect"),
            next_step="核对没有异议的金额是否足以抵销",
        )


GUARDS = (
    nothing_asks_for_the_whole_beside_it,
    both_debts_may_be_set_off,
    limitation_leaves_the_claim_usable,
    set_off_will_hold,
)
