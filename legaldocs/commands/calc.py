"""legaldocs calc: the law's arithmetic alone, with its working."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from legaldocs.commands._accrual import provisional_rates, segment_reply
from legaldocs.commands._after_judgment import doubled, enforcement
from legaldocs.commands._before_judgment import case_fee, guarantee, imputation, preservation
from legaldocs.commands._calc import (
    DeadlineReply,
    FeeReply,
    InterestReply,
    LimitationReply,
    OtherReading,
    Rejected,
    Restart,
    UsccReply,
    WordsReply,
)
from legaldocs.commands._law import book
from legaldocs.commands._options import Day, as_of_option, json_option
from legaldocs.commands._show import listed, show
from legaldocs.output.reply import Step

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.core.findings import Finding
    from legaldocs.law.interest import Accrual, Basis, Ends
    from legaldocs.law.interruptions import Event
    from legaldocs.law.limitation import Limitation, RejectedEvent
    from legaldocs.law.rate_terms import AgreedRate, LprMode, LprMultiple

_FIGURE_FIRST = {"ignore_unknown_options": True}
"""So that a negative amount reaches the reader of amounts, which says what was expected."""


@click.group("calc")
def command() -> None:
    """诉讼费、利息、大写、期限等单项计算。"""


command.add_command(doubled)
command.add_command(enforcement)
command.add_command(case_fee)
command.add_command(imputation)
command.add_command(guarantee)
command.add_command(preservation)


@command.command("fee", context_settings=_FIGURE_FIRST)
@click.argument("amount")
@as_of_option
@json_option
def fee(amount: str, *, as_of: dt.date, as_json: bool) -> None:
    """按标的额计算案件受理费、支付令申请费、保全费和执行费。"""
    from legaldocs.core.money import figure, plain, yuan
    from legaldocs.law.fees import NOTE, court_fees

    claimed = yuan(amount)
    fees = court_fees(book(), claimed, as_of)
    rows = (
        ("案件受理费", fees.acceptance),
        ("案件受理费（减半）", fees.acceptance_half),
        ("支付令申请费", fees.payment_order),
        ("财产保全申请费", fees.preservation),
        ("申请执行费", fees.execution),
    )
    answer = FeeReply(
        ok=True,
        findings=(),
        amount=plain(claimed),
        as_of=as_of,
        acceptance=plain(fees.acceptance),
        acceptance_half=plain(fees.acceptance_half),
        payment_order=plain(fees.payment_order),
        preservation=plain(fees.preservation),
        execution=plain(fees.execution),
        steps=tuple(Step(step.says, step.source) for step in fees.steps),
    )
    lines = [f"标的额 {figure(claimed)} 元"]
    lines += [f"  {title}：{figure(value)} 元" for title, value in rows]
    lines += ["", "计算过程", *(f"  {step.says}（{step.source}）" for step in fees.steps), NOTE]
    show(answer, "\n".join(lines), as_json=as_json)


@command.command("interest", context_settings=_FIGURE_FIRST)
@click.option("--principal", required=True, metavar="AMOUNT", help="计息本金，单位元。")
@click.option("--from", "first", type=Day(), required=True, metavar="DAY", help="起算日。")
@click.option("--to", "last", type=Day(), required=True, metavar="DAY", help="截止日。")
@click.option("--rate", required=True, metavar="RATE", help="0.05%/day、6%/year、lpr、lpr*1.5。")
@click.option(
    "--lpr",
    "mode",
    type=click.Choice(["fixed", "floating"]),
    default="fixed",
    help="LPR 固定为违约时（默认）或者随期浮动。",
)
@click.option("--breach", type=Day(), metavar="DAY", help="违约日；不写则为起算日。")
@click.option("--basis", type=click.Choice(["365", "360", "actual"]), default="365")
@click.option(
    "--days", "ends", type=click.Choice(["both", "first", "last", "neither"]), default="both"
)
@json_option
def interest(  # noqa: PLR0913 - one parameter an option
    *,
    principal: str,
    first: dt.date,
    last: dt.date,
    rate: str,
    mode: LprMode,
    breach: dt.date | None,
    basis: Basis,
    ends: Ends,
    as_json: bool,
) -> None:
    """计算一段期间的利息或者违约金，列出分段。"""
    from legaldocs.core.money import plain, yuan
    from legaldocs.law.interest import accrue
    from legaldocs.law.rate_terms import LprMultiple, parse_rate

    law, base, terms = book(), yuan(principal), parse_rate(rate, mode=mode)
    breach_on = breach or first

    def worked(chosen: AgreedRate | LprMultiple) -> Accrual:
        return accrue(law, base, first, last, chosen, breach_on=breach_on, basis=basis, ends=ends)

    accrual = worked(terms)
    other = None
    if isinstance(terms, LprMultiple):
        turned: LprMode = "floating" if mode == "fixed" else "fixed"
        other = (turned, worked(replace(terms, mode=turned)))
    findings = provisional_rates(accrual)
    answer = InterestReply(
        ok=True,
        findings=findings,
        principal=plain(base),
        first=first,
        last=last,
        days=accrual.days,
        interest=plain(accrual.interest),
        basis=basis,
        ends=ends,
        convention=accrual.convention,
        provisional=accrual.provisional,
        segments=tuple(segment_reply(segment) for segment in accrual.segments),
        alternative=other and _alternative(*other),
    )
    show(answer, _interest_text(accrual, other, findings), as_json=as_json)


def _alternative(mode: LprMode, accrual: Accrual) -> OtherReading:
    from legaldocs.core.money import plain

    return OtherReading(mode, plain(accrual.interest), accrual.provisional)


def _interest_text(
    accrual: Accrual, other: tuple[LprMode, Accrual] | None, findings: tuple[Finding, ...]
) -> str:
    from legaldocs.core.money import figure

    lines = [f"计息 {accrual.days} 日，合计 {figure(accrual.interest)} 元（{accrual.convention}）"]
    lines += [
        f"  {segment.first} 至 {segment.last}：{segment.says}（{segment.source}）"
        for segment in accrual.segments
    ]
    if other is not None:
        name = "随期浮动" if other[0] == "floating" else "固定为违约时"
        doubt = "（含暂定的利率）" if other[1].provisional else ""
        lines.append(f"LPR {name}的，合计 {figure(other[1].interest)} 元{doubt}")
    if findings:
        lines.append(listed(findings))
    return "\n".join(lines)


@command.command("words", context_settings=_FIGURE_FIRST)
@click.argument("amount")
@json_option
def words(amount: str, *, as_json: bool) -> None:
    """把金额写成大写，或者把大写读成金额。"""
    from legaldocs.core.money import figure, plain, yuan
    from legaldocs.law.words import amount_from_words, amount_in_words

    spelled = any(unit in amount for unit in "元角分")
    value = amount_from_words(amount) if spelled else yuan(amount)
    written = amount_in_words(value)
    answer = WordsReply(ok=True, findings=(), amount=plain(value), words=written)
    show(answer, f"{figure(value)} 元" if spelled else f"人民币{written}", as_json=as_json)


@command.command("uscc")
@click.argument("code")
@json_option
def uscc(code: str, *, as_json: bool) -> None:
    """校验统一社会信用代码。"""
    from legaldocs.law.identity import check_uscc

    check = check_uscc(code)
    answer = UsccReply(
        ok=True,
        findings=(),
        code=code,
        valid=check.valid,
        reason=check.reason,
        doubt=check.doubt,
    )
    text = "校验通过" if check.valid else f"校验不通过：{check.reason}"
    if check.doubt:
        text = f"{text}；{check.doubt}"
    show(answer, text, as_json=as_json)


@command.command("deadline", context_settings=_FIGURE_FIRST)
@click.option("--from", "start", type=Day(), required=True, metavar="DAY", help="期间开始的当日。")
@click.option("--days", type=int, default=0, metavar="N")
@click.option("--months", type=int, default=0, metavar="N")
@click.option("--years", type=int, default=0, metavar="N")
@json_option
def deadline(*, start: dt.date, days: int, months: int, years: int, as_json: bool) -> None:
    """计算期间的末日：当日不计，末日逢休假日顺延。"""
    from legaldocs.core.days import chinese_day
    from legaldocs.law.deadline import period_end

    found = period_end(start, days=days, months=months, years=years)
    answer = DeadlineReply(
        ok=True,
        findings=(),
        start=start,
        raw_end=found.raw_end,
        end=found.end,
        advised=found.advised,
        provisional=found.provisional,
    )
    lines = [
        f"届满日 {chinese_day(found.end)}（按日历为 {chinese_day(found.raw_end)}）",
        f"建议最迟 {chinese_day(found.advised)} 办理",
    ]
    if found.provisional:
        lines.append("该年放假安排尚未公布，暂按周末和固定日期的节日计算，公布后应重新计算")
    show(answer, "\n".join(lines), as_json=as_json)


@command.command("limitation")
@click.option("--due", type=Day(), metavar="DAY", help="约定的付款日。")
@click.option(
    "--instalment",
    "instalments",
    type=Day(),
    multiple=True,
    metavar="DAY",
    help="分期的各期付款日。",
)
@click.option("--received", type=Day(), metavar="DAY", help="未约定付款日的，收到标的物之日。")
@click.option("--grace-ends", type=Day(), metavar="DAY", help="催告给出的宽限期届满之日。")
@click.option("--refused", type=Day(), metavar="DAY", help="债务人首次明确拒绝履行之日。")
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="KIND=DAY[..DAY]",
    help="有证据的中断事件，如 letter_arrived=2025-03-01、suit=2025-03-01..2025-09-01。",
)
@as_of_option
@json_option
def limitation(  # noqa: PLR0913 - one parameter an option
    *,
    due: dt.date | None,
    instalments: tuple[dt.date, ...],
    received: dt.date | None,
    grace_ends: dt.date | None,
    refused: dt.date | None,
    events: tuple[str, ...],
    as_of: dt.date,
    as_json: bool,
) -> None:
    """推算诉讼时效：稳妥届满日、依法届满日和各次中断。"""
    from legaldocs.core.errors import InputError
    from legaldocs.law.limitation import LimitationFacts
    from legaldocs.law.limitation import limitation as work_out

    if not any((due, instalments, received, grace_ends, refused)):
        raise InputError(
            "缺少时效的起算事实",
            expected="--due、--instalment、--received、--grace-ends、--refused 之一",
        )
    facts = LimitationFacts(
        instalments_due=instalments,
        due_on=due,
        goods_received_on=received,
        grace_ends_on=grace_ends,
        refused_on=refused,
        events=tuple(_event(event) for event in events),
    )
    found = work_out(book(), facts, as_of)
    left = found.days_left(as_of)
    lines = [*found.says, *(_not_counted(event) for event in found.rejected)]
    text = "\n".join(lines) + ("" if left is None else f"\n距稳妥届满日 {left} 日")
    show(_limitation(found, left), text, as_json=as_json)


def _not_counted(rejected: RejectedEvent) -> str:
    event = rejected.event
    return f"{event.on} {rejected.title}（{rejected.article}）：{rejected.why}"


def _event(text: str) -> Event:
    from legaldocs.core.days import iso_day
    from legaldocs.law.interruptions import Event

    kind, _, days = text.partition("=")
    first, dots, last = days.partition("..")
    return Event(kind, iso_day(first), "由命令行给出", iso_day(last) if dots else None)


def _limitation(found: Limitation, left: int | None) -> LimitationReply:
    return LimitationReply(
        ok=True,
        findings=(),
        start=found.start,
        start_rule=found.start_rule,
        conservative=found.conservative,
        statutory=found.statutory,
        advised=found.advised,
        long_stop=found.long_stop,
        days_left=left,
        restarts=tuple(
            Restart(restart.event.kind, restart.event.on, restart.article, restart.runs_from)
            for restart in found.restarts
        ),
        rejected=tuple(
            Rejected(event.event.kind, event.event.on, event.why) for event in found.rejected
        ),
    )
