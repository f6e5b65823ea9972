"""Does the clause on disputes stand, and does the court lie where it should?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.forum import lies_at
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter


def connected(matter: Matter, court: str) -> bool:
    """Tell whether a court lies where a party does."""
    addresses = [each.address for each in matter.case.parties]
    return any(lies_at(court, each) for each in addresses if each)


def clauses_choose_one_way(matter: Matter) -> Iterator[Finding]:
    """A clause for court and arbitration alike leaves only the court."""
    for contract in matter.case.contracts:
        if contract.court and contract.arbitration:
            yield Finding(
                "LD-FORUM-BOTH",
                "warning",
                f"{contract.title}同时约定了{contract.court}和{contract.arbitration}，仲裁约定无效",
                where=str(contract.origin),
                article=matter.article("cn.jurisdiction_reply", "arbitrate_or_sue"),
                next_step="按法院管辖处理；核对合同原文",
            )


def agreed_courts_are_connected(matter: Matter) -> Iterator[Finding]:
    """A court without a connection to the dispute cannot be agreed."""
    for contract in matter.case.contracts:
        if contract.court and not connected(matter, contract.court):
            yield Finding(
                "LD-FORUM-CONNECTION",
                "warning",
                f"{contract.title}约定的{contract.court}看来不在任何一方当事人的住所地，"
                "须证明与争议有实际联系，否则约定无效",
                where=str(contract.origin),
                article=matter.article("cn.civil_procedure", "agreed_court"),
                next_step="准备合同签订地、履行地等证据，或向被告住所地、接收货币一方所在地法院起诉",
            )


def contracts_share_one_forum(matter: Matter) -> Iterator[Finding]:
    """Debts that were sent to different courts or to arbitration cannot be claimed in one case."""
    owed = [each.contract for each in matter.claim.accounts if each.principal]
    forums = {each.court or each.arbitration for each in owed}
    if len(forums) > 1:
        named = "、".join(sorted(each or "（没有约定）" for each in forums))
        yield Finding(
            "LD-FORUM-SEVERAL",
            "warning",
            f"各合同约定的争议解决机构不同（{named}），不能在一个案件里一并起诉、保全或者申请仲裁",
            where=str(owed[0].origin),
            article=matter.article("cn.civil_procedure", "agreed_court"),
            next_step="按争议解决机构分成几个案件，各写一个 case.yaml",
        )


def large_sums_go_higher(matter: Matter) -> Iterator[Finding]:
    """From a certain sum a basic court may not hear the suit, nor hold assets before it."""
    threshold = matter.book.parameter("level.outside", matter.as_of)
    if matter.claim.total >= threshold.value:
        yield Finding(
            "LD-FORUM-LEVEL",
            "warning",
            f"债权金额 {figure(matter.claim.total)} 元达到{threshold.title} "
            f"{figure(threshold.value)} 元，基层人民法院可能无权管辖（支付令除外）",
            where=str(matter.case.origin),
            article=threshold.source,
            next_step="按双方住所地是否在受诉法院所在省，核对级别管辖后再定起诉和保全的法院",
        )


GUARDS = (
    clauses_choose_one_way,
    agreed_courts_are_connected,
    contracts_share_one_forum,
    large_sums_go_higher,
)
