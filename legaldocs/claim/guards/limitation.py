"""Is there time left?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

_NEAR = 90
"""Days before the end from which a letter alone is too little."""


def time_is_left(matter: Matter) -> Iterator[Finding]:
    """Near the end of limitation a letter is not enough; past it the debtor has a defence."""
    for watched in matter.limitations:
        left = watched.limitation.days_left(matter.as_of)
        if left is None or left >= _NEAR:
            continue
        end = watched.limitation.conservative
        worked = "；".join(watched.limitation.says)
        article = matter.article("cn.civil_code", "limitation_period")
        if left < 0:
            yield Finding(
                "LD-TIME-PAST",
                "warning",
                f"{watched.contract.title}的诉讼时效已于 {end} 届满（{worked}）",
                where=str(watched.contract.origin),
                article=article,
                next_step="债务人可以提出时效抗辩；取得其书面承诺、部分付款或签认的对账单",
            )
        else:
            yield Finding(
                "LD-TIME-NEAR",
                "warning",
                f"{watched.contract.title}的诉讼时效将于 {end} 届满，还有 {left} 天（{worked}）",
                where=str(watched.contract.origin),
                article=article,
                next_step="在届满前起诉、申请支付令，或取得债务人签认的付款承诺",
            )


def debts_have_known_rules(matter: Matter) -> Iterator[Finding]:
    """For a debt older than the law data no day can be computed."""
    known = {id(watched.contract) for watched in matter.limitations}
    for account in matter.claim.accounts:
        if account.principal and id(account.contract) not in known:
            yield Finding(
                "LD-TIME-UNKNOWN",
                "warning",
                f"{account.contract.title}的诉讼时效起算过早，法律数据不足，无法计算届满日",
                where=str(account.contract.origin),
                next_step="由律师按当时的时效规定核对",
            )


def events_are_proved(matter: Matter) -> Iterator[Finding]:
    """What would restart limitation, but cannot be proved, is worth mending."""
    for watched in matter.limitations:
        for rejected in watched.limitation.rejected:
            if not rejected.event.proof:
                yield Finding(
                    "LD-TIME-UNPROVED",
                    "warning",
                    f"{rejected.event.on} 的“{rejected.title}”不计入时效中断：{rejected.why}",
                    where=str(watched.contract.origin),
                    article=rejected.article,
                    next_step="补充所需的证据文件",
                )


GUARDS = (time_is_left, debts_have_known_rules, events_are_proved)
