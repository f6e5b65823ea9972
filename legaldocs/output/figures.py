"""The figures of a claim: as a sentence, and as JSON."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from legaldocs.core.money import ZERO, figure, plain
from legaldocs.output.reply import Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.claim.figures import (
        ContractAccount,
        InstalmentAccount,
        LateChargeRun,
        LprComparison,
    )
    from legaldocs.claim.matter import Matter


class Lpr(msgspec.Struct, frozen=True):
    """A late charge by both readings of the LPR (LPR 两种取值)."""

    fixed: Annotated[Yuan, Meta(description="固定为违约时的")]
    floating: Annotated[Yuan, Meta(description="随期浮动的")]
    provisional: Annotated[bool, Meta(description="用到的利率是否超过核对日期")]


class Run(msgspec.Struct, frozen=True):
    """Days in a row with one base and one rate (计算期间)."""

    first: Annotated[dt.date, Meta(description="首日，计入")]
    last: Annotated[dt.date, Meta(description="末日，计入")]
    days: Annotated[int, Meta(description="天数")]
    base: Annotated[Yuan, Meta(description="未付本金")]
    rate: Annotated[str, Meta(description="标准")]
    says: Annotated[str, Meta(description="算式")]
    source: Annotated[str, Meta(description="利率来源")]


class Share(msgspec.Struct, frozen=True):
    """The part of a payment that went to an instalment (清偿抵充)."""

    paid_on: Annotated[dt.date, Meta(description="付款日期")]
    amount: Annotated[Yuan, Meta(description="抵充的金额")]
    towards: Annotated[str, Meta(description="抵充的项目")]
    source: Annotated[str, Meta(description="依据")]
    where: Annotated[str, Meta(description="文件:行")]


class Instalment(msgspec.Struct, frozen=True):
    """One part of the price: due, paid, left (分期账目)."""

    name: Annotated[str, Meta(description="款项名称")]
    where: Annotated[str, Meta(description="文件:行")]
    amount: Annotated[Yuan, Meta(description="应付金额")]
    due_on: Annotated[dt.date | None, Meta(description="到期日；起算事由尚未发生的为空")]
    due_says: Annotated[str, Meta(description="到期日怎样得出")]
    paid: Annotated[Yuan, Meta(description="已付本金")]
    outstanding: Annotated[Yuan, Meta(description="未付本金")]
    overdue_days: Annotated[int, Meta(description="逾期天数")]
    late_charge: Annotated[Yuan, Meta(description="尚欠的违约金或逾期付款损失")]
    late_charge_paid: Annotated[Yuan, Meta(description="已付的违约金或逾期付款损失")]
    runs: Annotated[tuple[Run, ...], Meta(description="分段计算")]
    shares: Annotated[tuple[Share, ...], Meta(description="付款的抵充")]


class Standard(msgspec.Struct, frozen=True):
    """What a late charge is worked out by (逾期付款损失计算标准)."""

    basis: Annotated[str, Meta(description="agreed 约定、sme 中小企业条例、lpr 司法解释")]
    name: Annotated[str, Meta(description="名称，如 违约金")]
    says: Annotated[str, Meta(description="标准，如 日万分之五")]
    source: Annotated[str, Meta(description="依据")]


class Contract(msgspec.Struct, frozen=True):
    """One contract: its instalments and their sums (合同账目)."""

    contract: Annotated[str, Meta(description="合同名称和编号")]
    where: Annotated[str, Meta(description="文件:行")]
    price: Annotated[Yuan | None, Meta(description="合同价款；没有约定总价的为空")]
    delivered: Annotated[Yuan, Meta(description="已送货")]
    invoiced: Annotated[Yuan, Meta(description="已开票")]
    paid: Annotated[Yuan, Meta(description="已付款")]
    unapplied: Annotated[Yuan, Meta(description="多付的金额")]
    principal: Annotated[Yuan, Meta(description="到期未付本金")]
    not_due: Annotated[Yuan, Meta(description="未到期")]
    late_charge: Annotated[Yuan, Meta(description="违约金或逾期付款损失")]
    late_charge_by_lpr: Annotated[Lpr | None, Meta(description="按 LPR 计算时的两种取值")]
    alternative: Annotated[Yuan | None, Meta(description="约定的标准被调减时，按法定标准的金额")]
    standard: Standard
    instalments: tuple[Instalment, ...]


class JudgmentFigures(msgspec.Struct, frozen=True):
    """What is owed by an instrument in force, with interest for late performance (生效文书)."""

    paper: Annotated[str, Meta(description="文号和种类")]
    ordered: Annotated[Yuan, Meta(description="判项金额合计，不含一般债务利息")]
    unpaid: Annotated[Yuan, Meta(description="其中未付")]
    general: Annotated[Yuan, Meta(description="文书确定的一般债务利息")]
    doubled: Annotated[Yuan, Meta(description="迟延履行期间加倍部分的债务利息")]
    total: Annotated[Yuan, Meta(description="合计")]
    provisional: Annotated[bool, Meta(description="用到的利率是否超过核对日期")]
    articles: Annotated[tuple[str, ...], Meta(description="依据")]


class Figures(msgspec.Struct, frozen=True):
    """What the debtor owes on a day (债权金额)."""

    as_of: Annotated[dt.date, Meta(description="计算至该日，含当日")]
    principal: Annotated[Yuan, Meta(description="到期未付本金")]
    late_charge: Annotated[Yuan, Meta(description="违约金或逾期付款损失")]
    late_charge_name: Annotated[str, Meta(description="上一项的名称")]
    late_charge_floor: Annotated[Yuan | None, Meta(description="法定加计幅度取下限的金额")]
    late_charge_by_lpr: Annotated[Lpr | None, Meta(description="按 LPR 计算时的两种取值")]
    costs: Annotated[Yuan, Meta(description="费用")]
    total: Annotated[Yuan, Meta(description="本金、违约金或损失、费用合计")]
    payment_order: Annotated[Yuan, Meta(description="其中支付令可以请求；不能再申请的为 0.00")]
    not_due: Annotated[Yuan, Meta(description="未到期")]
    overdue_days: Annotated[int, Meta(description="最长逾期天数")]
    first_due_on: Annotated[dt.date | None, Meta(description="最早的逾期款项到期日")]
    provisional: Annotated[bool, Meta(description="用到的利率是否超过核对日期")]
    contracts: tuple[Contract, ...]


class LimitationEnd(msgspec.Struct, frozen=True):
    """A day to act by (期限)."""

    what: Annotated[str, Meta(description="什么期限：诉讼时效、申请执行期间或者保证期间")]
    contract: Annotated[
        str, Meta(description="合同名称和编号；申请执行期间为法律文书，保证期间为保证人")
    ]
    advised: Annotated[dt.date | None, Meta(description="建议不迟于该日行动；不进行的为空")]
    conservative: Annotated[dt.date | None, Meta(description="稳妥届满日")]
    statutory: Annotated[dt.date | None, Meta(description="依法届满日")]
    says: Annotated[tuple[str, ...], Meta(description="怎样得出")]


def in_words(matter: Matter) -> str:
    """Return what is owed as one sentence for the screen: once decided, by the instrument."""
    return stated_in_words(figures(matter), judgment_figures(matter), matter.decided_by)


def stated_in_words(owed: Figures, judgment: JudgmentFigures | None, decided_by: str) -> str:
    """Return the sentence of :func:`in_words` from what a summary states."""
    if decided_by:
        return f"截至 {owed.as_of}：{_decided_in_words(judgment, decided_by)}"
    parts = [f"到期本金 {_yuan(owed.principal)}"]
    if Decimal(owed.late_charge):
        parts.append(f"{owed.late_charge_name} {_yuan(owed.late_charge)}")
    if Decimal(owed.costs):
        parts.append(f"费用 {_yuan(owed.costs)}")
    parts.append(f"合计 {_yuan(owed.total)}")
    if Decimal(owed.not_due):
        parts.append(f"另有未到期 {_yuan(owed.not_due)}")
    unapplied = sum((Decimal(row.unapplied) for row in owed.contracts), ZERO)
    if unapplied:
        parts.append(f"另有多付 {figure(unapplied)} 元")
    return f"截至 {owed.as_of}：{'，'.join(parts)}"


def _decided_in_words(owed: JudgmentFigures | None, decided_by: str) -> str:
    if owed is None:
        return f"债权已由{decided_by}确定，不再按合同计算"
    rows = (("一般债务利息", owed.general), ("加倍部分债务利息", owed.doubled))
    interest = [f"{name} {_yuan(sum_)}" for name, sum_ in rows if Decimal(sum_)]
    return "，".join(
        (f"{owed.paper}未付 {_yuan(owed.unpaid)}", *interest, f"合计 {_yuan(owed.total)}")
    )


def _yuan(amount: str) -> str:
    return f"{figure(Decimal(amount))} 元"


def figures(matter: Matter) -> Figures:
    """Return the figures of a claim on its contracts; amounts in yuan as text."""
    claim = matter.claim
    from legaldocs.claim.proceedings import order_is_open  # noqa: PLC0415 - loads the law data

    open_ = order_is_open(matter.case, matter.book, matter.as_of)
    return Figures(
        as_of=claim.as_of,
        principal=plain(claim.principal),
        late_charge=plain(claim.late_charge),
        late_charge_name=claim.late_charge_name,
        late_charge_floor=None if claim.floor is None else plain(claim.floor),
        late_charge_by_lpr=_lpr(claim.lpr),
        costs=plain(claim.costs),
        total=plain(claim.total),
        payment_order=plain(claim.order_sum.total if open_ else ZERO),
        not_due=plain(claim.not_due),
        overdue_days=claim.overdue_days,
        first_due_on=claim.first_due_on,
        provisional=claim.provisional,
        contracts=tuple(_contract(account) for account in claim.accounts),
    )


def judgment_figures(matter: Matter) -> JudgmentFigures | None:
    """Return what is owed by the instrument in force, if there is one; amounts as text."""
    from legaldocs.claim.judgment_debt import judgment_debt  # noqa: PLC0415 - loads the law data

    owed = judgment_debt(matter.case, matter.book, matter.as_of)
    if owed is None:
        return None
    return JudgmentFigures(
        paper=f"{owed.judgment.number}{owed.judgment.kind}",
        ordered=plain(owed.ordered),
        unpaid=plain(owed.unpaid),
        general=plain(owed.general),
        doubled=plain(owed.doubled),
        total=plain(owed.total),
        provisional=owed.provisional,
        articles=owed.articles,
    )


def deadlines(matter: Matter) -> tuple[LimitationEnd, ...]:
    """Return the days to act by: the ends of limitation, guarantee periods and enforcement."""
    limitations = tuple(
        LimitationEnd(
            what="诉讼时效",
            contract=found.contract.title,
            advised=found.limitation.advised,
            conservative=found.limitation.conservative,
            statutory=found.limitation.statutory,
            says=tuple(found.limitation.says),
        )
        for found in matter.limitations
    )
    return (*limitations, *_enforcement(matter), *_guarantee_periods(matter))


def _enforcement(matter: Matter) -> Iterator[LimitationEnd]:
    """Yield the end of the period for asking enforcement, while it was not asked for."""
    from legaldocs.claim.judgment_debt import time_to_enforce  # noqa: PLC0415 - loads the law data

    procedure = matter.case.procedure
    judgment = procedure.judgment if procedure else None
    period = time_to_enforce(matter.case, matter.book, matter.as_of)
    if judgment is not None and period is not None:
        end = period.deadlines[-1]
        paper = f"{judgment.number}{judgment.kind}"
        yield LimitationEnd(
            "申请执行期间", paper, end.advised, end.raw_end, end.end, (period.rule,)
        )


def _guarantee_periods(matter: Matter) -> Iterator[LimitationEnd]:
    """Yield the end of each guarantee period not saved for all that is owed; it rolls over no day.

    Once it is over, what an act left out is the matter of a finding.
    """
    from legaldocs.claim.guaranteed import period_of, saved  # noqa: PLC0415 - loads the law data

    for row in matter.case.guarantees:
        period = period_of(matter, row)
        if period is None:
            continue
        record, end = saved(matter, row, period), period.deadline.raw_end
        if not record.done or (record.later and end >= matter.as_of):
            part = f"{record.done}，其后到期的款项尚未一并保全" if record.done else ""
            says = tuple(filter(None, (period.period_rule, period.saving_act, part)))
            yield LimitationEnd("保证期间", row.guarantor, period.deadline.advised, end, end, says)


def _contract(account: ContractAccount) -> Contract:
    rule = account.rule
    return Contract(
        contract=account.contract.title,
        where=str(account.contract.origin),
        price=None if account.contract.price is None else plain(account.contract.price),
        delivered=plain(account.delivered),
        invoiced=plain(account.invoiced),
        paid=plain(account.paid),
        unapplied=plain(account.unapplied),
        principal=plain(account.principal),
        not_due=plain(account.not_due),
        late_charge=plain(account.late_charge),
        late_charge_by_lpr=_lpr(account.lpr),
        alternative=None if account.alternative is None else plain(account.alternative),
        standard=Standard(rule.basis, rule.name, rule.in_full, rule.source),
        instalments=tuple(_instalment(part) for part in account.instalments),
    )


def _lpr(both: LprComparison | None) -> Lpr | None:
    if both is None:
        return None
    return Lpr(plain(both.fixed), plain(both.floating), both.provisional)


def _instalment(part: InstalmentAccount) -> Instalment:
    return Instalment(
        name=part.name,
        where=str(part.origin),
        amount=plain(part.amount),
        due_on=part.due_on,
        due_says=part.due_says,
        paid=plain(part.paid),
        outstanding=plain(part.outstanding),
        overdue_days=part.overdue_days,
        late_charge=plain(part.late_charge),
        late_charge_paid=plain(part.late_charge_paid),
        runs=tuple(_run(run) for run in part.runs),
        shares=tuple(
            Share(
                share.paid_on, plain(share.amount), share.towards, share.source, str(share.origin)
            )
            for share in part.shares
        ),
    )


def _run(run: LateChargeRun) -> Run:
    return Run(
        first=run.first,
        last=run.last,
        days=run.days,
        base=plain(run.base),
        rate=run.rate,
        says=run.says,
        source=run.source,
    )
