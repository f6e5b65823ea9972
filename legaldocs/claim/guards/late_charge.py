"""How firm is the late charge?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import EnterpriseSize, PartyKind
from legaldocs.claim.late_charge_standard import (
    agreed_term,
    fixing_statement,
    small_creditor_rule,
)
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.law.penalty import (
    compare_penalty,
    compare_yearly,
    statutory_late_terms,
    yearly_percent,
)
from legaldocs.law.rate_terms import CAP_WORDS, AgreedRate, LprMultiple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.model import Contract
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.law.penalty import PenaltyView
    from legaldocs.law.rate_terms import Rate

CONFIRM_RATES = (
    "用 legaldocs law status 查看，核对公告后用 "
    "legaldocs law confirm lpr_1y --on 日期 --value 利率 --source 出处 确认"
)
"""The next step for a rate past its last check."""

_SEVERAL = 2
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
    """A rate far above the loss is likely to be cut on request; the other figure stands by."""
    for account in matter.claim.accounts:
        term = account.contract.late_payment
        late = [part.due_on for part in account.instalments if part.runs and part.due_on]
        if term is None or not late or not account.late_charge or not account.alternative:
            continue
        breach_on = min(late) + dt.timedelta(days=1)
        view = _against_loss(matter, account, breach_on)
        if not view.firm:
            yield Finding(
                "LD-RATE-HIGH",
                "warning",
                f"{account.contract.title}{account.rule.name}{account.rule.in_full}：{view.says}。"
                f"按约定为 {figure(account.late_charge)} 元，"
                f"按没有约定时的标准为 {figure(account.alternative)} 元",
                where=str(term.origin),
                article="、".join(view.articles),
                next_step="准备证明实际损失的材料，或在谈判和诉讼中备用较低的数额",
            )


def _against_loss(matter: Matter, account: ContractAccount, breach_on: dt.date) -> PenaltyView:
    """Compare a rate by itself, and anything else by what it has come to."""
    rate = _only_rate(account.contract)
    if rate is not None:
        return compare_penalty(matter.book, rate, breach_on, matter.as_of)
    high = statutory_late_terms(matter.book, matter.as_of).high
    loss = yearly_percent(matter.book, high, breach_on)
    yearly = loss * account.late_charge / (account.alternative or account.late_charge)
    return compare_yearly(matter.book, TO_FEN.apply(yearly), breach_on, matter.as_of)


def _only_rate(contract: Contract) -> Rate | None:
    """Return the rate that runs from the first late day without steps or a cap, if it is one."""
    term = contract.late_payment
    if term is None or term.steps or term.cap or term.from_day > 1:
        return None
    rate = agreed_term(contract, term).steps[0].rate
    return rate if isinstance(rate, AgreedRate | LprMultiple) else None


def _charged(matter: Matter) -> tuple[ContractAccount, ...]:
    """Return the accounts whose late charge is claimed, those before an open deed among them."""
    deed = matter.claim.deed
    before = () if deed is None or deed.fixed else deed.before.accounts
    return (*matter.claim.accounts, *before)


def cap_words_have_a_cap(matter: Matter) -> Iterator[Finding]:
    """A clause that limits the charge may not be claimed without its limit."""
    for account in _charged(matter):
        term = account.contract.late_payment
        if term is None or term.cap:
            continue
        words = CAP_WORDS.search(f"{term.clause}{term.wording}")
        if words:
            yield Finding(
                "LD-RATE-NO-CAP",
                "error",
                f"{account.contract.title}的逾期付款条款写有“{words[0]}”，而没有填写 cap（上限），"
                "不写上限会多算",
                where=str(term.origin),
                next_step="把上限写在 cap，如 cap: 合同价款的10%、cap: 逾期金额的10% 或 "
                "cap: 20000元",
                blocks=(FIGURES,),
            )


def fixed_sums_count_once_or_each(matter: Matter) -> Iterator[Finding]:
    """A sum for being late may be owed for each instalment or once; the contract must say."""
    for account in _charged(matter):
        term = account.contract.late_payment
        late = [part for part in account.instalments if part.due_on and part.due_on < matter.as_of]
        if term is None or term.per_instalment is not None or len(late) < _SEVERAL:
            continue
        if agreed_term(account.contract, term).fixed_sum and account.late_charge:
            yield Finding(
                "LD-RATE-PER-PART",
                "error",
                f"{account.contract.title}的{account.rule.name}是{account.rule.in_full}，"
                f"而到期的款项有 {len(late)} 期：每期分别计收，还是整个合同只计一份，金额不同",
                where=str(term.origin),
                next_step="核对合同：每期分别计收的写 per_instalment: 是，只计一份的写 "
                "per_instalment: 否",
                blocks=(FIGURES,),
            )


def monthly_rates_are_a_twelfth(matter: Matter) -> Iterator[Finding]:
    """A month is a twelfth of a year here; some contracts count it as thirty days."""
    for account in matter.claim.accounts:
        rate = _only_rate(account.contract)
        if isinstance(rate, AgreedRate) and rate.per == "month" and account.late_charge:
            term = account.contract.late_payment
            yield Finding(
                "LD-RATE-MONTH",
                "note",
                f"{account.contract.title}的月利率乘以 12 为年利率、一年按 365 日折算到日，"
                f"计得 {figure(account.late_charge)} 元",
                where=str(term.origin if term else account.contract.origin),
                next_step="合同写明一个月按 30 日折算的，把 rate 改写成每日的标准",
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
        rate = _only_rate(account.contract)
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


def small_creditor_facts_are_known(matter: Matter) -> Iterator[Finding]:
    """Without the day of signing, and the creditor's size, the daily rate may be missed."""
    debtor = matter.case.debtor
    large = debtor.kind is PartyKind.INSTITUTION or debtor.size is EnterpriseSize.LARGE
    creditor, assignment = matter.case.creditor, matter.case.assignment
    sizeless = creditor.natural or creditor.kind is PartyKind.INSTITUTION
    size = assignment.assignor_size if assignment else creditor.size or sizeless
    for contract in matter.case.contracts:
        missing = "签订日期" if contract.signed_on is None else "债权人签订时的规模"
        known = contract.signed_on is not None and size
        if large and contract.late_payment is None and not known:
            yield Finding(
                "LD-RATE-SME-DAY",
                "warning",
                f"{contract.title}没有{missing}，无法判断是否适用拖欠中小企业款项的逾期利率，"
                "本次按一般标准计算",
                where=str(contract.origin),
                article=matter.article("cn.sme_payment", "late_interest"),
                next_step="填写 signed_on，并核对双方签订时的规模 size",
            )


