"""``legaldocs book approve``: who decided on the terms of a contract."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import json_option, today
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import (
    PastDay,
    author_of,
    book_option,
    by_option,
    need_the_extra,
)
from legaldocs.commands.book.plan import NeedLine
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path


class BookApproveReply(Reply, frozen=True, tag="legaldocs.book.approve/1"):
    """A decision on the terms of a contract (审批记录)."""

    number: Annotated[str, Meta(description="合同编号")]
    customer: Annotated[str, Meta(description="客户")]
    who: Annotated[str, Meta(description="谁决定的")]
    decided_on: Annotated[dt.date, Meta(description="哪一天")]
    outcome: Annotated[str, Meta(description="同意或者不同意")]
    needs: Annotated[tuple[NeedLine, ...], Meta(description="需要审批的条件")]
    approval: Annotated[str, Meta(description="审批的情况")]


@click.command("approve")
@click.argument("number", metavar="CONTRACT")
@click.argument("outcome", metavar="OUTCOME", type=click.Choice(["同意", "不同意"]))
@click.option(
    "--who",
    default="",
    metavar="NAME",
    help="谁决定的，book.yaml 的 people 里的人；不写则为经办人。",
)
@click.option("--note", default="", metavar="TEXT", help="意见。")
@click.option(
    "--on", "day", type=PastDay(), default=today, metavar="DAY", help="决定日，默认今天。"
)
@click.option(
    "--customer", default="", metavar="NAME", help="几个客户有同样编号的合同时，写明客户。"
)
@book_option
@by_option
@json_option
def command(
    number: str, outcome: str, *, folder: Path, by: str, as_json: bool, **options: Any
) -> None:
    """记下谁、哪一天对一份合同的条件同意或者不同意。"""
    need_the_extra()
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.plan.approval import Decision, Outcome, level_of
    from legaldocs.portfolio.plan.planned import approve_contract
    from legaldocs.portfolio.recording import recording
    from legaldocs.portfolio.store import opened

    book, author, day = book_folder(folder), author_of(by), options["day"]
    who = options["who"].strip() or author.who
    level = level_of(book.settings, who)
    decided = Decision(who, level, day, Outcome(outcome), options["note"])
    with opened(book) as store, recording(store, author) as entry:
        done = approve_contract(entry, book.settings, (number, options["customer"]), decided)
    answer = BookApproveReply(
        ok=True,
        findings=(),
        number=done.number,
        customer=done.customer,
        who=who,
        decided_on=day,
        outcome=outcome,
        needs=tuple(NeedLine(one.level, one.reason) for one in done.needs),
        approval=done.standing,
    )
    rows = [f"{done.customer} 合同 {done.number}：{done.standing}"]
    rows += [f"  {one.level} 级：{one.reason}" for one in done.needs]
    show(answer, "\n".join(rows), as_json=as_json)
