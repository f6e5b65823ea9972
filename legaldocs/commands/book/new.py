"""``legaldocs book new``: an empty book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import PATH, need_the_extra
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path


class BookNewReply(Reply, frozen=True, tag="legaldocs.book.new/1"):
    """A book that was made (新建的账册)."""

    folder: Annotated[str, Meta(description="账册文件夹")]
    database: Annotated[str, Meta(description="数据库：文件或者地址")]


@click.command("new")
@click.argument("folder", type=PATH, metavar="DIR")
@click.option("--name", default="", metavar="NAME", help="谁的账册；不写则用文件夹的名称。")
@click.option(
    "--database", default="", metavar="URL", help="几人共用的 PostgreSQL 的地址；不写则用 book.db。"
)
@json_option
def command(folder: Path, *, name: str, database: str, as_json: bool) -> None:
    """新建账册文件夹。"""
    need_the_extra()
    from legaldocs.portfolio.place import new_folder
    from legaldocs.portfolio.store import create

    book = new_folder(folder, name or folder.resolve().name, database, create)
    where = str(book.sqlite or book.settings.database)
    answer = BookNewReply(ok=True, findings=(), folder=str(folder), database=where)
    show(answer, f"已新建 {folder}，数据库是 {where}", as_json=as_json)
