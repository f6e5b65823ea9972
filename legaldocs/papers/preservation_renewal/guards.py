"""May this be renewed, and is there still time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.seizures import (
    SOON,
    ends_soon,
    lapsed,
    preservation_of,
    still_owed,
    to_keep,
    to_renew,
)
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.law.preservation import renewal
from legaldocs.papers.held import court_is_known, ruling_is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.papers.kind import Draft

_RULES = "cn.preservation_rules"
RENEW_EARLY = "LD-PRES-RENEW-EARLY"
"""No period ends soon; ``--only`` makes the paper all the same."""


def _soon(draft: Draft) -> bool:
    """Whether it is time for this paper; before, nothing need be said of it."""
    return any(ends_soon(row, draft.matter.as_of) for row in to_renew(draft.matter))


def ends_are_known(draft: Draft) -> Iterator[Finding]:
    """The court states the last day in writing; renewal is asked for by it (财产保全规定18)."""
    matter = draft.matter
    for row in to_keep(matter):
        if row.ends_on is None and not row.waiting:
            yield draft.refuse(
                "LD-PRES-NO-END",
                f"{row.kind}（{row.description}）没有期限届满日",
                article=matter.article(_RULES, "renewal"),
                where=str(row.origin),
                next_step="按保全告知书或者协助执行通知书填写 ends_on；没有收到的，向法院书面询问",
            )


def something_can_be_renewed(draft: Draft) -> Iterator[Finding]:
    """What lapsed is held anew or not at all; what ends later waits (查封规定27)."""
    matter = draft.matter
    rows = to_renew(matter)
    gone = [row for row in lapsed(matter) if row in to_keep(matter)]
    if gone and not rows:
        yield draft.refuse(
            "LD-PRES-LAPSED",
            f"期限已于 {max(row.ends_on for row in gone if row.ends_on)} 届满，效力已经消灭，"
            "不能续行",
            article=matter.article("cn.seizure_rules", "lapse"),
            where=str(gone[0].origin),
            next_step="立即重新申请保全，顺位以新的措施为准；法院已经续行的，改写 ends_on",
        )
    elif rows and not _soon(draft):
        first = min(row.ends_on for row in rows if row.ends_on)
        yield draft.refuse(
            RENEW_EARLY,
            f"最早的期限至 {first} 届满，还有 {(first - matter.as_of).days} 天",
            article=matter.article(_RULES, "renewal"),
            where=str(rows[0].origin),
            next_step=f"届满前 {SOON} 天起随案件生成；现在就要的，用 --only {draft.paper.title}",
        )


def renewal_is_asked_for_in_time(draft: Draft) -> Iterator[Finding]:
    """After the seventh day before the end the creditor bears the risk, and still applies."""
    matter = draft.matter
    for row in to_renew(matter):
        if row.ends_on is None:
            continue
        again = renewal(matter.book, row.ends_on, matter.as_of)
        if matter.as_of > again.ask_by:
            yield Finding(
                "LD-PRES-RENEW-LATE",
                "warning",
                f"{row.kind}（{row.description}）至 {row.ends_on} 届满，"
                f"已过续行申请的最后一日 {again.ask_by}，法院可能来不及续行",
                where=str(row.origin),
                article=again.rule,
                next_step="仍立即当面提交续行保全申请书，并准备重新申请保全",
            )


def nothing_is_held_in_bankruptcy(draft: Draft) -> Iterator[Finding]:
    """From the acceptance of a bankruptcy, what was held is released (企业破产法19)."""
    for debtor in draft.matter.case.debtors:
        if debtor.bankruptcy is not None:
            yield draft.refuse(
                "LD-PRES-BANKRUPT",
                f"{debtor.bankruptcy.court}已于 {debtor.bankruptcy.accepted_on} 受理"
                f"{debtor.name}的破产申请，对其财产的保全措施应当解除",
                article=draft.matter.article("cn.bankruptcy", "stay"),
                where=str(debtor.bankruptcy.origin),
                next_step="向管理人申报债权",
            )


def no_more_is_held_than_is_owed(draft: Draft) -> Iterator[Finding]:
    """A preservation goes no further than the claim, which payments make smaller (民诉法105)."""
    matter = draft.matter
    preservation = preservation_of(matter)
    amount = preservation.ruled_amount if preservation is not None else None
    owed = still_owed(matter)
    if preservation is not None and amount is not None and amount > owed and _soon(draft):
        yield Finding(
            "LD-PRES-OVER",
            "warning",
            f"裁定保全 {figure(amount)} 元，债务现为 {figure(owed)} 元，"
            "续行的范围不应超过尚欠的债务",
            where=str(preservation.origin),
            article=matter.article("cn.civil_procedure", "preservation.scope"),
            next_step="超过部分的财产在该项写 release: 是，并在 procedure.preservation.release "
            "写明事由，申请解除",
        )


def security_lasts(draft: Draft) -> Iterator[Finding]:
    """A guarantee letter that ends is extended with the measure that it secures."""
    matter = draft.matter
    preservation = preservation_of(matter)
    given = preservation.security if preservation is not None else None
    if given is None or given.ends_on is None or not _soon(draft):
        return
    last = max(row.ends_on for row in to_renew(matter) if row.ends_on)
    if given.ends_on <= last:
        yield Finding(
            "LD-PRES-SECURITY-ENDS",
            "warning",
            f"{given.provider}的担保{'已' if given.ends_on < matter.as_of else '将'}于 "
            f"{given.ends_on} 届满，续行以后没有担保",
            where=str(given.origin),
            article=matter.article(_RULES, "security"),
            next_step="一并办理担保的延期，改写 security.ends_on",
        )


GUARDS = (
    ruling_is_known,
    court_is_known,
    ends_are_known,
    something_can_be_renewed,
    renewal_is_asked_for_in_time,
    nothing_is_held_in_bankruptcy,
    no_more_is_held_than_is_owed,
    security_lasts,
)
