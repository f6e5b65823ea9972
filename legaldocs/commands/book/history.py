"""``legaldocs book history``: what was changed, and whether the record of it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._labels import NOUNS, label, new_row, shown
from legaldocs.commands.book._shared import book_option, need_the_extra
from legaldocs.core.errors import IntegrityError
from legaldocs.output.reply import Reply

if TYPE_CHECKING:
    from pathlib import Path


class ChangeLine(Struct, frozen=True):
    """One line of the history (变更)."""

    number: Annotated[int, Meta(description="序号")]
    at: Annotated[str, Meta(description="时间，带时区")]
    who: Annotated[str, Meta(description="经办人")]
    import_number: Annotated[int | None, Meta(description="来自第几次导入")]
    noun: Annotated[str, Meta(description="哪张表")]
    row: Annotated[int, Meta(description="表里的编号")]
    field: Annotated[str, Meta(description="项目，新增的为空")]
    old: Annotated[str, Meta(description="原来")]
    new: Annotated[str, Meta(description="现在；新增的是整行的 JSON")]


class BookHistoryReply(Reply, frozen=True, tag="legaldocs.book.history/1"):
    """The history of the book (变更记录)."""

    intact: Annotated[bool, Meta(description="哈希链是否完整")]
    changes: Annotated[tuple[ChangeLine, ...], Meta(description="最近的变更，后发生的在后")]


@click.command("history")
@click.option("--last", default=20, show_default=True, metavar="N", help="列出最近多少条。")
@book_option
@json_option
@click.pass_context
def command(context: click.Context, /, *, folder: Path, last: int, as_json: bool) -> None:
    """核对变更记录的哈希链，列出最近的变更。"""
    need_the_extra()
    from legaldocs.portfolio.history import broken_at, latest
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store, store.reading() as connection:
        broken = broken_at(connection)
        lines = tuple(ChangeLine(*row) for row in latest(connection, last))
    answer = BookHistoryReply(ok=broken is None, findings=(), intact=broken is None, changes=lines)
    rows = [_shown(line) for line in lines]
    rows.append(f"第 {broken} 条起与哈希链不符" if broken else "变更记录完整，没有改写")
    show(answer, "\n".join(rows), as_json=as_json)
    if broken is not None:
        context.exit(IntegrityError.exit_code)


def _shown(line: ChangeLine) -> str:
    noun, field = line.noun, line.field
    head = f"{line.number} {line.at} {line.who} {NOUNS.get(noun, noun)} {line.row} "
    if not field:
        return f"{head}新增：{new_row(noun, line.new)}"
    old, new = shown(field, line.old) or "空", shown(field, line.new) or "空"
    return f"{head}{label(noun, field)}：{old} → {new}"
