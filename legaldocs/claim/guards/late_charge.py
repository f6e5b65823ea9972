"""How firm is the late charge?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnterpriseSize, PartyKind
from legaldocs.claim.late_charge_standard import small_creditor_rule
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.law.penalty import compare_penalty
from legaldocs.law.rate_terms import parse_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.matter import Matter

CONFIRM_RATES = (
    "用 legaldocs law status 查看，核对公告后用 "
    "legaldocs law confirm lpr_1y --on 日期 --value 利率 --source 出处 确认"
)
"""The next step for a rate past its last check."""

_SALE = "cn.sale_interpretation"
_TWICE = {
    "违约金": "penalty_adjust",
    "利息": "penalty_adjust",
    "滞纳金": "penalty_adjust",
    "罚息": "penalty_adjust",
    "定金": "penalty_or_deposit",
}
"""Words of a cost that claims the late charge again, and the article against it."""


def rates_are_checked(matter: Matter) -> Iterator[Finding]:
    """A figure from a rate past its last check is provisional."""
    if matter.claim.provisional:
        yield Finding(
            "LD-RATE-PROVISIONAL",
            "warning",
            "计算用到的利率超过了法律数据最后核对的日期，金额为暂计",
            next_step=CONFIRM_RATES,
        )


def agreed_rate_may_be_cut(matter: Matter) -> Iterator[Finding]:
    """A rate far above the loss is likely to be reduced; the statutory figure is shown too."""
    for account in matter.claim.accounts:
        term = account.contract.late_payment
        late = [part.due_on for part in account.instalments if part.runs and part.due_on]
        if term is None or not late or not account.late_charge or account.alternative is None:
            continue
        breach_on = min(late) + dt.timedelta(days=1)
        view = compare_penalty(matter.book, parse_rate(term.rate), breach_on, matter.as_of)
        if not view.firm:
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


def small_creditor_floor_holds(matter: Matter) -> Iterator[Finding]:
    """What large debtors agree with smaller creditors may not fall below the LPR at signing."""
    for account in matter.claim.accounts:
        term = account.contract.late_payment
        rule = small_creditor_rule(matter.case, account.contract, matter.book, matter.as_of)
        if term is None or rule is None or rule.floor is None:
            continue
        breach_on = account.contract.signed_on or matter.as_of
        yearly = compare_penalty(
            matter.book, parse_rate(term.rate), breach_on, matter.as_of
        ).yearly_percent
        if yearly < rule.floor.percent:
            yield Finding(
                "LD-RATE-SME-FLOOR",
                "warning",
                f"{account.contract.title}约定的标准折合年利率 {yearly.normalize():f}%，"
                f"低于订立时一年期LPR {rule.floor.percent}%，本次仍按约定计算",
                where=str(term.origin),
                article=rule.article,
                next_step="由律师判断该约定是否有效，以及能否主张更高的标准",
            )


def small_creditor_facts_are_known(matter: Matter) -> Iterator[Finding]:
    """Without the day of signing nobody can say whether the daily rate is owed."""
    debtor = matter.case.debtor
    large = debtor.kind is PartyKind.INSTITUTION or debtor.size is EnterpriseSize.LARGE
    for contract in matter.case.contracts:
        if large and contract.late_payment is None and contract.signed_on is None:
            yield Finding(
                "LD-RATE-SME-DAY",
                "warning",
                f"{contract.title}没有签订日期，无法判断是否适用拖欠中小企业款项的逾期利率，"
                "本次按一般标准计算",
                where=str(contract.origin),
                article=matter.article("cn.sme_payment", "late_interest"),
                next_step="填写 signed_on，并核对双方签订时的规模 size",
            )


def statement_may_end_the_penalty(matter: Matter) -> Iterator[Finding]:
    """A statement that fixes principal and late charge ends the contract's penalty."""
    for row in matter.case.statements:
        contract = matter.case.contract_of(row.contract)
        agreed = contract is not None and contract.late_payment is not None
        confirmed = row.confirmed_by or row.confirmed_on
        if row.late_charge is not None and confirmed and agreed:
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
        article = next((key for word, key in _TWICE.items() if word in row.name), "")
        if article:
            yield Finding(
                "LD-RATE-TWICE",
                "error",
                f"费用里列了“{row.name}”，与按合同计算的逾期付款责任重复",
                where=str(row.origin),
                article=matter.article("cn.civil_code", article),
                next_step="删去这一行；逾期付款责任只按 late_payment 计算一次",
                blocks=(FIGURES,),
            )


GUARDS = (
    rates_are_checked,
    agreed_rate_may_be_cut,
    small_creditor_rate_needs_a_lawyer,
    small_creditor_floor_holds,
    small_creditor_facts_are_known,
    statement_may_end_the_penalty,
    no_late_charge_twice,
)
