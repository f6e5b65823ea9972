"""How firm is the late charge?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeKind
from legaldocs.claim.agreed_term import agreed_term, only_rate
from legaldocs.claim.due import due_parts
from legaldocs.claim.late_charge_standard import fixing_statement, fixing_statements, is_joint
from legaldocs.claim.reach_back import reaching_back
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import TO_FEN, ZERO, figure
from legaldocs.law.penalty import (
    compare_penalty,
    compare_yearly,
    statutory_late_terms,
    yearly_percent,
)
from legaldocs.law.rate_terms import BENCHMARK, AgreedRate, LprMultiple, cap_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.contract import Contract
    from legaldocs.case.late_payment import LatePayment
    from legaldocs.claim.due import DuePart
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter
    from legaldocs.law.penalty import PenaltyView

CONFIRM_RATES = (
    "用 legaldocs law status 查看，核对公告后用 "
    "legaldocs law confirm lpr_1y --on 日期 --value 利率 --source 出处 确认（五年期写 lpr_5y）"
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
    rate = only_rate(account.contract)
    if rate is not None:
        return compare_penalty(matter.book, rate, breach_on, matter.as_of)
    high = statutory_late_terms(matter.book, matter.as_of).high
    loss = yearly_percent(matter.book, high, breach_on)
    yearly = loss * account.late_charge / (account.alternative or account.late_charge)
    return compare_yearly(matter.book, TO_FEN.apply(yearly), breach_on, matter.as_of)


def _charged(matter: Matter) -> tuple[ContractAccount, ...]:
    """Return the accounts whose late charge is claimed, those before an open deed among them."""
    deed = matter.claim.deed
    before = () if deed is None or deed.fixed else deed.before.accounts
    return (*matter.claim.accounts, *before)


def cap_words_have_a_cap(matter: Matter) -> Iterator[Finding]:
    """A clause that limits the charge may not be claimed without its limit.

    Nothing else can hold a cap that was left out, so a term without its own words is asked for.
    """
    for account in _charged(matter):
        term = account.contract.late_payment
        if term is None or term.cap:
            continue
        said = f"{term.clause}。{term.wording}。{account.contract.payment_clause}"
        words = cap_words(said)
        if words:
            yield Finding(
                "LD-RATE-NO-CAP",
                "error",
                f"{account.contract.title}的逾期付款条款写有“{words}”，而没有填写 cap（上限），"
                "不写上限会多算",
                where=str(term.origin),
                next_step="把上限写在 cap，如 cap: 合同价款的10%、cap: 逾期金额的10% 或 "
                "cap: 20000元；写不成的，由律师计算后另行主张",
                blocks=(FIGURES,),
            )
        elif not term.wording and account.late_charge:
            in_deed = account.contract not in matter.case.contracts
            yield Finding(
                "LD-RATE-NO-WORDING",
                "note",
                f"{account.contract.title}没有写逾期付款条款的原文，无法核对合同对"
                f"{account.rule.name}有没有上限",
                where=str(term.origin),
                next_step="对照协议原件：违约金有上限的，由律师按上限计算后另行主张"
                if in_deed
                else "把条款原文抄在 wording；有上限的写 cap，不能因为上限写不成就不写",
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
        rate = only_rate(account.contract)
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


def old_names_are_read_as_the_law_reads_them(matter: Matter) -> Iterator[Finding]:
    """The benchmark gave way to the LPR, and 滞纳金 between equals is a penalty."""
    for account in _charged(matter):
        contract, term = account.contract, account.contract.late_payment
        if term is None or not account.late_charge:
            continue
        if _follows_benchmark(contract, term):
            yield Finding(
                "LD-RATE-BENCHMARK",
                "warning",
                f"{contract.title}约定按贷款基准利率，该利率取消以后按一年期贷款市场报价利率计算，"
                f"此前按一年期档次，计得 {figure(account.late_charge)} 元",
                where=str(term.origin),
                article=matter.article("cn.conference_minutes", "benchmark_abolished"),
                next_step="核对合同所指的档次和利率：指某家银行的实际利率，或者一年以上档次的，"
                "由律师计算",
            )
        if term.kind is LateChargeKind.LATE_FEE:
            yield Finding(
                "LD-RATE-LATE-FEE",
                "note",
                f"{contract.title}约定的是“滞纳金”，平等主体之间按约定的违约金主张",
                where=str(term.origin),
                article=matter.article("cn.civil_code", "penalty_adjust"),
                next_step="合同同时约定违约金的，由律师判断能否一并主张",
            )


def _follows_benchmark(contract: Contract, term: LatePayment) -> bool:
    rates = (step.rate for step in agreed_term(contract, term).steps)
    return any(isinstance(rate, LprMultiple) and rate.published is BENCHMARK for rate in rates)


def charges_reach_back_to_a_day(matter: Matter) -> Iterator[Finding]:
    """A charge that reaches back needs the day it reaches, and may be cut for the time before."""
    for account in matter.claim.accounts:
        term = account.contract.late_payment
        parts = _reaching_back(matter, account)
        if term is None or term.runs_from is None or not parts:
            continue
        without = [part.name for part in parts if not _has_its_day(part)]
        if without:
            yield Finding(
                "LD-RATE-BACK-DAY",
                "error",
                f"{account.contract.title}的{account.rule.name}自{term.runs_from}之日起追溯计算，"
                f"而“{'”、“'.join(without)}”没有该日，或者该日晚于到期日",
                where=str(term.origin),
                next_step=f"录入{term.runs_from}的单据和日期；只自到期日的次日起主张的，"
                "删去 runs_from",
                blocks=(FIGURES,),
            )
        else:
            yield Finding(
                "LD-RATE-BACK",
                "warning",
                f"{account.contract.title}的{account.rule.name}按约定追溯到{term.runs_from}之日，"
                "到期以前的部分可能被认为不是损失而调减",
                where=str(term.origin),
                article=matter.article("cn.civil_code", "penalty_adjust"),
                next_step="核对合同原文确有追溯计算的约定；备一份自到期日的次日起计算的数额",
            )


def _reaching_back(matter: Matter, account: ContractAccount) -> list[DuePart]:
    """Return the late parts whose charge reaches back; what a statement fixed does not."""
    if account.contract not in matter.case.contracts:
        return []
    stated = fixing_statement(matter.case, account.contract)
    since = stated.through_on if stated else dt.date.min
    late = {part.name for part in account.instalments if part.runs}
    return [
        part
        for part in reaching_back(account.facts, due_parts(account.facts))
        if part.name in late and part.due_on is not None and part.due_on >= since
    ]


def _has_its_day(part: DuePart) -> bool:
    return part.runs_from is not None and part.runs_from <= (part.due_on or part.runs_from)


def statement_limits_the_charge(matter: Matter) -> Iterator[Finding]:
    """A statement that fixes the late charge limits the claim to it, and blocks nothing else."""
    rows = (fixing_statement(matter.case, row.contract) for row in matter.claim.accounts)
    for row in dict.fromkeys(row for row in rows if row is not None):
        joint = is_joint(matter.case, row)
        together = "各合同合计的" if joint else ""
        after = (
            "并按其保留计算此后的部分"
            if row.late_charge_reserved
            else "该日以前到期的款项此后没有保留，不再计算"
        )
        undivided = "；双方没有分到各合同，全部列在最先到期的合同项下" if joint else ""
        yield Finding(
            "LD-RATE-STATEMENT",
            "warning",
            f"对账单（{row.origin}）载明截至 {row.through_on} 的{together}违约金或利息 "
            f"{figure(row.late_charge or ZERO)} 元，本次以该数额为限，{after}{undivided}",
            where=str(row.origin),
            article=matter.article(_SALE, "late_payment.statement"),
            next_step="对账单写明此后仍按合同计算的，写 late_charge_reserved: 是；"
            "只核对了本金的，删去 late_charge",
        )


def statements_fix_the_charge_one_way(matter: Matter) -> Iterator[Finding]:
    """A sum fixed for one contract after one fixed for all leaves open what is left of that one."""
    case, deed = matter.case, matter.claim.deed
    rows = fixing_statements(case) if deed is None or not deed.fixed else ()
    joint = [row for row in rows if is_joint(case, row)]
    last = max(joint, key=lambda row: row.through_on, default=None)
    for row in rows if last else ():
        if last is not None and row.contract and row.through_on >= last.through_on:
            yield Finding(
                "LD-RATE-STATEMENTS",
                "error",
                f"对账单（{row.origin}）单独载明了一份合同的违约金或利息，而较早的对账单"
                f"（{last.origin}）载明的是各合同合计，看不出其中哪些已包括在内",
                where=str(row.origin),
                article=matter.article(_SALE, "late_payment.statement"),
                next_step="核对两份对账单后，按合同分别填写各自的 contract 和 late_charge",
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
    old_names_are_read_as_the_law_reads_them,
    charges_reach_back_to_a_day,
    statement_limits_the_charge,
    statements_fix_the_charge_one_way,
    no_late_charge_twice,
)