def statement_limits_the_charge(matter: Matter) -> Iterator[Finding]:
    """A statement that fixes the late charge limits the claim to it, and blocks nothing else."""
    for account in matter.claim.accounts:
        row = fixing_statement(matter.case, account.contract)
        if row is None:
            continue
        after = (
            "并按其保留计算此后的部分"
            if row.late_charge_reserved
            else "该日以后的没有保留，不再计算"
        )
        yield Finding(
            "LD-RATE-STATEMENT",
            "warning",
            f"对账单（{row.origin}）载明截至 {row.through_on} 的违约金或利息 "
            f"{figure(row.late_charge or ZERO)} 元，本次以该数额为限，{after}",
            where=str(row.origin),
            article=matter.article(_SALE, "late_payment.statement"),
            next_step="对账单写明此后仍按合同计算的，写 late_charge_reserved: 是；"
            "只核对了本金的，删去 late_charge",
        )


def statement_that_fixes_names_its_contract(matter: Matter) -> Iterator[Finding]:
    """A late charge fixed for several contracts together cannot be divided here."""
    deed = matter.claim.deed
    joint = len(matter.case.contracts) > 1 and not (deed is not None and deed.fixed)
    for row in matter.case.statements if joint else ():
        confirmed = row.confirmed_by or row.confirmed_on
        if row.late_charge is not None and confirmed and not row.contract:
            yield Finding(
                "LD-RATE-STATEMENT",
                "error",
                f"对账单（{row.origin}）没有写明合同，载明的违约金或利息 "
                f"{figure(row.late_charge)} 元是各合同合计的，无法分到各合同",
                where=str(row.origin),
                article=matter.article(_SALE, "late_payment.statement"),
                next_step="按合同分别填写对账单，各写 contract 和 late_charge；"
                "只核对了本金的，删去 late_charge",
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
    cap_words_have_a_cap,
    fixed_sums_count_once_or_each,
    monthly_rates_are_a_twelfth,
    small_creditor_rate_needs_a_lawyer,
    small_creditor_floor_holds,
    small_creditor_facts_are_known,
    statement_limits_the_charge,
    statement_that_fixes_names_its_contract,
    no_late_charge_twice,
)
