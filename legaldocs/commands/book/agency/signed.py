"""``legaldocs book agency signed``: the agreement that both sides have signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import PATH, author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import number_argument, on_option, the_book
from legaldocs.output.reply import Reply, Sha256

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


class AgencySignedReply(Reply, frozen=True, tag="legaldocs.book.agency.signed/1"):
    """A signed agreement that was kept (签订的协议)."""

    number: Annotated[str, Meta(description="委托编号")]
    kept_as: Annotated[str, Meta(description="留底，相对账册文件夹")]
    sha256: Annotated[Sha256, Meta(description="SHA-256")]


@click.command("signed")
@number_argument
@click.argument("file", metavar="FILE", type=PATH)
@on_option
@book_option
@by_option
@json_option
def command(number: str, file: Path, *, day: dt.date, folder: Path, by: str, as_json: bool) -> None:
    """保存双方签订的协议（扫描件），记下它的摘要。"""
    with the_book(folder) as (book, store):
        from legaldocs.portfolio.agency.engaging import keep_signed

        kept = keep_signed(store, book.path, number, file, (day, author_of(by)))
    answer = AgencySignedReply(
        ok=True, findings=(), number=number, kept_as=kept.kept_as, sha256=kept.sha256
    )
    show(answer, f"已保存 {kept.name}：{kept.kept_as}", as_json=as_json)
