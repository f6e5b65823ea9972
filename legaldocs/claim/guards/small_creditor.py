"""Does the rule for small creditors of large debtors govern the late charge?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.agreed_term import only_rate
from legaldocs.claim.small_creditor import (
    creditor_size,
    rules_by_debtor,
    size_of,
    small_creditor_rule,
)
from legaldocs.core.findings import Finding
from legaldocs.law.penalty import yearly_percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.contract import Contract
    from legaldocs.claim.matter import Matter


def rate_needs_a_lawyer(matter: Matter) -> Iterator[Finding]:
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


def floor_holds(matter: Matter) -> Iterator[Finding]:
    """What large debtors agree with smaller creditors may not fall below the LPR at signing."""
    for account in matter.claim.accounts:
        term = account.contract.late_payment
        rule = small_creditor_rule(matter.case, account.contract, matter.book, matter.as_of)
        if term is None or rule is None or rule.floor is None:
            continue
        rate = only_rate(account.contract)
        if rate is None:
            continue
        breach_on = account.contract.signed_on or matter.as_of
        yearly = yearly_percent(matter.book, rate, breach_on)
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


def facts_are_known(matter: Matter) -> Iterator[Finding]:
    """The daily rate needs the day of signing and the size of every party."""
    case = matter.case
    payers = [row for row in case.debtors if size_of(case, row) in ("public", "large")]
    for contract in case.contracts if payers else ():
        if contract.late_payment is not None:
            continue
        if contract.signed_on is None:
            yield Finding(
                "LD-RATE-SME-DAY",
                "warning",
                f"{contract.title}没有签订日期，无法判断是否适用拖欠中小企业款项的逾期利率，"
                "本次按一般标准计算",
                where=str(contract.origin),
                article=matter.article("cn.sme_payment", "late_interest"),
                next_step="填写 signed_on，并核对双方签订时的规模 size",
            )
        elif small_creditor_rule(case, contract, matter.book, matter.as_of) is None:
            yield from _doubt(matter, contract)


def _doubt(matter: Matter, contract: Contract) -> Iterator[Finding]:
    """Some debtors may owe the daily rate and others not, or the creditor's size is missing."""
    case = matter.case
    rules = rules_by_debtor(case, contract, matter.book, matter.as_of)
    owing = [name for name, rule in rules.items() if rule.applies]
    if owing:
        others = "、".join(name for name in rules if name not in owing)
        why = f"对{'、'.join(owing)}适用而对{others}不适用或者没有查明规模"
    elif creditor_size(case) is None and any("没有查明" in rule.why for rule in rules.values()):
        why = "债权人在合同订立时的企业规模没有查明，或者债权人不是企业"
    else:
        return
    yield Finding(
        "LD-RATE-SME-SIZE",
        "warning",
        f"{contract.title}：拖欠中小企业款项的逾期利率{why}，本次按一般标准计算",
        where=str(contract.origin),
        article=matter.article("cn.sme_payment", "late_interest"),
        next_step="核对各方签订合同时的规模并填写 size（分公司按设立它的法人）；"
        "几个债务人规模不同的，或者债权人是个体工商户的，由律师判断能否按每日标准主张",
    )


GUARDS = (
    rate_needs_a_lawyer,
    floor_holds,
    facts_are_known,
)
