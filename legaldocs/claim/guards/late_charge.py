"""How firm is the late charge?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.claim.guards.refusal import refused
from legaldocs.claim.papers import IN_SUIT, PAYMENT_ORDER, PRE_SUIT
from legaldocs.claim.standard import small_creditor_rule
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.law.penalty import compare_penalty
from legaldocs.law.rate_terms import parse_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

_SALE = "cn.sale_interpretation"
_FIRM = frozenset({"safe", "arguable"})


def rates_are_checked(matter: Matter) -> Iterator[Finding]:
    """A letter may state a provisional figure; a court paper waits until the rate is confirmed."""
    if not matter.claim.provisional:
        return
    next_step = (
        "用 legaldocs law status 查看，核对公告后用 "
        "legaldocs law confirm lpr_1y --on 日期 --value 利率 --source 出处 确认"
    )
    yield Finding(
        "LD-RATE-PROVISIONAL",
        "warning",
        "计算用到的利率超过了法律数据最后核对的日期，金额为暂计",
        next_step=next_step,
    )
    for kind in (PAYMENT_ORDER, PRE_SUIT, IN_SUIT):
        yield refused(
            kind, "LD-RATE-UNCONFIRMED", "计算用到的利率尚未核对确认", next_step=next_step
        )


def agreed_rate_may_be_cut(matter: Matter) -> Iterator[Finding]:
    """A rate far above the loss is likely to be cut on request; the other figure stands by."""
    for account in matter.claim.accounts:
        term = account.contract.late_payment
        late = [part.due_on for part in account.instalments if part.runs and part.due_on]
        if term is None or not late or account.alternative is None:
            continue
        breach_on = min(late) + dt.timedelta(days=1)
        view = compare_penalty(matter.book, parse_rate(term.rate), breach_on, matter.as_of)
        if view.band not in _FIRM:
            yield Finding(
                "LD-RATE-HIGH",
                "warning",
                f"{account.contract.title}{account.rule.name}{account.rule.says}：{view.says}。"
                f"按约定为 {figure(account.late_charge)} 元，"
                f"按没有约定时的标准为 {figure(account.alternative)} 元",
                where=str(term.origin),
                article="、".join(view.articles),
                next_step="准备证明实际损失的材料，或在谈判和诉讼中备用较低的数额",
            )


def small_creditor_rate_needs_a_lawyer(matter: Matter) -> Iterator[Finding]:
    """Two rules point to different rates where a pay-when-paid clause is void."""
    for account in matter.claim.accounts:
        if account.rule.basis == "sme" and account.late_charge:
            rule = small_creditor_rule(matter.case, account.contract, matter.book, matter.as_of)
            yield Finding(
                "LD-RATE-SME",
                "warning",
                f"{account.contract.title}没有约定逾期利率，"
                f"按大型企业、公共机构拖欠中小企业的规定计算。{rule.needs_lawyer if rule else ''}",
                where=str(account.contract.origin),
                article=account.rule.source,
                next_step="由律师确认后使用",
            )


def statement_may_end_the_penalty(matter: Matter) -> Iterator[Finding]:
    """A statement that fixes principal and late charge ends the contract's penalty."""
    for row in matter.case.statements:
        contract = matter.case.contract_of(row.contract)
        agreed = contract is not None and contract.late_payment is not None
        if row.late_charge is not None and row.confirmed_by and agreed:
            yield Finding(
                "LD-RATE-STATEMENT",
                "error",
                f"对账单（{row.origin}）已载明违约金或利息 {figure(row.late_charge)} 元，"
                "再按合同约定主张违约金可能得不到支持",
                where=str(row.origin),
                article=matter.article(_SALE, "late_payment.statement"),
                next_step="由律师判断对账单的效力；只核对了本金的，删去 late_charge",
                blocks=(FIGURES,),
            )


def no_late_charge_twice(matter: Matter) -> Iterator[Finding]:
    """Interest or penalty entered as a cost would be claimed twice for one period."""
    for row in matter.case.costs:
        if any(word in row.name for word in ("违约金", "利息", "滞纳金", "罚息")):
            yield Finding(
                "LD-RATE-TWICE",
                "error",
                f"费用里列了“{row.name}”，与按合同计算的逾期付款责任重复",
                where=str(row.origin),
                article=matter.article("cn.civil_code", "penalty_adjust"),
                next_step="删去这一行；逾期付款责任只按 late_payment 计算一次",
                blocks=(FIGURES,),
            )


GUARDS = (
    rates_are_checked,
    agreed_rate_may_be_cut,
    small_creditor_rate_needs_a_lawyer,
    statement_may_end_the_penalty,
    no_late_charge_twice,
)
