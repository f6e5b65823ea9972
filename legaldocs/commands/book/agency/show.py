"""``legaldocs book agency show``: an engagement, what was done in it, what it cost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import as_of_option, json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import book_option, grouped
from legaldocs.commands.book.agency._shared import number_argument, the_book
from legaldocs.output.reply import Reply, Yuan

if TYPE_CHECKING:
    from pathlib import Path


class StepLine(Struct, frozen=True):
    """A step (步骤)."""

    step: Annotated[str, Meta(description="步骤")]
    done_on: Annotated[dt.date, Meta(description="日期")]
    who: Annotated[str, Meta(description="经办人")]
    note: Annotated[str, Meta(description="说明")]


class DebtLine(Struct, frozen=True):
    """A placed receivable (委托的款项)."""

    number: Annotated[str, Meta(description="应收单号")]
    due_on: Annotated[dt.date, Meta(description="到期日")]
    placed: Annotated[Yuan, Meta(description="委托时未收，元")]
    open: Annotated[Yuan, Meta(description="这一天未收，元")]


class SettlementLine(Struct, frozen=True):
    """A settlement of commission (佣金结算)."""

    number: Annotated[str, Meta(description="结算单编号")]
    through_on: Annotated[dt.date, Meta(description="截止日")]
    received: Annotated[Yuan, Meta(description="本次计佣的回款，元")]
    total: Annotated[Yuan, Meta(description="应付，元，负数为应退")]
    paid_on: Annotated[dt.date | None, Meta(description="付款日")]


class AgencyShowReply(Reply, frozen=True, tag="legaldocs.book.agency.show/1"):
    """An engagement (委托)."""

    number: Annotated[str, Meta(description="委托编号")]
    state: Annotated[str, Meta(description="状态")]
    agency: Annotated[str, Meta(description="受托机构")]
    customer: Annotated[str, Meta(description="客户")]
    ends_on: Annotated[dt.date | None, Meta(description="期限末日")]
    terms: Annotated[tuple[str, ...], Meta(description="佣金怎样计算")]
    recovered: Annotated[Yuan, Meta(description="委托期间的回款，元")]
    debts: Annotated[tuple[DebtLine, ...], Meta(description="委托的款项")]
    steps: Annotated[tuple[StepLine, ...], Meta(description="步骤")]
    settlements: Annotated[tuple[SettlementLine, ...], Meta(description="佣金结算")]


@click.command("show")
@number_argument
@as_of_option
@book_option
@json_option
def command(number: str, *, as_of: dt.date, folder: Path, as_json: bool) -> None:
    """列出一个委托的步骤、款项和佣金。"""
    with the_book(folder) as (_, store), store.reading() as connection:
        from legaldocs.portfolio.agency.registry import engagement_named
        from legaldocs.portfolio.agency.situation import situation

        engagement = engagement_named(connection, number)
        found = situation(connection, engagement, as_of)
        answer = _answer(connection, found)
    lines = [
        f"{answer.number} {answer.state}：{answer.agency}，{answer.customer}",
        *(f"{one.done_on} {one.step} {one.who} {one.note}".rstrip() for one in answer.steps),
        *(
            f"{one.number} 委托时 {grouped(one.placed)} 元，现 {grouped(one.open)} 元"
            for one in answer.debts
        ),
        f"委托期间回款 {grouped(answer.recovered)} 元",
        *(
            f"{one.number} 至 {one.through_on} 回款 {grouped(one.received)} 元，"
            f"应付 {grouped(one.total)} 元，" + (f"{one.paid_on} 已付" if one.paid_on else "没有付")
            for one in answer.settlements
        ),
    ]
    show(answer, "\n".join(lines), as_json=as_json)


def _answer(connection: Any, found: Any) -> AgencyShowReply:
    from legaldocs.core.money import plain
    from legaldocs.portfolio.agency.papers.names import fee_sentences
    from legaldocs.portfolio.agency.received import recoveries
    from legaldocs.portfolio.agency.registry import steps
    from legaldocs.portfolio.agency.settling import settlements
    from legaldocs.portfolio.fen import yuan_of

    def yuan(fen: int) -> str:
        return plain(yuan_of(fen))

    engagement = found.engagement
    came = sum(one.amount_fen for one in recoveries(connection, engagement, found.day))
    left = {item.id: item.open_fen for item in found.items}
    return AgencyShowReply(
        ok=True,
        findings=(),
        number=engagement["number"],
        state=engagement["state"],
        agency=found.agency["name"],
        customer=found.customer["name"],
        ends_on=engagement["ends_on"],
        terms=fee_sentences(found.terms),
        recovered=yuan(came),
        debts=tuple(
            DebtLine(
                row["number"], row["due_on"], yuan(row["placed_fen"]),
                yuan(left.get(row["receivable_id"], 0)),
            )
            for row in found.receivables
        ),
        steps=tuple(
            StepLine(row["step"], row["done_on"], row["who"], row["note"])
            for row in steps(connection, engagement)
        ),
        settlements=tuple(
            SettlementLine(
                row["number"], row["through_on"], yuan(row["received_fen"]),
                yuan(row["total_fen"]), row["paid_on"],
            )
            for row in settlements(connection, engagement)
        ),
    )  # fmt: skip
