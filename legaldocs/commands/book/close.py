"""``legaldocs book close``: a receivable, receipt, contract, customer or person is over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import json_option, today
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import (
    PastDay,
    author_of,
    book_option,
    by_option,
    need_the_extra,
)
from legaldocs.core.findings import Finding
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from legaldocs.portfolio.store import Store


class BookCloseReply(Reply, frozen=True, tag="legaldocs.book.close/1"):
    """A row that was closed (关闭)."""

    kind: Annotated[str, Meta(description="应收、客户、回款、联系人或者合同")]
    name: Annotated[str, Meta(description="单号或者名称")]
    closed_on: Annotated[dt.date, Meta(description="关闭日")]


@click.command("close")
@click.argument(
    "kind", metavar="KIND", type=click.Choice(["应收", "客户", "回款", "联系人", "合同"])
)
@click.argument("name", metavar="NAME")
@click.option("--why", required=True, metavar="TEXT", help="为什么关闭。")
@click.option(
    "--on", "day", type=PastDay(), default=today, metavar="DAY", help="关闭日，默认今天。"
)
@book_option
@by_option
@json_option
def command(kind: str, name: str, *, folder: Path, by: str, as_json: bool, **options: Any) -> None:
    """关闭应收、回款、合同（写编号），客户、联系人（写名称），不删除。"""
    need_the_extra()
    from legaldocs.portfolio import closing
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store:
        row = closing.close(store, kind, name, options["day"], options["why"], author_of(by))
        findings = tuple(_still_owed(store, row, options["day"])) if kind == "客户" else ()
    answer = BookCloseReply(
        ok=True, findings=findings, kind=kind, name=name, closed_on=options["day"]
    )
    said = f"已关闭{kind} {name}"
    show(answer, "\n".join(filter(None, (listed(findings), said))), as_json=as_json)


def _still_owed(store: Store, customer: int, day: dt.date) -> Iterator[Finding]:
    from legaldocs.core.money import figure
    from legaldocs.portfolio.fen import yuan_of
    from legaldocs.portfolio.open_items import open_items

    with store.reading() as connection:
        owed = sum(item.open_fen for item in open_items(connection, day, customer=customer))
    if owed:
        yield Finding(
            "LD-BOOK-CLOSED-OWES",
            "warning",
            f"这个客户还有 {figure(yuan_of(owed))} 元未收，关闭以后不再催",
            next_step="各笔应收也了结了的，逐笔关闭；还要催的，不要关闭客户",
        )
