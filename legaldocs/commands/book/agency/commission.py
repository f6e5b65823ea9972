"""``legaldocs book agency commission``: what an agency is paid for a period."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import json_option, today
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import PastDay, author_of, book_option, grouped
from legaldocs.commands.book.agency._shared import (
    number_argument,
    on_option,
    out_option,
    replace_option,
    the_book,
)
from legaldocs.core.errors import InputError
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.core.findings import Finding
    from legaldocs.portfolio.agency.settling import Settlement


class AgencyCommissionReply(Reply, frozen=True, tag="legaldocs.book.agency.commission/1"):
    """A settlement of commission (佣金结算)."""

    number: Annotated[str, Meta(description="结算单编号")]
    settled: Annotated[bool, Meta(description="是否已经登记；否则只是试算")]
    first: Annotated[dt.date, Meta(description="结算期的第一日")]
    last: Annotated[dt.date, Meta(description="结算期的末日")]
    received: Annotated[Yuan, Meta(description="本期计佣的回款，元")]
    working: Annotated[tuple[str, ...], Meta(description="累计佣金的计算")]
    whole: Annotated[Yuan, Meta(description="累计佣金，元")]
    before: Annotated[Yuan, Meta(description="以前已经结算，元")]
    fee: Annotated[Yuan, Meta(description="本期佣金，元")]
    price: Annotated[Yuan, Meta(description="不含税，元")]
    tax: Annotated[Yuan, Meta(description="增值税，元")]
    total: Annotated[Yuan, Meta(description="应付，元，负数为应退")]
    papers: Annotated[tuple[str, ...], Meta(description="做成的文书的路径")]


@click.command("commission")
@number_argument
@click.option(
    "--through", type=PastDay(), default=today, metavar="DAY", help="结算到哪一天，默认今天。"
)
@click.option("--settle", is_flag=True, help="登记这次结算；不写只试算。")
@on_option
@click.option("--by", default="", metavar="NAME", help="经办人，登记时必须写。")
@out_option
@replace_option
@book_option
@json_option
def command(  # noqa: PLR0913 - one parameter an option
    number: str,
    *,
    through: dt.date,
    settle: bool,
    day: dt.date,
    by: str,
    folder: Path,
    as_json: bool,
    **where: Any,
) -> None:
    """计算到一天为止没有结算的佣金，做佣金结算单；登记过的，再做一次内容不变。"""
    if settle and not by:
        raise InputError("登记结算没有写经办人", next_step="加 --by 姓名")
    with the_book(folder) as (book, store):
        from legaldocs.portfolio.agency import settling
        from legaldocs.portfolio.agency.making import (
            commission_paper,
            creditor_of,
            place_of,
            write_papers,
        )
        from legaldocs.portfolio.agency.not_money import not_money

        creditor_of(book)
        if settle:
            settling.settle(store, number, through, day, author_of(by))
        with store.reading() as connection:
            kept, made = settling.looked_up(connection, number, through)
            paper = commission_paper(connection, book, number, made, kept=kept)
            findings = not_money(connection, number, made)
        paths = write_papers(
            place_of(book, number, where["out"]), [paper], replace=where["replace"] or not kept
        )
    answer = _answer(made, tuple(map(str, paths)), findings, settled=kept)
    show(answer, _text(answer), as_json=as_json)


def _answer(
    made: Settlement, papers: tuple[str, ...], findings: tuple[Finding, ...], *, settled: bool
) -> AgencyCommissionReply:
    from legaldocs.core.money import plain
    from legaldocs.portfolio.fen import yuan_of

    def yuan(fen: int) -> str:
        return plain(yuan_of(fen))

    return AgencyCommissionReply(
        ok=True,
        findings=findings,
        number=made.number,
        settled=settled,
        first=made.from_on,
        last=made.through_on,
        received=yuan(made.received_fen),
        working=made.working,
        whole=yuan(made.whole_fen),
        before=yuan(made.before_fen),
        fee=yuan(made.fee_fen),
        price=yuan(made.price_fen),
        tax=yuan(made.tax_fen),
        total=yuan(made.total_fen),
        papers=papers,
    )


def _text(answer: AgencyCommissionReply) -> str:
    from legaldocs.commands._show import listed

    state = "已登记" if answer.settled else "试算，没有登记"
    return "\n".join(
        [
            (
                f"{answer.number}（{state}）{answer.first} 至 {answer.last}："
                f"回款 {grouped(answer.received)} 元"
            ),
            *(f"  {step}" for step in answer.working),
            (
                f"累计佣金 {grouped(answer.whole)} 元，已结算 {grouped(answer.before)} 元，"
                f"本期 {grouped(answer.fee)} 元"
            ),
            (
                f"不含税 {grouped(answer.price)} 元，税 {grouped(answer.tax)} 元，"
                f"应付 {grouped(answer.total)} 元"
            ),
            *(f"文书：{path}" for path in answer.papers if path.endswith(".docx")),
            *((listed(answer.findings),) if answer.findings else ()),
        ]
    )
