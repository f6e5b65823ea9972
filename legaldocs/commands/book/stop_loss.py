"""``legaldocs book stop-loss``: what going after a debt would bring, and cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._report_shown import ReportTable, lines_of, report_table
from legaldocs.commands.book._shared import book_option, need_the_extra
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class WayWorking(Struct, frozen=True):
    """How the figures of a way were worked out (计算过程)."""

    way: Annotated[str, Meta(description="办法")]
    steps: Annotated[tuple[str, ...], Meta(description="各步")]


class BookStopLossReply(Reply, frozen=True, tag="legaldocs.book.stop-loss/1"):
    """Whether a debt is worth going after (止损测算)."""

    customer: Annotated[str, Meta(description="客户")]
    as_of: Annotated[str, Meta(description="截至哪一天")]
    overdue: Annotated[Yuan, Meta(description="逾期未收")]
    unmatched: Annotated[Yuan, Meta(description="没有核销的回款，不在逾期未收里扣减")]
    age: Annotated[str, Meta(description="账龄，按金额加权平均")]
    size: Annotated[str, Meta(description="金额分档")]
    trade: Annotated[str, Meta(description="行业")]
    advice: Annotated[str, Meta(description="结论")]
    ways: Annotated[ReportTable, Meta(description="各种办法")]
    items: Annotated[ReportTable, Meta(description="逾期的各笔")]
    working: Annotated[tuple[WayWorking, ...], Meta(description="计算过程")]
    defined: Annotated[tuple[str, ...], Meta(description="口径")]


@click.command("stop-loss")
@click.argument("customer", metavar="CUSTOMER")
@as_of_option
@book_option
@json_option
def command(*, customer: str, as_of: dt.date, folder: Path, as_json: bool) -> None:
    """一个客户的欠款值不值得再追：过去收回多少，各种办法要花多少。"""
    need_the_extra()
    from legaldocs.core.money import plain
    from legaldocs.portfolio.fen import yuan_of
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.report.interval import SAYS
    from legaldocs.portfolio.report.own_history import DEFINED
    from legaldocs.portfolio.report.policy import USUAL
    from legaldocs.portfolio.report.stop_loss import items_table, stop_loss, stop_loss_table
    from legaldocs.portfolio.store import opened

    book = book_folder(folder)
    with opened(book) as store, store.reading() as connection:
        found = stop_loss(connection, customer, as_of, book.settings.report or USUAL)
    debt, table = found.debt, stop_loss_table(found)
    answer = BookStopLossReply(
        ok=True, findings=(), customer=debt.customer, as_of=str(as_of),
        overdue=plain(yuan_of(debt.total)), unmatched=plain(yuan_of(debt.unmatched)),
        age=debt.age, size=debt.size, trade=debt.trade, advice=found.advice,
        ways=report_table(table), items=report_table(items_table(debt)),
        working=tuple(WayWorking(one.way.name, one.steps) for one in found.outlooks),
        defined=(table.defined, DEFINED, SAYS),
    )  # fmt: skip
    show(answer, _said(answer, table), as_json=as_json)


def _said(answer: BookStopLossReply, table: Any) -> str:
    from decimal import Decimal

    from legaldocs.core.money import figure

    kind = f"{answer.age}，{answer.size}，{answer.trade}"
    owed = f"截至 {answer.as_of} 逾期未收 {figure(Decimal(answer.overdue))} 元"
    rows = [f"{answer.customer}，{owed}（{kind}）", *lines_of(table)]
    for one in answer.working:
        rows += [f"{one.way}：", *(f"  {step}" for step in one.steps)]
    if Decimal(answer.unmatched):
        rows.append(
            f"另有没有核销的回款 {figure(Decimal(answer.unmatched))} 元，先弄清付的是哪一笔"
        )
    return "\n".join([*rows, *answer.defined, answer.advice])
