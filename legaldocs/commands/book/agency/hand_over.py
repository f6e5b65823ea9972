"""``legaldocs book agency hand-over``: the files that an agency gets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click
from msgspec import Meta, Struct

from legaldocs.commands._options import json_option
from legaldocs.commands._show import listed, show
from legaldocs.commands.book._shared import PATH, author_of, book_option, by_option
from legaldocs.commands.book.agency._shared import number_argument, on_option, the_book
from legaldocs.output.reply import Reply, Sha256

if TYPE_CHECKING:
    import datetime as dt


class FileLine(Struct, frozen=True):
    """A file that was handed over (移交的文件)."""

    name: Annotated[str, Meta(description="在证据包 data 中的路径")]
    size: Annotated[int, Meta(description="字节数")]
    sha256: Annotated[Sha256, Meta(description="SHA-256")]


class AgencyHandOverReply(Reply, frozen=True, tag="legaldocs.book.agency.hand-over/1"):
    """What an agency gets (移交资料)."""

    number: Annotated[str, Meta(description="委托编号")]
    folder: Annotated[str, Meta(description="输出文件夹；其中的 bundle 交给受托机构")]
    files: Annotated[tuple[FileLine, ...], Meta(description="文件")]
    statement: Annotated[Sha256, Meta(description="封存声明的 SHA-256，指明这个证据包")]


@click.command("hand-over")
@number_argument
@click.argument("files", metavar="FILE...", nargs=-1, type=PATH)
@click.option("--out", type=PATH, required=True, metavar="DIR", help="输出文件夹，应当还不存在。")
@click.option("--give", multiple=True, metavar="FILE", help="查出问题而确认可以移交的文件名。")
@click.option("--looked", is_flag=True, help="不能检查的文件（扫描件、图片等）都由人看过。")
@click.option("--contacts", is_flag=True, help="一并移交债务人联系人的姓名、职务、电话、邮箱。")
@on_option
@book_option
@by_option
@json_option
def command(  # noqa: PLR0913 - one parameter an option
    number: str, files: tuple[Path, ...], *, out: Path, day: dt.date, folder: Path, by: str,
    as_json: bool, **let: Any,
) -> None:  # fmt: skip
    """把选定的文件做成证据包和移交清单；有其他客户、个人信息的文件不移交。"""
    from legaldocs.version import VERSION

    with the_book(folder) as (book, store):
        from legaldocs.law.lawbook import packaged
        from legaldocs.portfolio.agency.engaging import in_state
        from legaldocs.portfolio.agency.hand_over import HandOver, make_bundle, note, screen
        from legaldocs.portfolio.agency.making import creditor_of
        from legaldocs.portfolio.agency.situation import situation
        from legaldocs.portfolio.agency.vocabulary import State

        wanted = HandOver(files=tuple(map(Path, files)), version=VERSION, **let)
        author = author_of(by)
        with store.reading() as connection:
            found = situation(connection, in_state(connection, number, State.AT_WORK), day)
            findings = screen(connection, found, wanted)
        made = make_bundle(out, found, creditor_of(book), packaged(), wanted)
        note(store, number, made, (day, author))
    answer = AgencyHandOverReply(
        ok=True,
        findings=findings,
        number=number,
        folder=str(out),
        files=tuple(FileLine(*row) for row in made.files),
        statement=made.statement,
    )
    lines = [*(f"{row.sha256[:16]} {row.name}" for row in made.files), f"结果在：{out}"]
    if findings:
        lines.append(listed(findings))
    show(answer, "\n".join(lines), as_json=as_json)
