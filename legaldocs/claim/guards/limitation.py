"""Is there time left?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import Effect
from legaldocs.core.findings import Finding
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.claim.limitation import ContractLimitation
    from legaldocs.claim.matter import Matter
    from legaldocs.law.limitation import RejectedEvent

_NEAR = 90
"""Days before the end from which a letter alone is too little."""


_DOUBTED = ("part_payment", "statement_signed")
"""Acts after the end of which it may be disputed whether they agree to pay the whole debt."""


def time_is_left(matter: Matter) -> Iterator[Finding]:
    """Near the end of limitation a letter is not enough; past it the debtor has a defence."""
    for watched in matter.limitations:
        left = watched.limitation.days_left(matter.as_of)
        if left is None or left >= _NEAR:
            continue
        end = watched.limitation.conservative
        worked = "；".join(watched.limitation.says)
        article = matter.article("cn.civil_code", "limitation_period")
        debt = watched.contract.title
        if not watched.price_owed:
            debt += f"的{matter.claim.late_charge_name}（价款已付清）"
        if left < 0 and watched.limitation.barred_by:
            yield _barred(matter, watched, watched.limitation.barred_by)
        elif left < 0 and not watched.past(matter.as_of):
            yield Finding(
                "LD-TIME-NEAR",
                "warning",
                f"{debt}的诉讼时效稳妥届满日 {end} 已过，依法届满日 {watched.limitation.statutory} "
                f"还没有过（{worked}）",
                where=str(watched.contract.origin),
                article=article,
                next_step=f"立即起诉或者申请支付令，最迟 {watched.limitation.statutory}",
            )
        elif left < 0:
            yield Finding(
                "LD-TIME-PAST",
                "warning",
                f"{debt}的诉讼时效已于 {end} 届满（{worked}）",
                where=str(watched.contract.origin),
                article=article,
                next_step="债务人可以提出时效抗辩；取得其同意履行的书面承诺，写在 communications",
            )
        else:
            yield Finding(
                "LD-TIME-NEAR",
                "warning",
                f"{debt}的诉讼时效将于 {end} 届满，还有 {left} 天（{worked}）",
                where=str(watched.contract.origin),
                article=article,
                next_step="在届满前起诉、申请支付令，或取得债务人签认的付款承诺",
            )


def _barred(matter: Matter, watched: ContractLimitation, act: RejectedEvent) -> Finding:
    doubt = ""
    if act.event.kind in _DOUBTED:
        doubt = "；这一行为是否表示同意履行全部债务，可能有争议"
    elif ZERO < (promised := _promised(matter, act)) < matter.claim.principal:
        doubt = f"；承诺的只有 {figure(promised)} 元，其余部分债务人仍可以提出时效抗辩"
    return Finding(
        "LD-TIME-BARRED",
        "warning" if doubt else "note",
        f"{watched.contract.title}的诉讼时效已于 {watched.limitation.conservative} 届满，"
        f"但债务人此后于 {act.event.on} {act.title}（{act.event.proof}），"
        f"同意履行后不得再以时效届满抗辩{doubt}",
        where=str(watched.contract.origin),
        article="、".join(
            (
                matter.article("cn.civil_code", "limitation_defence"),
                matter.article("cn.limitation_rules", "after_expiry"),
            )
        ),
        next_step=f"提交法院时以{act.event.proof}证明债务人届满后同意履行，并核对其承诺的金额范围",
    )


def _promised(matter: Matter, act: RejectedEvent) -> Decimal:
    """Return what the debtor promised in an act, in yuan; zero where no sum is recorded."""
    if act.event.kind != "promise":
        return ZERO
    return sum(
        (
            part.amount
            for row in matter.case.communications
            if row.effect is Effect.PROMISE and row.sent_on == act.event.on
            for part in row.promised
        ),
        ZERO,
    )


def filings_are_shown(matter: Matter) -> Iterator[Finding]:
    """A preservation before the suit interrupts; the court's receipt has to show it."""
    procedure = matter.case.procedure
    held = procedure.preservation if procedure else None
    if held is not None and held.pre_suit_applied_on and matter.limitations:
        yield Finding(
            "LD-TIME-FILING",
            "warning",
            f"{held.pre_suit_applied_on} 申请诉前财产保全，按申请日重新计算时效；"
            "此后没有起诉的，不再另行延后",
            where=str(held.origin),
            article=matter.article("cn.limitation_rules", "same_as_suit"),
            next_step="留存法院的收件凭证或者裁定，在法定期限内起诉",
        )


def debts_have_known_rules(matter: Matter) -> Iterator[Finding]:
    """For a debt older than the law data no day can be computed."""
    known = {id(watched.contract) for watched in matter.limitations}
    for account in () if matter.decided_by else matter.claim.accounts:
        owed = account.principal or account.late_charge
        if owed and id(account.contract) not in known:
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


GUARDS = (time_is_left, filings_are_shown, debts_have_known_rules, events_are_proved)
