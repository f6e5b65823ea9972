"""legaldocs calc doubled, calc enforcement: what runs once a judgment is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legaldocs.commands._accrual import provisional_rates, segment_reply
from legaldocs.commands._calc import DoubledReply, EnforcementReply, InterestPart, PeriodEnd
from legaldocs.commands._law import book
from legaldocs.commands._options import Day, as_of_option, json_option
from legaldocs.commands._show import listed, show

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.interest import Accrual
    from legaldocs.law.late_performance import GeneralInterest, LatePerformance


@click.command("doubled")
@click.option(
    "--due",
    "due",
    multiple=True,
    required=True,
    metavar="DAY=AMOUNT",
    help="判项：履行期间的末日和金额（不含一般债务利息），可以有多项。",
)
@click.option("--paid", multiple=True, metavar="DAY=AMOUNT", help="履行的日期和金额。")
@click.option("--to", "until", type=Day(), required=True, metavar="DAY", help="截止日，计入。")
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    metavar="DAY..DAY",
    help="非因债务人申请的再审、执行异议等中止执行的首日和末日。",
)
@click.option(
    "--general",
    metavar="RATE=DAY[..DAY]",
    help="判决确定的一般债务利息，如 3.85%/year=2025-01-01；写了末日的，计至该日。",
)
@json_option
def doubled(
    *,
    due: tuple[str, ...],
    paid: tuple[str, ...],
    until: dt.date,
    pauses: tuple[str, ...],
    general: str | None,
    as_json: bool,
) -> None:
    """计算迟延履行期间的债务利息：一般部分和加倍部分。"""
    from legaldocs.core.money import TO_FEN, plain
    from legaldocs.law.late_performance import AdjudicatedSum, Performance, late_performance

    found = late_performance(
        book(),
        [AdjudicatedSum(amount, day) for day, amount in map(_dated_sum, due)],
        [Performance(day, amount) for day, amount in map(_dated_sum, paid)],
        until=until,
        general=_general(general) if general else None,
        pauses=[_days(pause) for pause in pauses],
    )
    findings = provisional_rates(found.general)
    answer = DoubledReply(
        ok=True,
        findings=findings,
        last=until,
        doubled=_part(found.doubled),
        general=_part(found.general),
        total=plain(TO_FEN.apply(found.total)),
        articles=found.articles,
    )
    text = "\n".join([*_report_lines(found), *([listed(findings)] if findings else [])])
    show(answer, text, as_json=as_json)


def _dated_sum(text: str) -> tuple[dt.date, Decimal]:
    from legaldocs.core.days import iso_day
    from legaldocs.core.money import yuan

    day, _, amount = text.partition("=")
    return iso_day(day), yuan(amount)


def _days(text: str) -> tuple[dt.date, dt.date]:
    from legaldocs.core.days import iso_day

    first, _, last = text.partition("..")
    return iso_day(first), iso_day(last)


def _general(text: str) -> GeneralInterest:
    from legaldocs.core.days import iso_day
    from legaldocs.law.late_performance import GeneralInterest
    from legaldocs.law.rate_terms import parse_rate

    rate, _, days = text.partition("=")
    first, dots, last = days.partition("..")
    return GeneralInterest(parse_rate(rate), iso_day(first), iso_day(last) if dots else None)


def _part(accrual: Accrual) -> InterestPart:
    from legaldocs.core.money import TO_FEN, plain

    return InterestPart(
        days=accrual.days,
        interest=plain(TO_FEN.apply(accrual.interest)),
        convention=accrual.convention,
        segments=tuple(segment_reply(segment) for segment in accrual.segments),
    )


def _report_lines(found: LatePerformance) -> list[str]:
    from legaldocs.core.money import TO_FEN, figure

    lines = [f"合计 {figure(TO_FEN.apply(found.total))} 元（{'、'.join(found.articles)}）"]
    for name, accrual in (("加倍部分", found.doubled), ("一般部分", found.general)):
        interest = figure(TO_FEN.apply(accrual.interest))
        lines.append(f"{name} {accrual.days} 日，{interest} 元（{accrual.convention}）")
        lines += [
            f"  {segment.first} 至 {segment.last}：{segment.says}（{segment.source}）"
            for segment in accrual.segments
        ]
    return lines


@click.command("enforcement")
@click.option(
    "--perform-by",
    "perform_by",
    type=Day(),
    multiple=True,
    metavar="DAY",
    help="法律文书规定的履行期间的末日；分期履行的，各期的末日。",
)
@click.option("--effective", type=Day(), metavar="DAY", help="没有规定履行期间的，文书的生效日。")
@click.option("--notarised", is_flag=True, help="公证债权文书，各期分别起算。")
@as_of_option
@json_option
def enforcement(
    *,
    perform_by: tuple[dt.date, ...],
    effective: dt.date | None,
    notarised: bool,
    as_of: dt.date,
    as_json: bool,
) -> None:
    """计算申请执行的期间届满之日。"""
    from legaldocs.core.errors import InputError
    from legaldocs.law.enforcement import enforcement_period

    if not perform_by and effective is None:
        raise InputError("缺少申请执行期间的起算日", expected="--perform-by 或者 --effective")
    found = enforcement_period(
        book(), perform_by=perform_by, effective_on=effective, notarised=notarised, day=as_of
    )
    answer = EnforcementReply(
        ok=True,
        findings=(),
        as_of=as_of,
        deadlines=tuple(
            PeriodEnd(
                raw_end=deadline.raw_end,
                end=deadline.end,
                advised=deadline.advised,
                provisional=deadline.provisional,
            )
            for deadline in found.deadlines
        ),
        rule=found.rule,
    )
    lines = [
        f"{deadline.end} 届满（按日历为 {deadline.raw_end}），建议最迟 {deadline.advised} 申请执行"
        for deadline in found.deadlines
    ]
    show(answer, "\n".join([*lines, found.rule]), as_json=as_json)
