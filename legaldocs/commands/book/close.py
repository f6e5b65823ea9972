"""``legaldocs book close``: a receivable, receipt, contract, customer or person is over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta

from legaldocs.commands._options import Day, json_option, today
from legaldocs.commands._show import show
from legaldocs.core.errors import InputError
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path

from legaldocs.commands.book._shared import author_of, book_option, by_option, need_the_extra


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
@click.option("--on", "day", type=Day(), default=today, metavar="DAY", help="关闭日，默认今天。")
@book_option
@by_option
@json_option
def command(kind: str, name: str, *, folder: Path, by: str, as_json: bool, **options: Any) -> None:
    """关闭应收、回款、合同（写编号），客户、联系人（写名称），不删除。"""
    need_the_extra()
    if options["day"] > today():
        raise InputError(
            "关闭日晚于今天，还没有发生", found=str(options["day"]), next_step="改正 --on"
        )
    from legaldocs.portfolio import closing
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store:
        closing.close(store, kind, name, options["day"], options["why"], author_of(by))
    answer = BookCloseReply(ok=True, findings=(), kind=kind, name=name, closed_on=options["day"])
    show(answer, f"已关闭{kind} {name}", as_json=as_json)
