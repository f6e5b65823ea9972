"""Is the debt due, and how firm is the late charge?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Credit, Payment
    from legaldocs.claim.matter import Matter


def due_days_are_known(matter: Matter) -> Iterator[Finding]:
    """A part without a due day is neither overdue nor safely to come."""
    for account in matter.claim.accounts:
        for part in account.instalments:
            if part.due_on is None and part.outstanding:
                yield Finding(
                    "LD-DUE-UNKNOWN",
                    "warning",
                    f"{account.contract.title}“{part.name}”{part.due_says}，"
                    "本次按未到期处理，不计入催收金额；依法可能已经到期，诉讼时效也可能已经起算",
                    where=str(part.origin),
                    article=matter.article("cn.civil_code", "price_duty"),
                    next_step="写明 due_on，或写 due_after 和 due_days 并录入该事由；"
                    "没有约定付款时间、收货时就应付款的，写 due_after: 交货",
                )


def payments_fit_the_debt(matter: Matter) -> Iterator[Finding]:
    """Payments beyond everything owed leave nothing to claim, or a row is wrong."""
    if matter.claim.unapplied:
        rows: tuple[Payment | Credit, ...] = (*matter.case.payments, *matter.case.credits)
        yield Finding(
            "LD-SUM-OVERPAID",
            "error",
            f"付款及退货折让（{'、'.join(str(each.origin) for each in rows)}）超过应付的全部价款、"
            f"逾期付款责任和费用，多出 {figure(matter.claim.unapplied)} 元",
            where=str(rows[-1].origin),
            next_step="核对付款是否属于其他合同或重复录入；确已多付的，没有可催收的欠款",
            blocks=(FIGURES,),
        )


def costs_have_a_clause(matter: Matter) -> Iterator[Finding]:
    """Lawyers' fees fall on the debtor only where the contract says so."""
    for cost in matter.case.costs:
        contract = matter.case.contract_of(cost.contract)
        if contract is not None and not contract.cost_clause:
            yield Finding(
                "LD-COST-NO-CLAUSE",
                "warning",
                f"{contract.title}没有费用承担条款，"
                f"{cost.name} {figure(cost.amount)} 元不计入债权金额",
                where=str(cost.origin),
                next_step="合同有约定的，填写 cost_clause",
            )


def something_is_owed(matter: Matter) -> Iterator[Finding]:
    """Without an unpaid amount there is nothing to write about."""
    claim = matter.claim
    if claim.total + claim.not_due <= 0:
        yield Finding(
            "LD-DEBT-NONE",
            "note",
            f"截至 {claim.as_of} 没有未付款项，不生成载明欠款的文书",
            next_step="核对合同价款和付款记录",
            blocks=(FIGURES,),
        )


GUARDS = (
    due_days_are_known,
    payments_fit_the_debt,
    costs_have_a_clause,
    something_is_owed,
)
