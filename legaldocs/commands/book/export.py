"""``legaldocs book export``: the book as one workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
from msgspec import Meta

from legaldocs.commands._options import json_option
from legaldocs.commands._show import show
from legaldocs.commands.book._shared import PATH, book_option, need_the_extra
from legaldocs.output.reply import Reply


class BookExportReply(Reply, frozen=True, tag="legaldocs.book.export/1"):
    """A workbook of the book (导出的账册)."""

    file: Annotated[str, Meta(description="表格")]
    rows: Annotated[dict[str, int], Meta(description="各工作表的行数")]


@click.command("export")
@book_option
@click.option(
    "--out", type=PATH, default=Path("账册.xlsx"), metavar="FILE.xlsx", show_default=True,
    help="写到哪里，不覆盖。",
)  # fmt: skip
@json_option
def command(*, folder: Path, out: Path, as_json: bool) -> None:
    """把账册写成一个表格；改了再导入，只有改动的有变化。"""
    need_the_extra()
    from legaldocs.portfolio.export import write_book
    from legaldocs.portfolio.place import book_folder
    from legaldocs.portfolio.store import opened

    with opened(book_folder(folder)) as store, store.reading() as connection:
        rows = write_book(connection, out)
    answer = BookExportReply(ok=True, findings=(), file=str(out), rows=rows)
    said = "，".join(f"{kind} {count} 行" for kind, count in rows.items())
    show(answer, f"已写成 {out}：{said}", as_json=as_json)
