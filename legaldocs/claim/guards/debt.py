"""Is the debt due, and how firm is the late charge?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import ContractKind
from legaldocs.claim.cost import borne_by, is_recoverable, is_suit_fee
from legaldocs.claim.due import due_from_first, open_readings
from legaldocs.claim.ledger import open_claim
from legaldocs.core.findings import FIGURES, Finding
from legaldocs.core.money import figure
from legaldocs.law.numerals import numeral

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.model import Credit, Payment
    from legaldocs.claim.due import OpenReading
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter

_FEES = "cn.fee_rules"


def due_days_are_known(matter: Matter) -> Iterator[Finding]:
    """A part without a due day is neither overdue nor certainly still to come."""
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


def due_events_are_one(matter: Matter) -> Iterator[Finding]:
    """Deliveries on several days do not say which of them, or whether each, starts the period.

    While first and last event lead to the same sums it warns; once they differ, every paper that
    states a sum waits until the case file says what the contract means.
    """
    for account in matter.claim.accounts:
        readings = open_readings(account.facts)
        if not readings or not (account.principal or account.not_due or account.late_charge):
            continue
        first = _counted_from_first(matter, account, readings)
        alike = _sums(first) == _sums(account)
        for reading in readings:
            yield Finding(
                "LD-DUE-SEVERAL-EVENTS",
                "warning" if alike else "error",
                f"{account.contract.title}“{reading.name}”以{reading.event}起算，"
                f"而{reading.event}不止一次："
                f"从第一次（{reading.first}）起算，{reading.due_from_first} 到期，"
                f"{_owed(first)}；从最后一次（{reading.last}）起算，{reading.due_from_last} 到期，"
                f"{_owed(account)}；"
                + ("目前两者相同，按最后一次计算" if alike else "不明确以前不出具载明金额的文书"),
                where=str(reading.origin),
                article=matter.article("cn.civil_code", "price_duty"),
                next_step=f"核对合同：全部完成后才起算的，写 due_after: 全部{reading.event}；"
                f"每次{reading.event}分别起算的，改写 instalments，各期写 amount 和 due_on",
                blocks=() if alike else (FIGURES,),
            )


def _counted_from_first(
    matter: Matter, account: ContractAccount, readings: tuple[OpenReading, ...]
) -> ContractAccount:
    """Return the account as it stands when open due days are counted from the first event."""
    contract = due_from_first(account.contract, readings)
    case = replace(matter.case, contracts=(contract,))
    return open_claim(case, matter.as_of, matter.book).accounts[0]


def _sums(account: ContractAccount) -> tuple[Decimal | None, ...]:
    return account.principal, account.not_due, account.late_charge, account.alternative


def _owed(account: ContractAccount) -> str:
    return (
        f"到期本金 {figure(account.principal)} 元、"
        f"{account.rule.name} {figure(account.late_charge)} 元"
    )


def payments_fit_the_debt(matter: Matter) -> Iterator[Finding]:
    """Payments beyond everything owed leave nothing to claim, or a row is wrong."""
    if matter.claim.unapplied:
        rows: tuple[Payment | Credit, ...] = (*matter.case.payments, *matter.case.credits)
        yield Finding(
            "LD-SUM-OVERPAID",
            "error",
            f"付款及退货折让（{'、'.join(str(row.origin) for row in rows)}）超过应付的全部价款、"
            f"逾期付款责任和费用，多出 {figure(matter.claim.unapplied)} 元",
            where=str(rows[-1].origin),
            next_step="核对付款是否属于其他合同或重复录入；确已多付的，没有可催收的欠款",
            blocks=(FIGURES,),
        )


def costs_are_owed(matter: Matter) -> Iterator[Finding]:
    """Lawyers' fees need a clause, court applications do not, and a suit's fee is no debt yet."""
    for cost in matter.case.costs:
        contract = matter.case.contract_of(cost.contract)
        if is_suit_fee(cost):
            yield Finding(
                "LD-COST-SUIT-FEE",
                "warning",
                f"{cost.name} {figure(cost.amount)} 元由法院在裁判时决定负担，不是现在的债务，"
                "不计入债权金额",
                where=str(cost.origin),
                article=matter.article(_FEES, "borne_by_loser"),
                next_step="起诉时在诉讼请求中写明由被告负担；从 costs 中删去这一行",
            )
        elif contract is not None and not is_recoverable(cost, clause=bool(contract.cost_clause)):
            yield Finding(
                "LD-COST-NO-CLAUSE",
                "warning",
                f"{contract.title}没有费用承担条款，"
                f"{cost.name} {figure(cost.amount)} 元不计入债权金额",
                where=str(cost.origin),
                next_step="合同有约定的，填写 cost_clause",
            )
        elif contract is not None and not contract.cost_clause:
            yield Finding(
                "LD-COST-COURT",
                "note",
                f"{contract.title}没有费用承担条款，{cost.name} {figure(cost.amount)} 元"
                "依规定可以向债务人主张，已计入债权金额",
                where=str(cost.origin),
                article=matter.article(_FEES, borne_by(cost)),
                next_step="起诉时列入诉讼请求",
            )


def whole_price_may_be_claimed(matter: Matter) -> Iterator[Finding]:
    """A buyer by instalments who leaves a fifth unpaid after a demand may owe the whole price."""
    book, day = matter.book, matter.as_of
    share = book.parameter("instalment.acceleration", day)
    least = book.parameter("instalment.minimum", day)
    for account in matter.claim.accounts:
        contract = account.contract
        if contract.kind is not ContractKind.SALE or len(contract.instalments) < least.value:
            continue
        if not (account.not_due and account.principal * 100 >= contract.price * share.value):
            continue
        yield Finding(
            "LD-DEBT-WHOLE-PRICE",
            "note",
            f"{contract.title}分 {len(contract.instalments)} 期付款，到期未付 "
            f"{figure(account.principal)} 元，为合同价款的 "
            f"{account.principal * 100 / contract.price:.1f}%。经催告后在合理期限内仍不支付的，"
            f"可以请求支付全部价款（另有未到期 {figure(account.not_due)} 元）或者解除合同；"
            "本次没有把未到期部分计入",
            where=str(contract.origin),
            article=f"{share.source}、{least.source}",
            next_step="要请求全部价款的，先发催告函并保存送达证明；期满仍不付的，由律师决定并在"
            "诉讼中主张",
        )


def retained_title_is_a_choice(matter: Matter) -> Iterator[Finding]:
    """A seller that kept the title may take the goods back instead, until most is paid."""
    for account in matter.claim.accounts:
        contract = account.contract
        if not contract.retention_of_title or not account.principal or not contract.price:
            continue
        if contract.kind is not ContractKind.SALE:
            yield Finding(
                "LD-KIND-TITLE",
                "warning",
                f"{contract.title}写了所有权保留，而所有权保留是买卖合同的约定",
                where=str(contract.origin),
                article=matter.article("cn.civil_code", "retention_of_title"),
                next_step="核对 kind；不是买卖的，删去 retention_of_title",
            )
            continue
        limit = matter.book.parameter("retention.paid_share", matter.as_of)
        paid = account.paid * 100 / contract.price
        choice = "经催告在合理期限内仍不支付的，也可以取回标的物，但未经登记的不得对抗善意第三人"
        if paid >= limit.value:
            choice = f"已达百分之{numeral(int(limit.value))}，不得再取回标的物"
        yield Finding(
            "LD-DEBT-TITLE",
            "note",
            f"{contract.title}约定所有权保留，已付价款的 {paid:.1f}%：{choice}",
            where=str(contract.origin),
            article=f"{matter.article('cn.civil_code', 'retention_of_title')}、{limit.source}",
            next_step="要取回标的物而不是要求付款的，先由律师核对标的物现状和登记情况",
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
    due_events_are_one,
    payments_fit_the_debt,
    costs_are_owed,
    whole_price_may_be_claimed,
    retained_title_is_a_choice,
    something_is_owed,
)
